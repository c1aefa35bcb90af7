// How many orders wait on this device for the hub.
import { html } from "../html.js";
import { unsentCount } from "./draft.js";

export const Unsent = () => {
  const count = unsentCount();
  return (
    count > 0 &&
    html`
      <span class="chip unsent" role="status">${count} unsent</span>
    `
  );
};
