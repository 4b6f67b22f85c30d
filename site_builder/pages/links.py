"""The names by which Markdown of the content links to pages of the site.

A prose page goes by its file or its stem (`about.vi.md`, `about`), a product by its folder (`che-duoi-tan-hoi/`), the
pages that are made by the program by the names of `PLACES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..showcase import Catalogue
from .prose import page_names
from .scene import Scene
from .urls import Urls

PLACES = {
    "home": Urls.home,
    "catalogue": Urls.catalogue,
    "season": Urls.season,
    "producers": Urls.producers,
    "communes": Urls.communes,
    "groups": Urls.groups,
    "events": Urls.events,
}
_FILE = re.compile(r"(\.[a-z]{2})?\.md$|/(product\.yml)?$")


@dataclass(frozen=True, slots=True)
class Links:
    """Resolves names for pages from which `way_up` leads to the root."""

    scene: Scene
    way_up: str

    def resolve(self, written: str) -> str | None:
        """The link to the page called `written`, its fragment kept; None where there is no such page."""
        name, mark, fragment = written.partition("#")
        address = self._address(_FILE.sub("", name))
        return f"{self.way_up}{address}{mark}{fragment}" if address else None

    def _address(self, name: str) -> str | None:
        urls, lang = self.scene.urls, self.scene.lang
        if name in self.scene.prose:
            return urls.prose(name, lang)
        if name in self.scene.products:
            return urls.product(name, lang)
        return PLACES[name](urls, lang) if name in PLACES else None


def markdown_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every Markdown text of the catalogue with the file it comes from, relative to the folder of the content."""
    for page in catalogue.prose:
        yield f"{page.stem}.{page.lang}.md", page.markdown
    for product in catalogue.products:
        for text in product.story.root.values() if product.story else ():
            yield f"{product.slug}/product.yml", text
    for event in catalogue.settings.events:
        for text in event.text.root.values() if event.text else ():
            yield "catalogue.yml", text


def dead_links(scene: Scene) -> Iterator[tuple[str, str]]:
    """File and name of each link to a page that is not there; any language of the scene tells them all."""
    links = Links(scene, "")
    for file, text in markdown_texts(scene.catalogue):
        yield from ((file, name) for name in page_names(text) if links.resolve(name) is None)
