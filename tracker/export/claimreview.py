"""ClaimReview (schema.org), for the claims that a person has rated from 1 to 5: no other judgement is exported.

The rating is that person's, in the words of the Admiralty scale, not as a number, with the reason. The author of the
claim is who asserts it first; the articles that carry it are its appearances, each with the place of the words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.errors import UsageError
from tracker.export.form_parts import Form, batches, iso_prefix, json_list, json_text, selectors
from tracker.queries.decided import CREDIBILITY, NOT_JUDGED
from tracker.queries.filters import Found
from tracker.queries.quoted import quotations, speakers
from tracker.queries.sides import Sides, sides_of
from tracker.views.claims import ClaimRow
from tracker.views.quotations import Quotation, Speaker
from tracker.views.reports import Report, Word

_CONTEXT = ["https://schema.org", {"oa": "http://www.w3.org/ns/oa#"}]
_KINDS = {"person": "Person", "office": "Organization", "organisation": "Organization", "outlet": "Organization"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews, and the address of each: a `url` with {id} for the claim's id. "" where not known.

    UsageError for a url without {id}.
    """

    name: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        """Refuse an address without {id}."""
        if self.url and "{id}" not in self.url:
            raise UsageError(f"--url {self.url} is the same for every claim: put {{id}} where the claim's id stands")


def rated_among(claims: Found[ClaimRow], limit: int | None) -> Found[ClaimRow]:
    """Return the claims that a person has rated from 1 to 5, at most `limit`; 6 says that a claim cannot be judged."""
    rated = [row for row in claims.rows if row.credibility != NOT_JUDGED]
    shown = tuple(rated[:limit])
    return Found(shown, len(rated) - len(shown), claims.undated)


def claimreview(db: sqlite3.Connection, claims: Sequence[ClaimRow], publisher: Publisher) -> Iterator[bytes]:
    """Yield a JSON-LD document with one ClaimReview for each of these claims; all must be rated."""
    before = f'{{"@context": {json_text(_CONTEXT)}, "@graph": ['
    return json_list(before, _reviews(db, claims, publisher), "]}\n")


def _reviews(db: sqlite3.Connection, claims: Sequence[ClaimRow], publisher: Publisher) -> Iterator[Form]:
    for batch in batches(claims):
        sides = sides_of(db, [row.id for row in batch])
        ids = [report.id for both in sides.values() for report in _carrying_reports(both)]
        quoted, spoken = quotations(db, ids), speakers(db, ids)
        for row in batch:
            reviewed = _reviewed_claim(sides[row.id], quoted, spoken)
            yield _review(row, reviewed, publisher)


def _review(row: ClaimRow, reviewed: Form, publisher: Publisher) -> Form:
    (rating,) = (word for word in row.decided_by if word.what == "rated")
    return {
        "@type": "ClaimReview",
        "identifier": row.id,
        **({"url": publisher.url.replace("{id}", row.id)} if publisher.url else {}),
        "claimReviewed": row.words,
        "reviewRating": _rating(row.credibility, rating),
        "author": _named("Organization", publisher.name) if publisher.name else _named("Person", rating.who),
        "datePublished": rating.at[:10],
        "itemReviewed": reviewed,
    }


def _rating(credibility: str, rating: Word) -> Form:
    why = {"ratingExplanation": rating.why} if rating.why else {}
    return {"@type": "Rating", "alternateName": CREDIBILITY[credibility].capitalize(), **why}


def _carrying_reports(sides: Sides) -> tuple[Report, ...]:
    """Return the reports that carry a claim: those that assert it, else those that deny it."""
    return sides.asserted or sides.denied


def _reviewed_claim(sides: Sides, quoted: dict[str, Quotation], spoken: dict[str, list[Speaker]]) -> Form:
    works = {quoted[report.id].article.id: _work(quoted[report.id]) for report in reversed(_carrying_reports(sides))}
    first, *_ = _carrying_reports(sides)
    authors = [_author(speaker) for speaker in spoken[first.id]] if sides.asserted else []
    dated = first.said or first.reported
    return {
        "@type": "Claim",
        **({"author": authors if len(authors) > 1 else authors[0]} if authors else {}),
        **({"datePublished": said} if (said := iso_prefix(first.said)) else {}),
        **({"firstAppearance": works[quoted[first.id].article.id]} if dated else {}),
        "appearance": list(reversed(works.values())),
    }


def _author(speaker: Speaker) -> Form:
    """Return who asserts a claim; without a type where a source is unnamed, which may be a person or a body."""
    kind = _KINDS.get(speaker.kind)
    return _named(kind, speaker.name) if kind else {"name": speaker.name}


def _named(kind: str, name: str) -> Form:
    return {"@type": kind, "name": name}


def _work(quoted: Quotation) -> Form:
    """Return an article as a work in which a claim appears, with the place of the first words that carry it."""
    article = quoted.article
    known = {
        "url": article.url,
        "headline": article.title,
        "datePublished": iso_prefix(article.published),
        "publisher": _named("Organization", article.outlet) if article.outlet else None,
    }
    return {
        "@type": "NewsArticle",
        "identifier": article.id,
        **{name: value for name, value in known.items() if value},
        "oa:hasSelector": [_in_annotation_terms(selector) for selector in selectors(quoted)],
    }


def _in_annotation_terms(selector: Form) -> Form:
    """Return a selector with the names of the Web Annotation vocabulary."""
    kind = {"@type": f"oa:{selector['type']}"}
    return kind | {f"oa:{name}": value for name, value in selector.items() if name != "type"}
