"""What a screen makes of the menu's and the stock's events: cards replace what it has, by id."""

from typing import Any


def replayed(events: list[dict[str, Any]]) -> Any:
    """The menu after its events, the first of which shows it whole."""
    menu: Any = None
    for event in events:
        if event["type"] == "menu.changed":
            menu = event["data"]
        elif event["type"] == "item.availability_changed":
            menu = with_changes(menu, event["data"])
    return menu


def with_changes(menu: Any, card: dict[str, Any]) -> Any:
    """The menu with the things of an `availability` card in place of its own."""
    items = {item["id"]: item for item in card.get("items", ())}
    ingredients = {one["id"]: one for one in card.get("ingredients", ())}
    return {
        **menu,
        "categories": [
            {**category, "items": [items.get(item["id"], item) for item in category["items"]]}
            for category in menu["categories"]
        ],
        "groups": card.get("groups", menu["groups"]),
        "ingredients": [ingredients.get(one["id"], one) for one in menu["ingredients"]],
    }


def replayed_stock(items: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any]:
    """The stock page: newer versions replace older ones."""
    items = dict(items)
    for event in events:
        if event["type"] == "stock.moved":
            for item in event["data"]["items"]:
                known = items.get(item["ingredient"])
                if known is None or item["version"] > known["version"]:
                    items[item["ingredient"]] = item
    return items
