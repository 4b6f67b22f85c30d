"""A small sound catalogue to do things to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..commands import ROOT

MINIMAL = ROOT / "tests/catalogues/minimal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound catalogue of one product in `products/`, and no `mkdocs.yml`."""
    shutil.copytree(MINIMAL, tmp_path / "products")
    return tmp_path
