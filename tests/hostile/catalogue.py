"""A catalogue in which every text says what no page may do, drawn from the model: a new field is in it too."""

from __future__ import annotations

import types
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from PIL import Image
from pydantic import BaseModel

from site_builder.catalogue.names import OtherNames
from site_builder.catalogue.product import Certificate, Product
from site_builder.catalogue.showcase import Prose, Settings
from site_builder.catalogue.values import Text

from ..commands import ROOT

LANGUAGES = ("vi", "en")
PHOTO = ROOT / "tests/catalogues/minimal/san-pham-thu/anh.jpg"
LINK = "https://a.example/?x=1&y=(javascript:window.hacked=1)&lt;script&gt;[z](q)**{{7*7}}#on&#39;"
MARKUP = (
    '"\'><script>window.hacked=1</script><img src=x onerror="window.hacked=2"><svg/onload=window.hacked=3>'
    "<b data-injected>b</b><a data-injected href=\"javascript:window.hacked=4\">a</a><iframe srcdoc='x'></iframe>"
    "' onmouseover=window.hacked=5 \" onfocus=window.hacked=6 autofocus x=' </title></script></style></textarea>"
    "</template></select><!-- --><![CDATA[ ]]> <?x ?> {{7*7}} {% raw %} ${7*7} #{7*7} %s {0} {n} &lt;b&gt; &#60;b&#62;"
    " <slot:body> <slot:title> \\ \\u003cb `code` $x^2$ @a #import"
)
"""Ends whatever it may stand in, opens what runs, and looks like every template language in use."""
MARKDOWN = """

[m](javascript:window.hacked=7) [n](JaVaScRiPt:window.hacked=8) [o](data:text/html,<script>window.hacked=9</script>)
[p]: javascript:window.hacked=10
[p] ![q](javascript:window.hacked=11) <javascript:window.hacked=12> <https://a.example/" onmouseover="window.hacked=13>
[r](https://a.example/"onmouseover="window.hacked=14) [s](//evil.example/x) [t](vbscript:x) [u](\tjavascript:x)
[v](https://a.example "x" onmouseover=window.hacked=15) [broken](https://a.example "x

# **broken _heading

> ```html
> <script>window.hacked=16</script>

| a | b
|--|
| <img src=x onerror=window.hacked=17> |

<div data-injected onclick="window.hacked=18">

1. <style data-injected>*{display:none}</style>
   - *
"""
WRITTEN: Mapping[str, Any] = {
    "slug": None,
    "code": "H-1",
    "status": "certified",
    "category": "loai",
    "commune": "xa",
    "key": "xa",
    "location": [21.9, 106.3],
    "group": "food",
    "producer.kind": "cooperative",
    "photos.kind": "illustration",
    "scheme": "ocop",
    "stars": "3",
    "issued": "2026-01-10",
    "handed_over": "2026-01-12",
    "known_by": None,
    "council": "2026-01-05",
    "seen": "paper",
    "expires": "2029-01-10",
    "events.days": None,
    "code_prefix": None,
    "accepted_claims": None,
    "harvest": ["1-12"],
    "available": ["1-12"],
    "price": "120.000",
    "gtin": None,
    "url": LINK,
    "source": LINK,
    "traceability": LINK,
    "website": LINK,
    "facebook": LINK,
    "tiktok": LINK,
    "social": [LINK],
    "short_url": "https://a.example",
    "phone": "0205 3834 567",
    "other_phone": "0987 654 321",
    "zalo": "0912 345 678",
    "email": "a&b=(c)[d]**{{7*7}}@a.example",
    "given": "2026-01-01",
    "covers": ["name", "phone", "email", "social", "address", "portrait"],
    "file": "anh.jpg",
    "portrait": "mat.jpg",
    "document": "giay.pdf",
    "picture": "anh.jpg",
    "picture_dark": "toi.jpg",
    "focus": [0.5, 0.5],
    "certified": "3",
    "likely": ["chung-nhan"],
    "date": "2026-01-10",
    "dates": ["2026-10-20"],
    "on": "2026-11-20",
    "featured": "true",
    "products": ["chung-nhan"],
    "languages": list(LANGUAGES),
    "boundaries": None,
    "former": None,
    "formerly": None,
    "successor": None,
    "formed_from": None,
    "claims": None,
    "format": "2",
    "data_licence": "CC-BY-4.0",
    "icon": "material/leaf",
    "sources_until": "2026-11-19",
}
"""What stands in fields that are no free text; None leaves the field out."""
PLAIN = {"text", "story", "use", "attendance", "difficulties", "next_steps", "markdown"}
"""Fields that hold Markdown."""
SHORT = {
    "tagline": "'\"><script>hacked=1</script>",
    "summary": "'\"><img src=x onerror=window.hacked=2><script>window.hacked=1</script><b data-injected> {{7*7}}",
}
"""Fields that hold 60 or 160 characters."""


