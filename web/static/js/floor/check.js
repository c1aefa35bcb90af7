// The guest check as it will print: lines, what is added or taken off, taxes by rate.
import { html } from "../html.js";
import { money } from "../money.js";

function Line({ name, cents, kind = "", quantity }) {
  return html`
    <li class=${kind}>
      <span class="figure check-quantity">${quantity ?? ""}</span>
      <span class="words">${name}</span>
      <span class="figure">${money(cents)}</span>
    </li>
  `;
}

export function Check({ bill, order }) {
  const names = new Map((order?.lines ?? []).map((line) => [line.id, line]));
  const { subtotal_cents, discount_cents, comp_cents, service_cents, cover_cents, ...end } = bill.totals;
  const { total_cents, paid_cents, due_cents } = end;
  const parts = [
    ["Discount", -discount_cents],
    ["Comp", -comp_cents],
    ["Cover", cover_cents],
    ["Service", service_cents],
  ].filter(([, cents]) => cents);
  const sums = parts.length ? [["Subtotal", subtotal_cents], ...parts] : [];
  return html`
    <section class="check" aria-label="Guest check">
      <ul>
        ${bill.lines.map(
          (line) => html`
            <${Line}
              key=${line.line}
              quantity=${line.quantity}
              name=${line.name ?? names.get(line.line)?.name ?? "—"}
              cents=${line.amount_cents}
            />
          `,
        )}
      </ul>
      <ul class="check-sums">
        ${sums.map(
          ([name, cents]) => html`
            <${Line} key=${name} name=${name} cents=${cents} />
          `,
        )}
        <${Line} kind="check-total" name="Total" cents=${total_cents} />
        ${
          paid_cents
            ? html`
                <${Line} name="Paid" cents=${-paid_cents} />
                <${Line} kind="check-total" name="Due" cents=${due_cents} />
              `
            : ""
        }
      </ul>
      <table class="check-taxes">
        <caption class="unseen">Taxes in this bill</caption>
        <thead>
          <tr>
            <th scope="col">Tax</th>
            <th scope="col">Net</th>
            <th scope="col">Tax amount</th>
          </tr>
        </thead>
        <tbody>
          ${bill.taxes.map(
            (tax) => html`
              <tr key=${`${tax.tax}${tax.rate}`}>
                <td>${tax.tax} ${tax.rate} %</td>
                <td class="figure">${money(tax.net_cents)}</td>
                <td class="figure">${money(tax.tax_cents)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </section>
  `;
}
