// The day close: says exactly what is still open, lets a manager carry it over, shows the numbered Z.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { dayOf } from "../clock.js";
import { may } from "../config.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Ask } from "../parts/ask.js";
import { Button } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { drawerName, refreshReport, report } from "./facts.js";

const Rows = ({ title, rows }) =>
  rows?.length > 0 &&
  html`
    <section class="card">
      <h3>${title}</h3>
      <dl class="sums">
        ${rows.map(
          ([name, cents, detail]) => html`
            <div key=${name}>
              <dt>
                ${name}${
                  detail &&
                  html`
                    ${" "}
                    <span class="quiet">${detail}</span>
                  `
                }
              </dt>
              <dd class="figure">${money(cents)}</dd>
            </div>
          `,
        )}
      </dl>
    </section>
  `;

const tipWords = ({ tips_cents }) => (tips_cents ? `tips ${money(tips_cents)}` : "");
const taxRow = ({ tax, rate, net_cents, tax_cents }) => [
  `${tax} ${rate} %`,
  tax_cents,
  `net ${money(net_cents)}`,
];

export function Zed({ z }) {
  const day = { ...z, ...(z.figures ?? {}) };
  return html`
    <div class="cards">
      <${Rows}
        title="Sales"
        rows=${[
          ["Sales", day.sales_cents, `${day.orders} orders · ${day.covers} covers`],
          ["Discounts", -day.discounts_cents],
          ["Comps", -day.comps_cents],
          ["Voids", -day.voids_cents],
        ]}
      />
      <${Rows}
        title="Payments"
        rows=${day.payments?.map((one) => [one.method, one.amount_cents, tipWords(one)])}
      />
      <${Rows} title="Taxes" rows=${day.taxes?.map(taxRow)} />
      <${Rows}
        title="Categories"
        rows=${day.categories?.map((one) => [one.name, one.amount_cents, `${one.quantity}`])}
      />
      <${Rows}
        title="Servers"
        rows=${day.servers?.map((one) => [one.name, one.sales_cents, `${one.covers ?? 0} covers`])}
      />
    </div>
  `;
}

const openWords = ({ number, table, due_cents }) =>
  [`Order ${number}`, table && `table ${table}`, `${money(due_cents)} due`].filter(Boolean).join(" · ");

function StillOpen({ day }) {
  const drawers = replica.drawers.all().filter((drawer) => drawer.state === "open");
  return html`
    <div class="stack">
      ${
        drawers.length > 0 &&
        html`
          <p class="notice warn">
            <${Icon} name="coins" />
            <span>
              ${`Still open: ${drawers.map((drawer) => drawerName(drawer.drawer)).join(", ")}.`} ${" "}Count
              and close under Drawers first.
            </span>
          </p>
        `
      }
      ${
        day.open_tables.length > 0 &&
        html`
          <div class="notice warn">
            <${Icon} name="utensils" />
            <div>
              <p>Still open:</p>
              <ul>
                ${day.open_tables.map(
                  (one) => html`
                    <li key=${one.order}>${openWords(one)}</li>
                  `,
                )}
              </ul>
            </div>
          </div>
        `
      }
      ${
        !drawers.length &&
        !day.open_tables.length &&
        html`
          <p class="notice ok">
            <${Icon} name="circle-check" />
            <span>Nothing is open. The day can be closed.</span>
          </p>
        `
      }
    </div>
  `;
}

export function DayClose() {
  const [asked, setAsked] = useState(null);
  const [z, setZ] = useState(null);
  const day = report.value;
  if (!day)
    return html`
      <p class="loading">Adding up the day…</p>
    `;
  if (z)
    return html`
      <div class="stack">
        <p class="notice ok" role="status">
          <${Icon} name="circle-check" />
          <span>
            <b>Z ${z.number}</b>
            ${" "}of ${dayOf(z.business_day)} is closed, printed and kept.
          </span>
        </p>
        <${Zed} z=${z} />
      </div>
    `;
  const open = day.open_tables.length;
  const close = async () => {
    setZ(await post(`/days/${day.business_day}/close`, { carry_over: asked === "carry" }));
    refreshReport().catch(() => {});
    return true;
  };
  return html`
    <div class="stack">
      <p>
        ${dayOf(day.business_day)} · running
        figures${day.closed ? ` · already closed as Z ${day.number}` : ""}
      </p>
      <${StillOpen} day=${day} />
      <div class="acts day-acts" hidden=${!may()}>
        <${Button}
          kind="main big"
          disabled=${open > 0 || day.closed}
          why=${day.closed ? "The day is closed" : "Orders are still open: close or carry them over"}
          onPress=${() => setAsked("close")}
        >
          Close the day
        <//>
        ${
          open > 0 &&
          !day.closed &&
          html`
            <${Button} kind="big" onPress=${() => setAsked("carry")}>Carry ${open} over and close<//>
          `
        }
      </div>
      <${Zed} z=${day} />
      ${
        asked &&
        html`
          <${Ask}
            title=${`Close ${dayOf(day.business_day)}?`}
            verb="Close the day"
            danger=${false}
            act=${close}
            onClose=${() => setAsked(null)}
          >
            <p>
              The Z gets its number, is printed and cannot be
              changed.${asked === "carry" ? ` ${open} open orders go into the next day.` : ""}
            </p>
          <//>
        `
      }
    </div>
  `;
}
