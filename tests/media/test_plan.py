"""What is to be made of a picture: widths, heights, frames, and the order of files."""

from __future__ import annotations

from dataclasses import replace
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.media.recipe import (
    MAX_RENDITION_PIXELS,
    PAGE_FRAME,
    AspectRatio,
    CropBox,
    ImageEncoding,
    PlannedRendition,
    Recipe,
    Size,
    crop_box,
    frame_width,
    oversampling,
    plan_renditions,
    rendition_widths,
    scale_length,
)

AVIF, WEBP, JPEG = ImageEncoding("avif", 60), ImageEncoding("webp", 78), ImageEncoding("jpeg", 80)
WEB = Recipe()
CARD = Recipe((1200,), (), JPEG, 1200, AspectRatio(1200, 630))

sides = st.integers(1, 20_000)
sizes = st.builds(Size, sides, sides)
frames = st.none() | st.builds(AspectRatio, st.integers(1, 4000), st.integers(1, 4000))
recipes = st.builds(
    Recipe,
    st.lists(st.integers(1, 4000), min_size=1, max_size=5).map(tuple),
    st.sampled_from([(), (AVIF,), (WEBP,), (AVIF, WEBP), (JPEG,)]),
    st.just(JPEG),
    st.integers(1, 4000),
    frames,
)


@pytest.mark.parametrize(
    ("own", "wanted", "expected"),
    [
        (4000, (400, 800, 1600), (400, 800, 1600)),
        (1600, (400, 800, 1600), (400, 800, 1600)),
        (1599, (400, 800, 1600), (400, 800, 1599)),
        (1000, (400, 800, 1600), (400, 800, 1000)),
        (900, (400, 800, 1600), (400, 800, 900)),
        (899, (400, 800, 1600), (400, 800)),  # a near twin of 800
        (801, (400, 800, 1600), (400, 800)),
        (400, (400, 800, 1600), (400,)),
        (440, (400, 440, 1600), (400, 440)),  # wanted, though a near twin
        (399, (400, 800, 1600), (399,)),
        (1, (400, 800, 1600), (1,)),
        (4000, (1600, 400, 800, 400), (400, 800, 1600)),
        (3000, (2560,), (2560,)),
        (2000, (2560,), (2000,)),
    ],
)
def test_widths_fit_the_picture(own: int, wanted: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert rendition_widths(own, wanted) == expected


@pytest.mark.parametrize(
    ("length", "by", "of", "expected"),
    [
        (3000, 400, 4000, 300),
        (3, 1, 2, 2),
        (1, 1, 2, 1),
        (5, 1, 2, 3),
        (2, 1, 5, 1),
        (1, 1, 9, 1),
        (2999, 800, 4001, 600),
    ],
)
def test_halves_are_rounded_up_and_nothing_vanishes(length: int, by: int, of: int, expected: int) -> None:
    assert scale_length(length, by, of) == expected


def test_the_web_gets_avif_at_three_widths_and_one_jpeg() -> None:
    cuts = plan_renditions(Size(4000, 3000), WEB)
    assert [(c.width, c.height, c.encoding.type) for c in cuts] == [
        (400, 300, "image/avif"),
        (800, 600, "image/avif"),
        (1600, 1200, "image/avif"),
        (800, 600, "image/jpeg"),
    ]


def test_a_narrow_picture_is_not_enlarged() -> None:
    assert [(c.width, c.height, c.encoding.format) for c in plan_renditions(Size(300, 200), WEB)] == [
        (300, 200, "avif"),
        (300, 200, "jpeg"),
    ]


def test_the_fallback_comes_last_and_once() -> None:
    recipe = Recipe((400, 800, 1600), (JPEG,), JPEG, 800)
    assert [c.width for c in plan_renditions(Size(4000, 3000), recipe)] == [400, 1600, 800]


def test_a_face_that_knows_its_reader_needs_no_fallback() -> None:
    recipe = Recipe((1600, 2560), (AVIF,), fallback=None)
    assert plan_renditions(Size(5120, 2880), recipe) == (
        PlannedRendition(1600, 900, AVIF),
        PlannedRendition(2560, 1440, AVIF),
    )


@pytest.mark.parametrize("size", [Size(4000, 3000), Size(3000, 4000), Size(1200, 630), Size(4001, 2999)])
def test_a_card_has_exactly_the_size_of_its_frame(size: Size) -> None:
    assert [(c.width, c.height) for c in plan_renditions(size, CARD)] == [(1200, 630)]


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        ((0.5, 0.5), CropBox(0, 450, 4000, 2100)),
        ((0.5, 0.0), CropBox(0, 0, 4000, 2100)),
        ((0.5, 0.4), CropBox(0, 150, 4000, 2100)),
        ((0.0, 1.0), CropBox(0, 900, 4000, 2100)),
    ],
)
def test_a_frame_keeps_the_focus_point_as_near_to_its_middle_as_it_can(
    focus: tuple[float, float], expected: CropBox
) -> None:
    assert crop_box(Size(4000, 3000), AspectRatio(1200, 630), focus) == expected


