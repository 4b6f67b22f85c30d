"""PowerShell that will spoil letters is told, once, and nobody else."""

from __future__ import annotations

import pytest

from site_builder.cli.powershell import Output, spoils_letters

POWERSHELL = {"PSModulePath": r"C:\Users\lan\Documents\WindowsPowerShell\Modules;C:\Windows\System32\Modules"}
NEWER = {"PSModulePath": r"C:\Users\lan\Documents\PowerShell\Modules;C:\Program Files\PowerShell\7\Modules"}
WINDOW = {"PSModulePath": r"%ProgramFiles%\Modules;C:\Windows\System32\WindowsPowerShell\v1.0\Modules"}
PIPED = Output(1258, results_seen=False, asides_seen=True)


@pytest.mark.parametrize(
    ("output", "environment", "told"),
    [
        (PIPED, POWERSHELL, True),
        (PIPED, NEWER, True),
        (PIPED, WINDOW, False),
        (PIPED, {}, False),
        (Output(65001, results_seen=False, asides_seen=True), POWERSHELL, False),
        (Output(1258, results_seen=True, asides_seen=True), POWERSHELL, False),
        (Output(1258, results_seen=False, asides_seen=False), POWERSHELL, False),
        (Output(0, results_seen=False, asides_seen=True), POWERSHELL, False),
    ],
)
def test_what_will_spoil_letters_is_known(output: Output, environment: dict[str, str], told: bool) -> None:
    assert spoils_letters(output, environment) is told
