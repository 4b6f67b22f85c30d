"""The options of a build: those of `mkdocs.yml`, overridden by what was typed; defaults where there is no file.

The file is MkDocs' own too, so keys that are not ours pass; under `plugins: site-builder:` an unknown key is a problem.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from .catalogue.values import refuse
from .catalogue.vietnamese import nearest_spellings
from .content import yaml_reader
from .media.recipe import RENDITION_SUFFIXES, ImageEncoding, Recipe
from .messages import CatalogueError, Problem
from .theme_folder import PACKAGED_FOLDER, Theme
from .views.urls import is_public_url

CONFIG_FILE = "mkdocs.yml"
PLUGIN_NAME = "site-builder"
WEB_RECIPE = Recipe()
PACKAGED_THEME = Theme()
MAX_PHOTO_WIDTH = 8000
MAX_JOBS = 64


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build: all its settings apart from the content and the day.

    `site_url` is the address of the published site, '' where it is not known. Folders are relative to where the
    command runs. `jobs` is the number of worker processes. `live` is true for the preview.
    `social_cards`: whether pages bring a picture along where somebody links to them, `product_sheets`: whether products
    have their page as a PDF beside it, `display_photos`: whether the exhibition display has photos of its own, larger
    than those of the pages.
    """

    site_url: str = ""
    products: Path = Path("products")
    site_dir: Path = Path("site")
    cache_dir: Path = Path(".cache")
    theme: Theme = PACKAGED_THEME
    config_file: Path | None = None
    recipe: Recipe = WEB_RECIPE
    jobs: int = 1
    strict: bool = False
    keep_going: bool = False
    live: bool = False
    social_cards: bool = True
    product_sheets: bool = True
    qr_files: bool = True
    display_photos: bool = True

    @property
    def has_social_cards(self) -> bool:
        """Whether they are made: they name full addresses, and nobody shares a page of the preview."""
        return self.social_cards and bool(self.site_url) and not self.live

    @property
    def has_real_address(self) -> bool:
        """Whether `site_url` is an address that others can open."""
        return is_public_url(self.site_url)


def read_options(config_file: Path | None = None, **typed: Any) -> Options:
    """The options of `config_file` (`mkdocs.yml` here, if there is one), and over them those of `typed` that are given.

    Raises CatalogueError with every problem of the file.
    """
    file = config_file or (Path(CONFIG_FILE) if Path(CONFIG_FILE).is_file() else None)
    options = _options_of_file(file) if file else Options(jobs=available_cores())
    return replace(options, **{name: value for name, value in typed.items() if value is not None})


def available_cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _options_of_file(file: Path) -> Options:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CatalogueError([Problem(file.as_posix(), "file_unreadable")]) from error
    document = yaml_reader.read_yaml(content, file.as_posix())
    data = document.data or {}
    place, ours = _plugin_options(data)
    values, problems = _convert_options(ours, place, document, file)
    if document.problems or problems:
        raise CatalogueError((*document.problems, *problems))
    # Folders in the file are relative to it, as MkDocs takes them, whatever folder the command runs in.
    folder, theme = file.parent, data.get("theme")
    own = folder / theme["custom_dir"] if isinstance(theme, Mapping) and "custom_dir" in theme else None
    quality = values.get("photo_quality")
    return Options(
        site_url=str(data.get("site_url", "")),
        products=folder / str(data.get("docs_dir", "products")),
        site_dir=folder / str(data.get("site_dir", "site")),
        cache_dir=folder / values.get("cache_dir", ".cache"),
        # MkDocs has to be told where the theme is; where that is the packaged one, nothing lies over it.
        theme=Theme.over(own) if own and own.resolve() != PACKAGED_FOLDER else PACKAGED_THEME,
        config_file=file,
        recipe=Recipe(
            widths=values.get("photo_widths", WEB_RECIPE.widths),
            formats=values.get("photo_formats", WEB_RECIPE.formats),
            fallback=ImageEncoding("jpeg", quality) if quality else WEB_RECIPE.fallback,
            fallback_width=values.get("photo_width", WEB_RECIPE.fallback_width),
        ),
        jobs=values.get("jobs", available_cores()),
        social_cards=values.get("social_cards", True),
        product_sheets=values.get("product_sheets", True),
        qr_files=values.get("qr_files", True),
        display_photos=values.get("display_photos", True),
    )


