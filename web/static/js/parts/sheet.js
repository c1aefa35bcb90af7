// A sheet over the page, on the browser's own dialog: focus stays inside, Escape closes, focus comes back.
import { useEffect, useId, useRef } from "preact/hooks";
import { html } from "../html.js";
import { Icon } from "./icon.js";

export function Sheet({ title, onClose, kind = "", foot, children }) {
  const dialog = useRef(null);
  const name = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current.showModal();
    return () => opener?.isConnected && opener.focus?.();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  const veil = (event) => event.target === dialog.current && onClose();
  return html`
    <dialog
      ref=${dialog}
      class=${`sheet ${kind}`}
      aria-labelledby=${name}
      onCancel=${cancel}
      onClose=${onClose}
      onClick=${veil}
    >
      <header class="sheet-head">
        <h2 id=${name}>${title}</h2>
        <button type="button" class="button plain" aria-label="Close" onClick=${onClose}>
          <${Icon} name="x" />
        </button>
      </header>
      <div class="sheet-body">${children}</div>
      ${
        foot &&
        html`
          <footer class="sheet-foot">${foot}</footer>
        `
      }
    </dialog>
  `;
}
