"""A statement with its proposition, as linking sees it: from the store, with vectors of what it tells and denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import Row

import numpy as np
from numpy.typing import NDArray

from tracker.lexicon.opposites import directions_of
from tracker.models.relations import REACH, Text, plain, whole
from tracker.records import DENYING, Quantity

UNDATED = "9999"  # what is undated comes last
_ESTIMATING = re.compile(
    r"\b(?:estimat|forecast|expect|project|predict|target|poll|survey|average|rumou?r)\w*", re.IGNORECASE
)
UNIT = 127.0**2  # what a product of two vectors is multiplied by
KNOWING = (
    r"(?:kn[eo]ws?|knowing|known(?! to\b| as\b)|(?:is|are|be|been|being|was|were) (?:aware|told|informed)"
    r"|(?:has|have|had) (?:\w+ )?knowledge)\b"
)
_OF_KNOWING = re.compile(rf"(?:(?!(?:who|which|that)\b)[\w'’.-]+\s+){{0,5}}?{KNOWING}", re.IGNORECASE)
_DENYING = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.IGNORECASE)
# What an answer says of itself: never what the claim must hold. Lemmas, with synonyms made one.
_OF_ANSWERING = frozenset(
    "hear know claim report accuse suggestion idea notion assertion account story rumour rumor speculation reply "
    "comment "
    "detail question false untrue fake baseless lie truth true nonsense wrong ask-not describe discuss confirm deny "
    "information source intelligence collective evidence statement characterization criticism insinuation make "
    "type".split()
)
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Told:
    """A statement with its proposition, as far as linking needs it."""

    statement: str
    proposition: str
    article: str
    source: str | None
    stance: str
    words: str  # of the proposition
    whole: str  # of the statement, with who says it and how
    terms: frozenset[str]
    core: str | None  # "agent verb counterpart"
    negated: bool
    spelled_out: bool
    own_voice: bool
    quantities: tuple[Quantity, ...]
    clauses: tuple[str, ...]  # what its main clauses say, where it has several
    before: str  # what stands before the statement
    start: int
    end: int
    first: str | None  # the days between which it happens, where it says so
    last: str | None
    said: str  # the day on which it was said or reported, or the first of some; UNDATED where that is not known
    said_until: str  # the last of them
    speaker: str | None  # the name of the source
    side: str | None  # whom the speaker acts for, else who it is, or of those who are not named what they are called
    tells: Vector  # of whole numbers, so that a product is exact whatever it is computed with
    denies: Vector
    contests: float  # how likely it contests something, as the relation model reads it
    certainty: str | None  # the words that say how sure it is
    narrated: bool  # the outlet only tells it
    contested: bool  # a denial or a refusal says whose claim it is

    @property
    def claimed_vector(self) -> Vector:
        """What its proposition says: of a denial what it denies, else what it tells."""
        return self.denies if self.stance in DENYING else self.tells

    @cached_property
    def directions(self) -> frozenset[int]:
        """Which sides its words tell, of those that have an opposite."""
        return directions_of(self.words)

    @cached_property
    def speaks_of(self) -> frozenset[str]:
        """The terms of what it answers, without those that only say that it does."""
        return self.terms - _OF_ANSWERING

    @cached_property
    def is_of_knowing(self) -> bool | None:
        """Whether it tells what somebody knew or was told: "he knew that arms were sold" is not "arms were sold".

        None for who "knew nothing of a sale" or "denied knowing of it": he speaks of the sale, and of what he knew.
        """
        found = _OF_KNOWING.match(self.words) is not None
        only_disclaimed = self.stance == "deny_knowledge" and not (found and _DENYING.search(self.whole))
        return None if only_disclaimed else found

    @property
    def claimed(self) -> Text:
        """The words of the proposition, with what stands before the statement."""
        return self.before, self.words

    @property
    def told(self) -> Text:
        """The words of the statement, with what stands before it; of "It was not, he said" with what was asked."""
        answer = f"{self.words}? {self.whole}" if self._is_short_answer else self.whole
        return self.before, whole(answer, self.words)

    @property
    def _is_short_answer(self) -> bool:
        """Whether it denies in few words what stands elsewhere: what was asked, "he said of reports that it was"."""
        denied, told = (set(re.findall(r"\w+", words.casefold())) for words in (self.words, self.whole))
        return self.stance in DENYING and self.spelled_out and len(denied & told) < len(denied) / 2

    @property
    def is_hedged(self) -> bool:
        """Whether it is an estimate, or holds a figure that is a range: another one is no contradiction then."""
        return (
            self.certainty is not None
            or any(q.low != q.high for q in self.quantities)
            or _ESTIMATING.search(self.whole) is not None
        )


def told_from(row: Row) -> Told:
    """Return a statement from a row of the columns that `TOLD` selects."""
    quantities = tuple(Quantity.parse(one) for one in (row["quantities"] or "").split("|") if one)
    return Told(
        statement=row["statement"],
        proposition=row["proposition"],
        article=row["article"],
        source=row["source"],
        stance=row["stance"],
        words=row["words"],
        whole=row["whole"],
        terms=frozenset(row["terms"].split()),
        core=row["core"],
        negated=bool(row["negated"]),
        spelled_out=bool(row["spelled_out"]),
        own_voice=bool(row["own_voice"]),
        quantities=quantities,
        clauses=tuple(row["clauses"].splitlines()),
        before=plain(row["before"]),
        start=row["start"],
        end=row["end"],
        first=row["happened_first"],
        last=row["happened_last"],
        said=row["said"],
        said_until=row["said_until"],
        tells=vector_from(row["tells"]),
        denies=vector_from(row["denies"]),
        contests=row["contests"],
        speaker=row["speaker"],
        side=row["side"],
        certainty=row["certainty"],
        narrated=bool(row["narrated"]),
        contested=bool(row["contested"]),
    )


TOLD = f"""
select statements.id as statement, propositions.id as proposition, propositions.article, statements.source,
    statements.stance, propositions.words, statements.words as whole, propositions.terms, propositions.core,
    propositions.negated, propositions.spelled_out, statements.own_voice, propositions.quantities,
    propositions.clauses, statements.start, statements.end, propositions.happened_first, propositions.happened_last,
    coalesce(statements.said_first, articles.published_first, '{UNDATED}') as said,
    coalesce(statements.said_last, articles.published_last, '{UNDATED}') as said_until, propositions.tells,
    propositions.denies, propositions.contests,
    iif(typeof(articles.text) = 'text',
        substr(articles.text, max(1, statements.start + 1 - {REACH}), min({REACH}, statements.start)), '') as before,
    statements.certainty, statements.narrated is not null as narrated, statements.contested,
    sources.name as speaker, iif(
        statements.anonymity = 'unnamed', sources.name, coalesce(statements.acts_for, sources.actor, sources.name)
    ) as side
from propositions
cross join statements on statements.id = propositions.statement
cross join articles on articles.id = propositions.article
left join sources on sources.id = statements.source
"""


def nearness(some: Iterable[Told], others: Iterable[Told]) -> Vector:
    """Return the cosines of what each of some claims with what each of the others does, as their articles have it."""
    return cosines([told.claimed_vector for told in some], [told.claimed_vector for told in others])


def answering(answer: Told, claims: Iterable[Told]) -> list[float]:
    """Return the cosines of what an answer denies with what each of the claims tells."""
    return list(map(float, cosines([answer.denies], [claim.tells for claim in claims])[0]))


def vector_from(numbers: bytes) -> Vector:
    """Return a vector from its numbers of 8 bits, as the relation models give and the store keeps it."""
    return np.frombuffer(numbers, np.int8).astype(np.float32)


def cosines(some: Sequence[Vector], others: Sequence[Vector]) -> Vector:
    """Return the cosine of each of `some` vectors (rows) with each of the `others` (columns)."""
    found: Vector = np.array(some) @ np.array(others).T / UNIT
    return found
