// One order at the pass: what each station still makes, what is ready, and the bump that serves it.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { now, span } from "../clock.js";
import { replica } from "../replica.js";
import { Ask } from "../parts/ask.js";
import { Button, Wrong } from "../parts/button.js";
import { Course, Icon, placeOf, shortPlace, TypeIcon } from "../parts/icon.js";
import { usePress } from "../press.js";
import { actOn, mainAct } from "./card.js";
import { lateness, rowsOf } from "./facts.js";
import { AllergyBox } from "./row.js";

const stationName = (id) => replica.stations.get(id)?.name ?? id;

const STATE_WORDS = { open: "not started", started: "cooking", recalled: "called back", ready: "ready" };

const modifierWords = ({ modifiers, variant, note }) =>
  [
    variant,
    ...modifiers.map(({ prefix, name }) => [prefix, name].filter(Boolean).join(" ")),
    note && `“${note}”`,
  ]
    .filter(Boolean)
    .join(", ");

function Rows({ items }) {
  return html`
    <ul>
      ${rowsOf({ items }).map(
        (row) => html`
          <li key=${row.key} data-done=${row.done} data-void=${row.isVoid}>
            <b class="figure">${row.quantity}</b>
            <span class="words">
              <span class="part-name">${row.name}</span>
              ${" "}
              <span class="quiet">${row.isVoid ? "void" : modifierWords(row)}</span>
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
  `;
}

function Part({ place, state, items }) {
  const ready = state === "ready";
  return html`
    <section class="part" data-ready=${ready}>
      <h2>
        <${Icon} name=${ready ? "circle-check" : "clock"} />
        ${place}${" "}
        <span>${STATE_WORDS[state] ?? state}</span>
      </h2>
      <${Rows} items=${items} />
    </section>
  `;
}

/** Items that no known station ticket carries: done before this screen came, or made at the pass itself. */
function restOf(ticket, parts) {
  const known = new Set(parts.flatMap((part) => part.items.map((item) => item.line)));
  return ticket.items.filter((item) => item.state !== "voided" && !known.has(item.line));
}

export function PassCard({ ticket, parts, onBumped }) {
  const [asks, setAsks] = useState(false);
  const waiting = [...new Set(parts.filter((part) => part.state !== "ready").map((part) => part.station))];
  const act = mainAct(ticket);
  const serves = act.path === "bump";
  const rest = restOf(ticket, parts);
  const voided = ticket.items.filter((item) => item.state === "voided");
  const { press, busy, problem } = usePress(async () => {
    await actOn(ticket, act.path);
    if (serves) onBumped(ticket);
  });
  const force = async () => {
    const card = await post(`/tickets/${ticket.id}/bump`, { force: true });
    replica.tickets.put(card);
    onBumped(ticket);
    return card;
  };
  const { level, seconds } = lateness(ticket, now.value);
  const names = waiting.map(stationName).join(", ");
  return html`
    <article
      class="ticket pass-card"
      data-level=${level}
      data-ready=${!waiting.length}
      data-ticket=${ticket.id}
      data-state=${ticket.state}
      aria-label=${`Order ${ticket.order_number}, ${placeOf(ticket)}`}
    >
      <header class="ticket-head">
        <b class="ticket-number figure">${ticket.order_number}</b>
        <div class="ticket-where">
          <span class="ticket-place">
            <${TypeIcon} type=${ticket.type} />
            <span class="clip">${shortPlace(ticket)}</span>
          </span>
          <span class="ticket-who">
            <${Course} course=${ticket.course ?? 1} />
            <span class="clip">${ticket.server ?? ""}</span>
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
          ticket.note &&
          html`
            <p class="ticket-note words">“${ticket.note}”</p>
          `
        }
        ${
          ticket.allergies?.length > 0 &&
          html`
            <${AllergyBox} allergies=${ticket.allergies} />
          `
        }
        ${parts.map(
          (part) => html`
            <${Part}
              key=${part.id}
              place=${stationName(part.station)}
              state=${part.state}
              items=${part.items}
            />
          `,
        )}
        ${
          rest.length > 0 &&
          html`
            <${Part}
              place=${stationName(ticket.station)}
              state=${rest.every((item) => item.state !== "open") ? "ready" : "open"}
              items=${rest}
            />
          `
        }
        ${
          voided.length > 0 &&
          html`
            <section class="part"><${Rows} items=${voided} /></section>
          `
        }
      </div>
      <${Wrong} problem=${problem} />
      <footer class="ticket-foot">
        ${
          waiting.length > 0 &&
          html`
            <p class="still">still waiting on ${names}</p>
          `
        }
        ${
          serves && waiting.length
            ? html`
                <${Button} kind="big" onPress=${() => setAsks(true)}>Serve all the same<//>
              `
            : html`
                <${Button} kind=${`big ${act.kind}`} busy=${busy} onPress=${() => press()}>
                  ${serves ? `Serve ${ticket.order_number}` : act.label}
                <//>
              `
        }
      </footer>
      ${
        asks &&
        html`
          <${Ask}
            title=${`Serve order ${ticket.order_number} without waiting?`}
            verb="Serve it all"
            act=${force}
            onClose=${() => setAsks(false)}
          >
            <p>${`Still open at ${names}. Their tickets are closed too and leave the boards.`}</p>
          <//>
        `
      }
    </article>
  `;
}
