"""Every picture that a build needs is made in one go, and no command makes or publishes more than it needs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from site_builder.build import compose, examine
from site_builder.options import Options

from ..commands import site_builder

TODAY = date(2026, 11, 24)
SETTINGS = """
site: {name: {vi: Danh mục thử, en: Trial}, office: {name: {vi: Văn phòng thử, en: Office}}}
home: {picture: nui.jpg}
"""
PRODUCT = """
code: CODE
status: STATUS
name: {vi: Chè thử, en: Trial tea}
group: food
summary: {vi: Một câu., en: One sentence.}
origin: {area: {vi: Vùng Thử, en: Trial area}}
photos: [{file: anh.jpg, alt: {vi: Ảnh thử, en: Photo}}]
sources: [{title: Hồ sơ giấy thử}]
certificates:
  - {scheme: ocop, stars: 4, number: 1/QĐ, issuer: {vi: Cơ quan}, issued: 2026-01-10, document: quyet-dinh.png}
"""
WEB = ["-1200.avif", "-1200.jpg", "-2000.avif", "-600.avif"]
"""Of a photo twice as wide as high: 400, 800 and all of the width of what a frame of 4:3 shows."""
PROOF = ["-160.jpg"]
"""What `check` makes of a photo to see that it can be read."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published product, a draft, and one with an error that is found after its photo was prepared."""
    products = tmp_path / "products"
    for number, (slug, status, category) in enumerate(
        (("che", "certified", ""), ("nhap", "draft", ""), ("sai", "certified", "category: khong-co"))
    ):
        (products / slug).mkdir(parents=True)
        text = PRODUCT.replace("CODE", f"TT-{number}").replace("STATUS", status)
        (products / slug / "product.yml").write_text(text + category, "utf-8")
        Image.new("RGB", (2000, 1000), (200, 30, 30)).save(products / slug / "anh.jpg", comment=slug.encode())
        Image.new("RGB", (900, 1200), "white").save(products / slug / "quyet-dinh.png")
    (products / "_pictures").mkdir()
    Image.new("RGB", (1700, 700), (30, 90, 30)).save(products / "_pictures/nui.jpg")
    (products / "catalogue.yml").write_text(SETTINGS, "utf-8")
    return tmp_path


def made(cache: Path, slug: str, photo: str = "anh") -> list[str]:
    """The ends of the names of what was made of a photo."""
    stem = f"{slug}-{photo}-"
    names = [file.name.removeprefix(stem) for file in cache.rglob(f"{stem}*") if file.suffix != ".json"]
    return sorted(name[12:] for name in names)


def test_a_build_counts_every_photo_once_and_publishes_what_is_published(folder: Path, font_cache: Path) -> None:
    cache = shutil.copytree(font_cache, folder / "cache")
    options = Options(
        site_url="https://ocop-binh-gia.vn/",
        products=folder / "products",
        cache_dir=cache,
        keep_going=True,
        product_sheets=False,
    )
    heard: list[tuple[int, int]] = []

    examined = examine(options, TODAY, lambda done, total: heard.append((done, total)))
    files = compose(examined, options, TODAY).files

    assert heard == [(done, 7) for done in range(8)]
    assert [(p.file, p.path) for p in examined.verdict.errors] == [(f"{folder}/products/sai/product.yml", "category")]
    assert made(cache, "che") == sorted([*WEB, "-2000.avif", "-600.jpg"])
    assert made(cache, "nhap") == WEB
    assert made(cache, "pictures", "nui") == ["-1200.jpg", "-1458.avif", "-1458.jpg", "-1700.avif", "-729.avif"]
    photos = sorted(name.rpartition("/")[2] for name in files if "-anh-" in name)
    assert [name.partition("-anh-")[0] for name in photos] == ["che"] * 5
    assert sorted(name.removeprefix("che-anh-")[12:] for name in photos) == sorted([*WEB, "-2000.avif"])


def test_check_makes_only_what_can_have_a_problem(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_url: https://ocop-binh-gia.vn/\n", "utf-8")

    done = site_builder("check", folder=folder)

    assert "3 sản phẩm: 1 đăng, 1 nháp, 1 lỗi" in done.stdout
    for slug in ("che", "nhap", "sai"):
        assert made(folder / ".cache", slug) == PROOF
        assert made(folder / ".cache", slug, "quyet-dinh") == PROOF
