"""What is expensive to make is made once in a run of the tests, by whichever of its processes needs it first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock


@dataclass(frozen=True)
class Shared:
    """Folders under `root` that all processes of a run share; read only once they are filled."""

    root: Path

    def folder(self, name: str, fill: Callable[[Path], object]) -> Path:
        """The folder `name`, filled by `fill`; the other processes wait until it is whole.

        What a process left half done, because `fill` failed, is done afresh by the next one that asks.
        """
        folder, whole = self.root / name, self.root / f"{name}.whole"
        with FileLock(self.root / f"{name}.lock"):
            if not whole.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                whole.touch()
        return folder
