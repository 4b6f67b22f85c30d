"""The one loader of YAML files that belong to the program or a theme: messages, words, hints, the rules of OCOP.

Content that a person writes is read by `content/yaml_reader.py`, which knows where each value stands.
"""

from __future__ import annotations

from typing import Any

import yaml


def load_yaml(text: str) -> Any:
    """The data of one document, every scalar as text: `no` stays a word, and models convert what is a number.

    libyaml's loader, ten times as fast as the one in Python; PyYAML's wheels bring it for every platform.
    """
    return yaml.load(text, Loader=yaml.CBaseLoader)
