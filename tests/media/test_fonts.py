from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from site_builder.cache import DATABASE_FILE, Cache
from site_builder.catalogue.vietnamese import fold
from site_builder.media.fonts import (
    ALWAYS_INCLUDED,
    FONT_FACES,
    NAME_IDS,
    UPRIGHT_FACES,
    VIETNAMESE_LETTERS,
    FontFile,
    font_licences,
    subset_fonts,
    subset_upright_fonts,
)

SENTENCE = (
    "Trên những sườn đồi của Bình Gia, cây hồi được trồng thành rừng, lá xanh quanh năm. Dưới tán ấy, người dân trồng "
    "chè xen, để cây chè lớn chậm trong bóng mát và hơi ẩm của núi. Búp một tôm hai lá hái từ lúc sương chưa tan, làm "
    "héo trên nong tre, rồi sao bằng tay trên chảo gang. Mỗi xã một thung lũng, một nguồn nước, một cách làm riêng."
)

NO_CACHE = Cache(None)


@pytest.fixture(scope="module")
def fonts() -> tuple[FontFile, ...]:
    return subset_fonts("ß★", NO_CACHE)


@pytest.fixture(scope="module")
def others() -> tuple[FontFile, ...]:
    """With a letter that others lack, and a mark that combines with any."""
    return subset_fonts("ñm\u0300", NO_CACHE)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[FontFile, ...]]:
    """A cache that holds the characters of `fonts`, cut once more, and what was cut."""
    root = tmp_path_factory.mktemp("kept")
    return root, cut(root)


def cut(root: Path) -> tuple[FontFile, ...]:
    with Cache(root) as cache:
        return subset_fonts(["★", "ß", "a"], cache)


def opened(font: FontFile) -> TTFont:
    return TTFont(BytesIO(font.data))


def test_every_vietnamese_letter_and_the_dong_have_a_glyph_in_every_face(fonts: tuple[FontFile, ...]) -> None:
    assert len(VIETNAMESE_LETTERS) == 134
    for font in fonts:
        covered = set(opened(font).getBestCmap())
        assert {char for char in {*ALWAYS_INCLUDED, "ß"} if ord(char) not in covered} == set(), font.name


def test_a_letter_with_two_marks_is_drawn_not_empty(fonts: tuple[FontFile, ...]) -> None:
    for font in fonts:
        face = opened(font)
        names = face.getBestCmap()
        assert all(face["glyf"][names[ord(letter)]].numberOfContours != 0 for letter in VIETNAMESE_LETTERS + "₫"), (
            font.name
        )


def test_the_reserved_name_is_in_no_name_of_the_fonts(fonts: tuple[FontFile, ...]) -> None:
    for font in fonts:
        names = {record.nameID: str(record) for record in opened(font)["name"].names}
        assert sorted(names) == list(NAME_IDS)
        assert all("Source" not in names[number] for number in (1, 2, 3, 4, 6)), names
        assert names[1] in ("Cham Serif", "Cham Sans")
        assert "Source" in names[0], "the copyright line has to stay"


def test_the_licences_lie_beside_the_fonts() -> None:
    texts = dict(font_licences())

    assert sorted(texts) == ["cham-sans-OFL.txt", "cham-serif-OFL.txt"]
    for text in texts.values():
        assert b"SIL OPEN FONT LICENSE Version 1.1" in text
        assert b"Reserved Font Name" in text


def test_the_faces_are_light(fonts: tuple[FontFile, ...]) -> None:
    assert all(font.data[:4] == b"wOF2" for font in fonts)
    assert max(len(font.data) for font in fonts) < 15_000
    assert sum(len(font.data) for font in fonts) < 61_900


def test_letters_keep_their_kerning(fonts: tuple[FontFile, ...]) -> None:
    for font in fonts:
        assert "kern" in {record.FeatureTag for record in opened(font)["GPOS"].table.FeatureList.FeatureRecord}


def test_the_same_characters_give_the_same_bytes(
    fonts: tuple[FontFile, ...], kept: tuple[Path, tuple[FontFile, ...]]
) -> None:
    assert kept[1] == fonts


