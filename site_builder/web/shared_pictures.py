"""The picture of each page that is shown where somebody links to it (og:image): its card, else its photo.

Cards are not made where they are not wanted (`social_cards: false`), where there is no extra `print`, and where one
cannot be typeset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalogue.product import Photo
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER
from ..files import SocialCard
from ..views.context import Context
from ..views.urls import photo_address, social_card_address

CARD_WIDTH, CARD_HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A JPEG of the site and what it shows in words."""

    address: str
    alt: str
    width: int
    height: int


def shared_pictures(contexts: Iterable[Context], cards: Mapping[str, SocialCard]) -> Mapping[str, SharedPicture]:
    """The picture by the address of its page; that of the home page serves all pages without one of their own.

    None while the site's address is not known: pictures are named by whole addresses.
    """
    photos = {page: picture for context in contexts if context.site_url for page, picture in _photos(context)}
    made = {
        page: SharedPicture(social_card_address(card.name), card.alt, width=CARD_WIDTH, height=CARD_HEIGHT)
        for page, card in cards.items()
    }
    return photos | made


def _photos(context: Context) -> Iterator[tuple[str, SharedPicture]]:
    catalogue, urls, lang = context.catalogue, context.urls, context.lang
    covers = {product.slug: _cover(product.slug, product.photos, context) for product in catalogue.products}
    first = [*catalogue.settings.home.featured, *(product.slug for product in catalogue.products if product.featured)]
    whole = next((cover for slug in (*first, *covers) if (cover := covers.get(slug))), None)
    yield from ((urls.home(lang), one) for one in (whole,) if one)
    yield from ((urls.product(slug, lang), cover) for slug, cover in covers.items() if cover)
    for event in catalogue.settings.events:
        if picture := _cover(PICTURES_FOLDER, event.photos, context):
            yield urls.event(event.key, lang), picture
    for stem, article in context.news.items():
        if picture := _cover(NEWS_FOLDER, article.photos, context):
            yield urls.article(stem, lang), picture


def _cover(owner: str, photos: Sequence[Photo], context: Context) -> SharedPicture | None:
    found = context.pictures.get((owner, photos[0].file)) if photos else None
    if not found:
        return None
    file = found.fallback
    return SharedPicture(photo_address(file.name), context.say(photos[0].alt).text, file.width, file.height)
