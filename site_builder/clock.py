"""The build's date, and the time of a crash. Only this module reads the clock; everything else is given the day."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, in the environment: the day of a reproducible build."""
LAST_EPOCH = 4133980799
"""The last second of the year 2100, the last one that dates of the content may have."""


class WrongEpochError(ValueError):
    """SOURCE_DATE_EPOCH is set to what is no number of seconds up to 2100; `found` is what it holds."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"{EPOCH_VARIABLE}={found}")


def build_date(typed: date | None = None) -> date:
    """The date on which certificates are judged: the one typed, else SOURCE_DATE_EPOCH's, else today.

    Raises WrongEpochError: a day that was asked for must not silently be another.
    """
    if typed:
        return typed
    epoch = os.environ.get(EPOCH_VARIABLE, "").strip()
    if not epoch:
        return date.today()
    if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= len(str(LAST_EPOCH)) and int(epoch) <= LAST_EPOCH):
        raise WrongEpochError(epoch)
    return datetime.fromtimestamp(int(epoch), UTC).date()


def local_time() -> datetime:
    """Now, by the clock on the wall: the time of a crash."""
    return datetime.now().astimezone()
