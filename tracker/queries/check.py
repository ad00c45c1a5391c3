"""What the stored articles say about a sentence that a person types: who asserts it, who denies it, who speaks of it.

An article is about the sentence when it names all actors of it, and it and some passage of it hold enough of its terms,
by weight. There the statements that deny such a thing deny the sentence, and the passage that tells most of it asserts
it: for its speaker where it is somebody's statement, else for the outlet. A sentence that says "not" turns both about.
Nothing is ever said to be true or false.

Only full-text search and the store's records are used. What an article is about is found without reading it; the few
that hold enough are then cut into sentences.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, islice
from operator import or_
from typing import Any

from tracker.queries.asking import listed, rows
from tracker.queries.passages import sentences
from tracker.queries.pieces import OUTLET_NOT_KNOWN, fill
from tracker.queries.typed import STEMMING, Held, Typed, doubts, is_negative, judges, leaves_open, read_typed
from tracker.views import Checked, CheckedReport, NearClaim

ABOUT = 0.44  # the share of the sentence, by weight, that an article and its best passage hold on average
TOLD = 0.4  # the share that three sentences hold which assert it
TOLD_ALONE = 0.25  # the share that the one of them holds which is shown
PLAIN = 0.6  # the share of a short plain sentence that what asserts or denies it holds, or the sentences before it
ABOUT_AS_MUCH = 0.8  # of what a sentence tells, the share that a statement in it tells to be shown in its stead
LIKE = 0.2  # the share that a denial holds which spells out what it denies
OPPOSITE = 0.6  # the share that a statement with "not" holds which says the opposite
NEAR = 0.2  # the share around a denial that only points at what it denies ("it was a hoax")
NEAREST = 0.3  # the share that a claim holds which is shown as near
MOST_ARTICLES = 100  # that are read closely, those that hold most of the sentence
MOST_CLAIMS = 5
_PASSAGE = 3  # sentences
_BEFORE, _AFTER = 8, 3  # sentences around a denial that only points
_LONGEST = 200_000  # code points of an article that are looked at

_OPPOSITES = {"asserts": "denies", "denies": "asserts", "mentions": "mentions"}
_ORDER = ("asserts", "denies", "mentions")
_OPEN = ("no_comment", "question")
_DENYING = ("deny", "deny_knowledge", "retract")
_HOLDING = """
select rowid from articles_fts where articles_fts match ? and rowid not in (
    select n from articles where newer is not null)"""
_ARTICLES = """
select articles.n, articles.id, {article} as article, articles.title, articles.text, articles.outlet,
    articles.published as reported
from json_each(:numbers) as asked
join articles on articles.n = asked.value
order by articles.published_first is null, articles.published_first, articles.id"""
_STATEMENTS = """
select statements.article as article_id, statements.id, {article} as article, statements.start, statements.end,
    {who} as source, sources.kind as source_kind, {actor} as actor, statements.said, statements.words,
    articles.published as reported, articles.outlet, statements.stance, statements.own_voice,
    propositions.negated, propositions.spelled_out, {asserts} as asserts, propositions.words as proposition,
    claim_members.claim, first.words as claim_words, (
        select coalesce(sources.name, articles.outlet) from statements
        join articles on articles.id = statements.article left join sources on sources.id = statements.source
        where statements.id = first.statement
    ) as claim_by, (
        select group_concat(answered.words, ' ') from answers
        join propositions as answered on answered.id = answers.proposition
        where answers.statement = statements.id and answers.state = 'linked' and answered.id <> propositions.id
    ) as answers
