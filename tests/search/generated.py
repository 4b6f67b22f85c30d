"""A large made-up catalogue, as varied as a real one: what the index weighs and how fast it is searched shows on it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import timedelta
from itertools import product as every
from pathlib import Path
from random import Random
from typing import Any

import yaml

from site_builder.catalogue.programme import decide_all
from site_builder.catalogue.showcase import Catalogue
from site_builder.catalogue.vietnamese import slug
from site_builder.media.recipe import PreparedPicture, Rendition
from site_builder.views.context import Context
from site_builder.views.urls import Urls
from site_builder.web.search_index import search_index

from ..commands import ROOT
from ..pages.samples import LANGUAGES, TODAY, WORDS

SHIPPED = ROOT / "products"
WORD = yaml.safe_load((Path(__file__).parent / "vocabulary.yml").read_text("utf-8"))
"""Everything is put together from these at random; nothing of it is real."""
TOLD = [
    word
    for word, _ in Counter(
        word
        for file in sorted(SHIPPED.glob("*/product.yml"))
        for word in re.findall(r"[^\W\d_]+", file.read_text("utf-8"))
    ).most_common()
]
"""The words of the shipped products, the most frequent first: what stories are made of."""


def scripts(size: int, lang: str = "vi") -> tuple[bytes, bytes]:
    """The search index of a catalogue of `size` products, and the texts that go with it."""
    made = catalogue(size)
    pictures = {(p.slug, p.photos[0].file): _picture(p.slug) for p in made.products}
    urls = Urls(LANGUAGES, {each: words.section("path") for each, words in WORDS.items()})
    decisions = decide_all(made.products, TODAY)
    context = Context(
        lang=lang,
        words=WORDS[lang],
        urls=urls,
        catalogue=made,
        pictures=pictures,
        today=TODAY,
        decisions=decisions,
    )
    made_scripts = search_index(context, WORDS).scripts()
    return made_scripts[f"search.{lang}.js"], made_scripts[f"search-texts.{lang}.js"]


def catalogue(size: int) -> Catalogue:
    """So many products of 36 communes, five of them by every two producers."""
    random = Random(20261124)
    names = random.sample(list(every(WORD["first"], WORD["second"], ("", "Lạng Sơn"))), size)
    makers = [_maker(random) for _ in range(size * 2 // 5)]
    products = (_product(number, name, random.choice(makers), random) for number, name in enumerate(names, 1))
    return Catalogue.model_validate({"settings": _settings(), "products": list(products)})


def _settings() -> dict[str, Any]:
    return {
        "site": {"name": {"vi": "OCOP Mẫu"}, "office": {"name": {"vi": "Văn phòng mẫu"}}},
        "categories": [{"key": slug(vi), "name": {"vi": vi, "en": en}} for vi, en in WORD["shelves"].items()],
        "communes": [
            {
                "key": slug(place),
                "name": {"vi": f"Xã {place}", "en": f"{place} commune"},
                "formed_from": [f"xã {WORD['former'][at % 10]}", f"xã {WORD['former'][(at + 3) % 10]}"],
                "location": [21.5 + at / 100, 106.5],
            }
            for at, place in enumerate(WORD["places"])
        ],
    }


def _maker(random: Random) -> dict[str, Any]:
    kind = random.choice(list(WORD["kinds"]))
    person = f"{random.choice(WORD['surnames'])} {random.choice(WORD['middle'])} {random.choice(WORD['given'])}"
    name = f"{WORD['kinds'][kind][0]} {random.choice(list(WORD['second'])[1:])} {random.choice(WORD['given'])}"
    shown = person if kind == "household" else name
    return {"kind": kind, "name": {"vi": shown, "en": f"{shown} {WORD['kinds'][kind][1]}".strip()}}


def _product(number: int, parts: tuple[str, str, str], maker: dict[str, Any], random: Random) -> dict[str, Any]:
    first, second, place = parts
    name = " ".join(filter(None, parts))
    return {
        "slug": slug(name),
        "code": f"LS-{number:04}",
        "status": "certified" if number % 4 else "potential",
        "name": {"vi": name, "en": " ".join(filter(None, (WORD["second"][second], WORD["first"][first], place)))},
        "other_names": [f"{first.lower()} {random.choice(names)}" for names in (WORD["places"], WORD["villages"])][
            : number % 3
        ],
        "group": random.choice(WORD["groups"]),
        "category": slug(random.choice(list(WORD["shelves"]))),
        "producer": maker,
        "origin": {
            "commune": slug(random.choice(WORD["places"])),
            "former": f"xã {random.choice(WORD['former'])}" if number % 3 else None,
            "village": {"vi": f"thôn {random.choice(WORD['villages'])}"} if number % 2 else None,
        },
        "certificates": [_certificate(number, random)] if number % 4 else [],
        "facts": [
            {
                "label": {"vi": label, "en": WORD["facts"][label]},
                "value": {"vi": ", ".join(random.sample(WORD["said"], 3))},
            }
            for label in random.sample(list(WORD["facts"]), 3)
        ],
        "story": {lang: _story(random) for lang in LANGUAGES},
        "photos": [{"file": "01-bia.jpg", "alt": {"vi": name}}],
    }


def _story(random: Random) -> str:
    """250 words, drawn as in a language: the second half as often as the first, the third a third as often."""
    shares = [1 / at for at in range(1, len(TOLD) + 1)]
    return " ".join(random.choices(TOLD, shares, k=250))


def _certificate(number: int, random: Random) -> dict[str, Any]:
    return {
        "scheme": "ocop",
        "stars": random.choice("3334"),
        "number": f"{number}/QĐ-UBND",
        "issuer": {"vi": "UBND tỉnh mẫu"},
        "issued": TODAY - timedelta(days=random.randrange(1400)),
        "seen": "list",
    }


def _picture(owner: str) -> PreparedPicture:
    mark = hashlib.sha256(owner.encode()).hexdigest()[:12]
    name = f"{owner[:40].strip('-')}-01-bia-{mark}-400.avif"
    made = Rendition(Path(name), 400, 300, "image/avif", 9000)
    return PreparedPicture(owner, "01-bia.jpg", 1600, 1200, "#8aa47f", (made,))
