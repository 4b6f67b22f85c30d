"""Social cards: the picture that a link to a page brings along on Zalo or Facebook, 1200 × 630 pixels, JPEG.

Products and events have cards of their own, every other page shows that of the site. A card is kept under the digest
of everything it is made from, so a build that has them all makes none and does not load Typst.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from ..media.cache import Cache
from ..media.plan import Encoding, Frame, Picture, Recipe
from ..model import Photo, Product
from ..pages.scene import Scene
from ..pages.views import card as card_view
from ..pages.views_event import PICTURES, span
from ..showcase import Event
from ..theme_folder import Theme
from . import typeset

WIDTH, HEIGHT = 1200, 630
TYPE = "image/jpeg"
TEMPLATE = "card.typ"
MADE_FROM = (TEMPLATE, "lib.typ", "weave.svg")
"""Files of the theme that every card depends on."""
PANORAMA = "assets/images/panorama.webp"
"""The drawing of the theme, where the home page has no picture of its own."""
BESIDE = Recipe(widths=(), formats=(), fallback=Encoding("jpeg", 92), fallback_width=600, frame=Frame(600, 609))
"""The photo to the left of the words."""
WHOLE = Recipe(widths=(), formats=(), fallback=Encoding("jpeg", 92), fallback_width=1200, frame=Frame(1200, 350))
"""The picture over the whole width."""
QUALITIES = (86, 80, 72, 62, 50, 40)
LARGEST = 150_000
"""Bytes: the best quality that fits is taken."""
BATCH = 24
"""Cards that are set at once: each is 2 MB of pixels until it is pressed."""


@dataclass(frozen=True, slots=True)
class Words:
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
    place: str | None = None
    sign: str = "pin"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A card to be made: the address of its page, its words and its picture, what it is called."""

    page: str
    words: Words
    picture: Path | None
    name: str


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A card: the file in the cache, the name it is published under, what it shows in words."""

    file: Path
    name: str
    alt: str


def social_cards(
    scenes: Iterable[Scene], pictures: Mapping[tuple[str, str], Picture], theme: Theme, cache: Path
) -> dict[str, SocialCard]:
    """The cards by the address of their page, that of the site under the home page's; made where `cache` has none.

    `pictures` are those made by `BESIDE` and `WHOLE`.
    """
    wanted = [one for scene in scenes for one in _wanted(scene, pictures, theme)]
    made = (f"pillow {version('pillow')}", repr((QUALITIES, LARGEST)))
    kept, mark = Cache(cache), typeset.mark(theme, MADE_FROM, *made)
    stems = {one.page: f"{one.name}-{_digest(one, mark)}" for one in wanted}
    missing = [one for one in wanted if not kept.find(stems[one.page])]
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        for one, png in zip(batch, _set(batch, theme, kept.folder), strict=True):
            kept.put(stems[one.page], "jpg", TYPE, _jpeg(png), (WIDTH, HEIGHT))
    names = {page: f"{stem}.jpg" for page, stem in stems.items()}
    return {one.page: SocialCard(kept.folder / names[one.page], names[one.page], one.words.name) for one in wanted}


def _wanted(scene: Scene, pictures: Mapping[tuple[str, str], Picture], theme: Theme) -> Iterator[Wanted]:
    settings = scene.catalogue.settings
    home = settings.home.picture
    whole = pictures[PICTURES, home].fallback.file if home and (PICTURES, home) in pictures else theme.find(PANORAMA)
    yield Wanted(scene.urls.home(scene.lang), _of_site(scene, whole), whole, f"site-{scene.lang}")
    for product in scene.catalogue.products:
        picture = _cover(product.slug, product.photos, pictures)
        words = _of_product(product, scene, picture)
        yield Wanted(scene.urls.product(product.slug, scene.lang), words, picture, f"{product.slug}-{scene.lang}")
    for event in settings.events:
        picture = _cover(PICTURES, event.photos, pictures)
        words = _of_event(event, scene, picture)
        yield Wanted(scene.urls.event(event.key, scene.lang), words, picture, f"{event.key}-{scene.lang}")


def _cover(owner: str, photos: Sequence[Photo], pictures: Mapping[tuple[str, str], Picture]) -> Path | None:
    found = pictures.get((owner, photos[0].file)) if photos else None
    return found.fallback.file if found else None


def _of_site(scene: Scene, picture: Path | None) -> Words:
    site = scene.catalogue.settings.site
    name = scene.say(site.name).text
    about = site.description or site.tagline
    place = scene.say(about).text if about else None
    return Words(scene.lang, name, name, _file(picture), None, wide=True, place=place)


def _of_product(product: Product, scene: Scene, picture: Path | None) -> Words:
    shown = card_view(product, scene)
    grade = shown.grade
    return Words(
        lang=scene.lang,
        name=shown.name.text,
        brand=scene.say(scene.catalogue.settings.site.name).text,
        photo=_file(picture),
        label=_label(product.photos, picture, scene),
        stars=grade.stars if grade.shown else 0,
        state=grade.state,
        state_text=scene.words("stars.ocop", n=grade.stars) if grade.shown else grade.text,
        place=shown.place.text if shown.place else None,
    )


def _of_event(event: Event, scene: Scene, picture: Path | None) -> Words:
    place = f", {scene.say(event.place).text}" if event.place else ""
    return Words(
        lang=scene.lang,
        name=scene.say(event.name).text,
        brand=scene.say(scene.catalogue.settings.site.name).text,
        photo=_file(picture),
        label=_label(event.photos, picture, scene),
        place=span(event.dates, scene.lang) + place,
        sign="calendar",
    )


def _file(picture: Path | None) -> str | None:
    """The name under which the template finds the picture; names in the cache tell what is in them."""
    return picture.name if picture else None


def _label(photos: Sequence[Photo], picture: Path | None, scene: Scene) -> str | None:
    return scene.words("card.illustration") if picture and photos[0].kind == "illustration" else None


def _digest(one: Wanted, mark: bytes) -> str:
    """The digest of one card. The theme's drawing alone keeps its name when it changes."""
    drawn = one.picture.read_bytes() if one.picture and one.picture.suffix == ".webp" else b""
    told = json.dumps(asdict(one.words), ensure_ascii=False, sort_keys=True).encode()
    return sha256(mark + told + drawn).hexdigest()[:12]


def _set(batch: Sequence[Wanted], theme: Theme, near: Path) -> tuple[bytes, ...]:
    images = {one.picture.name: one.picture for one in batch if one.picture}
    data = {"cards": [asdict(one.words) for one in batch]}
    return typeset.png(typeset.Work(TEMPLATE, theme, typeset.NO_DAY, data, images, near))


def _jpeg(png: bytes) -> bytes:
    """The page as the best JPEG that is light enough."""
    from PIL import Image

    with Image.open(BytesIO(png)) as page:
        pixels = page.convert("RGB")
    made = b""
    for quality in QUALITIES:
        out = BytesIO()
        pixels.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        made = out.getvalue()
        if len(made) <= LARGEST:
            break
    return made