from json_each(:articles) as asked
cross join statements on statements.article = asked.value and not statements.hidden
join articles on articles.id = statements.article
left join propositions on propositions.statement = statements.id
left join claim_members on claim_members.proposition = propositions.id
left join claims on claims.id = claim_members.claim
left join propositions as first on first.id = claims.proposition
left join sources on sources.id = statements.source
order by asked.key, statements.start, statements.id"""
_REPORT = ("article", "id", "source", "actor", "said", "words", "reported", "outlet")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of an article with their place and the terms that they hold; a statement's record where they are one."""

    start: int
    end: int
    held: Held
    record: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that is read closely: its row, its sentences and its statements, and the terms that it holds."""

    row: dict[str, Any]
    sentences: tuple[_Words, ...]
    statements: tuple[_Words, ...]
    held: Held

    def around(self, words: _Words, before: int, after: int) -> Held:
        """Return the terms of the sentences that the words stand in and of so many before and after."""
        first = bisect_right(self.sentences, words.start, key=lambda one: one.end)
        beyond = bisect_left(self.sentences, words.end, key=lambda one: one.start)
        if first >= beyond:
            return words.held
        return words.held | _together(self.sentences[max(0, first - before) : beyond + after])


def check(db: sqlite3.Connection, sentence: str) -> Checked:
    """Return the reports that assert, deny or mention what a typed sentence says, and the claims nearest to it.

    Scores are shares of the sentence (0 to 1). UsageError where no word of it says anything.
    """
    typed = read_typed(db, sentence)
    numbers, left_out = _candidates(db, typed)
    reports: list[CheckedReport] = []
    claims: list[NearClaim] = []
    for article in _read(db, typed, numbers):
        claims += _near_claims(typed, article)
        reports += _reports(typed, article)
    reports.sort(key=lambda report: _ORDER.index(report.stance))
    return Checked(sentence, tuple(reports), tuple(_nearest(claims)), left_out)


# -- which articles to read -------------------------------------------------------------------------------------


def _candidates(db: sqlite3.Connection, typed: Typed) -> tuple[list[int], int]:
    """Return the numbers of the articles that hold most of the sentence, and how many others hold enough of it.

    The mean of an article's share and that of a passage is no more than the article's. Of those that hold as much, the
    ids decide, so that the order of ingest does not.
    """
    found = [(number, round(held, 4)) for number, held in _holding(db, typed).items() if held >= ABOUT * typed.weight]
    if len(found) <= MOST_ARTICLES:
        return [number for number, _ in found], 0
    least = sorted((held for _, held in found), reverse=True)[MOST_ARTICLES - 1]
    most = [number for number, held in found if held > least]
    as_much = {number for number, held in found if held == least}
    in_order = (number for (number,) in db.execute("select n from articles order by id") if number in as_much)
    return [*most, *islice(in_order, MOST_ARTICLES - len(most))], len(found) - MOST_ARTICLES


def _holding(db: sqlite3.Connection, typed: Typed) -> dict[int, float]:
    """Return the weight of the terms that each article holds, by its number.

    An article that holds enough has one of the weightiest terms: the others add to those alone.
    """
    held: dict[int, float] = {}
    left = typed.weight
    for term in sorted(typed.terms, key=lambda term: (-term.weight, term.words)):
        weight, begins = term.weight, left >= ABOUT * typed.weight
        for (number,) in db.execute(_HOLDING, (term.match,)):
            if begins or number in held:
                held[number] = held.get(number, 0.0) + weight
        left -= weight
    return held


def _read(db: sqlite3.Connection, typed: Typed, numbers: Sequence[int]) -> Iterator[_Read]:
    """Yield the articles in order of date, cut into sentences, each with the terms that it holds."""
    articles = rows(db, fill(_ARTICLES), {"numbers": listed(map(str, numbers))})
    told = rows(db, fill(_STATEMENTS), {"articles": listed(row["id"] for row in articles)})
    cut = [(row, list(sentences(row["text"][:_LONGEST]))) for row in articles]
    texts = [row["text"][start:end] for row, places in cut for start, end in places]
    texts += [" ".join(filter(None, (one["words"], _denied(one), one["answers"]))) for one in told]
    texts += [row["title"] or "" for row in articles]
    held = iter(_held(db, typed, texts))
    read = [(row, tuple(_Words(*place, next(held)) for place in places)) for row, places in cut]
    words = [_Words(one["start"], one["end"], next(held), one) for one in told]
    by_article = {id_: tuple(ones) for id_, ones in groupby(words, key=lambda one: (one.record or {})["article_id"])}
    for (row, places), title in zip(read, held, strict=True):
        yield _Read(row, places, by_article.get(row["id"], ()), title | _together(places))


def _denied(statement: dict[str, Any]) -> str | None:
    """What a denial denies, which may stand elsewhere: "asked whether they had sold it, he said they had not"."""
    return statement["proposition"] if statement["stance"] in _DENYING and statement["spelled_out"] else None


def _held(db: sqlite3.Connection, typed: Typed, texts: Sequence[str]) -> list[Held]:
    """Return the terms that each text holds, found as the store's full-text search finds them."""
    options = f"content='', columnsize=0, tokenize='{STEMMING}'"  # nothing but which texts match is asked of it
    db.execute(f"create virtual table temp.texts using fts5(text, {options})")
    try:
        db.execute("insert into temp.texts (rowid, text) select key, value from json_each(?)", (listed(texts),))
        held = [0] * len(texts)
        for number, term in enumerate(typed.terms):
            for (at,) in db.execute("select rowid from temp.texts where texts match ?", (term.match_within,)):
                held[at] |= 1 << number
    finally:
        db.execute("drop table temp.texts")
        db.commit()  # else the connection would go on reading the store as it is now
    return held


