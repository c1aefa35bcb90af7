// Hold, Send or Take payment: what stands under the order, and what became of it.
import { html } from "../html.js";
import { money } from "../money.js";
import { go, route } from "../route.js";
import { usePress } from "../press.js";
import { Button } from "../parts/button.js";
import { Course, courseWord, Icon, placeOf } from "../parts/icon.js";
import { say } from "../parts/toast.js";
import { paysBefore } from "./house.js";
import { placeParts, totalOf } from "./reckoning.js";
import { sendDraft } from "./send.js";

/** What the hub refused, and what is safe. */
function refusalWords({ text, code, restSent }) {
  if (code !== "sold_out") return text;
  const said = text.endsWith(".") ? text : `${text}.`;
  const safe = restSent
    ? "The rest was sent; these lines are not."
    : "Nothing was sent; the whole order is still here.";
  return `${said} ${safe}`;
}

function wordFor(order, fire) {
  if (paysBefore(order.type)) return "waits for its payment";
  return fire === "none" ? "held" : "sent";
}

function useSending(draft) {
  return usePress(async (fire, lines, after) => {
    const order = await sendDraft(draft.key, fire, lines);
    say(`Order ${order.number} · ${placeOf(order)}: ${wordFor(order, fire)}.`);
    // Whoever went on to another table meanwhile is not called back.
    if (route.value[1] === draft.key) after(order);
    return order;
  });
}

const leave = (order) => go(...placeParts(order));

export function Sending({ draft, order, onFold }) {
  const { press, busy } = useSending(draft);
  const { sending, refused } = draft;
  if (sending)
    return html`
      <div class="panel-foot">
        <p class="notice ${sending.waits ? "warn" : ""}" role="status">
          <${Icon} name="send" />
          <span>
            ${
              sending.waits
                ? "The hub does not answer. The order is kept on this tablet and goes out by itself, once."
                : "Sending…"
            }
          </span>
        </p>
        <${Button} kind="wide" onPress=${() => go()}>Back to the room<//>
      </div>
    `;
  const lines = draft.lines;
  const stay = (sent) => go("order", `order:${sent.id}`);
  const fine = lines.filter((line) => !refused?.lines?.[line.id]);
  const courses = new Set(lines.map((line) => line.course).filter((n) => n > 0));
  const before = paysBefore(order?.type ?? draft.type);
  const first = Math.min(...courses);
  const none = !lines.length;
  return html`
    <div class="panel-foot">
      ${
        refused &&
        html`
          <p class="notice danger" role="alert">
            <${Icon} name="circle-alert" />
            <span class="words">${refusalWords(refused)}</span>
          </p>
        `
      }
      <p class="total">
        <span>
          ${none ? "Nothing new yet" : `New: ${lines.reduce((sum, line) => sum + line.quantity, 0)}`}
        </span>
        <b class="figure">${money(totalOf(draft))}</b>
      </p>
      ${
        refused?.code === "sold_out" &&
        fine.length > 0 &&
        fine.length < lines.length &&
        html`
          <${Button} kind="main big wide" icon="send" busy=${busy} onPress=${() => press("all", fine, stay)}>
            Send the rest (${fine.length})
          <//>
        `
      }
      ${
        before
          ? html`
              <${Button}
                kind="main big wide"
                icon="wallet"
                busy=${busy}
                disabled=${none}
                why="Add a dish first"
                onPress=${() => press("all", undefined, (sent) => go("bill", sent.id))}
              >
                Take payment
              <//>
              <p class="quiet small">The kitchen begins when it is paid.</p>
            `
          : html`
              <div class="acts sends">
                <${Button}
                  kind="big"
                  icon="circle-pause"
                  busy=${busy}
                  disabled=${none}
                  why="Add a dish first"
                  onPress=${() => press("none", undefined, leave)}
                >
                  Hold
                <//>
                ${
                  courses.size > 1 &&
                  html`
                    <${Button}
                      kind="big"
                      busy=${busy}
                      onPress=${() => press("first_course", undefined, leave)}
                    >
                      Send${" "}
                      <${Course} course=${first} />
                      <span class="unseen">${courseWord(first)}</span>
                      ${" "}only
                    <//>
                  `
                }
                ${
                  courses.size > 1 &&
                  html`
                    <span class="line-break"></span>
                  `
                }
                <${Button}
                  kind="big"
                  busy=${busy}
                  disabled=${none}
                  why="Add a dish first"
                  onPress=${() => press("all", undefined, stay)}
                >
                  Send & stay
                <//>
                <${Button}
                  kind="main big"
                  icon="send"
                  busy=${busy}
                  disabled=${none}
                  why="Add a dish first"
                  onPress=${() => press("all", undefined, leave)}
                >
                  Send
                <//>
              </div>
            `
      }
      <${Button} kind="wide order-fold" icon="chevron-down" onPress=${onFold}>Back to the menu<//>
    </div>
  `;
}