def hostile(path: str) -> str:
    """The text of the field `path`; the path in it tells which field a page shows."""
    field = next(name for name in reversed(path.split(".")) if name not in LANGUAGES)
    if field in SHORT:
        return f"⟦{path}⟧{SHORT[field]}"
    return f"⟦{path}⟧ {MARKUP}" + (MARKDOWN if field in PLAIN else "")


def written(model: type[BaseModel], path: str, **instead: Any) -> dict[str, Any]:
    """YAML for every field of `model`; `instead` goes before what this module knows."""
    known = {**WRITTEN, **instead}
    parent = path.rpartition(".")[2]
    made = {}
    for name, field in model.model_fields.items():
        key = f"{parent}.{name}" if f"{parent}.{name}" in known else name
        made[name] = known[key] if key in known else _value(field.annotation, f"{path}.{name}")
    return {name: value for name, value in made.items() if value is not None}


def _value(kind: Any, path: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inner[0], path)
    if origin in (Union, types.UnionType):
        return _value(next(each for each in inner if each is not type(None)), path)
    if origin is tuple:
        return [_value(inner[0], path)]
    if origin is Literal:
        return inner[0]
    if kind is str:
        return hostile(path)
    if issubclass(kind, StrEnum):
        return next(iter(kind)).value
    if issubclass(kind, OtherNames):
        return {lang: [hostile(f"{path}.{lang}")] for lang in LANGUAGES}
    if issubclass(kind, Text):
        return {lang: hostile(f"{path}.{lang}") for lang in LANGUAGES}
    if issubclass(kind, BaseModel):
        return written(kind, path)
    raise TypeError(f"{path}: say in WRITTEN what stands in such a field")


def write(folder: Path) -> Path:
    """The catalogue in `folder`: products in every state, events, shelves, prose."""
    root = folder / "products"
    (root / "_pictures").mkdir(parents=True)
    for name in ("anh.jpg", "toi.jpg"):
        (root / "_pictures" / name).write_bytes(PHOTO.read_bytes())
    _yaml(root / "catalogue.yml", _settings())
    for slug, more in PRODUCTS.items():
        _product(root / slug, slug, more)
    for lang in LANGUAGES:
        _prose(root / f"trang.{lang}.md", lang)
    return root


def _settings() -> dict[str, Any]:
    made = written(Settings, "settings")
    made["categories"][0]["key"] = "loai"
    made["events"][0] |= {"key": "hoi", "code": "E-1"}
    made["events"][0]["counts"] = {"certified": 3, "likely": ["chung-nhan"]}
    made["events"][0]["displays"][0]["products"] = ["chung-nhan", "ho"]
    made["retired"][0]["code"] = "R-1"
    made["home"]["featured"] = ["chung-nhan"]
    return made


PRODUCTS: Mapping[str, Mapping[str, Any]] = {
    "chung-nhan": {},
    "het-han": {"code": "H-2", "certificates": [{"scheme": "ocop", "stars": "3", "handed_over": "2020-05-22"}]},
    "chua-ro": {"code": "H-3", "certificates": [{"scheme": "ocop", "stars": "4"}], "featured": "false"},
    "tiem-nang": {"code": "H-4", "status": "potential", "certificates": None},
    "ho": {"code": "H-5"},
}
"""What makes each differ from the one in which everything is said."""


def _product(folder: Path, slug: str, more: Mapping[str, Any]) -> None:
    folder.mkdir()
    made = {**written(Product, slug), **more}
    if slug == "chung-nhan":
        made["offers"][0]["gtin"] = "2000000000015"
    if slug == "tiem-nang":
        del made["producer"]["address"], made["origin"]["commune"]
    if slug == "ho":
        made["producer"]["kind"] = "household"
        made["certificates"] = [_certificate(slug, scheme) for scheme in ("ocop", "other", "vietgap")]
    for name in ("anh.jpg", "mat.jpg"):
        (folder / name).write_bytes(PHOTO.read_bytes())
    Image.new("L", (8, 8)).save(folder / "giay.pdf")
    _yaml(folder / "product.yml", {name: value for name, value in made.items() if value is not None})


def _certificate(slug: str, scheme: str) -> dict[str, Any]:
    """A certificate with all its fields, of a scheme."""
    return written(Certificate, f"{slug}.{scheme}", scheme=scheme, stars="3" if scheme == "ocop" else None)


def _prose(file: Path, lang: str) -> None:
    head = written(Prose, f"prose.{lang}", slug="trang", stem=None, lang=None, nav="1", markdown=None)
    text = yaml.safe_dump(head, allow_unicode=True, width=100_000)
    file.write_text(f"---\n{text}---\n\n{hostile(f'prose.{lang}.markdown')}", "utf-8")


def _yaml(file: Path, data: Mapping[str, Any]) -> None:
    file.write_text(yaml.safe_dump(dict(data), allow_unicode=True, width=100_000, sort_keys=False), "utf-8")
