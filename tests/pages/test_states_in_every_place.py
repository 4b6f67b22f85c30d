"""How a certificate reads, by state and by place: what is only known to a bound or by the press says so everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from site_builder.cache import Cache
from site_builder.catalogue.product import Product
from site_builder.catalogue.programme import certificate_status, known_from
from site_builder.prints import typst
from site_builder.prints.brochure.product import product_page_data
from site_builder.prints.labels import label_text
from site_builder.prints.paper_text import SideBySide
from site_builder.prints.sheet import sheet_data
from site_builder.prints.slides import LANDSCAPE_SCREEN, SlideShow, slide_files
from site_builder.prints.social_cards import social_cards
from site_builder.theme_folder import Theme
from site_builder.views.card import product_card
from site_builder.views.certificate import DocumentLink, status_summary
from site_builder.views.context import Context
from site_builder.views.display import slide_data
from site_builder.views.landing import product_version
from site_builder.views.lists import product_count_sentence
from site_builder.views.product import product_view
from site_builder.web.structured_data import product_json_ld

from ..sampling import Sample
from .samples import (
    BY_PRESS,
    EXPIRED,
    EXPIRING,
    IN_FORCE,
    KNOWN_BY,
    UNCONFIRMED,
    certified,
    macro,
    page,
    product,
    scene,
)

SITE = "https://ocop.example/"
LATEST = {
    "vi": "hết hạn muộn nhất {}, nếu không được đánh giá lại",
    "en": "expired on {} at the latest, unless reassessed",
}
SOURCE = {"vi": "theo nguồn", "en": "according to the source"}
CERTIFIED = "CertificationActive"


@dataclass(frozen=True)
class Case:
    """A certificate on the day of the tests: `latest` is the bound in both languages, where only that is known."""

    certificate: Mapping[str, Any] | None
    word: Mapping[str, str]
    stars: bool = False
    latest: Mapping[str, str] | None = None
    by_source: bool = False


ENDED = {"vi": "hết hiệu lực", "en": "expired"}
OPEN = {"vi": "chưa xác nhận", "en": "confirmed"}
VALID = {"vi": "còn hiệu lực", "en": "in force"}
CASES: Mapping[str, Case] = {
    "in force, paper": Case(IN_FORCE, VALID, stars=True),
    "in force, list": Case({**IN_FORCE, "seen": "list"}, VALID, stars=True),
    "in force, scan": Case({**IN_FORCE, "seen": None, "document": "quyet-dinh.pdf"}, VALID, stars=True),
    "in force, press": Case(BY_PRESS, VALID, by_source=True),
    "in force, not said": Case({**IN_FORCE, "seen": None}, VALID, by_source=True),
    "expiring, paper": Case(EXPIRING, {"vi": "sắp hết hạn", "en": "expir"}, stars=True),
    "expiring, press": Case({**EXPIRING, "seen": "press"}, {"vi": "sắp hết hạn", "en": "expir"}, by_source=True),
    "expired, paper": Case({**IN_FORCE, "issued": date(2021, 11, 1)}, ENDED),
    "expired, press": Case({**BY_PRESS, "issued": date(2021, 11, 1)}, ENDED, by_source=True),
    "ceremony, list": Case(EXPIRED, ENDED, latest={"vi": "22/5/2023", "en": "22 May 2023"}),
    "ceremony, press": Case(
        {**EXPIRED, "seen": "press"}, ENDED, latest={"vi": "22/5/2023", "en": "22 May 2023"}, by_source=True
    ),
    "known by, press": Case(KNOWN_BY, ENDED, latest={"vi": "15/6/2024", "en": "15 June 2024"}, by_source=True),
    "known by, list": Case({**KNOWN_BY, "seen": "list"}, ENDED, latest={"vi": "15/6/2024", "en": "15 June 2024"}),
    "known by, not over": Case({**KNOWN_BY, "known_by": date(2025, 6, 15)}, OPEN, by_source=True),
    "council alone": Case({**UNCONFIRMED, "council": date(2021, 1, 28), "seen": "press"}, OPEN, by_source=True),
    "unconfirmed, list": Case(UNCONFIRMED, OPEN),
    "potential": Case(None, {"vi": "sản phẩm tiềm năng", "en": "potential product"}),
}


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _page(made: Product, context: Context) -> str:
    body = page(made, lang=context.lang).body
    return body[body.index('<div class="bg-rating"') :].split('<section class="bg-verification')[0]


def _card(made: Product, context: Context) -> str:
    return macro("card", "card", product_card(made, context), lang=context.lang)


def _landing(made: Product, context: Context) -> str:
    return " ".join(f"{fact.strong}{fact.text}" for fact in product_version(made, context).facts if fact.is_current)


def _sheet(made: Product, context: Context) -> str:
    return _said(sheet_data(made, context))


def _brochure(made: Product, context: Context) -> str:
    return _said(product_page_data(made, SideBySide((context,)), {}, ""))


def _json_ld(made: Product, context: Context) -> str:
    return str(product_json_ld(made, (), replace(context, site_url=SITE)))


PLACES: Mapping[str, Callable[[Product, Context], str]] = {
    "page": _page,
    "card": _card,
    "landing": _landing,
    "sheet": _sheet,
    "brochure": _brochure,
}


def made_of(case: Case) -> Product:
    return certified(case.certificate) if case.certificate else product()


def visible(text: str) -> str:
    """Without what a page holds for later days."""
    return re.sub(r"<(\w+)[^>]* hidden>.*?</\1>| data-expired=\"[^\"]*\"", "", text).replace("\u00a0", " ")


def assert_told(text: str, case: Case, lang: str) -> None:
    told = visible(text).casefold()
    assert case.word[lang] in told or case.stars
    assert (SOURCE[lang] in told) == case.by_source
    anywhere = re.sub("{.*?}", "", LATEST[lang]).split(",")[1]
    assert (anywhere in told) == (case.latest is not None)
    if case.latest:
        assert LATEST[lang].format(case.latest[lang]).casefold() in told
        for found in re.finditer(re.escape(case.latest[lang].casefold()), told):
            around = told[max(0, found.start() - 90) : found.end() + 40]
            assert ("muộn nhất" if lang == "vi" else "at the latest") in around


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", CASES)
def test_a_state_reads_alike_in_every_place(name: str, place: str, lang: str) -> None:
    case = CASES[name]
    made = made_of(case)
    assert_told(PLACES[place](made, scene(made, lang=lang)), case, lang)


@pytest.mark.parametrize("name", CASES)
def test_only_what_was_seen_shows_stars(name: str) -> None:
    case = CASES[name]
    made = made_of(case)
    context = scene(made)
    shown = 4 if case.stars else 0
    body, card = page(made).body, _card(made, context)
    assert ("i-stars-" in body) is case.stars
    assert ('<use href="#i-petals"/>' in body) is case.stars
    assert ("i-stars-" in card) is case.stars
    assert sheet_data(made, context)["stars"] == shown
    assert product_page_data(made, SideBySide((context,)), {}, "")["stars"] == shown
    assert label_text(made, context, ()).stars == shown
    assert context.decisions[made.slug].shows_stars is case.stars


@pytest.mark.parametrize("name", CASES)
def test_machines_are_told_of_a_certification_only_where_it_was_seen(name: str) -> None:
    """What is not certified stands there in words, with its bound and its source."""
    case = CASES[name]
    made = made_of(case)
    written = _json_ld(made, scene(made))
    assert (CERTIFIED in written) is case.stars
    assert ("certificationStatus" in written) is (case.stars or name == "expired, paper")
    assert ("PropertyValue" in written) is (case.certificate is not None and "certificationStatus" not in written)
    if "PropertyValue" in written:
        assert_told(written, case, "vi")


@pytest.mark.parametrize("name", CASES)
def test_slides_and_social_cards_have_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the display's script says is in tests/vectors/slides.json."""
    case = CASES[name]
    made = made_of(case)
    context = scene(made)
    data: list[Mapping[str, Any]] = []

    def noted(batch: Sequence[Any], document: Callable[[Sequence[Any]], typst.TypstDocument]) -> tuple[()]:
        data.append(document(batch).data)
        return ()

    monkeypatch.setattr(typst, "typeset_pages", noted)
    show = SlideShow(("vi",), {"vi": context}, {}, Theme(), context.today, tmp_path)
    slide_files(show, LANDSCAPE_SCREEN, tmp_path, lambda *_: None)
    with Cache(tmp_path) as cache:
        social_cards([context], {}, Theme(), cache, tmp_path)
    slide, card = data[0]["slides"][0], data[1]["cards"][1]
    assert (slide["stars"] > 0, card["stars"] > 0) == (case.stars, case.stars)
    for beside in (slide["until"], card["state_beside"]):
        assert (SOURCE["vi"] in beside.casefold()) == case.by_source
        assert ("muộn nhất" in beside) == (case.latest is not None)
    shown = slide_data(made, {"vi": context})
    assert shown["by_source"] is case.by_source
    assert shown["at_the_latest"] is (case.latest is not None or name == "known by, not over")
    assert bool(shown["stars"]) is (case.certificate is not None and not case.by_source)


