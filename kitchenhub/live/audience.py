"""Who may hear which topic: deny by default."""

from kitchenhub.roles import ALL, MENU_READERS, ORDERERS, READERS, STOCK, Roles

TOPIC_ROLES: dict[str, Roles] = {
    "station": READERS,
    "stations": READERS,
    "floor": ORDERERS,
    "menu": MENU_READERS,
    "stock": STOCK | {"kitchen", "cashier", "waiter"},
    "office": ALL - {"guest", "printer", "kitchen"},
    "orders": ORDERERS,
}
_WITH_ID = frozenset({"station", "orders"})


def topic_kind(topic: str) -> str | None:
    """The kind of a well-formed topic (`station:grill` → `station`), else None."""
    kind, colon, id = topic.partition(":")
    if kind not in TOPIC_ROLES or (kind in _WITH_ID) != bool(colon and id):
        return None
    return kind


def may_hear(role: str, topic: str) -> bool:
    """Whether a role may subscribe to a well-formed topic."""
    kind = topic_kind(topic)
    return kind is not None and role in TOPIC_ROLES[kind]
