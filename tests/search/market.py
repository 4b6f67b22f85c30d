"""The catalogue of `catalogue.yml` as folders, one small picture in each, as `site-builder build` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

MARKET = yaml.safe_load((Path(__file__).parent / "catalogue.yml").read_text("utf-8"))
DECISION = {"number": "1/QĐ-THỬ", "issuer": {"vi": "Cơ quan thử"}, "issued": "2026-01-05", "seen": "list"}


def write(folder: Path) -> None:
    """The whole catalogue below `folder`."""
    _dump(folder / "catalogue.yml", MARKET["settings"])
    (folder / "gioi-thieu.vi.md").write_text("---\ntitle: Giới thiệu\nslug: gioi-thieu\n---\nTrang thử.\n", "utf-8")
    (folder / "gioi-thieu.en.md").write_text("---\ntitle: About\nslug: about\n---\nA test page.\n", "utf-8")
    for number, listed in enumerate(MARKET["products"], 1):
        _dump(folder / listed["slug"] / "product.yml", _product(number, listed))
        shade = (40 + number * 7 % 200, 120, 60 + number * 31 % 160)
        Image.new("RGB", (800, 600), shade).save(folder / listed["slug"] / "anh.jpg")


def _product(number: int, listed: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: listed[key] for key in ("name", "other_names", "group", "category") if key in listed}
    return {
        "code": f"TK-{number:03}",
        "status": "certified" if "stars" in listed else "potential",
        **kept,
        "summary": {"vi": f"Sản phẩm bịa ra số {number}.", "en": f"Made-up product {number}."},
        "origin": {key: listed[key] for key in ("commune", "former", "village", "area") if key in listed},
        **({"producer": _producer(listed)} if "kind" in listed else {}),
        "certificates": [{"scheme": "ocop", "stars": listed["stars"], **DECISION}] if "stars" in listed else [],
        "facts": [{"label": {"vi": a}, "value": {"vi": b}} for a, b in listed.get("facts", {}).items()],
        "photos": [{"file": "anh.jpg", "alt": {"vi": f"Ảnh thử {number}", "en": f"Test picture {number}"}}],
        "sources": [{"title": "Hồ sơ thử"}],
    }


def _producer(listed: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": listed["kind"], **({"name": listed["producer"]} if "producer" in listed else {})}


def _dump(file: Path, data: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), "utf-8")
