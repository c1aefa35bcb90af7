// The bill of an order: what is owed, how it got there, taking the money, and what was taken.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, post } from "../api.js";
import { money } from "../money.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Act, Button, Wrong } from "../parts/button.js";
import { Course, Icon, placeOf } from "../parts/icon.js";
import { TopBar } from "../parts/topbar.js";
import { say } from "../parts/toast.js";
import { Check } from "./check.js";
import { DiscountSheet } from "./discount.js";
import { loadHouse, paysBefore } from "./house.js";
import { Pay } from "./pay.js";
import { Payments } from "./payments.js";
import { Unsent } from "./unsent.js";

/** The order's bill as it stands: made, or made again, by the hub; a paid order shows its last one. */
async function currentBill(order) {
  if (order.payment === "paid" && order.bills.length) {
    const bill = await get(`/bills/${order.bills.at(-1)}`);
    replica.bills.put(bill);
    return bill;
  }
  const { bills } = await post(`/orders/${order.id}/bills`, { split: { by: "none" } });
  bills.forEach((bill) => replica.bills.put(bill));
  return bills[0];
}

function HeldLines({ order }) {
  const held = order.lines.filter((line) => line.state === "held");
  if (!held.length || paysBefore(order.type)) return null;
  const fire = async (course) => {
    const card = await post(`/orders/${order.id}/fire`, { course });
    replica.orders.put(card);
    return card;
  };
  return html`
    <div class="notice warn">
      <${Icon} name="circle-pause" />
      <div>
        <p>
          ${held.length} ${held.length === 1 ? "line is" : "lines are"} still on
          hold:${" "}${held.map((line) => line.name).join(", ")}. Fire or remove before taking the money.
        </p>
        <div class="acts">
          ${[...new Set(held.map((line) => line.course))].sort().map(
            (course) => html`
              <${Act} key=${course} icon="flame" act=${() => fire(course)}>
                Fire${" "}
                <${Course} course=${course} />
              <//>
            `,
          )}
        </div>
      </div>
    </div>
  `;
}

function Settled({ bill, order, lastChange }) {
  return html`
    <section class="settled" role="status">
      <${Icon} name="circle-check" />
      <h2>Paid</h2>
      ${
        lastChange > 0 &&
        html`
          <p class="change">
            Change${" "}
            <b class="figure">${money(lastChange)}</b>
          </p>
        `
      }
      <p class="quiet">
        ${order?.table ? "Table is free again when everything is served." : "The kitchen has it."}
      </p>
      <div class="acts">
        <${Act}
          icon="printer"
          kind="big"
          act=${() => post(`/bills/${bill.id}/print`)}
          onDone=${() => say("Receipt goes to the printer.")}
        >
          Print receipt
        <//>
        <${Button} kind="main big" onPress=${() => go()}>Back to the room<//>
      </div>
    </section>
  `;
}

export function BillScreen({ orderId }) {
  const order = replica.orders.get(orderId);
  const [billId, setBillId] = useState(null);
  const [sheet, setSheet] = useState(null);
  const [change, setChange] = useState(0);
  const bill = billId && replica.bills.get(billId);
  const { press: load, problem } = usePress(async () => {
    const known = replica.orders.get(orderId) ?? (await get(`/orders/${orderId}`));
    replica.orders.put(known);
    setBillId((await currentBill(known)).id);
  });
  useEffect(() => {
    load();
    loadHouse().catch(() => {});
  }, [orderId, bill?.stale, replica.turnOfSnapshot.value]);
  const back = () => go(...(order?.table ? ["table", order.table] : order ? ["open", order.id] : []));
  const settled = bill?.state === "settled";
  return html`
    <${TopBar}
      extra=${html`
        <${Unsent} />
      `}
    >
      <${Button} kind="plain" icon="arrow-left" aria-label="Back to the room" onPress=${back}><//>
      <h1 class="clip">${settled ? "Receipt" : "Bill"}${order ? ` · ${placeOf(order)}` : ""}</h1>
      ${
        order &&
        html`
          <span class="tag figure">#${order.number}</span>
        `
      }
    <//>
    <main class="bill">
      ${
        !bill &&
        !problem &&
        html`
          <p class="loading">Making the bill…</p>
        `
      }
      ${
        problem &&
        html`
          <div class="bill-wrong">
            <${Wrong} problem=${problem} />
            <${Button} onPress=${load}>Try again<//>
          </div>
        `
      }
      ${
        bill &&
        html`
          <div class="bill-left">
            <${Check} bill=${bill} order=${order} />
            ${" "}${
              !settled &&
              html`
                <div class="acts">
                  <${Button} icon="percent" onPress=${() => setSheet("discount")}>Discount<//>
                  <${Act}
                    icon="printer"
                    act=${() => post(`/bills/${bill.id}/print`)}
                    onDone=${() => say("Guest check goes to the printer.")}
                  >
                    Print guest check
                  <//>
                </div>
              `
            }
          </div>
          <div class="bill-right">
            ${
              !settled &&
              order &&
              html`
                <${HeldLines} order=${order} />
              `
            }
            ${
              settled
                ? html`
                    <${Settled} bill=${bill} order=${order} lastChange=${change} />
                  `
                : html`
                    <${Pay} key=${bill.id} bill=${bill} onPaid=${setChange} onStale=${load} />
                  `
            }
            <${Payments} bill=${bill} onChange=${load} />
          </div>
        `
      }
    </main>
    ${
      sheet === "discount" &&
      html`
        <${DiscountSheet} bill=${bill} onClose=${() => setSheet(null)} />
      `
    }
  `;
}
