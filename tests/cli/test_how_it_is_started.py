"""How the program may be started: with streams closed, with values empty, with any environment, from any folder."""

from __future__ import annotations

import gettext
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from site_builder.cli.command_line import COMMAND_NAMES, commands, run_command
from site_builder.messages import CliMessages

from ..commands import COMMAND, EPOCH, TODAY, site_builder

COMMANDS = {
    "check": ("check",),
    "build": ("build",),
    "labels": ("labels", "--out", "a.pdf"),
    "brochure": ("brochure", "--out", "a.pdf"),
    "new": ("new", "che", "--name", "Chè", "--group", "food"),
    "migrate": ("migrate", "--yes"),
    "schema": ("schema",),
    "completion": ("completion", "bash"),
    "help": ("--help",),
}
CLOSED = ("<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-")


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("name", COMMANDS)
def test_closed_streams_change_nothing(name: str, closed: str, folder: Path) -> None:
    """As services, `pythonw` and cron start programs."""
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, *COMMANDS[name]]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.glob("loi-*")) == []
    assert bool(done.stdout) == (">&-" not in closed.replace("2>&-", ""))


def test_with_everything_closed_what_is_wrong_still_is_the_exit_code(folder: Path) -> None:
    (folder / "products/catalogue.yml").unlink()
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *COMMAND]
    assert subprocess.run([*command, "check"], cwd=folder, check=False, timeout=300).returncode == 1
    assert subprocess.run([*command, "chek"], cwd=folder, check=False, timeout=300).returncode == 2


# The day in the environment


@pytest.mark.parametrize("epoch", ["99999999999999", "abc", "-1", "4133980800", "1e9", "1.5", "１２", "9" * 5000])
@pytest.mark.parametrize("name", ["check", "build", "labels", "brochure", "exhibit", "serve"])
def test_a_day_in_the_environment_that_is_none_is_told(name: str, epoch: str, folder: Path) -> None:
    command = COMMANDS | {"exhibit": ("exhibit", "--event", "x", "--out", "stick"), "serve": ("serve",)}
    done = site_builder(*command[name], folder=folder, environment={"SOURCE_DATE_EPOCH": epoch})
    shown = epoch if len(epoch) < 60 else "9" * 60 + "…"
    wanted = (
        f"Biến môi trường SOURCE_DATE_EPOCH là “{shown}”, không phải số giây tính từ ngày 1/1/1970; "
        "bỏ biến này, sửa lại, hoặc thêm --today NGÀY/THÁNG/NĂM.\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", wanted)
    assert [path.name for path in folder.iterdir()] == ["products"]


@pytest.mark.parametrize("epoch", ["0", EPOCH, f" {EPOCH} ", "4133980799", ""])
def test_a_day_in_the_environment_is_taken(epoch: str, folder: Path) -> None:
    assert site_builder("check", folder=folder, environment={"SOURCE_DATE_EPOCH": epoch}).returncode == 0


def test_the_day_that_is_typed_goes_before_the_one_in_the_environment(folder: Path) -> None:
    done = site_builder("check", "--today", TODAY, folder=folder, environment={"SOURCE_DATE_EPOCH": "abc"})
    assert done.returncode == 0, done.stderr


# Empty values


def options_with_values() -> Iterator[tuple[str, str]]:
    group = commands(CliMessages("vi"))
    for name in COMMAND_NAMES:
        command = group.get_command(click.Context(group), name)
        for param in command.params if command else ():
            if isinstance(param, click.Option) and not param.is_flag:
                yield from ((name, option) for option in param.opts)


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize(("name", "option"), list(options_with_values()))
def test_an_option_without_a_value_is_refused(
    name: str,
    option: str,
    value: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A variable of a script that is not set: `--product "$NAME"` must not print all products."""
    monkeypatch.chdir(folder)
    group = commands(CliMessages("vi"))
    command = group.get_command(click.Context(group), name)
    assert command
    long = next(param.opts[-1] for param in command.params if option in param.opts)
    arguments = [*COMMANDS.get(name, (name,)), option, value]
    assert run_command(arguments, CliMessages("vi")) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[0]) == ("", f"Tuỳ chọn {long} còn thiếu giá trị.")
    assert [path.name for path in folder.iterdir()] == ["products"]


# Every sentence of click is ours


WRONG = {
    "nothing": (),
    "unknown option": ("--no-such",),
    "unknown short option": ("-%",),
    "option near to one": ("--quie",),
    "too much": ("x", "y", "z"),
    "flag with a value": ("--quiet=x",),
    "unknown language": ("--lang", "xx"),
    "help": ("--help",),
}


MISSES = ("labels", "brochure", "exhibit", "new", "completion")
"""What cannot be run without more words."""


def wrong_uses() -> Iterator[tuple[str, ...]]:
    for name in COMMAND_NAMES:
        yield from ((name, *more) for more in WRONG.values() if name in MISSES or more)
    for name, option in options_with_values():
        yield name, option
        for value in ("%", "0", "/", __file__, "nowhere/x.pdf"):
            yield name, "--no-such", option, value
            if name in MISSES and option != "--out":
                yield name, option, value
    yield from ((), ("--lang", "xx"), ("--lang",), ("--no-such",), ("chek",), ("--help",))


def test_no_wrong_use_brings_a_sentence_of_click_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Click asks gettext for each of its sentences; what it shows of those without a translation is English."""
    monkeypatch.chdir(folder)
    uses, asked = list(wrong_uses()), set[str]()

    def recorded(domain: str, sentence: str, kept: object = gettext.dgettext) -> str:
        translated: str = kept(domain, sentence)  # type: ignore[operator]
        asked.update({sentence} if translated == sentence else ())
        return translated

    def recorded_many(domain: str, one: str, many: str, n: int, kept: object = gettext.dngettext) -> str:
        translated: str = kept(domain, one, many, n)  # type: ignore[operator]
        asked.update({one} if translated in (one, many) else ())
        return translated

    monkeypatch.setattr(gettext, "dgettext", recorded)
    monkeypatch.setattr(gettext, "dngettext", recorded_many)
    for arguments in uses:
        code = run_command(arguments, CliMessages("vi"))
        said = capsys.readouterr()
        told = said.out + said.err
        assert code == (0 if "--help" in arguments else 2), (arguments, told)
        assert [sentence for sentence in asked if sentence.partition("{")[0] in told] == [], arguments
        assert "\t" not in told, arguments
    assert asked <= {"file", "directory", "path"}  # kinds of path, which our sentences do not name


def test_a_folder_that_is_gone_is_told_as_that(folder: Path) -> None:
    for name in ("check", "build", "labels", "new"):
        gone = folder / "gone"
        gone.mkdir()
        command = ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", *COMMAND, *COMMANDS[name]]
        done = subprocess.run(command, cwd=gone, capture_output=True, encoding="utf-8", check=False, timeout=300)
        assert (done.returncode, done.stderr) == (
            1,
            "Thư mục mà lệnh đang chạy ở đó không còn; vào một thư mục khác rồi chạy lại.\n",
        ), name


@pytest.mark.parametrize("instruction", ["bash_complete", "nonsense", "bash_nonsense", "powershell_complete", "_"])
def test_a_completion_asked_for_wrongly_completes_nothing(instruction: str, folder: Path) -> None:
    done = site_builder("check", folder=folder, environment={"_SITE_BUILDER_COMPLETE": instruction, "COMP_CWORD": "x"})
    assert "Traceback" not in done.stderr
    assert list(folder.glob("loi-*")) == []
