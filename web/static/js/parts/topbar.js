// The bar every light page shares: place, page's own things, the chip, unsent work, who is signed in.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, remove } from "../api.js";
import { config, staff } from "../config.js";
import { Act } from "./button.js";
import { Chip, CutOff } from "./chip.js";
import { Icon } from "./icon.js";
import { Sheet } from "./sheet.js";

const ICONS = { "/floor": "armchair", "/kitchen/pass": "hand-platter", "/office": "layout-grid" };

export function Who({ onClose }) {
  const [pages, setPages] = useState([]);
  useEffect(() => {
    get("/session").then(
      (session) => setPages(session.pages ?? []),
      () => {},
    );
  }, []);
  return html`
    <${Sheet} kind="narrow" title=${`${staff.name} · ${staff.role}`} onClose=${onClose}>
      ${pages
        .filter((page) => page.path !== location.pathname)
        .map(
          (page) => html`
            <a key=${page.path} class="button wide" href=${page.path}>
              <${Icon} name=${ICONS[page.path] ?? "chef-hat"} />
              ${page.name}
            </a>
          `,
        )}
      <${Act} kind="wide" icon="log-out" act=${() => remove("/session")} onDone=${() => location.assign("/")}>
        Sign out
      <//>
    <//>
  `;
}

export function TopBar({ title, children, extra }) {
  const [open, setOpen] = useState(false);
  return html`
    <header class="topbar">
      ${
        title &&
        html`
          <h1>${title}</h1>
        `
      }
      <div class="middle">${children}</div>
      <${Chip} />
      ${extra}
      ${
        staff &&
        html`
          <button
            type="button"
            class="button plain who"
            aria-haspopup="dialog"
            aria-label=${`${staff.name}: other pages and sign out`}
            onClick=${() => setOpen(true)}
          >
            <${Icon} name="user" />
            <span class="who-name clip">${staff.name}</span>
          </button>
        `
      }
    </header>
    ${
      config.insecure &&
      html`
        <p class="band">
          <${Icon} name="triangle-alert" />
          <span>
            This page comes over plain http: others on this network can read along. Use https outside the
            demo.
          </span>
        </p>
      `
    }
    <${CutOff} />
    ${
      open &&
      html`
        <${Who} onClose=${() => setOpen(false)} />
      `
    }
  `;
}
