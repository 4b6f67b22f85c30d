"""A prose page may not have the name of a page of the site itself: it would be lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.views.page_names import page_name_problems

from ..content.small import product, write


@pytest.mark.parametrize(
    ("lang", "slug", "taken"),
    [
        ("vi", "kiosk", True), ("vi", "404", True), ("vi", "mua-vu", True), ("vi", "khong-co-mang", True),
        ("en", "kiosk", True), ("en", "seasons", True), ("en", "mua-vu", False), ("vi", "gioi-thieu", False),
    ],
)  # fmt: skip
def test_a_name_of_the_site_itself_is_refused(tmp_path: Path, lang: str, slug: str, *, taken: bool) -> None:
    root = write(tmp_path, {"che": product()})
    (root / f"trang.{lang}.md").write_text(f"---\ntitle: A\nslug: {slug}\n---\n\nMột.\n", "utf-8")
    raw = load.read_catalogue(root, tmp_path, None)

    told = [(p.code, p.line, p.params["wanted"]) for p in page_name_problems(raw, Theme((PACKAGED_FOLDER,)))]

    assert told == ([("key_reserved", 3, f"{slug}-1")] if taken else [])
