"""Paper with printed codes: saved only when its codes stand in the ledger, entered only when the paper is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..catalogue.showcase import Catalogue
from ..content.folder import LEDGER_FILE
from ..content.raw import RawCatalogue
from ..files import atomic_draft, sync_file, write_atomically
from ..messages import CatalogueError, Problem
from ..prints.code_files import code_targets
from ..views.urls import ShortLinks
from .ledger import IssuedCode, load_ledger, write_ledger
from .site import exclusive_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What the ledger has to know of a piece of paper: its `codes`, what they are of, the links they hold, the day."""

    raw: RawCatalogue
    catalogue: Catalogue
    codes: Collection[str]
    links: ShortLinks
    day: date

    @property
    def ledger(self) -> Path:
        return self.raw.folder / LEDGER_FILE


def save_paper(pdf: bytes, out: Path, printing: Printing) -> tuple[str, ...]:
    """Save the paper as `out` and enter its codes in the ledger; returns the codes that are new there.

    The paper is a draft beside `out` until its codes are entered, and gets its name last: wherever this is killed,
    there is no paper without its codes. Where the paper cannot be saved, nothing is entered. Paper whose links are not
    final enters nothing. Raises CatalogueError for a ledger that cannot be relied upon or written, OSError for a paper
    that cannot.
    """
    if not printing.links.final:
        write_atomically(out, pdf)
        return ()
    with ExitStack() as held:
        with _problems_of(printing):
            lock = printing.ledger.with_name(f".{LEDGER_FILE}.lock")
            held.enter_context(exclusive_lock(lock, busy="ledger_busy"))
            held.enter_context(_restored_on_failure(printing.ledger))
        with atomic_draft(out) as draft:
            draft.write_bytes(pdf)
            sync_file(draft)
            with _problems_of(printing):
                return _enter_codes(printing)


def _enter_codes(printing: Printing) -> tuple[str, ...]:
    """Bring the ledger up to date and returns the codes that are new in it; what it holds already is left alone.

    Rows of renamed folders are updated, those of retired codes are marked as such, and those of printed codes get the
    address that is printed.
    """
    ledger = load_ledger(printing.raw)
    if ledger.problems:
        raise CatalogueError(ledger.problems)
    before, targets = ledger.by_code, {target.code: target for target in code_targets(printing.catalogue)}
    retired = {each.code for each in printing.catalogue.settings.retired}
    after: dict[str, IssuedCode] = {}
    for code, row in before.items():
        # A catalogue is published only if it serves every printed code, so what is not retired has a target.
        update = {"kind": "retired"} if code in retired else {"key": targets[code].key}
        after[code] = row.model_copy(update=update)
    for code in printing.codes:
        target = targets[code]
        new = IssuedCode(code=code, kind=target.kind, key=target.key, issued=printing.day)
        after[code] = after.get(code, new).printed_at(printing.links.root)
    if after != before:
        write_ledger(printing.raw.folder, after.values())
    return tuple(sorted(after.keys() - before.keys()))


@contextmanager
def _restored_on_failure(ledger: Path) -> Iterator[None]:
    """Put the ledger back as it was where what follows fails.

    Not where a person stops it (KeyboardInterrupt): then the paper may have its name already.
    """
    before = ledger.read_bytes() if ledger.exists() else None
    try:
        yield
    except Exception:
        with suppress(OSError):  # a code too many is kept for nothing; a paper that failed is what has to be told
            if before is None:
                ledger.unlink(missing_ok=True)
            elif ledger.read_bytes() != before:
                write_atomically(ledger, before)
        raise


@contextmanager
def _problems_of(printing: Printing) -> Iterator[None]:
    """What the system refuses to the ledger, as a problem."""
    try:
        yield
    except OSError as error:
        file, reason = load_ledger(printing.raw).file, error.strerror or type(error).__name__
        raise CatalogueError([Problem(file, "ledger_unwritable", params={"reason": reason})]) from error
