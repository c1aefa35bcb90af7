"""The floor's routes."""

from kitchenhub.api.endpoint import Endpoint, read, write
from kitchenhub.floor.cards import TableCard
from kitchenhub.floor.commands import Seating, clear, seat
from kitchenhub.floor.queries import House, show_house
from kitchenhub.roles import ORDERERS, READERS

ENDPOINTS: list[Endpoint] = [
    read("/restaurant", READERS, show_house, answer=House, summary="The restaurant's settings"),
    write("POST", "/tables/{id}/seat", ORDERERS, seat, body=Seating, answer=TableCard,
          summary="Guests sit down"),
    write("POST", "/tables/{id}/clear", ORDERERS, clear, answer=TableCard, summary="The table is free",
          codes=("order_open",)),
]  # fmt: skip
