"""Letters on paper: what no font draws is said by a sign like it or left out, and `check` tells which letters are."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..catalogue.letters import letters_told, without_letters
from ..content.file_text import decode_text
from ..content.folder import PRODUCT_FILE, SETTINGS_FILE
from ..content.raw import HasPositions, RawCatalogue
from ..media.script_fonts import CJK_FONT, CJK_LETTER, undrawable
from ..messages import Problem, Severity

LOOK_ALIKES = {
    "➔": "→", "➙": "→", "➜": "→", "➝": "→", "➞": "→", "➠": "→", "➡": "→", "➢": "►", "➣": "►", "➤": "►",
    "✦": "◆", "✧": "◇", "❖": "◆", "✪": "★", "✮": "★", "✯": "★", "✩": "☆", "✰": "☆", "✘": "✗", "☐": "□", "❏": "□",
    "❑": "□", "❒": "□", "◎": "○", "◉": "●", "⬤": "●", "◘": "■", "◙": "■", "❍": "○", "✶": "*", "✱": "*", "✲": "*",
}  # fmt: skip
"""Signs that texts from chats and Word are full of, and one that says the same."""
NOTHING_LEFT = "–"
"""What stands for a text of which nothing could be drawn: a document needs a title, a product a name."""
FILE_KEYS = ("file", "picture", "portrait", "boundaries", "url", "key")
"""Keys whose values are names, which are not shown."""


def printable(text: str) -> str:
    """The text as paper can show it: every letter of it is drawn by some font."""
    lost = undrawable(text)
    if not lost:
        return text
    plain = {ord(letter): form for letter in lost if (form := _plain_form(letter))}
    rest = without_letters(text.translate(plain), sorted(letter for letter in lost if ord(letter) not in plain))
    return rest or NOTHING_LEFT


def printable_data(data: Any, names: Collection[str] = ()) -> Any:
    """Template data with every text printable; those among `names` stay as they are."""
    if isinstance(data, str):
        return data if data in names else printable(data)
    if isinstance(data, Mapping):
        return {key: printable_data(value, names) for key, value in data.items()}
    return [printable_data(value, names) for value in data] if isinstance(data, (list, tuple)) else data


def left_out(text: str) -> tuple[str, ...]:
    """The letters of the text that paper lacks: each once, in order."""
    lost = undrawable(text)
    return tuple(letter for letter in dict.fromkeys(text) if letter in lost and not _plain_form(letter)) if lost else ()


def _plain_form(letter: str) -> str:
    """What says the same and can be drawn (`㎏` is kg, `：` a colon), or ''."""
    form = LOOK_ALIKES.get(letter) or unicodedata.normalize("NFKC", letter)
    return form if form != letter and not undrawable(form) else ""


def letter_problems(raw: RawCatalogue) -> Iterator[Problem]:
    """A warning for each file with letters that paper lacks, where the first of them stands."""
    files: list[tuple[HasPositions, Path, dict[str, str]]] = [
        (raw.catalogue, raw.folder / SETTINGS_FILE, dict(_texts(raw.catalogue.data)))
    ]
    files += [(entry, entry.folder / PRODUCT_FILE, dict(_texts(entry.data))) for entry in raw.entries]
    for article in raw.news:
        body = {"": article.page.markdown} if article.page else {}
        path = raw.folder.joinpath(*article.file.split("/")[-2:])
        files.append((article, path, dict(_texts(article.data)) | body))
    for entry, path, texts in files:
        lost = left_out("".join(texts.values()))
        found = {letter: next(place for place, text in texts.items() if letter in text) for letter in lost}
        cjk = {} if CJK_FONT.is_installed else {one: at for one, at in found.items() if CJK_LETTER.match(one)}
        rest = {letter: place for letter, place in found.items() if letter not in cjk}
        for code, letters in (("letters_need_cjk", cjk), ("letters_not_printed", rest)):
            if letters:
                yield _problem(entry, path, code, letters)


def _texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in FILE_KEYS:
                yield from _texts(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _texts(value, f"{path}.{at}")


def _problem(entry: HasPositions, path: Path, code: str, letters: Mapping[str, str]) -> Problem:
    lines: list[str] = []
    with suppress(OSError):  # the file may have gone since it was read
        text = decode_text(path.read_bytes(), entry.file)
        lines = text.split("\n") if isinstance(text, str) else []
    places = {letter: _place(letter, entry.positions.of(place), lines) for letter, place in letters.items()}
    line, column = min(places.values())
    params = {"letters": letters_told(places)}
    return Problem(entry.file, code, line=line, column=column, params=params, severity=Severity.WARNING)


def _place(letter: str, value: tuple[int, int], lines: list[str]) -> tuple[int, int]:
    """Where the letter stands in or below the place of its value; that place where it is written as an escape."""
    line, column = value
    for at in range(line - 1, len(lines)):
        found = lines[at].find(letter, column - 1 if at == line - 1 else 0)
        if found >= 0:
            return at + 1, found + 1
    return value
