"""The web fonts: Source Serif Pro and Source Sans Pro cut down to the characters in use, renamed, as WOFF2.

The Open Font License reserves the name 'Source' for unmodified fonts, so the cut faces are called Cham Serif and
Cham Sans and their licences are published beside them. Cut faces are kept in the cache; what cuts them is imported only
when one is not there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from ..catalogue.vietnamese import TONES, nfc

SUBSET_VERSION = "2"
"""Version of the subsetting: raise it when the way of subsetting changes, so that cached fonts are made again."""
LAYOUT_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk")
NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""IDs of OpenType's 'name' table that are kept: copyright, names, version, licence."""
_DIGEST_SIZE = 32


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A font family under its new name, the package that holds it, its ascent and descent in ems."""

    name: str
    package: str
    ascent: float
    descent: float

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


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
        return "italic" if self.file.endswith("It.ttf") else "normal"

    @property
    def slug(self) -> str:
        return f"{self.family.slug}-{self.weight}" + ("-italic" if self.style == "italic" else "")


SERIF_FAMILY = FontFamily("Cham Serif", "font_source_serif_pro", 1.036, 0.335)
SANS_FAMILY = FontFamily("Cham Sans", "font_source_sans_pro", 0.984, 0.273)
FONT_FACES = (
    FontFace(
        SERIF_FAMILY,
        600,
        "SourceSerifPro-Semibold.ttf",
        0.4596,
        (
            FallbackFont("Georgia", ("Georgia Bold", "Georgia-Bold"), 0.5154),
            FallbackFont("Noto", ("Noto Serif Bold", "NotoSerif-Bold"), 0.5118),
            FallbackFont("Times", ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.4338),
        ),
    ),
    FontFace(
        SERIF_FAMILY,
        400,
        "SourceSerifPro-Regular.ttf",
        0.4540,
        (
            FallbackFont("Georgia", ("Georgia",), 0.4470),
            FallbackFont("Noto", ("Noto Serif", "NotoSerif"), 0.4843),
            FallbackFont("Times", ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.4065),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        400,
        "SourceSansPro-Regular.ttf",
        0.4214,
        (
            FallbackFont("Arial", ("Arial", "ArialMT", "Liberation Sans"), 0.4500),
            FallbackFont("Roboto", ("Roboto", "Roboto-Regular"), 0.4468),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        600,
        "SourceSansPro-Semibold.ttf",
        0.4328,
        (
            FallbackFont("Arial", ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.4847),
            FallbackFont("Roboto", ("Roboto Medium", "Roboto-Medium"), 0.4503),
        ),
    ),
    FontFace(
        SANS_FAMILY,
        400,
        "SourceSansPro-It.ttf",
        0.4123,
        (
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


def subset_fonts(characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    """Every font face, subset to `characters` and the always included ones, in a fixed order; cached in `cache`.

    A cache that cannot be written is done without. The same characters give the same bytes.
    """
    return _subset_faces(FONT_FACES, ALWAYS_INCLUDED.union(characters), cache)


def subset_upright_fonts(characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    """The three `UPRIGHT_FACES` faces with `characters` alone: half the weight, for a page that stands for itself."""
    return _subset_faces(UPRIGHT_FACES, characters, cache)


def _subset_faces(faces: Iterable[FontFace], characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    wanted = "".join(sorted(set(characters)))
    made_with = tuple(map(version, ("uharfbuzz", "fonttools", "brotli")))
    return tuple(_font_file(face, wanted, made_with, cache) for face in faces)


def font_licences() -> tuple[tuple[str, bytes], ...]:
    """The licence of each family as (file name, bytes), to be published beside the fonts."""
    return tuple(
        (f"{family.slug}-OFL.txt", _packaged_bytes(family, "LICENSE.txt")) for family in (SERIF_FAMILY, SANS_FAMILY)
    )


def _font_file(face: FontFace, wanted: str, made_with: tuple[str, ...], cache: Path | None) -> FontFile:
    source = _packaged_bytes(face.family, face.file)
    recipe = "\0".join((SUBSET_VERSION, *made_with, face.slug, wanted))
    kept = cache / "fonts" / f"{hashlib.sha256(source + recipe.encode()).hexdigest()[:32]}.woff2" if cache else None
    data = _read_cached(kept)
    if data is None:
        data = _subset_face(face, source, wanted)
        _write_cached(kept, data)
    return FontFile(f"{face.slug}.{hashlib.sha256(data).hexdigest()[:8]}.woff2", data, face)


def _packaged_bytes(family: FontFamily, file: str) -> bytes:
    return (resources.files(family.package) / "files" / file).read_bytes()


def _read_cached(kept: Path | None) -> bytes | None:
    """The bytes of a cached font, or None where there is none or its digest shows that it is damaged."""
    try:
        raw = kept.read_bytes() if kept else b""
    except OSError:
        return None
    data = raw[_DIGEST_SIZE:]
    return data if data and hashlib.sha256(data).digest() == raw[:_DIGEST_SIZE] else None


def _write_cached(kept: Path | None, data: bytes) -> None:
    if kept is None:
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        Path(name).replace(kept)
    except OSError:
        return


def _subset_face(face: FontFace, source: bytes, wanted: str) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(_subset_by_harfbuzz(source, wanted)), recalcTimestamp=False)
    _rename_font(font["name"].names, face)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _subset_by_harfbuzz(source: bytes, wanted: str) -> bytes:
    """The font with what `wanted` needs alone; HarfBuzz takes a quarter of the time of fontTools."""
    import uharfbuzz

    order = uharfbuzz.SubsetInput()
    chosen = {
        uharfbuzz.SubsetInputSets.UNICODE: map(ord, wanted),
        uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG: (int.from_bytes(tag.encode()) for tag in LAYOUT_FEATURES),
        uharfbuzz.SubsetInputSets.NAME_ID: NAME_IDS,
    }
    for kind, values in chosen.items():
        order.sets(kind).clear()
        order.sets(kind).update(values)
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(uharfbuzz.Face(source), order).blob.data)


def _rename_font(names: list[Any], face: FontFace) -> None:
    """Take the reserved name out of everything that names the font; the copyright line stays as the licence asks."""
    named = f"{face.family.name} {face.weight}" + (" Italic" if face.style == "italic" else "")
    style = "Italic" if face.style == "italic" else "Regular"
    given = {1: face.family.name, 2: style, 3: named, 4: named, 6: named.replace(" ", "-")}
    for record in names:
        record.string = given.get(record.nameID, record.string)
