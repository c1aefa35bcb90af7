// Categories and dishes. Tiles never move: what is sold out stays in its place, grey, with its reason.
import { useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { money } from "../money.js";
import { Icon } from "../parts/icon.js";
import { clashes } from "./allergens.js";
import { groupsOf, itemsOf, priceWords } from "./choosing.js";
import { replica } from "../replica.js";

const LONG_PRESS_MS = 450;

// A long press (or the context key) opens the dish with all its choices, a short one just adds it.
function useLongPress(onShort, onLong) {
  const timer = useRef(0);
  const fired = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: () => {
      fired.current = false;
      timer.current = setTimeout(() => {
        fired.current = true;
        onLong();
      }, LONG_PRESS_MS);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event) => {
      event.preventDefault();
      stop();
      if (!fired.current) {
        fired.current = true;
        onLong();
      }
    },
    onClick: () => {
      stop();
      if (!fired.current) onShort();
      fired.current = false;
    },
  };
}

function Dish({ item, menu, count, risky, locked, onItem, onLong }) {
  const out = !item.available;
  const handlers = useLongPress(
    () => !out && onItem(item),
    () => !out && onLong(item),
  );
  return html`
    <button
      type="button"
      class="dish"
      data-out=${out}
      data-item=${item.id}
      aria-disabled=${out || locked ? "true" : undefined}
      ...${handlers}
    >
      <span class="dish-name words">${item.name}</span>
      ${
        risky &&
        html`
          <span class="dish-risk">
            <${Icon} name="triangle-alert" />
            allergy
          </span>
        `
      }
      ${
        out
          ? html`
              <span class="dish-out words">Sold out${item.reason ? `: ${item.reason}` : ""}</span>
            `
          : html`
              <span class="dish-foot figure">
                <span>${priceWords(item, money)}</span>
                ${
                  item.remaining !== null &&
                  item.remaining !== undefined &&
                  html`
                    <span class="dish-left">${item.remaining} left</span>
                  `
                }
                ${
                  groupsOf(menu, item).length > 0 &&
                  html`
                    <${Icon} name="list" label="has choices" />
                  `
                }
              </span>
            `
      }
      ${
        count > 0 &&
        html`
          <b class="dish-count figure" aria-label=${`${count} in this order`}>${count}</b>
        `
      }
    </button>
  `;
}

export function MenuGrid({ menu, draft, seat, locked, onItem, onLong }) {
  const [category, setCategory] = useState(null);
  const [find, setFind] = useState("");
  if (!menu)
    return html`
      <section class="menu"><p class="loading">Fetching the menu…</p></section>
    `;
  const shown = menu.categories.find((one) => one.id === category) ?? menu.categories[0];
  const wanted = find.trim().toLowerCase();
  const items = wanted
    ? itemsOf(menu).filter((item) => item.name.toLowerCase().includes(wanted))
    : (shown?.items ?? []);
  const allergies = [...(replica.orders.get(draft.order)?.allergies ?? []), ...draft.allergies];
  const countOf = (item) =>
    draft.lines.filter((line) => line.item === item.id).reduce((sum, line) => sum + line.quantity, 0);
  return html`
    <nav class="rail" aria-label="Categories">
      <label class="rail-find">
        <span class="unseen">Find a dish</span>
        <${Icon} name="search" />
        <input type="search" placeholder="Find" value=${find} onInput=${(e) => setFind(e.target.value)} />
      </label>
      ${menu.categories.map(
        (one) => html`
          <button
            type="button"
            key=${one.id}
            class="choice"
            aria-pressed=${!wanted && one === shown ? "true" : "false"}
            onClick=${() => {
              setCategory(one.id);
              setFind("");
            }}
          >
            ${one.name}
          </button>
        `,
      )}
    </nav>
    <section class="menu" aria-label="Dishes">
      <h2 class="unseen">${wanted ? "Found dishes" : shown?.name}</h2>
      <div class="dishes">
        ${items.map(
          (item) => html`
            <${Dish}
              key=${item.id}
              item=${item}
              menu=${menu}
              count=${countOf(item)}
              risky=${clashes(item.allergens, allergies, seat).length > 0}
              locked=${locked}
              onItem=${onItem}
              onLong=${onLong}
            />
          `,
        )}
      </div>
      ${
        !items.length &&
        html`
          <p class="quiet">
            ${wanted ? `Nothing is called “${find.trim()}”.` : "No dishes in this category."}
          </p>
        `
      }
    </section>
  `;
}
