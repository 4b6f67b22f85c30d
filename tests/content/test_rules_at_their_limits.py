"""Where a rule begins to hold: the last value that passes, and the first that does not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from site_builder.catalogue.vietnamese import format_day
from site_builder.content.product_rules import likely_day
from site_builder.messages import Problem, Severity

from .small import TODAY, product, verdict, write


def told(root: Path, code: str) -> list[Problem]:
    """The problems of that code."""
    return [problem for problem in verdict(root).problems if problem.code == code]


@pytest.mark.parametrize(("key", "limit"), [("tagline", 60), ("summary", 160)])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("over", [-1, 0, 1, 2])
def test_a_short_text_may_fill_its_place_and_not_more(
    tmp_path: Path, key: str, limit: int, lang: str, over: int
) -> None:
    """Letters are counted, however many bytes or code points they were written with."""
    texts = {"vi": "Câu.", "en": "Words.", lang: "e\u0323\u0302" * (limit + over)}
    text = product().replace("summary: {vi: Một câu., en: One sentence.}\n", "")
    summary = "" if key == "summary" else "summary: {vi: Một câu., en: One sentence.}\n"
    written = f"{text}{summary}{key}: {{vi: {texts['vi']}, en: {texts['en']}}}\n"
    found = told(write(tmp_path, {"che": written}), "text_long")

    wanted = (
        [(f"{key}.{lang}", {"count": f"{limit + over}", "limit": f"{limit}", "over": f"{over}"})] if over > 0 else []
    )
    assert [(problem.path, problem.params) for problem in found] == wanted


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("count", "is_long"), [(140, False), (141, True), (300, True)])
def test_a_name_that_labels_have_to_cut_is_told(tmp_path: Path, lang: str, count: int, is_long: bool) -> None:
    names = {"vi": "Mật ong", "en": "Honey", lang: "e\u0323\u0302" * count}
    text = product().replace("name: {vi: Chè, en: Product}", f"name: {{vi: {names['vi']}, en: {names['en']}}}")
    found = told(write(tmp_path, {"che": text}), "name_long")
    wanted = [(f"name.{lang}", {"count": str(count), "limit": "140"})] if is_long else []
    assert [(problem.path, problem.params) for problem in found] == wanted


@pytest.mark.parametrize("begun", ["issued", "handed_over"])
@pytest.mark.parametrize(("expires", "refused"), [("21/5/2023", True), ("22/5/2023", True), ("23/5/2023", False)])
def test_a_certificate_ends_after_the_day_on_which_it_begins(
    tmp_path: Path, begun: str, expires: str, refused: bool
) -> None:
    paper = f"certificates: [{{scheme: vietgap, {begun}: 22/5/2023, expires: {expires}}}]\n"
    found = told(write(tmp_path, {"che": product(more=paper)}), "expires_before_issued")

    params = {"found": expires, "other": "22/5/2023"}
    assert [(p.path, p.params) for p in found] == ([("certificates.0.expires", params)] if refused else [])


@pytest.mark.parametrize(("issued", "refused"), [("21/5/2023", False), ("22/5/2023", False), ("23/5/2023", True)])
def test_a_certificate_may_be_handed_over_on_the_day_of_the_decision(
    tmp_path: Path, issued: str, refused: bool
) -> None:
    paper = f"certificates: [{{scheme: vietgap, issued: {issued}, handed_over: 22/5/2023}}]\n"
    found = told(write(tmp_path, {"che": product(more=paper)}), "handed_over_before_issued")

    assert [p.path for p in found] == (["certificates.0.handed_over"] if refused else [])


WHAT_HAS_HAPPENED = {
    "certificates.0.issued": "certificates: [{{scheme: vietgap, issued: {}}}]\n",
    "certificates.0.handed_over": "certificates: [{{scheme: vietgap, handed_over: {}}}]\n",
    "sources.0.date": "",
    "checked.on": "checked: {{on: {}, by: A}}\n",
    "producer.consent.given": (
        "producer: {{name: {{vi: Hộ bà A}}, kind: household, consent: {{given: {}, covers: [name]}}}}\n"
    ),
}


@pytest.mark.parametrize("path", WHAT_HAS_HAPPENED)
@pytest.mark.parametrize(("days", "future"), [(-1, False), (0, False), (1, True)])
def test_today_is_not_in_the_future(tmp_path: Path, path: str, days: int, future: bool) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    text = product(more=WHAT_HAS_HAPPENED[path].format(day))
    if path == "sources.0.date":
        text = text.replace("sources: [{title: Hồ sơ}]", f"sources: [{{title: Hồ sơ, date: {day}}}]")
    found = told(write(tmp_path, {"che": text}), "date_in_future")

    blocks = path.startswith(("certificates", "producer"))
    params = {"found": "25/11/2026", "today": "24/11/2026", "wanted": "25/11/2025"}
    assert [(p.path, p.params, p.severity is Severity.ERROR) for p in found] == (
        [(path, params, blocks)] if future else []
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/12/2042", "12/12/2024"),
        ("1/3/2062", "1/3/2026"),
        ("5/6/2034", "5/6/2024"),
        ("5/12/2026", "12/5/2026"),
        ("31/12/2026", "31/12/2025"),
        ("29/2/2032", "29/2/2012"),
        ("22/5/2202", "22/5/2022"),
    ],
)
def test_a_day_to_come_is_told_with_the_one_that_was_probably_meant(typed: str, meant: str) -> None:
    day, month, year = map(int, typed.split("/"))

    assert format_day(likely_day(date(year, month, day), TODAY), "vi") == meant


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        (["27/11/2026", "28/11/2026", "29/11/2026"], []),
        (["28/11/2026", "28/11/2026"], ["events.0.dates.1"]),
        (["27/11/2026", "28/11/2026", "28/11/2026", "29/11/2026"], ["events.0.dates.2"]),
        (["28/11/2026", "27/11/2026"], ["events.0.dates.1"]),
    ],
)
def test_the_days_of_an_event_follow_one_another_and_none_is_twice(
    tmp_path: Path, days: list[str], wrong: list[str]
) -> None:
    event = f"events: [{{key: hoi-cho, code: SK-01, name: {{vi: Hội chợ, en: Fair}}, dates: [{', '.join(days)}]}}]\n"

    found = told(write(tmp_path, {"che": product()}, event), "event_dates_order")

    assert [problem.path for problem in found] == wrong


def test_days_with_gaps_are_shown_in_order(tmp_path: Path) -> None:
    days = "dates: [2026-02-03, 2026-05-03, 2026-04-01, 2026-04-01]"
    event = f"events: [{{key: hoi-cho, code: SK-01, name: {{vi: Hội chợ, en: Fair}}, {days}}}]\n"

    (found,) = told(write(tmp_path, {"che": product()}, event), "event_dates_gap")

    wanted = ("2026-02-03, 2026-04-01, 2026-05-03", "2026-02-03", "2026-05-03")
    assert (found.params["listed"], found.params["first"], found.params["last"]) == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("8930000000002", "8930000000002", True),
        ("8930000000002", "08930000000002", True),
        ("08930000000002", "8930000000002", True),
        ("96385074", "00000096385074", True),
        ("012345678905", "0012345678905", True),
        ("8930000000002", "8930000000019", False),
    ],
)
def test_a_bar_code_is_one_and_the_same_with_zeros_before_it_or_without(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    offers = "offers: [{{pack: {{vi: Gói}}, gtin: '{}'}}]\n"
    products = {
        "che": product(more=offers.format(one)),
        "que": product("BG-002", "Quế", offers.format(other)),
    }
    found = told(write(tmp_path, products), "gtin_taken")

    wanted = [("products/que/product.yml", "offers.0.gtin", other, "products/che/product.yml:10")] if same else []
    assert [(p.file, p.path, p.params["found"], p.params["other"]) for p in found] == wanted


OCOP_PAPER = (
    "{{scheme: ocop, stars: 3, number: 1/QĐ-UBND, issuer: {{vi: UBND huyện Bình Gia}}, "
    "issued: {issued}, expires: {expires}}}"
)


def certified(*ends: date, summary: str = "Một câu.") -> str:
    """A certified product with a certificate for each of its last days."""
    papers = [OCOP_PAPER.format(issued=end - timedelta(days=1095), expires=end) for end in ends]
    text = product(more=f"certificates: [{', '.join(papers)}]\n").replace("Một câu.", summary)
    return text.replace("status: potential", "status: certified")


@pytest.mark.parametrize(
    ("left", "code"),
    [(181, None), (180, "ocop_expiring"), (0, "ocop_expiring"), (-1, "ocop_expired"), (-900, "ocop_expired")],
)
def test_whoever_keeps_a_product_learns_that_its_certificate_ends(tmp_path: Path, left: int, code: str | None) -> None:
    end = TODAY + timedelta(days=left)
    found = [p for p in verdict(write(tmp_path, {"che": certified(end)})).problems if p.code.startswith("ocop_")]

    assert [(p.code, p.path, p.severity, p.params["found"]) for p in found] == (
        [(code, "certificates.0", Severity.WARNING, format_day(end, "vi"))] if code else []
    )


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("12/QĐ-UBND", "12/QĐ-UBND"), ["certificates.1.number"]),
        (("12/QĐ-UBND", "12 / qđ-ubnd"), ["certificates.1.number"]),
        (("12/QĐ-UBND", "13/QĐ-UBND"), []),
    ],
)
@pytest.mark.parametrize("other", ["ocop", "vietgap"])
def test_one_number_is_that_of_one_certificate(
    tmp_path: Path, numbers: tuple[str, str], told: list[str], other: str
) -> None:
    stars = ", stars: 4" if other == "ocop" else ""
    papers = (
        f"{{scheme: ocop, stars: 3, number: {numbers[0]}, seen: press}}, "
        f"{{scheme: {other}{stars}, number: {numbers[1]}, seen: press}}, {{scheme: other, name: {{vi: A, en: A}}}}"
    )
    text = product(more=f"certificates: [{papers}]\n").replace("status: potential", "status: certified")
    found = verdict(write(tmp_path, {"che": text})).problems

    wanted = told if other == "ocop" else []
    assert [p.path for p in found if p.code == "certificate_number_twice"] == wanted


OUTDATED = (
    "Chè; giấy trao ngày 22/5/2020 nay đã hết hạn.",
    "Chè, nay đã hết hạn nếu không được đánh giá lại.",
    "Giấy chứng nhận đã hết hiệu lực.",
    "Chè của xã; chưa tìm thấy chứng nhận OCOP.",
)
STILL_RIGHT = (
    "Hết hạn rồi được đánh giá lại ở hạng cao hơn.",
    "Chè ngon, giấy sắp hết hạn.",
    "Chè; giấy VietGAP đã hết hạn.",
    "Chè; chưa tìm thấy chứng nhận VietGAP.",
    "Không dùng khi hết hạn sử dụng.",
)


@pytest.mark.parametrize("left", [0, 600, -1])
@pytest.mark.parametrize("summary", OUTDATED + STILL_RIGHT)
def test_a_summary_from_before_the_newest_certificate_is_told(tmp_path: Path, summary: str, left: int) -> None:
    text = certified(TODAY + timedelta(days=left), summary=f"'{summary}'")
    found = [p.path for p in verdict(write(tmp_path, {"che": text})).problems if p.code == "summary_outdated"]

    assert found == (["summary.vi"] if summary in OUTDATED and left >= 0 else [])


def test_the_newest_certificate_decides_and_words_that_say_it_end_the_note(tmp_path: Path) -> None:
    ended, good = TODAY - timedelta(days=400), TODAY + timedelta(days=600)
    for at, text in enumerate(
        (
            certified(ended, good),
            certified(ended, summary="Giấy chứng nhận OCOP đã hết hạn."),
            certified(ended).replace("status: certified", "status: draft"),
        )
    ):
        problems = verdict(write(tmp_path / str(at), {"che": text})).problems
        assert [p.code for p in problems if p.code.startswith("ocop_ex")] == [], at
