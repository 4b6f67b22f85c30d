"""A thousand damaged files of every kind: each is used or told, none stops the program or holds it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..sampling import Sample
from .mutated_photos import mutants, outcomes

SEEDS = (20_261_124, 20_261_130)
EACH = 500
COMMON = 30
"""Of each seed in a common run."""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_damaged_photo_is_used_or_told(tmp_path: Path, sample: Sample, seed: int) -> None:
    (tmp_path / "photos").mkdir()
    files = sample(mutants(seed, EACH, tmp_path / "photos"), COMMON)

    told = outcomes(files, tmp_path / "cache")

    assert [file.name for file, problems in told.items() if problems is None] == []
    held_up = {"photo_slow", "photo_stopped"}  # a process that was killed, or died
    assert [(p.file, p.params) for problems in told.values() for p in problems or () if p.code in held_up] == []
    for problems in told.values():
        for problem in problems or ():
            assert "Traceback" not in problem.what("en") + problem.fix("en")
