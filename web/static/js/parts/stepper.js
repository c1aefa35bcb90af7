// One less, how many, one more.
import { html } from "../html.js";
import { Button } from "./button.js";

export function Stepper({ value, onChange, removes = false, most = 999 }) {
  return html`
    <div class="stepper">
      <${Button}
        icon=${removes && value === 1 ? "trash-2" : "minus"}
        aria-label=${removes && value === 1 ? "Remove" : "One less"}
        disabled=${!removes && value <= 1}
        onPress=${() => onChange(value - 1)}
      ><//>
      <output class="figure" aria-label="How many">${value}</output>
      <${Button}
        icon="plus"
        aria-label="One more"
        disabled=${value >= most}
        onPress=${() => onChange(value + 1)}
      ><//>
    </div>
  `;
}
