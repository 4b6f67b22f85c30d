"""The map as numbers: north up, true to scale, names clear of each other."""

from __future__ import annotations

from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from site_builder.catalogue.showcase import Settings
from site_builder.content.folder import load_boundaries, read_geojson
from site_builder.views.map import (
    BoundingBox,
    LabelledDot,
    commune_map,
    place_labels,
)
from site_builder.views.projection import MapProjection, fit_projection, hull_path, tight_projection

from ..commands import ROOT
from ..pages.samples import SETTINGS, product, scene
from ..products.catalogues import SHIPPED, published

SQUARE = ((106.1, 21.4), (106.3, 21.4), (106.3, 21.6), (106.1, 21.6), (106.1, 21.4))
SHIPPED_COMMUNES = published(SHIPPED).settings.communes


def apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Kilometres between two places (longitude, latitude), over the sphere."""
    (lon, lat), (lon2, lat2) = ((radians(a), radians(b)) for a, b in (one, two))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def drawing() -> MapProjection:
    return fit_projection([(one.location[1], one.location[0]) for one in SHIPPED_COMMUNES], 360, 58, 54)


def test_north_is_up_and_east_is_right() -> None:
    at = {one.key: drawing().project(one.location[1], one.location[0]) for one in SHIPPED_COMMUNES}

    assert min(at, key=lambda key: at[key][1]) == "hoa-tham"
    assert max(at, key=lambda key: at[key][1]) == "tan-van"
    assert min(at, key=lambda key: at[key][0]) == "thien-long"
    assert max(at, key=lambda key: at[key][0]) == "tan-van"


def test_distances_are_true_to_the_scale() -> None:
    drawn = drawing()
    length, units = drawn.scale()
    for one, two in combinations(SHIPPED_COMMUNES, 2):
        places = [(each.location[1], each.location[0]) for each in (one, two)]
        (x, y), (x2, y2) = (drawn.project(*place) for place in places)
        told = sqrt((x2 - x) ** 2 + (y2 - y) ** 2) * length / units
        assert told == pytest.approx(apart(*places), rel=0.01)


def test_everything_is_inside_the_drawing() -> None:
    drawn = drawing()
    for one in SHIPPED_COMMUNES:
        x, y = drawn.project(one.location[1], one.location[0])
        assert 50 < x < drawn.width - 50
        assert 50 < y < drawn.height - 50


@pytest.mark.parametrize("places", [[(106.3, 21.9)], [(106.3, 21.9), (106.3, 21.9)], [(106.3, 21.9), (106.4, 21.9)]])
def test_few_communes_are_drawn_too(places: list[tuple[float, float]]) -> None:
    drawn = fit_projection(places, 360, 58, 54)

    assert 180 <= drawn.height <= 504
    assert all(0 < drawn.project(*place)[0] < 360 for place in places)
    assert hull_path(drawn.project(*place) for place in places).startswith("M")


def test_communes_in_a_line_from_north_to_south_do_not_make_a_tower() -> None:
    assert fit_projection([(106.3, 20.0), (106.3, 23.0)], 360, 58, 54).height == 504


def test_the_map_on_paper_is_filled_to_its_edges_and_true_to_scale() -> None:
    places = [(106.0, 22.0), (106.4, 21.8), (106.2, 21.7)]
    drawn = tight_projection(places, 1000)

    found = [drawn.project(*place) for place in places]
    assert (min(x for x, _ in found), max(x for x, _ in found)) == (0, 1000)
    assert min(y for _, y in found) == 0
    assert max(y for _, y in found) == pytest.approx(drawn.height, abs=0.05)
    for one, two in combinations(range(3), 2):
        (x, y), (x2, y2) = found[one], found[two]
        told = sqrt((x2 - x) ** 2 + (y2 - y) ** 2) / drawn.units_per_km
        assert told == pytest.approx(apart(places[one], places[two]), rel=0.01)


def test_one_place_on_paper_is_a_point() -> None:
    drawn = tight_projection([(106.0, 22.0), (106.0, 22.0)], 1000)

    assert (drawn.project(106.0, 22.0), drawn.width, drawn.height) == ((0, 0), 0, 0)


def test_an_outline_keeps_its_corners_and_leaves_out_what_cannot_be_seen() -> None:
    many = tuple((106.1 + n / 50000, 21.4) for n in range(10000))
    drawn = fit_projection(SQUARE, 360, 10, 10)

    assert drawn.path([SQUARE]).count(" ") == 7
    assert drawn.path([(*many, *SQUARE[1:])]).count(" ") < 800


def test_names_keep_clear_of_each_other_and_of_the_dots() -> None:
    for lang in ("vi", "en"):
        drawn = commune_map(scene(lang=lang, communes=[one.model_dump() for one in SHIPPED_COMMUNES]))
        assert drawn is not None
        boxes = [box(place.label.x, place.label.y, place.label.anchor, place.name.text) for place in drawn.places]
        assert all(one.overlap(two) == 0 for one, two in combinations(boxes, 2))
        assert all(one.left >= 0 and one.right <= drawn.width for one in boxes)


def box(x: float, y: float, anchor: str, name: str) -> BoundingBox:
    left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * 8 * len(name)
    return BoundingBox(left, y - 8, left + 8 * len(name), y + 8)


def test_a_crowd_of_dots_finds_room_for_all_names() -> None:
    """Twenty-five communes, 70 units apart across and 40 down."""
    spots = [LabelledDot(40.0 + 70 * (n % 5), 30.0 + 40 * (n // 5), 8, "Tên xã") for n in range(25)]
    found = place_labels(spots, 14, BoundingBox(0, 0, 400, 220))
    boxes = [box(one.x, one.y, one.anchor, "Tên xã") for one in found]
    assert all(one.overlap(two) == 0 for one, two in combinations(boxes, 2))


@pytest.mark.parametrize(
    ("x", "y", "anchor"),
    [(50, 50, "start"), (95, 50, "end"), (5, 50, "start"), (50, 97, "middle")],
    ids=["in the middle", "at the right edge", "at the left edge", "at the lower edge"],
)
def test_a_name_stands_on_the_side_that_keeps_it_inside_the_drawing(x: float, y: float, anchor: str) -> None:
    (found,) = place_labels([LabelledDot(x, y, 2, "Xã")], 10, BoundingBox(0, 0, 100, 100))
    there = box(found.x, found.y, found.anchor, "Xã")
    assert found.anchor == anchor
    assert there.left >= 0
    assert there.right <= 100
    assert found.y + 6.25 <= 100


def test_what_all_names_share_is_left_out_beside_the_dots() -> None:
    communes = [
        {"key": "mot", "name": {"vi": "Xã Một", "en": "Một commune"}, "location": [21.9, 106.3]},
        {"key": "hai", "name": {"vi": "Xã Hai Ba", "en": "Hai Ba commune"}, "location": [22.0, 106.4]},
    ]
    for lang in ("vi", "en"):
        drawn = commune_map(scene(lang=lang, communes=communes))
        assert drawn is not None
        assert [place.name.text for place in drawn.places] == ["Một", "Hai Ba"]
    alone = commune_map(scene(communes=communes[:1]))
    assert alone is not None
    assert [place.name.text for place in alone.places] == ["Xã Một"]


def test_dots_grow_with_the_number_and_are_hollow_without_products() -> None:
    two = [product(code=f"M{n}", slug=f"che-{n}") for n in range(2)]
    drawn = commune_map(scene(*two))
    assert drawn is not None
    first, second = drawn.places

    assert (first.count, first.accessible_name.text) == (2, "Xã Mẫu: 2\u00a0sản phẩm")
    assert (second.count, second.accessible_name.text) == (0, "Xã Khác: Chưa ghi nhận sản phẩm")
    assert first.radius > second.radius


def test_without_communes_there_is_no_map() -> None:
    assert commune_map(scene(communes=[])) is None


def test_boundaries_are_read_and_parts_of_a_commune_are_put_together(tmp_path: Path) -> None:
    file = tmp_path / "ranh-gioi.geojson"
    ring = str([list(point) for point in SQUARE])
    feature = '{{"type": "Feature", "properties": {{"key": "mot"}}, "geometry": {{"type": "{0}", "coordinates": {1}}}}}'
    features = (feature.format("Polygon", f"[{ring}]"), feature.format("MultiPolygon", f"[[{ring}], [{ring}]]"))
    file.write_text(f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}')

    assert read_geojson(file) == {"mot": (SQUARE, SQUARE, SQUARE)}
    named = Settings.model_validate({**SETTINGS, "boundaries": "ranh-gioi.geojson"})
    assert load_boundaries(named, tmp_path) == read_geojson(file)
    assert load_boundaries(Settings.model_validate(SETTINGS), tmp_path) == {}


def test_the_boundaries_of_the_test_catalogue_are_all_read() -> None:
    shapes = read_geojson(ROOT / "tests/catalogues/complete/ranh-gioi.geojson")
    assert shapes is not None
    assert set(shapes) == {"thu-dong", "thu-tay", "thu-bac", "thu-nam"}
