"""Whatever ends a print: no paper without its codes in the ledger, and a paper that fails enters nothing."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from site_builder.content import load
from site_builder.messages import CatalogueError
from site_builder.publish import ledger, paper
from site_builder.publish import site as publishing
from site_builder.publish.paper import Printing, save_paper

from ..cli.killed_command import TOUCHES
from ..prints import press

PAPER = "in/nhan.pdf"
LEDGER = "products/short-links.csv"
OLD = "code,kind,key,issued\nSP-01,product,che,2026-01-02\n"
PDF = b"%PDF-1.7 the new one"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three products, and a folder for what is printed."""
    press.catalogue(tmp_path, {slug: press.PRODUCTS[slug] for slug in ("che", "mat", "cu")})
    (tmp_path / "in").mkdir()
    return tmp_path


def codes_in(folder: Path) -> set[str]:
    """The codes in the ledger, which is whole or not there."""
    read = ledger.read_ledger(folder / LEDGER, LEDGER)
    assert read.problems == ()
    return set(read.by_code)


def beside(folder: Path) -> list[str]:
    """What lies about that was not there before: drafts, locks."""
    return [path.name for place in ("in", "products") for path in (folder / place).iterdir() if path.name[0] == "."]


def printing(folder: Path, *codes: str, address: str = press.ADDRESS) -> Printing:
    """What the ledger has to know of a paper with these codes."""
    raw = load.read_catalogue(folder / "products", folder, None)
    catalogue, contexts = press.opened(folder / "products", address)
    return Printing(raw=raw, catalogue=catalogue, codes=codes, links=contexts["vi"].codes, day=press.DAY)


def _print_and_die(out: Path, wanted: Printing, at: int) -> None:
    """Save the paper and die just before the n-th thing that is done to the file system, else end with their number."""
    done = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event in TOUCHES or (event == "open" and str(out.parent.parent) in str(arguments[0])):
            done += 1
            if done == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    save_paper(PDF, out, wanted)
    os._exit(done)


def print_and_die(folder: Path, wanted: Printing, at: int) -> int:
    """The exit code."""
    process = get_context("fork").Process(target=_print_and_die, args=(folder / PAPER, wanted, at))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


@pytest.mark.parametrize("before", ["", OLD], ids=["first print", "further print"])
def test_a_print_killed_before_any_of_its_steps(folder: Path, before: str) -> None:
    def start() -> None:
        (folder / PAPER).unlink(missing_ok=True)
        (folder / LEDGER).unlink(missing_ok=True)
        if before:
            (folder / LEDGER).write_text(before, "utf-8")

    start()
    wanted, seen = printing(folder, "SP-02", "SP-03"), set()
    steps = print_and_die(folder, wanted, 1_000_000)
    assert steps > 5
    for step in range(1, steps + 1):
        start()
        known = codes_in(folder)
        assert print_and_die(folder, wanted, step) == -signal.SIGKILL, f"step {step}"
        printed, entered = (folder / PAPER).exists(), codes_in(folder) - known
        assert entered in (set(), {"SP-02", "SP-03"}), f"step {step}"
        assert entered or not printed, f"step {step}: a paper whose codes are not in the ledger"
        seen.add((printed, bool(entered)))
        save_paper(PDF, folder / PAPER, wanted)
        assert (codes_in(folder), (folder / PAPER).read_bytes()) == (known | {"SP-02", "SP-03"}, PDF)
    assert seen == {(False, False), (False, True), (True, True)}


def broken(at: str) -> Callable[[Path, Path], Path]:
    """A `Path.replace` that fails for the file called `at`."""
    replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.name == at:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return replace(self, target)

    return fails


@pytest.mark.parametrize("before", ["", OLD], ids=["first print", "further print"])
def test_a_paper_that_another_program_holds_open_enters_nothing(
    folder: Path, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / PAPER).write_bytes(b"%PDF-1.7 the old one")
    if before:
        (folder / LEDGER).write_text(before, "utf-8")
    monkeypatch.setattr(Path, "replace", broken("nhan.pdf"))
    with pytest.raises(PermissionError):
        save_paper(PDF, folder / PAPER, printing(folder, "SP-02"))
    assert (folder / PAPER).read_bytes() == b"%PDF-1.7 the old one"
    assert ((folder / LEDGER).read_text() if before else (folder / LEDGER).exists()) == (before or False)
    assert beside(folder) == []


def test_a_paper_that_does_not_fit_on_the_disk_enters_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr(paper, "sync_file", no_space)
    with pytest.raises(OSError, match="No space"):
        save_paper(PDF, folder / PAPER, printing(folder, "SP-02"))
    assert not (folder / PAPER).exists()
    assert not (folder / LEDGER).exists()
    assert beside(folder) == []


@pytest.mark.parametrize("before", ["", OLD], ids=["first print", "further print"])
def test_where_the_ledger_cannot_be_written_nothing_is_printed(
    folder: Path, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before:
        (folder / LEDGER).write_text(before, "utf-8")
    monkeypatch.setattr(Path, "replace", broken("short-links.csv"))
    with pytest.raises(CatalogueError) as error:
        save_paper(PDF, folder / PAPER, printing(folder, "SP-02"))
    (problem,) = error.value.problems
    assert problem.file == "products/short-links.csv"
    assert problem.what("en") == (
        "The ledger of printed codes cannot be written (no permission), so nothing was printed."
    )
    assert not (folder / PAPER).exists()
    assert beside(folder) == []


def test_a_folder_in_which_no_lock_can_be_made_is_told_as_a_ledger_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_protected(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(FileLock, "acquire", write_protected)
    with pytest.raises(CatalogueError) as error:
        save_paper(PDF, folder / PAPER, printing(folder, "SP-02"))
    assert [problem.code for problem in error.value.problems] == ["ledger_unwritable"]
    assert not (folder / PAPER).exists()


def test_a_print_does_not_wait_for_ever_for_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LOCK_TIMEOUT", 0.0)
    lock = folder / "products/.short-links.csv.lock"
    with publishing.exclusive_lock(lock), pytest.raises(CatalogueError) as error:
        save_paper(PDF, folder / PAPER, printing(folder, "SP-02"))
    assert [problem.code for problem in error.value.problems] == ["ledger_busy"]
    assert not (folder / PAPER).exists()


def _print_one(folder: Path, code: str) -> None:
    save_paper(PDF, folder / f"in/{code}.pdf", printing(folder, code))


def test_prints_at_the_same_time_lose_no_code_of_each_other(folder: Path) -> None:
    codes = ("SP-01", "SP-02", "SP-03", "SK-01")
    prints = [get_context("fork").Process(target=_print_one, args=(folder, code)) for code in codes]
    for each in prints:
        each.start()
    for each in prints:
        each.join()
    assert [each.exitcode for each in prints] == [0, 0, 0, 0]
    assert codes_in(folder) == set(codes)
    assert beside(folder) == []


def test_a_draft_enters_nothing(folder: Path) -> None:
    assert save_paper(PDF, folder / PAPER, printing(folder, "SP-02", address="https://ocop.example/")) == ()
    assert (folder / PAPER).read_bytes() == PDF
    assert not (folder / LEDGER).exists()


def test_a_ledger_that_is_the_same_is_not_written_again(folder: Path) -> None:
    save_paper(PDF, folder / PAPER, printing(folder, "SP-01"))
    written = (folder / LEDGER).stat().st_ino
    assert save_paper(PDF, folder / PAPER, printing(folder, "SP-01")) == ()
    assert (folder / LEDGER).stat().st_ino == written
