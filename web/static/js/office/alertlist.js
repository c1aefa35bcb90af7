// Every alert: what is wrong now in full words, and what was wrong and is over.
import { useEffect } from "preact/hooks";
import { html } from "../html.js";
import { get } from "../api.js";
import { timeOf } from "../clock.js";
import { replica } from "../replica.js";
import { Empty } from "../parts/empty.js";
import { openAlerts } from "../parts/alerts.js";
import { Icon } from "../parts/icon.js";

const ICONS = { danger: "circle-alert", warn: "triangle-alert", info: "info" };

export function AlertList() {
  useEffect(() => {
    get("/alerts").then(
      ({ alerts }) => alerts.forEach((alert) => replica.alerts.put(alert)),
      () => {},
    );
  }, []);
  const open = openAlerts();
  const over = replica.alerts
    .all()
    .filter((alert) => alert.cleared_at)
    .sort((a, b) => b.cleared_at.localeCompare(a.cleared_at))
    .slice(0, 50);
  return html`
    ${
      !open.length &&
      html`
        <${Empty} icon="circle-check" title="Nothing is wrong">
          Trouble with printers, screens, stock or tickets shows here and on the floor.
        <//>
      `
    }
    <ul class="alert-list">
      ${open.map(
        (alert) => html`
          <li key=${alert.id} class=${`notice ${alert.severity}`}>
            <${Icon} name=${ICONS[alert.severity]} />
            <div>
              <b>${alert.text}</b>
              ${
                alert.detail &&
                html`
                  <p>${alert.detail}</p>
                `
              }
              <p class="quiet">since ${timeOf(alert.raised_at)}</p>
            </div>
          </li>
        `,
      )}
    </ul>
    ${
      over.length > 0 &&
      html`
        <h3 class="office-subtitle">Over</h3>
        <ul class="alert-list">
          ${over.map(
            (alert) => html`
              <li key=${alert.id} class="notice">
                <${Icon} name="check" />
                <div>
                  ${alert.text}
                  <p class="quiet">${timeOf(alert.raised_at)} – ${timeOf(alert.cleared_at)}</p>
                </div>
              </li>
            `,
          )}
        </ul>
      `
    }
  `;
}
