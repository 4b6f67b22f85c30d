"""Where a place is on the maps of others: plain links out, nothing is loaded from there."""

from __future__ import annotations

from dataclasses import dataclass

from .scene import Scene

MAPS = {
    "openstreetmap": "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=12/{0}/{1}",
    "google": "https://www.google.com/maps/search/?api=1&query={0},{1}",
}


@dataclass(frozen=True, slots=True)
class MapLink:
    """A place on one map."""

    name: str
    url: str


def maps(location: tuple[float, float] | None, scene: Scene) -> tuple[MapLink, ...]:
    """The place (latitude, longitude in WGS 84 degrees) on each map; none where it is not known."""
    if location is None:
        return ()
    return tuple(MapLink(scene.words(f"map.{name}"), url.format(*location)) for name, url in MAPS.items())
