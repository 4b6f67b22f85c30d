"""Script fonts: they draw the signs and scripts that the fonts of the text lack, on paper and on the web.

Paper finds them whole (`typeface_names`, in order of preference). A site publishes them cut to its letters, and only
where it has such letters; a reader's own fonts of that kind (emoji in colour, Chinese of the telephone) go first.
Chinese, Japanese and Korean are large and come with the extra `cjk`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import distribution, version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from ..cache import Cache
from .fonts import ALWAYS_INCLUDED, FONT_FACES, NAME_IDS, SUBSET_VERSION

CJK_EXTRA = "cjk"
"""The extra that brings the font of Chinese, Japanese and Korean."""
CJK_LETTER = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
"""A letter that no font but that one could draw."""
UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Default ignorable: what joins and varies other letters and is no drawing itself (Unicode 5.21)."""


@dataclass(frozen=True, slots=True)
class ScriptFont:
    """A font for signs or scripts.

    `file` lies in `package`; in a collection it is font `number`. `local` are the readers' own fonts that go first.
    """

    name: str
    package: str
    file: str
    number: int = -1
    local: tuple[str, ...] = ()

    @property
    def is_installed(self) -> bool:
        return find_spec(self.package) is not None

    @property
    def path(self) -> Path:
        return Path(str(resources.files(self.package))) / self.file

    @property
    def made_with(self) -> str:
        return f"{self.package} {version(self.package)}"

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    def opened(self) -> Any:
        from fontTools.ttLib import TTFont

        return TTFont(self.path, lazy=True, fontNumber=self.number, recalcTimestamp=False)


def _noto(*names: str) -> tuple[ScriptFont, ...]:
    return tuple(ScriptFont(name, "manimgx_fonts", f"{name.replace(' ', '')}[wght].ttf") for name in names)


EMOJI_FONT = ScriptFont(
    "Noto Emoji",
    "manimgx_fonts",
    "NotoEmoji[wght].ttf",
    local=("Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"),
)
CJK_FONT = ScriptFont(
    "Noto Sans CJK SC",
    "manimgx_fonts_cjk",
    "NotoSansCJK-VF.otf.ttc",
    number=2,
    local=("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"),
)
SCRIPT_FONTS = (
    ScriptFont("Inter", "fontpkg_inter", "files/Inter[opsz,wght].ttf"),
    *_noto("Noto Sans"),
    EMOJI_FONT,
    *_noto("Noto Sans Symbols", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar"),
    *_noto("Noto Sans Arabic", "Noto Sans Armenian", "Noto Sans Bengali", "Noto Sans Devanagari"),
    *_noto("Noto Sans Ethiopic", "Noto Sans Georgian", "Noto Sans Gujarati", "Noto Sans Gurmukhi"),
    *_noto("Noto Sans Hebrew", "Noto Sans Kannada", "Noto Sans Malayalam", "Noto Sans Oriya"),
    *_noto("Noto Sans Sinhala", "Noto Sans Tamil", "Noto Sans Telugu"),
    CJK_FONT,
)
"""In order of preference: the first that has a letter draws it. Inter brings the stars ★ and ☆."""


@cache
def installed_fonts() -> tuple[ScriptFont, ...]:
    return tuple(font for font in SCRIPT_FONTS if font.is_installed)


@cache
def _letters_of(font: ScriptFont) -> frozenset[str]:
    with font.opened() as face:
        return frozenset(map(chr, face.getBestCmap()))


@cache
def _letters_of_text_fonts() -> tuple[frozenset[str], ...]:
    """What each family of the text draws."""
    from fontTools.ttLib import TTFont

    sources = dict.fromkeys((face.family, face.file) for face in FONT_FACES if face.style == "normal")
    found = []
    for family, file in sources:
        with TTFont(str(family.files / file), lazy=True) as face:
            found.append(frozenset(map(chr, face.getBestCmap())))
    return tuple(found)


def undrawable(text: Iterable[str]) -> frozenset[str]:
    """The letters that no font draws; what joins and varies others is never among them."""
    left = {letter for letter in set(text) - ALWAYS_INCLUDED if not UNSEEN.match(letter) and letter not in "\n\t"}
    if left:
        left = left.difference(*_letters_of_text_fonts())
    for font in installed_fonts():
        if not left:
            break
        left -= _letters_of(font)
    return frozenset(left)


@dataclass(frozen=True, slots=True)
class ScriptFontFile:
    """A script font cut to `letters`, ready to publish: its file name carries a hash of its bytes."""

    name: str
    data: bytes
    font: ScriptFont
    letters: str

    @property
    def licence(self) -> tuple[str, bytes]:
        """The licence as (file name, bytes), to be published beside the font."""
        text = distribution(self.font.package).read_text("licenses/LICENSE") or ""
        return f"{self.font.package.replace('_', '-')}-OFL.txt", text.encode()


def cut_script_fonts(characters: Collection[str], cache: Cache) -> tuple[ScriptFontFile, ...]:
    """A file for each script font that draws letters of `characters` which a family of the text lacks."""
    letters = {letter for letter in characters if letter not in ALWAYS_INCLUDED and not UNSEEN.match(letter)}
    left = letters - frozenset.intersection(*_letters_of_text_fonts()) if letters else letters
    made = []
    for font in installed_fonts():
        if not left:
            break
        drawn = left & _letters_of(font)
        if drawn:
            joined = {letter for letter in characters if UNSEEN.match(letter)} & _letters_of(font)
            made.append(_cut_file(font, "".join(sorted(drawn | joined)), cache))
            left -= drawn
    return tuple(made)


def _cut_file(font: ScriptFont, letters: str, cache: Cache) -> ScriptFontFile:
    recipe = "\0".join((SUBSET_VERSION, version("fonttools"), version("brotli"), font.made_with, font.name, letters))
    data = cache.value("font", hashlib.sha256(recipe.encode()).digest(), lambda: _cut(font, letters))
    return ScriptFontFile(f"{font.slug}.{hashlib.sha256(data).hexdigest()[:8]}.woff2", data, font, letters)


def _cut(font: ScriptFont, letters: str) -> bytes:
    """The font with what `letters` need alone, joined emoji included, in every weight. No name of it is reserved."""
    from fontTools.subset import Options, Subsetter

    subsetter = Subsetter(Options(layout_features="*", name_IDs=NAME_IDS, hinting=False, notdef_outline=True))
    subsetter.populate(text=letters)
    out = BytesIO()
    with font.opened() as face:
        subsetter.subset(face)
        face.flavor = "woff2"
        face.save(out)
    return out.getvalue()
