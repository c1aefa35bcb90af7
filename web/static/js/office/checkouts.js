// A server's checkout: what they sold and took, the cash they owe; after it tips stand fast.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Ask } from "../parts/ask.js";
import { Button } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { people, refreshReport, report } from "./facts.js";
import { List } from "./list.js";

const cents = (id, name) => ({
  id,
  name,
  figure: true,
  value: (row) => row[`${id}_cents`] ?? 0,
  show: (row) => money(row[`${id}_cents`] ?? 0),
});

/** Above 0 the server hands cash in, below 0 the house still owes (tips taken by card). */
const owedWords = (cents) =>
  cents > 0 ? `hands in ${money(cents)}` : cents < 0 ? `gets ${money(-cents)}` : "is even";

const openOrdersOf = (server) =>
  replica.orders.all().filter((order) => order.state === "open" && order.server === server).length;

function Done({ checkout, onClose }) {
  const { figures } = checkout;
  const rows = [
    ["Sales", figures.sales_cents],
    ["Tips", figures.tips_cents],
    ["Voids", figures.voids_cents],
    ["Comps", figures.comps_cents],
  ];
  return html`
    <${Sheet}
      title=${`Checkout ${checkout.number} · ${checkout.name}`}
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Button} kind="main big" onPress=${onClose}>Done<//>
      `}
    >
      <dl class="sums">
        ${rows
          .filter(([, value]) => value !== undefined)
          .map(
            ([name, value]) => html`
              <div key=${name}>
                <dt>${name}</dt>
                <dd class="figure">${money(value)}</dd>
              </div>
            `,
          )}
      </dl>
      <p class="strong">${checkout.name} ${owedWords(figures.cash_owed_cents)}.</p>
    <//>
  `;
}

export function Checkouts() {
  const [asked, setAsked] = useState(null);
  const [done, setDone] = useState(null);
  const byServer = new Map((report.value?.servers ?? []).map((row) => [row.server, row]));
  for (const person of people.value)
    if (!byServer.has(person.id) && ["waiter", "cashier"].includes(person.role))
      byServer.set(person.id, { server: person.id, name: person.name, covers: 0 });
  const columns = [
    { id: "name", name: "Server", value: (row) => row.name },
    cents("sales", "Sales"),
    { id: "covers", name: "Covers", figure: true, value: (row) => row.covers ?? 0 },
    cents("tips", "Tips"),
    cents("voids", "Voids"),
    cents("comps", "Comps"),
    {
      id: "cash_owed",
      name: "Cash",
      figure: true,
      value: (row) => row.cash_owed_cents ?? 0,
      show: (row) => owedWords(row.cash_owed_cents ?? 0),
    },
    {
      id: "acts",
      name: "",
      value: () => "",
      show: (row) => html`
        <${Button} onPress=${() => setAsked(row)}>Check out<//>
      `,
    },
  ];
  const openOrders = asked ? openOrdersOf(asked.server) : 0;
  const act = async () => {
    setDone(await post("/checkouts", { server: asked.server, carry_over: openOrders > 0 }));
    refreshReport().catch(() => {});
    return true;
  };
  return html`
    <${List}
      name="checkouts"
      columns=${columns}
      rows=${[...byServer.values()]}
      keyOf=${(row) => row.server}
      empty="Nobody has sold anything yet today."
    />
    ${
      asked &&
      html`
        <${Ask}
          title=${`Check out ${asked.name}?`}
          verb="Check out"
          danger=${false}
          act=${act}
          onClose=${() => setAsked(null)}
        >
          <p>
            Sales ${money(asked.sales_cents ?? 0)}, tips ${money(asked.tips_cents ?? 0)}. Afterwards the tips
            of these payments cannot be changed.
          </p>
          ${
            openOrders > 0 &&
            html`
              <p class="notice warn">${`Open orders stay in the name of ${asked.name}: ${openOrders}.`}</p>
            `
          }
        <//>
      `
    }
    ${
      done &&
      html`
        <${Done} checkout=${done} onClose=${() => setDone(null)} />
      `
    }
  `;
}
