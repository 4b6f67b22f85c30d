"""A name leads to the file that a person means, and never out of its folder."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from site_builder.content.folder import FileProblem, file_names, find_file, locate_file

from .small import codes, product, verdict, write


def lookup(folder: Path, name: str) -> Path | FileProblem:
    return locate_file(folder, name, file_names(folder))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_may_be_stored_in_another_form_than_they_are_written(tmp_path: Path, form: str) -> None:
    stored = tmp_path / unicodedata.normalize("NFD" if form == "NFC" else "NFC", "Đồi chè ậ.jpg")
    stored.touch()

    assert find_file(tmp_path, unicodedata.normalize("NFC" if form == "NFC" else "NFD", "Đồi chè ậ.jpg")) == stored


def test_capitals_may_differ_but_an_exact_name_goes_first(tmp_path: Path) -> None:
    (tmp_path / "IMG_1.JPG").touch()
    assert find_file(tmp_path, "img_1.jpg") == tmp_path / "IMG_1.JPG"

    (tmp_path / "img_1.jpg").touch()
    assert find_file(tmp_path, "img_1.jpg") == tmp_path / "img_1.jpg"
    assert find_file(tmp_path, "Img_1.jpg") is None


def test_spaces_are_part_of_a_name(tmp_path: Path) -> None:
    (tmp_path / "Ảnh đồi chè (1).jpg").touch()

    assert find_file(tmp_path, "Ảnh đồi chè (1).jpg") == tmp_path / "Ảnh đồi chè (1).jpg"


@pytest.mark.parametrize(
    "name", ["../01.jpg", "..", ".", "", "/etc/passwd", "anh/01.jpg", r"..\01.jpg", r"C:\01.jpg", "C:01.jpg", "a\0.jpg"]
)
def test_a_name_is_not_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "che" / "anh").mkdir(parents=True)
    (tmp_path / "01.jpg").touch()
    (tmp_path / "che" / "anh" / "01.jpg").touch()

    assert lookup(tmp_path / "che", name) is FileProblem.PATH


def test_a_link_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "che"
    folder.mkdir()
    (tmp_path / "secret.jpg").touch()
    (folder / "01.jpg").touch()
    (folder / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "in.jpg").symlink_to(folder / "01.jpg")

    assert lookup(folder, "out.jpg") is FileProblem.OUTSIDE
    assert lookup(folder, "in.jpg") == folder / "in.jpg"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "01.jpg").touch()
    (tmp_path / "che").symlink_to(tmp_path / "real", target_is_directory=True)

    assert find_file(tmp_path / "che", "01.jpg") == tmp_path / "che" / "01.jpg"


def test_a_folder_is_not_a_file_and_a_missing_folder_holds_none(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").mkdir()

    assert lookup(tmp_path, "anh.jpg") is FileProblem.FOLDER
    assert lookup(tmp_path / "nowhere", "01.jpg") is FileProblem.MISSING


@pytest.mark.parametrize(
    ("kind", "code"), [("folder", "file_is_folder"), ("pipe", "file_special"), ("dead link", "file_special")]
)
def test_a_photo_that_is_no_file_is_told_as_that_alone(tmp_path: Path, kind: str, code: str) -> None:
    root = write(tmp_path, {"che": product()})
    photo = root / "che/01.jpg"
    photo.unlink()
    if kind == "folder":
        photo.mkdir()
    elif kind == "pipe":
        os.mkfifo(photo)
    else:
        photo.symlink_to("x.jpg")

    assert codes(verdict(root)) == [f"{code} che/product.yml photos.0.file"]


def test_a_photo_that_links_out_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()})
    (tmp_path / "elsewhere.jpg").touch()
    (root / "che" / "01.jpg").unlink()
    (root / "che" / "01.jpg").symlink_to(tmp_path / "elsewhere.jpg")

    assert "file_outside che/product.yml photos.0.file" in codes(verdict(root))


def test_what_systems_leave_behind_is_not_reported(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()})
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini", "~$don-dong-y.docx", "._01.jpg"):
        (root / "che" / name).touch()

    assert codes(verdict(root)) == []


def test_many_files_that_nobody_names_are_counted(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()})
    for number in range(10, 22):
        (root / "che" / f"{number}.jpg").touch()
    (problem,) = verdict(root).problems

    assert problem.params["files"] == "10.jpg, 11.jpg, 12.jpg, 13.jpg, 14.jpg, 15.jpg, 16.jpg, 17.jpg … (+4)"


@pytest.mark.parametrize(
    ("name", "content", "sound"),
    [
        ("qd.pdf", b"%PDF-1.7\n", True),
        ("qd.PDF", b"\xef\xbb\xbf%PDF-1.4", True),
        ("qd.jpeg", b"\xff\xd8\xff\xe0", True),
        ("qd.png", b"\x89PNG\r\n\x1a\n", True),
        ("qd.webp", b"RIFF\0\0\0\0WEBPVP8 ", True),
        ("qd.pdf", b"\xff\xd8\xff\xe0", False),
        ("qd.png", b"%PDF-1.7\n", False),
        ("qd.pdf", b"", False),
        ("qd.pdf", b"PK\x03\x04", False),
    ],
)
def test_a_scan_is_what_its_name_says(tmp_path: Path, name: str, content: bytes, sound: bool) -> None:
    root = write(tmp_path, {"che": product(more=f"certificates: [{{scheme: vietgap, document: {name}}}]\n")})
    (root / "che" / name).write_bytes(content)
    expected = [] if sound else ["document_content che/product.yml certificates.0.document"]

    assert codes(verdict(root)) == expected
