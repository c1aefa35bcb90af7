// What the office asks for over HTTP, kept fresh: the restaurant, its staff and the day's running figures.
import { signal } from "@preact/signals";
import { get } from "../api.js";
import { replica } from "../replica.js";

const EVERY_MS = 5000;

export const house = signal({ stations: [], drawers: [], reasons: { waste: [] }, sections: [] });
export const people = signal([]);
export const report = signal(null);

/** How many slips wait, by printer: a count changes without an event, so it is asked for. */
export const waiting = signal({});

export async function refreshReport() {
  report.value = await get("/days/today/report");
}

export function loadOffice() {
  get("/restaurant").then(
    (answer) => {
      house.value = answer;
    },
    () => {},
  );
  get("/staff").then(
    (answer) => {
      people.value = answer.staff;
    },
    () => {},
  );
  const count = ({ printers }) => {
    waiting.value = Object.fromEntries(printers.map((printer) => [printer.id, printer.waiting]));
  };
  const ask = () => {
    if (document.visibilityState !== "visible") return;
    refreshReport().catch(() => {});
    get("/printers").then(count, () => {});
  };
  ask();
  setInterval(ask, EVERY_MS);
}

/** "Bar drawer"; a drawer the file does not name is called by its id. */
export const drawerName = (id) =>
  house.value.drawers?.find((drawer) => drawer.id === id)?.name ?? `Drawer ${id}`;

export const stationName = (id) => replica.stations.get(id)?.name ?? id;

/** Decimal strings as the hub sends them: shown as they are, never calculated with. */
export const isBelow = (amount, limit) =>
  limit !== null && limit !== undefined && Number(amount) < Number(limit);
