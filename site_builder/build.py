"""The whole way, step by step: read, prepare the photos, judge, compose. Publishing is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .catalogue.showcase import Catalogue
from .content import load
from .content.judge import judge
from .content.raw import Verdict
from .media.prepare import PreparedPhotos, prepare_photos
from .media.recipe import PreparedPicture
from .messages import CatalogueError
from .options import Options
from .prints.social_cards import SIDE_PHOTO_RECIPE, WIDE_PICTURE_RECIPE
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
from .web.site import SiteInputs, compose_site

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
    pictures = published_pictures(catalogue, examined.media.pictures)
    cards = _social_card_pictures(catalogue, options) if options.has_social_cards else None
    large = _display_pictures(catalogue, pictures, options)
    around = SiteInputs(
        options.site_url,
        options.products,
        options.theme,
        options.cache_dir,
        examined.scans.pictures,
        cards,
        options.product_sheets,
        options.live,
        options.qr_files,
        large,
    )
    outputs = compose_site(catalogue, pictures, around, today)
    shown = (*pictures.values(), *large.values())
    photos = {urls.photo_address(made.name): made.file for picture in shown for made in picture.renditions}
    return {output.path: output.data for output in outputs} | photos


def _display_pictures(
    catalogue: Catalogue, pictures: Mapping[tuple[str, str], PreparedPicture], options: Options
) -> Mapping[tuple[str, str], PreparedPicture]:
    """The extra large pictures of the exhibition display; none where the options switch them off."""
    if not options.display_photos:
        return {}
    wanted = display_requests(catalogue, options.products, pictures)
    return prepare_photos(wanted, DISPLAY_RECIPE, options.cache_dir, options.jobs, no_progress).pictures


def _social_card_pictures(catalogue: Catalogue, options: Options) -> Mapping[tuple[str, str], PreparedPicture]:
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
