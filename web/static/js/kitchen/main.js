// The kitchen page: one station's board, or the pass. Dark, readable from two metres, it tells the hub what
// it has shown.
import { render } from "preact";
import { html } from "../html.js";
import { get } from "../api.js";
import { config } from "../config.js";
import { watch } from "../live.js";
import { Toasts } from "../parts/toast.js";
import { Board } from "./board.js";
import { station } from "./facts.js";
import { Pass } from "./pass.js";

const isPass = config.station.kind === "pass";

// The pass watches every board and proves its own; a station needs only its own.
const own = `station:${config.station.id}`;
watch(isPass ? ["stations", own, "menu"] : [own, "menu"], { seen: true });
get("/stations").then(
  ({ stations }) => {
    station.value = stations.find(({ id }) => id === config.station.id) ?? config.station;
  },
  () => {},
);

const root = document.getElementById("root");
root.replaceChildren();
render(
  html`
    <${isPass ? Pass : Board} />
    <${Toasts} />
  `,
  root,
);
