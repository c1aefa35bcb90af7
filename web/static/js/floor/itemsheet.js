// A dish with its choices: size, required groups first, options with price, NO and EXTRA, note, how many.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { money } from "../money.js";
import { Button, Choice } from "../parts/button.js";
import { Course, courseWord, Icon } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { Stepper } from "../parts/stepper.js";
import { allergenWord } from "./allergens.js";
import { groupsOf, ingredientName, missing, unitCents, withoutIngredient } from "./choosing.js";
import { saveDraft, withoutLine } from "./draft.js";
import { OptionGroup } from "./optiongroup.js";

const COURSES = [0, 1, 2, 3, 4];

export function ItemSheet({ menu, draft, item, line, onDone, onClose }) {
  const [variant, setVariant] = useState(line.variant);
  const [modifiers, setModifiers] = useState(line.modifiers ?? []);
  const [note, setNote] = useState(line.note ?? "");
  const [quantity, setQuantity] = useState(line.quantity);
  const [seat, setSeat] = useState(line.seat);
  const [course, setCourse] = useState(line.course);
  const lacks = missing(menu, item, variant, modifiers);
  const chosen = { ...line, variant, modifiers, note: note.trim(), quantity, seat, course };
  const seats = Array.from({ length: Math.max(draft.covers ?? 0, seat ?? 0) }, (_, i) => i + 1);
  const foot = html`
    <${Stepper} value=${quantity} onChange=${setQuantity} />
    ${
      line.id &&
      html`
        <${Button}
          kind="danger"
          icon="trash-2"
          onPress=${() => {
            saveDraft(withoutLine(draft, line.id));
            onClose();
          }}
        >
          Remove
        <//>
      `
    }
    <${Button} kind="main big" disabled=${!!lacks} why=${lacks} onPress=${() => onDone(chosen)}>
      ${lacks || `${line.id ? "Done" : "Add"} · ${money(quantity * unitCents(menu, item, chosen))}`}
    <//>
  `;
  return html`
    <${Sheet} title=${item.name} kind="wide" onClose=${onClose} foot=${foot}>
      ${
        item.allergens?.length > 0 &&
        html`
          <p class="quiet small">
            <${Icon} name="info" />
            ${" "}contains ${item.allergens.map((id) => allergenWord(id).toLowerCase()).join(", ")}
          </p>
        `
      }
      ${
        item.variants?.length > 0 &&
        html`
          <fieldset class="group">
            <legend class="legend">
              Size${" "}
              <span class=${variant ? "quiet" : "tag warn"}>choose 1</span>
            </legend>
            <div class="choices">
              ${item.variants.map(
                (one) => html`
                  <button
                    type="button"
                    key=${one.id}
                    class="choice option"
                    aria-pressed=${variant === one.id ? "true" : "false"}
                    disabled=${one.available === false}
                    onClick=${() => setVariant(one.id)}
                  >
                    <span class="words">${one.name}</span>
                    <span class="small figure">
                      ${one.available === false ? "sold out" : money(one.price_cents)}
                    </span>
                  </button>
                `,
              )}
            </div>
          </fieldset>
        `
      }
      ${groupsOf(menu, item).map(
        (group) => html`
          <${OptionGroup}
            key=${group.id}
            group=${group}
            modifiers=${modifiers}
            setModifiers=${setModifiers}
          />
        `,
      )}
      ${
        item.ingredients?.length > 0 &&
        html`
          <fieldset class="group">
            <legend class="legend">Leave out</legend>
            <div class="choices">
              ${item.ingredients.map((id) => {
                const on = modifiers.some((m) => m.ingredient === id);
                return html`
                  <button
                    type="button"
                    key=${id}
                    class="choice option"
                    aria-pressed=${on ? "true" : "false"}
                    onClick=${() => setModifiers(withoutIngredient(modifiers, id))}
                  >
                    ${
                      on &&
                      html`
                        <b class="no">NO</b>
                      `
                    }
                    <span class="words">${ingredientName(menu, id)}</span>
                  </button>
                `;
              })}
            </div>
          </fieldset>
        `
      }
      <label class="field">
        <span>Note to the kitchen</span>
        <input value=${note} maxlength="500" autocomplete="off" onInput=${(e) => setNote(e.target.value)} />
      </label>
      <div class="places">
        ${
          seats.length > 0 &&
          html`
            <div>
              <p class="legend">Seat</p>
              <div class="choices">
                <${Choice} chosen=${!seat} onPress=${() => setSeat(null)}>Table<//>
                ${seats.map(
                  (n) => html`
                    <${Choice} key=${n} chosen=${seat === n} onPress=${() => setSeat(n)}>${n}<//>
                  `,
                )}
              </div>
            </div>
          `
        }
        <div>
          <p class="legend">Course</p>
          <div class="choices">
            ${COURSES.map(
              (n) => html`
                <${Choice} key=${n} chosen=${course === n} onPress=${() => setCourse(n)}>
                  <${Course} course=${n} />
                  <span class="unseen">${courseWord(n)}</span>
                <//>
              `,
            )}
          </div>
        </div>
      </div>
    <//>
  `;
}
