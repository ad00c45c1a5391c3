"""Which articles may tell of the same affair: only the statements of related articles are compared.

An article is filed under its key terms, those that it uses most and that are rare in English, and under what each
statement has rarest and who does what in it. Two are related where the weights of all that they share add up to enough,
and they were published within some months of each other. This depends on the two alone, so it is the same whichever
came first; but what hundreds of articles of those months stand under tells nothing of any two of them and no longer
counts, so that an article has no more related ones in a store of a million claims than in one of ten thousand. And both
name somebody, a body or a place in common: "the rains spoilt the crop" is told of many a country.

How rare a word is follows from its place in the encoder's vocabulary, which stands in the order of frequency (Zipf's
law: Zipf, Human Behavior and the Principle of Least Effort, 1949).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.dates import MONTHS, WEEKDAYS, PartialDate
from tracker.models.wordpiece import piece_id
from tracker.store.store import Store
from tracker.terms import LEAST_SHARED, MOST_FILED, is_actor_key
from tracker.word_lists import word_list

KEY_TERMS = 24  # of an article
_PERIOD = 90  # days; articles of the same or the next period are near
_FIRST_WORD = 1996  # number of the most frequent word of the vocabulary
_NAME, _UNKNOWN, _COUNTRY = 14.0, 15.0, 2.0  # of persons and bodies; of what is not in the vocabulary; of states
_ABBREVIATION = 5.0  # "pct", "dlrs": not in the vocabulary, and yet frequent
_COMMON = 6.0  # of the thirty or so terms that are so frequent in news that sharing them tells nothing
_USES_POWER = 0.7  # to which the number of uses is raised: three uses do not make a term three times as telling
_ANY_PERIOD = ""  # of an article without a date: near to all
_DOES, _DOES_TO = 7.0, 14.0  # weight of sharing who does what, and who does what to whom

# A word with a capital within a sentence is a name, where it never stands in small letters and is none of those that
# news of every affair holds: days, titles, offices.
_WORD = re.compile(r"\b[^\W\d_]{2}[\w-]*")
_WITHIN_SENTENCE = re.compile(r"(?<=[^\W\d_]\s|[,;:]\s)[^\W\d_]{2}[\w-]*")
_FIRST_OF_SENTENCE = re.compile(r"[.!?]\s+([^\W\d_])")
_NO_NAMES = word_list("light_words", "in_any_news") | set(MONTHS) | set(WEEKDAYS)

_STATEMENTS = """
select terms, core, stance in ('deny', 'deny_knowledge', 'no_comment') and not spelled_out as points
from statements where article = ? and claimed is not null
"""
_RELATED = """
with near (period) as materialized (select value from json_each(?2)),
telling (term) as materialized (
    select asked.value from json_each(?1) as asked
    where (
        select count(*) from (
            select 1 from near cross join article_terms using (period) where term = asked.value limit ?5 + 1
        )
    ) <= ?5
)
select article, sum(weight) as shared from telling cross join near cross join article_terms using (term, period)
where article <> ?3
group by article having shared >= ?4
order by article
"""
# The United States is named in news of every affair, as Washington is.
_ACTORS = """
select article, terms from statements where article in (select value from json_each(?1))
union all
select article, acts_for from statements where article in (select value from json_each(?1)) and acts_for is not null
"""
_TEXTS = """
select id, iif(typeof(text) = 'text', text, '') as text from articles where id in (select value from json_each(?))
"""


def file_article(store: Store, article_id: str) -> None:
    """File an article under its key terms."""
    rows = list(store.rows(_STATEMENTS, article_id))
    (published,) = store.rows("select published from articles where id = ?", article_id)
    weights = {term: weight_of(term) for term in key_terms(row["terms"] for row in rows)}
    for row in rows:
        weights |= _statement_weights(row["terms"].split(), row["core"], points=row["points"])
    store.put_article_terms(article_id, _period(published["published"]), weights)


def _statement_weights(terms: Sequence[str], core: str | None, *, points: bool) -> dict[str, float]:
    """The keys under which a statement is filed, with weights: its two rarest terms, and who does what (to whom).

    For an answer that only points at what it answers (`points`), every actor of it is taken to do every other term.
    """
    weights = {}
    rarest = sorted(terms, key=lambda term: (-weight_of(term), term))[:2]
    if len(rarest) == 2:
        weights["+".join(sorted(rarest))] = sum(map(weight_of, rarest))
    if core:
        agent, verb, _ = core.split()
        weights |= {f"={core}": _DOES_TO, f"~{agent} {verb}": _DOES}
    if points:
        actors = [term for term in terms if rarity(term) == _COUNTRY or "-" in term]
        weights |= {f"~{actor} {term}": _DOES for actor in actors for term in terms if term not in actors}
    return weights


def related_to(store: Store, article_id: str) -> list[str]:
    """Return the ids of the articles that are related to a filed one, in their order."""
    filed = store.rows("select term, period from article_terms where article = ?", article_id)
    if not filed:
        return []
    terms, period = [row["term"] for row in filed], filed[0]["period"]
    if period == _ANY_PERIOD:
        periods = [row["period"] for row in store.rows("select distinct period from article_terms")]
    else:
        periods = [_ANY_PERIOD, *(str(int(period) + n) for n in (-1, 0, 1))]
    asked = json.dumps(terms), json.dumps(periods), article_id, LEAST_SHARED, MOST_FILED
    shared = [row["article"] for row in store.rows(_RELATED, *asked)]
    named = _named(store, [article_id, *shared])
    return [id_ for id_ in shared if named[article_id].may_be_of_one_affair(named[id_])]


@dataclass(frozen=True, slots=True)
class _Named:
    """What an article names, in small letters, and all that has a capital in it, as a sentence begins too."""

    names: frozenset[str]
    capitals: frozenset[str]
    actors: frozenset[str]

    def may_be_of_one_affair(self, other: _Named) -> bool:
        """Return whether both name something in common; what names nothing may be of any affair."""
        if not self.names or not other.names or not self.actors.isdisjoint(other.actors):
            return True
        return not self.names.isdisjoint(other.capitals) or not other.names.isdisjoint(self.capitals)


def _named(store: Store, articles: Sequence[str]) -> dict[str, _Named]:
    """What each of the articles names, by id."""
    ids = json.dumps(articles)
    actors = defaultdict[str, set[str]](set)
    for row in store.rows(_ACTORS, ids):
        actors[row["article"]] |= set(filter(is_actor_key, row["terms"].split())) - {"USA"}
    texts = store.rows(_TEXTS, ids)
    return {row["id"]: _Named(*_named_in(row["text"]), frozenset(actors[row["id"]])) for row in texts}


@lru_cache(maxsize=1024)  # texts of one affair are looked at again with each that comes
def _named_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a text names, and all that has a capital in it; nothing where sentences begin with small letters."""
    firsts = _FIRST_OF_SENTENCE.findall(text)
    if sum(map(str.islower, firsts)) > sum(map(str.isupper, firsts)):
        return frozenset(), frozenset()
    words = _WORD.findall(text)
    within = {word.lower() for word in _WITHIN_SENTENCE.findall(text) if word[0].isupper()}
    return frozenset(within - _NO_NAMES).difference(words), frozenset(w.lower() for w in words if w[0].isupper())


def key_terms(terms_of_statements: Iterable[str]) -> list[str]:
    """Return the key terms of an article from the terms of each of its statements."""
    uses = Counter(term for terms in terms_of_statements for term in set(terms.split()) if not term[0].isdigit())
    weights = {term: rarity(term) * n**_USES_POWER for term, n in uses.items()}
    return sorted(weights, key=lambda term: (-weights[term], term))[:KEY_TERMS]


def weight_of(term: str) -> float:
    """Return the weight of a term that two articles share: its rarity beyond that of terms common in all news."""
    return max(0.0, rarity(term) - _COMMON)


def rarity(term: str) -> float:
    """Return how rare a term is: the binary logarithm of its rank among English words, or what stands for it."""
    if term.isupper() and len(term) == 3:
        return _COUNTRY
    if "-" in term:
        return _NAME
    rank = (piece_id(term) or 0) - _FIRST_WORD + 1
    if rank > 0:
        return math.log2(rank + 1)
    return _UNKNOWN if re.search("[aeiouy]", term) else _ABBREVIATION


def _period(published: str | None) -> str:
    date = PartialDate.parse(published) if published else None
    return str(date.first.toordinal() // _PERIOD) if date else _ANY_PERIOD
