"""Repairs of whole lines: blanks, dashes, the sign behind a key, indentation, what is no entry at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .flow_style import quote, strip_quotes
from .keys import LANGUAGE_KEYS, known_keys
from .repairs import Repair, entry_of, indent_of, one_line, shown

ODD_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like one and are letters to YAML: Word, Zalo and web pages put them in."""
LIST_MARK = re.compile(
    "([–—−‒‐•·∙▪▫■●○◦‣⁃►▶➢➤✓✔❖◆\uf0b7\uf0a7\uf0d8]|[*+](?=\\s)|(?:\\d{1,2}|[a-h])[.)](?=\\s))[\\s\xa0]*(?=\\S)"
)
"""What people and Word put before the items of a list."""
_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad]")
_SEPARATOR = re.compile(
    r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^\W\d][\w-]*)\s*(?P<sign>：|﹕|︰|꞉|∶|;|:=|=>|->|=|(?<=\s)[-–—](?=\s))\s*(?P<value>.*)"
)
_DECORATED_KEY = re.compile(
    r"(?P<lead>\s*(?:-\s+)*)(?P<sign>[*_`~]{1,3})(?P<key>[A-Za-z]\w*?)[*_`~]{0,3}\s*:[*_`~]{0,3}\s*(?P<value>.*)"
)
"""A key in bold or italics, as chats and Markdown write it."""
_STUCK_COLON = re.compile(r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^\W\d][\w-]*):(?P<value>[^\s:/].*)")
_STUCK_DASH = re.compile(r"-(?=[^-\s])")
_KEYS_ONLY = (";", ":=", "=>", "->", "=", "-", "–", "—")
"""Signs that also stand in texts: they stand for a colon behind a key that the files know."""


