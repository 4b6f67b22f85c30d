"""`site-builder serve`: a real server, edits seen through the stream that open pages listen to."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
import zxingcpp
from click import unstyle
from jinja2 import UndefinedError
from PIL import Image
from playwright.sync_api import Page, expect

from site_builder.cli.serve import terminal_code
from site_builder.preview import HOST, PreviewBuild, ServedSite, build_or_problems, open_server, own_names, waiting_page
from site_builder.theme_folder import PACKAGED_FOLDER, Theme

from ..commands import COMMAND, free_port, site_builder

pytestmark = pytest.mark.slow
LISTENING = (
    *COMMAND[:-1],
    f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {COMMAND[-1]}",
)
"""Where the tests run in the background, their shell has told every process of theirs to ignore Ctrl+C."""
PATIENCE = 300
"""Seconds after which a test gives up waiting for news."""


@dataclass
class Preview:
    """A running preview of `folder`."""

    folder: Path
    process: subprocess.Popen[str]
    address: str

    def get(self, path: str) -> HTTPResponse:
        response: HTTPResponse = urllib.request.urlopen(self.address + path, timeout=PATIENCE)
        return response

    def text(self, path: str) -> str:
        with self.get(path) as response:
            return response.read().decode()

    def line(self, pattern: str) -> str:
        """The next line that the preview prints and that has `pattern` in it."""
        assert self.process.stdout
        for line in self.process.stdout:
            if re.search(pattern, line):
                return line
        raise AssertionError(f"the preview ended without saying {pattern}")

    @contextmanager
    def news(self) -> Iterator[Iterator[str]]:
        """The versions that the stream tells, the present one first."""
        with self.get(".preview/events") as stream:
            yield self._told(stream)

    @staticmethod
    def _told(stream: Iterable[bytes]) -> Iterator[str]:
        """A stream without news goes on for ever: after `PATIENCE` the test has failed."""
        last = time.monotonic()
        for line in stream:
            if line.startswith(b"data: "):
                yield line.decode()[6:].strip()
                last = time.monotonic()
            assert time.monotonic() - last < PATIENCE, "the preview tells nothing new"

    def wait(self, news: Iterator[str], path: str, wanted: str) -> str:
        """The page at `path` as soon as it has `wanted` in it, looked at after each piece of news."""
        return next(shown for _ in news if wanted in (shown := self.text(path)))

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Preview]:
    process = subprocess.Popen(
        [*LISTENING, "serve", "--port", str(free_port()), *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    preview = Preview(folder, process, "")
    try:
        preview.address = preview.line("http://").split(" tại ")[1].split()[0]
        preview.line("trang")
        yield preview
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def test_the_browser_is_opened_at_the_address_that_is_told(
    folder: Path, photo_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >"{asked}"\n', "utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")

    with running(folder, "--open", "--cache-dir", str(photo_cache)) as opened:
        assert asked.read_text("utf-8").strip() == opened.address


def test_until_the_first_build_is_done_a_page_says_so() -> None:
    server = open_server(HOST, [0], b"")
    server.show(ServedSite("", {}, waiting_page(Theme(), "vi")))
    Thread(target=server.serve_forever, daemon=True).start()
    with urllib.request.urlopen(server.address, timeout=PATIENCE) as answer:
        shown = answer.read().decode()
    server.shutdown()
    server.server_close()

    assert answer.status == 200
    assert "<h1>Đang làm trang…</h1>" in shown
    assert 'data-version=""' in shown


@pytest.fixture
def preview(folder: Path, photo_cache: Path) -> Iterator[Preview]:
    with running(folder, "--cache-dir", str(photo_cache)) as preview:
        yield preview


def test_the_site_is_shown_with_its_types_and_nothing_is_written(preview: Preview) -> None:
    with preview.get("") as home:
        assert home.headers["Content-Type"] == "text/html; charset=utf-8"
        assert home.headers["Cache-Control"] == "no-store"
        assert "Sản phẩm thử" in home.read().decode()
    with preview.get("en") as moved:
        assert moved.url == f"{preview.address}en/"
    sheet = re.search(r'href="(assets/site\.[0-9a-f]+\.css)"', preview.text(""))
    assert sheet
    with preview.get(sheet[1]) as style:
        assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    photo = re.search(r"photos/[\w-]+\.jpg", preview.text("san-pham/san-pham-thu.html"))
    assert photo
    with preview.get(photo[0]) as picture:
        assert (picture.headers["Content-Type"], picture.read()[:2]) == ("image/jpeg", b"\xff\xd8")
    with pytest.raises(urllib.error.HTTPError) as missing:
        preview.get("khong-co.html")
    assert missing.value.code == 404
    missing.value.close()
    assert [path.name for path in preview.folder.iterdir()] == ["products"]


def test_a_request_for_the_head_alone_gets_the_head_alone(preview: Preview) -> None:
    request = urllib.request.Request(preview.address, method="HEAD")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert int(answer.headers["Content-Length"]) > 1000
        assert answer.read() == b""


def test_only_answers_carry_the_reloading_script_and_only_pages_do(preview: Preview) -> None:
    assert '<script src="/.preview/live.js" data-version="' in preview.text("")
    assert ".preview" not in preview.text("robots.txt")
    assert "EventSource" in preview.text(".preview/live.js")
    assert "Content-Security-Policy" not in preview.text("")


def test_an_edited_text_is_shown_after_the_stream_has_told(preview: Preview) -> None:
    with preview.news() as news:
        next(news)
        preview.edit("products/san-pham-thu/product.yml", "Sản phẩm thử", "Tên mới tinh")
        preview.wait(news, "san-pham/san-pham-thu.html", "Tên mới tinh")


def test_a_changed_photo_is_shown(preview: Preview) -> None:
    pattern = r"photos/san-pham-thu-anh-[\w-]+\.jpg"
    with preview.news() as news:
        next(news)
        old = re.search(pattern, preview.text("san-pham/san-pham-thu.html"))
        assert old
        Image.new("RGB", (900, 600), "#2a6f4e").save(preview.folder / "products/san-pham-thu/anh.jpg")
        shown = next(shown for _ in news if old[0] not in (shown := preview.text("san-pham/san-pham-thu.html")))
    assert re.search(pattern, shown)


def test_a_mistake_is_shown_in_the_terminal_and_on_every_page_until_it_is_mended(preview: Preview) -> None:
    with preview.news() as news:
        sound = next(news)
        preview.edit("products/san-pham-thu/product.yml", "group: food", "group: <b>fod")
        preview.wait(news, "", "fod")
        assert "products/san-pham-thu/product.yml:5:8: lỗi [group]" in preview.line("lỗi")
        for page in ("", "san-pham/san-pham-thu.html", "en/index.html"):
            shown = preview.text(page)
            assert "<h1>Có chỗ cần sửa</h1>" in shown
            assert "products/san-pham-thu/product.yml:5:8" in shown
            assert "&lt;b&gt;fod" in shown
            assert "<b>fod" not in shown
        preview.edit("products/san-pham-thu/product.yml", "group: <b>fod", "group: food")
        assert sound in news
    assert "Sản phẩm thử" in preview.text("")


def test_a_preview_that_begins_with_a_mistake_begins_all_the_same(folder: Path, photo_cache: Path) -> None:
    file = folder / "products/san-pham-thu/product.yml"
    sound = file.read_text("utf-8")
    file.write_text(sound.replace("group: food", "group: fod"), "utf-8")
    with running(folder, "--cache-dir", str(photo_cache)) as preview, preview.news() as news:
        preview.wait(news, "", "Có chỗ cần sửa")
        file.write_text(sound, "utf-8")
        preview.wait(news, "", "Sản phẩm thử")


def test_an_edited_template_is_shown_and_a_broken_one_is_told(folder: Path, photo_cache: Path) -> None:
    template = folder / "look/templates/pages/product.html"
    template.parent.mkdir(parents=True)
    shutil.copyfile(PACKAGED_FOLDER / "templates/pages/product.html", template)
    (folder / "mkdocs.yml").write_text("site_name: x\ntheme: {name: null, custom_dir: look}\n", "utf-8")
    sound = template.read_text("utf-8")
    with running(folder, "--cache-dir", str(photo_cache)) as preview, preview.news() as news:
        next(news)
        template.write_text(sound + "<p>Thêm một dòng</p>", "utf-8")
        preview.wait(news, "san-pham/san-pham-thu.html", "<p>Thêm một dòng</p>")
        template.write_text(sound + "{{ nowhere }}", "utf-8")
        assert "look/templates/pages/product.html:" in preview.wait(news, "", "Có chỗ cần sửa")
        template.write_text(sound, "utf-8")
        preview.wait(news, "san-pham/san-pham-thu.html", "<h1")


def test_mkdocs_yml_is_watched_too(folder: Path, photo_cache: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    with running(folder, "--cache-dir", str(photo_cache)) as preview, preview.news() as news:
        next(news)
        (folder / "mkdocs.yml").write_text("site_name: x\nsite_url: https://moi.vn/\n", "utf-8")
        preview.wait(news, "", 'href="https://moi.vn/"')


def test_an_open_page_refreshes_itself(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}san-pham/san-pham-thu.html")
    preview.edit("products/san-pham-thu/product.yml", "Sản phẩm thử", "Tên mới tinh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tên mới tinh", timeout=PATIENCE * 1000)


def test_a_folder_without_products_is_told(tmp_path: Path) -> None:
    done = site_builder("serve", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("products: lỗi: Không thấy thư mục “products”.\n")


def test_a_port_in_use_is_told(folder: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = site_builder("serve", "--port", str(port), folder=folder)
    assert done.returncode == 2
    wanted = port + 1
    sentence = f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác, ví dụ --port {wanted}"
    assert done.stderr.splitlines()[0] == sentence


def test_ctrl_c_ends_it_without_a_complaint(folder: Path, photo_cache: Path) -> None:
    with running(folder, "--cache-dir", str(photo_cache)) as preview:
        os.kill(preview.process.pid, signal.SIGINT)
        assert preview.process.wait(PATIENCE) == 130
        assert preview.process.stdout
        assert preview.process.stdout.read().splitlines()[-1] == "Đã dừng theo yêu cầu."


def test_the_next_port_is_taken_where_the_first_is_in_use() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        server = open_server(HOST, [busy.getsockname()[1], free := free_port()], b"")
        server.server_close()
    assert server.address == f"http://127.0.0.1:{free}/"


# Who may ask


def asked(preview: Preview, host: str) -> int:
    request = urllib.request.Request(preview.address, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_only_who_asks_by_a_name_of_this_computer_is_answered(preview: Preview) -> None:
    ours = ("127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000")
    names = ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example")
    refused = (*names, "192.0.2.7", "[::1")
    assert {host: asked(preview, host) for host in ours} == dict.fromkeys(ours, 200)
    assert {host: asked(preview, host) for host in refused} == dict.fromkeys(refused, 421)


def test_opened_to_the_network_it_answers_by_its_own_names_alone(folder: Path, photo_cache: Path) -> None:
    with running(folder, "--cache-dir", str(photo_cache), "--host", "0.0.0.0") as preview:
        assert preview.address.startswith("http://127.0.0.1:")
        assert asked(preview, "evil.example") == 421
        names = own_names("0.0.0.0")
        assert {asked(preview, f"[{own}]" if ":" in own else own) for own in names} == {200}
    assert socket.gethostname().lower() in names


def test_a_host_that_is_not_of_this_computer_is_told(folder: Path) -> None:
    done = site_builder("serve", "--host", "192.0.2.77", folder=folder)
    assert done.returncode == 2
    sentence = "“192.0.2.77” không phải là địa chỉ của máy này; dùng 0.0.0.0 để mở cho mọi máy cùng mạng."
    assert done.stderr.splitlines()[0] == sentence


def test_the_code_in_the_terminal_is_read_by_a_scanner() -> None:
    address = "http://192.168.1.20:8000/"
    lines = terminal_code(address, plain=True).splitlines()
    picture = Image.new("L", (len(lines), len(lines)), 255)
    for y, line in enumerate(lines):
        assert line.strip("# ") == ""
        for x in range(len(lines)):
            picture.putpixel((x, y), 0 if line[2 * x] == "#" else 255)
    large = picture.resize((len(lines) * 8, len(lines) * 8), Image.Resampling.NEAREST)
    assert [code.text.lower() for code in zxingcpp.read_barcodes(large)] == [address]
    halves = {"█": "##", "▀": "# ", "▄": " #", " ": "  "}
    drawn = unstyle(terminal_code(address, plain=False)).splitlines()
    columns = ["".join(halves[sign] for sign in column) for column in zip(*drawn, strict=True)]
    assert [column.rstrip() for column in columns] == [
        "".join(line[2 * x] for line in lines).rstrip() for x in range(len(lines))
    ]


@pytest.mark.parametrize(
    ("error", "said", "is_reported"),
    [
        (UndefinedError("'vew' is undefined"), "UndefinedError: 'vew' is undefined", False),
        (RuntimeError("Hoàng Văn Ất, 0366 123 456"), "RuntimeError", True),
    ],
)
def test_what_fails_is_told_without_what_somebody_wrote(error: Exception, said: str, is_reported: bool) -> None:
    def build() -> PreviewBuild:
        raise error

    built = build_or_problems(build)
    assert [problem.params for problem in built.problems] == [{"reason": said}]
    assert built.failure is (error if is_reported else None)
