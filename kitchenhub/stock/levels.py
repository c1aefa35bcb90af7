"""Changing what is on hand and reserved: the one place that writes an ingredient's levels.

Each change tells the stock page, says when a level falls under its par or below zero (and when it is back),
and hands over how things stood, so that the menu can announce what can be had no longer or again.
"""

from collections.abc import Mapping

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.menu.queries import Hands, shown_changes
from kitchenhub.stock.rules import is_below
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.work import Work
from kitchenhub.wire import quantity_text

NEGATIVE = "stock_negative"
LOW = "stock_low"


def ingredient(work: Work, id: str) -> Ingredient:
    """An ingredient that a recipe names; rows are archived and never deleted, so it is there."""
    row = work.get(Ingredient, id)
    if row is None:
        raise RuntimeError(f"a recipe names the ingredient {id}, which has no row")
    return row


def change_levels(
    work: Work, on_hand: Mapping[str, int] | None = None, reserved: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Add thousandths to on hand and reserved, by ingredient, and announce it.

    Returns what was available before of each ingredient that blocks and whose available amount changed.
    """
    on_hand, reserved = on_hand or {}, reserved or {}
    available_before: dict[str, int] = {}
    touched = sorted({*on_hand, *reserved})
    for id in touched:
        before = ingredient(work, id)
        moved, held = on_hand.get(id, 0), reserved.get(id, 0)
        after = work.change(
            before,
            on_hand_milli=before.on_hand_milli + moved,
            reserved_milli=before.reserved_milli + held,
        )
        if moved != held and before.when_out == "block":
            available_before[id] = before.on_hand_milli - before.reserved_milli
        if moved:
            _tell(work, before, after)
    _announce(work, touched)
    return available_before


def announce_menu(work: Work, hands_before: Hands, available_before: Mapping[str, int]) -> None:
    """Announce what the menu shows differently since `hands_before` and `available_before`."""
    changed = shown_changes(work, hands_before, available_before)
    if changed is not None:
        work.announce("item.availability_changed", "availability", changed)


def _announce(work: Work, touched: list[str]) -> None:
    # Placing and firing touch the same ingredients in one command: that is one event, not two.
    if not touched:
        return
    for kind, id in work.announcements:
        if kind == "stock" and set(touched) <= set(id.split(",")):
            return
    work.announce("stock.moved", "stock", ",".join(touched))


def _tell(work: Work, before: Ingredient, after: Ingredient) -> None:
    was, now = before.on_hand_milli, after.on_hand_milli
    if now < 0 <= was:
        text = f"{after.name}: the books say {_amount(after)}. Count it."
        work.happened(Trouble(NEGATIVE, after.id, "warn", text))
    elif was < 0 <= now:
        work.happened(TroubleOver(NEGATIVE, after.id))
    was_low, is_low = is_below(was, after.par_milli), is_below(now, after.par_milli)
    if is_low and not was_low:
        text = f"{after.name} is below par: {_amount(after)} left."
        work.happened(Trouble(LOW, after.id, "warn", text))
    elif was_low and not is_low:
        work.happened(TroubleOver(LOW, after.id))


def _amount(row: Ingredient) -> str:
    text = quantity_text(row.on_hand_milli)
    return text if row.unit == "each" else f"{text} {row.unit}"