@pytest.mark.parametrize(
    ("size", "focus", "expected"),
    [
        (Size(4000, 3001), (0.5, 0.5), CropBox(0, 451, 4000, 2100)),  # 450.5
        (Size(4000, 2999), (0.5, 0.5), CropBox(0, 450, 4000, 2100)),  # 449.5
        (Size(4000, 3000), (0.5, 0.41675), CropBox(0, 200, 4000, 2100)),  # 200.25
        (Size(4000, 3000), (0.5, 0.4169), CropBox(0, 201, 4000, 2100)),  # 200.7
    ],
)
def test_a_crop_starts_at_the_nearest_whole_pixel_halves_up(
    size: Size, focus: tuple[float, float], expected: CropBox
) -> None:
    assert crop_box(size, AspectRatio(1200, 630), focus) == expected


def test_a_tall_frame_moves_sideways() -> None:
    assert crop_box(Size(4000, 3000), AspectRatio(9, 16), (0.9, 0.5)) == CropBox(2312, 0, 1688, 3000)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ImageEncoding("gif", 80),  # type: ignore[arg-type]  # the mistake under test
        lambda: ImageEncoding("avif", 0),
        lambda: ImageEncoding("avif", 60, speed=11),
        lambda: ImageEncoding("webp", 60, method=7),
        lambda: AspectRatio(0, 1),
        lambda: AspectRatio(1, 0),
        lambda: Recipe((), (AVIF,)),
        lambda: Recipe((0,), (AVIF,)),
        lambda: Recipe((400,), (), fallback=None),
        lambda: Recipe((400,), (ImageEncoding("jpeg", 90),), JPEG),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"recipe|quality|aspect ratio|format"):
        wrong()


@pytest.mark.parametrize("quality", [1, 100])
@pytest.mark.parametrize(("speed", "method"), [(0, 0), (10, 6)])
def test_an_encoding_may_go_to_its_limits(quality: int, speed: int, method: int) -> None:
    made = ImageEncoding("webp", quality, speed, method)
    assert (made.quality, made.speed, made.method) == (quality, speed, method)


def test_an_encoding_of_which_nothing_is_said_is_quick() -> None:
    assert ImageEncoding("avif", 60) == ImageEncoding("avif", 60, speed=9, method=2)


def test_one_pixel_is_the_narrowest_picture() -> None:
    recipe = Recipe((1,), (AVIF,), JPEG, 1)
    assert plan_renditions(Size(30, 20), recipe) == (PlannedRendition(1, 1, AVIF), PlannedRendition(1, 1, JPEG))
    assert crop_box(Size(30, 20), AspectRatio(1, 1)) == CropBox(5, 0, 20, 20)


