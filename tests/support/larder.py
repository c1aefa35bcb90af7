"""Menu and stock of a small house on a real SQLite file: lines are made directly, without orders'
commands.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.api.problems import encode_rejection
from kitchenhub.hub import Hub
from kitchenhub.menu import cards as menu_cards
from kitchenhub.menu.queries import menu_topic
from kitchenhub.menu.tables import Item, ModifierGroup
from kitchenhub.orders.facts import LineRemoved, LinesFired, LinesPlaced, LineVoided
from kitchenhub.orders.tables import LineModifier, OrderLine
from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.schema import metadata
from kitchenhub.stock import cards as stock_cards
from kitchenhub.stock.moving import consume, give_back_or_waste
from kitchenhub.stock.queries import stock_topic
from kitchenhub.stock.reserving import release, reserve
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reader, Reads, reading
from kitchenhub.store.sqlite import SqliteDatabase
from kitchenhub.store.work import Actor, Work, uuid7
from kitchenhub.store.writer import Answer, Command, Committed, Result

MANAGER = Actor("staff", "ada", "Ada", "manager")
COOK = Actor("staff", "sam", "Sam", "kitchen")
SMALL = Path(__file__).with_name("small.yaml")


def _table_card(reads: Reads, id: str) -> Shown:
    return Shown("floor", {"id": id})


class Larder:
    """The hub with what follows from lines, as far as stock and menu go; troubles are kept in a list."""

    def __init__(self, folder: Path, file: str | None = None) -> None:
        self.now = "2026-11-20T19:00:00.000Z"
        self.database = SqliteDatabase(folder / "kitchenhub.db")
        metadata.create_all(self.database.engine)
        self.committed: list[Committed] = []
        self.troubles: list[Trouble | TroubleOver] = []
        follows: dict[type, tuple[Callable[[Work, Any], None], ...]] = {
            LinesPlaced: (reserve,),
            LinesFired: (consume,),
            LineRemoved: (release,),
            LineVoided: (give_back_or_waste,),
            Trouble: (self._hear,),
            TroubleOver: (self._hear,),
        }
        cards = {**menu_cards.CARDS, **stock_cards.CARDS, "table": CardKind(_table_card)}
        answers = {**menu_cards.ANSWERS, **stock_cards.ANSWERS}
        self.hub = Hub(
            self.database, lambda: self.now, follows, cards, answers, encode_rejection, self.committed.extend
        )
        self.hub.writer.start()
        self.restaurant_id = int(self.hub.writer.found().result(30).body)
        self._keys = itertools.count(1)
        self.apply(read_restaurant(file or SMALL.read_text()))

    def _hear(self, work: Work, fact: Trouble | TroubleOver) -> None:
        self.troubles.append(fact)

    def apply(self, file: RestaurantFile, hashes: dict[str, str] | None = None) -> list[str]:
        """Apply a file; what changed."""
        changed: list[str] = []

        def run(work: Work) -> Result:
            changed.extend(apply_file(work, file, hashes or {}))
            return Result("nothing")

        self.run(run)
        return changed

    def submit(self, run: Callable[[Work], Result], actor: Actor = MANAGER) -> Answer:
        """Run a command and wait for its answer."""
        return self.hub.writer.submit(self.command(run, actor)).result(timeout=30)

    def command(self, run: Callable[[Work], Result], actor: Actor = MANAGER) -> Command:
        """A command with a key of its own."""
        return Command("test", self.restaurant_id, actor, run, f"key-{next(self._keys)}", b"test")

    def run(self, function: Callable[..., Result], *arguments: Any, actor: Actor = MANAGER) -> Any:
        """Run a command that must succeed; its decoded answer."""
        answer = self.submit(lambda work: function(work, *arguments), actor)
        assert answer.status < 400, answer.body
        return msgspec.json.decode(answer.body)

    def refuse(self, function: Callable[..., Result], *arguments: Any, actor: Actor = MANAGER) -> Any:
        """Run a command that must be rejected; its decoded problem."""
        answer = self.submit(lambda work: function(work, *arguments), actor)
        assert answer.status >= 400, answer.body
        return msgspec.json.decode(answer.body)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader of the committed state."""
        with reading(self.database, self.restaurant_id, self.now) as reader:
            yield reader

    def menu(self) -> Any:
        """The topic `menu` as a fresh snapshot."""
        with self.reader() as reader:
            return msgspec.json.decode(msgspec.json.encode(menu_topic(reader)))

    def item(self, id: str) -> Any:
        """An item of the fresh menu."""
        return next(i for category in self.menu()["categories"] for i in category["items"] if i["id"] == id)

    def stock(self) -> dict[str, Any]:
        """The fresh topic `stock` by ingredient."""
        with self.reader() as reader:
            topic = msgspec.json.decode(msgspec.json.encode(stock_topic(reader)))
        return {item["ingredient"]: item for item in topic["items"]}

    def events(self) -> list[dict[str, Any]]:
        """Every event so far."""
        return [msgspec.json.decode(event.frame) for group in self.committed for event in group.events]

    def check_stock(self) -> None:
        """On hand is the sum of the moves, reserved is what held lines need."""
        with self.reader() as reader:
            lines = reader.find(OrderLine, state="held")
            for row in reader.find(Ingredient):
                moves = reader.find(StockMove, ingredient_id=row.id)
                assert row.on_hand_milli == sum(move.quantity_milli for move in moves), row.id
                held = sum(
                    line.recipe.get(row.id, 0) * (line.quantity - line.voided_quantity) for line in lines
                )
                assert row.reserved_milli == held, row.id

    def close(self) -> None:
        """Stop the writer and close the file."""
        self.hub.writer.stop()
        self.database.close()


