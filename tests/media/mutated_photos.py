"""Files of every kind that is read, damaged in every way that chance thinks of; and what becomes of them.

python -m tests.media.mutated_photos [SEED] [COUNT]    what becomes of so many, and the memory it took
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from site_builder.media.prepare import prepare_pdfs, prepare_photos
from site_builder.media.recipe import PAGE_FRAME, ImageEncoding, Recipe
from site_builder.media.request import PhotoRequest
from site_builder.messages import Problem

from .colour_files import SPACES, avif, cicp, heic, png
from .heif_files import laid_out, wide, with_picture_beside
from .samples import card, data, exif, png_48
from .test_pdf_scans import scan

RECIPE = Recipe((120, 240), (ImageEncoding("webp", 60),), ImageEncoding("jpeg", 60), 120, fills=PAGE_FRAME)


def grain() -> Image.Image:
    """A picture in which the data of pixels are most of the file."""
    return Image.merge("RGB", [Image.linear_gradient("L").resize((320, 240)).rotate(90 * band) for band in range(3)])


def many_pictures() -> bytes:
    buffer = BytesIO()
    grain().save(buffer, "MPO", save_all=True, append_images=[card()])
    return buffer.getvalue()


SOURCES: Mapping[str, Callable[[], bytes]] = {
    "baseline.jpg": lambda: data(grain(), "JPEG", exif=exif(6, secrets=True)),
    "progressive.jpg": lambda: data(grain(), "JPEG", progressive=True, quality=95),
    "cmyk.jpg": lambda: data(grain().convert("CMYK"), "JPEG"),
    "two.mpo": many_pictures,
    "plain.png": lambda: data(grain(), "PNG"),
    "palette.png": lambda: data(grain().quantize(64), "PNG"),
    "hdr.png": lambda: png(cicp(SPACES["PQ in BT.2020"])),
    "deep.png": lambda: png_48([[(x * 900, y * 900, 30_000) for x in range(64)] for y in range(64)]),
    "lossy.webp": lambda: data(grain(), "WEBP", quality=80, exif=exif(3)),
    "lossless.webp": lambda: data(grain().convert("RGBA"), "WEBP", lossless=True),
    "photo.avif": lambda: data(grain(), "AVIF", exif=exif(6)),
    "hdr.avif": lambda: avif(SPACES["HLG in BT.2020"]),
    "photo.heic": lambda: data(grain(), "HEIF", exif=exif(6).tobytes()),
    "samsung.heic": lambda: laid_out(data(grain(), "HEIF"), (b"ftyp", b"mdat", b"meta"), wide),
    "two.heic": lambda: with_picture_beside(grain(), card()),
    "hdr.hif": lambda: heic(SPACES["PQ in BT.2020"]),
    "packed.tif": lambda: data(grain(), "TIFF", compression="tiff_lzw"),
    "plain.tif": lambda: data(grain(), "TIFF", tiffinfo={274: 5}),
    "large.tif": lambda: data(grain(), "TIFF", big_tiff=True),
    "lab.tif": lambda: data(grain().convert("LAB"), "TIFF"),
    "scan.pdf": scan,
    "packed.pdf": lambda: scan(packed=True),
}


def _flip(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _flip_head(content: bytearray, chance: Random) -> None:
    """Where the sizes, counts and lengths stand."""
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(min(600, len(content)))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))


def _cut(content: bytearray, chance: Random) -> None:
    del content[chance.choice((chance.randrange(len(content)), len(content) - chance.randint(1, 40))) :]


def _part(content: bytearray, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice((4, 16, 64, 512, 4096)))


def _remove(content: bytearray, chance: Random) -> None:
    start, end = _part(content, chance)
    del content[start:end]


def _double(content: bytearray, chance: Random) -> None:
    start, end = _part(content, chance)
    at = chance.randrange(len(content))
    content[at:at] = content[start:end]


def _overwrite(content: bytearray, chance: Random) -> None:
    start, end = _part(content, chance)
    content[start:end] = chance.choice((bytes(end - start), b"\xff" * (end - start), chance.randbytes(end - start)))


def _large_number(content: bytearray, chance: Random) -> None:
    at = chance.randrange(max(1, min(2000, len(content)) - 4))
    content[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\1"))


def _swap_boxes(content: bytearray, chance: Random) -> None:
    """Two boxes of a HEIF or AVIF, two chunks of a PNG or segments of a JPEG, by what they are called."""
    names = (
        b"ftyp",
        b"meta",
        b"mdat",
        b"iprp",
        b"ipco",
        b"ipma",
        b"iinf",
        b"iloc",
        b"pitm",
        b"irot",
        b"colr",
        b"IDAT",
        b"cICP",
        b"IEND",
        b"\xff\xdb",
        b"\xff\xc4",
        b"\xff\xda",
        b"\xff\xe1",
        b"VP8 ",
        b"EXIF",
        b"obj",
        b"xref",
    )
    places = [at for name in names if (at := content.find(name)) >= 0]
    if len(places) > 1:
        first, second = sorted(chance.sample(places, 2))
        length = min(second - first, chance.choice((4, 8, 64, 4096)), len(content) - second)
        one, other = content[first : first + length], content[second : second + length]
        content[first : first + length], content[second : second + length] = other, one


MUTATIONS = (_flip, _flip_head, _cut, _remove, _double, _overwrite, _large_number, _swap_boxes)


def mutants(seed: int, count: int, folder: Path) -> list[Path]:
    """So many damaged files; the same ones for the same seed."""
    chance, made = Random(seed), list[Path]()
    sources = {name: make() for name, make in SOURCES.items()}
    for number in range(count):
        name = chance.choice(sorted(sources))
        content = bytearray(sources[name])
        for mutate in chance.choices(MUTATIONS, k=chance.choice((1, 1, 1, 2, 3))):
            if content:
                mutate(content, chance)
        made.append(folder / f"{number:04}-{name}")
        made[-1].write_bytes(content)
    return made


def outcomes(files: Sequence[Path], cache: Path) -> dict[Path, tuple[Problem, ...] | None]:
    """What the real preparation says of each file: its problems; none of what was made and left out."""
    requests = {file: PhotoRequest("thu", file, file.name) for file in files}
    pdfs = [request for file, request in requests.items() if file.suffix == ".pdf"]
    photos = [request for file, request in requests.items() if file.suffix != ".pdf"]
    done: list[tuple[int, int]] = []
    prepared: tuple[Any, ...] = (
        prepare_photos(photos, RECIPE, cache, 2, lambda *progress: done.append(progress)),
        prepare_pdfs(pdfs, cache, 2),
    )
    assert done[-1] == (len(photos), len(photos))
    told: dict[Path, tuple[Problem, ...] | None] = {}
    for file, request in requests.items():
        problems = tuple(p for batch in prepared for p in batch.problems if p.file == file.name)
        usable = any(request.key in batch.pictures for batch in prepared)
        refusals = [p for p in problems if p.severity.value == "error"]
        told[file] = problems if usable != bool(refusals) else None
    return told


def main() -> None:
    seed, count = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (1, 500)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "photos").mkdir()
        told = outcomes(mutants(seed, count, place / "photos"), place / "cache")
    codes = Counter(
        "not accounted for"
        if problems is None
        else next((p.code for p in problems if p.severity.value == "error"), "used")
        for problems in told.values()
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // 1_000_000
    print(f"seed {seed}: {count} files, peak of a process {peak} MB")
    for code, number in codes.most_common():
        print(f"{number:6} {code}")
    for problems in told.values():
        for problem in problems or ():
            if problem.code == "photo_stopped":
                print(problem.file, problem.params)


if __name__ == "__main__":
    main()
