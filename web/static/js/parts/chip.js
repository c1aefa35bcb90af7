// How old what you see is. At the same place on every page; words, shape and colour say the same thing.
import { html } from "../html.js";
import { now, timeOf } from "../clock.js";
import { link } from "../live.js";

const OLD_SECONDS = 7; // a beat comes every 5 s, so more than 7 means one was missed

export function ageOf({ open, heardAt, cutSince }, nowMs) {
  if (!open && cutSince) return { age: "cut", text: `○ cut off since ${timeOf(cutSince)}` };
  if (!heardAt) return { age: "old", text: "◐ connecting" };
  const seconds = Math.floor((nowMs - heardAt) / 1000);
  if (seconds > OLD_SECONDS) return { age: "old", text: `◐ ${seconds} s old` };
  return { age: "live", text: "● live" };
}

export function Chip() {
  now.value; // ticks
  const { age, text } = ageOf(link.value, Date.now());
  return html`
    <span class="chip" data-age=${age} data-testid="data-age" title="How old the data on this screen is">
      ${text}
    </span>
  `;
}

/** The same in a full sentence, only while cut off, and announced. */
export function CutOff({
  what = "What you see may be old. Orders you send wait here and go out by themselves.",
}) {
  const { open, cutSince } = link.value;
  return html`
    <div role="status" aria-live="polite">
      ${
        !open &&
        cutSince &&
        html`
          <p class="band danger"><span>Cut off from the hub since ${timeOf(cutSince)}. ${what}</span></p>
        `
      }
    </div>
  `;
}
