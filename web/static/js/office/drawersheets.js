// What is done with a drawer: open with a float, cash in and out with a reason, the X, close with a count.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, post } from "../api.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Button, Choice, Wrong } from "../parts/button.js";
import { Reasons } from "../parts/reasons.js";
import { Sheet } from "../parts/sheet.js";
import { say } from "../parts/toast.js";
import { MoneyField } from "../floor/pay.js";
import { drawerName, house } from "./facts.js";

const KINDS = [
  ["pay_in", "Pay in"],
  ["pay_out", "Pay out"],
  ["drop", "Drop to the safe"],
  ["no_sale", "Open, no sale"],
];

export function OpenSheet({ drawer, onClose }) {
  const [name, setName] = useState(drawer);
  const [float, setFloat] = useState(null);
  const { press, busy, problem } = usePress(async () => {
    replica.drawers.put(await post("/drawer-sessions", { drawer: name.trim(), opening_float_cents: float }));
    onClose();
  });
  const lacks = !name.trim() ? "Name the drawer" : float === null ? "Count the float" : "";
  return html`
    <${Sheet}
      title=${drawer ? `Open ${drawerName(drawer)}` : "Open another drawer"}
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Wrong} problem=${problem} />
        <${Button} kind="main big" busy=${busy} disabled=${!!lacks} why=${lacks} onPress=${press}>
          ${lacks || `Open with ${money(float)}`}
        <//>
      `}
    >
      ${
        !drawer &&
        html`
          <label class="field">
            <span>Name of the drawer</span>
            <input value=${name} maxlength="40" onInput=${(e) => setName(e.target.value)} />
          </label>
        `
      }
      <${MoneyField} label="Cash in it now (the float)" cents=${float} onChange=${setFloat} />
    <//>
  `;
}

export function CashSheet({ session, onClose }) {
  const [kind, setKind] = useState("pay_in");
  const [cents, setCents] = useState(null);
  const [reason, setReason] = useState("");
  const noSale = kind === "no_sale";
  const reasons = house.value.reasons?.[kind] ?? [];
  const lacks = !noSale && !cents ? "Type an amount" : !reason.trim() ? "Say why" : "";
  const { press, busy, problem } = usePress(async () => {
    await post(`/drawer-sessions/${session.id}/cash`, {
      kind,
      amount_cents: noSale ? 0 : cents,
      reason: reason.trim(),
    });
    say("Written down.");
    onClose();
  });
  return html`
    <${Sheet}
      title=${drawerName(session.drawer)}
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Wrong} problem=${problem} />
        <${Button} kind="main big" busy=${busy} disabled=${!!lacks} why=${lacks} onPress=${press}>
          ${lacks || `${KINDS.find(([one]) => one === kind)[1]}${noSale ? "" : ` ${money(cents)}`}`}
        <//>
      `}
    >
      <div class="choices two">
        ${KINDS.map(
          ([one, label]) => html`
            <${Choice} key=${one} chosen=${kind === one} onPress=${() => setKind(one)}>${label}<//>
          `,
        )}
      </div>
      ${
        !noSale &&
        html`
          <${MoneyField} label="Amount" cents=${cents} onChange=${setCents} />
        `
      }
      <${Reasons} reasons=${reasons} reason=${reason} onChange=${setReason} legend="Why" />
    <//>
  `;
}

export function CloseSheet({ session, onClose }) {
  const [counted, setCounted] = useState(null);
  const [closed, setClosed] = useState(null);
  const { press, busy, problem } = usePress(async () => {
    const answer = await post(`/drawer-sessions/${session.id}/close`, { counted_cents: counted });
    if (answer.id) replica.drawers.put(answer);
    setClosed(answer);
  });
  if (closed) {
    const off = closed.over_short_cents;
    return html`
      <${Sheet}
        title=${`${drawerName(session.drawer)} is closed`}
        kind="narrow"
        onClose=${onClose}
        foot=${html`
          <${Button} kind="main big" onPress=${onClose}>Done<//>
        `}
      >
        <dl class="sums">
          <div>
            <dt>Expected</dt>
            <dd class="figure">${money(closed.expected_cents)}</dd>
          </div>
          <div>
            <dt>Counted</dt>
            <dd class="figure">${money(closed.counted_cents)}</dd>
          </div>
          <div>
            <dt>${off < 0 ? "Short" : "Over"}</dt>
            <dd class="figure">${money(Math.abs(off))}</dd>
          </div>
        </dl>
        <p>${off ? "The difference is booked." : "It fits to the cent."}</p>
      <//>
    `;
  }
  return html`
    <${Sheet}
      title=${`Close ${drawerName(session.drawer)}`}
      kind="narrow"
      onClose=${onClose}
      foot=${html`
        <${Wrong} problem=${problem} />
        <${Button}
          kind="main big"
          busy=${busy}
          disabled=${counted === null}
          why="Count the cash first"
          onPress=${press}
        >
          ${counted === null ? "Count the cash" : `Close with ${money(counted)}`}
        <//>
      `}
    >
      <p>Count first. What should be in it is shown afterwards.</p>
      <${MoneyField} label="Cash counted" cents=${counted} onChange=${setCounted} />
    <//>
  `;
}

export function XSheet({ session, onClose }) {
  const [x, setX] = useState(null);
  const { press, problem } = usePress(async () => setX(await get(`/drawer-sessions/${session.id}/report`)));
  useEffect(() => {
    press();
  }, []);
  const rows = x
    ? [
        ["Float", x.figures.opening_float_cents],
        ["Cash taken, tips included", x.figures.cash_cents],
        ["Paid in and out", x.figures.moved_cents],
        ["Should be in it", x.figures.expected_cents],
      ]
    : [];
  return html`
    <${Sheet} title=${`X · ${drawerName(session.drawer)}`} kind="narrow" onClose=${onClose}>
      <${Wrong} problem=${problem} />
      <dl class="sums">
        ${rows.map(
          ([name, value]) => html`
            <div key=${name}>
              <dt>${name}</dt>
              <dd class="figure">${money(value)}</dd>
            </div>
          `,
        )}
      </dl>
    <//>
  `;
}
