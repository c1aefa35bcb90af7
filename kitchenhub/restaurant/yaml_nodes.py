"""YAML as a tree of nodes that know their lines, and nothing more: no objects are made, no number is
guessed.

Read from PyYAML's events instead of its composer, so that aliases, anchors, tags, duplicate keys and
too deep nesting are refused where they stand, and a scalar keeps the text it was written with.
"""

from typing import Any, Literal

import msgspec
import yaml

from kitchenhub.restaurant.checks import unfit_character
from kitchenhub.restaurant.mistakes import Mistakes, shown

BYTES_MAX = 1024 * 1024
DEPTH_MAX = 32

ScalarKind = Literal["text", "whole", "decimal", "flag", "null", "date"]
_KINDS: dict[str, ScalarKind] = {
    "tag:yaml.org,2002:int": "whole",
    "tag:yaml.org,2002:float": "decimal",
    "tag:yaml.org,2002:bool": "flag",
    "tag:yaml.org,2002:null": "null",
    "tag:yaml.org,2002:timestamp": "date",
}


class Scalar(msgspec.Struct, frozen=True):
    """A single value: its source text and what YAML would take it for."""

    line: int
    text: str
    kind: ScalarKind


class Mapping(msgspec.Struct, frozen=True):
    """Keys as written, each with its line and value."""

    line: int
    entries: dict[str, tuple[int, "Node"]]


class Listing(msgspec.Struct, frozen=True):
    """A list."""

    line: int
    items: list["Node"]


class Broken(msgspec.Struct, frozen=True):
    """Something whose mistake is already noted."""

    line: int


Node = Scalar | Mapping | Listing | Broken


class _Stop(Exception):
    """The rest of the file cannot be read; the mistake is noted."""


def parse_nodes(text: str, mistakes: Mistakes) -> Node:
    """The tree of the one document in the text. What cannot be read at all comes back as Broken."""
    if len(text) > BYTES_MAX or len(text.encode("utf-8", "surrogatepass")) > BYTES_MAX:
        mistakes.add(1, "", f"the file is larger than {BYTES_MAX // 1024} KiB")
        return Broken(1)
    text = text.removeprefix("\ufeff")
    if _unfit_lines(text, mistakes):
        return Broken(1)
    tree = _Tree(text, mistakes)
    try:
        return tree.document()
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        context = f" ({error.context})" if error.context else ""
        mistakes.add(mark.line + 1 if mark else 1, "", f"not YAML: {error.problem}{context}")
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML lets chr() raise for an escape above U+10FFFF
        mistakes.add(tree.loader.get_mark().line + 1, "", "not YAML: a character cannot be read here")
    return Broken(1)


def _unfit_lines(text: str, mistakes: Mistakes) -> bool:
    found = False
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line.isprintable() and (unfit := unfit_character(line.replace("\t", " "))):
            mistakes.add(number, "", f"contains the character {unfit}, which cannot be shown or printed")
            found = True
    return found


class _Tree:
    """Builds nodes from the events of one text."""

    def __init__(self, text: str, mistakes: Mistakes) -> None:
        self.loader: Any = yaml.SafeLoader(text)  # its stubs leave the methods untyped
        self.mistakes = mistakes

    def document(self) -> Node:
        self.loader.get_event()
        if self.loader.check_event(yaml.StreamEndEvent):
            self.mistakes.add(1, "", "the file is empty")
            return Broken(1)
        self.loader.get_event()
        root = self.node("", 0)
        self.loader.get_event()
        if not self.loader.check_event(yaml.StreamEndEvent):
            line = self.loader.peek_event().start_mark.line + 1
            self.mistakes.add(line, "", "the file has more than one YAML document")
        return root

    def node(self, path: str, depth: int) -> Node:
        event: Any = self.loader.get_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self.mistakes.add(
                line, path, f"aliases (*{shown(event.anchor or '')}) are not allowed: write it out"
            )
            return Broken(line)
        if event.anchor is not None:
            self.mistakes.add(line, path, f"anchors (&{shown(event.anchor)}) are not allowed")
        if event.tag is not None:
            self.mistakes.add(line, path, f"tags ({shown(event.tag)}) are not allowed")
        if depth >= DEPTH_MAX:
            self.mistakes.add(line, "", f"nested more than {DEPTH_MAX} deep")
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(line, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.listing(line, path, depth)
        return self.scalar(event, line)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        if not event.implicit[0]:
            return Scalar(line, event.value, "text")
        tag = self.loader.resolve(yaml.ScalarNode, event.value, (True, False))
        return Scalar(line, event.value, _KINDS.get(str(tag), "text"))

    def listing(self, line: int, path: str, depth: int) -> Listing:
        items: list[Node] = []
        while not self.loader.check_event(yaml.SequenceEndEvent):
            items.append(self.node(f"{path}[{len(items)}]", depth + 1))
        self.loader.get_event()
        return Listing(line, items)

    def mapping(self, line: int, path: str, depth: int) -> Mapping:
        entries: dict[str, tuple[int, Node]] = {}
        while not self.loader.check_event(yaml.MappingEndEvent):
            key = self.node(path, depth + 1)
            name = key.text if isinstance(key, Scalar) else ""
            value = self.node(joined(path, shown(name)), depth + 1)
            if not isinstance(key, Scalar):
                self.mistakes.add(key.line, path, "a key must be a single word")
            elif name in entries:
                first = entries[name][0]
                self.mistakes.add(
                    key.line, joined(path, shown(name)), f"stands twice: already on line {first}"
                )
            else:
                entries[name] = (key.line, value)
        self.loader.get_event()
        return Mapping(line, entries)


def joined(path: str, key: str) -> str:
    """The path of a key within a mapping; without a key the mapping's own."""
    return f"{path}.{key}" if path and key else path or key
