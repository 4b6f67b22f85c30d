"""The whole way, step by step: read, prepare the photos, judge, compose. Publishing is the caller's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .cache import Cache
from .catalogue.showcase import Catalogue
from .content import load
from .content.judge import judge
from .content.raw import Verdict
from .files import OutputFile
from .media.prepare import PreparedPhotos, prepare_photos
from .media.recipe import Pictures
from .messages import CatalogueError
from .options import Options
from .prints import typst
from .prints.code_files import code_files, draft_text
from .prints.event_sheet import event_sheets
from .prints.sheet import product_sheets
from .prints.social_cards import SIDE_PHOTO_RECIPE, WIDE_PICTURE_RECIPE, social_cards
from .publish.printed_codes import check_printed_codes
from .publish.site import Files
from .views import urls
from .views.pictures import (
    DISPLAY_RECIPE,
    SCAN_RECIPE,
    cover_requests,
    display_requests,
    home_picture_request,
    photo_requests,
    published_pictures,
    scan_requests,
)
from .web.site import PrintedFiles, SiteFrame, SiteInputs, site_frame, site_outputs

Progress = Callable[[int, int], None]
"""Progress callback: called with the number of photos done and the number of all."""


def no_progress(_done: int, _total: int) -> None:
    """A progress callback that reports nothing."""


@dataclass(frozen=True, slots=True)
class ExaminedContent:
    """The content as checked, with its prepared photos and scans. Publish nothing while `verdict.catalogue` is None."""

    verdict: Verdict
    media: PreparedPhotos
    scans: PreparedPhotos


def examine(options: Options, today: date, progress: Progress = no_progress) -> ExaminedContent:
    """Read and judge everything: all problems of all products, those of their photos included."""
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    media = prepare_photos(photo_requests(raw), options.recipe, options.cache_dir, options.jobs, progress)
    scanned = prepare_photos(scan_requests(raw), SCAN_RECIPE, options.cache_dir, options.jobs, no_progress)
    problems = (*media.problems, *scanned.problems)
    verdict = judge(raw, today=today, strict=options.strict, keep_going=options.keep_going, also=problems)
    return ExaminedContent(check_printed_codes(verdict, raw), media, scanned)


def compose(examined: ExaminedContent, options: Options, today: date) -> Files:
    """Every file of the site, by address. Raises CatalogueError where the content may not be published."""
    catalogue = examined.verdict.catalogue
    if catalogue is None:
        raise CatalogueError(examined.verdict.problems)
    if lacks_print(options):
        options = replace(options, social_cards=False, product_sheets=False)
    pictures = published_pictures(catalogue, examined.media.pictures)
    large = _display_pictures(catalogue, pictures, options)
    inputs = SiteInputs(
        site_url=options.site_url,
        content=options.products,
        theme=options.theme,
        cache=options.cache_dir,
        scans=examined.scans.pictures,
        sheets=options.product_sheets,
        live=options.live,
        qr_files=options.qr_files,
        display_pictures=large,
    )
    cards = _social_card_pictures(catalogue, options) if options.has_social_cards else None
    outputs = compose_site(catalogue, pictures, inputs, today, cards)
    shown = (*pictures.values(), *large.values())
    photos = {urls.photo_address(made.name): made.file for picture in shown for made in picture.renditions}
    return {output.path: output.data for output in outputs} | photos


def compose_site(
    catalogue: Catalogue, pictures: Pictures, inputs: SiteInputs, today: date, card_pictures: Pictures | None = None
) -> tuple[OutputFile, ...]:
    """Every file of the site but the photos; without `card_pictures` there are no social cards.

    Raises CatalogueError for links and addresses that cannot be.
    """
    with Cache(inputs.cache) as cache:
        frame = site_frame(catalogue, pictures, inputs, today, cache)
        outputs = site_outputs(frame, _printed_files(frame, inputs, card_pictures, cache), inputs)
        cache.end_build()
    return outputs


def _printed_files(frame: SiteFrame, inputs: SiteInputs, card_pictures: Pictures | None, cache: Cache) -> PrintedFiles:
    """What paper and pictures give to the site. All but the codes are cached, or every build would typeset them all."""
    contexts, first = frame.contexts, frame.first
    codes = code_files(first.catalogue, first.codes, draft_text(frame.translations), cache)
    if inputs.cache is None:
        return PrintedFiles(codes=codes)
    cards = {} if card_pictures is None else social_cards(contexts.values(), card_pictures, inputs.theme, cache)
    if not inputs.sheets:
        return PrintedFiles(codes=codes, cards=cards)
    booths = event_sheets(contexts, inputs.theme, cache)
    return PrintedFiles(
        codes=codes,
        cards=cards,
        sheets=product_sheets(contexts.values(), frame.page_cache, inputs.theme, cache),
        event_sheets={first.urls.event(key, first.lang): file for key, file in booths.items()},
    )


def lacks_print(options: Options) -> bool:
    """Whether cards or sheets are wanted that are left out, because the extra `print` is not installed."""
    return (options.has_social_cards or options.product_sheets) and not typst.available()


def _display_pictures(catalogue: Catalogue, pictures: Pictures, options: Options) -> Pictures:
    """The extra large pictures of the exhibition display; none where the options switch them off."""
    if not options.display_photos:
        return {}
    wanted = display_requests(catalogue, options.products, pictures)
    return prepare_photos(wanted, DISPLAY_RECIPE, options.cache_dir, options.jobs, no_progress).pictures


def _social_card_pictures(catalogue: Catalogue, options: Options) -> Pictures:
    """The pictures of the social cards, cropped to the aspect ratios that the cards need."""
    beside = prepare_photos(
        cover_requests(catalogue, options.products), SIDE_PHOTO_RECIPE, options.cache_dir, options.jobs, no_progress
    )
    whole = prepare_photos(
        home_picture_request(catalogue, options.products),
        WIDE_PICTURE_RECIPE,
        options.cache_dir,
        options.jobs,
        no_progress,
    )
    return {**beside.pictures, **whole.pictures}


def html_page_count(files: Files) -> int:
    """How many of the files are pages."""
    return sum(address.endswith(".html") for address in files)
