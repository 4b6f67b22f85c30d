"""What is imported is declared, what is declared is used, and what prints or reads iPhone photos can be left out."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..commands import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"site_builder", "tests"}
CODE, TESTS = (
    {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / folder).rglob("*.py"))}
    for folder in ("site_builder", "tests")
)
BROUGHT = packages_distributions()
"""What brings a module, by the module's name."""
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

PLUGINS = {"pytest-playwright", "pytest-xdist"}
"""Pytest finds them by itself: the fixture `page`, and `--numprocesses`."""


def names(requirements: Iterable[str]) -> set[str]:
    found: set[str] = {canonicalize_name(Requirement(each).name) for each in requirements}
    return found - {"site-builder"}


CORE = names(PROJECT["dependencies"])
EXTRAS = {extra: names(needed) for extra, needed in PROJECT["optional-dependencies"].items()}
LEFT_OUT = set().union(*(needed for extra, needed in EXTRAS.items() if extra != "dev"))
"""What the recommended install has beyond the smallest."""


def modules(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The top-level modules of others that the imports among `nodes` name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def distributions(names: Iterable[str]) -> set[str]:
    """What brings the modules `names` of others, as it is called where it is published."""
    foreign = set(names) - sys.stdlib_module_names - OURS
    return {canonicalize_name(BROUGHT[name][0]) if name in BROUGHT else f"nothing brings {name}" for name in foreign}


def imported(trees: Iterable[ast.AST]) -> set[str]:
    return distributions(chain.from_iterable(modules(ast.walk(tree)) for tree in trees))


def called_by_name(trees: Iterable[ast.AST]) -> set[str]:
    """What a text in the code is the name of, or the name of a module of: they are loaded and asked that way too."""
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {canonicalize_name(each) for text in texts for each in (text, *BROUGHT.get(text, ()))}


def at_once(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements that run when a module is imported: not those within functions, nor those for type checkers."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def test_everything_that_the_program_imports_is_declared() -> None:
    assert imported(CODE.values()) - CORE - LEFT_OUT == set()


def test_everything_that_is_declared_is_used() -> None:
    used = imported(CODE.values()) | called_by_name(CODE.values())
    assert (CORE | LEFT_OUT) - used == set()


def test_an_extra_is_imported_where_it_is_used_alone() -> None:
    early = {file: distributions(modules(at_once(tree))) & LEFT_OUT for file, tree in CODE.items()}
    assert {file: found for file, found in early.items() if found} == {}


def test_everything_that_the_tests_import_is_declared() -> None:
    assert imported(TESTS.values()) - CORE - LEFT_OUT - EXTRAS["dev"] == set()


def test_every_tool_of_the_tests_is_used() -> None:
    others = [tree for file, tree in TESTS.items() if file != Path(__file__)]
    stubs = {f"types-{name}" for name in imported([*CODE.values(), *others])}
    run = {name for name in EXTRAS["dev"] if re.search(rf"\$\(BIN\)/{name}\b", MAKEFILE)}
    assert EXTRAS["dev"] - imported(others) - called_by_name(others) - stubs - run == PLUGINS


def test_the_recommended_install_is_all_extras_and_the_tests_stand_on_it() -> None:
    extras = PROJECT["optional-dependencies"]
    assert Requirement(extras["all"][0]).extras == set(extras) - {"all", "dev"}
    assert "site-builder[all]" in extras["dev"]


@pytest.mark.parametrize("kind", ["core", *sorted(EXTRAS)])
def test_every_declaration_has_a_lowest_and_a_highest_release(kind: str) -> None:
    listed = PROJECT["dependencies"] if kind == "core" else PROJECT["optional-dependencies"][kind]
    open_ended = [
        each
        for each in map(Requirement, listed)
        if each.name != "site-builder" and {spec.operator for spec in each.specifier} != {">=", "<"}
    ]
    assert [str(each) for each in open_ended if not each.name.startswith("types-")] == []
