"""Golden files: fragments of HTML as they should come out; `pytest --update` writes them afresh."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from site_builder.cache import Cache
from site_builder.media import fonts
from site_builder.media.fonts import FontFile
from site_builder.web import site

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, Markup], None]


@pytest.fixture(scope="module")
def cut_fonts_once(font_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fonts are cut once for the same characters, whatever cache is built with: it takes longer than all the rest."""
    root = shutil.copytree(font_cache, tmp_path_factory.mktemp("fonts") / "cache")
    made: dict[tuple[str, ...], tuple[FontFile, ...]] = {}

    def once(cut: Callable[..., tuple[FontFile, ...]]) -> Callable[..., tuple[FontFile, ...]]:
        def again(*arguments: Any) -> tuple[FontFile, ...]:
            told = ("".join(sorted(getattr(part, "name", part) for part in one)) for one in arguments[:-1])
            key = (cut.__name__, *told)
            return made.get(key) or made.setdefault(key, cut(*arguments[:-1], cache))

        return again

    with Cache(root) as cache, pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "subset_fonts", once(fonts.subset_fonts))
        patch.setattr(site, "subset_upright_fonts", once(fonts.subset_upright_fonts))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a fragment with `golden/<name>.html`."""

    def compare(name: str, fragment: Markup) -> None:
        file = GOLDEN / f"{name}.html"
        if request.config.getoption("--update"):
            file.write_text(fragment, "utf-8")
        assert fragment == file.read_text("utf-8")

    return compare
