"""The words of the interface: a language without any, and files in which something is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.cache import Cache
from site_builder.content import load
from site_builder.messages import Problem, problem_as_text
from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.views.words import load_translations
from site_builder.views.words_check import words_problems

from ..commands import site_builder
from .showcase import english_words, french_words, showcase, write_words

COMMANDS = {
    "check": ("check",),
    "build": ("build",),
    "labels": ("labels", "--out", "nhan.pdf"),
    "brochure": ("brochure", "--out", "tap.pdf"),
    "exhibit": ("exhibit", "--event", "hoi-cho", "--out", "usb"),
}
MISSING = "products/catalogue.yml:{line}:21: lỗi [languages.2]: Chưa có câu chữ giao diện cho ngôn ngữ “zh”."
REMEDY = f"    → Chép {PACKAGED_FOLDER / 'words/en.yml'} thành own/words/zh.yml rồi dịch; hoặc bỏ “zh” khỏi languages."


@pytest.mark.parametrize("command", COMMANDS)
def test_a_language_without_words_is_one_sentence_with_the_file_to_make(tmp_path: Path, command: str) -> None:
    place = showcase(tmp_path, ["vi", "en", "zh"])
    done = site_builder(*COMMANDS[command], folder=place)
    said = done.stdout + done.stderr
    line = len((place / "products/catalogue.yml").read_text("utf-8").splitlines())
    assert done.returncode == 1
    assert said.count("câu chữ giao diện") == 1
    assert f"{MISSING.format(line=line)}\n{REMEDY}\n" in said
    assert "Traceback" not in said
    assert not [name for name in ("site", "nhan.pdf", "tap.pdf", "usb") if (place / name).exists()]


def test_mkdocs_says_the_same_sentence(tmp_path: Path) -> None:
    place = showcase(tmp_path, ["vi", "en", "zh"])
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert done.returncode == 1
    assert REMEDY in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_remedy_leads_to_a_language_that_works(tmp_path: Path) -> None:
    """Of the copied words only the names of choices are missing, which stand elsewhere; they are Vietnamese."""
    place = showcase(tmp_path, ["vi", "en", "zh"])
    write_words(place, "zh", english_words())
    found = problems(place)
    assert [(problem.code, str(problem.severity), problem.file) for problem in found] == [
        ("words_incomplete", "warning", "own/words/zh.yml")
    ]
    assert int(found[0].params["count"]) > 20
    words = load_translations("zh", Theme.over(place / "own"))
    assert (words("nav.products"), words("channel.shop")) == ("Products", "Cửa hàng")


def problems(place: Path) -> list[Problem]:
    raw = load.read_catalogue(place / "products", place, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        return list(words_problems(raw, Theme.over(place / "own"), Cache(None)))


def test_whole_words_have_nothing_to_tell(tmp_path: Path) -> None:
    place = showcase(tmp_path, ["vi", "en", "fr"])
    write_words(place, "fr", french_words())
    assert problems(place) == []


def test_what_a_language_is_called_is_known_before_its_words_are(tmp_path: Path) -> None:
    place = showcase(tmp_path, ["vi", "zh"])
    write_words(place, "zh", {"nav": {"products": "产品"}})
    words = load_translations("zh", Theme.over(place / "own"))
    assert [words(f"language.{key}") for key in ("locale", "name", "short")] == ["zh", "中文", "ZH"]
    assert words("nav.products") == "产品"
    assert words("nav.season") == load_translations("vi", Theme())("nav.season")


def _set(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(words: dict[str, Any]) -> None:
        *sections, last = key.split(".")
        inside = words
        for section in sections:
            inside = inside[section]
        inside[last] = value

    return change


def _remove(words: dict[str, Any]) -> None:
    del words["nav"]["season"], words["season"]


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], None], str, str]] = {
    "a placeholder that nothing fills": (
        _set("shell.updated", "{ngay}"),
        "words_placeholder",
        "Câu “shell.updated” có {ngay}, không điền được.\n    → Trong dấu ngoặc nhọn chỉ dùng: {day}",
    ),
    "a brace without its other half": (
        _set("shell.updated", "{day"),
        "words_placeholder",
        "Câu “shell.updated” có { }, không điền được.\n    → Trong dấu ngoặc nhọn chỉ dùng: {day}",
    ),
    "braces in one form of two": (
        _set("count.products", {"one": "{m}", "other": "{n}"}),
        "words_placeholder",
        "Câu “count.products” có {m}, không điền được.\n    → Trong dấu ngoặc nhọn chỉ dùng: {n}",
    ),
    "an address in letters that addresses do not have": (
        _set("path.product", "产品"),
        "words_path",
        (
            "“产品” không dùng được trong địa chỉ trang.\n    → Mục path.product chỉ gồm chữ thường a–z không dấu, "
            "chữ số và gạch ngang, ví dụ: san-pham"
        ),
    ),
    "a pace that is no number": (
        _set("listen.pace", "nhanh"),
        "words_pace",
        "“nhanh” không phải số chữ đọc được trong một phút.\n    → Ghi một số ở listen.pace, ví dụ: 900",
    ),
    "a key that nothing asks for": (
        _set("nav.produts", "Produits"),
        "words_unknown_near",
        (
            "1 khoá trong tệp câu chữ giao diện không dùng ở đâu: nav.produts.\n    → Có lẽ là “nav.products”. "
            "Sửa lại tên khoá, hoặc bỏ đi."
        ),
    ),
    "keys that are not there": (
        _remove,
        "words_incomplete",
        "Câu chữ giao diện “fr” còn thiếu",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_words_that_cannot_be_shown_are_told_where_they_are(tmp_path: Path, fault: str) -> None:
    change, code, said = FAULTS[fault]
    place, words = showcase(tmp_path, ["vi", "en", "fr"]), french_words()
    change(words)
    write_words(place, "fr", words)
    [found] = problems(place)
    assert (found.code, found.file) == (code, "own/words/fr.yml")
    assert said in problem_as_text(found, "vi")
    assert problem_as_text(found, "en")


def test_a_words_file_that_is_no_yaml_is_told_as_any_other(tmp_path: Path) -> None:
    place = showcase(tmp_path, ["vi", "en", "fr"])
    (place / "own/words/fr.yml").write_text("nav:\n\tproducts: Produits\n", "utf-8")
    found = problems(place)
    assert [(problem.file, problem.line) for problem in found] == [("own/words/fr.yml", 2)]
    assert found[0].params["spaces"] == "2"
    done = site_builder("build", folder=place)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
