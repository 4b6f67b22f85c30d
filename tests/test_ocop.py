"""The programme's rules: groups, validity, the four states of a certificate on a given day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue import programme
from site_builder.catalogue.choices import CHOICES
from site_builder.catalogue.product import Certificate, Product
from site_builder.catalogue.programme import OcopStatus
from site_builder.views.certificate import months_left

SEEN = {"number": "12/QĐ-UBND", "issuer": {"vi": "UBND tỉnh Lạng Sơn"}, "issued": "2025-11-15"}
LAST_DAY = date(2028, 11, 15)
VECTORS = json.loads((Path(__file__).parent / "vectors/standing.json").read_text("utf-8"))
"""Certificates, their last day, and on some days their state, the days and the whole months left. The browser's script
judges the same ones (tests/theme)."""


def certificate(**keys: object) -> Certificate:
    return Certificate.model_validate({"scheme": "ocop", "stars": "3", **keys})


def product(*certificates: Certificate) -> Product:
    base = {"slug": "che", "code": "BG-001", "status": "certified", "name": {"vi": "Chè"}, "group": "food"}
    return Product.model_validate({**base, "certificates": certificates})


def test_the_six_groups_bear_the_names_of_the_decision() -> None:
    assert [group.official.vi for group in CHOICES.groups.values()] == [
        "Thực phẩm",
        "Đồ uống",
        "Dược liệu và sản phẩm từ dược liệu",
        "Hàng thủ công mỹ nghệ",
        "Sinh vật cảnh",
        "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
    ]
    assert all(set(name.languages()) == {"vi", "en"} for name in (group.official for group in CHOICES.groups.values()))


def test_the_periods_of_the_authorities_meet_without_a_gap() -> None:
    periods = programme.PROGRAMME.authorities
    for earlier, later in pairwise(periods):
        assert earlier.until is not None
        assert later.since == earlier.until + timedelta(days=1)
    assert periods[1].issuers[3].vi == "UBND cấp huyện"
    assert periods[-1].until is None


def test_an_ocop_certificate_holds_for_36_months_from_the_decision() -> None:
    assert programme.expiry_date(certificate(issued="22/5/2020", handed_over="2020-06-10")) == date(2023, 5, 22)


def test_a_written_end_goes_before_the_computed_one() -> None:
    assert programme.expiry_date(certificate(issued="2020-05-22", expires="2023-06-30")) == date(2023, 6, 30)


def test_the_ceremony_alone_gives_the_latest_end() -> None:
    assert programme.expiry_date(certificate(handed_over="2020-05-22")) == date(2023, 5, 22)


def test_a_certificate_of_another_scheme_ends_only_where_it_says_so() -> None:
    vietgap = Certificate.model_validate({"scheme": "vietgap", "issued": "2024-01-01"})
    assert programme.expiry_date(vietgap) is None


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 2, 28), -6, date(2025, 8, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
    ],
)
def test_months_are_added_and_the_end_of_a_short_month_is_kept(start: date, months: int, end: date) -> None:
    assert programme.add_months(start, months) == end


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-300, 300))
def test_adding_months_lands_in_the_month_meant(start: date, months: int) -> None:
    end = programme.add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2025, 11, 15), OcopStatus.IN_FORCE, 1096),
        (LAST_DAY - timedelta(days=181), OcopStatus.IN_FORCE, 181),
        (LAST_DAY - timedelta(days=180), OcopStatus.EXPIRING, 180),
        (LAST_DAY, OcopStatus.EXPIRING, 0),
        (LAST_DAY + timedelta(days=1), OcopStatus.EXPIRED, -1),
    ],
)
def test_a_seen_certificate_goes_from_in_force_over_expiring_to_expired(
    today: date, state: OcopStatus, left: int
) -> None:
    assert programme.certificate_status(certificate(**SEEN), today) == state
    assert programme.days_left(certificate(**SEEN), today) == left


@pytest.mark.parametrize("unknown", ["number", "issuer", "issued"])
def test_a_certificate_whose_paper_is_not_seen_is_unconfirmed_and_never_in_force(unknown: str) -> None:
    keys = {key: value for key, value in SEEN.items() if key != unknown}
    assert (
        programme.certificate_status(certificate(**keys, handed_over="2025-11-20"), date(2026, 1, 1))
        == OcopStatus.UNCONFIRMED
    )


def test_a_certificate_of_which_nothing_is_known_is_unconfirmed() -> None:
    assert programme.certificate_status(certificate(), date(2026, 1, 1)) == OcopStatus.UNCONFIRMED
    assert programme.days_left(certificate(), date(2026, 1, 1)) is None


def test_past_its_end_a_certificate_is_expired_whatever_else_is_unknown() -> None:
    assert programme.certificate_status(certificate(handed_over="2020-05-22"), date(2026, 11, 24)) == OcopStatus.EXPIRED


def test_the_newest_certificate_decides_in_whatever_order_they_are_written() -> None:
    old, new = certificate(issued="2020-05-22"), certificate(issued="2023-07-01", stars="4")
    assert programme.ocop_certificate(product(old, new)) == new
    assert programme.ocop_certificate(product(new, old)) == new


def test_a_dated_certificate_goes_before_an_undated_one() -> None:
    dated = certificate(handed_over="2020-05-22")
    assert programme.ocop_certificate(product(certificate(), dated, certificate(number="1"))) == dated


@pytest.mark.parametrize(
    ("issued", "decides"),
    [
        ("2020-05-22", "2026-07-01"),
        ("2023-06-30", "2026-07-01"),
        ("2023-07-02", "2023-07-02"),
        ("2026-06-30", "2026-06-30"),  # before the other's end, but long after the day it is dated back to
    ],
)
def test_a_certificate_with_only_an_end_is_dated_36_months_back_from_it(issued: str, decides: str) -> None:
    """Of 1/7/2026, it dates from 1/7/2023."""
    papers = {"2026-07-01": certificate(expires="2026-07-01"), issued: certificate(issued=issued)}
    assert programme.ocop_certificate(product(*papers.values())) == papers[decides]
    assert programme.ocop_certificate(product(*reversed(papers.values()))) == papers[decides]


def test_of_two_on_one_day_the_later_entry_decides() -> None:
    first, second = certificate(issued="2020-05-22"), certificate(issued="2020-05-22", stars="4")
    assert programme.ocop_certificate(product(first, second)) == second


def test_other_schemes_do_not_count() -> None:
    vietgap = Certificate.model_validate({"scheme": "vietgap", "issued": "2025-01-01"})
    assert programme.ocop_certificate(product(vietgap)) is None


@pytest.mark.parametrize("vector", VECTORS)
def test_the_cases_that_the_browser_judges_too(vector: dict[str, Any]) -> None:
    known = {**vector["certificate"]}
    if "issuer" in known:
        known["issuer"] = {"vi": known["issuer"]}
    paper = certificate(**known)
    end = programme.expiry_date(paper)
    assert (end.isoformat() if end else None) == vector["expires"]
    for day, expected in vector["on"].items():
        today = date.fromisoformat(day)
        months = months_left(end, today) if end else None
        assert [programme.certificate_status(paper, today), programme.days_left(paper, today), months] == expected, day


DAYS = st.dates(date(2018, 5, 7), date(2026, 11, 24))
KNOWN = {"number": "12/QĐ-UBND", "issuer": {"vi": "UBND tỉnh Lạng Sơn"}}
THREE_YEARS = 36


@given(
    dated=st.fixed_dictionaries({}, optional=dict.fromkeys(("issued", "handed_over", "known_by", "council"), DAYS)),
    known=st.sampled_from([{}, KNOWN]),
    seen=st.sampled_from([None, "paper", "list", "press"]),
    first=DAYS,
)
def test_on_a_thousand_days_the_state_follows_the_dates_and_stars_follow_what_was_seen(
    dated: dict[str, date], known: dict[str, Any], seen: str | None, first: date
) -> None:
    """Said a second time, plainly: the rules in `programme.py` are written from the other end."""
    made = product(certificate(**dated, **known, seen=seen))
    bounds = [dated[key] for key in ("handed_over", "known_by") if key in dated]
    start = dated.get("issued") or min(bounds, default=None)
    exact = "issued" in dated
    for day in (first + timedelta(days=3 * step) for step in range(1000)):
        found = programme.decide(made, day)
        over = start is not None and day > programme.add_months(start, THREE_YEARS)
        if over:
            assert found.status is OcopStatus.EXPIRED
        elif exact and known:
            assert found.status in (OcopStatus.IN_FORCE, OcopStatus.EXPIRING)
        else:
            assert found.status is OcopStatus.UNCONFIRMED
        assert found.at_the_latest is (start is not None and not exact)
        assert found.by_source is (seen in (None, "press"))
        assert found.shows_stars is (exact and bool(known) and not over and seen in ("paper", "list"))


def test_a_scan_beside_the_file_is_the_paper_unless_the_file_says_otherwise() -> None:
    assert certificate(document="quyet-dinh.pdf").seen_as == "paper"
    assert certificate(document="quyet-dinh.pdf", seen="press").by_source
    assert certificate().by_source


@pytest.mark.parametrize(
    ("keys", "decides"),
    [
        ({"known_by": "2021-06-15"}, True),
        ({"known_by": "2020-01-15"}, False),
        ({"council": "2021-01-28"}, True),
        ({"council": "2020-01-28"}, False),
    ],
)
def test_a_bound_and_the_council_s_day_say_which_certificate_is_the_newest(keys: dict[str, str], decides: bool) -> None:
    old, other = certificate(issued="2020-05-22"), certificate(**keys)
    assert programme.ocop_certificate(product(other, old)) == (other if decides else old)


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2018, 5, 6), []),
        (date(2018, 5, 7), ["490/QĐ-TTg"]),
        (date(2019, 8, 21), ["490/QĐ-TTg", "1048/QĐ-TTg"]),
        (date(2020, 6, 8), ["490/QĐ-TTg", "1048/QĐ-TTg", "781/QĐ-TTg"]),
        (date(2021, 1, 28), ["1048/QĐ-TTg", "781/QĐ-TTg"]),
        (date(2022, 8, 1), ["919/QĐ-TTg", "1048/QĐ-TTg", "781/QĐ-TTg"]),
        (date(2023, 2, 24), ["919/QĐ-TTg", "148/QĐ-TTg"]),
        (date(2025, 7, 6), ["919/QĐ-TTg", "148/QĐ-TTg", "1489/QĐ-TTg"]),
        (date(2026, 1, 1), ["148/QĐ-TTg", "1489/QĐ-TTg"]),
    ],
)
def test_the_rules_of_a_day_are_those_that_were_in_force(day: date, numbers: list[str]) -> None:
    assert [rules.number for rules in programme.rules_on(day)] == numbers


def test_before_2023_the_centre_recognised_five_stars_and_the_province_the_rest() -> None:
    told = {stars: programme.usual_issuer(stars, date(2021, 5, 26)) for stars in (3, 4, 5)}
    assert {stars: issuer.vi for stars, issuer in told.items() if issuer} == {
        3: "UBND cấp tỉnh",
        4: "UBND cấp tỉnh",
        5: "Trung ương",
    }
