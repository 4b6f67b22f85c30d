"""The build's date, and the time of a crash. Only this module reads the clock; everything else is given the day."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, in the environment: the day of a reproducible build."""


def build_date(typed: date | None = None) -> date:
    """The date on which certificates are judged: the one typed, else SOURCE_DATE_EPOCH's, else today."""
    epoch = os.environ.get(EPOCH_VARIABLE, "")
    if typed is None and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return typed or date.today()


def local_time() -> datetime:
    """Now, by the clock on the wall: the time of a crash."""
    return datetime.now().astimezone()
