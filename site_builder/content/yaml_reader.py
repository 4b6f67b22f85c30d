"""YAML as its keepers think of it: every value is text, and everything knows its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache as cached_once
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, cast

import yaml

from ..cache import Cache
from ..catalogue.legacy_encodings import find_legacy_encoding, lost_letters
from ..catalogue.letters import letters_told, without_unseen
from ..catalogue.vietnamese import nfc
from ..messages import CatalogueError, Problem, Severity
from .file_text import decode_text, position_at
from .flow_style import quoted_in_flow, with_language
from .keys import KeyTree, known_keys, tree_of_file
from .line_repairs import separators
from .misindented import find_misindented
from .positions import FILE_START, Position, Positions
from .repairs import Repair, one_line
from .value_repairs import brackets, special_starts
from .yaml_mistakes import explain_yaml_error, is_readable
from .yaml_slips import slips_of

MANY_LOST = 3
"""Words with a question mark inside from which a whole file is taken for spoilt."""
MAX_DEPTH = 20
MAX_VALUES = 20_000

_EMPTY_SCALARS = frozenset({"", "~", "null", "Null", "NULL"})
_INVISIBLE_CHARACTERS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Zero-width and direction marks, which copying from chats and telephone books brings along."""


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A YAML document as plain data (mappings, lists, texts) with positions; `data` is None if it cannot be read.

    Of a file with one slip it is what the file says without: `mended` are the lines that are not as they stand there.
    """

    data: Mapping[str, Any] | None
    positions: Positions
    problems: tuple[Problem, ...]
    mended: range | None = None


def read_yaml_cached(content: bytes, file: str, cache: Cache) -> YamlDocument:
    """The same as `read_yaml`, from the cache where this content was read before without any problem.

    Reading is the slow part (half a millisecond a file). What it gives is validated each time.
    """
    key = sha256(reader_version() + content).digest()
    stored = cache.get("document", key)
    if stored:
        data, positions = json.loads(stored)
        return YamlDocument(data, Positions(positions), ())
    document = read_yaml(content, file)
    if document.data is not None and not document.problems:
        text = json.dumps([document.data, document.positions.packed], ensure_ascii=False)
        # Half a character, which YAML can write, is for validation to refuse.
        cache.put("document", key, text.encode(errors="surrogatepass"))
    return document


@cached_once
def reader_version() -> bytes:
    """Changes whenever the code that reads does."""
    package = Path(__file__).parents[1]
    folders = (package / "catalogue", package / "content")
    sources = [file for folder in folders for file in sorted(folder.iterdir()) if file.is_file()]
    sources.append(package / "files.py")
    return sha256(b"\0".join([yaml.__version__.encode(), *(source.read_bytes() for source in sources)])).digest()


def read_yaml(content: bytes, file: str) -> YamlDocument:
    """Read a whole YAML file; `file` is what problems call it."""
    text = decode_text(content, file)
    if isinstance(text, Problem):
        return YamlDocument(None, Positions(), (text,))
    return read_yaml_text(text, file)


def _many_lost_letters(text: str, file: str, above: int) -> Problem | None:
    """The problem of a file that went through a program without Vietnamese letters: what else is told would mislead."""
    lost = lost_letters(text)
    if len(lost) < MANY_LOST:
        return None
    line, column = position_at(text, lost[0].start())
    words = ", ".join(dict.fromkeys(f"“{word[0]}”" for word in lost[:MANY_LOST]))
    return Problem(file, "letters_lost", line + above, column, params={"count": str(len(lost)), "words": words})


def read_yaml_text(text: str, file: str, above: int = 0) -> YamlDocument:
    """Read YAML that begins below the first `above` lines of `file`."""
    if lost := _many_lost_letters(text, file, above):
        return YamlDocument(None, Positions(), (lost,))
    builder = _YamlBuilder(text, file, above)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        problem, repair = explain_yaml_error(error, text, file, above, builder.last)
        return _read_mended(text, repair, YamlDocument(None, Positions(), (problem,)), file, above)
    except CatalogueError as error:
        told = YamlDocument(None, Positions(), (*builder.problems, *error.problems))
        return _read_mended(text, builder.repair, told, file, above)
    doubled = sum(problem.code == "duplicate_key" for problem in builder.problems)
    if misindented := find_misindented(text, data, file, above, doubled):
        # What else would be said of the file follows from this line.
        return YamlDocument(None, Positions(), (misindented,))
    problems = (*builder.problems, *unseen_problems(builder.unseen, file))
    return YamlDocument(data, Positions.pack(builder.values, builder.keys), problems)


def _read_mended(text: str, repair: Repair | None, told: YamlDocument, file: str, above: int) -> YamlDocument:
    """What the file says but for one slip, whose repair is known: one mistake does not hide the others.

    Where the repair moves lines, or there is another slip, the rest has to wait.
    """
    if repair is None or len(repair.written) != repair.span[1] - repair.span[0] + 1:
        return told
    mended = "\n".join(repair.apply(text.split("\n")))
    builder = _YamlBuilder(mended, file, above)
    try:
        data = builder.document()
    except (yaml.MarkedYAMLError, CatalogueError):
        return told
    doubled = sum(problem.code == "duplicate_key" for problem in builder.problems)
    if find_misindented(mended, data, file, above, doubled):
        return told
    lines = range(repair.span[0] + 1 + above, repair.span[1] + 2 + above)
    others = (each for each in builder.problems if each.line not in lines and each not in told.problems)
    positions = Positions.pack(builder.values, builder.keys)
    return YamlDocument(data, positions, (*told.problems, *others), lines)


def unseen_problems(places: Mapping[str, Position], file: str) -> tuple[Problem, ...]:
    """One warning of the letters without a picture that were left out of a file, with where each stood first."""
    if not places:
        return ()
    line, column = min(places.values())
    params = {"letters": letters_told(places)}
    return (Problem(file, "letters_unseen", line, column, params=params, severity=Severity.WARNING),)


def legacy_encoding_problem(text: str) -> tuple[str, Mapping[str, str]] | None:
    """The problem (code and parameters) that `text` is in a legacy encoding or is broken UTF-8; None if it is fine."""
    encoding_and_word = find_legacy_encoding(text)
    if not encoding_and_word:
        return None
    encoding, word = encoding_and_word
    return ("broken_utf8" if encoding == "UTF-8" else "legacy_encoding"), {"encoding": encoding, "word": word}


class _YamlBuilder:
    """Builds the data of one document in a single pass over libyaml's events."""

    def __init__(self, text: str, file: str, above: int) -> None:
        self.text, self.file, self.above = text, file, above
        self.lines = text.split("\n")
        self.tree = tree_of_file(file) or KeyTree()
        self.next = cast(Callable[[], yaml.Event], yaml.CBaseLoader(text).get_event)
        self.values: dict[str, Position] = {}
        self.keys: dict[str, Position] = {}
        self.problems: list[Problem] = []
        self.unseen: dict[str, Position] = {}
        self.shared: dict[str, tuple[Any, int]] = {}
        self.count = 0
        self.last: yaml.Event | None = None
        self.repair: Repair | None = None

    def document(self) -> Mapping[str, Any]:
        self.next()  # the start of the stream
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            raise self.stop("file_empty", None)
        event = self.next()
        root = self.value(event, "")
        self.next()  # the end of the document
        after = self.next()
        if isinstance(after, yaml.DocumentStartEvent) and self.holds_more():
            raise self.stop("several_documents", after, found=self.line(after))
        if root is None:
            raise self.stop("file_empty", None)
        if isinstance(root, dict):
            return root
        # A file whose only line is `code:BG-001` is one text to YAML.
        line = self.line(event)
        stuck = re.match(r"([\w-]+):(\S.*)", line)
        if stuck:
            params = {"found": line, "lines": self.at(event)[0]}
            raise self.stop("colon_without_space", event, right=f"{stuck[1]}: {stuck[2]}", indent="", **params)
        raise self.stop("root_not_mapping", event, found=f"“{line}”")

    def holds_more(self) -> bool:
        """Whether anything follows the line that begins another document."""
        content = self.next()
        return not isinstance(content, yaml.ScalarEvent) or bool(content.value)

    def value(self, event: yaml.Event, path: str) -> Any:
        """Build the value that begins with `event`, and record its position and those of all values inside."""
        self.last = event
        self.values[path] = self.at(event)
        if isinstance(event, yaml.AliasEvent):
            return self.repeated(event)
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        before = self.count
        self.counted(1, event)
        if event.tag or event.anchor:
            self.text_with_a_sign(event)
        if event.tag:
            raise self.stop("tag", event, found=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            # In quotation marks "null" is a word; nothing between them is as good as no value.
            is_null = not event.style and event.value in _EMPTY_SCALARS
            meant = self.slips(event, path)
            value: Any = meant or (None if is_null else self.clean(event.value, event) or None)
        elif path.count(".") >= MAX_DEPTH:
            raise self.stop("too_deep", event, limit=MAX_DEPTH)
        else:
            value = self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)
        if event.anchor:
            self.shared[event.anchor] = (value, self.count - before)
        return value

    def text_with_a_sign(self, event: yaml.NodeEvent) -> None:
        """Stop at `!Mới` and `&Mới` with nothing behind, which YAML takes for a tag and an anchor of no value."""
        at = self.at(event)[0] - 1 - self.above
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style and at < len(self.lines):
            for repair in islice(special_starts(self.lines, at), 1):
                self.repair = repair
                raise CatalogueError([repair.told(self.file, self.above)])

    def slips(self, event: yaml.ScalarEvent, path: str) -> str | None:
        """Record what of this value is not what it was meant to be, and give that.

        Where it cannot be read, everything else that would be said of the file is doubtful: it ends here.
        """
        meant = None
        start: Any = event.start_mark
        end: Any = event.end_mark
        places = (start.line, start.column), (end.line, end.column)
        for slip in slips_of(
            self.lines, path.rpartition(".")[2], *places, style=event.style or "", branch=self.tree.at_path(path)
        ):
            problem = slip.told(self.file, self.above)
            if slip.meant is None:
                self.repair = slip
                raise CatalogueError([problem])
            self.problems.append(problem)
            meant = slip.meant
        return meant

    def clean(self, text: str, event: yaml.Event) -> str:
        """The text in NFC without what has no picture; what is lost and a legacy encoding are recorded as problems."""
        text, lost = without_unseen(text)
        for letter in lost:
            # Written as an escape the letter is not in the file: then the place of the value has to do.
            mark: Any = event.start_mark
            found = self.text.find(letter, mark.index)
            line, column = position_at(self.text, found) if found >= 0 else (mark.line + 1, mark.column + 1)
            self.unseen.setdefault(letter, (line + self.above, column))
        if text.isascii() and "?" not in text:
            return text.strip()
        text = _INVISIBLE_CHARACTERS.sub("", nfc(text)).strip()
        spoilt = legacy_encoding_problem(text)
        if spoilt:
            self.note(spoilt[0], event, **spoilt[1])
        return text

    def sequence(self, path: str) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, f"{path}.{len(items)}" if path else str(len(items))))
        return items

    def mapping(self, path: str) -> dict[str, Any]:
        """Entries that have a value (an empty group is none); of a key written twice the first counts."""
        entries: dict[str, Any] = {}
        seen: dict[str, yaml.Event] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.key(event)
            inner = f"{path}.{key}" if path else key
            first = seen.setdefault(key, event)
            if first is not event:
                self.note("duplicate_key", event, key=key, line=self.at(first)[0])
                inner += "'"  # so that its positions do not replace those of the first
            self.keys[inner] = self.at(event)
            follower, told = self.next(), len(self.problems)
            value = self.value(follower, inner)
            if value == {} and len(self.problems) == told:  # nothing is lost in it
                value = None
            if first is not event and isinstance(value, list) and isinstance(entries.get(key), list):
                # Two lists of one name are both meant.
                self.problems[:] = [each for each in self.problems if each.line != self.at(event)[0]]
                self.note("list_twice", event, key=key, line=self.at(first)[0])
            end: Any = event.end_mark
            start: Any = follower.start_mark
            # Inside braces a word may stand without a colon: libyaml then makes an empty value where the word ends.
            if isinstance(follower, yaml.ScalarEvent) and not follower.value and end.index == start.index:
                key, value = self.stuck_in_braces(event, key)
            if value is not None:
                entries.setdefault(key, value)
        return self.merged(entries, seen["<<"]) if "<<" in entries else entries

    def stuck_in_braces(self, event: yaml.Event, key: str) -> tuple[str, str | None]:
        """Record what made a key without a colon: `vi:Chè`, or a comma in a text; give the entry that was meant."""
        line, column = self.at(event)
        above = self.lines[line - 1 - self.above]
        if not re.search("[,:{]", above):
            raise self.stop("key_not_text", event)
        # The braces may have been opened a few lines above.
        at = line - 1 - self.above
        found = (repair for up in range(at, max(at - 6, -1), -1) for repair in brackets(self.lines, up))
        repair = next((each for each in found if each.span[1] >= at), None)
        name, colon, rest = key.partition(":")
        word, _, words = key.partition(" ")
        if re.match(r"\w", words) and word in known_keys() and above.count(key) == 1:
            right = above.replace(key, f"{word}: {quoted_in_flow(words)}")
            told = one_line("flow_colon_missing", at, column - 1, right, found=key).told(self.file, self.above)
            self.problems.append(told)
            return word, words
        if repair:
            told = repair.told(self.file, self.above)
            code = "colon_without_space" if rest else "flow_comma"
            params = {**told.params, "found": key}
            self.problems.append(replace(told, code=code, line=line, column=column, params=params))
        elif right := with_language(above, key):
            told = one_line("flow_without_language", at, column - 1, right, found=key).told(self.file, self.above)
            self.problems.append(told)
            return "vi", key
        else:
            self.note("flow_entry", event, found=key)
        return (name.strip(), rest.strip()) if colon and rest else (key, None)

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.stop("key_not_text", event)
        if not event.value.strip():
            raise self.stop("key_empty" if self.line(event).startswith(":") else "key_not_text", event)
        if not event.style and event.value[0].isspace():  # a no-break space, which is a letter to libyaml
            line = self.lines[self.at(event)[0] - 1 - self.above]
            raise self.stop("odd_space_indent", event, spaces=len(line) - len(line.lstrip()))
        begun = None if event.style else re.match(r"([A-Za-z_]\w*)\s*[:：]", event.value)
        if begun and begun[1] in known_keys():  # `vi:"Mật ong: rừng"`, where the second colon has a space
            repairs = separators(self.lines, self.at(event)[0] - 1 - self.above)
            repair = next((each for each in repairs if is_readable(each.params["right"])), None)
            if repair:
                raise CatalogueError([repair.told(self.file, self.above)])
        return self.clean(event.value, event)

    def merged(self, entries: dict[str, Any], event: yaml.Event) -> dict[str, Any]:
        """`<<: *name`: the named mapping's entries, except those written here."""
        other = entries.pop("<<")
        parts = other if isinstance(other, list) else [other]
        if not all(isinstance(part, dict) for part in parts):
            self.note("merge_not_mapping", event)
            return entries
        return {key: value for part in reversed((entries, *parts)) for key, value in part.items()}

    def repeated(self, event: yaml.AliasEvent) -> Any:
        name = str(event.anchor)
        if name not in self.shared:
            self.note("alias_unknown", event, found=name)
            return f"*{name}"
        value, weight = self.shared[name]
        self.counted(weight, event)
        return value

    def counted(self, more: int, event: yaml.Event) -> None:
        """Count values, those behind an alias each time: ten lines of aliases could stand for a billion values."""
        self.count += more
        if self.count > MAX_VALUES:
            raise self.stop("too_many_values", event, limit=MAX_VALUES)

    def line(self, event: yaml.Event) -> str:
        """The first words of the line where `event` begins."""
        return self.lines[self.at(event)[0] - 1 - self.above].strip()[:60]

    def at(self, event: yaml.Event) -> Position:
        mark: Any = event.start_mark
        return (mark.line + 1 + self.above, mark.column + 1)

    def problem(self, code: str, event: yaml.Event | None, params: Mapping[str, object]) -> Problem:
        line, column = self.at(event) if event else FILE_START
        return Problem(self.file, code, line, column, params={name: str(value) for name, value in params.items()})

    def note(self, code: str, event: yaml.Event, **params: object) -> None:
        self.problems.append(self.problem(code, event, params))

    def stop(self, code: str, event: yaml.Event | None, **params: object) -> CatalogueError:
        return CatalogueError([self.problem(code, event, params)])
