from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from site_builder.catalogue.showcase import Catalogue

from ..shared import Shared
from . import market
from .shelf import OPTIONS, Shelf

NewContext = Callable[..., BrowserContext]
SIZE = 700


@pytest.fixture(scope="session")
def market_site(shared: Shared, photo_cache: Path) -> tuple[Path, Catalogue]:
    """The site of 700 made-up products, three pages of the list, built once. Read only."""
    made = market.catalogue(SIZE)
    return shared.folder("market of many", lambda site: market.build(made, site, photo_cache)), made


@pytest.fixture(scope="session")
def market_url(market_site: tuple[Path, Catalogue], serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(market_site[0])


@pytest.fixture
def shelf(complete_url: str, new_context: NewContext) -> Callable[..., Shelf]:
    """Opens the page of all products of `tests/catalogues/complete`; options as the browser names them."""

    def open_shelf(query: str = "", site: str = complete_url, **options: object) -> Shelf:
        return Shelf(new_context(**{**OPTIONS, **options}).new_page(), site).go(query)

    return open_shelf
