"""What the commands that print have in common: how their file is put in its place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .screen import Screen


def saved(pdf: bytes, out: Path, screen: Screen) -> bool:
    """Whether the file could be written; one that is half written would pass for the whole, so it is swapped in."""
    draft = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(pdf)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        screen.aside(screen.say("paper.unsaved", place=out, reason=error.strerror or error), "red")
        return False
    return True
