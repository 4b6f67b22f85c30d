"""One site on any web server: nginx, Apache and Caddy as Debian has them, IIS as far as its rules are known.

Every server is started with nothing but its own defaults and the rules that lie in the site.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext

from site_builder.views.urls import CleanRoot
from site_builder.web.server_rules import MEDIA_TYPES, MOST_REDIRECTS, response_headers, server_files

from ..servers import served
from ..waiting import until
from .conftest import IIS, Host
from .iis import Iis, Rules, WrongConfigurationError

NewContext = Callable[..., BrowserContext]
FOR_EVER = {"public", "immutable", "max-age=31536000"}
HASHED = ("assets/", "photos/", "documents/", "cards/")
PAGES = (
    *("index.html", "en/index.html", "san-pham/index.html", "san-pham/chung-nhan-3-sao.html"),
    *("su-kien/hoi-cho-thu.html", "Q/THU-003/index.html"),
)
MOVED = {
    **{
        f"{folder}/thu-cu.{suffix}": f"{folder}/thu-dong.{suffix}"
        for folder in ("xa", "en/communes")
        for suffix in ("html", "pdf")
    },
    **{
        f"{folder}/2026-11-19-lop-thu.{suffix}": f"{folder}/2026-11-20-tap-huan-thu.{suffix}"
        for folder in ("tin", "en/news")
        for suffix in ("html", "pdf")
    },
    **{
        f"{former}.{suffix}": f"{former.rpartition('/')[0]}/hoi-nghi-thu.{suffix}"
        for former in ("su-kien/hoi-gap-thu", "su-kien/hoi-hop-thu", "en/events/hoi-gap-thu", "en/events/hoi-hop-thu")
        for suffix in ("html", "ics", "pdf")
    },
}
"""Former addresses of the catalogue, and where each leads."""
SEEN = """() => {
  const all = [...document.images].filter(image => image.src);
  all.forEach(image => { image.loading = "eager"; });
  return all.every(image => image.hidden || (image.complete && image.naturalWidth > 0));
}"""
BROKEN = (
    "[...document.images].filter(image => image.src && !image.hidden && !image.naturalWidth).map(image => image.src)"
)


class SendsNobodyOn(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Answer:
    """What a host says of an address, in the end or at `once`."""

    def __init__(self, url: str, *, once: bool = False) -> None:
        opener = urllib.request.build_opener(*([SendsNobodyOn] if once else []))
        try:
            reply = opener.open(url, timeout=30)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            self.status, self.body, self.headers = reply.status, reply.read(), reply.headers

    @property
    def media_type(self) -> tuple[str, str]:
        return self.headers.get_content_type(), (self.headers.get_content_charset() or "")

    @property
    def cache(self) -> set[str]:
        return {part.strip() for part in self.headers.get("Cache-Control", "").split(",")}


def one_of_each_kind(site: Path) -> dict[str, str]:
    """An address for each kind of file in the site, by its suffix."""
    files = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.*")) if file.is_file())
    found = {Path(file).suffix: file for file in files if "/" in file or file.endswith(("html", "xml", "txt"))}
    return {suffix: file for suffix, file in found.items() if suffix in MEDIA_TYPES}


def check_headers(answer: Answer, place: str) -> None:
    for name, value in response_headers().items():
        assert answer.headers.get_all(name) == [value], (place, name)


def test_every_file_comes_with_its_type_the_same_headers_and_its_time(host: Host) -> None:
    kinds = one_of_each_kind(host.site)
    assert {".html", ".css", ".js", ".avif", ".webp", ".jpg", ".woff2", ".webmanifest", ".pdf", ".ics"} <= kinds.keys()
    for suffix, place in {**kinds, "": "", "worker": "sw.js"}.items():
        answer = Answer(host.url + place)
        assert answer.status == 200, place
        file = host.site / place
        assert answer.body == (file / "index.html" if file.is_dir() else file).read_bytes(), place
        wanted = MEDIA_TYPES.get(suffix, "text/javascript" if suffix else "text/html")
        assert answer.media_type[0] == wanted, place
        if wanted.startswith("text/"):
            assert answer.media_type[1] == "utf-8", place
        assert answer.cache == (FOR_EVER if place.startswith(HASHED) else {"no-cache"}), place
        check_headers(answer, place)


@pytest.mark.parametrize("place", ["khong-co.html", "khong/co/", "photos/khong-co.avif", "may-chu/nginx.conf"])
def test_what_is_not_there_is_answered_by_the_page_that_says_so(host: Host, place: str) -> None:
    answer = Answer(host.url + place)
    assert (answer.status, answer.media_type[0]) == (404, "text/html")
    assert answer.body == (host.site / "404.html").read_bytes()
    assert "immutable" not in answer.cache
    check_headers(answer, place)


def test_every_picture_is_shown(host: Host, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    failed: list[str] = []
    page.on("response", lambda reply: failed.append(reply.url) if reply.status >= 400 else None)
    for place in PAGES:
        page.goto(host.url + place)
        until(page, SEEN)
        assert page.evaluate(BROKEN) == [], place
    assert failed == []


@pytest.mark.parametrize("place", PAGES)
def test_a_picture_whose_modern_format_does_not_come_shows_its_jpeg(
    place: str, complete_site: Path, new_context: NewContext
) -> None:
    class Ignorant(Iis):
        """Knows no modern picture, and reads no rules."""

        def do_GET(self) -> None:  # noqa: N802 (the name that the server looks for)
            if self.path.endswith(".avif"):
                self._answer(404, b"404.3", {"Content-Type": "text/html"})
            else:
                super().do_GET()

    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    with served(complete_site, Ignorant) as root:
        page.goto(root + place)
        until(page, SEEN)
        shown: list[str] = page.evaluate("[...document.images].map(image => image.currentSrc).filter(Boolean)")
    assert shown
    assert not [source for source in shown if source.endswith(".avif")]


def test_the_picture_of_a_page_without_scripts_is_the_jpeg(complete_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True, java_script_enabled=False).new_page()
    for place in PAGES:
        file = complete_site / place
        page.goto((file / "index.html" if file.is_dir() else file).as_uri())
        for image in page.locator("picture > img").all():
            assert str(image.get_attribute("src")).endswith((".jpg", ".webp"))  # the panorama is a drawing


@pytest.mark.parametrize(
    "wrong",
    [
        '<staticContent><mimeMap fileExtension=".css" mimeType="text/css"/></staticContent>',
        '<httpProtocol><customHeaders><add name="X-Powered-By" value="x"/></customHeaders></httpProtocol>',
        "<rewrite><rules/></rewrite>",
        "<security><requestFiltering/></security>",
        '<httpErrors><error statusCode="404" path="/404.html" responseMode="ExecuteURL"/></httpErrors>',
    ],
)
def test_the_model_of_iis_refuses_what_would_stop_a_whole_site(wrong: str, tmp_path: Path) -> None:
    text = f"<configuration><system.webServer>{wrong}</system.webServer></configuration>"
    (tmp_path / "web.config").write_text(text, "utf-8")
    with pytest.raises(WrongConfigurationError):
        Rules(tmp_path)


def test_iis_removes_each_type_and_header_before_it_adds_it(complete_site: Path) -> None:
    root = ElementTree.parse(complete_site / "web.config").getroot()
    for path, key in (("staticContent", "fileExtension"), ("httpProtocol/customHeaders", "name")):
        rows = [row for row in root.findall(f"system.webServer/{path}/*") if row.tag != "clientCache"]
        pairs = list(zip(rows[::2], rows[1::2], strict=True))
        assert pairs
        for removed, added in pairs:
            assert (removed.tag, removed.get(key)) == ("remove", added.get(key))


def test_apache_is_told_everything_in_parts_that_it_may_lack(complete_site: Path) -> None:
    """A directive of a module that is not there would be an error 500 for every address."""
    depth = 0
    for line in (complete_site / ".htaccess").read_text("utf-8").splitlines():
        depth += line.strip().startswith("<IfModule") - (line.strip() == "</IfModule>")
        assert depth or line == "</IfModule>", line


def test_hosts_that_read_headers_and_redirects_find_both(complete_site: Path) -> None:
    said = (complete_site / "_headers").read_text("utf-8")
    assert all(f"  {name}: {value}\n" in said for name, value in response_headers().items())
    assert said.count("Cache-Control") == len(HASHED) + 1
    remark, *lines = (complete_site / "_redirects").read_text("utf-8").splitlines()
    assert remark.startswith("#")
    assert dict(line.removesuffix(" 301").split() for line in lines) == {
        f"/{old}": f"/{new}" for old, new in MOVED.items()
    }


def test_a_former_address_is_led_on_for_good_by_the_server(host: Host) -> None:
    """IIS would need a module for it: there the page that leads on does."""
    path = urlsplit(host.url).path
    for asked, wanted in MOVED.items():
        answer = Answer(host.url + asked, once=True)
        if host.name == IIS:
            assert answer.status == (200 if asked.endswith(".html") else 404)
            continue
        place = urlsplit(answer.headers["Location"])
        assert (answer.status, place.path) == (301, path + wanted)
        assert place.netloc in ("", urlsplit(host.url).netloc)
        assert answer.cache == {"no-cache"}, "a name may be given to something else one day"
        assert Answer(host.url + asked).body == (host.site / wanted).read_bytes()


def test_rules_hold_so_many_redirects_as_hosts_read_and_the_pages_do_the_rest() -> None:
    moved = {f"san-pham/cu-{at}.html": f"san-pham/moi-{at}.html" for at in range(MOST_REDIRECTS)}
    for address in ("https://ocop.vn/", CleanRoot("https://ocop.vn/danh%20muc/")):
        files = {file.path: file.data for file in server_files(address, moved)}
        rules = {name: bytes(text).decode().count("/moi-") for name, text in files.items() if isinstance(text, bytes)}
        most = dict.fromkeys(("_redirects", ".htaccess", "may-chu/nginx.conf", "may-chu/Caddyfile"), MOST_REDIRECTS)
        assert {name: n for name, n in rules.items() if n} == most
