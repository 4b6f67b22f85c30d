"""One atomic write for all, and one answer to which names are one file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from site_builder.files import atomic_draft, case_clashes, write_atomically


def test_addresses_that_differ_in_capitals_alone_clash() -> None:
    assert case_clashes(["a/x.html", "b.html", "A/x.html", "b.html"]) == (
        ("a/x.html", "A/x.html"),
        ("b.html", "b.html"),
    )
    assert case_clashes(["a.html", "b.html"]) == ()


def test_a_file_is_replaced_whole_and_the_web_server_may_read_it(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        for content in (b"old", b"new"):
            write_atomically(tmp_path / "file", content)
    finally:
        os.umask(umask)

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"new")]
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


def test_the_content_is_on_the_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        steps.append(f"sync of {os.fstat(handle).st_size}")
        fsync(handle)

    def renamed(path: Path, target: Path) -> Path:
        steps.append(f"rename to {target.name}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    write_atomically(tmp_path / "file", b"12345")

    assert steps == ["sync of 5", "rename to file"]


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_draft(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomically(tmp_path / "file", b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, step, full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "file", b"new")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def _stop_halfway(file: Path) -> None:
    with atomic_draft(file) as draft:
        draft.write_bytes(b"half of the ne")
        raise KeyboardInterrupt


def test_who_stops_while_writing_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"old")
    with pytest.raises(KeyboardInterrupt):
        _stop_halfway(tmp_path / "file")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]
