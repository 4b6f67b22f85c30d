"""The slides for televisions that show nothing but pictures: what stands on each, before it is set."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.prints import typst
from site_builder.prints.slides import LANDSCAPE_SCREEN, SlideShow, slide_files
from site_builder.theme_folder import Theme

from ..pages.samples import EXPIRED, EXPIRING, IN_FORCE, TODAY, UNCONFIRMED, certified, pictures, product, scene


@pytest.mark.parametrize(
    ("certificate", "stars", "grade", "until"),
    [
        (IN_FORCE, 4, "4 sao OCOP", "Chứng nhận còn hiệu lực đến 1/11/2028"),
        (EXPIRING, 4, "4 sao OCOP", "Chứng nhận còn hiệu lực đến 10/2/2027"),
        ({**IN_FORCE, "issued": date(2023, 11, 24)}, 4, "4 sao OCOP", "Chứng nhận còn hiệu lực đến 24/11/2026"),
        ({**IN_FORCE, "issued": date(2023, 11, 23)}, 0, "Chứng nhận đã hết hạn", ""),
        (EXPIRED, 0, "Chứng nhận đã hết hạn", ""),
        (UNCONFIRMED, 0, "Chứng nhận chưa xác nhận", ""),
        (None, 0, "Sản phẩm tiềm năng", ""),
    ],
    ids=["in force", "expiring", "last day", "the day after", "expired", "unconfirmed", "potential"],
)
def test_a_slide_shows_the_stars_that_its_certificate_lends_on_that_day(
    certificate: Mapping[str, Any] | None,
    stars: int,
    grade: str,
    until: str,
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
    made = certified(certificate) if certificate else product()
    slide_files(SlideShow(("vi",), {"vi": scene(made)}, pictures([made]), Theme(), TODAY, tmp_path), LANDSCAPE_SCREEN)
    assert [(each["stars"], each["grade"], each["until"]) for each in told] == [(stars, grade, until)]
