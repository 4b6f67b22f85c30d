"""Pages of the content name the programme's figures, and say what the program reckons with."""

from __future__ import annotations

import pytest

from site_builder.catalogue import programme
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.theme_folder import Theme
from site_builder.views.words import load_all_translations

from ..products.catalogues import DAY, SHIPPED

STATES = {
    "vi": "- **Sắp hết hạn**: như trên, còn {} ngày trở xuống.",
    "en": "- **Expiring soon**: the same, with {} days or fewer left.",
}


def certification() -> dict[str, str]:
    """The page that tells how OCOP certifies, by language."""
    catalogue = judge(load.read_catalogue(SHIPPED, SHIPPED.parent, None), today=DAY).catalogue
    assert catalogue is not None
    return {page.lang: page.markdown for page in catalogue.prose if page.stem == "certification"}


def test_the_page_on_certificates_names_the_days_of_ocop_yml() -> None:
    assert programme.EXPIRING_DAYS == 180
    for lang, text in certification().items():
        assert STATES[lang].format(180) in text.split("\n")
        assert "{{" not in text


def test_with_other_figures_it_says_those(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"expiring_days": 90, "validity_months": 48}
    monkeypatch.setattr(programme, "PROGRAMME", programme.PROGRAMME.model_copy(update=changed))
    pages = certification()
    for lang, text in pages.items():
        assert STATES[lang].format(90) in text.split("\n")
        assert "180" not in text
    assert "## Thời hạn 48 tháng" in pages["vi"].split("\n")
    assert "## Valid for 48 months" in pages["en"].split("\n")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ expiring_days }} ngày", "180 ngày"),
        ("{{expiring_days}}/{{  validity_months  }}", "180/36"),
        ("{ expiring_days } {{ other }}", "{ expiring_days } {{ other }}"),
    ],
)
def test_a_figure_is_named_between_double_braces(written: str, told: str) -> None:
    assert programme.fill_figures(written) == told


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("stem", ["certification", "danh-cho-chu-the"])
def test_the_term_is_told_in_the_same_words_everywhere(stem: str, lang: str) -> None:
    """The home page and the printed catalogue have the words, the pages are written."""
    catalogue = judge(load.read_catalogue(SHIPPED, SHIPPED.parent, None), today=DAY).catalogue
    assert catalogue is not None
    text = next(page.markdown for page in catalogue.prose if (page.stem, page.lang) == (stem, lang))
    words = load_all_translations(("vi", "en"), Theme())[lang]
    term = words("certificate.term", n=programme.VALIDITY_MONTHS).replace("\u00a0", " ")
    assert f"[{term}](" in text
    assert term in words("home.stars_validity", term=term).replace("\u00a0", " ")
