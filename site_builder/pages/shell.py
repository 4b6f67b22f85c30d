"""The shell around every page: rendered once for each layout, then filled page by page with string joins.

`base.html` is rendered with marks where a page differs from its neighbours and cut at the marks; a page is the
pieces joined with its own values between them: microseconds, where a template costs milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ..prints.social import SocialCard
from .environment import Templates
from .frame import Frame
from .page import Page
from .sprite import Sprite
from .urls import absolute, base, social_card

_MARK = re.compile("<slot:([a-z_-]+)>")
"""No text of the content can hold a mark: it is escaped before it comes here."""


class _Slots:
    """`slot.title` in the template gives the mark of that name."""

    def __getattr__(self, name: str) -> Markup:
        return Markup(f"<slot:{name}>")

    __getitem__ = __getattr__


@dataclass(frozen=True, slots=True)
class Layout:
    """What makes one rendering of `base.html` differ from another besides language and depth.

    `style` is a whole style sheet for a page that must stand alone, '' where the site's own is linked.
    """

    kind: str
    section: str
    exact: bool
    noindex: bool
    card: bool
    scripts: tuple[str, ...]
    dock: bool
    document: bool
    style: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Fills pages of every language. `frames` are keyed by language, `cards` by the address of the page they are of."""

    templates: Templates
    frames: Mapping[str, Frame]
    sprite: Sprite
    cards: Mapping[str, SocialCard] = field(default_factory=dict)
    _pieces: dict[tuple[str, str, Layout], list[str]] = field(default_factory=dict)

    def fill(self, page: Page) -> bytes:
        """The whole document of `page`."""
        return self.fill_at(page, base(page.address))

    def fill_at(self, page: Page, way_up: str, style: str = "") -> bytes:
        """The document of a page that finds the root at `way_up`, with `style` inside it when given."""
        pieces = self._cut(page, way_up, style)
        values = self._values(page)
        values["icons"] = self.sprite.used_by((*pieces[::2], page.body, page.dock))
        return "".join([values[piece] if at % 2 else piece for at, piece in enumerate(pieces)]).encode()

    def _values(self, page: Page) -> dict[str, str]:
        frame = self.frames[page.lang]
        values: dict[str, str] = {
            "title": escape(self._title(page, frame)),
            "description": escape(page.description or frame.lead.text),
            "head": page.head,
            "body": page.body,
            "dock": page.dock,
            "document": escape(page.document or ""),
        }
        for lang, address in page.alternates.items():
            values[f"address_{lang}"] = escape(address)
            values[f"url_{lang}"] = escape(absolute(frame.site_url, address))
        values["name"] = escape(page.title)
        if self.cards:
            card = self.cards.get(page.address) or self.cards[frame.home]
            values |= {
                "card": escape(absolute(frame.site_url, social_card(card.name))),
                "card_alt": escape(card.alt),
            }
        return values

    def _title(self, page: Page, frame: Frame) -> str:
        if page.title == frame.name.text:
            return f"{page.title} – {frame.tagline}" if frame.tagline else page.title
        return self.templates.words[page.lang]("shell.title", page=page.title, site=frame.name)

    def _cut(self, page: Page, way_up: str, style: str) -> list[str]:
        frame = self.frames[page.lang]
        layout = _layout(page, frame, bool(self.cards), style)
        key = (page.lang, way_up, layout)
        if key not in self._pieces:
            html = self.templates.render("base.html", page.lang, way_up, frame=frame, layout=layout, slot=_Slots())
            self._pieces[key] = _MARK.split(html)
        return self._pieces[key]


def _layout(page: Page, frame: Frame, cards: bool, style: str) -> Layout:
    entry = next((e for e in frame.navigation if e.section == page.section), None)
    return Layout(
        kind=page.kind,
        section=page.section,
        exact=entry is not None and entry.address == page.address,
        noindex=page.noindex,
        card=cards,
        scripts=page.scripts,
        dock=bool(page.dock),
        document=page.document is not None,
        style=style,
    )
