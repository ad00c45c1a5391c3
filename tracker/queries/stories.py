"""The topics that a store proposes: claims that belong together, each topic the story of one claim.

To be as quick on a million claims, a topic begins only with a claim that is likely to matter: of those that fit the
filters at most SEEDS that were answered last, SEEDS that most articles report, and those in the RECENT newest articles.
From these, the most denied and most reported first, each that no topic has yet begins one, unless most of it is in
topics that are there: it is what `tracker story` finds for that claim, whatever shares its answers, and what shares
actors and telling terms with it. So the command that a row gives opens exactly what the row counts, and the order in
which articles came makes no difference. A topic of one claim in one article, that nobody answers, is none.
"""

from __future__ import annotations

import shlex
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from tracker.errors import UsageError
from tracker.queries.claims import claims
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import STORIES
from tracker.queries.question import Question
from tracker.queries.sql_parts import fill, known_as, listed, rows
from tracker.queries.story import outline_of
from tracker.queries.topic import MOST_LISTED, Topic, topic_of_claim
from tracker.queries.topic_words import topic_terms
from tracker.views.claims import ClaimRow
from tracker.views.stories import StoryScope, TopicRow

SEEDS, RECENT = 200, 100
MOST_STORIES = 30  # unless more are asked for
_WORDS, _ACTORS = 4, 2

_SEEDS = """
with answered as (
    select answered.claim
    from (
        select id as claim from claims where answered_last is not null and {window}
        order by answered_last desc, id limit -1
    ) as answered
    where {answered_fits} limit :seeds
), reported as ({reported}), recent as (
    select id from articles where newer is null and {in_places} and published_first <= :until
    order by published_first desc, id limit :recent
)
select claim from answered union select claim from reported
union select statements.claim from recent
cross join statements on statements.article = recent.id and statements.claim is not null and {asked_of_each}
order by 1"""
# Those that most report: of what few tell; or of the claims in this order as many as are needed ("limit").
_REPORTED_OF_FEW = """
    select claim from statements where claim is not null and {fits} group by claim having count(*) > 1
    order by count(*) desc, claim limit :seeds"""
_REPORTED_OF_MANY = """
    select repeated.claim
    from (
        select claim from statements where claim is not null group by claim having count(*) > 1
        order by count(*) desc, claim limit -1
    ) as repeated
    where {fits} limit :seeds"""
_IN_WINDOW = "answered_first <= :until and answered_last >= :since"
# How many assert each claim, and how many deny it.
_REPORTS_AND_DENIALS = """
select asked.value as claim, (
    select count(*) from statements where statements.claim = asked.value and {asserts}
) as reports, (
    select count(distinct answers.statement)
    from statements as members cross join answers on answers.answered = members.id
    where members.claim = asked.value and answers.state = 'linked' and answers.stance in ('deny', 'deny_knowledge')
) as denials
from json_each(:claims) as asked"""
_ACTORS_OF = """
select coalesce(actors.name, owned.actor) as name
from (
    select {known} as actor, count(distinct mentions.statement) as n
    from json_each(:claims) as asked
    cross join statements on statements.claim = asked.value
    cross join mentions on mentions.statement = statements.id and mentions.shown and mentions.role = 'spoken_of'
    group by 1 order by n desc, actor limit :most
) as owned left join actors on actors.id = owned.actor
order by owned.n desc, owned.actor"""

_WORDS_OF = """
select claims.words from json_each(:claims) as asked
cross join claims on claims.id = asked.value
order by claims.id"""


def stories(db: sqlite3.Connection, filters: Filters) -> Found[TopicRow]:
    """Return the topics of the store, those with most denials and reports first, at most MOST_STORIES without a limit.

    See the module for the bounds. Topics beyond the limit are not looked for, and so `left_out` does not count them.
    """
    taken: set[str] = set()
    found: list[TopicRow] = []
    for seed in _seeds(db, filters):
        if seed in taken:
            continue
        topic = topic_of_claim(db, seed, filters)
        together = set(topic.filters.claims or ())
        if 2 * len(together & taken) > len(together):
            continue
        taken |= together
        scope, totals = outline_of(db, topic)
        if _is_one(scope, totals):
            found.append(_row(db, topic, (scope, totals), filters))
        if len(found) == (filters.limit or MOST_STORIES):
            break
    return Found(tuple(found))


