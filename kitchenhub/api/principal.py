"""Who a request comes from, once its credential was checked."""

import msgspec

from kitchenhub.store.work import Actor


class Principal(msgspec.Struct, frozen=True):
    """A restaurant and somebody in it. `session_id` names a browser sign-in, null for API tokens."""

    restaurant_id: int
    actor: Actor
    session_id: str | None = None
