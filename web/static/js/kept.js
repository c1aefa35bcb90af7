// What must survive a reload of the tab: kept in localStorage under this restaurant's name.
import { restaurant } from "./config.js";

const nameOf = (name) => `kitchenhub:${restaurant.name}:${name}`;

export function keep(name, value) {
  try {
    if (value === null || value === undefined) localStorage.removeItem(nameOf(name));
    else localStorage.setItem(nameOf(name), JSON.stringify(value));
  } catch {
    // A full or forbidden store: the page goes on without memory.
  }
}

export function kept(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(name))) ?? fallback;
  } catch {
    return fallback;
  }
}
