"""What the codes of a catalogue name, and the files of their QR codes that the site holds for download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from ..pages import kept, urls
from ..pages.page import Output
from ..pages.words import Words
from ..showcase import Catalogue
from . import qr
from .address import Addresses

Kind = Literal["product", "event"]
KEPT = "qr.bin"
DRAWINGS: Mapping[str, Callable[[qr.Symbol, str], bytes]] = {"svg": qr.svg, "png": qr.png}
RECIPE = "1"
"""Raise when codes are drawn in another way: those in the cache are then made again."""


@dataclass(frozen=True, slots=True)
class Named:
    """A published code and what it names: the slug of a product, the key of an event."""

    code: str
    kind: Kind
    key: str


def named(catalogue: Catalogue) -> tuple[Named, ...]:
    """Every code behind which the site has something to show."""
    products = (Named(product.code, "product", product.slug) for product in catalogue.products)
    events = (Named(event.code, "event", event.key) for event in catalogue.settings.events)
    return (*products, *events)


def draft_mark(words: Mapping[str, Words]) -> str:
    """What stands on everything printed whose address is not final: 'BẢN NHÁP / DRAFT'."""
    return " / ".join(dict.fromkeys(each("print.draft") for each in words.values()))


def code_files(catalogue: Catalogue, codes: Addresses, mark: str, cache: Path | None) -> tuple[Output, ...]:
    """Each code as SVG and PNG, kept over builds; under `mark` while the address is not final."""
    if not codes.drawn:
        return ()
    words = "" if codes.final else mark
    drawn = kept.load(cache, kept.digest(RECIPE, version("segno"), words), {}, KEPT)
    files = tuple(_file(one.code, codes, drawing, drawn, words) for one in named(catalogue) for drawing in DRAWINGS)
    drawn.save(cache)
    return files


def _file(code: str, codes: Addresses, suffix: str, drawn: kept.Kept, words: str) -> Output:
    address = codes.of(code)
    made = drawn.data((suffix, address), lambda: DRAWINGS[suffix](qr.symbol(address), words))
    return Output(urls.code_file(code, suffix), made)
