// This page's copy of what it watches. No rule of the trade lives here: a card is replaced whole when it is
// newer.
import { batch, signal } from "@preact/signals";
import { Shelf } from "./shelf.js";

export const replica = {
  log: null,
  seq: 0,
  ready: signal(false),
  turnOfSnapshot: signal(0),
  tables: new Shelf(),
  orders: new Shelf(),
  tickets: new Shelf(),
  stations: new Shelf(),
  stock: new Shelf("ingredient"),
  alerts: new Shelf(),
  drawers: new Shelf(),
  printers: new Shelf(),
  devices: new Shelf(),
  bills: new Shelf(),
  days: new Shelf("business_day"),
  menu: signal(null),
};

const HOME = {
  order: "orders",
  table: "tables",
  ticket: "tickets",
  bill: "bills",
  alert: "alerts",
  drawer: "drawers",
  print: "printers",
  device: "devices",
  day: "days",
};
const LISTS = {
  tables: "tables",
  orders: "orders",
  tickets: "tickets",
  stations: "stations",
  alerts: "alerts",
  drawer_sessions: "drawers",
  printers: "printers",
  devices: "devices",
};

function replaceMenuItems(changed) {
  const menu = replica.menu.peek();
  if (!menu) return;
  const byId = new Map((changed.items ?? []).map((item) => [item.id, item]));
  const categories = menu.categories.map((category) => ({
    ...category,
    items: category.items.map((item) => (byId.has(item.id) ? { ...item, ...byId.get(item.id) } : item)),
  }));
  const ingredients = new Map((menu.ingredients ?? []).map((one) => [one.id, one]));
  for (const one of changed.ingredients ?? [])
    ingredients.set(one.id, { ...ingredients.get(one.id), ...one });
  replica.menu.value = {
    ...menu,
    categories,
    groups: changed.groups ?? menu.groups,
    ingredients: [...ingredients.values()],
  };
}

export function applyEvent({ seq, type, data }) {
  if (seq <= replica.seq) return;
  replica.seq = seq;
  const [subject] = type.split(".");
  if (subject === "menu" || subject === "item")
    data.categories ? (replica.menu.value = data) : replaceMenuItems(data);
  else if (subject === "stock") (data.items ?? [data]).forEach((card) => replica.stock.put(card));
  else if (subject === "payment") {
    if (data.bill?.id) replica.bills.put(data.bill);
  } else if (HOME[subject]) replica[HOME[subject]].put(data);
}

export const applyEvents = (events) => batch(() => events.forEach(applyEvent));

/** Replaces the whole replica: a snapshot is all there is. */
export function applySnapshot({ log, seq, topics }) {
  batch(() => {
    if (replica.log !== log) replica.bills.replaceAll([]);
    Object.assign(replica, { log, seq });
    const gathered = {};
    for (const [topic, content] of Object.entries(topics)) {
      if (topic === "menu") replica.menu.value = content;
      else if (topic === "stock") replica.stock.replaceAll(content.items);
      else if (content.order) (gathered.orders ??= []).push(content.order);
      else
        for (const [name, cards] of Object.entries(content))
          if (LISTS[name]) (gathered[LISTS[name]] ??= []).push(...cards);
    }
    for (const [shelf, cards] of Object.entries(gathered)) replica[shelf].replaceAll(cards);
    replica.ready.value = true;
    replica.turnOfSnapshot.value++;
  });
}
