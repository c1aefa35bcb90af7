"""What can happen to drawers and days."""

import msgspec


class CashMoved(msgspec.Struct, frozen=True):
    """Cash went in or out of a drawer without a sale."""

    cash_move_id: str


class DrawerClosed(msgspec.Struct, frozen=True):
    """A drawer was counted: over or short is booked."""

    session_id: str


class DayClosed(msgspec.Struct, frozen=True):
    """The Z was made: it is printed and kept."""

    business_day: str


class CheckoutMade(msgspec.Struct, frozen=True):
    """A server cashed out."""

    checkout_id: str
