// Orders of the day: open ones live from the replica, all of them over HTTP; each opens with its lines and
// totals.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { getAll } from "../api.js";
import { timeOf } from "../clock.js";
import { money } from "../money.js";
import { go, route } from "../route.js";
import { replica } from "../replica.js";
import { Choice } from "../parts/button.js";
import { placeOf } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { ModifierWords } from "../floor/lines.js";
import { report } from "./facts.js";
import { List } from "./list.js";

const PAYMENT = { unpaid: "unpaid", part_paid: "partly paid", paid: "paid" };

const COLUMNS = [
  { id: "number", name: "No.", value: (order) => order.number },
  { id: "place", name: "Where", value: placeOf },
  { id: "server", name: "Server", value: (order) => order.server_name ?? "" },
  {
    id: "opened",
    name: "Opened",
    value: (order) => order.opened_at,
    show: (order) => timeOf(order.opened_at),
  },
  {
    id: "fulfilment",
    name: "Food",
    value: (order) => (order.state === "voided" ? "void" : order.fulfilment),
  },
  { id: "payment", name: "Payment", value: (order) => PAYMENT[order.payment] },
  {
    id: "total",
    name: "Total",
    figure: true,
    value: (order) => order.totals.total_cents,
    show: (order) => money(order.totals.total_cents),
  },
  {
    id: "due",
    name: "Due",
    figure: true,
    value: (order) => order.totals.due_cents,
    show: (order) => (order.totals.due_cents ? money(order.totals.due_cents) : "–"),
  },
];

function Detail({ order, onClose }) {
  const { totals } = order;
  const guests = order.covers && `${order.covers} guests`;
  const facts = [timeOf(order.opened_at), order.server_name, guests, order.state];
  return html`
    <${Sheet} title=${`Order ${order.number} · ${placeOf(order)}`} onClose=${onClose}>
      <p class="quiet">${facts.filter(Boolean).join(" · ")}</p>
      ${
        order.note &&
        html`
          <p class="words">“${order.note}”</p>
        `
      }
      <ul class="detail-lines">
        ${order.lines.map(
          (line) => html`
            <li key=${line.id} data-state=${line.state}>
              <b class="figure">${line.quantity}</b>
              <span>
                <span class="words">${line.name}</span>
                <${ModifierWords} modifiers=${line.modifiers} />
                ${
                  line.note &&
                  html`
                    <span class="quiet">${" "}“${line.note}”</span>
                  `
                }
              </span>
              <span class="quiet">${line.state}</span>
              <span class="figure">${money(line.price_cents)}</span>
            </li>
          `,
        )}
      </ul>
      <dl class="sums">
        ${[
          ["Subtotal", totals.subtotal_cents],
          ["Discount", -totals.discount_cents],
          ["Comp", -totals.comp_cents],
          ["Service", totals.service_cents],
          ["Tax", totals.tax_cents],
          ["Total", totals.total_cents],
          ["Paid", totals.paid_cents],
          ["Due", totals.due_cents],
        ]
          .filter(([name, cents]) => cents || name === "Total" || name === "Due")
          .map(
            ([name, cents]) => html`
              <div key=${name}>
                <dt>${name}</dt>
                <dd class="figure">${money(cents)}</dd>
              </div>
            `,
          )}
      </dl>
      <p>
        <a
          class="button"
          href=${`/floor#/${order.table ? "table" : "open"}/${encodeURIComponent(order.table ?? order.id)}`}
        >
          Show on the floor
        </a>
      </p>
    <//>
  `;
}

export function Orders() {
  const all = route.value[1] !== "open";
  const [loaded, setLoaded] = useState([]);
  const [opened, setOpened] = useState(null);
  const day = report.value?.business_day;
  useEffect(() => {
    if (all && day) getAll(`/orders?day=${day}`, "orders").then(setLoaded, () => {});
  }, [all, day, replica.turnOfSnapshot.value]);
  const orders = new Map(all ? loaded.map((order) => [order.id, order]) : []);
  for (const order of replica.orders.all()) if (all || order.state === "open") orders.set(order.id, order);
  const rows = [...orders.values()];
  const order = opened && orders.get(opened);
  const tools = html`
    <div class="choices">
      <${Choice} chosen=${all} onPress=${() => go("orders")}>All<//>
      <${Choice} chosen=${!all} onPress=${() => go("orders", "open")}>Open<//>
    </div>
  `;
  return html`
    <${List}
      name="orders"
      columns=${COLUMNS}
      rows=${rows}
      start=${{ id: "opened", down: true }}
      onRow=${(row) => setOpened(row.id)}
      tools=${tools}
      empty="No orders yet. They appear here as soon as somebody sends one from the floor."
    />
    ${
      order &&
      html`
        <${Detail} order=${order} onClose=${() => setOpened(null)} />
      `
    }
  `;
}
