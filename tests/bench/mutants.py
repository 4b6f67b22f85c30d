"""Whether the tests notice mistakes: mutants, each with one small mistake in it, drawn by a seed.

    python -m tests.bench.mutants [--seed 9] [--count 60] [--jobs 2] [--only AREA …] [--list]

Every area of AREAS gives as many. A mutant lives in a copy of the checkout and is tried with the tests of its area;
`survived` means that all of them passed. Whether a survivor does what the program does (an equivalent mutant) is for a
person to judge. The same seed and the same sources give the same mutants.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from queue import Queue
from random import Random

from ..commands import ROOT

LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".cache", "__pycache__", "site", "demo-site", ".*_cache")
LONGEST_WAIT = 420
"""Seconds: a mutant that makes the tests wait for longer is noticed."""
LONGEST_WORK = 150
"""Seconds of processor time of each process: what a mutant without end is stopped by, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Area:
    """What is changed, and the tests that have to notice: the quickest first, the first failure ends them."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "catalogue": Area(
        ("site_builder/catalogue/*.py",),
        (
            "tests/test_ocop.py", "tests/test_lunar.py", "tests/test_legacy_encodings.py", "tests/test_vietnamese.py",
            "tests/test_broken.py", "tests/content", "tests/products", "tests/pages/test_views.py",
            "tests/test_choices.py",
        ),
    ),
    "content": Area(
        ("site_builder/content/*.py",), ("tests/test_broken.py", "tests/content", "tests/cli/test_check.py")
    ),
    "recipe": Area(
        ("site_builder/media/recipe.py",),
        ("tests/media/test_plan.py", "tests/media/test_scaling.py", "tests/media/test_prepare.py"),
    ),
    "urls": Area(("site_builder/views/urls.py",), ("tests/pages/test_urls.py", "tests/short_links/test_ledger.py")),
    "publish": Area(
        ("site_builder/publish/*.py",),
        (
            *("tests/publish", "tests/short_links/test_ledger.py", "tests/short_links/test_last_site.py"),
            *("tests/short_links/test_printed_addresses.py", "tests/exhibit/test_the_bundle_of_an_event.py"),
        ),
    ),
    "ranking": Area(
        ("theme/assets/js/ranking.js",),
        ("tests/search/test_queries.py", "tests/search/test_the_search_in_the_browser.py"),
    ),
    "filters": Area(
        ("theme/assets/js/filters.js",),
        (
            "tests/filters/test_what_is_left.py", "tests/filters/test_chips_order_and_emptiness.py",
            "tests/filters/test_the_address.py", "tests/filters/test_every_way_to_reach_them.py",
            "tests/filters/test_many_products.py",
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """`new` in place of what stands in `file` between the characters `start` and `end`."""

    file: str
    start: int
    end: int
    new: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]

    def told(self, text: str) -> str:
        """`file:line old -> new`, and the line as the mutant has it."""
        line = text.count("\n", 0, self.start) + 1
        old = text[self.start : self.end]
        at = self.applied(text).splitlines()[line - 1].strip()
        return f"{self.file}:{line} {old!r} -> {self.new!r} in `{at}`"


SWAPPED = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "===": "!==", "!==": "===",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
    "and": "or", "or": "and", "&&": "||", "||": "&&",
    "+": "-", "-": "+", "*": "+", "/": "*", "//": "*", "%": "*", "+=": "-=", "-=": "+=",
    "True": "False", "False": "True", "true": "false", "false": "true",
}  # fmt: skip
"""What stands in the place of an operator or a truth value."""


# -- Python, by the positions of its syntax tree -----------------------------------------------------------------------


class PythonMutants(ast.NodeVisitor):
    """Collects in `found` the changes of one module; annotations, decorators and docstrings stay as they are."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.found: list[Mutant] = []
        self._lines = [0]
        for line in StringIO(text):
            self._lines.append(self._lines[-1] + len(line))
        self.visit(ast.parse(text))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if isinstance(default, ast.Constant) and isinstance(default.value, str) and default.value:
                self._put(*self._span(default), '""')
            elif default:
                self.visit(default)
        for statement in node.body:
            self.visit(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for left, right in itertools.pairwise(sides):
            self._between(left, right)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Arithmetic: a `/` joins paths here, and texts are joined by what would fail at once if it were another."""
        joins = any(
            isinstance(side, ast.JoinedStr | ast.Constant) and not _number(side) for side in (node.left, node.right)
        )
        if not joins and not isinstance(node.op, ast.Div):
            self._between(node.left, node.right)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            start = self._span(node)[0]
            self._put(start, start + len("not "), "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._put(*self._span(node), str(not node.value))
        elif isinstance(node.value, int):
            self._put(*self._span(node), str(node.value + 1))
            self._put(*self._span(node), str(node.value - 1))

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            empty = "()" if isinstance(node.value, ast.Tuple | ast.List | ast.Dict | ast.ListComp) else "None"
            self._put(*self._span(node.value), empty)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._put(*self._span(node), "pass")
            self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._put(*self._span(node), "pass")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._put(*self._span(node), "pass")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Before Python 3.12 what stands in an f-string has no position of its own."""

    def _put(self, start: int, end: int, new: str) -> None:
        self.found.append(Mutant(self.file, start, end, new))

    def _between(self, left: ast.expr, right: ast.expr) -> None:
        """The operator between two operands, with brackets and comments around it left alone."""
        start, end = self._span(left)[1], self._span(right)[0]
        operator = re.search(r"not\s+in\b|is\s+not\b|\b(?:in|is|and|or)\b|[<>=!]=|//|[<>+\-*/%]", self.text[start:end])
        if operator and operator[0] in SWAPPED:
            self._put(start + operator.start(), start + operator.end(), SWAPPED[operator[0]])

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _at(self, line: int, column: int) -> int:
        """`column` counts bytes of UTF-8, as ast does."""
        start = self._lines[line - 1]
        row = self.text[start : self._lines[line]].encode()
        return start + len(row[:column].decode())


def _number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


# -- JavaScript, by its tokens -----------------------------------------------------------------------------------------

TOKENS = re.compile(
    r"""(?P<skip>/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<=[(,=:&|!?])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/[a-z]*)"""
    r"""|(?P<gone>(?<=\n)[ \t]+[\w.\[\]]+\([^\n;{}]*\);(?=\n)|(?<=\n)[ \t]+[\w.\[\]]+\ [+\-|]?=\ [^\n;{}]*;(?=\n))"""
    r"""|return\ (?P<value>[^;{}\n]+);"""
    r"""|(?P<word>\b(?:true|false)\b)|(?P<number>(?<![\w.])\d+(?![\w.]))"""
    r"""|(?P<operator>===|!==|<=|>=|&&|\|\||\+=|-=|(?<=\ )[<>+\-*/%](?=\ ))|(?P<negation>!(?!=))""",
    re.DOTALL | re.VERBOSE,
)


def javascript_mutants(file: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Mutant]:
    """The changes of one script; a statement that can go, and what is returned, is looked into as well."""
    at, end = start, len(text) if end is None else end
    while found := TOKENS.search(text, at, end):
        kind = found.lastgroup
        at = found.end()
        if kind == "gone":
            body = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Mutant(file, body, at, "")
            at = body + 1
        elif kind == "value":
            yield Mutant(file, *found.span("value"), "null")
            at = found.start("value")
        elif kind == "number":
            yield Mutant(file, *found.span(), str(int(found[0]) + 1))
            yield Mutant(file, *found.span(), str(int(found[0]) - 1))
        elif kind == "negation":
            yield Mutant(file, *found.span(), "")
        elif kind in {"word", "operator"}:
            yield Mutant(file, *found.span(), SWAPPED[found[0]])


# -- Drawing and trying ------------------------------------------------------------------------------------------------


def mutants_of(file: str, root: Path = ROOT) -> list[Mutant]:
    text = (root / file).read_text("utf-8")
    found = PythonMutants(file, text).found if file.endswith(".py") else list(javascript_mutants(file, text))
    return sorted({mutant for mutant in found if file.endswith(".js") or _can_be_read(mutant.applied(text))})


def _can_be_read(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def drawn(seed: int, count: int) -> list[tuple[str, Mutant]]:
    """`count` mutants, as many of each area as of any other (one more of the first ones), no two in one place."""
    chosen: list[tuple[str, Mutant]] = []
    for place, (name, area) in enumerate(AREAS.items()):
        files = sorted(str(found.relative_to(ROOT)) for glob in area.sources for found in ROOT.glob(glob))
        every = [mutant for file in files for mutant in mutants_of(file)]
        Random(f"{seed} {name}").shuffle(every)
        of_places = {(mutant.file, mutant.start): mutant for mutant in every}
        wanted = count // len(AREAS) + (place < count % len(AREAS))
        chosen += [(name, mutant) for mutant in list(of_places.values())[:wanted]]
    return chosen


def copied(place: Path) -> Path:
    shutil.copytree(ROOT, place, ignore=LEFT_OUT)
    return place


def tried(tests: tuple[str, ...], root: Path) -> str:
    """`killed`, `killed (endless)` or `survived`."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": os.devnull}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=no"]
    running = subprocess.Popen(
        [*command, f"--basetemp={root}.pytest", *tests], cwd=root, env=environment, preexec_fn=_limited,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        return "survived" if running.wait(LONGEST_WAIT) == 0 else "killed"
    except subprocess.TimeoutExpired:
        return "killed (endless)"
    finally:
        _end(running)
        shutil.rmtree(f"{root}.pytest", ignore_errors=True)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_WORK, LONGEST_WORK + 5))


def _end(running: subprocess.Popen[bytes]) -> None:
    """The tests and all that they started."""
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        running.wait()


def outcome(name: str, mutant: Mutant, copies: Queue[Path]) -> str:
    """Tries the mutant in a copy that nobody uses, and puts the copy right again."""
    root = copies.get()
    file = root / mutant.file
    text = file.read_text("utf-8")
    file.write_text(mutant.applied(text), "utf-8")
    try:
        return f"{tried(AREAS[name].tests, root):8} {mutant.told(text)}"
    finally:
        file.write_text(text, "utf-8")
        copies.put(root)


def broken_areas(names: set[str], copies: Queue[Path]) -> list[str]:
    """Areas whose tests fail before anything is changed: they would call every mutant killed."""
    root = copies.get()
    try:
        return [name for name in sorted(names) if tried(AREAS[name].tests, root) != "survived"]
    finally:
        copies.put(root)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=AREAS, action="append", help="of these areas alone")
    parser.add_argument("--list", action="store_true", help="name them, try none")
    asked = parser.parse_args()
    chosen = [(name, found) for name, found in drawn(asked.seed, asked.count) if not asked.only or name in asked.only]
    if asked.list:
        print(*(f"{name} {found.told((ROOT / found.file).read_text('utf-8'))}" for name, found in chosen), sep="\n")
        return
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        copies: Queue[Path] = Queue()
        for number in range(asked.jobs):
            copies.put(copied(Path(folder, f"copy{number}")))
        if failing := broken_areas({name for name, _ in chosen}, copies):
            sys.exit(f"these fail without any mutant: {', '.join(failing)}")
        survived = 0
        for told in pool.map(lambda one: outcome(one[0], one[1], copies), chosen):
            survived += told.startswith("survived")
            print(told, flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} killed: {100 * (len(chosen) - survived) / len(chosen):.1f} %")


if __name__ == "__main__":
    main()
