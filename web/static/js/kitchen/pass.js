// The pass: its own ticket of every fire, with the parts of each station, green when done. Its bump serves.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get } from "../api.js";
import { config } from "../config.js";
import { replica } from "../replica.js";
import { Button } from "../parts/button.js";
import { Empty } from "../parts/empty.js";
import { inOrder, onBoard, station } from "./facts.js";
import { Header } from "./header.js";
import { PassCard } from "./passcard.js";
import { Recall } from "./recall.js";
import { UndoBar } from "./undo.js";

const READY_SHOWN = 50;

/** What the boards no longer list but the pass still waits with: tickets bumped at their stations. */
async function loadReadyParts(watched) {
  for (const id of watched) {
    const { tickets } = await get(`/stations/${id}/tickets?state=ready&limit=${READY_SHOWN}`);
    tickets.forEach((ticket) => replica.tickets.put(ticket));
  }
}

/** The station tickets that carry lines of this pass ticket, with the lines they share. */
export function partsOf(ticket, tickets) {
  const lines = new Set(ticket.items.filter((item) => item.state !== "voided").map((item) => item.line));
  return tickets
    .filter((one) => one.order === ticket.order && one.station !== ticket.station)
    .map((one) => ({ ...one, items: one.items.filter((item) => lines.has(item.line)) }))
    .filter((one) => one.items.length && one.state !== "voided");
}

export const isComplete = (ticket) => ticket.items.every((item) => item.state !== "open");

export function Pass() {
  const [recall, setRecall] = useState(false);
  const [bumped, setBumped] = useState(null);
  const watched = station.value.stations ?? [];
  useEffect(() => {
    if (watched.length) loadReadyParts(watched).catch(() => {});
  }, [watched.join(), replica.turnOfSnapshot.value]);
  const all = replica.tickets.all();
  const tickets = inOrder(all.filter((ticket) => ticket.station === config.station.id && onBoard(ticket)));
  return html`
    <${Header} tickets=${tickets} noun="orders" one="order">
      <b>${tickets.filter(isComplete).length}</b>
      ${" "}ready to go
    <//>
    <main class="board pass" tabindex="0" aria-label="Orders at the pass">
      ${tickets.map(
        (ticket) => html`
          <${PassCard}
            key=${ticket.id}
            ticket=${ticket}
            parts=${partsOf(ticket, all)}
            onBumped=${setBumped}
          />
        `,
      )}
      ${
        replica.ready.value &&
        !tickets.length &&
        html`
          <div class="board-empty">
            <${Empty} icon="hand-platter" title="Nothing at the pass">
              Orders appear here when they are fired; each station's part turns green when it is bumped.
            <//>
          </div>
        `
      }
    </main>
    <footer class="board-foot">
      <span class="board-hidden"></span>
      <${UndoBar} ticket=${bumped} onGone=${() => setBumped(null)} />
      <${Button} kind="big" icon="rotate-ccw" onPress=${() => setRecall(true)}>Recall<//>
    </footer>
    ${
      recall &&
      html`
        <${Recall} onClose=${() => setRecall(false)} />
      `
    }
  `;
}
