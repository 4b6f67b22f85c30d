"""The record of the last build: what it told is told again only where nothing has changed that a build may read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder import build_record
from site_builder.build_record import RECORD_FILE, RecordDraft, recall, record_place
from site_builder.cli.command_line import run_command_line

from .commands import TODAY, site_builder
from .prints import press

COMMAND = ["vi", TODAY, "strict=False"]
TOLD = {"problems": ["một câu"], "files": 3}


@dataclass(frozen=True)
class Showcase:
    """A folder with content, settings, a theme of its own, a site and a cache."""

    root: Path

    @property
    def record(self) -> Path:
        return self.root / ".cache" / RECORD_FILE

    def build(self) -> None:
        """Record a build, as if it had been made."""
        sources = [self.root / name for name in ("products", "mkdocs.yml", "theme")]
        RecordDraft(self.record, COMMAND, sources).keep(self.root / "site", TOLD)

    def told(self) -> object:
        return recall(self.record, COMMAND)


@pytest.fixture
def showcase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Showcase:
    """One whose files count as settled, young as they are."""
    monkeypatch.setattr(build_record, "SETTLED_AFTER", -(10**18))
    for name in ("products/che/product.yml", "mkdocs.yml", "theme/words/vi.yml", "site/index.html", "site/p/a.avif"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    made = Showcase(tmp_path)
    made.build()
    assert made.told() == TOLD
    return made


def written(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text("khác\n", "utf-8")


def swapped_letter(root: Path) -> None:
    """Another text of the same length, with the old times: only the change time tells."""
    file = root / "products/che/product.yml"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("product", "produkt"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": written("products/che/product.yml"),
    "a letter, with the old times": swapped_letter,
    "a new file": written("products/che/anh.jpg"),
    "a new folder": lambda root: (root / "products/mat").mkdir(),
    "a file gone": lambda root: (root / "products/che/product.yml").unlink(),
    "a file with another name": lambda root: (root / "products/che/product.yml").rename(root / "products/che/p.yml"),
    "settings": written("mkdocs.yml"),
    "settings gone": lambda root: (root / "mkdocs.yml").unlink(),
    "words of the theme": written("theme/words/vi.yml"),
    "a page of the site": written("site/index.html"),
    "a picture of the site gone": lambda root: (root / "site/p/a.avif").unlink(),
    "a foreign file in the site": written("site/la.txt"),
    "the site gone": lambda root: (root / "site").rename(root / "dau-do"),
    "a site that was being swapped": lambda root: (root / ".site.new").mkdir(),
    "a link to a folder elsewhere": lambda root: (root / "products/noi-khac").symlink_to(root / "theme"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_everything_is_read_again(showcase: Showcase, change: str) -> None:
    CHANGES[change](showcase.root)
    assert showcase.told() is None


@pytest.mark.parametrize("part", ["program", "packages", "python"])
def test_another_program_reads_everything_again(
    showcase: Showcase, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "site-packages"
    other.mkdir()
    if part == "program":
        monkeypatch.setattr(build_record, "PROGRAM_FOLDER", other)
    elif part == "packages":
        monkeypatch.syspath_prepend(str(other))
    else:
        monkeypatch.setattr("sys.version", "4.0")
    assert showcase.told() is None


@pytest.mark.parametrize("at", range(len(COMMAND)))
def test_another_command_reads_everything_again(showcase: Showcase, at: int) -> None:
    assert recall(showcase.record, [*COMMAND[:at], "other", *COMMAND[at + 1 :]]) is None


SPOILED = (b"", b"{}", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"command": ["vi", "2026-11-24"]}')


@pytest.mark.parametrize("content", SPOILED, ids=range(len(SPOILED)))
def test_a_spoiled_record_is_none(showcase: Showcase, content: bytes) -> None:
    showcase.record.write_bytes(content)
    assert showcase.told() is None


@pytest.mark.parametrize("key", ["command", "sources", "read", "site", "made", "told"])
@pytest.mark.parametrize("value", [None, 7, [], {}, "\0", ["\0"], [7]])
def test_a_record_with_another_value_tells_nothing_wrong(showcase: Showcase, key: str, value: object) -> None:
    record = json.loads(showcase.record.read_bytes())
    showcase.record.write_text(json.dumps({**record, key: value}), "utf-8")
    assert showcase.told() == (value if key == "told" else None)


def test_a_build_that_did_not_end_leaves_no_record(showcase: Showcase) -> None:
    RecordDraft(showcase.record, COMMAND, [showcase.root / "products"])
    assert showcase.told() is None


def test_what_changed_just_before_a_build_is_read_again(showcase: Showcase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_record, "SETTLED_AFTER", 10**18)
    showcase.build()
    assert showcase.told() is None


def test_where_nothing_can_be_kept_everything_is_read_each_time(showcase: Showcase) -> None:
    place = showcase.root / "mkdocs.yml" / RECORD_FILE
    RecordDraft(place, COMMAND, []).keep(showcase.root / "site", TOLD)
    assert recall(place, COMMAND) is None


@pytest.mark.parametrize(
    ("settings", "typed", "folder"),
    [
        ("site_name: x\n", None, ".cache"),
        ("site_name: x\n", "kho", "kho"),
        ("plugins:\n  - site-builder:\n      cache_dir: kho\n", None, "s/kho"),
        ("plugins:\n  - site-builder:\n      cache_dir: 'kho một' \n", None, "s/kho một"),
        ("plugins:\n  - site-builder:\n      cache_dir: kho   # nơi giữ ảnh\n", None, "s/kho"),
        ("plugins:\n  - site-builder: {jobs: 2, cache_dir: kho, photo_width: 800}\n", None, "s/kho"),
        ("plugins:\n  - site-builder:\n      # cache_dir: kho\n", None, ".cache"),
    ],
)
def test_the_record_lies_in_the_cache(tmp_path: Path, settings: str, typed: str | None, folder: str) -> None:
    file = tmp_path / "s/mkdocs.yml"
    file.parent.mkdir()
    file.write_text(settings, "utf-8")
    wanted = Path(folder) if typed else tmp_path / (folder if folder.startswith("s/") else f"s/{folder}")
    assert record_place(file, Path(typed) if typed else None) == wanted / RECORD_FILE


def test_a_build_with_nothing_changed_tells_the_same_and_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    press.catalogue(tmp_path, {"mat": press.PRODUCTS["mat"]})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build_record, "SETTLED_AFTER", -(10**18))
    said = []
    for _ in range(2):
        assert run_command_line(["build", "--today", TODAY]) == 0
        out, err = capsys.readouterr()
        said.append((out.splitlines(), err))
    assert "Chưa có bản dịch" in said[0][1]
    (first, first_aside), (second, second_aside) = said
    assert (second_aside, second[2:]) == (first_aside, first[2:])
    assert second[0] == "1 ảnh: 1 từ bộ nhớ đệm, 0 mới"
    assert second[1].startswith(first[1].split(";")[0] + "; 0 tệp thay đổi; ")
    monkeypatch.setattr("site_builder.options.read_options", None)  # which is not asked any more
    assert run_command_line(["build", "--today", TODAY]) == 0
    with pytest.raises(TypeError):
        run_command_line(["build", "--today", "2026-11-25"])


def test_the_quick_way_imports_nothing_that_is_slow(tmp_path: Path) -> None:
    done = site_builder("build", "--help", folder=tmp_path, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"click", "site_builder.build_record"} <= loaded
    assert (
        loaded & {"pydantic", "PIL.Image", "jinja2", "filelock", "site_builder.options", "site_builder.build"} == set()
    )
