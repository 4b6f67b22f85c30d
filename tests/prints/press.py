"""A catalogue with names that try what labels can hold, and labels of it as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml
from PIL import Image

from site_builder.catalogue.showcase import Catalogue
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.prints import labels, typst
from site_builder.prints.formats import PrintFormat, find_format
from site_builder.prints.labels import prepare_covers
from site_builder.theme_folder import Theme
from site_builder.views.context import Context, print_contexts

DAY = date(2026, 11, 24)
ADDRESS = "https://ocop-binh-gia.vn/"
IN_FORCE = {
    "scheme": "ocop",
    "stars": "4",
    "number": "12/QĐ-UBND",
    "issuer": {"vi": "UBND tỉnh", "en": "The province"},
    "issued": "2025-11-01",
    "seen": "paper",
}
EXPIRED = {**IN_FORCE, "issued": "2021-11-01"}
THREE_LINES = "Bánh khẩu sli nếp nương ủ lá rừng nhuộm gấc ngũ sắc gói lá chuối hột kiểu bà con thôn Khau Phụ"
ENDLESS = "Nghiêngnghiêngngườmngượngkhuỷukhuỷnh" * 3
LONG_SENTENCE = (
    "Một câu không có bản tiếng Anh, dài đến hết chỗ cho phép của một câu giới thiệu, "
    "để xem nó xuống dòng ra sao trên giấy và trên bảng ở gian hàng."
)
COOPERATIVE = {
    "name": {"vi": f"Hợp tác xã {THREE_LINES}"},
    "kind": "cooperative",
    "contact": {"phone": "02053834567"},
}
PRODUCTS: Mapping[str, Mapping[str, object]] = {
    "che": {"name": {"vi": "Chè dưới tán hồi", "en": "Tea grown under star anise"}, "certificates": [IN_FORCE]},
    "banh": {
        "name": {"vi": THREE_LINES, "en": "Five-coloured upland sticky rice cake wrapped in wild banana leaf"},
        "certificates": [IN_FORCE],
        "producer": COOPERATIVE,
        "offers": [{"pack": {"vi": THREE_LINES}, "price": "12.345.678"}],
    },
    "dai": {
        "name": {"vi": ENDLESS, "en": "Uninterruptedlylongname" * 4},
        "origin": {"area": {"vi": THREE_LINES}},
    },
    "mat": {"name": {"vi": "Mật"}, "summary": {"vi": LONG_SENTENCE}},
    "cu": {"name": {"vi": "Sản phẩm đã hết hạn", "en": "Expired product"}, "certificates": [EXPIRED]},
}
EVENTS = [
    {
        "key": "hoi-cho",
        "code": "SK-01",
        "name": {"vi": "Hội chợ sản phẩm OCOP các xã vùng cao năm 2026", "en": "Fair of highland produce"},
        "dates": ["2026-12-12", "2026-12-14"],
        "place": {"vi": "Sân vận động trung tâm"},
        "products": list(PRODUCTS),
    }
]


OFFICE: Mapping[str, object] = {"office": {"name": {"vi": "UBND xã"}}}


def catalogue(
    folder: Path,
    products: Mapping[str, Mapping[str, object]] = PRODUCTS,
    responsible: Mapping[str, object] = OFFICE,
) -> Path:
    """`products/` in `folder`: each product with a photo, codes from SP-01 on; `responsible`: an office or a notice."""
    root = folder / "products"
    for at, (slug, known) in enumerate(products.items(), 1):
        (root / slug).mkdir(parents=True)
        Image.new("RGB", (900, 700), (90, 140, 100)).save(root / slug / "bia.jpg")
        text = yaml.safe_dump({**_least(at), **_standing(known), **known}, allow_unicode=True)
        (root / slug / "product.yml").write_text(text, "utf-8")
    settings = {
        "site": {"name": {"vi": "OCOP Bình Gia"}, **responsible},
        "communes": [
            {"key": "xa", "name": {"vi": "Xã Hồng Phong", "en": "Hồng Phong commune"}, "location": [22, 106.4]}
        ],
        "events": [{**event, "products": list(products)} for event in EVENTS],
    }
    (root / "catalogue.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return root


def _least(at: int) -> dict[str, object]:
    return {
        "code": f"SP-{at:02}",
        "group": "food",
        "summary": {"vi": "Một câu giới thiệu.", "en": "One sentence."},
        "origin": {"commune": "xa"},
        "season": {"harvest": ["3-5", "8-10"]},
        "photos": [{"file": "bia.jpg", "alt": {"vi": "Ảnh"}, "kind": "illustration"}],
        "sources": [{"title": "Hồ sơ"}],
    }


def _standing(known: Mapping[str, object]) -> dict[str, object]:
    return {"status": "certified" if "certificates" in known else "potential"}


def form(kind: str) -> PrintFormat:
    found = find_format(kind)
    assert found
    return found


def opened(root: Path, address: str = ADDRESS) -> tuple[Catalogue, dict[str, Context]]:
    """What is published of `root`, and its scenes for paper."""
    found = judge(load.read_catalogue(root, root.parent, None), today=DAY).catalogue
    assert found
    return found, print_contexts(found, {}, Theme(), address, DAY)


def printed(
    root: Path, kind: str, address: str = ADDRESS, slugs: Sequence[str] = (), copies: int = 1, skip: int = 0
) -> bytes:
    """The PDF of one kind, of every product or of those in `slugs`."""
    known, seen = opened(root, address)
    if kind == "strip":
        return typst.typeset_pdf(labels.strip_document(known.settings.events, form(kind), seen, Theme(), DAY))
    products = [product for product in known.products if not slugs or product.slug in slugs]
    made = prepare_covers(
        load.read_catalogue(root, root.parent, None), [p.slug for p in products], form(kind), root.parent, 1, _nobody
    )
    photos = {owner: picture.fallback.file for (owner, _), picture in made.pictures.items()} if form(kind).photo else {}
    order = labels.LabelOrder(form(kind), products, {each.slug: copies for each in products}, skip)
    return typst.typeset_pdf(labels.label_document(order, seen, photos, Theme(), DAY))


def _nobody(_done: int, _total: int) -> None:
    """Hears of the photos that are done."""
