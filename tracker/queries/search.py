"""Words searched for in claims, statements and articles, the best first, each row with the places of what was found.

Rows are ranked by bm25 over the index of their kind (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009, as FTS5 has it), so ranks of two kinds cannot be compared: each kind is a list of its own. A claim is found by the
words of any report that asserts or denies it, and ranked by the best of them.

Words that very many texts have are ranked within the index, and only the best are looked up in the tables; what no list
shows is passed over by its number before. Where a filter finds less than the words do, only that is ranked. To tell how
many claims there are takes a look at each report that has the words: where these are very many it is not told, but how
many there are at most.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.errors import UsageError
from tracker.queries.articles import mentioning
from tracker.queries.claims import claims_at
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import SEARCH
from tracker.queries.passages import sentences
from tracker.queries.question import Question
from tracker.queries.search_words import read_search
from tracker.queries.sql_parts import OUTLET_NOT_KNOWN, every, fill, first_report, listed, rows
from tracker.views.row import Spot
from tracker.views.search import SearchRow

KINDS = ("claims", "statements", "articles")
MOST = 10  # rows of each kind, where no --limit says otherwise
_LONG = 600  # code points of a sentence, beyond which it is cut around what was found: about ten lines of a terminal

_STATEMENTS_OF_ARTICLE = 30  # about
_FEW = 1_000  # rows that have the words: each is looked up
_MANY_REPORTS = 20_000  # reports that have the words: the claims that so many tell are not counted
_WIDER = 20  # times as many of the best as are asked for are looked up, and as many again where these are not enough

# The rows that have the words; of very many the best {most}, with all that rank as high as the last of these.
_HITS = """
    with hits as materialized (
        select rowid as n, bm25({index}) as rank from {index} where {index} match :search and {kept}
    ), leading as materialized (
        select n, rank, {total} as total from hits where {leads}
    )"""
_LEADS = "rank <= coalesce((select rank from hits order by rank limit 1 offset {most}), 9e999)"
_MANY_HITS = "select count(*) from {index} where {index} match :search"
_OF_ALL_HITS = (
    "picked.nth, picked.total as fitting, picked.undated"  # counts, where only those that lead were looked up
)
_CLAIMS = """
    {hits}, found as materialized (
        select statements.claim as id, min(leading.rank) as rank, leading.total
        from leading
        cross join statements on statements.n = leading.n
        where statements.claim is not null and not statements.hidden
            and ({asserts} or statements.stance in ('deny', 'deny_knowledge')) and {asked}
        group by statements.claim
    )
    select found.id, found.rank, found.total, {days} from found {at_first}"""
_NO_DAYS = {"days": "null as first, null as last", "at_first": ""}
_AT_FIRST = """
    join statements on statements.n = {first_report} join articles on articles.id = statements.article"""
# The reports of the claims found that have the words, the one that a claim stands at first, then the best.
_REPORTS = """
with asked as materialized (select value as claim from json_each(:ids)), hits as materialized (
    select rowid as n, bm25(claimed_fts) as rank from claimed_fts
    where claimed_fts match :search and +rowid in (
        select statements.n from asked cross join statements on statements.claim = asked.claim)
), firsts as materialized (select claim, {first_report} as statement from asked)
select firsts.claim as id, statements.n, statements.claimed as words, {article} as article, articles.outlet,
    statements.start,
    statements.end, {date} as date, {date_of} as date_of, iif({asserts}, {who}, null) as who
