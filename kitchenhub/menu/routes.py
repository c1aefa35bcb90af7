"""The menu's routes."""

from kitchenhub.api.endpoint import Endpoint, read, write
from kitchenhub.menu.availability import (
    AvailabilityChange,
    set_ingredient,
    set_item,
    set_option,
    set_variant,
)
from kitchenhub.menu.cards import MenuCard, StandingCard
from kitchenhub.menu.queries import show_menu
from kitchenhub.roles import COOKS, MENU_READERS

ENDPOINTS: list[Endpoint] = [
    read("/menu", MENU_READERS, show_menu, summary="Everything that can be sold", answer=MenuCard),
    *(
        write(
            "PUT", f"/{plural}/{{id}}/availability", COOKS, run, body=AvailabilityChange,
            answer=StandingCard, summary=f"Switch {what} off or on, or count it; the kitchen only down",
        )
        for plural, run, what in (
            ("items", set_item, "an item"),
            ("options", set_option, "an option, in every group that has it,"),
            ("variants", set_variant, "a variant, `item:variant`,"),
            ("ingredients", set_ingredient, "an ingredient, with everything made of it,"),
        )
    ),
]  # fmt: skip
