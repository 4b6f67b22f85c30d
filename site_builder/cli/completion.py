"""`site-builder completion SHELL`: what a shell has to run, so that Tab completes; bash, zsh and fish are click's."""

from __future__ import annotations

import os
from functools import partial

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from ..messages import CliMessages
from .completions import POWERSHELL
from .grammar import COMPLETE_VARIABLE, PROGRAM_NAME, OneOf, speaking_command

SHELLS = ("bash", "zsh", "fish", POWERSHELL)


@add_completion_class
class PowerShellComplete(ShellComplete):
    """PowerShell, of Windows and the newer one; it hands over the words before the cursor, one a line."""

    name = POWERSHELL
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [Text.Encoding]::UTF8
    $env:COMP_WORDS = ($before | Select-Object -Skip 1 | ForEach-Object { $_.ToString() }) -join "`n"
    $env:COMP_WORD = $wordToComplete
    $env:%(complete_var)s = "powershell_complete"
    & $commandAst.CommandElements[0].ToString() | Where-Object { $_ } | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
    }
    $env:COMP_WORDS = $env:COMP_WORD = $env:%(complete_var)s = $null
    [Console]::OutputEncoding = $encoding
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        words = [word.strip("'\"") for word in os.environ.get("COMP_WORDS", "").split("\n") if word]
        return words, os.environ.get("COMP_WORD", "").strip("'\"")

    def format_completion(self, item: CompletionItem) -> str:
        """The word and, after a tab, what it means."""
        return f"{item.value}\t{item.help}" if item.help else str(item.value)


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    shell = click.Argument(["shell"], metavar="SHELL", type=OneOf(say, SHELLS), help=say("completion.shell"))
    return speaking_command("completion", say, [shell], partial(print_completion, say))


def print_completion(say: CliMessages, *, shell: str) -> None:  # noqa: ARG001 (every command is given its words)
    """Print what the shell has to run."""
    completion = get_completion_class(shell)
    if completion:
        # What click would add, the version of bash, it learns by starting bash.
        made = completion(click.Command(PROGRAM_NAME), {}, PROGRAM_NAME, COMPLETE_VARIABLE)
        click.echo(made.source_template % made.source_vars())
