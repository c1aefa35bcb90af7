// Where cards lie. A card keeps its place as long as it lives; a freed place goes to the oldest that waits.

const HEAD_PX = 96;
const FOOT_PX = 88;
const ROW_PX = 64;
const DETAIL_PX = 34;
const BOX_PX = 84;
const NAME_LETTERS = 18;

/** Roughly how high a card wants to be, from its content. */
export function wantedPx(ticket, rows) {
  const details = rows.reduce(
    (sum, row) =>
      sum +
      Math.max(ROW_PX, 48 + DETAIL_PX * detailLines(row)),
    0,
  );
  const boxes = (ticket.allergies?.length ?? 0) * BOX_PX + (ticket.note ? DETAIL_PX + 10 : 0);
  return HEAD_PX + FOOT_PX + details + boxes;
}

/** Lines below the quantity: what a long name needs more, modifiers, note, variant and seats. */
function detailLines(row) {
  const wrapped = Math.ceil((row.name?.length ?? 0) / NAME_LETTERS) - 1;
  const extras = [row.note, row.variant, row.seats?.length].filter(Boolean).length;
  return Math.max(0, wrapped) + row.modifiers.length + extras;
}

export function gridFor(widthPx, heightPx) {
  const columns = Math.max(1, Math.floor(widthPx / 344));
  const rows = Math.max(1, Math.floor(heightPx / 400));
  return { columns, rows, cellPx: heightPx / rows };
}

class Cells {
  constructor({ columns, rows }) {
    this.columns = columns;
    this.rows = rows;
    this.taken = new Set();
  }

  isFree(column, row, span) {
    if (column >= this.columns || row + span > this.rows) return false;
    return Array.from({ length: span }, (_, i) => `${column}:${row + i}`).every(
      (cell) => !this.taken.has(cell),
    );
  }

  take(column, row, span) {
    for (let i = 0; i < span; i++) this.taken.add(`${column}:${row + i}`);
    return { column, row, span };
  }

  first(span) {
    for (let row = 0; row + span <= this.rows; row++) {
      for (let column = 0; column < this.columns; column++)
        if (this.isFree(column, row, span)) return this.take(column, row, span);
    }
    return null;
  }
}

/**
 * `wanted`: [{id, span}] oldest first; `held`: the places of the last time (Map id → place).
 * → {places: Map id → {column, row, span}, rest: ids that found none}
 */
export function place(wanted, grid, held = new Map()) {
  const cells = new Cells(grid);
  const places = new Map();
  for (const { id } of wanted) {
    const was = held.get(id);
    if (was && cells.isFree(was.column, was.row, was.span))
      places.set(id, cells.take(was.column, was.row, was.span));
  }
  for (const { id, span } of wanted) {
    const has = places.get(id);
    if (has && span > has.span && cells.isFree(has.column, has.row + has.span, span - has.span)) {
      cells.take(has.column, has.row + has.span, span - has.span);
      places.set(id, { ...has, span });
    }
  }
  const rest = [];
  for (const { id, span } of wanted) {
    if (places.has(id)) continue;
    // Rather cut short in one cell than passed by younger tickets.
    const found = cells.first(Math.min(span, grid.rows)) ?? cells.first(1);
    if (found) places.set(id, found);
    else rest.push(id);
  }
  return { places, rest };
}
