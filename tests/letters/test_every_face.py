"""Any sign in any text of a catalogue: every face is made, and nowhere is an empty box."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml

from site_builder.cli.command_line import run_command
from site_builder.media import video
from site_builder.messages import CliMessages
from site_builder.prints import typst
from site_builder.theme_folder import PACKAGED_FOLDER, Theme

from ..commands import TODAY
from ..sampling import Sample
from .signs import ALL_SIGNS, catalogue_with

pytestmark = pytest.mark.slow

SIGNS_AT_ONCE = 7
"""So many that a tagline still holds them."""
CHUNKS = [ALL_SIGNS[at : at + SIGNS_AT_ONCE] for at in range(0, len(ALL_SIGNS), SIGNS_AT_ONCE)]
COMMANDS = (
    ("check",),
    ("build", "--today", TODAY),
    *(
        ("labels", "--today", TODAY, "--kind", kind, "--out", f"{kind}.pdf")
        for kind in ("a4-8", "a4-24", "tent", "booth")
    ),
    ("labels", "--today", TODAY, "--kind", "strip", "--event", "hoi-cho", "--out", "strip.pdf"),
    ("brochure", "--today", TODAY, "--out", "brochure.pdf"),
    ("exhibit", "--today", TODAY, "--event", "hoi-cho", "--out", "stick"),
)


def empty_boxes(pdf: Path | bytes) -> int:
    """How many glyphs of the PDF are the one that stands for a missing one: the first of its font."""
    with pikepdf.open(pdf if isinstance(pdf, Path) else BytesIO(pdf)) as document:
        forms = [one for one in document.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        return sum(_boxes_in(stream) for stream in (*document.pages, *forms))


def _boxes_in(stream: Any) -> int:
    found = 0
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, instruction.operator
        shown: Any = operands[0] if str(operator) == "TJ" else operands if str(operator) == "Tj" else ()
        for text in shown:
            if isinstance(text, pikepdf.String):
                codes = bytes(text)
                found += sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
    return found


def text_of(pdf: Path) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a command in `tmp_path`; whatever becomes pixels is typeset as PDF too, and looked through."""
    draw = typst.typeset_png

    def drawn(work: typst.TypstDocument, ppi: float = 72) -> tuple[bytes, ...]:
        assert empty_boxes(typst.typeset_pdf(work)) == 0, work.template
        return draw(work, ppi)

    monkeypatch.setattr(typst, "typeset_png", drawn)
    monkeypatch.setattr(video, "video_available", lambda: False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: run_command(words, CliMessages("vi"))


def test_the_empty_box_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst as it is draws one for a letter of no font."""
    monkeypatch.setattr(typst, "printable_data", lambda data, _: data)
    (tmp_path / "print").mkdir()
    (tmp_path / "print/one.typ").write_text('#set text(font: "Source Sans 3")\n#json("data.json").text')
    work = typst.TypstDocument("one.typ", Theme((tmp_path,)), typst.UNDATED, {"text": "a\U0001f0a1b"})
    assert empty_boxes(typst.typeset_pdf(work)) == 1


def test_no_face_shows_an_empty_box_or_fails(
    run: Callable[..., int], sample: Sample, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for signs in sample(CHUNKS, 1):
        catalogue_with(lambda text, signs=signs: f"{text} {' '.join(signs)}.", tmp_path)  # type: ignore[misc]
        for words in COMMANDS:
            assert run(*words) == 0, (signs, words, capfd.readouterr())
        made = [file for file in tmp_path.rglob("*.pdf") if ".cache" not in file.parts]
        assert len(made) >= 9
        assert [(signs, file.name, n) for file in made if (n := empty_boxes(file))] == []


def test_paper_draws_what_people_write_and_leaves_out_what_nobody_can_draw(
    run: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    catalogue_with(lambda text: text.replace("ngon", "★ ✔ ● ℃ ① 🍯 茶 ชา ຊາ 🂡 ngon \uf0b7"), tmp_path)
    assert run("build", "--today", TODAY) == 0
    said = capfd.readouterr().err
    (told,) = (line for line in said.splitlines() if "🂡" in line)
    assert told == (
        "products/che/product.yml:14:31: lưu ý: Phông chữ để in không có những chữ này; trên giấy, trang trình chiếu, "
        "video và thẻ chia sẻ chúng bị bỏ (trang web vẫn giữ): “🂡” (U+1F0A1 PLAYING CARD ACE OF SPADES) 14:31."
    )
    assert "Chè ★ ✔ ● ℃ ① 🍯 茶 ชา ຊາ ngon • trồng" in " ".join(text_of(tmp_path / "site/san-pham/che.pdf").split())
    page = (tmp_path / "site/san-pham/che.html").read_text("utf-8")
    assert "Chè ★ ✔ ● ℃ ① 🍯 茶 ชา ຊາ 🂡 ngon • trồng" in page


CHINESE_NAME, CHINESE_WORD = "平嘉八角茶", "产品"


def speaking_chinese(folder: Path, languages: list[str]) -> None:
    """The catalogue of the tests with a Chinese name for everything, and interface words in Chinese."""
    catalogue_with(str, folder)
    for file in (folder / "products/catalogue.yml", folder / "products/che/product.yml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        data = {**_in_chinese(data), **({"languages": languages} if file.name == "catalogue.yml" else {})}
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("name: null", "name: null\n  custom_dir: own"), "utf-8")
    (folder / "own/words").mkdir(parents=True)
    words = _worded(yaml.load((PACKAGED_FOLDER / "words/en.yml").read_text("utf-8"), yaml.BaseLoader))
    words["language"] = {"locale": "zh_CN", "name": "中文", "short": "ZH"}
    (folder / "own/words/zh.yml").write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")


def _in_chinese(value: Any) -> Any:
    if isinstance(value, dict) and "vi" in value:
        return {**value, "zh": CHINESE_NAME}
    if isinstance(value, dict):
        return {key: _in_chinese(inner) for key, inner in value.items()}
    return [_in_chinese(each) for each in value] if isinstance(value, list) else value


def _worded(words: Any, key: str = "") -> Any:
    if isinstance(words, dict):
        return {name: _worded(inner, f"{key}.{name}") for name, inner in words.items()}
    kept = key.startswith((".path.", ".listen.pace"))
    return words if kept else "|".join(f"{CHINESE_WORD} {form}" for form in str(words).split("|"))


@pytest.mark.parametrize("languages", [["vi", "zh"], ["vi", "en", "zh"]], ids=",".join)
def test_a_catalogue_that_speaks_chinese_is_drawn_on_every_face(
    run: Callable[..., int],
    languages: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    drawn: list[str] = []
    draw = typst.typeset_png

    def read(work: typst.TypstDocument, ppi: float = 72) -> tuple[bytes, ...]:
        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(typst.typeset_pdf(work)))
        drawn.extend([text] if work.template == "slide.typ" else [])
        return draw(work, ppi)

    monkeypatch.setattr(typst, "typeset_png", read)
    speaking_chinese(tmp_path, languages)
    for words in (
        ("check",),
        ("labels", "--today", TODAY, "--kind", "a4-8", "--languages", "vi,zh", "--out", "labels.pdf"),
        ("labels", "--today", TODAY, "--kind", "tent", "--languages", "zh", "--out", "tent.pdf"),
        ("brochure", "--today", TODAY, "--lang", "zh", "--out", "brochure.pdf"),
        ("exhibit", "--today", TODAY, "--event", "hoi-cho", "--out", "stick"),
    ):
        assert run(*words) == 0, (words, capfd.readouterr())
    printed = [tmp_path / f"{name}.pdf" for name in ("labels", "tent", "brochure")]
    for pdf in printed:
        assert (empty_boxes(pdf), CHINESE_NAME in text_of(pdf)) == (0, True), pdf.name
    assert CHINESE_WORD in text_of(tmp_path / "brochure.pdf")
    assert drawn
    assert all(CHINESE_NAME in text for text in drawn)
    page = next((tmp_path / "stick").rglob("zh/products/che.html"))
    assert CHINESE_NAME in page.read_text("utf-8")
