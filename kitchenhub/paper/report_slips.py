"""Slips of the close: headed sections of labelled figures, whatever figures a report has.

Figures are named as everywhere: a key that ends in `_cents` is an amount of money. A figure that holds
figures becomes a section of its own.
"""

from collections.abc import Mapping
from typing import Any

from kitchenhub.paper.wording import day_and_time, label, money
from kitchenhub.restaurant.tables import Restaurant

SlipData = dict[str, Any]


def report_slip(restaurant: Restaurant, title: str, at: str, figures: Mapping[str, Any]) -> SlipData:
    """A report of figures: plain ones first, then a section for each group of them."""
    plain = {key: value for key, value in figures.items() if not _is_group(value)}
    sections = [_section(restaurant, title, plain)] if plain else []
    sections += [
        _section(restaurant, label(key), value) for key, value in figures.items() if _is_group(value)
    ]
    return {
        "kind": "report",
        "title": title,
        "restaurant": restaurant.name,
        "at": day_and_time(restaurant, at),
        "sections": [section for section in sections if section["rows"]],
    }


def _is_group(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _section(restaurant: Restaurant, heading: str, group: Any) -> SlipData:
    if isinstance(group, Mapping):
        rows = [row for key, value in group.items() for row in _rows(restaurant, str(key), value)]
    else:
        rows = [row for value in group for row in _listed(restaurant, value)]
    return {"heading": heading, "rows": rows}


def _rows(restaurant: Restaurant, key: str, value: Any) -> list[SlipData]:
    if isinstance(value, Mapping):
        return [
            {"label": f"{label(key)} · {label(str(inner))}", "value": _text(restaurant, str(inner), one)}
            for inner, one in value.items()
            if not _is_group(one)
        ]
    if _is_group(value):
        return [row for one in value for row in _listed(restaurant, one)]
    return [{"label": label(key), "value": _text(restaurant, key, value)}]


def _listed(restaurant: Restaurant, value: Any) -> list[SlipData]:
    """An element of a list: one figure stands beside its name, several stand below it."""
    if not isinstance(value, Mapping):
        return [{"label": str(value), "value": ""}]
    figures = {key: one for key, one in value.items() if one is None or isinstance(one, int)}
    name = _name(value)
    if len(figures) == 1:
        return [{"label": name, "value": _text(restaurant, key, one)} for key, one in figures.items()]
    rows = [{"label": label(key), "value": _text(restaurant, key, one)} for key, one in figures.items()]
    return [{"label": name, "value": "", "strong": True}, *rows]


def _name(value: Mapping[str, Any]) -> str:
    """What an element is called: its name, else all of its words but the id."""
    if isinstance(value.get("name"), str):
        return str(value["name"])
    words = [one for key, one in value.items() if isinstance(one, str) and key != "id" and one]
    return label(" ".join(words))


def _text(restaurant: Restaurant, key: str, value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and key.endswith("_cents"):
        return money(restaurant, value)
    return str(value)
