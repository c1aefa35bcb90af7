// One group of options: how many are wanted, NO or EXTRA first, then the options with their prices.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { money } from "../money.js";
import { Choice } from "../parts/button.js";
import { chosenIn, toggled } from "./choosing.js";

const PREFIXES = [
  [null, "as it is"],
  ["no", "NO"],
  ["extra", "EXTRA"],
  ["light", "light"],
  ["side", "on the side"],
];
const rule = (group) => {
  if (group.min && group.min === group.max) return `choose ${group.min}`;
  if (group.min) return `at least ${group.min}${group.max ? `, at most ${group.max}` : ""}`;
  return group.max ? `up to ${group.max}` : "any";
};

export function OptionGroup({ group, modifiers, setModifiers }) {
  const [prefix, setPrefix] = useState(null);
  // A press on what is chosen takes it off again, whatever prefix is set by now.
  const press = (option, held) =>
    setModifiers(toggled(modifiers, group, option, held ? (held.prefix ?? null) : prefix));
  const optional = !group.min;
  const count = chosenIn(modifiers, group);
  return html`
    <fieldset class="group">
      <legend class="legend">
        ${group.name}${" "}
        <span class=${count < group.min ? "tag warn" : "quiet"}>${rule(group)}</span>
      </legend>
      ${
        optional &&
        html`
          <div class="choices prefixes" role="group" aria-label=${`How: ${group.name}`}>
            ${PREFIXES.map(
              ([value, label]) => html`
                <${Choice} key=${label} chosen=${prefix === value} onPress=${() => setPrefix(value)}>
                  ${label}
                <//>
              `,
            )}
          </div>
        `
      }
      <div class="choices">
        ${group.options.map((option) => {
          const held = modifiers.find((one) => one.group === group.id && one.option === option.id);
          const out = option.available === false;
          return html`
            <button
              type="button"
              key=${option.id}
              class="choice option"
              aria-pressed=${held ? "true" : "false"}
              disabled=${out}
              onClick=${() => press(option, held)}
            >
              ${
                held?.prefix &&
                html`
                  <b class=${held.prefix === "no" ? "no" : "prefix"}>
                    ${held.prefix === "no" ? "NO" : held.prefix === "extra" ? "+" : held.prefix}
                  </b>
                `
              }
              <span class="words">${option.name}</span>
              ${
                out
                  ? html`
                      <span class="small">sold out</span>
                    `
                  : option.price_cents
                    ? html`
                        <span class="small figure">
                          ${option.price_cents > 0 ? "+" : ""}${money(option.price_cents)}
                        </span>
                      `
                    : ""
              }
            </button>
          `;
        })}
      </div>
    </fieldset>
  `;
}
