"""`--out`: a file of the right kind, and never one of somebody else's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ..commands import site_builder

FOREIGN = {
    "products/catalogue.yml": b"",
    "mkdocs.yml": b"site_name: x\n",
    "thu.docx": b"PK\x03\x04 dear",
    "thu.pdf": b"dear",
    "thu.zip": b"",
    "pdf": b"%PDF-1.7",
    "quet.pdf": b"%PDF-1.7 a scan",
    "products/quyet-dinh.pdf": b"%PDF-1.4 a certificate",
}
COMMANDS = {"labels": ("labels",), "brochure": ("brochure",), "exhibit": ("exhibit",)}


@pytest.fixture
def shared(folder: Path) -> Path:
    """The small catalogue among other files of the office, a zip of photos among them."""
    for name, content in FOREIGN.items():
        with (folder / name).open("ab") as file:
            file.write(content)
    with zipfile.ZipFile(folder / "thu.zip", "w") as archive:
        archive.writestr("anh.jpg", b"a photo")
    (folder / "in.pdf").mkdir()
    return folder


NAMES = (*FOREIGN, "in.pdf", ".", "moi.docx", "moi")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (command, name)
        for command in COMMANDS
        for name in NAMES
        if command != "exhibit" or name in ("thu.zip", "thu.pdf", "quet.pdf")
    ],
)
def test_no_file_of_another_kind_is_replaced(command: str, name: str, shared: Path) -> None:
    before = {path: path.read_bytes() for path in shared.rglob("*") if path.is_file()}
    done = site_builder(*COMMANDS[command], "--out", name, folder=shared)
    assert done.returncode in (1, 2)
    assert name in done.stderr
    after = {path: path.read_bytes() for path in shared.rglob("*") if path.is_file() and ".cache" not in path.parts}
    assert after == before


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *(
            (command, f"site/thu{suffix}")
            for command, suffix in (("labels", ".pdf"), ("brochure", ".pdf"), ("exhibit", ".zip"))
        ),
        *(("exhibit", name) for name in ("site", "site/web", "../{here}/site")),
        ("check", "site/thu.html"),
    ],
)
def test_nothing_is_written_into_the_site_which_is_made_anew_each_time(command: str, name: str, folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site/.site-builder").touch()
    out = name.format(here=folder.name)
    done = site_builder(command, "--out", out, folder=folder)
    assert done.returncode == 2
    assert f"--out: {out} nằm trong thư mục của trang web (site)" in done.stderr
    assert [path.name for path in (folder / "site").rglob("*")] == [".site-builder"]


@pytest.mark.parametrize("name", ["usb.rar", "usb.7z", "phim.mp4", "man-hinh.pdf"])
def test_a_stick_is_no_file_of_another_kind(name: str, folder: Path) -> None:
    done = site_builder("exhibit", "--out", name, folder=folder)
    assert done.returncode == 2
    assert f"{Path(name).stem}.zip" in done.stderr
    assert not (folder / name).exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 /Creator(Typst 0.13.0) older"])
@pytest.mark.parametrize("name", ["nhan.pdf", "NHAN.PDF"])
def test_an_older_one_and_an_empty_file_are_replaced(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    done = site_builder("labels", "--out", name, folder=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / name).read_bytes().startswith(b"%PDF-1.7\n")


@pytest.mark.parametrize(
    "typed", ["30×20", "50 x 30", "50x30mm", "50 mm x 30 mm", "50*30", "50X30", "A4-8", " tent ", "５０ｘ３０"]
)
def test_the_size_of_a_label_may_be_written_as_people_write_it(typed: str, folder: Path) -> None:
    done = site_builder("labels", "--kind", typed, "--out", "nhan.pdf", folder=folder)
    assert "--kind" not in done.stderr


@pytest.mark.parametrize("place", ["/", ".", "..", "papers"])
def test_a_stick_never_takes_the_place_of_a_folder_of_somebody_else(place: str, folder: Path) -> None:
    """Told before the slides are made."""
    (folder / "papers").mkdir()
    (folder / "papers/letter.txt").write_text("dear", "utf-8")
    done = site_builder("exhibit", "--event", "hoi-nghi", "--out", place, folder=folder)
    assert done.returncode == 1
    assert "Thư mục này đã có tệp khác, không phải trang web do chương trình làm ra, nên không thay thế." in done.stderr
    assert "Chọn thư mục khác bằng --out" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["papers", "products"]


@pytest.mark.parametrize("command", ["labels", "brochure", "check"])
@pytest.mark.parametrize("place", ["/", ".", "..", "./", "products"])
def test_a_folder_is_no_name_of_a_file(command: str, place: str, folder: Path) -> None:
    done = site_builder(command, "--out", place, folder=folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)
    assert done.stderr.startswith("“")
    assert [path.name for path in folder.iterdir()] == ["products"]
