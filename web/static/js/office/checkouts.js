// A server's checkout: what they sold and took, the cash they owe; after it tips stand fast.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { money } from "../money.js";
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

/** Figures may come flat or under `figures`. */
const figuresOf = (checkout) => ({ ...checkout, ...(checkout.figures ?? {}) });

function Done({ checkout, onClose }) {
  const figures = figuresOf(checkout);
  const rows = [
    ["Sales", figures.sales_cents],
    ["Tips", figures.tips_cents],
    ["Voids", figures.voids_cents],
    ["Comps", figures.comps_cents],
    ["Cash owed", figures.cash_owed_cents],
  ];
  return html`
    <${Sheet}
      title=${`Checkout ${figures.number ?? ""} · ${figures.name ?? figures.server_name ?? ""}`}
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
    cents("cash_owed", "Cash owed"),
    {
      id: "acts",
      name: "",
      value: () => "",
      show: (row) => html`
        <${Button} onPress=${() => setAsked(row)}>Check out<//>
      `,
    },
  ];
  const act = async () => {
    setDone(await post("/checkouts", { server: asked.server }));
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
          verb=${`Take ${money(asked.cash_owed_cents ?? 0)} and check out`}
          danger=${false}
          act=${act}
          onClose=${() => setAsked(null)}
        >
          <p>
            Sales ${money(asked.sales_cents ?? 0)}, tips ${money(asked.tips_cents ?? 0)}. Afterwards the tips
            of these payments cannot be changed.
          </p>
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
