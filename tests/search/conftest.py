"""A small catalogue of names that are easily taken for each other, built once by the real command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..commands import build
from ..shared import Shared
from .market import write


@pytest.fixture(scope="session")
def market_site(shared: Shared, photo_cache: Path) -> Path:
    """The site of `catalogue.yml`, built once. Read only."""

    def fill(folder: Path) -> None:
        write(folder / "products")
        build("--products", folder / "products", "--site-dir", folder / "site", "--cache-dir", photo_cache)

    return shared.folder("market of names", fill) / "site"


@pytest.fixture(scope="session")
def market_url(market_site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(market_site)


@pytest.fixture(scope="session")
def scripts(market_site: Path) -> dict[str, str]:
    """The published index of each language."""
    return {lang: published_index(market_site, lang) for lang in ("vi", "en")}


def published_index(site: Path, lang: str) -> str:
    """The script that pages in `lang` of a built site load."""
    (found,) = (site / "assets").glob(f"search.{lang}.*.js")
    return found.read_text("utf-8")
