// Lines of an order as the hub has them, grouped by course: quiet, locked, with their state in words.
import { html } from "../html.js";
import { money } from "../money.js";
import { Course, courseWord, Icon } from "../parts/icon.js";

const STATES = {
  held: ["circle-pause", "on hold"],
  sent: ["send", "sent"],
  started: ["flame", "cooking"],
  ready: ["bell", "food is up"],
  served: ["check", "served"],
  voided: ["x", "void"],
};

export const leftOf = (line) => line.quantity - (line.voided_quantity ?? 0);

export const ModifierWords = ({ modifiers }) =>
  modifiers?.length > 0 &&
  html`
    <ul class="line-modifiers">
      ${modifiers.map(
        (one) => html`
          <li>
            ${
              one.prefix === "no"
                ? html`
                    <b class="no">NO</b>
                    ${" "}
                  `
                : one.prefix
                  ? html`
                      <b class="prefix">${one.prefix === "extra" ? "+" : one.prefix}</b>
                      ${" "}
                    `
                  : ""
            }${one.quantity > 1 ? `${one.quantity} × ` : ""}${one.name}
          </li>
        `,
      )}
    </ul>
  `;

export function byCourse(lines) {
  const courses = new Map();
  for (const line of lines) courses.set(line.course ?? 1, [...(courses.get(line.course ?? 1) ?? []), line]);
  return [...courses].sort((a, b) => a[0] - b[0]);
}

export function Line({ line, onPress, tags }) {
  const gone = line.state === "voided";
  const [icon, word] = STATES[line.state] ?? ["info", line.state];
  return html`
    <li>
      <button type="button" class="line" data-state=${line.state} data-line=${line.id} onClick=${onPress}>
        <b class="line-quantity figure">${gone ? line.quantity : leftOf(line)}</b>
        <span class="line-words">
          <span class="line-name words">
            ${line.name}${
              (line.variant_name ?? line.variant)
                ? html`
                    ${" "}
                    <span class="quiet">${line.variant_name ?? line.variant}</span>
                  `
                : ""
            }
          </span>
          <${ModifierWords} modifiers=${line.modifiers} />
          ${
            line.note &&
            html`
              <span class="line-note words">“${line.note}”</span>
            `
          }
          <span class="line-tags">
            ${
              line.seat
                ? html`
                    <span>seat ${line.seat}</span>
                  `
                : ""
            }
            <span class="line-state">
              <${Icon} name=${icon} />
              ${word}
            </span>
            ${
              line.remake_of &&
              html`
                <span>remake</span>
              `
            }${
              line.comped_quantity > 0 &&
              html`
                <span>comp</span>
              `
            }
            ${
              !gone &&
              line.voided_quantity > 0 &&
              html`
                <span>${line.voided_quantity} void</span>
              `
            }${tags}
          </span>
        </span>
        <span class="line-price figure">${money(line.price_cents)}</span>
      </button>
    </li>
  `;
}

// What was removed before it was sent never was: only a void of something sent stays to be seen.
const isShown = (line) => line.state !== "voided" || line.fired_at;

export function Lines({ lines, onLine }) {
  const shown = lines.filter(isShown);
  if (!shown.length) return null;
  return byCourse(shown).map(
    ([course, group]) => html`
      <section key=${course} class="course-group">
        <h3>
          <${Course} course=${course} />
          ${courseWord(course)}
        </h3>
        <ul>
          ${group.map(
            (line) => html`
              <${Line} key=${line.id} line=${line} onPress=${() => onLine(line.id)} />
            `,
          )}
        </ul>
      </section>
    `,
  );
}
