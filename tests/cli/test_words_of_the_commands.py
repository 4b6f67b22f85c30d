"""Help, usage errors and the choice of language: everything a command says, it says in the chosen language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import pytest

from site_builder.cli import commands, run_command
from site_builder.messages import CliMessages, choose_cli_messages, load_messages, message_languages

from ..commands import site_builder


def flat(nested: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    rows = ((prefix + key, value) for key, value in nested.items())
    return {
        path: text
        for key, value in rows
        for path, text in (flat(value, f"{key}.") if isinstance(value, Mapping) else {key: value}).items()
    }


def braces(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.replace("{{", "").split("{")[1:]}


def test_both_languages_have_the_same_sentences_with_the_same_gaps() -> None:
    vietnamese, english = flat(load_messages("vi")), flat(load_messages("en"))
    assert vietnamese.keys() == english.keys()
    assert {key for key in vietnamese if braces(vietnamese[key]) != braces(english[key])} == set()


def test_vietnamese_comes_first_and_both_are_known() -> None:
    assert message_languages() == ("vi", "en")


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "vi"),
        (["check", "--lang", "en"], {}, "en"),
        (["--lang=en", "check"], {}, "en"),
        (["check"], {"SITE_BUILDER_LANG": "en"}, "en"),
        (["check"], {"SITE_BUILDER_LANG": "en_GB.UTF-8"}, "en"),
        (["check", "--lang", "vi"], {"SITE_BUILDER_LANG": "en"}, "vi"),
        (["check", "--lang", "fr"], {}, "vi"),
        (["check", "--lang"], {}, "vi"),
        (["check"], {"SITE_BUILDER_LANG": "fr"}, "vi"),
    ],
)
def test_the_language_is_the_one_asked_for(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert choose_cli_messages(arguments, environment).lang == lang


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["check", "build", "serve", "labels", "brochure", "exhibit", "new", "schema"])
def test_every_command_and_option_is_explained(name: str, lang: str) -> None:
    group = commands(CliMessages(lang))
    command = group.get_command(click.Context(group), name)
    assert command
    assert command.help
    unexplained = [param.name for param in command.params if isinstance(param, click.Option) and not param.help]
    assert unexplained == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["check", "build", "serve", "labels", "brochure", "exhibit", "new", "schema"])
def test_help_is_in_the_chosen_language_alone(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([name, "--help"], CliMessages(lang)) == 0
    said = capsys.readouterr().out
    assert said.startswith({"vi": f"Cách dùng: site-builder {name}", "en": f"Usage: site-builder {name}"}[lang])
    foreign = {"vi": ["Usage", "Options", "Show this"], "en": ["Cách", "Tuỳ", "Xem"]}[lang]
    assert [word for word in foreign if word in said] == []


def test_the_list_of_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["--help"], CliMessages("vi")) == 0
    said = capsys.readouterr().out
    assert "Các lệnh:" in said
    assert [name for name in ("check", "build", "serve", "new", "schema") if f"\n  {name} " not in said] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["biuld"], "Không có lệnh biuld. Có phải ý bạn là build?\nXem cách dùng: site-builder --help\n"),
        (
            ["build", "--stric"],
            "Không có tuỳ chọn --stric. Có phải ý bạn là --strict?\nXem cách dùng: site-builder build --help\n",
        ),
        (
            ["build", "--jobs", "0"],
            "--jobs: “0” không dùng được; viết một số từ 1 đến 64.\nXem cách dùng: site-builder build --help\n",
        ),
        (
            ["build", "--today", "24/11/2026"],
            (
                "--today: “24/11/2026” không phải là ngày; viết như 2026-11-24.\n"
                "Xem cách dùng: site-builder build --help\n"
            ),
        ),
        (
            ["check", "--format", "xml"],
            (
                "--format: “xml” không dùng được; chọn một trong: text, json, github.\n"
                "Xem cách dùng: site-builder check --help\n"
            ),
        ),
        (
            ["check", "--products", "nowhere"],
            "--products: không có thư mục nowhere.\nXem cách dùng: site-builder check --help\n",
        ),
        (
            ["check", "--config-file", "nowhere.yml"],
            "--config-file: không có tệp nowhere.yml.\nXem cách dùng: site-builder check --help\n",
        ),
        (["new"], "Thiếu SLUG.\nXem cách dùng: site-builder new --help\n"),
        (
            ["build", "extra"],
            "Câu lệnh có phần thừa hoặc viết chưa đúng.\nXem cách dùng: site-builder build --help\n",
        ),
        (
            ["build", "--jobs"],
            "Tuỳ chọn --jobs viết chưa đúng (thiếu hoặc thừa giá trị).\nXem cách dùng: site-builder --help\n",
        ),
        (["check", "--lang", "fr"], "--lang: “fr” không dùng được; chọn một trong: vi, en.\n"),
    ],
)
def test_wrong_usage_is_told_in_words_and_ends_with_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(arguments, CliMessages("vi")) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(sentence)


def test_wrong_usage_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["check", "--format", "xml"], CliMessages("en")) == 2
    assert capsys.readouterr().err.startswith("--format: “xml” cannot be used; choose one of: text, json, github.\n")


def test_no_command_at_all_shows_the_help_and_counts_as_wrong_usage() -> None:
    done = site_builder()
    assert done.returncode == 2
    assert done.stderr.startswith("Cách dùng: site-builder")


def test_the_version_is_told() -> None:
    assert site_builder("--version").stdout.strip() == "0.1.0"


def test_letters_come_out_whole_where_the_system_speaks_another_encoding() -> None:
    done = site_builder("--help", environment={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert "Biên soạn danh mục sản phẩm OCOP" in done.stdout
