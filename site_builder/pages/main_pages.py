"""The pages of which a showcase has one each: home, season calendar, lists of kinds, prose, 'not found'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .environment import Templates
from .frame import ABOUT, Frame
from .links import Links
from .page import Page
from .prose import markdown_html
from .scene import Said, Scene
from .structured_data import home_data, trail_data
from .urls import Urls, base
from .views_calendar import calendar
from .views_home import home
from .views_index import Index, communes, events, groups, producers
from .views_product import Step

PROSE_LEVEL = 2
"""Headings of a prose page stand below its title."""
NOT_FOUND = "404.html"
INDEXES: tuple[tuple[str, Callable[[Scene], Index], Callable[[Urls, str], str]], ...] = (
    ("producers", producers, Urls.producers),
    ("communes", communes, Urls.communes),
    ("products", groups, Urls.groups),
    ("", events, Urls.events),
)
"""Each list by its section of the navigation, its view and its address."""


@dataclass(frozen=True, slots=True)
class MainPages:
    """Makes them in the language of `scene`."""

    scene: Scene
    templates: Templates
    frame: Frame

    def all(self) -> Iterator[Page]:
        """All but 'not found'."""
        yield self._home()
        yield self._season()
        for section, view, address_of in INDEXES:
            yield self._index(section, view(self.scene), address_of)
        for stem in self.scene.prose:
            yield self._prose(stem)

    def not_found(self, way_up: str) -> Page:
        """What a host serves for an address that leads nowhere; `way_up` must hold at any depth."""
        places = [_Place.of(lang, self.templates) for lang in self.scene.urls.languages]
        body = self.templates.render("pages/notfound.html", self.scene.lang, way_up, places=places)
        home_everywhere = {lang: self.scene.urls.home(lang) for lang in self.scene.urls.languages}
        return Page(
            NOT_FOUND,
            self.scene.lang,
            "error",
            places[0].title,
            body,
            home_everywhere,
            scripts=("site.js", "lost.js"),
            noindex=True,
        )

    def _home(self) -> Page:
        title, lead = self.frame.name.text, self.frame.lead.text
        return self._page("home", "", title, lead, Urls.home, home=home(self.scene), frame=self.frame)

    def _season(self) -> Page:
        words = self.scene.words
        title, description = words("season.title"), words("season.description")
        return self._page("season", "season", title, description, Urls.season, season=calendar(self.scene))

    def _index(self, section: str, index: Index, address_of: Callable[[Urls, str], str]) -> Page:
        return self._page("list", section, index.title, index.text, address_of, template="index", index=index)

    def _prose(self, stem: str) -> Page:
        prose = self.scene.prose[stem]
        title = Said(prose.title, "" if prose.lang == self.scene.lang else prose.lang)
        address = self.scene.urls.prose(stem, self.scene.lang)
        html = markdown_html(prose.markdown, PROSE_LEVEL, Links(self.scene, base(address)).resolve)
        return self._page(
            "prose",
            ABOUT if stem == ABOUT else "",
            title,
            prose.description or "",
            lambda urls, lang: urls.prose(stem, lang),
            html=html,
            contact=stem == ABOUT,
            frame=self.frame,
        )

    def _page(
        self,
        kind: str,
        section: str,
        title: str | Said,
        description: str,
        address_of: Callable[[Urls, str], str],
        template: str = "",
        **values: object,
    ) -> Page:
        alternates = {lang: address_of(self.scene.urls, lang) for lang in self.scene.urls.languages}
        address = alternates[self.scene.lang]
        said = title if isinstance(title, Said) else Said(title)
        trail = (Step(Said(self.scene.words("nav.home")), self.scene.urls.home(self.scene.lang)), Step(said))
        name = f"pages/{template or kind}.html"
        body = self.templates.render(name, self.scene.lang, base(address), title=said, trail_steps=trail, **values)
        return Page(
            address,
            self.scene.lang,
            kind,
            said.text,
            body,
            alternates,
            section,
            description,
            head=home_data(self.scene) if kind == "home" else trail_data(trail, self.scene),
            checked=self.scene.checked,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """'Not found' in one language."""

    lang: str
    title: str
    text: str
    home: str
    to_home: str
    catalogue: str
    to_catalogue: str

    @classmethod
    def of(cls, lang: str, templates: Templates) -> _Place:
        words, urls = templates.words[lang], templates.urls
        return cls(
            lang=lang,
            title=words("notfound.title"),
            text=words("notfound.text"),
            home=urls.home(lang),
            to_home=words("notfound.home"),
            catalogue=urls.catalogue(lang),
            to_catalogue=words("notfound.catalogue"),
        )
