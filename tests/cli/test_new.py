"""`site-builder new`: a commented draft that passes `check`, the next code, names and slugs."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from site_builder.catalogue.product import Status
from site_builder.content import load
from site_builder.scaffold import ProductAnswers, draft_yaml, next_code

from ..commands import COMMAND, everything, site_builder

CATALOGUE = """
site:
  name: {vi: Thử, en: Trial}
  office: {name: {vi: Văn phòng, en: Office}}
categories: [{key: tea, name: {vi: Chè và trà, en: Tea}}]
communes: [{key: binh-gia, name: {vi: xã Bình Gia, en: Bình Gia}, location: [21.9, 106.4]}]
"""


@pytest.fixture
def shelves(folder: Path) -> Path:
    """The small catalogue, with a shelf and a commune."""
    (folder / "products/catalogue.yml").write_text(CATALOGUE, "utf-8")
    return folder


def test_the_draft_passes_check_and_holds_what_was_said(shelves: Path) -> None:
    done = site_builder(
        "new",
        "che-xanh",
        *("--name", 'Chè "xanh": búp non', "--group", "drink", "--category", "tea"),
        *("--commune", "binh-gia", "--producer", "HTX Chè xanh, Bình Gia"),
        folder=shelves,
    )
    assert done.returncode == 0, done.stderr
    file = Path("products/che-xanh/product.yml")
    assert done.stdout.splitlines()[0] == f"Đã tạo {file} (mã TT-2, bản nháp)."
    assert f"Mở {file}, điền các mục còn trống." in done.stdout
    checked = site_builder("check", folder=shelves)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.splitlines()[-1] == "2 sản phẩm: 1 đăng, 1 nháp, 0 lỗi"
    product = load.read_catalogue(shelves / "products", shelves, None).entries[0].product
    assert product is not None
    assert (product.status, product.code, product.group, product.category) == (Status.DRAFT, "TT-2", "drink", "tea")
    assert product.name.vi == 'Chè "xanh": búp non'
    assert product.producer is not None
    assert product.producer.name is not None
    assert product.producer.name.vi == "HTX Chè xanh, Bình Gia"
    assert product.origin.commune == "binh-gia"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_draft_with_nothing_but_a_name_and_a_group_passes_too(shelves: Path, lang: str) -> None:
    done = site_builder("new", "x", "--name", "Tên", "--group", "food", "--lang", lang, folder=shelves)
    assert done.returncode == 0, done.stderr
    assert site_builder("check", folder=shelves).returncode == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_line_that_is_commented_out_can_be_used(shelves: Path, lang: str) -> None:
    answers = ProductAnswers("TT-9", "Tên", "food", "tea", "binh-gia", "HTX")
    lines = draft_yaml(answers, lang).replace("…", "x").splitlines()
    keys = (
        "name:",
        "en:",
        "other_names:",
        "tagline:",
        "summary:",
        "story:",
        "facts:",
        "offers:",
        "season:",
        "checked:",
    )
    used = [line.replace("# ", "", 1) if line.lstrip("# ").startswith(keys) else line for line in lines]
    folder = shelves / "products/thu"
    folder.mkdir()
    (folder / "product.yml").write_text("\n".join(used) + "\n", "utf-8")
    entry = next(e for e in load.read_catalogue(shelves / "products", shelves, None).entries if e.slug == "thu")
    unknown = [problem.code for problem in entry.problems if problem.code.startswith(("unknown", "indent", "syntax"))]
    assert unknown == []


def test_a_name_in_the_place_of_the_slug_gives_both(shelves: Path) -> None:
    done = site_builder("new", "Mắc mật Đường sắt", "--group", "food", folder=shelves)
    assert done.returncode == 0, done.stderr
    text = (shelves / "products/mac-mat-duong-sat/product.yml").read_text("utf-8")
    assert 'vi: "Mắc mật Đường sắt"' in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Che_Xanh", "--name", "x", "--group", "food"], "“Che_Xanh” không đặt tên thư mục được; dùng: che-xanh"),
        (["!!!", "--name", "x", "--group", "food"], "“!!!” không có chữ hay số nào để đặt tên thư mục."),
        (
            ["san-pham-thu", "--name", "x", "--group", "food"],
            f"đã có thư mục {Path('products/san-pham-thu')}; chọn tên khác hoặc sửa tệp trong đó.",
        ),
        (["che", "--group", "food"], "Thiếu --name."),
        (["che", "--name", "Chè"], "Thiếu --group."),
        (
            ["che", "--name", "Chè", "--group", "trà"],
            "“trà” không dùng được; chọn một trong: food, drink, medicinal, handicraft, ornamental, tourism.",
        ),
        (
            ["che", "--name", "Chè", "--group", "food", "--commune", "thien-hoa"],
            "“thien-hoa” không dùng được; chọn một trong: binh-gia.",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_makes_nothing(shelves: Path, arguments: list[str], sentence: str) -> None:
    before = sorted((shelves / "products").rglob("*"))
    done = site_builder("new", *arguments, folder=shelves)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == sentence
    assert sorted((shelves / "products").rglob("*")) == before


def test_a_person_at_a_terminal_is_asked_and_asked_again(shelves: Path) -> None:
    ours, theirs = pty.openpty()
    new = subprocess.Popen([*COMMAND, "new", "che"], cwd=shelves, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    for answer in ("Chè", "đồ uống", "drink", "", "binh-gia", ""):
        os.write(ours, f"{answer}\n".encode())
    told = everything(ours)
    assert new.wait() == 0, told
    assert "  drink: Đồ uống" in told
    assert "“đồ uống” không dùng được; chọn một trong: food, drink," in told
    text = (shelves / "products/che/product.yml").read_text("utf-8")
    assert "group: drink" in text
    assert "  commune: binh-gia" in text
    assert "# category: …" in text


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ([], "SP-001"),
        (["BG-001"], "BG-002"),
        (["BG-001", "BG-011", "BG-003"], "BG-012"),
        (["BG-001", "BG-002", "SK-2023"], "BG-003"),
        (["BG-099"], "BG-100"),
        (["BG-9", "BG-010"], "BG-011"),
        (["BG-7", "BG-0003"], "BG-0008"),
        (["TRA", "QUYT"], "SP-001"),
        (["A1", "A2"], "A3"),
    ],
)
def test_the_next_code_goes_on_from_the_codes_in_use(codes: list[str], wanted: str) -> None:
    assert next_code(codes) == wanted
