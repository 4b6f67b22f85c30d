"""The database of the cache: one SQLite file that is whole and ours, or else begun anew.

Nothing of what it holds is run, whoever made the file. Where it cannot be read or written, it is as if it were empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another build that is writing; after that, the values of this one are not kept."""
_TABLES = (
    "CREATE TABLE entries (kind TEXT, key BLOB, value BLOB, digest BLOB, PRIMARY KEY (kind, key))",
    # Apart from the values, so that to note who asked for one does not write it again.
    "CREATE TABLE uses (kind TEXT, key BLOB, build INTEGER, day INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID",
)
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: the second where the message would quote what is no text any more."""


class Database:
    """The database in `file`; None: one that is always empty."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._connection = _open_database(file) if file else None

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """What is found; nothing where the database cannot be read."""
        try:
            return self._connection.execute(statement, values).fetchall() if self._connection else []
        except DAMAGE as error:
            self._replace_if_damaged(error)
            return []

    def run(self, *steps: tuple[str, Sequence[Sequence[object]]]) -> None:
        """Run each statement with each of its values, all in one transaction; none where that cannot be written."""
        if self._connection is None or not any(values for _, values in steps):
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, values in steps:
                self._connection.executemany(statement, values)
            self._connection.execute("COMMIT")
        except DAMAGE as error:
            with suppress(sqlite3.DatabaseError):
                self._connection.execute("ROLLBACK")
            self._replace_if_damaged(error)

    def _replace_if_damaged(self, error: Exception) -> None:
        """Begin an empty database where this one is damaged. A full disk or a busy database (operational) stays."""
        if self._connection and self._file and not isinstance(error, sqlite3.OperationalError):
            self._connection.close()
            _remove_database(self._file)
            self._connection = _open_database(self._file)


def _open_database(file: Path) -> sqlite3.Connection | None:
    """The database in `file`, an empty one where it is damaged or not ours; None where there can be none."""
    with suppress(*DAMAGE):
        try:
            return _prepared_database(file)
        except sqlite3.OperationalError:  # busy, or cannot be written
            return None
        except DAMAGE:
            _remove_database(file)
            return _prepared_database(file)
    return None


def _prepared_database(file: Path) -> sqlite3.Connection:
    """The database with our tables, which are made where it has none. Raises DatabaseError where it has others."""
    database = sqlite3.connect(file, BUSY_TIMEOUT, isolation_level=None)
    try:
        # Someone else may have made the file: what its schema says is not run.
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        if not _tables(database):
            # Written ahead (WAL): readers and a writer do not wait for each other; a kill leaves whole transactions.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")
            for table in _TABLES if not _tables(database) else ():
                database.execute(table)
            database.execute("COMMIT")
        if _tables(database) != set(_TABLES):
            raise sqlite3.DatabaseError("another program's tables")
        database.execute("PRAGMA synchronous = NORMAL")
    except DAMAGE:
        database.close()
        raise
    return database


def _tables(database: sqlite3.Connection) -> set[Any]:
    return {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master") if sql is not None}


def _remove_database(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink()
