// Money, three things kept apart: drawers, servers' checkouts, the day close.
import { html } from "../html.js";
import { go, route } from "../route.js";
import { Choice } from "../parts/button.js";
import { Checkouts } from "./checkouts.js";
import { DayClose } from "./dayclose.js";
import { Drawers } from "./drawers.js";

const PARTS = [
  ["drawers", "Drawers", Drawers],
  ["checkouts", "Checkouts", Checkouts],
  ["close", "Day close", DayClose],
];

export function Money() {
  const [id, , Part] = PARTS.find(([one]) => one === route.value[1]) ?? PARTS[0];
  return html`
    <div class="choices page-links">
      ${PARTS.map(
        ([one, label]) => html`
          <${Choice} key=${one} chosen=${one === id} onPress=${() => go("money", one)}>${label}<//>
        `,
      )}
    </div>
    <${Part} />
  `;
}
