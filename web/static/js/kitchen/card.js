// One ticket as a card: its age on top, quantities largest, NO inverse, VOID struck, allergies boxed, Bump
// below.
import { html } from "../html.js";
import { post } from "../api.js";
import { now, span, timeOf } from "../clock.js";
import { replica } from "../replica.js";
import { Button, Wrong } from "../parts/button.js";
import { Course, Icon, placeOf, shortPlace, TypeIcon } from "../parts/icon.js";
import { usePress } from "../press.js";
import { AllergyBox, Row } from "./row.js";
import { allergyOpen, isWaiting, lateness, rowsOf, voidOpen } from "./facts.js";

function Age({ ticket }) {
  const { seconds, level } = lateness(ticket, now.value);
  if (isWaiting(ticket, now.value))
    return html`
      <span class="age" data-level="fresh">
        starts in ${span(Math.ceil((Date.parse(ticket.starts_at) - now.value) / 1000))}
      </span>
    `;
  return html`
    <span class="age figure" data-level=${level}>
      ${
        level === "warm" &&
        html`
          <${Icon} name="clock" label="getting late" />
        `
      }${
        level === "late" &&
        html`
          <b>LATE</b>
        `
      }
      <span>${span(seconds)}</span>
    </span>
  `;
}

/** The next thing a cook may press on this ticket: confirm first, then bump. */
export function mainAct(ticket) {
  if (ticket.state === "voided")
    return { path: "acknowledge", label: "Seen, take it away", kind: "danger main" };
  if (allergyOpen(ticket)) return { path: "acknowledge", label: "Allergy seen", kind: "allergy" };
  if (voidOpen(ticket)) return { path: "acknowledge", label: "Void seen", kind: "danger main" };
  return { path: "bump", label: `Bump ${ticket.order_number}`, kind: "main" };
}

export async function actOn(ticket, path) {
  const card = await post(`/tickets/${ticket.id}/${path}`);
  replica.tickets.put(card);
  return card;
}

export function Card({ ticket, slot, place, onBumped, canStart = true, canBumpItems = true }) {
  const act = mainAct(ticket);
  const main = usePress(async () => {
    await actOn(ticket, act.path);
    if (act.path === "bump") onBumped?.(ticket);
  });
  const side = usePress((path) => actOn(ticket, path));
  const items = usePress(async (row) => {
    for (const line of row.lines) replica.tickets.put(await post(`/tickets/${ticket.id}/items/${line}/bump`));
  });
  const { level } = lateness(ticket, now.value);
  const style = place && { gridColumn: place.column + 1, gridRow: `${place.row + 1} / span ${place.span}` };
  return html`
    <article
      class="ticket"
      style=${style}
      data-state=${ticket.state}
      data-level=${level}
      data-ticket=${ticket.id}
      data-slot=${slot}
      aria-label=${`Ticket ${ticket.order_number}, ${placeOf(ticket)}`}
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
          <${Age} ticket=${ticket} />
          <span class="ticket-state">
            ${
              ticket.remake || ticket.priority
                ? html`
                    <b class="remake">${ticket.remake === false ? "RUSH" : "REMAKE"}</b>
                  `
                : ticket.state === "open"
                  ? ""
                  : ticket.state
            }
          </span>
        </div>
        ${
          slot &&
          html`
            <span class="ticket-slot figure" aria-label=${`Place ${slot}`}>${slot}</span>
          `
        }
      </header>
      <div class="ticket-body" tabindex="0" role="group" aria-label="Items">
        ${
          ticket.promised_at &&
          html`
            <p class="ticket-note">for ${timeOf(ticket.promised_at)}</p>
          `
        }
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
        <ul>
          ${rowsOf(ticket).map(
            (row) => html`
              <${Row}
                key=${row.key}
                row=${row}
                canBump=${canBumpItems && ticket.state !== "voided" && !allergyOpen(ticket)}
                onBump=${items.press}
              />
            `,
          )}
        </ul>
      </div>
      <${Wrong} problem=${main.problem ?? side.problem ?? items.problem} />
      <footer class="ticket-foot">
        ${
          canStart &&
          ticket.state === "open" &&
          html`
            <${Button} kind="big" busy=${side.busy} onPress=${() => side.press("start")}>Start<//>
          `
        }
        <${Button} kind=${`big ${act.kind}`} busy=${main.busy} data-main onPress=${() => main.press()}>
          ${act.label}
        <//>
      </footer>
    </article>
  `;
}
