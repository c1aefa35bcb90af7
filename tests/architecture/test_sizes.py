"""Sizes with a ratchet: exceptions are listed by name with their size today, and none may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"python": 400, "function": 60, "test": 500, "js": 250, "css": 250}
EXCEPTIONS: dict[str, int] = {}


def lines_of(pattern: str, *folders: str) -> Iterator[tuple[str, int]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(pattern)):
            if not {"vendor", "migrations"} & set(path.parts):
                yield str(path.relative_to(ROOT)), len(path.read_text().splitlines())


def too_long(found: Iterator[tuple[str, int]], limit: int) -> list[str]:
    return [f"{name}: {size}" for name, size in found if size > max(limit, EXCEPTIONS.get(name, 0))]


def functions(*folders: str) -> Iterator[tuple[str, int]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    size = (node.end_lineno or node.lineno) - node.lineno + 1
                    yield f"{path.relative_to(ROOT)}:{node.name}", size


def test_python_modules_stay_small() -> None:
    assert too_long(lines_of("*.py", "kitchenhub", "printers", "web"), LIMITS["python"]) == []


def test_functions_stay_small() -> None:
    assert too_long(functions("kitchenhub", "printers", "web"), LIMITS["function"]) == []


def test_test_files_stay_small() -> None:
    assert too_long(lines_of("*.py", "tests"), LIMITS["test"]) == []


def test_browser_modules_stay_small() -> None:
    assert too_long(lines_of("*.js", "web"), LIMITS["js"]) == []


def test_stylesheets_stay_small() -> None:
    assert too_long(lines_of("*.css", "web"), LIMITS["css"]) == []


def test_every_module_says_what_it_is() -> None:
    silent = []
    for folder in ("kitchenhub", "printers", "web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not ast.get_docstring(ast.parse(path.read_text())):
                silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_no_name_says_nothing() -> None:
    empty = (
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "core",
        "base",
        "manager",
        "info",
        "data",
    )
    wrong = [
        str(path.relative_to(ROOT))
        for folder in ("kitchenhub", "printers", "web", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".js", ".css") and path.stem.lower() in empty and "vendor" not in path.parts
    ]
    assert wrong == []
