"""Where the names on a map stand: beside their dots, none over another, over a dot or over the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LETTER = 0.58
"""Width of a letter by the size of the type: no name in the faces of the theme is set wider."""
LINE = 1.25
GAPS = (5.0, 11.0)
ROUNDS = 12
BESIDE, EDGE = 0.02, 4.0
"""Cost of a place further down the list, and of a square unit outside, where one over another name costs 1."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot, in the units of the drawing, and the name it wants."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: `anchor` as SVG knows it, the middle of the line at `y`."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def label(spots: Sequence[Spot], size: float, frame: Box, taken: Sequence[Box] = ()) -> tuple[Label, ...]:
    """A label for each of `spots`, set in type of `size` within `frame`, clear of `taken` as far as there is room.

    Each takes its best place beside where the others stand now, round after round, until none moves.
    """
    offered = [tuple(_places(spot, size)) for spot in spots]
    dots = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    stand = [places[0] for places in offered]
    for _ in range(ROUNDS):
        before = list(stand)
        for at, places in enumerate(offered):
            others = [box for _, box in (*stand[:at], *stand[at + 1 :])]
            stand[at] = _best(places, (*others, *dots, *taken), frame)
        if stand == before:
            break
    return tuple(found for found, _ in stand)


def _best(places: Sequence[tuple[Label, Box]], full: Sequence[Box], frame: Box) -> tuple[Label, Box]:
    costs = [
        BESIDE * at + sum(box.shared(other) for other in full) + EDGE * (box.area - box.shared(frame))
        for at, (_, box) in enumerate(places)
    ]
    return places[costs.index(min(costs))]


def _places(spot: Spot, size: float) -> Iterator[tuple[Label, Box]]:
    """To the right, to the left, below, above, then the corners; then all of them somewhat further away."""
    for gap in GAPS:
        off, half = spot.radius + gap, LINE * size / 2
        yield _beside(spot, size, off, 0)
        yield _beside(spot, size, -off, 0)
        yield _over(spot, size, off + half)
        yield _over(spot, size, -off - half)
        for across in (0.7 * off, -0.7 * off):
            for down in (0.7 * off + half / 2, -0.7 * off - half / 2):
                yield _beside(spot, size, across, down)


def _beside(spot: Spot, size: float, across: float, down: float) -> tuple[Label, Box]:
    label = Label(spot.x + across, spot.y + down, "start" if across > 0 else "end")
    far = label.x + (1 if across > 0 else -1) * _width(spot, size)
    return label, Box(min(label.x, far), label.y - LINE * size / 2, max(label.x, far), label.y + LINE * size / 2)


def _over(spot: Spot, size: float, down: float) -> tuple[Label, Box]:
    label, half = Label(spot.x, spot.y + down, "middle"), _width(spot, size) / 2
    return label, Box(label.x - half, label.y - LINE * size / 2, label.x + half, label.y + LINE * size / 2)


def _width(spot: Spot, size: float) -> float:
    return LETTER * size * len(spot.name)
