"""What can be had now, read from the rows: what hands have set and what the ingredients allow.

A Shelf may be told how things stood before (`before`, `available_before`), so that a command can see what
the menu showed until now and announce only what is different.
"""

from collections.abc import Mapping

from kitchenhub.menu import rules
from kitchenhub.menu.rules import Recipe, Standing, Supply
from kitchenhub.menu.tables import Availability, Item, Option, SubjectKind, Variant
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.reads import Reads

Subject = tuple[SubjectKind, str]
Hands = Mapping[Subject, Availability]


def hands_in_force(reads: Reads) -> dict[Subject, Availability]:
    """What hands have set and is not over, by subject."""
    return {
        (row.kind, row.subject): row
        for row in reads.find(Availability, in_force=True)
        if not rules.expired(row, reads.now)
    }


class Shelf:
    """Standings of one restaurant at one moment."""

    def __init__(
        self,
        reads: Reads,
        hands: Hands | None = None,
        available_before: Mapping[str, int] | None = None,
        ingredients: Mapping[str, Ingredient] | None = None,
    ) -> None:
        self._reads = reads
        self.hands = hands_in_force(reads) if hands is None else hands
        self._available_before = available_before or {}
        self._ingredients = ingredients
        self._supplies: dict[str, Supply | None] = {}

    def supply(self, id: str) -> Supply | None:
        """An ingredient as far as selling cares; None when there is none."""
        if id not in self._supplies:
            self._supplies[id] = self._supply(id)
        return self._supplies[id]

    def _supply(self, id: str) -> Supply | None:
        known = self._ingredients
        row = self._reads.get(Ingredient, id) if known is None else known.get(id)
        if row is None:
            return None
        available = self._available_before.get(id, row.on_hand_milli - row.reserved_milli)
        off = self.hands.get(("ingredient", id))
        return Supply(row.name, row.when_out == "block", available, off)

    def item(self, item: Item) -> Standing:
        """Whether the item can be had in any form."""
        variants = [(self.variant(item, one), recipe_of(item, one)) for one in item.variants]
        alone = item.price_cents is not None or not item.variants
        return rules.standing_of_item(
            self.hands.get(("item", item.id)), item.recipe if alone else None, variants, self.supply
        )

    def variant(self, item: Item, variant: Variant) -> Standing:
        """Whether this form can be had, were the item itself on."""
        hand = self.hands.get(("variant", f"{item.id}:{variant.id}"))
        return rules.standing(hand, recipe_of(item, variant), self.supply)

    def option(self, option: Option) -> Standing:
        """Whether the option can be had."""
        return rules.standing(self.hands.get(("option", option.id)), option.recipe, self.supply)

    def ingredient(self, id: str) -> Standing:
        """Whether there is any of an ingredient to sell."""
        supply = self.supply(id)
        if supply is None:
            return Standing()
        if supply.off is not None:
            return rules.by_hand(supply.off)
        if supply.blocks and supply.available_milli <= 0:
            return Standing(False, None, None, rules.sold_out(supply.name))
        return Standing()


def recipe_of(item: Item, variant: Variant) -> Recipe:
    """A variant's recipe: its own, which may be empty, or the item's."""
    return item.recipe if variant.recipe is None else variant.recipe
