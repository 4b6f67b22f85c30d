"""The catalogue as paper sees it: a scene for each language, made from the same content as the pages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..content.boundaries import Shapes
from ..media.plan import Picture
from ..pages.scene import Scene, urls_of
from ..pages.words import load_all
from ..showcase import Catalogue
from ..theme_folder import Theme
from .address import addresses

NOWHERE: Shapes = {}


def scenes(
    catalogue: Catalogue,
    pictures: Mapping[tuple[str, str], Picture],
    theme: Theme,
    site_url: str,
    today: date,
    shapes: Shapes = NOWHERE,
) -> dict[str, Scene]:
    """By language, the first one first.

    `pictures` are those made for paper, by owner and file; `shapes` the boundaries of the communes for a map.
    """
    words = load_all(catalogue.settings.languages, theme)
    urls = urls_of(catalogue, words)
    codes = addresses(site_url, catalogue.settings.site.short_url)
    documents: dict[tuple[str, str], str] = {}
    known = (urls, catalogue, pictures, today, documents, site_url, codes)
    return {lang: Scene(lang, words[lang], *known, boundaries=shapes) for lang in urls.languages}
