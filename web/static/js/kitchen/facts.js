// What a ticket's card says about itself: on the board or not, what must be confirmed, how late it is.
import { signal } from "@preact/signals";

const DEFAULT_WARM_SECONDS = 480;
const DEFAULT_LATE_SECONDS = 720;

/** This station as the hub has it, thresholds and way of working included. */
export const station = signal({});

const BOARD = new Set(["open", "started", "recalled"]);

const hasVoid = (ticket) =>
  ticket.state === "voided" ||
  ticket.items.some((item) => item.state === "voided" || item.voided_quantity > 0);

// The hub empties the mark when something is voided after it, so a second void is news again.
export const voidOpen = (ticket) => hasVoid(ticket) && !ticket.void_acknowledged;
export const allergyOpen = (ticket) => (ticket.allergies ?? []).length > 0 && !ticket.acknowledged;
export const onBoard = (ticket) => BOARD.has(ticket.state) || (ticket.state === "voided" && voidOpen(ticket));

export const isWaiting = (ticket, nowMs) => !!ticket.starts_at && Date.parse(ticket.starts_at) > nowMs;

export function lateness(ticket, nowMs) {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(ticket.fired_at)) / 1000));
  const late = station.value.late_seconds ?? DEFAULT_LATE_SECONDS;
  const warm = station.value.warm_seconds ?? Math.min(DEFAULT_WARM_SECONDS, late);
  const level = seconds >= late ? "late" : seconds >= warm ? "warm" : "fresh";
  return { seconds, level };
}

export const inOrder = (tickets) =>
  [...tickets].sort(
    (a, b) =>
      Number(b.priority ?? 0) - Number(a.priority ?? 0) ||
      a.fired_at.localeCompare(b.fired_at) ||
      (a.course ?? 0) - (b.course ?? 0) ||
      a.id.localeCompare(b.id),
  );

/** Lines that look the same to a cook become one row; their ids stay underneath. */
export function rowsOf(ticket) {
  const rows = new Map();
  for (const item of ticket.items) {
    const left = item.quantity - (item.voided_quantity ?? 0);
    if (item.voided_quantity > 0 || item.state === "voided")
      addTo(rows, item, item.voided_quantity || item.quantity, true);
    if (left > 0 && item.state !== "voided") addTo(rows, item, left, false);
  }
  return [...rows.values()];
}

function addTo(rows, item, quantity, isVoid) {
  const done = !isVoid && (item.state === "ready" || item.state === "served");
  const modifiers = item.modifiers ?? [];
  const look = JSON.stringify([
    item.name,
    item.variant ?? null,
    modifiers.map((m) => [m.prefix, m.name, m.quantity]),
    item.note || "",
    isVoid,
    done,
  ]);
  const row = rows.get(look) ?? {
    key: look,
    name: item.name,
    variant: item.variant,
    modifiers,
    note: item.note,
    quantity: 0,
    seats: [],
    lines: [],
    isVoid,
    done,
  };
  row.quantity += quantity;
  if (item.seat && !row.seats.includes(item.seat)) row.seats.push(item.seat);
  row.lines.push(item.line);
  rows.set(look, row);
}

/** "6 Burger · 4 Steak (2 rare)": everything still to be made on this board. */
export function allDay(tickets) {
  const counts = new Map();
  for (const ticket of tickets) {
    for (const row of rowsOf(ticket)) {
      if (row.isVoid || row.done) continue;
      const count = counts.get(row.name) ?? { name: row.name, quantity: 0, modifiers: new Map() };
      count.quantity += row.quantity;
      for (const { name, prefix, quantity } of row.modifiers) {
        const label = prefix ? `${prefix} ${name}` : name;
        count.modifiers.set(label, (count.modifiers.get(label) ?? 0) + row.quantity * (quantity ?? 1));
      }
      counts.set(row.name, count);
    }
  }
  return [...counts.values()].sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name));
}
