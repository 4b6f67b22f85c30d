"""Packs a USB stick for an exhibition: the site of what is shown, slides, videos and a guide, as a folder or a zip."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..catalogue.product import Product
from ..catalogue.showcase import Catalogue, Event
from ..files import atomic_draft
from ..messages import CatalogueError, Problem
from ..web.server_rules import SNIPPETS_FOLDER, server_files
from .site import Files, PublishResult, publish_site, refuse_clashes, refuse_foreign

SITE_FOLDER = "web"
"""The folder of the site on the stick: beside it lie only things for people."""
STICK_OPTION = "--out"
"""The option that chooses where the stick is written, which remedies name."""
START_FILE = "BAT-DAU.html"
GUIDE_FILE = "HUONG-DAN.pdf"
CHECKSUM_FILE = "SHA256SUMS.txt"
HOST_FILES = frozenset({"404.html", "robots.txt", "sitemap.xml", *(file.path for file in server_files("", {}))})
"""Files of the site that only a web host or search engines need; they are left off the stick."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the time of every entry, so that the bytes are the same in each run."""
START_PAGE_HTML = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={address}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
</head>
<body>
<p><a href="{address}">{title}</a></p>
</body>
</html>
"""
WINDOWS_SCRIPT = """@echo off
setlocal
set "BROWSER="
for %%B in (
  "%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe"
  "%ProgramFiles(x86)%\\Google\\Chrome\\Application\\chrome.exe"
  "%LocalAppData%\\Google\\Chrome\\Application\\chrome.exe"
  "%ProgramFiles(x86)%\\Microsoft\\Edge\\Application\\msedge.exe"
  "%ProgramFiles%\\Microsoft\\Edge\\Application\\msedge.exe"
) do if not defined BROWSER if exist "%%~B" set "BROWSER=%%~B"
if not defined BROWSER goto :alone
start "" "%BROWSER%" {flags} --edge-kiosk-type=fullscreen --user-data-dir="%TEMP%\\ocop-display" "%~dp0{start}"
exit /b 0
:alone
start "" "%~dp0{start}"
"""
UNIX_SCRIPT = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if command -v "$browser" >/dev/null 2>&1; then
    exec "$browser" {flags} --user-data-dir="${{TMPDIR:-/tmp}}/ocop-display" "$here/{start}"
  fi
done
exec xdg-open "$here/{start}"
"""
BROWSER_FLAGS = (
    "--kiosk --start-fullscreen --no-first-run --no-default-browser-check --disable-session-crashed-bubble "
    "--autoplay-policy=no-user-gesture-required --disable-pinch"
)


def shown_catalogue(catalogue: Catalogue, products: Iterable[Product], event: Event | None) -> Catalogue:
    """The catalogue with `products` alone, in its own order; with an event it has no other one."""
    slugs = {product.slug for product in products}
    kept = [event] if event else catalogue.settings.events
    events = tuple(each.naming_only(slugs) for each in kept)
    featured = tuple(slug for slug in catalogue.settings.home.featured if slug in slugs)
    home = catalogue.settings.home.model_copy(update={"featured": featured})
    settings = catalogue.settings.model_copy(update={"events": events, "home": home})
    shown = tuple(product for product in catalogue.products if product.slug in slugs)
    return catalogue.model_copy(update={"products": shown, "settings": settings})


def start_files(kiosk: str, choices: str, lang: str, title: str) -> dict[str, bytes]:
    """The page that leads to the display `kiosk` (its address in the site), and two programs that open it full screen.

    They name the page as a file: the browser makes an address of it, whatever signs the names of the folders hold.
    """
    address = escape(f"{SITE_FOLDER}/{quote(kiosk)}#{choices}")
    page = START_PAGE_HTML.format(lang=lang, address=address, title=escape(title))
    fields = {"start": START_FILE, "flags": BROWSER_FLAGS}
    # Windows' own interpreter loses labels (`goto`) in files with Unix line ends.
    windows = WINDOWS_SCRIPT.format(**fields).replace("\n", "\r\n")
    return {
        START_FILE: page.encode(),
        "bat-dau.bat": windows.encode("ascii"),
        "bat-dau.sh": UNIX_SCRIPT.format(**fields).encode("ascii"),
    }


def without_host_files(site: Files) -> Files:
    """The site without what only a web host reads."""
    return {
        name: content
        for name, content in site.items()
        if name not in HOST_FILES and not name.startswith(f"{SNIPPETS_FOLDER}/")
    }


def numbered_slides(folder: str, slides: Sequence[Path]) -> dict[str, Path]:
    """The slides as files that sort in their order."""
    return {f"{folder}/{at:03}.jpg": slide for at, slide in enumerate(slides, 1)}


def is_archive(out: Path) -> bool:
    """Whether a stick is written as one file, by its name."""
    return out.suffix.lower() == ".zip"


def refuse_foreign_stick(out: Path) -> None:
    """Raise CatalogueError where `out` is a folder of somebody else's: before the films are made, not after."""
    if not is_archive(out):
        with _told_of_our_option():
            refuse_foreign(out)


@contextmanager
def _told_of_our_option() -> Iterator[None]:
    """Problems of a folder name the option by which it was chosen."""
    try:
        yield
    except CatalogueError as error:
        told = (replace(problem, params={**problem.params, "option": STICK_OPTION}) for problem in error.problems)
        raise CatalogueError(told) from error


def save_stick(files: Files, out: Path) -> PublishResult:
    """Write `files` and their sums as the folder `out`, or as a zip where its name ends so."""
    # As `sha256sum -c` reads them: whether a copy of a stick is whole can be told without this program.
    sums = (f"{hashlib.sha256(_file_bytes(files[name])).hexdigest()}  {name}\n" for name in sorted(files))
    files = {**files, CHECKSUM_FILE: "".join(sums).encode()}
    if not is_archive(out):
        with _told_of_our_option():
            return publish_site(files, out)
    refuse_clashes(files)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with atomic_draft(out) as draft:  # a half-written zip could pass for the whole one
            _write_archive(files, draft)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CatalogueError(
            [Problem(str(out), "site_dir_unwritable", params={"reason": reason, "option": STICK_OPTION})]
        ) from error
    size = out.stat().st_size
    return PublishResult(files=len(files), changed=len(files), size=size, largest=size)


def _write_archive(files: Files, draft: Path) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for address in sorted(files):
            info = zipfile.ZipInfo(address, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            # Unix, whatever system packs: only then are the modes read, without which the script would not start.
            info.create_system = 3
            info.external_attr = (0o755 if address.endswith(".sh") else 0o644) << 16
            archive.writestr(info, _file_bytes(files[address]))


def _file_bytes(file: bytes | Path) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()
