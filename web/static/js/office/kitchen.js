// The kitchen seen from the office: stations with their pages, and every live ticket with the proof that a
// cook has it.
import { html } from "../html.js";
import { minutesSince, timeOf } from "../clock.js";
import { replica } from "../replica.js";
import { placeOf } from "../parts/icon.js";
import { stationName } from "./facts.js";
import { List } from "./list.js";

const LIVE = new Set(["open", "started", "recalled"]);

function proofWords({ proof }) {
  const slip = proof?.slips?.find((one) => one.state === "printed");
  if (proof?.screens?.length) return `screen, ${timeOf(proof.screens[0].seen_at)}`;
  if (slip) return `printed at ${slip.printer}`;
  return proof?.slips?.length ? `slip: ${proof.slips[0].state}` : "not seen yet";
}

const COLUMNS = [
  { id: "number", name: "No.", value: (ticket) => ticket.order_number },
  { id: "station", name: "Station", value: (ticket) => stationName(ticket.station) },
  { id: "place", name: "Where", value: placeOf },
  {
    id: "items",
    name: "Dishes",
    value: (ticket) => ticket.items.map((item) => `${item.quantity} ${item.name}`).join(", "),
  },
  { id: "state", name: "State", value: (ticket) => ticket.state },
  { id: "age", name: "Minutes", figure: true, value: (ticket) => minutesSince(ticket.fired_at) },
  {
    id: "proof",
    name: "Seen",
    value: proofWords,
    show: (ticket) => html`
      <span class=${proofWords(ticket) === "not seen yet" ? "tag warn" : ""}>${proofWords(ticket)}</span>
    `,
  },
];

export function Kitchen() {
  const stations = replica.stations.all();
  const passes = new Set(stations.filter((station) => station.kind === "pass").map((station) => station.id));
  const tickets = replica.tickets.all().filter((one) => LIVE.has(one.state) && !passes.has(one.station));
  const screens = stations.filter((station) => station.screen !== false || station.kind === "pass");
  return html`
    <div class="choices page-links">
      ${screens.map(
        (station) => html`
          <a key=${station.id} class="choice" href=${`/kitchen/${station.id}`}>
            ${station.name}
            <span class="quiet">screen</span>
          </a>
        `,
      )}
    </div>
    <${List}
      name="tickets"
      columns=${COLUMNS}
      rows=${tickets}
      start=${{ id: "age", down: true }}
      empty="The kitchen has nothing open."
    />
  `;
}