def _together(some: Iterable[_Words]) -> Held:
    """The terms that any of the words hold."""
    return reduce(or_, (one.held for one in some), 0)


def _within(some: Held, held: Held) -> bool:
    """Whether all of some terms are held."""
    return not some & ~held


# -- what an article says ---------------------------------------------------------------------------------------


def _reports(typed: Typed, article: _Read) -> Iterator[CheckedReport]:
    passage = max(_passages(article), key=lambda one: typed.share(one.held), default=None)
    if passage is None or not _is_about(typed, article, passage):
        return
    denials = [(one, why) for one in article.statements if (why := _why_denied(typed, article, one))]
    for one, why in denials:
        yield _statement(typed, one, "denies", why)
    judged = any((one.record or {})["own_voice"] for one, _ in denials)
    told = _best_told(typed, article, passage, [one for one, _ in denials])
    if told is None:
        return
    if typed.judging and judges(article.row["text"][told.start : told.end]):
        yield _told(typed, article, told, "denies", "calls it so")
    elif _is_asserted(typed, article, passage, told) and not (judged and _is_hearsay(told)):
        yield _told(typed, article, told, "asserts", "tells it")
    elif typed.share(told.held) >= TOLD_ALONE:
        yield _told(typed, article, told, "mentions", "speaks of it")


def _is_asserted(typed: Typed, article: _Read, passage: _Words, told: _Words) -> bool:
    """Whether a passage tells the sentence; where that tells of an end, by a word for such an end or a "not"."""
    text = article.row["text"][passage.start : passage.end]
    ends = not typed.ends or typed.ends & passage.held or is_negative(text)
    named = typed.headline or (_within(typed.actors, passage.held) and not _within(told.held, typed.actors))
    if not ends or not named or _is_open(typed, article, told):
        return False
    if typed.is_plain:
        return not typed.unseen and typed.share(told.held) >= PLAIN
    return typed.share(passage.held) >= TOLD and typed.share(told.held) >= TOLD_ALONE


def _is_open(typed: Typed, article: _Read, told: _Words) -> bool:
    """Whether a sentence asks, doubts or leaves open, or somebody asks or declines in it, or a statement says "not"."""
    text = article.row["text"][told.start : told.end]
    if doubts(text) or (leaves_open(text) and not leaves_open(typed.sentence)) or text.rstrip("\"'”’)").endswith("?"):
        return True
    if told.record is not None:
        return bool(told.record["negated"])
    return any((one.record or {})["stance"] in _OPEN for one in article.statements if _overlap(one, told))


def _is_hearsay(told: _Words) -> bool:
    """Whether the outlet tells it, or somebody whom nobody knows: what it judges itself it does not assert."""
    record = told.record or {"source_kind": None, "actor": None}
    return record["source_kind"] in (None, "document") or (record["source_kind"], record["actor"]) == ("unnamed", None)


def _is_about(typed: Typed, article: _Read, passage: _Words) -> bool:
    return _within(typed.actors, article.held) and (typed.share(article.held) + typed.share(passage.held)) / 2 >= ABOUT


def _passages(article: _Read) -> Iterator[_Words]:
    ones = article.sentences
    for last in range(1, len(ones) + 1):
        few = ones[max(0, last - _PASSAGE) : last]
        yield _Words(few[0].start, few[-1].end, _together(few))


