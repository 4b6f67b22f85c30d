"""What of a sound catalogue is published: nothing that may not be shown, nothing that leads to what is left out."""

from __future__ import annotations

from collections.abc import Collection

from ..showcase import Catalogue, Settings
from ..vietnamese import sort_key
from .consent import redact
from .raw import RawCatalogue


def catalogue(raw: RawCatalogue, settings: Settings, slugs: Collection[str]) -> Catalogue:
    """The products named by `slugs`, redacted, in Vietnamese order; events and the home page name no others."""
    communes = {commune.key: commune for commune in settings.communes}
    products = [redact(e.product, communes) for e in raw.entries if e.product and e.slug in slugs]
    return Catalogue(
        settings=_settings(settings, slugs),
        products=tuple(sorted(products, key=lambda product: (sort_key(product.name.vi), product.slug))),
        prose=tuple(entry.prose for entry in raw.prose if entry.prose),
    )


def _settings(settings: Settings, slugs: Collection[str]) -> Settings:
    events = tuple(event.model_copy(update={"products": _only(event.products, slugs)}) for event in settings.events)
    home = settings.home.model_copy(update={"featured": _only(settings.home.featured, slugs)})
    return settings.model_copy(update={"events": events, "home": home})


def _only(keys: tuple[str, ...], slugs: Collection[str]) -> tuple[str, ...]:
    """Those of `keys` that are published, each once."""
    return tuple(key for key in dict.fromkeys(keys) if key in slugs)
