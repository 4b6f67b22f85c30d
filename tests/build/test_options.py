"""`mkdocs.yml` as our own reader sees it: what a build is told, and what is wrong with it, with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.media.recipe import ImageEncoding
from site_builder.messages import CatalogueError, problem_as_text, problem_sort_key
from site_builder.options import Options, available_cores, read_options
from site_builder.theme_folder import PACKAGED_FOLDER


def config(folder: Path, text: str) -> Path:
    file = folder / "mkdocs.yml"
    file.write_text(text, "utf-8")
    return file


def told(file: Path, lang: str = "vi") -> list[str]:
    """What is wrong with the file, from top to bottom; the folder of the content is not looked for."""
    try:
        problems = read_options(file, products=file.parent).problems
    except CatalogueError as error:
        problems = error.problems
    rows = sorted(problems, key=problem_sort_key)
    return [problem_as_text(problem, lang).replace(str(file), "mkdocs.yml") for problem in rows]


@pytest.mark.parametrize(("written", "made"), [("true", True), ("false", False)])
def test_social_cards_can_be_left_out(tmp_path: Path, written: str, made: bool) -> None:
    file = config(tmp_path, f"site_url: https://a.vn/\nplugins: [site-builder: {{social_cards: {written}}}]\n")
    assert read_options(file).has_social_cards is made


def test_yes_or_no_is_true_or_false(tmp_path: Path) -> None:
    file = config(tmp_path, "plugins:\n  - site-builder:\n      social_cards: có\n")
    (problem,) = told(file)
    assert problem == (
        "mkdocs.yml:3:21: lỗi [plugins.0.site-builder.social_cards]: “có” không dùng được ở đây.\n"
        "    → Viết true (có) hoặc false (không)."
    )


def test_without_a_file_the_current_folder_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_options() == Options(jobs=available_cores())
    assert (read_options().products, read_options().site_dir, read_options().cache_dir) == (
        Path("products"),
        Path("site"),
        Path(".cache"),
    )


def test_the_file_of_the_current_folder_is_read_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config(tmp_path, "docs_dir: san-pham\n")
    monkeypatch.chdir(tmp_path)
    assert read_options().products == Path("san-pham")


def test_folders_are_those_beside_the_file(tmp_path: Path) -> None:
    file = config(
        tmp_path,
        "site_url: https://ocop.gov.vn/\nsite_dir: web\ntheme:\n  name: null\n  custom_dir: look\n"
        "plugins:\n  - search\n  - site-builder:\n      cache_dir: kho\n      jobs: 3\n",
    )
    options = read_options(file)
    assert options.site_url == "https://ocop.gov.vn/"
    assert (options.products, options.site_dir, options.cache_dir) == (
        tmp_path / "products",
        tmp_path / "web",
        tmp_path / "kho",
    )
    assert options.theme.folders == (tmp_path / "look", PACKAGED_FOLDER)
    assert options.jobs == 3


def test_the_theme_that_comes_with_the_package_is_not_laid_over_itself(tmp_path: Path) -> None:
    assert read_options(config(tmp_path, f"theme: {{custom_dir: '{PACKAGED_FOLDER}'}}\n")).theme.folders == (
        PACKAGED_FOLDER,
    )


def test_the_photos_of_the_comparison_with_other_builders_can_be_asked_for(tmp_path: Path) -> None:
    file = config(
        tmp_path,
        "plugins:\n  - site-builder:\n      photo_formats: {webp: 78}\n      photo_widths: [1600, 400, 800]\n"
        "      photo_width: 800\n      photo_quality: 80\n",
    )
    recipe = read_options(file).recipe
    assert recipe.widths == (400, 800, 1600)
    assert recipe.formats == (ImageEncoding("webp", 78),)
    assert (recipe.fallback, recipe.fallback_width) == (ImageEncoding("jpeg", 80), 800)


def test_plugins_may_be_written_as_a_mapping(tmp_path: Path) -> None:
    assert read_options(config(tmp_path, "plugins:\n  site-builder:\n    jobs: 5\n")).jobs == 5


def test_what_is_typed_goes_over_what_is_written(tmp_path: Path) -> None:
    file = config(tmp_path, "site_dir: web\nplugins:\n  - site-builder: {jobs: 2}\n")
    options = read_options(file, site_dir=Path("elsewhere"), jobs=7, products=None, strict=True)
    assert (options.site_dir, options.jobs, options.strict) == (Path("elsewhere"), 7, True)
    assert options.products == tmp_path / "products"


@pytest.mark.parametrize(
    ("address", "real"),
    [
        ("https://ocop.langson.gov.vn/", True),
        ("https://ocop-binh-gia.example/", False),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1/", False),
        ("", False),
    ],
)
def test_an_address_that_nobody_can_open_is_known_as_such(address: str, real: bool) -> None:
    assert Options(site_url=address).has_real_address is real


def test_an_unknown_key_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    file = config(tmp_path, "plugins:\n  - site-builder:\n      photo_width: 800\n      photo_witdhs: [400]\n")
    assert told(file) == [
        (
            "mkdocs.yml:4:7: lỗi [plugins.0.site-builder.photo_witdhs]: Không có mục nào tên “photo_witdhs” ở đây.\n"
            "    → Có phải là “photo_widths” không?"
        )
    ]


def test_every_wrong_value_is_told_at_once(tmp_path: Path) -> None:
    file = config(
        tmp_path,
        "plugins:\n  - site-builder:\n      jobs: nhiều\n      photo_widths: 800\n"
        "      photo_formats: {gif: 60}\n      photo_quality: 101\n      cache_dir: [a]\n",
    )
    assert told(file) == [
        (
            "mkdocs.yml:3:13: lỗi [plugins.0.site-builder.jobs]: “nhiều” không dùng được ở đây.\n"
            "    → Viết một số nguyên từ 1 đến 64."
        ),
        (
            "mkdocs.yml:4:21: lỗi [plugins.0.site-builder.photo_widths]: "
            "Mục này cần danh sách chiều rộng ảnh, tính bằng điểm ảnh.\n"
            "    → Viết như sau: photo_widths: [400, 800, 1600]"
        ),
        (
            "mkdocs.yml:5:22: lỗi [plugins.0.site-builder.photo_formats]: "
            "Mục này cần tên định dạng ảnh và chất lượng; định dạng dùng được: avif, webp.\n"
            "    → Viết như sau: photo_formats: {avif: 60}"
        ),
        (
            "mkdocs.yml:6:22: lỗi [plugins.0.site-builder.photo_quality]: “101” không dùng được ở đây.\n"
            "    → Viết một số nguyên từ 1 đến 100."
        ),
        (
            "mkdocs.yml:7:18: lỗi [plugins.0.site-builder.cache_dir]: Mục này cần tên một thư mục.\n"
            "    → Viết như sau: cache_dir: .cache"
        ),
    ]


@pytest.mark.parametrize(
    ("option", "least", "most", "taken"),
    [
        ("jobs", 1, 64, lambda options: options.jobs),
        ("photo_width", 1, 8000, lambda options: options.recipe.fallback_width),
        ("photo_quality", 1, 100, lambda options: options.recipe.fallback.quality),
    ],
)
def test_a_number_may_be_the_least_and_the_most_and_nothing_beyond(
    tmp_path: Path, option: str, least: int, most: int, taken: Callable[[Options], int]
) -> None:
    def written(number: int) -> Path:
        return config(tmp_path, f"plugins:\n  - site-builder:\n      {option}: {number}\n")

    assert [taken(read_options(written(number))) for number in (least, most)] == [least, most]
    for number in (least - 1, most + 1):
        place = f"mkdocs.yml:3:{9 + len(option)}: lỗi [plugins.0.site-builder.{option}]"
        assert told(written(number)) == [
            f"{place}: “{number}” không dùng được ở đây.\n    → Viết một số nguyên từ {least} đến {most}."
        ]


def test_a_file_that_is_no_yaml_is_told_like_any_other(tmp_path: Path) -> None:
    lines = told(config(tmp_path, "site_name: a: b\n"), "en")
    assert len(lines) == 1
    assert lines[0].startswith("mkdocs.yml:1:")


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CatalogueError) as error:
        read_options()
    assert [problem.what("vi") for problem in error.value.problems] == [
        "“mkdocs.yml” là một thư mục, ở chỗ này phải là một tệp cùng tên."
    ]


INSIDE = ["products", "products/che", "products/.cache", "site", "site/files", "../{name}/products/"]


@pytest.mark.parametrize("place", INSIDE)
@pytest.mark.parametrize("written", [False, True], ids=["typed", "written"])
def test_the_cache_does_not_lie_among_the_products_or_in_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, written: bool
) -> None:
    (tmp_path / "products").mkdir()
    monkeypatch.chdir(tmp_path)
    cache = place.format(name=tmp_path.name)
    if written:
        config(tmp_path, f"plugins:\n  - site-builder:\n      cache_dir: {cache}\n")
        refused = read_options()
        (problem,) = refused.problems
        assert (problem.code, problem.line, problem.column) == ("config_cache", 3, 18)
        assert refused.cache_dir == Path(".cache"), "what is refused is written to nevertheless"
        return
    with pytest.raises(CatalogueError) as error:
        read_options(cache_dir=Path(cache))
    (told,) = error.value.problems
    assert told.fix("vi") == "Chọn thư mục khác bằng --cache-dir, hoặc bỏ --cache-dir."


@pytest.mark.parametrize("place", ["products", "products/che", ".", "..", "/"])
def test_a_site_that_is_typed_does_not_lie_where_the_content_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "products").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CatalogueError) as error:
        read_options(site_dir=Path(place))
    assert [problem.code for problem in error.value.problems] == ["folder_in_folder"]


@pytest.mark.parametrize("place", [".cache", "products-cache", "..", "elsewhere/products"])
def test_the_cache_may_lie_anywhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "products").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_options(cache_dir=Path(place)).cache_dir == Path(place)
