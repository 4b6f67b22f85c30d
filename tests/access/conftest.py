from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .walk import kinds


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for a module, where scripts of the tests run in any page whatever its policy; nothing moves."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def every_kind(complete_site: Path) -> Callable[[str], list[str]]:
    """The addresses of one page of each kind, by language."""
    return lambda lang: kinds(complete_site, lang)
