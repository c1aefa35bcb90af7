// The kitchen page: one station's board, or the pass. Dark, readable from two metres, it tells the hub what
// it has shown.
import { render } from "preact";
import { html } from "../html.js";
import { get } from "../api.js";
import { config, may } from "../config.js";
import { watch } from "../live.js";
import { Toasts } from "../parts/toast.js";
import { Board } from "./board.js";
import { station } from "./facts.js";
import { Pass } from "./pass.js";

const isPass = config.station.kind === "pass";

// Cooks may not hear the floor; whoever may gets the lines' own states with it.
const passTopics = may("waiter", "cashier") ? ["stations", "floor"] : ["stations"];
watch(isPass ? passTopics : [`station:${config.station.id}`, "menu"], { seen: true });
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
