"""Topics: what a person names a story by, as filters: words, an actor, or a claim with the claims related to it.

Words are matched as by `--about`. Where no claim holds all of them, claims are sought that hold a similar word for
each, and the answer says so. The topic of a claim is the claim itself, the claims that share one of its answers, and
claims that tell of the same affair: those in its articles, and in articles filed under the same key terms in the months
around (see link.related, which files them), with a report that shares enough of its terms by weight, and an actor where
both name any. That depends on the claim and the store alone, so `stories`, which proposes it, and `story`, which opens
it, find the same.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from tracker.errors import UnknownName, UsageError
from tracker.queries.filters import Filters, Listing
from tracker.queries.meetings import meetings
from tracker.queries.names import ID_PREFIX, WHOLE_ID, find_record
from tracker.queries.question import STATEMENTS_ABOUT, Question, claims_with
from tracker.queries.search_words import full_text, phrases
from tracker.queries.sql_parts import listed, rows
from tracker.queries.topic_words import topic_terms
from tracker.terms import LEAST_SHARED, MOST_FILED, is_actor_key

ALIKE = 0.2  # the least share of terms, by weight, that a claim has in common with another of its topic
MOST_CLAIMS = 200  # in the topic of a claim: those that are most alike
MOST_ARTICLES = 100  # that are searched for them: those that share most key terms
MOST_STATEMENTS = 2500  # a topic that more statements fit is narrowed to its latest claims
MOST_LISTED = 20_000  # statements: where more fit, each claim is checked rather than all statements listed
MOST_LAST = 100  # claims answered last, and as many reported last, that a narrowed topic keeps
_RECENT = 400  # articles that are searched for those reported last
_MOST_NEAR = 2000  # claims that hold words similar to those typed
_SUGGESTED = 3  # words, at most, in place of one that nothing holds
_SPELLED_LIKE = 0.75  # least ratio (difflib) of two words that are spelled alike
_SAME_BEGINNING = 2  # letters that such words begin with in common
_COUNTED_TO = 1000  # statements that hold a word; of more only that they are more is said

TOPIC = Listing("stories", orders={"id": "id"})
_IN_WINDOW = "answered_first <= :until and answered_last >= :since"
# "limit -1" (none) keeps the inner order, so that SQLite checks only as many claims as the outer limit needs.
_ANSWERED_LAST = """
select answered.claim
from (
    select id as claim from claims where answered_last is not null and {window}
    order by answered_last desc, id limit -1
) as answered
where {fits} limit :most"""
_REPORTED_LAST = """
with recent as (
    select id, published_first from articles
    where newer is null and {in_places} and published_first <= :until and published_last >= :since
    order by published_first desc, id limit :recent
)
select distinct statements.claim
from recent
cross join statements on statements.article = recent.id and statements.claim is not null and {fits_too}
limit :most"""
_COUNT_HOLDING = f"""
select count(*) as n from (
    select 1 from claimed_fts
    cross join statements on statements.n = claimed_fts.rowid and not statements.hidden
    where claimed_fts match :query limit {_COUNTED_TO})"""
_OF_CLAIM = """
    select id from statements where claim = :claim
    union
    select answers.statement from statements as members
    cross join answers on answers.answered = members.id and answers.state = 'linked'
    where members.claim = :claim"""
_SHARING_ANSWERS = """
select distinct others.claim
from statements as members
cross join answers as one on one.answered = members.id and one.state = 'linked'
cross join answers as other on other.statement = one.statement and other.state = 'linked'
cross join statements as others on others.id = other.answered
where members.claim = :claim and others.claim <> :claim
order by 1"""
_ARTICLES = f"""
with mine as materialized (select distinct article from statements where id in ({_OF_CLAIM})),
filed as materialized (select distinct term, period from article_terms where article in (select article from mine)),
near (period) as materialized (
    select period from filed
    union select cast(period + step.value as text) from filed, json_each('[-1, 1]') as step where period <> ''
    union select '' from filed
), telling (term) as materialized (
    select asked.term from (select distinct term from filed) as asked
    where (select count(*) from (
        select 1 from near cross join article_terms using (period) where term = asked.term limit {MOST_FILED} + 1
    )) <= {MOST_FILED}
)
select article from (
    select article, 1e9 as shared from mine
    union all
    select article, sum(weight) from telling cross join near cross join article_terms using (term, period)
    where article not in (select article from mine)
    group by article having sum(weight) >= {LEAST_SHARED}
)
order by shared desc, article limit {MOST_ARTICLES}"""
# The terms of each statement of the articles, and the claim that it reports, null where no list shows it.
_TERMS = """
select statements.id, statements.terms, iif(statements.hidden, null, statements.claim) as claim
from json_each(:articles) as asked cross join statements on statements.article = asked.value
where statements.claimed is not null"""
_TERMS_OF_CLAIM = "select terms from statements where claim = :claim"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, the filters that find it, and the claim that it is the topic of, if any.

    `near` has the similar words that were taken for those typed, where no claim holds all of these. `kept` are the
    claims that `narrowed_to_latest` left of a topic that about `fitting` statements fit; empty where it was small.
    """

    name: str
    filters: Filters
    claim: str | None = None
    near: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    fitting: int = 0


