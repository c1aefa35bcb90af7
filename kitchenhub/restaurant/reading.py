"""Reading a restaurant file: YAML text in, a checked RestaurantFile out, or every mistake with its
line.

This module knows the parts around the menu (`menu_reading.py` knows the menu). Ids that the file
defines are collected first, so a wrong printer does not make every station that names it look wrong
too.
"""

from typing import get_args

import msgspec

from kitchenhub.restaurant.checks import (
    address_of,
    currency_of,
    locale_of,
    minor_digits,
    name_of,
    pin_of,
    time_of_day_of,
    timezone_of,
)
from kitchenhub.restaurant.file import (
    ORDER_TYPES,
    REASON_KINDS,
    STAFF_ROLES,
    Drawer,
    Held,
    PayWhen,
    Printer,
    Progress,
    RestaurantFile,
    Section,
    ServiceCharge,
    Settings,
    StaffMember,
    Station,
    StationKind,
    Table,
    TaxClass,
    default_pass_stations,
    is_id,
    slug,
)
from kitchenhub.restaurant.form import AS_WRITTEN, NUMBERS, Form
from kitchenhub.restaurant.menu_reading import MenuReading
from kitchenhub.restaurant.mistakes import Mistakes, WrongValue, shown
from kitchenhub.restaurant.quantities import cents_of, rate_bp_of
from kitchenhub.restaurant.yaml_nodes import Mapping, Scalar, parse_nodes

SECONDS_MAX = 86_400
COLUMNS_MIN, COLUMNS_MAX = 32, 64


def read_restaurant(text: str, *, pins_required: bool = True) -> RestaurantFile:
    """The checked file. Raises FileRejected with all mistakes.

    `pins_required=False` reads a file as it was exported: staff without a PIN, who keep the one they have.
    """
    mistakes = Mistakes()
    form = Form(parse_nodes(text, mistakes), "", mistakes)
    file = _Reading(form, pins_required).file() if not form.broken else None
    mistakes.reject_if_any()
    assert file is not None  # a form is only broken after a mistake
    return file


