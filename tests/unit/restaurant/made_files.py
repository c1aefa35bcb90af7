"""Random restaurant files that keep every rule, for round trips."""

import msgspec
from hypothesis import strategies as st

from kitchenhub.restaurant.checks import unfit_character
from kitchenhub.restaurant.file import (
    STAFF_ROLES,
    Category,
    Ingredient,
    Item,
    ModifierGroup,
    Option,
    RestaurantFile,
    ServiceCharge,
    StaffMember,
    Variant,
)
from kitchenhub.restaurant.reading import read_restaurant
from tests.unit.restaurant.small_file import SMALL

FRAME = read_restaurant(SMALL)
STATIONS = ("grill", "bar")
TAXES = ("food", "alcohol")

names = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda text: text != "" and unfit_character(text) is None)
)
ids = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,11}", fullmatch=True)
cents = st.integers(0, 10_000_000)
milli = st.integers(1, 10**9)
words = st.lists(names, max_size=3, unique=True).map(tuple)
seconds = st.none() | st.integers(0, 86_400)


def recipes(known: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(known), milli, max_size=3) if known else st.just({})


@st.composite
def ingredients(draw: st.DrawFn) -> tuple[Ingredient, ...]:
    return tuple(
        Ingredient(
            id=id,
            name=draw(names),
            unit=draw(st.sampled_from(("g", "ml", "each"))),
            on_hand_milli=draw(st.integers(0, 10**12)),
            par_milli=draw(st.none() | milli),
            cost_micros=draw(st.none() | st.integers(0, 10**12)),
            when_out=draw(st.sampled_from(("warn", "block"))),
            allergens=draw(words),
        )
        for id in draw(st.lists(ids, max_size=4, unique=True))
    )


@st.composite
def groups(draw: st.DrawFn, known: tuple[str, ...]) -> tuple[ModifierGroup, ...]:
    found = []
    for id in draw(st.lists(ids, max_size=2, unique=True)):
        options = tuple(
            Option(
                id=option,
                name=draw(names),
                price_cents=draw(cents),
                recipe=draw(recipes(known)),
                prep_seconds=draw(st.integers(-600, 600)),
                allergens=draw(words),
            )
            for option in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
        )
        least = draw(st.integers(0, len(options)))
        most = draw(st.none() | st.integers(max(least, 1), 9))
        found.append(ModifierGroup(id=id, name=draw(names), options=options, min=least, max=most))
    return tuple(found)


@st.composite
def items(draw: st.DrawFn, id: str, known: tuple[str, ...], group_ids: tuple[str, ...]) -> Item:
    variants = tuple(
        Variant(
            id=variant,
            name=draw(names),
            price_cents=draw(cents),
            recipe=draw(st.none() | recipes(known)),
            prep_seconds=draw(seconds),
        )
        for variant in draw(st.lists(ids, max_size=2, unique=True))
    )
    chosen = st.lists(st.sampled_from(group_ids), max_size=2, unique=True) if group_ids else st.just([])
    return Item(
        id=id,
        name=draw(names),
        kitchen_name=draw(st.none() | names),
        price_cents=draw(st.none() | cents) if variants else draw(cents),
        variants=variants,
        tax=draw(st.sampled_from(TAXES)),
        stations=tuple(draw(st.lists(st.sampled_from(STATIONS), min_size=1, unique=True))),
        course=draw(st.integers(0, 20)),
        allergens=draw(words),
        recipe=draw(recipes(known)),
        modifiers=tuple(draw(chosen)),
        prep_seconds=draw(seconds),
        remaining=draw(st.none() | st.integers(0, 999)),
    )


@st.composite
def staff(draw: st.DrawFn) -> tuple[StaffMember, ...]:
    pins = draw(st.lists(st.from_regex(r"[0-9]{4,8}", fullmatch=True), min_size=1, max_size=3, unique=True))
    found = draw(st.lists(ids, min_size=len(pins), max_size=len(pins), unique=True))
    roles = ["owner", *(draw(st.sampled_from(STAFF_ROLES)) for _ in pins[1:])]
    return tuple(
        StaffMember(id=id, name=draw(names), role=role, pin=pin)
        for id, role, pin in zip(found, roles, pins, strict=True)
    )


@st.composite
def restaurant_files(draw: st.DrawFn) -> RestaurantFile:
    stock = draw(ingredients())
    known = tuple(ingredient.id for ingredient in stock)
    modifiers = draw(groups(known))
    item_ids = draw(st.lists(ids, max_size=5, unique=True))
    category_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    menu = tuple(
        Category(
            id=id,
            name=draw(names),
            stations=tuple(draw(st.lists(st.sampled_from(STATIONS), unique=True))),
            tax=draw(st.none() | st.sampled_from(TAXES)),
            course=draw(st.none() | st.integers(0, 20)),
            items=tuple(
                draw(items(item, known, tuple(group.id for group in modifiers)))
                for item in item_ids[index :: len(category_ids)]
            ),
        )
        for index, id in enumerate(category_ids)
    )
    charge = st.builds(ServiceCharge, percent_bp=st.integers(0, 10_000), from_covers=st.integers(1, 99))
    settings = msgspec.structs.replace(
        FRAME.restaurant,
        name=draw(names),
        prices_include_tax=draw(st.booleans()),
        cover_charge_cents=draw(cents),
        service_charge=draw(st.none() | charge),
    )
    return msgspec.structs.replace(
        FRAME, restaurant=settings, ingredients=stock, modifiers=modifiers, menu=menu, staff=draw(staff())
    )
