"""Repairs of values: brackets, quotation marks, signs with a meaning of their own, text of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .flow_style import QUOTE_PAIRS, quote, rewrite_flow, strip_quotes
from .keys import LANGUAGE_KEYS
from .repairs import Repair, entry_of, indent_of, looks_like_entry, one_line, shown

_NO_TEXT = re.compile(r"[-?:](\s|$)|[\[{&!*]|[\w-]+\s*:(\s|$)", re.ASCII)
"""How no line of a text begins, but an entry, an item or a collection."""
_STRAIGHT_QUOTES = re.compile(r""""[^"]*"|'[^']*'""")


def brackets(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Brackets: one missing or too many, a comma missing, a text that needs quotation marks; over several lines too."""
    head = re.match(r"""\s*(?:-\s+)*(?:["']?[^\W\d][\w-]*["']?\s*[:：]\s*)?""", lines[at])
    start = head.end() if head else 0
    value = lines[at][start:]
    if value[:1] not in "{[｛［" or not value:
        yield from _braces_missing(lines[at], at, start)
        return
    lead = re.sub(r"\s*[:：]\s*$", ": ", lines[at][:start])
    spans: list[tuple[str, int]] = []
    for until in range(at, min(at + 12, len(lines))):
        entry = looks_like_entry(lines[until]) and indent_of(lines[until]) <= indent_of(lines[at])
        closed = spans and not _left_open(spans[-1][0])
        if until > at and (entry or closed or not lines[until].strip()):
            break
        spans.append((" ".join([value, *(line.strip() for line in lines[at + 1 : until + 1])]), until))
    # Where the brackets close further down, the collection is all that stands between.
    for text, until in sorted(spans, key=lambda span: _left_open(span[0]) != 0):
        rewritten = rewrite_flow(text)
        if rewritten:
            line = lead + rewritten[0] + (f"  {rewritten[1]}" if rewritten[1] else "")
            code, found = _flow_mistake(text, rewritten[0])
            params = {"found": found, "right": line.strip()}
            yield Repair(code, (at, start), (at, until), (line,), params=params)
    yield from _braces_missing(lines[at], at, start)


def _braces_missing(line: str, at: int, start: int) -> Iterator[Repair]:
    """Several entries on one line without braces: `name: vi: Chè, en: Tea`, `- file: a.jpg, alt: …`; or one of them."""
    lead = re.match(r"\s*(?:-\s+)*", line)
    begin = lead.end() if lead else 0
    in_item = begin < start and "-" in line[:begin] and re.search(r",\s*[a-z_]+\s*:", line[start:])
    for first in (start, *([begin] if in_item else [])):
        inner = re.sub(r"^\((.*)\)\s*$", r"\1", line[first:])
        if re.match(r"[a-z_]+\s*:\s", inner):
            rewritten = rewrite_flow("{" + inner)
            of_text = line[begin:first].partition(":")[0].strip() in LANGUAGE_KEYS
            if rewritten and (", " in rewritten[0] or first > begin) and not of_text:
                right = line[:first] + rewritten[0] + (f"  {rewritten[1]}" if rewritten[1] else "")
                yield one_line("braces_missing", at, first, right)


def _left_open(text: str) -> int:
    """How many brackets more are opened than closed, outside quotation marks."""
    bare = _STRAIGHT_QUOTES.sub("", text)
    return sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))


def _flow_mistake(text: str, written: str) -> tuple[str, str]:
    """Which mistake it was that `written` is without, and the sign that it is about."""
    wide = re.search("[：，｛｝［］【】]", text)
    if wide:
        return "wide_sign", wide[0]
    if re.search(r"\s#", text) and "#" in written:
        return "hash_in_brackets", "#"
    if missing := _left_open(text):
        return ("bracket_unclosed", text[0]) if missing > 0 else ("bracket_stray", text.rstrip()[-1])
    if _STRAIGHT_QUOTES.sub("", written).count(",") > _STRAIGHT_QUOTES.sub("", text).count(","):
        return "flow_comma_missing", ","
    return ("flow_text" if written.count('"') > text.count('"') else "flow_form"), text[0]


def quotation_marks(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Curly marks around a value, a mark that is not closed, marks inside of marks, text behind them."""
    entry = entry_of(lines[at])
    if not entry or entry.value[0] not in QUOTE_PAIRS:
        return
    value, mark = entry.value, entry.value[0]
    whole = entry.with_value(quote(value))
    bare = entry.with_value(quote(strip_quotes(value)))
    if mark not in "\"'":
        yield one_line("smart_quotes", at, entry.column, bare)
    elif value.endswith(mark) and len(value) > 1:
        if "\\" in value and mark == '"':
            written = entry.with_value(without_folder(entry.key, value[1:-1]))
            found = re.findall(r"\\\w{0,8}", value)
            yield one_line("backslash", at, entry.column, written, found=found[0])
        yield one_line("quote_inside", at, entry.column, entry.with_value(quote(value[1:-1])), quote=mark)
    elif mark in value[1:]:
        yield one_line("quote_inside", at, entry.column, whole, quote=mark)
        yield one_line("quote_unclosed", at, entry.column, bare, quote=mark)
    else:
        yield one_line("quote_unclosed", at, entry.column, bare, quote=mark)


def without_folder(key: str, path: str) -> str:
    """`path` in quotation marks; where a file is wanted, its name alone."""
    name = path.rpartition("\\")[2]
    return quote(name if name and key in ("file", "document", "portrait", "picture", "picture_dark") else path)


def block_headers(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Text on the line of `|` or `>`: the first line of a block, or a sign that is part of a text."""
    entry = entry_of(lines[at])
    if not entry or entry.value[0] not in "|>" or re.fullmatch(r"[|>][-+0-9]*", entry.value):
        return
    sign, text = entry.value[0], entry.value[1:].strip()
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    if indent_of(below) > indent_of(lines[at]):
        written = (entry.with_value(sign), " " * indent_of(below) + text)
        params = {"found": sign, "right": shown(written)}
        yield Repair("block_header", (at, entry.column), (at, at), written, params=params)
    value = entry.value if sign == ">" or not text else text
    yield one_line("block_header", at, entry.column, entry.with_value(quote(value)), found=sign)


def block_text(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Text of several lines below a key that lacks the `|`, or that is not indented."""
    opener = re.fullmatch(r"((\s*(?:- +)*)[\w-]+:)\s*(?:([|>])[-+0-9]*\s*|(.*))", lines[at])
    if not opener or opener[1].strip(" -:") not in LANGUAGE_KEYS:
        return
    until = at
    while until + 1 < len(lines) and not looks_like_entry(lines[until + 1]):
        if re.match(r"#+(\s|$)", lines[until + 1]):  # a remark of the file, at the left edge
            break
        until += 1
    while until > at and not lines[until].strip():
        until -= 1
    text = [line.strip() for line in lines[at + 1 : until + 1]]
    if not text or any(_NO_TEXT.match(line) for line in text):
        return
    key, lead, sign, begun = opener.groups()
    width = len(lead) + 2
    if not sign and not begun and all(indent_of(line) > len(lead) for line in lines[at + 1 : until + 1] if line):
        params = {"found": "|", "right": f"{key.strip()} |"}
        yield Repair("bar_missing", (at, indent_of(lines[at])), (at, at), (f"{key} |",), params=params)
        return
    out = [number for number in range(at + 1, until + 1) if lines[number] and indent_of(lines[number]) <= len(lead)]
    inside = [indent_of(line) for line in lines[at + 1 : until + 1] if line and indent_of(line) > len(lead)]
    if sign and inside and len(out) == 1:
        params = {"spaces": str(inside[0])}
        moved = " " * inside[0] + lines[out[0]].lstrip()
        yield Repair("indent_in_text", (out[0], indent_of(lines[out[0]])), (out[0], out[0]), (moved,), params=params)
        return
    below = [*([strip_quotes(begun)] if begun else []), *text]
    written = (f"{key} |", *(f"{' ' * width}{line}".rstrip() for line in below))
    params = {"found": sign or "|", "first": str(indent_of(lines[at])), "spaces": str(width), "right": shown(written)}
    place = next(number for number in range(at + 1, until + 1) if lines[number].strip()) if sign else at
    code = "block_indent" if sign else "text_of_lines"
    yield Repair(code, (place, indent_of(lines[place])), (at, until), written, params=params)


def special_starts(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """A value that begins with a sign that has a meaning of its own, or with a dash."""
    entry = entry_of(lines[at])
    if not entry:
        return
    quoted = entry.with_value(quote(strip_quotes(entry.value)))
    if entry.value.startswith("- "):
        if entry.key not in LANGUAGE_KEYS:
            written = (f"{entry.lead}{entry.key}:", " " * (len(entry.lead) + 2) + entry.value)
            yield Repair("dash_misplaced", (at, entry.column), (at, at), written, params={"right": shown(written)})
        yield one_line("dash_misplaced", at, entry.column, quoted)
    elif entry.value[0] in "@`%*&!?,]}:[{":
        sign = entry.value[0]
        bare = entry.value.replace(sign, "") if sign == "*" else entry.value.strip(sign)  # **bold**, as chats write it
        without = entry.with_value(bare.strip()).strip()
        yield one_line("special_start", at, entry.column, quoted, found=sign, without=without)


def colon_in_value(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """A second colon with a space behind it."""
    entry = entry_of(lines[at])
    second = re.search(r":(\s|$)", entry.value) if entry else None
    if entry and second and entry.key and entry.value[0] not in "\"'{[":
        yield one_line("colon_in_value", at, entry.column + second.start(), entry.with_value(quote(entry.value)))


def two_entries(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """`status: potential, group: food`: two entries of one group on a line."""
    entry = entry_of(lines[at])
    if not entry or not entry.key or entry.key in LANGUAGE_KEYS or entry.value[0] in "\"'{[|>":
        return
    pieces = [piece for piece in re.split(r"[,;]?\s+(?=[a-z_]+:\s)", entry.value) if piece]
    if len(pieces) > 1 and all(looks_like_entry(piece) for piece in pieces[1:]):
        width = len(entry.lead)
        written = (f"{entry.lead}{entry.key}: {pieces[0]}", *(" " * width + piece for piece in pieces[1:]))
        yield Repair("two_entries", (at, entry.column), (at, at), written, params={"right": shown(written)})


def value_before_group(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """`season: 7-9` above `  harvest: [7-9]`: a key that has a value, and entries below it as well."""
    entry = entry_of(lines[at])
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    if entry and entry.key and looks_like_entry(below) and indent_of(below) > len(entry.lead):
        written = f"{entry.lead}{entry.key}:{entry.remark}"
        yield one_line("value_before_group", at, entry.column, written, found=entry.value, below=below.strip())


def hash_in_text(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """A text of several lines that a `#` cuts in the middle."""
    entry = entry_of(lines[at])
    if not entry or entry.value[0] in "\"'{[|>":
        return
    until = at
    while until + 1 < len(lines) and indent_of(lines[until + 1]) > indent_of(lines[at]) and lines[until + 1].strip():
        until += 1
    # Two spaces before the sign and one behind it make a remark.
    cut = next((line for line in lines[at : until + 1] if re.search(r"(?<=\S)\s#|\s#(?!\s)", line)), None)
    if cut is not None:
        whole = (entry.value + entry.remark, *lines[at + 1 : until + 1])
        text = " ".join(line.strip() for line in whole)
        written = f"{entry.lead}{entry.key}{': ' if entry.key else ''}{quote(text)}"
        place = (lines.index(cut, at), cut.index("#"))
        yield Repair("hash_in_lines", place, (at, until), (written,), params={"right": written.strip()})
