"""Settings: where they come from, and that every mistake is named at once."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.settings import SETTINGS, Settings, load


def loaded(folder: Path, file: str = "", environ: dict[str, str] | None = None, **flags: object) -> Settings:
    if file:
        (folder / "kitchenhub.toml").write_text(file)
    return load({"data_dir": folder, **flags}, environ or {})


def mistakes(folder: Path, file: str = "", environ: dict[str, str] | None = None, **flags: object) -> str:
    with pytest.raises(CannotStart) as caught:
        loaded(folder, file, environ, **flags)
    return str(caught.value)


def test_defaults_serve_one_restaurant_on_loopback(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.database_path == tmp_path / "kitchenhub.db"
    assert settings.journal_dir == tmp_path / "journal"
    assert ip_network("10.0.0.0/8") in settings.printer_networks
    assert settings.printer_ports == ((1024, 65535),)


def test_flags_outrank_variables_and_variables_outrank_the_file(tmp_path: Path) -> None:
    file = 'port = 8001\nhost = "::1"\nlog_level = "debug"'
    environ = {"KITCHENHUB_PORT": "8002", "KITCHENHUB_HOST": "0.0.0.0", "HOME": "/"}
    settings = loaded(tmp_path, file, environ, port=8003)
    assert (settings.port, settings.host, settings.log_level) == (8003, "0.0.0.0", "debug")


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, environ={"KITCHENHUB_PORT": ""}).port == 8000


def test_the_data_folder_may_come_from_a_variable(tmp_path: Path) -> None:
    assert load({}, {"KITCHENHUB_DATA_DIR": str(tmp_path)}).data_dir == tmp_path
    assert load({}, {"XDG_DATA_HOME": str(tmp_path)}).data_dir == tmp_path / "kitchenhub"


def test_lists_may_stand_as_text_or_as_a_list(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path, 'printer_networks = ["10.0.0.0/8", "fc00::/7"]\nprinter_ports = "9100, 9200-9210"'
    )
    assert [str(network) for network in settings.printer_networks] == ["10.0.0.0/8", "fc00::/7"]
    assert settings.printer_ports == ((9100, 9100), (9200, 9210))


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    file = 'log_format = "xml"\nprot = 1\nworkers = true\ndata_dir = "/x"'
    environ = {"KITCHENHUB_PRINTER_PORTS": "9200-9100", "KITCHENHUB_COLOUR": "red"}
    said = mistakes(tmp_path, file, environ, port="99999")
    assert said.startswith("7 settings are wrong:")
    for part in (
        "KITCHENHUB_COLOUR: no setting",
        "prot in kitchenhub.toml: no setting has this name; do you mean port?",
        "workers in kitchenhub.toml",
        "data_dir in kitchenhub.toml",
        "log_format (in kitchenhub.toml): 'xml'",
        "printer_ports (from KITCHENHUB_PRINTER_PORTS): '9200-9100' is not a list of ports",
        "port (on the command line): '99999' is not a whole number from 0 to 65535.",
    ):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(
    ("variable", "text", "reason"),
    [
        ("KITCHENHUB_DATABASE_URL", "postgresql://here", "not a database URL"),
        ("KITCHENHUB_DATABASE_URL", "postgresql://here:many/kitchenhub", "not a database URL"),
        ("KITCHENHUB_DATABASE_URL", "kitchenhub.db", "not a database URL"),
        ("KITCHENHUB_REDIS_URL", "http://here", "not a Redis URL"),
        ("KITCHENHUB_WORKERS", "2", "one writing process"),
        ("KITCHENHUB_PORT", "٨٠٠٠", "not a whole number"),
        ("KITCHENHUB_PRINTER_NETWORKS", "10.0.0.1/8", "not a list of networks"),
        ("KITCHENHUB_TRUSTED_PROXIES", "proxy", "not a list of IP addresses"),
        ("KITCHENHUB_HOST", "a\nb", "control characters"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(
    tmp_path: Path, variable: str, text: str, reason: str
) -> None:
    said = mistakes(tmp_path, environ={variable: text})
    assert said.startswith("A setting is wrong:")
    assert reason in said


def test_a_file_that_is_not_toml_is_a_mistake(tmp_path: Path) -> None:
    assert "is not TOML" in mistakes(tmp_path, "port = = 1")


def test_every_setting_says_why_in_one_line() -> None:
    for setting in SETTINGS:
        assert setting.why.endswith(".")
        assert "\n" not in setting.why
        assert setting.variable == f"KITCHENHUB_{setting.name.upper()}"
