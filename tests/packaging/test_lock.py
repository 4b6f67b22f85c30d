"""The locks hold what pyproject.toml asks for, one release of each with its hashes, and no address or path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..commands import ROOT

LOCKS = TO_USE, TO_WORK_ON_IT = "requirements.lock", "requirements-dev.lock"
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SYSTEMS = (("linux", "posix"), ("win32", "nt"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True, slots=True)
class Pin:
    """One release that is installed where `marker` holds, in any of the files with these hashes."""

    version: str
    marker: str | None
    hashes: tuple[str, ...]


def text(lock: str) -> str:
    return (ROOT / lock).read_text("utf-8")


def pins(lock: str) -> dict[str, Pin]:
    found: dict[str, Pin] = {}
    for entry in text(lock).replace("\\\n", "").splitlines():
        if entry.strip() and not entry.lstrip().startswith("#"):
            head, *hashes = re.split(r" +(?=--hash)", entry)
            pinned = PINNED.fullmatch(head.strip())
            assert pinned, entry
            assert pinned["name"] not in found, "two releases of one thing"
            found[pinned["name"]] = Pin(pinned["version"], pinned["marker"], tuple(each.strip() for each in hashes))
    return found


def asked(*extras: str) -> Iterator[Requirement]:
    """What pyproject.toml asks for: to build the package, to use it, and for `extras` with all that they stand on."""
    yield from map(Requirement, PYPROJECT["build-system"]["requires"])
    yield from map(Requirement, PYPROJECT["project"]["dependencies"])
    waiting = list(extras)
    for extra in waiting:
        for each in map(Requirement, PYPROJECT["project"]["optional-dependencies"][extra]):
            if each.name == PYPROJECT["project"]["name"]:
                waiting += sorted(each.extras)
            else:
                yield each


@pytest.mark.parametrize(("lock", "extra"), [(TO_USE, "all"), (TO_WORK_ON_IT, "dev")])
def test_the_lock_holds_a_release_that_fits_for_everything_that_is_asked_for(lock: str, extra: str) -> None:
    found = pins(lock)
    wanting = [str(each) for each in asked(extra) if canonicalize_name(each.name) not in found]
    assert wanting == []
    unfit = [str(each) for each in asked(extra) if found[canonicalize_name(each.name)].version not in each.specifier]
    assert unfit == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_release_is_known_by_its_hashes(lock: str) -> None:
    odd = [name for name, pin in pins(lock).items() if not pin.hashes or not all(map(HASH.fullmatch, pin.hashes))]
    assert odd == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address_a_folder_or_an_option_of_pip(lock: str) -> None:
    lines = text(lock).splitlines()
    assert [line for line in lines if "://" in line or "/" in line or "@" in line] == []
    assert [line for line in lines if line.lstrip().startswith("-") and "--hash=" not in line] == []


def test_what_the_tests_run_with_is_what_the_site_is_made_with() -> None:
    smaller, larger = ({name: (pin.version, pin.hashes) for name, pin in pins(lock).items()} for lock in LOCKS)
    assert smaller.items() < larger.items()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_all_of_it_is_installed_on_linux_and_windows_but_for_what_only_windows_needs(lock: str, python: str) -> None:
    linux, windows = (installed(lock, python, system, os_name) for system, os_name in SYSTEMS)
    assert windows == pins(lock).keys()
    assert windows - linux == {"colorama"}


def installed(lock: str, python: str, system: str, os_name: str) -> set[str]:
    place = {
        "implementation_name": "cpython",
        "os_name": os_name,
        "platform_python_implementation": "CPython",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": system,
    }
    return {name for name, pin in pins(lock).items() if not pin.marker or Marker(pin.marker).evaluate(place)}
