"""The whole way, step by step: read, prepare the photos, judge, compose. Publishing is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .cache import Cache, place_refusal
from .catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Catalogue
from .content import load
from .content.judge import judge, possible_catalogue
from .content.raw import RawCatalogue, Verdict
from .media.prepare import PreparedPhotos, prepare_batches, prepare_pdfs, proof_batches
from .media.recipe import Pictures
from .media.request import PhotoBatch
from .messages import CatalogueError, Problem, Severity
from .options import Options
from .prints import typst
from .prints.code_files import code_files, draft_text
from .prints.event_sheet import event_sheets
from .prints.letters import letter_problems
from .prints.page_sheet import page_sheets
from .prints.sheet import product_sheets
from .prints.social_cards import SIDE_PHOTO_RECIPE, WIDE_PICTURE_RECIPE, social_cards
from .publish.last_site import PRINTED_CODES_FILE, printed_codes_copy
from .publish.ledger import Ledger, load_ledger
from .publish.printed_addresses import former_addresses
from .publish.printed_codes import check_printed_codes
from .publish.site import Files
from .views import urls
from .views.page_names import page_name_problems
from .views.pictures import (
    DISPLAY_MIN_WIDTH,
    DISPLAY_RECIPE,
    SCAN_RECIPE,
    cover_requests,
    home_picture_request,
    pdf_requests,
    photo_requests,
    published_pictures,
    scan_requests,
)
from .views.words_check import words_problems
from .web.contact_files import with_stamps_of
from .web.server_rules import SNIPPETS_FOLDER
from .web.site import PrintedFiles, SiteFrame, SiteInputs, site_frame, site_outputs

Progress = Callable[[int, int], None]
"""Progress callback: called with the number of photos done and the number of all."""


def no_progress(_done: int, _total: int) -> None:
    """A progress callback that reports nothing."""


@dataclass(frozen=True, slots=True)
class ExaminedContent:
    """The content as checked, with everything that is made of its pictures.

    `display` are the extra large pictures of the exhibition display, `cards` those of the social cards. They are made
    of everything that could be read: publish what `verdict.catalogue` names, and nothing while that is None. `ledger`
    is that of printed codes.
    """

    verdict: Verdict
    media: PreparedPhotos
    scans: Pictures
    display: Pictures
    cards: Pictures
    ledger: Ledger


def examine(options: Options, today: date, progress: Progress = no_progress) -> ExaminedContent:
    """Read and judge everything: all problems of all products, those of their photos included."""
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    prepared = prepare_batches(_photo_batches(raw, options), options.cache_dir, options.jobs, progress)
    pdfs = prepare_pdfs(pdf_requests(raw), options.cache_dir, options.jobs)
    told = (problem for batch in (*prepared, pdfs) for problem in batch.problems)
    problems = [*setup_problems(raw, options), *told]
    verdict = judge(
        raw, today=today, strict=options.strict, keep_going=options.keep_going, also=problems, cache=options.cache_dir
    )
    media, scans, display, beside, wide = prepared
    cards = {**beside.pictures, **wide.pictures}
    return ExaminedContent(
        verdict=check_printed_codes(verdict, raw, options.site_url, options.site_dir),
        media=media,
        scans={**scans.pictures, **pdfs.pictures},
        display=display.pictures,
        cards=cards,
        ledger=load_ledger(raw),
    )


def check(
    raw: RawCatalogue, options: Options, today: date, progress: Progress = no_progress, only: Collection[str] = ()
) -> Verdict:
    """Judge everything, and the photos of all products or of those in `only`, without making what a site needs.

    A photo whose renditions are not kept is decoded, which tells whether it can be used, and no more.
    """
    wanted = (PhotoBatch(photo_requests(raw), options.recipe), PhotoBatch(scan_requests(raw), SCAN_RECIPE))
    chosen = [replace(b, requests=[r for r in b.requests if not only or r.owner in only]) for b in wanted]
    parts = [part for batch in chosen for part in proof_batches(batch, options.cache_dir)]
    prepared = prepare_batches(parts, options.cache_dir, options.jobs, progress)
    pdfs = [request for request in pdf_requests(raw) if not only or request.owner in only]
    prepared = (*prepared, prepare_pdfs(pdfs, options.cache_dir, options.jobs))
    problems = [*setup_problems(raw, options), *(problem for batch in prepared for problem in batch.problems)]
    verdict = judge(
        raw, today=today, strict=options.strict, keep_going=options.keep_going, also=problems, cache=options.cache_dir
    )
    return check_printed_codes(verdict, raw, options.site_url, options.site_dir)


def setup_problems(raw: RawCatalogue, options: Options) -> tuple[Problem, ...]:
    """What the judge's rules do not know: of `mkdocs.yml`, of the words of the languages of `raw`, of its letters."""
    with Cache(options.cache_dir) as cache:
        words = tuple(words_problems(raw, options.theme, cache))
    return (
        *options.problems,
        *_cache_problem(options.cache_dir),
        *words,
        *page_name_problems(raw, options.theme),
        *letter_problems(raw),
    )


def _cache_problem(folder: Path | None) -> Iterator[Problem]:
    refusal = place_refusal(folder) if folder else None
    if folder and refusal:
        params = {"reason": refusal.strerror or str(refusal)}
        yield Problem(folder.as_posix(), "cache_unused", params=params, severity=Severity.WARNING)


