// A question before money or food is lost: names the thing, asks once, takes the reason the restaurant uses.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { usePress } from "../press.js";
import { approvalFor, asksApproval, PinField } from "./approval.js";
import { Button, Choice, Wrong } from "./button.js";
import { Reasons } from "./reasons.js";
import { Sheet } from "./sheet.js";

/**
 * `reasons`: null for none; `most`: ask how many when above 1. `act({reason, quantity, approval})` does it;
 * `guard(quantity)` says what a manager would have to approve: {action, target, amount_cents}.
 */
export function Ask({ title, children, verb, danger = true, reasons = null, most = 1, act, guard, onClose }) {
  const [reason, setReason] = useState("");
  const [quantity, setQuantity] = useState(most);
  const [pin, setPin] = useState("");
  const { press, busy, problem } = usePress(async () => {
    const approval = pin && guard ? { approval: await approvalFor(guard(quantity), pin) } : {};
    return act({ reason: reason.trim(), quantity, ...approval });
  });
  const missing = reasons && !reason.trim();
  const run = async () => (await press()) !== undefined && onClose();
  const foot = html`
    <${Wrong} problem=${problem} />
    <${Button} onPress=${onClose}>Back<//>
    <${Button}
      kind=${danger ? "danger main" : "main"}
      busy=${busy}
      disabled=${missing}
      why="Choose a reason first"
      onPress=${run}
    >
      ${verb}
    <//>
  `;
  return html`
    <${Sheet} kind="narrow" title=${title} onClose=${onClose} foot=${foot}>
      ${children}
      ${
        most > 1 &&
        html`
          <div>
            <p class="legend">How many</p>
            <div class="choices">
              ${Array.from({ length: Math.min(most, 12) }, (_, i) => i + 1).map(
                (n) => html`
                  <${Choice} chosen=${quantity === n} onPress=${() => setQuantity(n)}>${n}<//>
                `,
              )}
            </div>
          </div>
        `
      }
      ${
        reasons &&
        html`
          <${Reasons} reasons=${reasons} reason=${reason} onChange=${setReason} />
        `
      }
      ${
        guard &&
        (asksApproval(problem) || pin) &&
        html`
          <${PinField} pin=${pin} onChange=${setPin} />
        `
      }
    <//>
  `;
}
