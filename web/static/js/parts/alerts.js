// What people must know about right now, over the page's content; calm, in words, gone when it is over.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { replica } from "../replica.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";

const WEIGHT = { danger: 0, warn: 1, info: 2 };

export const openAlerts = () =>
  replica.alerts
    .all()
    .filter((alert) => !alert.cleared_at)
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || a.raised_at.localeCompare(b.raised_at));

export function Alerts() {
  const [all, setAll] = useState(false);
  const alerts = openAlerts().filter((alert) => alert.severity !== "info");
  const shown = all ? alerts : alerts.slice(0, 1);
  return html`
    <div role="status" aria-live="polite" aria-label="Alerts">
      ${shown.map(
        (alert, index) => html`
          <p key=${alert.id} class=${`band ${alert.severity}`}>
            <${Icon} name="triangle-alert" />
            <span>${alert.text}${alert.detail ? ` ${alert.detail}` : ""}</span>
            ${
              index === 0 &&
              alerts.length > 1 &&
              html`
                <${Button} kind="plain" aria-expanded=${all} onPress=${() => setAll(!all)}>
                  ${all ? "fewer" : `+${alerts.length - 1} more`}
                <//>
              `
            }
          </p>
        `,
      )}
    </div>
  `;
}
