"""Composes the site: the steps from a catalogue and its pictures to all files, top to bottom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup

from ..cache import Cache
from ..catalogue.programme import OcopStatus
from ..catalogue.showcase import Catalogue
from ..content.folder import load_boundaries
from ..files import OutputFile, SocialCard, case_clashes
from ..media.fonts import subset_fonts, subset_upright_fonts
from ..media.recipe import Pictures
from ..media.script_fonts import cut_script_fonts
from ..messages import CatalogueError, Problem
from ..theme_folder import PACKAGED_FOLDER, Theme
from ..views import display
from ..views.context import Context, language_contexts
from ..views.page_cache import PageCache, inputs_digest, product_digests
from ..views.urls import asset_address, booth_sheet_address, sheet_address, short_links, social_card_address
from ..views.words import Translations, load_all_translations
from . import host_files, kiosk
from .assets import Assets, bundle_assets
from .contact_files import published_scans
from .favourites import favourites_data, favourites_file
from .former_hosts import former_host_files
from .former_pages import former_pages, moved_addresses, named_pages_file
from .host_files import robots, sitemap
from .landing import LandingPages, landing_characters
from .news_pages import news_pages
from .page import Page
from .pages import MainPages, list_pages
from .product_pages import product_pages
from .search_index import search_index
from .server_rules import server_files
from .shared_pictures import shared_pictures
from .shell import Shell, page_chrome
from .templates import Sprite, Templates

ERROR_PAGE_STYLE = "error.css"
"""Stands inside the 'not found' page, which is shown at any depth; it names no file."""
INLINED_FILES = (ERROR_PAGE_STYLE, host_files.WORKER_SCRIPT)
"""Assets that are inlined in other files and not published by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInputs:
    """What the site is made with besides the content.

    `site_url` is '' where it is not known; then pages have no canonical address and there is no sitemap. `content` is
    the folder of the products, `cache` the folder of the cache, if there is one, `scans` those
    scans of certificates that are pictures. `sheets`: whether products and events have one of paper. `live`: for the
    preview. `qr_files`: whether the site holds the drawings of its codes. `display_pictures` are the covers that the
    display shows on large screens. `former` are the roots under which codes are printed and at which the site is no
    more, each with its codes.
    """

    site_url: str
    content: Path
    theme: Theme = field(default_factory=lambda: Theme((PACKAGED_FOLDER,)))
    cache: Path | None = None
    scans: Pictures = field(default_factory=dict)
    sheets: bool = False
    live: bool = False
    qr_files: bool = True
    display_pictures: Pictures = field(default_factory=dict)
    former: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What is worked out once, before any page is rendered and anything is printed: contexts, assets, cached pages."""

    contexts: Mapping[str, Context]
    translations: Mapping[str, Translations]
    assets: Assets
    page_cache: PageCache
    scans: Mapping[tuple[str, str], OutputFile]

    @property
    def first(self) -> Context:
        """The context of the site's first language."""
        return next(iter(self.contexts.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFiles:
    """What paper and pictures give to the site.

    `cards`: the social card of each page, by address. `sheets`: the PDF of each page that has one, `event_sheets` that
    for the booth of each event, by the address of its page in the first language. `codes`: the drawings of printed
    codes. `problems`: what of it could not be made.
    """

    cards: Mapping[str, SocialCard] = field(default_factory=dict)
    sheets: Mapping[str, Path] = field(default_factory=dict)
    event_sheets: Mapping[str, Path] = field(default_factory=dict)
    codes: tuple[OutputFile, ...] = ()
    problems: tuple[Problem, ...] = ()

    def outputs(self) -> Iterator[OutputFile]:
        """The files, at their addresses."""
        yield from (OutputFile(social_card_address(card.name), card.file) for card in self.cards.values())
        yield from (OutputFile(sheet_address(page), file) for page, file in self.sheets.items())
        yield from (OutputFile(booth_sheet_address(page), file) for page, file in self.event_sheets.items())


def site_frame(catalogue: Catalogue, pictures: Pictures, inputs: SiteInputs, today: date, cache: Cache) -> SiteFrame:
    """Contexts, assets and the cache of pages. Raises CatalogueError for links to pages that do not exist."""
    translations = load_all_translations(catalogue.settings.languages, inputs.theme)
    assets = _site_assets(catalogue, translations, inputs.theme, cache, today)
    scans = published_scans(catalogue, inputs.scans)
    contexts = language_contexts(
        catalogue,
        translations,
        pictures,
        today,
        site_url=inputs.site_url,
        codes=short_links(inputs.site_url, catalogue.settings.site.short_url, downloadable=inputs.qr_files),
        documents={key: scan.path for key, scan in scans.items()},
        boundaries=load_boundaries(catalogue.settings, inputs.content),
    )
    first = next(iter(contexts.values()))
    page_cache = _page_cache(first, translations, assets, inputs.theme, cache)
    return SiteFrame(contexts=contexts, translations=translations, assets=assets, page_cache=page_cache, scans=scans)


def site_outputs(frame: SiteFrame, printed: PrintedFiles, inputs: SiteInputs) -> tuple[OutputFile, ...]:
    """Every file of the site but the photos. Raises CatalogueError for addresses that clash."""
    booths = frozenset(printed.event_sheets)
    contexts = {lang: replace(context, booths=booths) for lang, context in frame.contexts.items()}
    first, page_cache = next(iter(contexts.values())), frame.page_cache
    assets = frame.assets.with_files(_data_scripts(contexts, frame, inputs))
    templates = Templates(
        theme=inputs.theme,
        words=frame.translations,
        urls=first.urls,
        asset=assets.address,
        page_cache=page_cache,
    )
    chromes = {
        lang: page_chrome(each, frame.translations, inputs.site_url, assets.preload, inputs.live)
        for lang, each in contexts.items()
    }
    shared = {} if inputs.live else shared_pictures(contexts.values(), printed.cards)
    shell = Shell(templates, chromes, _icon_sprite(templates, assets), shared)
    mains = {lang: MainPages(each, templates, chromes[lang]) for lang, each in contexts.items()}
    made = (page for each in contexts.values() for page in _catalogue_pages(each, templates, mains[each.lang], printed))
    offline = () if inputs.live else host_files.offline_pages(contexts, templates)
    filled, pages = _fill_pages(chain(made, offline), shell)
    addresses = {page.address for page in pages}
    former = tuple(former_pages(contexts, chromes, templates, addresses))
    _refuse_clashes(pages, former, inputs)
    bare = replace(chromes[first.lang], font_addresses=assets.landing_preload)
    return (
        *filled,
        *former,
        *LandingPages(contexts, templates, shell.sprite, bare).all(),
        *kiosk.display_pages(contexts, templates, shell.sprite, live=inputs.live),
        *printed.codes,
        *_host_files(pages, shell, mains[first.lang], assets, inputs.site_url),
        *server_files(inputs.site_url, moved_addresses(contexts, addresses, chain(filled, printed.outputs()))),
        *(() if inputs.live else (*host_files.app_files(contexts, assets, filled), named_pages_file(first, addresses))),
        *(former_host_files(inputs.former, first.codes.root, templates) if first.codes.final else ()),
        *printed.outputs(),
        *frame.scans.values(),
    )


def _data_scripts(contexts: Mapping[str, Context], frame: SiteFrame, inputs: SiteInputs) -> dict[str, bytes]:
    """The scripts that hold data: what search, the list to take home and the display know of the products."""
    made = {display.DATA_FILE: display.display_script(contexts, frame.page_cache, inputs.display_pictures)}
    for lang, context in contexts.items():
        made |= search_index(context, frame.translations).scripts()
        made[favourites_file(lang)] = favourites_data(context)
    return made


def _refuse_clashes(pages: Sequence[Page], former: Sequence[OutputFile], inputs: SiteInputs) -> None:
    """Two pages at one address are a problem; so is one at an address that another had."""
    titles = {page.path: PurePosixPath(page.path).stem for page in former}
    titles |= {page.address: page.title for page in reversed(pages)}
    _raise_problems(
        Problem(inputs.content.as_posix(), "page_address", params={"found": second, "first": titles[one]})
        for one, second in case_clashes([*(page.address for page in pages), *(page.path for page in former)])
    )


def _fill_pages(made: Iterable[Page], shell: Shell) -> tuple[list[OutputFile], list[Page]]:
    """Put the shell around the pages: the output files, and the pages without their bodies, to save memory."""
    filled: list[OutputFile] = []
    pages: list[Page] = []
    for page in made:
        filled += [OutputFile(page.address, shell.fill(page)), *page.files]
        pages.append(replace(page, body=Markup(), dock=Markup(), files=()))
    return filled, pages


def _page_cache(
    context: Context, words: Mapping[str, Translations], assets: Assets, theme: Theme, cache: Cache
) -> PageCache:
    """The page cache. Its common key covers what all pages show: settings, words, asset addresses, the day."""
    facts = (
        context.catalogue.settings.model_dump_json(),
        repr([each.forms for each in words.values()]),
        repr([file.address for file in assets.files.values()]),
        context.today.isoformat(),
        repr(context.urls),
        repr(context.site_url),
        repr(context.codes),
    )
    digests = product_digests(context.catalogue.products, context.pictures, context.documents)
    return PageCache(inputs_digest(theme, *facts), digests, cache)


def _site_assets(
    catalogue: Catalogue, words: Mapping[str, Translations], theme: Theme, cache: Cache, today: date
) -> Assets:
    used = set(catalogue.model_dump_json()).union(*(each.characters for each in words.values()))
    fonts = subset_fonts(used, cache)
    scanned = subset_upright_fonts(fonts, landing_characters(catalogue, words), cache)
    return bundle_assets(theme, fonts, scanned, cut_script_fonts(used, cache), today=today)


def _icon_sprite(templates: Templates, assets: Assets) -> Sprite:
    lang = next(iter(templates.words))
    scripts = (file.data.decode() for name, file in assets.files.items() if name.endswith(".js"))
    # The search's script puts these into its tags; it takes their names from the table of statuses.
    tags = (f'#i-{status.rule.icon}"' for status in OcopStatus if status.rule.icon and not status.rule.stars)
    return Sprite.parse(templates.render("icons.svg", lang, ""), (*scripts, *tags))


def _catalogue_pages(context: Context, templates: Templates, mains: MainPages, printed: PrintedFiles) -> Iterator[Page]:
    for page in chain(mains.all(), *(pages(context, templates) for pages in (product_pages, list_pages, news_pages))):
        yield replace(page, sheet_address=sheet_address(page.address)) if page.address in printed.sheets else page


def _host_files(
    pages: Sequence[Page], shell: Shell, mains: MainPages, assets: Assets, site_url: str
) -> Iterator[OutputFile]:
    """The remaining files: the 404 page, robots.txt, sitemap, assets."""
    root = urlsplit(site_url).path.rstrip("/") + "/"
    style = assets.files[ERROR_PAGE_STYLE].data.decode().replace("url(", f"url({root}{asset_address('')}")
    missing = mains.not_found(root)
    yield OutputFile(missing.address, shell.fill_at(missing, root, Markup(style)))
    yield robots(site_url)
    if site_url:
        yield sitemap(pages, site_url)
    yield from (OutputFile(file.address, file.data) for name, file in assets.files.items() if name not in INLINED_FILES)


def _raise_problems(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CatalogueError(found)
