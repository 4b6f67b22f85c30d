"""Everything a view is made from: one language of one catalogue on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..content.boundaries import Shapes
from ..fields import Text
from ..media.plan import Picture
from ..model import Product
from ..prints.address import NOWHERE, Addresses
from ..showcase import Catalogue, Category, Commune, Prose
from ..vietnamese import UNITS
from .related import Shelves, shelves
from .urls import Urls
from .words import Words

if TYPE_CHECKING:
    from .views import Card


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the content, ready for one page. `lang` is '' where the text is in the page's own language."""

    text: str
    lang: str = ""

    @property
    def attr(self) -> Markup:
        """The `lang` attribute that the element around the text needs, with a space before it, or nothing."""
        return Markup(f' lang="{self.lang}"') if self.lang else Markup()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Scene:
    """The catalogue as one language sees it.

    `pictures` are keyed by owner (a product's slug, `_pictures` for the rest) and file name, `documents` hold the
    published address of each scan by the same key; a document that is not among them gets no link. `site_url` is ''
    where the site's full address is not known; `codes` is where printed codes lead, `booths` whether events have a
    sheet for their booth, `boundaries` hold the shapes of
    the communes as far as they are known. `cards` holds the card of each
    product that was asked for: many lists show the same one.
    """

    lang: str
    words: Words
    urls: Urls
    catalogue: Catalogue
    pictures: Mapping[tuple[str, str], Picture]
    today: date
    documents: Mapping[tuple[str, str], str] = field(default_factory=dict)
    site_url: str = ""
    codes: Addresses = NOWHERE
    booths: bool = False
    boundaries: Shapes = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict, repr=False, compare=False)

    def say(self, text: Text) -> Said:
        """The text in this language; where it is missing, the Vietnamese one, marked."""
        lang = text.language(self.lang)
        return Said(text[self.lang], "" if lang == self.lang else lang)

    def unit(self, name: str) -> str:
        """A unit of before, given as older papers name it ('xã Tân Văn'), with what it was in this language.

        Where that says the same, in Vietnamese, the name stays as it is written.
        """
        word = next((word for word in UNITS if name.casefold().startswith(f"{word} ")), None)
        if word is None:
            return name
        said = self.words(f"unit.{UNITS[word]}", name=name[len(word) + 1 :])
        return name if said.casefold() == name.casefold() else said

    def say_if(self, text: Text | None) -> Said | None:
        return self.say(text) if text else None

    @cached_property
    def prose(self) -> Mapping[str, Prose]:
        """By stem, in this language; where there is no text in it, in the first language that has one."""
        texts = {(page.stem, page.lang): page for page in self.catalogue.prose}
        stems = dict.fromkeys(page.stem for page in self.catalogue.prose)
        order = (self.lang, *self.urls.languages)
        return {stem: next(texts[stem, lang] for lang in order if (stem, lang) in texts) for stem in stems}

    @cached_property
    def checked(self) -> date | None:
        """The last day on which a person checked one of the products."""
        return max((product.checked.on for product in self.catalogue.products if product.checked), default=None)

    @cached_property
    def communes(self) -> Mapping[str, Commune]:
        return {commune.key: commune for commune in self.catalogue.settings.communes}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return {category.key: category for category in self.catalogue.settings.categories}

    @cached_property
    def products(self) -> Mapping[str, Product]:
        """By slug, in Vietnamese order."""
        return {product.slug: product for product in self.catalogue.products}

    @cached_property
    def shelves(self) -> Shelves:
        """What stands beside what."""
        return shelves(self.catalogue.products)


def urls_of(catalogue: Catalogue, words: Mapping[str, Words]) -> Urls:
    """Every address of the site of `catalogue`, in the languages of `words`."""
    slugs = {(page.stem, page.lang): page.slug for page in catalogue.prose}
    return Urls(tuple(words), {lang: each.section("path") for lang, each in words.items()}, slugs)
