"""Names of files that say that it is somebody's identity document, and such that only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.content.file_rules import identity_files
from site_builder.content.raw import ProductUnderCheck

from ..commands import ROOT

CASE = ROOT / "tests/broken/files-document-of-identity"

IDENTITY = """
cccd.jpg
CCCD.JPG
cccd_mat_truoc.jpg
CCCD-2.png
anhcccd.jpg
cmnd.pdf
CMND ông An.pdf
cmtnd.jpg
can-cuoc.jpg
can_cuoc_cong_dan.jpg
Căn cước.jpg
CĂN CƯỚC CÔNG DÂN (1).png
cancuoc.jpg
CanCuocMatTruoc.jpg
chung-minh.jpg
chung minh nhan dan.pdf
Chứng minh thư.jpg
chungminhnhandan.pdf
chung-minh-2.jpg
ho-chieu.pdf
Hộ chiếu.jpg
hochieu_1.jpg
passport.jpg
Passport Nguyen Van A.pdf
id-card.jpg
ID card.png
idcard.webp
identity-card.pdf
so-ho-khau.pdf
Giấy khai sinh.jpg
gplx.jpg
""".strip().splitlines()
OTHER = """
quyet-dinh.pdf
01-bia.jpg
giay-chung-nhan.pdf
chung-nhan-ocop.pdf
chung-minh-nguon-goc.pdf
Chứng minh xuất xứ.pdf
chung-minh-chat-luong.jpg
ho-khoi.jpg
can-cu.pdf
david-card.jpg
mecmt.jpg
hoc-chieu.jpg
valid-cards.png
vid-card.jpg
cam-canh.jpg
hong-chieu.jpg
""".strip().splitlines()


def kinds(name: str) -> list[str]:
    """The codes of what is said of a certificate's scan of this name."""
    (entry,) = load.read_catalogue(CASE / "products", Path(), None).entries
    assert entry.product
    certificate = entry.product.certificates[0].model_copy(update={"document": name})
    product = entry.product.model_copy(update={"certificates": (certificate,), "photos": ()})
    return [problem.code for problem in identity_files(ProductUnderCheck(entry, product))]


@pytest.mark.parametrize("name", IDENTITY)
def test_an_identity_document_is_not_published(name: str) -> None:
    assert kinds(name) == ["file_identity"]


@pytest.mark.parametrize("name", OTHER)
def test_other_names_are_left_alone(name: str) -> None:
    assert kinds(name) == []
