"""I3: on hand is the sum of the moves, reserved what held lines need, each fired line was deducted once."""

from collections import defaultdict

from kitchenhub.orders.tables import OrderLine
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.reads import Reader
from kitchenhub.verify.findings import Findings
from kitchenhub.wire import quantity_text

_BY_HAND = ("count", "waste", "adjust")


def check_stock(reader: Reader, lines: list[OrderLine], findings: Findings) -> None:
    """Compare every ingredient with its moves and with the lines."""
    moved: dict[str, int] = defaultdict(int)
    sold: dict[tuple[str, str], int] = defaultdict(int)
    by_hand: set[str] = set()
    moves = reader.find(StockMove)
    for move in moves:
        moved[move.ingredient_id] += move.quantity_milli
        if move.cause in ("sale", "waste:remake"):
            sold[move.source, move.ingredient_id] += move.quantity_milli
        elif move.kind in _BY_HAND and not move.cause.startswith("waste:"):
            by_hand.add(move.ingredient_id)
    reserved = _check_lines(lines, sold, findings)
    for row in reader.find(Ingredient):
        if row.on_hand_milli != moved[row.id]:
            stands, summed = quantity_text(row.on_hand_milli), quantity_text(moved[row.id])
            findings.fail("I3", f"{row.name}: on hand {stands}, the moves come to {summed}")
        if row.reserved_milli != reserved[row.id]:
            stands, summed = quantity_text(row.reserved_milli), quantity_text(reserved[row.id])
            findings.fail("I3", f"{row.name}: reserved {stands}, held lines need {summed}")
        if row.when_out == "block" and row.on_hand_milli < 0 and row.id not in by_hand:
            findings.fail("I3", f"{row.name}: blocked when out, but {quantity_text(row.on_hand_milli)}")
    findings.count("stock moves", len(moves))


def _check_lines(
    lines: list[OrderLine], sold: dict[tuple[str, str], int], findings: Findings
) -> dict[str, int]:
    reserved: dict[str, int] = defaultdict(int)
    for line in lines:
        for ingredient, milli in line.recipe.items():
            needed = milli * line.quantity
            if line.state == "held":
                reserved[ingredient] += milli * (line.quantity - line.voided_quantity)
            elif line.fired_at is not None and needed and sold[line.id, ingredient] != -needed:
                moved = quantity_text(sold[line.id, ingredient])
                findings.fail(
                    "I3",
                    f"line {line.id} ({line.name}): {ingredient} moved {moved}, needed {needed / 1000:g}",
                )
    return reserved