def topic_of(db: sqlite3.Connection, typed: str | None, filters: Filters) -> Topic:
    """Return the topic that a person typed (words or an id), within the filters.

    UsageError where neither is given, or the id is of no claim; UnknownName where the store holds nothing of the kind,
    with the nearest that it holds.
    """
    words = (typed or "").strip()
    if not words:
        return _topic_of_filters(filters)
    if (claim := _claim_typed(db, words)) is not None:
        return topic_of_claim(db, claim, filters)
    about = " ".join(filter(None, (words, filters.about)))
    if _number_holding(db, about):
        return Topic(words, replace(filters, about=about))
    return _near_topic(db, words, filters)


def topic_of_claim(db: sqlite3.Connection, claim: str, filters: Filters) -> Topic:
    """Return the topic that begins with a claim of the store, by its whole id."""
    return Topic(_claim_words(db, claim), replace(filters, claims=related(db, claim)), claim)


def narrowed_to_latest(db: sqlite3.Connection, topic: Topic) -> Topic:
    """Return the topic; one that more than MOST_STATEMENTS fit keeps the claims that were answered or reported last.

    To read all that mentions a frequent actor, or holds a frequent word, would take seconds in a large store.
    """
    filters = topic.filters
    if filters.claims is not None:
        return topic
    question = Question.of(db, replace(filters, limit=None), TOPIC)
    fitting = question.fewest_statements or 0
    if fitting <= MOST_STATEMENTS:
        return topic
    fits = question.claim_fits if fitting > MOST_LISTED else partial(question.claims, dated=False)
    gaps = {
        "window": _IN_WINDOW if any(question.dated) else "true",
        "fits": fits("answered.claim"),
        "fits_too": fits("+statements.claim"),
        "in_places": question.in_places,
    }
    values = {**question.values, "most": MOST_LAST, "recent": _RECENT}
    kept = dict.fromkeys(
        row["claim"] for sql in (_ANSWERED_LAST, _REPORTED_LAST) for row in rows(db, sql.format_map(gaps), values)
    )
    return replace(topic, kept=tuple(kept), fitting=fitting)


def _topic_of_filters(filters: Filters) -> Topic:
    names = [name for name in (*filters.actors, filters.about, filters.article, filters.outlet) if name]
    if not names:
        raise UsageError(
            'say what the story is of: words (`tracker story "arms request"`), an actor (--actor Russia) or the id of '
            "a claim; `tracker stories` proposes some"
        )
    return Topic(" · ".join(names), filters)


# -- ids --------------------------------------------------------------------------------------------------------


