"""The options of a build: those of `mkdocs.yml`, over them what was typed; defaults where there is no file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import CONFIG_FILE
from .catalogue.web_address import is_public_url
from .config_file import USUAL_FOLDERS, lies_in, read_config
from .media.recipe import PAGE_FRAME, ImageEncoding, Recipe
from .messages import CatalogueError, Problem, Severity
from .publish.site import SITE_OPTION
from .theme_folder import PACKAGED_FOLDER, Theme
from .views.urls import CleanRoot

CACHE_OPTION = "--cache-dir"
"""The option that chooses the folder, which remedies name."""
WEB_RECIPE = Recipe(fills=PAGE_FRAME)
PACKAGED_THEME = Theme()


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build: all its settings apart from the content and the day.

    `site_url` is the address of the published site, '' where it is not known. Folders are relative to where the
    command runs. `problems` are those of the file that they come from. `jobs` is the number of worker processes, `live`
    is true for the preview.
    `social_cards`: whether pages bring a picture along where somebody links to them, `product_sheets`: whether products
    have their page as a PDF beside it, `display_photos`: whether the exhibition display has photos of its own, larger
    than those of the pages. `clean_urls`: whether the host strips `.html`, so that full addresses do without it.
    """

    site_url: str = ""
    products: Path = Path("products")
    site_dir: Path = Path("site")
    cache_dir: Path = Path(".cache")
    theme: Theme = PACKAGED_THEME
    config_file: Path | None = None
    problems: tuple[Problem, ...] = ()
    recipe: Recipe = WEB_RECIPE
    jobs: int = 1
    strict: bool = False
    keep_going: bool = False
    live: bool = False
    social_cards: bool = True
    product_sheets: bool = True
    qr_files: bool = True
    display_photos: bool = True
    clean_urls: bool = False

    @property
    def has_social_cards(self) -> bool:
        """Whether they are made: they name full addresses, and nobody shares a page of the preview."""
        return self.social_cards and self.has_real_address and not self.live

    @property
    def public_url(self) -> str:
        """The root of full addresses as the host names its pages; '' where there is no real one."""
        if not self.has_real_address:
            return ""
        return CleanRoot(self.site_url) if self.clean_urls else self.site_url

    @property
    def has_real_address(self) -> bool:
        """Whether `site_url` is an address that others can open."""
        return is_public_url(self.site_url)


def read_options(config_file: Path | None = None, **typed: Any) -> Options:
    """The options of `config_file` (`mkdocs.yml` here, if there is one), and over them those of `typed` that are given.

    What is wrong with the file is among the options, to be told and judged with the content; where it is no YAML at
    all, this raises CatalogueError.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    file = config_file or (Path(CONFIG_FILE) if os.path.lexists(CONFIG_FILE) else None)
    if file and file.is_dir():
        raise CatalogueError(
            [Problem(file.as_posix(), "file_is_folder_here", params={"found": file.name, "folder": "."})]
        )
    options = replace(_options_of_file(file, given.keys()) if file else Options(jobs=available_cores()), **given)
    if problems := tuple(_typed_folder_problems(options, given.keys())):
        raise CatalogueError(problems)
    return options


def _typed_folder_problems(options: Options, typed: Set[str]) -> Iterator[Problem]:
    """What was typed and would be written where the content lies, or into a site, which is replaced as a whole."""
    site, cache, content = options.site_dir, options.cache_dir, options.products
    if "site_dir" in typed and (lies_in(site, content) or lies_in(content, site)):
        params = {"found": site.as_posix(), "folder": content.as_posix(), "option": SITE_OPTION}
        yield Problem(site.as_posix(), "folder_in_folder", params=params)
    for folder in (content, site) if "cache_dir" in typed else ():
        if lies_in(cache, folder):
            params = {"found": cache.as_posix(), "folder": folder.as_posix(), "option": CACHE_OPTION}
            yield Problem(cache.as_posix(), "folder_in_folder", params=params)


def read_sound_options(config_file: Path | None = None, **typed: Any) -> Options:
    """The same for what judges no content: raises CatalogueError for every error of the file."""
    options = read_options(config_file, **typed)
    errors = [problem for problem in options.problems if problem.severity is Severity.ERROR]
    if errors:
        raise CatalogueError(errors)
    return options


def need_products(options: Options) -> None:
    """Raise CatalogueError where the folder of the products is not there."""
    if not options.products.is_dir():
        folder = options.products.as_posix()
        raise CatalogueError([Problem(folder, "products_folder_missing", params={"found": folder})])


def available_cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _options_of_file(file: Path, typed: Set[str]) -> Options:
    config = read_config(file, typed)
    values = config.values
    # Folders in the file are relative to it, as MkDocs takes them, whatever folder the command runs in.
    folder = file.parent
    own = folder / values["custom_dir"] if "custom_dir" in values else None
    quality = values.get("photo_quality")
    return Options(
        site_url=values.get("site_url", ""),
        products=folder / values.get("docs_dir", USUAL_FOLDERS["docs_dir"]),
        site_dir=folder / values.get("site_dir", USUAL_FOLDERS["site_dir"]),
        cache_dir=folder / values.get("cache_dir", ".cache"),
        # MkDocs has to be told where the theme is; where that is the packaged one, nothing lies over it.
        theme=Theme.over(own) if own and own.resolve() != PACKAGED_FOLDER else PACKAGED_THEME,
        config_file=file,
        problems=config.problems,
        recipe=Recipe(
            widths=values.get("photo_widths", WEB_RECIPE.widths),
            formats=values.get("photo_formats", WEB_RECIPE.formats),
            fallback=ImageEncoding("jpeg", quality) if quality else WEB_RECIPE.fallback,
            fallback_width=values.get("photo_width", WEB_RECIPE.fallback_width),
            fills=WEB_RECIPE.fills,
        ),
        jobs=values.get("jobs", available_cores()),
        social_cards=values.get("social_cards", True),
        product_sheets=values.get("product_sheets", True),
        qr_files=values.get("qr_files", True),
        display_photos=values.get("display_photos", True),
        clean_urls=values.get("clean_urls", False),
    )
