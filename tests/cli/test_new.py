"""`site-builder new`: a commented draft that passes `check`, the next code, names and slugs."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from site_builder.catalogue.product import Status
from site_builder.content import load, validate
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
    assert product.origin.commune == ("binh-gia",)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_draft_with_nothing_but_a_name_and_a_group_passes_too(shelves: Path, lang: str) -> None:
    done = site_builder("new", "x", "--name", "Tên", "--group", "food", "--lang", lang, folder=shelves)
    assert done.returncode == 0, done.stderr
    assert site_builder("check", folder=shelves).returncode == 0


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
            f"Đã có thư mục {Path('products/san-pham-thu')}; chọn tên khác hoặc sửa tệp trong đó.",
        ),
        (["che", "--group", "food"], "Thiếu --name."),
        (
            ["che", "--name", "x", "--group", "food", "--code", "TT-1"],
            "Mã “TT-1” đã có sản phẩm, sự kiện khác dùng hoặc đã ngừng sử dụng; mã kế tiếp còn trống là TT-2.",
        ),
        (["che", "--name", "x", "--group", "food", "--code", "bg 77"], "Mã “bg 77” sai dạng: "),
        (["con", "--name", "x", "--group", "food"], "“con” là tên dành riêng, "),
        (["a" * 70, "--name", "x", "--group", "food"], "Tên dài quá 64 ký tự"),
        (["che", "--name", "\udcff\udcfe", "--group", "food"], "“??” không đọc được: không phải UTF-8"),
        (["che", "--name", "Chè"], "Thiếu --group."),
        (["che", "--kind", "htx"], "Thiếu --name, --group."),
        (
            ["che", "--name", "Chè", "--group", "trà"],
            "“trà” không dùng được; chọn một trong: food (Thực phẩm), drink (Đồ uống), ",
        ),
        (
            ["che", "--name", "Chè", "--group", "food", "--commune", "thien-hoa"],
            (
                "“thien-hoa” không dùng được; chọn một trong: binh-gia (xã Bình Gia). "
                "Nơi làm ra không thuộc xã nào ở đây thì bỏ trống mục này, "
                "rồi ghi origin: {area: {vi: tên vùng}} trong product.yml."
            ),
        ),
        (
            ["che", "--name", "Chè", "--group", "food", "--category", "mật ong"],
            (
                "“mật ong” không dùng được; chọn một trong: tea (Chè và trà). "
                "Chưa có loại sản phẩm cần dùng thì bỏ trống mục này, "
                "hoặc thêm một mục vào categories của catalogue.yml trước: {key: mat-ong, name: {vi: Mật ong}}"
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused_and_makes_nothing(shelves: Path, arguments: list[str], sentence: str) -> None:
    before = sorted((shelves / "products").rglob("*"))
    done = site_builder("new", *arguments, folder=shelves)
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert sorted((shelves / "products").rglob("*")) == before


def test_a_person_at_a_terminal_is_asked_and_asked_again(shelves: Path) -> None:
    ours, theirs = pty.openpty()
    new = subprocess.Popen([*COMMAND, "new", "che"], cwd=shelves, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    for answer in ("Chè", "trà", "đồ uống", "1", "xa binh gia", "", "Hộ sản xuất"):
        os.write(ours, f"{answer}\n".encode())
    told = everything(ours)
    assert new.wait() == 0, told
    assert "  2. drink: Đồ uống" in told
    assert "“trà” không dùng được; chọn một trong: food (Thực phẩm), drink (Đồ uống)," in told
    assert told.count("Khoá là tên ngắn không dấu") == 1
    assert "Chủ thể là hộ hoặc cá nhân" in told
    text = (shelves / "products/che/product.yml").read_text("utf-8")
    assert "group: drink" in text
    assert "  commune: binh-gia" in text
    assert "category: tea" in text
    assert "  kind: household" in text


@pytest.mark.parametrize(
    ("option", "answer", "key"),
    [
        ("--group", "thực phẩm", "group: food"),
        ("--group", "thuc pham", "group: food"),
        ("--group", "1", "group: food"),
        ("--group", "Food", "group: food"),
        ("--group", "Hàng thủ công mỹ nghệ", "group: handicraft"),
        ("--category", "Chè và trà", "category: tea"),
        ("--category", "che va tra", "category: tea"),
        ("--category", "1", "category: tea"),
        ("--category", "Tea", "category: tea"),
        ("--commune", "xã Bình Gia", "commune: binh-gia"),
        ("--commune", "Bình Gia", "commune: binh-gia"),
        ("--commune", "binh gia", "commune: binh-gia"),
        ("--kind", "HTX", "kind: cooperative"),
        ("--kind", "hộ", "kind: household"),
    ],
)
def test_an_answer_may_be_a_name_or_a_number(shelves: Path, option: str, answer: str, key: str) -> None:
    group = () if option == "--group" else ("--group", "food")
    done = site_builder("new", "che", "--name", "Chè", *group, option, answer, folder=shelves)
    assert done.returncode == 0, done.stderr
    assert key in (shelves / "products/che/product.yml").read_text("utf-8")


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


@pytest.mark.parametrize(
    ("codes", "taken", "prefix", "wanted"),
    [
        ([], ["SK-001"], "", "SP-001"),
        ([], ["SK-001"], "BG", "BG-001"),
        ([], ["BG-001", "SK-1"], "BG", "BG-002"),
        (["BG-001"], ["BG-002"], "", "BG-003"),
        (["SP-004", "SP-005", "BG-001"], [], "BG", "BG-002"),
        (["SP-004"], [], "BG", "BG-001"),
    ],
)
def test_a_code_never_follows_that_of_an_event(codes: list[str], taken: list[str], prefix: str, wanted: str) -> None:
    assert next_code(codes, taken, prefix) == wanted


def test_the_prefix_of_the_catalogue_is_proposed_and_held_to(shelves: Path) -> None:
    settings = shelves / "products/catalogue.yml"
    settings.write_text(f"{CATALOGUE}code_prefix: BG\n", "utf-8")
    done = site_builder("new", "che", "--name", "Chè", "--group", "food", folder=shelves)
    assert "(mã BG-001, bản nháp)" in done.stdout
    checked = site_builder("check", folder=shelves)
    assert "Mã “TT-1” không bắt đầu bằng “BG-”" in checked.stdout + checked.stderr


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("also_the_space", [False, True], ids=["hash alone", "hash and space"])
def test_any_keys_that_are_taken_out_of_their_remarks_make_a_file_that_can_be_read(
    lang: str, also_the_space: bool, tmp_path: Path
) -> None:
    """Sections in every combination of neighbours, alone and all together: nothing is said of how they are written."""
    answers = ProductAnswers("TT-9", "Tên", "food", "tea", "binh-gia")
    lines = draft_yaml(answers, lang).split("\n")
    sections = commented_sections(lines)
    assert len(sections) > 12
    chance = Random(1)
    chosen = [[each] for each in sections] + [sections] + [chance.sample(sections, 6) for _ in range(60)]
    for some in chosen:
        used = {at for section in some for at in section}
        text = "\n".join(
            re.sub(r"^(\s*)#" + (" ?" if also_the_space else ""), r"\1", line) if at in used else line
            for at, line in enumerate(lines)
        )
        parsed = validate.parse_product(text.encode(), "product.yml", "thu")
        assert {problem.code for problem in parsed.problems} <= STILL_TO_FILL_IN, text


STILL_TO_FILL_IN = {"phone_form", "zalo_form", "web_link_form", "link_form", "phone_near"}
"""What is said of the dots of a sample, which somebody has to replace."""


def commented_sections(lines: Sequence[str]) -> list[list[int]]:
    """The runs of lines that are keys commented out, each with what lies inside of it."""
    sections: list[list[int]] = []
    for at, line in enumerate(lines):
        if not re.match(r"\s*#[\w{…-]", line):
            continue
        deeper = sections and at - 1 in sections[-1] and line.index("#") > lines[sections[-1][0]].index("#")
        if deeper:
            sections[-1].append(at)
        else:
            sections.append([at])
    return sections


@pytest.mark.parametrize(
    ("producer", "kind"),
    [
        ("Hộ Hoàng Thị Mẫu", "household"),
        ("hộ gia đình ông Mẫu", "household"),
        ("Hộ kinh doanh Mẫu", "business"),
        ("HTX Chè xanh", "cooperative"),
        ("Hợp tác xã Chè xanh", "cooperative"),
        ("Tổ hợp tác Nà Tồng", "cooperative_group"),
        ("Công ty TNHH Mẫu", "company"),
        ("DNTN Mẫu", "company"),
        ("Mẫu và các con", ""),
        ("Hội Nông dân", ""),
    ],
)
def test_a_name_decides_the_kind_and_that_is_said(producer: str, kind: str, shelves: Path) -> None:
    done = site_builder("new", "che", "--name", "Chè", "--group", "food", "--producer", producer, folder=shelves)
    assert done.returncode == 0, done.stderr
    written = (shelves / "products/che/product.yml").read_text("utf-8")
    assert (f"\n  kind: {kind}\n" in written) == bool(kind)
    assert (f"Theo tên chủ thể, đã ghi kind: {kind} (" in done.stdout) == bool(kind)
    assert ("Chủ thể chưa có loại hình (kind)" in done.stdout) == (not kind)


def test_a_kind_that_is_given_counts(shelves: Path) -> None:
    answers = ("--name", "Chè", "--group", "food", "--producer", "HTX Chè", "--kind", "company")
    done = site_builder("new", "che", *answers, folder=shelves)
    assert "\n  kind: company\n" in (shelves / "products/che/product.yml").read_text("utf-8")
    assert "Theo tên chủ thể" not in done.stdout


@pytest.mark.parametrize(
    ("typed", "folder_name"),
    [("Chè xanh " * 33, "che-xanh-che-xanh-che-xanh-che-xanh-che"), ("Chè" + "xanh" * 75, "che" + "xanh" * 9 + "x")],
)
def test_a_long_name_gets_a_short_folder(typed: str, folder_name: str, shelves: Path) -> None:
    done = site_builder("new", typed, "--group", "food", folder=shelves)
    assert done.returncode == 0, done.stderr
    assert " ".join(typed.split()) in " ".join(
        (shelves / f"products/{folder_name}/product.yml").read_text("utf-8").split()
    )
    assert site_builder("check", folder=shelves).returncode == 0


def test_a_long_folder_is_refused_with_a_shorter_one(shelves: Path) -> None:
    done = site_builder("new", "a" * 300, "--name", "Chè", "--group", "food", folder=shelves)
    assert done.returncode == 2
    assert done.stderr.startswith("Tên dài quá 64 ký tự nên không dùng làm địa chỉ trang được. Rút gọn, ví dụ “aaaa")
