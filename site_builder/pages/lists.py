"""The pages that list products: the catalogue, and one for each shelf, group, commune, producer and event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from markupsafe import Markup

from ..model import Group
from ..showcase import Event
from .calendar_file import calendar_file
from .card_markup import CardMarkup
from .card_scripts import card_scripts
from .environment import Templates
from .links import Links
from .page import Page
from .prose import markdown_html
from .scene import Scene
from .structured_data import event_data, list_data
from .urls import base
from .vcard import vcard
from .views import Card
from .views_catalogue import CatalogueView, catalogue_views
from .views_event import EventView, event_view
from .views_lists import ListView, category_view, commune_view, group_view, producer_view
from .views_map import commune_map
from .views_producer import by_producer

TEXT_LEVEL = 2
"""Headings of an event's text stand below its name."""

View = CatalogueView | EventView | ListView


def list_pages(scene: Scene, templates: Templates) -> Iterator[Page]:
    """Every page that lists products, in the language of `scene`."""
    return ListPages(scene, templates).all()


@dataclass(frozen=True, slots=True)
class ListPages:
    """Makes them in the language of `scene`."""

    scene: Scene
    templates: Templates

    def all(self) -> Iterator[Page]:
        yield from self._catalogue()
        yield from self._shelves()
        yield from self._communes()
        yield from self._producers()
        for event in self.scene.catalogue.settings.events:
            yield self._event(event)

    def _catalogue(self) -> Iterator[Page]:
        """The list of all products; its first page brings the scripts that the others share."""
        urls, views = self.scene.urls, tuple(catalogue_views(self.scene))
        draw = CardMarkup(self.templates, self.scene.lang, base(urls.catalogue(self.scene.lang)))
        scripts = card_scripts(views, draw)
        for view in views:
            others = [script.path for at, script in enumerate(scripts, 1) if at != view.number]
            page = self._page("catalogue", "products", view, partial(urls.catalogue, number=view.number), parts=others)
            yield replace(page, scripts=("site.js", "catalogue.js"), beside=scripts if view.number == 1 else ())

    def _shelves(self) -> Iterator[Page]:
        """Categories and official groups that have products."""
        urls, settings = self.scene.urls, self.scene.catalogue.settings
        views = [(category_view(each, self.scene), partial(urls.category, each.key)) for each in settings.categories]
        views += [(group_view(group, self.scene), partial(urls.group, group)) for group in Group]
        for view, address_of in views:
            if view.cards:
                yield self._page("list", "products", view, address_of)

    def _communes(self) -> Iterator[Page]:
        drawn = commune_map(self.scene)
        for commune in self.scene.catalogue.settings.communes:
            view = commune_view(commune, drawn, self.scene)
            yield self._page("list", "communes", view, partial(self.scene.urls.commune, commune.key))

    def _producers(self) -> Iterator[Page]:
        for key, products in by_producer(self.scene.catalogue.products).items():
            view = producer_view(products, self.scene)
            page = self._page("list", "producers", view, partial(self.scene.urls.producer, key))
            file = vcard(products, self.scene)
            yield replace(page, beside=(file,) if file else ())

    def _event(self, event: Event) -> Page:
        view = event_view(event, self.scene)
        address_of = partial(self.scene.urls.event, event.key)
        links = Links(self.scene, base(address_of(self.scene.lang)))
        text = markdown_html(view.text.text, TEXT_LEVEL, links.resolve) if view.text else Markup()
        page = self._page("event", "", view, address_of, text=text)
        head = event_data(event, view.trail, view.cards, self.scene)
        beside = (calendar_file(event, self.scene),)
        return replace(page, head=head, beside=beside, scripts=("site.js", "event.js"))

    def _page(self, kind: str, section: str, view: View, address_of: Callable[[str], str], **values: object) -> Page:
        lang = self.scene.lang
        alternates = {other: address_of(other) for other in self.scene.urls.languages}
        way_up = base(alternates[lang])
        draw = CardMarkup(self.templates, lang, way_up)
        return Page(
            address=alternates[lang],
            lang=lang,
            kind=kind,
            section=section,
            title=view.title.text,
            description=str(view.lead or ""),
            body=self.templates.render(f"pages/{kind}.html", lang, way_up, view=view, card=draw, **values),
            alternates=alternates,
            head=list_data(view.trail, view.cards, self.scene),
            checked=self._checked(view.cards),
        )

    def _checked(self, cards: Sequence[Card]) -> date | None:
        """The last day on which a person checked one of the products."""
        products = (self.scene.products[card.slug] for card in cards)
        return max((product.checked.on for product in products if product.checked), default=None)
