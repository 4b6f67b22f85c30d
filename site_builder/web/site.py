"""Composes the site: the steps from a catalogue and its pictures to all files, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from ..catalogue.showcase import Catalogue
from ..content.folder import load_boundaries
from ..files import OutputFile, SocialCard
from ..media.fonts import subset_fonts, subset_upright_fonts
from ..media.recipe import PreparedPicture
from ..messages import CatalogueError, Problem
from ..prints.code_files import code_files, draft_text
from ..prints.event_sheet import event_sheets
from ..prints.sheet import product_sheets
from ..prints.social_cards import social_cards
from ..theme_folder import PACKAGED_FOLDER, Theme
from ..views import display
from ..views.context import Context, site_urls
from ..views.kept import PageCache, inputs_digest, load_page_cache, product_digests
from ..views.markdown import dead_links
from ..views.urls import asset_address, case_clashes, sheet_address, short_links, social_card_address
from ..views.words import Translations, load_all_translations
from . import host_files, kiosk
from .assets import Assets, bundle_assets
from .contact_files import published_scans
from .host_files import headers_file, robots, sitemap
from .landing import LandingPages, landing_characters
from .page import Page
from .pages import MainPages, list_pages, product_pages
from .search_index import search_index
from .shell import Shell, page_chrome
from .templates import Sprite, Templates

ERROR_PAGE_STYLE = "error.css"
"""Stands inside the 'not found' page, which is shown at any depth; it names no file."""
INLINED_FILES = (ERROR_PAGE_STYLE, host_files.WORKER_SCRIPT)
"""Assets that are inlined in other files and not published by themselves."""


@dataclass(frozen=True, slots=True)
class SiteInputs:
    """The inputs of the site besides the catalogue, its pictures and the day.

    `site_url` is '' where it is not known; then pages have no canonical address and there is no sitemap. `content` is
    the folder of the products, `cache` where compiled templates and cut fonts are kept, if anywhere, `scans` those
    scans of certificates that are pictures, `card_pictures` what the social cards show (None: there are none).
    `sheets`: whether products and events have one of paper. `live`: for the preview. `qr_files`: whether the site holds
    the drawings of its codes. `display_pictures` are the covers that the display shows on large screens.
    """

    site_url: str
    content: Path
    theme: Theme = field(default_factory=lambda: Theme((PACKAGED_FOLDER,)))
    cache: Path | None = None
    scans: Mapping[tuple[str, str], PreparedPicture] = field(default_factory=dict)
    card_pictures: Mapping[tuple[str, str], PreparedPicture] | None = None
    sheets: bool = False
    live: bool = False
    qr_files: bool = True
    display_pictures: Mapping[tuple[str, str], PreparedPicture] = field(default_factory=dict)

    @property
    def prints(self) -> bool:
        """Whether product sheets (PDF) are made: only with a cache, or every build would typeset all of them."""
        return self.sheets and self.cache is not None


def compose_site(
    catalogue: Catalogue, pictures: Mapping[tuple[str, str], PreparedPicture], around: SiteInputs, today: date
) -> tuple[OutputFile, ...]:
    """Every file of the site but the photos. Raises CatalogueError for links and addresses that cannot be."""
    words = load_all_translations(catalogue.settings.languages, around.theme)
    urls = site_urls(catalogue, words)
    assets = _site_assets(catalogue, words, around)
    scans = published_scans(catalogue, around.content, around.scans)
    scans_at = {key: scan.path for key, scan in scans.items()}
    codes = short_links(around.site_url, catalogue.settings.site.short_url, around.qr_files)
    known = (urls, catalogue, pictures, today, scans_at, around.site_url, codes, around.prints)
    shapes = load_boundaries(catalogue.settings, around.content)
    scenes = {lang: Context(lang, words[lang], *known, boundaries=shapes) for lang in urls.languages}
    _refuse_dead_links(scenes[urls.languages[0]], around.content)
    kept = _page_cache(scenes[urls.languages[0]], words, assets, around)
    searched = {f"search.{lang}.js": search_index(scene, words) for lang, scene in scenes.items()}
    assets = assets.with_files(
        {**searched, display.DATA_FILE: display.display_script(scenes, kept, around.display_pictures)}
    )
    templates = Templates(around.theme, words, urls, assets.address, around.cache, kept)
    frames = {
        lang: page_chrome(scene, words, around.site_url, assets.preload, around.live) for lang, scene in scenes.items()
    }
    cards = _social_cards(scenes.values(), around)
    shell = Shell(templates, frames, _icon_sprite(templates, assets), cards)
    mains = {lang: MainPages(scene, templates, frames[lang]) for lang, scene in scenes.items()}
    papers = _product_sheets(scenes.values(), kept, around)
    made = (page for lang in urls.languages for page in _catalogue_pages(scenes[lang], templates, mains[lang], papers))
    filled, pages = _fill_pages(chain(made, () if around.live else host_files.offline_pages(scenes, templates)), shell)
    bare = replace(frames[urls.languages[0]], fonts=assets.landing_preload)
    behind = tuple(LandingPages(scenes, templates, shell.sprite, bare).all())
    shown = kiosk.display_pages(scenes, templates, shell.sprite, live=around.live)
    drawn = code_files(catalogue, codes, draft_text(words), around.cache)
    kept.save(around.cache)
    _refuse_clashes(pages, around.content)
    beside = _host_files(pages, shell, mains[urls.languages[0]], assets, around.site_url)
    phone = () if around.live else host_files.app_files(scenes, assets, filled)
    printed = (
        OutputFile(sheet_address(address), file)
        for address, file in {**papers, **_event_sheets(scenes, around)}.items()
    )
    return (*filled, *behind, *shown, *drawn, *beside, *phone, *_social_card_files(cards), *printed, *scans.values())


def _social_cards(scenes: Iterable[Context], around: SiteInputs) -> Mapping[str, SocialCard]:
    if around.card_pictures is None or around.cache is None:
        return {}
    return social_cards(scenes, around.card_pictures, around.theme, around.cache)


def _social_card_files(cards: Mapping[str, SocialCard]) -> Iterator[OutputFile]:
    return (OutputFile(social_card_address(card.name), card.file) for card in cards.values())


def _product_sheets(scenes: Iterable[Context], kept: PageCache, around: SiteInputs) -> Mapping[str, Path]:
    if not around.prints or around.cache is None:
        return {}
    return product_sheets(scenes, kept, around.theme, around.cache)


def _event_sheets(scenes: Mapping[str, Context], around: SiteInputs) -> Mapping[str, Path]:
    """The sheets for the booths of events by the address of the event's page in the first language."""
    if not around.prints or around.cache is None:
        return {}
    made, first = event_sheets(scenes, around.theme, around.cache), next(iter(scenes.values()))
    return {first.urls.event(key, first.lang): file for key, file in made.items()}


