"""What is published of a PDF: its pages, and nothing that tells who made them, with what, when and where."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.cache import FileStamp
from site_builder.media.pdf_scans import clean_job, clean_pdf, without_jp2_notes, without_jpeg_notes
from site_builder.media.prepare import prepare_pdfs
from site_builder.media.request import PdfJob, PhotoError, PhotoRefusal, PhotoRequest
from site_builder.messages import Severity

from .samples import card, data, exif

SECRET = "Nguyen Van A 0912345678"
TRACES = (b"Nguyen", b"SECRET", b"0912345678", b"Exif", b"xmpmeta", b"Scanner 9000", b"D:2026")


def camera_jpeg(image: Image.Image | None = None) -> bytes:
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    return data(image or card(), "JPEG", quality=90, exif=exif(1, secrets=True), xmp=xmp, comment=SECRET.encode())


def scan(*, packed: bool = False, telling: bool = True, **saved: Any) -> bytes:
    """A PDF of one page, a JPEG as a camera wrote it; `packed` has Flate around the JPEG."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(360, 240))
    jpeg = camera_jpeg() if telling else data(card(), "JPEG", quality=90)
    about = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=360,
        Height=240,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    picture = pikepdf.Stream(pdf, jpeg, about)
    if packed:
        import zlib

        picture.write(zlib.compress(jpeg), filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]))
    else:
        picture.write(jpeg, filter=pikepdf.Name.DCTDecode)
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(picture)))
    page.Contents = pdf.make_stream(b"q 360 0 0 240 0 0 cm /I Do Q")
    if telling:
        _tell(pdf, picture)
    written = BytesIO()
    pdf.save(written, static_id=True, **saved)
    return written.getvalue()


def _tell(pdf: pikepdf.Pdf, picture: pikepdf.Stream) -> None:
    pdf.docinfo["/Author"], pdf.docinfo["/Title"] = SECRET, SECRET
    pdf.docinfo["/Producer"], pdf.docinfo["/CreationDate"] = "Scanner 9000", "D:20261124091502"
    pdf.Root.Metadata = pdf.make_stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    picture.Metadata = pdf.make_stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    pdf.pages[0].PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=SECRET))
    pdf.pages[0].LastModified = "D:20261124091502"
    pdf.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], T=SECRET, F=2)]
    )
    pdf.attachments["SECRET.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="SECRET.txt")


def unpacked(pdf: bytes) -> bytes:
    """Everything in the file as plain bytes."""
    plain = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            qdf=True,
        )
    return plain.getvalue()


def looks(pdf: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(pdf)[0].render().to_pil().tobytes())


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode.__members__.values()))
def test_nothing_is_told_and_the_page_is_the_same(packed: bool, mode: pikepdf.ObjectStreamMode) -> None:
    source = scan(packed=packed, object_stream_mode=mode)
    assert all(any(trace in told for trace in TRACES) for told in (source, unpacked(source)))

    cleaned, notes = clean_pdf(source)

    assert [trace for trace in TRACES if trace in unpacked(cleaned)] == []
    assert looks(cleaned) == looks(source)
    assert notes == ()
    assert clean_pdf(source)[0] == cleaned
    assert clean_pdf(cleaned)[0] == cleaned  # nothing is left to remove


def test_a_pdf_that_tells_nothing_is_published_as_it_is() -> None:
    source = scan(telling=False)
    assert clean_pdf(source) == (source, ())


def test_a_signature_goes_and_is_told() -> None:
    pdf = pikepdf.open(BytesIO(scan(telling=False)))
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=SECRET, M="D:20261124091502", Contents=b"x" * 99)
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", V=pdf.make_indirect(signature))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
    signed = BytesIO()
    pdf.save(signed)

    cleaned, notes = clean_pdf(signed.getvalue())

    assert notes == ("document_signed",)
    assert [trace for trace in TRACES if trace in unpacked(cleaned)] == []


