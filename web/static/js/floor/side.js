// The panel beside the room: what a table has, and the next steps with it.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { Act, Button, Choice } from "../parts/button.js";
import { Icon, placeOf } from "../parts/icon.js";
import { draftFor, drafts, saveDraft } from "./draft.js";
import { OpenOrder } from "./openorder.js";

const COVERS_SHOWN = 12;

function Guests({ table }) {
  const begin = (covers) => {
    const key = `table:${table.id}`;
    saveDraft({ ...draftFor(key), covers });
    go("order", key);
  };
  const draft = drafts.value[`table:${table.id}`];
  const most = Math.min(COVERS_SHOWN, Math.max(table.seats + 2, 4));
  return html`
    <div class="side-body">
      ${
        draft?.lines.length > 0 &&
        html`
          <p class="notice warn">
            <${Icon} name="pencil" />
            <span>${draft.lines.length} lines are written and not sent.</span>
          </p>
          <${Button} kind="main big wide" onPress=${() => go("order", draft.key)}>Go on with the order<//>
        `
      }
      <div>
        <p class="legend">
          ${table.covers ? `${table.covers} guests sit here. Begin the order for` : "How many guests?"}
        </p>
        <div class="choices covers">
          ${Array.from({ length: most }, (_, i) => i + 1).map(
            (n) => html`
              <${Choice} chosen=${(draft?.covers ?? table.covers) === n} onPress=${() => begin(n)}>${n}<//>
            `,
          )}
        </div>
      </div>
      <${SeatAct} table=${table} />
    </div>
  `;
}

const SeatAct = ({ table }) =>
  table.state === "free"
    ? html`
        <${Act} icon="users" kind="wide" act=${() => seat(table, "seat", { covers: table.seats })}>
          Guests sit down, order later
        <//>
      `
    : html`
        <${Act} icon="check" kind="wide" act=${() => seat(table, "clear", {})}>Table is free again<//>
      `;

async function seat(table, verb, body) {
  const card = await post(`/tables/${table.id}/${verb}`, body);
  if (card.section) replica.tables.put(card);
  return card;
}

export function Side({ chosen, onClose }) {
  const [shown, setShown] = useState(null);
  const table = chosen.kind === "table" ? replica.tables.get(chosen.id) : null;
  const ids = table ? table.orders : [chosen.id];
  const orders = ids
    .map((id) => replica.orders.get(id))
    .filter((order) => order && (chosen.kind === "open" || order.state === "open"));
  const order = orders.find((one) => one.id === shown) ?? orders[0];
  const title = table ? `Table ${table.id}` : order ? placeOf(order) : "Order";
  return html`
    <section class="side" aria-label=${title}>
      <header class="side-head">
        <h2 class="clip">${title}</h2>
        <${Button} kind="plain" icon="x" aria-label="Close" onPress=${onClose}><//>
      </header>
      ${
        orders.length > 1 &&
        html`
          <div class="choices side-tabs">
            ${orders.map(
              (one) => html`
                <${Choice} key=${one.id} chosen=${one === order} onPress=${() => setShown(one.id)}>
                  #${one.number} ${one.name ?? ""}
                <//>
              `,
            )}
          </div>
        `
      }
      ${
        order
          ? html`
              <${OpenOrder} key=${order.id} order=${order} />
            `
          : table
            ? html`
                <${Guests} table=${table} />
              `
            : replica.ready.value &&
              html`
                <p class="side-body quiet">This order is no longer open.</p>
              `
      }
    </section>
  `;
}
