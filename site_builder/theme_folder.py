"""The theme's folders: `theme/` of the package, and a site's own folder whose files take precedence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CANDIDATES = (_PACKAGE / "theme", _PACKAGE.parent / "theme")
PACKAGED_FOLDER = next((place for place in _CANDIDATES if (place / "words").is_dir()), _CANDIDATES[0])
"""`theme/` inside an installed package, or beside the package in a checkout."""
IS_INSTALLED = _CANDIDATES[0] == PACKAGED_FOLDER
"""Whether it lies in an installed package, where nobody is to change it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Folders in the order in which a file is looked for: the showcase's own first, the packaged one last."""

    folders: tuple[Path, ...] = (PACKAGED_FOLDER,)

    @classmethod
    def over(cls, own: Path | None) -> Theme:
        """The packaged theme with the folder `own` laid over it."""
        return cls((own, PACKAGED_FOLDER) if own else (PACKAGED_FOLDER,))

    def find(self, name: str) -> Path | None:
        """The file `name` (relative, with `/`) of the topmost folder that has it."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def layers(self, name: str) -> Iterator[Path]:
        """Every file called `name`, the packaged one first: later ones add to it or replace parts of it."""
        return (folder / name for folder in reversed(self.folders) if (folder / name).is_file())
