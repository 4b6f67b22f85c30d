"""Ten thousand mutated product files: each is published, or is told with places and remedies in both languages."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from random import Random

import pytest

from site_builder.content import validate
from site_builder.messages import Severity

from ..commands import ROOT
from ..sampling import Sample
from . import small
from .mistakes import GOOD, catalogue
from .mutations import mutated

FILES = [GOOD, small.product(), *(file.read_text("utf-8") for file in sorted(ROOT.glob("products/*/product.yml")))]
PER_SEED = 5000
MOST_MEMORY = 20_000_000
"""Bytes that reading and validating one file of a few kilobytes may take."""


@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutated_file_is_read_or_told(seed: int, sample: Sample) -> None:
    tracemalloc.start()
    told = 0
    for number in sample(range(PER_SEED), 150):
        content = mutated(FILES, Random(seed * PER_SEED + number))
        parsed = validate.parse_product(content, "products/x/product.yml", "x")
        errors = [problem for problem in parsed.problems if problem.severity is Severity.ERROR]
        assert (parsed.noun is None) <= bool(errors), content
        lines = content.count(b"\n") + content.count(b"\r") + 2
        for problem in parsed.problems:
            assert 0 <= problem.line <= lines, content
            assert all(problem.what(lang) and problem.fix(lang) for lang in ("vi", "en")), content
        told += bool(errors)
    assert told
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_a_mutated_file_among_others_is_accounted_for(tmp_path: Path, sample: Sample) -> None:
    """The whole folder is judged: the product is published, a draft or broken, and broken where it has an error."""
    for number in sample(range(400), 25):
        root = catalogue(tmp_path, GOOD)
        (root / "mat-ong/product.yml").write_bytes(mutated([GOOD], Random(number)))
        verdict = small.verdict(root)
        assert verdict.tally.total == 1
        assert bool(verdict.tally.broken) == any("/mat-ong" in problem.file for problem in verdict.errors)
        assert (verdict.catalogue is None) == bool(verdict.errors)
