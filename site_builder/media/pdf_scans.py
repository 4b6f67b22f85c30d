"""Scans that are PDF: cleaned of what tells who made them, with what, and where, before they are published.

pikepdf, which the extra `print` installs, reads and writes them. Nothing of the pages changes. A PDF that tells nothing
is published as it is. One that is signed tells the signer and his program: its signature goes, for it cannot hold for a
file without them, and that is told.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, cast

from ..cache import FileStamp, store_file
from .request import CachedRendition, CachedRenditions, PdfJob, PhotoError, PhotoRefusal, os_error_text

if TYPE_CHECKING:
    import pikepdf

READER_MISSING = "document_reader"
"""The code of a scan that this computer cannot clean: a site is made without it."""
PDF_TYPE = "application/pdf"
MAX_PDF_BYTES = 15_000_000
"""More than that nobody waits for on a phone; some hosts refuse files of 25 MB."""
CLEANING_VERSION = 2
"""Version of what is removed: raise it whenever that changes, so that everything is made again."""
_END_MARK, _END_LENGTH = b"%%EOF", 1024
_FILLING = b"\0\t\n\f\r "
"""What copiers and mail programs fill a file up with behind its end."""
"""What a PDF ends with, perhaps followed by something else."""


def cleaning_version() -> str:
    """What a cleaned PDF depends on besides its source."""
    return f"{CLEANING_VERSION} pikepdf {version('pikepdf') if find_spec('pikepdf') else None}"


def clean_job(job: PdfJob) -> dict[str, CachedRenditions] | PhotoRefusal:
    """The cleaned PDF by its stem, or why it cannot be published; as of a photo, whatever goes wrong is told."""
    try:
        stat = job.file.stat()
        if FileStamp.of(stat) != job.stamp:
            return PhotoRefusal("photo_changed")
        if stat.st_size > MAX_PDF_BYTES:
            found, most = f"{stat.st_size / 1_000_000:.0f}", f"{MAX_PDF_BYTES // 1_000_000}"
            return PhotoRefusal("document_large", {"found": found, "most": most})
        data, notes = clean_pdf(job.file.read_bytes())
        stored = store_file(job.folder, f"{job.stem}.pdf", data)
    except PhotoError as error:
        return error.refusal
    except OSError as error:
        return PhotoRefusal("photo_unopened", {"reason": os_error_text(error)})
    except Exception:  # a damaged file raises whatever the reader stumbles over
        return PhotoRefusal("document_damaged")
    return {job.stem: CachedRenditions(1, 1, "#ffffff", (CachedRendition(1, 1, PDF_TYPE, stored),), notes=notes)}


def clean_pdf(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The PDF without what it tells of its makers, and the codes of what is to be told of it; raises PhotoError."""
    if not find_spec("pikepdf"):
        raise PhotoError(READER_MISSING)
    import pikepdf

    has_end = _END_MARK in data.rstrip(_FILLING)[-_END_LENGTH:]
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not has_end and pdf.get_warnings():
                raise PhotoError("document_cut")
            if not len(pdf.pages):
                raise PhotoError("document_damaged")
            signed = _remove_signatures(pdf)
            if not _remove_traces(pdf) and not signed and not pdf.is_encrypted:
                return data, ()
            cleaned = BytesIO()
            pdf.save(cleaned, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise PhotoError("document_locked") from error
    except pikepdf.PdfError as error:
        raise PhotoError("document_damaged" if has_end else "document_cut") from error
    return cleaned.getvalue(), ("document_signed",) if signed else ()


def _remove_signatures(pdf: pikepdf.Pdf) -> bool:
    """Remove digital signatures, whose pictures on the page stay; whether there were any."""
    found = False
    for thing in _dictionaries(pdf):
        if thing.get("/FT") == "/Sig" and "/V" in thing:
            del thing["/V"]
            found = True
    for key in ("/Perms", "/DSS"):
        if key in pdf.Root:
            del pdf.Root[key]
            found = True
    form = pdf.Root.get("/AcroForm")
    if found and form is not None and "/SigFlags" in form:
        del form["/SigFlags"]
    return found


_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AA")
"""Of every object: XMP, private data of programs, times, and scripts that run by themselves."""
_TELLING_ROOT = ("/OpenAction", "/AF", "/Collection", "/SpiderInfo")
_TELLING_NAMES = ("/EmbeddedFiles", "/JavaScript")
_TELLING_NOTE = ("/T", "/NM", "/M", "/CreationDate")
"""Of a note on a page: its author, its number and its times."""


_COMMENTS = ("/Text", "/Popup", "/FileAttachment", "/Caret", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")
"""Notes that are no part of the page: what people said about it, and what plays."""
_SHOWN_NOTES = ("/Widget", "/FreeText", "/Link")
"""Notes whose text is what the page shows, or names where a link leads."""
_WEB_ADDRESS = re.compile(rb"(https?|mailto|tel):", re.IGNORECASE)


def _remove_comments(page: pikepdf.Page) -> bool:
    """Remove comments, and actions that do anything but lead to a page or an address; whether there was any."""
    import pikepdf

    notes = list(page.obj.get("/Annots", ()))
    kept = [note for note in notes if str(note.get("/Subtype")) not in _COMMENTS]
    found = len(kept) < len(notes)
    if found:
        page.obj["/Annots"] = pikepdf.Array(kept)
    for note in kept:
        action = note.get("/A")
        leads = action is not None and (
            str(action.get("/S")) == "/GoTo"
            or (str(action.get("/S")) == "/URI" and bool(_WEB_ADDRESS.match(bytes(action.get("/URI", b"")))))
        )
        found |= _remove_keys(note, () if leads else ("/A", "/PA"))
        if str(note.get("/Subtype")) not in _SHOWN_NOTES:
            found |= _remove_keys(note, ("/Contents", "/RC"))
    return found


def _remove_traces(pdf: pikepdf.Pdf) -> bool:
    """Remove who, with what, when and where; whether there was anything."""
    found = "/Info" in pdf.trailer
    if found:
        del pdf.trailer["/Info"]
    found |= _remove_keys(pdf.Root, _TELLING_ROOT)
    if "/Names" in pdf.Root:
        found |= _remove_keys(pdf.Root["/Names"], _TELLING_NAMES)
    for page in pdf.pages:
        found |= _remove_comments(page)
    for thing in _dictionaries(pdf):
        found |= _remove_keys(thing, _TELLING)
        if "/Rect" in thing and thing.get("/Subtype") not in (None, "/Widget"):
            found |= _remove_keys(thing, _TELLING_NOTE)
        found |= _clean_picture(thing)
    return found


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream, also those within others that have no number of their own."""
    import pikepdf

    left: list[pikepdf.Object] = list(pdf.objects)
    while left:
        thing = left.pop()
        if isinstance(thing, pikepdf.Array):
            inner = list(thing)
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            yield thing
            inner = [value for _, value in thing.items()]
        else:
            continue
        # What has a number comes by itself: to follow references would lead round in circles.
        left += [each for each in inner if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _remove_keys(thing: pikepdf.Object, keys: tuple[str, ...]) -> bool:
    present = [key for key in keys if key in thing]
    for key in present:
        del thing[key]
    return bool(present)


def _inflated(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, 8 * MAX_PDF_BYTES)


_UNPACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": _inflated,
    "/ASCII85Decode": lambda data: base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>")),
    "/ASCIIHexDecode": lambda data: bytes.fromhex(data.partition(b">")[0].decode()),
}
"""What may be around a JPEG once more."""


def _clean_picture(thing: pikepdf.Object) -> bool:
    """Take what cameras write out of a JPEG or JPEG 2000 that is embedded as it is."""
    import pikepdf

    if not isinstance(thing, pikepdf.Stream):
        return False
    filters = thing.get("/Filter")
    listed = [filters] if isinstance(filters, pikepdf.Name) else cast(list[object], filters or [])
    names = [str(each) for each in listed]
    clean = {"/DCTDecode": without_jpeg_notes, "/JPXDecode": without_jp2_notes}.get(names[-1] if names else "")
    if clean is None:
        return False
    data = thing.read_raw_bytes()
    for name in names[:-1]:
        data = _UNPACKERS[name](data)
    cleaned = clean(data)
    if cleaned == data:
        return False
    parameters = thing.get("/DecodeParms")
    last = parameters[-1] if isinstance(parameters, pikepdf.Array) and len(parameters) else parameters
    thing.write(
        cleaned,
        filter=pikepdf.Name(names[-1]),
        decode_parms=last if isinstance(last, pikepdf.Dictionary) else None,
    )
    return True


_KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}
"""Of the application segments of a JPEG: JFIF, the ICC profile, and Adobe's on the kind of colours."""


def without_jpeg_notes(data: bytes) -> bytes:
    """A JPEG without Exif, XMP, IPTC and comments, and without what follows its end (pictures of depth, trailers)."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFF:  # padding
            at += 1
            continue
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS:
            kept.append(data[at:end])
        at = end
    pixels = re.search(rb"\xff\xd9", data[at:])
    return b"".join(kept) + (data[at : at + pixels.end()] if pixels else data[at:])


def without_jp2_notes(data: bytes) -> bytes:
    """A JPEG 2000 file without its boxes of XML and of other kinds; offsets in it count from the pixels."""
    kept, at = [], 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        if length in (0, 1) or length < 8:  # the last box, or one of more than 4 GB
            break
        if data[at + 4 : at + 8] not in (b"xml ", b"uuid", b"uinf"):
            kept.append(data[at : at + length])
        at += length
    return b"".join(kept) + data[at:]