def test_figures_count_apart_what_only_the_press_tells_of() -> None:
    made = [made_of(case).model_copy(update={"slug": f"p{at}"}) for at, case in enumerate(CASES.values())]
    context = scene(*made)
    told = status_summary(context.decisions.values(), context.today, context.words).text.replace("\u00a0", " ")
    assert told == (
        "Tính đến ngày 24/11/2026, 16 sản phẩm được ghi nhận từng được công nhận OCOP: 3 còn hiệu lực, 1 sắp hết hạn,"
        " 3 hết hiệu lực, 1 chưa xác nhận, 2 còn hiệu lực theo nguồn, 1 sắp hết hạn theo nguồn,"
        " 3 hết hiệu lực theo nguồn,"
        " 2 chưa xác nhận, theo nguồn. Ngoài ra có 1 sản phẩm tiềm năng."
    )
    assert product_count_sentence(made, context).replace("\u00a0", " ") == (
        "8 sản phẩm từng được công nhận OCOP, 8 sản phẩm từng được công nhận OCOP theo nguồn và 1 sản phẩm tiềm năng."
    )


NEWS, OFFICIAL = "https://baomoi.com/a.epi", "http://nongthonmoi.langson.gov.vn/danh-sach"


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ({"source": NEWS}, "Nguồn nêu hạng sao"),
        ({"source": NEWS, "seen": "press"}, "Nguồn nêu hạng sao"),
        ({"source": "https://gov.vn.example/a"}, "Nguồn nêu hạng sao"),
        ({"source": OFFICIAL}, "Nơi kiểm tra chứng nhận"),
        ({"source": "https://ocop.gov.vn/"}, "Nơi kiểm tra chứng nhận"),
        ({"source": OFFICIAL, "seen": "press"}, "Nguồn nêu hạng sao"),
        ({"source": "https://langson.example/danh-sach", "seen": "list"}, "Nơi kiểm tra chứng nhận"),
        ({"source": NEWS, "scheme": "vietgap", "stars": None}, "Nguồn nêu chứng nhận"),
    ],
)
def test_a_certificate_can_be_checked_only_where_an_authority_tells_of_it(keys: dict[str, Any], label: str) -> None:
    body = page(certified(UNCONFIRMED, certificates=[UNCONFIRMED, {**IN_FORCE, "seen": None, **keys}])).body
    labels = ("Nguồn nêu hạng sao", "Nguồn nêu chứng nhận", "Nơi kiểm tra chứng nhận")
    assert [each for each in labels if f">{each}<" in body] == [label]


