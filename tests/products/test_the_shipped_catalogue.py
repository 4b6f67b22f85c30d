"""What the repository publishes about real products says what is known, and no more."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
from PIL import Image

from site_builder.catalogue import programme
from site_builder.catalogue.names import Title
from site_builder.catalogue.product import Product, Seen, Status
from site_builder.catalogue.programme import OcopStatus
from site_builder.catalogue.showcase import EventCounts
from site_builder.catalogue.values import FrozenModel, Text
from site_builder.theme_folder import Theme
from site_builder.views.words import load_all_translations

from .catalogues import DAY, SHIPPED, published, told

CERTIFIED = {
    "che-duoi-tan-hoi": (OcopStatus.EXPIRED, "2023-05-22"),
    "mien-dong-minh-khai": (OcopStatus.EXPIRED, "2024-12-31"),
    "rau-cai-lan": (OcopStatus.EXPIRED, "2024-12-31"),
    "rau-cai-bap": (OcopStatus.EXPIRED, "2024-12-31"),
    "thach-den-binh-gia": (OcopStatus.EXPIRED, "2024-12-31"),
    "tra-thien-long": (OcopStatus.IN_FORCE, "2028-12-31"),
}
"""The state and the last day of each certificate; no paper of any was seen."""
OF_THE_CONFERENCE = tuple(CERTIFIED)[:5]
"""Those that a newspaper of 2021 names: probably among the eight of the conference."""
POTENTIAL = {"hoa-hoi", "quyt", "que", "thanh-long", "mac-mat", "sa-nhan-tim", "tra-hoa-vang"}
COMMUNES = """binh-gia,06112,21.968,106.3446
tan-van,06115,21.9275,106.4547
hong-phong,06079,22.0681,106.4157
hoa-tham,06073,22.1832,106.3644
quy-hoa,06076,22.1664,106.2698
thien-hoa,06085,22.0794,106.2157
thien-thuat,06091,22.0433,106.3049
thien-long,06103,21.9783,106.1743"""
TOLD_OF_THE_CONFERENCE = {
    "vi": [
        "hơn 80 đại biểu",
        "8 sản phẩm",
        "do các xã, thị trấn tự chọn",
        "nghị quyết",
        "quy mô sản xuất",
        "học tập kinh nghiệm",
        "nông lâm sản",
    ],
    "en": [
        "more than 80 delegates",
        "8 products",
        "the township had chosen themselves",
        "resolution",
        "scale of production",
        "study visits",
        "farm and forest products",
    ],
}
PRODUCTS = published(SHIPPED).products
EVENTS = {event.code: event for event in published(SHIPPED).settings.events}
ATTRIBUTED = re.compile(r"\btheo\b|\baccording to\b", re.IGNORECASE)


def texts(noun: object) -> Iterator[Text]:
    """Every multilingual text in a value of the model, but for titles that are written once."""
    if isinstance(noun, Text):
        yield from () if isinstance(noun, Title) and noun.is_one_line else (noun,)
    elif isinstance(noun, FrozenModel):
        for key in type(noun).model_fields:
            yield from texts(getattr(noun, key))
    elif isinstance(noun, tuple):
        for part in noun:
            yield from texts(part)


def test_nothing_is_wrong_with_it() -> None:
    assert told(SHIPPED) == []


def test_it_holds_the_products_that_sources_name() -> None:
    assert {product.slug for product in PRODUCTS if product.status is Status.POTENTIAL} == POTENTIAL
    certified = {p.slug: programme.ocop_certificate(p) for p in PRODUCTS if p.status is Status.CERTIFIED}
    states = {
        slug: (programme.certificate_status(found, DAY), str(programme.expiry_date(found)))
        for slug, found in certified.items()
        if found
    }
    assert states == CERTIFIED


def test_no_certificate_is_told_as_one_that_somebody_has_seen() -> None:
    certificates = {product.slug: product.certificates for product in PRODUCTS if product.certificates}
    assert {(c.document, c.seen) for found in certificates.values() for c in found} == {(None, Seen.PRESS)}
    numbers = {slug: c.number for slug, found in certificates.items() for c in found if c.number or c.issued}
    assert numbers == {"tra-thien-long": "2865/QĐ-UBND"}


def test_a_day_of_the_council_is_told_only_where_a_source_names_the_product() -> None:
    councils = {product.slug: str(c.council) for product in PRODUCTS for c in product.certificates if c.council}
    assert councils == {"mien-dong-minh-khai": "2021-01-28", "rau-cai-bap": "2021-01-28"}


def test_codes_are_printed_on_labels_and_keep_their_order() -> None:
    assert sorted(product.code for product in PRODUCTS) == [f"BG-{number:03}" for number in range(1, 14)]
    codes = {product.slug: product.code for product in PRODUCTS}
    assert (codes["che-duoi-tan-hoi"], codes["tra-hoa-vang"]) == ("BG-001", "BG-012")


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)
def test_what_rests_on_one_source_is_told_as_its_word(product: Product) -> None:
    if all(source.confidence == "likely" for source in product.sources):
        assert product.summary is not None
        assert product.story is not None
        for lang in ("vi", "en"):
            assert ATTRIBUTED.search(product.story[lang])
        for fact in product.facts:
            if re.search(r"\d", fact.value.vi):
                assert ATTRIBUTED.search(fact.value.vi)
                assert ATTRIBUTED.search(fact.value["en"])
    if product.season.harvest:
        assert product.season.note is not None
        assert re.search(r"\bTheo\b|\btheo\b", product.season.note.vi)


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)
def test_every_text_is_in_both_languages(product: Product) -> None:
    assert {tuple(sorted(text.languages())) for text in texts(product)} == {("en", "vi")}


def test_who_first_told_a_fact_is_its_source_and_where_it_was_read_stands_beside_it() -> None:
    """Reprints, aggregators and machine translations are where something was read, never who said it."""
    others = ("baomoi.com", "nhipcauthuonghieu.vn", "www.vietnam.vn")
    of_products = [source for product in PRODUCTS for source in product.sources]
    of_events = [source for event in EVENTS.values() for source in event.sources]
    for source in (source for source in (*of_products, *of_events) if source.url):
        assert (source.via is not None) is (urlsplit(str(source.url)).hostname in others), source.url


def test_every_check_says_until_when_sources_could_be_read() -> None:
    told_of = {(product.checked.on, product.checked.sources_until) for product in PRODUCTS if product.checked}
    assert told_of == {(date(2026, 11, 23), date(2026, 2, 5))}


def test_figures_of_a_commune_are_no_producers_capacity() -> None:
    assert [product.slug for product in PRODUCTS if product.trade] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_on_certificates_names_the_states_as_the_pages_do(lang: str) -> None:
    words = load_all_translations((lang,), Theme())[lang]
    page = (SHIPPED / f"certification.{lang}.md").read_text("utf-8")
    named = [words(f"status.{state}") for state in OcopStatus if state is not OcopStatus.POTENTIAL]
    assert [name for name in named if f"- **{name}**:" not in page] == []


def test_no_person_is_named_and_no_number_can_be_called() -> None:
    producers = [product.producer for product in PRODUCTS if product.producer]
    assert [producer.name.vi for producer in producers if producer.name] == ["HTX Chè dưới tán hồi"]
    assert not any(producer.kind.needs_consent for producer in producers)
    contents = [file.read_text("utf-8") for file in SHIPPED.rglob("*") if file.suffix in (".yml", ".md")]
    number = re.compile(r"(?<![\d/.])(?:0|\+84)[235789](?:[ .]?\d){8,9}(?!\d)")
    assert [found for text in contents for found in number.findall(re.sub(r"https?://\S+", "", text))] == []


def test_products_whose_commune_no_source_names_say_the_area() -> None:
    named = {product.slug: product.origin.commune for product in PRODUCTS if product.origin.commune}
    assert named == {
        "che-duoi-tan-hoi": ("binh-gia",),
        "hoa-hoi": ("binh-gia",),
        "mien-dong-minh-khai": ("hong-phong",),
        "que": ("quy-hoa", "thien-long"),
        "tra-thien-long": ("thien-long",),
    }
    assert all(product.origin.area for product in PRODUCTS if product.slug not in named)


def test_the_eight_communes_stand_where_they_are() -> None:
    communes = published(SHIPPED).settings.communes
    written = [(c.key, c.code, *map(str, c.location)) for c in communes]
    assert written == [tuple(row) for row in csv.reader(COMMUNES.splitlines())]
    units = [unit for commune in communes for unit in commune.formed_from]
    assert len(units) == len(set(units)) == 19
    names = "; ".join([*units, *(commune.name.vi for commune in communes)])
    assert not re.search(r"Hoà\b", names)


def test_the_conference_is_told_whole_and_ties_no_product_to_itself() -> None:
    event = EVENTS["SK-001"]
    assert event.name.vi.startswith("Hội nghị sơ kết ")
    assert [day.isoformat() for day in event.dates] == ["2023-04-28"]
    assert event.products == ()
    assert [(paper.number, str(paper.date)) for paper in event.documents] == [
        ("622/SNN-PTNT", "2023-03-24"),
        ("142/KH-UBND", "2023-04-17"),
    ]
    assert event.counts == EventCounts(certified=8, likely=OF_THE_CONFERENCE)
    whole = {lang: " ".join(text[lang] for text in texts(event)).lower() for lang in ("vi", "en")}
    for lang, parts in TOLD_OF_THE_CONFERENCE.items():
        assert [part for part in parts if part not in whole[lang]] == []


def test_the_fair_in_the_capital_names_the_dragon_fruit_alone() -> None:
    event = EVENTS["SK-002"]
    assert [day.isoformat() for day in event.dates] == ["2023-08-24"]
    assert event.products == ("thanh-long",)


def test_every_picture_says_that_it_is_a_drawing_and_is_large_enough_for_paper() -> None:
    owned = [(product.slug, photo) for product in PRODUCTS for photo in product.photos]
    of_events = [("_pictures", photo) for event in EVENTS.values() for photo in event.photos]
    for folder, photo in [*owned, *of_events]:
        file = SHIPPED / folder / photo.file
        assert photo.kind == "illustration"
        with Image.open(file) as picture:
            assert picture.size == (2400, 1800)
            assert not picture.getexif()
        assert file.stat().st_size < 700_000
