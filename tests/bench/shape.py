"""The shape of the package in figures: `python -m tests.bench.shape`. They serve the reading of it."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from statistics import median

from ..test_architecture import NAMES, functions, length, ours

Parsed = dict[str, ast.Module]


def main() -> None:
    """Print them."""
    texts = {name: path.read_text("utf-8") for name, path in NAMES.items()}
    trees = {name: ast.parse(text) for name, text in texts.items()}
    lines = {name: len(text.splitlines()) for name, text in texts.items()}
    total = sum(lines.values())
    pairs = sum(len(ours(name)) for name in NAMES)
    print(f"modules {len(NAMES)}, lines {total}, median {median(lines.values()):.0f}, longest {max(lines.values())}")
    print(f"pairs of our modules, one importing the other: {pairs}, {1000 * pairs / total:.1f} per 1,000 lines")
    lengths = sorted(length(function) for name in NAMES for function in functions(name))
    nine_in_ten = lengths[len(lengths) * 9 // 10]
    print(f"functions {len(lengths)}: median {median(lengths):.0f}, nine in ten {nine_in_ten}, longest {lengths[-1]}")
    private, once = _private_functions(trees)
    print(f"private functions of modules {private}, used once {once}")
    comments = sum(map(_comments, texts.values()))
    print(f"comments {comments}, {1000 * comments / total:.1f} per 1,000 lines")
    print(f"classes whose name stands twice: {_twice(trees) or 'none'}")


def _private_functions(trees: Parsed) -> tuple[int, int]:
    """How many there are, and how many are named in one place besides their definition."""
    count = once = 0
    for tree in trees.values():
        named = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        private = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("_")]
        count += len(private)
        once += sum(named[name] == 1 for name in private)
    return count, once


def _comments(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


def _twice(trees: Parsed) -> str:
    names = Counter(node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return ", ".join(sorted(name for name, count in names.items() if count > 1))


if __name__ == "__main__":
    main()
