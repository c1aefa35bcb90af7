// What was bumped lately; one press brings a ticket back to the board.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get } from "../api.js";
import { timeOf } from "../clock.js";
import { config } from "../config.js";
import { replica } from "../replica.js";
import { Act } from "../parts/button.js";
import { placeOf } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { actOn } from "./card.js";
import { rowsOf } from "./facts.js";

const SHOWN = 20;

export function Recall({ onClose }) {
  const [loaded, setLoaded] = useState([]);
  useEffect(() => {
    get(`/stations/${config.station.id}/tickets?state=ready&limit=${SHOWN}`).then(
      (answer) => setLoaded(answer.tickets),
      () => {},
    );
  }, []);
  const known = new Map(loaded.map((ticket) => [ticket.id, ticket]));
  for (const ticket of replica.tickets.all())
    if (ticket.station === config.station.id) known.set(ticket.id, ticket);
  const ready = [...known.values()]
    .filter((ticket) => ticket.state === "ready")
    .sort((a, b) => (b.ready_at ?? "").localeCompare(a.ready_at ?? ""))
    .slice(0, SHOWN);
  return html`
    <${Sheet} title="Recall a ticket" kind="wide" onClose=${onClose}>
      ${
        !ready.length &&
        html`
          <p>Nothing was bumped yet today. What you bump shows here and can come back.</p>
        `
      }
      <ul class="recall">
        ${ready.map(
          (ticket) => html`
            <li key=${ticket.id}>
              <b class="figure">${ticket.order_number}</b>
              <span class="words">
                <b>${placeOf(ticket)}</b>
                ${" "}· ${timeOf(ticket.ready_at)}
                <br />
                ${rowsOf(ticket)
                  .map((row) => `${row.quantity} ${row.name}`)
                  .join(", ")}
              </span>
              <${Act} kind="big" icon="rotate-ccw" act=${() => actOn(ticket, "recall")} onDone=${onClose}>
                Recall ${ticket.order_number}
              <//>
            </li>
          `,
        )}
      </ul>
    <//>
  `;
}
