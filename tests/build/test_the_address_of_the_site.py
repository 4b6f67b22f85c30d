"""The address of the site in `mkdocs.yml` and the short one in `catalogue.yml`: a wrong one is never printed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from site_builder.catalogue.web_address import SAMPLE_ADDRESS, address_doubts, is_public_url, site_address
from site_builder.messages import Severity
from site_builder.options import read_options
from site_builder.views.urls import short_links

from .test_options import config, told

PIECES = (
    *("https://", "http:", "ftp://", "//", "www.", "ocop", ".vn", ".", ",", " ", ":8080", ":", "@", "/", "/xa", ".."),
    *("\\", "?x=1", "#", "index.html", "đồi", "%20", "%", "-", "_", "[::1]", "10.0.0.1", "\u200b", "<", '"'),
)


@pytest.mark.parametrize(
    ("written", "code", "wanted"),
    [
        ("ocopbinhgia.vn", "address_without_scheme", "https://ocopbinhgia.vn/"),
        ("www.ocop.vn/xa", "address_without_scheme", "https://www.ocop.vn/xa/"),
        ("ocop.vn:8443/", "address_without_scheme", "https://ocop.vn:8443/"),
        ("//ocop.vn/", "address_without_scheme", "https://ocop.vn/"),
        ("https:/ocop.vn/", "address_without_scheme", "https://ocop.vn/"),
        ("https//ocop.vn/", "address_without_scheme", "https://ocop.vn/"),
        ("mailto:ocop@ocop.vn", "address_without_scheme", "https://ocop.vn/"),
        ("ftp://ocop.vn/", "address_scheme", "https://ocop.vn/"),
        ("htps://ocop.vn/", "address_scheme", "https://ocop.vn/"),
        ("file:///C:/site/", "address_scheme", SAMPLE_ADDRESS),
        ("https://ocop binh gia.vn/", "address_space", "https://ocopbinhgia.vn/"),
        ("https://ocop.vn/danh muc/", "address_space", "https://ocop.vn/danh%20muc/"),
        ("https://ocop/", "address_host", SAMPLE_ADDRESS),
        ("https://ocop..vn/", "address_host", "https://ocop.vn/"),
        ("https://ocop,vn/", "address_host", "https://ocop.vn/"),
        ("https://ocop.vn./", "address_host", "https://ocop.vn/"),
        ("https://ocop_bg.vn/", "address_host", SAMPLE_ADDRESS),
        ("https://-ocop.vn/", "address_host", SAMPLE_ADDRESS),
        ("https://192.168.1/", "address_host", SAMPLE_ADDRESS),
        ("https://999.1.1.1/", "address_host", SAMPLE_ADDRESS),
        ("https://[::1/", "address_host", SAMPLE_ADDRESS),
        (f"https://{'a' * 64}.vn/", "address_host", SAMPLE_ADDRESS),
        ("https://https://ocop.vn/", "address_host", "https://ocop.vn/"),
        ("https://an:1234@ocop.vn/", "address_user", "https://ocop.vn/"),
        ("https://ocop.vn:99999/", "address_port", SAMPLE_ADDRESS),
        ("https://ocop.vn:/", "address_port", "https://ocop.vn/"),
        ("https://ocop.vn/?lang=vi", "address_query", "https://ocop.vn/"),
        ("https://ocop.vn/#", "address_query", "https://ocop.vn/"),
        ("https://ocop.vn/index.html", "address_file", "https://ocop.vn/"),
        ("https://ocop.vn/xa/Default.aspx/", "address_file", "https://ocop.vn/xa/"),
        ("https://ocop.vn/index", "address_file", "https://ocop.vn/"),
        ("https://ocop.vn//xa/", "address_path", "https://ocop.vn/xa/"),
        ("https://ocop.vn/xa/../", "address_path", "https://ocop.vn/xa/"),
        ("https://ocop.vn/a%zz/", "address_path", SAMPLE_ADDRESS),
        ("https://ocop.vn/)", "address_path", "https://ocop.vn/"),
        ("https://ocop.vn/*", "address_path", "https://ocop.vn/"),
        ("https://ocop.vn/xa/;", "address_path", "https://ocop.vn/xa/"),
        ("https://ocop.vn/%2e%2e/xa/", "address_path", "https://ocop.vn/xa/"),
        ("https://ocop.vn/a%22b/", "address_path", "https://ocop.vn/ab/"),
        ("https://ocop.vn/$xa/{b}/", "address_path", "https://ocop.vn/xa/b/"),
        ("https://ocop.vn/%ff/", "address_path", SAMPLE_ADDRESS),
        ("https://ocop.vn/\u200b", "address_path", "https://ocop.vn/"),
        ("https://ocop.vn/xa\u00a0", "address_space", "https://ocop.vn/xa/"),
        ("\ufeffhttps://ocop.vn/", "address_without_scheme", "https://ocop.vn/"),
        ("https：//ocop.vn/", "address_without_scheme", "https://ocop.vn/"),
        ("https://ocop.vn／xa", "address_host", "https://ocop.vn/xa/"),
        ("https://ocop.vn/Q/", "address_file", "https://ocop.vn/"),
        ("https://ocop.vn/xa/q/BG-001", "address_file", "https://ocop.vn/xa/"),
        ("https://\u043ecop.vn/", "address_letters", SAMPLE_ADDRESS),
        ("https://ocop.b\u03b9nhgia.vn/", "address_letters", SAMPLE_ADDRESS),
    ],
)
def test_a_wrong_address_is_refused_with_the_one_that_was_meant(written: str, code: str, wanted: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        site_address(written)
    assert refusal.value.type == code
    assert (refusal.value.context or {})["wanted"] == wanted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://ocop.vn", "https://ocop.vn/"),
        ("HTTPS://OCOP.VN/Xa", "https://ocop.vn/Xa/"),
        ("https://ocop.vn:443/", "https://ocop.vn/"),
        ("https://đồi.vn/", "https://xn--i-kia869t.vn/"),
        ("https://ocop.vn/đồi/", "https://ocop.vn/%C4%91%E1%BB%93i/"),
        ("https://ocop.vn/~xa/v1.2/a=b", "https://ocop.vn/~xa/v1.2/a=b/"),
        ("https://ocop.vn/danh%20muc", "https://ocop.vn/danh%20muc/"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        (SAMPLE_ADDRESS, SAMPLE_ADDRESS),
    ],
)
def test_an_address_that_can_be_used_is_written_in_one_way(written: str, read: str) -> None:
    assert site_address(written) == read
    assert site_address(read) == read


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=30))
def test_whatever_is_typed_the_remedy_is_an_address_that_can_be_used(written: str) -> None:
    """And what is taken is what a code can carry: ASCII, a folder, no port that no browser knows."""
    try:
        taken = site_address(written)
    except PydanticCustomError as refusal:
        taken = str((refusal.context or {})["wanted"])
    assert site_address(taken) == taken
    parts = urlsplit(taken)
    assert (taken.isascii(), taken[-1], bool(parts.hostname)) == (True, "/", True)
    assert parts.scheme in ("http", "https")
    assert short_links(taken).of("BG-001") == f"{taken}Q/BG-001/"


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://ocop.vn/", []),
        ("http://ocop.vn/", ["address_http"]),
        ("https://ocop.vn:8443/", ["address_with_port"]),
        ("http://8.8.8.8:81/", ["address_http", "address_with_port", "address_number"]),
        ("http://localhost:8000/", []),
        ("http://192.168.1.5/", []),
        ("http://ocop.lan/", []),
        ("http://ocop.localdomain/", []),
        ("http://ocop.home.arpa/", []),
        ("", []),
    ],
)
def test_what_rarely_lasts_as_long_as_paper_is_doubted(address: str, codes: list[str]) -> None:
    doubts = dict(address_doubts(address))
    assert list(doubts) == codes
    for params in doubts.values():
        assert is_public_url(params.get("wanted", "https://ocop.vn/"))


def test_mkdocs_yml_says_where_the_address_is_wrong_and_what_to_write(tmp_path: Path) -> None:
    file = config(tmp_path, "site_name: x\nsite_url: https://ocopbinhgia.vn/index.html\n")
    (problem,) = told(file)
    assert problem == (
        "mkdocs.yml:2:11: lỗi [site_url]: Địa chỉ dẫn tới một trang (“index.html”), "
        "mà ở đây cần thư mục chứa cả trang web.\n    → Viết https://ocopbinhgia.vn/"
    )
    assert read_options(file).site_url == ""
    assert not read_options(file).has_real_address


@pytest.mark.parametrize(
    ("written", "found", "wanted"),
    [
        ("https://ocop.vn/san-pham/", "san-pham/", "https://ocop.vn/"),
        ("https://ocop.vn/xa-toi/en/products/", "en/products/", "https://ocop.vn/xa-toi/"),
        ("https://ocop.vn/xa-toi/", "", ""),
    ],
)
def test_an_address_copied_from_an_inner_page_is_doubted(written: str, found: str, wanted: str, tmp_path: Path) -> None:
    """It may be right: a site can lie in a folder that is called so."""
    problems = read_options(config(tmp_path, f"site_url: {written}\n"), products=tmp_path).problems
    told = [(each.code, each.params.get("found"), each.params.get("wanted")) for each in problems]
    assert told == ([("address_of_a_page", found, wanted)] if found else [])


def test_the_address_of_a_page_is_answered_with_that_of_the_home_page(tmp_path: Path) -> None:
    file = config(tmp_path, "site_url: https://ocop.vn/danh-muc/en/products/cao-kho.html\n")
    (problem,) = read_options(file).problems
    assert (problem.code, problem.params["wanted"]) == ("address_file", "https://ocop.vn/danh-muc/")


def test_an_unencrypted_address_is_a_warning(tmp_path: Path) -> None:
    file = config(tmp_path, "site_url: http://ocop.vn/\n")
    (problem,) = read_options(file, products=tmp_path).problems
    assert (problem.code, problem.severity, problem.place.removeprefix(str(tmp_path))) == (
        *("address_http", Severity.WARNING),
        "/mkdocs.yml:1:11",
    )


@pytest.mark.parametrize(
    ("written", "place", "code", "params"),
    [
        ("site_ulr: https://ocop.vn/", "1:1", "unknown_key_near", {"near": "site_url"}),
        ("SITE-URL: https://ocop.vn/", "1:1", "unknown_key_near", {"near": "site_url"}),
        ("custom_dir: theme", "1:1", "config_key_of_theme", {}),
        ("plugins:\n  - site-builder:\n    jobs: 2", "3:5", "config_option_indent", {"found": "jobs"}),
        ("plugins:\n  - site-builder:\n    clean_urls: true", "3:5", "config_option_indent", {"found": "clean_urls"}),
        ("docs_dri: products", "1:1", "unknown_key_near", {"near": "docs_dir"}),
        ("sitedir: site", "1:1", "unknown_key_near", {"near": "site_dir"}),
        ("theme:\n  custom_dri: look", "2:3", "unknown_key_near", {"near": "custom_dir"}),
        ("plugins:\n  - site_builder:\n      jobs: 2", "2:5", "unknown_key_near", {"near": "site-builder"}),
        ("plugins:\n  - sitebuilder", "2:5", "unknown_key_near", {"near": "site-builder"}),
        ("plugins:\n  site-bulider: {jobs: 2}", "2:3", "unknown_key_near", {"near": "site-builder"}),
        ("use_directory_url: false", "1:1", "unknown_key_near", {"near": "use_directory_urls"}),
        ("cache_dir: .cache", "1:1", "config_key_of_plugin", {"wanted": "cache_dir"}),
        ("short_url: https://ocop.vn/", "1:1", "config_short_url", {}),
        ("use_directory_urls: true", "1:21", "option_directory_urls", {}),
        ("use_directory_urls: có", "1:21", "option_yes_no", {}),
        ("site_url: [https://ocop.vn/]", "1:11", "option_address", {}),
        ("docs_dir: [products]", "1:11", "option_text", {}),
        ("docs_dir: san-pham", "1:11", "config_folder", {"found": "san-pham"}),
        ("theme: {name: null, custom_dir: giao-dien}", "1:33", "config_folder", {"found": "giao-dien"}),
        ("site_dir: products/site", "1:11", "config_folders", {"site": "products/site"}),
        ("site_dir: .", "1:11", "config_folders", {"site": "."}),
        ("ghi_chu: của tôi", "1:1", "config_key", {"found": "ghi_chu"}),
    ],
)
def test_a_mistake_of_typing_in_mkdocs_yml_is_told_at_its_place(
    tmp_path: Path, written: str, place: str, code: str, params: dict[str, str]
) -> None:
    (tmp_path / "products").mkdir()
    file = config(tmp_path, written + "\n")
    (problem,) = read_options(file).problems
    assert problem.place == f"{file.as_posix()}:{place}"
    assert problem.code == code
    assert params.items() <= problem.params.items()
    assert (problem.severity is Severity.WARNING) == (code == "config_key")
    assert all(problem.what(lang) and problem.fix(lang) for lang in ("vi", "en"))


def test_keys_of_mkdocs_pass(tmp_path: Path) -> None:
    file = config(tmp_path, "site_name: x\nnav: []\nextra: {a: b}\nmarkdown_extensions: [toc]\nplugins: [search]\n")
    assert read_options(file, products=tmp_path).problems == ()


def test_the_look_of_the_program_need_not_lie_beside_the_file(tmp_path: Path) -> None:
    file = config(tmp_path, "theme: {name: null, custom_dir: theme}\n")
    assert read_options(file, products=tmp_path).problems == ()


def test_a_folder_that_is_typed_is_not_looked_for_in_the_file(tmp_path: Path) -> None:
    file = config(tmp_path, "docs_dir: san-pham\n")
    assert read_options(file, products=tmp_path).problems == ()
