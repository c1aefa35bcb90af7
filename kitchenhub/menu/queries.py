"""Reading the menu: the page, the live topic, and what of it a command has changed.

`shown_changes` is how a command finds out what to announce: it is handed how things stood before and
compares only what could be different, because it runs for every order that touches an ingredient that
blocks.
"""

from collections.abc import Iterable, Mapping

from kitchenhub.menu.cards import MenuCard, group_cards, ingredient_card, item_card, menu_card
from kitchenhub.menu.rules import expired
from kitchenhub.menu.shelf import Hands, Shelf, Subject, hands_in_force
from kitchenhub.menu.tables import Availability, Item
from kitchenhub.menu.uses import uses_of
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.reads import Reader, Reads

__all__ = [
    "Hands",
    "Subject",
    "card_id",
    "hands_expired",
    "hands_in_force",
    "menu_topic",
    "show_menu",
    "shown_changes",
]


def show_menu(reader: Reader) -> MenuCard:
    """The whole menu as it stands."""
    return menu_card(reader)


def menu_topic(reader: Reader) -> MenuCard:
    """What the live topic `menu` shows first."""
    return menu_card(reader)


def shown_changes(reads: Reads, hands_before: Hands, available_before: Mapping[str, int]) -> str | None:
    """The id of the `availability` card with everything that the menu now shows differently, or None.

    `hands_before` is what `hands_in_force` said before the change, `available_before` what was available
    of each ingredient (on hand less reserved, thousandths) whose stock changed.
    """
    hands = hands_in_force(reads)
    touched = [key for key in {*hands, *hands_before} if hands.get(key) != hands_before.get(key)]
    items, options, ingredients = _candidates(reads, touched, hands, available_before)
    if not (items or options or ingredients):
        return None
    before, after = Shelf(reads, hands_before, available_before), Shelf(reads, hands)
    item_rows = [row for one in sorted(items) if (row := reads.get(Item, one)) and not row.archived]
    ingredient_rows = filter(None, [reads.get(Ingredient, one) for one in sorted(ingredients)])
    return card_id(
        [row.id for row in item_rows if item_card(before, row) != item_card(after, row)],
        options and group_cards(reads, before) != group_cards(reads, after),
        [row.id for row in ingredient_rows if ingredient_card(before, row) != ingredient_card(after, row)],
    )


def _candidates(
    reads: Reads, touched: Iterable[Subject], hands: Hands, available_before: Mapping[str, int]
) -> tuple[set[str], bool, set[str]]:
    """What could be different: items, whether any option, ingredients."""
    items: set[str] = set()
    ingredients: set[str] = set()
    options = False
    counted = {id.partition(":")[0] for (kind, id), row in hands.items() if row.remaining is not None}
    for kind, id in touched:
        if kind == "ingredient":
            ingredients.add(id)
            uses = uses_of(reads, id)
            items |= uses.items
            options = options or uses.options
        elif kind == "option":
            options = True
        else:
            items.add(id.partition(":")[0])
    for id, before in available_before.items():
        row = reads.get(Ingredient, id)
        if row is None or row.when_out != "block":
            continue
        uses = uses_of(reads, id)
        if uses.crossed(before, row.on_hand_milli - row.reserved_milli):
            ingredients.add(id)
            items |= uses.items
            options = options or uses.options
        elif counted:
            items |= uses.items & counted
            options = options or (uses.options and any(kind == "option" for kind, _ in hands))
    return items, options, ingredients


def card_id(items: Iterable[str], groups: bool, ingredients: Iterable[str]) -> str | None:
    """The id of an `availability` card that shows these things; None for nothing."""
    id = f"{','.join(items)}|{'all' if groups else ''}|{','.join(ingredients)}"
    return None if id == "||" else id


def hands_expired(reader: Reader) -> bool:
    """Whether something that a hand has set is over and `expire` would put it back."""
    return any(expired(row, reader.now) for row in reader.find(Availability, in_force=True))
