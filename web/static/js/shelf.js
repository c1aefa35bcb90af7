// A keyed set of cards that components can read as a signal. A newer version replaces an older one, never the
// reverse.
import { signal } from "@preact/signals";

export class Shelf {
  #cards = new Map();
  #turn = signal(0);

  constructor(key = "id") {
    this.key = key;
  }

  /** Keeps the card unless a newer one is already here; one that is gone leaves. */
  put(card) {
    const id = card?.[this.key];
    if (id === undefined) return;
    const held = this.#cards.get(id);
    if (held && (held.version ?? 0) > (card.version ?? 0)) return;
    if (card.archived) this.#cards.delete(id);
    else this.#cards.set(id, card);
    this.#turn.value++;
  }

  replaceAll(cards) {
    this.#cards = new Map((cards ?? []).map((card) => [card[this.key], card]));
    this.#turn.value++;
  }

  drop(id) {
    if (this.#cards.delete(id)) this.#turn.value++;
  }

  get(id) {
    this.#turn.value;
    return this.#cards.get(id);
  }

  all() {
    this.#turn.value;
    return [...this.#cards.values()];
  }
}
