"""What ends up in the folder of the site, how, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.messages import CatalogueError
from site_builder.publish.site import MARKER, PublishResult, publish_site, recover_site


def codes(error: pytest.ExceptionInfo[CatalogueError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_the_folder_holds_exactly_the_files_given(tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    publish_site({"index.html": b"one", "a/b/c.txt": b"gone next time"}, site)
    published = publish_site({"index.html": b"two", "en/index.html": b"English"}, site)
    assert sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()) == [
        MARKER,
        "en/index.html",
        "index.html",
    ]
    assert (site / "index.html").read_bytes() == b"two"
    assert published == PublishResult(files=2, changed=2, size=10, largest=7)


def test_an_unchanged_file_stays_the_very_same_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site({"same.html": b"same", "other.html": b"1"}, site)
    before = (site / "same.html").stat()
    published = publish_site({"same.html": b"same", "other.html": b"2"}, site)
    after = (site / "same.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert published.changed == 1


def test_nothing_is_touched_where_nothing_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site({"a.html": b"a"}, site)
    before = site.stat()
    assert publish_site({"a.html": b"a"}, site).changed == 0
    assert (site.stat().st_ino, site.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_somebody_changed_or_added_in_the_site_is_put_right(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site({"a.html": b"a"}, site)
    (site / "a.html").write_bytes(b"b")
    (site / "stray.txt").write_bytes(b"?")
    publish_site({"a.html": b"a"}, site)
    assert (site / "a.html").read_bytes() == b"a"
    assert not (site / "stray.txt").exists()


def test_a_rendition_is_linked_rather_than_copied(tmp_path: Path) -> None:
    photo = tmp_path / "cache" / "photo.avif"
    photo.parent.mkdir()
    photo.write_bytes(b"pixels")
    publish_site({"photos/photo.avif": photo}, tmp_path / "site")
    assert photo.samefile(tmp_path / "site/photos/photo.avif")


def test_a_rendition_is_copied_where_links_are_not_possible_and_not_again_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    photo = tmp_path / "photo.avif"
    photo.write_bytes(b"pixels")
    files = {"photos/photo.avif": photo}
    assert publish_site(files, tmp_path / "site").changed == 1
    assert (tmp_path / "site/photos/photo.avif").read_bytes() == b"pixels"
    assert publish_site(files, tmp_path / "site").changed == 0


def test_a_rendition_that_was_made_anew_is_copied_again_though_it_is_as_long_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    photo = tmp_path / "photo.avif"
    photo.write_bytes(b"pixels")
    os.utime(photo, ns=(1_000_000_000, 1_000_000_000))
    publish_site({"photos/photo.avif": photo}, tmp_path / "site")
    photo.write_bytes(b"PIXELS")
    os.utime(photo, ns=(1_000_000_000, 1_000_000_001))
    assert publish_site({"photos/photo.avif": photo}, tmp_path / "site").changed == 1
    assert (tmp_path / "site/photos/photo.avif").read_bytes() == b"PIXELS"


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "www"
    publish_site({"index.html": b"old"}, real)
    link = tmp_path / "site"
    link.symlink_to(real)
    publish_site({"index.html": b"new"}, link)
    assert link.is_symlink()
    assert (real / "index.html").read_bytes() == b"new"


def test_an_empty_folder_may_become_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish_site({"index.html": b"new"}, tmp_path / "site")
    assert (tmp_path / "site/index.html").read_bytes() == b"new"


def test_a_folder_with_files_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    thesis = tmp_path / "site" / "thesis.docx"
    thesis.parent.mkdir()
    thesis.write_bytes(b"three years of work")
    with pytest.raises(CatalogueError) as error:
        publish_site({"index.html": b"new"}, tmp_path / "site")
    assert codes(error) == ["site_dir_foreign"]
    assert thesis.read_bytes() == b"three years of work"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_folder_under_a_name_that_publishing_uses_is_never_removed(tmp_path: Path) -> None:
    note = tmp_path / ".site.new" / "note.txt"
    note.parent.mkdir()
    note.write_bytes(b"keep me")
    with pytest.raises(CatalogueError) as error:
        publish_site({"index.html": b"new"}, tmp_path / "site")
    assert codes(error) == ["site_dir_foreign"]
    assert note.read_bytes() == b"keep me"


@pytest.mark.parametrize("publish", [lambda root: publish_site({"index.html": b"new"}, root), recover_site])
def test_the_root_of_a_disk_is_never_replaced(publish: Callable[[Path], object]) -> None:
    with pytest.raises(CatalogueError) as error:
        publish(Path(Path.cwd().anchor))
    assert codes(error) == ["site_dir_foreign"]


def test_a_file_in_the_place_of_the_site_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"I am a file")
    with pytest.raises(CatalogueError) as error:
        publish_site({"index.html": b"new"}, tmp_path / "site")
    assert codes(error) == ["site_dir_is_file"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CatalogueError) as error:
        publish_site({"index.html": b"new"}, tmp_path / "file" / "site")
    assert codes(error) == ["site_dir_unwritable"]


def test_addresses_that_differ_in_letter_case_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        publish_site({"photos/Tea.avif": b"1", "photos/tea.avif": b"2"}, tmp_path / "site")
    assert codes(error) == ["address_taken"]
    assert error.value.problems[0].what("vi") == (
        "Địa chỉ này trùng với photos/Tea.avif trên các máy không phân biệt chữ hoa, chữ thường (Windows, USB)."
    )
    assert not (tmp_path / "site").exists()