def test_a_press_report_of_a_decision_is_cited_as_one_and_the_page_as_not_yet_checked() -> None:
    made = certified(BY_PRESS, sources=[{"title": "Báo mẫu", "confidence": "certain"}])
    body = page(made).body
    assert "12/QĐ-UBND ngày 1/11/2025 (theo nguồn)" in body.replace("\u00a0", " ")
    context = scene(made)
    assert context.words("verification.hearsay") in body
    assert sheet_data(made, context)["hearsay"]


EARLIER = {**IN_FORCE, "issued": date(2024, 3, 1), "number": "7/QĐ-UBND"}
"""Seen, four stars, in force to 1 March 2027; BY_PRESS is newer."""
ON_A_LIST = {"scheme": "ocop", "stars": "4", "known_by": date(2024, 6, 15), "seen": "list"}
"""Newer than EARLIER too, on a list without number, issuer and day."""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("place", ["page", "landing", "sheet", "brochure"])
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("newest", [BY_PRESS, ON_A_LIST], ids=["press", "list"])
def test_behind_one_that_nobody_can_look_up_the_older_paper_is_still_told(
    newest: Mapping[str, Any], order: int, place: str, lang: str
) -> None:
    made = certified(newest, certificates=[EARLIER, newest][::order])
    context = scene(made, lang=lang)
    told = page(made, lang=lang).body if place == "page" else PLACES[place](made, context)
    words = context.words
    assert not context.decisions[made.slug].shows_stars
    if place == "landing":
        until = {"vi": "Hiệu lực đến 1/3/2027. Căn cứ: quyết định", "en": "Valid until 1 March 2027."}[lang]
        assert until in told.replace("\u00a0", " ")
        return
    assert words("certificate.earlier", n=4).replace("\u00a0", " ") in told.replace("\u00a0", " ")
    if place != "brochure":
        assert "7/QĐ-UBND" in told


