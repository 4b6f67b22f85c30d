from __future__ import annotations

import re

from ..commands import ROOT
from .stylesheet import CLASS, classes, source

DRAWN_AHEAD: set[str] = set()
"""Rules of components that the design has and no template uses yet."""
FROM_PARTS = {f"bg-page--{kind}" for kind in ("home", "product", "prose", "error")} | {
    f"bg-kiosk__status--{state}" for state in ("expired", "unconfirmed", "potential")
}
"""Names that a template or a script puts together."""


def in_templates() -> set[str]:
    folders = ((ROOT / "theme/templates").rglob("*.*"), (ROOT / "theme/assets/js").glob("*.js"))
    text = "".join(path.read_text() for folder in folders for path in folder)
    return set(CLASS.findall(re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)))


def test_every_class_of_a_template_has_a_rule() -> None:
    assert in_templates() - classes() - {"bg-page", "bg-scheme", "bg-size", "bg-kiosk__status--"} == set()


def test_every_rule_is_for_a_class_of_a_template() -> None:
    unused = classes() - in_templates() - FROM_PARTS

    assert unused == DRAWN_AHEAD


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
