// What is known of an order beside its lines: guests, name, note. On a draft it is written down, on an open
// order it is sent.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { patch } from "../api.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Button, Wrong } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { Stepper } from "../parts/stepper.js";
import { saveDraft } from "./draft.js";

export function FactSheet({ order, draft, onClose }) {
  const held = order ?? draft;
  const [covers, setCovers] = useState(held.covers ?? 1);
  const [name, setName] = useState(held.name ?? "");
  const [note, setNote] = useState(held.note ?? "");
  const { press, busy, problem } = usePress(async () => {
    // A name cannot be taken away again over the wire, so an empty one is left out.
    const facts = {
      ...(name.trim() && { name: name.trim() }),
      ...(held.table && { covers }),
      note: note.trim(),
    };
    if (order) replica.orders.put(await patch(`/orders/${order.id}`, facts));
    else saveDraft({ ...draft, ...facts });
    onClose();
  });
  const foot = html`
    <${Wrong} problem=${problem} />
    <${Button} kind="main big" busy=${busy} onPress=${press}>Keep<//>
  `;
  return html`
    <${Sheet} title="Guests and note" kind="narrow" onClose=${onClose} foot=${foot}>
      ${
        held.table &&
        html`
          <div>
            <p class="legend">Guests</p>
            <${Stepper} value=${covers} onChange=${setCovers} />
          </div>
        `
      }
      <label class="field">
        <span>Name</span>
        <input value=${name} maxlength="60" autocomplete="off" onInput=${(e) => setName(e.target.value)} />
      </label>
      <label class="field">
        <span>Note for the whole order</span>
        <textarea maxlength="500" value=${note} onInput=${(e) => setNote(e.target.value)}></textarea>
      </label>
    <//>
  `;
}
