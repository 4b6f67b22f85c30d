"""The steps from a catalogue and its pictures to the files of the site, read top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from ..content.boundaries import boundaries
from ..media.fonts import sparse, subset
from ..media.plan import Picture
from ..prints.address import addresses
from ..prints.codes import code_files, draft_mark
from ..prints.sheet import sheets
from ..prints.social import SocialCard, social_cards
from ..prints.visit import visit_sheets
from ..problems import CatalogueError, Problem
from ..showcase import Catalogue
from ..theme_folder import PACKAGED, Theme
from . import display, offline
from .assets import Assets, bundle
from .documents import documents
from .environment import Templates
from .frame import frame
from .kept import Kept, load, product_digests, world
from .landing import Landings, landing_characters
from .links import dead_links
from .lists import list_pages
from .main_pages import MainPages
from .page import Output, Page
from .policy import headers
from .products import product_pages
from .scene import Scene, urls_of
from .search import index
from .seo import robots, sitemap
from .shell import Shell
from .sprite import Sprite
from .urls import asset, clashes, sheet, social_card
from .words import Words, load_all

ERROR_STYLE = "error.css"
"""Stands inside the 'not found' page, which is shown at any depth; it names no file."""
WITHIN = (ERROR_STYLE, offline.SCRIPT)
"""Files of the theme that are published within another."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages are made with besides the content.

    `site_url` is '' where it is not known; then pages have no canonical address and there is no sitemap. `content` is
    the folder of the products, `cache` where compiled templates and cut fonts are kept, if anywhere, `scans` those
    scans of certificates that are pictures, `card_pictures` what the social cards show (None: there are none).
    `sheets`: whether products and events have one of paper. `live`: for the preview. `qr_files`: whether the site holds
    the drawings of its codes. `display_pictures` are the covers that the display shows on large screens.
    """

    site_url: str
    content: Path
    theme: Theme = field(default_factory=lambda: Theme((PACKAGED,)))
    cache: Path | None = None
    scans: Mapping[tuple[str, str], Picture] = field(default_factory=dict)
    card_pictures: Mapping[tuple[str, str], Picture] | None = None
    sheets: bool = False
    live: bool = False
    qr_files: bool = True
    display_pictures: Mapping[tuple[str, str], Picture] = field(default_factory=dict)

    @property
    def prints(self) -> bool:
        """Whether there are sheets of paper: they are kept, or every build would set them all."""
        return self.sheets and self.cache is not None


def compose(
    catalogue: Catalogue, pictures: Mapping[tuple[str, str], Picture], around: Surroundings, today: date
) -> tuple[Output, ...]:
    """Every file of the site but the photos. Raises CatalogueError for links and addresses that cannot be."""
    words = load_all(catalogue.settings.languages, around.theme)
    urls = urls_of(catalogue, words)
    assets = _assets(catalogue, words, around)
    scans = documents(catalogue, around.content, around.scans)
    scans_at = {key: scan.path for key, scan in scans.items()}
    codes = addresses(around.site_url, catalogue.settings.site.short_url, around.qr_files)
    known = (urls, catalogue, pictures, today, scans_at, around.site_url, codes, around.prints)
    shapes = boundaries(catalogue.settings, around.content)
    scenes = {lang: Scene(lang, words[lang], *known, boundaries=shapes) for lang in urls.languages}
    _refuse_dead_links(scenes[urls.languages[0]], around.content)
    kept = _kept(scenes[urls.languages[0]], words, assets, around)
    searched = {f"search.{lang}.js": index(scene, words) for lang, scene in scenes.items()}
    assets = assets.with_files({**searched, display.DATA: display.data(scenes, kept, around.display_pictures)})
    templates = Templates(around.theme, words, urls, assets.address, around.cache, kept)
    frames = {lang: frame(scene, words, around.site_url, assets.preload, around.live) for lang, scene in scenes.items()}
    cards = _cards(scenes.values(), around)
    shell = Shell(templates, frames, _sprite(templates, assets), cards)
    mains = {lang: MainPages(scene, templates, frames[lang]) for lang, scene in scenes.items()}
    papers = _papers(scenes.values(), kept, around)
    made = (page for lang in urls.languages for page in _pages(scenes[lang], templates, mains[lang], papers))
    filled, pages = _fill(chain(made, () if around.live else offline.pages(scenes, templates)), shell)
    bare = replace(frames[urls.languages[0]], fonts=assets.landing_preload)
    behind = tuple(Landings(scenes, templates, shell.sprite, bare).all())
    shown = display.pages(scenes, templates, shell.sprite, live=around.live)
    drawn = code_files(catalogue, codes, draft_mark(words), around.cache)
    kept.save(around.cache)
    _refuse_clashes(pages, around.content)
    beside = _beside(pages, shell, mains[urls.languages[0]], assets, around.site_url)
    phone = () if around.live else offline.phone(scenes, assets, filled)
    printed = (Output(sheet(address), file) for address, file in {**papers, **_booths(scenes, around)}.items())
    return (*filled, *behind, *shown, *drawn, *beside, *phone, *_files(cards), *printed, *scans.values())


def _cards(scenes: Iterable[Scene], around: Surroundings) -> Mapping[str, SocialCard]:
    if around.card_pictures is None or around.cache is None:
        return {}
    return social_cards(scenes, around.card_pictures, around.theme, around.cache)


def _files(cards: Mapping[str, SocialCard]) -> Iterator[Output]:
    return (Output(social_card(card.name), card.file) for card in cards.values())


def _papers(scenes: Iterable[Scene], kept: Kept, around: Surroundings) -> Mapping[str, Path]:
    if not around.prints or around.cache is None:
        return {}
    return sheets(scenes, kept, around.theme, around.cache)


def _booths(scenes: Mapping[str, Scene], around: Surroundings) -> Mapping[str, Path]:
    """The sheets for the booths of events by the address of the event's page in the first language."""
    if not around.prints or around.cache is None:
        return {}
    made, first = visit_sheets(scenes, around.theme, around.cache), next(iter(scenes.values()))
    return {first.urls.event(key, first.lang): file for key, file in made.items()}


