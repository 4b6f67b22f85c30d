"""A host at which the site was when codes were printed: each server leads every code on, by its rules or by pages."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ..commands import build
from ..prints import press
from ..servers import served
from ..shared import Shared
from .programs import SERVERS, running

PRESENT = "https://binhgia.gov.vn/ocop/"
FORMER = {"/": "cu.vn", "/xa/ocop/": "cu.vn_xa_ocop"}
"""The path at which the site lay, and the folder with what leads on from there."""
ROWS = """\
code,kind,key,issued,address
SP-01,product,che,2025-01-02,https://cu.vn/ https://cu.vn/xa/ocop/
"""


@pytest.fixture(scope="session")
def former_hosts(shared: Shared, photo_cache: Path) -> Path:
    """What a site that has moved holds for its former hosts. Read only."""

    def fill(place: Path) -> None:
        press.catalogue(place, {"che": press.PRODUCTS["che"]})
        (place / "products/short-links.csv").write_text(ROWS, "utf-8")
        (place / "mkdocs.yml").write_text(f"site_url: {PRESENT}\n", "utf-8")
        build("--cache-dir", photo_cache, folder=place)

    return shared.folder("moved", fill) / "site/may-chu/dia-chi-cu"


def led_to(url: str) -> tuple[int, str | None]:
    """The status and the next address that a server answers with."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location")


@pytest.mark.slow
@pytest.mark.parametrize("path", FORMER)
@pytest.mark.parametrize("name", SERVERS)
def test_a_server_with_rules_leads_every_code_on(name: str, path: str, former_hosts: Path, open_folder: Path) -> None:
    site = open_folder / "copied"
    shutil.copytree(former_hosts / FORMER[path], site)
    for rules in ("nginx.conf", "Caddyfile"):
        (site / "may-chu").mkdir(exist_ok=True)
        shutil.copyfile(site / rules, site / "may-chu" / rules)
    work = open_folder / "work"
    work.mkdir(mode=0o755)
    with running(SERVERS[name], site, path, work) as url:
        for code in ("Q/SP-01/", "q/sp-01/", "Q/SP-99/"):
            assert led_to(url + code) == (301, PRESENT + code)
        assert led_to(url + "san-pham/che.html")[0] != 301


def test_a_server_without_rules_has_a_page_for_every_code(former_hosts: Path) -> None:
    with served(former_hosts / FORMER["/"]) as url:
        status, _ = led_to(f"{url}Q/SP-01/")
    assert status == 200
    page = (former_hosts / FORMER["/"] / "Q/SP-01/index.html").read_text("utf-8")
    assert f'content="0; url={PRESENT}Q/SP-01/"' in page
