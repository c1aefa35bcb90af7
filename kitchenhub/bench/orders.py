"""The order that the bench sends: 4 lines, 3 tickets, 2 slips, 12 stock moves."""

import os
from collections.abc import Callable

_FILE = """
restaurant: {name: Bench, currency: EUR, timezone: Europe/Rome, locale: it-IT, prices_include_tax: true,
             day_starts: "04:00"}
taxes: {food: {rate: "10"}}
printers:
  kitchen: {address: "tcp://127.0.0.1:9100", columns: 42}
stations:
  grill: {name: Grill, printer: kitchen}
  fryer: {name: Fryer, printer: kitchen}
  cold: {name: Cold}
  pass: {name: Pass, kind: pass, stations: []}
sections:
  room: {name: Room, tables: {"1": {seats: 4}}}
staff:
  - {name: Ada, role: manager, pin: "2580"}
menu:
  mains:
    name: Mains
    station: grill
    tax: food
    course: 1
    items:
      burger: {name: Burger, price: "12.00", recipe: {i0: 180 g, i1: 20 g, i2: 30 g}}
      steak: {name: Steak, price: "21.00", recipe: {i3: 250 g, i4: 10 g, i5: 15 g}}
      fries: {name: Fries, price: "4.00", station: fryer, recipe: {i6: 200 g, i7: 12 g, i8: 2 g}}
      salad: {name: Salad, price: "6.50", station: cold, recipe: {i9: 120 g, i10: 30 g, i11: 20 g}}
ingredients:
"""
_INGREDIENT = '  i%d: {name: Ingredient %d, unit: g, on_hand: "900000000", when_out: block}'
RESTAURANT = _FILE + "\n".join(_INGREDIENT % (n, n) for n in range(12)) + "\n"

_BODY = (
    '{"id":"%s","type":"tab","name":"Bench","covers":2,"note":"window seat, birthday","fire":"all",'
    '"lines":[{"id":"%s","item":"burger","quantity":1,"seat":1,"course":1,'
    '"note":"no onions, sauce aside please"},'
    '{"id":"%s","item":"steak","quantity":1,"seat":2,"course":1,"note":"medium rare"},'
    '{"id":"%s","item":"fries","quantity":2,"seat":1,"course":1},'
    '{"id":"%s","item":"salad","quantity":1,"seat":2,"course":1,"note":"dressing on the side"}]}'
)


def new_ids() -> list[str]:
    """Five fresh ids: the order's and its four lines'."""
    raw = os.urandom(80).hex()
    return [
        f"{part[:8]}-{part[8:12]}-7{part[13:16]}-8{part[17:20]}-{part[20:]}"
        for part in (raw[at : at + 32] for at in range(0, 160, 32))
    ]


def order_body(ids: list[str]) -> bytes:
    """The order as JSON."""
    return (_BODY % tuple(ids)).encode()


def request_maker(path: str, token: str) -> Callable[[list[str]], bytes]:
    """A function that makes whole HTTP requests for fresh ids."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n"
    )

    def make(ids: list[str]) -> bytes:
        body = order_body(ids)
        return (head % (ids[0], len(body))).encode() + body

    return make
