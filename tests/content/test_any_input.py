"""Whatever lies in a file, reading ends in data or in problems that can be told."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.vietnamese import nfc
from site_builder.content import validate
from site_builder.content.file_text import MAX_FILE_BYTES
from site_builder.content.yaml_reader import read_yaml
from site_builder.messages import Problem

FILE = "products/che/product.yml"
LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"],
    exclude_characters="".join(chr(code) for code in range(0xA0, 0x100)),
)
"""What people type; Latin-1 is left out, where the encodings of before Unicode live."""
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: nfc(text).strip()).filter(bool)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        WORDS,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)
YAML_LIKE = st.text(st.sampled_from("ab:- \n\t{}[],\"'|>&*!#%@`?~<.\\0chè\u00a0"), max_size=80)


def told(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        for lang in ("vi", "en"):
            assert problem.what(lang)
            assert problem.fix(lang)


@given(DATA)
def test_any_text_comes_back_as_it_was(data: dict[str, Any]) -> None:
    reading = read_yaml(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_style='"').encode(), FILE)

    assert reading.data == data


@given(DATA)
def test_block_and_flow_style_read_the_same(data: dict[str, Any]) -> None:
    block = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=False)
    flow = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=True)

    assert read_yaml(block.encode(), FILE).data == read_yaml(flow.encode(), FILE).data == data


@given(st.binary(max_size=400))
def test_any_bytes_are_data_or_problems(content: bytes) -> None:
    parsed = validate.parse_product(content, FILE, "che")
    page = validate.parse_prose(content, FILE, "gioi-thieu", "vi")

    assert (parsed.noun is None) <= bool(parsed.problems)
    told(parsed.problems + page.problems)


@given(YAML_LIKE)
def test_anything_like_yaml_is_data_or_problems_inside_the_file(text: str) -> None:
    reading = read_yaml(text.encode(), FILE)
    lines = text.count("\n") + 1

    assert (reading.data is None) <= bool(reading.problems)
    assert all(0 <= problem.line <= lines + 1 for problem in reading.problems)
    told(reading.problems)


@given(
    st.dictionaries(
        st.sampled_from(["name", "story", "photos", "season", "origin", "offers", "featured", "x"]),
        st.recursive(
            st.none() | st.text("a0:", max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["vi", "alt", "file", "harvest", "price", "location"]), inner, max_size=3
                )
            ),
            max_leaves=8,
        ),
    )
)
def test_any_value_under_any_key_is_told_in_both_languages(data: dict[str, Any]) -> None:
    parsed = validate.parse_product(
        yaml.dump(data, Dumper=yaml.CSafeDumper, default_style='"').encode()[:MAX_FILE_BYTES], FILE, "che"
    )

    told(parsed.problems)
