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

from ..vietnamese import TONES, nfc

RECIPE = "2"
"""Raise when the way of cutting changes: faces in the cache are then made again."""
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk")
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""Copyright, what the font is called, its version, its licence: the numbers of OpenType's 'name' table."""
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Family:
    """A family under its new name, the package that holds it, and its line in ems."""

    name: str
    package: str
    ascent: float
    descent: float

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A font of the system that is shown until ours has come: its names for a browser, its average letter in ems."""

    name: str
    local: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Face:
    """One cut: `width` is its average letter in running Vietnamese text, in ems."""

    family: Family
    weight: int
    file: str
    width: float
    stand_ins: tuple[StandIn, ...]

    @property
    def style(self) -> str:
        return "italic" if self.file.endswith("It.ttf") else "normal"

    @property
    def slug(self) -> str:
        return f"{self.family.slug}-{self.weight}" + ("-italic" if self.style == "italic" else "")


SERIF = Family("Cham Serif", "font_source_serif_pro", 1.036, 0.335)
SANS = Family("Cham Sans", "font_source_sans_pro", 0.984, 0.273)
FACES = (
    Face(
        SERIF,
        600,
        "SourceSerifPro-Semibold.ttf",
        0.4596,
        (
            StandIn("Georgia", ("Georgia Bold", "Georgia-Bold"), 0.5154),
            StandIn("Noto", ("Noto Serif Bold", "NotoSerif-Bold"), 0.5118),
            StandIn("Times", ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.4338),
        ),
    ),
    Face(
        SERIF,
        400,
        "SourceSerifPro-Regular.ttf",
        0.4540,
        (
            StandIn("Georgia", ("Georgia",), 0.4470),
            StandIn("Noto", ("Noto Serif", "NotoSerif"), 0.4843),
            StandIn("Times", ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.4065),
        ),
    ),
    Face(
        SANS,
        400,
        "SourceSansPro-Regular.ttf",
        0.4214,
        (
            StandIn("Arial", ("Arial", "ArialMT", "Liberation Sans"), 0.4500),
            StandIn("Roboto", ("Roboto", "Roboto-Regular"), 0.4468),
        ),
    ),
    Face(
        SANS,
        600,
        "SourceSansPro-Semibold.ttf",
        0.4328,
        (
            StandIn("Arial", ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.4847),
            StandIn("Roboto", ("Roboto Medium", "Roboto-Medium"), 0.4503),
        ),
    ),
    Face(
        SANS,
        400,
        "SourceSansPro-It.ttf",
        0.4123,
        (
            StandIn("Arial", ("Arial Italic", "Arial-ItalicMT", "Liberation Sans Italic"), 0.4500),
            StandIn("Roboto", ("Roboto Italic", "Roboto-Italic"), 0.4345),
        ),
    ),
)
"""In the order in which a page is read."""
UPRIGHT = (FACES[0], FACES[2], FACES[3])


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face ready to publish: its file name carries a hash of its bytes."""

    name: str
    data: bytes
    face: Face


def _vietnamese() -> str:
    """Every letter that plain ASCII lacks, with every tone, in both cases: 134 of them."""
    vowels = (nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES))
    letters = "".join(vowels) + "đ"
    return "".join(letter for letter in letters + letters.upper() if not letter.isascii())


VIETNAMESE = _vietnamese()
ALWAYS = frozenset([*map(chr, range(0x20, 0x7F)), *VIETNAMESE, *"\u00a0₫€–—“”‘’«»…·•°×−½²³±©→←↑↓"])
"""What is cut in whether the catalogue uses it or not: a word added later must not fall out of its font."""


def subset(characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    """Every face, cut to `characters` and `ALWAYS`, in the order of `FACES`; made only when `cache` does not hold it.

    A cache that cannot be written is done without. The same characters give the same bytes.
    """
    return _subset(FACES, ALWAYS.union(characters), cache)


def sparse(characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    """The three `UPRIGHT` faces with `characters` alone: half the weight, for a page that stands for itself."""
    return _subset(UPRIGHT, characters, cache)


def _subset(faces: Iterable[Face], characters: Iterable[str], cache: Path | None) -> tuple[FontFile, ...]:
    wanted = "".join(sorted(set(characters)))
    made_with = tuple(map(version, ("uharfbuzz", "fonttools", "brotli")))
    return tuple(_font_file(face, wanted, made_with, cache) for face in faces)


def licences() -> tuple[tuple[str, bytes], ...]:
    """The licence of each family as (file name, bytes), to be published beside the fonts."""
    return tuple((f"{family.slug}-OFL.txt", _source(family, "LICENSE.txt")) for family in (SERIF, SANS))


def _font_file(face: Face, wanted: str, made_with: tuple[str, ...], cache: Path | None) -> FontFile:
    source = _source(face.family, face.file)
    recipe = "\0".join((RECIPE, *made_with, face.slug, wanted))
    kept = cache / "fonts" / f"{hashlib.sha256(source + recipe.encode()).hexdigest()[:32]}.woff2" if cache else None
    data = _recall(kept)
    if data is None:
        data = _cut(face, source, wanted)
        _keep(kept, data)
    return FontFile(f"{face.slug}.{hashlib.sha256(data).hexdigest()[:8]}.woff2", data, face)


def _source(family: Family, file: str) -> bytes:
    return (resources.files(family.package) / "files" / file).read_bytes()


def _recall(kept: Path | None) -> bytes | None:
    """The bytes of a kept face, or None where there is none or its own digest says that it was spoiled."""
    try:
        raw = kept.read_bytes() if kept else b""
    except OSError:
        return None
    data = raw[_DIGEST:]
    return data if data and hashlib.sha256(data).digest() == raw[:_DIGEST] else None


def _keep(kept: Path | None, data: bytes) -> None:
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


def _cut(face: Face, source: bytes, wanted: str) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(_harfbuzz(source, wanted)), recalcTimestamp=False)
    _rename(font["name"].names, face)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _harfbuzz(source: bytes, wanted: str) -> bytes:
    """The font with what `wanted` needs alone; HarfBuzz takes a quarter of the time of fontTools."""
    import uharfbuzz

    order = uharfbuzz.SubsetInput()
    chosen = {
        uharfbuzz.SubsetInputSets.UNICODE: map(ord, wanted),
        uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG: (int.from_bytes(tag.encode()) for tag in FEATURES),
        uharfbuzz.SubsetInputSets.NAME_ID: NAMES,
    }
    for kind, values in chosen.items():
        order.sets(kind).clear()
        order.sets(kind).update(values)
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(uharfbuzz.Face(source), order).blob.data)


def _rename(names: list[Any], face: Face) -> None:
    """Take the reserved name out of everything that names the font; the copyright line stays as the licence asks."""
    named = f"{face.family.name} {face.weight}" + (" Italic" if face.style == "italic" else "")
    style = "Italic" if face.style == "italic" else "Regular"
    given = {1: face.family.name, 2: style, 3: named, 4: named, 6: named.replace(" ", "-")}
    for record in names:
        record.string = given.get(record.nameID, record.string)
