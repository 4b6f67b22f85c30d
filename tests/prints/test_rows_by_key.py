"""Paper picks rows by what they are: two labels that a translator gives the same words change nothing but labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from site_builder.catalogue.product import Product
from site_builder.prints.brochure.product import product_page_data
from site_builder.prints.paper_text import SideBySide
from site_builder.prints.sheet import sheet_data
from site_builder.views.context import Context
from site_builder.views.words import Translations

from ..pages.samples import EXPIRED, IN_FORCE, certified, scene

ALIKE = "Như nhau"
PRODUCT = {
    "certificates": [
        IN_FORCE,
        {
            "scheme": "vietgap",
            "number": "VG-7",
            "issued": date(2025, 3, 1),
            "expires": date(2028, 3, 1),
            "issuer": {"vi": "Trung tâm mẫu"},
            "seen": "paper",
        },
    ],
    "offers": [{"pack": {"vi": "Gói 200 g"}}],
    "facts": [{"label": {"vi": "Hạn dùng"}, "value": {"vi": "12 tháng"}}],
    "season": {"calendar": "solar", "harvest": [3, 4], "available": []},
    "sales": [],
}


def alike(context: Context) -> Context:
    """The same context with one label for every row."""
    sections = ("certificate.", "product.", "office.", "trade.")
    forms = {
        key: ALIKE if key.startswith(sections) and isinstance(form, str) and "{" not in form else form
        for key, form in context.words.forms.items()
    }
    return replace(context, words=Translations(context.lang, forms))


def page_values(product: Product, context: Context) -> list[Any]:
    return [row["value"] for row in product_page_data(product, SideBySide((context,)), {}, "x")["rows"]]


def test_the_number_and_the_days_of_another_scheme_are_found_without_their_labels() -> None:
    made = certified(IN_FORCE, **PRODUCT)
    told = [sheet_data(made, context)["others"][0]["told"] for context in (scene(made), alike(scene(made)))]
    assert told[0] == "Số: VG-7; Nơi cấp: Trung tâm mẫu; Ngày cấp: 1/3/2025; Hiệu lực đến: 1/3/2028"
    assert told[1] == f"{ALIKE}: VG-7; {ALIKE}: Trung tâm mẫu; {ALIKE}: 1/3/2025; {ALIKE}: 1/3/2028"


def test_the_brochure_prints_the_same_values_whatever_the_labels_are() -> None:
    made = certified(IN_FORCE, **PRODUCT)
    values = page_values(made, scene(made))
    assert [{"lang": "vi", "text": "Gói 200\u00a0g"}] in values
    assert page_values(made, alike(scene(made))) == values


def test_the_note_of_the_brochure_tells_number_and_last_day_alone() -> None:
    made = certified({**EXPIRED, "number": "12/QĐ-UBND", "issued": date(2021, 5, 22)})
    (note,) = product_page_data(made, SideBySide((alike(scene(made)),)), {}, "x")["note"]
    assert note["text"] == f"{ALIKE}: 3\u00a0sao; {ALIKE}: 12/QĐ-UBND; {ALIKE}: 22/5/2024"
