"""How much of what people type the search of the shipped catalogue finds, in Chromium.

    python -m tests.bench.recall [missed]

With `missed` what it does not find is printed too, and what it found instead.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ..commands import ROOT, build
from ..conftest import LAUNCH, chromium
from ..search.typed import HOME, SETS, Answer, answers, by_kind, noise, read_set, ready, recall


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build("--products", ROOT / "products", "--site-dir", site, "--cache-dir", ROOT / ".cache")
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        found: dict[str, list[Answer]] = {name: [] for name in SETS}
        for lang in HOME:
            page = browser.new_page()
            ready(page, f"{site.as_uri()}/", lang)
            for name in SETS:
                found[name] += answers(page, [each for each in read_set(name) if each.lang == lang])
        browser.close()
    for name, all_of in found.items():
        _print(name, all_of, missed="missed" in sys.argv[1:])


def _print(name: str, found: list[Answer], *, missed: bool) -> None:
    print(f"search, {name}: {len(found)} queries, {recall(found):.1%} of what is there among the first three")
    for kind, right, count in by_kind(found):
        print(f"  {kind:<16} {right:3} of {count}")
    print(f"  found where nothing is wanted: {len(noise(found))}")
    for answer in found if missed else ():
        if not answer.is_right:
            print(
                f"  {answer.typed.lang} {answer.typed.kind:<14} {answer.typed.query!r}: {answer.first} {answer.meant!r}"
            )


if __name__ == "__main__":
    main()
