"""What was found in a text comes again from the cache, exactly; another text or list of words is looked at anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cache import Cache
from site_builder.content.text_findings import TextFindings

TEXTS = [
    ("Chè ngon nhất Việt Nam, chữa bệnh dạ dày, bà con ưa", "vi"),
    ("Chị Triệu Thị Mẫu bán qua số 0912 345 678.", "vi"),
    ("A plain sentence.", "en"),
    ("", None),
]


@pytest.mark.parametrize(("text", "lang"), TEXTS)
@pytest.mark.parametrize("own", [(), ("ưa",)])
def test_the_second_time_gives_what_the_first_gave(
    tmp_path: Path, text: str, lang: str | None, own: tuple[str, ...]
) -> None:
    looked = TextFindings()
    expected = looked.claims(text, lang, own), looked.people(text, ["Mẫu Sơn"])
    for _ in range(2):
        with Cache(tmp_path) as cache:
            findings = TextFindings(cache)
            assert (findings.claims(text, lang, own), findings.people(text, ["Mẫu Sơn"])) == expected


def test_words_of_the_catalogue_and_names_of_places_are_part_of_the_question(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        findings = TextFindings(cache)
        assert findings.claims("bà con ưa", "vi") == ()
        assert [claim.words for claim in findings.claims("bà con ưa", "vi", ("ưa",))] == ["ưa"]
        assert len(findings.people("Gặp chị Hoàng Văn Thụ", [])) == len(findings.people("Gặp chị Lê Văn Tám", [])) - 1
