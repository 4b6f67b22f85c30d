"""The made-up catalogue as a site at the root of a host, below a path, and for a host that strips `.html`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..commands import ROOT, build
from ..servers import served
from ..shared import Shared
from .iis import Iis
from .programs import SERVERS, running

PATHS = ("/", "/xa/ocop/")
IIS = "iis"


@dataclass(frozen=True, slots=True)
class Host:
    """A server that offers `site` at `url`; `name` says which."""

    name: str
    site: Path
    url: str


def site_for(shared: Shared, photo_cache: Path, name: str, changes: Mapping[str, str]) -> Path:
    """The made-up catalogue, built once with lines of `mkdocs.yml` changed."""

    def fill(place: Path) -> None:
        text = (ROOT / "tests/with-an-address.yml").read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (place / "mkdocs.yml").write_text(text, "utf-8")
        folders = ("--products", ROOT / "tests/catalogues/complete", "--site-dir", place / "site")
        build("--config-file", place / "mkdocs.yml", *folders, "--cache-dir", photo_cache)

    return shared.folder(name, fill) / "site"


@pytest.fixture(scope="session")
def site_below_a_path(shared: Shared, photo_cache: Path) -> Path:
    """The site as it is built for an address with a path. Read only."""
    theme = str(ROOT / "theme")
    changes = {"ocop-binh-gia.vn/": f"ocop-binh-gia.vn{PATHS[1]}", "../theme": theme}
    return site_for(shared, photo_cache, "below-a-path", changes)


@pytest.fixture(scope="session")
def clean_site(shared: Shared, photo_cache: Path) -> Path:
    """The site as it is built for a host that strips `.html`. Read only."""
    changes = {"  - site-builder:\n": "  - site-builder:\n      clean_urls: true\n", "../theme": str(ROOT / "theme")}
    return site_for(shared, photo_cache, "clean", changes)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that everybody may read: pytest's own are closed to servers that run as somebody else."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=[(name, path) for name in (*SERVERS, IIS) for path in PATHS], ids="-".join)
def host(
    request: pytest.FixtureRequest, complete_site: Path, site_below_a_path: Path, open_folder: Path
) -> Iterator[Host]:
    """Every server, with the site at its root and below a path."""
    name, path = request.param
    site = complete_site if path == "/" else site_below_a_path
    if name == IIS:
        answers = type("IisBelow", (Iis,), {"path_of_site": path})
        with served(site, answers) as root:
            yield Host(name, site, root.removesuffix("/") + path)
    else:
        with running(SERVERS[name], site, path, open_folder) as url:
            yield Host(name, site, url)