def _claim_typed(db: sqlite3.Connection, typed: str) -> str | None:
    """Return the claim that an id, or the beginning of one, stands for; None where words were typed.

    What could be either ("dread") is taken for a word where a statement holds it, unless it is as long as an id.
    """
    if not ID_PREFIX.fullmatch(typed) or (len(typed) < WHOLE_ID and _number_holding(db, typed)):
        return None
    try:
        record = find_record(db, typed)
    except UnknownName:
        if len(typed) < WHOLE_ID:
            return None
        raise
    claim = _claim_of(db, record.letter, record.id)
    if claim is None and record.letter:
        raise UsageError(
            f"{typed} is no claim, nor a statement that reports or answers one: see `tracker show {typed}`"
        )
    return claim


def _claim_of(db: sqlite3.Connection, letter: str, id_: str) -> str | None:
    """The claim with this id, or that the statement with this id reports, or else answers best; None for others."""
    if letter == "c":
        return id_
    sql = """
        select claim from statements where id = :id and claim is not null
        union all
        select claim from (
            select answered.claim from answers
            join statements as answered on answered.id = answers.answered and answered.claim is not null
            where answers.statement = :id and answers.state = 'linked'
            order by answers.score desc, answered.claim)"""
    claims = rows(db, sql, {"id": id_}) if letter == "s" else []
    return str(claims[0]["claim"]) if claims else None


def _claim_words(db: sqlite3.Connection, claim: str) -> str:
    sql = "select words from claims where id = :claim"
    return str(rows(db, sql, {"claim": claim})[0]["words"])


# -- words ------------------------------------------------------------------------------------------------------


def _number_holding(db: sqlite3.Connection, words: str) -> int:
    """Return how many statements that lists show hold all the words, at most _COUNTED_TO."""
    return _count(db, full_text(words))


def _count(db: sqlite3.Connection, query: str) -> int:
    return int(rows(db, _COUNT_HOLDING, {"query": query})[0]["n"])


def _near_topic(db: sqlite3.Connection, words: str, filters: Filters) -> Topic:
    """Return the topic of the claims that hold a similar word for each one typed, else of meetings that hold these.

    UnknownName where there are neither.
    """
    terms = topic_terms(db, words)
    query = " AND ".join(f"({term.match})" for term in terms)
    sql = f"select distinct claim from ({claims_with(STATEMENTS_ABOUT)}) order by claim limit {_MOST_NEAR}"
    claims = tuple(row["claim"] for row in rows(db, sql, {"about": query}))
    if not claims:
        if meetings(db, Filters(about=words, limit=1)).rows:
            return Topic(words, replace(filters, about=" ".join(filter(None, (words, filters.about)))))
        raise UnknownName(_nothing_holds(db, words))
    near = tuple(" or ".join(word for word in term.words if _count(db, f'"{word}"')) for term in terms)
    return Topic(words, replace(filters, claims=claims), near=near)


def _nothing_holds(db: sqlite3.Connection, typed: str) -> str:
    """The message that no statement holds all the words: how many hold each, and words like the unknown ones."""
    words = phrases(typed)
    numbers = {word: _number_holding(db, word) for word in words}
    known = [f"“{word}” ({f'{_COUNTED_TO} or more' if n == _COUNTED_TO else n})" for word, n in numbers.items() if n]
    like = [near for word, n in numbers.items() if not n for near in _spelled_like(db, word)]
    parts = [f"no statement in this store holds {'all of ' if len(words) > 1 else ''}“{typed}”"]
    if known and len(words) > 1:
        parts.append(f"some hold {', '.join(known)}")
    if like:
        parts.append(f"near are {', '.join(f'“{word}”' for word in dict.fromkeys(like))}")
    return "; ".join(parts) + ": type fewer words, or see `tracker stories`"


