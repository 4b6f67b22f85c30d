"""What a browser would make of a fragment of HTML."""

from __future__ import annotations

from html.parser import HTMLParser

BOXES = frozenset(
    {"section", "div", "aside", "ul", "ol", "li", "dl", "dt", "dd", "p", "h1", "h2", "h3"}
    | {"table", "tbody", "tr", "th", "td", "b", "small", "a", "button", "span"}
)
"""Elements that should not stand on a page without text or a picture in them."""
PICTURES = frozenset(("img", "svg"))
VOID = frozenset(("img", "input", "source", "br"))
NOT_SHOWN = frozenset(("template", "dialog"))


def _is_unseen(tag: str, attributes: dict[str, str | None]) -> bool:
    """Hidden, or filled by a script that then announces it."""
    return tag in NOT_SHOWN or "hidden" in attributes or attributes.get("role") == "status"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.empty: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        if tag in PICTURES:
            self._fill(tag)
        if self._unseen or _is_unseen(tag, dict(attrs)):
            self._unseen += [] if tag in VOID else [tag]
        elif tag in BOXES:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen.pop()
        elif tag in BOXES:
            closed, held = self._open.pop()
            self.empty += [] if held else [closed]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._fill(data)

    def _fill(self, what: str) -> None:
        for _, held in self._open:
            held.append(what)


def empty_boxes(html: str) -> list[str]:
    """The elements that are shown and hold neither text nor a picture."""
    return _read(html).empty


def attributes(html: str) -> set[str]:
    """The names of all attributes, as a browser reads them."""
    return _read(html).attributes


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