def _seeds(db: sqlite3.Connection, filters: Filters) -> Iterator[str]:
    """Yield the claims that may begin a topic, the most denied and reported first.

    Origins are counted of as many as topics are asked for, and not of the thousands that were told once.
    """
    question = Question.of(db, replace(filters, limit=None), STORIES)
    # Of what very many statements tell nothing is listed.
    if (question.fewest_statements or 0) > MOST_LISTED:
        fits, reported = question.claim_fits, _REPORTED_OF_MANY.format(fits=question.claim_fits("repeated.claim"))
    else:
        fits = partial(question.claims, dated=False)
        reported = _REPORTED_OF_FEW.format(fits=fits("statements.claim"))
    sql = fill(
        _SEEDS,
        window=_IN_WINDOW if any(question.dated) else "true",
        answered_fits=fits("answered.claim"),
        reported=reported,
        asked_of_each=fits("+statements.claim"),  # "+": of the few that the articles have
        in_places=question.in_places,
    )
    ids = tuple(row["claim"] for row in rows(db, sql, {**question.values, "seeds": SEEDS, "recent": RECENT}))
    by_weight: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows(db, fill(_REPORTS_AND_DENIALS), {"claims": listed(ids)}):
        by_weight[_weight(row["reports"], row["denials"])].append(row["claim"])
    for _, few in sorted(by_weight.items()):
        for one in sorted(claims(db, replace(filters, claims=tuple(few), limit=None)).rows, key=_salience):
            yield one.id


def _weight(reports: int, denials: int) -> tuple[int, int]:
    """The order of the claims that topics begin with: those that are both asserted and denied, then by how often."""
    return -min(reports, denials, 1), -(denials + reports)


def _salience(row: ClaimRow) -> tuple[tuple[int, int], int, str]:
    """The order of those that weigh the same: by origins."""
    return _weight(row.reports, row.denials), -row.origins, row.id


def _is_one(scope: StoryScope, totals: Mapping[str, int]) -> bool:
    return totals["claims"] > 1 or (totals["claims"] == 1 and (scope.articles > 1 or totals["contested"] > 0))


def _row(
    db: sqlite3.Connection, topic: Topic, outline: tuple[StoryScope, Mapping[str, int]], filters: Filters
) -> TopicRow:
    scope, totals = outline
    return TopicRow(
        str(topic.claim),
        _name(db, topic),
        **{name: totals[name] for name in ("claims", "contested", "denials", "meetings")},
        articles=scope.articles,
        outlets=scope.outlets,
        origins=scope.origins,
        first=scope.first,
        last=scope.last,
        command=_command(str(topic.claim), filters),
    )


def _command(claim: str, filters: Filters) -> str:
    """Return what to type to open the topic as it was counted."""
    given = [("--actor", actor) for actor in filters.actors]
    given += [(f"--{name}", value) for name in ("about", "outlet", "article") if (value := getattr(filters, name))]
    given += [(f"--{name}", date.value) for name in ("since", "until") if (date := getattr(filters, name))]
    typed = ["tracker", "story", claim, *(part for pair in given for part in pair)]
    return shlex.join([*typed, *(["--possible"] if filters.possible else [])])


# -- names ------------------------------------------------------------------------------------------------------


def _name(db: sqlite3.Connection, topic: Topic) -> str:
    """Return the actors that a topic speaks of most, and the words that tell most of it, as its claims have them."""
    ids = topic.filters.claims or ()
    asked = {"claims": listed(ids), "most": _ACTORS}
    named = [row["name"] for row in rows(db, fill(_ACTORS_OF, known=known_as("mentions.actor")), asked)]
    claim_words = [row["words"] for row in rows(db, _WORDS_OF, {"claims": listed(ids)})]
    return ": ".join(filter(None, (", ".join(named), ", ".join(_telling(db, topic.name, claim_words)))))


def _telling(db: sqlite3.Connection, claim: str, claim_words: Sequence[str]) -> list[str]:
    """Return the words of a claim that say most of its topic: held by many of its claims, and by few articles.

    Names of actors are not among them, nor words that say nothing of what a claim is about (see typed).
    """
    try:
        terms = [term for term in topic_terms(db, claim) if not (term.is_actor or term.words[0].isdigit())]
    except UsageError:  # not one word of the claim says anything
        return []
    held = Counter(word for words in claim_words for word in set(words.casefold().split()))
    weights = {term.words[0]: term.weight * (1 + max(held[word] for word in term.words)) for term in terms}
    best = sorted(weights, key=lambda word: -round(weights[word], 6))[:_WORDS]
    return [word for word in weights if word in best]
