"""Bundles the assets: the files of `theme/assets/` that are published. What is not listed here stays unpublished.

Styles and scripts are concatenated and minified. Every published name carries a hash of its bytes, so that
browsers may cache a file for ever: a changed file has a new address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

import rcssmin
import rjsmin

from ..media.fonts import FONT_FACES, FallbackFont, FontFace, FontFile, font_licences
from ..media.script_fonts import ScriptFontFile
from ..theme_folder import Theme
from ..views.shared_data import browser_data
from ..views.urls import asset_address

STYLE_PATTERN = "[0-9]*.css"
SHELL_STYLE_PATTERN = "[01]*.css"
"""Style sheets are joined in the order of their names. Those of the shell also stand inside the 404 page, which is
shown at any address: they name no file but the fonts, whose addresses are completed from the root there."""
LANDING_STYLES = ("00-tokens.css", "01-base.css", "03-button.css", "21-stars.css", "landing.css")
"""The style sheets of landing pages: some of the site's, and their own."""
TOKENS_FILE = "css/00-tokens.css"
SCRIPT_PARTS: Mapping[str, tuple[str, ...]] = {
    "head.js": ("picture-fallback.js", "head.js"),
    "site.js": (
        *(
            "certificate-status.js",
            "certificate.js",
            "reading-tools.js",
            "dialog.js",
            "month.js",
            "season.js",
            "search-loader.js",
            "favourites.js",
            "scroll-into-view.js",
        ),
        *("listen.js", "offline.js"),
    ),
    "product.js": ("gallery.js", "photo-viewer.js", "share.js"),
    "photos.js": ("photo-viewer.js",),
    "catalogue.js": ("filters.js",),
    "kiosk.js": (
        "picture-fallback.js",
        "certificate-status.js",
        "kiosk-dom.js",
        "kiosk-slide.js",
        "kiosk-loop.js",
        "kiosk-story.js",
        "kiosk-touch.js",
        "kiosk.js",
    ),
    "search.js": ("fold.js", "ranking.js", "hits.js", "search.js"),
    "search-more.js": ("raw-typing.js", "meant.js"),
    "landing.js": ("picture-fallback.js", "landing.js"),
    "landing-day.js": ("certificate-status.js", "certificate.js", "month.js", "season.js", "event.js", "favourites.js"),
    "favourites-page.js": ("qr.js", "favourites-page.js"),
    "event.js": ("event.js",),
    "share.js": ("share.js",),
    "not-found.js": ("not-found.js",),
    "offline-page.js": ("offline-page.js",),
    "service-worker.js": ("service-worker.js",),
}
"""The source files that each published script is concatenated from."""
DATA_SCRIPTS = ("site.js", "kiosk.js", "landing-day.js")
"""The scripts that begin with the data which they share with the rest of the program: one on every page."""
IMAGE_FILES = (
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
        """These assets and further ones made from the content, by logical name."""
        more = {name: _hashed_asset(name, data) for name, data in made.items()}
        return replace(self, files=MappingProxyType({**self.files, **more}))


def bundle_assets(
    theme: Theme,
    fonts: Sequence[FontFile],
    landing_fonts: Sequence[FontFile] = (),
    script_fonts: Sequence[ScriptFontFile] = (),
    *,
    today: date,
) -> Assets:
    """Everything to publish of the theme on the day `today`.

    `landing_fonts` are those of the pages behind printed codes, `script_fonts` draw what all the others lack.
    """
    named = {name: _read_asset(theme, name) for name in IMAGE_FILES}
    files = {name.removeprefix("icons/"): _hashed_asset(name.rpartition("/")[2], data) for name, data in named.items()}
    files |= {font.name: Asset(asset_address(font.name), font.data) for font in (*fonts, *landing_fonts)}
    files |= {font.name: Asset(asset_address(font.name), font.data) for font in script_fonts}
    licences = dict((*font_licences(), *(font.licence for font in script_fonts)))
    files |= {name: Asset(asset_address(name), data) for name, data in licences.items()}
    scripts = script_font_css(script_fonts)
    shared = dict.fromkeys(DATA_SCRIPTS, browser_data(today))
    files |= {
        name: _hashed_asset(name, (shared.get(name, "") + bundle_js(theme, parts)).encode())
        for name, parts in SCRIPT_PARTS.items()
    }
    files["site.css"] = _hashed_asset(
        "site.css", (scripts + font_face_css(fonts, "optional") + bundle_css(theme, STYLE_PATTERN, files)).encode()
    )
    landing = (
        scripts
        + font_face_css(landing_fonts, "optional")
        + "".join(bundle_css(theme, name, files) for name in LANDING_STYLES)
    )
    files["landing.css"] = _hashed_asset("landing.css", landing.encode())
    alone = _read_asset(theme, TOKENS_FILE).decode() + _read_asset(theme, "css/kiosk.css").decode()
    files["kiosk.css"] = _hashed_asset(
        "kiosk.css", (scripts + font_face_css(fonts) + minify_css(_with_published_urls(alone, files))).encode()
    )
    files["error.css"] = _hashed_asset(
        "error.css",
        (scripts + font_face_css(fonts, "optional") + bundle_css(theme, SHELL_STYLE_PATTERN, files)).encode(),
    )
    return Assets(MappingProxyType(files), _upright_addresses(fonts), _upright_addresses(landing_fonts))


def _upright_addresses(fonts: Iterable[FontFile]) -> tuple[str, ...]:
    return tuple(asset_address(font.name) for font in fonts if font.face.style == "normal")


def bundle_css(theme: Theme, pattern: str, files: Mapping[str, Asset]) -> str:
    """The style sheets called like `pattern`, joined; addresses inside become the published names beside them."""
    names = sorted({file.name for folder in theme.folders for file in (folder / "assets/css").glob(pattern)})
    return minify_css(
        _with_published_urls("".join(_read_asset(theme, f"css/{name}").decode() for name in names), files)
    )


def bundle_js(theme: Theme, parts: Iterable[str]) -> str:
    """The joined script; every part is a function called on the spot, so that they share nothing."""
    return minify_js("\n".join(_read_asset(theme, f"js/{part}").decode() for part in parts))


def font_face_css(fonts: Iterable[FontFile], when_late: Literal["optional", "swap"] = "swap") -> str:
    """The @font-face rules: the web fonts, and system fonts adjusted to their metrics as fallbacks (`Cham Sans Arial`).

    `when_late` is CSS's `font-display`. With `optional` a font that comes late is used from the next page on: fallbacks
    match its metrics on average only, so swapping it in would shift lines.
    """
    rules = []
    for font in fonts:
        rules.append(
            f'@font-face{{font-family:"{font.face.family.name}";src:url({font.name}) format("woff2");'
            f"font-weight:{font.face.weight};font-style:{font.face.style};font-display:{when_late}}}"
        )
        rules += [_fallback_font_rule(font.face, stand_in) for stand_in in font.face.stand_ins]
    return "".join(rules)


def script_font_css(fonts: Iterable[ScriptFontFile]) -> str:
    """The @font-face rules of script fonts: each belongs to every face of the text, for its own letters alone.

    They stand before the rules of the faces, so that a letter that a face has itself stays its own.
    """
    rules = []
    for made in fonts:
        sources = ",".join([*(f'local("{name}")' for name in made.font.local), f'url({made.name}) format("woff2")'])
        letters = ",".join(f"U+{ord(letter):X}" for letter in made.letters)
        rules += [
            f'@font-face{{font-family:"{face.family.name}";src:{sources};font-weight:{face.weight};'
            f"font-style:{face.style};font-display:swap;unicode-range:{letters}}}"
            for face in FONT_FACES
        ]
    return "".join(rules)


def _fallback_font_rule(face: FontFace, stand_in: FallbackFont) -> str:
    family, scale = face.family, face.width / stand_in.width
    sources = ",".join(f'local("{name}")' for name in stand_in.local)
    return (
        f'@font-face{{font-family:"{family.name} {stand_in.name}";src:{sources};'
        f"font-weight:{face.weight};font-style:{face.style};size-adjust:{scale:.2%};"
        f"ascent-override:{family.ascent / scale:.2%};descent-override:{family.descent / scale:.2%};"
        "line-gap-override:0%}"
    )


_CSS_URL = re.compile(r"url\(\.\./([^)]+)\)")


def _with_published_urls(source: str, files: Mapping[str, Asset]) -> str:
    return _CSS_URL.sub(lambda match: f"url({files[match[1]].address.rpartition('/')[2]})", source)


def minify_css(source: str) -> str:
    """Minify CSS; strings and what they hold stay as they are."""
    return str(rcssmin.cssmin(source))


def minify_js(source: str) -> str:
    """Minify a script: comments and white space go, names stay, so that a report of a browser can be understood."""
    return str(rjsmin.jsmin(source))


def _read_asset(theme: Theme, name: str) -> bytes:
    found = theme.find(f"assets/{name}")
    if found is None:
        raise FileNotFoundError(f"assets/{name}")
    return found.read_bytes()


def _hashed_asset(name: str, data: bytes) -> Asset:
    stem, dot, suffix = name.rpartition(".")
    return Asset(asset_address(f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}"), data)
