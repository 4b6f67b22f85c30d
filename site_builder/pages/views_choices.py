"""What a template sees of the ways to narrow the list of products without any script: links with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model import Group, Product
from .scene import Said, Scene


@dataclass(frozen=True, slots=True)
class Choice:
    """Another list of the same kind; `current` is the one being shown."""

    name: Said
    address: str
    count: int
    current: bool = False


def categories(scene: Scene, current: str = "") -> tuple[Choice, ...]:
    """The shelves that have products, in the order of the settings."""
    named = [(category.key, scene.say(category.name)) for category in scene.catalogue.settings.categories]
    return _choices(named, lambda p: p.category, scene.urls.category, current, scene)


def groups(scene: Scene, current: str = "") -> tuple[Choice, ...]:
    """The official groups that have products, by their short names, in the official order."""
    named = [(str(group), Said(scene.words(f"group.{group}"))) for group in Group]
    return _choices(named, lambda p: p.group, scene.urls.group, current, scene)


def communes(scene: Scene, current: str = "") -> tuple[Choice, ...]:
    """The communes that have products."""
    named = [(commune.key, scene.say(commune.name)) for commune in scene.catalogue.settings.communes]
    return _choices(named, lambda p: p.origin.commune, scene.urls.commune, current, scene)


def _choices(
    named: Iterable[tuple[str, Said]],
    key_of: Callable[[Product], str | None],
    address_of: Callable[[str, str], str],
    current: str,
    scene: Scene,
) -> tuple[Choice, ...]:
    keys = [key_of(product) for product in scene.catalogue.products]
    return tuple(
        Choice(name, address_of(key, scene.lang), keys.count(key), key == current)
        for key, name in named
        if key in keys or key == current
    )
