// Short words at the foot of the page, said to screen readers too; they go by themselves.
import { signal } from "@preact/signals";
import { html } from "../html.js";
import { Icon } from "./icon.js";

const SHOWN_MS = 4000;
const toasts = signal([]);
let count = 0;

export function say(text, { danger = false } = {}) {
  const id = ++count;
  toasts.value = [...toasts.value.slice(-2), { id, text, danger }];
  setTimeout(() => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  }, SHOWN_MS);
}

export const Toasts = () => html`
  <div class="toasts" role="status" aria-live="polite">
    ${toasts.value.map(
      (one) => html`
        <p key=${one.id} class=${`toast ${one.danger ? "danger" : ""}`}>
          <${Icon} name=${one.danger ? "circle-alert" : "check"} />
          <span>${one.text}</span>
        </p>
      `,
    )}
  </div>
`;
