"""The page of the store, made of what its first step says of tables and columns, and of questions asked of a store."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.store.schema import TABLES, VIEWS

WIDTH = 98  # columns of an answer
ROWS = 6  # of an answer
_TABLE = re.compile(r"create table (?P<name>\w+) \( -- (?P<holds>.+)\n(?P<columns>(?:    .+\n)+)\)")
_VIEW = re.compile(r"create view (?P<name>\w+) as -- (?P<holds>.+)\n")
_REFERENCES = re.compile(r"references (\w+)")
# Who only looks into a store needs none of these: they are how linking, reading again and forgetting go.
_OF_THE_PROGRAM = (
    "read_answers", "decided", "carried_on", "outdated_links", "same_text", "text_bands", "article_terms", "named",
    "spoken", "derived_claims", "derived_statements", "disputes", "counted_days", "counted_sources", "stale_claims",
    "stale_statements",
)  # fmt: skip

QUESTIONS = (
    (
        "Who denies what?",
        "select published, source, words, answers from denials where published is not null order by published, id",
    ),
    (
        "Which claims are disputed, and who stands on either side?",
        "select words, asserted_by, denied_by, stance from disputed",
    ),
    (
        "Which claims do most articles report?",
        "select claims.words, count(distinct statements.article) as articles, count(*) as reports\n"
        "from claims join statements on statements.claim = claims.id\n"
        "where not statements.hidden\n"
        "group by claims.id order by articles desc, reports desc, claims.id",
    ),
    (
        "What did China say, or somebody for it?",
        "select sources.name, statements.stance, statements.claimed\n"
        "from mentions\n"
        "join statements on statements.id = mentions.statement\n"
        "join sources on sources.id = statements.source\n"
        "where mentions.actor = 'CHN' and mentions.role = 'says' and mentions.shown and not statements.hidden\n"
        "order by statements.n",
    ),
    (
        "Who met whom, when and where?",
        "select start, status, participants, place from meetings order by start_first is null, start_first, id",
    ),
    (
        "Who speaks most, and how much of it is denial?",
        "select sources.name, sources.kind, count(*) as statements,\n"
        "    sum(statements.stance in ('deny', 'deny_knowledge')) as denials\n"
        "from sources join statements on statements.source = sources.id\n"
        "where not statements.hidden\n"
        "group by sources.id order by statements desc, sources.name",
    ),
    (
        "What rests on sources that nobody names?",
        "select articles.outlet, sources.name, statements.claimed\n"
        "from statements\n"
        "join articles on articles.id = statements.article\n"
        "join sources on sources.id = statements.source\n"
        "where statements.anonymity = 'unnamed' and statements.stance = 'assert' and not statements.hidden\n"
        "order by statements.n",
    ),
    (
        "What happened from 14 to 16 March 2022, in order?",
        "select date, date_of, kind, who, what from timeline\nwhere sort_day between '2022-03-14' and '2022-03-16'",
    ),
    (
        "From which words was a denial read?",
        "select spans.role, spans.start, spans.end, spans.words, spans.reason\n"
        "from spans\n"
        "where spans.statement = (select id from denials where published is not null order by published, id limit 1)\n"
        "order by spans.start, spans.role",
    ),
    (
        "Which statements speak of weapons and equipment, and which figures do they give?",
        "select statements.words, figures.least, figures.most, figures.of_what\n"
        "from statements_fts\n"
        "join statements on statements.n = statements_fts.rowid\n"
        "left join figures on figures.statement = statements.id\n"
        "where statements_fts match 'weapons OR equipment' and not statements.hidden\n"
        "order by figures.least is null, statements.n",
    ),
)


@dataclass(frozen=True)
class Column:
    """A column of a table: what it holds, and the table that it leads to."""

    name: str
    type: str
    holds: str
    leads_to: str | None


def page(db: sqlite3.Connection) -> str:
    """Return the page, with what the questions find in a store."""
    return "\n".join([*_head(), *_diagram(), *_tables(), *_views(), *_questions(db)]) + "\n"


def columns_of(ddl: str) -> list[Column]:
    """Return the columns of the lines of a table."""
    lines = iter(ddl.splitlines())
    found = []
    for line in lines:
        match = re.match(r"    ([a-z_\d]+) (integer|text|real|blob)\b", line)
        if match is None:
            continue
        while line.count("(") > line.count(")"):
            line += " " + next(lines).strip()  # noqa: PLW2901 - the rest of the same column
        declaration, _, holds = line.partition(" -- ")
        leads_to = _REFERENCES.search(declaration)
        found.append(Column(match[1], match[2], holds or _of_its_name(match[1]), leads_to and leads_to[1]))
    return found


def _of_its_name(name: str) -> str:
    """What the columns hold that go with a date."""
    date, _, end = name.rpartition("_")
    return {"first": f"the earliest day of `{date}`", "last": f"the latest day of `{date}`"}.get(end, "")


def _every() -> Iterator[tuple[str, str, list[Column]]]:
    for match in _TABLE.finditer(TABLES):
        yield match["name"], match["holds"], columns_of(match["columns"])


def _head() -> Iterator[str]:
    yield "# The store"
    yield ""
    yield (
        "A store is one SQLite file that any SQLite tool reads. `articles`, `sources`, `actors`, `claims`, "
        "`statements`, `denials`, `meetings`, `timeline` and `disputed` are tables and views to look into; every row "
        "leads by foreign keys to the article and the words that it was read from. Days are ISO dates, and no finer "
        "than the article told them: beside each stand its earliest and its latest day. Ids are made from places in "
        "texts: the same article gives the same ids on every machine."
    )
    yield ""
    yield (
        "Only read it: what `tracker` writes keeps more than one table true at once. Where `hidden` is 1, no list "
        "shows the row: a person discarded it, an older version of its article says it, it is not likely enough, or "
        "the outlet alone tells it."
    )


def _diagram() -> Iterator[str]:
    yield "\n## How the tables belong together\n\n```mermaid\nerDiagram"
    for name, _, columns in _every():
        for column in columns if name not in _OF_THE_PROGRAM else ():
            if column.leads_to:
                yield f"    {column.leads_to} ||--o{{ {name} : {column.name}"
    yield "```"


def _tables() -> Iterator[str]:
    every = list(_every())
    yield "\n## The tables"
    for name, holds, columns in every:
        if name not in _OF_THE_PROGRAM:
            yield from _table(name, holds, columns)
    yield "\n## What the program keeps for itself"
    for name, holds, columns in every:
        if name in _OF_THE_PROGRAM:
            yield from _table(name, holds, columns)


def _table(name: str, holds: str, columns: list[Column]) -> Iterator[str]:
    yield f"\n### {name}\n\n{holds}\n\n| column | | what it holds |\n|---|---|---|"
    for one in columns:
        leads_to = f"→ `{one.leads_to}`" if one.leads_to else one.type
        yield f"| `{one.name}` | {leads_to} | {one.holds} |"


def _views() -> Iterator[str]:
    yield "\n## The views\n"
    for match in _VIEW.finditer(VIEWS):
        yield f"- `{match['name']}`: {match['holds']}"
    yield ""
    yield (
        "`articles_fts` has the titles and texts of articles, `statements_fts` the words of statements, `claimed_fts` "
        "what they claim, for full-text search (FTS5)."
    )


def _questions(db: sqlite3.Connection) -> Iterator[str]:
    yield "\n## Ten questions in SQL\n"
    yield f"What each finds in the store of the sample articles, at most {ROWS} rows, long cells cut."
    for n, (asked, sql) in enumerate(QUESTIONS, 1):
        yield f"\n### {n}. {asked}\n\n```sql\n{sql};\n```\n\n```text"
        yield from _answer(db.execute(sql))
        yield "```"


def _answer(found: sqlite3.Cursor) -> Iterator[str]:
    rows = [[column[0] for column in found.description], *([_cell(value) for value in row] for row in found)]
    shown = rows[: ROWS + 1]
    widths = [max(len(row[n]) for row in shown) for n in range(len(rows[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        widths[widths.index(max(widths))] -= 1
    for row in shown:
        yield "  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if left := len(rows) - len(shown):
        yield f"… {left} more"


def _cell(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 1].rstrip() + "…"
