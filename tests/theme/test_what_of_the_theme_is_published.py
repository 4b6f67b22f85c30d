from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from site_builder.cache import Cache
from site_builder.media.fonts import FontFile, subset_fonts
from site_builder.theme_folder import Theme
from site_builder.web.assets import IMAGE_FILES, SCRIPT_PARTS, Assets, bundle_assets, bundle_js, minify_css, minify_js

from ..commands import ROOT
from ..pages.samples import TODAY


@pytest.fixture(scope="module")
def fonts(photo_cache: Path) -> tuple[FontFile, ...]:
    with Cache(photo_cache) as cache:
        return subset_fonts("", cache)


@pytest.fixture(scope="module")
def assets(fonts: tuple[FontFile, ...]) -> Assets:
    return bundle_assets(Theme(), fonts, today=TODAY)


def pressed(assets: Assets, *names: str) -> int:
    """The bytes of the files on the wire."""
    return sum(len(gzip.compress(assets.files[name].data, 9)) for name in names)


def test_only_what_is_listed_leaves_the_theme(fonts: tuple[FontFile, ...], assets: Assets, tmp_path: Path) -> None:
    for stray in ("assets/images/IMG_1.JPG", "assets/js/old.js", "assets/fonts/Source.ttf", "assets/notes.docx"):
        (tmp_path / stray).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / stray).write_bytes(b"stray")

    assert bundle_assets(Theme.over(tmp_path), fonts, today=TODAY) == assets


def test_the_listed_files_are_all_there_and_no_other_lies_in_the_folders() -> None:
    folder = ROOT / "theme/assets"
    pictures = {
        path.relative_to(folder).as_posix() for name in ("images", "icons") for path in (folder / name).iterdir()
    }
    scripts = {path.name for path in (folder / "js").iterdir()}

    assert pictures == set(IMAGE_FILES)
    assert scripts == {part for parts in SCRIPT_PARTS.values() for part in parts}


def test_a_published_name_changes_with_its_bytes(fonts: tuple[FontFile, ...], assets: Assets, tmp_path: Path) -> None:
    own = tmp_path / "assets/css/21-stars.css"
    own.parent.mkdir(parents=True)
    own.write_text(".bg-stars{color:var(--ink)}")

    changed = bundle_assets(Theme.over(tmp_path), fonts, today=TODAY)

    assert re.fullmatch(r"assets/site\.[0-9a-f]{8}\.css", assets.address("site.css"))
    differing = {name for name, file in changed.files.items() if file != assets.files[name]}
    assert differing == {"site.css", "landing.css"}
    assert b".bg-stars{color:var(--ink)}" in changed.files["site.css"].data


def test_a_showcase_may_add_a_style_sheet(fonts: tuple[FontFile, ...], tmp_path: Path) -> None:
    own = tmp_path / "assets/css/90-own.css"
    own.parent.mkdir(parents=True)
    own.write_text(".bg-hero { min-height: 10px; }")

    style = bundle_assets(Theme.over(tmp_path), fonts, today=TODAY).files["site.css"].data

    assert style.endswith(b".bg-hero{min-height:10px}")


def test_two_bundles_are_the_same(fonts: tuple[FontFile, ...], assets: Assets) -> None:
    assert bundle_assets(Theme(), fonts, today=TODAY) == assets


def test_every_address_inside_the_styles_is_a_published_neighbour(assets: Assets) -> None:
    style = assets.files["site.css"].data.decode()
    neighbours = {file.address.removeprefix("assets/") for file in assets.files.values()}

    found = set(re.findall(r"url\(([^)]*)\)", style))

    assert found <= neighbours
    assert len(found) == 6


def test_the_styles_of_the_404_page_name_no_file_but_fonts(assets: Assets) -> None:
    style = assets.files["error.css"].data.decode()

    assert {name.rpartition(".")[2] for name in re.findall(r"url\(([^)]+)\)", style)} == {"woff2"}
    assert ".bg-error" in style
    assert ".bg-foot" in style


def test_the_upright_faces_are_preloaded(assets: Assets) -> None:
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", address) for address in assets.preload] == [
        "assets/cham-serif-600.woff2",
        "assets/cham-serif-400.woff2",
        "assets/cham-sans-400.woff2",
        "assets/cham-sans-600.woff2",
    ]


def test_styles_and_scripts_are_small(assets: Assets) -> None:
    assert pressed(assets, "catalogue.js") < 6_000
    assert pressed(assets, "site.css") < 15_600
    assert pressed(assets, "head.js") < 560
    assert pressed(assets, "site.js", "product.js") < 10_300
    assert pressed(assets, "search.js") < 7_250
    assert pressed(assets, "search-more.js") < 4_600
    assert pressed(assets, "error.css") < 5_600


def test_each_picture_of_the_opening_is_light(assets: Assets) -> None:
    sizes = {name: len(file.data) for name, file in assets.files.items() if name.startswith("images/panorama")}

    assert len(sizes) == 5
    assert max(sizes.values()) < 60_000
    assert sizes["images/panorama-phone.avif"] < 35_000


def test_minifying_a_style_leaves_what_carries_meaning() -> None:
    source = """
    /* a comment; with { signs } */
    .a > .b :is(h2, h3) , .c::before {
      content: "a ; b /* no comment */ {";
      width: calc(100% - 2 * 4px);
      color: red;
    }
    @media (max-width: 760px) and (min-width: 10px) { .d { margin: 0 auto; } }
    """

    assert minify_css(source) == (
        '.a>.b :is(h2,h3),.c::before{content:"a ; b /* no comment */ {";width:calc(100% - 2 * 4px);color:red}'
        "@media (max-width:760px) and (min-width:10px){.d{margin:0 auto}}"
    )


@pytest.mark.parametrize("style", ['a::after{content:";}"}', "a::after{content:'/**/ ; }'}", "a{background:url(a;}b)}"])
def test_minifying_a_style_leaves_strings_alone(style: str) -> None:
    assert minify_css(style) == style


def test_minifying_a_script_leaves_what_carries_meaning() -> None:
    source = (
        '/* head\n   more */\n(function () {\n  // why\n  var a = "//not a comment"; /* gone */\n\n'
        "  var b = c++ + ++d\n  return /[/ ]\\/ /.test(a)\n})();\n"
    )

    assert minify_js(source) == ('(function(){var a="//not a comment";var b=c++ + ++d\nreturn/[/ ]\\/ /.test(a)})();')


@pytest.mark.parametrize(
    "script", ["x=`one\n   // two\n  three`;", "x=`a ${b} /* c */  d`;", "x='a  // b';", 'x="/* a */";']
)
def test_minifying_a_script_leaves_strings_alone(script: str) -> None:
    assert minify_js(script) == script


def test_two_scripts_of_a_bundle_do_not_run_into_each_other(tmp_path: Path) -> None:
    for name, text in {"head.js": "a = 1 // no end of line", "not-found.js": "b = 2"}.items():
        (tmp_path / "assets/js").mkdir(parents=True, exist_ok=True)
        (tmp_path / "assets/js" / name).write_text(text)

    assert bundle_js(Theme.over(tmp_path), ["head.js", "not-found.js"]) == "a=1\nb=2"


def test_a_name_that_is_not_published_is_an_error(assets: Assets) -> None:
    with pytest.raises(KeyError, match="unknown"):
        assets.address("unknown")
