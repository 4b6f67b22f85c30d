"""Cards as HTML, made once for the many lists they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from .environment import Templates
from .views import Card


@dataclass(frozen=True, slots=True)
class CardMarkup:
    """Draws the cards of pages of one language and depth, each once for every look it has."""

    templates: Templates
    lang: str
    way_up: str
    _made: dict[tuple[str, int, str, bool], Markup] = field(default_factory=dict)

    def __call__(self, card: Card, level: int = 3, sizes: str = "four", eager: bool = False) -> Markup:
        """One `<li>` of a grid; see `macros/card.html`."""
        key = (card.slug, level, sizes, eager)
        if key not in self._made:
            self._made[key] = self._draw(card, level, sizes, eager)
        return self._made[key]

    def _draw(self, card: Card, level: int, sizes: str, eager: bool) -> Markup:
        template = self.templates.environment(self.lang, self.way_up).get_template("macros/card.html")
        return Markup(template.module.card(card, level, sizes, eager))  # type: ignore[attr-defined]
