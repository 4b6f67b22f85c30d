"""The search index of one language: what can be found, as a plain script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalogue.product import Group, Origin, ProducerKind, Product, Scheme
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Category, Commune, Event
from ..catalogue.values import Text
from ..catalogue.vietnamese import ADMINISTRATIVE_UNITS, collation_key, format_day
from ..views.context import Context
from ..views.producer import producer_key, products_by_producer
from ..views.season import month_links
from ..views.urls import Urls, photo_address
from ..views.words import Translations
from .search_rows import (
    SEARCH_STATUSES,
    TEXT_SEPARATOR,
    EntryRef,
    SearchEntry,
    SearchSection,
    distinct_from,
)
from .search_texts import search_texts

_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
KeyedEntry = tuple[str, SearchEntry]

INDEX_ADDRESSES = {
    "producers": Urls.producers,
    "communes": Urls.communes,
    "groups": Urls.groups,
    "events": Urls.events,
    "news": Urls.news,
}
"""The lists of all pages of a kind, by the words of `lists` that are their titles."""


@dataclass(frozen=True, slots=True)
class OtherSections:
    """Makes these sections in the language of `context`; `words` are those of every language: all are searched."""

    context: Context
    words: Mapping[str, Translations]

    def sections(self) -> tuple[SearchSection, ...]:
        """In the order in which equals are listed; inside each in Vietnamese order, articles the newest first."""
        settings = self.context.catalogue.settings
        return (
            _sorted_section("category", self._categories()),
            _sorted_section("group", self._groups()),
            _sorted_section("commune", map(self._commune, settings.communes)),
            _sorted_section("producer", self._producers()),
            _sorted_section("event", map(self._event, settings.events)),
            SearchSection("news", dict(map(self._article, self.context.news.values()))),
            _sorted_section("page", self._pages()),
            _sorted_section("area", self._areas()),
            _sorted_section("kind", map(self._kind, sorted(self._kinds()))),
            SearchSection("state", dict(map(self._state, SEARCH_STATUSES))),
            SearchSection("stars", dict(map(self._stars, sorted(self._given_stars())))),
            _sorted_section("scheme", map(self._scheme, sorted(self._held_schemes()))),
            _sorted_section("everything", [self._everything()]),
        )

    def _categories(self) -> Iterator[KeyedEntry]:
        """Those that have products: the others have no page."""
        used = {product.category for product in self.context.catalogue.products}
        for category in self.context.catalogue.settings.categories:
            if category.key in used:
                yield category.key, self._category(category)

    def _category(self, category: Category) -> SearchEntry:
        title = category.name[self.context.lang]
        address = self.context.urls.category(category.key, self.context.lang)
        picture = _smallest_rendition(self.context, PICTURES_FOLDER, category.picture)
        names = (*category.other_names.every(self.context.lang), *other_forms(category.name, title))
        return SearchEntry(title, address, distinct_from(title, names), picture)

    def _groups(self) -> Iterator[KeyedEntry]:
        used = {product.group for product in self.context.catalogue.products}
        for group in Group:
            if group in used:
                title, *names = self._said(f"group.{group}")
                address = self.context.urls.group(group, self.context.lang)
                official = dict.fromkeys(words(f"group_official.{group}") for words in self.words.values())
                everyday = self.synonyms(f"search.group.{group}")
                yield group, SearchEntry(title, address, distinct_from(title, (*names, *official, *everyday)))

    def _commune(self, commune: Commune) -> KeyedEntry:
        title = commune.name[self.context.lang]
        address = self.context.urls.commune(commune.key, self.context.lang)
        names = (_bare_name(commune), *other_forms(commune.name, title))
        further = (commune.code,) if commune.code else ()
        return commune.key, SearchEntry(title, address, names, places=commune.formed_from, further=further)

    def _producers(self) -> Iterator[KeyedEntry]:
        """Those that are shown by name."""
        for key, products in products_by_producer(self.context.catalogue.products).items():
            producer = products[0].producer
            if producer and producer.name:
                title = producer.name[self.context.lang]
                address = self.context.urls.producer(key, self.context.lang)
                # The commune counts for the producer where all products come from one.
                communes = {product.origin.commune for product in products}
                common = communes.pop() if len(communes) == 1 else ()
                place = [("commune", common[0])] if len(common) == 1 else []
                refs = (*place, ("kind", str(producer.kind)))
                yield key, SearchEntry(title, address, other_forms(producer.name, title), refs=refs)

    def _event(self, event: Event) -> KeyedEntry:
        title, lang = event.name[self.context.lang], self.context.lang
        cover = event.photos[0].file if event.photos else None
        picture = _smallest_rendition(self.context, PICTURES_FOLDER, cover)
        days = tuple(format_day(when, lang) for when in event.days or event.dates)
        return event.key, SearchEntry(
            title=title,
            address=self.context.urls.event(event.key, lang),
            names=(*other_forms(event.name, title), *filter(None, (event.code,))),
            picture=picture,
            refs=(("commune", event.commune),) if event.commune else (),
            places=(event.place[lang],) if event.place else (),
            facts=(*days, *self._event_facts(event)),
            further=_said(lang, event.summary, event.text, event.attendance, event.difficulties, event.next_steps),
        )

    def _event_facts(self, event: Event) -> Iterator[str]:
        """What else an event is looked for by: who held it, the numbers of its papers, the communes with a display."""
        if event.organiser:
            yield event.organiser[self.context.lang]
        yield from (document.number for document in event.documents if document.number)
        communes = (self.context.communes[each.commune] for each in event.displays)
        yield from dict.fromkeys(commune.name[self.context.lang] for commune in communes)

    def _article(self, article: Article) -> KeyedEntry:
        lang, others = self.context.lang, self.context.catalogue.news
        titles = (other.title for other in others if other.stem == article.stem)
        cover = article.photos[0].file if article.photos else None
        return article.stem, SearchEntry(
            title=article.title,
            address=self.context.urls.article(article.stem, lang),
            names=distinct_from(article.title, titles),
            picture=_smallest_rendition(self.context, NEWS_FOLDER, cover),
            places=(article.place,) if article.place else (),
            facts=(format_day(article.date, lang), self.context.words(f"news.kind.{article.kind}")),
            lang="" if article.lang == lang else article.lang,
            further=(article.summary or "", article.markdown),
        )

    def _pages(self) -> Iterator[KeyedEntry]:
        """The pages of which there is one each."""
        urls, lang = self.context.urls, self.context.lang
        shown = {"events": self.context.catalogue.settings.events, "news": self.context.news}
        yield "catalogue", self._page("catalogue.title", urls.catalogue(lang), "search.page.catalogue")
        yield "season", self._page("season.title", urls.season(lang), "search.page.season")
        for name, address_of in INDEX_ADDRESSES.items():
            if shown.get(name, True):
                yield name, self._page(f"lists.{name}", address_of(urls, lang), f"search.page.{name}")
        for month in month_links(self.context.today, self.context.words, urls):
            named = [words.month(month.number) for words in self.words.values()]
            yield month.address, self._titled(named, month.address, f"search.month.{month.number}")
        for stem, prose in self.context.prose.items():
            pages = [page for page in self.context.catalogue.prose if page.stem == stem]
            titles = distinct_from(prose.title, (page.title for page in pages))
            others = {page.lang: page.other_names for page in pages}
            told = (prose.description or "", *_HEADING.findall(prose.markdown))
            yield stem, self._named(prose.title, (*titles, *told), urls.prose(stem, lang), others)

    def _page(self, title: str, address: str, synonyms: str) -> SearchEntry:
        return self._titled([words(title) for words in self.words.values()], address, synonyms)

    def _titled(self, titles: Iterable[str], address: str, synonyms: str) -> SearchEntry:
        others = {lang: words(synonyms).split(TEXT_SEPARATOR) for lang, words in self.words.items()}
        by_language = dict(zip(self.words, titles, strict=True))
        shown = by_language[self.context.lang]
        return self._named(shown, distinct_from(shown, by_language.values()), address, others)

    def _named(
        self, title: str, further: Iterable[str], address: str, others: Mapping[str, Iterable[str]]
    ) -> SearchEntry:
        """A page: what else it is called in its language counts as a name, in the others as a text."""
        own = tuple(others.get(self.context.lang, ()))
        foreign = [name for lang, names in others.items() if lang != self.context.lang for name in names]
        return SearchEntry(title, address, distinct_from(title, own), further=(*further, *foreign))

    def _areas(self) -> Iterator[KeyedEntry]:
        """Where products come from of which no source names the commune."""
        for product in self.context.catalogue.products:
            if product.origin.area and not product.origin.commune:
                title = product.origin.area[self.context.lang]
                yield product.origin.area.vi, SearchEntry(title, names=other_forms(product.origin.area, title))

    def _kinds(self) -> set[ProducerKind]:
        return {product.producer.kind for product in self.context.catalogue.products if product.producer}

    def _kind(self, kind: ProducerKind) -> KeyedEntry:
        title, *names = self._said(f"kind.{kind}")
        return kind, SearchEntry(title, names=(*names, *self.synonyms(f"search.kind.{kind}")))

    def _state(self, state: str) -> KeyedEntry:
        title, *names = self._said(f"status.{state}")
        return state, SearchEntry(title, names=(*names, *self.synonyms(f"search.state.{state}")))

    def _given_stars(self) -> set[str]:
        return {str(decision.stars) for decision in self.context.decisions.values() if decision.stars}

    def _stars(self, number: str) -> KeyedEntry:
        title, *names = dict.fromkeys(words("stars.short", n=number) for words in self.words.values())
        return number, SearchEntry(title, names=(*names, *self.synonyms(f"search.stars.{number}")))

    def _held_schemes(self) -> set[Scheme]:
        return {scheme for product in self.context.catalogue.products for scheme in _other_schemes(product)}

    def _scheme(self, scheme: Scheme) -> KeyedEntry:
        title, *names = self._said(f"scheme.{scheme}")
        return scheme, SearchEntry(title, names=tuple(names))

    def _everything(self) -> KeyedEntry:
        """What all products are and where they are from: the name of the site and what is said of it."""
        site = self.context.catalogue.settings.site
        name, said = site.name[self.context.lang], other_forms(site.description or site.tagline)
        return "", SearchEntry(name, names=distinct_from(name, (*self.synonyms("search.everything"), *said)))

    def _said(self, key: str) -> tuple[str, ...]:
        """The word in this language, then what differs from it in the others."""
        shown = self.context.words(key)
        return (shown, *distinct_from(shown, (words(key) for words in self.words.values())))

    def synonyms(self, key: str) -> tuple[str, ...]:
        """Words that people type for it, in every language."""
        return tuple(text for words in self.words.values() for text in words(key).split(TEXT_SEPARATOR))


def _sorted_section(sort: str, rows: Iterable[KeyedEntry]) -> SearchSection:
    return SearchSection(sort, dict(sorted(rows, key=lambda keyed: collation_key(keyed[1].title))))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What can be found in the language of `context`; `fillers` are words that say nothing in a query."""

    context: Context
    sections: tuple[SearchSection, ...]
    fillers: tuple[str, ...]

    def scripts(self) -> dict[str, bytes]:
        """The scripts by their names: the index, and the texts, which come when names find nothing."""
        said, lang = self.context.words("search.in_text", words="{words}"), self.context.lang
        texts = search_texts(self.sections, self.fillers, said)
        return {f"search.{lang}.js": self.script(), f"search-texts.{lang}.js": texts}

    @property
    def refs(self) -> Sequence[EntryRef]:
        """The rows of all sections by their numbers."""
        return [(section.sort, key) for section in self.sections for key in section.rows]

    def script(self) -> bytes:
        """The script that the browser loads when somebody begins to search."""
        said = self.context.words
        numbers = {ref: at for at, ref in enumerate(self.refs)}
        heads = []
        for section in self.sections:
            label, prefix = (said(f"search.sort.{section.sort}"), section.prefix) if section.has_pages else ("", None)
            heads.append([section.sort, label, prefix, len(section.rows)])
        data = {
            "sections": heads,
            "rows": [row for section in self.sections for row in section.packed(numbers)],
            "photos": photo_address(""),
            "states": [[state, said(f"status.{state}")] for state in SEARCH_STATUSES],
            "stars": said("stars.short", n="{n}"),
            "source": said("certificate.by_source"),
            "latest": said("certificate.ended_latest", day="{day}"),
        }
        return f"bgIndex({json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def search_index(context: Context, words: Mapping[str, Translations]) -> SearchIndex:
    """The index of `context`'s language; `words` are those of every language, all of them are searched."""
    products = ((product.slug, _product_entry(product, context)) for product in context.catalogue.products)
    others = OtherSections(context, words)
    fillers = others.synonyms("search.filler")
    return SearchIndex(context, (_sorted_section("product", products), *others.sections()), fillers)


