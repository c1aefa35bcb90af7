// The board of one station: a stable grid of cards, paged, with what the next page hides said in words.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { now } from "../clock.js";
import { config } from "../config.js";
import { replica } from "../replica.js";
import { Button } from "../parts/button.js";
import { Empty } from "../parts/empty.js";
import { Card } from "./card.js";
import { inOrder, lateness, onBoard, rowsOf, station as facts } from "./facts.js";
import { Header } from "./header.js";
import { EightySix } from "./eightysix.js";
import { Recall } from "./recall.js";
import { AllDay } from "./allday.js";
import { UndoBar } from "./undo.js";
import { gridFor, place, wantedPx } from "./slots.js";

function useGrid() {
  const box = useRef(null);
  const [grid, setGrid] = useState({ columns: 1, rows: 1, cellPx: 600 });
  useLayoutEffect(() => {
    const measure = () => {
      const { width, height } = box.current.getBoundingClientRect();
      setGrid(gridFor(width, height));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, grid];
}

/** Page 1 remembers its places; every further page is what is left, packed in order. */
export function pagesOf(tickets, grid, held) {
  const wanted = tickets.map((ticket) => ({
    id: ticket.id,
    span: Math.min(grid.rows, Math.max(1, Math.ceil(wantedPx(ticket, rowsOf(ticket)) / grid.cellPx))),
  }));
  const pages = [];
  let left = wanted;
  do {
    const { places, rest } = place(left, grid, pages.length ? undefined : held);
    pages.push(places);
    left = wanted.filter(({ id }) => rest.includes(id));
  } while (left.length);
  return pages;
}

function pressSlot(event) {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    document.querySelector("dialog[open]") ||
    !/^\d$/.test(event.key)
  )
    return;
  const slot = event.key === "0" ? 10 : Number(event.key);
  const button = document.querySelector(`[data-slot="${slot}"] [data-main]`);
  button?.focus();
  button?.click();
}

const evenly = (count) => `repeat(${count}, minmax(0, 1fr))`;

export function Board() {
  const [box, grid] = useGrid();
  const held = useRef(new Map());
  const [page, setPage] = useState(0);
  const [sheet, setSheet] = useState(null);
  const [bumped, setBumped] = useState(null);
  const station = config.station;
  const tickets = inOrder(
    replica.tickets.all().filter((ticket) => ticket.station === station.id && onBoard(ticket)),
  );
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const pages = pagesOf(tickets, grid, held.current);
  held.current = pages[0];
  const shown = Math.min(page, pages.length - 1);
  useEffect(() => {
    const keys = (event) => {
      if (event.key === "ArrowRight") setPage((at) => at + 1);
      else if (event.key === "ArrowLeft") setPage((at) => Math.max(0, at - 1));
      else pressSlot(event);
    };
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    if (page !== shown) setPage(shown);
  }, [page, shown]);
  const cards = [...pages[shown]].map(([id, where]) => ({
    ticket: byId.get(id),
    where,
    slot: where.row * grid.columns + where.column + 1,
  }));
  return html`
    <${Header} tickets=${tickets} />
    <main
      class="board"
      ref=${box}
      style=${{ gridTemplateColumns: evenly(grid.columns), gridTemplateRows: evenly(grid.rows) }}
    >
      ${cards.map(
        ({ ticket, where, slot }) => html`
          <${Card}
            key=${ticket.id}
            ticket=${ticket}
            slot=${slot}
            place=${where}
            onBumped=${setBumped}
            canStart=${facts.value.progress !== "bump_only"}
          />
        `,
      )}
      ${
        replica.ready.value &&
        !tickets.length &&
        html`
          <div class="board-empty">
            <${Empty} icon="chef-hat" title="Nothing to make">
              New tickets appear here by themselves. Bumped one too early? Press Recall.
            <//>
          </div>
        `
      }
    </main>
    <${Foot} pages=${pages} shown=${shown} setPage=${setPage} byId=${byId} openSheet=${setSheet}>
      <${UndoBar} ticket=${bumped} onGone=${() => setBumped(null)} />
    <//>
    ${
      sheet === "recall" &&
      html`
        <${Recall} onClose=${() => setSheet(null)} />
      `
    }
    ${
      sheet === "allday" &&
      html`
        <${AllDay} tickets=${tickets} onClose=${() => setSheet(null)} />
      `
    }
    ${
      sheet === "86" &&
      html`
        <${EightySix} onClose=${() => setSheet(null)} />
      `
    }
  `;
}

function Foot({ pages, shown, setPage, byId, openSheet, children }) {
  const hidden = pages.flatMap((places, index) => (index > shown ? [...places.keys()] : []));
  const late = hidden.filter((id) => lateness(byId.get(id), now.value).level === "late").length;
  return html`
    <footer class="board-foot">
      <${Button}
        kind="big"
        icon="chevron-left"
        aria-label="Page before"
        disabled=${shown === 0}
        onPress=${() => setPage(shown - 1)}
      ><//>
      <span class="figure">page ${shown + 1}/${pages.length}</span>
      <${Button}
        kind="big"
        icon="chevron-right"
        aria-label="Next page"
        disabled=${shown >= pages.length - 1}
        onPress=${() => setPage(shown + 1)}
      ><//>
      <span class="board-hidden" role="status">
        ${
          hidden.length > 0 &&
          html`
            <b>+${hidden.length} on the next ${pages.length - shown > 2 ? "pages" : "page"}</b>
            ${
              late > 0 &&
              html`
                ${" "}
                <b class="late">${late} LATE</b>
              `
            }
          `
        }
      </span>
      ${children}
      <${Button} kind="big" icon="rotate-ccw" onPress=${() => openSheet("recall")}>Recall<//>
      <${Button} kind="big" icon="list" onPress=${() => openSheet("allday")}>All day<//>
      <${Button} kind="big" icon="ban" onPress=${() => openSheet("86")}>Eighty-six<//>
    </footer>
  `;
}
