// Choosing variant and modifiers: what is required, what is too much, what it costs. Pure, no drawing.

export const itemsOf = (menu) => (menu?.categories ?? []).flatMap((category) => category.items);
export const itemById = (menu, id) => itemsOf(menu).find((item) => item.id === id);

export const groupsOf = (menu, item) =>
  (item.modifiers ?? [])
    .map((group) => (typeof group === "string" ? (menu.groups ?? []).find((one) => one.id === group) : group))
    .filter(Boolean)
    .sort((a, b) => (b.min > 0) - (a.min > 0));

export const needsChoice = (menu, item) =>
  (item.variants?.length ?? 0) > 0 || groupsOf(menu, item).some((group) => group.min > 0);

export const variantOf = (item, id) => item.variants?.find((variant) => variant.id === id);

/** How many of a group are chosen; a NO takes something away and does not count. */
export const chosenIn = (modifiers, group) =>
  modifiers
    .filter((one) => one.group === group.id && one.prefix !== "no")
    .reduce((sum, one) => sum + (one.quantity ?? 1), 0);

const isFull = (modifiers, group) =>
  group.max !== null && group.max !== undefined && chosenIn(modifiers, group) >= group.max;

/** A press on an option: add it, replace the only one of a one-choice group, or take it off again. */
export function toggled(modifiers, group, option, prefix = null) {
  const held = modifiers.find((one) => one.group === group.id && one.option === option.id);
  const rest = modifiers.filter((one) => one !== held);
  if (held && (held.prefix ?? null) === prefix) return rest;
  const counts = prefix !== "no";
  if (counts && group.max === 1)
    return [
      ...rest.filter((one) => one.group !== group.id || one.prefix === "no"),
      { group: group.id, option: option.id, ...(prefix && { prefix }) },
    ];
  if (counts && isFull(rest, group)) return modifiers;
  return [...rest, { group: group.id, option: option.id, ...(prefix && { prefix }) }];
}

export function withoutIngredient(modifiers, ingredient) {
  const held = modifiers.find((one) => one.ingredient === ingredient);
  return held ? modifiers.filter((one) => one !== held) : [...modifiers, { ingredient, prefix: "no" }];
}

/** What is still missing before this can be added, in words; "" when nothing. */
export function missing(menu, item, variant, modifiers) {
  if (item.variants?.length && !variantOf(item, variant)) return "Choose a size";
  const short = groupsOf(menu, item).find((group) => chosenIn(modifiers, group) < group.min);
  return short ? `Choose ${short.min > 1 ? `${short.min} of ` : ""}${short.name}` : "";
}

export function optionOf(menu, { group, option }) {
  return (menu?.groups ?? []).find((one) => one.id === group)?.options.find((one) => one.id === option);
}

/** Price of one, chosen options included; 0 while the menu is not here or no longer has the item. */
export function unitCents(menu, item, line) {
  if (!item) return 0;
  const base = variantOf(item, line.variant)?.price_cents ?? item.price_cents ?? 0;
  return (line.modifiers ?? []).reduce(
    (sum, one) =>
      sum + (one.prefix === "no" ? 0 : (optionOf(menu, one)?.price_cents ?? 0) * (one.quantity ?? 1)),
    base,
  );
}

export const ingredientName = (menu, id) => menu?.ingredients?.find((one) => one.id === id)?.name ?? id;

/** Modifiers as names, ready for the list: [{name, prefix, quantity}]. */
export const named = (menu, modifiers) =>
  (modifiers ?? []).map((one) => ({
    prefix: one.prefix ?? null,
    quantity: one.quantity ?? 1,
    name: one.ingredient ? ingredientName(menu, one.ingredient) : (optionOf(menu, one)?.name ?? one.option),
  }));

/** What a line may contain: the dish's allergens and those of the options that are added to it. */
export const allergensOf = (menu, item, modifiers) => [
  ...item.allergens,
  ...(modifiers ?? [])
    .filter((one) => one.prefix !== "no")
    .flatMap((one) => optionOf(menu, one)?.allergens ?? []),
];

export const priceWords = (item, money) => {
  if (!item.variants?.length) return money(item.price_cents ?? 0);
  const prices = item.variants.map((variant) => variant.price_cents);
  return `from ${money(Math.min(...prices))}`;
};
