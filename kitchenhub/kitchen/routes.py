"""The kitchen's routes."""

from kitchenhub.api.endpoint import Endpoint, read, write
from kitchenhub.kitchen.bumping import Bump, acknowledge, bump, bump_item, recall, start
from kitchenhub.kitchen.cards import TicketCard
from kitchenhub.kitchen.queries import Board, Stations, TicketQuery, list_stations, list_tickets
from kitchenhub.roles import COOKS, READERS, SERVERS

# Servers work the pass; cooks work their stations.
_PRESSERS = COOKS | SERVERS
_CODES = ("ticket_state", "allergy_unacknowledged")

ENDPOINTS: list[Endpoint] = [
    read("/stations", READERS, list_stations, answer=Stations, summary="The stations"),
    read("/stations/{station}/tickets", READERS, list_tickets, query=TicketQuery, answer=Board,
         summary="A station's board"),
    write("POST", "/tickets/{id}/start", _PRESSERS, start, answer=TicketCard, summary="Start a ticket",
          codes=_CODES),
    write("POST", "/tickets/{id}/bump", _PRESSERS, bump, body=Bump, answer=TicketCard,
          summary="Bump a ticket", codes=_CODES),
    write("POST", "/tickets/{id}/recall", _PRESSERS, recall, answer=TicketCard, summary="Recall a ticket",
          codes=_CODES),
    write("POST", "/tickets/{id}/acknowledge", _PRESSERS, acknowledge, answer=TicketCard,
          summary="Acknowledge allergies and voids", codes=_CODES),
    write("POST", "/tickets/{id}/items/{line}/bump", _PRESSERS, bump_item, answer=TicketCard,
          summary="Bump one item", codes=_CODES),
]  # fmt: skip
