"""The map projection and its SVG paths: the ground laid flat, north up, for the site's map and the brochure's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from ..catalogue.showcase import Commune
from ..content.folder import Ring

Point = tuple[float, float]
KM_PER_DEGREE = 111.195
"""Kilometres in a degree of latitude, on a sphere of 6,371 km."""
SCALE_LENGTHS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)
"""Kilometres that the scale bar may show."""
MAX_SCALE_SHARE = 0.3
"""The longest scale bar, as a share of the width of the drawing."""
MIN_OUTLINE_STEP = 1.0
"""Units: points of an outline that are nearer to the last one are left out (line simplification)."""
MIN_EXTENT_KM = 8.0
"""Kilometres: the least extent of the map, so that a single place is shown with some country around it."""
MIN_HEIGHT_RATIO, MAX_HEIGHT_RATIO = 0.5, 1.4
"""The least and the greatest height of the drawing, divided by its width."""


@dataclass(frozen=True, slots=True)
class MapProjection:
    """An equirectangular projection at the mean latitude, north up; x and y count from the left and top, in units.

    Over a province its error is less than the width of a line.
    """

    west: float
    north: float
    longitude_scale: float
    units_per_km: float
    left: float
    top: float
    width: float
    height: float

    def project(self, lon: float, lat: float) -> Point:
        """Where a place lies, from its degrees."""
        across = (lon - self.west) * KM_PER_DEGREE * self.longitude_scale
        return round(self.left + across * self.units_per_km, 1), round(
            self.top + (self.north - lat) * KM_PER_DEGREE * self.units_per_km, 1
        )

    def path(self, rings: Iterable[Ring]) -> str:
        """The outlines as an SVG path."""
        return "".join(f"M{_path_points(self._thinned(ring))}Z" for ring in rings)

    def scale(self) -> tuple[float, float]:
        """The length of the scale bar in kilometres (a round number) and in units."""
        fitting = [length for length in SCALE_LENGTHS if length * self.units_per_km <= MAX_SCALE_SHARE * self.width]
        longest = max(fitting, default=SCALE_LENGTHS[0])
        return longest, round(longest * self.units_per_km, 1)

    def _thinned(self, ring: Ring) -> list[Point]:
        kept: list[Point] = []
        for point in (self.project(lon, lat) for lon, lat in ring[:-1]):
            if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= MIN_OUTLINE_STEP:
                kept.append(point)
        return kept


@dataclass(frozen=True, slots=True)
class _Extent:
    """What places take up: the north-western corner in degrees, the size in kilometres."""

    west: float
    north: float
    across: float
    down: float
    longitude_scale: float


def _extent(places: Sequence[Point]) -> _Extent:
    """The extent of `places` (longitude, latitude).

    Degrees of longitude are shortened by one factor for the whole map, the cosine of the middle latitude: with the
    cosine of each place, lines to the north would lean west.
    """
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    longitude_scale = cos(radians((min(lats) + max(lats)) / 2))
    return _Extent(
        west=min(lons),
        north=max(lats),
        across=(max(lons) - min(lons)) * KM_PER_DEGREE * longitude_scale,
        down=(max(lats) - min(lats)) * KM_PER_DEGREE,
        longitude_scale=longitude_scale,
    )


def fit_projection(places: Sequence[Point], width: float, side: float, above: float) -> MapProjection:
    """A drawing `width` units wide that holds `places` (longitude, latitude); margins at the sides, above and below."""
    ground = _extent(places)
    room = width - 2 * side
    units_per_km = min(
        room / max(ground.across, MIN_EXTENT_KM),
        (MAX_HEIGHT_RATIO * width - 2 * above) / max(ground.down, MIN_EXTENT_KM),
    )
    height = max(MIN_HEIGHT_RATIO * width, max(ground.down, MIN_EXTENT_KM) * units_per_km + 2 * above)
    return MapProjection(
        west=ground.west,
        north=ground.north,
        longitude_scale=ground.longitude_scale,
        units_per_km=units_per_km,
        left=(width - ground.across * units_per_km) / 2,
        top=(height - ground.down * units_per_km) / 2,
        width=width,
        height=round(height, 1),
    )


def tight_projection(places: Sequence[Point], longest: float) -> MapProjection:
    """A drawing that `places` fill to its edges, its longer side `longest` units; a single place is a point."""
    ground = _extent(places)
    units_per_km = longest / (max(ground.across, ground.down) or 1.0)
    return MapProjection(
        west=ground.west,
        north=ground.north,
        longitude_scale=ground.longitude_scale,
        units_per_km=units_per_km,
        left=0,
        top=0,
        width=ground.across * units_per_km,
        height=ground.down * units_per_km,
    )


def centre_points(communes: Iterable[Commune]) -> list[Point]:
    """The middles of communes as longitude and latitude: the content gives latitude first, as people do."""
    return [(commune.location[1], commune.location[0]) for commune in communes]


def hull_path(points: Iterable[Point]) -> str:
    """A smooth curve around all points as an SVG path, made from their convex hull. It shows no real boundary."""
    known = sorted(set(points))
    corners = [*_half_hull(known), *_half_hull(known[::-1])]
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    ends = [(round((one[0] + two[0]) / 2, 1), round((one[1] + two[1]) / 2, 1)) for one, two in sides]
    bends = "".join(f"Q{_path_points(bend)}" for bend in zip(corners, ends, strict=True))
    return f"M{_path_points(ends[-1:])}{bends}Z"


def _half_hull(points: Sequence[Point]) -> list[Point]:
    """The lower half of the convex hull of sorted points (Andrew's monotone chain), without its last point."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _cross_product(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1] or kept


def _cross_product(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _path_points(points: Iterable[Point]) -> str:
    return " ".join(f"{x:g} {y:g}" for x, y in points)


def shape_points(shapes: Iterable[Iterable[Ring]]) -> Iterator[Point]:
    """All points of all shapes."""
    return (point for shape in shapes for ring in shape for point in ring)
