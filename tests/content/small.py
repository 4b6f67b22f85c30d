"""A catalogue of a few lines, written where a test wants it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.content.raw import Verdict

TODAY = date(2026, 11, 24)

SETTINGS = """
site: {name: {vi: OCOP, en: OCOP}, office: {name: {vi: UBND xã, en: The commune}}}
communes:
  - {key: binh-gia, name: {vi: xã Bình Gia, en: Bình Gia}, formed_from: [xã Quý Hòa], location: [21.968, 106.3446]}
"""

PRODUCT = """
code: {code}
status: potential
name: {{vi: {name}, en: Product}}
group: food
summary: {{vi: Một câu., en: One sentence.}}
origin: {{commune: binh-gia}}
photos: [{{file: 01.jpg, alt: {{vi: Ảnh, en: Photo}}}}]
sources: [{{title: Hồ sơ}}]
"""


def product(code: str = "BG-001", name: str = "Chè", more: str = "") -> str:
    """A potential product that passes every rule, with `more` YAML below."""
    return PRODUCT.format(code=code, name=name) + more


def write(folder: Path, products: Mapping[str, str], more: str = "") -> Path:
    """`products/` in `folder`, with `more` YAML in catalogue.yml; the photo of each product is an empty file."""
    root = folder / "products"
    for slug, text in products.items():
        (root / slug).mkdir(parents=True)
        (root / slug / "product.yml").write_text(text, "utf-8")
        (root / slug / "01.jpg").touch()
    (root / "catalogue.yml").write_text(SETTINGS + more, "utf-8")
    return root


def verdict(root: Path, *, strict: bool = False, keep_going: bool = False) -> Verdict:
    return judge(load.read_catalogue(root, root.parent, None), today=TODAY, strict=strict, keep_going=keep_going)


def codes(found: Verdict) -> list[str]:
    """The code and place of each problem."""
    return [f"{problem.code} {problem.file.removeprefix('products/')} {problem.path}" for problem in found.problems]
