"""The card of a product in a list, its photo at every size, and its OCOP status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import cast

from ..catalogue.product import Photo, Product, Season
from ..catalogue.programme import OcopStatus
from ..media.recipe import PreparedPicture, Rendition
from .context import Context, LocalText
from .urls import photo_address

PHONE_MAX_WIDTH = 800
"""Pixels: the widest rendition offered to phones, which at three pixels a point would fetch more than they can show."""


@dataclass(frozen=True, slots=True)
class SrcsetCandidate:
    """One file of a picture and its width in pixels."""

    address: str
    width: int


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A <source> element: the files of one media type, narrow to wide."""

    type: str
    candidates: tuple[SrcsetCandidate, ...]

    def srcset(self, base: str) -> str:
        """The attribute's value on a page from which `base` leads to the root."""
        return ", ".join([f"{base}{c.address} {c.width}w" for c in self.candidates])

    def narrow_srcset(self, base: str) -> str:
        """`srcset` for phones: nothing wider than `PHONE_MAX_WIDTH`, unless there is nothing else."""
        fitting = [c for c in self.candidates if c.width <= PHONE_MAX_WIDTH] or self.candidates[:1]
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


def undescribed_image(owner: str, file: str, context: Context) -> ImageView | None:
    """A picture that stands beside its words and needs none of its own: a portrait, the picture of a category."""
    picture = context.pictures.get((owner, file))
    return _image_without_texts(picture) if picture else None


def _image_without_texts(picture: PreparedPicture) -> ImageView:
    fallback = picture.fallback
    return ImageView(
        alt=LocalText(""),
        address=photo_address(fallback.name),
        width=fallback.width,
        height=fallback.height,
        colour=picture.colour,
        sources=_picture_sources(picture),
    )


def _picture_sources(picture: PreparedPicture) -> tuple[PictureSource, ...]:
    """The renditions by type, in the recipe's order; the fallback stands in the `img` itself."""
    better = [r for r in picture.renditions if r.type != picture.fallback.type]
    return tuple(
        PictureSource(kind, _srcset_candidates(list(files))) for kind, files in groupby(better, lambda r: r.type)
    )


def _srcset_candidates(renditions: list[Rendition]) -> tuple[SrcsetCandidate, ...]:
    return tuple(SrcsetCandidate(photo_address(r.name), r.width) for r in sorted(renditions, key=lambda r: r.width))


@dataclass(frozen=True, slots=True)
class OcopRating:
    """The OCOP rating of a product on the day of the build: status, stars and dates.

    `text` is the status in words. `stars` is what its certificate says, `shown` whether it may be shown as stars.
    With `issued` and `expires` the browser judges again on the day of reading.
    """

    status: OcopStatus
    text: str
    stars: int = 0
    issued: date | None = None
    expires: date | None = None

    @property
    def shown(self) -> bool:
        return self.status.rule.stars


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
    commune: str | None
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
    grade: OcopRating
    place: LocalText | None
    harvest: HarvestMonths | None
    filter_keys: FilterKeys


def product_card(product: Product, context: Context) -> ProductCard:
    """The product's card; made once for each language and reused."""
    key = ("card", product.slug)
    if key not in context.memo:
        context.memo[key] = _make_product_card(product, context)
    return cast(ProductCard, context.memo[key])


def _make_product_card(product: Product, context: Context) -> ProductCard:
    cover = product.photos[0] if product.photos else None
    return ProductCard(
        slug=product.slug,
        code=product.code,
        address=context.urls.product(product.slug, context.lang),
        name=context.say(product.name),
        photo=image_view(cover, product.slug, context) if cover else None,
        grade=ocop_rating(product, context),
        place=place_name(product, context),
        harvest=harvest_months(product.season, context),
        filter_keys=_filter_keys(product),
    )


def product_cards(products: Iterable[Product], context: Context) -> tuple[ProductCard, ...]:
    """The products as a list shows them: grades in force first, then by name."""
    return tuple(sorted((product_card(product, context) for product in products), key=card_sort_key))


def card_sort_key(card: ProductCard) -> tuple[int, int]:
    """Sorts a list that is in Vietnamese order: by the rank of the status, then by the stars that are shown."""
    return card.grade.status.rule.rank, -card.grade.stars if card.grade.shown else 0


def ocop_rating(product: Product, context: Context) -> OcopRating:
    """The decision on the product, with its words."""
    decision = context.decisions[product.slug]
    return OcopRating(
        status=decision.status,
        text=context.words(f"status.{decision.status}"),
        stars=decision.stars,
        issued=decision.issued,
        expires=decision.expires,
    )


def place_name(product: Product, context: Context) -> LocalText | None:
    """The commune of today, or the wider area where no source names one."""
    commune = context.communes.get(product.origin.commune or "")
    return context.say(commune.name) if commune else context.say_if(product.origin.area)


def harvest_months(season: Season, context: Context) -> HarvestMonths | None:
    """The months of harvest; lunar ones are never taken for today's, the browser knows the lunar calendar."""
    if not season.harvest:
        return None
    lunar = season.calendar == "lunar"
    return HarvestMonths(season.harvest, is_lunar=lunar, in_season=not lunar and context.today.month in season.harvest)


def _filter_keys(product: Product) -> FilterKeys:
    return FilterKeys(
        group=product.group,
        category=product.category,
        commune=product.origin.commune,
        kind=product.producer.kind if product.producer else None,
        schemes=tuple(
            dict.fromkeys(SchemeTerm(c.scheme, c.expires) for c in product.certificates if c.scheme != "ocop")
        ),
    )
