// Everything still to be made, added up.
import { html } from "../html.js";
import { Sheet } from "../parts/sheet.js";
import { allDay } from "./facts.js";

export function AllDay({ tickets, onClose }) {
  const counts = allDay(tickets);
  return html`
    <${Sheet} title="All day: still to make" onClose=${onClose}>
      ${
        !counts.length &&
        html`
          <p>Nothing is waiting to be made.</p>
        `
      }
      <ul class="allday">
        ${counts.map(
          ({ name, quantity, modifiers }) => html`
            <li key=${name}>
              <b class="figure">${quantity}</b>
              <span>
                <b class="words">${name}</b>
                ${
                  modifiers.size > 0 &&
                  html`
                    <span class="quiet">
                      ${" "}${[...modifiers].map(([label, count]) => `${count} ${label}`).join(", ")}
                    </span>
                  `
                }
              </span>
            </li>
          `,
        )}
      </ul>
    <//>
  `;
}
