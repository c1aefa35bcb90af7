// Printers and their slips: what is known of each, what waits, and the reprint that says so on the paper.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { get, post } from "../api.js";
import { timeOf } from "../clock.js";
import { replica } from "../replica.js";
import { Button, Choice } from "../parts/button.js";
import { Ask } from "../parts/ask.js";
import { Icon } from "../parts/icon.js";
import { say } from "../parts/toast.js";
import { waiting } from "./facts.js";
import { List } from "./list.js";
import { isTrouble, JOB_WORDS, stateWords } from "./printerwords.js";

const EVERY_MS = 4000;
const JOB_TONES = { failed: "tag danger", unknown: "tag danger", queued: "tag warn" };
const STATES = [
  ["", "All"],
  ["queued", "Waiting"],
  ["unknown", "May have printed"],
  ["failed", "Failed"],
];
const REASONS = ["Slip lost", "Unreadable", "Did not come out"];

function useJobs(state) {
  const [jobs, setJobs] = useState([]);
  useEffect(() => {
    const ask = () =>
      get(`/print-jobs?limit=100${state ? `&state=${state}` : ""}`).then(
        (answer) => setJobs(answer.print_jobs ?? answer.jobs ?? []),
        () => {},
      );
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [state]);
  return jobs;
}

const slipWords = ({ kind, title, order_number, reprint }) =>
  [title || kind, order_number && `#${order_number}`, reprint && "REPRINT"].filter(Boolean).join(" · ");

const COLUMNS = [
  { id: "created", name: "At", value: (job) => job.created_at, show: (job) => timeOf(job.created_at) },
  { id: "printer", name: "Printer", value: (job) => replica.printers.get(job.printer)?.name ?? job.printer },
  { id: "kind", name: "Slip", value: slipWords },
  {
    id: "state",
    name: "State",
    value: (job) => JOB_WORDS[job.state] ?? job.state,
    show: (job) => html`
      <span class=${JOB_TONES[job.state] ?? ""}>${JOB_WORDS[job.state] ?? job.state}</span>
    `,
  },
  { id: "detail", name: "Remark", value: (job) => job.detail ?? "" },
];

function waitWords({ id }) {
  const count = waiting.value[id] ?? 0;
  return count ? `${count} ${count === 1 ? "slip waits" : "slips wait"}` : "nothing waits";
}

const factWords = (printer) =>
  [waitWords(printer), `${printer.columns} columns`, printer.backup && `backup ${printer.backup}`]
    .filter(Boolean)
    .join(" · ");

export function Printers() {
  const [state, setState] = useState("");
  const [again, setAgain] = useState(null);
  const jobs = useJobs(state);
  const printers = replica.printers.all();
  const tools = html`
    <div class="choices">
      ${STATES.map(
        ([id, label]) => html`
          <${Choice} key=${id} chosen=${state === id} onPress=${() => setState(id)}>${label}<//>
        `,
      )}
    </div>
  `;
  const columns = [
    ...COLUMNS,
    {
      id: "acts",
      name: "",
      value: () => "",
      show: (job) => html`
        <${Button} icon="rotate-ccw" onPress=${() => setAgain(job)}>Reprint<//>
      `,
    },
  ];
  return html`
    <div class="cards printers">
      ${printers.map(
        (printer) => html`
          <section key=${printer.id} class="card" data-trouble=${isTrouble(printer)}>
            <h3>
              <${Icon} name="printer" />
              ${printer.name}
            </h3>
            <p>
              <span class=${isTrouble(printer) ? "tag danger" : "tag ok"}>${stateWords(printer)}</span>
              ${" "}${
                printer.since
                  ? html`
                      <span class="quiet">since ${timeOf(printer.since)}</span>
                    `
                  : ""
              }
            </p>
            ${
              printer.detail &&
              html`
                <p class="words">${printer.detail}</p>
              `
            }
            <p class="quiet">${factWords(printer)}</p>
            <a class="button" href=${`/printers/${printer.id}/paper`}>Paper</a>
          </section>
        `,
      )}
    </div>
    ${
      replica.ready.value &&
      !printers.length &&
      html`
        <p class="quiet">No printers. Write them into the restaurant file and import it.</p>
      `
    }
    <h3 class="office-subtitle">Slips</h3>
    <${List}
      name="slips"
      columns=${columns}
      rows=${jobs}
      start=${{ id: "created", down: true }}
      tools=${tools}
      empty="No slips here."
    />
    ${
      again &&
      html`
        <${Ask}
          title=${`Print this ${again.kind} slip again?`}
          verb="Print as REPRINT"
          danger=${false}
          reasons=${REASONS}
          act=${async ({ reason }) => {
            await post(`/print-jobs/${again.id}/reprint`, { reason });
            say("The slip goes out again, marked REPRINT.");
            return true;
          }}
          onClose=${() => setAgain(null)}
        >
          <p>The copy says REPRINT, so that nobody cooks it twice.</p>
        <//>
      `
    }
  `;
}
