"""HEIF as cameras write it: boxes in any order, of any length; only what is said of the picture itself counts."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.media.heif_boxes import PrimaryItem, primary_item
from site_builder.media.render import render_photo
from site_builder.media.request import PhotoRequest

from .heif_files import endless, joined, laid_out, of_codec, split, wide, with_picture_beside
from .samples import card, data, exif, is_card, job, made, refused, shown

FTYP, META, MDAT = b"ftyp", b"meta", b"mdat"


def portrait() -> bytes:
    """A portrait photo as phones write it: laid on its side, turned by a transform, which EXIF repeats."""
    return data(card().transpose(Image.Transpose.ROTATE_90), "HEIF", quality=90, exif=exif(6).tobytes())


@pytest.mark.parametrize("order", [(FTYP, META, MDAT), (FTYP, MDAT, META)])
@pytest.mark.parametrize("lengths", [joined, wide, endless])
@pytest.mark.parametrize("room", [0, 3_000_000])
def test_a_turn_is_found_wherever_the_boxes_lie(
    tmp_path: Path, order: tuple[bytes, ...], lengths: Callable[..., bytes], room: int
) -> None:
    photo = tmp_path / "20261124_091502.heic"
    photo.write_bytes(laid_out(portrait(), order, lengths, {META: room, MDAT: room}))

    assert (made(photo).width, made(photo).height) == (360, 240)
    assert is_card(shown(photo))


def test_a_turn_of_another_picture_in_the_file_is_not_that_of_the_photo(tmp_path: Path) -> None:
    """The photo has its orientation in EXIF alone; beside it lies a picture that is turned by a transform."""
    laid = card().transpose(Image.Transpose.ROTATE_90)
    beside = card()
    beside.info["exif"] = exif(6).tobytes()
    laid.info["exif"] = exif(1).tobytes()
    photo = tmp_path / "photo.heic"
    photo.write_bytes(with_picture_beside(laid, beside).replace(exif(1).tobytes()[6:], exif(6).tobytes()[6:], 1))
    assert b"irot" in photo.read_bytes()

    assert is_card(shown(photo))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        (b"av01", "AV1"),
        (b"avc1", "AVC (H.264)"),
        (b"jpeg", "JPEG"),
        (b"j2k1", "JPEG 2000"),
        (b"unci", "uncompressed"),
        (b"vvc1", "VVC (H.266)"),
        (b"evc1", "EVC"),
    ],
)
def test_a_heif_of_another_codec_is_told_by_its_name(tmp_path: Path, codec: bytes, name: str) -> None:
    photo = tmp_path / "anh.heif"
    photo.write_bytes(of_codec(data(card(), "HEIF"), codec))

    problem = PhotoRequest("tra", photo, "product.yml").problem(refused(photo))

    assert problem.code == "photo_codec"
    assert f"compressed by {name}" in problem.what("en")


@pytest.mark.parametrize("suffix", ["heic", "heif", "hif"])
def test_a_photo_is_read_under_every_name_that_cameras_give_it(tmp_path: Path, suffix: str) -> None:
    photo = tmp_path / f"DSC00001.{suffix}"
    photo.write_bytes(data(card(), "HEIF", quality=90))

    assert is_card(shown(photo))


def read(content: bytes, folder: Path) -> PrimaryItem | None:
    file = folder / "any.heic"
    file.write_bytes(content)
    with file.open("rb") as stream:
        return primary_item(stream)


def test_colours_and_turn_of_the_primary_item(tmp_path: Path) -> None:
    plain = read(data(card(), "HEIF", color_primaries=9, transfer_characteristics=16, matrix_coefficients=9), tmp_path)
    turned = read(portrait(), tmp_path)

    assert plain
    assert turned
    assert (plain.codec, plain.is_turned, plain.colour_codes) == (b"hvc1", False, (9, 16))
    assert (turned.codec, turned.is_turned, turned.colour_codes) == (b"hvc1", True, (1, 13))


def test_of_a_grid_the_codec_and_the_colours_are_those_of_its_tiles(tmp_path: Path) -> None:
    """As iPhones write it: item 1 is put together from 2 and 3, which are HEVC."""
    entries = [(1, b"grid"), (2, b"hvc1"), (3, b"hvc1")]
    infe = joined(*((b"infe", b"\2\0\0\0" + struct.pack(">HH4s", n, 0, kind) + b"\0") for n, kind in entries))
    properties = joined((b"irot", b"\1"), (b"colr", b"nclx" + struct.pack(">3HB", 12, 13, 6, 128)), (b"irot", b"\2"))
    associations = struct.pack(">2I", 0, 2) + struct.pack(">HBB", 1, 1, 0x81) + struct.pack(">HBBB", 2, 2, 2, 0x83)
    meta = bytes(4) + joined(
        (b"pitm", bytes(4) + struct.pack(">H", 1)),
        (b"iinf", bytes(4) + struct.pack(">H", 3) + infe),
        (b"iref", bytes(4) + joined((b"dimg", struct.pack(">4H", 1, 2, 2, 3)))),
        (b"iprp", joined((b"ipco", properties), (b"ipma", associations))),
    )

    item = read(joined((FTYP, b"heic\0\0\0\0mif1heic"), (META, meta)), tmp_path)

    assert item
    assert (item.codec, item.colour_codes) == (b"hvc1", (12, 13))
    assert [content for kind, content in item.properties if kind == b"irot"] == [b"\1"]  # not that of a tile


@pytest.mark.parametrize(
    "content",
    [
        joined((FTYP, b"heic\0\0\0\0mif1")) + b"\0\0\0\1meta" + bytes(8),  # of length 0, which leads back to itself
        joined((FTYP, b"heic\0\0\0\0mif1")) + b"\0\0\0\4meta" * 9,
        joined((FTYP, b"heic\0\0\0\0mif1")) + b"\0\0\0\1meta" + b"\xff" * 8,
        joined((FTYP, b"heic\0\0\0\0mif1"), (META, b"")),
        joined((FTYP, b"heic\0\0\0\0mif1"), (META, bytes(4) + joined((b"pitm", b"")))),
        joined((FTYP, b"heic\0\0\0\0mif1")) + b"\0\0\0\x08free" * 200_000,
    ],
)
def test_damaged_boxes_end_the_search(tmp_path: Path, content: bytes) -> None:
    assert read(content, tmp_path) in (None, PrimaryItem(b"", ()))


def test_counts_beyond_all_measure_are_not_believed(tmp_path: Path) -> None:
    heif = data(card(), "HEIF")
    at = heif.index(b"ipma") + 8
    assert read(heif[:at] + b"\xff\xff\xff\xff" + heif[at + 4 :], tmp_path) == read(heif, tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 700), at=st.integers(0, 700), byte=st.integers(0, 255), keep=st.booleans())
def test_no_damage_to_the_boxes_is_the_programs_end(tmp_path: Path, cut: int, at: int, byte: int, keep: bool) -> None:
    """Whatever is read or told, it is an answer."""
    whole = laid_out(portrait()) if cut % 2 else portrait()
    meta = next(content for kind, content in split(portrait()) if kind == META)
    start = whole.index(meta[-40:]) + 40 - len(meta)
    spoilt = bytearray(whole)
    spoilt[min(start + at, len(whole) - 1)] = byte
    photo = tmp_path / "photo.heic"
    photo.write_bytes(spoilt if keep else spoilt[: start + cut])

    render_photo(job(photo))
