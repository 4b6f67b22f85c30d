"""Values that are well formed and hardly true are told with the likely right one; true ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.catalogue.programme import Level, authority_level
from site_builder.catalogue.telex import decode_typing
from site_builder.content.placeholders import is_placeholder

from .small import codes, product, verdict, write


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    """Code and likely right value of each problem; that a certificate ends is tried elsewhere."""
    found = verdict(write(folder, {"che": text})).problems
    problems = [problem for problem in found if problem.code not in ("ocop_expiring", "ocop_expired")]
    return [(p.code, p.params.get("wanted") or p.translated.get("vi", {}).get("wanted", "")) for p in problems]


def certified(*papers: str) -> str:
    return product(more=f"certificates: [{', '.join(papers)}]\n").replace("potential", "certified")


OCOP = "{{scheme: ocop, stars: {}, number: 1/QĐ-UBND, issuer: {{vi: '{}', en: Office}}, issued: {}, seen: paper}}"


@pytest.mark.parametrize(
    ("stars", "issuer", "issued", "wanted"),
    [
        (3, "UBND tỉnh Lạng Sơn", "22/5/2020", []),
        (3, "UBND huyện Bình Gia", "22/5/2024", []),
        (3, "UBND huyện Bình Gia, tỉnh Lạng Sơn", "22/5/2024", []),
        (3, "UBND tỉnh Lạng Sơn", "31/12/2025", []),
        (5, "Bộ Nông nghiệp và Môi trường", "31/12/2025", []),
        (4, "Hội đồng OCOP", "31/12/2025", []),
        (5, "UBND tỉnh Lạng Sơn", "31/12/2025", [("issuer_unusual", "Bộ Nông nghiệp và Môi trường")]),
        (4, "UBND huyện Bình Gia", "22/5/2024", [("issuer_unusual", "UBND cấp tỉnh")]),
        (3, "UBND huyện Bình Gia", "10/10/2025", [("issuer_unusual", "UBND cấp tỉnh")]),
        (3, "UBND xã Bình Gia", "10/10/2025", [("issuer_unusual", "UBND cấp tỉnh")]),
        (3, "UBND tỉnh Lạng Sơn", "22/5/2016", [("ocop_before_programme", "")]),
    ],
)
def test_who_recognises_how_many_stars_and_when(
    tmp_path: Path, stars: int, issuer: str, issued: str, wanted: list[tuple[str, str]]
) -> None:
    assert told(tmp_path, certified(OCOP.format(stars, issuer, issued))) == wanted


def test_a_district_issues_nothing_after_it_has_gone(tmp_path: Path) -> None:
    papers = "certificates: [{scheme: vietgap, issuer: {vi: UBND huyện Bình Gia, en: District}, issued: 2/7/2025}]\n"

    assert told(tmp_path, product(more=papers)) == [("issuer_district_gone", "")]


def test_a_renewal_without_a_date_is_told(tmp_path: Path) -> None:
    old = OCOP.format(3, "UBND tỉnh Lạng Sơn", "22/5/2020")

    assert told(tmp_path, certified(old, "{scheme: ocop, stars: 4}")) == [("renewal_without_date", "")]


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Cơ quan cấp tỉnh", Level.PROVINCE),
        ("UBND thành phố Hà Nội", Level.PROVINCE),
        ("UBND thành phố Lạng Sơn", Level.DISTRICT),
        ("UBND thị trấn Bình Gia", Level.COMMUNE),
        ("Trung ương", Level.CENTRAL),
        ("Tổ chức chứng nhận", None),
    ],
)
def test_the_level_of_an_authority_stands_in_its_name(issuer: str, level: Level | None) -> None:
    assert authority_level(issuer) is level


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("offers: [{pack: {vi: Hộp, en: Box}, price: 250}]\n", [("price_unlikely", "250.000")]),
        ("offers: [{pack: {vi: Hộp, en: Box}, price: '250.000'}]\n", []),
        ("offers: [{pack: {vi: Hộp, en: Box}, price: '250.000.000'}]\n", [("price_unlikely", "250.000")]),
        (
            "producer: {kind: cooperative, name: {vi: Hộ kinh doanh Hồi, en: A}}\n",
            [("producer_kind_unlikely", "business")],
        ),
        ("producer: {kind: company, name: {vi: Hộ Hồi, en: A}}\n", [("producer_kind_unlikely", "household")]),
        ("producer: {kind: business, name: {vi: HTX Hồi, en: A}}\n", [("producer_kind_unlikely", "cooperative")]),
        ("producer: {kind: cooperative, name: {vi: Hợp tác xã Hồi, en: A}}\n", []),
        ("tagline: {vi: MẬT ONG QUÝ HÒA, en: Honey}\n", [("text_in_capitals", "Mật ong Quý Hòa")]),
        ("tagline: {vi: OCOP, en: OCOP}\n", []),
        ("other_names: [hồi; đại hồi; hồi Lạng Sơn]\n", [("names_together", "[hồi, đại hồi, hồi Lạng Sơn]")]),
        ("tagline: {vi: Maatj ong hoa ruwngf, en: Honey}\n", [("text_in_telex", "Mật ong hoa rừng")]),
        ("tagline: {vi: 🍯🍯, en: Honey}\n", [("text_without_words", "")]),
    ],
)
def test_what_is_hardly_true_is_told_with_what_is_likely(
    tmp_path: Path, more: str, wanted: list[tuple[str, str]]
) -> None:
    assert told(tmp_path, product(more=more)) == wanted


def test_a_place_far_from_its_commune_is_told(tmp_path: Path) -> None:
    here = "producer: {kind: cooperative, name: {vi: HTX, en: Coop}}\n"
    text = product(more=here).replace("{commune: binh-gia}", "{commune: binh-gia, location: [10.77, 106.7]}")

    assert told(tmp_path, text) == [("location_far", "21.968, 106.3446")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Maatj ong hoa ruwngf", "Mật ong hoa rừng"),
        ("Ma65t ong hoa ru7ng2", "Mật ong hoa rừng"),
        ("Mieens dong Minh Khai", "Miến dong Minh Khai"),
        ("Banhs chuwng", "Bánh chưng"),
        ("Rau cari lafn", "Rau cải làn"),
        ("DDuwowngf phooi", "Đường phôi"),
        ("RUWOWUJ", "RƯỢU"),
        ("Che hoa hoi", None),
        ("Mật ong hoa rừng", None),
        ("Coffee box too", None),
        ("Tea under star anise", None),
        ("OCOP Box 3", None),
        ("Chef", None),
        # Stands and sizes of paper.
        ("Gian A12", None),
        ("Gian A1, gian A2", None),
        ("Khu E3 gian B25", None),
        ("O73 Bi2nh Gia", "Ở Bình Gia"),
    ],
)
def test_raw_telex_and_vni_are_read_and_english_is_not(typed: str, meant: str | None) -> None:
    assert decode_typing(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["Nội dung đang cập nhật", "chưa có thông tin", "abc", "test",
     "…", "...", "xxx", "TODO", "Todo: viết sau",
     "lorem ipsum dolor", "đang cập nhật", "…/QĐ-UBND", ".../QĐ-UBND", "UBND …",
     "xxx/QĐ-UBND", "thôn …", "thôn ...", "người chụp", "who took it", "tên khác", "Another name", "[tên sản phẩm]"],
)  # fmt: skip
def test_samples_and_words_for_later_are_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["Nơi khô ráo", "Hộp 200 g", "200 g", "UBND tỉnh Lạng Sơn", "2865/QĐ-UBND", "thôn Khau Phụ",
     "Trà, bánh, kẹo…", "Chè",
     "Người chụp thử", "Khối lượng tịnh"],
)  # fmt: skip
def test_what_a_product_may_really_say_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("alt", "refused"),
    [
        ("IMG_2020.jpg", True),
        ("IMG_2020", True),
        ("01", True),
        ("z4812345678 1", True),
        ("DSC 0042", True),
        ("Đồi chè", False),
    ],
)
def test_the_name_of_a_file_describes_no_picture(tmp_path: Path, alt: str, refused: bool) -> None:
    text = product().replace("alt: {vi: Ảnh, en: Photo}", f"alt: {{vi: '{alt}', en: Photo}}")
    found = verdict(write(tmp_path, {"che": text}))

    assert [problem.code for problem in found.errors] == (["alt_is_file_name"] if refused else [])


@pytest.mark.parametrize(("status", "blocks"), [("potential", True), ("draft", False)])
def test_a_draft_may_hold_samples(tmp_path: Path, status: str, blocks: bool) -> None:
    text = product(more="story: {vi: …, en: …}\n").replace("potential", status)
    found = verdict(write(tmp_path, {"che": text}))

    assert [problem.code for problem in found.errors] == (["placeholder", "placeholder"] if blocks else [])


@pytest.mark.parametrize(
    ("summary", "code", "wanted"),
    [
        ("Chè <b>ngon</b> của bản", "text_with_markup", "Chè ngon của bản"),
        ("Ch&egrave; d&#432;&#7899;i tán hồi", "text_with_markup", "Chè dưới tán hồi"),
        ("M\\\\u1eadt ong rừng", "text_with_markup", "Mật ong rừng"),
        ("Chè trồng trên đồi.\\n\\nHái <b>bằng tay</b>\\n\\nmỗi sớm.", "text_with_markup", "Hái bằng tay"),
        ("San pham cua xa Binh Gia", "text_without_marks", ""),
    ],
)
def test_what_a_program_or_a_keyboard_left_is_told(tmp_path: Path, summary: str, code: str, wanted: str) -> None:
    text = product().replace("summary: {vi: Một câu.", f'summary: {{vi: "{summary}"')
    assert told(tmp_path, text) == [(code, wanted)]


@pytest.mark.parametrize(
    ("story", "found"),
    [
        ("Chè trồng trên đồi.\n\nNội dung đang cập nhật…", "Nội dung đang cập nhật…"),
        ("Chè trồng trên đồi.\n\n- Một\n- [tên thôn]", "[tên thôn]"),
        ("Chè trồng tại [điền tên xã] từ lâu.", "[điền tên xã]"),
        ("Chè trồng tại <tên xã> từ lâu.", "<tên xã>"),
        ("Chè trồng từ năm xxx đến nay.", "xxx"),
        ("Chè trồng tại ________ từ lâu.", "________"),
        ("Chè trồng năm ........ ở đồi.", "........"),
        ("Chè ngon. Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        ("Chè trồng trên đồi [hồi](season) … và ngon lắm...", None),
        ("Khoá XXX, mục [1], số [12], *tên khác* và __tên__ của bản.", None),
    ],
)
def test_a_blank_within_a_text_is_told(tmp_path: Path, story: str, found: str | None) -> None:
    rows = "".join(f"    {line}\n" for line in story.split("\n"))
    told = verdict(write(tmp_path, {"che": product(more=f"story:\n  vi: |\n{rows}  en: Tea.\n")})).errors
    blanks = [problem.params["found"] for problem in told if problem.code.startswith("placeholder")]
    assert blanks == ([found] if found else [])


@pytest.mark.parametrize("summary", ["OCOP, UBND, HĐND", "Chè & trà, giá < 100 nghìn", "Bán tại Tiki và Shopee", "R&D"])
def test_acronyms_and_signs_are_left_alone(tmp_path: Path, summary: str) -> None:
    text = product().replace("summary: {vi: Một câu.", f'summary: {{vi: "{summary}"')
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("summary", "told_of"),
    [
        ("Chè đạt OCOP 4 sao", ["claim_of_scheme"]),
        ("Chè 5 sao OCOP của tỉnh", ["claim_of_scheme"]),
        ("Sản phẩm đạt chuẩn OCOP", ["claim_of_scheme"]),
        ("Chưa có chứng nhận OCOP", []),
        ("OCOP có hạng từ 3 đến 5 sao", []),
    ],
)
def test_stars_in_a_text_need_a_certificate(tmp_path: Path, summary: str, told_of: list[str]) -> None:
    text = product().replace("summary: {vi: Một câu.", f"summary: {{vi: {summary}")
    assert [code for code, _ in told(tmp_path, text)] == told_of


def test_stars_of_the_certificate_may_be_told_and_no_others(tmp_path: Path) -> None:
    good = certified(OCOP.format(3, "UBND tỉnh Lạng Sơn", "22/5/2025"))
    for stars, told_of in ((3, []), (4, ["claim_of_scheme"])):
        text = good.replace("summary: {vi: Một câu.", f"summary: {{vi: Chè OCOP {stars} sao")
        assert [code for code, _ in told(tmp_path / str(stars), text)] == told_of


@pytest.mark.parametrize("line", ["[Maatj ong ruwngf " * 8, "[Maatj ong ruwngf " * 5 + "] maatj"])
def test_a_long_line_of_raw_telex_is_told_once(line: str, tmp_path: Path) -> None:
    more = f"story: {{vi: '{line.strip()}', en: Story}}\n"
    found = codes(verdict(write(tmp_path, {"che": product(more=more)})))
    assert [code for code in found if "telex" in code] == ["text_in_telex che/product.yml story.vi"]
