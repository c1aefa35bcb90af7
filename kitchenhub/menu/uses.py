"""Which dishes use an ingredient: looked up for every order that touches one that blocks.

The index is made once per menu and process. It is kept together with the Restaurant row that it was made
under and only used while that very row is the newest (compared by identity): an import changes the row,
and after a rolled-back group the writer reads a new one. So a stale index is never used.
"""

from collections import defaultdict

import msgspec

from kitchenhub.menu.shelf import recipe_of
from kitchenhub.menu.tables import Item, ModifierGroup
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.reads import Reads


class Uses(msgspec.Struct, frozen=True):
    """Who uses an ingredient: items, whether any option does, and how much one unit needs (each amount)."""

    items: frozenset[str] = frozenset()
    options: bool = False
    amounts_milli: frozenset[int] = frozenset()

    def crossed(self, before_milli: int, after_milli: int) -> bool:
        """Whether something can be had at one of the two levels and not at the other."""
        low, high = sorted((before_milli, after_milli))
        return low <= 0 < high or any(low < amount <= high for amount in self.amounts_milli)


_NONE = Uses()
_known: dict[int, tuple[Restaurant, dict[str, Uses]]] = {}


def uses_of(reads: Reads, ingredient: str) -> Uses:
    """Who uses the ingredient on the menu as it is now."""
    restaurant = reads.get(Restaurant)
    if restaurant is None:
        return _NONE
    known = _known.get(reads.restaurant_id)
    if known is None or known[0] is not restaurant:
        known = _known[reads.restaurant_id] = (restaurant, _index(reads))
    return known[1].get(ingredient, _NONE)


def _index(reads: Reads) -> dict[str, Uses]:
    items: dict[str, set[str]] = defaultdict(set)
    options: set[str] = set()
    amounts: dict[str, set[int]] = defaultdict(set)
    for item in reads.find(Item):
        for recipe in [] if item.archived else [item.recipe, *(recipe_of(item, v) for v in item.variants)]:
            for ingredient, milli in recipe.items():
                items[ingredient].add(item.id)
                amounts[ingredient].add(milli)
    for group in reads.find(ModifierGroup):
        for option in () if group.archived else group.options:
            for ingredient, milli in option.recipe.items():
                options.add(ingredient)
                amounts[ingredient].add(milli)
    return {id: Uses(frozenset(items.get(id, ())), id in options, frozenset(amounts[id])) for id in amounts}