def _fill_pages(made: Iterable[Page], shell: Shell) -> tuple[list[OutputFile], list[Page]]:
    """Put the shell around the pages: the output files, and the pages without their bodies, to save memory."""
    filled: list[OutputFile] = []
    pages: list[Page] = []
    for page in made:
        filled += [OutputFile(page.address, shell.fill(page)), *page.beside]
        pages.append(replace(page, body=Markup(), dock=Markup(), beside=()))
    return filled, pages


def _page_cache(scene: Context, words: Mapping[str, Translations], assets: Assets, around: SiteInputs) -> PageCache:
    """The page cache. Its common key covers what all pages show: settings, words, asset addresses, the day."""
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
    return load_page_cache(around.cache, inputs_digest(around.theme, *facts), digests)


def _site_assets(catalogue: Catalogue, words: Mapping[str, Translations], around: SiteInputs) -> Assets:
    scanned = subset_upright_fonts(landing_characters(catalogue, words), around.cache)
    return bundle_assets(around.theme, subset_fonts(_used_characters(catalogue, words), around.cache), scanned)


def _used_characters(catalogue: Catalogue, words: Mapping[str, Translations]) -> set[str]:
    """Every character that may be shown."""
    return set(catalogue.model_dump_json()).union(*(each.characters for each in words.values()))


def _icon_sprite(templates: Templates, assets: Assets) -> Sprite:
    lang = next(iter(templates.words))
    scripts = (file.data.decode() for name, file in assets.files.items() if name.endswith(".js"))
    return Sprite.parse(templates.render("icons.svg", lang, ""), scripts)


def _catalogue_pages(
    scene: Context, templates: Templates, mains: MainPages, papers: Mapping[str, Path]
) -> Iterator[Page]:
    yield from mains.all()
    for page in product_pages(scene, templates):
        yield replace(page, document=sheet_address(page.address)) if page.address in papers else page
    yield from list_pages(scene, templates)


def _host_files(
    pages: Sequence[Page], shell: Shell, mains: MainPages, assets: Assets, site_url: str
) -> Iterator[OutputFile]:
    """The remaining files: the 404 page, robots.txt, sitemap, headers, assets."""
    root = urlsplit(site_url).path.rstrip("/") + "/"
    style = assets.files[ERROR_PAGE_STYLE].data.decode().replace("url(", f"url({root}{asset_address('')}")
    missing = mains.not_found(root)
    yield OutputFile(missing.address, shell.fill_at(missing, root, Markup(style)))
    yield robots(site_url)
    yield headers_file()
    yield OutputFile(".nojekyll", b"")
    if site_url:
        yield sitemap(pages, site_url)
    yield from (OutputFile(file.address, file.data) for name, file in assets.files.items() if name not in INLINED_FILES)


def _refuse_dead_links(scene: Context, content: Path) -> None:
    _raise_problems(
        Problem(f"{content.as_posix()}/{file}", "page_link", params={"found": name}) for file, name in dead_links(scene)
    )


def _refuse_clashes(pages: Sequence[Page], content: Path) -> None:
    titles = {page.address: page.title for page in reversed(pages)}
    _raise_problems(
        Problem(content.as_posix(), "page_address", params={"found": second, "first": titles[first]})
        for first, second in case_clashes(page.address for page in pages)
    )


def _raise_problems(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CatalogueError(found)
