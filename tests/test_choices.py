"""The choices of a product's file stand in one place: what is written there is all it takes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from site_builder.catalogue.choices import CHOICES, describe_choices
from site_builder.catalogue.product import Channel, ConsentTopic, Contact, Group, ProducerKind, Scheme
from site_builder.content.suggestions import nearest_choice
from site_builder.theme_folder import Theme
from site_builder.views.words import load_translations

from .commands import COMMAND, ROOT, TODAY

NEW_CHANNEL = """channels:
  lo-ban-hang:
    name: {vi: Lò Bán Hàng, en: The Sales Kiln}
    consent: phone
    typed: [lo_ban]
"""
NEW_SCHEME = """schemes:
  halal:
    name: {vi: Halal, en: Halal food}
    typed: [ha_lan]
"""
PRODUCT = """code: CH-01
status: potential
name: {{vi: Chè, en: Tea}}
group: food
summary: {{vi: Chè hái trên đồi., en: Tea picked on the hills.}}
producer: {{name: {{vi: Bà Mẫu}}, kind: household, consent: {{given: 2026-01-02, covers: [{covers}]}}}}
certificates: [{{scheme: {scheme}, number: H-1, issued: 2026-01-02, expires: 2027-01-02, issuer: {{vi: Cơ quan mẫu}}}}]
sales: [{{channel: {channel}}}]
origin: {{area: {{vi: Vùng mẫu, en: A sample area}}}}
photos: [{{file: 01.jpg, alt: {{vi: Đồi chè, en: A tea hill}}}}]
sources: [{{title: Hồ sơ}}]
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, to which a sales channel and a scheme were added in `choices.yml` alone."""
    folder = tmp_path_factory.mktemp("changed")
    for part in ("site_builder", "theme"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "site_builder/catalogue/choices.yml"
    text = file.read_text("utf-8")
    assert text.count("\nchannels:\n") == text.count("\nschemes:\n") == 1
    text = text.replace("\nchannels:\n", f"\n{NEW_CHANNEL}").replace("\nschemes:\n", f"\n{NEW_SCHEME}")
    file.write_text(text, "utf-8")
    return folder


def run(program: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


def catalogue(folder: Path, **values: str) -> Path:
    product = folder / "products/che/product.yml"
    product.parent.mkdir(parents=True)
    settings = (ROOT / "tests/broken/value-key/products/catalogue.yml").read_text("utf-8")
    (folder / "products/catalogue.yml").write_text(settings, "utf-8")
    shutil.copyfile(ROOT / "tests/broken/words-tagline-too-long/products/che/01.jpg", product.parent / "01.jpg")
    chosen = {"scheme": "halal", "channel": "lo-ban-hang", "covers": "name, phone", **values}
    product.write_text(PRODUCT.format(**chosen), "utf-8")
    return folder


def test_a_new_sales_channel_and_a_new_scheme_are_on_the_pages_and_in_the_filters(
    changed: Path, tmp_path: Path
) -> None:
    said = run(changed, catalogue(tmp_path), "build", "--today", TODAY, "--site-dir", "site")
    assert "The Sales Kiln" in (tmp_path / "site/en/products/che.html").read_text("utf-8"), said
    page = (tmp_path / "site/en/products/che.html").read_text("utf-8")
    assert "Halal food" in page
    listed = (tmp_path / "site/san-pham/index.html").read_text("utf-8")
    assert '<input type="checkbox" name="scheme" value="halal" data-name="Halal">' in listed


def test_its_consent_is_asked_for(changed: Path, tmp_path: Path) -> None:
    said = run(changed, catalogue(tmp_path, covers="name"), "check")
    assert "chưa đồng ý cho đăng “phone”" in said
    assert "sales" in said


def test_it_is_suggested_to_who_types_it_differently(changed: Path, tmp_path: Path) -> None:
    said = run(changed, catalogue(tmp_path, channel="lò bán", scheme="Hà Lan"), "check")
    assert "lo-ban-hang" in said
    assert "halal" in said


def test_editors_and_new_products_are_told_of_it(changed: Path, tmp_path: Path) -> None:
    folder = catalogue(tmp_path)
    run(changed, folder, "schema")
    schema = json.loads((folder / "products/product.schema.json").read_text("utf-8"))
    assert schema["$defs"]["Channel"]["enum"][0] == "lo-ban-hang"
    assert "lo-ban-hang (Lò Bán Hàng)" in schema["$defs"]["Sale"]["properties"]["channel"]["description"]
    run(changed, folder, "new", "mat-ong", "--name", "Mật ong", "--group", "food")
    draft = (folder / "products/mat-ong/product.yml").read_text("utf-8")
    assert "# lo-ban-hang (Lò Bán Hàng), postmart" in draft
    assert "# halal, ocop" in draft


def test_the_words_of_a_showcase_go_before_the_names(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/vi.yml").write_text("channel:\n  shop: Quầy hàng\n", "utf-8")
    words = load_translations("vi", Theme.over(tmp_path))
    assert [words(f"channel.{key}") for key in ("shop", "voso")] == ["Quầy hàng", "Vỏ Sò"]
    assert load_translations("en", Theme())("kind.company") == "Company"


def test_every_choice_has_a_name_in_both_languages() -> None:
    for choices in (CHOICES.groups, CHOICES.producer_kinds, CHOICES.consent_topics, CHOICES.schemes, CHOICES.channels):
        assert {key: sorted(choice.name.languages()) for key, choice in choices.items()} == {
            key: ["en", "vi"] for key in choices
        }


def test_the_model_offers_the_choices_in_their_order() -> None:
    assert list(Group) == list(CHOICES.groups)
    assert list(ProducerKind) == list(CHOICES.producer_kinds)
    assert list(ConsentTopic) == list(CHOICES.consent_topics)
    assert list(Scheme) == list(CHOICES.schemes)
    assert list(Channel) == list(CHOICES.channels)
    assert list(Channel) == ["postmart", "voso", "shopee", "lazada", "tiktok", "facebook", "website", "shop"]


def test_who_needs_a_consent_and_who_is_an_organisation() -> None:
    assert [kind for kind in ProducerKind if kind.needs_consent] == ["household", "other"]
    assert [kind for kind in ProducerKind if not kind.is_organisation] == ["other"]
    assert {channel: channel.consent for channel in Channel if channel.consent} == {
        "tiktok": "social",
        "facebook": "social",
        "website": "social",
    }


def test_every_kind_of_contact_has_one_topic() -> None:
    covered = [contact for topic in CHOICES.consent_topics.values() for contact in topic.contacts]
    assert sorted(covered) == sorted(Contact.model_fields)


@pytest.mark.parametrize(
    ("typed", "allowed", "meant"),
    [
        ("Hợp tác xã", list(ProducerKind), "cooperative"),
        ("khác", list(Scheme), "other"),
        ("khác", list(ProducerKind), "other"),
        ("trang web", list(Channel), "website"),
        ("Facebook", list(ConsentTopic), "social"),
        ("facebook", list(Channel), "facebook"),
        ("thảo dược", list(Group), "medicinal"),
    ],
)
def test_what_people_type_leads_to_the_key(typed: str, allowed: list[str], meant: str) -> None:
    assert nearest_choice(typed, allowed) == meant


def test_choices_are_described_by_key_and_name_where_the_name_says_more() -> None:
    assert describe_choices(CHOICES.channels, "vi") == (
        "postmart, voso (Vỏ Sò), shopee, lazada, tiktok (TikTok Shop), facebook, website (Trang web của chủ thể),"
        " shop (Cửa hàng)"
    )
    assert describe_choices(CHOICES.schemes, "en").startswith("ocop, vietgap, organic, haccp, iso22000, gi (")
