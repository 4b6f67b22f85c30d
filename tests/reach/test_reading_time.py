"""How long a story takes to hear, in words."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from site_builder.views.markdown import reading_time

from ..pages.samples import WORDS


@pytest.mark.parametrize(
    ("letters", "lang", "told"),
    [
        (10, "vi", "10\u00a0giây"),
        (1000, "vi", "1\u00a0phút"),
        (1340, "vi", "1\u00a0phút 20\u00a0giây"),
        (900, "en", "1\u00a0minute"),
        (2550, "en", "2\u00a0minutes 50\u00a0seconds"),
    ],
)
def test_the_time_is_told_to_ten_seconds(letters: int, lang: str, told: str) -> None:
    text = Markup("<p>" + "a" * letters + "</p>")
    assert reading_time(text, WORDS[lang]) == told
