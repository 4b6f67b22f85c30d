"""What of the structured data no built catalogue shows: hostile text, and no address to name."""

from __future__ import annotations

import json
from dataclasses import replace

from site_builder.pages.structured_data import product_data
from site_builder.pages.views_product import Step

from .samples import product, scene

END = "</script><script>alert(1)</script><!-- & \u2028 \u2029 'x' \"y\""


def test_no_text_can_end_the_element() -> None:
    made = product(name={"vi": END}, summary={"vi": END})
    here = replace(scene(made), site_url="https://ocop.example")
    html = str(product_data(made, (Step(here.say(made.name)),), here))
    start, end = '<script type="application/ld+json">', "</script>"
    inside = html.removeprefix(start).removesuffix(end)
    assert html == start + inside + end
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["@graph"][0]["name"] == END


def test_without_an_address_there_is_none() -> None:
    made = product()
    assert product_data(made, (), scene(made)) == ""
