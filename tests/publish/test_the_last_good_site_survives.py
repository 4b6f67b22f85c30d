"""Whatever ends a build, the folder holds the last good site or the new one, whole, and nothing piles up beside it."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from site_builder.messages import CatalogueError
from site_builder.publish import site as publishing
from site_builder.publish.site import MARKER, publish_site, recover_site

from ..sampling import Sample
from .killed_publish import files

SCRIPT = Path(__file__).with_name("killed_publish.py")


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def whole(mark: str) -> dict[str, bytes]:
    return {**files(mark), MARKER: b""}


def codes(error: pytest.ExceptionInfo[CatalogueError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def publish_and_die(site: Path, at: int, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.publish.killed_publish", str(site), "new", str(at), how]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, cwd=SCRIPT.parent.parent.parent
    )


@pytest.mark.slow
@pytest.mark.parametrize("how", ["exchange", "two-steps"])
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site(tmp_path: Path, how: str, sample: Sample) -> None:
    site = tmp_path / "out" / "site"
    publish_site(files("old"), site)
    steps = int(publish_and_die(site, 1_000_000, how).stdout)
    assert steps > 30
    for step in sample(range(1, steps + 1), 12):
        publish_site(files("old"), site)
        died = publish_and_die(site, step, how)
        assert died.returncode == -signal.SIGKILL, f"step {step}: {died.stderr}"
        recover_site(site)
        assert contents(site) in (whole("old"), whole("new")), f"step {step}"
        publish_site(files("newer"), site)
        assert contents(site) == whole("newer")
        assert [path.name for path in site.parent.iterdir()] == ["site"], f"step {step} left something behind"


def test_a_build_killed_between_two_renames_is_mended_before_the_next_one_reads_anything(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site(files("old"), site)
    site.rename(tmp_path / ".site.old")
    recover_site(site)
    assert contents(site) == whole("old")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _publish_with_little_room(site: Path, codes: list[str]) -> None:
    # The system refuses to grow any file beyond a limit: what a full disk does, without needing a disk.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        publish_site({**files("new"), "z.html": b"x" * 5000}, site)
    except CatalogueError as error:
        os._exit(7 if [problem.code for problem in error.problems] == codes else 8)


def test_a_full_disk_is_told_and_leaves_the_last_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site(files("old"), site)
    build = get_context("fork").Process(target=_publish_with_little_room, args=(site, ["disk_full"]))
    build.start()
    build.join()
    assert build.exitcode == 7
    assert contents(site) == whole("old")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_fills_while_the_folder_is_made_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    site = tmp_path / "site"
    publish_site(files("old"), site)
    monkeypatch.setattr(Path, "write_bytes", no_space)
    with pytest.raises(CatalogueError) as error:
        publish_site(files("new"), site)
    assert codes(error) == ["disk_full"]
    assert contents(site) == whole("old")


def test_a_file_held_open_by_another_program_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: Path) -> Path:
        tries.append(target)
        raise PermissionError(errno.EACCES, "in use", str(self))

    tries: list[Path] = []
    site = tmp_path / "site"
    publish_site(files("old"), site)
    monkeypatch.setattr(publishing, "exchange_folders", lambda first, second: False)
    monkeypatch.setattr(publishing, "RETRY_PAUSES", (0, 0))
    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(CatalogueError) as error:
        publish_site(files("new"), site)
    assert codes(error) == ["site_dir_unwritable"]
    assert len(tries) == 3
    assert contents(site) == whole("old")


def test_the_old_site_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails_once(self: Path, target: Path) -> Path:
        if self.name == ".site.new":
            raise OSError(errno.EIO, "broken", str(self))
        return rename(self, target)

    site = tmp_path / "site"
    publish_site(files("old"), site)
    monkeypatch.setattr(publishing, "exchange_folders", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(CatalogueError):
        publish_site(files("new"), site)
    assert contents(site) == whole("old")


def _publish_many(site: Path, mark: str) -> None:
    for turn in range(10):
        publish_site(files(f"{mark} {turn}"), site)


def test_builds_at_the_same_time_do_not_hurt_each_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    builds = [get_context("fork").Process(target=_publish_many, args=(site, mark)) for mark in "abc"]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0, 0, 0]
    assert contents(site) in [whole(f"{mark} 9") for mark in "abc"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_does_not_wait_for_ever_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LOCK_TIMEOUT", 0.0)
    with publishing.exclusive_lock(tmp_path / ".site.lock"), pytest.raises(CatalogueError) as error:
        publish_site(files("new"), tmp_path / "site")
    assert codes(error) == ["site_busy"]


@pytest.mark.parametrize("meanwhile", ["nobody holds a new one", "somebody holds a new one"])
def test_a_lock_file_that_goes_between_opening_and_holding_it_is_no_lock(
    meanwhile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its former holder removes it in that instant: to hold what has no name any more keeps nobody out."""
    path, plain, opened = tmp_path / ".site.lock", os.open, []

    def overtaken(name: Any, *arguments: Any, **named: Any) -> int:
        file = plain(name, *arguments, **named)
        opened.append(os.fspath(name))
        if opened == [str(path)]:
            path.unlink()
            if meanwhile == "somebody holds a new one":
                others.enter_context(publishing.exclusive_lock(path))
        return file

    monkeypatch.setattr(os, "open", overtaken)
    with ExitStack() as others:
        if meanwhile == "somebody holds a new one":
            monkeypatch.setattr(publishing, "LOCK_TIMEOUT", 0.0)
            with pytest.raises(CatalogueError) as error, publishing.exclusive_lock(path):
                pass
            assert codes(error) == ["site_busy"]
            assert path.exists(), "the other's lock was taken away"
        else:
            with publishing.exclusive_lock(path):
                assert path.exists()
    assert not path.exists()


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two-steps"])
def test_the_disk_holds_all_of_the_new_site_before_it_takes_the_place_of_the_old_one(
    exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies where at the moment the disk is told to write: after a power cut the names may be all that is new."""
    site, seen, flush = tmp_path / "site", [], publishing.sync_folder

    def flushed(folder: Path) -> None:
        seen.append((contents(folder), contents(site)))
        flush(folder)

    publish_site(files("old"), site)
    if not exchange:
        monkeypatch.setattr(publishing, "exchange_folders", lambda first, second: False)
    monkeypatch.setattr(publishing, "sync_folder", flushed)
    publish_site(files("new"), site)
    assert seen == [(whole("new"), whole("old"))]
    assert contents(site) == whole("new")
