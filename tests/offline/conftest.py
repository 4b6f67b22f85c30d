"""A phone and a host whose network fails when a test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page

from ..servers import Quiet, served
from ..waiting import until

PLACE = "/xa/ocop/"
"""Where on the host the site lies."""
KEPT = """async sort => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.includes(` ${sort} `)) continue;
    for (const request of await (await caches.open(name)).keys()) found.push(request.url.split("/xa/ocop/")[1]);
  }
  return found;
}"""


@dataclass
class Host:
    """Serves `folder` at `url`; while `is_cut` it says nothing, and it takes its time over `slow` until `done`."""

    folder: Path
    url: str = ""
    is_cut: bool = False
    slow: str = ""
    done: Event = field(default_factory=Event)


@pytest.fixture
def host(complete_site: Path) -> Iterator[Host]:
    host = Host(complete_site)

    class Answers(Quiet):
        def do_GET(self) -> None:  # noqa: N802 (the name that the server looks for)
            if host.slow and self.path.endswith(host.slow):
                host.done.wait(60)
            if host.is_cut:
                self.close_connection = True
            else:
                super().do_GET()

        def translate_path(self, path: str) -> str:
            self.directory = str(host.folder)
            return super().translate_path(path.removeprefix(PLACE) if path.startswith(PLACE) else "/nowhere")

    with served(complete_site, Answers) as root:
        host.url = root.removesuffix("/") + PLACE
        yield host
        host.done.set()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone whose browser has a service worker."""
    return new_context(service_workers="allow", viewport={"width": 390, "height": 844}).new_page()


def kept(page: Page, sort: str = "pages") -> list[str]:
    """The addresses that the phone has of a `sort` (pages, files, pictures), the oldest first."""
    found: list[str] = page.evaluate(KEPT, sort)
    return found


def visit(page: Page, host: Host, address: str) -> None:
    """Open a page and wait until the phone has it."""
    page.goto(host.url + address)
    until(page, "() => navigator.serviceWorker.controller")
    until(page, f"async address => (await ({KEPT})('pages')).includes(address)", address)
