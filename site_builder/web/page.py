"""The values that page makers return: pages, and output files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from ..files import OutputFile


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, before the shell is put around it.

    `address` is site-relative; `kind` names the template (`product`, `home`, `season` …); `section` is the
    entry of the main navigation that is current (`products`, `season`, `producers`, `communes`, `about`, or '').
    `title` and `description` are plain text; `head` holds what this page alone adds to the head (the cover's preload).
    `alternates` are the addresses of the same page by language, its own among them. `checked` is the day when a
    person last checked what it says: the only source of `lastmod`. `document` is the address of the page's own PDF.
    `scripts` are logical names of assets besides `head.js`; `dock` is the bar at the foot of a phone's screen;
    `beside` are files that come with the page.
    """

    address: str
    lang: str
    kind: str
    title: str
    body: Markup
    alternates: Mapping[str, str]
    section: str = ""
    description: str = ""
    head: Markup = field(default_factory=Markup)
    checked: date | None = None
    document: str | None = None
    scripts: tuple[str, ...] = ("site.js",)
    dock: Markup = field(default_factory=Markup)
    noindex: bool = False
    beside: tuple[OutputFile, ...] = ()
