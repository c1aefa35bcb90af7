// A line that is being written: what it is, what it costs, how many, and why the hub could not take it.
import { html } from "../html.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Stepper } from "../parts/stepper.js";
import { itemById, named, unitCents } from "./choosing.js";
import { saveDraft, withChangedLine, withoutLine } from "./draft.js";
import { ModifierWords } from "./lines.js";

export function NewLine({ line, draft, locked, onLine }) {
  const menu = replica.menu.value;
  const item = itemById(menu, line.item);
  const setQuantity = (quantity) =>
    saveDraft(quantity ? withChangedLine(draft, line.id, { quantity }) : withoutLine(draft, line.id));
  const refused = draft.refused?.lines?.[line.id];
  return html`
    <li class="new-line" data-refused=${!!refused}>
      <button
        type="button"
        class="line"
        data-state="new"
        data-line=${line.id}
        onClick=${() => !locked && onLine(line)}
      >
        <b class="line-quantity figure">${line.quantity}</b>
        <span class="line-words">
          <span class="line-name words">
            ${item?.name ?? line.item}${
              line.variant
                ? html`
                    ${" "}
                    <span class="quiet">
                      ${item?.variants?.find((v) => v.id === line.variant)?.name ?? line.variant}
                    </span>
                  `
                : ""
            }
          </span>
          <${ModifierWords} modifiers=${named(menu, line.modifiers)} />
          ${
            line.note &&
            html`
              <span class="line-note words">“${line.note}”</span>
            `
          }
          ${
            line.seat &&
            html`
              <span class="line-tags"><span>seat ${line.seat}</span></span>
            `
          }
          ${
            refused &&
            html`
              <span class="wrong words">${refused}</span>
            `
          }
        </span>
        <span class="line-price figure">${money(line.quantity * unitCents(menu, item, line))}</span>
      </button>
      ${
        !locked &&
        html`
          <${Stepper} value=${line.quantity} removes onChange=${setQuantity} />
        `
      }
    </li>
  `;
}
