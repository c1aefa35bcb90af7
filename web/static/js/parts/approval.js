// A manager's yes: asked for only when the hub says so, bound to the act, its target and its amount.
import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";

const ASKED = new Set(["approval_required", "approval_invalid"]);

export const asksApproval = (problem) => ASKED.has(problem?.code);

/** The approval's id for `{action, target, amount_cents}`, by the PIN a manager typed. Throws Problem. */
export async function approvalFor(wanted, pin) {
  const { approval } = await post("/approvals", { ...wanted, pin });
  return approval;
}

export function PinField({ pin, onChange }) {
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  return html`
    <label class="field">
      <span>A manager's PIN</span>
      <input
        ref=${field}
        type="password"
        inputmode="numeric"
        autocomplete="off"
        value=${pin}
        onInput=${(event) => onChange(event.target.value)}
      />
    </label>
  `;
}
