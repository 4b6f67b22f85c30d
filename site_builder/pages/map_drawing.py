"""A map as numbers: the ground in kilometres, laid flat and fitted into a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from ..content.boundaries import Ring

Point = tuple[float, float]
DEGREE = 111.195
"""Kilometres in a degree of latitude, on a sphere of 6,371 km."""
LENGTHS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)
"""Kilometres that a scale may show."""
LONGEST = 0.3
"""Of the width of the drawing, for the scale."""
CLOSEST = 1.0
"""Points of an outline that are nearer than so many units say nothing."""
SMALLEST = 8.0
"""A place alone is shown with so many kilometres around it."""
FLATTEST, TALLEST = 0.5, 1.4
"""Height by width."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """North is up; x and y run from the left and the top, in units of the drawing.

    Equirectangular at the mean latitude: over a province nothing is out by more than the width of a line.
    """

    west: float
    north: float
    shrink: float
    unit: float
    left: float
    top: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> Point:
        """Where a place lies, from its degrees."""
        across = (lon - self.west) * DEGREE * self.shrink
        return round(self.left + across * self.unit, 1), round(self.top + (self.north - lat) * DEGREE * self.unit, 1)

    def path(self, rings: Iterable[Ring]) -> str:
        """The outlines as an SVG path."""
        return "".join(f"M{_pairs(self._thinned(ring))}Z" for ring in rings)

    def scale(self) -> tuple[float, float]:
        """Kilometres and units of a length that is easy to read."""
        fitting = [length for length in LENGTHS if length * self.unit <= LONGEST * self.width]
        longest = max(fitting, default=LENGTHS[0])
        return longest, round(longest * self.unit, 1)

    def _thinned(self, ring: Ring) -> list[Point]:
        kept: list[Point] = []
        for point in (self.at(lon, lat) for lon, lat in ring[:-1]):
            if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= CLOSEST:
                kept.append(point)
        return kept


def fit(places: Sequence[Point], width: float, side: float, above: float) -> Drawing:
    """A drawing `width` units wide that holds `places` (longitude, latitude); margins at the sides, above and below."""
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    middle = (min(lats) + max(lats)) / 2
    shrink = cos(radians(middle))
    across, down = (max(lons) - min(lons)) * DEGREE * shrink, (max(lats) - min(lats)) * DEGREE
    room = width - 2 * side
    unit = min(room / max(across, SMALLEST), (TALLEST * width - 2 * above) / max(down, SMALLEST))
    height = max(FLATTEST * width, max(down, SMALLEST) * unit + 2 * above)
    left, top = (width - across * unit) / 2, (height - down * unit) / 2
    return Drawing(min(lons), max(lats), shrink, unit, left, top, width, round(height, 1))


def ground(points: Iterable[Point]) -> str:
    """A soft line around all points, as an SVG path; it bends at the corners of their hull, it is no border."""
    known = sorted(set(points))
    corners = [*_chain(known), *_chain(known[::-1])]
    ends = [_middle(one, two) for one, two in zip(corners, [*corners[1:], corners[0]], strict=True)]
    bends = "".join(f"Q{_pairs(bend)}" for bend in zip(corners, ends, strict=True))
    return f"M{_pairs(ends[-1:])}{bends}Z"


def _middle(one: Point, two: Point) -> Point:
    return round((one[0] + two[0]) / 2, 1), round((one[1] + two[1]) / 2, 1)


def _chain(points: Sequence[Point]) -> list[Point]:
    """One side of the hull, without its last point."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1] or kept


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _pairs(points: Iterable[Point]) -> str:
    return " ".join(f"{x:g} {y:g}" for x, y in points)


def points(shapes: Iterable[Iterable[Ring]]) -> Iterator[Point]:
    """All points of all shapes."""
    return (point for shape in shapes for ring in shape for point in ring)
