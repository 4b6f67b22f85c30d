"""What a build is told: `mkdocs.yml`, then what was typed; without the file, defaults for the current folder.

The file is MkDocs' own too, so keys that are not ours pass; under `plugins: site-builder:` an unknown key is a problem.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from .content import reader
from .media.plan import SUFFIXES, Encoding, Recipe
from .prints.address import is_final
from .problems import CatalogueError, Problem
from .text import refuse
from .theme_folder import PACKAGED, Theme

CONFIG = "mkdocs.yml"
PLUGIN = "site-builder"
WEB = Recipe()
PACKAGED_THEME = Theme()
WIDEST = 8000
MOST_JOBS = 64


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a build is told apart from the content and the day.

    `site_url` is where the site will stand, '' where that is not known. Folders are as a person would type them from
    where the command runs. `jobs` is how many photos are worked on at once. `live`: for the preview.
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
    recipe: Recipe = WEB
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
        return is_final(self.site_url)


def read(config_file: Path | None = None, **typed: Any) -> Options:
    """The options of `config_file` (`mkdocs.yml` here, if there is one), and over them those of `typed` that are given.

    Raises CatalogueError with every problem of the file.
    """
    file = config_file or (Path(CONFIG) if Path(CONFIG).is_file() else None)
    options = _of_file(file) if file else Options(jobs=cores())
    return replace(options, **{name: value for name, value in typed.items() if value is not None})


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _of_file(file: Path) -> Options:
    reading = reader.read(file.read_bytes(), file.as_posix())
    place, ours = _plugin(reading.data or {})
    values, problems = _converted(ours, place, reading, file)
    if reading.problems or problems:
        raise CatalogueError((*reading.problems, *problems))
    return _options(reading.data or {}, values, file)


def _options(data: Mapping[str, Any], ours: Mapping[str, Any], file: Path) -> Options:
    folder, theme = file.parent, data.get("theme")
    own = folder / theme["custom_dir"] if isinstance(theme, Mapping) and "custom_dir" in theme else None
    return Options(
        site_url=str(data.get("site_url", "")),
        products=folder / str(data.get("docs_dir", "products")),
        site_dir=folder / str(data.get("site_dir", "site")),
        cache_dir=folder / ours.get("cache_dir", ".cache"),
        theme=Theme.over(own) if own and own.resolve() != PACKAGED else PACKAGED_THEME,
        config_file=file,
        recipe=Recipe(
            widths=ours.get("photo_widths", WEB.widths),
            formats=ours.get("photo_formats", WEB.formats),
            fallback=Encoding("jpeg", ours["photo_quality"]) if "photo_quality" in ours else WEB.fallback,
            fallback_width=ours.get("photo_width", WEB.fallback_width),
        ),
        jobs=ours.get("jobs", cores()),
        social_cards=ours.get("social_cards", True),
        product_sheets=ours.get("product_sheets", True),
        qr_files=ours.get("qr_files", True),
        display_photos=ours.get("display_photos", True),
    )


def _plugin(data: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Our options in the file and the dotted path to them; MkDocs lets plugins be a list or a mapping."""
    plugins = data.get("plugins") or {}
    rows = [plugins] if isinstance(plugins, Mapping) else plugins
    for at, row in enumerate(rows):
        ours = row.get(PLUGIN) if isinstance(row, Mapping) else None
        if isinstance(ours, Mapping):
            return f"plugins.{PLUGIN}." if rows == [plugins] else f"plugins.{at}.{PLUGIN}.", ours
    return "", {}


def _converted(
    ours: Mapping[str, Any], place: str, reading: reader.Reading, file: Path
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, raw in ours.items():
        try:
            values[key] = OURS.get(key, _unknown(key))(raw)
        except PydanticCustomError as refusal:
            line, column = reading.positions.of(place + key, key=key not in OURS)
            params = {name: value for name, value in (refusal.context or {}).items() if name != "code"}
            problems.append(Problem(file.as_posix(), refusal.type, line, column, place + key, params))
    return values, problems


def _unknown(key: str) -> Callable[[Any], Any]:
    def say_so(_: Any) -> Any:
        near = get_close_matches(key, OURS, n=1)
        if near:
            raise refuse("unknown_key_near", found=key, near=near[0])
        raise refuse("unknown_key", found=key, allowed=", ".join(OURS))

    return say_so


def _folder(raw: Any) -> str:
    if not isinstance(raw, str):
        raise refuse("option_text")
    return raw


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def convert(raw: Any) -> int:
        if not isinstance(raw, str) or not raw.isdecimal() or not least <= int(raw) <= most:
            raise refuse("option_number", found=raw, least=least, most=most)
        return int(raw)

    return convert


def _widths(raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, Iterable) or isinstance(raw, (str, Mapping)):
        raise refuse("option_widths", found=raw)
    return tuple(sorted({_whole(1, WIDEST)(width) for width in raw}))


def _formats(raw: Any) -> tuple[Encoding, ...]:
    known = [name for name in SUFFIXES if name != "jpeg"]
    if not isinstance(raw, Mapping) or not set(raw) <= set(known):
        raise refuse("option_formats", found=raw, known=", ".join(known))
    return tuple(Encoding(name, _whole(1, 100)(quality)) for name, quality in raw.items())


def _yes_no(raw: Any) -> bool:
    if raw not in ("true", "false"):
        raise refuse("option_yes_no", found=raw)
    return bool(raw == "true")


OURS: Mapping[str, Callable[[Any], Any]] = {
    "cache_dir": _folder,
    "jobs": _whole(1, MOST_JOBS),
    "social_cards": _yes_no,
    "product_sheets": _yes_no,
    "photo_widths": _widths,
    "photo_formats": _formats,
    "photo_width": _whole(1, WIDEST),
    "photo_quality": _whole(1, 100),
    "qr_files": _yes_no,
    "display_photos": _yes_no,
}
"""The keys under `plugins: site-builder:`; `photo_width` and `photo_quality` are of the one JPEG beside the formats."""
