from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from site_builder.build import compose, examine
from site_builder.files import OutputFile
from site_builder.options import Options
from site_builder.theme_folder import Theme
from site_builder.web.assets import bundle_assets
from site_builder.web.host_files import BACKGROUND_COLOUR, WORKER_SCRIPT, service_worker

from ..commands import ROOT, TODAY
from ..pages.samples import scene
from .conftest import Host


@pytest.mark.parametrize(
    ("address", "lang", "name", "start"),
    [
        ("manifest.webmanifest", "vi", "Danh mục thử", "index.html"),
        ("en/manifest.webmanifest", "en", "Test catalogue", "en/index.html"),
    ],
)
def test_a_manifest_leads_to_files_that_are_there_wherever_the_site_lies(
    address: str, lang: str, name: str, start: str, complete_site: Path
) -> None:
    file = complete_site / address
    told = json.loads(file.read_text("utf-8"))
    assert (told["lang"], told["name"]) == (lang, name)
    assert (file.parent / told["start_url"]).resolve() == (complete_site / start).resolve()
    assert (file.parent / told["scope"]).resolve() == complete_site.resolve()
    for icon in told["icons"]:
        with Image.open(file.parent / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_the_browser_reads_it_without_complaint(phone: Page, host: Host) -> None:
    phone.goto(f"{host.url}en/index.html")
    read = phone.context.new_cdp_session(phone).send("Page.getAppManifest")
    assert (read["url"], read["errors"]) == (f"{host.url}en/manifest.webmanifest", [])


def test_its_colour_is_that_of_the_pages() -> None:
    tokens = (ROOT / "theme/assets/css/00-tokens.css").read_text("utf-8")
    assert re.findall(r"--paper:(#\w+)", tokens)[0] == BACKGROUND_COLOUR


def test_the_live_preview_is_left_without_all_of_it(photo_cache: Path) -> None:
    options = Options(products=ROOT / "tests/catalogues/minimal", cache_dir=photo_cache, live=True)
    today = date.fromisoformat(TODAY)
    files = compose(examine(options, today), options, today).files
    assert [name for name in files if re.search(r"^sw\.js|manifest|khong-co-mang", name)] == []
    page = files["index.html"]
    assert isinstance(page, bytes)
    assert b"data-manifest" not in page


def test_a_host_is_told_to_ask_for_the_worker_every_time(complete_site: Path) -> None:
    assert "\n/sw.js\n  Cache-Control: no-cache\n" in (complete_site / "_headers").read_text("utf-8")


PLAIN = (OutputFile("index.html", b"one"), OutputFile("photos/a.avif", Path("/cache/a-1.avif")))


@pytest.mark.parametrize(
    ("outputs", "script", "same"),
    [
        (PLAIN, b"", True),
        ((OutputFile("index.html", b"one"), OutputFile("photos/a.avif", Path("/elsewhere/a-1.avif"))), b"", True),
        ((OutputFile("index.html", b"two"), PLAIN[1]), b"", False),
        ((OutputFile("en/index.html", b"one"), PLAIN[1]), b"", False),
        ((PLAIN[0], OutputFile("photos/a.avif", Path("/cache/a-2.avif"))), b"", False),
        ((PLAIN[0], OutputFile("photos/b.avif", Path("/cache/a-1.avif"))), b"", False),
        (PLAIN[:1], b"", False),
        (PLAIN, b"// another worker", False),
    ],
    ids=["nothing", "the cache elsewhere", "a page", "an address", "a photo", "its address", "one less", "the worker"],
)
def test_the_version_changes_with_what_is_published_and_where_and_with_nothing_else(
    outputs: tuple[OutputFile, ...], script: bytes, same: bool
) -> None:
    """A phone that has the version keeps what it has: an address that moved would not be found there."""
    assets = bundle_assets(Theme(), (), today=date.fromisoformat(TODAY))
    own = assets.files[WORKER_SCRIPT]
    changed = replace(assets, files={**assets.files, WORKER_SCRIPT: replace(own, data=own.data + script)})
    scenes = {"vi": scene()}
    before, after = service_worker(scenes, assets, PLAIN), service_worker(scenes, changed, outputs)
    assert (_version(before) == _version(after)) == same


def _version(made: OutputFile) -> str:
    assert isinstance(made.data, bytes)
    told: str = json.loads(made.data.partition(b"=")[2].partition(b";\n")[0])["version"]
    return told
