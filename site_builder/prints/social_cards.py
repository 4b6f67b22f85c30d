"""Social cards: the preview picture of a shared link (og:image), 1200 × 630 pixels, JPEG.

Products, events and articles have cards of their own, every other page uses that of the site. A card is cached under a
digest of all its inputs, so a build that has all of them does not load Typst.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from ..cache import Cache, store_file
from ..catalogue.product import Photo, Product
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Event
from ..catalogue.vietnamese import format_day, format_days
from ..content.folder import PRODUCT_FILE, SETTINGS_FILE
from ..files import SocialCard
from ..media.recipe import AspectRatio, ImageEncoding, Pictures, Recipe
from ..messages import Problem
from ..theme_folder import Theme
from ..views.card import product_card
from ..views.context import Context
from . import typst

CARD_WIDTH, CARD_HEIGHT = 1200, 630
CARD_TEMPLATE = "social-card.typ"
CARD_THEME_FILES = (CARD_TEMPLATE, "lib.typ", "weave.svg")
"""Files of the theme that every card depends on."""
PANORAMA_FILE = "assets/images/panorama.webp"
"""The drawing of the theme, where the home page has no picture of its own."""
SIDE_PHOTO_RECIPE = Recipe(
    widths=(), formats=(), fallback=ImageEncoding("jpeg", 92), fallback_width=600, frame=AspectRatio(600, 609)
)
"""The photo to the left of the words."""
WIDE_PICTURE_RECIPE = Recipe(
    widths=(), formats=(), fallback=ImageEncoding("jpeg", 92), fallback_width=1200, frame=AspectRatio(1200, 350)
)
"""The picture over the whole width."""
CARD_QUALITIES = (86, 80, 72, 62, 50, 40)
MAX_CARD_BYTES = 150_000
"""Bytes: the best quality that fits is taken."""
CARDS_PER_BATCH = 24
"""Cards that are typeset at once: each takes 2 MB of pixels until it is encoded."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What one card says. `stars` is 0 where none may be shown; `sign` stands before `place`."""

    lang: str
    name: str
    brand: str
    photo: str | None
    label: str | None
    wide: bool = False
    stars: int = 0
    state: str | None = None
    state_text: str = ""
    state_beside: str = ""
    place: str | None = None
    sign: str = "pin"


@dataclass(frozen=True, slots=True)
class CardRequest:
    """A card to make: its page's address, its text, its picture, its name without digest, the file that it is about."""

    page: str
    words: CardText
    picture: Path | None
    name: str
    source: str = SETTINGS_FILE


def social_cards(
    contexts: Iterable[Context], pictures: Pictures, theme: Theme, cache: Cache, content: Path
) -> tuple[dict[str, SocialCard], list[Problem]]:
    """The cards by the address of their page, that of the site under the home page's; problems of those that fail.

    They are made where `cache` has none. `pictures` are those made by `SIDE_PHOTO_RECIPE` and `WIDE_PICTURE_RECIPE`;
    `content` is the folder of the products.
    """
    wanted = [one for context in contexts for one in _card_requests(context, pictures, theme)]
    made = (f"pillow {version('pillow')}", json.dumps((CARD_QUALITIES, MAX_CARD_BYTES)))
    mark = typst.typeset_digest(theme, CARD_THEME_FILES, *made)
    stems = {one.page: f"{one.name}-{_card_digest(one, mark)}" for one in wanted}
    missing = [one for one in wanted if not cache.find(stems[one.page])]
    document = partial(_cards_document, theme=theme, near=cache.folder)
    problems: dict[str, Problem] = {}
    for at in range(0, len(missing), CARDS_PER_BATCH):
        for one, png in typst.typeset_pages(missing[at : at + CARDS_PER_BATCH], document):
            stem = stems[one.page]
            if isinstance(png, bytes):
                cache.keep(stem, [store_file(cache.folder, f"{stem}.jpg", _encode_card(png))])
            else:
                file = f"{content.as_posix()}/{one.source}"
                problems[one.page] = png.problem(file, "card_failed", language=one.words.lang, name=one.words.name)
    files = {one: f"{stems[one.page]}.jpg" for one in wanted if one.page not in problems}
    cards = {one.page: SocialCard(cache.folder / file, file, one.words.name) for one, file in files.items()}
    return cards, list(problems.values())


