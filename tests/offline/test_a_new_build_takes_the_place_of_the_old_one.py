from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..commands import ROOT, build
from ..shared import Shared
from ..waiting import until
from .conftest import Host, kept, visit

PRODUCT = "san-pham/chung-nhan-3-sao.html"
UPDATE = "() => navigator.serviceWorker.getRegistration().then(found => found.update()).then(() => true)"


@pytest.fixture(scope="module")
def after(shared: Shared, photo_cache: Path) -> Path:
    """The site of the complete catalogue after somebody changed a sentence of one product."""
    return shared.folder("after", lambda home: build_changed(home, photo_cache)) / "site"


def build_changed(home: Path, photo_cache: Path) -> None:
    shutil.copytree(ROOT / "tests/catalogues/complete", home / "products")
    file = home / "products/chung-nhan-3-sao/product.yml"
    file.write_text(file.read_text("utf-8").replace("có đủ mọi mục của danh mục.", "nay kể thêm một câu."), "utf-8")
    build("--products", home / "products", "--site-dir", home / "site", "--cache-dir", photo_cache)


def names(page: Page) -> set[str]:
    """Of each store its sort and version."""
    return set(page.evaluate("async () => (await caches.keys()).map(name => name.split(' ').slice(1).join(' '))"))


def test_only_what_the_new_build_holds_stays_and_pages_that_were_read_come_along(
    phone: Page, host: Host, after: Path
) -> None:
    visit(phone, host, PRODUCT)
    until(phone, "() => document.querySelector('.bg-gallery img').complete")
    visit(phone, host, "index.html")
    version, pictures = names(phone).pop().split()[1], kept(phone, "pictures")
    assert pictures
    host.folder = after
    phone.evaluate(UPDATE)
    until(phone, "async old => !(await caches.keys()).some(name => name.endsWith(old))", version)
    assert {name.split()[0] for name in names(phone)} == {"pages", "files", "pictures"}
    assert len({name.split()[1] for name in names(phone)}) == 1
    assert sorted(kept(phone)) == ["index.html", PRODUCT]
    assert set(pictures) <= set(kept(phone, "pictures"))
    host.is_cut = True
    phone.goto(host.url + PRODUCT)
    expect(phone.locator("[data-manifest]")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("nay kể thêm một câu")


def test_the_version_changes_with_any_page(complete_site: Path, after: Path) -> None:
    assert (complete_site / "sw.js").read_bytes() != (after / "sw.js").read_bytes()
