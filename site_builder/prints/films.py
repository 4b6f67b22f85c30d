"""Films of slides, kept under the digest of what they show: a stick that is packed again films nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path

from ..media import motion
from ..media.cache import Cache, Kept, Made


def film(slides: Sequence[Path], seconds: int, lang: str, cache: Path) -> Path:
    """The film of `slides`, whose names tell their content, each for `seconds`; raises OSError where it fails."""
    kept = Cache(cache)
    told = repr((motion.encoder(), seconds, [slide.name for slide in slides]))
    stem = f"film-{lang}-{sha256(told.encode()).hexdigest()[:12]}"
    name = f"{stem}.mp4"
    if not kept.find(stem):
        draft = kept.folder / f".{name}"
        motion.film(slides, seconds, draft)
        kept.keep(stem, Made(0, 0, "", (_put(draft, kept.folder / name),)))
    return kept.folder / name


def _put(draft: Path, target: Path) -> Kept:
    """The film under its name: one that is half written never has it."""
    with draft.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    draft.replace(target)
    stat = target.stat()
    return Kept(target.name, 0, 0, "video/mp4", stat.st_size, stat.st_mtime_ns, digest)
