// Move an order to another table; a table that already has guests is said so before.
import { html } from "../html.js";
import { post } from "../api.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Choice, Wrong } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { sectionName } from "./house.js";

export function MoveSheet({ order, onClose }) {
  const { press, busy, problem } = usePress(async (table) => {
    replica.orders.put(await post(`/orders/${order.id}/move`, { table: table.id }));
    onClose();
    go("table", table.id);
  });
  const tables = replica.tables
    .all()
    .filter((table) => table.id !== order.table)
    .sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
  const sections = [...new Set(tables.map((table) => table.section))];
  return html`
    <${Sheet} title=${`Move order ${order.number} from table ${order.table} to`} onClose=${onClose}>
      <${Wrong} problem=${problem} />
      ${sections.map(
        (section) => html`
          <div key=${section}>
            <p class="legend">${sectionName(section)}</p>
            <div class="choices" aria-busy=${busy}>
              ${tables
                .filter((table) => table.section === section)
                .map(
                  (table) => html`
                    <${Choice} key=${table.id} onPress=${() => press(table)}>
                      ${table.id}${
                        table.state === "free"
                          ? ""
                          : html`
                              ${" "}
                              <span class="quiet small">${table.state}</span>
                            `
                      }
                    <//>
                  `,
                )}
            </div>
          </div>
        `,
      )}
    <//>
  `;
}
