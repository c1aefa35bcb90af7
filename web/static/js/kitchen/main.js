// The kitchen page: one station's board, or the pass. Dark, readable from two metres, it tells the hub what it has shown.
import { render } from "preact";
import { html } from "../html.js";
import { config } from "../config.js";
import { watch } from "../live.js";
import { Toasts } from "../parts/toast.js";
import { Board } from "./board.js";
import { Pass } from "./pass.js";

const isPass = config.station.kind === "pass";

watch(isPass ? ["stations", "floor"] : [`station:${config.station.id}`, "menu"], { seen: true });

const root = document.getElementById("root");
root.replaceChildren();
render(html`<${isPass ? Pass : Board} /><${Toasts} />`, root);
