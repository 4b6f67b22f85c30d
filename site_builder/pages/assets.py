"""What of `theme/assets/` is published, under which name: only what is listed here leaves the theme.

Styles and scripts are joined and lightly pressed; every published name carries a hash of its bytes, so that a browser
may keep a file for ever and a changed one has a new address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from ..media.fonts import Face, FontFile, StandIn, licences
from ..theme_folder import Theme
from .urls import asset

STYLES = "[0-9]*.css"
SHELL_STYLES = "[01]*.css"
"""Style sheets are joined in the order of their names. Those of the shell also stand inside the 404 page, which is
shown at any address: they name no file but the fonts, whose addresses are completed from the root there."""
LANDING_STYLES = ("00-tokens.css", "01-base.css", "03-button.css", "21-stars.css", "landing.css")
"""What the page behind a printed code needs of them, and its own."""
TOKENS = "css/00-tokens.css"
SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "head.js": ("scheme.js",),
    "site.js": (
        *("standing.js", "certificate.js", "tools.js", "drawer.js", "month.js", "season.js", "find.js", "row.js"),
        *("listen.js", "offline.js"),
    ),
    "product.js": ("gallery.js", "share.js"),
    "catalogue.js": ("filters.js",),
    "kiosk.js": ("standing.js", "kiosk-dom.js", "kiosk-slide.js", "kiosk-loop.js", "kiosk-touch.js", "kiosk.js"),
    "search.js": ("fold.js", "ranking.js", "hits.js", "search.js"),
    "landing.js": ("landing.js",),
    "landing-day.js": ("standing.js", "certificate.js", "month.js", "season.js", "event.js"),
    "event.js": ("event.js",),
    "lost.js": ("lost.js",),
    "kept.js": ("kept.js",),
    "worker.js": ("worker.js",),
}
"""Scripts by the behaviours they are joined from."""
FILES = (
    "images/panorama.avif",
    "images/panorama-phone.avif",
    "images/panorama-dark.avif",
    "images/panorama-dark-phone.avif",
    "images/panorama.webp",
    "images/weave.svg",
    "images/weave-upright.svg",
    "icons/favicon.svg",
    "icons/favicon.ico",
    "icons/apple-touch-icon.png",
    "icons/icon-192.png",
    "icons/icon-512.png",
    "icons/icon-maskable-512.png",
)
"""Pictures. Their logical name is the path, without `icons/`."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A published file by its site-relative address."""

    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """Published files by logical name (`site.css`, `images/panorama.avif`, `favicon.svg`, `cham-sans-400.….woff2`).

    `preload` are the addresses of the upright faces, which every page shows, `landing_preload` those of the pages
    behind printed codes.
    """

    files: Mapping[str, Asset]
    preload: tuple[str, ...]
    landing_preload: tuple[str, ...] = ()

    def address(self, name: str) -> str:
        """The address of the file called `name` here; a KeyError tells of a name that is not published."""
        return self.files[name].address

    def with_files(self, made: Mapping[str, bytes]) -> Assets:
        """These and what was made of the content, by logical name."""
        more = {name: _hashed(name, data) for name, data in made.items()}
        return replace(self, files=MappingProxyType({**self.files, **more}))


def bundle(theme: Theme, fonts: Sequence[FontFile], landing_fonts: Sequence[FontFile] = ()) -> Assets:
    """Everything to publish of the theme; `landing_fonts` are those of the pages behind printed codes."""
    named = {name: _read(theme, name) for name in FILES}
    files = {name.removeprefix("icons/"): _hashed(name.rpartition("/")[2], data) for name, data in named.items()}
    files |= {font.name: Asset(asset(font.name), font.data) for font in (*fonts, *landing_fonts)}
    files |= {name: Asset(asset(name), data) for name, data in licences()}
    files |= {name: _hashed(name, script(theme, parts).encode()) for name, parts in SCRIPTS.items()}
    files["site.css"] = _hashed("site.css", (font_faces(fonts, "optional") + style(theme, STYLES, files)).encode())
    landing = font_faces(landing_fonts, "optional") + "".join(style(theme, name, files) for name in LANDING_STYLES)
    files["landing.css"] = _hashed("landing.css", landing.encode())
    alone = _read(theme, TOKENS).decode() + _read(theme, "css/kiosk.css").decode()
    files["kiosk.css"] = _hashed("kiosk.css", (font_faces(fonts) + press_style(_addressed(alone, files))).encode())
    files["error.css"] = _hashed(
        "error.css", (font_faces(fonts, "optional") + style(theme, SHELL_STYLES, files)).encode()
    )
    return Assets(MappingProxyType(files), _upright(fonts), _upright(landing_fonts))


