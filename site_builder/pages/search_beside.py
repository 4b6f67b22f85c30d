"""What can be found besides products, and the texts that products share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Group, ProducerKind, Product
from ..ocop import GROUPS
from ..showcase import Category, Commune, Event
from ..vietnamese import day, sort_key
from .scene import Scene
from .search_rows import BETWEEN, Ref, Row, Section, others, small_picture, unlike
from .urls import Urls
from .views_event import PICTURES
from .views_producer import by_producer
from .words import Words

Keyed = tuple[str, Row]

INDEXES = {"producers": Urls.producers, "communes": Urls.communes, "groups": Urls.groups, "events": Urls.events}
"""The lists of all pages of a kind, by the words of `lists` that are their titles."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Makes the rows in the language of `scene`; `words` are those of every language, all of them are searched."""

    scene: Scene
    words: Mapping[str, Words]

    def sections(self) -> tuple[Section, ...]:
        """In the order in which equals are listed; inside each in Vietnamese order."""
        settings = self.scene.catalogue.settings
        return (
            _section("category", self._categories()),
            _section("group", self._groups()),
            _section("commune", map(self._commune, settings.communes)),
            _section("producer", self._producers()),
            _section("event", map(self._event, settings.events)),
            _section("page", self._pages()),
            _section("area", self._areas()),
            _section("kind", map(self._kind, ProducerKind)),
            _section("everything", [self._everything()]),
        )

    def _categories(self) -> Iterator[Keyed]:
        """Those that have products: the others have no page."""
        used = {product.category for product in self.scene.catalogue.products}
        for category in self.scene.catalogue.settings.categories:
            if category.key in used:
                yield category.key, self._category(category)

    def _category(self, category: Category) -> Row:
        title = category.name[self.scene.lang]
        address = self.scene.urls.category(category.key, self.scene.lang)
        picture = small_picture(self.scene, PICTURES, category.picture)
        return Row(title, address, others(category.name, title), picture)

    def _groups(self) -> Iterator[Keyed]:
        used = {product.group for product in self.scene.catalogue.products}
        for group in Group:
            if group in used:
                title, *names = self._said(f"group.{group}")
                yield group, Row(title, self.scene.urls.group(group, self.scene.lang), (*names, *others(GROUPS[group])))

    def _commune(self, commune: Commune) -> Keyed:
        title = commune.name[self.scene.lang]
        address = self.scene.urls.commune(commune.key, self.scene.lang)
        return commune.key, Row(title, address, others(commune.name, title), places=commune.formed_from)

    def _producers(self) -> Iterator[Keyed]:
        """Those that are shown by name."""
        for key, products in by_producer(self.scene.catalogue.products).items():
            producer = products[0].producer
            if producer and producer.name:
                title = producer.name[self.scene.lang]
                address = self.scene.urls.producer(key, self.scene.lang)
                refs = (_place(products), None, ("kind", producer.kind))
                yield key, Row(title, address, others(producer.name, title), refs=refs)

    def _event(self, event: Event) -> Keyed:
        title, lang = event.name[self.scene.lang], self.scene.lang
        picture = small_picture(self.scene, PICTURES, event.photos[0].file if event.photos else None)
        days = tuple(day(when, lang) for when in event.dates)
        place = ("commune", event.commune) if event.commune else None
        return event.key, Row(
            title,
            self.scene.urls.event(event.key, lang),
            others(event.name, title),
            picture,
            (place,),
            (event.place[lang],) if event.place else (),
            days,
        )

    def _pages(self) -> Iterator[Keyed]:
        """The pages of which there is one each."""
        urls, lang = self.scene.urls, self.scene.lang
        yield "catalogue", self._page("catalogue.title", urls.catalogue(lang), "search.page.catalogue")
        yield "season", self._page("season.title", urls.season(lang), "search.page.season")
        for name, address_of in INDEXES.items():
            if name != "events" or self.scene.catalogue.settings.events:
                yield name, self._page(f"lists.{name}", address_of(urls, lang), f"search.page.{name}")
        for stem, prose in self.scene.prose.items():
            titles = (page.title for page in self.scene.catalogue.prose if page.stem == stem)
            yield stem, Row(prose.title, urls.prose(stem, lang), unlike(prose.title, titles))

    def _page(self, title: str, address: str, synonyms: str) -> Row:
        shown, *names = self._said(title)
        return Row(shown, address, (*names, *self._synonyms(synonyms)))

    def _areas(self) -> Iterator[Keyed]:
        """Where products come from of which no source names the commune."""
        for product in self.scene.catalogue.products:
            if product.origin.area and not product.origin.commune:
                title = product.origin.area[self.scene.lang]
                yield product.origin.area.vi, Row(title, names=others(product.origin.area, title))

    def _kind(self, kind: ProducerKind) -> Keyed:
        title, *names = self._said(f"kind.{kind}")
        return kind, Row(title, names=(*names, *self._synonyms(f"search.kind.{kind}")))

    def _everything(self) -> Keyed:
        name = self.scene.catalogue.settings.site.name
        return "", Row(name[self.scene.lang], names=unlike(name[self.scene.lang], self._synonyms("search.everything")))

    def _said(self, key: str) -> tuple[str, ...]:
        """The word in this language, then what differs from it in the others."""
        shown = self.scene.words(key)
        return (shown, *unlike(shown, (words(key) for words in self.words.values())))

    def _synonyms(self, key: str) -> tuple[str, ...]:
        """Words that people type for it, in every language."""
        return tuple(text for words in self.words.values() for text in words(key).split(BETWEEN))


def _place(products: Sequence[Product]) -> Ref | None:
    """The commune, where all products come from one."""
    communes = {product.origin.commune for product in products}
    known = communes.pop() if len(communes) == 1 else None
    return ("commune", known) if known else None


def _section(sort: str, rows: Iterable[Keyed]) -> Section:
    return Section(sort, dict(sorted(rows, key=lambda keyed: sort_key(keyed[1].title))))
