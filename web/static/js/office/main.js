// The office: left navigation by job, one place for each. The figures follow the house live.
import { effect } from "@preact/signals";
import { render } from "preact";
import { html } from "../html.js";
import { watch } from "../live.js";
import { replica } from "../replica.js";
import { route } from "../route.js";
import { restaurant } from "../config.js";
import { Alerts, openAlerts } from "../parts/alerts.js";
import { Icon } from "../parts/icon.js";
import { Toasts } from "../parts/toast.js";
import { TopBar } from "../parts/topbar.js";
import { AlertList } from "./alertlist.js";
import { loadOffice } from "./facts.js";
import { Kitchen } from "./kitchen.js";
import { Menu } from "./menu.js";
import { Money } from "./money.js";
import { Orders } from "./orders.js";
import { Printers } from "./printers.js";
import { Stock } from "./stock.js";
import { Today } from "./today.js";

const JOBS = [
  ["today", "Today", "calendar-check", Today],
  ["orders", "Orders", "list", Orders],
  ["kitchen", "Kitchen", "chef-hat", Kitchen],
  ["stock", "Stock", "package", Stock],
  ["menu", "Menu", "utensils", Menu],
  ["money", "Money", "coins", Money],
  ["printers", "Printers", "printer", Printers],
  ["alerts", "Alerts", "bell", AlertList],
];

function Office() {
  const [, name, , Page] = JOBS.find(([id]) => id === route.value[0]) ?? JOBS[0];
  const trouble = openAlerts().length;
  return html`
    <${TopBar} title=${restaurant.name}><span class="quiet clip office-where">${name}</span><//>
    ${
      name !== "Alerts" &&
      html`
        <${Alerts} />
      `
    }
    <div class="office">
      <nav class="office-nav" aria-label="Office">
        ${JOBS.map(
          ([id, label, icon]) => html`
            <a
              key=${id}
              class="office-job"
              href=${`#/${id}`}
              aria-current=${label === name ? "page" : undefined}
            >
              <${Icon} name=${icon} />
              <span>${label}</span>
              ${
                id === "alerts" &&
                trouble > 0 &&
                html`
                  <b class="figure count">${trouble}</b>
                `
              }
            </a>
          `,
        )}
      </nav>
      <main class="office-page" tabindex="-1">
        <h2 class="office-title">${name}</h2>
        <${Page} />
      </main>
    </div>
  `;
}

watch(["office", "floor", "menu", "stock", "stations"]);
effect(() => replica.turnOfSnapshot.value >= 0 && loadOffice());

const root = document.getElementById("root");
root.replaceChildren();
render(
  html`
    <${Office} />
    <${Toasts} />
  `,
  root,
);
