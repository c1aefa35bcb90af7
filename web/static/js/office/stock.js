// Stock: what is there, what is promised, what is low; receive, waste, count, and eighty-six an ingredient.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post, put } from "../api.js";
import { newId } from "../ids.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Act, Button, Choice, Wrong } from "../parts/button.js";
import { Reasons } from "../parts/reasons.js";
import { Sheet } from "../parts/sheet.js";
import { say } from "../parts/toast.js";
import { house, isBelow } from "./facts.js";
import { List } from "./list.js";

const KINDS = [
  ["receive", "Receive", "came in"],
  ["waste", "Waste", "thrown away"],
  ["count", "Count", "there are"],
];
const DECIMAL = /^\d{1,9}([.,]\d{1,3})?$/;

function MoveSheet({ item, onClose }) {
  const [kind, setKind] = useState("receive");
  const [quantity, setQuantity] = useState("");
  const [reason, setReason] = useState("");
  const [id] = useState(newId);
  const reasons = kind === "waste" ? (house.value.reasons?.waste ?? []) : [];
  const good = DECIMAL.test(quantity.trim());
  const lacks = !good ? "Type a quantity" : kind === "waste" && !reason.trim() ? "Choose a reason" : "";
  const { press, busy, problem } = usePress(async () => {
    await post("/stock/moves", {
      id,
      kind,
      ingredient: item.ingredient,
      quantity: quantity.trim().replace(",", "."),
      unit: item.unit,
      ...(reason.trim() && { reason: reason.trim() }),
    });
    say(`${item.name}: written down.`);
    onClose();
  });
  const eightySix = () =>
    put(`/ingredients/${item.ingredient}/availability`, { available: false, reason: "Eighty-six" });
  const [, verb, words] = KINDS.find(([one]) => one === kind);
  return html`
    <${Sheet}
      title=${item.name}
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Wrong} problem=${problem} />
        <${Button} kind="main big" busy=${busy} disabled=${!!lacks} why=${lacks} onPress=${press}>
          ${lacks || `${verb} ${quantity} ${item.unit}`}
        <//>
      `}
    >
      <p class="quiet">
        On hand ${item.on_hand} ${item.unit}, of that promised ${item.reserved} ${item.unit}.
      </p>
      <div class="choices">
        ${KINDS.map(
          ([one, label]) => html`
            <${Choice} key=${one} chosen=${kind === one} onPress=${() => setKind(one)}>${label}<//>
          `,
        )}
      </div>
      <label class="field">
        <span>How much ${words}, in ${item.unit}</span>
        <input
          class="figure"
          inputmode="decimal"
          autocomplete="off"
          value=${quantity}
          aria-invalid=${quantity && !good ? "true" : undefined}
          onInput=${(e) => setQuantity(e.target.value)}
        />
      </label>
      <${Reasons}
        reasons=${reasons}
        reason=${reason}
        onChange=${setReason}
        legend=${kind === "waste" ? "Reason" : "Remark (may stay empty)"}
      />
      <${Act}
        icon="ban"
        kind="danger wide"
        act=${eightySix}
        onDone=${() => {
          say(`${item.name}: what needs it is sold out now.`);
          onClose();
        }}
      >
        Eighty-six: nothing with ${item.name} is sold
      <//>
    <//>
  `;
}

const LEVEL_WORDS = { danger: " · below zero", warn: " · low", "": "" };
const level = (item) =>
  isBelow(item.available, "0") ? "danger" : isBelow(item.available, item.par) ? "warn" : "";

export function Stock() {
  const [moved, setMoved] = useState(null);
  const columns = [
    { id: "name", name: "Ingredient", value: (item) => item.name },
    {
      id: "hand",
      name: "On hand",
      figure: true,
      value: (item) => Number(item.on_hand),
      show: (item) => `${item.on_hand} ${item.unit}`,
    },
    {
      id: "reserved",
      name: "Promised",
      figure: true,
      value: (item) => Number(item.reserved),
      show: (item) => (Number(item.reserved) ? `${item.reserved} ${item.unit}` : "–"),
    },
    {
      id: "available",
      name: "Available",
      figure: true,
      value: (item) => Number(item.available),
      show: (item) => html`
        <span class=${level(item) ? `tag ${level(item)}` : ""}>
          ${`${item.available} ${item.unit}${LEVEL_WORDS[level(item)]}`}
        </span>
      `,
    },
    {
      id: "par",
      name: "Par",
      figure: true,
      value: (item) => Number(item.par ?? 0),
      show: (item) => (item.par ? `${item.par} ${item.unit}` : "–"),
    },
    { id: "out", name: "When out", value: (item) => (item.when_out === "block" ? "stops selling" : "warns") },
  ];
  const item = moved && replica.stock.get(moved);
  return html`
    <${List}
      name="stock"
      columns=${columns}
      rows=${replica.stock.all()}
      keyOf=${(row) => row.ingredient}
      onRow=${(row) => setMoved(row.ingredient)}
      empty="No ingredients yet. Write them into the restaurant file with their recipes and import it."
    />
    ${
      item &&
      html`
        <${MoveSheet} item=${item} onClose=${() => setMoved(null)} />
      `
    }
  `;
}
