"""A sentence that a person types, read as an article is: its terms and core, its actors, and its vectors."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.extract.people import People
from tracker.extract.propositions import proposition_of, spoken_mentions
from tracker.models.limits import limits
from tracker.models.reader import FoundStatement, read
from tracker.parsing import parse
from tracker.records import Article, Proposition


@dataclass(frozen=True, slots=True)
class TypedSentence:
    """What a sentence says, as a proposition that no source has stated, and the keys of the actors that it is about.

    A sentence that reports a denial has a `negated` proposition, as one with a "not" does.
    """

    proposition: Proposition
    actors: frozenset[str]  # without countries whose name only says where


def read_sentence(sentence: str) -> TypedSentence | None:
    """Return what a typed sentence says; None where it has no content words."""
    page = parse(Article(text=sentence))
    reading = read(sentence, page.noun_phrases())
    people, whole = People(page, reading.mentions), (0, len(sentence))
    proposition = proposition_of(people, (), [whole], ("assert", "assertive"))
    if proposition is None or not proposition.terms or reading.vectors is None:
        return None
    tells, denies = reading.vectors.of(*whole)
    negated = proposition.negated or any(_reports_denial(found, len(sentence)) for found in reading.statements)
    spoken_of = {mention.actor for mention in spoken_mentions(people, [whole]) if mention.role == "spoken_of"}
    return TypedSentence(
        replace(proposition, negated=negated, tells=tells, denies=denies),
        frozenset(spoken_of.intersection(proposition.terms)),
    )


def _reports_denial(found: FoundStatement, length: int) -> bool:
    """Whether it is a denial of what most of the sentence says: "NATO denied that it sent troops"."""
    covered = sum(end - start for start, end in found.content)
    return found.kinds["denial"] >= limits().kinds["denial"] and covered > length / 2
