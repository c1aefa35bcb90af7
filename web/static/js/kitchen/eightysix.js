// Eighty-six: what this station cannot make right now. It reaches every tablet at once.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, put } from "../api.js";
import { config, may } from "../config.js";
import { replica } from "../replica.js";
import { Act } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";

const outWords = (item) => !item.available && ["sold out", item.reason].filter(Boolean).join(": ");

// This station's own dishes first; a menu that does not name stations is shown whole.
const isOurs = (item) => !item.stations || item.stations.includes(config.station.id);

const itemsOf = (menu) =>
  (menu?.categories ?? []).flatMap((category) =>
    category.items.map((item) => ({ ...item, category: category.name })),
  );

export function EightySix({ onClose }) {
  const [find, setFind] = useState("");
  useEffect(() => {
    if (!replica.menu.value)
      get("/menu").then(
        (menu) => {
          replica.menu.value ??= menu;
        },
        () => {},
      );
  }, []);
  const wanted = find.trim().toLowerCase();
  const items = itemsOf(replica.menu.value).filter(
    (item) => !wanted || item.name.toLowerCase().includes(wanted),
  );
  const set = (item, available) => () =>
    put(
      `/items/${item.id}/availability`,
      available ? { available } : { available, reason: "Kitchen is out" },
    );
  return html`
    <${Sheet} title="Eighty-six" kind="wide" onClose=${onClose}>
      <label class="field">
        <span>Find a dish</span>
        <input type="search" value=${find} onInput=${(event) => setFind(event.target.value)} />
      </label>
      <ul class="eightysix">
        ${[...items]
          .sort((a, b) => isOurs(b) - isOurs(a) || a.available - b.available)
          .map(
            (item) => html`
              <li key=${item.id}>
                <span class="words">
                  <b>${item.name}</b>
                  ${" "}
                  <span class="quiet">${[item.category, outWords(item)].filter(Boolean).join(" · ")}</span>
                </span>
                ${
                  item.available
                    ? html`
                        <${Act} kind="big danger" icon="ban" act=${set(item, false)}>Sold out<//>
                      `
                    : may()
                      ? html`
                          <${Act} kind="big" icon="check" act=${set(item, true)}>Back on<//>
                        `
                      : html`
                          <span class="quiet">A manager puts it back</span>
                        `
                }
              </li>
            `,
          )}
      </ul>
    <//>
  `;
}
