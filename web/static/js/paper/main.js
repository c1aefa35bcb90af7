// What the virtual printer has printed, newest first, as pictures whose alternative text is the slip's own
// text; and its faults, to see that the house copes.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, post } from "../api.js";
import { timeOf } from "../clock.js";
import { config, may } from "../config.js";
import { watch } from "../live.js";
import { usePress } from "../press.js";
import { Choice, Wrong } from "../parts/button.js";
import { Empty } from "../parts/empty.js";
import { Icon } from "../parts/icon.js";
import { Toasts } from "../parts/toast.js";
import { TopBar } from "../parts/topbar.js";

const EVERY_MS = 2000;
const FAULTS = [
  ["none", "Works"],
  ["off", "Switched off"],
  ["paper_out", "No paper"],
  ["cover_open", "Cover open"],
  ["silent", "Silent"],
  ["slow", "Slow"],
];

/** → [what was printed or null, a setter, whether there is no virtual paper here] */
function usePaper() {
  const [paper, setPaper] = useState(null);
  const [none, setNone] = useState(false);
  useEffect(() => {
    const ask = () =>
      document.visibilityState === "visible" &&
      get(`/printers/${config.printer.id}/paper`).then(setPaper, (problem) =>
        setNone(problem.status === 404),
      );
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return [paper, setPaper, none];
}

const Slip = ({ slip }) => html`
  <li class="slip">
    <figure>
      <img src=${slip.png} alt=${slip.text} loading="lazy" />
      <figcaption class="figure">Slip ${slip.number} · ${timeOf(slip.at)}</figcaption>
    </figure>
  </li>
`;

function Faults({ paper, setPaper }) {
  const { press, busy, problem } = usePress(async (fault) => {
    setPaper(await post(`/printers/${config.printer.id}/fault`, { fault }));
  });
  return html`
    <section class="faults" aria-label="Fault switch">
      <p class="legend" id="faults">This printer is a virtual one. Give it a fault:</p>
      <div class="choices" role="group" aria-labelledby="faults" aria-busy=${busy}>
        ${FAULTS.map(
          ([id, label]) => html`
            <${Choice} key=${id} chosen=${paper.fault === id} onPress=${() => press(id)}>${label}<//>
          `,
        )}
      </div>
      <${Wrong} problem=${problem} />
    </section>
  `;
}

function Paper() {
  const [paper, setPaper, none] = usePaper();
  return html`
    <${TopBar} title=${`Paper · ${config.printer.name}`}>
      ${
        may("cashier") &&
        html`
          <a class="button plain" href="/office#/printers">
            <${Icon} name="arrow-left" />
            Printers
          </a>
        `
      }
    <//>
    <main class="paper">
      ${
        none &&
        html`
          <${Empty} icon="printer" title="This is a real printer">
            Its paper is where it stands. Only the demo's virtual printers show it here.
          <//>
        `
      }
      ${
        paper &&
        may() &&
        html`
          <${Faults} paper=${paper} setPaper=${setPaper} />
        `
      }
      ${
        paper &&
        !paper.slips.length &&
        html`
          <${Empty} icon="printer" title="No slip yet">
            Send an order from the floor to a station that prints here.
          <//>
        `
      }
      <ul class="slips" aria-live="off">
        ${paper?.slips.map(
          (slip) => html`
            <${Slip} key=${slip.number} slip=${slip} />
          `,
        )}
      </ul>
    </main>
  `;
}

watch(["menu"]);

const root = document.getElementById("root");
root.replaceChildren();
render(
  html`
    <${Paper} />
    <${Toasts} />
  `,
  root,
);
