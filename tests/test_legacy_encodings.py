"""Vietnamese of before Unicode is found with its word; Unicode in any language is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.legacy_encodings import find_legacy_encoding

FOUND = [
    ("ChÌ d­íi t¸n håi", "TCVN3", "ChÌ"),
    ("MiÕn dong Minh Khai", "TCVN3", "MiÕn"),
    ("Rau c¶i lµn", "TCVN3", "c¶i"),
    ("Th¹ch ®en B×nh Gia", "TCVN3", "Th¹ch"),
    ("Sản phẩm: B¶o qu¶n n¬i kh« r¸o", "TCVN3", "qu¶n"),
    ("Hoa håi", "TCVN3", "håi"),
    ("QuÕ", "TCVN3", "QuÕ"),
    ("Cheø döôùi taùn hoài", "VNI", "Cheø"),
    ("Mieán dong Minh Khai", "VNI", "Mieán"),
    ("Thaïch ñen Bình Gia", "VNI", "Thaïch"),
    ("ÑAËC SAÛN", "VNI", "ÑAËC"),
    ("Sa nhaân tím", "VNI", "nhaân"),
    ("ChÃ¨ dÆ°á»›i tÃ¡n há»“i", "UTF-8", "ChÃ¨"),
    ("Miáº¿n dong", "UTF-8", "Miáº¿n"),
    ("Tháº¡ch Ä‘en", "UTF-8", "Tháº¡ch"),
    ("ChĂ¨", "UTF-8", "ChĂ¨"),
    ("bÃ\xa0", "UTF-8", "bÃ\xa0"),
    ("ChÃ\u0083Â¨", "UTF-8", "ChÃ\u0083Â¨"),
    ("há»\u0093i", "UTF-8", "há»\u0093i"),
    ("Uá»‘ng á»Ÿ 85Â°C", "UTF-8", "Uá»‘ng"),
    ("Pha ở 85Â°C", "UTF-8", "85Â°C"),
    ("trà â€“ chè", "UTF-8", "â€“"),
    ("Hoa h?i B?nh Gia", "UTF-8", "h?i"),
    ("Ch? du?i tán", "UTF-8", "du?i"),
    ("MËt ong rõng", "TCVN3", "MËt"),
]

LEFT_IN_PEACE = [
    "Chè dưới tán hồi, hái tháng 2–10 âm lịch",
    "ỦY BAN NHÂN DÂN XÃ BÌNH GIA",
    "“CẢ XÃ” và ‘LÀ XÔ’, «cá»… “TÂM”",
    "Có ngon không? Rất ngon! https://vi.du/tim?q=che, đâu?đó/a?b=c",
    "Hoà, thuý, khoẻ, Hòa, thúy, khỏe",
    "Đắk Lắk, Krông Pắc, Pác Bó, boong, xoong",
    "Pha 5 g chè với nước 85–90 °C; ½ kg; 5 µm; 10×20 cm; N·m; kg/m²; A·B; ±5 %",
    "© 2026 UBND xã • Zalo® – Tea®",
    "120.000 ₫, €5, £3, § 5, Điều 5§, ¡Hola! ¿Qué?",
    "Café, crème brûlée, naïve résumé, à l'école, Noël, forêt, thé",
    "La fête laïque est due tôt; le riz thaï",
    "laïc",
    "nhaân",  # one word without a mark that no other language writes proves nothing
    "Fresh nhaân from Lang",  # nor do two of four
    "tôt",
    "Öl, für, Straße, säen, Mädchen, smörgåsbord, København, El Niño, corazón, São Paulo",
    "Chloë et Zoë, sông Lü, Citroën",
    "the commune’s XÃ’s name",
    "",
    "plain ASCII",
    "茶",
]

TEXT = "chè dưới tán hồi quế quýt thạch đen miến dong rau cải làn mật ong rượu nếp khuỷu nghiêng uống ấm"
SYLLABLES = TEXT.split()


@pytest.mark.parametrize(("text", "encoding", "word"), FOUND)
def test_old_encodings_are_named_with_the_word(text: str, encoding: str, word: str) -> None:
    assert find_legacy_encoding(text) == (encoding, word)


@pytest.mark.parametrize("text", LEFT_IN_PEACE)
def test_unicode_text_is_not_suspected(text: str) -> None:
    assert find_legacy_encoding(text) is None


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1), st.sampled_from([str.lower, str.upper, str.title]))
def test_vietnamese_words_in_any_order_and_case_are_not_suspected(words: list[str], case: object) -> None:
    assert callable(case)
    assert find_legacy_encoding(case(" ".join(words))) is None


@given(st.lists(st.sampled_from([word for word in SYLLABLES if not word.isascii()]), min_size=1))
def test_utf_8_read_as_windows_1252_is_always_found(words: list[str]) -> None:
    read_wrongly = " ".join(words).encode().decode("cp1252", errors="ignore")
    found = find_legacy_encoding(read_wrongly)
    assert found is not None
    assert found[0] == "UTF-8"
