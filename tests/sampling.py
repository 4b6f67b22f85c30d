"""Some of many cases: what a test asks the fixture `sample` for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Sample(Protocol):
    """At most so many of the cases, in their order and the same ones in every run; in a campaign, all of them."""

    def __call__(self, cases: Sequence[T], most: int) -> Sequence[T]: ...
