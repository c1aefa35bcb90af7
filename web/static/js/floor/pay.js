// Taking the money: cash with what was handed over and the change, or a card by hand with its tip.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { newId } from "../ids.js";
import { money, parseMoney, plainMoney, quickAmounts } from "../money.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Button, Choice, Wrong } from "../parts/button.js";
import { Icon } from "../parts/icon.js";

const TIPS = [0, 5, 10, 15];
const STALE = new Set(["bill_stale", "stale_version", "bill_state", "id_taken", "overpaid"]);

export function MoneyField({ label, cents, onChange, hint }) {
  const [text, setText] = useState(cents === null ? "" : plainMoney(cents));
  const [own, setOwn] = useState(false);
  const shown = own ? text : cents === null ? "" : plainMoney(cents);
  const wrong = own && text.trim() && parseMoney(text) === null;
  return html`
    <label class="field">
      <span>${label}</span>
      <input
        class="figure"
        inputmode="decimal"
        autocomplete="off"
        value=${shown}
        aria-invalid=${wrong ? "true" : undefined}
        onFocus=${(e) => {
          setOwn(true);
          setText(e.target.value);
          e.target.select();
        }}
        onBlur=${() => setOwn(false)}
        onInput=${(e) => {
          setText(e.target.value);
          onChange(e.target.value.trim() ? parseMoney(e.target.value) : null);
        }}
      />
      ${
        wrong &&
        html`
          <span class="wrong">Type an amount like ${plainMoney(1250)}</span>
        `
      }${
        hint &&
        html`
          <span>${hint}</span>
        `
      }
    </label>
  `;
}

export function Pay({ bill, onPaid, onStale }) {
  const due = bill.totals.due_cents;
  const drawers = replica.drawers.all().filter((one) => one.state === "open");
  const [chosen, setMethod] = useState(null);
  const method = chosen ?? (drawers.length ? "cash" : "card");
  const [part, setPart] = useState(null); // null: all that is due
  const [tendered, setTendered] = useState(null);
  const [tip, setTip] = useState(0);
  const [drawer, setDrawer] = useState(null);
  const [id, setId] = useState(newId); // one payment, one id, however often it is sent
  const amount = part ?? due;
  const cash = method === "cash";
  const given = tendered ?? amount;
  const tooMuch = amount > due;
  const lacks =
    amount <= 0
      ? "Type an amount"
      : tooMuch
        ? "More than is due"
        : cash && given < amount
          ? "Not enough"
          : cash && drawers.length > 1 && !drawer
            ? "Choose a drawer"
            : "";
  const back = given > amount ? ` · give ${money(given - amount)} back` : "";
  const verb = cash ? `Take ${money(given)}${back}` : `Take ${money(amount + tip)} on card`;
  const { press, busy, problem } = usePress(async () => {
    const body = {
      id,
      method,
      amount_cents: amount,
      ...(cash ? { tendered_cents: given, ...(drawer && { drawer }) } : tip ? { tip_cents: tip } : {}),
    };
    try {
      const answer = await post(`/bills/${bill.id}/payments`, body);
      replica.bills.put(answer.bill);
      onPaid(answer.payment.change_cents ?? 0);
      setId(newId());
      setPart(null);
      setTendered(null);
      setTip(0);
      return answer;
    } catch (found) {
      if (STALE.has(found.code)) onStale();
      throw found;
    }
  });
  return html`
    <section class="pay" aria-label="Take payment">
      <p class="pay-due">
        <span>Due</span>
        <b class="figure">${money(due)}</b>
      </p>
      <div class="choices two" role="group" aria-label="How">
        <${Choice} chosen=${cash} onPress=${() => setMethod("cash")}>Cash<//>
        <${Choice} chosen=${!cash} onPress=${() => setMethod("card")}>Card, by hand<//>
      </div>
      <${MoneyField} label="Amount of this payment" cents=${part ?? due} onChange=${setPart} />
      ${
        cash &&
        !drawers.length &&
        html`
          <p class="notice warn">
            <${Icon} name="coins" />
            <span>
              No drawer is open, so cash has nowhere to go. Open one in the office under Money, or take a
              card.
            </span>
          </p>
        `
      }
      ${
        cash &&
        html`
          <div>
            <p class="legend">Given by the guest</p>
            <div class="choices quick">
              ${quickAmounts(amount).map(
                (cents, index) => html`
                  <${Choice} key=${cents} chosen=${given === cents} onPress=${() => setTendered(cents)}>
                    ${index === 0 ? "exact" : money(cents)}
                  <//>
                `,
              )}
            </div>
          </div>
          <${MoneyField} label="or another amount" cents=${tendered} onChange=${setTendered} />
          ${
            drawers.length > 1 &&
            html`
              <div>
                <p class="legend">Drawer</p>
                <div class="choices">
                  ${drawers.map(
                    (one) => html`
                      <${Choice}
                        key=${one.id}
                        chosen=${drawer === one.drawer}
                        onPress=${() => setDrawer(one.drawer)}
                      >
                        ${one.drawer}
                      <//>
                    `,
                  )}
                </div>
              </div>
            `
          }
          <p class="pay-change">
            <span>Change</span>
            <b class="figure">${money(Math.max(0, given - amount))}</b>
          </p>
        `
      }
      ${
        !cash &&
        html`
          <div>
            <p class="legend">Tip</p>
            <div class="choices quick">
              ${TIPS.map((percent) => {
                const cents = Math.round((amount * percent) / 100);
                return html`
                  <${Choice} key=${percent} chosen=${tip === cents} onPress=${() => setTip(cents)}>
                    ${percent ? `${percent} % · ${money(cents)}` : "none"}
                  <//>
                `;
              })}
            </div>
          </div>
          <${MoneyField} label="or another tip" cents=${tip} onChange=${(cents) => setTip(cents ?? 0)} />
        `
      }
      <${Wrong} problem=${problem} />
      <${Button}
        kind="main big wide"
        icon=${cash ? "banknote" : "credit-card"}
        busy=${busy}
        disabled=${!!lacks}
        why=${lacks}
        onPress=${press}
      >
        ${lacks || verb}
      <//>
    </section>
  `;
}
