"""Windows PowerShell reads what it pipes in the console's old encoding: where that can be seen, it is said."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

UTF8_CODE_PAGE = 65001


@dataclass(frozen=True, slots=True)
class Output:
    """Where output goes: the console's code page (0 where there is no console), whether a person sees each stream."""

    code_page: int
    results_seen: bool
    asides_seen: bool


def spoils_letters(output: Output, environment: Mapping[str, str]) -> bool:
    """Whether PowerShell takes the results and will read them as no UTF-8, while somebody is there to be told.

    PowerShell puts modules of the user's own before those of the system, which every program of Windows sees. Its
    command window is no matter: the old one (`cmd`) hands bytes on as they are.
    """
    modules = environment.get("PSModulePath", "").casefold()
    in_powershell = any(
        f"\\{name}\\modules" in modules.partition(";")[0] for name in ("windowspowershell", "powershell")
    )
    piped = output.asides_seen and not output.results_seen
    return in_powershell and piped and output.code_page not in (0, UTF8_CODE_PAGE)


def output_of_this_program() -> Output:
    """Where the output of this program goes; elsewhere than on Windows no console spoils anything."""
    code_page = 0
    if sys.platform == "win32":
        import ctypes

        code_page = ctypes.windll.kernel32.GetConsoleOutputCP()
    return Output(code_page, results_seen=sys.stdout.isatty(), asides_seen=sys.stderr.isatty())
