"""The context of a view: one language of one catalogue on one day, and which products belong beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup

from ..catalogue.product import Origin, Product
from ..catalogue.programme import Decision, decide_all
from ..catalogue.showcase import Article, Catalogue, Category, Commune, Prose, WrittenPage
from ..catalogue.values import Text
from ..catalogue.vietnamese import ADMINISTRATIVE_UNITS, bind_units
from ..content.folder import CommuneShapes
from ..media.recipe import Pictures
from ..theme_folder import Theme
from .urls import NO_SHORT_LINKS, ShortLinks, Urls, short_links
from .words import Translations, load_all_translations

AnyPage = TypeVar("AnyPage", bound=WrittenPage)


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """A group of products that share something (a category, a commune …), in Vietnamese order, with their indexes."""

    products: tuple[Product, ...]
    places: Mapping[str, int]

    def after(self, product: Product) -> Iterator[Product]:
        """The other products of the group, starting after `product` and wrapping around at the end."""
        place = self.places[product.slug]
        for step in range(1, len(self.products)):
            yield self.products[(place + step) % len(self.products)]


RelatedGroups = Mapping[tuple[str, str], RelatedGroup]


def related_groups(products: Iterable[Product]) -> RelatedGroups:
    """All groups of related products: by category, commune, month of harvest, official group, and the catalogue."""
    found: dict[tuple[str, str], list[Product]] = {}
    for product in products:
        for key in _group_keys(product):
            found.setdefault(key, []).append(product)
    return {
        key: RelatedGroup(tuple(row), {product.slug: place for place, product in enumerate(row)})
        for key, row in found.items()
    }


def related_products(product: Product, among: RelatedGroups) -> Iterator[Product]:
    """The related products: those of the product's own groups, the closest kind of group first, each product once.

    Each group is read from behind the product itself, so that every product is linked from some other.
    """
    seen = {product.slug}
    for key in _group_keys(product):
        for other in among[key].after(product):
            if other.slug not in seen:
                seen.add(other.slug)
                yield other


def _group_keys(product: Product) -> Iterator[tuple[str, str]]:
    if product.category:
        yield "category", product.category
    yield from (("commune", key) for key in dict.fromkeys(product.origin.commune))
    for month in product.season.harvest:
        yield product.season.calendar, str(month)
    yield "group", product.group
    yield "all", ""


@dataclass(frozen=True, slots=True)
class LocalText:
    """A localised text. `lang` is its language where that differs from the page's (a fallback), else ''."""

    text: str
    lang: str = ""

    @property
    def attr(self) -> Markup:
        """The `lang` attribute that the element around the text needs, with a space before it, or nothing."""
        return Markup(f' lang="{self.lang}"') if self.lang else Markup()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class Context:
    """The context of all views in one language.

    `decisions` are the programme's on each product today, by slug, shared by all languages. `pictures` are keyed by
    owner (a product's slug, `_pictures` for the rest) and file name, `documents` hold the published address of each
    scan by the same key; a document that is not among them gets no link. `site_url` is '' where the site's full
    address is not known; `codes` is where printed codes lead, `booths` are the pages of events that have a sheet for
    their booth, `boundaries` hold the shapes of the communes as far as they are known.
    """

    lang: str
    words: Translations
    urls: Urls
    catalogue: Catalogue
    pictures: Pictures
    today: date
    decisions: Mapping[str, Decision]
    documents: Mapping[tuple[str, str], str] = field(default_factory=dict)
    site_url: str = ""
    codes: ShortLinks = NO_SHORT_LINKS
    booths: frozenset[str] = frozenset()
    boundaries: CommuneShapes = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """What views worked out already, by whatever they ask for it with: many lists show the same card."""

    def say(self, text: Text) -> LocalText:
        """The text in this language; where it is missing, the Vietnamese one, marked. Numbers keep their units."""
        lang = text.language(self.lang)
        return LocalText(bind_units(text[self.lang]), "" if lang == self.lang else lang)

    def say_foreign(self, text: Text, languages: Iterable[str] = ()) -> LocalText | None:
        """The text in the next language that has one of its own, to stand beside that of this language.

        Of `languages`, where some are given, else of the site's.
        """
        spoken = text.language(self.lang)
        others = (lang for lang in languages or self.urls.languages if lang != spoken)
        other = next((lang for lang in others if text.root.get(lang)), None)
        return LocalText(bind_units(text[other]), other) if other and text[other] != text[self.lang] else None

    def unit(self, name: str) -> str:
        """A former administrative unit ('xã Tân Văn') with its kind in this language ('Tân Văn commune').

        In Vietnamese the name stays as it is written.
        """
        word = next((word for word in ADMINISTRATIVE_UNITS if name.casefold().startswith(f"{word} ")), None)
        if word is None:
            return name
        said = self.words(f"unit.{ADMINISTRATIVE_UNITS[word]}", name=name[len(word) + 1 :])
        return name if said.casefold() == name.casefold() else said

    def say_if(self, text: Text | None) -> LocalText | None:
        return self.say(text) if text else None

    @cached_property
    def prose(self) -> Mapping[str, Prose]:
        """The prose pages by stem, in this language as far as they are written in it."""
        return self._by_stem(self.catalogue.prose)

    @cached_property
    def news(self) -> Mapping[str, Article]:
        """The articles by stem, newest first, in this language as far as they are written in it."""
        return self._by_stem(self.catalogue.news)

    @property
    def feed_address(self) -> str:
        """That of the feed of the news; '' where there is none: a feed names the site by its full address."""
        return self.urls.feed(self.lang) if self.news and self.site_url else ""

    def _by_stem(self, pages: Iterable[AnyPage]) -> Mapping[str, AnyPage]:
        """Each page in this language; where there is no text in it, in the first language that has one."""
        texts = {(page.stem, page.lang): page for page in pages}
        order = (self.lang, *self.urls.languages)
        return {
            stem: next(texts[stem, lang] for lang in order if (stem, lang) in texts)
            for stem in dict.fromkeys(stem for stem, _ in texts)
        }

    @cached_property
    def checked(self) -> date | None:
        """The last day on which a person checked one of the products."""
        return max((product.checked.on for product in self.catalogue.products if product.checked), default=None)

    @cached_property
    def sources_until(self) -> date | None:
        """The day of the newest material that could be read when products were checked."""
        days = [product.checked.sources_until for product in self.catalogue.products if product.checked]
        return max((day for day in days if day), default=None)

    @cached_property
    def communes(self) -> Mapping[str, Commune]:
        return {commune.key: commune for commune in self.catalogue.settings.communes}

    def communes_of(self, origin: Origin) -> tuple[Commune, ...]:
        """The communes that a product comes from, each once, as it names them."""
        return tuple(self.communes[key] for key in dict.fromkeys(origin.commune) if key in self.communes)

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return {category.key: category for category in self.catalogue.settings.categories}

    @cached_property
    def products(self) -> Mapping[str, Product]:
        """By slug, in Vietnamese order."""
        return {product.slug: product for product in self.catalogue.products}

    @cached_property
    def related(self) -> RelatedGroups:
        """The groups from which related products are chosen."""
        return related_groups(self.catalogue.products)


