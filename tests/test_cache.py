"""The cache never gives back anything else than what was put into it, and what nobody asks for any more goes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.cache import (
    BUILDS_KEPT,
    DATABASE_FILE,
    DAYS_KEPT,
    FILES_FOLDER,
    STALE_DRAFT_AFTER,
    Cache,
    store_file,
)

DAY = 24 * 60 * 60 * 10**9
VALUES = {(kind, b"key %d\0" % n): "dấu".encode() * n for kind in ("page", "font", "qr") for n in range(40)}
STEM = "tra-anh-0123456789ab"
OTHER = "tra-anh-ba9876543210"


def filled(root: Path) -> bytes:
    (root / DATABASE_FILE).unlink(missing_ok=True)
    with Cache(root) as cache:
        for (kind, key), value in VALUES.items():
            cache.put(kind, key, value)
    return (root / DATABASE_FILE).read_bytes()


def found(root: Path) -> dict[tuple[str, bytes], bytes | None]:
    with Cache(root) as cache:
        return {(kind, key): cache.get(kind, key) for kind, key in VALUES}


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_what_was_put_is_there_in_the_next_run_and_nothing_else_is(tmp_path: Path) -> None:
    filled(tmp_path)

    assert found(tmp_path) == VALUES
    with Cache(tmp_path) as cache:
        assert cache.get("page", b"key 99\0") is None
        assert cache.get("sheet", b"key 1\0") is None
    assert names(tmp_path) == [DATABASE_FILE, FILES_FOLDER]


def test_a_value_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"made"

    for _ in range(2):
        with Cache(tmp_path) as cache:
            assert [cache.value("page", b"key", make) for _ in range(2)] == [b"made", b"made"]
    assert made == [1]


def test_of_two_the_later_counts(tmp_path: Path) -> None:
    filled(tmp_path)
    with Cache(tmp_path) as cache:
        cache.put("page", b"key 1\0", b"new")
        assert cache.get("page", b"key 1\0") == b"new"

    assert found(tmp_path)["page", b"key 1\0"] == b"new"


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    with Cache(None) as cache:
        assert cache.value("page", b"key", lambda: b"one") == b"one"
        assert cache.value("page", b"key", lambda: b"two") == b"two"
        with pytest.raises(OSError, match="no cache folder"):
            cache.folder.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), length=st.integers(0, 5000), by=st.binary(max_size=40))
def test_damage_gives_no_wrong_value_and_is_mended_by_the_next_run(
    tmp_path: Path, place: float, length: int, by: bytes
) -> None:
    content = filled(tmp_path)
    at = int(place * len(content))
    (tmp_path / DATABASE_FILE).write_bytes(content[:at] + by + content[at + length :])

    assert all(value in (None, VALUES[key]) for key, value in found(tmp_path).items())
    with Cache(tmp_path) as cache:
        for (kind, key), right in VALUES.items():
            cache.value(kind, key, partial(bytes, right))
    with Cache(tmp_path) as cache:
        for (kind, key), right in VALUES.items():
            cache.value(kind, key, partial(bytes, right))
    assert found(tmp_path) == VALUES


def test_a_row_that_was_changed_behind_its_digest_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)) as database:
        database.execute("UPDATE entries SET value = x'00' WHERE kind = 'page'")
        database.execute("UPDATE entries SET value = 'a text' WHERE kind = 'qr'")

    assert found(tmp_path) == {(k, key): (value if k == "font" else None) for (k, key), value in VALUES.items()}


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TABLE entries (kind TEXT, key BLOB, value BLOB, digest BLOB)",
        "CREATE VIEW entries AS SELECT 'page' kind, x'00' key, x'00' value, x'00' digest",
        "CREATE TABLE photos (name TEXT)",
    ],
)
def test_a_database_of_another_program_is_replaced(tmp_path: Path, schema: str) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        database.execute(schema)

    assert set(found(tmp_path).values()) == {None}
    filled(tmp_path)
    assert found(tmp_path) == VALUES


def test_a_trigger_that_was_added_to_our_tables_never_runs(tmp_path: Path) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        database.execute("CREATE TRIGGER more AFTER INSERT ON uses BEGIN DELETE FROM entries; END")

    with Cache(tmp_path) as cache:
        cache.put("page", b"key", b"value")
    with Cache(tmp_path) as cache:
        assert cache.get("page", b"key") == b"value"


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    def write(who: int) -> None:
        for n in range(20):
            with Cache(tmp_path) as cache:
                cache.put("page", b"%d %d" % (who, n), b"%d" % n)

    with ThreadPoolExecutor(3) as writers:
        list(writers.map(write, range(3)))

    with Cache(tmp_path) as cache:
        assert all(cache.get("page", b"%d %d" % (who, n)) == b"%d" % n for who in range(3) for n in range(20))


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Another build that is writing, and does not end."""
    with closing(sqlite3.connect(root / DATABASE_FILE, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield


def test_while_another_build_writes_all_is_read_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    monkeypatch.setattr("site_builder.database.BUSY_TIMEOUT", 0.01)
    with locked(tmp_path), Cache(tmp_path) as cache:
        assert {key: cache.get(*key) for key in VALUES} == VALUES
        cache.put("page", b"new", b"value")

    assert found(tmp_path) == VALUES


def _killed(root: Path) -> None:
    with Cache(root) as cache:
        cache.put("page", b"key 1\0", b"half")
        cache.file(STEM, "pdf", lambda draft: draft.write_bytes(b"whole"))
        os._exit(9)


def test_a_build_that_is_killed_leaves_what_was_there_and_whole_files(tmp_path: Path) -> None:
    filled(tmp_path)
    child = get_context("fork").Process(target=_killed, args=(tmp_path,))
    child.start()
    child.join()

    assert child.exitcode == 9
    assert found(tmp_path) == VALUES
    with Cache(tmp_path) as cache:
        assert cache.find(STEM) is not None


def test_a_file_is_written_once_and_found_by_its_stem(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        with Cache(tmp_path) as cache:
            path = cache.file(STEM, "pdf", partial(Path.write_bytes, data=content))
            assert cache.find(OTHER) is None
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == [
        DATABASE_FILE,
        FILES_FOLDER,
        f"{FILES_FOLDER}/{STEM}.json",
        f"{FILES_FOLDER}/{STEM}.pdf",
    ]


def test_a_file_whose_maker_fails_is_not_there(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError("the encoder stopped")

    with Cache(tmp_path) as cache, pytest.raises(OSError, match="the encoder stopped"):
        cache.file(STEM, "mp4", fail)

    assert names(tmp_path / FILES_FOLDER) == []


def builds(root: Path, count: int, day: int, *asked: tuple[str, bytes]) -> None:
    """So many builds on one day, each of which asks for `asked` and for the files of `STEM`."""
    for _ in range(count):
        with Cache(root) as cache:
            cache.now = day * DAY
            for kind, key in asked:
                cache.get(kind, key)
            cache.find(STEM)
            cache.end_build()


def _furnished(root: Path, day: int) -> None:
    with Cache(root) as cache:
        cache.now = day * DAY
        cache.put("font", b"used", b"1")
        cache.put("font", b"unused", b"2")
        cache.put("page", b"used", b"3")
        cache.put("page", b"unused", b"4")
        for stem in (STEM, OTHER):
            files = [store_file(cache.folder, f"{stem}-{width}.avif", b"5") for width in (400, 800)]
            cache.keep(stem, files)
        cache.end_build()


@pytest.mark.parametrize(
    ("count", "days", "left"),
    [
        (BUILDS_KEPT - 1, 400, ["font", "page", OTHER]),
        (BUILDS_KEPT, DAYS_KEPT, ["font", OTHER]),
        (BUILDS_KEPT, DAYS_KEPT + 1, []),
    ],
)
def test_what_neither_the_last_ten_builds_nor_anybody_for_90_days_asked_for_goes(
    tmp_path: Path, count: int, days: int, left: list[str]
) -> None:
    _furnished(tmp_path, 20_000)

    builds(tmp_path, count, 20_000 + days, ("font", b"used"), ("page", b"used"))

    with Cache(tmp_path) as cache:
        assert [cache.get("font", b"used"), cache.get("page", b"used")] == [b"1", b"3"]
        assert cache.find(STEM) is not None
        unused = [kind for kind in ("font", "page") if cache.get(kind, b"unused") is not None]
        assert unused + ([OTHER] if cache.find(OTHER) else []) == left
    kept = [STEM, OTHER] if OTHER in left else [STEM]
    assert names(tmp_path / FILES_FOLDER) == sorted(
        name for stem in kept for name in (f"{stem}.json", f"{stem}-400.avif", f"{stem}-800.avif")
    )


def test_files_that_the_database_does_not_know_are_given_the_same_time(tmp_path: Path) -> None:
    _furnished(tmp_path, 20_000)
    (tmp_path / DATABASE_FILE).unlink()

    builds(tmp_path, BUILDS_KEPT, 20_400)
    assert (tmp_path / FILES_FOLDER / f"{OTHER}.json").exists()
    builds(tmp_path, 1, 20_400 + DAYS_KEPT + 1)
    assert not (tmp_path / FILES_FOLDER / f"{OTHER}.json").exists()
    assert (tmp_path / FILES_FOLDER / f"{STEM}.json").exists()


def test_drafts_of_a_build_that_was_killed_go_once_it_cannot_be_running(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        ages = {".old.tmp": STALE_DRAFT_AFTER + 10**9, ".young.tmp": STALE_DRAFT_AFTER - 10**9}
        for name, age in ages.items():
            (cache.folder / name).write_bytes(b"half of a rendi")
            os.utime(cache.folder / name, ns=(cache.now - age, cache.now - age))
        cache.end_build()

    assert names(tmp_path / FILES_FOLDER) == [".young.tmp"]


FIRST_EDITION = (
    "content.pickle",
    "pages.bin",
    "qr.bin",
    "photos.1.table",
    "photos/tra-anh-0123456789ab-400.avif",
    "fonts/0123456789abcdef0123456789abcdef.woff2",
    "templates/__jinja2_0123.cache",
    "paper/photos.1.table",
    "paper/photos/tra-anh-0123456789ab-400.jpg",
)


@pytest.mark.parametrize("ours", [True, False])
def test_what_the_first_edition_kept_goes_and_nothing_of_anybody_else(tmp_path: Path, ours: bool) -> None:
    own = ["fonts/own.ttf", "templates/own.html", "own.txt"]
    for name in (*FIRST_EDITION, *own):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"something")
    if not ours:
        (tmp_path / "photos.1.table").unlink()
    before = names(tmp_path)

    with Cache(tmp_path):
        pass

    after = ["fonts", "templates", *own] if ours else before
    assert names(tmp_path) == sorted([*after, DATABASE_FILE, FILES_FOLDER])
