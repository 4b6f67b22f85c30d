"""The whole way, step by step: read, prepare the photos, judge, compose. Publishing is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .content import load
from .content.rules import judge
from .content.verdict import Verdict
from .media.plan import Picture
from .media.prepare import Media, prepare
from .options import Options
from .pages import urls
from .pages.composition import Surroundings
from .pages.composition import compose as compose_pages
from .photos import DISPLAY, SCAN, covers, displayed, opening, published, requests, scans
from .prints.social import BESIDE, WHOLE
from .problems import CatalogueError
from .publish.short_links import held_to_its_promises
from .publish.site import Files
from .showcase import Catalogue

Progress = Callable[[int, int], None]
"""Hears how many of how many photos are done."""


def silent(_done: int, _total: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the content is, its photos and scans prepared. Nothing is to be published without `verdict.catalogue`."""

    verdict: Verdict
    media: Media
    scans: Media


def examine(options: Options, today: date, progress: Progress = silent) -> Examined:
    """Read and judge everything: all problems of all products, those of their photos included."""
    raw = load.read(options.products, Path(), options.cache_dir)
    media = prepare(requests(raw), options.recipe, options.cache_dir, options.jobs, progress)
    scanned = prepare(scans(raw), SCAN, options.cache_dir, options.jobs, silent)
    problems = (*media.problems, *scanned.problems)
    verdict = judge(raw, today=today, strict=options.strict, keep_going=options.keep_going, also=problems)
    return Examined(held_to_its_promises(verdict, raw), media, scanned)


def compose(examined: Examined, options: Options, today: date) -> Files:
    """Every file of the site, by address. Raises CatalogueError where the content may not be published."""
    catalogue = examined.verdict.catalogue
    if catalogue is None:
        raise CatalogueError(examined.verdict.problems)
    pictures = published(catalogue, examined.media.pictures)
    cards = _card_pictures(catalogue, options) if options.has_social_cards else None
    large = _large_pictures(catalogue, pictures, options)
    around = Surroundings(
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
    outputs = compose_pages(catalogue, pictures, around, today)
    shown = (*pictures.values(), *large.values())
    photos = {urls.photo(made.name): made.file for picture in shown for made in picture.renditions}
    return {output.path: output.data for output in outputs} | photos


def _large_pictures(
    catalogue: Catalogue, pictures: Mapping[tuple[str, str], Picture], options: Options
) -> Mapping[tuple[str, str], Picture]:
    """Those of the exhibition display."""
    if not options.display_photos:
        return {}
    wanted = displayed(catalogue, options.products, pictures)
    return prepare(wanted, DISPLAY, options.cache_dir, options.jobs, silent).pictures


def _card_pictures(catalogue: Catalogue, options: Options) -> Mapping[tuple[str, str], Picture]:
    """What the social cards show, cut to their frames."""
    beside = prepare(covers(catalogue, options.products), BESIDE, options.cache_dir, options.jobs, silent)
    whole = prepare(opening(catalogue, options.products), WHOLE, options.cache_dir, options.jobs, silent)
    return {**beside.pictures, **whole.pictures}


def pages(files: Files) -> int:
    """How many of the files are pages."""
    return sum(address.endswith(".html") for address in files)
