"""HTML that is kept over builds, each piece under the digest of everything it is made from.

What all pieces are made from is the `world`: the program, the theme, the words, the settings, the day. A piece adds
what it alone shows (the digests of its products). Nothing is ever found under a key that does not tell all of it; a
file of the cache that was spoiled is not believed, and one that cannot be written is done without.
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

from ..media.plan import Picture
from ..model import Product
from ..theme_folder import Theme

PACKAGE = Path(__file__).resolve().parents[1]
_DIGEST = 16
PAGES = "pages.bin"


@dataclass(frozen=True, slots=True)
class Kept:
    """`digests` are those of the products by slug; `before` is what the last build left, `now` what this one used.

    `file` is the name of the file in the cache that keeps it.
    """

    world: bytes = b""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    before: Mapping[bytes, bytes] = field(default_factory=dict)
    now: dict[bytes, bytes] = field(default_factory=dict)
    file: str = PAGES

    def html(self, made_from: Iterable[str | bytes], make: Callable[[], str]) -> str:
        """What was made from the same things before, or is made now. A product is named by its digest."""
        return self.data(made_from, lambda: make().encode()).decode()

    def data(self, made_from: Iterable[str | bytes], make: Callable[[], bytes]) -> bytes:
        """The same of anything that is bytes."""
        key = digest(self.world, *made_from)
        packed = self.before.get(key)
        if packed is not None:
            self.now[key] = packed
            return zlib.decompress(packed)
        made = make()
        self.now[key] = zlib.compress(made, 1)
        return made

    def save(self, cache: Path | None) -> None:
        """Leave what this build used to the next one."""
        if cache is None or self.now.keys() == self.before.keys():
            return
        packed = marshal.dumps(self.now)
        with suppress(OSError):
            handle, name = tempfile.mkstemp(dir=cache)
            with os.fdopen(handle, "wb") as file:
                file.write(digest(packed) + packed)
            Path(name).replace(cache / self.file)


def load(cache: Path | None, world: bytes, digests: Mapping[str, bytes], file: str = PAGES) -> Kept:
    """What the last build with this cache left in `file`."""
    raw = b""
    if cache:
        with suppress(OSError):
            raw = (cache / file).read_bytes()
    told, packed = raw[:_DIGEST], raw[_DIGEST:]
    before = marshal.loads(packed) if packed and digest(packed) == told else {}
    return Kept(world, digests, before, file=file)


def digest(*parts: str | bytes) -> bytes:
    """One digest of all parts, in their order and with their borders."""
    told: list[bytes] = []
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        told += (len(data).to_bytes(8, "little"), data)
    return hashlib.blake2b(b"".join(told), digest_size=_DIGEST).digest()


def world(theme: Theme, *facts: str) -> bytes:
    """The digest of the program and its look, and of `facts`: whatever else all pages are made from."""
    libraries = ("jinja2", "markupsafe", "markdown-it-py", "pydantic", "segno")
    versions = [sys.version, *(version(name) for name in libraries)]
    return digest(*versions, *facts, *(part for file in _program(theme) for part in (str(file), file.read_bytes())))


def product_digests(
    products: Iterable[Product], pictures: Mapping[tuple[str, str], Picture], documents: Mapping[tuple[str, str], str]
) -> dict[str, bytes]:
    """The digest of each product with what was made of its pictures and where its scans lie."""
    beside: dict[str, list[str]] = {}
    for (owner, file), thing in (*pictures.items(), *documents.items()):
        beside.setdefault(owner, []).append(f"{file}\0{thing!r}")
    return {p.slug: digest(p.model_dump_json(), *beside.get(p.slug, ())) for p in products}


def _program(theme: Theme) -> list[Path]:
    sources = [file for kind in ("*.py", "*.yml") for file in PACKAGE.rglob(kind)]
    templates = [file for folder in theme.folders for file in (folder / "templates").rglob("*") if file.is_file()]
    return sorted(sources) + sorted(templates)
