"""Prices in đồng as people write them: what is read, and what was probably meant by anything else."""

from __future__ import annotations

import re
from decimal import Decimal

LEAST_PRICE, MOST_PRICE = 1000, 10**10
"""Đồng: what is less stands for thousands or millions, and nothing in a catalogue costs more."""
_THOUSAND, _MILLION = 1000, 1_000_000
_UNIT = r"(k|nghìn|ngàn|tr|triệu)"
_RANGE = re.compile(rf"\d\s*(?:{_UNIT}|đ|₫|đồng)?\s*(?:[-–—~]|đến|tới|to)\s*\d", re.IGNORECASE)
_BEFORE_WORDS = re.compile(
    rf"(?:từ\s+)?([\d.,\s]*\d)\s*(?:{_UNIT}(?![^\W\d_])|(?:đ|₫|vnd|vnđ|đồng)?\s*(?:/|một\b|$)|\s)", re.IGNORECASE
)
"""The amount before a unit of thousands or millions, or before the pack that it is for."""


def read_price(text: str) -> Decimal | None:
    """The price: whole đồng, perhaps with their sign; None for anything else."""
    amount = _amount(re.sub(r"\s*(đ|₫|VND|VNĐ|đồng)$", "", text, flags=re.IGNORECASE))
    return Decimal(amount) if 0 < amount <= MOST_PRICE else None


def is_price_range(text: str) -> bool:
    return bool(_RANGE.search(text))


def likely_price(text: str) -> int:
    """The price that `text` probably means (`250k`, `1,2 triệu`, `150.000đ/chai`), or 0."""
    found = _BEFORE_WORDS.match(text)
    if not found:
        return 0
    unit = (found[2] or "").lower()
    factor = 1 if not unit else _MILLION if unit.startswith("t") else _THOUSAND
    parts = re.fullmatch(r"(\d+)[.,](\d{1,2})", found[1]) if factor == _MILLION else None
    if parts:
        return int(parts[1]) * _MILLION + int(parts[2].ljust(2, "0")) * _MILLION // 100
    amount = _amount(re.sub(r"[.,]0{1,2}$", "", found[1]))
    price = amount if amount >= LEAST_PRICE else amount * factor
    return price if LEAST_PRICE <= price <= MOST_PRICE else 0


def _amount(text: str) -> int:
    """Whole đồng, thousands apart by dots, spaces or commas; 0 for anything else."""
    written = re.fullmatch(r"\d+|\d{1,3}([.\s]\d{3})+|\d{1,3}(,\d{3})+", text)
    return int(re.sub(r"\D", "", text)) if written else 0
