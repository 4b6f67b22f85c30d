"""A small catalogue of names that are easily taken for each other, built once by the real command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..commands import build
from .market import write


@pytest.fixture(scope="session")
def market_site(tmp_path_factory: pytest.TempPathFactory, photo_cache: Path) -> Path:
    """The site of `catalogue.yml`. Read only."""
    folder = tmp_path_factory.mktemp("market")
    write(folder / "products")
    build("--products", folder / "products", "--site-dir", folder / "site", "--cache-dir", photo_cache)
    return folder / "site"


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
