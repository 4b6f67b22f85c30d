"""Names that a prose page may not have, since a page of the site itself has them: that of the calendar, the display."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.raw import RawCatalogue, error_at
from ..messages import Problem
from ..theme_folder import Theme
from .words import load_translations

OWN_NAMES = ("kiosk", "404", "sw")
"""Names of files at the root of a language that are the same in every one."""
OWN_PATH_WORDS = ("season", "offline", "favourites")
"""Path words (`path` in the words of the theme) that name a page at the root of a language."""


def page_name_problems(raw: RawCatalogue, theme: Theme) -> Iterator[Problem]:
    """An error for each prose page whose slug is the name of a page of the site itself."""
    languages = raw.settings.languages if raw.settings else ()
    taken: dict[str, tuple[str, ...]] = {}
    for entry in raw.prose:
        page = entry.page
        if page and page.lang in languages:
            if page.lang not in taken:
                words = load_translations(page.lang, theme).section("path")
                taken[page.lang] = (*OWN_NAMES, *(words[key] for key in OWN_PATH_WORDS))
            if page.slug in taken[page.lang]:
                yield error_at(entry, "key_reserved", "slug", found=page.slug, wanted=f"{page.slug}-1")
