"""The boundaries of communes: a GeoJSON file (WGS 84) beside `catalogue.yml`, with a feature for each `key`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..showcase import Settings
from .files import find

Ring = tuple[tuple[float, float], ...]
"""Points as (longitude, latitude) in degrees, the first of them again at the end."""
Shapes = Mapping[str, tuple[Ring, ...]]
"""The rings of each commune, by its key; holes are rings too."""
_FEWEST = 4


def boundaries(settings: Settings, folder: Path) -> Shapes:
    """What the file that `settings` name in `folder` holds; nothing where none is named or it cannot be used."""
    file = find(folder, settings.boundaries) if settings.boundaries else None
    return (read(file) if file else None) or {}


def read(file: Path) -> Shapes | None:
    """The shapes in `file`; None where it is no FeatureCollection of (multi)polygons with a property `key` each."""
    shapes: dict[str, tuple[Ring, ...]] = {}
    try:
        for feature in json.loads(file.read_bytes())["features"]:
            key = str(feature["properties"]["key"])
            shapes[key] = (*shapes.get(key, ()), *_rings(feature["geometry"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return shapes


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        if len(ring) < _FEWEST:
            raise ValueError("a ring of less than four points")
        yield tuple(_point(*point[:2]) for point in ring)


def _point(lon: float, lat: float) -> tuple[float, float]:
    if not (-180 <= float(lon) <= 180 and -90 <= float(lat) <= 90):
        raise ValueError("not longitude and latitude in degrees")
    return float(lon), float(lat)
