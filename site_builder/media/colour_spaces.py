"""Colour spaces that a file names without an ICC profile, and the conversion to sRGB as browsers show it.

A colour space is primaries and a transfer function. HEIC, AVIF and PNG (chunk cICP) name them by code points (CICP,
ITU-T H.273); PNG may also give numbers (gAMA, cHRM). Photos in high dynamic range (transfer functions PQ and HLG,
ITU-R BT.2100) are tone mapped to what paper white and a screen without that range can show, as Chromium does it: by
the reference white tone mapping operator of SMPTE ST 2094-50, annex D.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from functools import cache

from PIL import Image
from PIL.ImageFilter import Color3DLUT

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]


@dataclass(frozen=True, slots=True)
class Primaries:
    """The chromaticities (x, y) of the three primaries and of white."""

    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]
    white: tuple[float, float] = (0.3127, 0.3290)


BT_709 = Primaries((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
BT_2020 = Primaries((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
_BT_601_525 = Primaries((0.630, 0.340), (0.310, 0.595), (0.155, 0.070))
_PRIMARIES: Mapping[int, Primaries] = {
    1: BT_709,
    4: Primaries((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), (0.310, 0.316)),
    5: Primaries((0.64, 0.33), (0.29, 0.60), (0.15, 0.06)),
    6: _BT_601_525,
    7: _BT_601_525,
    8: Primaries((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), (0.310, 0.316)),
    9: BT_2020,
    11: Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),
    12: Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    22: Primaries((0.630, 0.340), (0.295, 0.605), (0.155, 0.077)),
}
"""By the code points of H.273, table 2."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A transfer function: (a·v + b)^gamma from the signal `threshold` on, slope·v below it."""

    gamma: float
    _: KW_ONLY
    a: float = 1.0
    b: float = 0.0
    slope: float = 0.0
    threshold: float = 0.0

    def light(self, signal: float) -> float:
        """The linear light, 0 to 1, of a signal of 0 to 1."""
        return self.slope * signal if signal < self.threshold else float((self.a * signal + self.b) ** self.gamma)


class HdrTransfer(Enum):
    """The transfer functions of high dynamic range, BT.2100."""

    PQ = 16
    HLG = 18


Transfer = Curve | HdrTransfer

REFERENCE_WHITE = 203.0
"""The light of paper white in high dynamic range, cd/m² (ITU-R BT.2408)."""
HDR_PEAK = 1000.0
"""The brightest light, cd/m², of pictures in HLG, by definition, and of those in PQ that say nothing else."""

SRGB_CURVE = Curve(2.4, a=1 / 1.055, b=0.055 / 1.055, slope=1 / 12.92, threshold=0.04045)
_BT_1886_CURVE = Curve(2.4)
"""Of screens for video (BT.709 and its kin): browsers decode by it, not by the inverse of the camera's curve."""
_TRANSFERS: Mapping[int, Transfer] = {
    **dict.fromkeys((1, 6, 11, 12, 14, 15), _BT_1886_CURVE),
    4: Curve(2.2),
    5: Curve(2.8),
    7: Curve(1 / 0.45, a=1 / 1.1115, b=0.1115 / 1.1115, slope=1 / 4.0, threshold=0.0912),
    8: Curve(1.0),
    13: SRGB_CURVE,
    16: HdrTransfer.PQ,
    17: Curve(2.6, a=(52.37 / 48.0) ** (1 / 2.6)),
    18: HdrTransfer.HLG,
}
"""By the code points of H.273, table 3."""


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """Primaries and transfer function of a picture's colours; `peak` is the brightest light it holds, in cd/m²."""

    primaries: Primaries
    transfer: Transfer
    peak: float = HDR_PEAK


SRGB = ColourSpace(BT_709, SRGB_CURVE)


def colour_space(primaries: int, transfer: int, peak: float = HDR_PEAK) -> ColourSpace | None:
    """The colour space of two code points of H.273; None for sRGB and for codes that say nothing ("unspecified")."""
    if primaries not in _PRIMARIES or transfer not in _TRANSFERS:
        return None
    found = ColourSpace(
        _PRIMARIES[primaries], _TRANSFERS[transfer], peak if transfer == HdrTransfer.PQ.value else HDR_PEAK
    )
    return None if found == SRGB else found


def convert_to_srgb(image: Image.Image, space: ColourSpace) -> Image.Image:
    """A picture in RGB, whose colours are of `space`, in sRGB."""
    if isinstance(space.transfer, HdrTransfer):
        return image.filter(_lookup_table(space))
    # The curve first, by itself: a table in three dimensions has too few steps for the dark colours of a linear signal.
    image = image.point(_srgb_codes(space.transfer) * 3)
    return image if space.primaries == BT_709 else image.filter(_lookup_table(space))


@cache
def _srgb_codes(curve: Curve) -> list[int]:
    return [round(255 * _srgb_signal(curve.light(code / 255))) for code in range(256)]