@pytest.mark.parametrize(
    ("older", "shown", "hidden"),
    [
        (EARLIER, "Còn hiệu lực", "Hết hiệu lực"),
        ({**EARLIER, "issued": date(2022, 3, 1)}, "Hết hiệu lực", "Còn hiệu lực"),
    ],
)
def test_the_older_paper_has_its_own_state(older: Mapping[str, Any], shown: str, hidden: str) -> None:
    body = page(certified(BY_PRESS, certificates=[older, BY_PRESS])).body
    block = body[body.index("<h3>OCOP 4") :].split("<dl")[0]
    assert [*re.findall(r"(hidden)?>(?:<svg.*?</svg>)([^<]+)<", block)] == [
        ("" if word == shown else "hidden", word) for word in ("Hết hiệu lực", "Còn hiệu lực") if word in block
    ]
    assert f"</svg>{shown}<" in block
    assert not re.search(rf"status=\"[a-z_ ]+\"><svg[^<]*<use[^<]*</use></svg>{hidden}<", block)


@pytest.mark.parametrize(
    "certificates",
    [
        [IN_FORCE, EARLIER],
        [BY_PRESS],
        [BY_PRESS, {**EARLIER, "seen": "press"}],
        [ON_A_LIST],
        [ON_A_LIST, {**EARLIER, "seen": "press"}],
        [ON_A_LIST, {**ON_A_LIST, "known_by": date(2023, 6, 15)}],
    ],
)
def test_no_older_one_is_told_where_the_newest_was_seen_or_none(certificates: list[Mapping[str, Any]]) -> None:
    made = certified(IN_FORCE, certificates=certificates)
    assert "chứng nhận trước đó" not in page(made).body
    assert "trước đó" not in _landing(made, scene(made))


SCANS = [
    ({"seen": "paper"}, "Xem bản chụp (PDF)", "12/QĐ-UBND"),
    ({"seen": None}, "Xem bản chụp (PDF)", "12/QĐ-UBND"),
    ({"seen": None, "number": None}, "Xem bản chụp (PDF)", "Đã thấy văn bản; chưa ghi số"),
    ({"seen": "press"}, "Xem bản chụp báo chí (PDF)", "12/QĐ-UBND ngày 1/11/2025 (theo nguồn)"),
    ({"seen": "press", "number": None}, "Xem bản chụp báo chí (PDF)", "Chưa thấy văn bản"),
]


