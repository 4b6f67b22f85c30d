"""The codes themselves: as strong as they have to be, and read to exactly their address."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from site_builder.catalogue.web_address import is_public_url
from site_builder.views import qr
from site_builder.views.urls import short_links


def read(png: bytes) -> zxingcpp.Barcode:
    with Image.open(BytesIO(png)) as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found


@pytest.mark.parametrize("level", ["M", "Q"])
@pytest.mark.parametrize("site", ["https://ocop-binh-gia.langson.vn/", "https://ocop.vn/", "https://u.github.io/ocop/"])
def test_an_address_is_in_the_code_as_it_is_written(site: str, level: qr.ErrorCorrection) -> None:
    """Some scanning apps do not take `HTTPS://` for a link."""
    made = qr.symbol(short_links(site).of("B1"), level)
    found = read(qr.png(made))
    assert (made.address, found.text, found.ec_level) == (f"{site}Q/B1/", f"{site}Q/B1/", level)


@pytest.mark.parametrize("level", ["M", "Q"])
@pytest.mark.parametrize("length", range(20, 90, 7))
def test_codes_of_every_length_are_read(level: qr.ErrorCorrection, length: int) -> None:
    address = f"https://ocop.vn/{'duong-dan-' * 9}"[: length - 9] + "/Q/BG-01/"
    made = qr.symbol(address, level)
    found = read(qr.png(made))
    assert found.text == made.address == address
    assert (made.level, found.ec_level) == (level, level)


def test_a_code_with_room_for_a_higher_level_keeps_the_one_asked_for() -> None:
    """What is said of the code elsewhere is what it is: version 3 holds these 32 letters at level Q as well."""
    address = "https://ocop.vn/duong-d/Q/BG-01/"
    made = {level: qr.symbol(address, level) for level in ("M", "Q")}
    assert [(len(each.rows), each.address) for each in made.values()] == [(29, address), (29, address)]
    assert [read(qr.png(each)).ec_level for each in made.values()] == ["M", "Q"]


QUIET_BY_THE_STANDARD = 4
"""Modules of white on every side (ISO/IEC 18004)."""
FINDER = 7
"""Modules of the dark squares in three corners, by the same standard: the ruler for everything else."""


@pytest.mark.parametrize("level", ["M", "Q"])
@pytest.mark.parametrize("address", ["https://ocop.vn/Q/B1/", "https://ocop-binh-gia.langson.gov.vn/ocop/Q/BG-001/"])
def test_the_quiet_zone_of_the_picture_is_inside_white_and_as_wide_as_the_standard_asks(
    address: str, level: qr.ErrorCorrection
) -> None:
    with Image.open(BytesIO(qr.png(qr.symbol(address, level)))) as picture:
        dark = picture.convert("L").point([255 - value for value in range(256)])
        left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
        top_row = [dark.getpixel((x, top)) for x in range(left, right)]
    module, rest = divmod(top_row.index(0), FINDER)
    assert (module > 0, rest) == (True, 0)
    assert picture.width >= 1000
    assert [left, top, picture.width - right, picture.height - bottom] == [QUIET_BY_THE_STANDARD * module] * 4


@pytest.mark.parametrize("level", ["M", "Q"])
def test_the_quiet_zone_of_the_drawing_is_as_wide_as_the_standard_asks(level: qr.ErrorCorrection) -> None:
    drawing = qr.svg(qr.symbol("https://ocop.vn/Q/BG-001/", level)).decode()
    (width, height), *_ = ((int(w), int(h)) for w, h in re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawing))
    runs = [(int(x), int(y), int(w)) for x, y, w in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing)]
    assert runs[0] == (QUIET_BY_THE_STANDARD, QUIET_BY_THE_STANDARD, FINDER)
    edges = [min(x for x, _, _ in runs), min(y for _, y, _ in runs)]
    edges += [width - max(x + w for x, _, w in runs), height - max(y + 1 for _, y, _ in runs)]
    assert edges == [QUIET_BY_THE_STANDARD] * 4


def test_the_drawing_is_one_black_path_on_white() -> None:
    made = qr.symbol("https://ocop.vn/Q/BG-001/")
    drawing = qr.svg(made).decode()
    assert drawing.startswith(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {made.side} {made.side}"')
    dark = sum(int(width) for width in re.findall(r"h(\d+)v1h-\1z", drawing))
    assert dark == sum(sum(row) for row in made.rows)
    assert "<text" not in drawing


def test_a_draft_says_so_under_the_code_and_can_be_tried() -> None:
    made = qr.symbol("https://ocop.example/Q/BG-001/")
    assert "BẢN NHÁP / DRAFT</text>" in qr.svg(made, "BẢN NHÁP / DRAFT").decode()
    assert qr.svg(made, "<&>").decode().endswith("&lt;&amp;&gt;</text></svg>\n")
    picture = qr.png(made, "BẢN NHÁP / DRAFT")
    assert read(picture).text == made.address
    with Image.open(BytesIO(picture)) as marked:
        assert marked.height > marked.width


def test_the_same_address_gives_the_same_bytes() -> None:
    one, other = (qr.symbol.__wrapped__("https://ocop.vn/Q/BG-001/") for _ in range(2))
    assert one == other
    assert (qr.svg(one), qr.png(one)) == (qr.svg(other), qr.png(other))


@pytest.mark.parametrize(
    ("url", "final"),
    [
        ("https://ocop-binh-gia.vn/", True),
        ("https://user.github.io/ocop/", True),
        ("http://103.28.36.1/", True),
        ("https://ocop-binh-gia.example/", False),
        ("https://example.com/", False),
        ("https://ocop.example.org/", False),
        ("https://ocop.test/", False),
        ("http://localhost:8000/", False),
        ("http://may-chu/", False),
        ("http://may-chu.local/", False),
        ("http://127.0.0.1:8000/", False),
        ("http://192.168.1.9/", False),
        ("http://[::1]/", False),
        ("ocop.vn", False),
        ("", False),
    ],
)
def test_an_address_is_final_where_everybody_finds_it(url: str, final: bool) -> None:
    assert is_public_url(url) is final
    assert short_links(url).final is final


def test_short_addresses_have_their_own_root_where_the_site_has_one() -> None:
    own = short_links("https://ocop-binh-gia.langson.gov.vn/san-pham/", "https://ocop.vn")
    assert own.of("BG-001") == "https://ocop.vn/Q/BG-001/"
    assert own.typed("BG-001") == "ocop.vn/Q/BG-001"
    assert own.final
    assert not short_links("https://ocop.example/", "https://ocop.vn/").final
    assert not short_links("https://ocop.vn/", "https://ocop.example/").final


def test_letters_of_a_host_or_path_are_written_as_every_scanner_knows_them() -> None:
    found = short_links("https://OCOP-bìnhgia.vn/sản phẩm/")
    assert found.of("BG-001") == "https://xn--ocop-bnhgia-hcb.vn/s%E1%BA%A3n%20ph%E1%BA%A9m/Q/BG-001/"
    assert found.typed("BG-001").startswith("ocop-bìnhgia.vn/")


def test_without_an_address_a_draft_leads_nowhere_for_certain() -> None:
    assert short_links("").of("BG-001") == "https://ban-nhap.example/Q/BG-001/"