def _fill(made: Iterable[Page], shell: Shell) -> tuple[list[Output], list[Page]]:
    """The documents, and the pages without what is in them now: two thousand pages are not held twice."""
    filled: list[Output] = []
    pages: list[Page] = []
    for page in made:
        filled += [Output(page.address, shell.fill(page)), *page.beside]
        pages.append(replace(page, body=Markup(), dock=Markup(), beside=()))
    return filled, pages


def _kept(scene: Scene, words: Mapping[str, Words], assets: Assets, around: Surroundings) -> Kept:
    """What the last build left; all pages show the settings, the words, the addresses of the theme's files, the day."""
    facts = (
        scene.catalogue.settings.model_dump_json(),
        repr([each.forms for each in words.values()]),
        repr([file.address for file in assets.files.values()]),
        scene.today.isoformat(),
        repr(scene.urls),
        scene.site_url,
        repr(scene.codes),
    )
    digests = product_digests(scene.catalogue.products, scene.pictures, scene.documents)
    return load(around.cache, world(around.theme, *facts), digests)


def _assets(catalogue: Catalogue, words: Mapping[str, Words], around: Surroundings) -> Assets:
    scanned = sparse(landing_characters(catalogue, words), around.cache)
    return bundle(around.theme, subset(_characters(catalogue, words), around.cache), scanned)


def _characters(catalogue: Catalogue, words: Mapping[str, Words]) -> set[str]:
    """Every character that may be shown."""
    return set(catalogue.model_dump_json()).union(*(each.characters for each in words.values()))


def _sprite(templates: Templates, assets: Assets) -> Sprite:
    lang = next(iter(templates.words))
    scripts = (file.data.decode() for name, file in assets.files.items() if name.endswith(".js"))
    return Sprite.parse(templates.render("icons.svg", lang, ""), scripts)


def _pages(scene: Scene, templates: Templates, mains: MainPages, papers: Mapping[str, Path]) -> Iterator[Page]:
    yield from mains.all()
    for page in product_pages(scene, templates):
        yield replace(page, document=sheet(page.address)) if page.address in papers else page
    yield from list_pages(scene, templates)


def _beside(pages: Sequence[Page], shell: Shell, mains: MainPages, assets: Assets, site_url: str) -> Iterator[Output]:
    """What is not a page of the catalogue: 'not found', files for machines, files of the theme."""
    root = urlsplit(site_url).path.rstrip("/") + "/"
    style = assets.files[ERROR_STYLE].data.decode().replace("url(", f"url({root}{asset('')}")
    missing = mains.not_found(root)
    yield Output(missing.address, shell.fill_at(missing, root, Markup(style)))
    yield robots(site_url)
    yield headers()
    yield Output(".nojekyll", b"")
    if site_url:
        yield sitemap(pages, site_url)
    yield from (Output(file.address, file.data) for name, file in assets.files.items() if name not in WITHIN)


def _refuse_dead_links(scene: Scene, content: Path) -> None:
    _refuse(
        Problem(f"{content.as_posix()}/{file}", "page_link", params={"found": name}) for file, name in dead_links(scene)
    )


def _refuse_clashes(pages: Sequence[Page], content: Path) -> None:
    titles = {page.address: page.title for page in reversed(pages)}
    _refuse(
        Problem(content.as_posix(), "page_address", params={"found": second, "first": titles[first]})
        for first, second in clashes(page.address for page in pages)
    )


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CatalogueError(found)
