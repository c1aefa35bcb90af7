"""A small right restaurant file, one thing a line, so that a test can make one wrong and name its line."""

SMALL = """\
restaurant: {name: Aurora, currency: EUR, timezone: Europe/Rome, locale: it-IT, receipt_printer: bar}
taxes:
  food: {rate: "10"}
  alcohol: {rate: {dine_in: "10", takeaway: "22"}}
printers:
  kitchen: {address: "tcp://10.20.0.11:9100", backup: bar}
  bar: {address: "tcp://10.20.0.12:9100"}
stations:
  grill: {name: Grill, printer: kitchen}
  bar: {name: Bar, printer: bar, screen: false}
drawers: {bar: {printer: bar}}
sections:
  room: {name: Dining room, tables: {"1": {seats: 4}, "2": {seats: 2}}}
  terrace: {name: Terrace, tables: {"3": {seats: 4}}}
staff:
  - {name: Ada, role: manager, pin: "2580"}
  - {name: Luca, role: waiter, pin: "1470"}
ingredients:
  mince: {name: Beef mince, unit: g, on_hand: "10000", cost: "0.011"}
  bun: {name: Bun, unit: each, on_hand: "80", when_out: block, allergens: [gluten]}
modifiers:
  doneness: {name: Doneness, min: 1, max: 1, options: {rare: {name: Rare}, well: {name: Well done}}}
menu:
  mains:
    name: Mains
    station: grill
    course: 2
    items:
      burger: {name: Burger, price: "12.00", recipe: {mince: 180 g, bun: 1 each}, modifiers: [doneness]}
  drinks:
    name: Bar
    items:
      beer: {name: Birra, price: "4.50", station: bar, tax: alcohol, course: 0}
"""


def changed(old: str, new: str) -> str:
    """The small file with one thing replaced; it must stand there exactly once."""
    assert SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times in the small file"
    return SMALL.replace(old, new)