def _spelled_like(db: sqlite3.Connection, word: str) -> list[str]:
    """Return words of the store that are spelled like one that it does not hold, the most alike first."""
    from difflib import get_close_matches  # only for words that nothing holds

    folded = word.casefold()
    begins = folded[:_SAME_BEGINNING]
    db.execute("create virtual table if not exists temp.stems using fts5vocab(main, claimed_fts, row)")
    sql = "select term from temp.stems where term >= :begins and term < :end order by term"
    stems = [row["term"] for row in rows(db, sql, {"begins": begins, "end": begins + "\U0010ffff"})]
    near = (_word_of_stem(db, stem) for stem in get_close_matches(folded, stems, _SUGGESTED, _SPELLED_LIKE))
    return [other for other in near if _number_holding(db, other)]


def _word_of_stem(db: sqlite3.Connection, stem: str) -> str:
    """Return a word of the stored texts for a stem of the full-text index: the first that begins like it."""
    sql = """
        select statements.claimed as words from claimed_fts
        join statements on statements.n = claimed_fts.rowid
        where claimed_fts match :stem order by statements.id limit 20"""
    for row in rows(db, sql, {"stem": f'"{stem}"'}):
        for word in re.findall(r"\w+", row["words"].casefold()):
            if word.startswith(stem[:-1]):
                return str(word)
    return stem


# -- what belongs to a claim ------------------------------------------------------------------------------------


def related(db: sqlite3.Connection, claim: str) -> tuple[str, ...]:
    """Return the claims (ids) of a claim's topic: itself, those that share one of its answers, then the most alike.

    At most MOST_CLAIMS, from at most MOST_ARTICLES articles.
    """
    articles = [row["article"] for row in rows(db, _ARTICLES, {"claim": claim})]
    statements = db.execute(_TERMS, {"articles": listed(articles)}).fetchall()
    own_terms = {term for row in rows(db, _TERMS_OF_CLAIM, {"claim": claim}) for term in row["terms"].split()}
    likeness = _alike(own_terms, {id_: terms for id_, terms, _ in statements})
    likeness_of_claim: dict[str, float] = {}
    for id_, _, other in statements:
        if other is not None and id_ in likeness:
            likeness_of_claim[other] = max(likeness[id_], likeness_of_claim.get(other, 0.0))
    most_alike = sorted(likeness_of_claim, key=lambda other: (-likeness_of_claim[other], other))
    sharing = [row["claim"] for row in rows(db, _SHARING_ANSWERS, {"claim": claim})]
    return tuple(dict.fromkeys((claim, *sharing, *most_alike)))[:MOST_CLAIMS]


def _alike(own: set[str], terms_of: Mapping[str, str]) -> dict[str, float]:
    """Return the statements enough alike to a claim to be of its topic, with how alike they are (0 to 1).

    `own` are the terms of the claim, `terms_of` those of each statement, with spaces between. Likeness is Dice's
    coefficient of the terms, each weighted by its inverse frequency in all statements of `terms_of`.
    """
    holding = Counter(" ".join(terms_of.values()).split())
    total, words = len(terms_of), {term for term in own if not is_actor_key(term)}

    def weight(terms: Iterable[str]) -> float:
        return sum(math.log(1 + total / holding[term]) for term in terms if term in holding)

    whole, shares = weight(own), {}
    for id_, joined in terms_of.items():
        terms = joined.split()
        if not words.isdisjoint(terms) and _may_be_of_one_topic(own, set(terms)):
            shares[id_] = round(2 * weight(own.intersection(terms)) / (whole + weight(terms) or 1), 6)
    return {id_: share for id_, share in shares.items() if share >= ALIKE}


def _may_be_of_one_topic(one: set[str], other: set[str]) -> bool:
    """Whether two sets of terms share two or more, one of them no actor, and an actor where both name any."""
    shared = one & other
    if len(shared) < 2 or all(map(is_actor_key, shared)):
        return False
    return any(map(is_actor_key, shared)) or not (any(map(is_actor_key, one)) and any(map(is_actor_key, other)))
