"""Hosts that serve `x.html` at `x` and send there who asks for `x.html`, as Cloudflare Pages does by itself."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from ..servers import Quiet, served
from ..waiting import until
from .programs import SERVERS, Start, running
from .test_any_web_server import Answer, check_headers

ROOT_URL = "https://ocop-binh-gia.vn/"
PRODUCT = "san-pham/chung-nhan-3-sao"
IS_KEPT = """async address => {
  for (const name of (await caches.keys()).filter(name => name.includes(" pages "))) {
    for (const { url } of await (await caches.open(name)).keys()) if (new URL(url).pathname === address) return true;
  }
  return false;
}"""


@dataclass
class StrippingHost:
    """A host that can be cut off."""

    url: str = ""
    is_cut: bool = False


@pytest.fixture
def stripping(clean_site: Path) -> Iterator[StrippingHost]:
    host = StrippingHost()

    class Answers(Quiet):
        def do_GET(self) -> None:  # noqa: N802 (the name that the server looks for)
            path, _, query = self.path.partition("?")
            if host.is_cut:
                self.close_connection = True
            elif path.endswith(".html"):
                shown = path.removesuffix(".html").removesuffix("index")
                self.send_response(308)
                self.send_header("Location", f"{shown}?{query}" if query else shown)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                if Path(f"{self.translate_path(path)}.html").is_file():
                    self.path = f"{path}.html"
                super().do_GET()

    with served(clean_site, Answers) as host.url:
        yield host


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(service_workers="allow", viewport={"width": 390, "height": 844}).new_page()


def test_pages_open_without_a_network_under_either_address(phone: Page, stripping: StrippingHost) -> None:
    phone.goto(stripping.url)
    until(phone, "() => navigator.serviceWorker.controller")
    for address in ("index.html", f"{PRODUCT}.html"):
        phone.goto(stripping.url + address)
        until(phone, IS_KEPT, f"/{address}")
    assert phone.url == stripping.url + PRODUCT
    stripping.is_cut = True
    for asked in (PRODUCT, f"{PRODUCT}.html"):
        phone.goto(stripping.url + asked)
        assert phone.locator("h1").inner_text() == "Sản phẩm thử ba sao"
    phone.goto(stripping.url)
    assert phone.locator("html").get_attribute("data-cached-at")


@pytest.mark.parametrize("asked", ["mua-vu.html", "mua-vu", "en/season"])
def test_what_was_not_read_gives_the_offline_page(asked: str, phone: Page, stripping: StrippingHost) -> None:
    phone.goto(stripping.url)
    until(phone, "() => navigator.serviceWorker.controller")
    stripping.is_cut = True
    phone.goto(stripping.url + asked)
    title = {"e": "No network", "m": "Không có mạng"}[asked[0]]
    assert phone.locator("h1").inner_text().startswith(title)


def own_addresses(site: Path) -> Iterator[str]:
    """Every full address of the site that its pages, their data and the sitemap name."""
    files = [
        *site.rglob("*.html"),
        *site.rglob("*.ics"),
        *site.rglob("*.vcf"),
        site / "sitemap.xml",
        site / "robots.txt",
    ]
    for file in files:
        text = re.sub(r"\r\n ", "", file.read_bytes().decode("utf-8"))
        yield from re.findall(rf"{re.escape(ROOT_URL)}[^\s\"'<>\\?#]*", text)


def test_every_full_address_is_one_that_the_host_answers_at_once(clean_site: Path, stripping: StrippingHost) -> None:
    addresses = set(own_addresses(clean_site))
    pages = {each for each in addresses if not Path(each).suffix}
    assert not [each for each in addresses if each.endswith(".html")]
    assert ROOT_URL + PRODUCT in pages
    for each in sorted(pages)[:40]:
        url = stripping.url + each.removeprefix(ROOT_URL)
        with urllib.request.urlopen(url, timeout=30) as reply:
            assert (reply.status, reply.url) == (200, url)


def test_links_between_pages_stay_those_of_a_folder(clean_site: Path, complete_site: Path) -> None:
    def links(site: Path) -> list[str]:
        return re.findall(r'<a [^>]*href="([^":]*)"', (site / "index.html").read_text("utf-8"))

    assert links(clean_site) == links(complete_site)
    assert any(link.endswith(".html") for link in links(clean_site))


def test_without_the_setting_addresses_are_those_of_the_files(complete_site: Path) -> None:
    html = (complete_site / f"{PRODUCT}.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ROOT_URL}{PRODUCT}.html">' in html
    data: Any = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    assert data["@graph"][0]["url"] == f"{ROOT_URL}{PRODUCT}.html"


@pytest.mark.parametrize("start", SERVERS.values(), ids=SERVERS)
def test_other_servers_are_told_to_answer_the_short_addresses_too(
    start: Start, clean_site: Path, open_folder: Path
) -> None:
    with running(start, clean_site, "/", open_folder) as url:
        for asked, file in ((PRODUCT, f"{PRODUCT}.html"), ("", "index.html"), ("san-pham/", "san-pham/index.html")):
            answer = Answer(url + asked)
            assert (answer.status, answer.media_type) == (200, ("text/html", "utf-8")), asked
            assert answer.body == (clean_site / file).read_bytes(), asked
            check_headers(answer, asked)
        for former in ("xa/thu-cu", "xa/thu-cu.html"):
            answer = Answer(url + former, once=True)
            assert (answer.status, urlsplit(answer.headers["Location"]).path) == (301, "/xa/thu-dong"), former
            assert Answer(url + former).body == (clean_site / "xa/thu-dong.html").read_bytes()
        assert Answer(f"{url}khong-co").status == 404
