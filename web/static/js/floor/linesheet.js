// One line of an open order and what may be done with it: fire, serve, and the four acts, each named for what
// it is.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { patch, post, remove } from "../api.js";
import { replica } from "../replica.js";
import { money } from "../money.js";
import { Act, Button, Choice, Wrong } from "../parts/button.js";
import { Ask } from "../parts/ask.js";
import { Course, courseWord, placeOf } from "../parts/icon.js";
import { Sheet } from "../parts/sheet.js";
import { usePress } from "../press.js";
import { reasonsFor } from "./house.js";
import { leftOf, ModifierWords } from "./lines.js";

const COURSES = [0, 1, 2, 3, 4];

const ACTS = {
  void: {
    verb: "Void",
    path: "void",
    reasons: "void",
    says: "The guest is not charged. What has not been started goes back to stock.",
  },
  comp: {
    verb: "Comp",
    path: "comp",
    reasons: "comp",
    says: "Made and served, but free: it stays in sales as a comp.",
  },
  remake: {
    verb: "Remake",
    path: "remake",
    reasons: "remake",
    says: "The kitchen gets a REMAKE ticket. The guest pays once, the stock counts as waste.",
  },
};

const amountCents = (line, quantity) =>
  quantity * line.modifiers.reduce((sum, one) => sum + one.price_cents, line.unit_price_cents);

async function keepAnswer(answer) {
  const card = await answer;
  if (card.lines) replica.orders.put(card);
  return card;
}

function Place({ order, line }) {
  const { press, problem } = usePress((change) =>
    keepAnswer(patch(`/orders/${order.id}/lines/${line.id}`, change)),
  );
  const seats = Array.from({ length: Math.max(order.covers ?? 0, line.seat ?? 0) }, (_, i) => i + 1);
  return html`
    ${
      seats.length > 0 &&
      html`
        <div>
          <p class="legend">Seat</p>
          <div class="choices">
            ${seats.map(
              (seat) => html`
                <${Choice} key=${seat} chosen=${line.seat === seat} onPress=${() => press({ seat })}>
                  ${seat}
                <//>
              `,
            )}
          </div>
        </div>
      `
    }
    ${
      line.state === "held" &&
      html`
        <div>
          <p class="legend">Course</p>
          <div class="choices">
            ${COURSES.map(
              (course) => html`
                <${Choice} key=${course} chosen=${line.course === course} onPress=${() => press({ course })}>
                  <${Course} course=${course} />
                  <span class="unseen">${courseWord(course)}</span>
                <//>
              `,
            )}
          </div>
        </div>
      `
    }${" "}
    <${Wrong} problem=${problem} />
  `;
}

export function LineSheet({ order, line, onClose }) {
  const [asked, setAsked] = useState(null);
  const at = `/orders/${order.id}/lines/${line.id}`;
  const left = leftOf(line);
  const alive = line.state !== "voided";
  if (asked) {
    const { verb, path, reasons, says } = ACTS[asked];
    const most = asked === "comp" ? left - (line.comped_quantity ?? 0) : left;
    // What a manager would approve: exactly this act on this line; a remake has no amount.
    const guard = (quantity) => ({
      action: path,
      target: line.id,
      ...(path !== "remake" && { amount_cents: amountCents(line, quantity) }),
    });
    const what = `${verb} ${most > 1 ? "" : "1 "}${line.name} from ${placeOf(order).toLowerCase()}?`;
    return html`
      <${Ask}
        title=${what}
        verb=${verb}
        danger=${asked !== "remake"}
        reasons=${reasonsFor(reasons)}
        most=${most}
        act=${(body) => keepAnswer(post(`${at}/${path}`, body))}
        guard=${guard}
        onClose=${onClose}
      >
        <p>${says}</p>
      <//>
    `;
  }
  const one = { lines: [line.id] };
  return html`
    <${Sheet} title=${`${left} ${line.name}`} kind="narrow" onClose=${onClose}>
      <${ModifierWords} modifiers=${line.modifiers} />
      ${
        line.note &&
        html`
          <p class="words">“${line.note}”</p>
        `
      }
      <p class="quiet">${money(line.price_cents)} · ${line.state}</p>
      ${
        alive &&
        html`
          <${Place} order=${order} line=${line} />
        `
      }
      ${
        line.state === "held" &&
        html`
          <div class="stack">
            <${Act}
              kind="main big wide"
              icon="flame"
              act=${() => keepAnswer(post(`/orders/${order.id}/fire`, one))}
              onDone=${onClose}
            >
              Fire now
            <//>
            <${Act} kind="wide" icon="trash-2" act=${() => keepAnswer(remove(at))} onDone=${onClose}>
              Remove
            <//>
          </div>
        `
      }
      ${
        ["sent", "started", "ready"].includes(line.state) &&
        html`
          <${Act}
            kind=${`big wide ${line.state === "ready" ? "main" : ""}`}
            icon="hand-platter"
            act=${() => keepAnswer(post(`/orders/${order.id}/serve`, one))}
            onDone=${onClose}
          >
            Served
          <//>
        `
      }
      ${
        alive &&
        line.state !== "held" &&
        html`
          <div class="acts">
            <${Button} kind="danger" icon="x" onPress=${() => setAsked("void")}>Void<//>
            <${Button}
              icon="gift"
              disabled=${left <= (line.comped_quantity ?? 0)}
              why="Already free"
              onPress=${() => setAsked("comp")}
            >
              Comp
            <//>
            <${Button} icon="rotate-ccw" onPress=${() => setAsked("remake")}>Remake<//>
          </div>
        `
      }
    <//>
  `;
}
