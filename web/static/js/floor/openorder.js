// An open order in the panel: its facts, its lines, and the next steps with it.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { span, secondsSince } from "../clock.js";
import { money } from "../money.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { Act, Button } from "../parts/button.js";
import { Course, courseWord, Icon } from "../parts/icon.js";
import { AllergyLine } from "./allergyline.js";
import { drafts } from "./draft.js";
import { FactSheet } from "./factsheet.js";
import { Lines } from "./lines.js";
import { LineSheet } from "./linesheet.js";
import { MoveSheet } from "./move.js";

const coursesIn = (lines, state) =>
  [...new Set(lines.filter((line) => line.state === state).map((line) => line.course))].sort((a, b) => a - b);

async function orderAct(order, verb, body) {
  const card = await post(`/orders/${order.id}/${verb}`, body);
  replica.orders.put(card);
  return card;
}

export function OrderActs({ order }) {
  const held = coursesIn(order.lines, "held");
  const ready = order.lines.filter((line) => line.state === "ready");
  const waitsForMoney = order.payment !== "paid" && order.fires_after_payment;
  return html`
    <div class="acts">
      ${
        ready.length > 0 &&
        html`
          <${Act}
            kind="main big wide"
            icon="hand-platter"
            act=${() => orderAct(order, "serve", { lines: ready.map((line) => line.id) })}
          >
            Served (${ready.length})
          <//>
        `
      }
      ${
        !waitsForMoney &&
        held.map(
          (course) => html`
            <${Act} key=${course} icon="flame" kind="big" act=${() => orderAct(order, "fire", { course })}>
              Fire${" "}
              <${Course} course=${course} />
              <span class="unseen">${courseWord(course)}</span>
            <//>
          `,
        )
      }
    </div>
  `;
}

export function OpenOrder({ order }) {
  const [line, setLine] = useState(null);
  const [moving, setMoving] = useState(false);
  const [facts, setFacts] = useState(false);
  const chosen = line && order.lines.find((one) => one.id === line);
  const unsent = drafts.value[`order:${order.id}`];
  return html`
    <div class="side-body">
      <p class="side-facts">
        <b class="figure">#${order.number}</b>
        ${
          order.covers
            ? html`
                <span>${order.covers} guests</span>
              `
            : ""
        }
        <span class="figure">${span(secondsSince(order.opened_at))}</span>
        ${
          order.server_name &&
          html`
            <span class="clip">${order.server_name}</span>
          `
        }
        <${Button}
          kind="plain"
          icon="pencil"
          aria-label="Guests and note"
          onPress=${() => setFacts(true)}
        ><//>
      </p>
      ${
        order.note &&
        html`
          <p class="notice">
            <${Icon} name="message-square" />
            <span class="words">${order.note}</span>
          </p>
        `
      }
      ${order.allergies?.map(
        (one) => html`
          <${AllergyLine} allergy=${one} />
        `,
      )}
      ${
        unsent?.lines.length > 0 &&
        html`
          <p class="notice warn">
            <${Icon} name="pencil" />
            <span>
              ${unsent.lines.length} more ${unsent.sending ? "on their way" : "written and not sent"}.
            </span>
          </p>
        `
      }
      <${Lines} lines=${order.lines} onLine=${setLine} />
    </div>
    <footer class="side-foot">
      <p class="total">
        <span>
          ${order.payment === "paid" ? "Paid" : order.payment === "part_paid" ? "Still due" : "Total"}
        </span>
        <b class="figure">
          ${money(order.payment === "part_paid" ? order.totals.due_cents : order.totals.total_cents)}
        </b>
      </p>
      <${OrderActs} order=${order} />
      <div class="acts">
        <${Button} kind="big" icon="plus" onPress=${() => go("order", `order:${order.id}`)}>Add<//>
        ${
          order.table &&
          html`
            <${Button} kind="big" icon="arrow-right" onPress=${() => setMoving(true)}>Move<//>
          `
        }
        <${Button}
          kind=${`big ${order.lines.some((one) => one.state === "ready") ? "" : "main"}`}
          icon="receipt"
          onPress=${() => go("bill", order.id)}
        >
          ${order.payment === "paid" ? "Receipt" : "Bill"}
        <//>
      </div>
      ${
        order.payment === "paid" &&
        order.fulfilment !== "served" &&
        html`
          <${Act} kind="wide" icon="check" act=${() => orderAct(order, "serve", { all: true })}>
            Everything is served
          <//>
        `
      }
    </footer>
    ${
      chosen &&
      html`
        <${LineSheet} order=${order} line=${chosen} onClose=${() => setLine(null)} />
      `
    }
    ${
      facts &&
      html`
        <${FactSheet} order=${order} onClose=${() => setFacts(false)} />
      `
    }
    ${
      moving &&
      html`
        <${MoveSheet} order=${order} onClose=${() => setMoving(false)} />
      `
    }
  `;
}