@pytest.mark.parametrize(("keys", "label", "decision"), SCANS)
def test_what_is_said_of_the_paper_and_of_its_scan_agrees(keys: dict[str, Any], label: str, decision: str) -> None:
    """No page denies a paper and offers its scan."""
    made = certified({**IN_FORCE, "document": "giay.pdf", **keys})
    documents = {(made.slug, "giay.pdf"): "san-pham/giay.pdf"}
    view = product_view(made, replace(scene(made), documents=documents))
    assert view.certificate
    assert view.certificate.document == DocumentLink(label, "san-pham/giay.pdf")
    rows = {row.key: row.value.text.replace("\u00a0", " ") for row in view.verification.rows}
    assert rows["scan"] == label
    assert rows["decision"].startswith(decision)


def test_nothing_says_that_the_programme_grades() -> None:
    for lang in ("vi", "en"):
        for key, form in scene(product(), lang=lang).words.forms.items():
            assert not re.search(
                r"(graded|rated|recognised|certified) by OCOP|OCOP (chứng nhận|công nhận) ", str(form)
            ), key


@pytest.mark.parametrize(
    ("certificates", "first"),
    [
        ([IN_FORCE], date(2025, 11, 1)),
        ([IN_FORCE, {**IN_FORCE, "issued": date(2022, 3, 1)}], date(2022, 3, 1)),
        ([{**IN_FORCE, "council": date(2025, 9, 9)}], date(2025, 9, 9)),
        ([EXPIRED], None),
        ([IN_FORCE, KNOWN_BY | {"council": None}], None),
        ([{"scheme": "vietgap", "issued": date(2020, 1, 1)}, IN_FORCE], date(2025, 11, 1)),
    ],
)
def test_before_which_day_a_product_had_no_certificate(
    certificates: list[Mapping[str, Any]], first: date | None
) -> None:
    """A ceremony and what the press told came after a decision whose day is not known."""
    assert known_from(certified(IN_FORCE, certificates=certificates)) == first


A_THOUSAND_DAYS = [date(2026, 4, 15) + timedelta(days) for days in range(1000)]
"""IN_FORCE ends on 1 November 2028: in force, expiring and expired are among them."""


@pytest.mark.parametrize("certificate", [IN_FORCE, BY_PRESS])
def test_on_every_day_every_place_has_the_state_of_that_day(certificate: Mapping[str, Any], sample: Sample) -> None:
    """What scripts make of a page on a later day is tried in the browser (tests/site)."""
    made = certified(certificate)
    seen = set()
    last = [date(2028, 5, 4), date(2028, 5, 5), date(2028, 11, 1), date(2028, 11, 2)]
    for day in [*sample(A_THOUSAND_DAYS, 12), *last]:
        context = replace(scene(made, today=day), site_url=SITE)
        status = certificate_status(made.certificates[0], day)
        stars = status.rule.stars and certificate is IN_FORCE
        word = context.words(f"status.{status}")
        seen.add(status)
        shown = {
            "page": ("i-stars-" in page(made, today=day).body),
            "card": ("i-stars-" in _card(made, context)),
            "sheet": sheet_data(made, context)["stars"] == 4,
            "brochure": product_page_data(made, SideBySide((context,)), {}, "")["stars"] == 4,
            "label": label_text(made, context, ()).stars == 4,
            "JSON-LD": CERTIFIED in _json_ld(made, context),
        }
        assert set(shown.values()) == {stars}, (day, shown)
        assert slide_data(made, {"vi": context})["state"] == status, day
        assert word in visible(page(made, today=day).body), day
        if not stars:
            assert word in visible(_card(made, context)), day
        current = context.words(f"landing.status.{status}")
        assert _landing(made, context).count(current) == 1, day
    assert len(seen) == 3
