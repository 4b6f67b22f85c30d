"""A photo's file before any pixel is decoded: its format, its size, how it is turned, whether it may be used.

A photo of up to 50 megapixels is worked on in at most 440 MB as JPEG, PNG or TIFF, and 600 MB as WebP, AVIF or HEIC.
Of a larger JPEG, up to 200 megapixels, no more than that is ever decoded.
Kinds whose decoders take more for every pixel reach that amount with fewer pixels: a progressive JPEG for print (8
bytes of coefficients), a WebP (16 bytes of canvases), an AVIF of 10 bits without shared colour (13 bytes), a TIFF,
which is read whole (4 to 15 bytes by how it is packed and turned: 24 megapixels of 8 bits a colour always fit).
What each takes was measured (Pillow 13, libjpeg-turbo 3.2, libtiff 4.7, libwebp 1.6, libavif 1.4, libheif 1.23);
`tests/media/test_memory.py` holds us to the amounts. HEIC is read through pillow-heif, which the extra `heic` installs.
"""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import BinaryIO, Literal, cast, get_args

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import (
    BITSPERSAMPLE,
    COMPRESSION,
    PHOTOMETRIC_INTERPRETATION,
    ImageFileDirectory_v2,
    TiffImageFile,
)

from ..files import file_kind, markup_kind
from . import request
from .heif_boxes import CODEC_NAMES, PrimaryItem, primary_item
from .recipe import CropBox, Size
from .request import PhotoError

PhotoKind = Literal["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"]

HEAD_SIZE = 4096
"""Bytes to read from the start of a file: enough for every test here."""


def photo_kind(head: bytes) -> PhotoKind | None:
    """The format of a file that begins with `head`, if it is one that photos may have."""
    kind = file_kind(head)
    return next((known for known in get_args(PhotoKind) if known == kind), None)


def av1_sample_bytes(head: bytes) -> int:
    """Bytes a pixel of the decoded planes of an AVIF: 2 or 3 at 8 bits (4:2:0 or 4:4:4), 3 to 6 where it is deeper.

    From the codec's configuration, the box `av1C` (AV1 Codec ISO Media File Format Binding, 2.3); the most, without it.
    """
    at = head.find(b"av1C")
    flags = head[at + 6] if 0 <= at < len(head) - 6 else 0x40
    deep, half_wide, half_high = flags & 0x40, flags & 0x08, flags & 0x04
    samples = {(True, True): 1.5, (True, False): 2}.get((half_wide > 0, half_high > 0), 3)
    return math.ceil(samples * (2 if deep else 1))


MEGA = 1_000_000
MAX_PIXELS = 8192 * 6144
"""What cameras sell as 50 megapixels: the most pixels that are in memory at once."""
MAX_JPEG_PIXELS = 16_320 * 12_288
"""What phones sell as 200 megapixels; a JPEG is decoded smaller."""
MIN_SIDE = 32
"""Pixels: anything smaller is a broken export or a spacer, not a photo."""


_PROCESS_MEMORY = 40 * MEGA
"""Bytes that a worker process takes without any photo."""

MAX_MEMORY: dict[PhotoKind, int] = {
    "JPEG": 400 * MEGA,
    "PNG": 400 * MEGA,
    "TIFF": 400 * MEGA,
    "WEBP": 600 * MEGA,
    "AVIF": 600 * MEGA,
    "HEIF": 600 * MEGA,
}


def decoding_memory(image: Image.Image, kind: PhotoKind, length: int, head: bytes) -> int:
    """Bytes that decoding will take. `length` is the file's, `head` its first bytes."""
    pixels = image.width * image.height
    match kind:
        case "JPEG":
            # A progressive JPEG is held whole, two bytes of coefficients a sample, before it is scaled down.
            need = round(pixels * 2 * _jpeg_samples(image)) if image.info.get("progressive") else 0
        case "TIFF":
            need = pixels * 4 + _extra_tiff_memory(image, length)
        case "PNG":
            need = pixels * 4
        case "WEBP":
            need = pixels * 16 + length
        case "AVIF":
            need = pixels * (7 + av1_sample_bytes(head)) + length
        case "HEIF":
            need = pixels * 10 + length
    return _PROCESS_MEMORY + need


def _jpeg_samples(image: Image.Image) -> float:
    """Samples a pixel: 3, or 1.5 where four pixels share their colour."""
    layers = cast(JpegImageFile, image).layer
    across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    return sum(layer[1] * layer[2] for layer in layers) / (across * down)


