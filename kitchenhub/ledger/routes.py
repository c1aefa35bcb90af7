"""The books' route."""

from kitchenhub.api.endpoint import Endpoint, read
from kitchenhub.ledger.queries import EntryPage, EntryQuery, list_entries
from kitchenhub.roles import MANAGERS

ENDPOINTS: list[Endpoint] = [
    read("/ledger/entries", MANAGERS | {"integration"}, list_entries, query=EntryQuery, answer=EntryPage,
         summary="Journal entries"),
]  # fmt: skip
