// Allergens and who must not have them: the fourteen of the EU's list, plus the house's own words.

export const ALLERGENS = {
  gluten: "Gluten",
  crustaceans: "Crustaceans",
  eggs: "Eggs",
  fish: "Fish",
  peanuts: "Peanuts",
  soya: "Soya",
  milk: "Milk",
  nuts: "Nuts",
  celery: "Celery",
  mustard: "Mustard",
  sesame: "Sesame",
  sulphites: "Sulphites",
  lupin: "Lupin",
  molluscs: "Molluscs",
};

export const allergenWord = (id) => ALLERGENS[id] ?? id;

export const lowerWord = (id) => allergenWord(id).toLowerCase();

/**
 * Which guests' allergies an item touches: [{seat, allergens}]. A dish for one seat is checked against that
 * guest and those said for the whole table; a dish for the table against everybody's.
 */
export function clashes(allergens, allergies, seat) {
  const contains = new Set(allergens ?? []);
  return (allergies ?? [])
    .filter((one) => !seat || !one.seat || one.seat === seat)
    .map((one) => ({ seat: one.seat, allergens: (one.allergens ?? []).filter((id) => contains.has(id)) }))
    .filter((one) => one.allergens.length);
}

export const clashWords = (found) =>
  found
    .map(
      ({ seat, allergens }) =>
        `${seat ? `Seat ${seat}` : "A guest"}: no ${allergens.map(lowerWord).join(", ")}`,
    )
    .join(" · ");

export const allergyWords = ({ seat, allergens, text }) =>
  [seat ? `Seat ${seat}` : "Table", (allergens ?? []).map(allergenWord).join(", "), text]
    .filter(Boolean)
    .join(" · ");
