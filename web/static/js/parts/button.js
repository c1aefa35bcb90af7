// A button that answers at once: pressed → sending → done, and what went wrong right below it.
import { html } from "../html.js";
import { sentence } from "../problem.js";
import { usePress } from "../press.js";
import { Icon } from "./icon.js";

export const Wrong = ({ problem }) =>
  problem &&
  html`
    <p class="notice danger" role="alert">
      <${Icon} name="circle-alert" />
      <span class="words">${sentence(problem)}</span>
    </p>
  `;

/** Disabled buttons stay focusable and say why (`why`), so that nobody presses into silence. */
export function Button({
  kind = "",
  icon,
  busy,
  disabled,
  why,
  onPress,
  sending = "Sending…",
  children,
  ...rest
}) {
  const off = disabled || busy;
  return html`
    <button
      type="button"
      ...${rest}
      class=${`button ${kind}`}
      aria-busy=${busy ? "true" : undefined}
      aria-disabled=${off ? "true" : undefined}
      title=${disabled ? why : undefined}
      onClick=${(event) => (off ? event.preventDefault() : onPress?.(event))}
    >
      ${
        icon &&
        html`
          <${Icon} name=${icon} />
        `
      }${
        (busy || children) &&
        html`
          <span>${busy ? sending : children}</span>
        `
      }
    </button>
  `;
}

/** A button with its own write: `act` is called once a press, its Problem is shown in place. */
export function Act({ act, onDone, children, quietly, ...rest }) {
  const { press, busy, problem } = usePress(act);
  const run = async () => {
    const answer = await press();
    if (answer !== undefined) onDone?.(answer);
  };
  return html`
    <${Button} busy=${busy} onPress=${run} ...${rest}>${children}<//>
    ${
      !quietly &&
      html`
        <${Wrong} problem=${problem} />
      `
    }
  `;
}

export function Choice({ chosen, onPress, children, ...rest }) {
  return html`
    <button
      type="button"
      class="choice"
      aria-pressed=${chosen ? "true" : "false"}
      onClick=${onPress}
      ...${rest}
    >
      ${children}
    </button>
  `;
}
