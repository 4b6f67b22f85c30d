"""What of the structured data no built catalogue shows: hostile text, and no address to name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from site_builder.catalogue.product import ProducerKind, Product
from site_builder.views.context import Breadcrumb
from site_builder.web.structured_data import product_json_ld

from .samples import IN_FORCE, TODAY, UNCONFIRMED, certified, product, scene

END = "</script><script>alert(1)</script><!-- & \u2028 \u2029 'x' \"y\""


def test_no_text_can_end_the_element() -> None:
    made = product(name={"vi": END}, summary={"vi": END})
    here = replace(scene(made), site_url="https://ocop.example")
    html = str(product_json_ld(made, (Breadcrumb(here.say(made.name)),), here))
    start, end = '<script type="application/ld+json">', "</script>"
    inside = html.removeprefix(start).removesuffix(end)
    assert html == start + inside + end
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["@graph"][0]["name"] == END


def test_without_an_address_there_is_none() -> None:
    made = product()
    assert product_json_ld(made, (), scene(made)) == ""


VIETGAP = {**IN_FORCE, "scheme": "vietgap", "stars": None, "expires": date(2027, 1, 1)}


def told(made: Product) -> Mapping[str, Any]:
    """What the page of `made` says of it."""
    here = replace(scene(made), site_url="https://ocop.example")
    html = str(product_json_ld(made, (Breadcrumb(here.say(made.name)),), here))
    node: Mapping[str, Any] = json.loads(html.partition(">")[2].removesuffix("</script>"))["@graph"][0]
    return node


@pytest.mark.parametrize(("end", "state"), [(TODAY, "Active"), (TODAY - timedelta(days=1), "Inactive")])
def test_a_certificate_of_another_scheme_has_its_own_end(end: date, state: str) -> None:
    made = told(certified(IN_FORCE, certificates=[IN_FORCE, {**VIETGAP, "expires": end}]))
    (_, vietgap) = made["hasCertification"]
    assert vietgap["certificationStatus"] == f"https://schema.org/Certification{state}"


@pytest.mark.parametrize("scheme", [IN_FORCE, VIETGAP], ids=["ocop", "vietgap"])
@pytest.mark.parametrize("unknown", ["number", "issuer", "issued"])
def test_a_decision_of_which_anything_is_unknown_is_no_certification(scheme: dict[str, Any], unknown: str) -> None:
    """Nobody has seen its paper, whatever else is told of it."""
    whole = certified(IN_FORCE, certificates=[scheme])
    partly = certified(IN_FORCE, certificates=[{**scheme, unknown: None, "handed_over": date(2025, 11, 20)}])
    assert [one["certificationIdentification"] for one in told(whole)["hasCertification"]] == ["12/QĐ-UBND"]
    assert "hasCertification" not in told(partly)
    assert "hasCertification" not in told(certified(UNCONFIRMED))


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (date(2026, 11, 23), "CertificationInactive"),
        (TODAY, "CertificationActive"),
        (date(2026, 11, 25), "CertificationActive"),
        (None, "CertificationActive"),
    ],
)
def test_a_certificate_is_active_up_to_its_last_day(last: date | None, status: str) -> None:
    (found,) = told(product(certificates=[{**VIETGAP, "expires": last}]))["hasCertification"]
    assert found["certificationStatus"] == f"https://schema.org/{status}"
    assert found.get("expires") == (last.isoformat() if last else None)


@pytest.mark.parametrize("kind", ProducerKind)
def test_a_private_person_is_no_organisation(kind: ProducerKind) -> None:
    made = told(product(producer={"kind": kind, "name": {"vi": "Bà Mẫu"}}))
    named = made.get("manufacturer", {})
    wanted = {} if kind == "other" else {"@type": "Organization", "name": "Bà Mẫu"}
    assert {key: named[key] for key in named if key != "url"} == wanted
