// A discount on the whole bill: percent or amount, with a reason; a manager's approval when the hub asks for
// it.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { approvalFor, asksApproval, PinField } from "../parts/approval.js";
import { Button, Choice, Wrong } from "../parts/button.js";
import { Reasons } from "../parts/reasons.js";
import { Sheet } from "../parts/sheet.js";
import { reasonsFor } from "./house.js";
import { MoneyField } from "./pay.js";

const PERCENTS = ["5", "10", "15", "20", "50"];
const REASONS = ["Regular guest", "Long wait", "Staff meal", "Complaint"];

export function DiscountSheet({ bill, onClose }) {
  const [percent, setPercent] = useState("10");
  const [cents, setCents] = useState(null);
  const [reason, setReason] = useState("");
  const [pin, setPin] = useState("");
  const reasons = reasonsFor("discount", REASONS);
  // What is left to take off, as the hub reckons it: after comps and earlier discounts.
  const { subtotal_cents, comp_cents, discount_cents } = bill.totals;
  const left = subtotal_cents - comp_cents - discount_cents;
  const worth = Math.min(left, cents ?? Math.round((left * Number(percent)) / 100));
  const { press, busy, problem } = usePress(async () => {
    const body = { ...(cents === null ? { percent } : { amount_cents: cents }), reason: reason.trim() };
    if (pin)
      body.approval = await approvalFor({ action: "discount", target: bill.id, amount_cents: worth }, pin);
    const answer = await post(`/bills/${bill.id}/discounts`, body);
    replica.bills.put(answer.bill ?? answer);
    onClose();
  });
  const foot = html`
    <${Wrong} problem=${problem} />
    <${Button}
      kind="main big"
      busy=${busy}
      disabled=${!reason.trim()}
      why="Choose a reason first"
      onPress=${press}
    >
      ${reason.trim() ? `Take ${money(worth)} off` : "Choose a reason"}
    <//>
  `;
  return html`
    <${Sheet} title="Discount on this bill" kind="narrow" onClose=${onClose} foot=${foot}>
      <div>
        <p class="legend">Percent</p>
        <div class="choices">
          ${PERCENTS.map(
            (one) => html`
              <${Choice}
                key=${one}
                chosen=${cents === null && percent === one}
                onPress=${() => {
                  setPercent(one);
                  setCents(null);
                }}
              >
                ${one} %
              <//>
            `,
          )}
        </div>
      </div>
      <${MoneyField} label="or an amount" cents=${cents} onChange=${setCents} />
      <${Reasons} reasons=${reasons} reason=${reason} onChange=${setReason} />
      ${
        (asksApproval(problem) || pin) &&
        html`
          <${PinField} pin=${pin} onChange=${setPin} />
        `
      }
    <//>
  `;
}
