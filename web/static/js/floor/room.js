// The room: sections as tabs, tables as tiles whose state is colour, shape and words; orders without a table
// beside them.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { kept, keep } from "../kept.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { Button, Choice } from "../parts/button.js";
import { Empty } from "../parts/empty.js";
import { Icon } from "../parts/icon.js";
import { TopBar } from "../parts/topbar.js";
import { Alerts } from "../parts/alerts.js";
import { drafts } from "./draft.js";
import { house, sectionName } from "./house.js";
import { NewOrder } from "./neworder.js";
import { OrderTile, TableTile } from "./tiles.js";
import { Side } from "./side.js";
import { Unsent } from "./unsent.js";

const TO_GO = "to-go";

const inOrder = (a, b) =>
  (a.position ?? 0) - (b.position ?? 0) || a.id.localeCompare(b.id, undefined, { numeric: true });

function sectionsOf(tables) {
  const known = (house.value.sections ?? []).map((section) => section.id);
  const seen = [...new Set(tables.map((table) => table.section))].filter((id) => !known.includes(id));
  return [...known, ...seen];
}

const needsYou = (orders) =>
  orders.some((order) => order.state === "open" && order.lines.some((line) => line.state === "ready"));

export function Room({ chosen }) {
  const [section, setSection] = useState(kept("section"));
  const [fresh, setFresh] = useState(false);
  const tables = replica.tables.all();
  const orders = replica.orders.all().filter((order) => order.state === "open");
  const loose = orders.filter((order) => !order.table).sort((a, b) => a.number - b.number);
  const waiting = Object.values(drafts.value).filter(
    (draft) => draft.isNew && !draft.table && draft.lines.length,
  );
  const sections = sectionsOf(tables);
  const shown = section === TO_GO || sections.includes(section) ? section : sections[0];
  const choose = (id) => {
    setSection(id);
    keep("section", id);
  };
  const byId = new Map(orders.map((order) => [order.id, order]));
  const inSection = (id) => tables.filter((table) => table.section === id);
  const readyIn = (id) =>
    inSection(id).some((table) => needsYou(table.orders.map((order) => byId.get(order)).filter(Boolean)));
  return html`
    <${TopBar}
      extra=${html`
        <${Unsent} />
      `}
    >
      <nav class="choices sections" aria-label="Sections">
        ${sections.map(
          (id) => html`
            <${Choice} key=${id} chosen=${id === shown} onPress=${() => choose(id)}>
              ${sectionName(id)}${
                readyIn(id) &&
                html`
                  <span class="up"><${Icon} name="bell" label="food is up" /></span>
                `
              }
            <//>
          `,
        )}
        <${Choice} chosen=${shown === TO_GO} onPress=${() => choose(TO_GO)}>
          <${Icon} name="shopping-bag" />
          To go and
          tabs${
            loose.length > 0 &&
            html`
              ${" "}
              <b class="figure">${loose.length}</b>
            `
          }${
            needsYou(loose) &&
            html`
              <span class="up"><${Icon} name="bell" label="food is up" /></span>
            `
          }
        <//>
      </nav>
      <${Button} kind="main" icon="plus" onPress=${() => setFresh(true)}>New order<//>
    <//>
    <${Alerts} />
    <main class="floor" data-side=${!!chosen}>
      <h1 class="unseen">${shown === TO_GO ? "To go and tabs" : (sectionName(shown) ?? "Tables")}</h1>
      <section class="room">
        ${
          shown === TO_GO
            ? html`
                <ul class="tiles">
                  ${waiting.map(
                    (draft) => html`
                      <li key=${draft.key}>
                        <${OrderTile} draft=${draft} onPress=${() => go("order", draft.key)} />
                      </li>
                    `,
                  )}
                  ${loose.map(
                    (order) => html`
                      <li key=${order.id}>
                        <${OrderTile}
                          order=${order}
                          chosen=${chosen?.id === order.id}
                          onPress=${() => go("open", order.id)}
                        />
                      </li>
                    `,
                  )}
                </ul>
                ${
                  !loose.length &&
                  !waiting.length &&
                  html`
                    <${Empty} icon="shopping-bag" title="No takeaway, counter or tab is open">
                      Press New order to begin one.
                    <//>
                  `
                }
              `
            : html`
                <ul class="tiles">
                  ${inSection(shown)
                    .sort(inOrder)
                    .map(
                      (table) => html`
                        <li key=${table.id}>
                          <${TableTile}
                            table=${table}
                            orders=${table.orders.map((id) => byId.get(id)).filter(Boolean)}
                            chosen=${chosen?.id === table.id}
                            onPress=${() => go("table", table.id)}
                          />
                        </li>
                      `,
                    )}
                </ul>
                ${
                  replica.ready.value &&
                  !tables.length &&
                  html`
                    <${Empty} icon="armchair" title="No tables yet">
                      Write sections and tables into the restaurant file and import it.
                    <//>
                  `
                }
              `
        }
      </section>
      ${
        chosen &&
        html`
          <${Side} chosen=${chosen} onClose=${() => go()} />
        `
      }
    </main>
    ${
      fresh &&
      html`
        <${NewOrder} onClose=${() => setFresh(false)} />
      `
    }
  `;
}
