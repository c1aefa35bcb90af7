// The order at the thumb: seats and courses to write for, what was sent, what is new, and Hold or Send.
import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { go } from "../route.js";
import { Choice } from "../parts/button.js";
import { Course, courseWord, Icon } from "../parts/icon.js";
import { AllergyLine } from "./allergyline.js";
import { saveDraft } from "./draft.js";
import { byCourse, Lines } from "./lines.js";
import { NewLine } from "./newline.js";
import { allergiesOf, placeParts } from "./reckoning.js";
import { Sending } from "./sending.js";

const COURSES = [1, 2, 3, 4];

function Writing({ draft, order, seat, setSeat, course, setCourse }) {
  const covers = order?.covers ?? draft.covers ?? 0;
  const setCovers = (n) => saveDraft({ ...draft, covers: n });
  return html`
    <div class="writing">
      ${
        (draft.table || order?.table) &&
        html`
          <div class="choices" role="group" aria-label="Write for seat">
            <${Choice} chosen=${!seat} onPress=${() => setSeat(null)}>Table<//>
            ${Array.from({ length: covers }, (_, i) => i + 1).map(
              (n) => html`
                <${Choice} key=${n} chosen=${seat === n} onPress=${() => setSeat(n)}>
                  <span class="unseen">Seat${" "}</span>
                  ${n}
                <//>
              `,
            )}
            ${
              draft.isNew &&
              html`
                <${Choice} onPress=${() => setCovers(covers + 1)} aria-label="One more guest">
                  <${Icon} name="plus" />
                <//>
              `
            }
          </div>
        `
      }
      <div class="choices" role="group" aria-label="Write for course">
        <${Choice} chosen=${course === null} onPress=${() => setCourse(null)}>Auto<//>
        ${COURSES.map(
          (n) => html`
            <${Choice} key=${n} chosen=${course === n} onPress=${() => setCourse(n)}>
              <${Course} course=${n} />
              <span class="unseen">${courseWord(n)}</span>
            <//>
          `,
        )}
      </div>
    </div>
  `;
}

export function Panel({ draft, order, locked, onLine, onFold, ...writing }) {
  const allergies = allergiesOf(draft);
  const list = useRef(null);
  const count = draft.lines.reduce((sum, line) => sum + line.quantity, 0);
  useEffect(() => {
    list.current
      .querySelector(`[data-line="${draft.lines.at(-1)?.id}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }, [count]);
  return html`
    <section class="panel" aria-label="The order">
      <${Writing} draft=${draft} order=${order} ...${writing} />
      <div class="panel-lines" ref=${list}>
        ${
          draft.note &&
          html`
            <p class="notice">
              <${Icon} name="message-square" />
              <span class="words">${draft.note}</span>
            </p>
          `
        }
        ${allergies.map(
          (one) => html`
            <${AllergyLine} allergy=${one} />
          `,
        )}
        ${
          draft.lines.length > 0 &&
          html`
            <section class="new" aria-label="New, not sent">
              <h2 class="legend">New, not sent</h2>
              ${byCourse(draft.lines).map(
                ([n, group]) => html`
                  <div key=${n} class="course-group">
                    <h3>
                      <${Course} course=${n} />
                      ${courseWord(n)}
                    </h3>
                    <ul>
                      ${group.map(
                        (line) => html`
                          <${NewLine}
                            key=${line.id}
                            line=${line}
                            draft=${draft}
                            locked=${locked}
                            onLine=${onLine}
                          />
                        `,
                      )}
                    </ul>
                  </div>
                `,
              )}
            </section>
          `
        }
        ${
          order?.lines.length > 0 &&
          html`
            <section class="sent" aria-label="In the order">
              <h2 class="legend">In the order</h2>
              <${Lines} lines=${order.lines} onLine=${() => go(...placeParts(order))} />
            </section>
          `
        }
        ${
          !draft.lines.length &&
          !order?.lines.length &&
          html`
            <p class="quiet panel-hint">Press a dish to add it. Hold it down to change it first.</p>
          `
        }
      </div>
      <${Sending} draft=${draft} order=${order} onFold=${onFold} />
    </section>
  `;
}
