"""The sentence and the report of what nobody foresaw, and the sentences for what a disk, a folder or a pipe refuses."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.cli.command_line import foreseen_os_error
from site_builder.crash_report import crash_report, masked, tell_crash
from site_builder.files import write_atomically
from site_builder.messages import CliMessages, load_messages, message

from ..commands import COMMAND, free_port, site_builder

NOW = datetime(2026, 11, 24, 8, 30, 5, tzinfo=UTC)
SECRET = "0366 123 456 của Hoàng Văn Ất"
VIETNAMESE = (
    "Lỗi của chương trình (RuntimeError), không phải của nội dung. "
    "Gửi tệp loi-20261124-083005.txt cho người phụ trách kỹ thuật."
)


def look_up(phone: str) -> None:
    try:
        int(phone)
    except ValueError as cause:
        raise RuntimeError(f"nothing knows {phone}") from cause


def crash() -> RuntimeError:
    with pytest.raises(RuntimeError) as raised:
        look_up(SECRET)
    return raised.value


def broken(where: str, what: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command line where the function `where` raises `what`."""
    owner, _, name = where.rpartition(".")
    code = f"""
import errno, os, pkgutil
def fail(*_, **__): raise {what}
setattr(pkgutil.resolve_name({owner!r}), {name!r}, fail)
from site_builder.cli import main
main()
"""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)


LOADER = "libbrotlicommon.so.1: failed to map segment from shared object"


