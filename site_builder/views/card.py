"""The card of a product in a list, and its photo at every size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import cast

from ..catalogue.product import Photo, Product, Season
from ..catalogue.programme import OCOP_SCHEME, Decision
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import say_list, uncapitalised
from ..media.recipe import PreparedPicture
from .context import Context, LocalText
from .standing import Standing, standings
from .urls import photo_address

PHONE_MAX_WIDTH = 800
"""Pixels: the widest rendition offered to phones, which at three pixels a point would fetch more than they can show."""


@dataclass(frozen=True, slots=True)
class SrcsetCandidate:
    """One file of a picture; `width` is of the part of it that fills the frame, in pixels.

    A browser asks how many pixels its frame needs. Of a picture much wider than the frame the rest is cut off, so that
    the width of the whole would promise more than there is; `is_cropped` tells that it is such a one.
    """

    address: str
    width: int
    is_cropped: bool = False


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A <source> element: the files of one media type, narrow to wide."""

    type: str
    candidates: tuple[SrcsetCandidate, ...]

    def srcset(self, base: str) -> str:
        """The attribute's value on a page from which `base` leads to the root."""
        return ", ".join([f"{base}{c.address} {c.width}w" for c in self.candidates])

    def narrow_srcset(self, base: str) -> str:
        """`srcset` for phones: nothing wider than `PHONE_MAX_WIDTH`, unless there is nothing else.

        Of a picture that is cropped every file: enlarged, a part of one shows its faults more than a whole one.
        """
        fitting = [c for c in self.candidates if c.width <= PHONE_MAX_WIDTH or c.is_cropped] or self.candidates[:1]
        return ", ".join([f"{base}{c.address} {c.width}w" for c in fitting])


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture with its words.

    `width` and `height` are the fallback's, in pixels; `object_position` is CSS's `object-position`; `colour` (#rrggbb)
    stands in until the picture has come.
    """

    alt: LocalText
    address: str
    width: int
    height: int
    colour: str
    sources: tuple[PictureSource, ...]
    object_position: str = "50% 50%"
    caption: LocalText | None = None
    credit: str | None = None
    is_illustration: bool = False

    @property
    def largest_address(self) -> str:
        """The address of the widest file: what a link to the picture opens."""
        return self.sources[0].candidates[-1].address if self.sources else self.address

    @property
    def has_caption(self) -> bool:
        """Whether there are words to print below it."""
        return bool(self.caption or self.credit)


@dataclass(frozen=True, slots=True)
class GalleryView:
    """A gallery, the cover first. `has_illustration`, `has_caption`: one of the pictures is, or has, one."""

    images: tuple[ImageView, ...]
    has_illustration: bool
    has_caption: bool

    @property
    def frame_ratio(self) -> str:
        """CSS's `aspect-ratio` of the frame: the cover's own, from a square to 16 to 9, so that it fits a screen."""
        cover = self.images[0]
        if cover.width <= cover.height:
            return "1"
        return "16/9" if cover.width * 9 >= cover.height * 16 else f"{cover.width}/{cover.height}"


def gallery_view(photos: Iterable[Photo], owner: str, context: Context) -> GalleryView | None:
    """The photos that were prepared; None where none was."""
    found = (image_view(photo, owner, context) for photo in photos)
    images = tuple(picture for picture in found if picture)
    if not images:
        return None
    return GalleryView(
        images, has_illustration=any(i.is_illustration for i in images), has_caption=any(i.has_caption for i in images)
    )


def image_view(photo: Photo, owner: str, context: Context) -> ImageView | None:
    """The photo as it was prepared for the web; None where there is no rendition of it."""
    picture = context.pictures.get((owner, photo.file))
    if picture is None:
        return None
    return replace(
        _image_without_texts(picture),
        alt=context.say(photo.alt),
        object_position=f"{photo.focus[0]:.0%} {photo.focus[1]:.0%}",
        caption=context.say_if(photo.caption),
        credit=photo.credit,
        is_illustration=photo.kind == "illustration",
    )


def undescribed_image(picture: PreparedPicture | None) -> ImageView | None:
    """A picture that stands beside its words and needs none of its own: a portrait, the picture of a category."""
    return _image_without_texts(picture) if picture else None


def _image_without_texts(picture: PreparedPicture) -> ImageView:
    """The picture's files by type, in the recipe's order; the fallback stands in the `img` itself."""
    fallback = picture.fallback
    better = [made for made in picture.renditions if made.type != fallback.type]
    sources = (
        PictureSource(
            kind,
            tuple(
                SrcsetCandidate(photo_address(made.name), made.frame_width, made.frame_width < made.width)
                for made in sorted(files, key=lambda made: made.width)
            ),
        )
        for kind, files in groupby(better, lambda made: made.type)
    )
    return ImageView(
        alt=LocalText(""),
        address=photo_address(fallback.name),
        width=fallback.width,
        height=fallback.height,
        colour=picture.colour,
        sources=tuple(sources),
    )


@dataclass(frozen=True, slots=True)
class HarvestMonths:
    """The months of harvest, solar or lunar; `in_season` is true if today's month is one of them (solar only)."""

    numbers: tuple[int, ...]
    is_lunar: bool
    in_season: bool


@dataclass(frozen=True, slots=True)
class SchemeTerm:
    """A scheme of which the product has a certificate, and the certificate's last day, if it is known."""

    scheme: str
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class FilterKeys:
    """The filter keys of a card (data attributes)."""

    group: str
    category: str | None
    communes: tuple[str, ...]
    kind: str | None
    schemes: tuple[SchemeTerm, ...]


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product in a list."""

    slug: str
    code: str
    address: str
    name: LocalText
    photo: ImageView | None
    decision: Decision
    standings: tuple[Standing, ...]
    place: LocalText | None
    harvest: HarvestMonths | None
    filter_keys: FilterKeys


def product_card(product: Product, context: Context) -> ProductCard:
    """The product's card; made once for each language and reused."""
    key = ("card", product.slug)
    if key in context.memo:
        return cast(ProductCard, context.memo[key])
    cover = product.photos[0] if product.photos else None
    # OCOP is no scheme among others: the status tells of it.
    schemes = (SchemeTerm(each.scheme, each.expires) for each in product.certificates if each.scheme != OCOP_SCHEME)
    card = ProductCard(
        slug=product.slug,
        code=product.code,
        address=context.urls.product(product.slug, context.lang),
        name=context.say(product.name),
        photo=image_view(cover, product.slug, context) if cover else None,
        decision=context.decisions[product.slug],
        standings=standings(context.decisions[product.slug], context.words),
        place=place_name(product, context),
        harvest=harvest_months(product.season, context.today),
        filter_keys=FilterKeys(
            group=product.group,
            category=product.category,
            communes=tuple(dict.fromkeys(product.origin.commune)),
            kind=product.producer.kind if product.producer else None,
            schemes=tuple(dict.fromkeys(schemes)),
        ),
    )
    context.memo[key] = card
    return card


def product_cards(products: Iterable[Product], context: Context) -> tuple[ProductCard, ...]:
    """The products as a list shows them: certificates in force first, then by name."""
    return tuple(sorted((product_card(product, context) for product in products), key=card_sort_key))


def card_sort_key(card: ProductCard) -> tuple[int, int]:
    """Sorts a list that is in Vietnamese order: by the rank of the status, then by the stars that are shown."""
    return card.decision.status.rule.rank, -card.decision.stars if card.decision.shows_stars else 0


def place_name(product: Product, context: Context) -> LocalText | None:
    """The commune of today, all of several, or the wider area where no source names one."""
    communes = context.communes_of(product.origin)
    if len(communes) < 2:
        return context.say(communes[0].name) if communes else context.say_if(product.origin.area)
    # One sentence is in one language: where a name has no translation, all of it is Vietnamese.
    is_translated = all(commune.name.language(context.lang) == context.lang for commune in communes)
    lang = context.lang if is_translated else FALLBACK_LANGUAGE
    first, *others = (commune.name[lang] for commune in communes)
    if lang == FALLBACK_LANGUAGE:
        others = list(map(uncapitalised, others))
    return LocalText(say_list([first, *others], lang), "" if lang == context.lang else lang)


def harvest_months(season: Season, today: date) -> HarvestMonths | None:
    """The months of harvest; lunar ones are never taken for today's, the browser knows the lunar calendar."""
    if not season.harvest:
        return None
    lunar = season.calendar == "lunar"
    return HarvestMonths(season.harvest, is_lunar=lunar, in_season=not lunar and today.month in season.harvest)
