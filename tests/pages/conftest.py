"""Golden files: fragments of HTML as they should come out; `pytest --update` writes them afresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, Markup], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a fragment with `golden/<name>.html`."""

    def compare(name: str, fragment: Markup) -> None:
        file = GOLDEN / f"{name}.html"
        if request.config.getoption("--update"):
            file.write_text(fragment, "utf-8")
        assert fragment == file.read_text("utf-8")

    return compare
