// What the floor knows of the house beyond the live channel: order types, reasons, sections, drawers.
import { signal } from "@preact/signals";
import { get } from "../api.js";

export const house = signal({
  order_types: {},
  reasons: { void: [], comp: [], waste: [] },
  sections: [],
  drawers: [],
  stations: [],
});

export async function loadHouse() {
  house.value = await get("/restaurant");
}

export const paysBefore = (type) => {
  const rule = house.value.order_types?.[type];
  return (rule?.pay ?? rule) === "before";
};
/** The house's own reasons for an act; `fallback` where its file names none. */
export function reasonsFor(act, fallback = []) {
  const named = house.value.reasons?.[act] ?? [];
  return named.length ? named : fallback;
}
export const sectionName = (id) => house.value.sections?.find((section) => section.id === id)?.name ?? id;
