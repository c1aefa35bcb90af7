// What a draft comes to together with the order it belongs to: allergies to mind, its total, its place in the
// room.
import { replica } from "../replica.js";
import { itemById, unitCents } from "./choosing.js";

/** The guests' allergies this draft must mind: those of the order it adds to, and its own. */
export const allergiesOf = (draft) => [
  ...(replica.orders.get(draft.order)?.allergies ?? []),
  ...draft.allergies,
];

export function totalOf(draft) {
  const menu = replica.menu.value;
  return draft.lines.reduce(
    (sum, line) => sum + line.quantity * unitCents(menu, itemById(menu, line.item), line),
    0,
  );
}

/** Where in the room an order is looked at. */
export const placeParts = (order) => (order.table ? ["table", order.table] : ["open", order.id]);