def _extra_tiff_memory(image: Image.Image, length: int) -> int:
    """Bytes beyond the decoded picture: the file and what it unpacks to, and the picture again while it is turned."""
    tags, pixels = _tiff_tags(image), image.width * image.height
    unpacked = pixels * sum(tags.get(BITSPERSAMPLE, (1,))) // 8
    packed = tags.get(COMPRESSION, 1) != 1
    return (pixels * 4 if tags.get(ORIENTATION_TAG, 1) != 1 else 0) + (length + unpacked if packed else 0)


def _tiff_tags(image: Image.Image) -> ImageFileDirectory_v2:
    return cast(TiffImageFile, image).tag_v2


SIDEWAYS_ORIENTATIONS = range(5, 9)
"""The orientations under which width and height change places."""
_Transpose = Image.Transpose
_TRANSPOSES = {
    2: _Transpose.FLIP_LEFT_RIGHT,
    3: _Transpose.ROTATE_180,
    4: _Transpose.FLIP_TOP_BOTTOM,
    5: _Transpose.TRANSPOSE,
    6: _Transpose.ROTATE_270,
    7: _Transpose.TRANSVERSE,
    8: _Transpose.ROTATE_90,
}
_MIRRORED_ACROSS = (2, 3, 6, 7)
_MIRRORED_DOWN = (3, 4, 7, 8)


def swap_if_sideways(width: int, height: int, orientation: int) -> Size:
    """The upright size of a stored one, or the stored size of an upright one."""
    return Size(height, width) if orientation in SIDEWAYS_ORIENTATIONS else Size(width, height)


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """The stored picture, upright."""
    return image.transpose(_TRANSPOSES[orientation]) if orientation in _TRANSPOSES else image


def stored_box(box: CropBox, size: Size, orientation: int) -> CropBox:
    """Where a part of the upright picture, which is of `size`, lies in the stored one."""
    left = size.width - box.left - box.width if orientation in _MIRRORED_ACROSS else box.left
    top = size.height - box.top - box.height if orientation in _MIRRORED_DOWN else box.top
    if orientation in SIDEWAYS_ORIENTATIONS:
        return CropBox(top, left, box.height, box.width)
    return CropBox(left, top, box.width, box.height)


def can_read_heic() -> bool:
    """Whether pillow-heif is installed."""
    return find_spec("pillow_heif") is not None


def register_heic() -> None:
    """Lets Pillow open HEIC.

    One thread: the processes share out the cores. Thumbnails and depth maps would be decoded besides the photo.
    """
    import pillow_heif

    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def heic_bands(stream: BinaryIO, rows: int) -> Iterator[tuple[int, Image.Image]]:
    """The picture, turned as the file itself asks, in bands of `rows` rows, each with the row it starts at.

    The decoder's own memory is read in place: as a whole, Pillow's picture would come on top of it.
    """
    import pillow_heif

    stream.seek(0)
    photo = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True, remove_stride=False)
    pixels, stride = photo.data, photo.stride
    width, height = photo.size
    for top in range(0, height, rows):
        part = pixels[top * stride : (top + rows) * stride]
        yield top, Image.frombuffer(photo.mode, (width, min(rows, height - top)), part, "raw", photo.mode, stride, 1)


ORIENTATION_TAG = 0x0112
NEW_SUBFILE_TAG = 254
"""Of TIFF: its lowest bit says that the picture is a smaller version of another one in the file."""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo whose header has been read but no pixel yet; `item` is what a HEIF or AVIF says of its picture."""

    image: Image.Image
    kind: PhotoKind
    item: PrimaryItem | None = None

    @property
    def orientation(self) -> int:
        """1 to 8, as EXIF counts; what XMP says of it counts for nothing, as in browsers.

        Of a PNG it is known once that is decoded: it may stand behind the pixels. A HEIF whose picture has transforms
        is turned by its reader; EXIF then only repeats them (ISO/IEC 23008-12, 6.5.10), and is all there is without.
        """
        try:
            match self.kind:
                case "HEIF":  # its reader takes the orientation out of EXIF, and keeps it apart
                    turned = self.item is not None and self.item.is_turned
                    found = 1 if turned else self.image.info.get("original_orientation")
                case "TIFF":
                    found = _tiff_tags(self.image).get(ORIENTATION_TAG)
                case _:
                    exif = Image.Exif()
                    exif.load(self.image.info.get("exif") or b"")
                    found = exif.get(ORIENTATION_TAG)
        except Exception:  # broken EXIF must not cost the photo
            return 1
        return found if isinstance(found, int) and found in range(1, 9) else 1

    @property
    def upright(self) -> Size:
        """The size after the turn; Pillow tells a TIFF's so already."""
        return (
            Size._make(self.image.size) if self.kind == "TIFF" else swap_if_sideways(*self.image.size, self.orientation)
        )

    @property
    def stored(self) -> Size:
        """The size as the file stores it."""
        return swap_if_sideways(*self.upright, self.orientation)


