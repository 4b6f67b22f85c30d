"""Mutations of files that pass: what a hand, a clipboard and a bad disk make of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

FRAGMENTS = (
    "• Mật ong rừng nguyên chất",
    "– Bảo quản: nơi khô ráo",
    "“Mật ong: hoa rừng” lấy từ tổ",
    "#matong #ocop #binhgia",
    "Giá:\u00a0250.000đ/chai",
    "status:\u00a0potential",
    "\tkind: cooperative",
    "vi： Mật ong， hoa rừng",
    "ĐT: 0912.345.678 – 0987 654 321",
    "1.\tChọn tổ ong",
    "★★★ Sản phẩm OCOP 3 sao ★★★",
    "[12:30, 1/12/2026] Chị Hoa: ảnh đây em",
    "https://www.facebook.com/matong?id=1&x=2#top",
    "C:\\Users\\Lan\\Desktop\\ảnh 1.jpg",
    "{vi: Mật ong, en: Honey",
    "]}",
    '"',
    "'",
    "---",
    "...",
    "? x",
    "<<: *a",
    "&a [*a, *a]",
    "!!python/object:os.system x",
    "%YAML 1.2",
    "|",
    ">",
    "Chè\u200b xanh",
    "\ufeffcode: BG-001",
    "Cheø döôùi taùn hoài",
    "<b>Mật ong</b><br>",
    "🍯🔥",
    "<<<<<<< HEAD",
    "null",
    "~",
)
"""What comes out of Word, Zalo, Facebook and Excel, and what has a meaning to YAML."""
SIGNS = " \t\u00a0:#-–•\"'“”‘’[]{}(),;.|>&*!%@`?~<=\\/\n\r\x00\x07\u200b\ufeff：，0aêĐ"

Mutation = Callable[[list[str], Random], None]
"""A change of a file's lines, in place."""


def _remove_line(lines: list[str], chance: Random) -> None:
    del lines[chance.randrange(len(lines))]


def _repeat_line(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    lines.insert(chance.randrange(len(lines) + 1), lines[at])


def _swap_lines(lines: list[str], chance: Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _swap_neighbours(lines: list[str], chance: Random) -> None:
    at = chance.randrange(max(1, len(lines) - 1))
    lines[at : at + 2] = reversed(lines[at : at + 2])


def _join_lines(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _break_line(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    cut = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _indent(lines: list[str], chance: Random) -> None:
    first = chance.randrange(len(lines))
    for at in range(first, min(len(lines), first + chance.randint(1, 4))):
        lines[at] = chance.choice(("", " ", "  ", "   ", "\t", "\u00a0 ")) + lines[at].lstrip(chance.choice(("", " ")))


def _paste(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    cut = chance.choice((0, len(lines[at]), chance.randint(0, len(lines[at]))))
    lines[at] = lines[at][:cut] + chance.choice(FRAGMENTS) + lines[at][cut:]


def _paste_line(lines: list[str], chance: Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), " " * chance.choice((0, 2, 4)) + chance.choice(FRAGMENTS))


def _change_sign(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    cut = chance.randint(0, len(lines[at]))
    lines[at] = lines[at][:cut] + chance.choice(SIGNS) + lines[at][cut + chance.randint(0, 1) :]


def _remove_word(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    words = lines[at].split(" ")
    del words[chance.randrange(len(words))]
    lines[at] = " ".join(words)


def _other_value(lines: list[str], chance: Random) -> None:
    """The value of one line behind the key of another."""
    one, other = chance.choice(lines), chance.randrange(len(lines))
    lines[other] = lines[other].partition(":")[0] + ":" + one.partition(":")[2]


def _comment(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    lines[at] = f"# {lines[at]}" if not lines[at].startswith("#") else lines[at][1:]


MUTATIONS: tuple[Mutation, ...] = (
    _remove_line,
    _repeat_line,
    _swap_lines,
    _swap_neighbours,
    _join_lines,
    _break_line,
    _indent,
    _paste,
    _paste_line,
    _change_sign,
    _change_sign,
    _remove_word,
    _other_value,
    _comment,
)


def mutated(files: Sequence[str], chance: Random) -> bytes:
    """One of `files` after one to four mutations, now and then spoilt as bytes too."""
    lines = chance.choice(files).split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        if lines:
            chance.choice(MUTATIONS)(lines, chance)
    content = "\n".join(lines).encode(
        chance.choice(("utf-8",) * 12 + ("utf-16", "utf-8-sig", "cp1258", "utf-16-le")), "replace"
    )
    if chance.random() < 0.05:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice((b"", chance.randbytes(3))) + content[at + chance.randint(0, 40) :]
    return content.replace(b"\n", b"\r\n") if chance.random() < 0.05 else content