@pytest.mark.parametrize("error", [MemoryError(), ImportError(LOADER, name="brotli")])
def test_of_a_lack_of_memory_one_sentence_is_said(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tell_crash(error, [], "vi", NOW).startswith("Máy không đủ bộ nhớ. Đóng bớt chương trình khác")


def test_what_libraries_log_is_not_shown(folder: Path) -> None:
    code = """
import sys
sys.modules["brotli"] = None  # as where it cannot be loaded
from site_builder.cli import main
main()
"""
    command = [sys.executable, "-c", code, "build", "--cache-dir", str(folder / "cold")]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    last = [line for line in done.stderr.splitlines() if "lưu ý" not in line and "→" not in line]
    assert done.returncode == 1
    assert last[-2].startswith("Thư viện của chương trình thiếu hoặc hỏng (brotli). Cài lại: ")
    assert "requires" not in done.stderr


def test_the_report_names_program_machine_libraries_command_and_place() -> None:
    report = crash_report(crash(), ["build", "--out", "a.pdf"], NOW)
    lines = report.splitlines()
    assert lines[0] == "site-builder 0.2.0"
    assert lines[1] == "Time: 2026-11-24T08:30:05+00:00"
    assert lines[2].startswith("Python 3.")
    assert re.search(r"^Libraries: .*pyyaml \d", report, re.MULTILINE | re.IGNORECASE)
    assert "Command: site-builder build --out a.pdf" in lines
    assert f'  File "{__file__}"'.replace(str(Path.home()), "~") in report
    assert "    int(phone)" in lines
    assert lines[-1].startswith("builtins.RuntimeError: nothing knows ")
    assert "builtins.ValueError: invalid literal for int() with base …: " in report


def test_the_report_holds_nothing_that_a_value_may_have_held() -> None:
    report = crash_report(
        crash(), ["new", "Chè nhà ông Ất", "--producer", "Hoang", "--name=Hoang", "--group", "food"], NOW
    )
    assert [word for word in ("0366", "123", "Hoàng", "Ất", "Hoang") if word in report] == []
    assert "Command: site-builder new … --producer … --name=… --group food" in report
    assert masked("“Hoàng Văn A” a@b.vn 0366 is in no list") == "“… … …” … … is in no list"


def test_the_report_lies_in_the_folder_of_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tell_crash(crash(), ["check"], "vi", NOW) == VIETNAMESE
    assert (tmp_path / "loi-20261124-083005.txt").read_text("utf-8").startswith("site-builder ")
    again = tell_crash(crash(), ["check"], "en", NOW)
    assert re.fullmatch(r"A fault of the program .* Send the file loi-20261124-083005-.*\.txt to .*", again)
    assert len(list(tmp_path.iterdir())) == 2


def test_else_in_the_folder_of_temporary_files_and_else_the_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, other = tmp_path / "gone", tmp_path / "temp"
    gone.mkdir()
    other.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr("tempfile.tempdir", str(other))
    assert str(other / "loi-20261124-083005.txt") in tell_crash(crash(), [], "vi", NOW)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    told = tell_crash(crash(), [], "vi", NOW)
    assert told == (
        "Lỗi của chương trình (RuntimeError), không phải của nội dung; không ghi được tệp tường trình vào đâu cả. "
        f"Báo dòng này cho người phụ trách kỹ thuật: {Path(__file__).name}:{told.rpartition(':')[2]}"
    )


def test_what_nobody_foresaw_ends_in_one_sentence(folder: Path) -> None:
    done = broken("site_builder.build.check", "RuntimeError('x')", "check", folder=folder)
    (report,) = folder.glob("loi-*.txt")
    assert done.returncode == 1
    assert done.stderr == VIETNAMESE.replace("loi-20261124-083005.txt", report.name) + "\n"
    assert "site-builder check" in report.read_text("utf-8")


def test_what_is_short_of_memory_says_what_helps(folder: Path) -> None:
    done = broken("site_builder.build.check", "MemoryError", "check", "--lang", "en", folder=folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "The computer is short of memory. Close other programs and run again, or add --jobs 1.",
    )


@pytest.mark.parametrize("module", ["yaml", "click", "pydantic", "jinja2", "PIL.Image"])
def test_a_broken_library_is_named_with_what_brings_it_back(module: str, folder: Path) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; from site_builder.cli import main; main()"
    command = [sys.executable, "-c", code, "check"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    package = {"yaml": "PyYAML", "PIL.Image": "pillow", "jinja2": "Jinja2"}.get(module, module)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"pip install --force-reinstall {package}\n" in done.stderr


def test_a_thread_ends_in_the_same_sentence(folder: Path) -> None:
    done = broken("site_builder.build.check", "RuntimeError('x')", "check", folder=folder)
    code = "import threading; from site_builder import cli; "
    code += "cli.flush_output = lambda code: [t := threading.Thread(target=lambda: 1 / 0), t.start(), t.join()] and 0; "
    code += "cli.main(['--version'])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.stderr.startswith("Lỗi của chương trình (ZeroDivisionError)")
    assert "Traceback" not in done.stderr


def test_a_preview_tells_each_fault_once_and_goes_on(folder: Path) -> None:
    code = """
import sys
from site_builder import preview
from site_builder.cli import serve, main
def fail(*_): raise RuntimeError("x")
serve.examine = fail
class Ended(Exception): pass
def once(build_or_problems=preview.build_or_problems):
    seen = 0
    def build(given):
        nonlocal seen
        seen += 1
        if seen == 3: raise KeyboardInterrupt
        return build_or_problems(given)
    return build
preview.build_or_problems = once()
preview.ChangeWatcher.next = lambda self: None
main()
"""
    command = [sys.executable, "-c", code, "serve", "--port", str(free_port())]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 130, done.stderr
    assert len(list(folder.glob("loi-*.txt"))) == 1
    assert done.stderr.count("Lỗi của chương trình (RuntimeError)") == 1
    assert done.stdout.count("Có chỗ cần sửa") == 2


# What was foreseen


def told(done: subprocess.CompletedProcess[str], folder: Path) -> tuple[int, str]:
    assert list(folder.glob("loi-*.txt")) == []
    return done.returncode, done.stderr


def test_a_full_disk_behind_the_output_is_told(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "check"], cwd=folder, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
        assert told(done, folder) == (1, "Không ghi được kết quả: ổ đĩa đã đầy.\n")
        both = subprocess.run([*COMMAND, "check"], cwd=folder, stdout=full, stderr=full, check=False)
    assert both.returncode == 1
    assert list(folder.glob("loi-*.txt")) == []


def test_a_reader_that_has_seen_enough_is_told_nothing(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "check"], cwd=folder, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    os.close(writing)
    assert told(done, folder) == (1, "")


@pytest.mark.parametrize("place", ["/proc/self/mem", "locked.yml"])
def test_a_configuration_that_cannot_be_read_is_told(place: str, folder: Path) -> None:
    if place == "locked.yml":  # a link to itself, which nobody can open, whoever runs the tests
        (folder / place).symlink_to(place)
    done = site_builder("check", "-f", place, folder=folder)
    assert done.returncode in (1, 2)
    assert place in done.stderr
    assert list(folder.glob("loi-*.txt")) == []


@pytest.mark.parametrize("command", [("new", "che", "--name", "Chè", "--group", "food"), ("schema",)])
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("EACCES", "không có quyền truy cập"),
        ("EROFS", "ổ đĩa hoặc thư mục chỉ cho đọc"),
        ("EISDIR", "đây là một thư mục, không phải tệp"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told(
    command: tuple[str, ...], error: str, reason: str, folder: Path
) -> None:
    what = f"OSError(errno.{error}, os.strerror(errno.{error}), 'products/x')"
    done = broken("pathlib.Path.write_bytes", what, *command, folder=folder)
    assert told(done, folder) == (1, f"Không mở hoặc không ghi được products/x: {reason}.\n")
    assert not (folder / "products/che").exists()


def test_a_draft_is_told_by_the_name_of_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "a.txt"
    (folder / "no").write_bytes(b"")
    with pytest.raises(NotADirectoryError) as raised:
        write_atomically(folder / "no/a.txt", b"x")
    assert raised.value.filename == str(folder / "no/a.txt")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space") as raised_full:
        write_atomically(file, b"x")
    assert (raised_full.value.filename, sorted(path.name for path in folder.iterdir())) == (None, ["no", "products"])


def test_of_a_file_that_is_copied_the_one_that_is_written_is_told() -> None:
    say = CliMessages("vi")
    full = OSError(errno.EFBIG, os.strerror(errno.EFBIG), "theme/booth.typ", None, "/data/x/booth.typ")
    assert foreseen_os_error(full, say) == "Không mở hoặc không ghi được /data/x/booth.typ: tệp quá lớn cho ổ đĩa này."
    unread = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a.yml", None, "b.yml")
    assert foreseen_os_error(unread, say) == "Không mở hoặc không ghi được a.yml: không có quyền truy cập."


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_reason_of_the_system_is_told_in_the_language(lang: str) -> None:
    reason = load_messages(lang)["os_error"]["EISDIR"]
    assert message("cli.paper.unsaved", lang, place="x", reason="Is a directory").endswith(reason)
    assert message("cli.paper.unsaved", lang, place="x", reason="gremlins").endswith("gremlins")


def test_ctrl_c_is_told(folder: Path) -> None:
    done = broken("site_builder.build.check", "KeyboardInterrupt", "check", folder=folder)
    assert told(done, folder) == (130, "Đã dừng theo yêu cầu.\n")


@pytest.mark.parametrize("command", [("check", "--out", f"{'a' * 300}.txt"), ("build", "--site-dir", "a" * 300)])
def test_a_name_that_no_disk_holds_is_told_with_a_remedy(command: tuple[str, ...], folder: Path) -> None:
    done = site_builder(*command, folder=folder)
    assert done.returncode in (1, 2)
    assert "quá dài" in done.stderr
    assert "ngắn hơn" in done.stderr or "Chọn" in done.stderr
