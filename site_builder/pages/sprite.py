"""The icons of the theme, of which each page carries only those it uses.

A `<use>` cannot fetch a symbol from another file when the site is opened from a folder, so they are inline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

_USED = re.compile(r'#(i-[a-z0-9-]+)"')
_SVG = '<svg class="bg-sprite" width="0" height="0" aria-hidden="true">'


@dataclass(frozen=True, slots=True)
class Sprite:
    """Each symbol or shared shape by its id, in the order of the file; `always` are those that scripts may add."""

    shapes: Mapping[str, str]
    always: frozenset[str] = frozenset()
    _made: dict[frozenset[str], str] = field(default_factory=dict)

    @classmethod
    def parse(cls, svg: str, scripts: Iterable[str] = ()) -> Sprite:
        """From the text of `icons.svg` and of the scripts that insert icons."""
        root = ElementTree.fromstring(svg)
        shapes = [child for top in root for child in (top if top.tag == "defs" else (top,))]
        always = frozenset(name for script in scripts for name in _USED.findall(script))
        return cls({shape.attrib["id"]: ElementTree.tostring(shape, "unicode").strip() for shape in shapes}, always)

    def used_by(self, pieces: Iterable[str]) -> str:
        """The sprite with the icons that `pieces` of HTML name, and what those are made of."""
        names = frozenset(self.always.union(*(_USED.findall(piece) for piece in pieces)))
        if names not in self._made:
            self._made[names] = self._join(names)
        return self._made[names]

    def _join(self, names: Iterable[str]) -> str:
        wanted: set[str] = set()
        waiting = [name for name in names if name in self.shapes]
        while waiting:
            name = waiting.pop()
            wanted.add(name)
            waiting += [part for part in _USED.findall(self.shapes[name]) if part not in wanted]
        return f"{_SVG}{''.join(shape for name, shape in self.shapes.items() if name in wanted)}</svg>"
