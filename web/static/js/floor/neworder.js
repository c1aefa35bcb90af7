// A new order without a table: counter, takeaway, delivery or a tab with a name.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { newId } from "../ids.js";
import { go } from "../route.js";
import { Button, Choice } from "../parts/button.js";
import { TypeIcon, typeWord } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { draftFor, saveDraft } from "./draft.js";
import { house } from "./house.js";

const KINDS = ["takeaway", "counter", "tab", "delivery"];

export function NewOrder({ onClose }) {
  const offered = Object.keys(house.value.order_types ?? {}).filter((type) => KINDS.includes(type));
  const kinds = offered.length ? KINDS.filter((type) => offered.includes(type)) : KINDS;
  const [type, setType] = useState(kinds[0]);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const begin = (event) => {
    event?.preventDefault();
    const id = newId();
    saveDraft(draftFor(`new:${id}`, { type, name: name.trim() || null, phone: phone.trim() || null }));
    go("order", `new:${id}`);
  };
  return html`
    <${Sheet}
      title="New order"
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Button} kind="main big" onPress=${begin}>Choose dishes<//>
      `}
    >
      <div>
        <p class="legend" id="kind">What kind</p>
        <div class="choices two" role="group" aria-labelledby="kind">
          ${kinds.map(
            (one) => html`
              <${Choice} chosen=${one === type} onPress=${() => setType(one)}>
                <${TypeIcon} type=${one} />
                ${typeWord(one)}
              <//>
            `,
          )}
        </div>
      </div>
      <form class="stack" onSubmit=${begin}>
        <label class="field">
          <span>Name ${type === "tab" ? "" : "(may stay empty)"}</span>
          <input value=${name} maxlength="60" autocomplete="off" onInput=${(e) => setName(e.target.value)} />
        </label>
        ${
          type !== "counter" &&
          html`
            <label class="field">
              <span>Phone (may stay empty)</span>
              <input
                value=${phone}
                type="tel"
                maxlength="30"
                autocomplete="off"
                onInput=${(e) => setPhone(e.target.value)}
              />
            </label>
          `
        }
        <button type="submit" hidden></button>
      </form>
    <//>
  `;
}
