// One ticking clock for the page, set by the server's: a tablet's own clock may be days off.
import { signal } from "@preact/signals";
import { restaurant } from "./config.js";

export const now = signal(Date.now());
let offsetMs = 0;

export const serverNow = () => Date.now() + offsetMs;

export function setClock(at) {
  const heard = Date.parse(at);
  if (Number.isFinite(heard)) offsetMs = heard - Date.now();
}

const tick = () => {
  now.value = serverNow();
};
setInterval(tick, 1000);
document.addEventListener("visibilitychange", tick);

/** Seconds since `at` by the ticking clock, never negative. Reading it re-draws every second. */
export const secondsSince = (at) => Math.max(0, Math.floor((now.value - Date.parse(at)) / 1000));

export function span(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

const timeFormat = new Intl.DateTimeFormat(restaurant.locale, {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: restaurant.timezone,
});
// The words of the screens are English, so are the names of days.
const dayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

export const timeOf = (at) => (at ? timeFormat.format(typeof at === "number" ? at : Date.parse(at)) : "");
export const dayOf = (day) => (day ? dayFormat.format(Date.parse(`${day}T12:00:00Z`)) : "");
export const minutesSince = (at) => Math.floor(secondsSince(at) / 60);
