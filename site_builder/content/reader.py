"""YAML as its keepers think of it: every value is text, and everything knows its line.

Events of libyaml are turned into mappings, lists and texts in one pass; no resolver ever guesses that `no` is
false or `0366123456` a number. A value left empty (or `~`, `null`) is not there; repeated parts (`&`, `*`, `<<`)
are shared and counted, so that a small file cannot grow into a large one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import yaml

from ..problems import CatalogueError, Problem
from ..vietnamese import legacy_encoding, nfc
from .decode import decode
from .positions import START, Place, Positions
from .syntax import explain

DEEPEST = 20
MOST_VALUES = 20_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Zero-width and direction marks, which copying from chats and telephone books brings along."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as plain data (mappings, lists, texts) with places; `data` is None where it could not be read."""

    data: Mapping[str, Any] | None
    positions: Positions
    problems: tuple[Problem, ...]


def read(content: bytes, file: str) -> Reading:
    """Read a whole YAML file; `file` is what problems call it."""
    text = decode(content, file)
    if isinstance(text, Problem):
        return Reading(None, Positions(), (text,))
    return read_text(text, file)


def read_text(text: str, file: str, above: int = 0) -> Reading:
    """Read YAML that begins below the first `above` lines of `file`."""
    builder = _Builder(text, file, above)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        return Reading(None, Positions(), (explain(error, text, file, above, builder.last),))
    except CatalogueError as error:
        return Reading(None, Positions(), (*builder.problems, *error.problems))
    return Reading(data, Positions.pack(builder.values, builder.keys), tuple(builder.problems))


def legacy(text: str) -> tuple[str, Mapping[str, str]] | None:
    """The code and parameters of the problem that `text` is not in Unicode, or no longer."""
    found = legacy_encoding(text)
    if not found:
        return None
    encoding, word = found
    return ("broken_utf8" if encoding == "UTF-8" else "legacy_encoding"), {"encoding": encoding, "word": word}


