// Sending a draft: kept with its key before it goes, repeated until the hub answers, whole again when
// refused.
import { post } from "../api.js";
import { newKey } from "../ids.js";
import { replica } from "../replica.js";
import { say } from "../parts/toast.js";
import { placeOf } from "../parts/icon.js";
import { sentence } from "../problem.js";
import { draftFor, drafts, dropDraft, saveDraft } from "./draft.js";

const PATIENCE_MS = 12 * 60 * 60 * 1000; // a draft outlives any outage of a service

const wireLine = ({ id, item, variant, quantity, seat, course, modifiers, note }) => ({
  id,
  item,
  quantity,
  course,
  ...(variant && { variant }),
  ...(seat && { seat }),
  ...(note && { note }),
  ...(modifiers?.length && { modifiers }),
});

export function wireOrder(draft, fire, lines = draft.lines) {
  if (!draft.isNew)
    return { path: `/orders/${draft.order}/lines`, body: { lines: lines.map(wireLine), fire } };
  const { type, table, covers, name, note, phone, allergies } = draft;
  const facts = {
    ...(table && { table }),
    ...(covers && { covers }),
    ...(name && { name }),
    ...(phone && { phone }),
    ...(note && { note }),
    ...(allergies.length && { allergies }),
  };
  return { path: "/orders", body: { id: draft.order, type, ...facts, fire, lines: lines.map(wireLine) } };
}

/**
 * Which lines of what was sent the hub could not take: their ids with the reason, from the problem's fields.
 */
function refusedLines(problem, body) {
  const refused = {};
  for (const { path, detail } of problem.fields) {
    const index = Number(/lines\[(\d+)\]/.exec(path ?? "")?.[1] ?? NaN);
    const line = body.lines[index] ?? body.lines.find((one) => path?.includes(one.id));
    if (line) refused[line.id] = detail;
  }
  return refused;
}

const underWay = new Map();

async function deliver(key) {
  const { sending } = drafts.value[key];
  const waiting = () => {
    const draft = drafts.value[key];
    if (draft?.sending && !draft.sending.waits)
      saveDraft({ ...draft, sending: { ...draft.sending, waits: true } });
  };
  try {
    const order = await post(sending.path, sending.body, {
      key: sending.key,
      patienceMs: PATIENCE_MS,
      onWait: waiting,
    });
    replica.orders.put(order);
    const sent = new Set(sending.body.lines.map((line) => line.id));
    const left = (drafts.value[key]?.lines ?? []).filter((line) => !sent.has(line.id));
    dropDraft(key);
    if (left.length)
      saveDraft({ ...draftFor(`order:${order.id}`), lines: left, refused: sending.refused ?? null });
    return order;
  } catch (problem) {
    if (problem.status === 401) throw problem; // signed out meanwhile: it goes on after signing in
    const draft = drafts.value[key];
    const lines = refusedLines(problem, sending.body);
    if (draft)
      saveDraft({
        ...draft,
        sending: null,
        refused: { code: problem.code ?? "screen", text: sentence(problem), lines },
      });
    throw problem;
  } finally {
    underWay.delete(key);
  }
}

/**
 * Sends the draft; the answer is the order. Throws Problem when the hub refuses, the draft then stands as
 * before.
 */
export function sendDraft(key, fire, lines) {
  if (underWay.has(key)) return underWay.get(key);
  const draft = drafts.value[key];
  const wire = wireOrder(draft, fire, lines);
  saveDraft({
    ...draft,
    refused: null,
    sending: {
      ...wire,
      key: newKey(),
      waits: false,
      refused: lines ? { ...draft.refused, restSent: true } : null,
    },
  });
  const delivery = deliver(key);
  underWay.set(key, delivery);
  return delivery;
}

/** After a reload: what was on its way goes on, under the key it already had. */
export function resumeSending() {
  for (const draft of Object.values(drafts.value)) {
    if (!draft.sending || underWay.has(draft.key)) continue;
    const delivery = deliver(draft.key).then(
      (order) => say(`Order ${order.number} · ${placeOf(order)} has arrived.`),
      (problem) => say(`${placeOf(draft)}: ${sentence(problem)}`, { danger: true }),
    );
    underWay.set(draft.key, delivery);
  }
}
