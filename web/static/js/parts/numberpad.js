// Big keys for PINs, counts and money; the keyboard types into the same value.
import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { Icon } from "./icon.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** `onKey` hears "0"–"9", "00", "back", "clear" and "enter". */
export function NumberPad({
  onKey,
  left = "clear",
  leftLabel = "Clear",
  enter,
  enterLabel = "Done",
  disabled,
  global = true,
}) {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    if (!global) return undefined;
    const typed = (event) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      )
        return;
      if (/^\d$/.test(event.key)) latest.current(event.key);
      else if (event.key === "Backspace") latest.current("back");
      else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && event.target.tagName !== "A")
        latest.current("enter");
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", typed);
    return () => removeEventListener("keydown", typed);
  }, [global]);
  const key = (name, label, content = label) => html`
    <button
      type="button"
      class="pad-key"
      disabled=${disabled}
      aria-label=${label}
      onClick=${() => onKey(name)}
    >
      ${content}
    </button>
  `;
  return html`
    <div class="pad" role="group" aria-label="Number keys">
      ${KEYS.map((digit) => key(digit, digit))}
      ${key(left, leftLabel)}${key("0", "0")}${key(
        "back",
        "Delete last digit",
        html`
          <${Icon} name="delete" />
        `,
      )}
      ${
        enter &&
        html`
          <button
            type="button"
            class="pad-key pad-enter"
            disabled=${disabled}
            onClick=${() => onKey("enter")}
          >
            ${enterLabel}
          </button>
        `
      }
    </div>
  `;
}

/** Applies a key to a text of digits. */
export function typeDigit(text, name, most = 9) {
  if (name === "back") return text.slice(0, -1);
  if (name === "clear") return "";
  return name === "enter" ? text : (text + name).replace(/^0+(?=\d)/, "").slice(0, most);
}
