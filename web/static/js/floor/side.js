// The panel beside the room: what a table has, and the next steps with it.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { span, secondsSince } from "../clock.js";
import { money } from "../money.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { Act, Button, Choice } from "../parts/button.js";
import { Course, courseWord, Icon, placeOf } from "../parts/icon.js";
import { draftFor, drafts, saveDraft } from "./draft.js";
import { allergyWords } from "./allergens.js";
import { Lines } from "./lines.js";
import { LineSheet } from "./linesheet.js";
import { MoveSheet } from "./move.js";

const COVERS_SHOWN = 12;

function Guests({ table }) {
  const begin = (covers) => {
    const key = `table:${table.id}`;
    saveDraft({ ...draftFor(key), covers });
    go("order", key);
  };
  const draft = drafts.value[`table:${table.id}`];
  const most = Math.min(COVERS_SHOWN, Math.max(table.seats + 2, 4));
  return html`<div class="side-body">
    ${draft?.lines.length > 0 && html`<p class="notice warn"><${Icon} name="pencil" /><span>${draft.lines.length} lines are written and not sent.</span></p>
      <${Button} kind="main big wide" onPress=${() => go("order", draft.key)}>Go on with the order<//>`}
    <div><p class="legend">${table.covers ? `${table.covers} guests sit here. Begin the order for` : "How many guests?"}</p>
      <div class="choices covers">${Array.from({ length: most }, (_, i) => i + 1).map((n) => html`<${Choice} chosen=${(draft?.covers ?? table.covers) === n} onPress=${() => begin(n)}>${n}<//>`)}</div></div>
    <${SeatAct} table=${table} />
  </div>`;
}

const SeatAct = ({ table }) => (table.state === "free"
  ? html`<${Act} icon="users" kind="wide" act=${() => seat(table, "seat", { covers: table.seats })}>Guests sit down, order later<//>`
  : html`<${Act} icon="check" kind="wide" act=${() => seat(table, "clear", {})}>Table is free again<//>`);

async function seat(table, verb, body) {
  const card = await post(`/tables/${table.id}/${verb}`, body);
  if (card.section) replica.tables.put(card);
  return card;
}

const coursesIn = (lines, state) => [...new Set(lines.filter((line) => line.state === state).map((line) => line.course))].sort((a, b) => a - b);

async function orderAct(order, verb, body) {
  const card = await post(`/orders/${order.id}/${verb}`, body);
  replica.orders.put(card);
  return card;
}

export function OrderActs({ order }) {
  const held = coursesIn(order.lines, "held");
  const ready = order.lines.filter((line) => line.state === "ready");
  const waitsForMoney = order.payment !== "paid" && order.fires_after_payment;
  return html`<div class="acts">
    ${ready.length > 0 && html`<${Act} kind="main big wide" icon="hand-platter" act=${() => orderAct(order, "serve", { lines: ready.map((line) => line.id) })}>Served (${ready.length})<//>`}
    ${!waitsForMoney && held.map((course) => html`<${Act} key=${course} icon="flame" kind="big" act=${() => orderAct(order, "fire", { course })}>Fire <${Course} course=${course} /><span class="unseen">${courseWord(course)}</span><//>`)}
  </div>`;
}

function OpenOrder({ order }) {
  const [line, setLine] = useState(null);
  const [moving, setMoving] = useState(false);
  const chosen = line && order.lines.find((one) => one.id === line);
  const unsent = drafts.value[`order:${order.id}`];
  return html`<div class="side-body">
      <p class="side-facts"><b class="figure">#${order.number}</b>${order.covers ? html`<span>${order.covers} guests</span>` : ""}<span class="figure">${span(secondsSince(order.opened_at))}</span>${order.server?.name && html`<span class="clip">${order.server.name}</span>`}</p>
      ${order.note && html`<p class="notice"><${Icon} name="message-square" /><span class="words">${order.note}</span></p>`}
      ${order.allergies?.map((one) => html`<p class="allergy-line"><${Icon} name="triangle-alert" /><span class="words"><b>Allergy</b> ${allergyWords(one)}</span></p>`)}
      ${unsent?.lines.length > 0 && html`<p class="notice warn"><${Icon} name="pencil" /><span>${unsent.lines.length} more ${unsent.sending ? "on their way" : "written and not sent"}.</span></p>`}
      <${Lines} lines=${order.lines} onLine=${setLine} />
    </div>
    <footer class="side-foot">
      <p class="total"><span>${order.payment === "paid" ? "Paid" : order.payment === "part_paid" ? "Still due" : "Total"}</span><b class="figure">${money(order.payment === "part_paid" ? order.totals.due_cents : order.totals.total_cents)}</b></p>
      <${OrderActs} order=${order} />
      <div class="acts">
        <${Button} kind="big" icon="plus" onPress=${() => go("order", `order:${order.id}`)}>Add<//>
        ${order.table && html`<${Button} kind="big" icon="arrow-right" onPress=${() => setMoving(true)}>Move<//>`}
        <${Button} kind=${`big ${order.lines.some((one) => one.state === "ready") ? "" : "main"}`} icon="receipt" onPress=${() => go("bill", order.id)}>${order.payment === "paid" ? "Receipt" : "Bill"}<//>
      </div>
      ${order.payment === "paid" && order.fulfilment !== "served" && html`<${Act} kind="wide" icon="check" act=${() => orderAct(order, "serve", { all: true })}>Everything is served<//>`}
    </footer>
    ${chosen && html`<${LineSheet} order=${order} line=${chosen} onClose=${() => setLine(null)} />`}
    ${moving && html`<${MoveSheet} order=${order} onClose=${() => setMoving(false)} />`}`;
}

export function Side({ chosen, onClose }) {
  const [shown, setShown] = useState(null);
  const table = chosen.kind === "table" ? replica.tables.get(chosen.id) : null;
  const ids = table ? table.orders : [chosen.id];
  const orders = ids.map((id) => replica.orders.get(id)).filter((order) => order && (chosen.kind === "open" || order.state === "open"));
  const order = orders.find((one) => one.id === shown) ?? orders[0];
  const title = table ? `Table ${table.id}` : order ? placeOf(order) : "Order";
  return html`<aside class="side" aria-label=${title}>
    <header class="side-head"><h2 class="clip">${title}</h2><${Button} kind="plain" icon="x" aria-label="Close" onPress=${onClose}><//></header>
    ${orders.length > 1 && html`<div class="choices side-tabs">${orders.map((one) => html`<${Choice} key=${one.id} chosen=${one === order} onPress=${() => setShown(one.id)}>#${one.number} ${one.name ?? ""}<//>`)}</div>`}
    ${order ? html`<${OpenOrder} key=${order.id} order=${order} />` : table ? html`<${Guests} table=${table} />` : replica.ready.value && html`<p class="side-body quiet">This order is no longer open.</p>`}
  </aside>`;
}
