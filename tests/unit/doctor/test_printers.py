"""The doctor at a printer's address."""

import socket
from pathlib import Path

from kitchenhub.doctor.printers import look_at
from kitchenhub.settings import Settings, load


def settings_of(folder: Path, **environ: str) -> Settings:
    return load({"data_dir": folder}, environ)


def test_a_printer_that_takes_the_connection_is_good(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        address = f"tcp://127.0.0.1:{printer.getsockname()[1]}"
        assert look_at("bar", address, settings_of(tmp_path)).verdict == "good"
    finding = look_at("bar", address, settings_of(tmp_path))
    assert finding.verdict == "wrong"
    assert "does not answer" in finding.seen
    assert finding.advice


def test_an_address_outside_the_networks_is_named_and_not_called(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, KITCHENHUB_PRINTER_NETWORKS="10.0.0.0/8")
    finding = look_at("bar", "tcp://127.0.0.1:9100", settings)
    assert finding.seen == "127.0.0.1 lies outside the networks that printers may be in"
    settings = settings_of(tmp_path, KITCHENHUB_PRINTER_PORTS="9200")
    assert look_at("bar", "tcp://127.0.0.1:9100", settings).seen == "port 9100 is none that printers may use"


def test_a_name_that_nobody_knows_is_said_to_be_so(tmp_path: Path) -> None:
    finding = look_at("bar", "tcp://no.such.printer.invalid:9100", settings_of(tmp_path))
    assert "nobody knows the name" in finding.seen
