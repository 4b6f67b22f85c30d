"""Help, usage errors and the choice of language: everything a command says, it says in the chosen language."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from site_builder.cli import command_line
from site_builder.cli.command_line import COMMAND_NAMES, commands, run_command
from site_builder.messages import CliMessages, choose_cli_messages, load_messages, message_languages

from ..commands import ROOT, site_builder


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


@pytest.mark.parametrize("folder", ["site_builder/messages", "theme/words"])
def test_no_sentence_is_cut_by_a_hash(folder: str) -> None:
    """Outside quotation marks, what stands behind a space and a # is a remark to YAML."""
    cut = re.compile(r"\s*[\w.-]+:\s+[^\s'\"|>#][^'\"]*\s#")
    lines = [
        (file.name, line) for file in (ROOT / folder).glob("*.yml") for line in file.read_text("utf-8").splitlines()
    ]
    assert len(lines) > 100
    assert [each for each in lines if cut.match(each[1])] == []


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
@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_and_option_is_explained(name: str, lang: str) -> None:
    group = commands(CliMessages(lang))
    command = group.get_command(click.Context(group), name)
    assert command
    assert command.help
    unexplained = [param.name for param in command.params if isinstance(param, click.Option) and not param.help]
    assert unexplained == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", COMMAND_NAMES)
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


SEE = "\nXem cách dùng: site-builder"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["biuld"], f"Không có lệnh “biuld”. Có phải ý bạn là 'build'?{SEE} --help\n"),
        (["build", "--stric"], f"Không có tuỳ chọn --stric. Có phải ý bạn là '--strict'?{SEE} build --help\n"),
        (
            ["build", "--jobs", "0"],
            f"'-j' / '--jobs': “0” không dùng được; viết một số từ 1 đến 64.{SEE} build --help\n",
        ),
        (
            ["build", "--today", "11/24/2026"],
            f"'--today': “11/24/2026” không phải là ngày; viết như 24/11/2026 hoặc 2026-11-24.{SEE} build --help\n",
        ),
        (
            ["check", "--format", "xml"],
            f"'--format': “xml” không dùng được; chọn một trong: 'text', 'json', 'github'.{SEE} check --help\n",
        ),
        (["check", "--products", "nowhere"], f"'--products': không tìm thấy “nowhere”.{SEE} check --help\n"),
        (
            ["check", "--products", __file__],
            f"'--products': “{__file__}” là một tệp, không phải thư mục.{SEE} check --help\n",
        ),
        (
            ["check", "--config-file", "nowhere.yml"],
            f"'-f' / '--config-file': không tìm thấy “nowhere.yml”.{SEE} check --help\n",
        ),
        (["check", "-f", "/"], f"'-f' / '--config-file': “/” là một thư mục, không phải tệp.{SEE} check --help\n"),
        (["new"], f"Thiếu tham số 'SLUG'.{SEE} new --help\n"),
        (["labels"], f"Thiếu tuỳ chọn '--out'.{SEE} labels --help\n"),
        (["--lang", "vi"], f"Thiếu tên lệnh.{SEE} --help\n"),
        (["build", "extra", "more"], f"Câu lệnh có phần thừa: extra more.{SEE} build --help\n"),
        (["build", "--jobs"], f"Tuỳ chọn --jobs còn thiếu giá trị.{SEE} --help\n"),
        (["build", "--strict=no"], f"Tuỳ chọn --strict không nhận giá trị.{SEE} --help\n"),
        (["check", "--lang", "fr"], f"'--lang': “fr” không dùng được; chọn một trong: 'vi', 'en'.{SEE} check --help\n"),
    ],
)
def test_wrong_usage_is_told_in_words_and_ends_with_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(arguments, CliMessages("vi")) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", sentence)


def test_wrong_usage_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["check", "--format", "xml"], CliMessages("en")) == 2
    assert capsys.readouterr().err == (
        "Invalid value for '--format': 'xml' is not one of 'text', 'json', 'github'.\n"
        "How to use it: site-builder check --help\n"
    )


@pytest.mark.parametrize("arguments", [["--lang", "en", "biuld"], ["biuld", "--lang", "en"], ["biuld", "--lang=en"]])
def test_the_language_may_be_asked_for_anywhere(arguments: list[str]) -> None:
    done = site_builder(*arguments, environment={"LANGUAGE": "vi", "LC_ALL": "C"})
    assert done.stderr.startswith("No such command 'biuld'. Did you mean 'build'?\n")


def test_the_language_of_the_system_does_not_count() -> None:
    environment = {"LANGUAGE": "en_GB:en", "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
    assert site_builder("biuld", environment=environment).stderr.startswith("Không có lệnh “biuld”.")
    environment["SITE_BUILDER_LANG"] = "en"
    assert site_builder("biuld", environment=environment | {"LANGUAGE": "vi"}).stderr.startswith("No such command")


TRANSLATION = Path(command_line.__file__).parent / "translations/vi/LC_MESSAGES/click.po"


def translated() -> list[Message]:
    with TRANSLATION.open("rb") as file:
        return [each for each in read_po(file) if each.id]


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A sentence, or its forms for one and for many."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_the_compiled_translation_is_that_of_today() -> None:
    """`make translations` compiles it."""
    with TRANSLATION.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for each in translated():
        ids, wanted = forms(each.id), forms(each.string)
        found = [compiled.ngettext(*ids, n) if len(ids) == 2 else compiled.gettext(ids[0]) for n in (1, 2)]
        assert found == [*wanted, *wanted]


def test_every_translated_sentence_is_one_of_click() -> None:
    """A release of click that words one anew would bring the English one back."""
    calls = [
        node
        for file in sorted(Path(click.__file__).parent.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext")
    ]
    said = {tuple(arg.value for arg in call.args if isinstance(arg, ast.Constant)) for call in calls}
    assert {forms(each.id) for each in translated()} - said == {("required",)}  # which is a value there


def test_a_translation_fills_gaps_of_its_sentence_alone() -> None:
    more = {each.id: gaps(each.string) - gaps(each.id) for each in translated()}
    assert {sentence: found for sentence, found in more.items() if found} == {}


def gaps(text: str | Sequence[str] | None) -> set[str]:
    return {part.partition("!")[0] for form in forms(text) for part in braces(form)}


def test_no_command_at_all_shows_the_help_and_counts_as_wrong_usage() -> None:
    done = site_builder()
    assert done.returncode == 2
    assert done.stderr.startswith("Cách dùng: site-builder")


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_each_command_loads_alone(name: str) -> None:
    done = site_builder(name, "--help", afresh=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Cách dùng: site-builder {name}")


def test_the_version_is_told() -> None:
    assert site_builder("--version").stdout.strip() == "0.2.0"


def test_letters_come_out_whole_where_the_system_speaks_another_encoding() -> None:
    done = site_builder("--help", environment={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert "Biên soạn danh mục sản phẩm OCOP" in done.stdout


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sentences_of_the_commands_begin_with_a_capital(lang: str) -> None:
    """But those that begin with what was typed, and words that are put into others."""
    sentences = flat(load_messages(lang)["cli"])
    parts = ("check.missing", "thousands", "heading", "metavar")
    small = [
        key
        for key, text in sentences.items()
        if text[:1].islower() and not key.startswith(parts) and text.endswith((".", "”", "}", "?"))
    ]
    assert small == []