def _srgb_signal(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


TABLE_STEPS = 33
"""Steps of a lookup table along each colour; between them it interpolates. 65 would be nearer by 0.2 of 255 only."""


@cache
def _lookup_table(space: ColourSpace) -> Color3DLUT:
    """What becomes of the signals of `space`, or, where it has no high range, of the same with the curve of sRGB."""
    matrix = _rgb_matrix(space.primaries, BT_709)
    light = _display_light(space)

    def srgb(red: float, green: float, blue: float) -> Colour:
        r, g, b = (_srgb_signal(v) for v in _apply(matrix, light((red, green, blue))))
        return r, g, b

    return Color3DLUT.generate(TABLE_STEPS, srgb)


def _display_light(space: ColourSpace) -> Callable[[Colour], Colour]:
    """From signals to linear light of which 1 is the brightest that will be shown."""
    match space.transfer:
        case HdrTransfer.PQ:
            return lambda signal: _tone_mapped(_map(_pq_light, signal), space)
        case HdrTransfer.HLG:
            return lambda signal: _tone_mapped(_hlg_light(signal, space.primaries), space)
        case _:
            return lambda signal: _map(SRGB_CURVE.light, signal)


def _pq_light(signal: float) -> float:
    """BT.2100, table 4, reference EOTF; 1 is the reference white."""
    m1, m2, c1, c2, c3 = 1305 / 8192, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128
    power = signal ** (1 / m2)
    return 10_000 / REFERENCE_WHITE * float((max(power - c1, 0.0) / (c2 - c3 * power)) ** (1 / m1))


def _hlg_light(signal: Colour, primaries: Primaries) -> Colour:
    """BT.2100, table 5, reference EOTF for a screen of 1,000 cd/m² (system gamma 1.2); 1 is the reference white."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = _map(lambda v: v * v / 3 if v <= 0.5 else (math.exp((v - c) / a) + b) / 12, signal)
    luminance = sum(v * part for v, part in zip(scene, _xyz_matrix(primaries)[1], strict=True))
    gain = HDR_PEAK / REFERENCE_WHITE * float(luminance**0.2)
    return _map(lambda v: v * gain, scene)


def _tone_mapped(light: Colour, space: ColourSpace) -> Colour:
    """Compress the light so that the peak goes to 1 and paper white, under a peak of 1,000 cd/m² or more, to a half.

    All three colours are changed by one factor, which keeps the hue; it follows from the strongest of the primaries of
    BT.2020. It is the same up to white; from there to the peak the curve is a quadratic Bézier, whose middle point lies
    0.65 of the way to where both straight ends meet.
    """
    kappa, peak = 0.65, max(space.peak / REFERENCE_WHITE, 1.0)
    white = 1 - 0.5 * min(math.log(peak) / math.log(HDR_PEAK / REFERENCE_WHITE), 1.0)
    strongest = max(_apply(_rgb_matrix(space.primaries, BT_2020), light))
    if strongest <= 1:
        shown = white * strongest
    elif strongest >= peak:
        shown = 1.0
    else:
        x_middle, y_middle = (1 - kappa) + kappa / white, (1 - kappa) * white + kappa
        xa, xb = 1 - 2 * x_middle + peak, 2 * x_middle - 2
        t = (math.sqrt(xb * xb + 4 * xa * (strongest - 1)) - xb) / (2 * xa)
        shown = white + 2 * t * (y_middle - white) + t * t * (white - 2 * y_middle + 1)
    factor = shown / strongest if strongest > 0 else white
    return _map(lambda v: v * factor, light)


def _map(function: Callable[[float], float], colour: Colour) -> Colour:
    return function(colour[0]), function(colour[1]), function(colour[2])


def _apply(matrix: Matrix, colour: Colour) -> Colour:
    first, second, third = (sum(part * v for part, v in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


@cache
def _rgb_matrix(source: Primaries, target: Primaries) -> Matrix:
    """From linear light of the one primaries to that of the others, white to white (Bradford adaptation)."""
    if source == target:
        return (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    adapted = _product(_adaptation(source.white, target.white), _xyz_matrix(source))
    return _product(_inverse(_xyz_matrix(target)), adapted)


_BRADFORD: Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def _adaptation(source: tuple[float, float], target: tuple[float, float]) -> Matrix:
    before, after = (_apply(_BRADFORD, _xyz(white)) for white in (source, target))
    red, green, blue = (b / a for a, b in zip(before, after, strict=True))
    scaled = _product(((red, 0.0, 0.0), (0.0, green, 0.0), (0.0, 0.0, blue)), _BRADFORD)
    return _product(_inverse(_BRADFORD), scaled)


@cache
def _xyz_matrix(primaries: Primaries) -> Matrix:
    """From linear light to XYZ, the luminance of white 1; its middle row is the luminance of each primary."""
    columns = [_xyz(spot) for spot in (primaries.red, primaries.green, primaries.blue)]
    plain: Matrix = tuple(zip(*columns, strict=True))  # type: ignore[assignment]  # three tuples of three
    amounts = _apply(_inverse(plain), _xyz(primaries.white))
    return _product(plain, ((amounts[0], 0.0, 0.0), (0.0, amounts[1], 0.0), (0.0, 0.0, amounts[2])))


def _xyz(chromaticity: tuple[float, float]) -> Colour:
    x, y = chromaticity
    return x / y, 1.0, (1 - x - y) / y


def _product(left: Matrix, right: Matrix) -> Matrix:
    first, second, third = (_apply(left, column) for column in zip(*right, strict=True))
    return tuple(zip(first, second, third, strict=True))  # type: ignore[return-value]  # three tuples of three


def _inverse(m: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    whole = a * rows[0][0] + b * rows[1][0] + c * rows[2][0]
    first, second, third = ((x / whole, y / whole, z / whole) for x, y, z in rows)
    return first, second, third
