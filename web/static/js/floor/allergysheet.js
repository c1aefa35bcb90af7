// The guests' allergies: by seat or for the table, from the EU's fourteen, and in words.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { patch } from "../api.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Button, Choice, Wrong } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { ALLERGENS, allergyWords } from "./allergens.js";
import { saveDraft } from "./draft.js";

const without = (list, index) => list.filter((_, at) => at !== index);

export function AllergySheet({ draft, order, onClose }) {
  const [list, setList] = useState([...(order?.allergies ?? []), ...draft.allergies]);
  const [seat, setSeat] = useState(null);
  const [chosen, setChosen] = useState([]);
  const [text, setText] = useState("");
  const covers = order?.covers ?? draft.covers ?? 0;
  const pending =
    chosen.length || text.trim()
      ? [{ ...(seat && { seat }), allergens: chosen, ...(text.trim() && { text: text.trim() }) }]
      : [];
  const { press, busy, problem } = usePress(async () => {
    const all = [...list, ...pending];
    if (draft.isNew) saveDraft({ ...draft, allergies: all });
    else replica.orders.put(await patch(`/orders/${draft.order}`, { allergies: all }));
    onClose();
  });
  const flip = (id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const add = () => {
    setList([...list, ...pending]);
    setChosen([]);
    setText("");
  };
  const foot = html`
    <${Wrong} problem=${problem} />
    <${Button} icon="plus" disabled=${!pending.length} why="Choose an allergen first" onPress=${add}>
      Add, then another
    <//>
    <${Button} kind="main big" busy=${busy} onPress=${press}>Done<//>
  `;
  return html`
    <${Sheet} title="Allergies of the guests" kind="wide" onClose=${onClose} foot=${foot}>
      ${list.map(
        (one, index) => html`
          <p class="allergy-line" key=${index}>
            <${Icon} name="triangle-alert" />
            <span class="words">${allergyWords(one)}</span>
            <${Button}
              kind="plain"
              icon="trash-2"
              aria-label=${`Remove ${allergyWords(one)}`}
              onPress=${() => setList(without(list, index))}
            ><//>
          </p>
        `,
      )}
      ${
        covers > 0 &&
        html`
          <div>
            <p class="legend">Whose</p>
            <div class="choices">
              <${Choice} chosen=${!seat} onPress=${() => setSeat(null)}>Somebody at the table<//>
              ${Array.from({ length: covers }, (_, i) => i + 1).map(
                (n) => html`
                  <${Choice} key=${n} chosen=${seat === n} onPress=${() => setSeat(n)}>Seat ${n}<//>
                `,
              )}
            </div>
          </div>
        `
      }
      <div>
        <p class="legend">Allergic to</p>
        <div class="choices allergens">
          ${Object.entries(ALLERGENS).map(
            ([id, word]) => html`
              <${Choice} key=${id} chosen=${chosen.includes(id)} onPress=${() => flip(id)}>${word}<//>
            `,
          )}
        </div>
      </div>
      <label class="field">
        <span>In words, for the kitchen</span>
        <input value=${text} maxlength="200" autocomplete="off" onInput=${(e) => setText(e.target.value)} />
      </label>
    <//>
  `;
}
