"""Maps: the ground in kilometres laid flat, dots and names that do not overlap, links to the maps of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from math import cos, hypot, radians, sqrt

from babel.numbers import format_decimal

from ..catalogue.showcase import Commune
from ..content.folder import Ring
from .context import Context, LocalText

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
    shrink: float
    unit: float
    left: float
    top: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> Point:
        """Where a place lies, from its degrees."""
        across = (lon - self.west) * KM_PER_DEGREE * self.shrink
        return round(self.left + across * self.unit, 1), round(
            self.top + (self.north - lat) * KM_PER_DEGREE * self.unit, 1
        )

    def path(self, rings: Iterable[Ring]) -> str:
        """The outlines as an SVG path."""
        return "".join(f"M{_path_points(self._thinned(ring))}Z" for ring in rings)

    def scale(self) -> tuple[float, float]:
        """The length of the scale bar in kilometres (a round number) and in units."""
        fitting = [length for length in SCALE_LENGTHS if length * self.unit <= MAX_SCALE_SHARE * self.width]
        longest = max(fitting, default=SCALE_LENGTHS[0])
        return longest, round(longest * self.unit, 1)

    def _thinned(self, ring: Ring) -> list[Point]:
        kept: list[Point] = []
        for point in (self.at(lon, lat) for lon, lat in ring[:-1]):
            if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= MIN_OUTLINE_STEP:
                kept.append(point)
        return kept


def fit_projection(places: Sequence[Point], width: float, side: float, above: float) -> MapProjection:
    """A drawing `width` units wide that holds `places` (longitude, latitude); margins at the sides, above and below."""
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    middle = (min(lats) + max(lats)) / 2
    shrink = cos(radians(middle))
    across, down = (max(lons) - min(lons)) * KM_PER_DEGREE * shrink, (max(lats) - min(lats)) * KM_PER_DEGREE
    room = width - 2 * side
    unit = min(room / max(across, MIN_EXTENT_KM), (MAX_HEIGHT_RATIO * width - 2 * above) / max(down, MIN_EXTENT_KM))
    height = max(MIN_HEIGHT_RATIO * width, max(down, MIN_EXTENT_KM) * unit + 2 * above)
    left, top = (width - across * unit) / 2, (height - down * unit) / 2
    return MapProjection(
        west=min(lons),
        north=max(lats),
        shrink=shrink,
        unit=unit,
        left=left,
        top=top,
        width=width,
        height=round(height, 1),
    )


def hull_path(points: Iterable[Point]) -> str:
    """A smooth curve around all points as an SVG path, made from their convex hull. It shows no real boundary."""
    known = sorted(set(points))
    corners = [*_half_hull(known), *_half_hull(known[::-1])]
    ends = [_midpoint(one, two) for one, two in zip(corners, [*corners[1:], corners[0]], strict=True)]
    bends = "".join(f"Q{_path_points(bend)}" for bend in zip(corners, ends, strict=True))
    return f"M{_path_points(ends[-1:])}{bends}Z"


def _midpoint(one: Point, two: Point) -> Point:
    return round((one[0] + two[0]) / 2, 1), round((one[1] + two[1]) / 2, 1)


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


LETTER_WIDTH = 0.58
"""Average width of a letter, divided by the font size: no name is set wider in the theme's fonts."""
LINE_HEIGHT = 1.25
LABEL_GAPS = (5.0, 11.0)
LABEL_ROUNDS = 12
LATER_CANDIDATE_COST, OUTSIDE_COST = 0.02, 4.0
"""Costs of a candidate: of each step down the list, and of a square unit outside the map; one of overlap costs 1."""


