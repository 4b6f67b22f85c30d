"""What was renamed since the last site is told once, with the line that keeps the old address, which works as told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ..commands import TODAY, site_builder
from ..prints import press

LIST = "site/may-chu/ten-trang.txt"
CONFIG = (
    "site_url: {address}\nplugins:\n  - site-builder:\n"
    "      {{cache_dir: {cache}, product_sheets: false, social_cards: false}}\n"
)
SETTINGS = """\
site: {name: {vi: OCOP thử}, office: {name: {vi: UBND xã}}}
code_prefix: SP
categories:
  - {key: tra, name: {vi: Trà}}
  - key: khac
    name: {vi: Thứ khác}
communes:
  - name: {vi: Xã Hồng Phong}
    key: xa
    location: [22, 106.4]
  - {
      key: hai,
      name: {vi: Xã Hai},
      location: [22, 106.3]}
events:
  - {key: hoi-cho, code: SK-01, name: {vi: Hội chợ}, dates: [2026-12-12], products: [mat]}
  - key: hop-xom
    code: SK-02
    name: {vi: Họp xóm}
    dates: [2026-12-13]
"""
NOTE = re.compile(r"^(products/\S+?):(\d+):\d+: warning \[\S+\]: (The last site had .*)\n    → (.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, photo_cache: Path) -> Path:
    """Two products, a draft, and a site made of them. Read only."""
    folder = tmp_path_factory.mktemp("made")
    shelf = {"che": "tra", "mat": "khac", "cu": "khac"}
    press.catalogue(folder, {slug: {**press.PRODUCTS[slug], "category": shelf[slug]} for slug in shelf})
    (folder / "products/catalogue.yml").write_text(SETTINGS, "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=press.ADDRESS, cache=photo_cache), "utf-8")
    edit(folder / "products/cu/product.yml", "status: certified", "status: draft")
    build(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "folder")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def build(folder: Path, *options: str) -> str:
    done = site_builder("build", "--today", TODAY, "--lang", "en", *options, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def notes(folder: Path) -> list[tuple[str, ...]]:
    """Each note that `check` gives: file, line, what, remedy."""
    said = site_builder("check", "--today", TODAY, "--lang", "en", folder=folder)
    assert said.returncode == 0, said.stdout
    return [found.groups() for found in NOTE.finditer(said.stdout + said.stderr)]


def rename(folder: Path, old: str, new: str) -> None:
    """A product's folder, and where the event names it."""
    (folder / "products" / old).rename(folder / "products" / new)
    settings = folder / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace(f"[{old}]", f"[{new}]"), "utf-8")


def follow(folder: Path, note: tuple[str, ...]) -> None:
    """Do to the letter what the remedy says."""
    file, at, _, remedy = note
    lines = (folder / file).read_text("utf-8").split("\n")
    line = lines[int(at) - 1]
    if told := re.search(r"write (formerly: \[.*\]) on a line of its own below the line of (\w+)", remedy):
        lines.insert(int(at), " " * line.index(f"{told[2]}:") + told[1])
    elif told := re.search(r"write “(formerly: \[.*\], )” right behind the brace {", remedy):
        begin = next(n for n in range(int(at) - 1, -1, -1) if "- {" in lines[n])
        lines[begin] = lines[begin].replace("{", "{" + told[1], 1)
    else:
        told = re.search(r"write (formerly: \[.*\]) in place of", remedy)
        assert told
        lines[int(at) - 1] = re.sub(r"formerly: \[.*?\]", told[1], line)
    (folder / file).write_text("\n".join(lines), "utf-8")


def leads_to(folder: Path, address: str) -> str:
    """Where the page at `address` leads on."""
    found = re.search(r'refresh" content="0; url=(.*)"', (folder / "site" / address).read_text("utf-8"))
    assert found
    return ((folder / "site" / address).parent / found[1]).resolve().relative_to(folder / "site").as_posix()


def test_a_folder_that_was_renamed_keeps_its_address_by_the_line_that_is_told(folder: Path) -> None:
    rename(folder, "mat", "mat-ong")
    [note] = notes(folder)
    assert note[0] == "products/mat-ong/product.yml"
    assert note[2] == (
        "The last site had this page at san-pham/mat.html. Under the name “mat-ong” its address is another, and links "
        "to the old one lead nowhere."
    )
    assert note[3] == (
        "To keep the old address, write formerly: [mat] on a line of its own below the line of code, beginning in the "
        "same column as code. This is said until the site is made anew."
    )
    follow(folder, note)
    assert notes(folder) == []
    build(folder)
    assert leads_to(folder, "san-pham/mat.html") == "san-pham/mat-ong.html"
    assert leads_to(folder, "en/products/mat.html") == "en/products/mat-ong.html"
    rename(folder, "mat-ong", "mat-rung")
    [note] = notes(folder)
    assert "write formerly: [mat, mat-ong] in place of what formerly holds now" in note[3]
    follow(folder, note)
    assert notes(folder) == []
    build(folder)
    for old in ("mat", "mat-ong"):
        assert leads_to(folder, f"san-pham/{old}.html") == "san-pham/mat-rung.html"
    assert "refresh" not in (folder / "site/Q/SP-02/index.html").read_text("utf-8")


KEYS = {
    ("key: tra,", "key: tra-xanh,"): "loai",
    ("key: khac\n", "key: khac-nua\n"): "loai",
    ("key: xa\n", "key: hong-phong\n"): "xa",
    ("key: hai,", "key: xa-hai,"): "xa",
    ("key: hoi-cho,", "key: hoi-cho-tet,"): "su-kien",
    ("key: hop-xom\n", "key: hop-thon\n"): "su-kien",
}
"""Keys of `SETTINGS`, in lines and in braces, with new ones, and the folder of their pages."""


