"""Which articles of the store are about what a typed sentence speaks of, and where in them.

A term is a word that carries meaning with those that are near it, or an actor with each of its names. How much a term
says is its inverse document frequency among the stored articles (Spärck Jones, 1972), so "asbestos" counts for more
than "said"; rarer than one article in fifty no word counts for more, since headlines are full of rare words. What the
store does not hold at all counts as much: it is missed, not passed over.

Only full-text search is used. What an article is about is found without reading it; the few that hold enough are then
cut into sentences. This finds what to read and decides nothing of who asserts or denies.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import islice
from operator import or_
from typing import Any

from tracker.lexicon.synonyms import near_words
from tracker.queries.passages import sentences
from tracker.queries.sql_parts import fill, listed, rows
from tracker.views.row import Spot

ABOUT = 0.44  # the share of the sentence, by weight, that an article and its best passage hold on average
MOST_ARTICLES = 60  # that are read closely, those that hold most of the sentence
_STEMMING = "porter unicode61 remove_diacritics 2"  # as the full-text indexes of the store
_RAREST = 0.02  # of all articles: words in fewer all weigh the same
_FEWEST = 2  # articles, likewise
_SHORT = 5  # terms: in so few none is said by the way
_MOST_TERMS = 24
_MOST_NAMES = 60  # of an actor
_PASSAGE = 3  # sentences
_LONGEST = 200_000  # code points of an article that are looked at

_ALIASES = """
with one as (
    select ?1 as actor union select actor from same_actor where known_as = (
        select known_as from same_actor where actor = ?1))
select distinct alias from actor_aliases where actor in (select actor from one) order by alias limit ?2"""
_MANY_HOLDING = "select count(*) from articles_fts where articles_fts match ?"
_HOLDING = """
select rowid from articles_fts where articles_fts match ? and rowid not in (
    select n from articles where newer is not null)"""
_ARTICLES = """
select articles.n, articles.id, {article} as article, articles.title, articles.text, articles.outlet,
    articles.published as reported
from json_each(:numbers) as asked
join articles on articles.n = asked.value
order by articles.published_first is null, articles.published_first, articles.id"""

TermSet = int  # which terms of a sentence some words hold: one bit for each, since thousands of words are asked about


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the sentence names: the words that stand for it, and how much it says (0 and up)."""

    words: tuple[str, ...]
    weight: float = 0.0
    short: tuple[str, ...] = ()  # words that stand for it only where an article has one of the others: a last name
    is_actor: bool = False
    is_unseen: bool = False  # no stored article has any of its words

    @property
    def match(self) -> str:
        """The FTS5 query for the articles that name it; nothing in the words is taken as syntax."""
        return _any_of(self.words)

    @property
    def match_within(self) -> str:
        """The FTS5 query for the passages of such an article that name it, by a short name too."""
        return _any_of(self.words + self.short)


@dataclass(frozen=True)
class WeightedTerms:
    """The terms of a sentence, weighed in a store."""

    terms: tuple[Term, ...]

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(term.weight for term in self.terms)

    @cached_property
    def actors(self) -> TermSet:
        """The terms that are actors."""
        return sum(1 << number for number, term in enumerate(self.terms) if term.is_actor)

    @cached_property
    def unseen(self) -> TermSet:
        """The terms that no stored article has: nobody there says what they say."""
        return sum(1 << number for number, term in enumerate(self.terms) if term.is_unseen)

    @property
    def is_plain(self) -> bool:
        """Whether it has so few terms that none is said by the way."""
        return len(self.terms) <= _SHORT

    @cached_property
    def _shares(self) -> dict[TermSet, float]:
        """The shares that were asked for: there are few, of many words."""
        return {}

    def share(self, held: TermSet) -> float:
        """Return the share of the sentence, by weight, that these terms make up."""
        if held not in self._shares:
            self._shares[held] = sum(term.weight for term in self.among(held)) / self.weight
        return self._shares[held]

    def among(self, held: TermSet) -> list[Term]:
        """Return the terms that some words hold, in the order of the sentence."""
        return [term for number, term in enumerate(self.terms) if held >> number & 1]


