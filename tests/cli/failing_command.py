"""Run as a script: a command in which the n-th thing that it asks of the system fails, for many n.

`failing_command.py FOLDER COMMAND… < trials`: each line of the input is `N KIND`; every trial is a process of its own,
forked off before anything of ours is imported, in a fresh copy of FOLDER. Each line of the output is a JSON object. An
N beyond the last tells how many things there were.
"""

from __future__ import annotations

import atexit
import errno
import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

WATCHED = {
    *("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree"),
    *("os.truncate", "os.chmod", "os.utime", "subprocess.Popen", "import", "sqlite3.connect", "socket.__new__"),
    *("tempfile.mkstemp", "tempfile.mkdtemp", "shutil.copyfile", "ctypes.dlopen", "_thread.start_new_thread"),
}
"""The events of Python's own audit that are counted, each of which may fail."""
KINDS = ("disk", "permission", "memory", "surprise", "full")


def fault(kind: str) -> BaseException:
    return {
        "disk": OSError(errno.EIO, os.strerror(errno.EIO), "some-file"),
        "permission": PermissionError(errno.EACCES, os.strerror(errno.EACCES), "some-file"),
        "memory": MemoryError(),
        "surprise": RuntimeError("a surprise about Hoàng Văn Ất, 0366123456"),
        "full": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    }[kind]


class Faults:
    """Counts, and lets one thing fail. Of the kind `full` are writes alone: a full file is opened."""

    def __init__(self, at: int, kind: str) -> None:
        self.at, self.kind, self.done, self.what = at, kind, 0, ""

    def arm(self) -> None:
        if self.kind == "full":
            opened = io.open

            def open_full(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
                if set(mode) & set("wxa+") and self.count(f"write {file}"):
                    file, mode = "/dev/full", mode.replace("x", "w").replace("r+", "w")
                return opened(file, mode, *more, **named)

            io.open = open_full
            __builtins__.open = open_full
        else:
            sys.addaudithook(self.watch)

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED and self.count(f"{event} {arguments[:1]}"):
            raise fault(self.kind)

    def count(self, what: str) -> bool:
        self.done += 1
        if self.done == self.at:
            self.what = what
        return self.done == self.at


def is_leftover(name: str) -> bool:
    """Caches, reports, and drafts that may lie about until the next run."""
    return name.startswith((".cache/", "loi-", ".site.", ".stick.")) or name.endswith((".tmp", ".lock"))


def digest(folder: Path) -> dict[str, str]:
    """What lies in the folder, by name; not what is a draft, and neither caches nor reports."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_leftover(path.relative_to(folder).as_posix())
    }


def trial(at: int, kind: str, command: list[str], said: Path) -> None:
    """What the forked process does; it does not come back."""
    handle = os.open(said, os.O_WRONLY | os.O_CREAT)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    faults = Faults(at, kind)
    code: int | str | None = 99
    try:
        from site_builder.cli import main

        if command[0] == "serve":
            end_preview_after_one_build()
        faults.arm()
        main(command)
    except SystemExit as ended:
        code = ended.code
    finally:
        faults.at = -1
        atexit._run_exitfuncs()
        about = {"code": code, "done": faults.done, "what": faults.what}
        said.with_suffix(".about").write_text(json.dumps(about), "utf-8")
        os._exit(0)


def end_preview_after_one_build() -> None:
    """As if the person stopped it then."""
    from site_builder.preview import ChangeWatcher

    def stopped(_: ChangeWatcher) -> None:
        raise KeyboardInterrupt

    setattr(ChangeWatcher, "next", stopped)  # noqa: B010 (a method, which mypy does not let be set)


def main(folder: str, *command: str) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1795478400"
    for line in sys.stdin:
        at, kind = line.split()
        place = Path(tempfile.mkdtemp())  # no TemporaryDirectory: the forked process would remove it at its end
        work, said, about_file = place / "work", place / "said", place / "said.about"
        shutil.copytree(folder, work, symlinks=True)
        child = os.fork()
        if child == 0:
            os.chdir(work)
            trial(int(at), kind, list(command), said)
        os.waitpid(child, 0)
        about = json.loads(about_file.read_text("utf-8")) if about_file.exists() else {"code": "died"}
        row = {"at": int(at), "kind": kind, **about, "said": said.read_text("utf-8"), "files": digest(work)}
        row["reports"] = [file.name for file in work.glob("loi-*.txt")]
        print(json.dumps(row, ensure_ascii=False), flush=True)
        shutil.rmtree(place)


if __name__ == "__main__":
    main(*sys.argv[1:])
