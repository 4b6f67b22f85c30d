"""Which letters can be shown where, what stands for them, and what is said of those that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from site_builder.cache import Cache
from site_builder.catalogue.letters import letter_name, without_letters, without_unseen
from site_builder.content import load
from site_builder.installation import install_command
from site_builder.media import script_fonts
from site_builder.media.script_fonts import CJK_FONT, SCRIPT_FONTS, cut_script_fonts, undrawable
from site_builder.messages import problem_as_text
from site_builder.prints.letters import LOOK_ALIKES, left_out, letter_problems, printable, printable_data
from site_builder.web.assets import script_font_css

from .signs import ALL_SIGNS, SIGNS, catalogue_with

NO_CACHE = Cache(None)


@pytest.fixture
def without_cjk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where the extra `cjk` is not installed."""
    monkeypatch.setattr(script_fonts, "find_spec", lambda name: None if name == CJK_FONT.package else find_spec(name))
    script_fonts.installed_fonts.cache_clear()
    yield
    script_fonts.installed_fonts.cache_clear()


@pytest.mark.parametrize(
    ("text", "shown", "lost"),
    [
        ("Chè Shan tuyết, 1.000 ₫", "Chè Shan tuyết, 1.000 ₫", ()),
        ("a \x00b", "a b", ("\x00",)),
        ("\x1b[0m", "[0m", ("\x1b",)),
        ("\uf0b7 một", "• một", ()),
        ("\uf0fc xong \uf0d8 tiếp", "✓ xong ➢ tiếp", ()),
        ("một \ue000 hai", "một hai", ("\ue000",)),
        ("một \ufffd.", "một.", ("\ufffd",)),
        ("a\u202eb\u2066c\ufeff", "abc", ()),
        ("một\u2028hai\x85ba", "một hai ba", ()),
        ("\U0010ffff\ufdd0\u0378", "", ("\U0010ffff", "\ufdd0", "\u0378")),
        ("👨‍🌾 🇻🇳 1️⃣ 🫪", "👨‍🌾 🇻🇳 1️⃣ 🫪", ()),
        ("茶 ชา ຊາ שלום", "茶 ชา ຊາ שלום", ()),
        ("hai\ndòng\t", "hai\ndòng\t", ()),
    ],
)
def test_what_no_screen_can_show_is_left_out(text: str, shown: str, lost: tuple[str, ...]) -> None:
    assert without_unseen(text) == (shown, lost)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a ★ b", "a b"),
        ("a★b", "ab"),
        ("a★ b", "a b"),
        ("★ a ★", "a"),
        ("a ★, b ★.", "a, b."),
        ("a ★ ★★ b", "a b"),
        ("a\n★ b ★\nc", "a\nb\nc"),
        ("★", ""),
    ],
)
def test_a_letter_left_out_leaves_no_double_space(text: str, rest: str) -> None:
    assert without_letters(text, "★") == rest


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("★ ☆ ✔ ● ℃ ① Ⅳ 🍯", "★ ☆ ✔ ● ℃ ① Ⅳ 🍯"),
        ("➜ tới ➢ mục ✦ hay", "→ tới ► mục ◆ hay"),
        ("𝗖𝗵è 𝐀", "Chè A"),
        ("bài 🂡 hay", "bài hay"),
        ("🫪\u200d🍯", "\u200d🍯"),
        ("茶，차", "茶，차"),
    ],
)
def test_paper_says_the_same_by_a_sign_that_it_has(text: str, paper: str) -> None:
    assert printable(text) == paper
    assert printable(paper) == paper


def test_without_its_font_chinese_is_left_out_and_its_punctuation_is_said(without_cjk: None) -> None:
    assert printable("Trà 茶 ngon：㎏ ＡＢ차") == "Trà ngon:kg AB"
    assert left_out("Trà 茶：차茶") == ("茶", "차")


def test_names_of_files_and_numbers_stay_in_template_data() -> None:
    data = {"🂡": "🂡 a", "list": ["🂡", 1, None, True], "photo": "🂡.jpg"}
    assert printable_data(data, ["🂡.jpg"]) == {"🂡": "a", "list": ["–", 1, None, True], "photo": "🂡.jpg"}


def test_every_look_alike_is_drawn() -> None:
    assert undrawable("".join(LOOK_ALIKES.values())) == frozenset()


def test_at_least_a_hundred_and_twenty_signs_are_tried() -> None:
    assert len(set(ALL_SIGNS)) >= 120
    assert left_out("".join(SIGNS)) == ("🂡",)


def test_a_letter_is_named_by_sign_number_and_name() -> None:
    assert letter_name("★") == "“★” (U+2605 BLACK STAR)"
    assert letter_name("\u0301") == "“◌\u0301” (U+0301 COMBINING ACUTE ACCENT)"
    assert letter_name("\x00") == "U+0000"
    assert letter_name("\ufffd") == "U+FFFD REPLACEMENT CHARACTER"


