"""Which pages a role has, in the order in which a person wants them."""

import msgspec

from kitchenhub.kitchen.tables import Station
from kitchenhub.roles import CASHIERS, COOKS, SERVERS
from kitchenhub.store.reads import Reads


class Page(msgspec.Struct, frozen=True):
    """A page a person may open."""

    path: str
    name: str


def pages_of(reads: Reads, role: str) -> list[Page]:
    """The pages of a role: cooks see each station that has a screen."""
    pages: list[Page] = []
    if role in SERVERS:
        pages.append(Page("/floor", "Floor"))
    if role in COOKS or role in SERVERS:
        pages.append(Page("/kitchen/pass", "Pass"))
    if role in COOKS:
        stations = sorted(reads.find(Station), key=lambda station: station.position)
        pages += [
            Page(f"/kitchen/{station.id}", station.name)
            for station in stations
            if station.screen and not station.archived and station.kind == "station"
        ]
    if role in CASHIERS:
        pages.append(Page("/office", "Office"))
    return pages
