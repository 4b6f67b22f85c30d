"""One slip of YAML does not hide what else is wrong in its file, and brings nothing about that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content.yaml_reader import read_yaml

from .mistakes import GOOD, MISTAKES, catalogue, errors
from .test_remedies import changed

FILE = "products/mat-ong/product.yml"
WRONG = ("    stars: 3", "    stars: 9")
BROKEN = {name: changed(GOOD, change) for name, change in MISTAKES.items()}
MENDED = [name for name, text in BROKEN.items() if read_yaml(text.encode(), FILE).mended]


def test_most_slips_of_one_line_are_read_over() -> None:
    unread = [name for name, text in BROKEN.items() if read_yaml(text.encode(), FILE).data is None]
    assert len(MENDED) > len(unread)


@pytest.mark.parametrize("name", MENDED)
def test_nothing_is_told_that_only_a_repair_brought_about(name: str, tmp_path: Path) -> None:
    document = read_yaml(BROKEN[name].encode(), FILE)
    told = errors(catalogue(tmp_path, BROKEN[name]))
    assert [problem.code for problem in told] == [problem.code for problem in document.problems]


@pytest.mark.parametrize("name", [name for name in MENDED if WRONG[0] in BROKEN[name]])
def test_a_wrong_value_of_another_line_is_told_too(name: str, tmp_path: Path) -> None:
    before = [problem.code for problem in errors(catalogue(tmp_path, BROKEN[name]))]
    found = errors(catalogue(tmp_path, BROKEN[name].replace(*WRONG)))
    assert sorted(problem.code for problem in found) == sorted([*before, "choice"])


def test_what_may_be_the_code_of_an_unread_file_is_not_unknown(tmp_path: Path) -> None:
    root = catalogue(tmp_path, "code: BG-020\n[")
    with (root / "catalogue.yml").open("a", encoding="utf-8") as settings:
        settings.write("retired: [{code: BG-001, sentence: {vi: Không còn., en: Gone.}, successor: BG-020}]\n")
    assert {problem.file.rpartition("/")[2] for problem in errors(root)} == {"product.yml"}
