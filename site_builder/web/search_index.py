"""The search index of one language: a plain script that the browser loads when somebody begins to search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from ..catalogue.product import Group, Origin, ProducerKind, Product
from ..catalogue.programme import CERTIFICATE_STATUSES, OcopStatus
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Category, Commune, Event
from ..catalogue.values import Text
from ..catalogue.vietnamese import collation_key, format_day, slug
from ..media.recipe import Pictures
from ..views.context import Context
from ..views.producer import producer_key, products_by_producer
from ..views.urls import Urls, photo_address
from ..views.words import Translations

EntryRef = tuple[str, str]
"""A reference to a row: the kind of its section and its key in it."""

NO_ENTRY = -1
"""The number that stands for 'no row'."""
TEXT_SEPARATOR = "|"
"""Separates texts that are joined into one, in the words and in the index: there a list would cost two bytes a text
more, and the browser folds the joined text in one go before it cuts it."""
PAGE_SUFFIX = ".html"
"""What every address ends with; the browser adds it."""


SEARCH_STATUSES = (OcopStatus.POTENTIAL, *CERTIFICATE_STATUSES)
"""The statuses by their number in the index; the first is that of rows which are no products, and costs no bytes."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A row of the index: something that can be found, or (without an address) a text that other rows share.

    `names` are other names and the names in other languages, `picture` the file of its small picture, `places` and
    `facts` further texts. `refs` are rows whose title and names count for this one too: its place, producer, kind of
    producer, category, group, then its other places. `state` (a number in `SEARCH_STATUSES`), `stars` and `until`
    (yyyymmdd, 0 where not known) are those of the OCOP certificate on the day of the build. `lang` is '' where the
    title is in the page's language. Where the press alone tells of the certificate, it has no `stars`. `latest` is the
    day in words where `until` is only the latest that the end can have.
    """

    title: str
    address: str = ""
    names: tuple[str, ...] = ()
    picture: str = ""
    refs: tuple[EntryRef | None, ...] = ()
    places: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    state: int = 0
    stars: int = 0
    until: int = 0
    latest: str = ""
    lang: str = ""

    def packed(self, prefix: str, numbers: Mapping[EntryRef | None, int]) -> list[object]:
        """The row as a JSON list: the fields in order, without empty ones at the end.

        The address is stored without `prefix`, or as 0 where it can be made from the title. `numbers` gives the number
        of each row that is referred to.
        """
        name = self.address.removeprefix(prefix).removesuffix(PAGE_SUFFIX)
        own = 0 if name == slug(self.title) else name
        refs = _without_trailing([numbers.get(ref, NO_ENTRY) for ref in self.refs], NO_ENTRY) or 0
        texts = (_join_texts(self.names), self.picture, refs, _join_texts(self.places), _join_texts(self.facts))
        own_fields = [own, *texts, self.state, self.stars, self.until, self.latest, self.lang]
        return [self.title, *_without_trailing(own_fields, 0, "")]


@dataclass(frozen=True, slots=True)
class SearchSection:
    """The rows of one kind by key, in the order in which equally good results are listed."""

    sort: str
    rows: Mapping[str, SearchEntry]

    @property
    def has_pages(self) -> bool:
        """Whether its rows are results (have a page); otherwise they only hold texts that others share."""
        return any(row.address for row in self.rows.values())

    @property
    def prefix(self) -> str:
        """What all addresses begin with."""
        folders = {row.address.rpartition("/")[:2] for row in self.rows.values()}
        return "".join(folders.pop()) if len(folders) == 1 else ""

    def packed(self, numbers: Mapping[EntryRef | None, int]) -> list[list[object]]:
        """Its rows as the index holds them."""
        prefix = self.prefix
        return [row.packed(prefix, numbers) for row in self.rows.values()]


def other_forms(text: Text | None, shown: str = "") -> tuple[str, ...]:
    """The translations of `text` that differ from the one shown, without duplicates."""
    return distinct_from(shown, (text[lang] for lang in text.languages())) if text else ()


def distinct_from(shown: str, texts: Iterable[str]) -> tuple[str, ...]:
    """`texts` without duplicates and without `shown`."""
    return tuple(dict.fromkeys(text for text in texts if text != shown))


def smallest_rendition(pictures: Pictures, owner: str, file: str | None) -> str:
    """The name of the narrowest file made of a picture, '' where there is none."""
    found = pictures.get((owner, file or ""))
    return min(found.renditions, key=lambda made: made.width).name if found else ""


def _join_texts(texts: Iterable[str]) -> str:
    return TEXT_SEPARATOR.join(text.replace(TEXT_SEPARATOR, "/") for text in texts)


def _without_trailing(values: Sequence[object], *empty: object) -> list[object]:
    return list(dropwhile(lambda value: value in empty, reversed(values)))[::-1]


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
            _sorted_section("kind", map(self._kind, ProducerKind)),
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
        picture = smallest_rendition(self.context.pictures, PICTURES_FOLDER, category.picture)
        names = (*other_forms(category.name, title), *category.other_names.of(self.context.lang))
        return SearchEntry(title, address, distinct_from(title, names), picture)

    def _groups(self) -> Iterator[KeyedEntry]:
        used = {product.group for product in self.context.catalogue.products}
        for group in Group:
            if group in used:
                title, *names = self._said(f"group.{group}")
                address = self.context.urls.group(group, self.context.lang)
                official = dict.fromkeys(words(f"group_official.{group}") for words in self.words.values())
                yield group, SearchEntry(title, address, (*names, *official))

    def _commune(self, commune: Commune) -> KeyedEntry:
        title = commune.name[self.context.lang]
        address = self.context.urls.commune(commune.key, self.context.lang)
        return commune.key, SearchEntry(title, address, other_forms(commune.name, title), places=commune.formed_from)

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
                refs = (("commune", common[0]) if len(common) == 1 else None, None, ("kind", producer.kind))
                yield key, SearchEntry(title, address, other_forms(producer.name, title), refs=refs)

    def _event(self, event: Event) -> KeyedEntry:
        title, lang = event.name[self.context.lang], self.context.lang
        cover = event.photos[0].file if event.photos else None
        picture = smallest_rendition(self.context.pictures, PICTURES_FOLDER, cover)
        days = tuple(format_day(when, lang) for when in event.days or event.dates)
        place = ("commune", event.commune) if event.commune else None
        return event.key, SearchEntry(
            title=title,
            address=self.context.urls.event(event.key, lang),
            names=other_forms(event.name, title),
            picture=picture,
            refs=(place,),
            places=(event.place[lang],) if event.place else (),
            facts=(*days, *self._event_facts(event)),
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
            picture=smallest_rendition(self.context.pictures, NEWS_FOLDER, cover),
            places=(article.place,) if article.place else (),
            facts=(format_day(article.date, lang), self.context.words(f"news.kind.{article.kind}")),
            lang="" if article.lang == lang else article.lang,
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
        for stem, prose in self.context.prose.items():
            titles = (page.title for page in self.context.catalogue.prose if page.stem == stem)
            yield stem, SearchEntry(prose.title, urls.prose(stem, lang), distinct_from(prose.title, titles))

    def _page(self, title: str, address: str, synonyms: str) -> SearchEntry:
        shown, *names = self._said(title)
        return SearchEntry(shown, address, (*names, *self._synonyms(synonyms)))

    def _areas(self) -> Iterator[KeyedEntry]:
        """Where products come from of which no source names the commune."""
        for product in self.context.catalogue.products:
            if product.origin.area and not product.origin.commune:
                title = product.origin.area[self.context.lang]
                yield product.origin.area.vi, SearchEntry(title, names=other_forms(product.origin.area, title))

    def _kind(self, kind: ProducerKind) -> KeyedEntry:
        title, *names = self._said(f"kind.{kind}")
        return kind, SearchEntry(title, names=(*names, *self._synonyms(f"search.kind.{kind}")))

    def _everything(self) -> KeyedEntry:
        name = self.context.catalogue.settings.site.name
        return "", SearchEntry(
            name[self.context.lang], names=distinct_from(name[self.context.lang], self._synonyms("search.everything"))
        )

    def _said(self, key: str) -> tuple[str, ...]:
        """The word in this language, then what differs from it in the others."""
        shown = self.context.words(key)
        return (shown, *distinct_from(shown, (words(key) for words in self.words.values())))

    def _synonyms(self, key: str) -> tuple[str, ...]:
        """Words that people type for it, in every language."""
        return tuple(text for words in self.words.values() for text in words(key).split(TEXT_SEPARATOR))


def _sorted_section(sort: str, rows: Iterable[KeyedEntry]) -> SearchSection:
    return SearchSection(sort, dict(sorted(rows, key=lambda keyed: collation_key(keyed[1].title))))


def search_index(context: Context, words: Mapping[str, Translations]) -> bytes:
    """The script of `context`'s language; `words` are those of every language, all of them are searched."""
    products = ((product.slug, _product_entry(product, context)) for product in context.catalogue.products)
    sections = (_sorted_section("product", products), *OtherSections(context, words).sections())
    refs = [(section.sort, key) for section in sections for key in section.rows]
    numbers: dict[EntryRef | None, int] = {ref: at for at, ref in enumerate(refs)}
    said = context.words
    heads = []
    for section in sections:
        label, prefix = (said(f"search.sort.{section.sort}"), section.prefix) if section.has_pages else ("", None)
        heads.append([section.sort, label, prefix, len(section.rows)])
    data = {
        "sections": heads,
        "rows": [row for section in sections for row in section.packed(numbers)],
        "photos": photo_address(""),
        "states": [[state, said(f"status.{state}")] for state in SEARCH_STATUSES],
        "stars": said("stars.short", n="{n}"),
        "source": said("certificate.by_source"),
        "latest": said("certificate.ended_latest", day="{day}"),
    }
    return f"bgIndex({json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def _product_entry(product: Product, context: Context) -> SearchEntry:
    title, lang, decision = context.say(product.name), context.lang, context.decisions[product.slug]
    origin, producer = product.origin, product.producer
    areas: list[EntryRef | None] = [("area", origin.area.vi)] if origin.area else [None]
    place, *further = [("commune", key) for key in dict.fromkeys(origin.commune)] or areas
    others = product.other_names.of(lang)
    made_by = (("producer", producer_key(producer)), ("kind", producer.kind)) if producer else (None, None)
    cover = smallest_rendition(context.pictures, product.slug, product.photos[0].file if product.photos else None)
    return SearchEntry(
        title=title.text,
        address=context.urls.product(product.slug, lang),
        names=(*distinct_from(title.text, others), *other_forms(product.name, title.text), product.code),
        # Most files begin with the product's slug, which the browser knows: without it the index is smaller.
        picture=cover.removeprefix(product.slug) if cover.startswith(f"{product.slug}-") else cover,
        refs=(place, *made_by, ("category", product.category or ""), ("group", product.group), *further),
        places=tuple(_place_names(origin, context.communes, lang)),
        facts=tuple(f"{fact.label[lang]}: {fact.value[lang]}" for fact in product.facts),
        state=SEARCH_STATUSES.index(decision.status),
        stars=0 if decision.by_source else decision.stars,
        until=int(f"{decision.expires:%Y%m%d}") if decision.expires else 0,
        lang=title.lang,
        latest=format_day(decision.expires, lang) if decision.at_the_latest and decision.expires else "",
    )


def _place_names(origin: Origin, communes: Mapping[str, Commune], lang: str) -> Iterator[str]:
    """Further place names: the village and the former unit; without one, all units that formed the commune."""
    if origin.village:
        yield origin.village[lang]
    if origin.former:
        yield origin.former
    else:
        yield from (unit for key in origin.commune if key in communes for unit in communes[key].formed_from)
