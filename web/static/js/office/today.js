// Today at a glance from three metres: sales, the room, the kitchen's oldest ticket, paper, stock, drawers.
import { html } from "../html.js";
import { dayOf, minutesSince, timeOf } from "../clock.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Icon } from "../parts/icon.js";
import { drawerName, isBelow, report, stationName, waiting } from "./facts.js";
import { isTrouble, stateWords } from "./printerwords.js";

const LIVE = new Set(["open", "started", "recalled"]);

const Figure = ({ name, value, detail, tone, href }) => html`
  <a class="figure-card" data-tone=${tone} href=${href}>
    <span class="figure-name">${name}</span>
    <b class="figure">${value}</b>
    <span class="figure-detail">${detail}</span>
  </a>
`;

function Bars({ title, rows }) {
  const most = Math.max(1, ...rows.map((row) => row.cents));
  return html`
    <section class="card">
      <h3>${title}</h3>
      ${
        rows.length
          ? html`
              <ul class="bars">
                ${rows.map(
                  (row) => html`
                    <li key=${row.name}>
                      <span class="clip">${row.name}</span>
                      <span class="bar" aria-hidden="true">
                        <i style=${{ width: `${(100 * Math.max(0, row.cents)) / most}%` }}></i>
                      </span>
                      <b class="figure">${money(row.cents)}</b>
                    </li>
                  `,
                )}
              </ul>
            `
          : html`
              <p class="quiet">Nothing sold yet today.</p>
            `
      }
    </section>
  `;
}

function KitchenNow() {
  const tickets = replica.tickets.all().filter((ticket) => LIVE.has(ticket.state));
  const stations = replica.stations.all().filter((station) => station.kind !== "pass");
  return html`
    <section class="card">
      <h3>Kitchen now</h3>
      <ul class="rows">
        ${stations.map((station) => {
          const mine = tickets.filter((ticket) => ticket.station === station.id);
          const oldest = mine.length ? Math.max(...mine.map((ticket) => minutesSince(ticket.fired_at))) : 0;
          const words = mine.length ? `${mine.length} open · oldest ${oldest} min` : "clear";
          const late = mine.length > 0 && oldest * 60 >= (station.late_seconds ?? 720);
          return html`
            <li key=${station.id}>
              <a href=${`/kitchen/${station.id}`}>${stationName(station.id)}</a>
              <span class=${late ? "tag danger" : "quiet"}>${late ? "LATE · " : ""}${words}</span>
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}

const printerWords = (printer) =>
  [stateWords(printer), waiting.value[printer.id] && `${waiting.value[printer.id]} wait`]
    .filter(Boolean)
    .join(" · ");

function PaperNow() {
  return html`
    <section class="card">
      <h3>Printers</h3>
      <ul class="rows">
        ${replica.printers.all().map(
          (printer) => html`
            <li key=${printer.id}>
              <a href="#/printers">${printer.name}</a>
              <span class=${isTrouble(printer) ? "tag danger" : "quiet"}>
                ${
                  isTrouble(printer) &&
                  html`
                    <${Icon} name="triangle-alert" />
                  `
                }${printerWords(printer)}
              </span>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}

function LowStock() {
  const low = replica.stock.all().filter((item) => isBelow(item.available, item.par));
  return html`
    <section class="card">
      <h3>Low stock</h3>
      ${
        low.length
          ? html`
              <ul class="rows">
                ${low.slice(0, 8).map(
                  (item) => html`
                    <li key=${item.ingredient}>
                      <a href="#/stock">${item.name}</a>
                      <span class=${`figure tag ${isBelow(item.available, "0") ? "danger" : "warn"}`}>
                        ${item.available} of ${item.par} ${item.unit}
                      </span>
                    </li>
                  `,
                )}
              </ul>
            `
          : html`
              <p class="quiet">Everything is above its par.</p>
            `
      }
    </section>
  `;
}

function Drawers() {
  const open = replica.drawers.all().filter((drawer) => drawer.state === "open");
  return html`
    <section class="card">
      <h3>Drawers</h3>
      ${
        open.length
          ? html`
              <ul class="rows">
                ${open.map(
                  (drawer) => html`
                    <li key=${drawer.id}>
                      <a href="#/money">${drawerName(drawer.drawer)}</a>
                      <span class="quiet">open since ${timeOf(drawer.opened_at)}</span>
                    </li>
                  `,
                )}
              </ul>
            `
          : html`
              <p class="quiet">
                No drawer is open: cash cannot be taken.${" "}
                <a class="button" href="#/money">Open one</a>
              </p>
            `
      }
    </section>
  `;
}

const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const givenWords = (day) =>
  ["voids", "comps", "discounts"].map((kind) => `${kind} ${money(day[`${kind}_cents`])}`).join(" · ");

export function Today() {
  const day = report.value;
  if (!day)
    return html`
      <p class="loading">Adding up the day…</p>
    `;
  const tables = replica.tables.all();
  const taken = tables.filter((table) => table.state !== "free").length;
  return html`
    <p class="quiet">${dayOf(day.business_day)}${day.closed ? ` · closed, Z ${day.number}` : ""}</p>
    <div class="figures">
      <${Figure}
        name="Sales"
        value=${money(day.sales_cents)}
        detail=${`${counted(day.orders, "order")} · average ${money(day.average_cents)}`}
        href="#/orders"
      />
      <${Figure}
        name="Open"
        value=${money(day.open_cents)}
        detail=${`${counted(day.open_orders, "order")} not paid`}
        href="#/orders/open"
      />
      <${Figure}
        name="Room"
        value=${`${taken}/${tables.length}`}
        detail=${`tables taken · ${day.covers} covers today`}
        href="/floor"
      />
      <${Figure}
        name="Given away"
        value=${money(day.voids_cents + day.comps_cents + day.discounts_cents)}
        detail=${givenWords(day)}
        href="#/money"
      />
    </div>
    <div class="cards">
      <${KitchenNow} />
      <${PaperNow} />
      <${LowStock} />
      <${Drawers} />
      <${Bars}
        title="Sales by category"
        rows=${day.categories.map((one) => ({ name: one.name, cents: one.amount_cents }))}
      />
      <${Bars}
        title="Payments"
        rows=${day.payments.map((one) => ({ name: one.method, cents: one.amount_cents }))}
      />
    </div>
  `;
}
