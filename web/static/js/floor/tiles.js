// Tiles of the room: one table, or one order without a table. Words first, colour second.
import { html } from "../html.js";
import { minutesSince } from "../clock.js";
import { money } from "../money.js";
import { Course, Icon, TypeIcon, typeWord } from "../parts/icon.js";
import { drafts } from "./draft.js";

const STATES = {
  free: { word: "free", icon: null },
  seated: { word: "seated", icon: "users" },
  ordered: { word: "ordered", icon: "utensils" },
  ready: { word: "food is up", icon: "bell" },
  bill: { word: "bill", icon: "receipt" },
  paid: { word: "paid", icon: "circle-check" },
};

const heldCourse = (orders) => {
  const held = orders
    .flatMap((order) => order.lines)
    .filter((line) => line.state === "held")
    .map((line) => line.course);
  return held.length ? Math.min(...held) : null;
};
const isUp = (orders) => orders.some((order) => order.lines.some((line) => line.state === "ready"));

function Held({ orders }) {
  const held = heldCourse(orders);
  return (
    held !== null &&
    html`
      <span class="tile-held">
        <${Course} course=${held} />
        waits
      </span>
    `
  );
}

function Foot({ orders }) {
  const open = orders.reduce((sum, order) => sum + (order.totals?.due_cents ?? 0), 0);
  const since = orders.map((order) => order.opened_at).sort()[0];
  return html`
    <span class="tile-foot figure">
      ${
        since &&
        html`
          <span>${minutesSince(since)}′</span>
        `
      }${" "}
      <b>${open > 0 ? money(open) : ""}</b>
    </span>
  `;
}

export function TableTile({ table, orders, chosen, onPress }) {
  const state = isUp(orders) ? "ready" : table.state;
  const { word, icon } = STATES[state] ?? { word: state, icon: "info" };
  const unsent =
    drafts.value[`table:${table.id}`]?.lines.length ||
    orders.some((order) => drafts.value[`order:${order.id}`]?.lines.length);
  const covers = table.covers ?? orders[0]?.covers;
  return html`
    <button
      type="button"
      class="tile"
      data-state=${state}
      data-table=${table.id}
      aria-current=${chosen ? "true" : undefined}
      onClick=${onPress}
    >
      <span class="tile-head">
        <b class="tile-name">
          <span class="unseen">Table${" "}</span>
          ${table.id}
        </b>
        <span class="tile-covers figure">
          <${Icon} name="users" />
          ${covers ? `${covers}/` : ""}${table.seats}
          <span class="unseen">${" "}seats</span>
        </span>
      </span>
      <span class="tile-state">
        ${
          icon &&
          html`
            <${Icon} name=${icon} />
          `
        }${word}
        <${Held} orders=${orders} />
        ${
          unsent
            ? html`
                <span class="tag warn">not sent</span>
              `
            : ""
        }
      </span>
      <${Foot} orders=${orders} />
    </button>
  `;
}

export function OrderTile({ order, draft, chosen, onPress }) {
  const card = order ?? draft;
  const state = !order ? "draft" : isUp([order]) ? "ready" : order.payment === "paid" ? "paid" : "ordered";
  const word = state === "draft" ? (draft.sending ? "on its way" : "not sent") : STATES[state].word;
  return html`
    <button
      type="button"
      class="tile"
      data-state=${state}
      aria-current=${chosen ? "true" : undefined}
      onClick=${onPress}
    >
      <span class="tile-head">
        <b class="tile-name figure">
          ${
            order
              ? order.number
              : html`
                  <${Icon} name="pencil" label="Draft" />
                `
          }
        </b>
        <span class="tile-covers">
          <${TypeIcon} type=${card.type} />
          ${typeWord(card.type)}
        </span>
      </span>
      <span class="tile-who clip">${card.name ?? ""}</span>
      <span class="tile-state">
        ${
          state === "ready" &&
          html`
            <${Icon} name="bell" />
          `
        }${word}${
          order?.payment === "unpaid" && order.type !== "tab"
            ? html`
                <span class="tag warn">unpaid</span>
              `
            : ""
        }
      </span>
      ${
        order &&
        html`
          <${Foot} orders=${[order]} />
        `
      }
    </button>
  `;
}