def open_photo(stream: BinaryIO) -> PhotoFile:
    """The photo that starts at the beginning of `stream`, which must stay open; raises PhotoError."""
    head = stream.read(HEAD_SIZE)
    kind = _require_kind(head)
    item = primary_item(stream) if kind in ("HEIF", "AVIF") else None
    if item and item.codec in CODEC_NAMES and (kind, item.codec) != ("AVIF", b"av01"):
        raise PhotoError("photo_codec", codec=CODEC_NAMES[item.codec])
    if kind == "HEIF" and not can_read_heic():
        raise PhotoError("photo_heic_reader")
    try:
        stream.seek(0)
        if kind == "HEIF":
            register_heic()
        with warnings.catch_warnings(), _without_pillow_limit():
            warnings.simplefilter("ignore")
            image = Image.open(stream, formats=[kind])
        photo = PhotoFile(image, kind, item)
        _require_usable(photo, head, os.fstat(stream.fileno()).st_size)
    except PhotoError:
        raise
    except Exception as error:  # broken headers raise whatever the reader stumbles over
        if kind == "TIFF" and (form := _unread_tiff(stream, head)):
            raise PhotoError("photo_format", format=form) from error
        raise PhotoError("photo_unreadable") from error
    return photo


_UNREAD_PHOTOMETRIC = {
    **dict.fromkeys((8, 9, 10), "TIFF CIELAB"),
    **dict.fromkeys((32803, 34892), "RAW"),
    **dict.fromkeys((32844, 32845), "TIFF LogLuv"),
}
"""What Pillow does not read, or only in some forms, by the tag PhotometricInterpretation."""


def _unread_tiff(stream: BinaryIO, head: bytes) -> str:
    """The name of a form of TIFF that cannot be read here; '' where the file is broken."""
    if head.startswith(b"MM\0+"):
        return "TIFF (BigTIFF, big-endian)"
    try:
        stream.seek(0)
        tags = ImageFileDirectory_v2(stream.read(16 if head[2:3] == b"+" else 8))
        stream.seek(tags.next)
        tags.load(stream)
        return _UNREAD_PHOTOMETRIC.get(tags.get(PHOTOMETRIC_INTERPRETATION, 0), "")
    except Exception:  # broken headers raise whatever the reader stumbles over
        return ""


def _require_kind(head: bytes) -> PhotoKind:
    if not head:
        raise PhotoError("photo_empty")
    if kind := photo_kind(head):
        return kind
    if name := file_kind(head) or markup_kind(head):
        raise PhotoError("photo_format", format=name)
    raise PhotoError("photo_unknown")


@contextmanager
def _without_pillow_limit() -> Iterator[None]:
    """Switch off Pillow's size limit: ours is lower and has a message of its own."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _require_usable(photo: PhotoFile, head: bytes, length: int) -> None:
    """Raise PhotoError for what is no photo to show, and for sizes that nobody can use or no memory holds."""
    if photo.image.mode in ("I", "F"):  # measurements
        raise PhotoError("photo_format", format=f"{photo.kind}, 32 bit")
    if photo.kind == "TIFF" and _tiff_tags(photo.image).get(NEW_SUBFILE_TAG, 0) & 1:  # a thumbnail before the raw data
        raise PhotoError("photo_format", format="RAW")
    width, height = photo.image.size
    if min(width, height) < MIN_SIDE:
        raise PhotoError(
            "photo_tiny",
            width=str(width),
            height=str(height),
            least=str(MIN_SIDE),
            wanted=str(request.SOFT_PHOTO_WIDTH),
        )
    limit = MAX_JPEG_PIXELS if photo.kind == "JPEG" else MAX_PIXELS
    if width * height > limit:
        found, most = str(-(-width * height // MEGA)), str(limit // MEGA)
        jpeg = str(MAX_JPEG_PIXELS // MEGA)
        raise PhotoError("photo_huge", width=str(width), height=str(height), megapixels=found, most=most, jpeg=jpeg)
    need = decoding_memory(photo.image, photo.kind, length, head)
    most_bytes = MAX_MEMORY[photo.kind]
    if need > most_bytes:
        raise PhotoError("photo_heavy", need=f"{need / MEGA:.0f}", most=f"{most_bytes / MEGA:.0f}")
