"""The page of a product as one sheet of paper, a PDF to save or print: every product in every language.

A sheet is kept under the digest of everything that is on it, so a build that has them all makes none and does not
load Typst. Nothing on it counts days, so it is made again only when it says something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from ..media.cache import Cache
from ..model import Product
from ..pages.kept import Kept as Told
from ..pages.scene import Scene
from ..theme_folder import Theme
from . import typeset
from .sheet_data import picture_file, sheet_data

TYPE = "application/pdf"
TEMPLATE = "sheet.typ"
MADE_FROM = (TEMPLATE, "lib.typ", "weave.svg")
"""Files of the theme that every sheet depends on."""
STANDARD = "ua-1"
CODE = "code.svg"
"""The name of the page's code among the pictures of its sheet."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A sheet to be made: what it says, its photo, its name in the cache without suffix."""

    told: str
    picture: Path | None
    stem: str


def sheets(scenes: Iterable[Scene], told: Told, theme: Theme, cache: Path) -> dict[str, Path]:
    """The sheet of every product by the address of its page; made where `cache` has none.

    `told` keeps what sheets say over builds.
    """
    kept, mark = Cache(cache), typeset.mark(theme, MADE_FROM, f"segno {version('segno')}")
    wanted = {
        scene.urls.product(product.slug, scene.lang): _want(product, scene, told, mark)
        for scene in scenes
        for product in scene.catalogue.products
    }
    for one in wanted.values():
        if not kept.find(one.stem):
            kept.put(one.stem, "pdf", TYPE, _set(one, theme, kept.folder))
    return {page: kept.folder / f"{one.stem}.pdf" for page, one in wanted.items()}


def _want(product: Product, scene: Scene, texts: Told, mark: bytes) -> _Wanted:
    made_from = ("sheet", scene.lang, texts.digests.get(product.slug) or repr(product))
    told = texts.html(made_from, lambda: json.dumps(sheet_data(product, scene), ensure_ascii=False))
    digest = sha256(mark + told.encode()).hexdigest()[:12]
    return _Wanted(told, picture_file(product, scene), f"{product.slug}-{scene.lang}-{digest}")


def _set(one: _Wanted, theme: Theme, near: Path) -> bytes:
    data = json.loads(one.told)
    images: dict[str, typeset.Image] = {one.picture.name: one.picture} if one.picture else {}
    if data["url"]:
        images[CODE] = code(data["url"])
    return typeset.pdf(typeset.Work(TEMPLATE, theme, typeset.NO_DAY, data, images, near), (STANDARD,))


def code(url: str) -> bytes:
    """The address as a QR code, SVG, its quiet zone around it."""
    import segno

    out = BytesIO()
    segno.make_qr(url, error="m").save(out, kind="svg", xmldecl=False, border=4, light="#fff")
    return out.getvalue()
