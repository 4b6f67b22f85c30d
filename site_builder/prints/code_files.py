"""The codes of a catalogue with what they lead to, and the files of their QR codes for download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..cache import Cache
from ..catalogue.showcase import Catalogue
from ..files import OutputFile
from ..views import qr, urls
from ..views.page_cache import parts_digest
from ..views.urls import ShortLinks
from ..views.words import Translations

CodeKind = Literal["product", "event"]
QR_WRITERS: Mapping[str, Callable[[qr.Symbol, str], bytes]] = {"svg": qr.svg, "png": qr.png}


@dataclass(frozen=True, slots=True)
class CodeTarget:
    """A published code and its target: the slug of a product or the key of an event."""

    code: str
    kind: CodeKind
    key: str


def code_targets(catalogue: Catalogue) -> tuple[CodeTarget, ...]:
    """Every code that has a landing page, with its target."""
    products = (CodeTarget(product.code, "product", product.slug) for product in catalogue.products)
    events = (CodeTarget(event.code, "event", event.key) for event in catalogue.settings.events)
    return (*products, *events)


def draft_text(words: Mapping[str, Translations]) -> str:
    """What stands on everything printed whose address is not final: 'BẢN NHÁP / DRAFT'."""
    return " / ".join(dict.fromkeys(each("print.draft") for each in words.values()))


def code_files(catalogue: Catalogue, codes: ShortLinks, mark: str, cache: Cache) -> tuple[OutputFile, ...]:
    """Each code as SVG and PNG, kept over builds; under `mark` while the address is not final."""
    if not codes.downloadable:
        return ()
    words = "" if codes.final else mark

    def code_file(code: str, suffix: str) -> OutputFile:
        address = codes.of(code)
        key = parts_digest(qr.drawn_by(), words, suffix, address)
        made = cache.value("qr", key, lambda: QR_WRITERS[suffix](qr.symbol(address), words))
        return OutputFile(urls.code_file_address(code, suffix), made)

    return tuple(code_file(one.code, suffix) for one in code_targets(catalogue) for suffix in QR_WRITERS)
