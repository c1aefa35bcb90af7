// The pass: each order with the parts of every station, green when done; the bump here serves what is ready.
import { html } from "../html.js";
import { post } from "../api.js";
import { now, span } from "../clock.js";
import { config } from "../config.js";
import { replica } from "../replica.js";
import { Button, Wrong } from "../parts/button.js";
import { Empty } from "../parts/empty.js";
import { Course, Icon, placeOf, shortPlace, TypeIcon } from "../parts/icon.js";
import { usePress } from "../press.js";
import { actOn } from "./card.js";
import { inOrder, lateness, rowsOf, serverOf, station } from "./facts.js";
import { Header } from "./header.js";
import { AllergyBox } from "./row.js";

const UNDER_WAY = new Set(["open", "started", "recalled", "ready"]);

const stationName = (id) => replica.stations.get(id)?.name ?? id;

/** Tickets of one order and course belong on one card: they go out together. */
export function passCards(tickets, orders) {
  const cards = new Map();
  for (const ticket of inOrder(tickets)) {
    if (!UNDER_WAY.has(ticket.state)) continue;
    const lines = orders.get(ticket.order)?.lines;
    const stateOf = new Map((lines ?? []).map((line) => [line.id, line.state]));
    const items = ticket.items.filter(
      (item) => stateOf.get(item.line) !== "served" && item.state !== "served" && item.state !== "voided",
    );
    if (!items.length) continue;
    const key = `${ticket.order}:${ticket.course}`;
    const card = cards.get(key) ?? { ...ticket, key, parts: [] };
    card.parts.push({ ...ticket, items, isReady: ticket.state === "ready" });
    cards.set(key, card);
  }
  return [...cards.values()];
}

const modifierWords = ({ modifiers }) =>
  modifiers.map(({ prefix, name }) => [prefix, name].filter(Boolean).join(" ")).join(", ");

function PassCard({ card }) {
  const own = card.parts.filter((part) => part.station === config.station.id && !part.isReady);
  const waiting = card.parts.filter((part) => !part.isReady && !own.includes(part));
  const ready = card.parts.filter((part) => !waiting.includes(part));
  const lines = ready.flatMap((part) => part.items.map((item) => item.line));
  const { press, busy, problem } = usePress(async () => {
    // A ticket that no station takes is made here: its bump is the serving.
    for (const part of own) await actOn(part, "bump");
    replica.orders.put(await post(`/orders/${card.order}/serve`, { lines }));
  });
  const { level, seconds } = lateness(card, now.value);
  return html`
    <article
      class="ticket pass-card"
      data-level=${level}
      data-ready=${!waiting.length}
      data-order=${card.order}
      aria-label=${`Order ${card.order_number}, ${placeOf(card)}`}
    >
      <header class="ticket-head">
        <b class="ticket-number figure">${card.order_number}</b>
        <div class="ticket-where">
          <span class="ticket-place">
            <${TypeIcon} type=${card.type} />
            <span class="clip">${shortPlace(card)}</span>
          </span>
          <span class="ticket-who">
            <${Course} course=${card.course ?? 1} />
            <span class="clip">${serverOf(card)}</span>
          </span>
        </div>
        <div class="ticket-age">
          <span class="age figure" data-level=${level}>
            ${
              level === "late" &&
              html`
                <b>LATE</b>
              `
            }
            <span>${span(seconds)}</span>
          </span>
        </div>
      </header>
      <div class="ticket-body" tabindex="0" role="group" aria-label="Parts">
        ${
          card.allergies?.length > 0 &&
          html`
            <${AllergyBox} allergies=${card.allergies} />
          `
        }
        ${card.parts.map(
          (part) => html`
            <section key=${part.id} class="part" data-ready=${part.isReady}>
              <h2>
                <${Icon} name=${part.isReady ? "circle-check" : "clock"} />
                ${stationName(part.station)}${" "}
                <span>${part.isReady ? "ready" : part.state === "open" ? "not started" : part.state}</span>
              </h2>
              <ul>
                ${rowsOf(part).map(
                  (row) => html`
                    <li key=${row.key} data-done=${row.done}>
                      <b class="figure">${row.quantity}</b>
                      ${" "}
                      <span class="words">
                        ${row.name}${
                          row.modifiers.length
                            ? html`
                                <span class="quiet">${" "}${modifierWords(row)}</span>
                              `
                            : ""
                        }
                      </span>
                      ${
                        row.done &&
                        html`
                          <${Icon} name="check" label="done" />
                        `
                      }
                    </li>
                  `,
                )}
              </ul>
            </section>
          `,
        )}
      </div>
      <${Wrong} problem=${problem} />
      <footer class="ticket-foot">
        ${
          waiting.length > 0 &&
          html`
            <p class="still">
              still waiting on ${waiting.map((part) => stationName(part.station)).join(", ")}
            </p>
          `
        }
        <${Button}
          kind=${`big ${waiting.length ? "" : "main"}`}
          busy=${busy}
          disabled=${!lines.length}
          why="Nothing of this order is ready yet"
          onPress=${() => press()}
        >
          ${waiting.length && lines.length ? `Serve what is ready` : `Serve ${card.order_number}`}
        <//>
      </footer>
    </article>
  `;
}

export function Pass() {
  const watched = station.value.stations;
  const tickets = replica.tickets
    .all()
    .filter(
      (ticket) =>
        ticket.station === config.station.id || !watched?.length || watched.includes(ticket.station),
    );
  const orders = new Map(replica.orders.all().map((order) => [order.id, order]));
  const cards = passCards(tickets, orders);
  const ready = cards.filter((card) => card.parts.every((part) => part.isReady));
  return html`
    <${Header} tickets=${cards} noun="orders">
      <b>${ready.length}</b>
      ${" "}ready to go
    <//>
    <main class="board pass" tabindex="0" aria-label="Orders at the pass">
      ${cards.map(
        (card) => html`
          <${PassCard} key=${card.key} card=${card} />
        `,
      )}
      ${
        replica.ready.value &&
        !cards.length &&
        html`
          <div class="board-empty">
            <${Empty} icon="hand-platter" title="Nothing at the pass">
              Orders appear here when they are fired; each station's part turns green when it is bumped.
            <//>
          </div>
        `
      }
    </main>
  `;
}
