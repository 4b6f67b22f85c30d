"""The whole build behind `site-builder build`, told while it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..build import compose, examine, html_page_count, lacks_print
from ..messages import as_errors
from ..options import Options
from ..publish.host_limits import MOST_FILES, limits_near
from ..publish.site import PublishResult, publish_site, recover_site
from .build_report import Judgement, Result, show_judgement
from .screen import Terminal, format_number, format_size, problem_lines, tally_line


def build_anew(options: Options, judged_on: date, screen: Terminal) -> tuple[Judgement, Result] | None:
    """Build and publish the site; None, with the last one left in place, where problems forbid it."""
    say = screen.say
    recover_site(options.site_dir)  # a build that was killed while it swapped folders
    with screen.progress(say("build.progress")) as progress:
        examined = examine(options, judged_on, progress)
    verdict, media = examined.verdict, examined.media
    publishes, broken = verdict.catalogue is not None, verdict.tally.broken
    judgement = Judgement(
        problems=problem_lines(verdict.problems, say),
        tally=tally_line(verdict.tally, say),
        left_out=say("left_out", names=", ".join(broken)) if publishes and broken else "",
    )
    show_judgement(judgement, screen)
    if not publishes:
        screen.aside(say("build.kept"))
        return None
    site = compose(examined, options, judged_on)
    if options.strict and site.problems:
        screen.problems(as_errors(site.problems), aside=True)
        screen.aside(say("build.kept"))
        return None
    published = publish_site(site.files, options.site_dir)
    return judgement, Result(
        place=str(options.site_dir),
        photos=media.cached + media.made,
        new_photos=media.made,
        pages=html_page_count(site.files),
        files=published.files,
        new_files=published.changed,
        size=published.size,
        problems=problem_lines(site.problems, say),
        remarks=list(_remarks(published, options, screen)),
    )


def _remarks(published: PublishResult, options: Options, screen: Terminal) -> Iterator[str]:
    """What is worth knowing of a site that is published: limits of hosts, what it lacks."""
    say = screen.say
    for limit, found in limits_near(published):
        shown = format_number if limit is MOST_FILES else format_size
        yield say(limit.name, found=shown(found, say), most=shown(limit.most, say))
    if lacks_print(options):
        yield say("build.no_print")
    if not options.has_real_address:
        yield say("build.no_address")
