"""Files that are no photos, or none that can be used: each is told by a sentence of its own, and stops no other."""

from __future__ import annotations

import io
import re
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.media.recipe import Size
from site_builder.media.render import render_photo
from site_builder.media.request import PhotoRefusal, PhotoRequest
from site_builder.messages import Severity, load_messages, message

from .samples import card, data, job, made, png_chunk, refused

PNG = b"\x89PNG\r\n\x1a\n"


def said(content: bytes, folder: Path, lang: str = "vi") -> str:
    """What is said of a photo with this content."""
    photo = folder / "anh.jpg"
    photo.write_bytes(content)
    return PhotoRequest("tra", photo, "product.yml").problem(refused(photo)).what(lang)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and no more."""
    return PNG + png_chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)) + png_chunk(b"IDAT", b"")


def resized_jpeg(whole: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header lies about its size."""
    at = next(whole.index(marker) for marker in (b"\xff\xc0", b"\xff\xc2") if marker in whole)
    return whole[: at + 5] + struct.pack(">2H", height, width) + whole[at + 9 :]


def resized_webp(whole: bytes, width: int, height: int) -> bytes:
    at = whole.index(b"\x9d\x01\x2a") + 3
    return whole[:at] + struct.pack("<2H", width, height) + whole[at + 4 :]


def resized_tiff(whole: bytes, width: int, height: int) -> bytes:
    for tag, side in ((256, width), (257, height)):
        kind = next(kind for kind in (3, 4) if struct.pack("<2HI", tag, kind, 1) in whole)  # two bytes or four
        at = whole.index(struct.pack("<2HI", tag, kind, 1)) + 8
        whole = whole[:at] + struct.pack("<I", side) + whole[at + 4 :]
    return whole


def cmyk_progressive() -> bytes:
    return data(Image.new("CMYK", (64, 64)), "JPEG", progressive=True)


