// Right after a bump: one press brings the ticket back.
import { useEffect } from "preact/hooks";
import { html } from "../html.js";
import { Act } from "../parts/button.js";
import { actOn } from "./card.js";

const SHOWN_MS = 8000;

export function UndoBar({ ticket, onGone }) {
  useEffect(() => {
    if (!ticket) return undefined;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [ticket]);
  return html`
    <div class="undo" role="status" aria-live="polite">
      ${
        ticket &&
        html`
          <span>Bumped ${ticket.order_number}</span>
          <${Act}
            kind="big"
            icon="undo-2"
            key=${ticket.id}
            act=${() => actOn(ticket, "recall")}
            onDone=${onGone}
          >
            Undo
          <//>
        `
      }
    </div>
  `;
}
