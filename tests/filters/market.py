"""A made-up catalogue of any size, as varied as what it can be narrowed by, composed without photos."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from site_builder.build import compose_site
from site_builder.catalogue.product import Product
from site_builder.catalogue.showcase import Catalogue, Settings
from site_builder.catalogue.vietnamese import collation_key
from site_builder.web.site import SiteInputs

TODAY = date(2026, 11, 24)
GROUPS = ("food", "drink", "medicinal", "handicraft")
CATEGORIES = ("che", "hoi", "qua", None)
COMMUNES = ("dong", "tay", "nam", "bac", None)
KINDS = ("cooperative", "household", "company", None)
SCHEMES = ("vietgap", "organic", None, "gi", None)
NAMES = ("Ấm", "Bột", "Chè", "Đường", "Gạo", "Hồi", "Khoai", "Mật", "Quýt", "Thạch", "Ươm", "Ổi")


def catalogue(size: int) -> Catalogue:
    """`size` products in Vietnamese order; every property goes round with a step of its own."""
    products = sorted((product(number) for number in range(size)), key=lambda one: collation_key(one.name.vi))
    return Catalogue(settings=settings(), products=tuple(products))


def settings() -> Settings:
    return Settings.model_validate(
        {
            "site": {"name": {"vi": "Chợ thử", "en": "Test market"}, "office": {"name": {"vi": "Ban", "en": "Office"}}},
            "categories": [
                {"key": key, "name": {"vi": f"Loại {key}", "en": f"Kind {key}"}} for key in CATEGORIES if key
            ],
            "communes": [
                {"key": key, "name": {"vi": f"Xã {key}", "en": f"{key} commune"}, "location": [21.9 + n / 10, 106.4]}
                for n, key in enumerate(filter(None, COMMUNES))
            ],
        }
    )


def product(number: int) -> Product:
    commune, kind = COMMUNES[number // 3 % 5], KINDS[number // 7 % 4]
    names = {"vi": f"{NAMES[number % 12]} số {number}", "en": f"{NAMES[-1 - number % 12]} number {number}"}
    return Product.model_validate(
        {
            "slug": f"san-pham-{number}",
            "code": f"CT-{number:04}",
            "status": "certified" if certificate(number) else "potential",
            "name": names,
            "group": GROUPS[number % 4],
            "category": CATEGORIES[number // 5 % 4],
            "summary": {"vi": "Một câu.", "en": "One sentence."},
            "producer": {"name": {"vi": f"Nhà {number % 40}"}, "kind": kind} if kind else None,
            "origin": {"commune": commune} if commune else {"area": {"vi": "Vùng thử"}},
            "certificates": [*certificate(number), *other(number)],
            "season": season(number),
            "sources": [{"title": "Bịa ra để thử"}],
        }
    )


def certificate(number: int) -> list[dict[str, object]]:
    """None, one whose paper is not known, or one that runs out somewhere from two years ago to three years from now."""
    if number % 6 == 5:
        return []
    issued = TODAY - timedelta(days=number * 37 % 1900)
    known = {"number": f"{number}/QĐ-THỬ", "issuer": {"vi": "Cơ quan thử"}, "issued": issued, "seen": "list"}
    return [{"scheme": "ocop", "stars": "345"[number % 3], **(known if number % 6 else {})}]


def other(number: int) -> list[dict[str, object]]:
    scheme = SCHEMES[number // 2 % 5]
    ends = {"expires": TODAY + timedelta(days=number % 9 * 100 - 400)} if number % 2 else {}
    return [{"scheme": scheme, **ends}] if scheme else []


def season(number: int) -> dict[str, object]:
    harvest = [str(number % 12 + 1), str((number + number // 12) % 12 + 1)]
    return {} if number % 5 == 4 else {"harvest": harvest, "calendar": "lunar" if number % 7 == 3 else "solar"}


def build(made: Catalogue, site: Path, cache: Path) -> None:
    """The site of `made` in the folder `site`."""
    inputs = SiteInputs(site_url="", content=site, cache=cache)
    for address, data in compose_site(made, {}, inputs, TODAY).files.items():
        file = site / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.read_bytes())
