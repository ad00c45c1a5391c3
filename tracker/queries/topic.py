"""What a topic is, as the other questions are asked of it: words, an actor, or a claim with what belongs to it.

Words are those of `--about`. Where no claim holds all of them, claims are sought that hold a word near each, and the
answer says so. A claim's topic is the claim, the claims that share one of its answers, and those that tell of the same:
in its articles, and in those filed under the same key terms in the months around (see link.related, which files them),
those with a report that shares its terms by weight, and an actor where both name any. That depends on the claim and
the store alone, so whoever proposes a claim's topic and whoever opens it find the same.
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
from tracker.queries.names import find_record
from tracker.queries.question import Question, claims_with
from tracker.queries.search_words import full_text, phrases
from tracker.queries.sql_parts import listed, rows
from tracker.queries.topic_words import topic_terms

ALIKE = 0.2  # the share of the terms of two claims, by weight, that both hold to belong to one topic
MOST_CLAIMS = 200  # of a topic that begins with a claim, those that are most alike
MOST_ARTICLES = 100  # that are looked through for them, those that share most
_MOST_FILED, _LEAST = 100, 5.0  # as in link.related
MOST_STATEMENTS = 2500  # that tell a topic of which all is read
MOST_LISTED = 20_000  # statements: what more tell is asked of one claim after the other
MOST_LAST = 100  # claims answered last, and as many reported last, of a topic that more tell
_RECENT = 400  # articles that are looked through for those
_MOST_NEAR = 2000  # claims that hold words near those typed
_SUGGESTED = 3
_SPELLED_LIKE = 0.75  # of two words that are, by difflib's ratio
_SAME_BEGINNING = 2  # letters that a word has in common with one it may be misspelled for
_LOOKS_LIKE_ID = re.compile(r"[acdmprsw][0-9a-hjkmnp-tv-z]{3,10}")
_WHOLE_ID = 11

TOPIC = Listing("stories", orders={"id": "id"})
_IN_WINDOW = "answered_first <= :until and answered_last >= :since"
# "limit": in this order, so that only as many are looked at as are needed.
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
_ABOUT = "select id from statements where n in (select rowid from claimed_fts where claimed_fts match :about)"
_HOLDING = """
select count(*) as n from (
    select 1 from claimed_fts
    cross join statements on statements.n = claimed_fts.rowid and not statements.hidden
    where claimed_fts match :query limit 1000)"""
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
        select 1 from near cross join article_terms using (period) where term = asked.term limit {_MOST_FILED} + 1
    )) <= {_MOST_FILED}
)
select article from (
    select article, 1e9 as shared from mine
    union all
    select article, sum(weight) from telling cross join near cross join article_terms using (term, period)
    where article not in (select article from mine)
    group by article having sum(weight) >= {_LEAST}
)
order by shared desc, article limit {MOST_ARTICLES}"""
# What each statement says, and the claim that it reports; what no list shows tells none.
_TERMS = """
select statements.id, statements.terms, iif(statements.hidden, null, statements.claim) as claim
from json_each(:articles) as asked cross join statements on statements.article = asked.value
where statements.claimed is not null"""
_TERMS_OF_CLAIM = "select terms from statements where claim = :claim"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: what it is called, the filters that find it, the claim it begins with, if any.

    `near` has the words that were taken for those typed, where no claim holds all of these. Where far more claims fit
    than a screen has room for, `kept` are those that were answered last and those reported last, of what about
    `fitting` statements tell; see `kept_to_last`.
    """

    name: str
    filters: Filters
    claim: str | None = None
    near: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    fitting: int = 0


def topic_of(db: sqlite3.Connection, typed: str | None, filters: Filters) -> Topic:
    """Return the topic that a person typed, within the filters.

    UsageError where nothing is given to tell a topic by, or the id is of no claim; UnknownName where the store holds
    nothing of the kind, with the nearest that it holds.
    """
    words = (typed or "").strip()
    if not words:
        return _filtered(filters)
    if (claim := _claim_typed(db, words)) is not None:
        return topic_of_claim(db, claim, filters)
    about = " ".join(filter(None, (words, filters.about)))
    if _holds(db, about):
        return Topic(words, replace(filters, about=about))
    return _near_topic(db, words, filters)


def topic_of_claim(db: sqlite3.Connection, claim: str, filters: Filters) -> Topic:
    """Return the topic that begins with a claim of the store, by its whole id."""
    return Topic(_words_of(db, claim), replace(filters, claims=related(db, claim)), claim)


def kept_to_last(db: sqlite3.Connection, topic: Topic) -> Topic:
    """Return the topic, of one that more than MOST_STATEMENTS tell with the claims answered last and reported last.

    To read all that names a frequent actor, or holds a frequent word, would take seconds in a large store.
    """
    filters = topic.filters
    if filters.claims is not None:
        return topic
    question = Question.of(db, replace(filters, limit=None), TOPIC)
    fitting = question.fewest or 0
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


def _filtered(filters: Filters) -> Topic:
    given = (*filters.actors, filters.about, filters.article, filters.outlet)
    named = [one for one in given if one]
    if not named:
        raise UsageError(
            'say what the story is of: words (`tracker story "arms request"`), an actor (--actor Russia) or the id of '
            "a claim; `tracker stories` proposes some"
        )
    return Topic(" · ".join(named), filters)


# -- ids --------------------------------------------------------------------------------------------------------


def _claim_typed(db: sqlite3.Connection, typed: str) -> str | None:
    """Return the claim that an id, or the beginning of one, stands for; None where words were typed.

    What stands in a claim is a word ("dread"), unless it is as long as an id.
    """
    if not _LOOKS_LIKE_ID.fullmatch(typed) or (len(typed) < _WHOLE_ID and _holds(db, typed)):
        return None
    try:
        record = find_record(db, typed)
    except UnknownName:
        if len(typed) < _WHOLE_ID:
            return None
        raise
    claim = _claim_of(db, record.letter, record.id)
    if claim is None and record.letter:
        raise UsageError(
            f"{typed} is no claim, nor a statement that reports or answers one: see `tracker show {typed}`"
        )
    return claim


def _claim_of(db: sqlite3.Connection, letter: str, id_: str) -> str | None:
    """The claim with this id, that a statement reports, or else that it answers best."""
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
    found = rows(db, sql, {"id": id_}) if letter == "s" else []
    return str(found[0]["claim"]) if found else None


def _words_of(db: sqlite3.Connection, claim: str) -> str:
    sql = "select words from claims where id = :claim"
    return str(rows(db, sql, {"claim": claim})[0]["words"])


# -- words ------------------------------------------------------------------------------------------------------


def _holds(db: sqlite3.Connection, words: str) -> int:
    """Return how many statements that lists show hold all the words, to a thousand."""
    return _count(db, full_text(words))


def _count(db: sqlite3.Connection, query: str) -> int:
    return int(rows(db, _HOLDING, {"query": query})[0]["n"])


def _near_topic(db: sqlite3.Connection, words: str, filters: Filters) -> Topic:
    """Return the topic of what holds a word near each of those typed, else of the meetings told of in these words.

    UnknownName where nothing does.
    """
    terms = topic_terms(db, words)
    query = " AND ".join(f"({term.match})" for term in terms)
    sql = f"select distinct claim from ({claims_with(_ABOUT)}) order by claim limit {_MOST_NEAR}"
    found = tuple(row["claim"] for row in rows(db, sql, {"about": query}))
    if not found:
        asked = replace(filters, about=" ".join(filter(None, (words, filters.about))))
        if meetings(db, Filters(about=words, limit=1)).rows:
            return Topic(words, asked)
        raise UnknownName(_nothing_holds(db, words))
    near = tuple(" or ".join(word for word in term.words if _count(db, f'"{word}"')) for term in terms)
    return Topic(words, replace(filters, claims=found), near=near)


def _nothing_holds(db: sqlite3.Connection, typed: str) -> str:
    """What to say of words that nothing holds together: how often each is held, and what is spelled like others."""
    words = phrases(typed)
    held = {word: _holds(db, word) for word in words}
    known = [f"“{word}” ({'1000 or more' if n == 1000 else n})" for word, n in held.items() if n]
    like = [near for word, n in held.items() if not n for near in _spelled_like(db, word)]
    parts = [f"no statement in this store holds {'all of ' if len(words) > 1 else ''}“{typed}”"]
    if known and len(words) > 1:
        parts.append(f"some hold {', '.join(known)}")
    if like:
        parts.append(f"near are {', '.join(f'“{word}”' for word in dict.fromkeys(like))}")
    return "; ".join(parts) + ": type fewer words, or see `tracker stories`"


def _spelled_like(db: sqlite3.Connection, word: str) -> list[str]:
    """Return words of the store that are spelled like one that it does not hold, the likest first."""
    from difflib import get_close_matches  # only for words that nothing holds

    folded = word.casefold()
    begins = folded[:_SAME_BEGINNING]
    db.execute("create virtual table if not exists temp.stems using fts5vocab(main, claimed_fts, row)")
    sql = "select term from temp.stems where term >= :begins and term < :end order by term"
    stems = [row["term"] for row in rows(db, sql, {"begins": begins, "end": begins + "\U0010ffff"})]
    near = (_written(db, stem) for stem in get_close_matches(folded, stems, _SUGGESTED, _SPELLED_LIKE))
    return [one for one in near if _holds(db, one)]


def _written(db: sqlite3.Connection, stem: str) -> str:
    """Return a stem of the full-text index as a word that a text has: the first that begins as it does."""
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
    """Return the ids of the claims of a claim's topic: itself, those that share its answers, then the most alike.

    At most MOST_CLAIMS, from at most MOST_ARTICLES articles.
    """
    articles = [row["article"] for row in rows(db, _ARTICLES, {"claim": claim})]
    near = db.execute(_TERMS, {"articles": listed(articles)}).fetchall()
    own = {term for row in rows(db, _TERMS_OF_CLAIM, {"claim": claim}) for term in row["terms"].split()}
    alike = _alike(own, {id_: terms for id_, terms, _ in near})
    found: dict[str, float] = {}
    for id_, _, other in near:
        if other is not None and id_ in alike:
            found[other] = max(alike[id_], found.get(other, 0.0))
    most_alike = sorted(found, key=lambda one: (-found[one], one))
    sharing = [row["claim"] for row in rows(db, _SHARING_ANSWERS, {"claim": claim})]
    return tuple(dict.fromkeys((claim, *sharing, *most_alike)))[:MOST_CLAIMS]


def _alike(own: set[str], terms_of: Mapping[str, str]) -> dict[str, float]:
    """Return the statements alike enough to have one topic with a claim, and how alike: Dice's coefficient by weight.

    The weight of a term is its inverse frequency among all statements of `terms_of`, those of outlets too.
    """
    holding = Counter(" ".join(terms_of.values()).split())
    total, words = len(terms_of), {term for term in own if not _is_actor(term)}

    def weight(terms: Iterable[str]) -> float:
        return sum(math.log(1 + total / holding[term]) for term in terms if term in holding)

    whole, shares = weight(own), {}
    for id_, joined in terms_of.items():
        terms = joined.split()
        if not words.isdisjoint(terms) and _may_be_of_one_topic(own, set(terms)):
            shares[id_] = round(2 * weight(own.intersection(terms)) / (whole + weight(terms) or 1), 6)
    return {id_: share for id_, share in shares.items() if share >= ALIKE}


def _may_be_of_one_topic(one: set[str], other: set[str]) -> bool:
    """Whether both share two things, of which one is no actor, and an actor where both name any."""
    shared = one & other
    if len(shared) < 2 or all(map(_is_actor, shared)):
        return False
    return any(map(_is_actor, shared)) or not (any(map(_is_actor, one)) and any(map(_is_actor, other)))


def _is_actor(term: str) -> bool:
    """Whether a term is the key of a state (three capitals), or of a person or body with several words."""
    return (term.isupper() and len(term) == 3) or "-" in term
