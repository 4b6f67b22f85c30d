"""Templates: our own Jinja environment, the icon sprite, and the cards that many lists show.

Autoescape is on, undefined names are errors, words and links are bound to the page's language and depth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from platformdirs import user_cache_path

from ..theme_folder import Theme
from ..views.card import ProductCard
from ..views.markdown import marked_terms
from ..views.page_cache import PageCache
from ..views.shared_data import TEMPLATE_RULES
from ..views.urls import Urls
from ..views.words import Translations

_ICON_REFERENCE = re.compile(r'#(i-[a-z0-9-]+)"')
_SPRITE_HEAD = '<svg class="bg-sprite" width="0" height="0" aria-hidden="true">'


@dataclass(frozen=True, slots=True)
class Sprite:
    """Each symbol or shared shape by its id, in the order of the file; `always` are those that scripts may add."""

    shapes: Mapping[str, str]
    always: frozenset[str] = frozenset()
    _made: dict[frozenset[str], str] = field(default_factory=dict)

    @classmethod
    def parse(cls, svg: str, scripts: Iterable[str] = ()) -> Sprite:
        """From the text of `icons.svg` and of the scripts that insert icons."""
        root = ElementTree.fromstring(svg)
        shapes = [child for top in root for child in (top if top.tag == "defs" else (top,))]
        always = frozenset(name for script in scripts for name in _ICON_REFERENCE.findall(script))
        return cls({shape.attrib["id"]: ElementTree.tostring(shape, "unicode").strip() for shape in shapes}, always)

    def used_by(self, pieces: Iterable[str]) -> str:
        """The sprite with the icons that `pieces` of HTML name, and what those are made of."""
        names = frozenset(self.always.union(*(_ICON_REFERENCE.findall(piece) for piece in pieces)))
        if names not in self._made:
            self._made[names] = self._join(names)
        return self._made[names]

    def _join(self, names: Iterable[str]) -> str:
        wanted: set[str] = set()
        waiting = [name for name in names if name in self.shapes]
        while waiting:
            name = waiting.pop()
            wanted.add(name)
            waiting += [part for part in _ICON_REFERENCE.findall(self.shapes[name]) if part not in wanted]
        return f"{_SPRITE_HEAD}{''.join(shape for name, shape in self.shapes.items() if name in wanted)}</svg>"


COMPILED_FOLDER = user_cache_path("site-builder", appauthor=False) / "templates"
"""Where compiled templates are kept. They are code, so they are not in the cache beside `products/`, which people pass
on, but with the user's own files. To compile them anew takes a quarter of a second."""
COMPILED_AGE = 90 * 24 * 60 * 60
"""Seconds: older ones are compiled anew, so that those that nobody asks for any more do not stay for ever."""


class _TemplateBytecodeCache(FileSystemBytecodeCache):
    """Cache of compiled templates; without a usable folder they are only compiled again."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            COMPILED_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
            super().dump_bytecode(bucket)
            times = {path: path.stat().st_mtime for path in COMPILED_FOLDER.glob(self.pattern % "*")}
            for path in (path for path, time in times.items() if time < max(times.values()) - COMPILED_AGE):
                path.unlink()


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of `theme/templates/`.

    Globals of every template and macro: `t` (the words), `lang`, `base` (the way up to the root, put before
    every address), `urls`, `asset` (the address of a file of the theme by its plain name), `ocop` (what follows from a
    status). Everything else is given to `render` by name. `page_cache` holds the HTML of the last build, `fragments`
    pieces that many pages of this one share.
    """

    theme: Theme
    words: Mapping[str, Translations]
    urls: Urls
    asset: Callable[[str], str]
    page_cache: PageCache = field(default_factory=PageCache)
    fragments: dict[tuple[object, ...], Markup] = field(default_factory=dict)
    _environments: dict[tuple[str, str], Environment] = field(default_factory=dict)

    def render(self, name: str, lang: str, base: str, **values: object) -> Markup:
        """The template `name` (`pages/product.html`) in `lang`, for a page from which `base` leads to the root."""
        return Markup(self.environment(lang, base).get_template(name).render(values))

    def environment(self, lang: str, base: str) -> Environment:
        """The environment of one language and depth, made once."""
        found = self._environments.get((lang, base))
        return found or self._environments.setdefault((lang, base), self._open(lang, base))

    def _open(self, lang: str, base: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([folder / "templates" for folder in self.theme.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_TemplateBytecodeCache(str(COMPILED_FOLDER)),
        )
        environment.globals = {
            "t": self.words[lang],
            "lang": lang,
            "base": base,
            "urls": self.urls,
            "asset": self.asset,
            "range": range,
            "ocop": TEMPLATE_RULES,
        }
        environment.filters["terms"] = partial(marked_terms, lang=lang)
        return environment


class ImageSlot(StrEnum):
    """Where a picture stands, and with it how wide: the `sizes` of each are in `macros/photo.html`."""

    THREE = "three"
    FOUR = "four"
    MAIN = "main"
    THUMB = "thumb"
    FEATURE = "feature"
    TILE = "tile"
    LISTED = "listed"
    PORTRAIT = "portrait"


@dataclass(frozen=True, slots=True)
class CardRenderer:
    """Renders the cards for pages of one language and depth; each variant of a card is rendered once and cached."""

    templates: Templates
    lang: str
    base: str

    def __call__(
        self, card: ProductCard, level: int = 3, sizes: ImageSlot | str = ImageSlot.FOUR, eager: bool = False
    ) -> Markup:
        """One `<li>` of a grid; see `macros/card.html`. Templates name the slot; ValueError where there is no such."""
        slot = ImageSlot(sizes)
        key = ("card", self.lang, self.base, card.slug, level, slot, eager)
        found = self.templates.fragments.get(key)
        return found or self.templates.fragments.setdefault(key, self._recall(card, level, slot, eager))

    def _recall(self, card: ProductCard, level: int, slot: ImageSlot, eager: bool) -> Markup:
        cache = self.templates.page_cache
        look = ("card", self.lang, self.base, str(level), slot, str(eager))
        made_from = (*look, cache.digests.get(card.slug) or repr(card))
        return Markup(cache.html(made_from, lambda: self._draw(card, level, slot, eager)))

    def _draw(self, card: ProductCard, level: int, slot: ImageSlot, eager: bool) -> Markup:
        template = self.templates.environment(self.lang, self.base).get_template("macros/card.html")
        return Markup(template.module.card(card, level, slot, eager))  # type: ignore[attr-defined]  # a macro
