"""What Python, the web templates, the scripts and the print templates must agree on, as data that all four read.

Its source is `catalogue/ocop.yml` (the statuses, what follows from each, the days before an end) and the reckoning of
the moon. Scripts find it as `window.bgData`, print templates as `shared.json`, web templates as the global `ocop`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from ..catalogue.lunar import lunar_months
from ..catalogue.programme import CERTIFICATE_STATUSES, EXPIRING_DAYS, PROGRAMME, OcopStatus, StatusRule

LUNAR_YEARS = 10
"""For so many years from that of the build a published page knows the months of the moon."""


@dataclass(frozen=True, slots=True)
class TemplateRules:
    """The statuses as web templates ask for them; `starred`, `starless` and `later` are values of attributes.

    `starred` are the statuses that show stars, `starless` those of a certificate that do not, `later` those that may
    come after the day of the build.
    """

    statuses: Mapping[OcopStatus, StatusRule]
    starred: str
    starless: str
    later: tuple[OcopStatus, ...]


TEMPLATE_RULES = TemplateRules(
    statuses=PROGRAMME.statuses,
    starred=" ".join(status for status in OcopStatus if status.rule.stars),
    starless=" ".join(status for status in CERTIFICATE_STATUSES if not status.rule.stars),
    later=tuple(status for status in OcopStatus if any(status in each.rule.later for each in OcopStatus)),
)


def print_data() -> bytes:
    """`shared.json`, which lies beside every print template."""
    return _json({"statuses": _status_table()}).encode()


def browser_data(today: date) -> str:
    """The script that sets `window.bgData`. It changes with the programme's rules and once a year."""
    months = lunar_months(date(today.year, 1, 1), date(today.year + LUNAR_YEARS + 1, 1, 31))
    days = [(after.first - month.first).days for month, after in pairwise(months)]
    data = {
        "statuses": _status_table(),
        "expiringDays": EXPIRING_DAYS,
        # The months of the moon one after another: the first day of the first, the number and the days of each.
        "lunar": {"first": months[0].first.isoformat(), "numbers": [m.number for m in months[:-1]], "days": days},
    }
    return f"window.bgData={_json(data)};\n"


def _status_table() -> dict[str, Any]:
    return {status: status.rule.model_dump(mode="json") for status in OcopStatus}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
