"""The restaurant of the bench, made once, and the table at the end of the run."""

import pytest

from tests.faults.bench import table
from tests.faults.bench.founding import Founded
from tests.faults.bench.scale import SEED


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    return Founded(tmp_path_factory.mktemp("founded") / "data")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if table.OUTCOMES:
        terminalreporter.section(f"faults, seed {SEED}")
        for line in table.told():
            terminalreporter.write_line(line)
