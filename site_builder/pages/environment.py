"""Our own Jinja: autoescape on, undefined names are errors, words and links bound to the page's language and depth.

Macros are imported without context (Jinja keeps such imports), so what every template needs is a global of its
environment: one environment for each language and each way up to the root.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..theme_folder import Theme
from .kept import Kept
from .urls import Urls
from .words import Words


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates beside the other caches; a folder that cannot be used costs time, nothing else."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of `theme/templates/`.

    Globals of every template and macro: `t` (the words), `lang`, `base` (the way up to the root, put before
    every address), `urls`, `asset` (the address of a file of the theme by its plain name). Everything else is given
    to `render` by name. `kept` holds the HTML of the last build, `drawn` fragments that many pages of this one share.
    """

    theme: Theme
    words: Mapping[str, Words]
    urls: Urls
    asset: Callable[[str], str]
    cache: Path | None = None
    kept: Kept = field(default_factory=Kept)
    drawn: dict[tuple[object, ...], Markup] = field(default_factory=dict)
    _environments: dict[tuple[str, str], Environment] = field(default_factory=dict)

    def render(self, name: str, lang: str, base: str, **values: object) -> Markup:
        """The template `name` (`pages/product.html`) in `lang`, for a page from which `base` leads to the root."""
        return Markup(self.environment(lang, base).get_template(name).render(values))

    def environment(self, lang: str, base: str) -> Environment:
        """The environment of one language and depth, made once."""
        found = self._environments.get((lang, base))
        return found or self._environments.setdefault((lang, base), self._open(lang, base))

    def _open(self, lang: str, base: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([folder / "templates" for folder in self.theme.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(self.cache),
        )
        environment.globals = {
            "t": self.words[lang],
            "lang": lang,
            "base": base,
            "urls": self.urls,
            "asset": self.asset,
            "range": range,
        }
        return environment


def _compiled(cache: Path | None) -> _Compiled | None:
    if cache is None:
        return None
    folder = cache / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return _Compiled(str(folder)) if folder.is_dir() else None