@given(sizes, recipes, st.floats(0, 1), st.floats(0, 1))
def test_whatever_the_picture_and_the_recipe(size: Size, recipe: Recipe, x: float, y: float) -> None:
    cuts, box = plan_renditions(size, recipe), crop_box(size, recipe.frame, (x, y))

    assert cuts
    assert len(set(cuts)) == len(cuts)
    assert all(1 <= cut.width <= box.width and cut.height >= 1 for cut in cuts)
    for encoding in recipe.formats:
        of_one = [cut.width for cut in cuts if cut.encoding == encoding and cut is not cuts[-1]]
        assert of_one == sorted(of_one)
    assert 0 <= box.left <= box.left + box.width <= size.width
    assert 0 <= box.top <= box.top + box.height <= size.height
    assert oversampling(size, recipe) >= 1


@given(sizes, st.builds(AspectRatio, st.integers(1, 4000), st.integers(1, 4000)))
def test_a_frame_takes_as_much_of_the_picture_as_it_can(size: Size, frame: AspectRatio) -> None:
    box = crop_box(size, frame)

    assert box.width == size.width or box.height == size.height
    assert abs(box.width * frame.height - box.height * frame.width) <= max(frame.width, frame.height)


def test_a_single_crop_is_not_scaled_by_a_little() -> None:
    plain = ImageEncoding("jpeg", 86, method=0)
    recipe = Recipe((), (), plain, fallback_width=2551, frame=AspectRatio(216, 218))
    assert [cut.width for cut in plan_renditions(Size(4000, 3000), recipe)] == [2972]
    assert [cut.width for cut in plan_renditions(Size(6000, 4500), recipe)] == [2551]
    assert [cut.width for cut in plan_renditions(Size(900, 700), recipe)] == [694]
    assert [cut.width for cut in plan_renditions(Size(900, 700), replace(recipe, frame=None, fallback_width=800))] == [
        800
    ]


@pytest.mark.parametrize(("own", "made"), [(799, 799), (800, 800), (999, 999), (1000, 800), (1001, 800)])
def test_a_single_crop_is_scaled_from_five_quarters_of_the_width_on(own: int, made: int) -> None:
    recipe = Recipe((), (), JPEG, fallback_width=800, frame=AspectRatio(1, 1))
    assert plan_renditions(Size(own, own), recipe) == (PlannedRendition(made, made, JPEG),)


PAGE = Recipe(fills=PAGE_FRAME)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [(400, 300), (800, 600), (1600, 1200)]),  # the page shows all of it
        ((4500, 3000), [(400, 267), (800, 533), (1600, 1067)]),  # nearly all
        ((3000, 4000), [(400, 533), (800, 1067), (1600, 2133)]),
        ((4000, 1848), [(649, 300), (1299, 600), (2597, 1200)]),  # 20:9, of which 4:3 is cut out
        ((10_000, 1000), [(3001, 300), (6002, 600), (10_000, 1000)]),
        ((1500, 700), [(643, 300), (1286, 600), (1500, 700)]),
        ((20_000, 4000), [(1500, 300), (3000, 600), (6000, 1200)]),
        ((20_000, 2000), [(3000, 300), (5999, 600), (10_000, 1000)]),  # and no more than phones can decode
        ((1848, 4000), [(400, 866), (800, 1732), (1600, 3463)]),
        ((2000, 20_000), [(400, 4000), (800, 8000), (1000, 10_000)]),
    ],
)
def test_widths_are_those_of_the_part_that_fills_the_frame_on_the_page(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    made = plan_renditions(Size(*size), PAGE)
    assert [(cut.width, cut.height) for cut in made if cut.encoding.format == "avif"] == expected


@given(st.builds(Size, st.integers(32, 30_000), st.integers(32, 30_000)))
def test_a_picture_fills_the_frame_at_every_width_as_far_as_it_has_pixels(size: Size) -> None:
    made = [cut for cut in plan_renditions(size, PAGE) if cut.encoding.format == "avif"]
    largest = made[-1]
    allowed = min(size.width, isqrt(MAX_RENDITION_PIXELS * size.width // size.height))
    shown = frame_width(size) * allowed // size.width
    wanted = min(max(PAGE.widths), shown * 8 // 9)  # nearer to all that is allowed no file is made
    assert frame_width(Size(largest.width, largest.height)) >= 0.98 * wanted - 1
