"""A made-up catalogue of any size, for measuring: bilingual products, each with its own photos."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from PIL import Image, ImageDraw

LARGE = (4000, 3000)
"""What a telephone takes: 12 megapixels."""
SMALL = (1000, 750)
COMMUNES = ("xa-mot", "xa-hai", "xa-ba")
GROUPS = ("food", "drink", "medicinal", "handicraft")
STORY_VI = "Chè mọc dưới tán hồi, hái vào buổi sớm khi sương còn đọng, sao tay trên chảo gang rồi phơi trong bóng râm. "
STORY_EN = "The tea grows under star anise, is picked early while the dew lasts, and is roasted by hand in iron pans. "


def make(folder: Path, products: int, photos: int, size: tuple[int, int]) -> None:
    """Write a catalogue into the new folder `folder`."""
    folder.mkdir(parents=True)
    write(folder / "catalogue.yml", settings())
    ground = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size, Image.Resampling.BICUBIC)
    for number in range(1, products + 1):
        place = folder / f"san-pham-{number:04}"
        place.mkdir()
        write(place / "product.yml", product(number, photos))
        for photo in range(1, photos + 1):
            picture(ground, number, photo).save(place / f"anh-{photo}.jpg", quality=90)


def settings() -> object:
    """`catalogue.yml`, as data."""
    communes = [{"key": key, "name": {"vi": key, "en": key}, "location": [21.9, 106.4]} for key in COMMUNES]
    return {
        "site": {
            "name": {"vi": "Đo tốc độ", "en": "Benchmark"},
            "office": {"name": {"vi": "Văn phòng", "en": "Office"}},
        },
        "communes": communes,
    }


def product(number: int, photos: int) -> object:
    """`product.yml` of the product `number`, as data."""
    return {
        "code": f"BM-{number:04}",
        "status": "certified",
        "name": {"vi": f"Sản phẩm số {number}", "en": f"Product number {number}"},
        "group": GROUPS[number % len(GROUPS)],
        "summary": {"vi": f"Sản phẩm đo tốc độ số {number}.", "en": f"Product {number} of the benchmark."},
        "story": {"vi": STORY_VI * 8, "en": STORY_EN * 8},
        "producer": {"name": {"vi": f"HTX {number % 40}", "en": f"Cooperative {number % 40}"}, "kind": "cooperative"},
        "origin": {"commune": COMMUNES[number % len(COMMUNES)]},
        "certificates": [
            {
                "scheme": "ocop",
                "stars": "345"[number % 3],
                "number": f"{number}/QĐ-UBND",
                "issuer": {"vi": "UBND tỉnh", "en": "Provincial People's Committee"},
                "issued": "2025-05-22",
                "seen": "list",
            }
        ],
        "season": {"harvest": [str(number % 12 + 1)]},
        "facts": [{"label": {"vi": "Bảo quản", "en": "Storage"}, "value": {"vi": "Nơi khô ráo", "en": "Keep dry"}}],
        "offers": [{"pack": {"vi": "Hộp 200 g", "en": "200 g box"}, "price": "120.000"}],
        "photos": [
            {"file": f"anh-{photo}.jpg", "alt": {"vi": f"Ảnh {photo}", "en": f"Photo {photo}"}}
            for photo in range(1, photos + 1)
        ],
        "sources": [{"title": "Made up for measuring"}],
    }


def picture(ground: Image.Image, number: int, photo: int) -> Image.Image:
    """A photo like no other: shapes over shared noise."""
    image = Image.merge("RGB", [ground, ground.transpose(Image.Transpose.FLIP_LEFT_RIGHT), ground])
    draw = ImageDraw.Draw(image)
    for shape in range(12):
        x = (number * 97 + photo * 31 + shape * 137) % 1000 * image.width // 1000
        y = (number * 53 + photo * 71 + shape * 211) % 1000 * image.height // 1000
        colour = ((number * 7 + shape * 40) % 256, (photo * 50 + shape * 23) % 256, (shape * 61) % 256)
        draw.ellipse((x, y, x + image.width // 6, y + image.height // 6), fill=colour)
    return image


def copy(catalogue: Path, place: Path) -> None:
    """A private copy, so that an edit stays in it."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(catalogue, place)


def edit(catalogue: Path, turn: int) -> None:
    """Change one product's text."""
    file = max(catalogue.glob("*/product.yml"))
    file.write_text(file.read_text("utf-8").replace("The tea grows", f"In year {turn} the tea grows", 1), "utf-8")


def write(file: Path, data: object) -> None:
    """JSON is YAML."""
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
