from __future__ import annotations

import ast
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from site_builder.prints import typst
from site_builder.prints.typst import TypstDocument
from site_builder.theme_folder import Theme

DAY = date(2026, 11, 24)
HEAD = '#import "lib.typ": *\n#let data = json("data.json")\n#set page(width: 120pt, height: 80pt, margin: 5pt)\n'
PLAIN = HEAD + "#show: sheet\n#data.text"
HOSTILE = (
    '#panic("x") $x^2$ *bold* <label> @cite \\u{41} // note '
    '/* x */ = Head - "quoted" it\'s `code` #image("/etc/passwd")'
)


def work(folder: Path, template: str, near: Path | None = None, images: Any = None, **data: Any) -> TypstDocument:
    (folder / "print").mkdir(parents=True, exist_ok=True)
    (folder / "print" / "mine.typ").write_text(template, encoding="utf-8")
    return TypstDocument("mine.typ", Theme.over(folder), DAY, data, images or {}, near)


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def red_png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20), (255, 0, 0)).save(out, "PNG")
    return out.getvalue()


def test_the_same_work_gives_the_same_bytes(tmp_path: Path) -> None:
    one = work(tmp_path, PLAIN, text="Chè dưới tán hồi")
    assert typst.typeset_pdf(one) == typst.typeset_pdf(one)
    assert typst.typeset_png(one) == typst.typeset_png(one)
    assert b"20261124000000" in typst.typeset_pdf(one)


def test_vietnamese_comes_out_letter_by_letter_in_our_faces(tmp_path: Path) -> None:
    text = "Mác mật, Ỗi Ữ, 120.000 ₫"
    pdf = typst.typeset_pdf(work(tmp_path, PLAIN, text=text))
    assert text_of(pdf) == text
    assert b"SourceSans3" in pdf


def test_no_text_is_read_as_markup(tmp_path: Path) -> None:
    template = PLAIN.replace("120pt, height: 80pt", "900pt, height: 80pt")
    assert text_of(typst.typeset_pdf(work(tmp_path, template, text=HOSTILE))) == HOSTILE


def test_a_picture_comes_from_bytes_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "kept.png"
    file.write_bytes(red_png())
    template = HEAD + '#place(photo("a.png", width: 50pt, height: 40pt, radius: 0pt))\n'
    from_file = typst.typeset_png(work(tmp_path / "one", template, near=tmp_path, images={"a.png": file}))
    from_bytes = typst.typeset_png(work(tmp_path / "two", template, images={"a.png": red_png()}))
    assert from_file == from_bytes
    with Image.open(BytesIO(from_file[0])) as page:
        assert page.size == (120, 80)
        assert page.convert("RGB").getpixel((20, 20)) == (255, 0, 0)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.png", "one", "two"]


def test_every_page_is_a_picture(tmp_path: Path) -> None:
    assert len(typst.typeset_png(work(tmp_path, PLAIN + "#pagebreak() zwei", text="eins"))) == 2


def test_a_face_that_is_not_ours_is_told(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match=r"^mine\.typ: unknown font family: arial$"):
        typst.typeset_pdf(work(tmp_path, '#set text(font: "Arial")\nText'))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('serif(32pt, "Chè Ổi")', 'scale(200%, reflow: true, serif(16pt, "Chè Ổi"))'),
        ('serif(16pt, weight: 400, "Chè")', 'scale(200%, reflow: true, serif(8pt, weight: 400, "Chè"))'),
        ('box(height: 10pt, serif(10pt, "Chè Ổi"))', 'serif(10pt, "Chè Ổi")'),
        ('box(height: 10pt, sans(10pt, "Chè Ổi"))', 'sans(10pt, "Chè Ổi")'),
        ("{ show heading: set text(size: 9pt); heading[Chè] }", "text(size: 9pt, weight: 600)[Chè]"),
    ],
)
def test_every_size_has_the_same_letters_on_lines_of_one_em_and_a_heading_is_600(
    one: str, other: str, tmp_path: Path
) -> None:
    same = f"#show: sheet\n#context assert.eq(measure({one}), measure({other}))"
    typst.typeset_pdf(work(tmp_path, HEAD + same))


def test_a_tagged_pdf_for_screen_readers_holds_all_of_the_library(tmp_path: Path) -> None:
    everything = """
    #set document(title: "Demo")
    #show: sheet.with(lang: "vi")
    #weave() #stars(3) #seal(3, "sao") #flower() #mark() #sign("pin")
    #photo(none) #photo("a.png", alt: "Red", label: "x")
    #for state in statuses.keys() { tag(state, "Word") }
    #serif(12pt)[Heading] #sans(8pt)[Text] #prose(8pt)[Text]
    #fitted(size => serif(size, data.text), width: 40pt, height: 12pt, sizes: (20pt, 10pt, 5pt))
    """
    template = HEAD.replace("height: 80pt", "height: auto") + everything
    pdf = typst.typeset_pdf(work(tmp_path, template, images={"a.png": red_png()}, text="Long long name"), ("ua-1",))
    assert b"pdfuaid" in pdf


def test_only_one_module_knows_typst() -> None:
    package = Path(typst.__file__).parent.parent
    knowing = {
        file.name
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "typst" for alias in node.names)
    }
    assert knowing == {"typst.py"}
