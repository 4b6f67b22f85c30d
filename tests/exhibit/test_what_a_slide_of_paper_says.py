"""The slides for televisions that show nothing but pictures: what stands on each, before it is set."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.prints import typst
from site_builder.prints.slides import LANDSCAPE_SCREEN, SlideShow, slide_files
from site_builder.theme_folder import Theme

from ..commands import ROOT
from ..pages.samples import certified, pictures, product, scene

VECTORS = json.loads((ROOT / "tests/vectors/slides.json").read_text("utf-8"))
"""Certificates, and what a slide shows on some days: stars, words, until when. The display's script has the same."""


@pytest.mark.parametrize(
    ("certificate", "day", "expected"),
    [(vector["certificate"], day, expected) for vector in VECTORS for day, expected in vector["on"].items()],
)
def test_a_slide_shows_the_stars_that_its_certificate_lends_on_that_day(
    certificate: Mapping[str, Any] | None,
    day: str,
    expected: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Mapping[str, Any]] = []

    def noted(work: typst.TypstDocument) -> tuple[bytes, ...]:
        told.extend(work.data["slides"])
        picture = io.BytesIO()
        Image.new("RGB", (16, 9)).save(picture, "PNG")
        return (picture.getvalue(),) * len(work.data["slides"])

    monkeypatch.setattr(typst, "typeset_png", noted)
    made, today = certified({"scheme": "ocop", **certificate}) if certificate else product(), date.fromisoformat(day)
    show = SlideShow(("vi",), {"vi": scene(made, today=today)}, pictures([made]), Theme(), today, tmp_path)
    slide_files(show, LANDSCAPE_SCREEN, tmp_path, lambda *_: None)
    assert [[each["stars"], each["grade"], each["until"]] for each in told] == [expected]
