// The order at the thumb: seats and courses to write for, what was sent, what is new, and Hold or Send.
import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { money } from "../money.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { usePress } from "../press.js";
import { Button, Choice } from "../parts/button.js";
import { Course, courseWord, Icon, placeOf } from "../parts/icon.js";
import { say } from "../parts/toast.js";
import { allergyWords } from "./allergens.js";
import { itemById, named, unitCents } from "./choosing.js";
import { saveDraft, withChangedLine, withoutLine } from "./draft.js";
import { paysBefore } from "./house.js";
import { byCourse, Lines, ModifierWords } from "./lines.js";
import { allergiesOf, totalOf } from "./order.js";
import { sendDraft } from "./send.js";
import { Stepper } from "./itemsheet.js";

const COURSES = [1, 2, 3, 4];

function NewLine({ line, draft, locked, onLine }) {
  const menu = replica.menu.value;
  const item = itemById(menu, line.item);
  const refused = draft.refused?.lines?.[line.id];
  return html`<li class="new-line" data-refused=${!!refused}>
    <button type="button" class="line" data-state="new" data-line=${line.id} onClick=${() => !locked && onLine(line)}>
      <b class="line-quantity figure">${line.quantity}</b>
      <span class="line-words"><span class="line-name words">${item?.name ?? line.item}${line.variant ? html` <span class="quiet">${item?.variants?.find((v) => v.id === line.variant)?.name ?? line.variant}</span>` : ""}</span>
        <${ModifierWords} modifiers=${named(menu, item, line.modifiers)} />
        ${line.note && html`<span class="line-note words">“${line.note}”</span>`}
        ${line.seat && html`<span class="line-tags"><span>seat ${line.seat}</span></span>`}
        ${refused && html`<span class="wrong words">${refused}</span>`}</span>
      <span class="line-price figure">${money(line.quantity * unitCents(menu, item, line))}</span></button>
    ${!locked && html`<${Stepper} value=${line.quantity} removes onChange=${(quantity) => saveDraft(quantity ? withChangedLine(draft, line.id, { quantity }) : withoutLine(draft, line.id))} />`}</li>`;
}

function Writing({ draft, order, seat, setSeat, course, setCourse }) {
  const covers = order?.covers ?? draft.covers ?? 0;
  const setCovers = (n) => saveDraft({ ...draft, covers: n });
  return html`<div class="writing">
    ${(draft.table || order?.table) && html`<div class="choices" role="group" aria-label="Write for seat"><${Choice} chosen=${!seat} onPress=${() => setSeat(null)}>Table<//>
      ${Array.from({ length: covers }, (_, i) => i + 1).map((n) => html`<${Choice} key=${n} chosen=${seat === n} onPress=${() => setSeat(n)}><span class="unseen">Seat </span>${n}<//>`)}
      ${draft.isNew && html`<${Choice} onPress=${() => setCovers(covers + 1)} aria-label="One more guest"><${Icon} name="plus" /><//>`}</div>`}
    <div class="choices" role="group" aria-label="Write for course"><${Choice} chosen=${course === null} onPress=${() => setCourse(null)}>Auto<//>
      ${COURSES.map((n) => html`<${Choice} key=${n} chosen=${course === n} onPress=${() => setCourse(n)}><${Course} course=${n} /><span class="unseen">${courseWord(n)}</span><//>`)}</div></div>`;
}

function useSending(draft) {
  return usePress(async (fire, lines, after) => {
    const order = await sendDraft(draft.key, fire, lines);
    say(`Order ${order.number} · ${placeOf(order)}: ${fire === "none" ? "held" : "sent"}.`);
    after(order);
    return order;
  });
}

const leave = (order) => go(...(order.table ? ["table", order.table] : ["open", order.id]));

