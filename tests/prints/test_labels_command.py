"""`site-builder labels` as a person types it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from ..commands import TODAY, site_builder
from . import press
from .measured import Paper

MM = 72 / 25.4
"""Points."""
CONFIG = "site_url: {address}\ndocs_dir: products\nplugins:\n  - site-builder:\n      cache_dir: {cache}\n"


@pytest.fixture
def folder(tmp_path: Path, photo_cache: Path) -> Path:
    press.catalogue(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(address=press.ADDRESS, cache=photo_cache), "utf-8")
    return tmp_path


def labels(folder: Path, *arguments: str, lang: str = "vi", afresh: bool = False) -> tuple[int, str]:
    out = () if "--out" in arguments else ("--out", "in/nhan.pdf")
    done = site_builder("labels", "--lang", lang, "--today", TODAY, *out, *arguments, folder=folder, afresh=afresh)
    return done.returncode, done.stdout + done.stderr


def paper(folder: Path) -> Paper:
    return Paper((folder / "in/nhan.pdf").read_bytes())


def test_without_a_choice_every_published_product_is_on_a_sheet_of_eight(folder: Path) -> None:
    code, said = labels(folder)
    assert code == 0, said
    assert len(paper(folder).pdf) == 1
    assert sorted(text[-9:] for text in paper(folder).codes()) == [f"/Q/SP-{n:02}/"[-9:] for n in range(1, 6)]
    assert "5 bản, loại a4-8." in said
    assert "Sao trên tem đúng đến hết ngày 1/11/2028 (banh, che); qua ngày đó cần in lại." in said
    assert "Đã ghi in/nhan.pdf" in said


def test_twice_gives_the_same_bytes(folder: Path) -> None:
    assert labels(folder, "--kind", "tent")[0] == 0
    first = (folder / "in/nhan.pdf").read_bytes()
    assert labels(folder, "--kind", "tent", afresh=True)[0] == 0
    assert (folder / "in/nhan.pdf").read_bytes() == first


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (("--product", "mat", "--product", "SP-01"), ["SP-04", "SP-01"]),
        (("--product", "mat, SP-01"), ["SP-04", "SP-01"]),
        (("--product", "mat,mat"), ["SP-04"]),
        (("--group", "food", "--product", "cu"), ["SP-05"]),
        (("--event", "hoi-cho"), ["SP-01", "SP-02", "SP-03", "SP-04", "SP-05"]),
        (("--event", "SK-01", "--product", "dai"), ["SP-03"]),
    ],
)
def test_what_is_chosen_is_printed_in_its_order(folder: Path, chosen: tuple[str, ...], codes: list[str]) -> None:
    code, said = labels(folder, "--kind", "70x40", *chosen)
    assert code == 0, said
    assert [text.split("/")[-2] for text in paper(folder).codes()] == codes


def test_copies_fill_the_sheet_from_the_place_where_it_begins(folder: Path) -> None:
    code, said = labels(folder, "--kind", "a4-24", "--product", "mat,che", "--copies", "12", "--start", "3")
    assert code == 0, said
    assert len(paper(folder).codes()) == 24
    assert len(paper(folder).pdf) == 2
    assert "24 bản, loại a4-24." in said


def test_each_product_may_have_its_own_number_of_copies(folder: Path) -> None:
    code, said = labels(folder, "--kind", "70x40", "--copies", "2", "--product", "mat = 3, SP-01", "--product", "dai=1")
    assert code == 0, said
    assert [text.split("/")[-2] for text in paper(folder).codes()] == [*["SP-04"] * 3, *["SP-01"] * 2, "SP-03"]
    assert "6 bản, loại 70x40." in said


def drawings(pdf: Path) -> int:
    """How many operations draw the first page."""
    with pikepdf.open(pdf) as opened:
        return len(pikepdf.parse_content_stream(opened.pages[0]))


def test_labels_stand_in_the_middle_of_the_places_of_precut_sheets_without_marks(folder: Path) -> None:
    """On A4 with 24 places of 70 × 37 mm; the middle of the first is 0.5 + 18.5 mm below the upper edge."""
    code, said = labels(folder, "--kind", "a4-24", "--product", "che", "--copies", "24", "--margins", "0,5 × 0 mm")
    assert code == 0, said
    scans = sorted(paper(folder).scans, key=lambda scan: (-round(scan.top), scan.left))
    assert len(scans) == 24
    lefts = [scan.left for scan in scans[:3]]
    tops = [scan.top for scan in scans[::3]]
    assert [b - a for a, b in pairwise(lefts)] == pytest.approx([70 * MM] * 2, abs=1)
    assert [a - b for a, b in pairwise(tops)] == pytest.approx([37 * MM] * 7, abs=1)
    # The code is at the left of a label of 63.5 × 33.9 mm, which stands in the middle of 70 × 37.
    assert (scans[0].top + scans[0].bottom) / 2 == pytest.approx((297 - 19) * MM, abs=1)
    marked = labels(folder, "--kind", "a4-24", "--product", "che", "--copies", "24", "--out", "in/dau.pdf")
    assert marked[0] == 0
    plain, cut = (drawings(folder / name) for name in ("in/nhan.pdf", "in/dau.pdf"))
    assert cut - plain >= 24


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--margins", "7"), "'--margins': “7” không dùng được; viết lề trên và lề trái bằng mm, ví dụ 12.9x7.2."),
        (("--margins", "20x20"), "Với lề ấy, ô của tờ a4-8 nhỏ hơn tem"),
        (("--kind", "tent", "--margins", "5x5"), "--margins dùng cho a4-24, a4-12, a4-8."),
        (("--product", "che=0"), "--product che=0: “0” không dùng được; viết một số từ 1 đến 1000."),
        (("--product", "che="), "--product che=: “” không dùng được; viết một số từ 1 đến 1000."),
        (("--kind", "a3"), "'--kind': “a3” không dùng được; chọn một trong: a4-24, a4-12, a4-8, tent, booth, poster"),
        (("--kind", "15x90"), "kích thước tem từ 20 đến 300 mm, ví dụ 60x40."),
        (("--kind", "a4-8", "--start", "9"), "Tờ a4-8 chỉ có 8 tem; --start phải từ 1 đến 8."),
        (
            ("--kind", "tent", "--start", "2"),
            "Loại tent mỗi trang một bản nên không chọn được tem bắt đầu; bỏ --start.",
        ),
        (("--kind", "strip"), "Bảng tên gian hàng là của một sự kiện; thêm --event và tên hoặc khoá của sự kiện."),
        (("--product", "chee"), "Không có sản phẩm “chee” nào được đăng (bản nháp thì chưa in). Có phải ý bạn là che?"),
        (("--event", "hoicho"), "Không có sự kiện “hoicho” trong catalogue.yml. Có phải ý bạn là hoi-cho?"),
        (("--product", "Mật gì đó"), "Không có sản phẩm “Mật gì đó” nào được đăng (bản nháp thì chưa in)."),
        (("--product", "???"), "(bản nháp thì chưa in). Có: "),
        (("--event", "zzz"), "Không có sự kiện “zzz” trong catalogue.yml. Có: hoi-cho."),
        (("--product", ","), "Tuỳ chọn --product còn thiếu giá trị."),
        (("--group", "drink"), "Không có sản phẩm nào khớp với những điều đã chọn."),
        (
            ("--product", "che=20", "--product", "SP-01=3"),
            "--product ghi “che” hai lần với hai số bản (20 và 3); giữ một.",
        ),
        (("--copies", "0"), "'--copies': “0” không dùng được; viết một số từ 1 đến 1000."),
    ],
)
def test_a_wrong_wish_is_told_in_a_sentence(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    code, told = labels(folder, *arguments)
    assert code == 2
    assert said in told
    assert "Traceback" not in told
    assert not (folder / "in").exists()
    assert not (folder / "products/short-links.csv").exists()


def test_a_file_has_to_be_named(folder: Path) -> None:
    done = site_builder("labels", folder=folder)
    assert (done.returncode, "Thiếu tuỳ chọn '--out'." in done.stderr) == (2, True)


def test_a_label_too_small_for_its_address_is_refused_with_the_size_it_needs(folder: Path) -> None:
    code, said = labels(folder, "--kind", "24x20", lang="en")
    assert code == 2
    assert (
        "A label of 24x20 is too small for the address https://ocop-binh-gia.vn/Q/SP-01/: its modules would be under "
        "0.4 mm, which phones cannot tell apart. It needs at least 30x25 mm"
    ) in said
    assert labels(folder, "--kind", "30x25")[0] == 0
    assert len(paper(folder).codes()) == 5


def test_a_long_address_is_warned_of(folder: Path) -> None:
    long = f"https://ocop-binh-gia.vn/{'danh-muc-' * 4}"
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=long, cache=".cache"), "utf-8")
    code, said = labels(folder, lang="en")
    assert code == 0
    assert "has 70 characters; above 60 a code gets dense and hard to scan." in said
    assert all(len(text) == 70 for text in paper(folder).codes())


def test_a_code_of_its_own_short_address_is_printed_with_it(folder: Path) -> None:
    settings = folder / "products/catalogue.yml"
    text = settings.read_text("utf-8").replace("site:\n", "site:\n  short_url: https://ocop.vn/\n")
    settings.write_text(text, "utf-8")
    assert labels(folder, "--product", "che")[0] == 0
    assert paper(folder).codes() == ["https://ocop.vn/Q/SP-01/"]


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("ocop-binh-gia.vn", "Viết https://ocop-binh-gia.vn/"),
        ("ftp://ocop-binh-gia.vn/", "Viết https://ocop-binh-gia.vn/"),
        ("https://ocop binh gia.vn/", "ví dụ https://ocopbinhgia.vn/"),
        ("https://ocop-binh-gia.vn/index.html", "Viết https://ocop-binh-gia.vn/"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("labels", "--out", "in/ban.pdf"),
        ("brochure", "--out", "in/ban.pdf"),
        ("exhibit", "--event", "hoi-cho", "--out", "in/ban"),
    ],
    ids=["labels", "brochure", "exhibit"],
)
def test_nothing_is_printed_for_a_wrong_address(
    folder: Path, command: tuple[str, ...], address: str, remedy: str
) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=address, cache=".cache"), "utf-8")
    done = site_builder(*command, "--today", TODAY, folder=folder)
    assert done.returncode == 1
    assert "mkdocs.yml:1:11: lỗi [site_url]: " in done.stderr
    assert remedy in done.stderr
    assert not (folder / "in").exists()
    assert not (folder / "products/short-links.csv").exists()


def test_errors_in_the_content_stop_the_press(folder: Path) -> None:
    assert labels(folder)[0] == 0
    before = (folder / "in/nhan.pdf").read_bytes()
    (folder / "products/che/product.yml").write_text("code: [", "utf-8")
    code, said = labels(folder)
    assert code == 1
    assert "Chưa in; tệp đã có (nếu có) vẫn nguyên vẹn." in said
    assert (folder / "in/nhan.pdf").read_bytes() == before


def test_a_cover_that_cannot_be_read_stops_what_shows_it(folder: Path) -> None:
    (folder / "products/che/bia.jpg").write_bytes(b"not a photo")
    code, said = labels(folder, "--kind", "poster", "--product", "che")
    assert code == 1
    assert "bia.jpg" in said
    assert labels(folder, "--kind", "a4-8", "--product", "che")[0] == 0


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    (folder / "in").write_text("a file where a folder should be", "utf-8")
    code, said = labels(folder)
    assert code == 1
    assert "Không ghi được in/nhan.pdf" in said


def test_large_prints_carry_the_cover_at_three_hundred_dots(folder: Path) -> None:
    assert labels(folder, "--kind", "booth", "--product", "che")[0] == 0
    (image,) = [
        one for one in paper(folder).pdf[0].get_objects(filter=[3]) if one.get_px_size()[0] > 100
    ]  # 3: FPDF_PAGEOBJ_IMAGE
    width, height = image.get_px_size()
    assert width / height == pytest.approx(210 / 118, abs=0.01)


@pytest.mark.parametrize("kind", ["a4-24", "50x30", "tent", "strip"])
def test_a_trial_says_so_across_every_label_and_enters_nothing(folder: Path, kind: str) -> None:
    wish = ("--kind", kind, "--event", "hoi-cho") if kind == "strip" else ("--kind", kind, "--product", "che,mat")
    code, said = labels(folder, *wish, "--draft")
    assert code == 0, said
    assert "Bản in thử: có chữ BẢN NHÁP, sổ mã đã in (short-links.csv) không ghi gì. In thật thì bỏ --draft." in said
    assert not (folder / "products/short-links.csv").exists()
    text = "".join(page.get_textpage().get_text_bounded() for page in paper(folder).pdf)
    trial = {"a4-24": 2, "50x30": 2, "tent": 4, "strip": 1}[kind]  # a tent has two faces
    assert text.count("BẢN NHÁP / DRAFT") == trial
    assert all(address.lower().startswith(press.ADDRESS) for address in paper(folder).codes())
    assert labels(folder, *wish)[0] == 0
    assert (folder / "products/short-links.csv").exists()