def locked() -> bytes:
    return scan(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def emptied() -> bytes:
    """A PDF without pages."""
    written = BytesIO()
    pikepdf.new().save(written)
    return written.getvalue()


@pytest.mark.parametrize("filling", [b"\n", bytes(4096), b"\r\n" + bytes(100_000), b" " * 2000 + b"\0\n"])
def test_what_fills_a_file_up_behind_its_end_cuts_nothing(filling: bytes) -> None:
    whole = scan()
    assert clean_pdf(whole + filling)[0]
    with pytest.raises(PhotoError) as refused:
        clean_pdf(whole[:-60] + filling)
    assert refused.value.refusal.code == "document_cut"


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "a password": (locked, "document_locked"),
    "cut in half": (lambda: scan()[: len(scan()) // 2], "document_cut"),
    "cut before its end": (lambda: scan()[:-60], "document_cut"),
    "only a beginning": (lambda: b"%PDF-1.7\n", "document_cut"),
    "nothing that fits": (lambda: b"%PDF-1.7\n" + bytes(99) + b"\n%%EOF", "document_damaged"),
    "no pages": (emptied, "document_damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_pdf_that_cannot_be_published_is_told(name: str) -> None:
    make, code = WRONG[name]
    with pytest.raises(PhotoError) as caught:
        clean_pdf(make())
    assert caught.value.refusal.code == code


def test_a_pdf_that_may_be_read_but_not_changed_is_published() -> None:
    """Locked for its owner alone: readers ask for no password."""
    cleaned, _ = clean_pdf(scan(encryption=pikepdf.Encryption(user="", owner="secret")))
    assert looks(cleaned) == looks(scan())


def test_a_jpeg_in_it_that_is_no_jpeg_stays(tmp_path: Path) -> None:
    assert without_jpeg_notes(b"not a jpeg") == b"not a jpeg"
    assert without_jpeg_notes(b"\xff\xd8\xff\xe1\xff\xffExif") == b"\xff\xd8"
    with (
        Image.open(BytesIO(without_jpeg_notes(camera_jpeg()))) as cleaned,
        Image.open(BytesIO(camera_jpeg())) as source,
    ):
        assert cleaned.tobytes() == source.tobytes()
        assert not {"exif", "xmp", "comment"} & set(cleaned.info)


def test_a_jpeg_2000_loses_its_notes() -> None:
    source = data(card(), "JPEG2000")
    telling = source + b"\0\0\0\x1fuuid" + SECRET.encode()
    head = source[:12] + b"\0\0\0\x1fxml " + SECRET.encode() + source[12:]
    assert without_jp2_notes(head) == source
    assert without_jp2_notes(telling).startswith(source[:-9])


def request(file: Path) -> PhotoRequest:
    return PhotoRequest("tra", file, "tra/product.yml", 3, 5, "certificates.0.document")


def test_pdfs_are_prepared_once(tmp_path: Path) -> None:
    good, bad = tmp_path / "quyet-dinh.pdf", tmp_path / "khoa.pdf"
    good.write_bytes(scan())
    bad.write_bytes(locked())
    requests = [request(good), request(bad)]

    first = prepare_pdfs(requests, tmp_path / "cache", 2)
    again = prepare_pdfs(requests, tmp_path / "cache", 2)

    assert (first.made, first.cached, again.made, again.cached) == (1, 0, 0, 1)
    assert first.pictures == again.pictures
    (picture,) = first.pictures.values()
    assert picture.fallback.file.read_bytes() == clean_pdf(scan())[0]
    (problem,) = first.problems
    assert (problem.code, problem.severity, problem.place) == ("document_locked", Severity.ERROR, "tra/product.yml:3:5")


def test_a_pdf_of_more_than_15_mb_is_told(tmp_path: Path) -> None:
    file = tmp_path / "to.pdf"
    file.write_bytes(scan() + bytes(15_000_000))

    outcome = clean_job(PdfJob(file, FileStamp.of(file.stat()), tmp_path, "to"))

    assert isinstance(outcome, PhotoRefusal)
    assert (outcome.code, outcome.params) == ("document_large", {"found": "15", "most": "15"})


@settings(max_examples=60)
@given(at=st.floats(0, 1), byte=st.integers(0, 255), cut=st.booleans())
def test_whatever_is_wrong_with_a_pdf_it_is_an_answer(
    tmp_path_factory: pytest.TempPathFactory, at: float, byte: int, cut: bool
) -> None:
    source = scan()
    place = int(at * (len(source) - 1))
    folder = tmp_path_factory.mktemp("pdf")
    file = folder / "x.pdf"
    file.write_bytes(source[:place] if cut else source[:place] + bytes([byte]) + source[place + 1 :])

    outcome = clean_job(PdfJob(file, FileStamp.of(file.stat()), folder, "x"))

    assert isinstance(outcome, PhotoRefusal) or "x" in outcome


def noted(*notes: dict[str, Any]) -> bytes:
    """A page with these annotations."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.obj["/Annots"] = pikepdf.Array(
        pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, "/Rect": [0, 0, 9, 9], **note}))
        for note in notes
    )
    made = BytesIO()
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ({"/Subtype": pikepdf.Name.Text, "/Contents": "0912 345 678"}, []),
        ({"/Subtype": pikepdf.Name.Popup, "/Contents": "0912 345 678"}, []),
        ({"/Subtype": pikepdf.Name.FileAttachment, "/Contents": "x"}, []),
        ({"/Subtype": pikepdf.Name.Highlight, "/Contents": "see here"}, ["/Highlight"]),
        ({"/Subtype": pikepdf.Name.FreeText, "/Contents": "shown"}, ["/FreeText", "shown"]),
        ({"/Subtype": pikepdf.Name.Link, "/A": {"/S": pikepdf.Name.Launch, "/F": "cmd.exe"}}, ["/Link"]),
        ({"/Subtype": pikepdf.Name.Link, "/A": {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}}, ["/Link"]),
        ({"/Subtype": pikepdf.Name.Link, "/A": {"/S": pikepdf.Name.URI, "/URI": "javascript:alert(1)"}}, ["/Link"]),
        ({"/Subtype": pikepdf.Name.Link, "/A": {"/S": pikepdf.Name.URI, "/URI": "https://ocop.vn/"}}, ["/Link", "/A"]),
    ],
)
def test_comments_go_and_links_lead_to_addresses_alone(note: dict[str, Any], left: list[str]) -> None:
    data, _ = clean_pdf(noted(note))
    with pikepdf.open(BytesIO(data)) as pdf:
        notes = list(pdf.pages[0].obj.get("/Annots", ()))
        told = [str(each["/Subtype"]) for each in notes]
        told += [str(each["/Contents"]) for each in notes if "/Contents" in each]
        told += ["/A" for each in notes if "/A" in each]
    assert told == left
