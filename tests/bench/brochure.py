"""How long the printed catalogue takes: cold (no photo made yet) and warm, against what is allowed."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from . import catalogue
from .measure import measure, show

HERE = Path(__file__).resolve().parent
COMMAND = (str(Path(sys.executable).with_name("site-builder")), "brochure", "--today", "2026-11-24")


@dataclass(frozen=True)
class Book:
    """A made-up catalogue to print, and the seconds that it may take."""

    products: int
    photos: int
    size: tuple[int, int]
    limit: float

    @property
    def name(self) -> str:
        return f"book-{self.products}x{self.photos}"


BOOKS = (Book(12, 3, catalogue.LARGE, 5), Book(200, 1, catalogue.SMALL, 60))


def print_books(work: Path) -> None:
    """Prints each book twice, in both languages on A4 with bleed."""
    for book in BOOKS:
        place, cache, out = (work / f"{book.name}{part}" for part in ("", "-cache", ".pdf"))
        if not place.exists():
            catalogue.make(place, book.products, book.photos, book.size)
        shutil.rmtree(cache, ignore_errors=True)
        command = [*COMMAND, "--config-file", str(HERE / "default.yml"), "--products", str(place), "--bleed"]
        for scenario in ("cold", "warm"):
            figures = measure([*command, "--cache-dir", str(cache), "--out", str(out)], work)
            show(book.name, scenario, figures)
            print(f"{'':10} allowed {book.limit:.0f} s; {out.stat().st_size / 1e6:.1f} MB", flush=True)
