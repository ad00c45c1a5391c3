"""How a question becomes one SQL statement: the filters that a person typed, looked up in a store, and rows that fit.

A filter keeps a claim with all its answers, or drops both: a claim is about Russia if any statement that asserts or
answers it mentions Russia. So a question gives, for each filter, the SQL of the statements that fit it (properties such
as `statements_of_actors` and `places`), and a list asks which of its rows these belong to (`claims`, `statements`).
`pick` then orders, windows and limits the rows. Only fixed SQL is put together; what a person typed is a bound value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.queries.filters import BY_SALIENCE, Filters, Found, Listing, Row, check_filters
from tracker.queries.names import resolve_actor, resolve_articles, resolve_outlets
from tracker.queries.search_words import full_text
from tracker.queries.sql_parts import every, listed, rows

Values = dict[str, object]

_ACTOR = "actor{}"  # the name of the bound value that holds the keys of the nth actor
_MENTIONED = (
    "select {record} as id from mentions "
    "where shown and {record} is not null and actor in (select value from json_each(:{actor}))"
)
_ROLES = {"asserts": "says", "denies": "says"}  # the role in `mentions` of roles that only disputes know
STATEMENTS_ABOUT = "select id from statements where n in (select rowid from claimed_fts where claimed_fts match :about)"
_IN_ARTICLES = "select id from statements where article in (select value from json_each(:articles))"
_IN_OUTLETS = (
    "select id from statements where article in "
    "(select id from articles where outlet in (select value from json_each(:outlets)))"
)
# Statements that overlap the window of dates, or have no date (they are counted), found by the indexes on dates.
_IN_WINDOW = """
    select id from statements where said_first between :since and :until
    union all
    select id from statements where said_first < :since and said_last >= :since and said_first <> said_last
    union all
    select statements.id from articles cross join statements on statements.article = articles.id
    where articles.published_first <= :until and articles.published_last >= :since and statements.said is null
    union all
    select statements.id from articles cross join statements on statements.article = articles.id
    where articles.published_first is null and statements.said is null"""
_CLAIMS_OF = """
    select claim from statements where id in ({statements}) and claim is not null and discarded is null"""
_CLAIMS_ANSWERED_BY = """
    select contested.claim from answers join statements as contested on contested.id = answers.answered
    where contested.claim is not null and answers.state = 'linked' and answers.statement in ({statements})"""
_CLAIMS_WITH = f"{_CLAIMS_OF} union {_CLAIMS_ANSWERED_BY}"
_STATEMENTS_WITH = """
    {statements}
    union
    select answers.statement from statements as contested join answers on answers.answered = contested.id
    where answers.state = 'linked' and contested.claim in ({claims})"""
_OF_CHOSEN = "{column} in (select value from json_each(:claims))"
_STATEMENTS_OF_CHOSEN = """
    select members.id from json_each(:claims) as chosen cross join statements as members on members.claim = chosen.value
    union
    select answers.statement from json_each(:claims) as chosen
    cross join statements as members on members.claim = chosen.value
    cross join answers on answers.answered = members.id and answers.state = 'linked'"""
# The same as conditions on a single claim or statement, for a frequent filter: it is checked on each of the few rows
# that a rare filter lists.
_IS_MENTIONED = """exists (
    select 1 from mentions where {record} and shown
        and +actor in (select value from json_each(:{actor})){role})"""
_IS_ASSERTION = "exists (select 1 from statements where id = {statement} and stance = 'assert' and force = 'assertive')"
_MEMBER_ASSERTS = "members.stance = 'assert' and members.force = 'assertive'"
_ANSWERED_BY = """exists (
    select 1 from answers where answered = members.id and state = 'linked' and {mentioned})"""
_HAS_MEMBER = """exists (
    select 1 from statements as members where members.claim = {claim} and (
        {naming} and members.discarded is null or {answered}))"""
_HAS_WORDS = """exists (
    select 1 from statements as members where members.claim = {claim}
        and +members.n in (select rowid from claimed_fts where claimed_fts match :about))"""
_ANSWERS_ONE_WITH = """exists (
    select 1 from answers as given cross join statements as others on others.id = given.answered
    where given.statement = {statement} and given.state = 'linked' and {claim})"""

# About how many statements fit each filter, to find the rarest.
_MANY_MENTIONED = (
    "select count(*) from mentions "
    "where shown and statement is not null and actor in (select value from json_each(:{actor}))"
)
_MANY_ABOUT = "select count(*) from claimed_fts where claimed_fts match :about"
_MANY_IN = """
select count(*) * (select coalesce(max(n), 0) / max(1, (select max(n) from articles)) + 1 from statements)
from articles where {these}"""
_IS_SMALL_PART = """
select (select count(*) from articles where published_first >= :since) * 4 < (select count(*) from articles)"""
_FEW = 20_000  # statements; with fewer a list begins from these
_MUCH_RARER = 4  # times: to check a condition on one row costs about as much as to list so many

_INDEXED = BY_SALIENCE.replace(" last is null,", "")  # in an index that goes down what is null comes last

_PICKED = """
with matching as ({matching}), counted as {once} (
    select *, {undated} as undated from matching
), picked as (
    select *, row_number() over (order by {order}) as nth{fitting}
    from {window} order by nth limit :limit
)
{select}
order by nth"""
_ALL = "counted where {window}"
_TOP = f"""(
    select *, row_number() over (order by {BY_SALIENCE}) as heaviest, count(*) over () as fitting
    from counted where {{window}}
) where heaviest <= :top"""
# Where indexes hold the rows in order: only the first of each part are read, and the others are counted.
_RANKED = """
with picked as (
    select *, row_number() over (order by {order}) as nth, {number} as fitting, 0 as undated
    from (select * from ({parts}) order by {ranked} limit {most})
)
{select}
order by nth"""
_FIRST = "select * from (select * from ({part}) order by {order} limit {most})"
_TALLIED = """
with matching as ({matching}), picked as (
    select * from matching where {window}
)
{select}"""
_UNDATED = "with matching as ({matching}) select count(*) as undated from matching where first is null"


@dataclass(frozen=True, slots=True)
class Ranked:
    """All rows of a list, unfiltered, in `parts` (SQL) each of which an index holds in the `order` asked for."""

    parts: Sequence[str]
    number: str  # SQL of how many rows there are in all
    order: str = BY_SALIENCE
    indexed: str = _INDEXED  # the same order, as the index of each part has it


@dataclass(frozen=True, slots=True)
class Question:
    """Filters whose names were looked up in a store, as SQL with bound `values`, and the `order` of the rows (SQL)."""

    db: sqlite3.Connection
    filters: Filters
    order: str
    values: Values = field(default_factory=dict)
    hits: int | None = None  # how many rows a search or another condition beside the filters finds, where known

    @classmethod
    def of(cls, db: sqlite3.Connection, filters: Filters, listing: Listing) -> Question:
        """Return the question; UsageError for what the list cannot be asked, UnknownName for what is not stored."""
        check_filters(filters, listing)
        order = listing.orders[filters.sort or next(iter(listing.orders))]
        return cls(db, filters, order, _values(db, filters))

    @property
    def can_use_derived(self) -> bool:
        """Whether the derived tables hold for this connection; see the function `can_use_derived`."""
        return can_use_derived(self.db)

    @property
    def needs_salience(self) -> bool:
        """Whether the rows must have their `salience`, in points (see salience.py)."""
        return self.filters.top is not None or self.order == BY_SALIENCE

    @property
    def actors(self) -> Iterator[str]:
        """The name in `values` of the keys of each actor asked for."""
        return (_ACTOR.format(i) for i, _ in enumerate(self.filters.actors))

    @property
    def statements_of_actors(self) -> Iterator[str]:
        """For each actor asked for, the SQL of the statements that it plays a part in: the `role`, if one is given."""
        return map(self.statements_of, self.actors)

    @property
    def reports_of_actors(self) -> Iterator[str]:
        """For each actor asked for, the SQL of the meeting reports that it plays a part in: the `role`, if given."""
        return map(self.reports_of, self.actors)

    def reports_of(self, actor: str) -> str:
        """Return the SQL of the reports of meetings that the actor (by its name in `actors`) plays a part in."""
        return _MENTIONED.format(record="report", actor=actor) + self._role

    def statements_of(self, actor: str) -> str:
        """Return the SQL of the statements that the actor (by its name in `actors`) plays a part in."""
        return _MENTIONED.format(record="statement", actor=actor) + self._role

    @property
    def _role(self) -> str:
        return " and role = :role" if self.filters.role else ""

    @property
    def places(self) -> Iterator[str]:
        """The SQL of the statements in the article, and in those of the outlet, asked for."""
        if self.filters.article is not None:
            yield _IN_ARTICLES
        if self.filters.outlet is not None:
            yield _IN_OUTLETS

    @property
    def about(self) -> Iterator[str]:
        """The SQL of the statements whose claimed words hold those asked for."""
        if self.filters.about is not None:
            yield STATEMENTS_ABOUT

    @property
    def dated(self) -> Iterator[str]:
        """The SQL of the statements that overlap the window of dates, if one is asked for, or have no date.

        Any claim in the window has one of them. This narrows what is looked at; `pick` decides.
        """
        if self.filters.since is not None or self.filters.until is not None:
            yield _IN_WINDOW

    @property
    def from_since_on(self) -> Iterator[str]:
        """The SQL of the statements from `since` on, whatever `until`, or without a date; only if these are few."""
        if self.filters.since is not None and self.db.execute(_IS_SMALL_PART, self.values).fetchone()[0]:
            yield _IN_WINDOW.replace(":until", "'9999-99'")

    @property
    def chosen(self) -> Iterator[str]:
        """The SQL of the statements that report or answer the claims asked for by their ids."""
        if self.filters.claims is not None:
            yield _STATEMENTS_OF_CHOSEN

    def chosen_claims(self, column: str) -> Iterator[str]:
        """Yield the condition that a claim (its id in `column`) is one of those asked for by their ids."""
        if self.filters.claims is not None:
            yield _OF_CHOSEN.format(column=column)

    @property
    def in_places(self) -> str:
        """The condition that a row of `articles` is one of those asked for."""
        return every(
            condition
            for name, condition in (
                ("article", "articles.id in (select value from json_each(:articles))"),
                ("outlet", "articles.outlet in (select value from json_each(:outlets))"),
            )
            if getattr(self.filters, name) is not None
        )

    @property
    def fewest_statements(self) -> int | None:
        """About how many statements the narrowest filter finds, that by dates too; None without a filter."""
        return min(self._sizes(dated=True, several=False).values(), default=None)

    @property
    def finds_few(self) -> bool:
        """Whether a filter finds so few statements that a list should be made from these."""
        if self.filters.claims is not None:
            return True
        fewest = self.fewest_statements
        return fewest is not None and fewest < _FEW

    def _sizes(self, *, dated: bool, several: bool = True) -> dict[str, int]:
        """About how many statements each filter finds, by its name; with `several`, nothing where there is only one."""
        filters = self.filters
        sql = {actor: _MANY_MENTIONED.format(actor=actor) for actor in self.actors}
        if filters.about is not None:
            sql["about"] = _MANY_ABOUT
        if filters.article is not None:
            sql["article"] = _MANY_IN.format(these="id in (select value from json_each(:articles))")
        if filters.outlet is not None:
            sql["outlet"] = _MANY_IN.format(these="outlet in (select value from json_each(:outlets))")
        if dated and any(self.dated):
            sql["dated"] = _MANY_IN.format(these="published_first <= :until and published_last >= :since")
        known = {} if self.hits is None else {"hits": self.hits}
        if len(sql) + len(known) <= several:
            return {}
        return known | {name: self.db.execute(count, self.values).fetchone()[0] for name, count in sql.items()}

    @property
    def lists_window(self) -> bool:
        """Whether the statements in the window of dates are listed, since they are the fewest."""
        return any(self.dated) and self.filters_to_list(dated=True)[1]

    @property
    def asks_each_hit(self) -> bool:
        """Whether no filter lists statements: each is checked on the `hits` of what is asked beside them."""
        actors, _ = self.filters_to_list(dated=True)
        return not (actors or self.lists_window or any((*self.places, *self.about, *self.chosen)))

    def filters_to_list(self, *, dated: bool) -> tuple[set[str], bool]:
        """Return the actors whose statements are listed, and whether those in the window of dates are.

        These drive the query. Other actors, and a window with more statements, are far more frequent: they are checked
        on each row that the listed filters find. Where claims are asked for by their ids, only these are listed.
        """
        if self.filters.claims is not None:
            return set(), False
        several = len(self.filters.actors) > 1 or any((*self.about, *self.places, *(self.dated if dated else ())))
        sizes = self._sizes(dated=dated) if several else {}
        least = min(sizes.values(), default=0)
        actors = {actor for actor in self.actors if sizes.get(actor, 0) <= _MUCH_RARER * least}
        return actors, dated and sizes.get("dated", 0) <= least

    def claims(self, column: str, *, dated: bool = True, asserted: bool = False) -> str:
        """Return the condition that a claim (its id in `column`) has a statement that fits, for each filter.

        Where the list is `dated` by first reports, one report at least must overlap the window of dates. In a list of
        what is `asserted`, the role "says" means that the actor asserts the claim: who denies it says the opposite.
        """
        says = asserted and self.filters.role == "says"
        actors, in_window = self.filters_to_list(dated=dated)
        return every((
            *self.chosen_claims(column),
            *(self._claims_naming(actor, column, says=says, listed=actor in actors) for actor in self.actors),
            *(f"{column} in ({claims_with(statements)})" for statements in (*self.about, *self.places)),
            *(f"{column} in ({_CLAIMS_OF.format(statements=sql)})" for sql in (self.dated if in_window else ())),
        ))  # fmt: skip

    def claim_fits(self, column: str, *, asserted: bool = False) -> str:
        """Return the condition of `claims`, without dates, to be checked on each claim: no actor or word is listed.

        Only the words of a claim's own reports count, not those of its answers.
        """
        says = asserted and self.filters.role == "says"
        return every((
            *(self._claims_naming(actor, column, says=says, listed=False) for actor in self.actors),
            *(_HAS_WORDS.format(claim=column) for _ in self.about),
            *(f"{column} in ({claims_with(statements)})" for statements in self.places),
        ))  # fmt: skip

    def _claims_naming(self, actor: str, column: str, *, says: bool, listed: bool) -> str:
        """Return the condition that a statement of a claim, or one that answers it, mentions the actor."""
        if not listed:
            naming, answered = (
                self.is_in_statement(actor, "members.id"),
                self.is_in_statement(actor, "answers.statement"),
            )
            naming = f"{naming} and {_MEMBER_ASSERTS}" if says else naming
            answered = "false" if says else _ANSWERED_BY.format(mentioned=answered)
            return _HAS_MEMBER.format(claim=column, naming=naming, answered=answered)
        mentioned = self.statements_of(actor)
        claims = (
            _CLAIMS_OF.format(statements=f"{mentioned} and {_IS_ASSERTION.format(statement='statement')}")
            if says
            else claims_with(mentioned)
        )
        return f"{column} in ({claims})"

    def is_in_statement(self, actor: str, statement: str) -> str:
        """Return the condition that a statement (SQL of its id) mentions the actor, in the role asked for."""
        return _IS_MENTIONED.format(record=f"statement = {statement}", actor=actor, role=self._role)

    def is_in_report(self, actor: str, report: str) -> str:
        """Return the condition that a report of a meeting (SQL of its id) mentions the actor, in the role asked for."""
        return _IS_MENTIONED.format(record=f"report = {report}", actor=actor, role=self._role)

    def statements(self, *, dated: bool = True) -> str:
        """Return the condition that a statement fits, or answers a claim that does, for each filter.

        Where the list is `dated` by when statements were said, it must overlap the window of dates.
        """
        actors, in_window = self.filters_to_list(dated=dated)
        about = (_STATEMENTS_WITH.format(statements=sql, claims=claims_with(sql)) for sql in self.about)
        return every((
            *(self._statements_naming(actor, listed=actor in actors) for actor in self.actors),
            *(f"statements.id in ({sql})" for sql in (*self.chosen, *about, *self.places)),
            *(f"statements.id in ({sql})" for sql in (self.dated if in_window else ())),
        ))  # fmt: skip

    def _statements_naming(self, actor: str, *, listed: bool) -> str:
        """Return the condition that a statement mentions the actor, or answers a claim with one that does."""
        says, mentioned = self.filters.role == "says", self.statements_of(actor)
        if listed:
            with_claims = _STATEMENTS_WITH.format(statements=mentioned, claims=claims_with(mentioned))
            return f"statements.id in ({mentioned if says else with_claims})"
        claim = self._claims_naming(actor, "others.claim", says=False, listed=False)
        answers = _ANSWERS_ONE_WITH.format(statement="statements.id", claim=claim)
        mentions = self.is_in_statement(actor, "statements.id")
        return mentions if says else f"({mentions} or {answers})"

    def typed_rows(self, row_type: type[Row], matching: str, select: str) -> Found[Row]:
        """Return what `pick` does, each row as a `row_type`."""
        return self.pick(matching, select).map(lambda row: row_type(**row))

    @property
    def _window(self) -> str:
        return "last >= :since and first <= :until" if any(self.dated) else "true"

    def tally(self, matching: str, select: str) -> list[dict[str, Any]]:
        """Return what `select` computes from `picked`: all rows of `matching` that lie in the window of dates."""
        return rows(self.db, _TALLIED.format(matching=matching, window=self._window, select=select), self.values)

    def _is_first_of(self, ranked: Ranked) -> bool:
        """Whether only the first rows in the order that is ranked are asked for, and no window of dates."""
        if any(self.dated):
            return False
        if self.filters.top is not None:
            return ranked.order == BY_SALIENCE
        return ranked.order == self.order and self.filters.limit is not None

    def number(self, matching: str, ranked: Ranked | None = None) -> int:
        """Return how many rows of `matching` lie in the window of dates; see `pick`."""
        if ranked is not None and not any(self.dated):
            return int(self.db.execute(f"select {ranked.number}").fetchone()[0])
        return int(self.tally(matching, "select count(*) as number from picked")[0]["number"])

    def ids(self, matching: str, ranked: Ranked | None = None) -> Found[str]:
        """Return the ids of the rows that `pick` returns, in order, and what was left out."""
        select = "select picked.nth, fitting, undated, id from picked"
        return self.pick(matching, select, ranked).map(lambda row: str(row["id"]))

    def pick(self, matching: str, select: str, ranked: Ranked | None = None) -> Found[dict[str, Any]]:
        """Return the rows of `matching` in the window of dates, in order, up to the limit, and how many are left out.

        `matching` is the SQL of every row that fits apart from its date, with `id`, its days `first` and `last`, and
        what the order needs. `select` is the SQL of what to return of these: it reads from `picked`, its {counts} (see
        sql_parts) first. With `ranked`, only as many rows as are asked for are read where that is possible.
        """
        windowed, window = any(self.dated), self._window
        top = self.filters.top is not None
        gaps = {
            "matching": matching,
            "undated": "sum(first is null) over ()" if windowed else "0",
            "window": (_TOP if top else _ALL).format(window=window),
            "fitting": "" if top else ", count(*) over () as fitting",
            "once": "materialized" if self.needs_salience else "",  # else the salience would be worked out twice
            "order": self.order,
            "select": select,
        }
        if ranked is not None and self._is_first_of(ranked):
            most = ":top" if top else ":limit"
            each = (_FIRST.format(part=part, order=ranked.indexed, most=most) for part in ranked.parts)
            parts = " union all ".join(each)
            gaps |= {"parts": parts, "number": ranked.number, "ranked": ranked.order, "most": most}
            found = rows(self.db, _RANKED.format_map(gaps), self.values)
        else:
            found = rows(self.db, _PICKED.format_map(gaps), self.values)
        counts = [{name: row.pop(name) for name in ("nth", "fitting", "undated")} for row in found]
        if not found:
            undated = rows(self.db, _UNDATED.format(matching=matching), self.values)[0]["undated"] if windowed else 0
            return Found((), 0, undated)
        left_out, undated = counts[0]["fitting"] - len(found), counts[0]["undated"]
        return Found(tuple(found), left_out, undated, "top" if top else "limit")


def can_use_derived(db: sqlite3.Connection) -> bool:
    """Return whether the derived tables, which order and count lists (store.derived), hold for this connection.

    They do not where temporary views show other statements than those shown unasked: possible ones, or those of a day.
    """
    return not db.execute("select 1 from temp.sqlite_master where name = 'statements'").fetchone()


def claims_with(statements: str) -> str:
    """Return the SQL of the claims that any of `statements` (SQL of their ids) is a member of or answers."""
    return _CLAIMS_WITH.format(statements=statements)


def _values(db: sqlite3.Connection, filters: Filters) -> Values:
    """The values that the SQL of a question is bound to, with names looked up in the store."""
    values: Values = {"limit": -1 if filters.limit is None else filters.limit, "kinds": listed(filters.kinds)}
    values["top"] = filters.top
    for i, name in enumerate(filters.actors):
        values[_ACTOR.format(i)] = listed(sorted(resolve_actor(db, name)))
    if filters.role is not None:
        values["role"] = _ROLES.get(filters.role, filters.role)
    if filters.article is not None:
        values["articles"] = listed(sorted(resolve_articles(db, filters.article)))
    if filters.outlet is not None:
        values["outlets"] = listed(sorted(resolve_outlets(db, filters.outlet)))
    if filters.about is not None:
        values["about"] = full_text(filters.about)
    if filters.claims is not None:
        values["claims"] = listed(filters.claims)
    values["since"] = filters.since.first.isoformat() if filters.since is not None else "0000"
    values["until"] = filters.until.last.isoformat() if filters.until is not None else "9999-99"
    return values
