"""The scans of decisions: read in the browser, and nothing in them but the paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from ..commands import ROOT, build

SETTINGS = """
site: {name: {vi: Danh mục thử}, office: {name: {vi: Văn phòng thử}}}
languages: [vi]
"""
PRODUCT = """
code: TT-1
status: certified
name: {vi: Sản phẩm thử}
group: food
summary: {vi: Một câu.}
origin: {area: {vi: Vùng Thử}}
photos: [{file: anh.jpg, alt: {vi: Ảnh thử}}]
sources: [{title: Hồ sơ giấy thử}]
certificates:
  - {scheme: ocop, stars: 3, number: 1/QĐ, issuer: {vi: Cơ quan thử}, issued: 2026-01-10, document: SCAN}
"""
GPS = 34853


def camera_picture(text: str = "So 1, thon Thu") -> bytes:
    """A JPEG as a phone writes it: turned, with the place, the owner and XMP in it."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = text, "Nguoi Chup", 6
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 58.0, 4.8), 3: "E", 4: (106.0, 20.0, 40.5)})
    out = BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{text}</x:xmpmeta>".encode()
    # An even slope: in noise the three letters of a mark like GPS come up by chance.
    Image.linear_gradient("L").resize((900, 1200)).convert("RGB").save(out, "JPEG", exif=exif, xmp=xmp)
    return out.getvalue()


def pdf_of(picture: bytes) -> bytes:
    """A PDF that holds a JPEG as it is, as scanning apps write them."""
    with Image.open(BytesIO(picture)) as image:
        width, height = image.size
    about = f"/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    draw = f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</XObject<</I 4 0 R>>>>"
        "/Contents 5 0 R>>".encode(),
        f"<<{about}/Length {len(picture)}>>stream\n".encode() + picture + b"\nendstream",
        f"<</Length {len(draw)}>>stream\n".encode() + draw + b"\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{at} 0 obj".encode() + part + b"endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


def published(tmp_path: Path, name: str, data: bytes, cache: Path) -> tuple[Path, str]:
    """The one document of a site with this scan, and the product's page."""
    folder = tmp_path / "products" / "san-pham-thu"
    folder.mkdir(parents=True)
    (tmp_path / "products/catalogue.yml").write_text(SETTINGS, "utf-8")
    (folder / "product.yml").write_text(PRODUCT.replace("SCAN", name), "utf-8")
    (folder / "anh.jpg").write_bytes((ROOT / "tests/catalogues/minimal/san-pham-thu/anh.jpg").read_bytes())
    (folder / name).write_bytes(data)
    build("--products", tmp_path / "products", "--site-dir", tmp_path / "site", "--cache-dir", cache, folder=tmp_path)
    (document,) = (tmp_path / "site" / "documents").iterdir()
    return document, (tmp_path / "site/san-pham/san-pham-thu.html").read_text("utf-8")


def picture_of(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=0.2).to_pil()


@pytest.mark.parametrize("name", ["quyet-dinh.jpg", "Quyết định (chụp).jpeg"])
def test_a_picture_of_the_decision_is_published_without_what_the_camera_noted(
    tmp_path: Path, name: str, photo_cache: Path
) -> None:
    data = camera_picture()
    assert b"Nguoi Chup" in data
    document, page = published(tmp_path, name, data, photo_cache)
    clean = document.read_bytes()
    for told in (b"Exif", b"Nguoi Chup", b"So 1, thon Thu", b"xmpmeta", b"GPS"):
        assert told not in clean
    with Image.open(document) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 900))
        assert not image.getexif()
    assert page.count(f'href="../documents/{document.name}"') == 2
    assert "Xem bản chụp (ảnh)" in page


def test_a_picture_within_a_pdf_loses_the_notes_too(tmp_path: Path, photo_cache: Path) -> None:
    data = pdf_of(camera_picture())
    document, page = published(tmp_path, "quyet-dinh.pdf", data, photo_cache)
    clean = document.read_bytes()
    for told in (b"Nguoi Chup", b"So 1, thon Thu", b"xmpmeta"):
        assert told in data
        assert told not in clean
    assert picture_of(clean).tobytes() == picture_of(data).tobytes()
    assert "Xem bản chụp (PDF)" in page


def test_a_pdf_that_tells_nothing_stays_what_it_is(complete_site: Path) -> None:
    source = ROOT / "tests/catalogues/complete/chung-nhan-3-sao/quyet-dinh-thu.pdf"
    kept = [file.read_bytes() for file in (complete_site / "documents").glob("*.pdf")]
    assert source.read_bytes() in kept