def _why_denied(typed: Typed, article: _Read, one: _Words) -> str | None:
    """Return why a statement denies such a thing as the sentence says (without its "not"); None where it does not."""
    record = one.record or {}
    if typed.is_plain and typed.unseen:
        return None
    share = typed.share(one.held)
    is_opposite = record["asserts"] and record["negated"] and not typed.ends and not _within(one.held, typed.actors)
    if is_opposite and share >= OPPOSITE:
        return "says the opposite"
    denying = record["stance"] in _DENYING
    if not record["asserts"] and not denying:
        return None
    enough = typed.share(article.held) >= PLAIN  # else no part of it holds so much
    before = typed.share(article.around(one, _PASSAGE, 0)) if enough else 0.0
    if record["asserts"] and (share >= LIKE or before >= PLAIN) and doubts(record["words"]):
        return "doubts it"
    if not denying:
        return None
    if share >= (PLAIN if typed.is_plain else LIKE):
        return "doubts it" if doubts(record["words"]) else "denies it"
    if record["spelled_out"] and not record["own_voice"]:
        return None
    points = before >= PLAIN if typed.is_plain else typed.share(article.around(one, _BEFORE, _AFTER)) >= NEAR
    return "denies what is told around it" if points else None


def _best_told(typed: Typed, article: _Read, passage: _Words, denials: Sequence[_Words]) -> _Words | None:
    """Return the sentence of the passage that tells most, or the statement in it that tells about as much."""
    within = [one for one in article.sentences if passage.start <= one.start and one.end <= passage.end]
    free = [one for one in within if not any(_overlap(one, denial) for denial in denials)]
    best = max(free, key=lambda one: typed.share(one.held), default=None)
    if best is None:
        return None
    telling = [one for one in article.statements if (one.record or {})["asserts"] and _overlap(one, best)]
    said = max(telling, key=lambda one: typed.share(one.held), default=best)
    return said if typed.share(said.held) >= ABOUT_AS_MUCH * typed.share(best.held) else best


def _overlap(one: _Words, other: _Words) -> bool:
    return one.start < other.end and other.start < one.end


def _told(typed: Typed, article: _Read, told: _Words, stance: str, why: str) -> CheckedReport:
    return _statement(typed, told, stance, why) if told.record else _narrated(typed, article, told, stance, why)


def _statement(typed: Typed, one: _Words, stance: str, why: str) -> CheckedReport:
    record = one.record or {}
    return CheckedReport(
        span=(one.start, one.end),
        stance=_OPPOSITES[stance] if typed.negated else stance,
        score=round(typed.share(one.held), 3),
        reason=_reason(typed, one.held, why),
        **{name: record[name] for name in _REPORT},
    )


def _narrated(typed: Typed, article: _Read, one: _Words, stance: str, why: str) -> CheckedReport:
    """The outlet's own words, which are no statement and so have no id."""
    row = article.row
    return CheckedReport(
        article=row["article"],
        span=(one.start, one.end),
        id="",
        source=row["outlet"] or OUTLET_NOT_KNOWN,
        actor=None,
        said=None,
        words=row["text"][one.start : one.end],
        reported=row["reported"],
        outlet=row["outlet"],
        stance=_OPPOSITES[stance] if typed.negated else stance,
        score=round(typed.share(one.held), 3),
        reason=_reason(typed, one.held, why),
    )


def _reason(typed: Typed, held: Held, why: str) -> str:
    shared = ", ".join(term.words[0] for term in typed.among(held))
    return f"{why}; both speak of: {shared}" if shared else why


# -- claims nearby ----------------------------------------------------------------------------------------------


def _near_claims(typed: Typed, article: _Read) -> Iterator[NearClaim]:
    for one in article.statements:
        record = one.record or {}
        enough = one.held.bit_count() > 1 or len(typed.terms) == 1
        if record["claim"] and enough and typed.share(one.held) >= NEAREST:
            by = record["claim_by"] or OUTLET_NOT_KNOWN
            yield NearClaim(record["claim"], record["claim_words"], by, round(typed.share(one.held), 3))


def _nearest(claims: Iterable[NearClaim]) -> list[NearClaim]:
    """Return the nearest claims, each once."""
    best: dict[str, NearClaim] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.score, claim.id, claim.words)):
        best.setdefault(claim.id, claim)
    return list(best.values())[:MOST_CLAIMS]
