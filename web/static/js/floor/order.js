// Writing an order: categories, a stable grid of dishes, and the order at the thumb.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { go } from "../route.js";
import { replica } from "../replica.js";
import { money } from "../money.js";
import { Ask } from "../parts/ask.js";
import { Button } from "../parts/button.js";
import { Icon, placeOf } from "../parts/icon.js";
import { TopBar } from "../parts/topbar.js";
import { clashes, clashWords, allergenWord } from "./allergens.js";
import { AllergySheet } from "./allergysheet.js";
import { allergensOf, groupsOf, itemById, needsChoice } from "./choosing.js";
import { draftFor, drafts, saveDraft, withChangedLine, withLine } from "./draft.js";
import { FactSheet } from "./factsheet.js";
import { ItemSheet } from "./itemsheet.js";
import { MenuGrid } from "./menugrid.js";
import { Panel } from "./panel.js";
import { allergiesOf, totalOf } from "./reckoning.js";
import { Unsent } from "./unsent.js";

export function OrderScreen({ draftKey }) {
  const [sheet, setSheet] = useState(null); // {item, line?} a dish being chosen
  const [risk, setRisk] = useState(null); // {line, item, found} waits for a deliberate yes
  const [allergies, setAllergies] = useState(false);
  const [seat, setSeat] = useState(null);
  const [course, setCourse] = useState(null);
  const [facts, setFacts] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const draft = drafts.value[draftKey] ?? draftFor(draftKey);
  const order = replica.orders.get(draft.order);
  const menu = replica.menu.value;
  const locked = !!draft.sending;

  const put = (line, item) => {
    const found = clashes(allergensOf(menu, item, line.modifiers), allergiesOf(draft), line.seat);
    if (found.length && !risk) return setRisk({ line, item, found });
    saveDraft(line.id ? withChangedLine(draft, line.id, line) : withLine(draft, line));
    setRisk(null);
    return setSheet(null);
  };
  const lineOf = (item) => ({
    item: item.id,
    variant: null,
    quantity: 1,
    seat,
    course: course ?? item.course ?? 1,
    modifiers: [],
    note: "",
  });
  const add = (item) => {
    if (locked) return;
    const line = lineOf(item);
    if (needsChoice(menu, item)) setSheet({ item, line });
    else put(line, item);
  };
  const edit = (line) => setSheet({ item: itemById(menu, line.item), line });
  const confirmRisk = () => {
    const { line } = risk;
    saveDraft(line.id ? withChangedLine(draft, line.id, line) : withLine(draft, line));
    setSheet(null);
    return Promise.resolve(true);
  };
  const place = placeOf(order ?? draft);
  const back = () =>
    go(
      ...((draft.table ?? order?.table)
        ? ["table", draft.table ?? order.table]
        : order
          ? ["open", order.id]
          : []),
    );
  return html`
    <${TopBar}
      extra=${html`
        <${Unsent} />
      `}
    >
      <${Button} kind="plain" icon="arrow-left" aria-label="Back to the room" onPress=${back}><//>
      <h1 class="clip">${place}</h1>
      ${
        order &&
        html`
          <span class="tag figure">#${order.number}</span>
        `
      }${" "}
      <span class="push"></span>
      <${Button}
        kind="plain"
        icon="pencil"
        aria-label="Guests and note"
        disabled=${locked}
        onPress=${() => setFacts(true)}
      ><//>
      <${Button}
        icon="triangle-alert"
        aria-label="Allergies"
        kind=${`allergies ${allergiesOf(draft).length ? "allergic" : ""}`}
        disabled=${locked}
        onPress=${() => setAllergies(true)}
      >
        Allergies
      <//>
    <//>
    <main class="order" data-list=${listOpen}>
      <${MenuGrid}
        menu=${menu}
        draft=${draft}
        seat=${seat}
        locked=${locked}
        onItem=${add}
        onLong=${(item) => !locked && setSheet({ item, line: lineOf(item) })}
      />
      <${Panel}
        draft=${draft}
        order=${order}
        seat=${seat}
        setSeat=${setSeat}
        course=${course}
        setCourse=${setCourse}
        locked=${locked}
        onLine=${edit}
        onFold=${() => setListOpen(false)}
      />
      <button type="button" class="order-open" onClick=${() => setListOpen(true)} aria-expanded=${listOpen}>
        <${Icon} name="list" />
        <span>${draft.lines.length} new · ${money(totalOf(draft))}</span>
        <span class="strong">Open the order</span>
      </button>
    </main>
    ${
      sheet?.item &&
      html`
        <${ItemSheet}
          menu=${menu}
          draft=${draft}
          item=${sheet.item}
          line=${sheet.line}
          hasGroups=${groupsOf(menu, sheet.item).length > 0}
          onDone=${(line) => put(line, sheet.item)}
          onClose=${() => setSheet(null)}
        />
      `
    }
    ${
      facts &&
      html`
        <${FactSheet} order=${order} draft=${draft} onClose=${() => setFacts(false)} />
      `
    }
    ${
      allergies &&
      html`
        <${AllergySheet} draft=${draft} order=${order} onClose=${() => setAllergies(false)} />
      `
    }
    ${
      risk &&
      html`
        <${Ask}
          title=${`${risk.item.name} contains ${risk.found
            .flatMap((one) => one.allergens)
            .map((id) => allergenWord(id).toLowerCase())
            .join(", ")}`}
          verb="Add it all the same"
          act=${confirmRisk}
          onClose=${() => setRisk(null)}
        >
          <p class="allergy-line">
            <${Icon} name="triangle-alert" />
            <span><b>${clashWords(risk.found)}.</b></span>
          </p>
          <p>The kitchen sees the allergy on the ticket. Talk to them before you add this.</p>
        <//>
      `
    }
  `;
}
