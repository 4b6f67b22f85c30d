"""The pages behind printed codes: `Q/<CODE>/`, and `01/<GTIN>/` for packs that bear a bar code.

Each is a whole document without the shell, in all languages at once, and never moves: what is printed outlives the
site's layout. Search engines keep its full page in its stead (`canonical`); where there is none, it is not indexed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from string import ascii_letters, digits

from markupsafe import Markup

from ..model import Product
from ..showcase import Catalogue
from .environment import Templates
from .frame import Frame
from .page import Output
from .scene import Said, Scene
from .sprite import Sprite
from .urls import absolute, base, gtin, short
from .views_landing import (
    RETIRED,
    Face,
    Landing,
    event_face,
    event_landing,
    product_face,
    product_landing,
    retired_face,
    retired_landing,
)
from .words import Words

_ICONS = "<slot:icons>"
"""Where the icons go, once it is known which are used."""
SHOWN = {"code", "name", "summary", "origin", "certificates"}
"""What of a product stands on its page; the rest is words of the interface and settings."""
SETTINGS = {"site", "communes", "events", "retired"}
SECTIONS = ("landing.", "standing.", "stars.", "strip.", "language.", "card.", "event.")

SPAN = "–"
"""Between two months or two days."""


def landing_characters(catalogue: Catalogue, words: Mapping[str, Words]) -> set[str]:
    """Every character that these pages may show."""
    texts = [catalogue.settings.model_dump_json(include=SETTINGS)]
    texts += [product.model_dump_json(include=SHOWN) for product in catalogue.products]
    texts += [each.characters_under(*SECTIONS) for each in words.values()]
    return set("".join(texts) + ascii_letters + digits + SPAN)


@dataclass(frozen=True, slots=True)
class Side:
    """One language of the document: `html` is its section, the rest stands outside it."""

    lang: str
    name: str
    title: str
    description: str
    site: Said
    home: str
    alt: str
    illustration: str
    stars: str
    html: str


@dataclass(frozen=True, slots=True)
class Landings:
    """Makes them; a product's is not made again while nothing of it has changed.

    `scenes` are keyed by language, the first one leads; its `site_url` is what a canonical address needs. `frame` is
    that of the first language with the fonts of these pages.
    """

    scenes: Mapping[str, Scene]
    templates: Templates
    sprite: Sprite
    frame: Frame

    def all(self) -> Iterator[Output]:
        """Every page behind a code of the catalogue."""
        catalogue = self._leading.catalogue
        for product in catalogue.products:
            yield from self._of_product(product)
        for event in catalogue.settings.events:
            html = self._html(partial(event_landing, event), partial(event_face, event))
            yield Output(short(event.code), html.encode())
        for gone in catalogue.settings.retired:
            html = self._html(partial(retired_landing, gone), partial(retired_face, gone))
            yield Output(short(gone.code), html.encode())

    @property
    def _leading(self) -> Scene:
        return next(iter(self.scenes.values()))

    def _of_product(self, product: Product) -> Iterator[Output]:
        kept = self.templates.kept
        # The policy tells the preview, whose pages have none, from a build: both use the same cache.
        made_from = ("landing", self.frame.policy, kept.digests.get(product.slug) or repr(product))
        landing, face = partial(product_landing, product), partial(product_face, product)
        html = kept.html(made_from, lambda: self._html(landing, face)).encode()
        yield Output(short(product.code), html)
        yield from (Output(gtin(offer.gtin), html) for offer in product.offers if offer.gtin)

    def _html(self, landing_in: Callable[[Scene], Landing], face_in: Callable[[Scene], Face]) -> str:
        landing, story, site_url = landing_in(self._leading), face_in(self._leading).story, self._leading.site_url
        way_up = base(short(landing.code))
        sides = [self._side(landing_in(scene), face_in(scene), scene, way_up) for scene in self.scenes.values()]
        html = self.templates.render(
            "pages/landing.html",
            self._leading.lang,
            way_up,
            view=landing,
            faces=sides,
            canonical=absolute(site_url, story) if site_url and landing.kind != RETIRED else "",
            icons=Markup(_ICONS),
            frame=self.frame,
        )
        return str(html).replace(_ICONS, self.sprite.used_by([html]))

    def _side(self, landing: Landing, face: Face, scene: Scene, way_up: str) -> Side:
        words, site = scene.words, scene.catalogue.settings.site
        more = words(f"landing.more_{landing.kind}")
        html = self.templates.render(
            "pages/landing_face.html", scene.lang, way_up, face=face, code=landing.code, more=more
        )
        return Side(
            lang=scene.lang,
            name=words("language.name"),
            title=words("shell.title", page=face.name, site=site.name[scene.lang]),
            description=face.lead.text if face.lead else "",
            site=scene.say(site.name),
            home=scene.urls.home(scene.lang),
            alt=landing.cover.alt.text if landing.cover else "",
            illustration=words("card.illustration"),
            stars=words("stars.word"),
            html=html,
        )