def _product_entry(product: Product, context: Context) -> SearchEntry:
    title, lang, decision = context.say(product.name), context.lang, context.decisions[product.slug]
    origin, producer = product.origin, product.producer
    areas = [("area", origin.area.vi)] if origin.area else []
    places = [("commune", key) for key in dict.fromkeys(origin.commune)] or areas
    others = product.other_names.every(lang)
    made_by = [("producer", producer_key(producer)), ("kind", str(producer.kind))] if producer else []
    kinds = [("category", product.category or ""), ("group", str(product.group)), ("stars", str(decision.stars))]
    schemes = [("scheme", str(scheme)) for scheme in _other_schemes(product)]
    cover = _smallest_rendition(context, product.slug, product.photos[0].file if product.photos else None)
    return SearchEntry(
        title=title.text,
        address=context.urls.product(product.slug, lang),
        names=(*distinct_from(title.text, others), *other_forms(product.name, title.text), product.code),
        # Most files begin with the product's slug, which the browser knows: without it the index is smaller.
        picture=cover.removeprefix(product.slug) if cover.startswith(f"{product.slug}-") else cover,
        refs=(*places, *made_by, *kinds, *schemes),
        places=tuple(_place_names(origin, context.communes, lang)),
        facts=tuple(f"{fact.label[lang]}: {fact.value[lang]}" for fact in product.facts),
        state=SEARCH_STATUSES.index(decision.status),
        stars=0 if decision.by_source else decision.stars,
        until=int(f"{decision.expires:%Y%m%d}") if decision.expires else 0,
        lang=title.lang,
        latest=format_day(decision.expires, lang) if decision.at_the_latest and decision.expires else "",
        further=tuple(_product_texts(product, lang)),
    )


