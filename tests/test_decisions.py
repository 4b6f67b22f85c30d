"""Which certificate decides on a product, and what follows from it, is worked out once and handed on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.build import compose_site
from site_builder.catalogue import programme
from site_builder.catalogue.product import Certificate, Product, Status
from site_builder.catalogue.programme import CERTIFICATE_STATUSES, Decision, OcopStatus, decide
from site_builder.prints.brochure.product import product_page_data
from site_builder.prints.labels import label_text
from site_builder.prints.paper_text import SideBySide
from site_builder.prints.sheet import sheet_data
from site_builder.views.shared_data import TEMPLATE_RULES
from site_builder.web.site import SiteInputs

from .pages.samples import EXPIRED, EXPIRING, IN_FORCE, TODAY, UNCONFIRMED, certified, pictures, product, scene
from .products.catalogues import MADE_UP, published


def test_a_whole_site_asks_once_for_each_product(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = programme.ocop_certificate

    def counted(made: Product) -> Certificate | None:
        asked.append(made.slug)
        return real(made)

    catalogue = published(MADE_UP / "complete")
    monkeypatch.setattr(programme, "ocop_certificate", counted)
    compose_site(catalogue, pictures(catalogue.products), SiteInputs(site_url="", content=MADE_UP / "complete"), TODAY)
    assert asked == [made.slug for made in catalogue.products if made.status is Status.CERTIFIED]
    assert len(asked) == 9


def test_a_decision_holds_all_that_follows_from_the_certificate() -> None:
    made = certified(IN_FORCE)
    assert decide(made, TODAY) == Decision(
        status=OcopStatus.IN_FORCE,
        certificate=made.certificates[0],
        stars=4,
        issued=date(2025, 11, 1),
        expires=date(2028, 11, 1),
        days_left=708,
    )


@pytest.mark.parametrize("certificate", [IN_FORCE, EXPIRING, EXPIRED, UNCONFIRMED, None])
def test_paper_and_screen_show_the_same_stars(certificate: dict[str, Any] | None) -> None:
    made = certified(certificate) if certificate else product()
    context = scene(made)
    decision = context.decisions[made.slug]
    shown = decision.stars if decision.shows_stars else 0
    assert shown == (4 if certificate in (IN_FORCE, EXPIRING) else 0)
    on_paper = (
        label_text(made, context, ()).stars,
        sheet_data(made, context)["stars"],
        product_page_data(made, SideBySide((context,)), {}, "")["stars"],
    )
    assert on_paper == (shown,) * 3
    in_words = "OCOP" in str(product_page_data(made, SideBySide((context,)), {}, "")["stars_text"])
    assert in_words is (shown > 0)


def test_without_a_day_of_issue_the_day_of_the_ceremony_counts() -> None:
    found = decide(certified(EXPIRED), TODAY)
    assert (found.status, found.stars, found.issued, found.expires) == (
        OcopStatus.EXPIRED,
        3,
        date(2020, 5, 22),
        date(2023, 5, 22),
    )
    assert not found.shows_stars
    assert decide(certified(EXPIRING), TODAY).shows_stars


def test_a_potential_product_has_no_certificate() -> None:
    assert decide(product(), TODAY) == Decision(OcopStatus.POTENTIAL)
    assert decide(product(certificates=[IN_FORCE]), TODAY) == Decision(OcopStatus.POTENTIAL)


def test_every_status_has_its_rule_in_the_order_of_the_table() -> None:
    assert list(programme.PROGRAMME.statuses) == list(OcopStatus)
    assert [status for status in OcopStatus if status.rule.stars] == [OcopStatus.IN_FORCE, OcopStatus.EXPIRING]
    assert [status.rule.rank for status in OcopStatus] == [0, 0, 2, 1, 3]
    assert [status.rule.icon for status in OcopStatus] == ["check", "clock", "stop", "question", None]
    assert set(OcopStatus) - set(CERTIFICATE_STATUSES) == {OcopStatus.POTENTIAL}


def test_templates_are_given_the_attributes_that_scripts_read() -> None:
    assert TEMPLATE_RULES.starred == "in_force expiring"
    assert TEMPLATE_RULES.starless == "expired unconfirmed"
    assert TEMPLATE_RULES.later == (OcopStatus.EXPIRING, OcopStatus.EXPIRED)