from firsts
cross join statements on statements.claim = firsts.claim
cross join hits on hits.n = statements.n
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where not statements.hidden and ({asserts} or statements.stance in ('deny', 'deny_knowledge'))
order by statements.n <> firsts.statement, not {asserts}, hits.rank, {first} is null, {first}, statements.id"""
_STATEMENTS = """
    {hits}
    select statements.id, statements.n as statement, leading.rank, leading.total, {first} as first, {last} as last
    from leading
    cross join statements on statements.n = leading.n
    join articles on articles.id = statements.article
    where not statements.hidden and {asked}"""
# A plus sign keeps FTS5 from seeking each of these numbers by itself.
_SHOWN = "+rowid not in (select n from statements where hidden)"
_FITTING = "+rowid in (select n from statements where {asked})"
# What asserts a claim that is found by the same words is shown as that claim: of a statement, or all of these.
_NO_CLAIM = """not ({asserts} and statements.claim is not null
    and +statements.n in (select rowid from claimed_fts where claimed_fts match :search))"""
_NOT_OF_CLAIMS = """+rowid not in (
    select statements.n
    from claimed_fts
    cross join statements on statements.n = claimed_fts.rowid
    where claimed_fts match :search and statements.claim is not null and {asserts})"""
_STATEMENT = """
select {counts}, picked.id, picked.statement as n, {article} as article, articles.outlet, statements.start,
    statements.end,
    {date} as date, {date_of} as date_of, {who} as who, statements.words, statements.stance
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source"""
_ARTICLES = """
    {hits}
    select articles.id, leading.n as article, leading.rank, leading.total,
        published_first as first, published_last as last
    from leading
    cross join articles on articles.n = leading.n
    where {in_places} and {asked}"""
_NEWEST = "+rowid not in (select n from articles where newer is not null)"
_ARTICLE = """
select {counts}, picked.id, picked.article as n, {article} as article, articles.title, articles.text,
    articles.outlet, articles.published
from picked
join articles on articles.n = picked.article"""
_MARKED = """
select rowid, {columns} from {index}
where {index} match :search and rowid in (select value from json_each(:rows))"""


def search(
    db: sqlite3.Connection, typed: str, filters: Filters, *, kinds: Collection[str] = ()
) -> dict[str, Found[SearchRow]]:
    """Return by kind what has the words typed, of the kinds asked for, else of all.

    Of each at most `filters.limit` rows, 10 where it is None. Of all kinds, a statement that asserts a claim found by
    the same words is left to that claim, unless a window of dates may keep that out. Orders: rank, date, latest.
    UsageError for a query that cannot be read.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"nothing is searched with --in {kind}: choose from {', '.join(KINDS)}")
    wanted = read_search(typed)
    if wanted.in_columns and (others := [kind for kind in kinds if kind != "articles"]):
        raise UsageError(f"title: and text: are parts of articles, which {others[0]} have not: leave --in out")
    asked = Question.of(db, replace(filters, limit=filters.limit or MOST), SEARCH)
    question = replace(asked, values={**asked.values, "search": wanted.match})
    chosen = [kind for kind in KINDS if kind in (kinds or (("articles",) if wanted.in_columns else KINDS))]
    return {kind: _SEARCHES[kind](question, chosen) for kind in chosen}


# -- the kinds ----------------------------------------------------------------------------------------------------


def _claims(question: Question, _: Sequence[str]) -> Found[SearchRow]:
    hits = _Hits.of(question, "claimed_fts")
    asked, days = hits.question.claims("+statements.claim", asserted=True), _NO_DAYS
    ranked = hits.are_ranked(asked) and hits.many > _MANY_REPORTS
    if _by_date(question):
        first = first_report("found.id", question.in_places)
        days = {"days": fill("{first} as first, {last} as last"), "at_first": fill(_AT_FIRST, first_report=first)}
    found = hits.pick(_CLAIMS, "select {counts}, picked.id from picked", {"asked": asked, **days}, ranked=ranked)
    ids = [row["id"] for row in found.rows]
    covered = {claim.id: claim for claim in claims_at(question, ids)}
    first = first_report("asked.claim", question.in_places)
    matches = rows(question.db, fill(_REPORTS, first_report=first), {**question.values, "ids": listed(ids)})
    number = Counter(row["id"] for row in matches)
    reports = {row["id"]: row for row in reversed(matches)}
    marks = _marks(question, "claimed_fts", ("words",), {row["n"]: (row["words"],) for row in reports.values()})

    def claim(row: dict[str, Any]) -> SearchRow:
        report, of = reports[row["id"]], covered[row["id"]]
        coverage = {name: getattr(of, name) for name in ("articles", "outlets", "origins", "reports", "denials")}
        who = report["who"] or of.who  # a denial tells the claim too, but does not assert it
        return _row("claim", report | coverage | {"who": who, "hits": number[row["id"]]}, marks[report["n"]][0])

    return found.map(claim)