function Foot({ draft, order, onFold }) {
  const { press, busy } = useSending(draft);
  const { sending, refused } = draft;
  if (sending) return html`<div class="panel-foot"><p class="notice ${sending.waits ? "warn" : ""}" role="status"><${Icon} name="send" /><span>${sending.waits
    ? "The hub does not answer. The order is kept on this tablet and goes out by itself, once." : "Sending…"}</span></p>
    <${Button} kind="wide" onPress=${() => go()}>Back to the room<//></div>`;
  const lines = draft.lines;
  const stay = () => {};
  const fine = lines.filter((line) => !refused?.lines?.[line.id]);
  const courses = new Set(lines.map((line) => line.course).filter((n) => n > 0));
  const before = paysBefore(order?.type ?? draft.type);
  const first = Math.min(...courses);
  const none = !lines.length;
  return html`<div class="panel-foot">
    ${refused && html`<p class="notice danger" role="alert"><${Icon} name="circle-alert" /><span class="words">${refused.text} ${refused.code === "sold_out" ? "Nothing was sent; the whole order is still here." : ""}</span></p>`}
    <p class="total"><span>${none ? "Nothing new yet" : `New: ${lines.reduce((sum, line) => sum + line.quantity, 0)}`}</span><b class="figure">${money(totalOf(draft))}</b></p>
    ${refused?.code === "sold_out" && fine.length > 0 && fine.length < lines.length && html`<${Button} kind="main big wide" icon="send" busy=${busy} onPress=${() => press("all", fine, stay)}>Send the rest (${fine.length})<//>`}
    ${before ? html`<${Button} kind="main big wide" icon="wallet" busy=${busy} disabled=${none} why="Add a dish first" onPress=${() => press("all", undefined, (sent) => go("bill", sent.id))}>Take payment<//>
        <p class="quiet small">The kitchen begins when it is paid.</p>`
      : html`<div class="acts sends">
        <${Button} kind="big" icon="circle-pause" busy=${busy} disabled=${none} why="Add a dish first" onPress=${() => press("none", undefined, leave)}>Hold<//>
        ${courses.size > 1 && html`<${Button} kind="big" busy=${busy} onPress=${() => press("first_course", undefined, leave)}>Send <${Course} course=${first} /><span class="unseen">${courseWord(first)}</span> only<//>`}
        <${Button} kind="main big" icon="send" busy=${busy} disabled=${none} why="Add a dish first" onPress=${() => press("all", undefined, leave)}>Send<//></div>`}
    <${Button} kind="wide order-fold" icon="chevron-down" onPress=${onFold}>Back to the menu<//>
  </div>`;
}

export function Panel({ draft, order, locked, onLine, onFold, ...writing }) {
  const allergies = allergiesOf(draft);
  const list = useRef(null);
  const count = draft.lines.reduce((sum, line) => sum + line.quantity, 0);
  useEffect(() => { list.current.querySelector(`[data-line="${draft.lines.at(-1)?.id}"]`)?.scrollIntoView({ block: "nearest" }); }, [count]);
  return html`<section class="panel" aria-label="The order">
    <${Writing} draft=${draft} order=${order} ...${writing} />
    <div class="panel-lines" ref=${list}>
      ${allergies.map((one) => html`<p class="allergy-line"><${Icon} name="triangle-alert" /><span class="words"><b>Allergy</b> ${allergyWords(one)}</span></p>`)}
      ${draft.lines.length > 0 && html`<section class="new" aria-label="New, not sent"><h2 class="legend">New, not sent</h2>
        ${byCourse(draft.lines).map(([n, group]) => html`<div key=${n} class="course-group"><h3><${Course} course=${n} />${courseWord(n)}</h3><ul>${group.map((line) => html`<${NewLine} key=${line.id} line=${line} draft=${draft} locked=${locked} onLine=${onLine} />`)}</ul></div>`)}</section>`}
      ${order?.lines.length > 0 && html`<section class="sent" aria-label="Already sent"><h2 class="legend">With the kitchen</h2><${Lines} lines=${order.lines} onLine=${() => leave(order)} /></section>`}
      ${!draft.lines.length && !order?.lines.length && html`<p class="quiet panel-hint">Press a dish to add it. Hold it down to change it first.</p>`}
    </div>
    <${Foot} draft=${draft} order=${order} onFold=${onFold} />
  </section>`;
}
