"""The table on disk: later lines count, and damage costs only the lines it touches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.media.journal import Journal

ENTRIES = {f"photo /ảnh {n}\n.jpg": [n, "dấu", [1, 2]] for n in range(6)}


def filled(file: Path) -> bytes:
    file.unlink(missing_ok=True)
    journal = Journal(file)
    for key, value in ENTRIES.items():
        journal.put(key, value)
    return file.read_bytes()


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    filled(tmp_path / "table")
    journal = Journal(tmp_path / "table")

    assert {key: journal.get(key) for key in ENTRIES} == ENTRIES
    assert journal.get("another") is None


def test_of_two_the_later_counts(tmp_path: Path) -> None:
    filled(tmp_path / "table")
    Journal(tmp_path / "table").put("photo /ảnh 0\n.jpg", "new")

    assert Journal(tmp_path / "table").get("photo /ảnh 0\n.jpg") == "new"


def test_a_line_cut_short_takes_no_other_with_it(tmp_path: Path) -> None:
    content = filled(tmp_path / "table")
    (tmp_path / "table").write_bytes(content[:-7])
    Journal(tmp_path / "table").put("after", 1)

    journal = Journal(tmp_path / "table")

    assert journal.get("after") == 1
    assert [journal.get(key) for key in ENTRIES] == [*list(ENTRIES.values())[:-1], None]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), length=st.integers(0, 40), by=st.binary(max_size=40))
def test_damage_gives_no_wrong_value(tmp_path: Path, place: float, length: int, by: bytes) -> None:
    content = filled(tmp_path / "table")
    at = int(place * len(content))
    (tmp_path / "table").write_bytes(content[:at] + by + content[at + length :])

    journal = Journal(tmp_path / "table")

    found = [journal.get(key) for key in ENTRIES]
    assert all(value in (None, right) for value, right in zip(found, ENTRIES.values(), strict=True))
    assert found.count(None) <= 2 + length // 40


def test_what_cannot_be_written_down_is_a_mistake_of_the_program_and_is_heard_of(tmp_path: Path) -> None:
    endless: list[object] = []
    endless.append(endless)
    journal = Journal(tmp_path / "table")

    with pytest.raises(ValueError, match="Circular"):
        journal.put("endless", endless)


def test_without_a_disk_to_write_to_it_keeps_what_it_is_told_for_this_run(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "no such folder" / "table")

    journal.put("key", 1)

    assert journal.get("key") == 1
    assert not (tmp_path / "no such folder").exists()


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    one, two = Journal(tmp_path / "table"), Journal(tmp_path / "table")
    for n in range(20):
        one.put(f"one {n}", n)
        two.put(f"two {n}", n)

    journal = Journal(tmp_path / "table")

    assert all(journal.get(f"{who} {n}") == n for who in ("one", "two") for n in range(20))


def test_tidying_keeps_what_is_wanted(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "table")
    for n in range(2000):
        journal.put(f"key {n % 10}", n)

    journal.tidy(lambda key, _value: key != "key 3")

    lines = (tmp_path / "table").read_bytes().splitlines()
    again = Journal(tmp_path / "table")
    assert len(lines) == 10
    assert again.get("key 3") is None
    assert again.get("key 9") == 1999
