"""Every folder and file of `products/` is a product, a page, the catalogue, or is named as what it is not."""

from __future__ import annotations

import os
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

    assert entry.page is not None
    assert (entry.page.stem, entry.page.lang, entry.page.slug, entry.page.nav) == (
        "gioi-thieu",
        "vi",
        "gioi-thieu",
        2,
    )
    assert entry.page.markdown == "# Một\n\n---\n\nHai"
    assert entry.positions.of("slug") == (3, 7)


OURS = (
    "catalogue.yml",
    "short-links.csv",
    "about.vi.md",
    "product.schema.json",
    "catalogue.schema.json",
    "che/product.yml",
)


@pytest.mark.parametrize("name", OURS)
def test_a_folder_in_the_place_of_a_file_of_ours_is_told_as_that_alone(products: Path, name: str) -> None:
    (products / name).unlink(missing_ok=True)
    (products / name).mkdir()
    raw = opened(products)

    assert told(raw) == [(f"products/{name}", "file_is_folder_here")]
    assert [entry.slug for entry in raw.entries] == ["che"]


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("kind", ["pipe", "dead link", "device"])
def test_what_is_no_ordinary_file_is_told_as_that_alone(products: Path, name: str, kind: str) -> None:
    (products / name).unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(products / name)
    else:
        (products / name).symlink_to({"dead link": "nowhere", "device": "/dev/zero"}[kind])
    raw = opened(products)

    assert told(raw) == [(f"products/{name}", "file_special_here")]
    assert [entry.slug for entry in raw.entries] == ["che"]


def test_the_name_that_is_proposed_for_a_folder_is_free(products: Path) -> None:
    for name in ("Che", "CHÈ", "Che_2", "che-3"):
        (products / name).mkdir()
        (products / name / "product.yml").write_text(PRODUCT, "utf-8")
    proposed = {
        problem.params["found"]: (problem.code, problem.params["wanted"])
        for problem in opened(products).all_problems()
        if problem.code.startswith("folder_name")
    }

    assert proposed == {
        "CHÈ": ("folder_name_taken", "che-2"),
        "Che": ("folder_name_taken", "che-4"),
        "Che_2": ("folder_name", "che-2-2"),
    }


def test_a_loose_file_is_given_a_name_that_is_free(products: Path) -> None:
    (products / "che.yml").write_text(PRODUCT, "utf-8")
    (products / "about.vi.md").write_text("---\ntitle: Giới thiệu\nslug: gioi-thieu\n---\nMột\n", "utf-8")
    (products / "about.md").write_text("Hai", "utf-8")
    proposed = {problem.code: problem.params.get("wanted") for problem in opened(products).all_problems()}

    assert proposed == {"loose_product_file": "products/che-2", "prose_file_named": "about-2"}


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
        ("site: [}\n- {\n", []),
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
