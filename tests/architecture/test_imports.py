"""One direction of imports, checked by walking the syntax trees (architecture, *Directions*)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS = (
    "restaurant", "alerts", "menu", "floor", "staff", "stock", "orders", "kitchen", "bills", "shifts",
    "ledger", "paper",
)  # fmt: skip
FOUNDATION = ("store", "api", "live")
COMPOSERS = (
    "app",
    "cards",
    "consequences",
    "endpoints",
    "pages",
    "schema",
    "documents",
    "housekeeping",
    "dispatching",
    "dispatch_leases",
    "destinations",
)
# What of a subject anybody may read: its rows and what can happen in it.
OPEN_FILES = ("tables", "facts")
# A third-party package and the only places that may import it.
HOMES = {
    "escpos": ("printers",),
    "PIL": ("printers",),
    "alembic": ("kitchenhub.store",),
    "argon2": ("kitchenhub.staff",),
    "sqlite3": ("kitchenhub.store", "kitchenhub.doctor", "kitchenhub.bench"),
    "psycopg": ("kitchenhub.store",),
    "redis": ("kitchenhub.live", "kitchenhub.doctor"),
    "uvicorn": ("kitchenhub.cli", "kitchenhub.serving", "kitchenhub.bench"),
    "yaml": ("kitchenhub.restaurant",),
    "websockets": ("kitchenhub.simulate", "kitchenhub.bench"),
}


def modules(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" not in path.parts:
            yield name, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def subject_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "kitchenhub" and parts[1] in SUBJECTS else None


HUB = dict(modules("kitchenhub"))
PRINTERS = dict(modules("printers"))


def test_there_is_something_to_check() -> None:
    assert len(HUB) > 50
    assert len(PRINTERS) > 5


@pytest.mark.parametrize("name", PRINTERS)
def test_printers_imports_only_its_own_files(name: str) -> None:
    wrong = [found for found in imports(PRINTERS[name]) if found.split(".")[0] in ("kitchenhub", "web")]
    assert wrong == []


@pytest.mark.parametrize("name", HUB)
def test_only_the_composition_root_knows_paper_and_pages(name: str) -> None:
    if name in ("kitchenhub.app", "kitchenhub.simulate.printing") or name.startswith("kitchenhub.cli"):
        return
    wrong = [found for found in imports(HUB[name]) if found.split(".")[0] in ("printers", "web")]
    assert wrong == []


@pytest.mark.parametrize("name", HUB)
def test_store_live_and_api_know_no_subject(name: str) -> None:
    if name.split(".")[1:2] and name.split(".")[1] in FOUNDATION:
        wrong = [found for found in imports(HUB[name]) if subject_of(found)]
        assert wrong == []


@pytest.mark.parametrize("name", HUB)
def test_subjects_never_call_each_others_commands(name: str) -> None:
    subject = subject_of(name)
    if subject is None:
        return
    readable = (*OPEN_FILES, "rules", "queries", "cards", "days", "quantities", "approving", "choosing")
    for found in imports(HUB[name]):
        other = subject_of(found)
        parts = found.split(".")
        if other is None or other == subject or len(parts) < 3:
            continue
        assert parts[2] in readable, f"{name} imports {found}: use consequences.py"


def test_subjects_form_no_circle() -> None:
    edges: dict[str, set[str]] = {subject: set() for subject in SUBJECTS}
    for name, path in HUB.items():
        subject = subject_of(name)
        for found in imports(path) if subject else ():
            other = subject_of(found)
            parts = found.split(".")
            if other and other != subject and len(parts) > 2 and parts[2] not in OPEN_FILES:
                edges[str(subject)].add(other)
    seen: set[str] = set()

    def walk(subject: str, way: tuple[str, ...]) -> None:
        assert subject not in way, " → ".join((*way, subject))
        for other in sorted(edges[subject] - seen):
            walk(other, (*way, subject))
        seen.add(subject)

    for subject in SUBJECTS:
        walk(subject, ())


@pytest.mark.parametrize("name", HUB)
def test_composers_are_imported_by_composers_only(name: str) -> None:
    if subject_of(name) or (name.split(".")[1:2] and name.split(".")[1] in FOUNDATION):
        wrong = [
            found for found in imports(HUB[name])
            if found.split(".")[:2] in [["kitchenhub", composer] for composer in COMPOSERS]
        ]  # fmt: skip
        assert wrong == []


@pytest.mark.parametrize("package", HOMES)
def test_a_third_party_package_has_one_home(package: str) -> None:
    homes = HOMES[package]
    for name, path in {**HUB, **PRINTERS}.items():
        if any(found.split(".")[0] == package for found in imports(path)):
            assert name.startswith(homes), f"{name} imports {package}"


@pytest.mark.parametrize("name", [name for name in HUB if name.endswith(".rules")])
def test_rules_are_pure(name: str) -> None:
    forbidden = {"asyncio", "random", "secrets", "time", "os", "sqlalchemy", "socket", "uuid", "pathlib"}
    found = {word.split(".")[0] for word in imports(HUB[name])}
    assert found & forbidden == set()
    text = HUB[name].read_text()
    assert "datetime.now" not in text
    assert "await " not in text
