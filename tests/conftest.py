"""What the tests share: the two built sites, a web server, a browser that reaches this machine alone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from playwright.sync_api import BrowserContext, Route

from .commands import ROOT, build
from .servers import served

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = re.compile(r"^(https?|wss?)://(?!(127\.0\.0\.1|localhost)[:/])")
ALONE = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
LAUNCH = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules={ALONE}"]

SAME_EVERYWHERE, CAMPAIGN = "the same everywhere", "campaign"
settings.register_profile(SAME_EVERYWHERE, deadline=None, derandomize=True)
settings.register_profile(CAMPAIGN, deadline=None, max_examples=100)
# HYPOTHESIS_PROFILE=campaign asks more, and each time something else.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", SAME_EVERYWHERE))


def slow(examples: int) -> settings:
    """For a property whose every example takes seconds: so few in a common run, what the profile has in a campaign.

    What it finds is told as it was found: to make it smaller would take minutes.
    """
    common = settings.get_current_profile_name() == SAME_EVERYWHERE
    return settings(
        max_examples=examples if common else settings().max_examples,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=(HealthCheck.too_slow,),
    )


def chromium() -> str:
    """The system's Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "Chromium is needed: apt-get install chromium"
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected files of the tests afresh")


@pytest.fixture(scope="session")
def photo_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of renditions that the tests of one run share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory, photo_cache: Path) -> Path:
    """The site of `products/`, built once. Read only."""
    site = tmp_path_factory.mktemp("shipped") / "site"
    build("--site-dir", site, "--cache-dir", photo_cache)
    return site


@pytest.fixture(scope="session")
def complete_site(tmp_path_factory: pytest.TempPathFactory, photo_cache: Path) -> Path:
    """The site of `tests/catalogues/complete`, every field and every state in it, built once. Read only."""
    site = tmp_path_factory.mktemp("complete") / "site"
    build("--products", ROOT / "tests/catalogues/complete", "--site-dir", site, "--cache-dir", photo_cache)
    return site


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine: gives its address, which ends with a slash."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(served(folder))


@pytest.fixture(scope="session")
def shipped_url(shipped_site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(shipped_site)


@pytest.fixture(scope="session")
def complete_url(complete_site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(complete_site)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": LAUNCH}


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., BrowserContext]]:
    """A fresh browser context (options as playwright names them); a request to another host fails the test.

    Without service workers unless `service_workers="allow"`: what a test serves is what its page gets.
    """
    foreign: list[str] = []

    def refuse(route: Route) -> None:
        foreign.append(route.request.url)
        route.abort()

    def make(**options: Any) -> BrowserContext:
        context = new_context(**{"service_workers": "block", **options})
        context.route(ELSEWHERE, refuse)
        return context

    yield make
    assert foreign == [], "the page asked another host"