def _plugin_options(data: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Our options in the file and the dotted path to them; MkDocs lets plugins be a list or a mapping."""
    plugins = data.get("plugins") or {}
    rows = [plugins] if isinstance(plugins, Mapping) else plugins
    for at, row in enumerate(rows):
        ours = row.get(PLUGIN_NAME) if isinstance(row, Mapping) else None
        if isinstance(ours, Mapping):
            return f"plugins.{PLUGIN_NAME}." if rows == [plugins] else f"plugins.{at}.{PLUGIN_NAME}.", ours
    return "", {}  # not there, or its mere name in the list


def _convert_options(
    ours: Mapping[str, Any], place: str, document: yaml_reader.YamlDocument, file: Path
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, raw in ours.items():
        convert = OPTION_CONVERTERS.get(key)
        try:
            if convert is None:
                near = next(nearest_spellings(key, OPTION_CONVERTERS), None)
                if near:
                    raise refuse("unknown_key_near", found=key, near=near)
                raise refuse("unknown_key", found=key, allowed=", ".join(OPTION_CONVERTERS))
            values[key] = convert(raw)
        except PydanticCustomError as refusal:
            line, column = document.positions.of(place + key, key=convert is None)
            params = {name: value for name, value in (refusal.context or {}).items() if name != "code"}
            problems.append(
                Problem(file.as_posix(), refusal.type, line=line, column=column, path=place + key, params=params)
            )
    return values, problems


def _folder_option(raw: Any) -> str:
    if not isinstance(raw, str):
        raise refuse("option_text")
    return raw


def _integer_option(least: int, most: int) -> Callable[[Any], int]:
    def convert(raw: Any) -> int:
        if not isinstance(raw, str) or not raw.isdecimal() or not least <= int(raw) <= most:
            raise refuse("option_number", found=raw, least=least, most=most)
        return int(raw)

    return convert


def _widths_option(raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, Iterable) or isinstance(raw, (str, Mapping)):
        raise refuse("option_widths", found=raw)
    return tuple(sorted({_integer_option(1, MAX_PHOTO_WIDTH)(width) for width in raw}))


def _formats_option(raw: Any) -> tuple[ImageEncoding, ...]:
    names = [name for name in RENDITION_SUFFIXES if name != "jpeg"]  # which every photo has beside these
    if not isinstance(raw, Mapping) or not set(raw) <= set(names):
        raise refuse("option_formats", found=raw, known=", ".join(names))
    return tuple(ImageEncoding(name, _integer_option(1, 100)(quality)) for name, quality in raw.items())


def _yes_no_option(raw: Any) -> bool:
    if raw not in ("true", "false"):
        raise refuse("option_yes_no", found=raw)
    return bool(raw == "true")


OPTION_CONVERTERS: Mapping[str, Callable[[Any], Any]] = {
    "cache_dir": _folder_option,
    "jobs": _integer_option(1, MAX_JOBS),
    "social_cards": _yes_no_option,
    "product_sheets": _yes_no_option,
    "photo_widths": _widths_option,
    "photo_formats": _formats_option,
    "photo_width": _integer_option(1, MAX_PHOTO_WIDTH),
    "photo_quality": _integer_option(1, 100),
    "qr_files": _yes_no_option,
    "display_photos": _yes_no_option,
}
"""The keys under `plugins: site-builder:`; `photo_width` and `photo_quality` are of the one JPEG beside the formats."""