def _card_requests(context: Context, pictures: Pictures, theme: Theme) -> Iterator[CardRequest]:
    settings = context.catalogue.settings
    home = settings.home.picture
    whole = (
        pictures[PICTURES_FOLDER, home].fallback.file
        if home and (PICTURES_FOLDER, home) in pictures
        else theme.find(PANORAMA_FILE)
    )
    yield CardRequest(context.urls.home(context.lang), _site_card_text(context, whole), whole, f"site-{context.lang}")
    for product in context.catalogue.products:
        picture = _cover_file(product.slug, product.photos, pictures)
        words = _product_card_text(product, context, picture)
        yield CardRequest(
            page=context.urls.product(product.slug, context.lang),
            words=words,
            picture=picture,
            name=f"{product.slug}-{context.lang}",
            source=f"{product.slug}/{PRODUCT_FILE}",
        )
    for event in settings.events:
        picture = _cover_file(PICTURES_FOLDER, event.photos, pictures)
        words = _event_card_text(event, context, picture)
        yield CardRequest(context.urls.event(event.key, context.lang), words, picture, f"{event.key}-{context.lang}")
    for stem, article in context.news.items():
        picture = _cover_file(NEWS_FOLDER, article.photos, pictures)
        yield CardRequest(
            page=context.urls.article(stem, context.lang),
            words=_article_card_text(article, context, picture),
            picture=picture,
            name=f"{stem}-{context.lang}",
            source=f"{NEWS_FOLDER}/{stem}.{article.lang}.md",
        )


def _cover_file(owner: str, photos: Sequence[Photo], pictures: Pictures) -> Path | None:
    found = pictures.get((owner, photos[0].file)) if photos else None
    return found.fallback.file if found else None


def _site_card_text(context: Context, picture: Path | None) -> CardText:
    site = context.catalogue.settings.site
    name = context.say(site.name).text
    about = site.description or site.tagline
    place = context.say(about).text if about else None
    return CardText(
        lang=context.lang, name=name, brand=name, photo=_image_name(picture), label=None, wide=True, place=place
    )


def _product_card_text(product: Product, context: Context, picture: Path | None) -> CardText:
    shown = product_card(product, context)
    decision = shown.decision
    return CardText(
        lang=context.lang,
        name=shown.name.text,
        brand=context.say(context.catalogue.settings.site.name).text,
        photo=_image_name(picture),
        label=_illustration_label(product.photos, picture, context),
        stars=decision.stars if decision.shows_stars else 0,
        state=decision.status,
        state_text=context.words("stars.ocop", n=decision.stars)
        if decision.shows_stars
        else context.words(f"status.{decision.status}"),
        state_beside="" if decision.shows_stars else shown.standings[0].beside,
        place=shown.place.text if shown.place else None,
    )


def _event_card_text(event: Event, context: Context, picture: Path | None) -> CardText:
    place = f", {context.say(event.place).text}" if event.place else ""
    return CardText(
        lang=context.lang,
        name=context.say(event.name).text,
        brand=context.say(context.catalogue.settings.site.name).text,
        photo=_image_name(picture),
        label=_illustration_label(event.photos, picture, context),
        place=format_days(event.runs, context.lang) + place,
        sign="calendar",
    )


def _article_card_text(article: Article, context: Context, picture: Path | None) -> CardText:
    place = f", {article.place}" if article.place else ""
    return CardText(
        lang=article.lang,
        name=article.title,
        brand=context.say(context.catalogue.settings.site.name).text,
        photo=_image_name(picture),
        label=_illustration_label(article.photos, picture, context),
        place=format_day(article.date, article.lang) + place,
        sign="calendar",
    )


def _image_name(picture: Path | None) -> str | None:
    """The name under which the template finds the picture; names in the cache tell what is in them."""
    return picture.name if picture else None


def _illustration_label(photos: Sequence[Photo], picture: Path | None, context: Context) -> str | None:
    return context.words("card.illustration") if picture and photos[0].kind == "illustration" else None


def _card_digest(one: CardRequest, mark: bytes) -> str:
    """The digest of one card. The theme's panorama is read, for only its name does not change with its content."""
    drawn = one.picture.read_bytes() if one.picture and one.picture.suffix == ".webp" else b""
    told = json.dumps(asdict(one.words), ensure_ascii=False, sort_keys=True).encode()
    return sha256(mark + told + drawn).hexdigest()[:12]


def _cards_document(batch: Sequence[CardRequest], theme: Theme, near: Path) -> typst.TypstDocument:
    images = {one.picture.name: one.picture for one in batch if one.picture}
    data = {"cards": [asdict(one.words) for one in batch]}
    return typst.TypstDocument(CARD_TEMPLATE, theme, day=typst.UNDATED, data=data, images=images, near=near)


def _encode_card(png: bytes) -> bytes:
    """The page as the best JPEG that is light enough."""
    from PIL import Image

    with Image.open(BytesIO(png)) as page:
        pixels = page.convert("RGB")
    made = b""
    for quality in CARD_QUALITIES:
        out = BytesIO()
        pixels.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        made = out.getvalue()
        if len(made) <= MAX_CARD_BYTES:
            break
    return made
