"""The map of the communes: dots and names that do not overlap, drawn boundaries, links to the maps of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import sqrt
from typing import Literal

from babel.numbers import format_decimal

from ..catalogue.showcase import Commune, MapService
from .context import Context, LocalText
from .projection import (
    MAX_SCALE_SHARE,
    MapProjection,
    centre_points,
    fit_projection,
    hull_path,
    shape_points,
)
from .words import Translations

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
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class BoundingBox:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: BoundingBox) -> float:
        """The area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def place_labels(
    spots: Sequence[LabelledDot], size: float, frame: BoundingBox, reserved: Sequence[BoundingBox] = ()
) -> tuple[MapLabel, ...]:
    """A label for each of `spots`, set in type of `size` within `frame`, clear of `reserved` as far as there is room.

    Each takes its best place beside where the others stand now, round after round, until none moves.
    """
    offered = [tuple(_label_candidates(spot, size)) for spot in spots]
    dots = [BoundingBox(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    stand = [places[0] for places in offered]
    for _ in range(LABEL_ROUNDS):
        before = list(stand)
        for at, places in enumerate(offered):
            taken = [*(box for _, box in (*stand[:at], *stand[at + 1 :])), *dots, *reserved]
            costs = [
                LATER_CANDIDATE_COST * later
                + sum(box.overlap(other) for other in taken)
                + OUTSIDE_COST * (box.area - box.overlap(frame))
                for later, (_, box) in enumerate(places)
            ]
            stand[at] = places[costs.index(min(costs))]
        if stand == before:
            break
    return tuple(found for found, _ in stand)


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
    MapService.OPENSTREETMAP: "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=12/{0}/{1}",
    MapService.GOOGLE: "https://www.google.com/maps/search/?api=1&query={0},{1}",
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

    `name` is written beside its dot, without the words that all names share; `accessible_name` says all of it and how
    many products the commune has. `outline_path` is '' where its boundaries are not known.
    """

    key: str
    name: LocalText
    accessible_name: LocalText
    address: str
    count: int
    x: float
    y: float
    radius: float
    label: MapLabel
    outline_path: str


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """The communes, north up, in units of the drawing.

    `hull_path` is a line around all dots where no boundaries are known; `scale_length` is the length of what
    `scale_text` says.
    """

    width: float
    height: float
    places: tuple[CommuneMark, ...]
    hull_path: str
    scale_length: float
    scale_text: str
    note: str


def map_links(location: tuple[float, float] | None, context: Context) -> tuple[MapLink, ...]:
    """The place on the maps that the catalogue leads to; nothing where it is not known."""
    services = dict.fromkeys(context.catalogue.settings.site.maps) if location else ()
    return tuple(
        MapLink(context.words(f"map.{service}"), MAP_SERVICES[service].format(*(location or ())))
        for service in services
    )


def commune_map(context: Context) -> CommuneMap | None:
    """All communes with the numbers of their products; None where there are no communes."""
    communes = context.catalogue.settings.communes
    if not communes:
        return None
    margins = BOUNDARY_MARGINS if context.boundaries else DOT_MARGINS
    ground = [*centre_points(communes), *shape_points(context.boundaries.values())]
    drawing = fit_projection(ground, MAP_WIDTH, *margins)
    length, units = drawing.scale()
    places = _commune_marks(communes, drawing, context)
    return CommuneMap(
        width=drawing.width,
        height=drawing.height,
        places=places,
        hull_path="" if context.boundaries else hull_path((place.x, place.y) for place in places),
        scale_length=units,
        scale_text=context.words("map.scale", n=format_decimal(length, locale=context.lang)),
        note=context.words("map.note_boundaries" if context.boundaries else "map.note"),
    )


def _commune_marks(communes: Sequence[Commune], drawing: MapProjection, context: Context) -> tuple[CommuneMark, ...]:
    """The dot, outline and label of each commune. Labels are placed together: each keeps clear of all others."""
    names = [context.say(commune.name) for commune in communes]
    before, after = _shared_word_counts([name.text.split() for name in names])
    counts = [sum(commune.key in p.origin.commune for p in context.catalogue.products) for commune in communes]
    spots = []
    for place, name, count in zip(centre_points(communes), names, counts, strict=True):
        x, y = drawing.project(*place)
        radius = round(min(MAX_RADIUS, MIN_RADIUS + RADIUS_STEP * sqrt(count)), 1) if count else EMPTY_RADIUS
        words = name.text.split()
        spots.append(LabelledDot(x, y, radius, " ".join(words[before : len(words) - after])))
    bounds = BoundingBox(MAP_EDGE, MAP_EDGE, drawing.width - MAP_EDGE, drawing.height - MAP_EDGE)
    right, low = drawing.width - MAP_CORNER, drawing.height - MAP_CORNER
    scale = BoundingBox(0, low, MAX_SCALE_SHARE * drawing.width + MAP_CORNER, drawing.height)
    arrow = BoundingBox(right, 0, drawing.width, MAP_CORNER)
    labels = place_labels(spots, LABEL_SIZE, bounds, (scale, arrow))
    return tuple(
        CommuneMark(
            key=commune.key,
            name=LocalText(spot.name, name.lang),
            accessible_name=LocalText(f"{name.text}: {product_count_text(count, context.words)}", name.lang),
            address=context.urls.commune(commune.key, context.lang),
            count=count,
            x=spot.x,
            y=spot.y,
            radius=spot.radius,
            label=label,
            outline_path=drawing.path(context.boundaries.get(commune.key, ())),
        )
        for commune, name, count, spot, label in zip(communes, names, counts, spots, labels, strict=True)
    )


def product_count_text(count: int, words: Translations) -> str:
    """The number of a commune's products in words. For none it says that none is recorded, for there may be some."""
    return words("count.products", n=count) if count else words("map.none")


def _shared_word_counts(names: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many words all names begin and end with: 'Xã', 'commune'. None where a name would be left without any."""
    if len(names) < 2:
        return 0, 0
    before, after = _shared_leading_words(names), _shared_leading_words([name[::-1] for name in names])
    return (before, after) if all(len(name) > before + after for name in names) else (0, 0)


def _shared_leading_words(names: Sequence[Sequence[str]]) -> int:
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False)))
