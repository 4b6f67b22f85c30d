"""Every folder and file of `products/` is a product, a page, the catalogue, or is named as what it is not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.content.raw import RawCatalogue
from site_builder.messages import Severity

CATALOGUE = "site: {name: {vi: OCOP}, office: {name: {vi: UBND xã}}}\nlanguages: [vi]\n"
PRODUCT = "code: BG-001\nstatus: draft\nname: {vi: Chè}\ngroup: food\n"


@pytest.fixture
def products(tmp_path: Path) -> Path:
    folder = tmp_path / "products"
    (folder / "che").mkdir(parents=True)
    (folder / "che/product.yml").write_text(PRODUCT, "utf-8")
    (folder / "catalogue.yml").write_text(CATALOGUE, "utf-8")
    return folder


def opened(products: Path) -> RawCatalogue:
    return load.read_catalogue(products, products.parent, None)


def told(raw: RawCatalogue) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in raw.all_problems()]


def test_a_sound_folder_has_no_problems(products: Path) -> None:
    raw = opened(products)

    assert told(raw) == []
    assert [(entry.slug, entry.file) for entry in raw.entries] == [("che", "products/che/product.yml")]


@pytest.mark.parametrize("name", ["_pictures", "_nháp", ".git", ".DS_Store"])
def test_folders_that_begin_with_an_underscore_or_a_dot_are_no_products(products: Path, name: str) -> None:
    (products / name).mkdir()

    assert [entry.slug for entry in opened(products).entries] == ["che"]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "~$danh sách.docx"])
def test_what_windows_and_office_leave_behind_is_passed_over(products: Path, name: str) -> None:
    (products / name).write_bytes(b"")

    assert told(opened(products)) == []


def test_an_empty_folder_is_not_passed_over(products: Path) -> None:
    (products / "mien").mkdir()

    assert told(opened(products)) == [("products/mien", "product_file_missing")]


def test_a_folder_with_a_wrong_name_is_checked_all_the_same(products: Path) -> None:
    (products / "Miến dong").mkdir()
    (products / "Miến dong/product.yml").write_text(PRODUCT.replace("food", "fod"), "utf-8")
    raw = opened(products)

    assert told(raw) == [("products/Miến dong", "folder_name"), ("products/Miến dong/product.yml", "choice_near")]


def test_a_name_in_separate_letters_is_told_in_composed_ones(products: Path) -> None:
    (products / unicodedata.normalize("NFD", "miến")).mkdir()

    assert ("products/miến", "folder_name") in told(opened(products))


def test_a_file_that_the_catalogue_names_is_not_loose(products: Path) -> None:
    (products / "communes.geojson").write_text("{}", "utf-8")
    before = told(opened(products))
    (products / "catalogue.yml").write_text(CATALOGUE + "boundaries: communes.geojson\n", "utf-8")

    assert before == [("products/communes.geojson", "loose_file")]
    assert told(opened(products)) == []


def test_a_readme_beside_the_products_is_a_warning(products: Path) -> None:
    (products / "README.md").write_text("# Ghi chú", "utf-8")
    (problem,) = opened(products).all_problems()

    assert (problem.code, problem.severity) == ("prose_file_named", Severity.WARNING)
    assert problem.params["wanted"] == "readme"


def test_a_page_gives_its_head_and_its_text(products: Path) -> None:
    text = "---\r\ntitle: Giới thiệu\r\nslug: gioi-thieu\r\nnav: 2\r\n---\r\n\r\n# Một\r\n\r\n---\r\n\r\nHai\r\n"
    (products / "gioi-thieu.vi.md").write_text(text, "utf-8-sig", newline="")
    (entry,) = opened(products).prose

    assert entry.prose is not None
    assert (entry.prose.stem, entry.prose.lang, entry.prose.slug, entry.prose.nav) == (
        "gioi-thieu",
        "vi",
        "gioi-thieu",
        2,
    )
    assert entry.prose.markdown == "# Một\n\n---\n\nHai"
    assert entry.positions.of("slug") == (3, 7)


def test_a_file_that_is_a_folder_of_that_name_is_no_product_file(products: Path) -> None:
    (products / "mien/product.yml").mkdir(parents=True)

    assert told(opened(products)) == [("products/mien", "product_file_missing")]


def test_names_in_problems_are_as_typed_from_the_base(products: Path) -> None:
    (products / "mien").mkdir()
    inside = load.read_catalogue(products, products.parent.parent, None)
    outside = load.read_catalogue(products, products / "che", None)

    assert told(inside)[0][0] == f"{products.parent.name}/products/mien"
    assert told(outside)[0][0] == f"{products.as_posix()}/mien"


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    assert told(load.read_catalogue(tmp_path / "products", tmp_path, None)) == [("products", "products_folder_missing")]


@pytest.mark.parametrize(
    ("catalogue", "languages"),
    [
        ("site: {name: OCOP}\nlanguages: [vi, zh]\n", ["eng"]),
        ("site: {name: OCOP}\n", ["eng"]),
        ("site: [\n", []),
        ("", []),
    ],
    ids=["wrong", "without languages", "unreadable", "empty"],
)
def test_no_text_is_blamed_for_a_catalogue_that_cannot_be_read(
    products: Path, catalogue: str, languages: list[str]
) -> None:
    (products / "catalogue.yml").write_text(catalogue, "utf-8")
    (products / "che/product.yml").write_text(PRODUCT.replace("vi: Chè", "vi: Chè, eng: Tea, zh: 茶"), "utf-8")
    (products / "gioi-thieu.vi.md").write_text("---\ntitle: A\nslug: a\n---\n", "utf-8")
    (entry,) = opened(products).entries

    assert [problem.params["found"] for problem in entry.problems] == languages
    assert opened(products).prose[0].problems == ()
