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
export const reasonsFor = (act) => house.value.reasons?.[act] ?? [];
export const sectionName = (id) => house.value.sections?.find((section) => section.id === id)?.name ?? id;
