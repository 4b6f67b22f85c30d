"""The pictures that shared links bring along: what they show, how heavy they are, when they are made."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from site_builder.build import compose, examine
from site_builder.options import Options
from site_builder.theme_folder import Theme
from site_builder.views.words import load_translations

from ..commands import ROOT

pytestmark = pytest.mark.slow
SITE = "https://ocop-binh-gia.vn/"
TODAY = date(2026, 11, 24)
SETTINGS = """
site: {name: {vi: Danh mục thử, en: Trial}, office: {name: {vi: Văn phòng thử, en: Office}}}
"""
PRODUCT = """
code: TT-1
status: certified
name: {vi: NAME, en: Trial product}
group: food
summary: {vi: Một câu., en: One sentence.}
origin: {area: {vi: Vùng Thử, en: Trial area}}
photos: [{file: anh.jpg, alt: {vi: Ảnh thử, en: Photo}, focus: [FOCUS, 0.5]}]
sources: [{title: Hồ sơ giấy thử}]
certificates:
  - {scheme: ocop, stars: 4, number: 1/QĐ, issuer: {vi: Cơ quan, en: Office}, issued: 2026-01-10, seen: paper}
"""


class Tags(HTMLParser):
    """The `og:` and `twitter:` tags of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("property") or said.get("name") or ""
        if tag == "meta" and name.startswith(("og:", "twitter:")):
            self.found.append((name, said["content"]))


def tags(file: Path) -> dict[str, str]:
    return dict(Tags(file.read_text("utf-8")).found)


@pytest.fixture
def folder(tmp_path: Path, font_cache: Path) -> Path:
    """A catalogue of one product whose photo is red to the left and blue to the right."""
    shutil.copytree(font_cache, tmp_path / "cache")
    products = tmp_path / "products"
    (products / "che").mkdir(parents=True)
    photo = Image.new("RGB", (1600, 800), (200, 30, 30))
    photo.paste((30, 30, 200), (800, 0, 1600, 800))
    photo.save(products / "che/anh.jpg")
    write(products)
    return products


def write(products: Path, name: str = "Chè", focus: str = "0.5") -> None:
    (products / "catalogue.yml").write_text(SETTINGS, "utf-8")
    (products / "che/product.yml").write_text(PRODUCT.replace("NAME", name).replace("FOCUS", focus), "utf-8")


Made = Callable[..., dict[str, Path]]


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> Made:
    """Builds and gives the cards by their names without the mark."""

    def build(**changes: object) -> dict[str, Path]:
        options = Options(site_url=SITE, products=folder, cache_dir=tmp_path / "cache", **changes)  # type: ignore[arg-type]
        files = compose(examine(options, TODAY), options, TODAY).files
        cards = {address: file for address, file in files.items() if address.startswith("cards/")}
        assert all(isinstance(file, Path) for file in cards.values())
        return {re.sub(r"cards/(.*)-\w{12}\.jpg", r"\1", name): Path(str(file)) for name, file in cards.items()}

    return build


def colour(card: Path, x: int, y: int) -> str:
    """Which of the photo's two colours, or the paper, is at a point."""
    with Image.open(card) as image:
        red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    if min(red, green, blue) > 200:
        return "paper"
    return "red" if red > blue else "blue"


def test_a_card_is_a_light_jpeg_of_the_size_that_is_told(complete_site: Path) -> None:
    cards = list((complete_site / "cards").iterdir())
    assert len(cards) == 2 * (12 + 2 + 4 + 1)
    for card in cards:
        assert 10_000 < card.stat().st_size <= 150_000, card.name
        with Image.open(card) as image:
            assert (image.format, image.size) == ("JPEG", (1200, 630))
            assert not image.getexif()


def test_the_photo_stands_beside_the_words_cut_around_its_focus(made: Made, folder: Path) -> None:
    middle = made()["che-vi"]
    assert (colour(middle, 20, 300), colour(middle, 580, 300), colour(middle, 1190, 300)) == ("red", "blue", "paper")
    write(folder, focus="1")
    assert colour(made()["che-vi"], 20, 300) == "blue"


def test_each_language_has_its_own(made: Made) -> None:
    cards = made()
    assert set(cards) == {"che-vi", "che-en", "site-vi", "site-en"}
    assert cards["che-vi"].read_bytes() != cards["che-en"].read_bytes()


def test_cards_are_made_once_and_anew_when_what_they_show_changes(made: Made, folder: Path) -> None:
    first = made()
    stamps = {name: card.stat().st_mtime_ns for name, card in first.items()}
    again = made()
    assert again == first
    assert {name: card.stat().st_mtime_ns for name, card in again.items()} == stamps
    write(folder, name="Chè khác")
    changed = made()
    assert {name for name in changed if changed[name] != first[name]} == {"che-vi"}


