"""Who answers at the printers' addresses, and whether the settings let the hub talk to them."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from urllib.parse import urlsplit

from kitchenhub.doctor.findings import Finding, good, wrong
from kitchenhub.paper.tables import Printer
from kitchenhub.settings import Settings
from kitchenhub.store.opening import open_database
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.times import now_text

CONNECT_SECONDS = 3.0


def answering(settings: Settings) -> Iterator[Finding]:
    """Every printer of every restaurant, all asked at the same time."""
    database = open_database(settings.database)
    try:
        printers: list[Printer] = []
        for restaurant_id in restaurant_ids(database):
            with reading(database, restaurant_id, now_text()) as reader:
                printers += [printer for printer in reader.find(Printer) if not printer.archived]
    finally:
        database.close()
    if not printers:
        return
    with ThreadPoolExecutor(min(16, len(printers))) as threads:
        yield from threads.map(lambda printer: look_at(printer.id, printer.address, settings), printers)


def look_at(name: str, address: str, settings: Settings) -> Finding:
    """One printer: its address as the spooler would check it, and whether anybody takes the connection."""
    subject = f"printer {name}"
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 9100
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return wrong(
            subject, f"nobody knows the name {host}", "write its IP address into the restaurant file"
        )
    strange = [one for one in found if not any(ip_address(one) in net for net in settings.printer_networks)]
    if strange:
        return wrong(
            subject, f"{strange[0]} lies outside the networks that printers may be in",
            "check the address, or add its network to KITCHENHUB_PRINTER_NETWORKS",
        )  # fmt: skip
    if not any(first <= port <= last for first, last in settings.printer_ports):
        return wrong(
            subject, f"port {port} is none that printers may use",
            "check the address, or add the port to KITCHENHUB_PRINTER_PORTS",
        )  # fmt: skip
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as fault:
        return wrong(
            subject, f"{address} does not answer ({fault.strerror or fault})",
            "is it switched on and plugged in? Its self-test slip prints the address it has",
        )  # fmt: skip
    return good(subject, f"{address} answers")
