"""The web fonts: Source Serif 4 and Source Sans 3 cut down to the characters in use, renamed, as WOFF2.

The Open Font License reserves the name 'Source' for unmodified fonts, so the cut faces are called Cham Serif and
Cham Sans and their licences are published beside them. The packaged fonts are variable, one file for every weight; a
face is one weight of them. Cut faces are kept in the cache; what cuts them is imported only when one is not there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any
from unicodedata import combining

from ..cache import Cache
from ..catalogue.vietnamese import TONES, nfc

SUBSET_VERSION = "3"
"""Version of the subsetting: raise it when the way of subsetting changes, so that cached fonts are made again."""
LAYOUT_FEATURES = ("kern", "liga", "locl")
MARK_FEATURES = ("ccmp", "mark", "mkmk")
"""What joins a letter and a combining mark: left out (2 kB of a serif face) where no text has one, as texts are NFC."""
NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""IDs of OpenType's 'name' table that are kept: copyright, names, version, licence."""
UNUSED_TABLES = ("BASE", "STAT")
"""What a browser does not read of a face with one weight."""
_DIGEST_SIZE = 32


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family under its new name, the package that holds it, and its line in ems.

    `optical_size` (OpenType's axis 'opsz', in points) is the size that the letters are drawn for, where the family has
    drawings for several.
    """

    name: str
    package: str
    ascent: float
    descent: float
    optical_size: int | None = None

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    @property
    def folder(self) -> Traversable:
        return resources.files(self.package)

    @property
    def files(self) -> Traversable:
        return self.folder / "files"

    @property
    def made_with(self) -> str:
        """What a thing kept from an earlier run was set in."""
        return f"{self.package} {version(self.package)}"


@dataclass(frozen=True, slots=True)
class FallbackFont:
    """A system font used as fallback until the web font is loaded: its local() names, its average width in ems."""

    name: str
    local: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font face. `width` is the average width of a letter in running Vietnamese text, in ems."""

    family: FontFamily
    weight: int
    file: str
    width: float
    stand_ins: tuple[FallbackFont, ...]

    @property
    def style(self) -> str:
        return "italic" if "Italic" in self.file else "normal"

    @property
    def slug(self) -> str:
        return f"{self.family.slug}-{self.weight}" + ("-italic" if self.style == "italic" else "")


SERIF_FAMILY = FontFamily("Cham Serif", "fontpkg_source_serif_4", 1.036, 0.335, optical_size=20)
"""Drawn for 20 points at every size. Its own default: the drawing that the family had before it had several, sturdy
enough for a line of 16 px, and one font to load where small and large text would ask for two."""
SANS_FAMILY = FontFamily("Cham Sans", "fontpkg_source_sans_3", 0.984, 0.273)
"""Its line is that of its second edition (Source Sans Pro), for which the pages are laid out. The third edition has a
line a sixth taller, which sets every word a little higher; the letters are as tall as before."""
UPRIGHT_SANS = "SourceSans3[wght].ttf"
UPRIGHT_SERIF = "SourceSerif4[opsz,wght].ttf"
FONT_FACES = (
    FontFace(
        SERIF_FAMILY,
        600,
        file=UPRIGHT_SERIF,
        width=0.4595,
        stand_ins=(
            FallbackFont("Georgia", ("Georgia Bold", "Georgia-Bold"), 0.5154),
            FallbackFont("Noto", ("Noto Serif Bold", "NotoSerif-Bold"), 0.5118),
            FallbackFont("Times", ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.4338),
        ),
    ),
    FontFace(
        SERIF_FAMILY,
        400,
        file=UPRIGHT_SERIF,
        width=0.4540,
        stand_ins=(
            FallbackFont("Georgia", ("Georgia",), 0.4470),
            FallbackFont("Noto", ("Noto Serif", "NotoSerif"), 0.4843),
            FallbackFont("Times", ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.4065),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        400,
        file=UPRIGHT_SANS,
        width=0.4214,
        stand_ins=(
            FallbackFont("Arial", ("Arial", "ArialMT", "Liberation Sans"), 0.4500),
            FallbackFont("Roboto", ("Roboto", "Roboto-Regular"), 0.4468),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        600,
        file=UPRIGHT_SANS,
        width=0.4328,
        stand_ins=(
            FallbackFont("Arial", ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.4847),
            FallbackFont("Roboto", ("Roboto Medium", "Roboto-Medium"), 0.4503),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        400,
        file="SourceSans3-Italic[wght].ttf",
        width=0.4136,
        stand_ins=(
            FallbackFont("Arial", ("Arial Italic", "Arial-ItalicMT", "Liberation Sans Italic"), 0.4500),
            FallbackFont("Roboto", ("Roboto Italic", "Roboto-Italic"), 0.4345),
        ),
    ),
)
"""In the order in which a page is read."""
UPRIGHT_FACES = (FONT_FACES[0], FONT_FACES[2], FONT_FACES[3])


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face ready to publish: its file name carries a hash of its bytes."""

    name: str
    data: bytes
    face: FontFace


def _vietnamese_letters() -> str:
    """Every letter that plain ASCII lacks, with every tone, in both cases: 134 of them."""
    vowels = (nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES))
    letters = "".join(vowels) + "đ"
    return "".join(letter for letter in letters + letters.upper() if not letter.isascii())


VIETNAMESE_LETTERS = _vietnamese_letters()
ALWAYS_INCLUDED = frozenset([*map(chr, range(0x20, 0x7F)), *VIETNAMESE_LETTERS, *"\u00a0₫€–—“”‘’«»…·•°×−½²³±©→←↑↓"])
"""Characters that every subset holds, used or not, so that a word added later is not shown in another font."""


def subset_fonts(characters: Iterable[str], cache: Cache) -> tuple[FontFile, ...]:
    """Every font face, subset to `characters` and the always included ones, in a fixed order; cached in `cache`.

    A cache that cannot be written is done without. The same characters give the same bytes.
    """
    sources = [(face, (face.family.files / face.file).read_bytes()) for face in FONT_FACES]
    return _subset_faces(sources, ALWAYS_INCLUDED.union(characters), cache)


def subset_upright_fonts(fonts: Iterable[FontFile], characters: Iterable[str], cache: Cache) -> tuple[FontFile, ...]:
    """The three `UPRIGHT_FACES` of `fonts` with `characters` alone: half the weight, for a page that stands for itself.

    Cut from those of `subset_fonts`, whose weight is fixed already, which takes a fifth of the time.
    """
    sources = [(font.face, font.data) for font in fonts if font.face in UPRIGHT_FACES]
    return _subset_faces(sources, characters, cache)


def _subset_faces(
    sources: Iterable[tuple[FontFace, bytes]], characters: Iterable[str], cache: Cache
) -> tuple[FontFile, ...]:
    wanted = "".join(sorted(set(characters)))
    made_with = tuple(map(version, ("fonttools", "brotli")))
    return tuple(_font_file(face, source, wanted, made_with, cache) for face, source in sources)


def font_licences() -> tuple[tuple[str, bytes], ...]:
    """The licence of each family as (file name, bytes), to be published beside the fonts."""
    return tuple(
        (f"{family.slug}-OFL.txt", (family.folder / "LICENSE").read_bytes()) for family in (SERIF_FAMILY, SANS_FAMILY)
    )


def _font_file(face: FontFace, source: bytes, wanted: str, made_with: tuple[str, ...], cache: Cache) -> FontFile:
    recipe = "\0".join((SUBSET_VERSION, *made_with, face.slug, wanted))
    key = hashlib.sha256(source + recipe.encode()).digest()
    data = cache.value("font", key, lambda: _subset_face(face, source, wanted))
    return FontFile(f"{face.slug}.{hashlib.sha256(data).hexdigest()[:8]}.woff2", data, face)


def _subset_face(face: FontFace, source: bytes, wanted: str) -> bytes:
    """The face with what `wanted` needs alone: cut before its weight is fixed, which takes seconds for all glyphs."""
    import brotli  # noqa: F401 (of a library that does not load fontTools says that it is not there)
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(source), lazy=True, recalcTimestamp=False)
    options = Options(layout_features=_features(wanted), name_IDs=NAME_IDS, hinting=False, notdef_outline=True)
    options.drop_tables += UNUSED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(text=wanted)
    subsetter.subset(font)
    if "fvar" in font:
        _fix_weight(font, face)
    _rename_font(font["name"].names, face)
    _set_line(font, face.family)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _fix_weight(font: Any, face: FontFace) -> None:
    from fontTools.varLib.instancer import instantiateVariableFont

    size = face.family.optical_size
    instantiateVariableFont(font, {"wght": face.weight} | ({"opsz": size} if size else {}), inplace=True)


def _features(wanted: str) -> tuple[str, ...]:
    return LAYOUT_FEATURES + (MARK_FEATURES if any(map(combining, wanted)) else ())


def _set_line(font: Any, family: FontFamily) -> None:
    """Give the three places where the systems look for the height of a line the same one."""
    em = font["head"].unitsPerEm
    ascent, descent = round(family.ascent * em), round(family.descent * em)
    line, os2 = font["hhea"], font["OS/2"]
    line.ascent, line.descent, line.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _rename_font(names: list[Any], face: FontFace) -> None:
    """Take the reserved name out of everything that names the font; the copyright line stays as the licence asks."""
    named = f"{face.family.name} {face.weight}" + (" Italic" if face.style == "italic" else "")
    style = "Italic" if face.style == "italic" else "Regular"
    given = {1: face.family.name, 2: style, 3: named, 4: named, 6: named.replace(" ", "-")}
    for record in names:
        record.string = given.get(record.nameID, record.string)