def test_a_site_gets_the_fonts_of_its_letters_alone() -> None:
    letters = "★℃👨‍🌾🇻🇳ชาຊາ茶차"
    files = {made.font.name: made for made in cut_script_fonts({*letters, *"aăđ₫✓"}, NO_CACHE)}
    assert list(files) == ["Inter", "Noto Emoji", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans CJK SC"]
    drawn = set().union(*(made.letters for made in files.values()))
    assert drawn == set(letters)
    for made in files.values():
        assert made.data[:4] == b"wOF2"
        assert set(made.letters) <= set(map(chr, TTFont(BytesIO(made.data)).getBestCmap()))
        name, licence = made.licence
        assert name.endswith("-OFL.txt")
        assert b"SIL OPEN FONT LICENSE Version 1.1" in licence
    assert sum(len(made.data) for made in files.values()) < 25_000
    assert cut_script_fonts(set(letters), NO_CACHE) == tuple(files.values())


def test_a_site_without_such_letters_gets_none() -> None:
    assert cut_script_fonts({*"Chè Shan tuyết 1.000 ₫ –…→✓", "\u200b", "\u00ad"}, NO_CACHE) == ()
    assert script_font_css(()) == ""


def test_a_rule_of_a_script_font_holds_for_every_face_and_its_letters_alone() -> None:
    css = script_font_css(cut_script_fonts({"🍯", "\ufe0f"}, NO_CACHE))
    (name,) = (made.name for made in cut_script_fonts({"🍯", "\ufe0f"}, NO_CACHE))
    assert css.count("@font-face") == 5
    assert css.startswith(
        '@font-face{font-family:"Cham Serif";src:local("Apple Color Emoji"),local("Segoe UI Emoji"),'
        f'local("Noto Color Emoji"),url({name}) format("woff2");font-weight:600;font-style:normal;'
        "font-display:swap;unicode-range:U+FE0F,U+1F36F}"
    )


def test_every_script_font_is_there_and_has_a_licence_that_lets_it_be_cut() -> None:
    for font in SCRIPT_FONTS:
        assert font.is_installed
        with font.opened() as face:
            names = face["name"]
            assert (names.getDebugName(16) or names.getDebugName(1)) == font.name
            assert "SIL Open Font License" in names.getDebugName(13)


def told(root: Path, lang: str) -> list[str]:
    return [problem_as_text(problem, lang) for problem in letter_problems(load.read_catalogue(root, root.parent, None))]


def test_letters_that_paper_lacks_are_one_warning_a_file(tmp_path: Path) -> None:
    catalogue_with(lambda text: text.replace("Sân", "Sân 🂡").replace("cuối", "cuối Ꮳ 🂡🂢🂣🂤🂥🂦🂧"), tmp_path)
    of_event, of_product = told(tmp_path / "products", "en")
    lacks = (
        "The print fonts lack these letters; on paper, slides, videos and social cards they are left out (web "
        "pages keep them):"
    )
    remedy = "    → Replace them with other letters or signs; they may stay where the text is clear without them."
    assert of_event == (
        f"products/catalogue.yml:42:13: warning: {lacks} “🂡” (U+1F0A1 PLAYING CARD ACE OF SPADES) 42:13.\n{remedy}"
    )
    assert of_product == (
        f"products/che/product.yml:25:15: warning: {lacks} “Ꮳ” (U+13E3 CHEROKEE LETTER TSA) 25:15, "
        "“🂡” (U+1F0A1 PLAYING CARD ACE OF SPADES) 25:17, “🂢” (U+1F0A2 PLAYING CARD TWO OF SPADES) 25:18, "
        "“🂣” (U+1F0A3 PLAYING CARD THREE OF SPADES) 25:19, “🂤” (U+1F0A4 PLAYING CARD FOUR OF SPADES) 25:20, "
        f"“🂥” (U+1F0A5 PLAYING CARD FIVE OF SPADES) 25:21, … (+2).\n{remedy}"
    )


def test_a_font_that_is_not_installed_is_named_with_its_command(tmp_path: Path, without_cjk: None) -> None:
    catalogue_with(lambda text: text.replace("Chè Shan", "Chè 茶 Shan"), tmp_path)
    (sentence,) = told(tmp_path / "products", "vi")
    assert sentence == (
        "products/che/product.yml:4:11: lưu ý: Máy này chưa cài phông chữ Trung, Nhật, Hàn; trên giấy, trang trình "
        "chiếu, video và thẻ chia sẻ những chữ này bị bỏ (trang web vẫn giữ): “茶” (U+8336 CJK UNIFIED IDEOGRAPH-8336) "
        "4:11.\n    → Cài phần mở rộng cjk: " + install_command("cjk") + ". Hoặc thay bằng chữ khác."
    )


def test_what_the_fonts_draw_is_not_told(tmp_path: Path) -> None:
    catalogue_with(lambda text: text + " ★🍯茶ชา①➜，", tmp_path)
    assert told(tmp_path / "products", "vi") == []


def test_an_escape_is_told_where_its_value_begins(tmp_path: Path) -> None:
    catalogue_with(lambda text: text.replace("Chè Shan", "Chè\x7f Shan"), tmp_path)
    (problem,) = load.read_catalogue(tmp_path / "products", tmp_path, None).all_problems()
    assert problem_as_text(problem, "vi") == (
        "products/che/product.yml:4:7: lưu ý: Có ký tự không có hình, không màn hình hay trang giấy nào hiện được nên "
        "bị bỏ: U+007F 4:7.\n    → Xoá ký tự ấy; nếu đó là một chữ bị hỏng khi dán thì gõ lại chữ đúng."
    )
