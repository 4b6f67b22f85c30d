"""The shape of the package: which way imports point, what only one module may do, how long things may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "site_builder"
MODULES = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path for path in PACKAGE.rglob("*.py")}
NAMES = {name.removesuffix(".__init__"): path for name, path in MODULES.items()}

LAYERS = (
    "cli",
    "mkdocs_plugin",
    "scaffold",
    "preview",
    "build",
    "options",
    "config_file",
    "publish",
    "web",
    "prints",
    "views",
    "content",
    "media",
    "build_record",
    "cache",
    "database",
    "files",
    "theme_folder",
    "crash_report",
    "clock",
    "messages",
    "installation",
    "catalogue",
    "yaml_loader",
)
"""One part a line, from the top down: each may import from itself and from those below it."""
STRANGERS = (("web", "prints"), ("content", "media"))
"""Parts that know nothing of each other, though one stands above the other in the list."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_IMPORTS = 39
"""Pairs of our modules, one importing the other, for every thousand lines."""


def part(module: str) -> str:
    """The part of the package in which a module lies; the package itself has none."""
    return module.split(".")[1] if "." in module else ""


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """Everything that a module is made of: parsed and walked through once for all tests."""
    return tuple(ast.walk(ast.parse(NAMES[module].read_text("utf-8"))))


def layer(module: str) -> int:
    """The layer of `site_builder.<part>…`, counted from the top; the package itself is below all."""
    return LAYERS.index(part(module)) if part(module) else len(LAYERS)


def imported(module: str) -> Iterator[str]:
    """Full names of what a module of ours imports, anywhere in it."""
    is_package = MODULES.get(f"{module}.__init__") is not None
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: len(module.split(".")) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names if f"{base}.{alias.name}" in NAMES)


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(module) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def names(module: str) -> Iterator[tuple[str, int]]:
    """Every dotted name that is called in a module, with its line."""
    for node in nodes(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def ours(module: str) -> set[str]:
    """The modules of ours that a module imports, those it imports for types alone among them."""
    names = set(imported(module)) & set(NAMES) - {"site_builder"}
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


def test_imports_point_one_way() -> None:
    upwards = [f"{module} imports {name}" for module in NAMES for name in ours(module) if layer(name) < layer(module)]
    assert upwards == []


def test_parts_that_know_nothing_of_each_other_stay_strangers() -> None:
    crossings = [
        f"{module} imports {name}"
        for module in NAMES
        for name in ours(module)
        if any({part(module), part(name)} == set(pair) for pair in STRANGERS)
    ]
    assert crossings == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: ours(module) for module in NAMES}
    order = TopologicalSorter(graph)
    order.prepare()  # raises CycleError, which names the circle


def test_every_part_of_the_package_has_a_layer() -> None:
    assert {part(name) for name in NAMES if "." in name} == set(LAYERS)


def test_modules_do_not_lean_on_too_many_others() -> None:
    lines = sum(len(path.read_text("utf-8").splitlines()) for path in MODULES.values())
    pairs = sum(len(ours(module)) for module in NAMES)
    assert pairs * 1000 / lines <= MOST_IMPORTS


def test_one_module_alone_knows_mkdocs() -> None:
    knowing = {module for module in NAMES if any(name.split(".")[0] == "mkdocs" for name in imported(module))}
    assert knowing == {"site_builder.mkdocs_plugin"}


def test_only_the_commands_print_and_end_the_program() -> None:
    endings = {"print", "sys.exit", "exit", "os._exit", "click.echo"}
    found = [f"{m}:{line} {name}" for m in NAMES for name, line in names(m) if name in endings]
    assert [place for place in found if not place.startswith("site_builder.cli")] == []


def test_the_clock_is_read_in_one_place() -> None:
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "datetime.date.today"}
    found = {m for m in NAMES for name, _ in names(m) if name in clocks}
    assert found == {"site_builder.clock"}
    readers = {m for m in NAMES if any(name.startswith("site_builder.clock") for name in imported(m))}
    assert {reader.split(".")[1] for reader in readers} == {"cli", "mkdocs_plugin"}


def test_no_module_is_longer_than_its_measure() -> None:
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in MODULES.values()}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    lengths = {f"{m}.{f.name}": length(f) for m in NAMES for f in functions(m)}
    assert {name: count for name, count in lengths.items() if count > LONGEST_FUNCTION} == {}


MOST_POSITIONAL = 4
"""Values that a constructor of ours is given by position; more are told apart by their names."""


def classes() -> dict[str, ast.ClassDef]:
    """Every class of ours by its name."""
    return {node.name: node for module in NAMES for node in nodes(module) if isinstance(node, ast.ClassDef)}


def switches(made: ast.ClassDef) -> list[bool]:
    """Of each value that the constructor takes by position, in order, whether it is a boolean."""
    given = next((node for node in made.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"), None)
    if given:
        return [ast.unparse(each.annotation or ast.Constant(None)) == "bool" for each in given.args.args[1:]]
    return [ast.unparse(node.annotation) == "bool" for node in made.body if isinstance(node, ast.AnnAssign)]


def constructions() -> Iterator[tuple[str, ast.Call, ast.ClassDef]]:
    """Every call of a class of ours: where it stands, the call, the class."""
    known = classes()
    for module in NAMES:
        own = [made for made in nodes(module) if isinstance(made, ast.ClassDef)]
        owners = {id(node): made for made in own for node in ast.walk(made)}
        for node in nodes(module):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                made = owners.get(id(node)) if name == "cls" else known.get(name)
                if made:
                    yield f"{module}:{node.lineno} {made.name}", node, made


def test_no_constructor_takes_more_than_four_values_by_position() -> None:
    assert [place for place, call, _ in constructions() if len(call.args) > MOST_POSITIONAL] == []


def test_no_sequence_is_spread_over_the_values_of_a_constructor() -> None:
    spread = [place for place, call, _ in constructions() if any(isinstance(value, ast.Starred) for value in call.args)]
    assert spread == []


def test_no_two_booleans_beside_each_other_go_by_position() -> None:
    """Of two switches in a row nobody sees at the call which is which: one of them at least is named."""
    literal = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for module in NAMES
        for node in nodes(module)
        if isinstance(node, ast.Call)
        for one, two in pairwise(node.args)
        if all(isinstance(value, ast.Constant) and isinstance(value.value, bool) for value in (one, two))
    ]
    taken = [
        place
        for place, call, made in constructions()
        if any(all(two) for two in pairwise(switches(made)[: len(call.args)]))
    ]
    assert literal + taken == []


def test_everything_is_annotated() -> None:
    bare = [
        f"{m}.{f.name}"
        for m in NAMES
        for f in functions(m)
        if f.returns is None or any(a.annotation is None for a in f.args.args if a.arg not in ("self", "cls"))
    ]
    assert bare == []


def test_no_module_is_named_for_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [name for name in NAMES if name.split(".")[-1] in empty] == []


VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


def texts(module: str) -> Iterator[tuple[int, str]]:
    """Every text in a module that is not documentation, with its line."""
    documentation = {id(node.value) for node in nodes(module) if isinstance(node, ast.Expr)}
    for node in nodes(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def test_no_vietnamese_sentence_stands_in_the_code() -> None:
    said = [
        f"{module}:{line} {text!r}"
        for module in NAMES
        for line, text in texts(module)
        if len(text.split()) > 2 and VIETNAMESE & set(text.lower())
    ]
    assert said == []
