"""Codes are printed in capitals and typed as people type: the 'not found' page leads on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from ..servers import Quiet, served

NewContext = Callable[..., BrowserContext]


class _Host(Quiet):
    """As static hosts do: 404.html for whatever is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def host(shipped_site: Path) -> Iterator[str]:
    with served(shipped_site, _Host) as address:
        yield address


@pytest.fixture
def visitor(new_context: NewContext) -> Page:
    return new_context(locale="vi-VN").new_page()


@pytest.mark.parametrize(
    "typed", ["q/bg-001", "q/bg-001/", "Q/bg-001/", "q/BG-001", "q/bg-001/index.html", "Q/Bg-001#en"]
)
def test_small_letters_lead_to_the_page(host: str, visitor: Page, typed: str) -> None:
    visitor.goto(host + typed)
    visitor.wait_for_url(f"{host}Q/BG-001/**")
    assert visitor.locator("h1:visible").inner_text() in ("Chè dưới tán hồi", "Tea grown under star anise")


@pytest.mark.parametrize(
    "typed", ["Q/BG-999/", "q/bg-999", "q/", "qua/bg-001", "Q/BG-001/anh.jpg", "san-pham/q/khong-co"]
)
def test_what_is_not_there_stays_not_found_and_goes_round_no_circle(host: str, visitor: Page, typed: str) -> None:
    visitor.goto(host + typed, wait_until="networkidle")
    assert visitor.locator("h1").inner_text() == "Không tìm thấy trang"


def test_no_two_published_paths_differ_in_capitals_alone(shipped_site: Path, complete_site: Path) -> None:
    for site in (shipped_site, complete_site):
        paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
        assert len({path.casefold() for path in paths}) == len(paths)
