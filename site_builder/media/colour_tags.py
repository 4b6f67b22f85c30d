"""What a photo's file says of its colours: an ICC profile, or a colour space by code points or numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from .colour_spaces import BT_709, HDR_PEAK, SRGB_CURVE, ColourSpace, Curve, HdrTransfer, Primaries, colour_space
from .photo_file import PhotoFile

DeclaredColours = bytes | ColourSpace | None
"""An ICC profile, or a colour space; None for sRGB, which is what pictures are in that say nothing."""

VIDEO_TRANSFERS, SRGB_TRANSFER = (1, 6, 14, 15), 13
"""Transfer characteristics of H.273."""
SRGB_GAMMA = (1 / 2.31, 1 / 2.09)
"""A PNG of about this gAMA is sRGB: browsers take 1/2.2 within a twentieth so."""


def declared_colours(photo: PhotoFile, stream: BinaryIO) -> DeclaredColours:
    """What browsers go by: an ICC profile before HEIF's and AVIF's code points, but a PNG's code points before that."""
    profile: bytes | None = photo.image.info.get("icc_profile")
    if photo.kind == "PNG":
        return _png_colours(photo, stream, profile)
    if profile:
        return _profile_codes(profile) or profile
    if photo.item and (codes := photo.item.colour_codes):
        primaries, transfer = codes
        # Encoders write the codes of video where they know no better: browsers take that for sRGB, but not in a PNG.
        transfer = SRGB_TRANSFER if transfer in VIDEO_TRANSFERS else transfer
        return colour_space(primaries, transfer, _heif_peak(dict(photo.item.properties)))
    return None


def _heif_peak(properties: dict[bytes, bytes]) -> float:
    """The brightest light that is told (content light level, or else the screen it was made on), in cd/m²."""
    level = int.from_bytes(properties.get(b"clli", b"")[:2])
    screen = int.from_bytes(properties.get(b"mdcv", b"")[16:20]) / 10_000
    return level or screen or HDR_PEAK


def _profile_codes(profile: bytes) -> ColourSpace | None:
    """The colour space of an ICC profile with code points (tag `cicp`, ICC.1:2022) of high dynamic range.

    The tables of such a profile know nothing of paper white; browsers go by the codes.
    """
    count = min(int.from_bytes(profile[128:132]), 100)
    for at in range(132, 132 + 12 * count, 12):
        if profile[at : at + 4] == b"cicp":
            offset = int.from_bytes(profile[at + 4 : at + 8])
            primaries, transfer = profile[offset + 8 : offset + 10].ljust(2, b"\0")
            if transfer in (HdrTransfer.PQ.value, HdrTransfer.HLG.value):
                return colour_space(primaries, transfer)
    return None


def _png_colours(photo: PhotoFile, stream: BinaryIO, profile: bytes | None) -> DeclaredColours:
    """By precedence (PNG, third edition, 4.3): cICP, iCCP, sRGB, then gAMA with cHRM."""
    chunks, info = dict(_png_chunks(stream)), photo.image.info
    if len(codes := chunks.get(b"cICP", b"")) == 4:
        level = int.from_bytes(chunks.get(b"cLLI", b"")[:4]) / 10_000
        screen = int.from_bytes(chunks.get(b"mDCV", b"")[16:20]) / 10_000
        return colour_space(codes[0], codes[1], level or screen or HDR_PEAK)
    if profile:
        return _profile_codes(profile) or profile
    gamma = info.get("gamma")
    if "srgb" in info or not gamma:
        return None
    if "chromaticity" not in info:
        return None if SRGB_GAMMA[0] < gamma < SRGB_GAMMA[1] else ColourSpace(BT_709, Curve(1 / gamma))
    white, red, green, blue = zip(info["chromaticity"][::2], info["chromaticity"][1::2], strict=True)
    curve = SRGB_CURVE if SRGB_GAMMA[0] < gamma < SRGB_GAMMA[1] else Curve(1 / gamma)
    return ColourSpace(Primaries(red, green, blue, white), curve)


def _png_chunks(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The chunks on colours that Pillow does not read; all of them come before the pixels."""
    at = 8
    while True:
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8 or head[4:] == b"IDAT":
            return
        if head[4:] in (b"cICP", b"cLLI", b"mDCV"):
            yield head[4:], stream.read(min(int.from_bytes(head[:4]), 64))
        at += 12 + int.from_bytes(head[:4])
