"""The scans that are published with their products, named so that a changed one has a new address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ..content.files import find
from ..showcase import Catalogue
from .page import Output
from .urls import document


def documents(catalogue: Catalogue, folder: Path) -> Mapping[tuple[str, str], Output]:
    """The scan of each certificate that has one, by slug and file name; `folder` holds the products' folders."""
    named = [(p.slug, c.document) for p in catalogue.products for c in p.certificates if c.document]
    found = {(slug, file): find(folder / slug, file) for slug, file in named}
    return {key: _published(key[0], path) for key, path in found.items() if path}


def _published(slug: str, file: Path) -> Output:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    return Output(document(f"{slug}-{digest}{file.suffix.lower()}"), file)