FROM_THE_START = "Ảnh “anh.jpg” hỏng ngay từ đầu tệp nên không đọc được."
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Ảnh “anh.jpg” rỗng (0 byte)."),
    "text": (lambda: "ảnh ở đây".encode(), "Tệp “anh.jpg” không phải ảnh, dù tên ghi như ảnh."),
    "zeros": (lambda: bytes(4096), "Tệp “anh.jpg” không phải ảnh, dù tên ghi như ảnh."),
    "GIF": (lambda: data(card(), "GIF"), "“anh.jpg” thực ra là tệp GIF, không dùng làm ảnh được."),
    "BMP": (lambda: data(card(), "BMP"), "“anh.jpg” thực ra là tệp BMP, không dùng làm ảnh được."),
    "PDF": (lambda: data(card(), "PDF"), "“anh.jpg” thực ra là tệp PDF, không dùng làm ảnh được."),
    "Word": (lambda: b"PK\x03\x04word", "“anh.jpg” thực ra là tệp Word/Excel/ZIP, không dùng làm ảnh được."),
    "video": (
        lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        "“anh.jpg” thực ra là tệp video (MP4, MOV), không dùng làm ảnh được.",
    ),
    "web page": (lambda: b"\n <!DOCTYPE html>", "“anh.jpg” thực ra là tệp HTML, không dùng làm ảnh được."),
    "drawing": (lambda: b"<svg xmlns='x'/>", "“anh.jpg” thực ra là tệp SVG, không dùng làm ảnh được."),
    "Canon raw": (lambda: b"II*\0\x10\0\0\0CR\x02\0", "“anh.jpg” thực ra là tệp RAW, không dùng làm ảnh được."),
    "raw with a thumbnail first": (
        lambda: data(card(), "TIFF", tiffinfo={254: 1}),
        "“anh.jpg” thực ra là tệp RAW, không dùng làm ảnh được.",
    ),
    "measurements": (
        lambda: data(Image.new("F", (64, 64)), "TIFF"),
        "“anh.jpg” thực ra là tệp TIFF, 32 bit, không dùng làm ảnh được.",
    ),
    "JPEG that only begins": (
        lambda: b"\xff\xd8\xff\xe0" + bytes(99),
        FROM_THE_START,
    ),
    "PNG that only begins": (lambda: PNG, FROM_THE_START),
    "WebP that only begins": (
        lambda: b"RIFF\x1a\0\0\0WEBPVP8 ",
        FROM_THE_START,
    ),
    "AVIF that only begins": (
        lambda: b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
        FROM_THE_START,
    ),
    "HEIC that only begins": (
        lambda: b"\0\0\0\x18ftypheic\0\0\0\0heicmif1",
        FROM_THE_START,
    ),
    "TIFF that only begins": (lambda: b"II*\0\x08\0\0\0", FROM_THE_START),
    "one pixel": (
        lambda: data(card(2, 2).crop((0, 0, 1, 1)), "PNG"),
        "Ảnh “anh.jpg” chỉ 1×1 điểm ảnh; mỗi cạnh phải có ít nhất 32.",
    ),
    "a line": (lambda: data(card(800, 2), "JPEG"), "Ảnh “anh.jpg” chỉ 800×2 điểm ảnh; mỗi cạnh phải có ít nhất 32."),
    "200 megapixels": (
        lambda: png_header(20000, 10000),
        "Ảnh “anh.jpg” có 20000×10000 điểm ảnh, tức 200 megapixel; giới hạn là 50 megapixel.",
    ),
    "220 megapixels as JPEG": (
        lambda: resized_jpeg(data(card(), "JPEG"), 20000, 11000),
        "Ảnh “anh.jpg” có 20000×11000 điểm ảnh, tức 220 megapixel; giới hạn là 200 megapixel.",
    ),
    "200 megapixels as WebP": (
        lambda: resized_webp(data(card(), "WEBP"), 16000, 12500),
        "Ảnh “anh.jpg” có 16000×12500 điểm ảnh, tức 200 megapixel; giới hạn là 50 megapixel.",
    ),
    "200 megapixels as TIFF": (
        lambda: resized_tiff(data(card(), "TIFF"), 20000, 10000),
        "Ảnh “anh.jpg” có 20000×10000 điểm ảnh, tức 200 megapixel; giới hạn là 50 megapixel.",
    ),
    "45 megapixels as WebP": (
        lambda: resized_webp(data(card(), "WEBP"), 9000, 5000),
        "Mở ảnh “anh.jpg” cần khoảng 760 MB bộ nhớ; giới hạn cho loại tệp này là 600 MB.",
    ),
    "50 megapixels as a turned TIFF": (
        lambda: resized_tiff(data(card(), "TIFF", tiffinfo={274: 6}), 8165, 6123),
        "Mở ảnh “anh.jpg” cần khoảng 440 MB bộ nhớ; giới hạn cho loại tệp này là 400 MB.",
    ),
    "50 megapixels as a packed TIFF": (
        lambda: resized_tiff(data(card().convert("RGBA"), "TIFF", compression="tiff_lzw"), 8165, 6123),
        "Mở ảnh “anh.jpg” cần khoảng 440 MB bộ nhớ; giới hạn cho loại tệp này là 400 MB.",
    ),
    "beyond all measure": (
        lambda: png_header(2**31 - 1, 2**31 - 1),
        "Ảnh “anh.jpg” có 2147483647×2147483647 điểm ảnh, tức 4611686014133 megapixel; giới hạn là 50 megapixel.",
    ),
    "just over the limit": (
        lambda: png_header(8192, 6145),
        "Ảnh “anh.jpg” có 8192×6145 điểm ảnh, tức 51 megapixel; giới hạn là 50 megapixel.",
    ),
    "a printer's progressive JPEG": (
        lambda: resized_jpeg(cmyk_progressive(), 8000, 6000),
        "Mở ảnh “anh.jpg” cần khoảng 424 MB bộ nhớ; giới hạn cho loại tệp này là 400 MB.",
    ),
}
"""A file, and what is said of it."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_photo_gets_its_sentence(tmp_path: Path, name: str) -> None:
    content, sentence = BROKEN[name]
    assert said(content(), tmp_path) == sentence


WHOLE: dict[str, dict[str, object]] = {
    "JPEG": {},
    "PNG": {},
    "WEBP": {},
    "AVIF": {},
    "HEIF": {},
    "TIFF": {"compression": "tiff_lzw"},
    "TIFF plain": {},
}


def noise(kind: str) -> bytes:
    image = Image.effect_noise((240, 160), 60).convert("RGB")
    return data(image, kind.split()[0], **WHOLE[kind])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_photo_that_is_cut_short_is_told_so(tmp_path: Path, kind: str) -> None:
    photo = tmp_path / "anh.jpg"
    whole = noise(kind)
    photo.write_bytes(whole)
    made(photo)

    found = {said(whole[: len(whole) * part // 10], tmp_path) for part in (5, 7, 9)}

    assert found <= {
        "Ảnh “anh.jpg” bị thiếu phần cuối hoặc hỏng: đầu tệp đúng là ảnh nhưng không đọc được đến hết.",
        "Ảnh “anh.jpg” hỏng ngay từ đầu tệp nên không đọc được.",  # where what is missing is the table of contents
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_where_only_the_end_is_missing_the_beginning_is_not_blamed(tmp_path: Path, kind: str) -> None:
    whole = noise(kind)

    assert "đầu tệp đúng là ảnh" in said(whole[: len(whole) // 2], tmp_path)


def test_heic_without_its_reader_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = tmp_path / "IMG_0001.HEIC"
    photo.write_bytes(noise("HEIF"))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)

    problem = PhotoRequest("tra", photo, "product.yml").problem(refused(photo))

    assert problem.what("vi") == "Ảnh “IMG_0001.HEIC” là HEIC (ảnh của iPhone) mà máy này chưa cài phần đọc HEIC."
    assert re.search(r'pip install "\S+\[heic\]"\. ', problem.fix("vi"))


def test_the_name_does_not_decide_what_a_file_is(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    for kind in ("JPEG", "WEBP", "AVIF", "HEIF", "TIFF"):
        photo.write_bytes(data(card(), kind))
        assert made(photo).files


def test_a_limit_of_pillows_own_comes_neither_first_nor_stays_lifted(tmp_path: Path) -> None:
    before = Image.MAX_IMAGE_PIXELS

    said(png_header(20000, 10000), tmp_path)

    assert before == Image.MAX_IMAGE_PIXELS
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(png_header(20000, 10000)))


def test_a_photo_that_is_gone_is_told_so(tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(noise("JPEG"))
    work = job(photo)
    photo.unlink()

    outcome = render_photo(work)

    assert isinstance(outcome, PhotoRefusal)
    assert (outcome.code, outcome.params) == ("photo_unopened", {"reason": "No such file or directory"})


def test_a_photo_that_changes_under_the_work_lends_its_pixels_to_no_name(tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(noise("JPEG"))
    work = job(photo)
    photo.write_bytes(noise("PNG"))

    outcome = render_photo(work)

    assert isinstance(outcome, PhotoRefusal)
    assert outcome.code == "photo_changed"
    assert not list(work.folder.iterdir())


def test_a_narrow_photo_is_used_and_worth_a_warning(tmp_path: Path) -> None:
    request = PhotoRequest("tra", tmp_path / "anh.jpg", "tra/product.yml", 12, 5, "photos.0.file")

    assert not list(request.warnings(Size(800, 600)))
    (problem,) = request.warnings(Size(799, 600))
    assert problem.severity is Severity.WARNING
    assert problem.place == "tra/product.yml:12:5"
    assert problem.what("vi") == "Ảnh “anh.jpg” chỉ rộng 799 điểm ảnh; dưới 800 thì trên trang ảnh bị mờ."
    assert problem.what("en") == "The photo “anh.jpg” is only 799 pixels wide; below 800 it looks soft on the page."


@pytest.mark.parametrize(
    ("size", "shown"), [((10_000, 32), "43"), ((1600, 500), "667"), ((4000, 599), "799"), ((32, 10_000), "32")]
)
def test_a_photo_of_which_a_page_shows_little_is_worth_a_warning(
    tmp_path: Path, size: tuple[int, int], shown: str
) -> None:
    (problem,) = PhotoRequest("tra", tmp_path / "anh.jpg", "tra/product.yml").warnings(Size(*size))
    assert problem.severity is Severity.WARNING
    assert shown in problem.what("vi")


@pytest.mark.parametrize("size", [(800, 600), (800, 534), (1600, 600), (4000, 1848), (10_000, 1000), (800, 9000)])
def test_a_photo_of_which_a_page_shows_enough_is_worth_none(tmp_path: Path, size: tuple[int, int]) -> None:
    assert not list(PhotoRequest("tra", tmp_path / "anh.jpg", "tra/product.yml").warnings(Size(*size)))


def test_both_languages_say_the_same_things_of_photos() -> None:
    codes = [code for code in load_messages("vi")["problem"] if code.startswith("photo_")]
    assert len(codes) > 10
    for code in codes:
        for part in ("what", "fix"):
            texts = [str(load_messages(lang)["problem"][code][part]) for lang in ("vi", "en")]
            fields = [{word.partition("}")[0] for word in text.split("{")[1:]} for text in texts]
            assert fields[0] == fields[1], (code, part)


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=settings().max_examples * 2 // 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_damage_is_worse_than_a_refusal(tmp_path: Path, kind: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(FUZZED[kind])
    for place, value in changes:
        content[int(place * len(content))] = value
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(content)

    outcome = render_photo(job(photo))

    if isinstance(outcome, PhotoRefusal):
        assert outcome.code != "photo_stopped", outcome
        assert message(f"problem.{outcome.code}.what", "vi", photo="anh.jpg", **outcome.params)


FUZZED = {kind: noise(kind) for kind in WHOLE}
