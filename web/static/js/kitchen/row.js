// A row of a ticket: quantity largest, modifiers one a line, NO inverse, VOID struck; and the guests'
// allergies boxed.
import { html } from "../html.js";
import { Icon } from "../parts/icon.js";

const PREFIX = { extra: "+", light: "light", side: "on the side:", only: "only" };

export const Modifier = ({ name, prefix, quantity }) => html`
  <li class="modifier">
    ${
      prefix === "no"
        ? html`
            <b class="no">NO</b>
          `
        : prefix
          ? html`
              <b class="prefix">${PREFIX[prefix] ?? prefix}</b>
            `
          : null
    }
    <span>${quantity > 1 ? `${quantity} × ` : ""}${name}</span>
  </li>
`;

export function AllergyBox({ allergies }) {
  return html`
    <ul class="allergy-box">
      ${allergies.map(
        ({ seat, allergens, text }) => html`
          <li>
            <${Icon} name="triangle-alert" />
            <span class="words">
              <b>ALLERGY ${(allergens ?? []).join(", ")}</b>
              ${seat ? ` · seat ${seat}` : ""}${text ? ` · ${text}` : ""}
            </span>
          </li>
        `,
      )}
    </ul>
  `;
}

export function Row({ row, onBump, canBump }) {
  const content = html`
    <span class="row-quantity figure">${row.quantity}</span>
    <span class="row-words">
      <span class="row-name words">
        ${
          row.isVoid &&
          html`
            <b class="void">VOID</b>
          `
        }
        <span>${row.name}</span>
        ${
          row.done &&
          html`
            <${Icon} name="check" label="done" />
          `
        }
      </span>
      ${
        row.variant &&
        html`
          <span class="row-variant">${row.variant}</span>
        `
      }
      ${
        row.modifiers.length > 0 &&
        html`
          <ul>
            ${row.modifiers.map(
              (one) => html`
                <${Modifier} ...${one} />
              `,
            )}
          </ul>
        `
      }
      ${
        row.note &&
        html`
          <span class="row-note words">“${row.note}”</span>
        `
      }
      ${
        row.seats.length > 0 &&
        html`
          <span class="row-seats">
            ${row.seats.length > 1 ? "seats" : "seat"} ${row.seats.sort((a, b) => a - b).join(" ")}
          </span>
        `
      }
    </span>
  `;
  const dull = row.isVoid || row.done || !canBump;
  return html`
    <li class="row" data-void=${row.isVoid} data-done=${row.done}>
      ${
        dull
          ? html`
              <div class="row-face">${content}</div>
            `
          : html`
              <button type="button" class="row-face" onClick=${() => onBump(row)}>
                <span class="unseen">Mark done:</span>
                ${content}
              </button>
            `
      }
    </li>
  `;
}
