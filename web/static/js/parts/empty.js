// An empty place teaches the next step.
import { html } from "../html.js";
import { Icon } from "./icon.js";

export const Empty = ({ icon, title, children }) => html`
  <div class="empty">
    <${Icon} name=${icon} />
    <strong>${title}</strong>
    <p>${children}</p>
  </div>
`;
