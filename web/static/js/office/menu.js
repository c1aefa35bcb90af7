// What is sold and what is out: eighty-six a dish, give it a count, put it back. It reaches every tablet at
// once.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { put } from "../api.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Act } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { priceWords } from "../floor/choosing.js";
import { List } from "./list.js";

function stateWords({ available, remaining, reason }) {
  if (!available) return ["Sold out", reason].filter(Boolean).join(": ");
  return (remaining ?? null) === null ? "On sale without a count" : `${remaining} left today`;
}

function AvailabilitySheet({ item, onClose }) {
  const [count, setCount] = useState("");
  const [reason, setReason] = useState("");
  const set = (body) => () => put(`/items/${item.id}/availability`, body);
  const number = /^\d{1,4}$/.test(count.trim()) ? Number(count) : null;
  return html`
    <${Sheet} title=${item.name} kind="narrow" onClose=${onClose}>
      <p>${stateWords(item)}.</p>
      ${
        item.available
          ? html`
              <label class="field">
                <span>Reason the waiters see</span>
                <input value=${reason} maxlength="80" onInput=${(e) => setReason(e.target.value)} />
              </label>
              <${Act}
                kind="danger main big wide"
                icon="ban"
                act=${set({ available: false, ...(reason.trim() && { reason: reason.trim() }) })}
                onDone=${onClose}
              >
                Sold out for today
              <//>
            `
          : html`
              <${Act} kind="main big wide" icon="check" act=${set({ available: true })} onDone=${onClose}>
                Back on sale
              <//>
            `
      }
      <label class="field">
        <span>Only so many left</span>
        <input class="figure" inputmode="numeric" value=${count} onInput=${(e) => setCount(e.target.value)} />
      </label>
      <${Act}
        kind="wide"
        disabled=${number === null}
        why="Type a number first"
        act=${set({ remaining: number })}
        onDone=${onClose}
      >
        ${number === null ? "Set the count" : `${number} left`}
      <//>
    <//>
  `;
}

export function Menu() {
  const [opened, setOpened] = useState(null);
  const rows = (replica.menu.value?.categories ?? []).flatMap((category) =>
    category.items.map((item) => ({ ...item, category: category.name })),
  );
  const columns = [
    { id: "name", name: "Dish", value: (item) => item.name },
    { id: "category", name: "Category", value: (item) => item.category },
    {
      id: "price",
      name: "Price",
      figure: true,
      value: (item) => item.price_cents ?? item.variants?.[0]?.price_cents ?? 0,
      show: (item) => priceWords(item, money),
    },
    {
      id: "left",
      name: "Left",
      figure: true,
      value: (item) => item.remaining ?? 1e6,
      show: (item) => item.remaining ?? "–",
    },
    {
      id: "state",
      name: "On sale",
      value: (item) => (item.available ? "on sale" : `sold out ${item.reason ?? ""}`),
      show: (item) => html`
        <span class=${item.available ? "" : "tag danger"}>
          ${item.available ? "on sale" : `sold out${item.reason ? `: ${item.reason}` : ""}`}
        </span>
      `,
    },
  ];
  const item = opened && rows.find((row) => row.id === opened);
  return html`
    <${List}
      name="menu"
      columns=${columns}
      rows=${rows}
      start=${{ id: "category", down: false }}
      onRow=${(row) => setOpened(row.id)}
      empty="No dishes yet. Write the menu into the restaurant file and import it."
    />
    ${
      item &&
      html`
        <${AvailabilitySheet} item=${item} onClose=${() => setOpened(null)} />
      `
    }
  `;
}