def new_line(work: Work, item_id: str, quantity: int = 1, **fields: Any) -> OrderLine:
    """A held line of an item with its recipe; `options` are added, `without` is left out of the recipe."""
    item = work.get(Item, item_id)
    assert item is not None
    variant = next((one for one in item.variants if one.id == fields.get("variant")), None)
    recipe = dict(item.recipe if variant is None or variant.recipe is None else variant.recipe)
    chosen = [
        option
        for group in item.modifier_groups
        for option in (work.get(ModifierGroup, group) or item).options  # type: ignore[union-attr]
        if option.id in fields.get("options", ())
    ]
    for option in chosen:
        for id, milli in option.recipe.items():
            recipe[id] = recipe.get(id, 0) + milli
    for id in fields.get("without", ()):
        recipe.pop(id)
    return work.add(
        OrderLine(
            restaurant_id=work.restaurant_id, id=fields.get("id") or uuid7(), order_id="order", position=0,
            item_id=item_id, category_id=item.category_id, name=item.name, kitchen_name=item.name,
            variant_id=variant.id if variant else None,
            variant_name=variant.name if variant else None, quantity=quantity,
            seat=None, course=1, unit_price_cents=0, price_cents=0, tax=item.tax,
            modifiers=tuple(LineModifier(group=None, option=one.id, name=one.name) for one in chosen),
            note=None, allergens=(), recipe=recipe, stations=item.stations, prep_seconds=None, state="held",
            fingerprint="", placed_at=work.now, remake_of=fields.get("remake_of"),
        )
    )  # fmt: skip


def place(work: Work, *wanted: tuple[Any, ...], fire: bool = False) -> Result:
    """Place lines, each `(item, quantity, {fields})`, and fire them when asked."""
    lines = [new_line(work, item, *rest[:1], **(rest[1] if len(rest) > 1 else {})) for item, *rest in wanted]
    work.happened(LinesPlaced("order", tuple(line.id for line in lines)))
    if fire:
        send(work, *(line.id for line in lines))
    return Result("nothing")


def send(work: Work, *ids: str) -> Result:
    """Fire held lines."""
    for id in ids:
        line = work.get(OrderLine, id)
        assert line is not None
        work.change(line, state="sent", fired_at=work.now, fire=1)
    work.happened(LinesFired("order", ids, 1))
    return Result("nothing")


def take_back(work: Work, id: str, quantity: int, *, after_start: bool = False) -> Result:
    """Remove from a held line or void from a sent one."""
    line = work.get(OrderLine, id)
    assert line is not None
    voided = line.voided_quantity + quantity
    state = "voided" if voided == line.quantity else line.state
    work.change(line, voided_quantity=voided, state=state)
    if line.state == "held":
        work.happened(LineRemoved("order", id, quantity))
    else:
        work.happened(LineVoided("order", id, quantity, after_start, "Guest changed mind"))
    return Result("nothing")