def _statements(question: Question, chosen: Sequence[str]) -> Found[SearchRow]:
    hits = _Hits.of(question, "statements_fts")
    asked, kept, checked, at_most = hits.question.statements(), [], [], False
    if hits.many > _FEW:
        kept.append(_SHOWN if hits.question.asks_each_hit else _FITTING.format(asked=asked))
    if "claims" in chosen and not any(question.dated):
        at_most = _Hits.of(question, "claimed_fts").many > _MANY_REPORTS
        if hits.many <= _FEW or at_most:
            checked.append(fill(_NO_CLAIM))
        else:
            kept.append(fill(_NOT_OF_CLAIMS))
    gaps = {"asked": every([asked, *checked]), "kept": every(kept)}
    ranked = hits.are_ranked(asked)
    found = hits.pick(_STATEMENTS, _STATEMENT, gaps, ranked=ranked, at_most=at_most)
    marks = _marks(question, "statements_fts", ("words",), {row["n"]: (row["words"],) for row in found.rows})
    return found.map(lambda row: _row("statement", {**row, "hits": len(marks[row["n"]][0])}, marks[row["n"]][0]))


def _articles(question: Question, _: Sequence[str]) -> Found[SearchRow]:
    hits = _Hits.of(question, "articles_fts")
    asked_of = replace(question, hits=hits.many * _STATEMENTS_OF_ARTICLE)
    gaps = {"in_places": question.in_places, "asked": every(mentioning(asked_of)), "kept": _NEWEST}
    ranked = hits.are_ranked(gaps["in_places"]) and hits.are_ranked(gaps["asked"])
    found = hits.pick(_ARTICLES, _ARTICLE, gaps, ranked=ranked, at_most=False)
    texts = {row["n"]: (row["title"] or "", row["text"]) for row in found.rows}
    marks = _marks(question, "articles_fts", ("title", "text"), texts)

    def article(row: dict[str, Any]) -> SearchRow:
        in_title, in_text = marks[row["n"]]
        start, end = _best_place(row["text"], in_text)
        shown = {
            "start": start, "end": end, "words": row["text"][start:end], "who": row["outlet"] or OUTLET_NOT_KNOWN,
            "date": row["published"], "date_of": "published" if row["published"] else None,
            "title_marks": tuple(in_title), "hits": len(in_title) + len(in_text),
        }  # fmt: skip
        inside = [(first - start, last - start) for first, last in in_text if start <= first and last <= end]
        return _row("article", row | shown, inside)

    return found.map(article)


_SEARCHES = {"claims": _claims, "statements": _statements, "articles": _articles}
_FIELDS = (
    "id", "date", "date_of", "who", "words", "article", "hits", "stance", "title", "title_marks", "articles",
    "outlets", "origins", "reports", "denials", "outlet",
)  # fmt: skip


def _row(kind: str, values: Mapping[str, Any], marks: Iterable[Spot]) -> SearchRow:
    fields = {name: values[name] for name in _FIELDS if name in values}
    return SearchRow(kind, marks=tuple(marks), span=(values["start"], values["end"]), **fields)


