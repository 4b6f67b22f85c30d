"""A model of IIS 10: its table of types, and what it makes of a `web.config`. IIS itself does not run here.

It answers 404 for a type that it does not know, and 500 for the whole site where the file names a section that a host
may lack or lock, or adds what is there already: those are the rules that the file is written by.
"""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".css": "text/css",
    ".js": "application/javascript",
    ".json": "application/json",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".woff2": "application/font-woff2",
    ".xml": "text/xml",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".ics": "text/calendar",
    ".vcf": "text/x-vcard",
}
"""What it knows by itself of what a site holds: neither .avif nor .webp nor .webmanifest."""
HEADERS = {"X-Powered-By": "ASP.NET"}
NEVER_SERVED = ("web.config",)
SECTIONS = {
    "staticContent": {"clientCache", "remove", "mimeMap"},
    "httpErrors": {"remove", "error"},
    "httpProtocol": {"customHeaders"},
    "customHeaders": {"remove", "add"},
}
"""The sections that every IIS has and lets a site write, and what may stand in them."""


class WrongConfigurationError(Exception):
    """Error 500.19."""


class Rules:
    """What a `web.config` says, over what the server says by itself."""

    def __init__(self, site: Path) -> None:
        self.types, self.headers, self.cache = dict(TYPES), dict(HEADERS), {"": ""}
        self.error_page = ""
        file = site / "web.config"
        root = ElementTree.fromstring(file.read_bytes()) if file.is_file() else ElementTree.Element("configuration")
        for part in root:
            if part.tag == "location":
                (inner,) = part
                self._read(inner, part.attrib["path"])
            else:
                self._read(part, "")

    def _read(self, server: ElementTree.Element, place: str) -> None:
        self._expect(server.tag == "system.webServer", server.tag)
        for section in server:
            self._read_section(section, place)

    def _read_section(self, section: ElementTree.Element, place: str) -> None:
        self._expect(section.tag in SECTIONS, section.tag)
        for each in section:
            self._expect(each.tag in SECTIONS[section.tag], each.tag)
            if each.tag in SECTIONS:
                self._read_section(each, place)
            elif each.tag == "clientCache":
                self.cache[place] = cache_control(each.attrib)
            elif section.tag == "httpErrors":
                self.error_page = each.get("path", "")
                self._expect(each.get("responseMode") in (None, "File"), "responseMode")
            else:
                self._collect(each)

    def _collect(self, each: ElementTree.Element) -> None:
        table = self.headers if "name" in each.attrib else self.types
        key = each.get("name") or each.attrib["fileExtension"]
        if each.tag == "remove":
            table.pop(key, None)
            return
        self._expect(key not in table, f"{key} twice")
        table[key] = each.get("value") or each.attrib["mimeType"]

    @staticmethod
    def _expect(is_right: bool, found: str) -> None:
        if not is_right:
            raise WrongConfigurationError(found)


def cache_control(said: dict[str, str]) -> str:
    if said["cacheControlMode"] == "DisableCache":
        return "no-cache"
    days = re.fullmatch(r"(\d+)\.00:00:00", said["cacheControlMaxAge"])
    assert days
    return f"{said['cacheControlCustom']},max-age={int(days[1]) * 86400}"


class Iis(BaseHTTPRequestHandler):
    """Serves `directory` below `path`."""

    path_of_site = "/"

    def __init__(self, *arguments: Any, directory: str, **more: Any) -> None:
        self.site = Path(directory)
        super().__init__(*arguments, **more)

    def log_message(self, *_: Any) -> None:
        return

    def do_GET(self) -> None:
        try:
            rules = Rules(self.site)
        except WrongConfigurationError as error:
            self._answer(500, f"500.19 {error}".encode(), {"Content-Type": "text/html"})
            return
        address = unquote(urlsplit(self.path).path).removeprefix(self.path_of_site)
        file = self.site / address
        file = file / "index.html" if file.is_dir() else file
        kind = rules.types.get(file.suffix)
        if not file.is_file() or not kind or file.name in NEVER_SERVED:
            page = self.site / rules.error_page if rules.error_page else None
            told = page.read_bytes() if page else b"404.3"
            self._answer(404, told, {**rules.headers, "Content-Type": "text/html"})
            return
        folder = PurePosixPath(address).parts[0] if "/" in address else ""
        cache = rules.cache.get(folder) or rules.cache[""]
        self._answer(200, file.read_bytes(), {**rules.headers, "Content-Type": kind, **_said("Cache-Control", cache)})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _said(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}
