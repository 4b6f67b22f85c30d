"""A producer's contact as a vCard: what it holds, how it is written, what consent keeps out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from site_builder.catalogue.showcase import Office
from site_builder.content.consent import redact
from site_builder.views.producer import joined_facts, producer_panel
from site_builder.web.contact_files import province_name, vcard

from ..pages.samples import full, macro, product, scene

HOUSEHOLD: Mapping[str, Any] = {
    "name": {"vi": "Hộ ông Mẫu"},
    "kind": "household",
    "contact": {"phone": "0900000000", "email": "ong@ocop.example", "facebook": "https://www.facebook.com/ong"},
}


def lines(card: bytes) -> list[str]:
    """The logical lines: what was folded is joined again."""
    return card.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def written(*products: Any, lang: str = "vi") -> list[str]:
    made = vcard(products, scene(*products, lang=lang))
    assert made is not None
    assert isinstance(made.data, bytes)
    return lines(made.data)


def test_everything_that_is_known_is_in_it() -> None:
    assert written(full()) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:HTX Mẫu;;;;",
        "FN:HTX Mẫu",
        "ORG:HTX Mẫu",
        "X-ABShowAs:COMPANY",
        "TEL;TYPE=WORK,VOICE:+842053000000",
        "EMAIL;TYPE=INTERNET:mau@ocop.example",
        "item1.URL:https://zalo.me/0900000000",
        "item1.X-ABLabel:Zalo",
        "item2.URL:https://www.facebook.com/mau",
        "item2.X-ABLabel:Facebook",
        "item3.URL:https://ocop.example/",
        "item3.X-ABLabel:Trang web",
        "ADR;TYPE=WORK:;;thôn Mẫu;xã Mẫu;;;Việt Nam",
        "NOTE:Chè mẫu",
        "END:VCARD",
    ]


def test_a_second_number_is_in_it_after_the_first() -> None:
    contact = {"phone": "02053834567", "other_phone": "0900000002"}
    card = written(product(producer={"name": {"vi": "HTX Hai"}, "kind": "cooperative", "contact": contact}))
    assert [line for line in card if line.startswith("TEL")] == [
        "TEL;TYPE=WORK,VOICE:+842053834567",
        "TEL;TYPE=CELL,VOICE:+84900000002",
    ]


def test_a_second_number_needs_the_same_consent_as_the_first() -> None:
    contact = {"phone": "0900000000", "other_phone": "0900000002", "email": "a@b.example"}
    consent = {"given": "2026-01-01", "covers": ["name", "email"]}
    made = product(producer={**HOUSEHOLD, "contact": contact, "consent": consent})
    assert not [line for line in written(redact(made, {})) if line.startswith("TEL")]


def test_both_numbers_can_be_called_from_the_panel() -> None:
    contact = {"phone": "02053834567", "other_phone": "0900000002"}
    made = product(producer={"name": {"vi": "HTX Hai"}, "kind": "cooperative", "contact": contact})
    html = macro("producer", "producer_panel", producer_panel(made, scene(made)))
    assert 'href="tel:+842053834567"' in html
    assert 'href="tel:+84900000002"' in html


def test_each_language_has_its_own() -> None:
    english = written(full(), lang="en")
    assert "FN:Sample cooperative" in english
    assert "item3.X-ABLabel:Website" in english
    assert "NOTE:Sample tea" in english


def test_the_contacts_of_all_products_of_a_producer_are_joined() -> None:
    name = {"vi": "HTX Hai"}
    one = product(slug="mot", producer={"name": name, "kind": "cooperative", "contact": {"phone": "0900000001"}})
    other = product(slug="hai", producer={"name": name, "kind": "cooperative", "contact": {"email": "a@b.example"}})
    card = written(one, other)
    assert "TEL;TYPE=CELL,VOICE:+84900000001" in card
    assert "EMAIL;TYPE=INTERNET:a@b.example" in card
    assert "NOTE:Chè mẫu\\, Chè mẫu" in card


def test_the_address_may_stand_in_any_file_of_the_producer() -> None:
    name = {"vi": "HTX Hai"}
    one = product(slug="mot", producer={"name": name, "kind": "cooperative", "contact": {"phone": "0900000001"}})
    address = {"vi": "Số 12, thôn Nà Pàn", "en": "12 Na Pan"}
    other = product(slug="hai", producer={"name": name, "kind": "cooperative", "address": address})
    assert "ADR;TYPE=WORK:;;Số 12\\, thôn Nà Pàn;Xã Mẫu;;;Việt Nam" in written(one, other)
    assert "ADR;TYPE=WORK:;;12 Na Pan;Mau commune;;;Vietnam" in written(one, other, lang="en")
    panel = producer_panel(joined_facts((one, other)), scene(one, other))
    assert panel is not None
    assert str(panel.street) == "Số 12, thôn Nà Pàn"


@pytest.mark.parametrize(
    ("lang", "address", "province"),
    [
        ("vi", {"vi": "Số 1, xã Bình Gia, tỉnh Lạng Sơn", "en": "1, Bình Gia"}, "tỉnh Lạng Sơn"),
        ("en", {"vi": "Số 1", "en": "1, Bình Gia, Lạng Sơn province, Việt Nam"}, "Lạng Sơn province"),
        ("vi", {"vi": "Quận 1, thành phố Hồ Chí Minh"}, "thành phố Hồ Chí Minh"),
        ("vi", {"vi": "Số 1, Bình Gia"}, ""),
        ("vi", None, ""),
    ],
)
def test_the_province_is_the_one_of_the_office(lang: str, address: dict[str, str] | None, province: str) -> None:
    office = {"name": {"vi": "Văn phòng"}, **({"address": address} if address else {})}
    context = scene(full(), lang=lang)
    site = context.catalogue.settings.site.model_copy(update={"office": Office.model_validate(office)})
    settings = context.catalogue.settings.model_copy(update={"site": site})
    catalogue = context.catalogue.model_copy(update={"settings": settings})
    assert province_name(replace(context, catalogue=catalogue)) == province


def test_signs_of_the_format_are_escaped_and_long_lines_are_folded_between_letters() -> None:
    name = "HTX “Ngã; ba, Ẫ\\Ễ” " + "những chữ có dấu chồng ẫ ễ ỗ ữ " * 8
    made = product(producer={"name": {"vi": name}, "kind": "cooperative", "contact": {"phone": "0900000000"}})
    card = vcard((made,), scene(made))
    assert card is not None
    assert isinstance(card.data, bytes)
    escaped = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"FN:{escaped}" in lines(card.data)
    rows = card.data.split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert [row.decode() for row in rows]
    assert b"\n" not in card.data.replace(b"\r\n", b"")


def test_there_is_none_without_a_contact_or_without_a_name() -> None:
    silent = product(producer={"name": {"vi": "HTX Mẫu"}, "kind": "cooperative"})
    assert vcard((silent,), scene(silent)) is None
    nameless = product(producer={"kind": "cooperative", "contact": {"phone": "0900000000"}})
    assert vcard((nameless,), scene(nameless)) is None


def household(*covers: str) -> Any:
    consent = {"given": "2026-11-01", "covers": list(covers), "record": "HS-01"}
    return redact(product(producer={**HOUSEHOLD, "consent": consent}), {})


def test_of_a_household_only_what_consent_covers_is_published() -> None:
    card = "\n".join(written(household("name", "phone")))
    assert "FN:Hộ ông Mẫu" in card
    assert "TEL;TYPE=CELL" in card
    for kept_out in ("EMAIL", "facebook", "ORG", "HS-01"):
        assert kept_out not in card
    for covers in ((), ("name",), ("phone", "email", "social")):
        made = household(*covers)
        assert vcard((made,), scene(made)) is None


def test_the_panel_offers_the_file_and_the_very_place_where_they_are_public() -> None:
    made = product(
        producer={"name": {"vi": "HTX Mẫu"}, "kind": "cooperative", "contact": {"phone": "0900000000"}},
        origin={"commune": "xa-mau", "location": [21.96, 106.38]},
    )
    panel = macro("producer", "producer_panel", producer_panel(made, scene(made)))
    assert '<a class="bg-link" href="../chu-the/htx-mau.vcf" type="text/vcard" download' in panel
    assert "query=21.96,106.38" in panel
    hidden = product(producer=HOUSEHOLD, origin={"commune": "xa-mau", "location": [21.95, 106.37]})
    panel = macro("producer", "producer_panel", producer_panel(redact(hidden, {}), scene(hidden)))
    assert ".vcf" not in panel
    assert "query=" not in panel


def test_every_card_is_published_and_saved_by_a_click(
    complete_site: Path, complete_url: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context().new_page()
    page.goto(f"{complete_url}san-pham/chung-nhan-3-sao.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Lưu vào danh bạ").click()
    assert download.value.suggested_filename.endswith(".vcf")
    saved = Path(download.value.path()).read_bytes()
    assert saved.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert saved.endswith(b"END:VCARD\r\n")
    names = [file.name for file in sorted((complete_site / "chu-the").glob("*.vcf"))]
    assert names == [file.name for file in sorted((complete_site / "en/producers").glob("*.vcf"))]
