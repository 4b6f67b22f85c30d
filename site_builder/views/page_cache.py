"""The page cache: pieces of HTML that are kept from build to build, keyed by a digest of all their inputs.

The inputs that all pieces share are digested once (`world`): the program, the theme, the words, the settings, the day.
A piece adds its own inputs (the digests of its products). A key that left an input out would show an old certificate
without any error, so it must cover everything.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from ..cache import Cache
from ..catalogue.product import Product
from ..media.recipe import Pictures
from ..theme_folder import Theme

PACKAGE_FOLDER = Path(__file__).resolve().parents[1]
_DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class PageCache:
    """Pieces of HTML and other text made from the content, in `cache`.

    `world` is the digest of the shared inputs, `digests` hold that of each product by slug.
    """

    world: bytes = b""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    cache: Cache = field(default_factory=lambda: Cache(None))

    def html(self, made_from: Iterable[str | bytes], make: Callable[[], str]) -> str:
        """The cached text for the key parts `made_from`, else the result of `make`, which is cached."""
        key = parts_digest(self.world, *made_from)
        return zlib.decompress(self.cache.value("page", key, lambda: zlib.compress(make().encode(), 1))).decode()


def parts_digest(*parts: str | bytes) -> bytes:
    """The digest of all parts in order. Each part is preceded by its length, so that "ab", "c" and "a", "bc" differ."""
    told: list[bytes] = []
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        told += (len(data).to_bytes(8, "little"), data)
    return hashlib.blake2b(b"".join(told), digest_size=_DIGEST_SIZE).digest()


def inputs_digest(theme: Theme, *facts: str) -> bytes:
    """The digest of the inputs that all pages share: program, libraries, templates, and `facts`."""
    libraries = ("jinja2", "markupsafe", "markdown-it-py", "pydantic", "segno")
    versions = [sys.version, *(version(name) for name in libraries)]
    sources = sorted(file for kind in ("*.py", "*.yml") for file in PACKAGE_FOLDER.rglob(kind))
    templates = sorted(file for folder in theme.folders for file in (folder / "templates").rglob("*") if file.is_file())
    files = (part for file in (*sources, *templates) for part in (str(file), file.read_bytes()))
    return parts_digest(*versions, *facts, *files)


def product_digests(
    products: Iterable[Product],
    pictures: Pictures,
    documents: Mapping[tuple[str, str], str],
) -> dict[str, bytes]:
    """The digest of each product with what was made of its pictures and where its scans lie."""
    beside: dict[str, list[str]] = {}
    for (owner, file), thing in (*pictures.items(), *documents.items()):
        beside.setdefault(owner, []).append(f"{file}\0{thing!r}")
    return {p.slug: parts_digest(p.model_dump_json(), *beside.get(p.slug, ())) for p in products}