def _photo_batches(raw: RawCatalogue, options: Options) -> tuple[PhotoBatch, ...]:
    """Photos, scans, pictures of the display, and those of social cards: beside their words and over their whole width.

    All are asked for before judging, which needs the first two, so that a photo has to be decoded only once. The others
    are asked for as if no rule were going to find anything; a photo that `photos` does not name is no cover either.
    """
    photos = photo_requests(raw)
    possible, named = possible_catalogue(raw), {request.key for request in photos}
    covers = [r for r in cover_requests(possible, options.products) if r.key in named] if possible else []
    home = [r for r in home_picture_request(possible, options.products) if r.key in named] if possible else []
    has_cards = options.has_social_cards and not lacks_print(options)
    shown_large = [r for r in covers if r.owner not in (PICTURES_FOLDER, NEWS_FOLDER)] if options.display_photos else []
    return (
        PhotoBatch(photos, options.recipe),
        PhotoBatch(scan_requests(raw), SCAN_RECIPE),
        PhotoBatch(shown_large, DISPLAY_RECIPE, DISPLAY_MIN_WIDTH),
        PhotoBatch(covers if has_cards else [], SIDE_PHOTO_RECIPE),
        PhotoBatch(home if has_cards else [], WIDE_PICTURE_RECIPE),
    )


@dataclass(frozen=True, slots=True)
class ComposedSite:
    """Every file of a site, by address, and the problems of what could not be printed."""

    files: Files
    problems: tuple[Problem, ...] = ()


def compose(examined: ExaminedContent, options: Options, today: date) -> ComposedSite:
    """The whole site. Raises CatalogueError where the content may not be published."""
    catalogue = examined.verdict.catalogue
    if catalogue is None:
        raise CatalogueError(examined.verdict.problems)
    if lacks_print(options):
        options = replace(options, social_cards=False, product_sheets=False)
    pictures = published_pictures(catalogue, examined.media.pictures)
    large = published_pictures(catalogue, examined.display)
    inputs = SiteInputs(
        site_url=options.public_url,
        content=options.products,
        theme=options.theme,
        cache=options.cache_dir,
        scans=examined.scans,
        sheets=options.product_sheets,
        live=options.live,
        qr_files=options.qr_files,
        display_pictures=large,
        former=former_addresses(examined.ledger, catalogue.settings, options.site_url),
    )
    cards = examined.cards if options.has_social_cards else None
    made = compose_site(catalogue, pictures, inputs, today, cards)
    shown = (*pictures.values(), *large.values())
    photos = {urls.photo_address(one.name): one.file for picture in shown for one in picture.renditions}
    files = {address: _with_last_stamps(address, data, options) for address, data in made.files.items()}
    if options.has_real_address:
        files[PRINTED_CODES_FILE] = printed_codes_copy(examined.ledger, catalogue)
    return replace(made, files={**files, **photos})


def _with_last_stamps(address: str, data: bytes | Path, options: Options) -> bytes | Path:
    """The data of a file; a calendar is as old as the one of the last site where nothing else in it has changed."""
    last = options.site_dir / address
    if not address.endswith(".ics") or isinstance(data, Path) or options.live or not last.is_file():
        return data
    return with_stamps_of(last.read_bytes(), data)


def compose_site(
    catalogue: Catalogue, pictures: Pictures, inputs: SiteInputs, today: date, card_pictures: Pictures | None = None
) -> ComposedSite:
    """The site but the photos; without `card_pictures` there are no social cards.

    Raises CatalogueError for links and addresses that cannot be.
    """
    with Cache(inputs.cache) as cache:
        frame = site_frame(catalogue, pictures, inputs, today, cache)
        printed = _printed_files(frame, inputs, card_pictures, cache)
        outputs = site_outputs(frame, printed, inputs)
        cache.end_build()
    return ComposedSite({output.path: output.data for output in outputs}, printed.problems)


def _printed_files(frame: SiteFrame, inputs: SiteInputs, card_pictures: Pictures | None, cache: Cache) -> PrintedFiles:
    """What paper and pictures give to the site. All but the codes are cached, or every build would typeset them all."""
    contexts, first = frame.contexts, frame.first
    codes = code_files(first.catalogue, first.codes, draft_text(frame.translations), cache)
    if inputs.cache is None:
        return PrintedFiles(codes=codes)
    printed, theme, content = PrintedFiles(codes=codes), inputs.theme, inputs.content
    if card_pictures is not None:
        cards, failed = social_cards(contexts.values(), card_pictures, theme, cache, content)
        printed = replace(printed, cards=cards, problems=tuple(failed))
    if inputs.sheets:
        sheets, lost_sheets = product_sheets(contexts.values(), frame.page_cache, theme, cache, content)
        others, lost_pages = page_sheets(contexts.values(), frame.page_cache, theme, cache, content)
        booths, lost_booths = event_sheets(contexts, theme, cache, content)
        printed = replace(
            printed,
            sheets={**sheets, **others},
            event_sheets={first.urls.event(key, first.lang): file for key, file in booths.items()},
            problems=(*printed.problems, *lost_sheets, *lost_pages, *lost_booths),
        )
    return printed


def lacks_print(options: Options) -> bool:
    """Whether cards or sheets are wanted that are left out, because the extra `print` is not installed."""
    return (options.has_social_cards or options.product_sheets) and not typst.available()


def html_page_count(files: Files) -> int:
    """How many of the files are pages of the site."""
    return sum(a.endswith(".html") and not a.startswith(f"{SNIPPETS_FOLDER}/") for a in files)
