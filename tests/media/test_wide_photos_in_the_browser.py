"""Photos much wider than their frame are sharp in it, on screens of one to three pixels a point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ..commands import build
from ..shared import Shared

PRODUCT = """
code: TT-01
status: potential
name: {vi: Chè thử, en: Trial tea}
group: food
summary: {vi: Một câu., en: One sentence.}
origin: {area: {vi: Vùng Thử, en: Trial area}}
photos: [{file: anh.jpg, alt: {vi: Ảnh thử, en: Photo}}, {file: hai.jpg, alt: {vi: Ảnh hai, en: Second}}]
sources: [{title: Hồ sơ giấy thử}]
"""
SIZES = {"20-9": (4000, 1800), "10-1": (10_000, 1000), "9-20": (1800, 4000), "4-3": (2400, 1800)}
FRAMES = """() => [...document.querySelectorAll(".bg-photo img, .bg-thumbs img")].map((image) => {
  const box = image.getBoundingClientRect();
  return {source: image.currentSrc.split("/").pop(), width: box.width, height: box.height};
})"""


@pytest.fixture(scope="module")
def site(shared: Shared, photo_cache: Path) -> Path:
    def fill(place: Path) -> None:
        products = place / "products"
        for slug, size in SIZES.items():
            (products / slug).mkdir(parents=True)
            code = f"TT-0{len(list(products.iterdir()))}"
            (products / slug / "product.yml").write_text(PRODUCT.replace("TT-01", code), "utf-8")
            for name in ("anh", "hai"):
                Image.new("RGB", size, "teal").save(products / slug / f"{name}.jpg", comment=name.encode())
        settings = "site: {name: {vi: Thử, en: Trial}, office: {name: {vi: Phòng, en: Office}}}\n"
        (products / "catalogue.yml").write_text(settings, "utf-8")
        build("--products", products, "--site-dir", place / "site", "--cache-dir", photo_cache, folder=place)

    return shared.folder("wide photos", fill) / "site"


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("slug", ["20-9", "10-1"])
def test_a_wide_photo_is_sharp(site: Path, new_context: Callable[..., Any], slug: str, width: int, scale: int) -> None:
    page = new_context(viewport={"width": width, "height": 900}, device_scale_factor=scale).new_page()
    page.goto((site / f"san-pham/{slug}.html").as_uri())
    page.wait_for_function("[...document.images].every((image) => { image.loading = 'eager'; return image.complete; })")
    frames = page.evaluate(FRAMES)
    assert len(frames) >= 3
    for frame in frames:
        with Image.open(site / "photos" / frame["source"]) as file:
            least = max(frame["width"] * scale / file.width, frame["height"] * scale / file.height)
            all_there_is = file.height == SIZES[slug][1]
            assert least <= 1.01 or all_there_is or (file.height == 1200 and least <= 1.25), (frame, file.size)
