"""Opens the catalogues of the repository on the day for which they were written."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from site_builder.catalogue.showcase import Catalogue
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.content.raw import Verdict

from ..commands import ROOT

SHIPPED = ROOT / "products"
MADE_UP = ROOT / "tests/catalogues"
DAY = date(2026, 11, 24)


@cache
def verdict(folder: Path) -> Verdict:
    return judge(load.read_catalogue(folder, folder.parent, None), today=DAY)


def published(folder: Path) -> Catalogue:
    found = verdict(folder).catalogue
    assert found is not None
    return found


def told(folder: Path) -> list[tuple[str, str, str]]:
    """File in the folder, key and code of every problem."""
    return [(problem.file.partition("/")[2], problem.path, problem.code) for problem in verdict(folder).problems]
