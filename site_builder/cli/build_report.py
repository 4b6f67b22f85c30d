"""What a build tells: what it found wrong, and what it made; in lines ready to print, so that a record holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from .screen import Terminal, format_number, format_size


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with the content, a coloured line each; the tally; which products are left out, '' for none."""

    problems: list[str]
    tally: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was made: numbers of photos, pages and files, all and new ones; `size` in bytes; remarks, a line each."""

    place: str
    photos: int
    new_photos: int
    pages: int
    files: int
    new_files: int
    size: int
    problems: list[str]
    remarks: list[str]

    def unchanged(self) -> Self:
        """The same, of the next build, if nothing changes till then."""
        return replace(self, new_photos=0, new_files=0)


def show_judgement(judgement: Judgement, screen: Terminal) -> None:
    screen.told(judgement.problems, aside=True)
    screen.line(judgement.tally, "bold", aside=True)
    if judgement.left_out:
        screen.aside(judgement.left_out, "yellow")


def show_result(result: Result, screen: Terminal, seconds: float) -> None:
    say = screen.say
    screen.told(result.problems, aside=True)
    photos = (result.photos, result.photos - result.new_photos, result.new_photos)
    total, cached, made = (format_number(n, say) for n in photos)
    screen.line(say("build.photos", total=total, cached=cached, made=made))
    summary = say(
        "build.pages",
        pages=format_number(result.pages, say),
        files=format_number(result.files, say),
        size=format_size(result.size, say),
        changed=format_number(result.new_files, say),
        seconds=format_number(seconds, say, 1),
    )
    screen.line(summary)
    for remark in result.remarks:
        screen.aside(remark, "yellow")
    screen.line(say("build.look", place=Path(result.place) / "index.html"), "bold")
