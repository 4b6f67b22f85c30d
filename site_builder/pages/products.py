"""The page of each product."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ..model import Product
from .card_markup import CardMarkup
from .environment import Templates
from .links import Links
from .page import Page
from .prose import markdown_html
from .scene import Scene
from .urls import base
from .views_product import ProductView, product_view

STORY_LEVEL = 3
"""Headings of a story stand below the section's own."""


def product_pages(scene: Scene, templates: Templates) -> Iterator[Page]:
    """A page for each product, in Vietnamese order."""
    way_up = base(scene.urls.product("x", scene.lang))
    links = Links(scene, way_up)
    draw = CardMarkup(templates, scene.lang, way_up)
    for product in scene.catalogue.products:
        yield _page(product, product_view(product, scene), scene, templates, links, draw)


def _page(
    product: Product, view: ProductView, scene: Scene, templates: Templates, links: Links, draw: CardMarkup
) -> Page:
    story = markdown_html(view.story.text, STORY_LEVEL, links.resolve) if view.story else Markup()
    return Page(
        address=view.address,
        lang=scene.lang,
        kind="product",
        section="products",
        title=view.name.text,
        description=view.lead.text if view.lead else "",
        body=templates.render("pages/product.html", scene.lang, links.way_up, view=view, story=story, card=draw),
        dock=_dock(view, scene, templates, links.way_up),
        alternates={lang: scene.urls.product(product.slug, lang) for lang in scene.urls.languages},
        checked=product.checked.on if product.checked else None,
        scripts=("site.js", "product.js"),
    )


def _dock(view: ProductView, scene: Scene, templates: Templates, way_up: str) -> Markup:
    reach = view.maker.reach if view.maker else None
    if reach is None or not (reach.call or reach.zalo):
        return Markup()
    return templates.render("pages/product_dock.html", scene.lang, way_up, reach=reach)