def test_a_card_that_was_spoiled_is_made_again(made: Made) -> None:
    card = made()["che-vi"]
    whole = card.read_bytes()
    card.write_bytes(whole[:100])
    assert made()["che-vi"].read_bytes() == whole


def test_a_build_that_has_them_all_does_not_load_typst(made: Made, folder: Path, tmp_path: Path) -> None:
    made()
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from site_builder.build import compose, examine;"
        "from site_builder.options import Options;"
        f"o = Options(site_url={SITE!r}, products=Path({str(folder)!r}), cache_dir=Path({str(tmp_path / 'cache')!r}));"
        "d = date(2026, 11, 24); files = compose(examine(o, d), o, d).files;"
        "print(sum(name.startswith('cards/') for name in files), 'typst' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "4 False"


@pytest.mark.parametrize("changes", [{"social_cards": False}, {"site_url": ""}, {"live": True}])
def test_there_are_none_where_none_are_wanted_or_nobody_could_see_them(
    folder: Path, tmp_path: Path, changes: dict[str, object]
) -> None:
    options = Options(**{"site_url": SITE, "products": folder, "cache_dir": tmp_path / "cache", **changes})  # type: ignore[arg-type]
    files = compose(examine(options, TODAY), options, TODAY).files
    assert not [name for name in files if name.startswith("cards/")]
    page = files["san-pham/che.html"]
    assert isinstance(page, bytes)
    assert (b"og:image" in page) == ("social_cards" in changes)  # the photo stands in where somebody can open it


def test_without_cards_the_photo_of_the_page_is_shown_or_the_first_of_the_site(folder: Path, tmp_path: Path) -> None:
    options = Options(site_url=SITE, products=folder, cache_dir=tmp_path / "cache", social_cards=False)
    files = compose(examine(options, TODAY), options, TODAY).files
    for address in ("san-pham/che.html", "index.html", "en/products/index.html"):
        page = tmp_path / "page.html"
        page.write_bytes(bytes(files[address]))
        told = tags(page)
        picture = told["og:image"].removeprefix(SITE)
        assert picture.startswith("photos/")
        assert told["og:image:type"] == "image/jpeg"
        with Image.open(files[picture]) as photo:
            assert photo.format == "JPEG"
            assert photo.size == (int(told["og:image:width"]), int(told["og:image:height"]))
        assert told["og:image:alt"] == told["twitter:image:alt"] != ""
        assert told["twitter:image"] == told["og:image"]


@pytest.mark.parametrize(
    ("address", "card", "title"),
    [
        ("index.html", "site-vi", "Danh mục thử"),
        ("mua-vu.html", "site-vi", "Lịch mùa vụ"),
        ("en/products/chung-nhan-4-sao.html", "chung-nhan-4-sao-en", "Four-star test product"),
        ("su-kien/hoi-cho-thu.html", "hoi-cho-thu-vi", "Hội chợ thử đã qua"),
        ("xa/index.html", "site-vi", "Các xã"),
    ],
)
def test_a_page_tells_of_its_card_with_whole_addresses(
    complete_site: Path, address: str, card: str, title: str
) -> None:
    told = tags(complete_site / address)
    picture = told["og:image"].removeprefix(SITE)
    assert told["og:image"].startswith(f"{SITE}cards/{card}-")
    assert (complete_site / picture).is_file()
    assert told["og:title"] == told["twitter:title"] == title
    assert told["og:url"] == SITE + address.removesuffix("index.html")
    assert (told["og:image:width"], told["og:image:height"], told["og:image:type"]) == ("1200", "630", "image/jpeg")
    assert told["twitter:card"] == "summary_large_image"
    assert told["twitter:image"] == told["og:image"]
    assert told["og:description"]
    english = address.startswith("en/")
    assert (told["og:locale"], told["og:locale:alternate"]) == (("en_GB", "vi_VN") if english else ("vi_VN", "en_GB"))


def test_every_page_that_stands_for_itself_has_them(shipped_site: Path) -> None:
    """A short page behind a printed code stands for the product's."""
    seen = 0
    for file in shipped_site.rglob("*.html"):
        address = SITE + file.relative_to(shipped_site).as_posix().removesuffix("index.html")
        if f'<link rel="canonical" href="{address}">' in file.read_text("utf-8"):
            assert tags(file).keys() >= {"og:image", "og:title", "og:url", "twitter:image"}, file
            seen += 1
    assert seen > 80


def test_every_language_says_how_its_locale_is_written() -> None:
    assert [load_translations(lang, Theme())("language.locale") for lang in ("vi", "en")] == ["vi_VN", "en_GB"]
