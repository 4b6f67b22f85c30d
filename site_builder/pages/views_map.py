"""What a template sees of places: a map of the communes drawn for the page, and plain links to the maps of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from math import sqrt

from babel.numbers import format_decimal

from ..showcase import Commune
from .map_drawing import LONGEST, Drawing, fit, ground, points
from .map_labels import Box, Label, Spot, label
from .scene import Said, Scene

MAPS = {
    "openstreetmap": "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=12/{0}/{1}",
    "google": "https://www.google.com/maps/search/?api=1&query={0},{1}",
}
WIDTH, TYPE = 360.0, 14.0
"""Units: the drawing is as wide as a phone, so that its type is as large as it says."""
AROUND, ALONG = (58.0, 54.0), (10.0, 24.0)
"""Room at the sides and above: around dots alone, and along boundaries."""
EDGE, CORNER = 6.0, 34.0
EMPTY, SMALL, STEP, LARGEST = 5.0, 7.0, 3.4, 22.0
"""Radius of a dot: without products, and with them by the root of their number, at most."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """A place on one map."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A commune on the map.

    `name` is written beside its dot, without the words that all names share; `told` says all of it and how many
    products the commune has. `outline` is a path, '' where its boundaries are not known.
    """

    key: str
    name: Said
    told: Said
    address: str
    count: int
    x: float
    y: float
    radius: float
    label: Label
    outline: str


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """The communes, north up, in units of the drawing.

    `ground` is a line around all dots where no boundaries are known; `scale` is the length of what `scale_text` says.
    """

    width: float
    height: float
    places: tuple[Place, ...]
    ground: str
    scale: float
    scale_text: str
    note: str


def maps(location: tuple[float, float] | None, scene: Scene) -> tuple[MapLink, ...]:
    """The place (latitude, longitude in WGS 84 degrees) on each map; none where it is not known."""
    if location is None:
        return ()
    return tuple(MapLink(scene.words(f"map.{name}"), url.format(*location)) for name, url in MAPS.items())


def commune_map(scene: Scene) -> CommuneMap | None:
    """All communes with the numbers of their products; None where there are no communes."""
    communes = scene.catalogue.settings.communes
    if not communes:
        return None
    drawing = _drawing(communes, scene)
    length, units = drawing.scale()
    places = _places(communes, drawing, scene)
    return CommuneMap(
        width=drawing.width,
        height=drawing.height,
        places=places,
        ground="" if scene.boundaries else ground((place.x, place.y) for place in places),
        scale=units,
        scale_text=scene.words("map.scale", n=format_decimal(length, locale=scene.lang)),
        note=scene.words("map.note_boundaries" if scene.boundaries else "map.note"),
    )


def _drawing(communes: Sequence[Commune], scene: Scene) -> Drawing:
    centres = [(commune.location[1], commune.location[0]) for commune in communes]
    margins = ALONG if scene.boundaries else AROUND
    return fit([*centres, *points(scene.boundaries.values())], WIDTH, *margins)


def _places(communes: Sequence[Commune], drawing: Drawing, scene: Scene) -> tuple[Place, ...]:
    names = [scene.say(commune.name) for commune in communes]
    shared = _shared([name.text.split() for name in names])
    counts = [sum(p.origin.commune == commune.key for p in scene.catalogue.products) for commune in communes]
    spots = [
        Spot(*drawing.at(commune.location[1], commune.location[0]), _radius(count), _without(name.text, shared))
        for commune, name, count in zip(communes, names, counts, strict=True)
    ]
    labels = label(spots, TYPE, _frame(drawing), _corners(drawing))
    return tuple(map(partial(_place, drawing, scene), communes, names, counts, spots, labels))


def _place(drawing: Drawing, scene: Scene, commune: Commune, name: Said, count: int, spot: Spot, label: Label) -> Place:
    return Place(
        key=commune.key,
        name=Said(spot.name, name.lang),
        told=Said(f"{name.text}: {products_told(count, scene)}", name.lang),
        address=scene.urls.commune(commune.key, scene.lang),
        count=count,
        x=spot.x,
        y=spot.y,
        radius=spot.radius,
        label=label,
        outline=drawing.path(scene.boundaries.get(commune.key, ())),
    )


def products_told(count: int, scene: Scene) -> str:
    """How many products a commune has; with none, that none is recorded: there may be some all the same."""
    return scene.words("count.products", n=count) if count else scene.words("map.none")


def _radius(count: int) -> float:
    return round(min(LARGEST, SMALL + STEP * sqrt(count)), 1) if count else EMPTY


def _frame(drawing: Drawing) -> Box:
    return Box(EDGE, EDGE, drawing.width - EDGE, drawing.height - EDGE)


def _corners(drawing: Drawing) -> tuple[Box, Box]:
    """Where the scale and the arrow stand."""
    right, low = drawing.width - CORNER, drawing.height - CORNER
    return Box(0, low, LONGEST * drawing.width + CORNER, drawing.height), Box(right, 0, drawing.width, CORNER)


def _shared(names: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many words all names begin and end with: 'Xã', 'commune'. None where a name would be left without any."""
    if len(names) < 2:
        return 0, 0
    before, after = _same(names), _same([name[::-1] for name in names])
    return (before, after) if all(len(name) > before + after for name in names) else (0, 0)


def _same(names: Sequence[Sequence[str]]) -> int:
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False)))


def _without(name: str, shared: tuple[int, int]) -> str:
    words = name.split()
    return " ".join(words[shared[0] : len(words) - shared[1]])
