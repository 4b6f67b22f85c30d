"""The page of each product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..model import Product
from .card_markup import CardMarkup
from .environment import Templates
from .links import Links
from .page import Page
from .prose import markdown_html, page_names
from .reading import reading_time
from .scene import Scene
from .structured_data import product_data
from .urls import base
from .views_product import ProductView, neighbours, product_view

STORY_LEVEL = 3
"""Headings of a story stand below the section's own."""


_FOLD = "\0"
"""Between the body, the dock and the data of a page while they are kept as one text."""


def product_pages(scene: Scene, templates: Templates) -> Iterator[Page]:
    """A page for each product, in Vietnamese order."""
    way_up = base(scene.urls.product("x", scene.lang))
    pages = ProductPages(scene, templates, Links(scene, way_up), CardMarkup(templates, scene.lang, way_up))
    return (pages.page(product) for product in scene.catalogue.products)


@dataclass(frozen=True, slots=True)
class ProductPages:
    """Makes the pages of products in the language of `scene`; what has not changed is not made again."""

    scene: Scene
    templates: Templates
    links: Links
    draw: CardMarkup

    def page(self, product: Product) -> Page:
        """The page of one product."""
        urls = self.scene.urls
        html = self.templates.kept.html(self._made_from(product), lambda: self._html(product))
        body, dock, head = html.split(_FOLD)
        return Page(
            address=urls.product(product.slug, self.scene.lang),
            lang=self.scene.lang,
            kind="product",
            section="products",
            title=self.scene.say(product.name).text,
            description=str(self.scene.say_if(product.summary) or ""),
            body=Markup(body),
            dock=Markup(dock),
            head=Markup(head),
            alternates={lang: urls.product(product.slug, lang) for lang in urls.languages},
            checked=product.checked.on if product.checked else None,
            scripts=("site.js", "product.js"),
        )

    def _made_from(self, product: Product) -> Iterator[str | bytes]:
        """What the page shows besides what all pages share: its product, its neighbours, where its story leads."""
        digests = self.templates.kept.digests
        yield from ("product", self.scene.lang)
        for shown in (product, *neighbours(product, self.scene)):
            yield digests.get(shown.slug) or repr(shown)
        if product.story:
            yield from (f"{self.links.resolve(name)}" for name in page_names(product.story[self.scene.lang]))

    def _html(self, product: Product) -> str:
        view = product_view(product, self.scene)
        story = markdown_html(view.story.text, STORY_LEVEL, self.links.resolve) if view.story else Markup()
        listen = reading_time(story, self.scene.words) if story else ""
        body = self._render("product", view=view, story=story, listen=listen, card=self.draw)
        return _FOLD.join((body, self._dock(view), product_data(product, view.trail, self.scene)))

    def _dock(self, view: ProductView) -> str:
        reach = view.maker.reach if view.maker else None
        return self._render("product_dock", reach=reach) if reach and (reach.call or reach.zalo) else ""

    def _render(self, name: str, **values: object) -> str:
        return str(self.templates.render(f"pages/{name}.html", self.scene.lang, self.links.way_up, **values))
