"""The page of each product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..catalogue.product import Product
from ..content.text_findings import TextFindings
from ..views.context import Context, LocalText
from ..views.markdown import PageLinks, markdown_html, reading_time
from ..views.product import ProductView, nearest_products, product_view
from ..views.urls import path_to_root
from .page import Page, PageKind, Section
from .structured_data import product_json_ld
from .templates import CardRenderer, Templates

STORY_HEADING_LEVEL = 3
"""Headings of a story stand below the section's own."""


def product_pages(context: Context, templates: Templates) -> Iterator[Page]:
    """A page for each product, in Vietnamese order."""
    base = path_to_root(context.urls.product("x", context.lang))
    pages = ProductPages(context, templates, PageLinks(context, base), CardRenderer(templates, context.lang, base))
    return (pages.page(product) for product in context.catalogue.products)


@dataclass(frozen=True, slots=True)
class ProductPages:
    """Makes the product pages in the language of `context`; unchanged pages come from the cache."""

    context: Context
    templates: Templates
    links: PageLinks
    draw: CardRenderer

    def page(self, product: Product) -> Page:
        """The page of one product."""
        urls = self.context.urls
        # The cache holds texts: body, dock and structured data of a page lie in it as one list of JSON.
        body, dock, head = json.loads(
            self.templates.page_cache.html(self._made_from(product), lambda: self._parts(product))
        )
        return Page(
            address=urls.product(product.slug, self.context.lang),
            lang=self.context.lang,
            kind=PageKind.PRODUCT,
            section=Section.PRODUCTS,
            title=self.context.say(product.name).text,
            description=str(self.context.say_if(product.summary) or ""),
            body=Markup(body),
            dock=Markup(dock),
            head=Markup(head),
            alternates={lang: urls.product(product.slug, lang) for lang in urls.languages},
            checked=product.checked.on if product.checked else None,
            scripts=("site.js", "product.js"),
        )

    def _made_from(self, product: Product) -> Iterator[str | bytes]:
        """The cache key of the page besides the shared inputs: its product, related products, targets of its links."""
        digests = self.templates.page_cache.digests
        yield from ("product", self.context.lang)
        for shown in (product, *nearest_products(product, self.context.related)):
            yield digests.get(shown.slug) or repr(shown)
        for text in (product.story, product.use):
            if text:
                links = TextFindings(self.templates.page_cache.cache).links(text[self.context.lang])
                yield from (f"{self.links.resolve(name)}" for name in links)

    def _html(self, said: LocalText | None) -> Markup:
        lang = said.lang or self.context.lang if said else ""
        return markdown_html(said.text, STORY_HEADING_LEVEL, self.links.resolve, lang) if said else Markup()

    def _parts(self, product: Product) -> str:
        view = product_view(product, self.context)
        story, use = self._html(view.story), self._html(view.use)
        listen = reading_time(story, self.context.words) if story else ""
        body = self._render("product", view=view, story=story, use=use, listen=listen, card=self.draw)
        head = product_json_ld(product, view.breadcrumbs, self.context)
        return json.dumps([body, self._dock(view), head], ensure_ascii=False)

    def _dock(self, view: ProductView) -> str:
        reach = view.producer.contact_links if view.producer else None
        return self._render("product_dock", reach=reach) if reach and (reach.phone or reach.zalo_url) else ""

    def _render(self, name: str, **values: object) -> str:
        return str(self.templates.render(f"pages/{name}.html", self.context.lang, self.links.base, **values))
