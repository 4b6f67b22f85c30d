"""The addresses under which codes are on paper: those at which the site is no more are told, whatever the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..catalogue.showcase import Settings
from ..messages import Problem, Severity
from ..views.urls import ShortLinks, short_links
from ..web.former_hosts import FORMER_HOSTS_FOLDER, leads_elsewhere
from .ledger import Ledger

FormerAddresses = Mapping[str, tuple[str, ...]]
"""Roots under which codes are on paper and at which the site is no more, each with its codes."""


def former_addresses(ledger: Ledger, settings: Settings, site_url: str) -> FormerAddresses:
    """What of the ledger was printed for another address than `site_url`, or the short one of `settings`."""
    present = {short_links(site_url).root, short_links(site_url, settings.site.short_url).root}
    found: dict[str, tuple[str, ...]] = {}
    for _, row in ledger.rows:
        for root in row.address:
            if root not in present:
                found[root] = (*found.get(root, ()), row.code)
    return found


def address_problems(ledger: Ledger, settings: Settings, site_url: str) -> Iterator[Problem]:
    """One warning for all codes that open another address, one for all whose address is not known."""
    links, former = short_links(site_url, settings.site.short_url), former_addresses(ledger, settings, site_url)
    if former:
        codes = {code for each in former.values() for code in each}
        params = {"old": ", ".join(former), "first": next(iter(former)), "new": links.root}
        yield _warning(ledger, _sentence(former, links), codes, {**params, "folder": FORMER_HOSTS_FOLDER})
    unknown = {row.code for _, row in ledger.rows if not row.address}
    if unknown and links.final:
        yield _warning(ledger, "ledger_no_address", unknown, {"new": links.root})


def _sentence(former: FormerAddresses, links: ShortLinks) -> str:
    if not links.final:
        return "ledger_address_unset"
    return "ledger_moved" if any(leads_elsewhere(root, links.root) for root in former) else "ledger_scheme"


def _warning(ledger: Ledger, code: str, codes: set[str], params: Mapping[str, str]) -> Problem:
    """At the first row of those codes."""
    line = next(at for at, row in ledger.rows if row.code in codes)
    params = {**params, "n": str(len(codes))}
    return Problem(ledger.file, code, line, 1, path="address", params=params, severity=Severity.WARNING)
