// Drawers: which are open since when, and what may be done with each.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { timeOf } from "../clock.js";
import { money } from "../money.js";
import { replica } from "../replica.js";
import { Button } from "../parts/button.js";
import { CashSheet, CloseSheet, OpenSheet, XSheet } from "./drawersheets.js";
import { drawerName, house } from "./facts.js";

const SHEETS = { cash: CashSheet, close: CloseSheet, x: XSheet };

export function Drawers() {
  const [sheet, setSheet] = useState(null);
  const sessions = replica.drawers.all();
  const open = sessions.filter((one) => one.state === "open");
  const shut = (house.value.drawers ?? []).filter((drawer) => !open.some((one) => one.drawer === drawer.id));
  const Opened = sheet && SHEETS[sheet.kind];
  return html`
    <div class="cards">
      ${open.map(
        (session) => html`
          <section key=${session.id} class="card">
            <h3>
              ${drawerName(session.drawer)}${" "}
              <span class="tag ok">open</span>
            </h3>
            <p class="quiet">since ${timeOf(session.opened_at)} with ${money(session.opening_float_cents)}</p>
            <div class="acts">
              <${Button} onPress=${() => setSheet({ kind: "cash", session })}>Cash in or out<//>
              <${Button} onPress=${() => setSheet({ kind: "x", session })}>X<//>
              <${Button} kind="main" onPress=${() => setSheet({ kind: "close", session })}>Close<//>
            </div>
          </section>
        `,
      )}
      ${shut.map(
        (drawer) => html`
          <section key=${drawer.id} class="card">
            <h3>
              ${drawerName(drawer.id)}${" "}
              <span class="tag">closed</span>
            </h3>
            <p class="quiet">Cash needs an open drawer.</p>
            <${Button} kind="main" onPress=${() => setSheet({ kind: "open", drawer: drawer.id })}>Open<//>
          </section>
        `,
      )}
    </div>
    <p><${Button} icon="plus" onPress=${() => setSheet({ kind: "open", drawer: "" })}>Another drawer<//></p>
    ${
      sheet?.kind === "open" &&
      html`
        <${OpenSheet} drawer=${sheet.drawer} onClose=${() => setSheet(null)} />
      `
    }
    ${
      Opened &&
      html`
        <${Opened} session=${sheet.session} onClose=${() => setSheet(null)} />
      `
    }
  `;
}
