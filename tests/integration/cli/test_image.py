"""What the image is made by and what it runs, without a container engine: the Dockerfile's own steps in a
folder, and its CMD and HEALTHCHECK as somebody without rights.

The base image and its Debian packages are not looked at here.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cli.commands import TOMATO

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order."""
    text = re.sub(r"\\\n", "", (ROOT / "docker" / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def python_for_everybody() -> str:
    """A Python that somebody without rights may run, of the image's own version where there is one."""
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        found = shutil.which(name, path="/usr/bin:/usr/local/bin")
        if (
            found
            and subprocess.run([found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]).returncode
            == 0
        ):
            return found
    pytest.fail("There is no Python 3.11 or newer in /usr/bin or /usr/local/bin.")


@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """A folder in which the first stage of the Dockerfile has run; /opt is `opt` in it."""
    with tempfile.TemporaryDirectory(prefix="kitchenhub-image-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        source = folder / "src"
        source.mkdir()
        passed = ("PATH", "HOME", "UV_", "PIP_", "SSL_")
        environ = {name: text for name, text in os.environ.items() if name.startswith(passed)}
        environ["UV_PYTHON"] = python_for_everybody()
        environ.pop("UV_PROJECT_ENVIRONMENT", None)
        for word, rest in instructions()[1:]:
            if word == "FROM":
                break
            if word == "ENV":
                environ |= dict(part.split("=") for part in rest.replace("/opt/", f"{folder}/opt/").split())
            elif word == "COPY":
                *names, _ = rest.split()
                for one in names:
                    _copy(ROOT / one, source / one)
            elif word == "RUN" and rest.startswith("uv "):
                done = subprocess.run(
                    rest.split(), cwd=source, env=environ, capture_output=True, text=True, timeout=300
                )
                assert done.returncode == 0, done.stderr
        shutil.rmtree(source)  # the second stage does not have it
        yield folder


def _copy(origin: Path, target: Path) -> None:
    if origin.is_dir():
        shutil.copytree(origin, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(origin, target)


class Box:
    """Runs the image's commands as nobody, in a data folder of its own and hardly any environment."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._somebody = NOBODY if os.getuid() == 0 else None
        if self._somebody is not None:
            os.chown(self.data, NOBODY, NOBODY)
        self.binaries = folder / "opt" / "kitchenhub" / "bin"
        with socket.socket() as trying:
            trying.bind(("127.0.0.1", 0))
            self.port = trying.getsockname()[1]
        self.environ = {
            "PATH": f"{self.binaries}:/usr/bin:/bin", "PYTHONUNBUFFERED": "1", "HOME": str(self.data),
            "KITCHENHUB_DATA_DIR": str(self.data), "KITCHENHUB_PORT": str(self.port),
        }  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.binaries / words[0]), *words[1:]], cwd=self.data, env=self.environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, user=self._somebody, group=self._somebody,
            extra_groups=None if self._somebody is None else [],
        )  # fmt: skip

    def run(self, *words: str) -> tuple[int, str, str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.mark.timeout(400)
def test_the_images_steps_make_a_hub_that_serves_as_nobody(installed: Path) -> None:
    box = Box(installed)
    (installed / "restaurant.yaml").write_text(TOMATO)
    code, _, complaint = box.run("kitchenhub", "init", str(installed / "restaurant.yaml"))
    assert code == 0, complaint
    found = dict(instructions())
    health = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
    assert box.run(*health)[0] != 0, "nobody listens yet"
    hub = box.start(*json.loads(found["CMD"]))
    try:
        assert hub.stdout is not None
        assert hub.stdout.readline() == f"ready http://0.0.0.0:{box.port}\n"
        assert box.run(*health)[0] == 0
        if os.getuid() == 0:
            assert Path(f"/proc/{hub.pid}").stat().st_uid == NOBODY
        assert box.run("kitchenhub", "verify")[0] == 0
        begun = time.monotonic()
        hub.terminate()
        _, complaint = hub.communicate(timeout=20)
        assert hub.returncode == 0, complaint
        assert time.monotonic() - begun < 10
    finally:
        hub.kill()
        hub.wait()


@pytest.mark.timeout(400)
def test_the_image_has_the_other_commands_and_no_tools_of_the_suite(installed: Path) -> None:
    box = Box(installed)
    assert box.run("kitchenhub", "dispatch", "--help")[0] == 0
    assert box.run("python", "-m", "printers", "spool", "--help")[0] == 0
    assert box.run("python", "-m", "printers", "simulate", "--help")[0] == 0
    assert box.run("python", "-c", "import pytest")[0] != 0
