"""Telephone numbers as people in Vietnam write them."""

from __future__ import annotations

import re

_GROUPS = (
    (re.compile(r"(1[89]00)(\d{4,6})"), r"\1 \2"),
    (re.compile(r"(02\d{2})(\d{4})(\d{3})"), r"\1 \2 \3"),
    (re.compile(r"(02\d)(\d{4})(\d{3,4})"), r"\1 \2 \3"),
    (re.compile(r"(0\d{3})(\d{3})(\d{3})"), r"\1 \2 \3"),
)


def phone_text(digits: str) -> str:
    """`0912345678` → `0912 345 678`, `02053834567` → `0205 3834 567`, parts kept on one line."""
    for pattern, groups in _GROUPS:
        if pattern.fullmatch(digits):
            return pattern.sub(groups, digits).replace(" ", "\u00a0")
    return digits