def odd_spaces(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """No-break and other wide spaces, and signs that have no width, where only a space may stand."""
    line = lines[at]
    odd = _ODD_SPACE.search(line) or _INVISIBLE.search(line)
    if odd:
        plain = _INVISIBLE.sub("", _ODD_SPACE.sub(" ", line))
        if line[: odd.start()].strip():
            yield one_line("odd_space", at, odd.start(), plain)
        else:
            params = {"spaces": str(indent_of(plain))}
            yield Repair("odd_space_indent", (at, odd.start()), (at, at), (plain,), params=params)


def tabs(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Tabs at the start of lines, in all of them or this one; a Tab where a space must stand."""
    line = lines[at]
    blank = line[: indent_of(line)]
    if "\t" in blank:
        place = (at, blank.index("\t"))
        last = max(each for each in range(at, len(lines)) if "\t" in lines[each][: indent_of(lines[each])])
        for width in (2, 4, 8, 1) if last > at else ():
            blanks = ((each, indent_of(each)) for each in lines[at : last + 1])
            written = tuple(each[:end].replace("\t", " " * width) + each[end:] for each, end in blanks)
            yield Repair("tab_indents", place, (at, last), written, params={"spaces": str(width)})
        for width in _nearby_indents(lines, at):
            written = (" " * width + line.lstrip(),)
            yield Repair("tab_indent", place, (at, at), written, params={"spaces": str(width)})
    elif "\t" in line:
        yield one_line("tab_inside", at, line.index("\t"), re.sub(r"\t+ *", " ", line))


def parent_in_remark(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """An entry of a group whose key is still commented out: `#summary:` above `  vi: …`."""
    above = next((up for up in range(at - 1, -1, -1) if not re.match(r"\s*(#\s*[^\w\s]|$)", lines[up])), None)
    found = re.fullmatch(r"(\s*)#\s?((?:- )?[\w-]+:\s*[|>]?)\s*", lines[above]) if above is not None else None
    if above is not None and found and len(found[1]) < indent_of(lines[at]):
        written = f"{found[1]}{found[2]}"
        yield Repair(
            "parent_in_remark", (at, indent_of(lines[at])), (above, above), (written,), params={"right": found[2]}
        )


def _nearby_indents(lines: Sequence[str], at: int) -> list[int]:
    """Where the line could begin: as those around it do, as what stands behind their dashes does, one level deeper."""
    widths = [0]
    for line in (*_up_to_the_edge(lines, at), *lines[at + 1 : at + 2]):
        if line.strip() and not line.lstrip().startswith("#"):
            dashes = re.match(r"\s*(?:- +)*", line)
            widths += [dashes.end() if dashes else 0, indent_of(line), indent_of(line) + 2]
    return sorted(dict.fromkeys(widths), key=lambda width: abs(width - indent_of(lines[at])))[:8]


def _up_to_the_edge(lines: Sequence[str], at: int) -> Iterator[str]:
    """The lines above, the near ones first, up to the key at the left edge to which they belong."""
    for line in reversed(lines[:at]):
        yield line
        if re.match(r"[^\s#-]", line):
            return


def list_marks(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """`–`, `•`, `1.` for the dash of a list."""
    found = LIST_MARK.match(lines[at], indent_of(lines[at]))
    if found:
        yield from _dashes(lines, at, LIST_MARK, "list_mark", found[1])


def stuck_dash(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """`-scheme: ocop`."""
    if _STUCK_DASH.match(lines[at], indent_of(lines[at])):
        yield from _dashes(lines, at, _STUCK_DASH, "dash_without_space", lines[at].strip())


def _dashes(lines: Sequence[str], at: int, mark: re.Pattern[str], code: str, found: str) -> Iterator[Repair]:
    """The dash and its space for `mark`, on this line and on those of its list that follow, or on this one alone."""
    width = indent_of(lines[at])

    def mended(line: str) -> str:
        begun = mark.match(line, width) if indent_of(line) == width else None
        return f"{line[:width]}- {line[begun.end() :]}" if begun else line

    written = tuple(map(mended, lines[at:]))
    run = next((more for more, (old, new) in enumerate(zip(lines[at:], written, strict=True)) if old == new), 1)
    params = {"found": found, "right": shown(written[:run])}
    yield Repair(code, (at, width), (at, at + run - 1), written[:run], params=params)
    yield Repair(code, (at, width), (at, at), written[:1], params={"found": found, "right": shown(written[:1])})


def separators(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Another sign than the colon, a colon without its space, or none."""
    line = lines[at]
    other = _SEPARATOR.fullmatch(line)
    if other and (other["sign"] not in _KEYS_ONLY or other["key"].lower() in known_keys()):
        written = f"{other['lead']}{other['key']}: {other['value']}".rstrip()
        yield one_line("colon_other_sign", at, other.start("sign"), written, found=other["sign"])
        yield from _requoted(at, written, "colon_other_sign", other.start("sign"), found=other["sign"])
    decorated = _DECORATED_KEY.fullmatch(line)
    if decorated and decorated["key"].lower() in known_keys():
        written = f"{decorated['lead']}{decorated['key']}: {decorated['value']}".rstrip()
        yield one_line("key_decorated", at, decorated.start("sign"), written, found=decorated["sign"])
    stuck = _STUCK_COLON.fullmatch(line)
    if stuck:
        value = stuck["value"] if stuck["value"][0] != "#" else quote(stuck["value"])
        written = f"{stuck['lead']}{stuck['key']}: {value}"
        found = line.strip()
        yield one_line("colon_without_space", at, stuck.end("key"), written, found=found)
        yield from _requoted(at, written, "colon_without_space", stuck.end("key"), found=found)
    words = re.fullmatch(r"(\s*(?:- +)*)([A-Za-z_]\w*)(?:[ \t]+([^:\s].*))?", line)
    if words and words[2].lower() in known_keys():
        written = f"{words[1]}{words[2]}: {words[3] or ''}".rstrip()
        yield one_line("colon_missing", at, words.start(2), written, found=line.strip())


def _requoted(at: int, line: str, code: str, column: int, **params: str) -> Iterator[Repair]:
    """The line with its value in quotation marks, where that is needed as well."""
    entry = entry_of(line)
    if entry and entry.value[0] not in "\"'":
        yield one_line(code, at, column, entry.with_value(quote(strip_quotes(entry.value))), **params)


def remarks(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """What is no content: a rule of dashes between sections, `// …`, a mark of a merge, a sentence of its own."""
    line = lines[at]
    text = line.strip()
    if re.fullmatch(r"([-=_*~.…+<>/\\])\1+[-=_*~.… ]*|[<>=]{7}.*|`{3,}\s*\w*|~{3,}\s*\w*", text):
        yield Repair("line_stray", (at, indent_of(line)), (at, at), ("",), params={"found": text[:60]})
    elif re.match(r"//|/\*|;|<!--|--(?!-)", text):
        remark = re.sub(r"^(//|/\*|;|<!--|--)\s*|\s*(\*/|-->)$", "", text)
        yield one_line("remark_sign", at, indent_of(line), f"{line[: indent_of(line)]}# {remark}", found=text[:2])


def indentation(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """The line begins in another column than its neighbours: moved, alone or with what lies deeper below it."""
    line = lines[at]
    now = indent_of(line)
    if not re.match(r"\s*(-\s|[^\W\d][\w-]*\s*:(\s|$))", line):
        return
    until = at
    while until + 1 < len(lines) and (not lines[until + 1].strip() or indent_of(lines[until + 1]) > now):
        until += 1
    for width in _nearby_indents(lines, at):
        if width != now and (now or not width or _stands_out(lines, at, width)):
            params = {"found": str(now), "spaces": str(width)}
            code = "indent_after_hash" if now == width + 1 else "indent"
            moved = tuple(" " * max(0, indent_of(each) + width - now) + each.lstrip() for each in lines[at : until + 1])
            yield Repair(code, (at, now), (at, at), (" " * width + line.lstrip(),), params=params)
            if until > at and now:
                yield Repair("indent_group", (at, now), (at, until), moved, params=params)


def _stands_out(lines: Sequence[str], at: int, width: int) -> bool:
    """Whether the line alone of its group begins at the left edge: the one below stands at `width`, and the one above.

    Or the one above is the head of the group.
    """
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    return indent_of(below) == width and (indent_of(above) >= width or bool(re.match(r"[a-z_]+:\s*(#|$)", above)))


def sentence(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """A line without a key: a text that goes on, or a remark without its sign."""
    line = lines[at]
    if re.search(r":(\s|$)", line) or not re.match(r"\s*[\w“(„«]", line):
        return
    above = next((up for up in range(at - 1, -1, -1) if lines[up].strip()), None)
    entry = None if above is None else entry_of(lines[above])
    if above is not None and entry and entry.value[0] not in "[{|>" and entry.key in ("", *LANGUAGE_KEYS):
        written = entry.with_value(quote(f"{strip_quotes(entry.value)} {line.strip()}"))
        params = {"found": line.strip()[:60], "right": written.strip()}
        yield Repair("line_without_key", (at, indent_of(line)), (above, at), (written,), params=params)
    yield one_line(
        "remark_sign", at, indent_of(line), f"{line[: indent_of(line)]}# {line.strip()}", found=line.strip()[:20]
    )
