"""From files to a catalogue: read with places, judged by the rules, nothing published that may not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from . import load, rules
from .raw import RawCatalogue
from .verdict import Tally, Verdict

__all__ = ["RawCatalogue", "Tally", "Verdict", "open_catalogue"]


def open_catalogue(
    products: Path,
    *,
    today: date,
    strict: bool = False,
    keep_going: bool = False,
    cache: Path | None = None,
    base: Path | None = None,
) -> Verdict:
    """Read and judge the folder `products`.

    File names in problems are relative to `base`, the current folder if None. `cache` is a folder that keeps what
    was read, None to keep nothing. For the rest see `rules.judge`.
    """
    raw = load.read(products, base or Path.cwd(), cache)
    return rules.judge(raw, today=today, strict=strict, keep_going=keep_going)