@dataclass(frozen=True, slots=True)
class LabelledDot:
    """A dot to label: its place in units of the drawing, its radius and its name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class MapLabel:
    """The place of a label: `anchor` is SVG's `text-anchor`, `y` the middle of the line."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class BoundingBox:
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: BoundingBox) -> float:
        """The area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def place_labels(
    spots: Sequence[LabelledDot], size: float, frame: BoundingBox, taken: Sequence[BoundingBox] = ()
) -> tuple[MapLabel, ...]:
    """A label for each of `spots`, set in type of `size` within `frame`, clear of `taken` as far as there is room.

    Each takes its best place beside where the others stand now, round after round, until none moves.
    """
    offered = [tuple(_label_candidates(spot, size)) for spot in spots]
    dots = [BoundingBox(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    stand = [places[0] for places in offered]
    for _ in range(LABEL_ROUNDS):
        before = list(stand)
        for at, places in enumerate(offered):
            others = [box for _, box in (*stand[:at], *stand[at + 1 :])]
            stand[at] = _cheapest(places, (*others, *dots, *taken), frame)
        if stand == before:
            break
    return tuple(found for found, _ in stand)


def _cheapest(
    places: Sequence[tuple[MapLabel, BoundingBox]], full: Sequence[BoundingBox], frame: BoundingBox
) -> tuple[MapLabel, BoundingBox]:
    costs = [
        LATER_CANDIDATE_COST * at
        + sum(box.shared(other) for other in full)
        + OUTSIDE_COST * (box.area - box.shared(frame))
        for at, (_, box) in enumerate(places)
    ]
    return places[costs.index(min(costs))]


def _label_candidates(spot: LabelledDot, size: float) -> Iterator[tuple[MapLabel, BoundingBox]]:
    """The candidate places of a label, best first: right, left, below, above, corners; then the same further away."""
    for gap in LABEL_GAPS:
        off, half = spot.radius + gap, LINE_HEIGHT * size / 2
        yield _candidate_at_side(spot, size, off, 0)
        yield _candidate_at_side(spot, size, -off, 0)
        yield _candidate_above_or_below(spot, size, off + half)
        yield _candidate_above_or_below(spot, size, -off - half)
        for across in (0.7 * off, -0.7 * off):
            for down in (0.7 * off + half / 2, -0.7 * off - half / 2):
                yield _candidate_at_side(spot, size, across, down)


def _candidate_at_side(spot: LabelledDot, size: float, across: float, down: float) -> tuple[MapLabel, BoundingBox]:
    label = MapLabel(spot.x + across, spot.y + down, "start" if across > 0 else "end")
    far = label.x + (1 if across > 0 else -1) * _label_width(spot, size)
    return label, BoundingBox(
        min(label.x, far), label.y - LINE_HEIGHT * size / 2, max(label.x, far), label.y + LINE_HEIGHT * size / 2
    )


def _candidate_above_or_below(spot: LabelledDot, size: float, down: float) -> tuple[MapLabel, BoundingBox]:
    label, half = MapLabel(spot.x, spot.y + down, "middle"), _label_width(spot, size) / 2
    return label, BoundingBox(
        label.x - half, label.y - LINE_HEIGHT * size / 2, label.x + half, label.y + LINE_HEIGHT * size / 2
    )


def _label_width(spot: LabelledDot, size: float) -> float:
    return LETTER_WIDTH * size * len(spot.name)


MAP_SERVICES = {
    "openstreetmap": "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=12/{0}/{1}",
    "google": "https://www.google.com/maps/search/?api=1&query={0},{1}",
}
MAP_WIDTH, LABEL_SIZE = 360.0, 14.0
"""Width of the drawing and font size of its labels, in units; on a phone a unit is a CSS pixel."""
DOT_MARGINS, BOUNDARY_MARGINS = (58.0, 54.0), (10.0, 24.0)
"""Room at the sides and above: around dots alone, and along boundaries."""
MAP_EDGE, MAP_CORNER = 6.0, 34.0
EMPTY_RADIUS, MIN_RADIUS, RADIUS_STEP, MAX_RADIUS = 5.0, 7.0, 3.4, 22.0
"""Radius of a dot, in units: without products; smallest, growth with the root of their number, largest."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link to a place on a map service."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class CommuneMark:
    """A commune on the map.

    `name` is written beside its dot, without the words that all names share; `told` says all of it and how many
    products the commune has. `outline` is a path, '' where its boundaries are not known.
    """

    key: str
    name: LocalText
    told: LocalText
    address: str
    count: int
    x: float
    y: float
    radius: float
    label: MapLabel
    outline: str


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """The communes, north up, in units of the drawing.

    `ground` is a line around all dots where no boundaries are known; `scale` is the length of what `scale_text` says.
    """

    width: float
    height: float
    places: tuple[CommuneMark, ...]
    ground: str
    scale: float
    scale_text: str
    note: str


