"""The files of docker/, as far as they can be proven without a container engine.

`docker-compose config` (no daemon needed) checks the compose files against their schema and resolves them;
`caddy validate` reads the Caddyfile as the proxy will; the rest is read here.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kitchenhub.cli import main
from kitchenhub.settings import SETTINGS, load

FOLDER = Path(__file__).resolve().parents[2] / "docker"
COMPOSE = ("compose.yaml", "compose.scale.yaml")
FILLED_IN = {"POSTGRES_PASSWORD": "made-for-this-test", "KITCHENHUB_NAME": "hub.example"}
_EXACT_TAG = re.compile(r"[\w./-]+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?")


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=60, env={**kept, **environ}, cwd=FOLDER
    )


def resolved(file: str) -> dict[str, Any]:
    """The compose file as docker-compose understands it."""
    done = run("docker-compose", "-f", file, "--profile", "printing", "config", **FILLED_IN)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = yaml.safe_load(done.stdout)
    return read


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order."""
    text = re.sub(r"\\\n", "", (FOLDER / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def environment(service: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in service.get("environment", {}).items()}


@pytest.mark.parametrize("file", COMPOSE)
def test_a_compose_file_is_valid_and_names_every_image_exactly(file: str) -> None:
    for name, service in resolved(file)["services"].items():
        assert _EXACT_TAG.fullmatch(service["image"]), f"{name}: {service['image']}"


def test_a_secret_that_is_missing_stops_the_start() -> None:
    done = run("docker-compose", "-f", "compose.scale.yaml", "config", "-q", KITCHENHUB_NAME="hub.example")
    assert done.returncode != 0
    assert "POSTGRES_PASSWORD" in done.stderr


@pytest.mark.parametrize("file", COMPOSE)
def test_every_setting_and_command_exists(file: str) -> None:
    known = {setting.variable for setting in SETTINGS}
    for name, service in resolved(file)["services"].items():
        if not service["image"].startswith("kitchenhub:"):
            continue
        used = {word for word in environment(service) if word.startswith("KITCHENHUB_")}
        assert used <= known, f"{name}: {used - known}"
        words = service["command"]
        assert words[0] == "kitchenhub" or words[:3] == ["python", "-m", "printers"]
        if words[0] == "kitchenhub":
            assert words[1] in main.commands
            settings = load({"data_dir": "/data"}, environment(service))
            assert settings.one_process == (file == "compose.yaml")


@pytest.mark.parametrize("file", COMPOSE)
def test_what_is_ours_runs_without_rights(file: str) -> None:
    for name, service in resolved(file)["services"].items():
        if service["image"].startswith("kitchenhub:"):
            assert service["cap_drop"] == ["ALL"], name
            assert service["read_only"], name
            assert "no-new-privileges:true" in service["security_opt"], name
            assert not service.get("privileged"), name


def test_one_machine_stays_on_loopback_until_somebody_says_otherwise() -> None:
    hub = resolved("compose.yaml")["services"]["hub"]
    assert hub["ports"] == ["127.0.0.1:8000:8000/tcp"]
    assert hub["volumes"] == ["data:/data:rw"]


def test_at_scale_hubs_dispatcher_agent_and_proxy_fit_together() -> None:
    services = resolved("compose.scale.yaml")["services"]
    hubs = [name for name in services if name.startswith("hub-")]
    assert len(hubs) == 2
    for name in (*hubs, "dispatcher"):
        settings = environment(services[name])
        assert settings["KITCHENHUB_DATABASE_URL"].startswith("postgresql://")
        assert (settings["KITCHENHUB_SPOOLER"], settings["KITCHENHUB_DISPATCHER"]) == ("alone", "alone")
        assert services[name]["volumes"] == ["house:/data:rw"]
        proxy = services["proxy"]["networks"]["house"]["ipv4_address"]
        assert settings["KITCHENHUB_TRUSTED_PROXIES"] == proxy
    assert services["dispatcher"]["command"] == ["kitchenhub", "dispatch"]
    assert services["print-agent"]["command"][:4] == ["python", "-m", "printers", "spool"]
    assert all(f"{hub}:8000" in (FOLDER / "Caddyfile").read_text() for hub in hubs)
    assert [name for name, one in services.items() if one.get("ports")] == ["proxy"]


def test_only_a_hub_is_asked_whether_it_is_ready() -> None:
    services = resolved("compose.scale.yaml")["services"]
    for name in ("dispatcher", "print-agent"):
        assert services[name]["healthcheck"] in ({"disable": True}, {"test": ["NONE"]}), name


def test_the_files_hold_no_secret() -> None:
    for file in FOLDER.iterdir():
        if file.name == ".env":
            continue
        for line in file.read_text().splitlines():
            secret = re.match(r"\s*\w*(PASSWORD|TOKEN|SECRET)\w*\s*[=:]\s*(.*)", line)
            assert secret is None or secret[2].strip('"').startswith("${") or not secret[2], f"{file}: {line}"


def test_the_image_is_pinned_without_rights_and_says_whether_it_is_ready() -> None:
    found = instructions()
    froms = [rest.split()[0] for word, rest in found if word == "FROM"]
    assert all(re.fullmatch(r"python:3\.11\.\d+-slim-\w+", image) for image in froms)
    assert len(set(froms)) == 1
    words = [word for word, _ in found]
    assert "ADD" not in words
    user = next(rest for word, rest in found if word == "USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert words.index("USER") < words.index("CMD")
    assert dict(found)["VOLUME"] == "/data"
    assert "/health/ready" in dict(found)["HEALTHCHECK"]
    assert json.loads(dict(found)["CMD"]) == ["kitchenhub", "serve", "--host", "0.0.0.0"]


def test_everything_that_is_copied_exists_and_is_not_ignored() -> None:
    root = FOLDER.parent
    let_in = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for name in rest.split()[:-1]:
                assert (root / name).exists()
                assert f"!{name}" in let_in


def test_the_proxy_reads_its_file() -> None:
    done = run("caddy", "validate", "--config", "Caddyfile", "--adapter", "caddyfile")
    assert done.returncode == 0, done.stderr
