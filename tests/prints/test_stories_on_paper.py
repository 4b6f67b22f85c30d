"""A story on paper: a list, a table, a quotation or emphasis in Markdown is one there too, and tagged as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.cache import Cache
from site_builder.prints.sheet import product_sheets
from site_builder.theme_folder import Theme
from site_builder.views.markdown_blocks import Block, BlockKind, Run, RunStyle, markdown_blocks
from site_builder.views.page_cache import PageCache

from .measured import Paper, plain, tags
from .press import ADDRESS, catalogue, opened

BOLD, ITALIC = RunStyle.BOLD, RunStyle.ITALIC
LONG_ADDRESS = "https://ocop-binh-gia.vn/san-pham/thit-trau-gac-bep-nuong-ren-cua-ban-tren-nui-cao-rat-dai.html"
TEA = f"""\
Chè **hái *sáng* sớm**, xem {LONG_ADDRESS} để biết thêm.

# Cách pha

3. Đun nước

   Nước suối là hơn cả.
   - không dùng nước máy
4. Tráng ấm

#### Ghi chú

> Người già nói vậy.
>
> > Người trẻ cũng nói vậy.

| Lần | Độ |
|---|---|
| Đầu | **80** |
| Sau | 85 |

---

Hết chuyện.
"""
WIDE = "| " + " | ".join(f"Cột{n:02}" for n in range(20)) + " |\n" + "|---" * 20 + "|\n" + "| nghiêng " * 20 + "|\n"
STEPS = "\n".join(f"{n}. Bước thứ {n} làm thật chậm. Rồi nghỉ một lát cho lá héo bớt." for n in range(1, 90))
OTHERS = [{"scheme": "other", "name": {"vi": f"Giấy thứ {n:02}"}, "number": f"SỐ-{n:02}"} for n in range(1, 11)]
FIGURES = """\
| Chợ | Giá nhập | Ghi chú |
|:--|--:|:-:|
| Pác Khuông | 90 | xa |
| Bản Cáu | 1.250.000 | gần chợ huyện |
"""
PRODUCTS: Mapping[str, Mapping[str, object]] = {
    "che": {"name": {"vi": "Chè"}, "story": {"vi": TEA}},
    "rong": {"name": {"vi": "Rộng"}, "story": {"vi": WIDE}},
    "gia": {"name": {"vi": "Giá"}, "story": {"vi": FIGURES}},
    "dai": {"name": {"vi": "Dài"}, "story": {"vi": STEPS}},
    "giay": {"name": {"vi": "Nhiều giấy"}, "story": {"vi": STEPS}, "certificates": OTHERS, "status": "potential"},
}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Paper]:
    """The Vietnamese sheets by slug."""
    root = catalogue(tmp_path_factory.mktemp("stories"), PRODUCTS)
    scenes = opened(root, ADDRESS)[1]
    with Cache(tmp_path_factory.mktemp("cache")) as kept:
        made, problems = product_sheets([scenes["vi"]], PageCache(), Theme(), kept, root)
    assert problems == []
    return {Path(page).stem: Paper(file.read_bytes()) for page, file in made.items()}


def tag_names(paper: Paper) -> Counter[str]:
    with paper.raw() as pdf:
        return Counter(str(tag.S)[1:] for tag in tags(pdf.Root.StructTreeRoot))


def numberings(paper: Paper) -> list[str]:
    """How each list of a paper is numbered."""
    with paper.raw() as pdf:
        found = [tag for tag in tags(pdf.Root.StructTreeRoot) if tag.S == "/L"]
        return [str(each.ListNumbering)[1:] for tag in found for each in tag.A if "/ListNumbering" in each]


def paragraph(*runs: Run) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, runs=runs)


def test_the_blocks_of_a_text() -> None:
    text = "Một **đậm _cả hai_** [một *chỗ* khác](season)\ntiếp  \nxuống.\n\n---\n\n- mục\n\n  thêm\n\n"
    text += "> trích\n\n<b>không</b>"
    assert markdown_blocks(text) == (
        paragraph(
            Run("Một "),
            Run("đậm ", (BOLD,)),
            Run("cả hai", (BOLD, ITALIC)),
            Run(" "),
            Run("một "),
            Run("chỗ", (ITALIC,)),
            Run(" khác"),
            Run(" "),
            Run("tiếp"),
            Run("\n"),
            Run("xuống."),
        ),
        Block(kind=BlockKind.RULE),
        Block(kind=BlockKind.LIST, items=((paragraph(Run("mục")), paragraph(Run("thêm"))),)),
        Block(kind=BlockKind.QUOTE, items=((paragraph(Run("trích")),),)),
        paragraph(Run("<b>không</b>")),
    )


def test_columns_stand_as_their_line_says(sheets: Mapping[str, Paper]) -> None:
    (table,) = markdown_blocks(FIGURES)
    assert table.columns == ("left", "right", "center")
    boxes = {box.text.strip(): box for page in sheets["gia"].boxes() for box in page}
    short, long = boxes["90"], boxes["1.250.000"]
    assert short.right == pytest.approx(long.right, abs=1)
    assert short.left > long.left + 20
    near, far = boxes["gần chợ huyện"], boxes["xa"]
    assert far.left - near.left == pytest.approx(near.right - far.right, abs=2)
    assert far.left > near.left + 10


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("## a\n\n### b\n\n## c", [1, 2, 1]),
        ("# a\n\n#### b\n\n###### c\n\n# d", [1, 2, 3, 1]),
        ("### a\n\n# b", [1, 1]),
    ],
)
def test_levels_of_headings_leave_none_out(written: str, levels: list[int]) -> None:
    assert [block.level for block in markdown_blocks(written)] == levels


def test_a_numbered_list_begins_with_its_number_and_a_table_with_its_head() -> None:
    (steps,) = markdown_blocks("7. bảy\n8. tám")
    assert (steps.start, [item[0].runs[0].text for item in steps.items]) == (7, ["bảy", "tám"])
    (table,) = markdown_blocks("|a|b|\n|-|-|\n|1|\n|2|3|4|")
    assert [["".join(run.text for run in cell) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["1", ""],
        ["2", "3"],
    ]


def test_a_sheet_shows_and_tags_what_the_story_has(sheets: Mapping[str, Paper]) -> None:
    paper, found = sheets["che"], tag_names(sheets["che"])
    for shown in ("3. Đun nước", "4. Tráng ấm", "•không dùng nước máy", "Lần Độ Đầu 80 Sau 85", "Hết chuyện."):
        assert plain(shown) in paper.texts[0]
    assert numberings(paper) == ["Decimal", "Circle"]
    assert (found["BlockQuote"], found["Table"], found["TH"], found["TD"]) == (2, 1, 2, 4)
    assert found["Em"] >= 1
    assert found["Strong"] >= 2
    assert (found["H3"], found["H4"]) == (1, 1)


def test_a_table_too_wide_for_its_column_is_told_row_by_row(sheets: Mapping[str, Paper]) -> None:
    assert "Cột19:nghiêng" in sheets["rong"].texts[0]
    assert tag_names(sheets["rong"])["Table"] == 0


def test_a_long_story_ends_in_the_middle_of_its_list_with_a_whole_sentence(sheets: Mapping[str, Paper]) -> None:
    text = sheets["dai"].texts[0]
    assert plain("1. Bước thứ 1 làm thật chậm.") in text
    assert "…" in text
    assert plain("Đọc tiếp ở trang sản phẩm.") in text
    assert plain("89. Bước thứ 89") not in text


def test_no_text_of_a_sheet_leaves_it_or_lies_on_other_text(sheets: Mapping[str, Paper]) -> None:
    for slug, paper in sheets.items():
        assert len(paper.pdf) == 1, slug
        assert paper.outside() == [], slug
        assert paper.overlapping() == [], slug


def test_what_is_copied_from_a_pdf_is_what_was_written(sheets: Mapping[str, Paper]) -> None:
    page = sheets["che"].pdf[0].get_textpage().get_text_bounded()
    assert not {letter for letter in page if letter in "\u200b\u00ad\u2060\x02\ufffe"}
    assert LONG_ADDRESS in page.replace("\r\n", "")


def test_a_sheet_shows_every_certificate_with_how_it_stands(sheets: Mapping[str, Paper], complete_site: Path) -> None:
    text = sheets["giay"].texts[0]
    assert [each for n in range(1, 11) if (each := plain(f"Giấy thứ {n:02}")) not in text] == []
    for page, told in (
        (
            "san-pham",
            (
                "VietGAP Số: VG-000; Nơi cấp: Tổ chức thử; Ngày cấp: 1/6/2025; Hiệu lực đến: 1/6/2028",
                "Hữu cơ Hết hiệu lực theo nguồn Số: HC-000",
            ),
        ),
        (
            "en/products",
            (
                "Organic Expired according to the source Number: HC-000",
                "Test award according to the source Date issued",
            ),
        ),
    ):
        text = Paper((complete_site / page / "chung-nhan-3-sao.pdf").read_bytes()).texts[0]
        assert [each for each in told if plain(each) not in text] == []
