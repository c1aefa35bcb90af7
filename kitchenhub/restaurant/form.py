"""Reading a mapping field by field: types, defaults, references, and the keys that nobody asked for.

A wrong field adds a mistake with its line and answers with a harmless value, so that reading goes on and
every mistake is found in one go.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar, overload

from kitchenhub.restaurant.checks import name_of
from kitchenhub.restaurant.file import is_id
from kitchenhub.restaurant.mistakes import Mistakes, WrongValue, shown
from kitchenhub.restaurant.quantities import exact
from kitchenhub.restaurant.yaml_nodes import Broken, Listing, Mapping, Node, Scalar, ScalarKind, joined

T = TypeVar("T")
TEXT: tuple[ScalarKind, ...] = ("text",)
NUMBERS: tuple[ScalarKind, ...] = ("text", "whole", "decimal")
AS_WRITTEN: tuple[ScalarKind, ...] = ("text", "whole", "decimal", "flag", "date")
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}


class Form:
    """One mapping of the file while it is read. `close` (or the context) reports keys that were not
    read.
    """

    def __init__(self, node: Node, path: str, mistakes: Mistakes) -> None:
        self.path, self.mistakes, self.line = path, mistakes, node.line
        self.entries = node.entries if isinstance(node, Mapping) else {}
        empty = isinstance(node, Scalar) and node.kind == "null"
        self.broken = not isinstance(node, Mapping) and not empty
        self.asked: dict[str, None] = {}  # in the order of asking, for suggestions
        if self.broken and not isinstance(node, Broken):
            mistakes.add(node.line, path, "must be a mapping (key: value)")

    def close(self) -> None:
        """Report every key that nothing read."""
        for key, (line, _) in self.entries.items():
            if key not in self.asked:
                near = self.mistakes.suggestion(key, self.asked)
                self.mistakes.add(line, joined(self.path, shown(key)), f"is not known here{near}")

    def wrong(self, key: str, message: str) -> None:
        """Note a mistake about a field, at its line (the form's when it is missing)."""
        line = self.entries[key][0] if key in self.entries else self.line
        node = self.entries.get(key, (0, None))[1]
        if isinstance(node, Scalar):
            line = node.line
        self.mistakes.add(line, joined(self.path, key), message)

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self.node(key) is not None

    def node(self, key: str, required: bool = False) -> Node | None:
        """The field's node; missing and null are the same."""
        self.asked[key] = None
        node = self.entries[key][1] if key in self.entries else None
        if node is None or (isinstance(node, Scalar) and node.kind == "null"):
            if required and not self.broken:
                self.wrong(key, "is missing")
            return None
        return node

    def value(
        self,
        key: str,
        read: Callable[[str], T],
        default: T,
        *,
        kinds: Collection[ScalarKind] = TEXT,
        required: bool = False,
    ) -> T:
        """The field read from its source text, or the default when it is missing or wrong."""
        node = self.node(key, required)
        if node is None:
            return default
        found = self.scalar(node, joined(self.path, key), read, kinds)
        return default if found is None else found

    def scalar(
        self, node: Node, path: str, read: Callable[[str], T], kinds: Collection[ScalarKind] = TEXT
    ) -> T | None:
        """A single value read from its source text; null after a mistake."""
        if isinstance(node, Broken):
            return None
        if not isinstance(node, Scalar):
            self.mistakes.add(node.line, path, "must be a single value")
            return None
        if node.kind not in kinds:
            self.mistakes.add(node.line, path, f'must be text: write "{shown(node.text)}" in quotes')
            return None
        try:
            return read(node.text)
        except WrongValue as error:
            self.mistakes.add(node.line, path, str(error))
            return None

    def name(self, key: str = "name", default: str | None = None) -> str:
        """A text that people read. Required unless there is a default."""
        return self.value(key, name_of, default or "", required=default is None)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""

        def read(text: str) -> bool:
            if text.lower() not in _FLAGS:
                raise WrongValue("must be true or false")
            return _FLAGS[text.lower()]

        return self.value(key, read, default, kinds=("flag", "text"))

    @overload
    def whole(self, key: str, default: int, low: int, high: int) -> int: ...

    @overload
    def whole(self, key: str, default: int | None, low: int, high: int) -> int | None: ...

    def whole(self, key: str, default: int | None, low: int, high: int) -> int | None:
        """A whole number within bounds."""

        def read(text: str) -> int | None:
            number = exact(text)
            if number.denominator != 1 or not low <= number <= high:
                raise WrongValue(f"must be a whole number from {low} to {high}")
            return int(number)

        return self.value(key, read, default, kinds=("whole", "decimal", "text"))

    def choice(self, key: str, allowed: tuple[T, ...], default: T) -> T:
        """One of a few words, such as `get_args` of a Literal."""
        words = {str(word): word for word in allowed}

        def read(text: str) -> T:
            if text not in words:
                raise WrongValue(f'"{shown(text)}" is not one of {", ".join(words)}')
            return words[text]

        return self.value(key, read, default, kinds=AS_WRITTEN)

    def reference(self, key: str, known: Collection[str], kind: str, required: bool = False) -> str | None:
        """The id of something else in the file."""
        return self.value(key, self._known(known, kind), None, kinds=AS_WRITTEN, required=required)

    def references(self, key: str, known: Collection[str], kind: str) -> tuple[str, ...]:
        """A list of ids of other things, each once."""
        return self._list(key, self._known(known, kind), AS_WRITTEN)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        return self._list(key, name_of, TEXT)

    def _known(self, known: Collection[str], kind: str) -> Callable[[str], str]:
        def read(text: str) -> str:
            if text not in known:
                raise WrongValue(self.mistakes.unknown(kind, text, known))
            return text

        return read

    def _list(self, key: str, read: Callable[[str], str], kinds: Collection[ScalarKind]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for path, node in self._items(key):
            text = self.scalar(node, path, read, kinds)
            if text is not None and text in found:
                self.mistakes.add(node.line, path, f'"{shown(text)}" stands twice')
            elif text is not None:
                found[text] = None
        return tuple(found)

    def _items(self, key: str) -> Iterator[tuple[str, Node]]:
        node = self.node(key)
        path = joined(self.path, key)
        if isinstance(node, Listing):
            yield from ((f"{path}[{index}]", item) for index, item in enumerate(node.items))
        elif node is not None and not isinstance(node, Broken):
            self.mistakes.add(node.line, path, "must be a list")

    @contextmanager
    def part(self, key: str, required: bool = False) -> "Iterator[Form]":
        """A mapping within this one; an empty one when it is missing."""
        node = self.node(key, required)
        form = Form(node or Broken(self.line), joined(self.path, key), self.mistakes)
        yield form
        form.close()

    def listed(self, key: str) -> "Iterator[Form]":
        """The mappings of a list; each is closed when the next is asked for."""
        for path, node in self._items(key):
            form = Form(node, path, self.mistakes)
            yield form
            form.close()

    def named(self, key: str) -> "Iterator[tuple[str, Form]]":
        """The mappings of a mapping by id; each is closed when the next is asked for."""
        with self.part(key) as part:
            for id, (line, node) in part.entries.items():
                part.asked[id] = None
                path = joined(part.path, shown(id))
                if not is_id(id):
                    self.mistakes.add(line, path, "an id is 1 to 64 ASCII letters, digits, _ and -")
                form = Form(node, path, self.mistakes)
                yield id, form
                form.close()

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids that a mapping defines, whether or not what they define is right."""
        node = self.node(key)
        return tuple(node.entries) if isinstance(node, Mapping) else ()