def test_keys_that_were_renamed_keep_their_addresses_as_told_however_they_are_written(folder: Path) -> None:
    led = {}
    for (old, new), place in KEYS.items():
        edit(folder / "products/catalogue.yml", old, new)
        before, after = (text.removeprefix("key: ").rstrip(",\n") for text in (old, new))
        led[f"{place}/{before}.html"] = f"{place}/{after}.html"
        for file in folder.glob("products/*/product.yml"):
            named = rf"^( *(?:category|commune): ){before}$"
            file.write_text(re.sub(named, rf"\g<1>{after}", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    told = notes(folder)
    assert {note[0] for note in told} == {"products/catalogue.yml"}
    for note, (old_page, new_page) in zip(told, led.items(), strict=True):
        assert f"had this page at {old_page}. Under the name “{Path(new_page).stem}”" in note[2]
    for note in reversed(told):
        follow(folder, note)
    assert notes(folder) == []
    build(folder)
    assert {page: leads_to(folder, page) for page in led} == led


def test_the_build_says_it_once_and_is_not_stopped_by_it(folder: Path) -> None:
    rename(folder, "mat", "mat-ong")
    assert "The last site had this page at san-pham/mat.html." in build(folder)
    assert notes(folder) == []


def test_where_two_could_be_meant_nothing_is_proposed(folder: Path) -> None:
    settings = folder / "products/catalogue.yml"
    edit(settings, "key: hai,", "key: hai-bac,")
    more = "  - {key: hai-nam, name: {vi: Xã Hai}, location: [22, 106.2]}\nevents:\n"
    edit(settings, "events:\n", more)
    assert notes(folder) == []


def test_one_that_takes_the_place_of_two_keeps_both_addresses(folder: Path) -> None:
    settings = folder / "products/catalogue.yml"
    edit(settings, "{vi: Thứ khác}", "{vi: Trà}")
    build(folder)
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  - key: khac\n    name: {vi: Trà}\n", "").replace("key: tra,", "key: che-tra,"))
    for slug in ("che", "mat", "cu"):
        file = folder / "products" / slug / "product.yml"
        file.write_text(re.sub(r"category: \w+", "category: che-tra", file.read_text("utf-8")), "utf-8")
    [note] = notes(folder)
    assert "had this page at loai/tra.html, loai/khac.html." in note[2]
    follow(folder, note)
    build(folder)
    assert {leads_to(folder, f"loai/{old}.html") for old in ("tra", "khac")} == {"loai/che-tra.html"}


def test_what_is_gone_changed_its_name_as_well_or_changed_places_is_not_taken_for_renamed(folder: Path) -> None:
    settings = folder / "products/catalogue.yml"
    edit(settings, "key: hai,\n      name: {vi: Xã Hai}", "key: ba,\n      name: {vi: Xã Ba}")
    for old, new in (("che", "x"), ("mat", "che"), ("x", "mat")):
        (folder / "products" / old).rename(folder / "products" / new)
    assert notes(folder) == []


def test_the_list_holds_what_has_a_page_and_nothing_of_drafts(made: Path) -> None:
    assert (made / LIST).read_bytes().decode() == (
        "kind,key,code,name,address\n"
        "product,che,SP-01,Chè dưới tán hồi,san-pham/che.html\n"
        "product,mat,SP-02,Mật,san-pham/mat.html\n"
        "category,tra,,Trà,loai/tra.html\n"
        "category,khac,,Thứ khác,loai/khac.html\n"
        "commune,xa,,Xã Hồng Phong,xa/xa.html\n"
        "commune,hai,,Xã Hai,xa/hai.html\n"
        "event,hoi-cho,SK-01,Hội chợ,su-kien/hoi-cho.html\n"
        "event,hop-xom,SK-02,Họp xóm,su-kien/hop-xom.html\n"
    )


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe\0", b'kind,key\nproduct,mat\nsoap,mat,SP-02,M,x.html\n\0,"\n'])
def test_a_list_that_is_lost_or_damaged_proposes_nothing(folder: Path, data: bytes | None) -> None:
    (folder / LIST).unlink()
    if data is not None:
        (folder / LIST).write_bytes(data)
    rename(folder, "mat", "mat-ong")
    assert notes(folder) == []


def test_an_article_whose_file_has_another_day_is_known_by_its_title(folder: Path) -> None:
    news = folder / "products/_news"
    news.mkdir()
    for lang, title in (("vi", "Tập huấn bao bì"), ("en", "Packaging course")):
        (news / f"2026-11-20-tap-huan.{lang}.md").write_text(f"---\ntitle: {title}\nkind: training\n---\n", "utf-8")
    build(folder)
    for lang in ("vi", "en"):
        (news / f"2026-11-20-tap-huan.{lang}.md").rename(news / f"2026-11-19-tap-huan.{lang}.md")
    [note] = notes(folder)
    assert note[:2] == ("products/_news/2026-11-19-tap-huan.vi.md", "2")
    assert "had this page at tin/2026-11-20-tap-huan.html. Under the name “2026-11-19-tap-huan”" in note[2]
    assert "write formerly: [2026-11-20-tap-huan] on a line of its own below the line of title" in note[3]
    follow(folder, note)
    assert notes(folder) == []
    build(folder)
    for place in ("tin", "en/news"):
        assert leads_to(folder, f"{place}/2026-11-20-tap-huan.html") == f"{place}/2026-11-19-tap-huan.html"
