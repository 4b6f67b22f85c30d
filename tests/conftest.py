"""What the tests share: the two built sites, a web server, a browser that reaches this machine alone.

How much is tried is decided here alone: `make test` takes a seeded sample of what `make campaign` (the option
`--campaign`) goes through in full.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from playwright.sync_api import BrowserContext, Route, expect

from site_builder.cache import DATABASE_FILE, FILES_FOLDER

from .commands import ROOT, WITH_AN_ADDRESS, build
from .sampling import Sample
from .servers import served
from .shared import Shared

T = TypeVar("T")

os.environ.setdefault("XDG_CACHE_HOME", str(ROOT / ".cache"))
"""Compiled templates are kept with the user's own files: those of the tests are not."""
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".cache/python"))
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Each process that a test starts would compile the program again where nothing compiled is kept."""

os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
"""As in an environment that is active: sentences name the command by its name, not by the path of its file."""

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is the same browser without its windows: pages take it two thirds of the processor time."""
ELSEWHERE = re.compile(r"^(https?|wss?)://(?!(127\.0\.0\.1|localhost)[:/])")
ALONE = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
UNWANTED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,TcpPortRandomizationWin,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
"""What Playwright turns off itself (the last list counts, so it is said again), and the two pages of the address bar
that Chromium loads with every window: nobody types there, and they cost more than the page that is tested."""
LAUNCH = [
    *("--no-sandbox", "--disable-gpu", f"--host-resolver-rules={ALONE}"),
    f"--disable-features={UNWANTED}",
]

SAME_EVERYWHERE = "the same everywhere"
settings.register_profile(SAME_EVERYWHERE, deadline=None, derandomize=True)
settings.register_profile("campaign", deadline=None, max_examples=2000, print_blob=True)

expect.set_options(timeout=30_000)
"""Milliseconds for which a page may keep a test waiting: a busy machine is slow, not wrong."""

SLOW = {"browser", "shared"}
"""Fixtures by which one knows that a test needs a browser or a site."""


def slow(examples: int) -> settings:
    """For a property whose every example takes seconds: so few in a common run, a hundred in a campaign.

    What it finds is told as it was found: to make it smaller would take minutes.
    """
    common = settings.get_current_profile_name() == SAME_EVERYWHERE
    return settings(
        max_examples=examples if common else 100,
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
    parser.addoption("--campaign", action="store_true", help="try every case, not a sample, and many made-up inputs")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("campaign" if config.getoption("campaign") else "the same everywhere")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what `make check` leaves out, which follows from the fixtures; outside a campaign its own tests go.

    The longest begin, so that at the end no process is left alone with one.
    """
    for item in items:
        if isinstance(item, pytest.Function) and not SLOW.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.slow)
    if not config.getoption("campaign"):
        left_out = [item for item in items if item.get_closest_marker("campaign")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


@pytest.fixture(scope="session")
def campaign(pytestconfig: pytest.Config) -> bool:
    """Whether every case is to be tried."""
    return bool(pytestconfig.getoption("campaign"))


@pytest.fixture
def sample(campaign: bool, request: pytest.FixtureRequest) -> Sample:
    """The seed is the name of the test: a failure comes again."""
    chance = Random(request.node.name)

    def choose(cases: Sequence[T], most: int) -> Sequence[T]:
        if campaign or len(cases) <= most:
            return cases
        return [cases[at] for at in sorted(chance.sample(range(len(cases)), most))]

    return choose


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Shared:
    """What is made once for all processes of this run: pytest-xdist gives each a folder in the folder of the run."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "shared"
    root.mkdir(exist_ok=True)
    return Shared(root)


@pytest.fixture(scope="session")
def font_cache(shared: Shared) -> Path:
    """A cache of fonts cut for texts in Vietnamese and English, and of nothing else; to be copied, never used itself.

    For tests that need a cache of their own and are not about fonts: to cut them takes longer than all the rest.
    """

    def fill(place: Path) -> None:
        minimal = ROOT / "tests/catalogues/minimal"
        build("--products", minimal, "--site-dir", place / "site", "--cache-dir", place / "cache")
        shutil.rmtree(place / "cache" / FILES_FOLDER)
        with closing(sqlite3.connect(place / "cache" / DATABASE_FILE)) as database, database:
            database.execute("DELETE FROM entries WHERE kind <> 'font'")
            database.execute("DELETE FROM uses WHERE kind <> 'font'")

    return shared.folder("fonts", fill) / "cache"


@pytest.fixture(scope="session")
def photo_cache() -> Path:
    """A cache that all tests share, and the next run again: most of a short run went into the same photos.

    What must be cold or is spoiled on purpose has a cache of its own.
    """
    return ROOT / ".cache/tests"


@pytest.fixture(scope="session")
def shipped_site(shared: Shared, photo_cache: Path) -> Path:
    """The site of `products/`, built once. Read only."""

    def fill(place: Path) -> None:
        build(*WITH_AN_ADDRESS, "--site-dir", place / "site", "--cache-dir", photo_cache)

    return shared.folder("shipped", fill) / "site"


@pytest.fixture(scope="session")
def complete_site(shared: Shared, photo_cache: Path) -> Path:
    """The site of `tests/catalogues/complete`, every field and every state in it, built once. Read only."""

    def fill(place: Path) -> None:
        products = ROOT / "tests/catalogues/complete"
        build(*WITH_AN_ADDRESS, "--products", products, "--site-dir", place / "site", "--cache-dir", photo_cache)

    return shared.folder("complete", fill) / "site"


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
