"""What day it is: read here alone, and handed down."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, in the environment: the day of a reproducible build."""


def day(typed: date | None = None) -> date:
    """The day by which certificates are judged: as typed, else as the environment says, else today."""
    epoch = os.environ.get(EPOCH, "")
    if typed is None and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return typed or date.today()
