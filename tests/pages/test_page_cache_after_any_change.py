"""Pages that are kept over builds, after a walk of changes: whatever was changed, each build is that of an empty cache.

A state is everything that a build is made from. From the same first state each example changes one thing after the
other (any field of the content, a photo, a scan, a word, a template, an option, the day) and builds twice: with the
cache that the state before has left, and with none.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from pydantic import ValidationError

from site_builder.build import compose_site
from site_builder.catalogue.showcase import Catalogue
from site_builder.media.recipe import PreparedPicture
from site_builder.messages import CatalogueError
from site_builder.prints import typst
from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.views.pictures import settings_picture_mentions
from site_builder.views.words import Plural
from site_builder.web.page import Page
from site_builder.web.shell import Shell
from site_builder.web.site import SiteInputs

from ..conftest import slow
from .samples import (
    EXPIRED,
    EXPIRING,
    LANGUAGES,
    SETTINGS,
    TODAY,
    UNCONFIRMED,
    WORDS,
    certified,
    full,
    picture,
    pictures,
    product,
)

Draw = Callable[[Sequence[Any]], Any]
"""One of these, as the example has it."""
Place = tuple[str | int, ...]
"""Where in the content a value stands."""
Made = Mapping[str, bytes]
"""The files of a build by address, or what is wrong with the content."""

PICTURES = "_pictures"
SCAN = "quyet-dinh.pdf"
HERE = "https://ocop.example/"
ELSEWHERE = (HERE, "https://khac.vn/ocop/", "")
NAMES = ("key", "slug", "code")
LINKS = (
    "stem",
    "lang",
    "commune",
    "category",
    "products",
    "featured",
    "file",
    "picture",
    "picture_dark",
    "portrait",
    "document",
)
"""Keys whose value is another thing's name: they are given those of other things alone."""


@dataclass(frozen=True)
class State:
    """Everything that a build is made from. `words` are by language and key, `templates` and `photos` by their name."""

    content: Mapping[str, Any]
    today: date = TODAY
    words: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    photos: Mapping[tuple[str, str], str] = field(default_factory=dict)
    scan: bytes = b"%PDF-1.7 one"
    site_url: str = HERE
    live: bool = False
    sheets: bool = True
    qr_files: bool = True
    large: bool = False


def _first() -> State:
    """Every state of certificate, every kind of page, every field once."""
    made = (
        full(),
        certified(EXPIRED, slug="cai-mau", code="MAU-02", name={"vi": "Cải mẫu"}, category="fruit"),
        certified(EXPIRING, slug="hoi-mau", code="MAU-03", name={"vi": "Hồi mẫu"}, group="medicinal"),
        certified(UNCONFIRMED, slug="mac-mat", code="MAU-04", name={"vi": "Mác mật"}, origin={"commune": "xa-khac"}),
        product(slug="na-mau", code="MAU-05", name={"vi": "Na mẫu"}, story={"vi": "Xem [cải](cai-mau/), [ai](about)."}),
    )
    shot = {"file": "hoi-cho.jpg", "alt": {"vi": "Hội chợ mẫu"}}
    event = {
        "key": "hoi-cho",
        "code": "MAU-E1",
        "name": {"vi": "Hội chợ mẫu", "en": "Sample fair"},
        "dates": ["2026-12-12"],
        "place": {"vi": "Sân mẫu"},
        "commune": "xa-mau",
        "summary": {"vi": "Một ngày hội."},
        "text": {"vi": "Có [chè](che-mau/)."},
        "products": ["che-mau", "cai-mau"],
        "photos": [shot],
    }
    settings = {
        **SETTINGS,
        "events": [event],
        "retired": [{"code": "MAU-99", "sentence": {"vi": "Không còn nữa."}}],
        "home": {"title": {"vi": "Mẫu"}, "text": {"vi": "Lời mẫu"}, "picture": "nha.jpg", "featured": ["che-mau"]},
    }
    prose = [
        {"stem": "about", "lang": lang, "title": "Mẫu", "slug": f"mau-{lang}", "nav": 1, "markdown": "Lời."}
        for lang in LANGUAGES
    ]
    catalogue = Catalogue.model_validate({"settings": settings, "products": made, "prose": prose})
    return State(json.loads(catalogue.model_dump_json()))


FIRST = _first()


