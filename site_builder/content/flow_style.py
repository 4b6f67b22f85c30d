"""Flow style (`{vi: …, en: …}`, `[a, b]`) as people type it, and the same as YAML wants it.

A forgiving reader: only a key that the files know ends a text, so commas, colons, signs and missing brackets in
between can be told apart. What it understood is written again with quotation marks where they are needed.
"""

from __future__ import annotations

import re

from .keys import LANGUAGE_KEYS, known_keys

QUOTE_PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’", "‹": "›", "「": "」", "＂": "＂", "″": "″"}
"""Opening marks of a quotation and how each is closed."""
_CLOSING_QUOTES = "\"'”“»’›」＂″"
_BRACKETS = {"{": "}", "[": "]", "｛": "}", "［": "]", "【": "]"}
_CLOSERS = {"}": "}", "]": "]", "｝": "}", "］": "]", "】": "]"}
_KEY = re.compile(r"""["']?([A-Za-z_]\w*)["']?\s*(?:[:：]|=(?=\s))""")
_GAP = re.compile(r"[\s,，;、]*")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_UNSAFE = re.compile(r"""[,\[\]{}"':#]|^[-?@`%*&!|>]""")


def quote(text: str) -> str:
    """`text` between quotation marks that it does not hold itself, so that YAML reads exactly it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    # Both kinds are in it: those inside become the curly ones of good print.
    curly = re.sub(r'"([^"]*)"', r"“\1”", text).replace('"', "”").replace("\\", "\\\\")
    return f'"{curly}"'


def strip_quotes(text: str) -> str:
    """`text` without the quotation marks around it, of whatever kind, a pair or only one of them."""
    text = text.strip()
    if text[:1] in QUOTE_PAIRS:
        inner = text[1:].rstrip()
        return inner[:-1].strip() if inner[-1:] and inner[-1] in _CLOSING_QUOTES else inner.strip()
    return text[:-1].rstrip() if text[-1:] in ('"', "“", "”", "»") and text.count(text[-1]) == 1 else text


def rewrite_flow(text: str) -> tuple[str, str] | None:
    """The first flow collection of `text` in the right form, and what stands behind it; None if it is none."""
    # A bracket too many in the middle (`}}, price: …`) is tried without.
    doubled = re.sub(r"([}\]])\1(?=\s*,)", r"\1", text, count=1)
    for attempt, any_closes in ((text, False), (doubled, False), (text, True)):
        reader = _FlowReader(attempt, any_closes=any_closes)
        try:
            written = reader.node(())
        except _FlowError:
            continue
        rest = attempt[reader.at :].lstrip(" ,}]｝］")
        if not rest or rest.startswith("#"):
            return written, rest
    return None


class _FlowError(Exception):
    """What cannot be understood even with good will."""


class _FlowReader:
    """Reads one text from left to right. `any_closes`: a bracket of the wrong kind closes the innermost one."""

    def __init__(self, text: str, *, any_closes: bool) -> None:
        self.text = text
        self.any_closes = any_closes
        self.at = 0

    def node(self, open_brackets: tuple[str, ...]) -> str:
        """The value that begins here, inside brackets that want `open_brackets`, the innermost last."""
        self.at += len(self.text[self.at :]) - len(self.text[self.at :].lstrip())
        sign = self.text[self.at : self.at + 1]
        if sign not in _BRACKETS or len(open_brackets) > 8:
            return self.scalar(open_brackets)
        self.at += 1
        closing = _BRACKETS[sign]
        inner = (*open_brackets, closing)
        parts = self.entries(inner) if closing == "}" else self.items(inner)
        if _CLOSERS.get(self.text[self.at : self.at + 1]):
            # A bracket of the other kind closes this one, unless one further out is waiting for it.
            found = _CLOSERS[self.text[self.at]]
            if found == closing or self.any_closes or found not in open_brackets:
                self.at += 1
        return f"{{{', '.join(parts)}}}" if closing == "}" else f"[{', '.join(parts)}]"

    def entries(self, brackets: tuple[str, ...]) -> list[str]:
        parts: list[str] = []
        in_languages = True
        while self.skip_gap():
            # A text in languages ends at a key of the group around it, its own brace forgotten.
            ahead = _KEY.match(self.text, self.at)
            if ahead and ahead[1] not in LANGUAGE_KEYS and len(brackets) > 1 and parts and in_languages:
                break
            key = self.key()
            if not key:
                raise _FlowError
            in_languages = in_languages and key in LANGUAGE_KEYS
            value = self.node(brackets)
            parts.append(f"{key}: {value}")
        return parts

    def items(self, brackets: tuple[str, ...]) -> list[str]:
        parts: list[str] = []
        while self.skip_gap() and not _known_key_at(self.text, self.at):
            value = self.node(brackets)
            if value:
                parts.append(value)
        return parts

    def skip_gap(self) -> bool:
        """Step over commas; False at the end of the collection."""
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at
        sign = self.text[self.at : self.at + 1]
        return bool(sign) and sign not in _CLOSERS and not self.text.startswith("# ", self.at)

    def key(self) -> str:
        found = _KEY.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        return found[1]

    def scalar(self, brackets: tuple[str, ...]) -> str:
        """A text: up to a bracket that is waited for, a comma of a list, or the next key."""
        quoted = _QUOTED.match(self.text, self.at)
        if quoted and re.match(r"\s*([,，;}\]｝］]|$|#)", self.text[quoted.end() :]):
            self.at = quoted.end()
            return quoted[0]
        start = self.at
        in_list = brackets[-1:] == ("]",)
        opened_inside = 0  # brackets that belong to the text itself
        while self.at < len(self.text):
            sign = self.text[self.at]
            opened_inside += sign in "[{"
            if sign in _CLOSERS:
                if opened_inside <= 0:
                    break
                opened_inside -= 1
            ends_item = sign in ",，;" and ((in_list and sign != ";") or _known_key_at(self.text, self.at + 1))
            ends_value = sign == " " and (_known_key_at(self.text, self.at) or self.text.startswith("  # ", self.at))
            if ends_item or ends_value:
                break
            self.at += 1
        if self.at == start and start < len(self.text) and self.text[start] not in ",，}]｝］ ":
            raise _FlowError
        return quoted_in_flow(self.text[start : self.at].strip())


def _known_key_at(text: str, at: int) -> bool:
    while text[at : at + 1].isspace():
        at += 1
    found = _KEY.match(text, at)
    return found is not None and found[1].lower() in known_keys() and not text.startswith("//", found.end())


def quoted_in_flow(text: str) -> str:
    """`text` as it stands inside brackets: in quotation marks where it needs them, other ones replaced."""
    bare = strip_quotes(text)
    return quote(bare) if _UNSAFE.search(bare) or bare != text else bare


_BARE_TEXT = re.compile(r"(?P<lead>\s*(?:- +)*(?P<key>\w+):\s+)\{\s*(?P<text>[^{}:,]*[^{}:,\s])\s*\}\s*")
_KEYS_OF_TEXTS = frozenset(
    [
        "name",
        "tagline",
        "summary",
        "story",
        "village",
        "area",
        "pack",
        "label",
        "value",
        "alt",
        "caption",
        "note",
        "title",
    ]
)
"""Keys whose braces hold languages."""


def with_language(line: str, text: str) -> str:
    """The line `name: {Chè}`, whose braces hold `text` alone, with the language before it; '' for any other line."""
    bare = _BARE_TEXT.fullmatch(line)
    if not (bare and bare["key"] in _KEYS_OF_TEXTS and bare["text"] == text):
        return ""
    return f"{bare['lead']}{{vi: {quoted_in_flow(text)}}}"
