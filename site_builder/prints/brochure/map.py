"""The map of the brochure, in a frame whose longer side is 1: marks of the communes and their outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from ...catalogue.showcase import Catalogue
from ...content.folder import CommuneShapes
from ...views.projection import Point, centre_points, shape_points, tight_projection

MIN_MARK_DISTANCE = 0.075
"""The least distance of two marks, as a share of the longer side of the map."""
SPREAD_ROUNDS = 60
OUTLINE_UNITS = 1000
"""Units of the outlines along the longer side of the map."""


@dataclass(frozen=True, slots=True)
class PrintMap:
    """The map's data.

    `marks` are the places of the communes, from the top left, in their order; `height_ratio` is the height of the
    frame; `outlines` are SVG paths by the key of their commune.
    """

    marks: tuple[list[float], ...]
    height_ratio: float
    outlines: Mapping[str, str]


def print_map(catalogue: Catalogue, boundaries: CommuneShapes) -> PrintMap:
    """The communes of the catalogue, those too near to one another pushed apart; outlines as far as they are known."""
    centres = centre_points(catalogue.settings.communes)
    ground = [*centres, *shape_points(boundaries.values())]
    if not ground:
        return PrintMap((), 0, {})
    drawing = tight_projection(ground, OUTLINE_UNITS)
    points = (drawing.project(*place) for place in centres)
    marks = spread_points([(x / OUTLINE_UNITS, y / OUTLINE_UNITS) for x, y in points])
    # Marks that were pushed apart may lie below everything else.
    height = max([drawing.height / OUTLINE_UNITS, *(down for _, down in marks)])
    return PrintMap(tuple(marks), height, {key: drawing.path(rings) for key, rings in boundaries.items()})


def spread_points(points: Sequence[Point]) -> list[list[float]]:
    """The points, those too near pushed apart."""
    placed = [list(point) for point in points]
    for _ in range(SPREAD_ROUNDS):
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                _push_apart(one, other)
    return [[round(x, 4), round(y, 4)] for x, y in placed]


def _push_apart(one: list[float], other: list[float]) -> None:
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down)
    if distance >= MIN_MARK_DISTANCE:
        return
    step = (MIN_MARK_DISTANCE - distance) / 2
    unit = (across / distance, down / distance) if distance else (1.0, 0.0)
    for axis in (0, 1):
        one[axis] -= unit[axis] * step
        other[axis] += unit[axis] * step
