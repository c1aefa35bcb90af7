// What was taken for this bill: void with a reason, tips changeable until the checkout.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post, put } from "../api.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Ask } from "../parts/ask.js";
import { Button, Wrong } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { reasonsFor } from "./house.js";
import { MoneyField } from "./pay.js";

const voidGuard = ({ id, amount_cents }) => ({ action: "void_payment", target: id, amount_cents });
const BACK = {
  cash: "Give the guest the cash back from the drawer.",
  card: "Reverse it on the card terminal too.",
};
const REASONS = ["Wrong method", "Wrong amount", "Guest pays otherwise"];

function TipSheet({ payment, onChange, onClose }) {
  const [tip, setTip] = useState(payment.tip_cents);
  const { press, busy, problem } = usePress(async () => {
    await put(`/payments/${payment.id}/tip`, { tip_cents: tip ?? 0 });
    onChange();
    onClose();
  });
  return html`
    <${Sheet}
      title="Tip on this payment"
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Wrong} problem=${problem} />
        <${Button} kind="main big" busy=${busy} onPress=${press}>Keep tip of ${money(tip ?? 0)}<//>
      `}
    >
      <${MoneyField} label="Tip" cents=${tip} onChange=${setTip} />
    <//>
  `;
}

export function Payments({ bill, onChange }) {
  const [asked, setAsked] = useState(null);
  const [tipped, setTipped] = useState(null);
  if (!bill.payments.length) return null;
  const voidIt = async ({ reason, approval }) => {
    const answer = await post(`/payments/${asked.id}/void`, { reason, ...(approval && { approval }) });
    if (answer.bill) replica.bills.put(answer.bill);
    onChange();
    return true;
  };
  return html`
    <section class="payments">
      <h2 class="legend">Payments</h2>
      <ul>
        ${bill.payments.map(
          (payment) => html`
            <li key=${payment.id} data-state=${payment.state}>
              <span>
                <b>
                  ${payment.method === "cash" ? "Cash" : payment.method === "card" ? "Card" : payment.method}
                </b>
                ${" "}
                <span class="figure">${money(payment.amount_cents)}</span>
                ${
                  payment.tip_cents > 0 &&
                  html`
                    ${" "}
                    <span class="quiet figure">+ ${money(payment.tip_cents)} tip</span>
                  `
                }${
                  payment.change_cents > 0 &&
                  html`
                    ${" "}
                    <span class="quiet figure">change ${money(payment.change_cents)}</span>
                  `
                }
                ${
                  payment.state !== "captured" &&
                  html`
                    ${" "}
                    <span class="tag danger">${payment.state === "voided" ? "void" : payment.state}</span>
                  `
                }
              </span>
              ${
                payment.state === "captured" &&
                html`
                  <span class="acts">
                    ${
                      payment.method !== "cash" &&
                      html`
                        <${Button} onPress=${() => setTipped(payment)}>Tip<//>
                      `
                    }
                    <${Button} kind="danger" onPress=${() => setAsked(payment)}>Void<//>
                  </span>
                `
              }
            </li>
          `,
        )}
      </ul>
      ${
        asked &&
        html`
          <${Ask}
            title=${`Void the ${asked.method} payment of ${money(asked.amount_cents)}?`}
            verb="Void payment"
            reasons=${reasonsFor("refund", REASONS)}
            act=${voidIt}
            guard=${() => voidGuard(asked)}
            onClose=${() => setAsked(null)}
          >
            <p>${BACK[asked.method] ?? BACK.card}</p>
          <//>
        `
      }
      ${
        tipped &&
        html`
          <${TipSheet} payment=${tipped} onChange=${onChange} onClose=${() => setTipped(null)} />
        `
      }
    </section>
  `;
}
