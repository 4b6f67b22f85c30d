"""The page cache: fragments of HTML that are kept from build to build, keyed by a digest of all their inputs.

The inputs that all fragments share are digested once (`world`): the program, the theme, the words, the settings, the
day. A fragment adds its own inputs (the digests of its products). A key that left an input out would show an old
certificate without any error, so it must cover everything. A damaged cache file counts as empty, and one that cannot
be written is done without.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from ..catalogue.product import Product
from ..media.recipe import Pictures
from ..theme_folder import Theme

PACKAGE_FOLDER = Path(__file__).resolve().parents[1]
_DIGEST_SIZE = 16
PAGE_CACHE_FILE = "pages.bin"


@dataclass(frozen=True, slots=True)
class PageCache:
    """The cache of HTML and other bytes made from the content.

    `world` is the digest of the shared inputs, `digests` hold that of each product by slug. `before` are the entries
    of the last build, `now` those that this build used. `file` is the name of the cache file.
    """

    world: bytes = b""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    before: Mapping[bytes, bytes] = field(default_factory=dict)
    now: dict[bytes, bytes] = field(default_factory=dict)
    file: str = PAGE_CACHE_FILE

    def html(self, made_from: Iterable[str | bytes], make: Callable[[], str]) -> str:
        """The cached text for the key parts `made_from`, else the result of `make`, which is cached."""
        return self.data(made_from, lambda: make().encode()).decode()

    def data(self, made_from: Iterable[str | bytes], make: Callable[[], bytes]) -> bytes:
        """The cached bytes for the key parts `made_from`, else the result of `make`, which is cached."""
        key = parts_digest(self.world, *made_from)
        packed = self.before.get(key)
        if packed is not None:
            self.now[key] = packed
            return zlib.decompress(packed)
        made = make()
        self.now[key] = zlib.compress(made, 1)
        return made

    def save(self, cache: Path | None) -> None:
        """Write the entries that this build used; those that it did not use are dropped."""
        if cache is None or self.now.keys() == self.before.keys():
            return
        packed = marshal.dumps(self.now)
        with suppress(OSError):
            handle, name = tempfile.mkstemp(dir=cache)
            with os.fdopen(handle, "wb") as file:
                file.write(parts_digest(packed) + packed)
            Path(name).replace(cache / self.file)


def load_page_cache(
    cache: Path | None, world: bytes, digests: Mapping[str, bytes], file: str = PAGE_CACHE_FILE
) -> PageCache:
    """Load the cache that the last build wrote to `file`; an empty one where there is none or it is damaged."""
    raw = b""
    if cache:
        with suppress(OSError):
            raw = (cache / file).read_bytes()
    told, packed = raw[:_DIGEST_SIZE], raw[_DIGEST_SIZE:]
    before = marshal.loads(packed) if packed and parts_digest(packed) == told else {}
    return PageCache(world, digests, before, file=file)


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
    return parts_digest(
        *versions, *facts, *(part for file in _program_files(theme) for part in (str(file), file.read_bytes()))
    )


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


def _program_files(theme: Theme) -> list[Path]:
    sources = [file for kind in ("*.py", "*.yml") for file in PACKAGE_FOLDER.rglob(kind)]
    templates = [file for folder in theme.folders for file in (folder / "templates").rglob("*") if file.is_file()]
    return sorted(sources) + sorted(templates)
