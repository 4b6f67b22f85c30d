"""What a display needs, on a USB stick: the site of one event, slides, films and a guide, as a folder or a zip."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..problems import CatalogueError, Problem
from ..showcase import Catalogue
from .site import Files, Published, publish, refuse_clashes

SITE = "web"
"""The folder of the site on the stick: beside it lie only things for people."""
START = "BAT-DAU.html"
GUIDE = "HUONG-DAN.pdf"
SUMS = "SHA256SUMS.txt"
SLIDES = ("slides-ngang", "slides-doc")
"""Folders of slides for screens that lie and that stand."""
OF_HOSTS = frozenset({".nojekyll", "404.html", "_headers", "robots.txt", "sitemap.xml"})
"""Files of the site that say something to a web host and to search engines."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""
PAGE = """<!doctype html>
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
WINDOWS = """@echo off
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
UNIX = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if command -v "$browser" >/dev/null 2>&1; then
    exec "$browser" {flags} --user-data-dir="${{TMPDIR:-/tmp}}/ocop-display" "$here/{start}"
  fi
done
exec xdg-open "$here/{start}"
"""
FLAGS = (
    "--kiosk --start-fullscreen --no-first-run --no-default-browser-check --disable-session-crashed-bubble "
    "--autoplay-policy=no-user-gesture-required --disable-pinch"
)


def of_event(catalogue: Catalogue, key: str) -> Catalogue:
    """The catalogue with the products of the event alone (all, where it names none) and no other event."""
    event = next(event for event in catalogue.settings.events if event.key == key)
    shown = tuple(p for p in catalogue.products if not event.products or p.slug in event.products)
    settings = catalogue.settings.model_copy(update={"events": (event,)})
    return catalogue.model_copy(update={"products": shown or catalogue.products, "settings": settings})


def starters(kiosk: str, choices: str, lang: str, title: str) -> dict[str, bytes]:
    """The page that leads to the display `kiosk` (its address in the site), and two programs that open it full screen.

    They name the page as a file: the browser makes an address of it, whatever signs the names of the folders hold.
    """
    known = {"start": START, "flags": FLAGS}
    page = PAGE.format(lang=lang, address=escape(f"{SITE}/{quote(kiosk)}#{choices}"), title=escape(title))
    windows = WINDOWS.format(**known).replace("\n", "\r\n")
    return {
        START: page.encode(),
        "bat-dau.bat": windows.encode("ascii"),
        "bat-dau.sh": UNIX.format(**known).encode("ascii"),
    }


def from_folder(site: Files) -> Files:
    """The site without what only a web host reads."""
    return {name: content for name, content in site.items() if name not in OF_HOSTS}


def numbered(folder: str, slides: Sequence[Path]) -> dict[str, Path]:
    """The slides as files that sort in their order."""
    return {f"{folder}/{at:03}.jpg": slide for at, slide in enumerate(slides, 1)}


def save(files: Files, out: Path) -> Published:
    """Write `files` and their sums as the folder `out`, or as a zip where its name ends so."""
    files = {**files, SUMS: _sums(files)}
    if out.suffix.lower() != ".zip":
        return publish(files, out)
    refuse_clashes(files)
    return _zipped(files, out)


def _zipped(files: Files, out: Path) -> Published:
    draft = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(files, draft)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        reason = error.strerror or str(error)
        raise CatalogueError([Problem(str(out), "site_dir_unwritable", params={"reason": reason})]) from error
    return Published(len(files), len(files), out.stat().st_size)


def _write(files: Files, draft: Path) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for address in sorted(files):
            info = zipfile.ZipInfo(address, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (0o755 if address.endswith(".sh") else 0o644) << 16
            archive.writestr(info, _content(files[address]))


def _sums(files: Files) -> bytes:
    """As `sha256sum -c` reads them."""
    rows = (f"{hashlib.sha256(_content(files[name])).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(rows).encode()


def _content(file: bytes | Path) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()
