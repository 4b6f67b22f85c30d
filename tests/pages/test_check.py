"""How a page was checked, and whom a reader tells of a mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from site_builder.catalogue.showcase import Office
from site_builder.views.context import Context
from site_builder.views.product import verification

from .samples import IN_FORCE, certified, product, scene

KEY = ("che-mau", "quyet-dinh.pdf")


def here(office: dict[str, Any], **options: Any) -> Context:
    found = scene(product(), **options)
    site = found.catalogue.settings.site.model_copy(update={"office": Office.model_validate(office)})
    settings = found.catalogue.settings.model_copy(update={"site": site})
    return replace(found, catalogue=found.catalogue.model_copy(update={"settings": settings}))


def rows(certificate: dict[str, Any], address: str | None = None, **keys: Any) -> list[tuple[str, str, str | None]]:
    made = certified(certificate, **keys)
    told = verification(made, replace(scene(made), documents={KEY: address} if address else {}))
    return [(row.label.text, row.value.text, row.address) for row in told.rows]


def test_decision_scan_and_day_are_told() -> None:
    paper = {**IN_FORCE, "document": KEY[1]}
    assert rows(paper, "documents/che-mau-12ab.pdf", checked={"on": "2026-11-20"}) == [
        ("Quyết định công nhận", f"{IN_FORCE['number']} ngày 1/11/2025", None),
        ("Bản chụp", "Xem bản chụp (PDF)", "documents/che-mau-12ab.pdf"),
        ("Kiểm tra lần cuối", "20/11/2026", None),
    ]
    assert rows(paper, "documents/che-mau-12ab.jpg")[1][1] == "Xem bản chụp (ảnh)"


def test_a_decision_that_nobody_has_seen_is_told_as_that() -> None:
    assert rows({"scheme": "ocop", "stars": "3", "handed_over": "2025-11-20"}) == [
        ("Quyết định công nhận", "Chưa thấy văn bản", None)
    ]


def test_a_potential_product_has_no_decision() -> None:
    made = product(checked={"on": "2026-11-20"})
    assert [row.label.text for row in verification(made, scene(made)).rows] == ["Kiểm tra lần cuối"]


@pytest.mark.parametrize(
    ("lang", "href"),
    [
        ("vi", "mailto:vp@binhgia.example?subject=B%C3%A1o%20sai%20s%C3%B3t%3A%20MAU-01%2C%20Ch%C3%A8%20m%E1%BA%ABu"),
        ("en", "mailto:vp@binhgia.example?subject=Mistake%3A%20MAU-01%2C%20Ch%C3%A8%20m%E1%BA%ABu"),
    ],
)
def test_a_mistake_is_reported_by_mail_which_names_the_product(lang: str, href: str) -> None:
    office = {"name": {"vi": "Văn phòng"}, "email": "vp@binhgia.example", "phone": "0205 3834 567"}
    told = verification(product(), here(office, lang=lang)).correction_link
    assert told
    assert told.href == href


def test_without_a_mail_address_by_phone() -> None:
    told = verification(product(), here({"name": {"vi": "Văn phòng"}, "phone": "0205 3834 567"})).correction_link
    assert told
    assert (told.text, told.href) == ("Báo sai sót: gọi 0205 3834 567", "tel:+842053834567")


def test_without_either_nothing_is_made_up() -> None:
    assert verification(product(), here({"name": {"vi": "Văn phòng"}})).correction_link is None


def test_a_name_cannot_write_more_into_the_mail() -> None:
    made = product(name={"vi": "Chè?&cc=x@y.vn#\r\nBcc: z@y.vn"})
    told = verification(made, here({"name": {"vi": "V"}, "email": "vp@binhgia.example"})).correction_link
    assert told
    assert told.href.count("?") == told.href.count("=") == 1
    assert not set("&#\r\n") & set(told.href)
