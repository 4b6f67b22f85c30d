from __future__ import annotations

import re

from ..commands import ROOT
from .stylesheet import CLASS, classes, source

FROM_PARTS = {
    *(f"bg-page--{kind}" for kind in ("home", "product", "prose", "error")),
    *(f"bg-kiosk__status--{state}" for state in ("expired", "unconfirmed", "potential")),
    *(f"bg-tag--{tone}" for tone in ("warn", "bad", "unconfirmed", "potential")),
}
"""Names that a template or a script puts together."""


ATTRIBUTES_FROM_PARTS = {f"data-player-{part}" for part in ("says", "stop", "toggle")} | {
    *("data-days", "data-days-one", "data-months-one", "data-failed"),
}
"""Attributes whose names a script puts together."""
BEGINNINGS = {"data-alt-", "data-player-"}
ATTRIBUTE = re.compile(r"(?<![\w-])data-[a-z]+(?:-[a-z]+)*")


def texts(folder: str, pattern: str) -> str:
    """The files of a folder of the theme, without the comments of templates and scripts."""
    text = "".join(path.read_text("utf-8") for path in sorted((ROOT / "theme" / folder).rglob(pattern)))
    return re.sub(r"\{#.*?#\}|/\*.*?\*/", "", text, flags=re.DOTALL)


def as_attributes(script: str) -> set[str]:
    """The data attributes behind properties of a `dataset`: `.cachedAt` is `data-cached-at`."""
    names = re.findall(r"\.([a-z]\w*)", script)
    return {"data-" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in names}


def in_templates() -> set[str]:
    folders = ((ROOT / "theme/templates").rglob("*.*"), (ROOT / "theme/assets/js").glob("*.js"))
    text = "".join(path.read_text() for folder in folders for path in folder)
    return set(CLASS.findall(re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)))


def test_every_class_of_a_template_has_a_rule() -> None:
    assert in_templates() - classes() - {"bg-page", "bg-scheme", "bg-size", "bg-kiosk__status--"} == set()


def test_every_rule_is_for_a_class_of_a_template() -> None:
    assert classes() - in_templates() - FROM_PARTS == set()


def test_states_of_an_element_are_named_alike_in_styles_and_pages() -> None:
    states = re.compile(r"(?<![\w-])is-[a-z-]+")

    assert set(states.findall(source())) == set(
        states.findall(texts("templates", "*.html") + texts("assets/js", "*.js"))
    )


def test_every_data_attribute_of_a_template_is_read_by_a_script_or_a_style() -> None:
    written = set(ATTRIBUTE.findall(texts("templates", "*.html")))
    read = {*ATTRIBUTE.findall(source() + texts("assets/js", "*.js")), *as_attributes(texts("assets/js", "*.js"))}

    assert written - read <= ATTRIBUTES_FROM_PARTS


def test_every_data_attribute_that_is_asked_for_is_written() -> None:
    scripts = texts("assets/js", "*.js")
    asked = set(re.findall(r"\[(data-[a-z-]+)", source() + scripts))
    set_by_scripts = {
        *re.findall(r'(?:toggleAttribute|setAttribute)\("(data-[a-z-]+)"', scripts),
        *re.findall(r"<html (data-[a-z-]+)=", scripts),
        *as_attributes(" ".join(re.findall(r"dataset\.\w+ = ", scripts))),
    }

    assert asked - set(ATTRIBUTE.findall(texts("templates", "*.html"))) - set_by_scripts == BEGINNINGS


def test_every_style_and_script_says_first_what_it_is_for() -> None:
    for path in [*(ROOT / "theme/assets/css").glob("*.css"), *(ROOT / "theme/assets/js").glob("*.js")]:
        assert path.read_text("utf-8").startswith("/* "), path.name


def test_braces_are_in_pairs_in_every_file() -> None:
    for path in sorted((ROOT / "theme/assets/css").glob("*.css")):
        depth = 0
        for brace in re.findall(r"[{}]", source(path.name)):
            depth += 1 if brace == "{" else -1
            assert depth in (0, 1, 2), path.name
        assert depth == 0, path.name


def test_every_property_that_is_asked_for_is_set() -> None:
    asked = set(re.findall(r"var\(--([a-z0-9-]+)\)", source() + (ROOT / "theme/templates/icons.svg").read_text()))

    assert asked <= set(re.findall(r"--([a-z0-9-]+)\s*:", source()))


def test_no_serif_is_ever_slanted() -> None:
    for rule in re.findall(r"[^{}]*\{[^{}]*\}", source()):
        assert not ("italic" in rule and "var(--serif)" in rule)


def test_lines_leave_room_for_two_marks_on_a_letter() -> None:
    """The numbers inside the seal and the switches are no Vietnamese text."""
    for rule in re.findall(r"[^{}]*\{[^{}]*\}", source()):
        if "bg-seal" in rule:
            continue
        heights = re.findall(r"line-height:([\d.]+)[;}]", rule) + re.findall(r"font:[^;}]*/([\d.]+) ", rule)
        assert all(float(height) >= 1.12 for height in heights), rule


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'id="(i-[a-z0-9-]+)"', (ROOT / "theme/templates/icons.svg").read_text()))
    text = "".join(path.read_text() for path in (ROOT / "theme/templates").rglob("*.html"))

    assert set(re.findall(r'#(i-[a-z0-9-]+)"', text)) <= drawn
