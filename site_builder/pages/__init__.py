"""From the catalogue to every file of the web site but the photos: pages, styles, scripts, fonts, scans."""

from __future__ import annotations

from .composition import Surroundings, compose
from .page import Output, Page

__all__ = ["Output", "Page", "Surroundings", "compose"]
