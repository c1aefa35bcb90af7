// Icons from the sprite, and the shapes of the courses (●1 ▲2 ■3 ◆4).
import { html } from "../html.js";

export const Icon = ({ name, label }) => html`
  <svg
    class="icon"
    role=${label ? "img" : undefined}
    aria-label=${label}
    aria-hidden=${label ? undefined : "true"}
  >
    <use href=${`/static/icons/sprite.svg#${name}`} />
  </svg>
`;

export const courseWord = (course) => (course === 0 ? "At once" : `Course ${course}`);

export function Course({ course }) {
  const shape = course === 0 ? 0 : ((course - 1) % 5) + 1;
  return html`
    <span class="course" data-course=${shape} role="img" aria-label=${courseWord(course)}>
      <${Icon} name=${`course-${shape}`} />
      <b aria-hidden="true">${course}</b>
    </span>
  `;
}

const TYPES = {
  dine_in: ["armchair", "Table"],
  counter: ["store", "Counter"],
  takeaway: ["shopping-bag", "Takeaway"],
  delivery: ["bike", "Delivery"],
  tab: ["beer", "Tab"],
};

export const typeWord = (type) => TYPES[type]?.[1] ?? type;
export const TypeIcon = ({ type }) => html`
  <${Icon} name=${TYPES[type]?.[0] ?? "utensils"} />
`;

/** "Table 12", "Takeaway · Somchai": how people call this order. */
export const placeOf = (card) =>
  card.table
    ? `Table ${card.table}${card.name ? ` · ${card.name}` : ""}`
    : [typeWord(card.type), card.name].filter(Boolean).join(" · ");

/** The same where every pixel counts: "T12". */
export const shortPlace = (card) =>
  card.table ? `T${card.table}${card.name ? ` · ${card.name}` : ""}` : card.name || typeWord(card.type);