def map_links(location: tuple[float, float] | None, context: Context) -> tuple[MapLink, ...]:
    """The place (latitude, longitude in WGS 84 degrees) on each map; none where it is not known."""
    if location is None:
        return ()
    return tuple(MapLink(context.words(f"map.{name}"), url.format(*location)) for name, url in MAP_SERVICES.items())


def commune_map(context: Context) -> CommuneMap | None:
    """All communes with the numbers of their products; None where there are no communes."""
    communes = context.catalogue.settings.communes
    if not communes:
        return None
    drawing = _map_projection(communes, context)
    length, units = drawing.scale()
    places = _commune_marks(communes, drawing, context)
    return CommuneMap(
        width=drawing.width,
        height=drawing.height,
        places=places,
        ground="" if context.boundaries else hull_path((place.x, place.y) for place in places),
        scale=units,
        scale_text=context.words("map.scale", n=format_decimal(length, locale=context.lang)),
        note=context.words("map.note_boundaries" if context.boundaries else "map.note"),
    )


def _map_projection(communes: Sequence[Commune], context: Context) -> MapProjection:
    centres = [(commune.location[1], commune.location[0]) for commune in communes]
    margins = BOUNDARY_MARGINS if context.boundaries else DOT_MARGINS
    return fit_projection([*centres, *shape_points(context.boundaries.values())], MAP_WIDTH, *margins)


def _commune_marks(communes: Sequence[Commune], drawing: MapProjection, context: Context) -> tuple[CommuneMark, ...]:
    names = [context.say(commune.name) for commune in communes]
    shared = _shared_word_counts([name.text.split() for name in names])
    counts = [sum(p.origin.commune == commune.key for p in context.catalogue.products) for commune in communes]
    spots = []
    for commune, name, count in zip(communes, names, counts, strict=True):
        x, y = drawing.at(commune.location[1], commune.location[0])
        spots.append(LabelledDot(x, y, _dot_radius(count), _without_shared_words(name.text, shared)))
    labels = place_labels(spots, LABEL_SIZE, _map_bounds(drawing), _reserved_boxes(drawing))
    return tuple(map(partial(_commune_mark, drawing, context), communes, names, counts, spots, labels))


def _commune_mark(
    drawing: MapProjection,
    context: Context,
    commune: Commune,
    name: LocalText,
    count: int,
    spot: LabelledDot,
    label: MapLabel,
) -> CommuneMark:
    return CommuneMark(
        key=commune.key,
        name=LocalText(spot.name, name.lang),
        told=LocalText(f"{name.text}: {product_count_text(count, context)}", name.lang),
        address=context.urls.commune(commune.key, context.lang),
        count=count,
        x=spot.x,
        y=spot.y,
        radius=spot.radius,
        label=label,
        outline=drawing.path(context.boundaries.get(commune.key, ())),
    )


def product_count_text(count: int, context: Context) -> str:
    """The number of a commune's products in words. For none it says that none is recorded, for there may be some."""
    return context.words("count.products", n=count) if count else context.words("map.none")


def _dot_radius(count: int) -> float:
    return round(min(MAX_RADIUS, MIN_RADIUS + RADIUS_STEP * sqrt(count)), 1) if count else EMPTY_RADIUS


def _map_bounds(drawing: MapProjection) -> BoundingBox:
    return BoundingBox(MAP_EDGE, MAP_EDGE, drawing.width - MAP_EDGE, drawing.height - MAP_EDGE)


def _reserved_boxes(drawing: MapProjection) -> tuple[BoundingBox, BoundingBox]:
    """Where the scale and the arrow stand."""
    right, low = drawing.width - MAP_CORNER, drawing.height - MAP_CORNER
    return BoundingBox(0, low, MAX_SCALE_SHARE * drawing.width + MAP_CORNER, drawing.height), BoundingBox(
        right, 0, drawing.width, MAP_CORNER
    )


def _shared_word_counts(names: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many words all names begin and end with: 'Xã', 'commune'. None where a name would be left without any."""
    if len(names) < 2:
        return 0, 0
    before, after = _shared_leading_words(names), _shared_leading_words([name[::-1] for name in names])
    return (before, after) if all(len(name) > before + after for name in names) else (0, 0)


def _shared_leading_words(names: Sequence[Sequence[str]]) -> int:
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False)))


def _without_shared_words(name: str, shared: tuple[int, int]) -> str:
    words = name.split()
    return " ".join(words[shared[0] : len(words) - shared[1]])