def _walk(value: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value of the content and where it stands."""
    yield at, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _walk(inner, (*at, key))


def _put(value: Any, at: Place, new: Any) -> Any:
    if not at:
        return new
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[at[0]] = _put(value[at[0]], at[1:], new)
    return changed


def _at(value: Any, at: Place) -> Any:
    for part in at:
        value = value[part]
    return value


def _kind(at: Place) -> Place:
    """The same place in every product, every certificate, every text."""
    return tuple("*" if isinstance(part, int) else part for part in at)


DONORS: dict[Place, list[Any]] = {}
for _place, _value in _walk(FIRST.content):
    if _value not in (None, [], *DONORS.setdefault(_kind(_place), [])):
        DONORS[_kind(_place)].append(_value)


def _others(at: Place, value: Any) -> Iterator[Any]:
    """What may stand there instead: what stands in such a place elsewhere, nothing, or somewhat more."""
    yield from DONORS.get(_kind(at), ())
    yield from (None, [])
    named = next((part for part in reversed(at) if isinstance(part, str)), "")
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (value + 1, value + 0.01)
    elif isinstance(value, list):
        yield from (value[:-1], value[1:], value[::-1], value + value[:1])
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield from ((date.fromisoformat(value) + timedelta(days=days)).isoformat() for days in (-400, 1, 400))
    elif isinstance(value, str) and named not in LINKS:
        yield from (f"{value}-a", f"{value}a") if named in NAMES else (f"{value} a", f"{value}a", f"{value}9")


def _valid(content: Mapping[str, Any]) -> bool:
    """Whether this is a catalogue in which nothing is called like another."""
    try:
        found = Catalogue.model_validate(content)
    except ValidationError:
        return False
    events, products = found.settings.events, found.products
    codes = [*(p.code for p in products), *(e.code for e in events), *(r.code for r in found.settings.retired)]
    names = [p.slug for p in products]
    keys = [(kind, one.key) for kind in ("categories", "communes", "events") for one in getattr(found.settings, kind)]
    stems = [(page.stem, page.lang) for page in found.prose]
    gtins = [offer.gtin for p in products for offer in p.offers if offer.gtin]
    dated = all(event.dates for event in events)
    return dated and all(len(set(each)) == len(each) for each in (codes, names, keys, stems, gtins))


def _field(state: State, draw: Draw, *parts: str) -> State:
    at, value = draw([found for found in _walk(state.content) if found[0][:1] and found[0][0] in parts])
    changed = [_put(state.content, at, other) for other in _others(at, value) if other != value]
    fitting = [content for content in changed if _valid(content)]
    if not fitting:
        return state
    made = draw(fitting)
    note(f"{'.'.join(map(str, at))}: {value!r} becomes {_at(made, at)!r}")
    return replace(state, content=made)


def _word(state: State, draw: Draw) -> State:
    lang = draw(LANGUAGES)
    key = draw(sorted(WORDS[lang].forms))
    form, more = WORDS[lang].forms[key], "-a" if key.startswith("path.") else " a"
    said = {"one": f"{form.one} a", "other": f"{form.other} a"} if isinstance(form, Plural) else f"{form}{more}"
    return replace(state, words={**state.words, (lang, key): said})


def _template(state: State, draw: Draw) -> State:
    names = sorted(
        file.relative_to(PACKAGED_FOLDER).as_posix() for file in (PACKAGED_FOLDER / "templates").rglob("*.html")
    )
    name = draw(names)
    text = (PACKAGED_FOLDER / name).read_text("utf-8")
    return replace(state, templates={**state.templates, name: text.replace('class="', 'class="a ')})


def _photo(state: State, draw: Draw) -> State:
    key = draw(sorted(_pictures(state)))
    return replace(state, photos={**state.photos, key: draw(("colour", "size", "file"))})


CHANGES: Mapping[str, Callable[[State, Draw], State]] = {
    "product": lambda state, draw: _field(state, draw, "products"),
    "setting": lambda state, draw: _field(state, draw, "settings", "prose"),
    "photo": _photo,
    "word": _word,
    "template": _template,
    "day": lambda state, draw: replace(state, today=state.today + timedelta(days=draw(range(-400, 1200)))),
    "scan": lambda state, draw: replace(state, scan=state.scan + b"."),
    "site_url": lambda state, draw: replace(state, site_url=draw([url for url in ELSEWHERE if url != state.site_url])),
    "live": lambda state, draw: replace(state, live=not state.live),
    "sheets": lambda state, draw: replace(state, sheets=not state.sheets),
    "qr_files": lambda state, draw: replace(state, qr_files=not state.qr_files),
    "large": lambda state, draw: replace(state, large=not state.large),
}
OFTEN = (*CHANGES, *("product", "setting") * 10)
"""Most that is changed is content."""
STEPS = 3
"""Changes of an example, one after the other."""


def _pictures(state: State) -> dict[tuple[str, str], PreparedPicture]:
    """What was made of every picture that is named."""
    catalogue = Catalogue.model_validate(state.content)
    found = dict(pictures(catalogue.products))
    found |= {
        (PICTURES, one.file): picture(PICTURES, one.file) for one in settings_picture_mentions(catalogue.settings)
    }
    return {key: _changed(one, state.photos.get(key, "")) for key, one in found.items()}


def _changed(one: PreparedPicture, how: str) -> PreparedPicture:
    if how == "colour":
        return replace(one, colour="#123456")
    if how == "size":
        return replace(one, width=one.width + 1)
    if how == "file":
        return replace(
            one, renditions=tuple(replace(r, file=r.file.with_name(f"neu-{r.name}")) for r in one.renditions)
        )
    return one


@dataclass(frozen=True)
class Desk:
    """Where it is built: the home of the content and of an own theme."""

    home: Path

    def cache(self, name: str) -> Path:
        """An empty one."""
        folder = self.home / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def build(self, state: State, cache: Path) -> Made:
        self._lay_out(state)
        shown = _pictures(state)
        around = SiteInputs(
            site_url=state.site_url,
            content=self.home / "products",
            theme=Theme((self.home / "theme", PACKAGED_FOLDER)),
            cache=cache,
            sheets=state.sheets,
            live=state.live,
            qr_files=state.qr_files,
            display_pictures={key: picture(*key) for key in shown if key[0] != PICTURES} if state.large else {},
        )
        try:
            made = compose_site(Catalogue.model_validate(state.content), shown, around, state.today)
        except CatalogueError as error:
            return {"refused": "\n".join(sorted(map(str, error.problems))).encode()}
        return {address: data if isinstance(data, bytes) else data.read_bytes() for address, data in made.files.items()}

    def _lay_out(self, state: State) -> None:
        for folder in (self.home / "theme", self.home / "products"):
            shutil.rmtree(folder, ignore_errors=True)
        words = {lang: {key: said for (of, key), said in state.words.items() if of == lang} for lang in LANGUAGES}
        texts = {f"theme/words/{lang}.yml": json.dumps(said) for lang, said in words.items()}
        texts |= {f"theme/{name}": text for name, text in state.templates.items()}
        for name, text in texts.items():
            (self.home / name).parent.mkdir(parents=True, exist_ok=True)
            (self.home / name).write_text(text, "utf-8")
        for slug in (one["slug"] for one in state.content["products"]):
            (self.home / "products" / slug).mkdir(parents=True, exist_ok=True)
            (self.home / "products" / slug / SCAN).write_bytes(state.scan)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, cut_fonts_once: None) -> Iterator[Desk]:
    """With the cache of `FIRST` in `before`. What is not kept here is not made: the shell of pages, the set paper."""
    here = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shell, "fill", _bare)
        patch.setattr(typst, "typeset_pdf", _unset)
        here.build(FIRST, here.cache("before"))
        yield here


def _bare(_: Shell, page: Page) -> bytes:
    return f"{page.title}\n{page.description}\n{page.head}\n{page.body}\n{page.dock}".encode()


def _unset(work: typst.TypstDocument, _: Sequence[str] = ()) -> bytes:
    return repr((work.data, sorted(work.images))).encode()


@pytest.mark.parametrize("first", CHANGES)
@slow(examples=1)
@given(random=st.randoms(use_true_random=True))
def test_each_build_is_that_of_an_empty_cache(first: str, random: Random, desk: Desk) -> None:
    state, cache = FIRST, desk.cache("cache")
    shutil.copytree(desk.home / "before", cache)
    for change in (first, *(random.choice(OFTEN) for _ in range(STEPS - 1))):
        note(change)
        state = CHANGES[change](state, random.choice)
        made, wanted = desk.build(state, cache), desk.build(state, desk.cache("empty"))
        assert [address for address in wanted if made.get(address) != wanted[address]] == []
        assert made.keys() == wanted.keys()