# -- the rows that have the words ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hits:
    """The rows of an index that have the words: how many there are, and the question that knows that."""

    question: Question
    index: str

    @classmethod
    def of(cls, question: Question, index: str) -> _Hits:
        """Return those of an index."""
        many = question.db.execute(_MANY_HITS.format(index=index), question.values).fetchone()[0]
        return cls(replace(question, hits=many), index)

    @property
    def many(self) -> int:
        """How many there are."""
        return self.question.hits or 0

    def are_ranked(self, asked: str) -> bool:
        """Whether the best are those of the index alone: nothing else is `asked`, and they are too many to look up."""
        return self.many > _FEW and asked == every(()) and not _by_date(self.question)

    def pick(
        self,
        matching: str,
        select: str,
        gaps: Mapping[str, str],
        *,
        ranked: bool = False,
        at_most: bool = True,
    ) -> Found[dict[str, Any]]:
        """Return the rows of `matching`, with `gaps` put in, to the limit; the gap `kept` is of the hits.

        Of hits that are ranked only the best are looked up, and the others counted as they are: `at_most` tells
        whether `matching` may leave some of them out.
        """

        def sql(leads: str, total: str) -> str:
            return fill(
                matching,
                hits=_HITS.format(index=self.index, kept=gaps.get("kept", "true"), leads=leads, total=total),
                **gaps,
            )

        limit = self.question.filters.limit or MOST
        for most in (limit * _WIDER, limit * _WIDER**2) if ranked else ():
            best = sql(_LEADS.format(most=most), "(select count(*) from hits)")
            found = self.question.pick(best, fill(select, counts=_OF_ALL_HITS))
            if len(found.rows) == limit:
                return replace(found, at_most=at_most and found.left_out > 0)
        return self.question.pick(sql("true", "0"), fill(select))


def _by_date(question: Question) -> bool:
    """Whether the dates of all rows are asked for."""
    return question.filters.sort not in (None, "rank") or any(question.dated)


# -- what was found -----------------------------------------------------------------------------------------------


def _marks(
    question: Question, index: str, columns: Sequence[str], texts: Mapping[int, Sequence[str]]
) -> dict[int, list[list[Spot]]]:
    """Return the places of the words found in each column of some rows, in code points, by number of the row.

    FTS5 puts a mark before and after each into a copy of the text: one drawn by chance, that no text can hold.
    """
    mark = os.urandom(16).hex()
    marked = ", ".join(f"highlight({index}, {n}, :mark, :mark)" for n, _ in enumerate(columns))
    sql = _MARKED.format(index=index, columns=marked)
    found: dict[int, list[list[Spot]]] = defaultdict(lambda: [[] for _ in columns])
    values = {"search": question.values["search"], "mark": mark, "rows": listed(map(str, texts))}
    for row, *copies in question.db.execute(sql, values):
        found[row] = [_places((copy or "").split(mark), text) for copy, text in zip(copies, texts[row], strict=True)]
    return found


def _places(pieces: Sequence[str], text: str) -> list[Spot]:
    """The places of every other piece of a text. FTS5 ends a copy at a NUL, so what follows one has no marks."""
    places: list[Spot] = []
    at = 0
    for number, piece in enumerate(pieces):
        if not text.startswith(piece, at):
            return places
        if number % 2:
            places.append((at, at + len(piece)))
        at += len(piece)
    return places


def _best_place(text: str, marks: Sequence[Spot]) -> Spot:
    """Return the place of the sentence with the most different words that were found, the first of several."""
    best, most = (0, 0), -1
    at = 0
    for start, end in sentences(text):
        words = set()
        while at < len(marks) and marks[at][1] <= end:
            if start <= marks[at][0]:
                words.add(text[slice(*marks[at])].casefold())
            at += 1
        if len(words) > most:
            best, most = (start, end), len(words)
    return _shortened(text, best, marks)


def _shortened(text: str, place: Spot, marks: Sequence[Spot]) -> Spot:
    """Return a place cut at spaces around the first words found in it, where it is too long to be read at a glance."""
    start, end = place
    if end - start <= _LONG:
        return place
    found = next((first for first, _ in marks if start <= first < end), start)
    first = max(start, found - _LONG // 4)
    last = min(end, first + _LONG)
    first = start if first == start else max(first, text.find(" ", first, found) + 1)
    cut = text.rfind(" ", found, last)
    return first, last if last == end or cut < 0 else cut
