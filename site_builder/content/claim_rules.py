"""The rules about claims: what advertising may not say without proof, and what a person has read and keeps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..catalogue.claims import Claim, claim_table
from ..catalogue.product import AcceptedClaim, Certificate
from ..catalogue.programme import OCOP_SCHEME, expiry_date, has_ended
from ..catalogue.vietnamese import fold
from ..messages import Problem
from .raw import HasPositions, ProductUnderCheck, RawCatalogue, RuleContext, warning_at
from .text_findings import TextFindings
from .visitor_texts import VisitorText, page_texts, text_blocks, visitor_texts

_CITED = re.compile(r"(?:^certificates|(?:^|\.)sources|\.documents)\.")
"""Paths of what names a paper: a certificate, an article, a document of an event."""
CONTEXT_LENGTH = 30
"""Characters shown on either side of the words that claim."""


def product_claims(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """The claims of a published product: a certificate that it lists may be named, and a person may keep the others."""
    if subject.published:
        product = subject.product
        review = _Review.of(product.certificates, context, product.accepted_claims)
        yield from review.problems(subject.entry, list(visitor_texts(product)))


def catalogue_claims(raw: RawCatalogue, context: RuleContext) -> Iterator[Problem]:
    """The claims of `catalogue.yml` (of its events too) and of written pages, which may name any certificate listed."""
    certificates = [paper for entry in raw.entries if entry.product for paper in entry.product.certificates]
    if raw.settings:
        review = _Review.of(certificates, context, raw.settings.accepted_claims)
        yield from review.problems(raw.catalogue, list(visitor_texts(raw.settings)))
    for entry in raw.written:
        if page := entry.page:
            review = _Review.of(certificates, context, page.accepted_claims)
            blocks = text_blocks(page.markdown, entry.first_line)
            texts = page_texts(page)
            texts += (VisitorText(f"{number}", page.lang, block) for number, block in blocks)
            for problem in review.problems(entry, texts):
                yield replace(problem, column=1, path="") if problem.path.isdigit() else problem


@dataclass(frozen=True, slots=True)
class _Review:
    """What is known where the claims of one file are judged."""

    certificates: Sequence[Certificate]
    accepted: Sequence[AcceptedClaim]
    own_words: tuple[str, ...]
    findings: TextFindings

    @classmethod
    def of(
        cls, certificates: Iterable[Certificate], context: RuleContext, accepted: Sequence[AcceptedClaim]
    ) -> _Review:
        in_force = [paper for paper in certificates if not has_ended(_last_day(paper), context.today)]
        # An OCOP grade that the press tells of is told as such in every place; of another scheme only the paper counts.
        in_force = [paper for paper in in_force if paper.scheme is OCOP_SCHEME or not paper.by_source]
        own_words = context.settings.claims if context.settings else ()
        return cls(in_force, accepted, own_words, context.findings)

    def problems(self, where: HasPositions, texts: Collection[VisitorText]) -> Iterator[Problem]:
        """A warning for each claim of `texts`, and for each acceptance that accepts nothing."""
        used = set()
        for text in texts:
            for claim in self.findings.claims(text.text, text.lang, self.own_words):
                kept = [at for at, accepted in enumerate(self.accepted) if _is_accepted(claim, accepted)]
                used.update(kept)
                # A certificate's number and issuer and the title of an article name its scheme, and claim nothing.
                certified = _CITED.search(text.path) is not None or self._is_certified(claim)
                if not kept and not (claim.rule.scheme and certified):
                    problem = _claim_problem(where, text.path, claim)
                    in_page = text.path.isdigit()  # the line in which a block of a page begins
                    line = int(text.path) + claim.text.count("\n", 0, claim.start) if in_page else problem.line
                    yield replace(problem, line=line)
        for at, accepted in enumerate(self.accepted):
            if at not in used:
                yield warning_at(where, "accepted_claim_unused", f"accepted_claims.{at}", found=accepted.text)

    def _is_certified(self, claim: Claim) -> bool:
        """Whether a certificate in force is of the scheme that the claim names."""
        names = [
            (paper, text) for paper in self.certificates for text in (paper.name.root.values() if paper.name else ())
        ]
        own_scheme = claim.rule.scheme != "other" and any(
            paper.scheme == claim.rule.scheme and _has_claimed_stars(paper, claim.words) for paper in self.certificates
        )
        return own_scheme or any(
            found.rule == claim.rule for _, text in names for found in self.findings.claims(text, None)
        )


def _last_day(paper: Certificate) -> date | None:
    return expiry_date(paper) if paper.scheme is OCOP_SCHEME else paper.expires


STAR_WORDS = {"ba": "3", "bốn": "4", "năm": "5", "three": "3", "four": "4", "five": "5"}


def _has_claimed_stars(paper: Certificate, words: str) -> bool:
    """Whether the certificate gives the stars that are named in `words`, if any are."""
    named = {STAR_WORDS.get(word, word) for word in re.findall(r"\w+", words.casefold())} & {"3", "4", "5"}
    return not named or paper.stars in named


def _is_accepted(claim: Claim, accepted: AcceptedClaim) -> bool:
    """Whether these words are what a person has read: the claim itself, or more words around it."""
    words = fold(accepted.text)
    return fold(claim.words) in words and words in fold(claim.text)


def _claim_problem(where: HasPositions, path: str, claim: Claim) -> Problem:
    before = _clip_words(claim.text[: claim.start], -CONTEXT_LENGTH)
    after = _clip_words(claim.text[claim.end :], CONTEXT_LENGTH)
    context = " ".join(f"{before}{claim.text[claim.start : claim.end]}{after}".split())
    kind = claim_table().kinds[claim.rule.kind]
    sentences = {
        lang: {"why": kind.why[lang], "law": kind.law[lang], "rewrite": kind.rewrite[lang]}
        for lang in kind.why.languages()
    }
    code = "claim_of_scheme" if claim.rule.scheme else "claim"
    problem = warning_at(where, code, path, word=claim.words, context=context, scheme=claim.rule.scheme or "")
    return replace(problem, translated=sentences)


def _clip_words(text: str, room: int) -> str:
    """Whole words in at most `room` characters of the beginning, or of the end where it is negative."""
    if len(text) <= abs(room):
        return text
    return f"… {text[room:].partition(' ')[2]}" if room < 0 else f"{text[:room].rpartition(' ')[0]} …"