class _Builder:
    """The one pass over the events of one document."""

    def __init__(self, text: str, file: str, above: int) -> None:
        self.text, self.file, self.above = text, file, above
        self.next = cast(Callable[[], yaml.Event], yaml.CBaseLoader(text).get_event)
        self.values: dict[str, Place] = {}
        self.keys: dict[str, Place] = {}
        self.problems: list[Problem] = []
        self.shared: dict[str, tuple[Any, int]] = {}
        self.count = 0
        self.last: yaml.Event | None = None

    def document(self) -> Mapping[str, Any]:
        self.next()
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            raise self.stop("file_empty", None)
        event = self.next()
        root = self.value(event, "")
        self.next()
        after = self.next()
        if isinstance(after, yaml.DocumentStartEvent):
            raise self.stop("several_documents", after, found=self.line(after))
        if root is None:
            raise self.stop("file_empty", None)
        if not isinstance(root, dict):
            raise self.not_mapping(event)
        return root

    def value(self, event: yaml.Event, path: str) -> Any:
        """The value that `event` begins, its places and those inside it noted."""
        self.last = event
        self.values[path] = self.at(event)
        if isinstance(event, yaml.AliasEvent):
            return self.repeated(event)
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        before = self.count
        self.counted(1, event)
        if event.tag:
            raise self.stop("tag", event, found=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            found: Any = self.scalar(event)
        elif path.count(".") >= DEEPEST:
            raise self.stop("too_deep", event, limit=DEEPEST)
        else:
            found = self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)
        if event.anchor:
            self.shared[event.anchor] = (found, self.count - before)
        return found

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        if not event.style and event.value in _NOTHING:
            return None
        return self.clean(event.value, event) or None

    def clean(self, text: str, event: yaml.Event) -> str:
        """Composed letters, nothing invisible; text of an old encoding is noted."""
        if text.isascii():
            return text.strip()
        text = _INVISIBLE.sub("", nfc(text)).strip()
        spoilt = legacy(text)
        if spoilt:
            self.note(spoilt[0], event, **spoilt[1])
        return text

    def sequence(self, path: str) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            found.append(self.value(event, f"{path}.{len(found)}" if path else str(len(found))))
        return found

    def mapping(self, path: str) -> dict[str, Any]:
        """Entries that have a value; of a key written twice the first counts."""
        found: dict[str, Any] = {}
        seen: dict[str, yaml.Event] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.key(event)
            inner = f"{path}.{key}" if path else key
            first = seen.setdefault(key, event)
            if first is not event:
                self.note("duplicate_key", event, key=key, line=self.at(first)[0])
                inner += "'"
            self.keys[inner] = self.at(event)
            follower = self.next()
            value = self.value(follower, inner)
            if _no_colon(event, follower):
                self.lone(key, event)
            elif value is not None:
                found.setdefault(key, value)
        return self.merged(found, seen["<<"]) if "<<" in found else found

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.stop("key_not_text", event)
        if not event.value.strip():
            raise self.stop("key_empty", event)
        if not event.style and event.value[0].isspace():
            raise self.stop("odd_space_indent", event)
        return self.clean(event.value, event)

    def lone(self, key: str, event: yaml.Event) -> None:
        """A word between commas in braces, or a key that is stuck to its value."""
        name, colon, rest = key.partition(":")
        if colon and rest:
            self.note("colon_without_space", event, found=key, wanted=f"{name}: {rest}")
        else:
            self.note("flow_comma", event, found=key)

    def merged(self, found: dict[str, Any], event: yaml.Event) -> dict[str, Any]:
        """`<<: *name`: the named mapping's entries, except those written here."""
        other = found.pop("<<")
        parts = other if isinstance(other, list) else [other]
        if not all(isinstance(part, dict) for part in parts):
            self.note("merge_not_mapping", event)
            return found
        return {key: value for part in reversed((found, *parts)) for key, value in part.items()}

    def repeated(self, event: yaml.AliasEvent) -> Any:
        name = str(event.anchor)
        if name not in self.shared:
            self.note("alias_unknown", event, found=name)
            return f"*{name}"
        value, weight = self.shared[name]
        self.counted(weight, event)
        return value

    def counted(self, more: int, event: yaml.Event) -> None:
        self.count += more
        if self.count > MOST_VALUES:
            raise self.stop("too_many_values", event, limit=MOST_VALUES)

    def not_mapping(self, event: yaml.Event) -> CatalogueError:
        line = self.line(event)
        stuck = re.match(r"([\w-]+):(\S.*)", line)
        if stuck:
            return self.stop("colon_without_space", event, found=line, wanted=f"{stuck[1]}: {stuck[2]}")
        return self.stop("root_not_mapping", event, found=f"“{line}”")

    def line(self, event: yaml.Event) -> str:
        """The first words of the line where `event` begins."""
        return self.text.split("\n")[self.at(event)[0] - 1 - self.above].strip()[:60]

    def at(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark
        return (mark.line + 1 + self.above, mark.column + 1)

    def problem(self, code: str, event: yaml.Event | None, params: Mapping[str, object]) -> Problem:
        line, column = self.at(event) if event else START
        return Problem(self.file, code, line, column, params={name: str(value) for name, value in params.items()})

    def note(self, code: str, event: yaml.Event, **params: object) -> None:
        self.problems.append(self.problem(code, event, params))

    def stop(self, code: str, event: yaml.Event | None, **params: object) -> CatalogueError:
        return CatalogueError([self.problem(code, event, params)])


def _no_colon(key: yaml.Event, value: yaml.Event) -> bool:
    """Inside braces a word may stand without a colon; its missing value begins where the word ends."""
    end: Any = key.end_mark
    start: Any = value.start_mark
    return isinstance(value, yaml.ScalarEvent) and not value.value and bool(end.index == start.index)
