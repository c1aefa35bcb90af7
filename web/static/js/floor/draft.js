// Orders being written, kept on this device until the hub has them. A draft is replaced, never changed in
// place.
import { signal } from "@preact/signals";
import { newId } from "../ids.js";
import { keep, kept } from "../kept.js";

export const drafts = signal(kept("drafts", {}));

// Another tab of this tablet writes the same store; what it keeps is shown here too.
addEventListener("storage", () => {
  drafts.value = kept("drafts", {});
});

export function saveDraft(draft) {
  drafts.value = { ...drafts.value, [draft.key]: draft };
  keep("drafts", drafts.value);
}

export function dropDraft(key) {
  const { [key]: gone, ...rest } = drafts.value;
  drafts.value = rest;
  keep("drafts", rest);
  return gone;
}

const empty = (key, facts) => ({
  key,
  order: newId(),
  isNew: true,
  type: "dine_in",
  table: null,
  covers: null,
  name: null,
  note: null,
  allergies: [],
  lines: [],
  sending: null,
  refused: null,
  ...facts,
});

/** The draft under this key, or a fresh one: `table:12`, `order:ID` (more for an open order), `new:ID`. */
export function draftFor(key, facts = {}) {
  if (drafts.value[key]) return drafts.value[key];
  const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (kind === "order") return empty(key, { order: id, isNew: false, ...facts });
  if (kind === "table") return empty(key, { table: id, ...facts });
  return empty(key, { order: id, ...facts });
}

export const unsentCount = () => Object.values(drafts.value).filter((draft) => draft.sending).length;

const sameLook = (line) =>
  JSON.stringify([
    line.item,
    line.variant ?? null,
    line.modifiers,
    line.note || "",
    line.seat ?? null,
    line.course,
  ]);

/** Adds a line; a twin that is still being written becomes one line with a higher quantity. */
export function withLine(draft, line) {
  const twin = draft.lines.find((one) => sameLook(one) === sameLook(line));
  const lines = twin
    ? draft.lines.map((one) =>
        one === twin ? { ...one, quantity: Math.min(999, one.quantity + line.quantity) } : one,
      )
    : [...draft.lines, { ...line, id: newId() }];
  return { ...draft, lines, refused: null };
}

export const withChangedLine = (draft, id, change) => ({
  ...draft,
  refused: null,
  lines: draft.lines.map((line) => (line.id === id ? { ...line, ...change } : line)),
});
export const withoutLine = (draft, id) => ({
  ...draft,
  refused: null,
  lines: draft.lines.filter((line) => line.id !== id),
});