def _product_texts(product: Product, lang: str) -> Iterator[str]:
    """What the page of a product says further, and the numbers that it prints."""
    yield from _said(lang, product.tagline, product.summary, product.story, product.use)
    if product.trade:
        yield from _said(lang, product.trade.capacity, product.trade.minimum, product.trade.export)
    for certificate in product.certificates:
        yield from _said(lang, certificate.name, certificate.issuer)
        yield certificate.number or ""
    for offer in product.offers:
        yield from (offer.pack[lang], offer.gtin or "")
    if product.producer:
        contact = product.producer.contact
        yield from filter(None, (contact.phone, contact.other_phone, contact.zalo))


def _said(lang: str, *texts: Text | None) -> tuple[str, ...]:
    return tuple(text[lang] for text in texts if text)


def _smallest_rendition(context: Context, owner: str, file: str | None) -> str:
    """The name of the narrowest file made of a picture, '' where there is none."""
    found = context.pictures.get((owner, file or ""))
    return min(found.renditions, key=lambda made: made.width).name if found else ""


def other_forms(text: Text | None, shown: str = "") -> tuple[str, ...]:
    """The translations of `text` that differ from the one shown, without duplicates."""
    return distinct_from(shown, (text[lang] for lang in text.languages())) if text else ()


def _bare_name(commune: Commune) -> str:
    """The name without what the place is: 'Bình Gia' of 'Xã Bình Gia'."""
    unit, _, name = commune.name.vi.partition(" ")
    return name if unit.lower() in ADMINISTRATIVE_UNITS else commune.name.vi


def _other_schemes(product: Product) -> tuple[Scheme, ...]:
    """Those of its certificates that are not OCOP's and have a name."""
    named = (one.scheme for one in product.certificates if one.scheme not in ("ocop", "other"))
    return tuple(dict.fromkeys(named))


def _place_names(origin: Origin, communes: Mapping[str, Commune], lang: str) -> Iterator[str]:
    """Further place names: the village and the former unit; without one, all units that formed the commune."""
    if origin.village:
        yield origin.village[lang]
    if origin.former:
        yield origin.former
    else:
        yield from (unit for key in origin.commune if key in communes for unit in communes[key].formed_from)
