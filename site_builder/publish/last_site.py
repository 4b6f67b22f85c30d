"""What the last site knows of codes: by it a lost ledger is noticed, and a code that has no page any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..catalogue.showcase import Catalogue
from ..messages import Problem
from ..prints.code_files import code_targets
from ..views.urls import INDEX_FILE, SHORT_LINK_FOLDER
from ..web.server_rules import SNIPPETS_FOLDER
from .code_owners import CodeOwners
from .ledger import IssuedCode, Ledger, ledger_text, read_ledger

PRINTED_CODES_FILE = f"{SNIPPETS_FOLDER}/ma-da-in.txt"
"""The copy of the ledger in a site at a real address. Servers keep the folder to themselves."""
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class LastSite:
    """`copy` is its copy of the ledger, `printed` are the codes in that, `codes` those that have a page."""

    copy: Path
    printed: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


def read_last_site(site: Path) -> LastSite:
    """What lies in the folder `site`; nothing where there is none, or one at an address that was not real."""
    copy = site / PRINTED_CODES_FILE
    if not copy.is_file():
        return LastSite(copy)
    pages = site.glob(f"{SHORT_LINK_FOLDER}/*/{INDEX_FILE}")
    codes = frozenset(page.parent.name for page in pages)
    return LastSite(copy, frozenset(read_ledger(copy, copy.as_posix()).by_code), codes)


def printed_codes_copy(ledger: Ledger, catalogue: Catalogue) -> bytes:
    """The ledger as it may lie in a site: without the folder's name of what is not published."""
    shown = {target.code: target.key for target in code_targets(catalogue)}

    def public(row: IssuedCode) -> IssuedCode:
        return row.model_copy(update={"key": shown.get(row.code, row.code.lower())})

    return ledger_text(public(row) for _, row in ledger.rows).encode()


def last_site_problems(last: LastSite, ledger: Ledger, content: CodeOwners) -> Iterator[Problem]:
    """An error for the rows that the ledger lost, and one for each code that has no page any more."""
    lost = sorted(last.printed - ledger.by_code.keys())
    if lost:
        shown = ", ".join(lost[:MOST_SHOWN]) + ("…" if len(lost) > MOST_SHOWN else "")
        params = {"n": str(len(lost)), "codes": shown, "copy": last.copy.as_posix(), "file": ledger.file}
        yield Problem(ledger.file, "ledger_rows_lost" if ledger.rows else "ledger_lost", params=params)
    unreadable = "" in content.slugs.values()  # which code is in a file that cannot be read, nobody knows
    for code in sorted(last.codes - last.printed - ledger.by_code.keys() - content.shown.keys()):
        if code in content.hidden and content.hidden[code] not in content.broken:
            params = {"code": code, "now": content.hidden[code]}
            yield Problem(content.settings_file, "site_code_hidden", params=params)
        elif code not in content.hidden and code not in content.retired and not unreadable:
            yield Problem(content.settings_file, "site_code_lost", params={"code": code})