def _upright(fonts: Iterable[FontFile]) -> tuple[str, ...]:
    return tuple(asset(font.name) for font in fonts if font.face.style == "normal")


def style(theme: Theme, pattern: str, files: Mapping[str, Asset]) -> str:
    """The style sheets called like `pattern`, joined; addresses inside become the published names beside them."""
    names = sorted({file.name for folder in theme.folders for file in (folder / "assets/css").glob(pattern)})
    return press_style(_addressed("".join(_read(theme, f"css/{name}").decode() for name in names), files))


def script(theme: Theme, parts: Iterable[str]) -> str:
    """The joined script; every part is a function called on the spot, so that they share nothing."""
    return "".join(press_script(_read(theme, f"js/{part}").decode()) for part in parts)


def font_faces(fonts: Iterable[FontFile], when_late: Literal["optional", "swap"] = "swap") -> str:
    """The faces, and fonts of the system stretched to their measures (`Cham Sans Arial` …).

    `when_late` is what becomes of a face that is not there when the page is first drawn. `optional` leaves it to the
    next page: a stand-in has the same measures on average alone, so to put the face in its place would move lines.
    """
    return "".join(
        _face_rule(font, when_late) + "".join(_stand_in_rule(font.face, stand_in) for stand_in in font.face.stand_ins)
        for font in fonts
    )


def _face_rule(font: FontFile, when_late: str) -> str:
    return (
        f'@font-face{{font-family:"{font.face.family.name}";src:url({font.name}) format("woff2");'
        f"font-weight:{font.face.weight};font-style:{font.face.style};font-display:{when_late}}}"
    )


def _stand_in_rule(face: Face, stand_in: StandIn) -> str:
    family, scale = face.family, face.width / stand_in.width
    sources = ",".join(f'local("{name}")' for name in stand_in.local)
    return (
        f'@font-face{{font-family:"{family.name} {stand_in.name}";src:{sources};'
        f"font-weight:{face.weight};font-style:{face.style};size-adjust:{scale:.2%};"
        f"ascent-override:{family.ascent / scale:.2%};descent-override:{family.descent / scale:.2%};"
        "line-gap-override:0%}"
    )


_URL = re.compile(r"url\(\.\./([^)]+)\)")


def _addressed(source: str, files: Mapping[str, Asset]) -> str:
    return _URL.sub(lambda match: f"url({files[match[1]].address.rpartition('/')[2]})", source)


_STYLE_TOKEN = re.compile(r"""/\*.*?\*/\s*|("[^"]*"|'[^']*')|\s*([{};,])\s*|(?<=:)\s+|(\s+)""", re.DOTALL)


def press_style(source: str) -> str:
    """Without comments and the spaces that carry nothing; strings are left alone."""
    pressed = _STYLE_TOKEN.sub(lambda token: token[1] or token[2] or (" " if token[3] else ""), source)
    return pressed.replace(";}", "}").strip()


_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)$\n?", re.MULTILINE | re.DOTALL)


def press_script(source: str) -> str:
    """Without the comments that fill whole lines, blank lines and indentation; the code itself is not touched."""
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _read(theme: Theme, name: str) -> bytes:
    found = theme.find(f"assets/{name}")
    if found is None:
        raise FileNotFoundError(f"assets/{name}")
    return found.read_bytes()


def _hashed(name: str, data: bytes) -> Asset:
    stem, dot, suffix = name.rpartition(".")
    return Asset(asset(f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}"), data)
