"""Markdown of the content as blocks: what paper and the display show of it, each in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..catalogue.markdown import parse_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    RULE = "rule"


class ColumnAlignment(StrEnum):
    """Where the words of a table's column stand, as a line like `|:--|--:|` says."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RunStyle(StrEnum):
    """How words stand out."""

    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; a line break (U+000A) is a run of its own."""

    text: str
    styles: tuple[RunStyle, ...] = ()


Row = tuple[tuple[Run, ...], ...]
"""The cells of a row of a table, each with its runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block; which fields it has is a matter of its kind.

    A paragraph and a heading have `runs`; a heading its `level` from 1 on, without gaps; a list its `items` and, where
    it is numbered, the number at which it starts; a quotation the blocks within it as its only item; a table its
    `rows`, the head first, and an alignment for each of its `columns`.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    start: int | None = None
    items: tuple[tuple[Block, ...], ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[ColumnAlignment, ...] = ()


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text. Links keep their words alone: on paper and on a display nobody follows them."""
    from markdown_it.tree import SyntaxTreeNode

    tokens = parse_markdown(text)
    _close_gaps(tokens)
    return tuple(_blocks(SyntaxTreeNode(tokens).children))


def plain_text(blocks: Iterable[Block]) -> str:
    """What the blocks say, on one line."""
    said: list[str] = []
    for block in blocks:
        said += [run.text for run in block.runs]
        said += [plain_text(item) for item in block.items]
        said += [run.text for row in block.rows for cell in row for run in cell]
        said.append(" ")
    return " ".join("".join(said).split())


def _close_gaps(tokens: Sequence[Token]) -> None:
    """Number the levels of headings from 1 on, without gaps: a tagged PDF may leave none out."""
    headings = [token for token in tokens if token.type == "heading_open"]
    highest, level = min((int(token.tag[1]) for token in headings), default=1), 0
    for token in headings:
        level = min(int(token.tag[1]) - highest + 1, level + 1)
        token.tag = f"h{level}"


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Block(kind=BlockKind.HEADING, level=int(node.tag[1]), runs=_runs(node))
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                items = tuple(tuple(_blocks(item.children)) for item in node.children)
                yield Block(kind=BlockKind.LIST, start=start, items=items)
            case "blockquote":
                yield Block(kind=BlockKind.QUOTE, items=(tuple(_blocks(node.children)),))
            case "table":
                rows = [row.children for part in node.children for row in part.children]
                columns = tuple(map(_alignment, rows[0]))
                yield Block(kind=BlockKind.TABLE, rows=tuple(tuple(map(_runs, row)) for row in rows), columns=columns)
            case "hr":
                yield Block(kind=BlockKind.RULE)
            case "paragraph":
                yield Block(kind=BlockKind.PARAGRAPH, runs=_runs(node))
            case _ if node.content.strip():  # code, of which a story has none but by four spaces at the start of a line
                yield Block(kind=BlockKind.PARAGRAPH, runs=tuple(_lines(node.content)))


def _alignment(cell: SyntaxTreeNode) -> ColumnAlignment:
    """The alignment of the column of `cell`, which the parser writes as a style: `text-align:right`."""
    written = str(cell.attrs.get("style", "")).removeprefix("text-align:")
    return ColumnAlignment(written or "left")


def _lines(text: str) -> Iterator[Run]:
    for at, line in enumerate(text.strip("\n").split("\n")):
        yield from (Run("\n"), Run(line)) if at else (Run(line),)


_STYLES = {"strong": RunStyle.BOLD, "em": RunStyle.ITALIC}


def _runs(node: SyntaxTreeNode, styles: tuple[RunStyle, ...] = ()) -> tuple[Run, ...]:
    found: list[Run] = []
    for child in node.children:
        if child.children:
            more = _STYLES.get(child.type)
            found += _runs(child, (*styles, more) if more and more not in styles else styles)
        elif child.type in ("softbreak", "hardbreak"):
            found.append(Run(" " if child.type == "softbreak" else "\n", styles))
        elif child.content:
            found.append(Run(child.content, styles))
    return tuple(found)


def runs_data(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Runs as the display reads them; `prints/paper_text` makes what paper does."""
    return [{"text": run.text, "styles": list(run.styles)} for run in runs]


WordsData = Callable[[Sequence[Run]], Sequence[object]]
"""What a template is told of the words of a paragraph, of a heading or of a cell."""


def blocks_data(
    blocks: Iterable[Block], words: WordsData = runs_data, cell: WordsData = runs_data
) -> list[dict[str, Any]]:
    """Blocks as `theme/print/story.typ` and the display set them."""
    return [
        {
            "kind": block.kind,
            "level": block.level,
            "start": block.start,
            "words": words(block.runs),
            "items": [blocks_data(item, words, cell) for item in block.items],
            "rows": [[cell(each) for each in row] for row in block.rows],
            "columns": list(block.columns),
        }
        for block in blocks
    ]
