"""What a built page refers to, read with the standard library's parser rather than with what wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

URL_ATTRIBUTES = {"href", "src", "poster", "action", "data-src"}
SET_ATTRIBUTES = {"srcset", "data-srcset", "imagesrcset"}
LINKS_FOR_PEOPLE = {"a", "form"}
"""Elements whose address is followed only when somebody asks: they may lead to another host."""


@dataclass
class Anatomy(HTMLParser):
    """One page: its language, ids, references and the text that a person sees."""

    file: Path
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    images: list[dict[str, str]] = field(default_factory=list)
    canonical: str = ""
    alternates: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._script = False
        self.feed(self.file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._script = tag == "script"
        self.handlers += [f"{tag} {name}" for name in found if name.startswith("on")]
        if tag == "html":
            self.lang = found.get("lang", "")
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "img":
            self.images.append(found)
        if tag == "link" and found.get("rel") in ("canonical", "alternate"):
            self._head_link(found)
            return
        self.links += [found] if tag == "a" else []
        self.references += [(tag, found[name]) for name in URL_ATTRIBUTES & found.keys()]
        for name in SET_ATTRIBUTES & found.keys():
            self.references += [(tag, entry.split()[0]) for entry in found[name].split(",") if entry.strip()]
        self.references += [(tag, url) for url in re.findall(r"url\(['\"]?([^)'\"]+)", found.get("style", ""))]

    def _head_link(self, found: dict[str, str]) -> None:
        if found["rel"] == "canonical":
            self.canonical = found["href"]
        elif "hreflang" in found:
            self.alternates[found["hreflang"]] = found["href"]

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = False


@cache
def pages(site: Path) -> tuple[Anatomy, ...]:
    """Every page of a built site, in order of address; what is read only is read once."""
    return tuple(Anatomy(path) for path in sorted(site.rglob("*.html")))


def leads_to(page: Anatomy, reference: str, site: Path) -> tuple[PurePosixPath, str] | None:
    """The file in the site (from its root) and the fragment that a reference means, or None for another host.

    The 'not found' page is shown at any depth, so it alone counts from the server's root.
    """
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path).lstrip("/" if page.file.name == "404.html" else "")
    where = (page.file.parent / path).resolve() if path else page.file.resolve()
    return PurePosixPath(where.relative_to(site.resolve()).as_posix()), unquote(parts.fragment)
