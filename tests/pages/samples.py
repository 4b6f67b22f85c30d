"""Catalogues made in code for the tests of pages: made-up products, every name and number of them an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from site_builder.catalogue.product import Product
from site_builder.catalogue.programme import decide_all
from site_builder.catalogue.showcase import Catalogue, Settings
from site_builder.media.recipe import PreparedPicture, Rendition
from site_builder.theme_folder import Theme
from site_builder.views import words
from site_builder.views.context import Context
from site_builder.views.urls import Urls
from site_builder.web.page import Page
from site_builder.web.product_pages import product_pages
from site_builder.web.templates import Templates

TODAY = date(2026, 11, 24)
LANGUAGES = ("vi", "en")
WORDS = words.load_all_translations(LANGUAGES, Theme())

SETTINGS: Mapping[str, Any] = {
    "site": {
        "name": {"vi": "OCOP Mẫu", "en": "OCOP Sample"},
        "office": {"name": {"vi": "Văn phòng mẫu", "en": "Sample office"}},
    },
    "categories": [
        {"key": "tea", "name": {"vi": "Chè và trà", "en": "Tea"}},
        {"key": "fruit", "name": {"vi": "Trái cây", "en": "Fruit"}},
    ],
    "communes": [
        {
            "key": "xa-mau",
            "name": {"vi": "Xã Mẫu", "en": "Mau commune"},
            "formed_from": ["thị trấn Mẫu", "xã Cũ"],
            "location": [21.95, 106.37],
        },
        {"key": "xa-khac", "name": {"vi": "Xã Khác", "en": "Khac commune"}, "location": [22.0, 106.4]},
    ],
}

MINIMAL: Mapping[str, Any] = {
    "slug": "che-mau",
    "code": "MAU-01",
    "status": "potential",
    "name": {"vi": "Chè mẫu"},
    "group": "food",
    "summary": {"vi": "Một câu về chè mẫu."},
    "origin": {"commune": "xa-mau"},
    "photos": [{"file": "bia.jpg", "alt": {"vi": "Đồi chè mẫu"}}],
    "sources": [{"title": "Nguồn mẫu"}],
}

IN_FORCE: Mapping[str, Any] = {
    "scheme": "ocop",
    "stars": "4",
    "number": "12/QĐ-UBND",
    "issuer": {"vi": "UBND tỉnh mẫu", "en": "Sample province"},
    "issued": date(2025, 11, 1),
    "seen": "paper",
}
EXPIRING = {**IN_FORCE, "issued": date(2024, 2, 10)}
EXPIRED = {"scheme": "ocop", "stars": "3", "handed_over": date(2020, 5, 22), "seen": "list"}
UNCONFIRMED = {"scheme": "ocop", "stars": "3", "seen": "list"}
BY_PRESS = {**IN_FORCE, "seen": "press"}
KNOWN_BY = {
    "scheme": "ocop",
    "stars": "3",
    "known_by": date(2021, 6, 15),
    "council": date(2021, 1, 28),
    "seen": "press",
}


def product(**changes: Any) -> Product:
    """The smallest potential product with `changes`."""
    return Product.model_validate({**MINIMAL, **changes})


def certified(certificate: Mapping[str, Any], **changes: Any) -> Product:
    """The smallest product with one OCOP certificate, with `changes`."""
    return product(**{"status": "certified", "certificates": [certificate], **changes})


def full() -> Product:
    """A product in which every field is filled."""
    return certified(
        IN_FORCE,
        name={"vi": "Chè mẫu", "en": "Sample tea"},
        tagline={"vi": "Chè của đồi mẫu", "en": "Tea of the sample hill"},
        summary={"vi": "Một câu về chè mẫu.", "en": "One sentence on sample tea."},
        story={"vi": "Đoạn một.\n\nĐoạn **hai**.", "en": "Part one.\n\nPart **two**."},
        category="tea",
        producer={
            "name": {"vi": "HTX Mẫu", "en": "Sample cooperative"},
            "kind": "cooperative",
            "portrait": "htx.jpg",
            "contact": {
                "phone": "02053000000",
                "zalo": "0900000000",
                "email": "mau@ocop.example",
                "facebook": "https://www.facebook.com/mau",
                "website": "https://ocop.example/",
            },
        },
        origin={"commune": "xa-mau", "former": "thị trấn Mẫu", "village": {"vi": "thôn Mẫu", "en": "Mau village"}},
        certificates=[
            {**IN_FORCE, "document": "quyet-dinh.pdf", "source": "https://ocop.example/quyet-dinh"},
            {"scheme": "vietgap", "number": "VG-1", "expires": date(2026, 1, 1)},
            {"scheme": "gi", "name": {"vi": "Chỉ dẫn địa lý Mẫu", "en": "Sample GI"}},
        ],
        season={"harvest": [3, 4, 5, 8, 9, 10], "available": [1, 6, 7, 11, 12], "note": {"vi": "Vụ chính tháng 4"}},
        facts=[
            {
                "label": {"vi": "Thành phần", "en": "Ingredients"},
                "value": {"vi": "Búp chè tươi", "en": "Fresh tea buds"},
            },
            {"label": {"vi": "Hạn dùng", "en": "Shelf life"}, "value": {"vi": "24 tháng", "en": "24 months"}},
        ],
        offers=[
            {"pack": {"vi": "Hộp 100 g", "en": "100 g box"}, "price": "120.000", "gtin": "8930000000002"},
            {"pack": {"vi": "Hộp 200 g", "en": "200 g box"}},
        ],
        sales=[
            {"channel": "postmart", "url": "https://postmart.example/mau"},
            {"channel": "shop", "name": {"vi": "Điểm bán OCOP xã Mẫu", "en": "OCOP shop of Mau"}},
        ],
        trade={"capacity": {"vi": "50 tấn/năm", "en": "50 t a year"}},
        traceability="https://truyxuat.example/mau",
        photos=[
            {
                "file": "bia.jpg",
                "alt": {"vi": "Đồi chè mẫu", "en": "Sample tea hill"},
                "caption": {"vi": "Đồi chè buổi sớm", "en": "The hill at dawn"},
                "credit": "Tổ ảnh mẫu",
                "focus": [0.4, 0.6],
            },
            {"file": "bup.jpg", "alt": {"vi": "Búp chè", "en": "Tea buds"}, "kind": "illustration"},
        ],
        sources=[
            {"title": "Quyết định mẫu", "url": "https://ocop.example/nguon", "date": date(2025, 11, 1)},
            {"title": "Báo mẫu", "confidence": "likely"},
        ],
        checked={"on": date(2026, 11, 20), "by": "Người kiểm tra"},
    )


def pictures(products: Iterable[Product]) -> Mapping[tuple[str, str], PreparedPicture]:
    """What media would have made of every picture that the products name."""
    named = [(p.slug, photo.file) for p in products for photo in p.photos]
    portraits = [(p.slug, p.producer.portrait) for p in products if p.producer and p.producer.portrait]
    return {(owner, file): picture(owner, file) for owner, file in (*named, *portraits)}


def picture(owner: str, file: str) -> PreparedPicture:
    """A picture in three widths, as the default recipe makes it."""
    stem = f"{owner}-{Path(file).stem}"
    wide = tuple(_rendition(stem, width, "avif") for width in (400, 800, 1600))
    return PreparedPicture(owner, file, 2400, 1800, "#8aa47f", (*wide, _rendition(stem, 800, "jpeg")))


def _rendition(stem: str, width: int, kind: str) -> Rendition:
    name = f"{stem}-{width}.{'jpg' if kind == 'jpeg' else kind}"
    return Rendition(Path("/cache") / name, width, width * 3 // 4, f"image/{kind}", 1000)


def scene(*products: Product, lang: str = "vi", today: date = TODAY, **settings: Any) -> Context:
    """One language of a catalogue of `products`."""
    return Context(
        lang=lang,
        words=WORDS[lang],
        urls=Urls(LANGUAGES, {lang: w.section("path") for lang, w in WORDS.items()}),
        catalogue=Catalogue(settings=Settings.model_validate({**SETTINGS, **settings}), products=products),
        pictures=pictures(products),
        today=today,
        decisions=decide_all(products, today),
        documents={(p.slug, "quyet-dinh.pdf"): f"documents/{p.slug}-0a1b.pdf" for p in products},
    )


def templates() -> Templates:
    """The theme's own templates."""
    urls = Urls(LANGUAGES, {lang: w.section("path") for lang, w in WORDS.items()})
    return Templates(Theme(), WORDS, urls, asset=lambda name: f"assets/{name}")


def macro(file: str, name: str, *values: object, lang: str = "vi", **named: object) -> Markup:
    """One macro of `theme/templates/macros/`, as a page one folder down sees it."""
    template = templates().environment(lang, "../").get_template(f"macros/{file}.html")
    return Markup(getattr(template.module, name)(*values, **named))


def page(made: Product, *others: Product, lang: str = "vi", today: date = TODAY) -> Page:
    """The page of `made` in a catalogue that holds `others` too."""
    pages = product_pages(scene(made, *others, lang=lang, today=today), templates())
    return next(one for one in pages if one.address.endswith(f"/{made.slug}.html"))