def test_a_character_that_only_the_catalogue_has_changes_name_and_bytes(
    fonts: tuple[FontFile, ...], others: tuple[FontFile, ...]
) -> None:
    assert {font.name for font in others} & {font.name for font in fonts} == set()
    assert all(ord("ñ") in opened(font).getBestCmap() for font in others)


def test_a_warm_build_loads_nothing_that_cuts_fonts(kept: tuple[Path, tuple[FontFile, ...]]) -> None:
    look = (
        "import sys, pathlib; from site_builder.cache import Cache; from site_builder.media.fonts import subset_fonts;"
        "subset_fonts('ß★', Cache(pathlib.Path(sys.argv[1]))); print({'fontTools'} & sys.modules.keys())"
    )

    done = subprocess.run([sys.executable, "-c", look, str(kept[0])], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_a_spoiled_face_in_the_cache_is_made_again(kept: tuple[Path, tuple[FontFile, ...]], tmp_path: Path) -> None:
    root = shutil.copytree(kept[0], tmp_path / "cache")
    with closing(sqlite3.connect(root / DATABASE_FILE, isolation_level=None)) as database:
        one = "(SELECT min(key) FROM entries WHERE kind = 'font')"
        spoiled = database.execute(f"UPDATE entries SET value = substr(value, 1, 999) WHERE key = {one}")
        assert spoiled.rowcount == 1

    assert cut(root) == kept[1]
    assert cut(root) == kept[1]


def test_a_cache_that_cannot_be_written_is_done_without(fonts: tuple[FontFile, ...], tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("a file where a folder should be")

    with Cache(wall) as cache:
        assert subset_upright_fonts(fonts, "Chè", cache) == subset_upright_fonts(fonts, "Chè", NO_CACHE)


def test_the_measures_are_those_of_the_fonts(fonts: tuple[FontFile, ...]) -> None:
    assert [font.face for font in fonts] == list(FONT_FACES)
    for font in fonts:
        face, family, opened_font = font.face, font.face.family, opened(font)
        em, advances, names = opened_font["head"].unitsPerEm, opened_font["hmtx"], opened_font.getBestCmap()
        letters = fold(SENTENCE)
        average = sum(advances[names[ord(letter)]][0] for letter in letters) / len(letters) / em

        line, os2 = opened_font["hhea"], opened_font["OS/2"]
        for ascent, descent, gap in (
            (line.ascent, -line.descent, line.lineGap),
            (os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap),
            (os2.usWinAscent, os2.usWinDescent, 0),
        ):
            assert (ascent / em, descent / em, gap) == (family.ascent, family.descent, 0), font.name
        assert face.width == pytest.approx(average, rel=0.001)


def test_every_face_has_one_weight_and_its_own(fonts: tuple[FontFile, ...]) -> None:
    """The advance of 'n' is that of the designers' static fonts; in a serif drawn for another size it is another."""
    for font in fonts:
        face = opened(font)
        assert {"fvar", "gvar", "HVAR", "MVAR", "avar"} & set(face.keys()) == set()
        assert face["OS/2"].usWeightClass == font.face.weight
    advances = [face["hmtx"][face.getBestCmap()[ord("n")]][0] for face in map(opened, fonts)]
    assert advances == [611, 606, 547, 560, 525]


def test_a_combining_mark_stands_on_its_letter(others: tuple[FontFile, ...]) -> None:
    """No composed letter is there for it, so the font has to place it; texts without marks do without what it takes."""
    for font in others:
        placed = {record.FeatureTag for record in opened(font)["GPOS"].table.FeatureList.FeatureRecord}
        assert {"mark", "mkmk"} & placed, font.name


def test_the_faces_of_a_bare_page_hold_what_it_says_and_little_else(fonts: tuple[FontFile, ...]) -> None:
    said = "Mật ong rừng Bình Gia"

    bare = subset_upright_fonts(fonts, said, NO_CACHE)

    assert [font.face for font in bare] == list(UPRIGHT_FACES)
    assert all(set(opened(font).getBestCmap()) == set(map(ord, said)) for font in bare)
    assert sum(len(font.data) for font in bare) < sum(len(font.data) for font in fonts) / 3
