"""The cache gives back what was made, never what is out of date, spoiled or half written, and works where it cannot."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import PIL
import pytest
from PIL import AvifImagePlugin, Image, features

from site_builder import cache as cache_module
from site_builder.cache import DATABASE_FILE, FILES_FOLDER, Cache
from site_builder.media import encoders, render, workers
from site_builder.media.prepare import PreparedPhotos, prepare_photos
from site_builder.media.recipe import ImageEncoding, Recipe
from site_builder.media.request import PhotoRefusal, PhotoRequest
from site_builder.messages import CatalogueError

from .samples import GREEN, RED, Colour, job, near, pixel

RECIPE = Recipe((60, 120), (ImageEncoding("webp", 60),), ImageEncoding("jpeg", 60), 120)
DAY = 24 * 60 * 60 * 10**9


def photo(folder: Path, name: str = "anh.jpg", colour: Colour = RED) -> Path:
    """A photo of one colour: a TIFF, so that all of them are equally long."""
    folder.mkdir(exist_ok=True, parents=True)
    Image.new("RGB", (240, 160), colour).save(folder / name, "TIFF")
    return folder / name


def build(photos: Sequence[Path], cache: Path, recipe: Recipe = RECIPE) -> PreparedPhotos:
    requests = [PhotoRequest(file.parent.name, file, "product.yml") for file in photos]
    return prepare_photos(requests, recipe, cache, 2, lambda _done, _total: None)


def files(media: PreparedPhotos) -> list[Path]:
    return [rendition.file for picture in media.pictures.values() for rendition in picture.renditions]


def shows(media: PreparedPhotos, owner: str = "tra") -> Colour:
    with Image.open(media.pictures[owner, "anh.jpg"].fallback.file) as image:
        return pixel(image.convert("RGB"), (30, 30))


SETTLED = cache_module.SETTLED_AFTER
"""As it is outside these tests."""


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos here are seconds old; what is known of them is to be trusted all the same."""
    monkeypatch.setattr(cache_module, "SETTLED_AFTER", -DAY)


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """No photo may be read, no picture opened, no program started."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("nothing was to be done")

    monkeypatch.setattr(cache_module, "file_digest", forbidden)
    monkeypatch.setattr(workers, "WorkerProcess", forbidden)
    monkeypatch.setattr(Image, "open", forbidden)


def test_what_has_not_changed_is_neither_read_nor_made_again(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [photo(tmp_path / "tra"), photo(tmp_path / "mật ong", colour=GREEN)]
    first = build(photos, tmp_path / "cache")
    request.getfixturevalue("no_work")

    second = build(photos, tmp_path / "cache")

    assert (first.made, first.cached) == (2, 0)
    assert (second.made, second.cached) == (0, 2)
    assert second.pictures == first.pictures
    assert second.problems == first.problems
    red, green, blue = bytes.fromhex(first.pictures["tra", "anh.jpg"].colour[1:])
    assert near((red, green, blue), RED)


def test_a_fresh_checkout_costs_one_reading_and_nothing_made(tmp_path: Path) -> None:
    first = build([photo(tmp_path / "here" / "tra")], tmp_path / "cache")

    second = build([photo(tmp_path / "there" / "tra")], tmp_path / "cache")

    assert (second.made, second.cached) == (0, 1)
    assert files(second) == files(first)


def test_a_photo_changed_with_its_size_and_time_set_back_is_seen(tmp_path: Path) -> None:
    file = photo(tmp_path / "tra", colour=RED)
    before = file.stat()
    first = build([file], tmp_path / "cache")
    content = photo(tmp_path / "other", colour=GREEN).read_bytes()
    file.write_bytes(content)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)

    second = build([file], tmp_path / "cache")

    assert second.made == 1
    assert near(shows(first), RED)
    assert near(shows(second), GREEN)


@pytest.mark.parametrize(("age", "readings"), [(0, 2), (10**9, 2), (2 * 10**9, 2), (2 * 10**9 + 1, 1), (60 * 10**9, 1)])
def test_the_hash_of_a_photo_is_remembered_once_it_has_been_unchanged_for_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, readings: int
) -> None:
    """FAT counts in two seconds: a photo that was read sooner may have changed since, with the same size and time."""
    monkeypatch.setattr(cache_module, "SETTLED_AFTER", SETTLED)
    file = photo(tmp_path / "tra")
    read: list[str] = []

    def noted(stream: io.BufferedReader, name: str) -> Any:
        read.append(name)
        return hashlib.file_digest(stream, name)

    monkeypatch.setattr(cache_module, "file_digest", noted)
    with Cache(tmp_path / "cache") as kept:
        kept.now = file.stat().st_ctime_ns + age
        assert kept.identify(file) == kept.identify(file)
    assert len(read) == readings


def test_a_photo_changed_a_moment_ago_is_not_yet_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "SETTLED_AFTER", DAY)
    file = photo(tmp_path / "tra")
    build([file], tmp_path / "cache")
    read: list[str] = []

    def noted(stream: io.BufferedReader, name: str) -> Any:
        read.append(name)
        return hashlib.file_digest(stream, name)

    monkeypatch.setattr(cache_module, "file_digest", noted)

    assert build([file], tmp_path / "cache").cached == 1
    assert read


@pytest.mark.parametrize(
    "other",
    [
        Recipe((60, 120), (ImageEncoding("webp", 61),), ImageEncoding("jpeg", 60), 120),
        Recipe((60, 120), (ImageEncoding("webp", 60, method=0),), ImageEncoding("jpeg", 60), 120),
        Recipe((60, 100), (ImageEncoding("webp", 60),), ImageEncoding("jpeg", 60), 120),
        Recipe((60, 120), (ImageEncoding("webp", 60),), ImageEncoding("jpeg", 61), 120),
    ],
)
def test_another_recipe_gives_other_names(tmp_path: Path, other: Recipe) -> None:
    file = photo(tmp_path / "tra")
    first, second = build([file], tmp_path / "cache"), build([file], tmp_path / "cache", other)

    assert second.made == 1
    assert not {f.name for f in files(first)} & {f.name for f in files(second)}
    assert build([file], tmp_path / "cache").cached == 1


@pytest.mark.parametrize("library", ["PIL", "aom", "avif", "webp", "libjpeg_turbo", "littlecms2"])
def test_another_encoder_gives_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    file = photo(tmp_path / "tra")
    first = build([file], tmp_path / "cache")
    version = features.version
    if library == "PIL":
        monkeypatch.setattr(PIL, "__version__", "99.0")
    elif library == "aom":
        monkeypatch.setattr(AvifImagePlugin, "get_codec_version", lambda _name: "99")
    else:
        monkeypatch.setattr(features, "version", lambda name: "99" if name == library else version(name))
    encoders.encoder_versions.cache_clear()
    try:
        second = build([file], tmp_path / "cache")
    finally:
        monkeypatch.undo()
        encoders.encoder_versions.cache_clear()

    assert second.made == 1
    assert not {f.name for f in files(first)} & {f.name for f in files(second)}


def test_an_encoder_other_than_aom_is_told_nothing_of_aom(monkeypatch: pytest.MonkeyPatch) -> None:
    assert encoders.avif_options() == {"disable-trellis-quant": "1"}
    monkeypatch.setattr(AvifImagePlugin, "get_codec_version", lambda _name: None)
    encoders.avif_options.cache_clear()
    try:
        assert encoders.avif_options() == {}
    finally:
        encoders.avif_options.cache_clear()


def test_two_builds_at_once_make_the_same(tmp_path: Path) -> None:
    photos = [photo(tmp_path / f"tra-{n}", colour=(20 * n, 100, 100)) for n in range(6)]
    with ThreadPoolExecutor(2) as both:
        one, two = both.map(lambda _: build(photos, tmp_path / "cache"), range(2))

    assert one.pictures == two.pictures
    assert not [p.code for p in (*one.problems, *two.problems) if p.code != "photo_narrow"]
    for file in files(one):
        with Image.open(file) as image:
            image.load()
    assert build(photos, tmp_path / "cache").cached == 6
    assert not list((tmp_path / "cache" / FILES_FOLDER).glob(".*"))


@pytest.mark.parametrize(
    "damage", ["rubbish", "cut short", "emptied", "bytes changed", "zeros", "gone", "a folder", "another program's"]
)
def test_without_its_database_the_cache_still_finds_every_rendition(tmp_path: Path, damage: str) -> None:
    photos = [photo(tmp_path / "tra"), photo(tmp_path / "mat", colour=GREEN)]
    first = build(photos, tmp_path / "cache")
    for file in (tmp_path / "cache" / FILES_FOLDER).iterdir():
        os.utime(file, ns=(10**18, 10**18))
    database = tmp_path / "cache" / DATABASE_FILE
    spoil(database, damage)

    for _ in range(2):
        again = build(photos, tmp_path / "cache")
        assert (again.made, again.cached) == (0, 2)
        assert again.pictures == first.pictures


def spoil(database: Path, damage: str) -> None:
    content = database.read_bytes()
    database.unlink()
    if damage == "a folder":
        database.mkdir()
    elif damage == "another program's":
        with closing(sqlite3.connect(database)) as other:
            other.execute("CREATE TABLE entries (kind TEXT, key BLOB, value BLOB, digest BLOB, note TEXT)")
            other.execute("CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM entries; END")
    elif damage != "gone":
        damaged = {
            "rubbish": b"\xff\x00{]" * 100,
            "cut short": content[: len(content) * 2 // 3],
            "emptied": b"",
            "bytes changed": content.replace(b"120", b"121"),
            "zeros": bytes(len(content)),
        }
        database.write_bytes(damaged[damage])


@pytest.mark.parametrize("written", [b"", b"[]", b"{", b'{"files": 1}', None], ids=repr)
def test_without_a_manifest_that_can_be_read_renditions_are_made_again(tmp_path: Path, written: bytes | None) -> None:
    file = photo(tmp_path / "tra")
    first = build([file], tmp_path / "cache")
    (manifest,) = (tmp_path / "cache" / FILES_FOLDER).glob("*.json")
    whole = manifest.read_bytes()
    (tmp_path / "cache" / DATABASE_FILE).unlink()
    manifest.write_bytes(whole.replace(b"[240, 160,", b"[240, null,") if written is None else written)

    second = build([file], tmp_path / "cache")

    assert second.made == 1
    assert second.pictures == first.pictures
    assert manifest.read_bytes() == whole


def test_a_manifest_leads_to_no_file_outside_the_cache(tmp_path: Path) -> None:
    """Whoever passes a folder on may write into its cache what he likes; what it names is published."""
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    file = photo(tmp_path / "tra")
    build([file], tmp_path / "cache")
    (manifest,) = (tmp_path / "cache" / FILES_FOLDER).glob("*.json")
    (tmp_path / "cache" / DATABASE_FILE).unlink()
    told = json.loads(manifest.read_bytes())
    told["files"][-1] = ["../../secret.jpg", 6, hashlib.sha256(b"secret").hexdigest()]
    manifest.write_text(json.dumps(told))

    again = build([file], tmp_path / "cache")

    assert again.made == 1
    assert all(one.parent == tmp_path / "cache" / FILES_FOLDER for one in files(again))


def test_a_cache_that_was_carried_to_another_machine_serves_there(tmp_path: Path) -> None:
    first = build([photo(tmp_path / "here" / "tra")], tmp_path / "cache")
    shutil.copytree(tmp_path / "cache" / FILES_FOLDER, tmp_path / "there" / "cache" / FILES_FOLDER)

    second = build([photo(tmp_path / "there" / "tra")], tmp_path / "there" / "cache")

    assert (second.made, second.cached) == (0, 1)
    assert [f.read_bytes() for f in files(second)] == [f.read_bytes() for f in files(first)]
    assert [picture.colour for picture in second.pictures.values()] == [p.colour for p in first.pictures.values()]


@pytest.mark.parametrize("what", ["one file", "all files", "the folder", "everything"])
def test_deleted_files_are_made_again(tmp_path: Path, what: str) -> None:
    file = photo(tmp_path / "tra")
    first = build([file], tmp_path / "cache")
    contents = [f.read_bytes() for f in files(first)]
    for rendition in files(first)[:1] if what == "one file" else files(first):
        rendition.unlink()
    if what in ("the folder", "everything"):
        shutil.rmtree(tmp_path / "cache" / FILES_FOLDER)
    if what == "everything":
        (tmp_path / "cache" / DATABASE_FILE).unlink()

    second = build([file], tmp_path / "cache")

    assert second.made == 1
    assert [f.read_bytes() for f in files(second)] == contents


@pytest.mark.parametrize("content", [b"", b"spoiled", None])
def test_a_file_spoiled_through_the_published_site_is_made_again(tmp_path: Path, content: bytes | None) -> None:
    file = photo(tmp_path / "tra")
    rendition = files(build([file], tmp_path / "cache"))[0]
    right = rendition.read_bytes()
    published = tmp_path / "site.webp"
    published.hardlink_to(rendition)
    published.write_bytes(bytes(len(right)) if content is None else content)
    assert rendition.read_bytes() != right

    second = build([file], tmp_path / "cache")

    assert second.made == 1
    assert files(second)[0].read_bytes() == right
    assert published.read_bytes() != right


def test_a_file_whose_time_alone_has_changed_is_still_good(tmp_path: Path) -> None:
    """As after the cache was carried to another machine."""
    file = photo(tmp_path / "tra")
    rendition = files(build([file], tmp_path / "cache"))[0]
    os.utime(rendition, ns=(10**18, 10**18))

    assert build([file], tmp_path / "cache").cached == 1


def test_without_a_place_to_write_it_works_all_the_same(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = photo(tmp_path / "tra")
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")

    first = build([file], tmp_path / "cache")
    request.getfixturevalue("no_work")
    second = build([file], tmp_path / "cache")

    assert (first.made, second.cached) == (1, 1)
    assert all(f.is_file() and tmp_path not in f.parents for f in files(first))
    assert (tmp_path / "cache").is_file()


def test_a_folder_that_takes_no_files_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = photo(tmp_path / "tra")
    build([file], tmp_path / "cache")
    before = sorted(path.name for path in (tmp_path / "cache").rglob("*"))
    touch = Path.touch

    def read_only(path: Path, mode: int = 0o666, exist_ok: bool = True) -> None:
        if tmp_path / "cache" in path.parents:
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        touch(path, mode, exist_ok)

    monkeypatch.setattr(Path, "touch", read_only)

    media = build([file], tmp_path / "cache")

    assert all(f.is_file() and tmp_path not in f.parents for f in files(media))
    assert sorted(path.name for path in (tmp_path / "cache").rglob("*")) == before


def test_without_any_place_at_all_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "touch", full)

    with pytest.raises(CatalogueError) as raised:
        build([photo(tmp_path / "tra")], tmp_path / "cache")

    (problem,) = raised.value.problems
    assert problem.what("vi") == "Không có chỗ để giữ ảnh đã xử lý (ổ đĩa đã đầy)."


def test_a_disk_that_fills_up_spoils_nothing_and_leaves_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = job(photo(tmp_path / "tra"), RECIPE)
    (work.folder / "anh-120.jpg").write_bytes(b"what was there before")
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.suffix == ".jpg":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)

    outcome = render.render_photo(work)

    assert isinstance(outcome, PhotoRefusal)
    assert outcome.code == "photo_unsaved"
    assert outcome.params["reason"] == "No space left on device"
    assert sorted(f.name for f in work.folder.iterdir()) == ["anh-120.jpg", "anh-120.webp", "anh-60.webp"]
    assert (work.folder / "anh-120.jpg").read_bytes() == b"what was there before"


def test_names_say_whose_photo_it_is(tmp_path: Path) -> None:
    file = photo(tmp_path / "che-duoi-tan-hoi", "Ảnh bìa (1).JPG")
    media = build([file], tmp_path / "cache")

    names = [rendition.name for rendition in media.pictures["che-duoi-tan-hoi", "Ảnh bìa (1).JPG"].renditions]

    assert [name.rpartition("-")[2] for name in names] == ["60.webp", "120.webp", "120.jpg"]
    assert all(name.startswith("che-duoi-tan-hoi-anh-bia-1-") for name in names)
    assert len({name.rpartition("-")[0] for name in names}) == 1


def test_a_name_without_a_letter_that_slugs_keep_still_has_one(tmp_path: Path) -> None:
    media = build([photo(tmp_path / "tra", "图片.jpg")], tmp_path / "cache")

    assert all(f.name.startswith("tra-photo-") for f in files(media))


def test_published_files_may_be_read_by_the_web_server(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        made = files(build([photo(tmp_path / "tra")], tmp_path / "cache"))
    finally:
        os.umask(umask)

    assert {file.stat().st_mode & 0o777 for file in made} == {0o644}


def test_what_was_made_survives_the_build_being_killed(tmp_path: Path) -> None:
    """Every photo is written down as soon as it is done."""
    photos = [photo(tmp_path / f"tra-{n}", colour=(20 * n, 100, 100)) for n in range(3)]
    requests = [PhotoRequest(file.parent.name, file, "product.yml") for file in photos]

    def killed(done: int, _total: int) -> None:
        if done == 2:
            os._exit(9)

    child = get_context("fork").Process(target=prepare_photos, args=(requests, RECIPE, tmp_path / "cache", 1, killed))
    child.start()
    child.join()

    again = build(photos, tmp_path / "cache")
    assert (child.exitcode, again.made, again.cached) == (9, 1, 2)
