"""Claims of advertising are found in ordinary words, and words that only look like claims are left alone."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from itertools import product as pairs
from pathlib import Path

import pytest

from site_builder.catalogue.claims import claim_table, find_claims
from site_builder.messages import message_languages

from .small import codes, product, verdict, write

VECTORS = Path(__file__).parent.parent / "vectors"


def sentences(name: str, label: str) -> list[tuple[str, str]]:
    """Language and sentence of each row of `tests/vectors/<name>.tsv` with that label."""
    with (VECTORS / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(lang, sentence) for found, lang, sentence in rows if found == label]


@pytest.mark.parametrize(("lang", "sentence"), sentences("claims", "claim"))
def test_a_claim_is_found(lang: str, sentence: str) -> None:
    assert find_claims(sentence, lang)


@pytest.mark.parametrize(("lang", "sentence"), sentences("claims", "fine"))
def test_what_only_looks_like_a_claim_is_none(lang: str, sentence: str) -> None:
    assert [claim.words for claim in find_claims(sentence, lang)] == []


DISGUISES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "without marks": lambda text: "".join(
        char for char in unicodedata.normalize("NFD", text.replace("đ", "d")) if not unicodedata.combining(char)
    ),
    "hyphens between words": lambda text: text.replace(" ", "-"),
    "spaces between letters": lambda text: "  ".join(" ".join(word) for word in text.split()),
    "dots inside of words": lambda text: " ".join(f"{word[:1]}.{word[1:]}" for word in text.split()),
    "unseen spaces": lambda text: text.replace(" ", "\u200b"),
    "unseen letters": lambda text: "\u200d".join(text),
    "old places of tones": lambda text: text.replace("oẻ", "ỏe").replace("oá", "óa"),
}
CLAIMED = [
    "chữa bệnh dạ dày",
    "tốt nhất Việt Nam",
    "tăng cường sức khoẻ",
    "chống lão hoá",
    "rau hữu cơ",
    "giải độc gan",
]


@pytest.mark.parametrize(("disguise", "claim"), list(pairs(DISGUISES, CLAIMED)))
def test_a_disguised_claim_is_found(disguise: str, claim: str) -> None:
    assert find_claims(DISGUISES[disguise](claim), "vi")


@pytest.mark.parametrize("lang", message_languages())
def test_every_kind_of_claim_says_why_on_which_law_and_what_to_write_instead(lang: str) -> None:
    for kind in claim_table().kinds.values():
        assert all(lang in text.root for text in (kind.why, kind.law, kind.rewrite))


def test_every_list_of_words_is_used_and_every_rule_has_a_kind() -> None:
    sets = (claim_table().negation, claim_table().plan, *claim_table().rules)
    parts = [part for each in sets for phrase in (*each.phrases, *each.unless) for part in phrase.split()]
    named = {part.removesuffix("?").strip("{}") for part in parts if part.startswith("{")}

    assert named == set(claim_table().words)
    assert {rule.kind for rule in claim_table().rules} == set(claim_table().kinds) - {"own"}


def test_addresses_claim_nothing() -> None:
    text = "Xem [chè](chua-benh/), https://example.vn/tot-nhat-viet-nam và www.example.vn/tri-ho."

    assert find_claims(text, "vi") == ()


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ("", True),
        # By the word of the press alone nothing is certified.
        ("{scheme: organic}", True),
        ("{scheme: organic, number: HC-1, seen: press}", True),
        ("{scheme: organic, seen: paper}", False),
        ("{scheme: organic, seen: list, source: 'https://a.gov.vn/'}", False),
        ("{scheme: organic, seen: paper, issued: 1/2/2024, expires: 24/11/2026}", False),
        ("{scheme: organic, seen: paper, issued: 1/2/2024, expires: 23/11/2026}", True),
        ("{scheme: vietgap, seen: paper}", True),
        ("{scheme: other, name: {vi: Chứng nhận nông nghiệp hữu cơ, en: Certificate}}", True),
        ("{scheme: other, name: {vi: Chứng nhận nông nghiệp hữu cơ, en: Certificate}, seen: paper}", False),
        ("{scheme: other, name: {vi: Chứng nhận khác, en: Certificate}}", True),
    ],
)
def test_a_scheme_may_be_named_with_its_certificate(tmp_path: Path, papers: str, told: bool) -> None:
    text = product(name="Rau hữu cơ", more=f"certificates: [{papers}]\n" if papers else "")
    found = codes(verdict(write(tmp_path, {"che": text})))

    assert found == (["claim_of_scheme che/product.yml name.vi"] if told else [])


@pytest.mark.parametrize("words", ["{} star OCOP", "{}-star OCOP", "{}‑star OCOP", "{}-sao OCOP", "OCOP {}-sao"])
@pytest.mark.parametrize(("stars", "told"), [("3", False), ("4", True), ("5", True)])
def test_stars_may_be_named_where_the_certificate_gives_so_many(
    tmp_path: Path, words: str, stars: str, told: bool
) -> None:
    paper = (
        "{scheme: ocop, stars: 3, number: 1/QĐ-UBND, issuer: {vi: UBND tỉnh Lạng Sơn}, issued: 2025-12-15, seen: paper}"
    )
    text = product(more=f"certificates: [{paper}]\nuse: {{vi: Pha trà, en: '{words.format(stars)}'}}\n")
    found = codes(verdict(write(tmp_path, {"che": text.replace("potential", "certified")})))

    assert ("claim_of_scheme che/product.yml use.en" in found) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("hữu cơ", []),
        ("HỮU CƠ", []),
        ("rau hữu cơ", []),
        ("cơ", ["claim_of_scheme che/product.yml name.vi", "accepted_claim_unused che/product.yml accepted_claims.0"]),
        (
            "gạo hữu cơ",
            ["claim_of_scheme che/product.yml name.vi", "accepted_claim_unused che/product.yml accepted_claims.0"],
        ),
    ],
)
def test_a_claim_is_kept_by_its_own_words(tmp_path: Path, kept: str, told: list[str]) -> None:
    text = product(name="Rau hữu cơ", more=f"accepted_claims: [{{text: {kept}, because: tên riêng}}]\n")

    assert codes(verdict(write(tmp_path, {"che": text}))) == told


def test_a_draft_may_still_claim(tmp_path: Path) -> None:
    text = product(name="Chè chữa bệnh").replace("potential", "draft")

    assert codes(verdict(write(tmp_path, {"che": text}))) == []