def site_urls(catalogue: Catalogue, words: Mapping[str, Translations]) -> Urls:
    """Every address of the site of `catalogue`, in the languages of `words`."""
    slugs = {(page.stem, page.lang): page.slug for page in catalogue.prose}
    return Urls(tuple(words), {lang: each.section("path") for lang, each in words.items()}, slugs)


def language_contexts(
    catalogue: Catalogue,
    translations: Mapping[str, Translations],
    pictures: Pictures,
    today: date,
    *,
    site_url: str,
    codes: ShortLinks,
    documents: Mapping[tuple[str, str], str] | None = None,
    boundaries: CommuneShapes | None = None,
) -> dict[str, Context]:
    """A context for each language of the site, the first one first."""
    urls = site_urls(catalogue, translations)
    decisions = decide_all(catalogue.products, today)
    return {
        lang: Context(
            lang=lang,
            words=translations[lang],
            urls=urls,
            catalogue=catalogue,
            pictures=pictures,
            today=today,
            decisions=decisions,
            documents=documents or {},
            site_url=site_url,
            codes=codes,
            boundaries=boundaries or {},
        )
        for lang in urls.languages
    }


def print_contexts(
    catalogue: Catalogue,
    pictures: Pictures,
    theme: Theme,
    site_url: str,
    today: date,
    boundaries: CommuneShapes | None = None,
) -> dict[str, Context]:
    """The catalogue as paper sees it: `pictures` are those made for paper, `boundaries` the land for a map."""
    return language_contexts(
        catalogue,
        load_all_translations(catalogue.settings.languages, theme),
        pictures,
        today,
        site_url=site_url,
        codes=short_links(site_url, catalogue.settings.site.short_url),
        boundaries=boundaries,
    )


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One breadcrumb; the last one, the page itself, has no address."""

    name: LocalText
    address: str | None = None


def breadcrumbs(words: Translations, urls: Urls, *steps: Breadcrumb) -> tuple[Breadcrumb, ...]:
    """The breadcrumbs of a page in the language of `words`: the home page, then `steps`."""
    return (Breadcrumb(LocalText(words("nav.home")), urls.home(words.lang)), *steps)
