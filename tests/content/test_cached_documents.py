"""A document is read once: it is found by its content, and what it gives is the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.cache import DATABASE_FILE, FILES_FOLDER
from site_builder.content import load, yaml_reader
from site_builder.content.languages import language_problems
from site_builder.content.raw import RawCatalogue

CATALOGUE = "site: {name: {vi: OCOP}, office: {name: {vi: UBND xã}}}\n"
PRODUCT = "code: BG-00{n}\nstatus: draft\nname: {{vi: Chè {n}}}\ngroup: food\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalogue of three products, the second of them with a mistake."""
    products = tmp_path / "products"
    for n in (1, 2, 3):
        (products / f"che-{n}").mkdir(parents=True)
        (products / f"che-{n}/product.yml").write_text(PRODUCT.format(n=n), "utf-8")
    (products / "che-2/product.yml").write_text("code: BG-002\n", "utf-8")
    (products / "catalogue.yml").write_text(CATALOGUE, "utf-8")
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The products whose YAML was really read."""
    files: list[str] = []
    original = yaml_reader.read_yaml

    def read(content: bytes, file: str) -> yaml_reader.YamlDocument:
        files.extend([Path(file).parent.name] if file.endswith("product.yml") else [])
        return original(content, file)

    monkeypatch.setattr(yaml_reader, "read_yaml", read)
    return files


def opened(folder: Path) -> RawCatalogue:
    return load.read_catalogue(folder / "products", folder, folder / "cache")


def test_unchanged_files_are_not_read_again_and_give_the_same(folder: Path, parsed: list[str]) -> None:
    first = opened(folder)
    parsed.clear()
    second = opened(folder)

    assert parsed == []
    assert second == first
    assert [problem.code for problem in second.all_problems()] == ["missing", "missing", "missing"]


def test_only_the_edited_file_is_read_again(folder: Path, parsed: list[str]) -> None:
    opened(folder)
    parsed.clear()
    (folder / "products/che-3/product.yml").write_text(PRODUCT.format(n=3).replace("Chè", "Trà"), "utf-8")
    raw = opened(folder)

    assert parsed == ["che-3"]
    assert [entry.data.get("name") for entry in raw.entries] == [{"vi": "Chè 1"}, None, {"vi": "Trà 3"}]


def test_a_file_of_the_same_size_with_its_time_set_back_is_read_again(folder: Path, parsed: list[str]) -> None:
    file = folder / "products/che-1/product.yml"
    opened(folder)
    parsed.clear()
    before = file.stat()
    file.write_text(PRODUCT.format(n=1).replace("BG-001", "BG-009"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    raw = opened(folder)

    assert file.stat().st_size == before.st_size
    assert parsed == ["che-1"]
    assert raw.entries[0].data["code"] == "BG-009"


def test_a_document_that_was_moved_or_given_another_time_is_not_read_again(folder: Path, parsed: list[str]) -> None:
    """As in a fresh checkout, or on another machine."""
    first = opened(folder)
    parsed.clear()
    (folder / "products/che-1").rename(folder / "products/che-9")
    for file in (folder / "products").rglob("*.yml"):
        os.utime(file, ns=(10**18, 10**18))
    raw = opened(folder)

    assert parsed == []
    assert [entry.slug for entry in raw.entries] == ["che-2", "che-3", "che-9"]
    assert raw.entries[2].data == first.entries[0].data
    assert raw.entries[2].positions == first.entries[0].positions
    assert raw.entries[1] == first.entries[2]


def test_what_is_wrong_with_a_document_is_told_each_time(folder: Path) -> None:
    (folder / "products/che-1/product.yml").write_text("code: BG-001\ncode: [\n", "utf-8")
    (folder / "products/che-3/product.yml").write_text(PRODUCT.format(n=3) + 'summary: {vi: "\\uD800"}\n', "utf-8")
    first, second = opened(folder), opened(folder)

    assert second == first
    assert {problem.file.split("/")[1] for problem in first.all_problems()} == {"che-1", "che-2", "che-3"}


def test_a_photo_that_was_added_is_seen_though_the_product_file_is_the_same(folder: Path) -> None:
    opened(folder)
    (folder / "products/che-1/doi-che.jpg").write_bytes(b"")

    assert opened(folder).entries[0].files == ("doi-che.jpg", "product.yml")


def test_a_language_that_is_added_to_the_catalogue_is_known_in_files_that_are_kept(folder: Path) -> None:
    file = folder / "products/che-1/product.yml"
    file.write_text(PRODUCT.format(n=1).replace("vi: Chè 1", "vi: Chè 1, zh: 茶"), "utf-8")
    before = [problem.code for problem in language_problems(opened(folder))]
    (folder / "products/catalogue.yml").write_text(CATALOGUE + "languages: [vi, zh]\n", "utf-8")
    after = [problem.code for problem in language_problems(opened(folder))]

    assert ("languages_unlisted" in before, "languages_unlisted" in after) == (True, False)


@pytest.mark.parametrize("spoilt", [b"", b"x" * 1000, None], ids=["empty", "rubbish", "cut short"])
def test_a_spoilt_cache_is_as_good_as_none(folder: Path, parsed: list[str], spoilt: bytes | None) -> None:
    first = opened(folder)
    parsed.clear()
    file = folder / "cache" / DATABASE_FILE
    file.write_bytes(file.read_bytes()[:4096] if spoilt is None else spoilt)

    assert opened(folder) == first
    assert parsed == ["che-1", "che-2", "che-3"]
    parsed.clear()
    opened(folder)
    assert parsed == []


def test_a_cache_that_cannot_be_written_or_read_does_no_harm(folder: Path) -> None:
    (folder / "cache").write_text("a file where the folder should be", "utf-8")

    assert len(opened(folder).entries) == 3
    assert sorted(path.name for path in folder.iterdir()) == ["cache", "products"]


def test_nothing_but_the_database_and_the_folder_of_files_is_left_in_the_cache(folder: Path) -> None:
    opened(folder)
    (folder / "products/che-1/product.yml").unlink()
    opened(folder)

    assert sorted(path.name for path in (folder / "cache").iterdir()) == [DATABASE_FILE, FILES_FOLDER]


def test_without_a_cache_folder_nothing_is_written(folder: Path) -> None:
    load.read_catalogue(folder / "products", folder, None)

    assert [path.name for path in folder.iterdir()] == ["products"]
