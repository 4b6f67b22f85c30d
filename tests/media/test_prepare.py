"""From requests to pictures and problems: every outcome with its photo, in order, however the programs end."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image

from site_builder.media import workers
from site_builder.media.prepare import PreparedPhotos, prepare_batches, prepare_photos
from site_builder.media.recipe import AspectRatio, ImageEncoding, Recipe
from site_builder.media.render import render_photo
from site_builder.media.request import PdfJob, PhotoBatch, PhotoRefusal, PhotoRequest, RenderJob

from .samples import CARD, card, job, made, near, quarters

RECIPE = Recipe((60, 120), (ImageEncoding("webp", 60),), ImageEncoding("jpeg", 60), 120)
Progress = Callable[[int, int], None]


def requested(folder: Path, *names: str, broken: tuple[str, ...] = ()) -> list[PhotoRequest]:
    """Photos of 1000 pixels, those named `broken` cut short."""
    requests = []
    for line, name in enumerate(names, 1):
        file = folder / "tra" / name
        file.parent.mkdir(exist_ok=True)
        card(1000, 600).save(file, "JPEG", comment=name.encode())
        if name in broken:
            file.write_bytes(file.read_bytes()[:-2000])
        requests.append(PhotoRequest("tra", file, "products/tra/product.yml", line, 3, f"photos.{line - 1}.file"))
    return requests


def build(requests: list[PhotoRequest], cache: Path, jobs: int = 2, progress: Progress | None = None) -> PreparedPhotos:
    return prepare_photos(requests, RECIPE, cache, jobs, progress or (lambda _done, _total: None))


def test_a_picture_tells_all_that_a_page_needs(tmp_path: Path) -> None:
    media = build(requested(tmp_path, "anh.jpg"), tmp_path / "cache")

    picture = media.pictures["tra", "anh.jpg"]
    assert (picture.owner, picture.source, picture.width, picture.height) == ("tra", "anh.jpg", 1000, 600)
    assert re.fullmatch("#[0-9a-f]{6}", picture.colour)
    assert [(r.width, r.height, r.type) for r in picture.renditions] == [
        (60, 36, "image/webp"),
        (120, 72, "image/webp"),
        (120, 72, "image/jpeg"),
    ]
    assert (picture.fallback.type, picture.fallback.width) == ("image/jpeg", 120)
    assert all(r.file.name == r.name and r.file.stat().st_size == r.size for r in picture.renditions)
    assert media.problems == ()


def test_a_broken_photo_is_told_with_its_own_name_and_place_and_spoils_no_other(tmp_path: Path) -> None:
    names = [f"{n:02}.jpg" for n in range(8)]
    requests = requested(tmp_path, *names, broken=("03.jpg", "06.jpg"))
    (tmp_path / "tra" / "05.jpg").write_text("not a photo", "utf-8")

    media = build(requests, tmp_path / "cache")

    assert [source for _, source in media.pictures] == ["00.jpg", "01.jpg", "02.jpg", "04.jpg", "07.jpg"]
    assert [(p.place, p.path, p.code) for p in media.problems] == [
        ("products/tra/product.yml:4:3", "photos.3.file", "photo_damaged"),
        ("products/tra/product.yml:6:3", "photos.5.file", "photo_unknown"),
        ("products/tra/product.yml:7:3", "photos.6.file", "photo_damaged"),
    ]
    assert media.problems[0].what("en") == (
        "The photo “03.jpg” lacks its end or is damaged: it starts as a picture but cannot be read to the end."
    )
    assert (media.made, media.cached) == (5, 0)


def test_every_picture_is_of_its_own_photo(tmp_path: Path) -> None:
    requests = requested(tmp_path, *[f"{n}.jpg" for n in range(6)])
    for n, request in enumerate(requests):
        Image.new("RGB", (1000 - 10 * n, 700), (40 * n, 100, 200)).save(request.file)

    media = build(requests, tmp_path / "cache", jobs=3)

    for n in range(6):
        picture = media.pictures["tra", f"{n}.jpg"]
        assert picture.width == 1000 - 10 * n
        with Image.open(picture.fallback.file) as image:
            assert near(quarters(image)[0], (40 * n, 100, 200))


def test_progress_goes_to_the_end_and_counts_what_the_cache_had(tmp_path: Path) -> None:
    requests = requested(tmp_path, "1.jpg", "2.jpg", "3.jpg", broken=("3.jpg",))
    build(requests[:1], tmp_path / "cache")
    heard: list[tuple[int, int]] = []

    build(requests, tmp_path / "cache", progress=lambda done, total: heard.append((done, total)))

    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_program_that_is_killed_is_a_problem_of_the_photo_it_worked_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killing = (
        "import os, signal; from site_builder.media import render, workers; right = render.render_photo\n"
        "def make(job):\n"
        "    if job.file.name == '2.jpg': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return right(job)\n"
        "render.render_photo = make; workers.serve_jobs()"
    )
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", killing))
    requests = requested(tmp_path, *[f"{n}.jpg" for n in range(6)])

    media = build(requests, tmp_path / "cache")

    (problem,) = media.problems
    assert problem.what("vi") == "Chương trình xử lý ảnh “2.jpg” bị dừng giữa chừng (exit -9)."
    assert [source for _, source in media.pictures] == ["0.jpg", "1.jpg", "3.jpg", "4.jpg", "5.jpg"]
    monkeypatch.undo()
    again = build(requests, tmp_path / "cache")
    assert (again.made, again.cached, again.problems) == (1, 5, ())


def test_a_photo_that_takes_too_long_is_given_up_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = (
        "import threading; from site_builder.media import render, workers; right = render.render_photo\n"
        "def make(job):\n"
        "    if job.file.name == '2.jpg': threading.Event().wait()\n"
        "    return right(job)\n"
        "render.render_photo = make; workers.serve_jobs()"
    )
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", endless))
    limits: dict[str, float] = {}

    class Impatient(workers.WorkerProcess):
        """Gives the endless photo a moment, and the others all the time that a busy machine may need."""

        def ask(self, job: RenderJob | PdfJob, limit: float) -> workers.RenderResult:
            limits[job.file.name] = limit
            return super().ask(job, 0.25 if job.file.name == "2.jpg" else limit)

    monkeypatch.setattr(workers, "WorkerProcess", Impatient)
    requests = requested(tmp_path, *[f"{n}.jpg" for n in range(6)])

    media = build(requests, tmp_path / "cache")

    (problem,) = media.problems
    assert (problem.place, problem.path, problem.code) == (
        "products/tra/product.yml:3:3",
        "photos.2.file",
        "photo_slow",
    )
    assert problem.what("vi") == "Xử lý ảnh “2.jpg” đã 0.25 giây vẫn chưa xong nên phải dừng."
    assert problem.what("en") == "The photo “2.jpg” was still not finished after 0.25 seconds, so it was stopped."
    assert problem.fix("en").startswith("Open it in a picture viewer, save it as JPEG")
    assert [source for _, source in media.pictures] == ["0.jpg", "1.jpg", "3.jpg", "4.jpg", "5.jpg"]
    assert limits == dict.fromkeys((f"{n}.jpg" for n in range(6)), workers.PHOTO_TIME_LIMIT)


def test_a_program_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", "import no_such_library"))

    media = build(requested(tmp_path, "1.jpg", "2.jpg"), tmp_path / "cache")

    assert [p.params["reason"] for p in media.problems] == [
        "ModuleNotFoundError: No module named 'no_such_library'"
    ] * 2


@pytest.mark.parametrize("own", [None, "4096"])
def test_a_program_is_told_to_keep_its_memory_unless_a_person_has_said_otherwise(
    own: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = "import os, sys; sys.exit('kept above ' + os.environ['MALLOC_MMAP_THRESHOLD_'])"
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", telling))
    monkeypatch.delenv("MALLOC_MMAP_THRESHOLD_", raising=False)
    if own:
        monkeypatch.setenv("MALLOC_MMAP_THRESHOLD_", own)
    media = build(requested(tmp_path, "a.jpg"), tmp_path / "cache")

    assert [p.params["reason"] for p in media.problems] == [f"kept above {own or 32 * 2**20}"]


def test_what_a_library_prints_does_not_get_into_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chatty = (
        "import os; from site_builder.media import render, workers; right = render.render_photo\n"
        "def make(job):\n"
        "    os.write(1, b'a warning of a library'); print('another')\n"
        "    return right(job)\n"
        "render.render_photo = make; workers.serve_jobs()"
    )
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", chatty))

    assert build(requested(tmp_path, "1.jpg", "2.jpg"), tmp_path / "cache").made == 2


def test_no_program_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(workers.WorkerProcess):
        def __init__(self) -> None:
            super().__init__()
            started.append(self._program)

    monkeypatch.setattr(workers, "WorkerProcess", Noted)
    requests = requested(tmp_path, "1.jpg", "2.jpg", "3.jpg")

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(requests, tmp_path / "cache", progress=stop)

    assert len(started) == 2
    assert all(program.returncode is not None for program in started)


CROPPED = Recipe((), (), ImageEncoding("jpeg", 90), 90, AspectRatio(1, 1))
LARGE = Recipe((900,), (ImageEncoding("webp", 60),), None)
SMALL = Recipe((), (), ImageEncoding("jpeg", 60), 40)


def test_what_several_batches_want_of_a_photo_is_one_job_with_one_count_and_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    class Noted(workers.WorkerProcess):
        def ask(self, job: RenderJob | PdfJob, limit: float) -> workers.RenderResult:
            assert isinstance(job, RenderJob)
            asked.append((job.file.name, len(job.tasks)))
            return super().ask(job, limit)

    monkeypatch.setattr(workers, "WorkerProcess", Noted)
    requests = requested(tmp_path, "1.jpg", "2.jpg", "3.jpg", "4.jpg", broken=("2.jpg",))
    requests[2].file.unlink()
    elsewhere = [replace(request, label="cover", line=0, column=0, path="") for request in requests]
    heard: list[tuple[int, int]] = []
    batches = [PhotoBatch(requests[:3], RECIPE), PhotoBatch(elsewhere, CROPPED), PhotoBatch(elsewhere[1:], SMALL)]

    first, second, third = prepare_batches(
        batches, tmp_path / "cache", 1, lambda done, total: heard.append((done, total))
    )

    assert asked == [("1.jpg", 2), ("2.jpg", 3), ("4.jpg", 2)]
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [(p.place, p.code) for p in first.problems] == [
        ("products/tra/product.yml:2:3", "photo_damaged"),
        ("products/tra/product.yml:3:3", "photo_unopened"),
    ]
    assert (second.problems, third.problems) == ((), ())
    assert [set(batch.pictures) for batch in (first, second, third)] == [
        {("tra", "1.jpg")},
        {("tra", "1.jpg"), ("tra", "4.jpg")},
        {("tra", "4.jpg")},
    ]
    assert [(batch.made, batch.cached) for batch in (first, second, third)] == [(1, 0), (2, 0), (1, 0)]


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.tif", "photo.webp"])
def test_renditions_made_together_are_those_made_one_by_one(tmp_path: Path, name: str) -> None:
    """Though some of them share the pixels that were decoded for another."""
    photo = tmp_path / "tra" / name
    photo.parent.mkdir()
    card(1000, 600).save(photo)
    request = PhotoRequest("tra", photo, "product.yml", focus=(0.2, 0.5))
    recipes = (RECIPE, CROPPED, LARGE, SMALL, Recipe((), (), ImageEncoding("jpeg", 90), 990))

    together = prepare_batches(
        [PhotoBatch([request], recipe) for recipe in recipes], tmp_path / "together", 1, lambda _done, _total: None
    )
    apart = [prepare_photos([request], recipe, tmp_path / "apart", 1, lambda _done, _total: None) for recipe in recipes]

    assert [contents(media) for media in together] == [contents(media) for media in apart]
    assert [len(contents(media)) for media in together] == [3, 1, 1, 1, 1]


def contents(media: PreparedPhotos) -> dict[str, bytes]:
    return {r.name: r.file.read_bytes() for picture in media.pictures.values() for r in picture.renditions}


def test_a_batch_for_wider_photos_leaves_the_others_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = requested(tmp_path, "narrow.jpg", "wide.jpg")
    card(1001, 600).save(requests[1].file)
    batches = [PhotoBatch(requests, RECIPE), PhotoBatch(requests, LARGE, wider_than=1000)]

    _, large = prepare_batches(batches, tmp_path / "cache", 1, lambda _done, _total: None)
    monkeypatch.setattr(workers, "WORKER_COMMAND", (sys.executable, "-c", "no photo may be opened again"))
    again, large_again = prepare_batches(batches, tmp_path / "cache", 1, lambda _done, _total: None)

    assert [(key, picture.width) for key, picture in large.pictures.items()] == [(("tra", "wide.jpg"), 1001)]
    assert (large.made, large.cached, large.problems) == (1, 0, ())
    assert large_again.pictures == large.pictures
    assert (large_again.cached, again.cached, large_again.problems) == (1, 2, ())


def test_a_photo_can_be_rendered_by_any_executor(tmp_path: Path) -> None:
    """The work is a function of values that can be sent to another process or machine."""
    (request,) = requested(tmp_path, "1.jpg")
    work = job(request.file, RECIPE)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        outcome = executor.submit(render_photo, work).result()
    elsewhere = {file.name: file.read_bytes() for file in work.folder.iterdir()}

    assert not isinstance(outcome, PhotoRefusal)
    assert set(elsewhere) == {file.name for file in outcome["1"].files}
    assert made(request.file, RECIPE).files[0].file.digest == outcome["1"].files[0].file.digest


def test_the_same_photo_asked_for_twice_is_made_once(tmp_path: Path) -> None:
    requests = requested(tmp_path, "1.jpg")

    media = build(requests * 2, tmp_path / "cache")

    assert (media.made, len(media.pictures)) == (1, 1)


def test_a_photo_is_known_by_the_name_that_the_content_writes(tmp_path: Path) -> None:
    on_disk = unicodedata.normalize("NFD", "Ảnh bìa.JPG")  # as a Mac writes it
    assert on_disk != "Ảnh bìa.JPG"
    (request,) = requested(tmp_path, on_disk)
    written = PhotoRequest("tra", request.file, "product.yml", source="Ảnh bìa.JPG")

    assert set(build([request], tmp_path / "cache").pictures) == {("tra", "Ảnh bìa.JPG")}
    assert set(build([written], tmp_path / "cache").pictures) == {("tra", "Ảnh bìa.JPG")}


def test_a_face_that_crops_has_its_own_pictures_by_focus(tmp_path: Path) -> None:
    (request,) = requested(tmp_path, "1.jpg")
    recipe = Recipe((100,), (), ImageEncoding("jpeg", 90), 100, AspectRatio(1, 2))
    left, right = (PhotoRequest("tra", request.file, "", focus=(x, 0.5)) for x in (0.0, 1.0))
    sides = []
    for wanted in (left, right, left):
        media = prepare_photos([wanted], recipe, tmp_path / "cache", 1, lambda _done, _total: None)
        sides.append((media.made, media.pictures["tra", "1.jpg"].fallback))

    assert [made for made, _ in sides] == [1, 1, 0]
    assert sides[0][1] == sides[2][1]
    colours = list(CARD.values())
    for (_, rendition), wanted_colour in zip(sides, (colours[0], colours[1]), strict=False):
        assert (rendition.width, rendition.height) == (100, 200)
        with Image.open(rendition.file) as image:
            assert near(quarters(image)[0], wanted_colour, 14)


def test_a_photo_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    requests = requested(tmp_path, "1.jpg", "2.jpg")
    requests[0].file.unlink()

    media = build(requests, tmp_path / "cache")

    assert [p.what("vi") for p in media.problems] == ["Không mở được ảnh “1.jpg” (không có tệp hoặc thư mục này)."]
    assert set(media.pictures) == {("tra", "2.jpg")}


def test_nothing_asked_is_nothing_done(tmp_path: Path) -> None:
    media = build([], tmp_path / "cache")

    assert (dict(media.pictures), media.made, media.cached, media.problems) == ({}, 0, 0, ())
