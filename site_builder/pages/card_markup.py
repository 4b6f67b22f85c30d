"""Cards as HTML, made once for the many lists they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .environment import Templates
from .views import Card


@dataclass(frozen=True, slots=True)
class CardMarkup:
    """Draws the cards of pages of one language and depth, each once for every look it has."""

    templates: Templates
    lang: str
    way_up: str

    def __call__(self, card: Card, level: int = 3, sizes: str = "four", eager: bool = False) -> Markup:
        """One `<li>` of a grid; see `macros/card.html`."""
        key = ("card", self.lang, self.way_up, card.slug, level, sizes, eager)
        found = self.templates.drawn.get(key)
        return found or self.templates.drawn.setdefault(key, self._recall(card, level, sizes, eager))

    def _recall(self, card: Card, level: int, sizes: str, eager: bool) -> Markup:
        kept = self.templates.kept
        look = ("card", self.lang, self.way_up, str(level), sizes, str(eager))
        made_from = (*look, kept.digests.get(card.slug) or repr(card))
        return Markup(kept.html(made_from, lambda: self._draw(card, level, sizes, eager)))

    def _draw(self, card: Card, level: int, sizes: str, eager: bool) -> Markup:
        template = self.templates.environment(self.lang, self.way_up).get_template("macros/card.html")
        return Markup(template.module.card(card, level, sizes, eager))  # type: ignore[attr-defined]  # a macro