class _Reading:
    """One file while it is read: what it defines, and its parts in the order of the contract."""

    def __init__(self, form: Form, pins_required: bool) -> None:
        self.form, self.pins_required = form, pins_required
        self.mistakes = form.mistakes
        self.printers = form.ids("printers")
        self.digits = 2

    def file(self) -> RestaurantFile:
        settings = self.settings()
        order_types = self.order_types()
        taxes = self.taxes()
        printers = self.all_printers()
        stations = self.stations()
        kitchen = tuple(s.id for s in stations if s.kind == "station")
        menu = MenuReading(self.form, self.digits, kitchen, tuple(t.id for t in taxes))
        ingredients, modifiers, categories = menu.ingredients(), menu.modifiers(), menu.categories()
        file = RestaurantFile(
            restaurant=settings,
            order_types=order_types,
            taxes=taxes,
            printers=printers,
            stations=stations,
            drawers=self.drawers(),
            sections=self.sections(),
            reasons=self.reasons(),
            staff=self.staff(),
            ingredients=(*ingredients, *menu.implied.values()),
            modifiers=modifiers,
            menu=categories,
        )
        self.form.close()
        return file

    def cents(self, text: str) -> int:
        return cents_of(text, self.digits)

    def settings(self) -> Settings:
        with self.form.part("restaurant", required=True) as form:
            currency = form.value("currency", currency_of, "", required=True)
            self.digits = minor_digits(currency) if currency else 2
            return Settings(
                name=form.name(),
                currency=currency,
                timezone=form.value("timezone", timezone_of, "", required=True),
                locale=form.value("locale", locale_of, "en"),
                prices_include_tax=form.flag("prices_include_tax", True),
                day_starts=form.value("day_starts", time_of_day_of, "04:00", kinds=AS_WRITTEN),
                pacing=form.flag("pacing", False),
                receipt_printer=form.reference("receipt_printer", self.printers, "printer"),
                cover_charge_cents=form.value("cover_charge", self.cents, 0, kinds=NUMBERS),
                service_charge=self.service_charge(form),
            )

    def service_charge(self, settings: Form) -> ServiceCharge | None:
        if not settings.has("service_charge"):
            return None
        with settings.part("service_charge") as form:
            percent_bp = form.value("percent", rate_bp_of, 0, kinds=NUMBERS, required=True)
            return ServiceCharge(percent_bp=percent_bp, from_covers=form.whole("from_covers", 1, 1, 999))

    def order_types(self) -> dict[str, PayWhen]:
        found = dict(ORDER_TYPES)
        with self.form.part("order_types") as part:
            for type in ORDER_TYPES:
                with part.part(type) as form:
                    found[type] = form.choice("pay", get_args(PayWhen), ORDER_TYPES[type])
        return found

    def taxes(self) -> tuple[TaxClass, ...]:
        if not self.form.has("taxes"):
            return (TaxClass(id="none", rate_bp=0),)
        return tuple(self.tax(id, form) for id, form in self.form.named("taxes"))

    def tax(self, id: str, form: Form) -> TaxClass:
        node = form.node("rate", required=True)
        if not isinstance(node, Mapping):
            return TaxClass(id=id, rate_bp=form.value("rate", rate_bp_of, None, kinds=NUMBERS))
        with form.part("rate") as rates:
            default = rates.value("default", rate_bp_of, None, kinds=NUMBERS)
            read = {type: rates.value(type, rate_bp_of, None, kinds=NUMBERS) for type in ORDER_TYPES}
        by_type = {type: rate for type, rate in read.items() if rate is not None}
        if default is None and not by_type:
            form.wrong("rate", "names no rate")
        return TaxClass(id=id, rate_bp=default, by_type=by_type)

    def all_printers(self) -> tuple[Printer, ...]:
        return tuple(self.printer(id, form) for id, form in self.form.named("printers"))

    def printer(self, id: str, form: Form) -> Printer:
        address, host, port = form.value("address", address_of, ("", "", 0), required=True)
        backup = form.reference("backup", self.printers, "printer")
        if backup == id:
            form.wrong("backup", "a printer cannot be its own backup")
        columns = form.whole("columns", 42, COLUMNS_MIN, COLUMNS_MAX)
        name = form.name(default=id)
        return Printer(
            id=id, name=name, address=address, host=host, port=port, columns=columns, backup=backup
        )

    def stations(self) -> tuple[Station, ...]:
        stations: list[Station] = []
        watch_all: set[str] = set()
        for id, form in self.form.named("stations"):
            stations.append(self.station(id, form))
            if stations[-1].kind == "pass" and not form.has("stations"):
                watch_all.add(id)
        if not any(station.kind == "pass" for station in stations):
            if "pass" in self.form.ids("stations"):
                self.form.wrong("stations", 'the id "pass" is for a pass: say kind: pass')
            stations.append(Station(id="pass", name="Pass", kind="pass", progress="bump_only"))
            watch_all.add("pass")
        default = default_pass_stations(stations)
        return tuple(
            msgspec.structs.replace(station, stations=default) if station.id in watch_all else station
            for station in stations
        )

    def station(self, id: str, form: Form) -> Station:
        kind: StationKind = form.choice("kind", get_args(StationKind), "station")
        printer = form.reference("printer", self.printers, "printer")
        screen = form.flag("screen", True)
        if not screen and not form.has("printer"):
            form.wrong("screen", "a station needs a screen or a printer, or nobody sees its tickets")
        pressed: Progress = "bump_only" if kind == "pass" else "start_and_bump"
        progress: Progress = form.choice("progress", get_args(Progress), pressed if screen else "none")
        if not screen and progress != "none":
            form.wrong("progress", "a station without a screen has nothing to press: progress is none")
        warm_seconds = form.whole("warm_seconds", 480, 0, SECONDS_MAX)
        late_seconds = form.whole("late_seconds", max(900, warm_seconds), 0, SECONDS_MAX)
        if warm_seconds > late_seconds:
            form.wrong("warm_seconds", f"is more than late_seconds ({late_seconds})")
        held: Held = form.choice("held", get_args(Held), "show")
        return Station(
            id=id,
            name=form.name(default=id),
            kind=kind,
            printer=printer,
            screen=screen,
            progress=progress,
            held=held,
            warm_seconds=warm_seconds,
            late_seconds=late_seconds,
            stations=self.watched(form) if kind == "pass" else (),
        )

    def watched(self, form: Form) -> tuple[str, ...]:
        with self.form.part("stations") as part:
            known = tuple(part.entries)
            part.asked.update(dict.fromkeys(known))
        ids = form.references("stations", known, "station")
        for id in ids:
            node = part.entries[id][1]
            kind = node.entries.get("kind") if isinstance(node, Mapping) else None
            if kind and isinstance(kind[1], Scalar) and kind[1].text == "pass":
                form.wrong("stations", f'"{id}" is a pass itself')
        return ids

    def drawers(self) -> tuple[Drawer, ...]:
        return tuple(
            Drawer(
                id=id, name=form.name(default=id), printer=form.reference("printer", self.printers, "printer")
            )
            for id, form in self.form.named("drawers")
        )

    def sections(self) -> tuple[Section, ...]:
        lines: dict[str, int] = {}
        found = []
        for id, form in self.form.named("sections"):
            tables: list[Table] = []
            for table, table_form in form.named("tables"):
                if table in lines:
                    table_form.wrong("", f'table "{shown(table)}" is already on line {lines[table]}')
                lines.setdefault(table, table_form.line)
                seats = table_form.whole("seats", 4, 1, 99)
                tables.append(Table(id=table, seats=seats, position=len(tables)))
            found.append(Section(id=id, name=form.name(default=id), tables=tuple(tables)))
        return tuple(found)

    def reasons(self) -> dict[str, tuple[str, ...]]:
        with self.form.part("reasons") as form:
            return {kind: form.names(kind) for kind in REASON_KINDS if form.has(kind)}

    def staff(self) -> tuple[StaffMember, ...]:
        staff: list[StaffMember] = []
        by_id: dict[str, str] = {}
        by_pin: dict[str, str] = {}
        for form in self.form.listed("staff"):
            member = self.member(form)
            if member.id in by_id:
                form.wrong("id", f"{by_id[member.id]} has the same id; give one an id of its own")
            if member.pin in by_pin:
                form.wrong("pin", f"{by_pin[member.pin]} has the same PIN")
            if member.id:
                by_id.setdefault(member.id, member.name)
            if member.pin:
                by_pin.setdefault(member.pin, member.name)
            staff.append(member)
        if not any(member.role in ("owner", "manager") for member in staff):
            self.form.wrong("staff", "names no manager or owner")
        return tuple(staff)

    def member(self, form: Form) -> StaffMember:
        name = form.name()
        given = form.value("id", _id_of, "", kinds=AS_WRITTEN)
        id = given or slug(name)
        if name and not is_id(id):
            form.wrong("id", f'no id can be made from "{shown(name)}": give one')
        role = form.choice("role", STAFF_ROLES, "waiter")
        form.node("role", required=True)
        pin = form.value("pin", pin_of, None, kinds=AS_WRITTEN, required=self.pins_required)
        return StaffMember(id=id, name=name, role=role, pin=pin)


def _id_of(text: str) -> str:
    if not is_id(name_of(text)):
        raise WrongValue("an id is 1 to 64 ASCII letters, digits, _ and -")
    return text