@dataclass(frozen=True, slots=True)
class TermSpan:
    """Words of an article: their place, and the terms of the sentence that they hold."""

    start: int
    end: int
    held: TermSet

    @property
    def place(self) -> Spot:
        """Where they stand, in code points."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The articles that hold enough of a sentence (ids, in order of date), and those of them that are about it.

    `left_out` is how many others hold enough and were not looked at.
    """

    holding: tuple[str, ...]
    about: tuple[RetrievedArticle, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class RetrievedArticle:
    """An article that is about the sentence: its row, its sentences, and the passage that holds most of it."""

    row: dict[str, Any]
    sentences: tuple[TermSpan, ...]
    passage: TermSpan

    def best_sentences(self, query: WeightedTerms, most: int) -> list[TermSpan]:
        """Return so many sentences that hold most, the fullest first, of equal ones the first."""
        return sorted(self.sentences, key=lambda one: -query.share(one.held))[:most]


def weighted_terms(db: sqlite3.Connection, terms: Iterable[str], actors: Collection[str]) -> WeightedTerms:
    """Return terms of a sentence as they are searched for in a store; those in `actors` an article has to name."""
    total = db.execute("select count(*) from articles").fetchone()[0]
    made = [_term(db, term, term in actors) for term in sorted(terms)][:_MOST_TERMS]
    return WeightedTerms(tuple(weighed(db, term, total) for term in made))


def articles_about(db: sqlite3.Connection, query: WeightedTerms) -> Retrieved:
    """Return which articles to read, in order of date."""
    numbers, left_out = _candidates(db, query)
    articles = rows(db, fill(_ARTICLES), {"numbers": listed(map(str, numbers))})
    return Retrieved(tuple(row["id"] for row in articles), tuple(_about(db, query, articles)), left_out)


# -- terms --------------------------------------------------------------------------------------------------------


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join('"{}"'.format(word.replace('"', " ")) for word in words)


def _term(db: sqlite3.Connection, term: str, is_actor: bool) -> Term:
    """The words that stand for a term: of an actor its names, of a word those that are near it."""
    names = [row[0] for row in db.execute(_ALIASES, (term, _MOST_NAMES))] if "-" in term or term.isupper() else []
    if names:
        telling = [
            name for name in names if len(name) > 3 or "." in name
        ]  # "so" and "is" are other words in most texts
        person = db.execute("select kind from actors where id = ?", (term,)).fetchone() == ("person",)
        whole = [name for name in telling if " " in name] if person else []
        short = tuple({name.split()[-1] for name in whole})
        return Term(tuple(whole or telling or names), short=short, is_actor=is_actor)
    near = dict.fromkeys(word for group in near_words() if term in group for word in group)
    return Term((term.replace("-", " "), *near))


def weighed(db: sqlite3.Connection, term: Term, total: int) -> Term:
    """Return the term with its weight among all `total` articles."""
    held = db.execute(_MANY_HOLDING, (term.match,)).fetchone()[0]
    weight = math.log(1 + (total + 1) / (max(held, _FEWEST, _RAREST * total) + 0.5))
    return replace(term, weight=weight, is_unseen=not held)


# -- articles -----------------------------------------------------------------------------------------------------


def _candidates(db: sqlite3.Connection, query: WeightedTerms) -> tuple[list[int], int]:
    """Return the numbers of the articles that hold most of the sentence, and how many others hold enough of it.

    The mean of an article's share and that of a passage is no more than the article's. Of those that hold as much, the
    ids decide, so that the order of ingest does not.
    """
    found = [(n, round(held, 4)) for n, held in _holding(db, query).items() if held >= ABOUT * query.weight]
    if len(found) <= MOST_ARTICLES:
        return [number for number, _ in found], 0
    least = sorted((held for _, held in found), reverse=True)[MOST_ARTICLES - 1]
    most = [number for number, held in found if held > least]
    as_much = {number for number, held in found if held == least}
    in_order = (number for (number,) in db.execute("select n from articles order by id") if number in as_much)
    return [*most, *islice(in_order, MOST_ARTICLES - len(most))], len(found) - MOST_ARTICLES


def _holding(db: sqlite3.Connection, query: WeightedTerms) -> dict[int, float]:
    """Return the weight of the terms that each article holds, by its number.

    An article that holds enough has one of the weightiest terms: the others add to those alone.
    """
    held: dict[int, float] = {}
    left = query.weight
    for term in sorted(query.terms, key=lambda term: (-term.weight, term.words)):
        weight, begins = term.weight, left >= ABOUT * query.weight
        for (number,) in db.execute(_HOLDING, (term.match,)):
            if begins or number in held:
                held[number] = held.get(number, 0.0) + weight
        left -= weight
    return held


def _about(
    db: sqlite3.Connection, query: WeightedTerms, articles: Sequence[dict[str, Any]]
) -> Iterator[RetrievedArticle]:
    cut = [(row, list(sentences(row["text"][:_LONGEST]))) for row in articles]
    texts = [row["text"][start:end] for row, places in cut for start, end in places]
    held = iter(_held(db, query, [*texts, *(row["title"] or "" for row in articles)]))
    read = [(row, tuple(TermSpan(*place, next(held)) for place in places)) for row, places in cut]
    for (row, ones), title in zip(read, held, strict=True):
        passage = max(_passages(ones), key=lambda one: query.share(one.held), default=None)
        every = title | _together(ones)
        if passage is None or query.actors & ~every:
            continue
        if (query.share(every) + query.share(passage.held)) / 2 >= ABOUT:
            yield RetrievedArticle(row, ones, passage)


def _passages(ones: Sequence[TermSpan]) -> Iterator[TermSpan]:
    for last in range(1, len(ones) + 1):
        few = ones[max(0, last - _PASSAGE) : last]
        yield TermSpan(few[0].start, few[-1].end, _together(few))


def _together(some: Iterable[TermSpan]) -> TermSet:
    """The terms that any of the words hold."""
    return reduce(or_, (one.held for one in some), 0)


def _held(db: sqlite3.Connection, query: WeightedTerms, texts: Sequence[str]) -> list[TermSet]:
    """Return the terms that each text holds, found as the store's full-text search finds them."""
    options = f"content='', columnsize=0, tokenize='{_STEMMING}'"  # nothing but which texts match is asked of it
    db.execute(f"create virtual table temp.texts using fts5(text, {options})")
    try:
        db.execute("insert into temp.texts (rowid, text) select key, value from json_each(?)", (json.dumps(texts),))
        held = [0] * len(texts)
        for number, term in enumerate(query.terms):
            for (at,) in db.execute("select rowid from temp.texts where texts match ?", (term.match_within,)):
                held[at] |= 1 << number
    finally:
        db.execute("drop table temp.texts")
        db.commit()  # else the connection would go on reading the store as it is now
    return held
