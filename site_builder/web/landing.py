"""The landing pages, which printed codes lead to: `Q/<CODE>/`, and `01/<GTIN>/` for packs with a bar code.

Each is a whole document without the shell, in all languages at once, and never moves: what is printed outlives the
site's layout. Search engines keep its full page in its stead (`canonical`); where there is none, it is not indexed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from string import ascii_letters, digits

from markupsafe import Markup

from ..catalogue.product import Product
from ..catalogue.showcase import Catalogue
from ..files import OutputFile
from ..views.context import Context, LocalText
from ..views.landing import (
    LandingKind,
    LandingView,
    LanguageVersion,
    event_landing,
    event_version,
    product_landing,
    product_version,
    retired_landing,
    retired_version,
)
from ..views.responsibility import site_notice
from ..views.urls import absolute_url, gtin_address, path_to_root, short_link_address
from ..views.words import Translations
from .shell import PageChrome
from .templates import Sprite, Templates

_ICONS_SLOT = "<slot:icons>"
"""Placeholder for the icons: which ones are used is known only after rendering."""
PRODUCT_FIELDS = {"code", "name", "summary", "origin", "certificates", "season"}
"""Fields of a product that its landing page shows: their characters are in the font subset."""
SETTINGS_FIELDS = {"site", "communes", "events", "retired"}
TRANSLATION_SECTIONS = (
    "landing.",
    "status.",
    "stars.",
    "season_strip.",
    "language.",
    "card.",
    "event.",
    "shell.notice",
)

RANGE_DASH = "–"
"""Between two months or two days."""


def landing_characters(catalogue: Catalogue, words: Mapping[str, Translations]) -> set[str]:
    """Every character that these pages may show."""
    texts = [catalogue.settings.model_dump_json(include=SETTINGS_FIELDS)]
    texts += [product.model_dump_json(include=PRODUCT_FIELDS) for product in catalogue.products]
    texts += [each.characters_under(*TRANSLATION_SECTIONS) for each in words.values()]
    return set("".join(texts) + ascii_letters + digits + RANGE_DASH)


@dataclass(frozen=True, slots=True)
class RenderedVersion:
    """One language of the document: `html` is its section, the rest stands outside it."""

    lang: str
    name: str
    title: str
    description: str
    site: LocalText
    home: str
    alt: str
    illustration: str
    stars: str
    html: str


@dataclass(frozen=True, slots=True)
class LandingPages:
    """Makes the landing pages; a product's page comes from the cache while none of its inputs has changed.

    `contexts` are keyed by language, the first one leads; its `site_url` is what a canonical address needs. `frame` is
    that of the first language with the fonts of these pages.
    """

    contexts: Mapping[str, Context]
    templates: Templates
    sprite: Sprite
    frame: PageChrome

    def all(self) -> Iterator[OutputFile]:
        """Every page behind a code of the catalogue."""
        catalogue = self._leading.catalogue
        for product in catalogue.products:
            yield from self._of_product(product)
        for event in catalogue.settings.events:
            html = self._html(partial(event_landing, event), partial(event_version, event))
            yield OutputFile(short_link_address(event.code), html.encode())
        for gone in catalogue.settings.retired:
            html = self._html(partial(retired_landing, gone), partial(retired_version, gone))
            yield OutputFile(short_link_address(gone.code), html.encode())

    @property
    def _leading(self) -> Context:
        return next(iter(self.contexts.values()))

    def _of_product(self, product: Product) -> Iterator[OutputFile]:
        cache = self.templates.page_cache
        # The policy tells the preview, whose pages have none, from a build: both use the same cache.
        made_from = ("landing", self.frame.policy, cache.digests.get(product.slug) or repr(product))
        landing, face = partial(product_landing, product), partial(product_version, product)
        html = cache.html(made_from, lambda: self._html(landing, face)).encode()
        yield OutputFile(short_link_address(product.code), html)
        yield from (OutputFile(gtin_address(offer.gtin), html) for offer in product.offers if offer.gtin)

    def _html(self, landing_in: Callable[[Context], LandingView], face_in: Callable[[Context], LanguageVersion]) -> str:
        landing, story, site_url = (
            landing_in(self._leading),
            face_in(self._leading).page_address,
            self._leading.site_url,
        )
        base = path_to_root(short_link_address(landing.code))
        sides = [self._side(landing_in(context), face_in(context), context, base) for context in self.contexts.values()]
        html = self.templates.render(
            "pages/landing.html",
            self._leading.lang,
            base,
            view=landing,
            versions=sides,
            canonical=absolute_url(site_url, story) if site_url and landing.kind is not LandingKind.RETIRED else "",
            icons=Markup(_ICONS_SLOT),
            frame=self.frame,
        )
        return str(html).replace(_ICONS_SLOT, self.sprite.used_by([html]))

    def _side(self, landing: LandingView, face: LanguageVersion, context: Context, base: str) -> RenderedVersion:
        words, site = context.words, context.catalogue.settings.site
        more = words("landing.more_successor" if face.is_replaced else f"landing.more_{landing.kind}")
        html = self.templates.render(
            "pages/landing_version.html",
            context.lang,
            base,
            version=face,
            code=landing.code,
            more=more,
            notice=site_notice(context),
        )
        return RenderedVersion(
            lang=context.lang,
            name=words("language.name"),
            title=words("shell.title", page=face.name, site=site.name[context.lang]),
            description=face.summary.text if face.summary else "",
            site=context.say(site.name),
            home=context.urls.home(context.lang),
            alt=landing.cover.alt.text if landing.cover else "",
            illustration=words("card.illustration"),
            stars=words("stars.word"),
            html=html,
        )
