// Why: the restaurant's own reasons as one tap, or words of one's own.
import { html } from "../html.js";
import { Choice } from "./button.js";

export function Reasons({ reasons, reason, onChange, legend = "Reason", own = "or in your words" }) {
  return html`
    <div>
      ${
        reasons.length > 0 &&
        html`
          <p class="legend">${legend}</p>
          <div class="choices">
            ${reasons.map(
              (one) => html`
                <${Choice} key=${one} chosen=${reason === one} onPress=${() => onChange(one)}>${one}<//>
              `,
            )}
          </div>
        `
      }
      <label class="field">
        <span>${reasons.length ? own : legend}</span>
        <input
          value=${reasons.includes(reason) ? "" : reason}
          maxlength="120"
          autocomplete="off"
          onInput=${(event) => onChange(event.target.value)}
        />
      </label>
    </div>
  `;
}
