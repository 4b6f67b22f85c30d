"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` give the files that `site-builder build` gives.

MkDocs only drives the build. Everything that can fail fails in `on_config`, before MkDocs empties the folder of the
site; none of the files that MkDocs collects is published, and ours are written at the end.
"""

from __future__ import annotations

from dataclasses import replace
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files as PagesOfMkDocs

from .build import compose, examine, lacks_print
from .clock import WrongEpochError, build_date, local_time
from .crash_report import tell_crash
from .messages import CatalogueError, Problem, Severity, as_errors, choose_cli_messages, problem_as_text
from .options import read_options
from .publish.site import Files, fill_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("site-builder")


class NoOptions(Config):
    """An empty plugin configuration: our option reader reads the file itself, so that problems have line numbers."""


class SiteBuilderPlugin(BasePlugin[NoOptions]):
    """`plugins: site-builder:` in `mkdocs.yml`."""

    def __init__(self) -> None:
        self.files: Files = {}
        self.live = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Know whether MkDocs is going to put its reloading script into the pages."""
        self.live = command == "serve"

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Let every key pass."""
        self.config = NoOptions()
        return [], []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, judge and compose everything."""
        try:
            self.files = self._files(config)
        except CatalogueError as error:
            raise PluginError("\n" + "\n".join(_problem_lines(error.problems))) from error
        except WrongEpochError as error:
            raise PluginError(choose_cli_messages([], environ)("usage.epoch", found=error.found)) from error
        except Exception as error:  # whatever nobody foresaw: MkDocs would show the traceback
            lang = choose_cli_messages([], environ).lang
            raise PluginError(tell_crash(error, ["(mkdocs)"], lang, local_time())) from error
        config.theme.static_templates.clear()  # MkDocs' own sitemap
        return config

    def on_files(self, files: PagesOfMkDocs, config: MkDocsConfig) -> PagesOfMkDocs:
        """None of what MkDocs found in the folders: a stray photo or letter must not be published."""
        return PagesOfMkDocs([])

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Place our files."""
        fill_folder(Path(config.site_dir), self.files)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Rebuild when the look changes too; MkDocs watches the content and `mkdocs.yml` itself."""
        for folder in read_options(Path(config.config_file_path)).theme.folders:
            server.watch(str(folder))
        return server

    def _files(self, config: MkDocsConfig) -> Files:
        options = replace(read_options(Path(config.config_file_path), live=self.live), strict=config.strict)
        today = build_date()
        examined = examine(options, today)
        site = compose(examined, options, today)
        lang = choose_cli_messages([], environ).lang
        for problem in (*examined.verdict.problems, *(as_errors(site.problems) if options.strict else site.problems)):
            # A warning of the log ends `mkdocs build --strict`, so what forbids nothing is none there.
            tell = log.info if options.strict and problem.severity is Severity.WARNING else log.warning
            tell(problem_as_text(problem, lang))
        if lacks_print(options):
            log.info(
                choose_cli_messages([], environ)("build.no_print")
            )  # no warning: those end `mkdocs build --strict`
        return site.files


def _problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    lang = choose_cli_messages([], environ).lang
    return [problem_as_text(problem, lang) for problem in problems]
