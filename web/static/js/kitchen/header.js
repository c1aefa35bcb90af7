// The line over the board: which station, how much, how old, what all day; the chip and the clock at the
// right.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { now, timeOf } from "../clock.js";
import { config, staff } from "../config.js";
import { Chip, CutOff } from "../parts/chip.js";
import { Icon } from "../parts/icon.js";
import { Who } from "../parts/topbar.js";
import { allDay, lateness } from "./facts.js";

const ALL_DAY_SHOWN = 6;

export const countWords = ({ name, quantity, modifiers }) => {
  const most = [...modifiers]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([label, count]) => `${count} ${label}`);
  return `${quantity} ${name}${most.length ? ` (${most.join(", ")})` : ""}`;
};

function Oldest({ tickets }) {
  if (!tickets.length)
    return html`
      <span>all clear</span>
    `;
  const seconds = Math.max(...tickets.map((ticket) => lateness(ticket, now.value).seconds));
  const level = tickets.some((ticket) => lateness(ticket, now.value).level === "late") ? "late" : "fresh";
  return html`
    <span data-level=${level}>oldest ${Math.floor(seconds / 60)} min</span>
  `;
}

export function Header({ tickets, noun = "open", one = noun, children }) {
  const [who, setWho] = useState(false);
  return html`
    <header class="kitchen-head">
      <h1 class="clip">${config.station.name}</h1>
      <p class="kitchen-count figure">
        <b>${tickets.length}</b>
        ${" "}${tickets.length === 1 ? one : noun} ·${" "}
        <${Oldest} tickets=${tickets} />
      </p>
      <p class="kitchen-allday clip">
        ${children ?? allDay(tickets).slice(0, ALL_DAY_SHOWN).map(countWords).join(" · ")}
      </p>
      <${Chip} />
      <time class="kitchen-clock figure">${timeOf(now.value)}</time>
      ${
        staff &&
        html`
          <button
            type="button"
            class="button plain"
            aria-haspopup="dialog"
            aria-label=${`${staff.name}: other pages and sign out`}
            onClick=${() => setWho(true)}
          >
            <${Icon} name="user" />
          </button>
        `
      }
    </header>
    ${
      config.insecure &&
      html`
        <p class="band">
          <${Icon} name="triangle-alert" />
          <span>Plain http: others on this network can read along.</span>
        </p>
      `
    }
    <${CutOff} what="What was fired since then is not on this screen." />
    ${
      who &&
      html`
        <${Who} onClose=${() => setWho(false)} />
      `
    }
  `;
}
