"""What `tracker search` finds, in which order, how it shows it, and what it says to a query that cannot be read.

`TRACKER_GOLDEN=write pytest tests/test_search.py` writes the expected files; read the difference before keeping it.
"""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from conftest import Run
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tracker.dates import PartialDate
from tracker.errors import UsageError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.queries.search import KINDS
from tracker.queries.search_words import read_search
from tracker.render.answers.search import show_searched
from tracker.render.lists.search import Results
from tracker.render.output import FormatName, Output
from tracker.views.search import SearchRow

GOLDEN = Path(__file__).parent / "golden" / "search"
ASKED = "request OR sanctions"


@pytest.fixture(scope="module")
def db(sample_store: Path) -> Iterator[sqlite3.Connection]:
    from tracker.store.opening import open_to_read

    with closing(open_to_read(sample_store)) as connection:
        yield connection


def found(db: sqlite3.Connection, typed: str, *kinds: str, filters: Filters | None = None) -> list[SearchRow]:
    by_kind = queries.search(db, typed, filters or Filters(limit=500), kinds=kinds)
    return [row for one in by_kind.values() for row in one.rows]


def marked(row: SearchRow) -> list[str]:
    return [row.words[start:end] for start, end in row.marks]


# ------------------------------------------------------------------ what is found


def test_every_claim_statement_and_article_that_has_the_word_is_found_and_no_other(db: sqlite3.Connection) -> None:
    rows = found(db, "request", "statements", "articles")
    has = re.compile(r"\brequest", re.IGNORECASE)
    statements = {
        row[0] for row in db.execute("select id, words from statements where not hidden") if has.search(row[1])
    }
    articles = {row[0] for row in db.execute("select id, title || text from articles") if has.search(row[1])}
    assert {row.id for row in rows if row.kind == "statement"} == statements
    assert {row.id for row in rows if row.kind == "article"} == articles
    claims = found(db, "request", "claims")
    assert claims and all(has.search(row.words) and marked(row) for row in claims)


def test_a_claim_of_several_reports_is_one_row_with_how_widely_it_is_reported(db: sqlite3.Connection) -> None:
    rows = {row.id: row for row in found(db, "asked AND China", "claims")}
    listed = {row.id: row for row in queries.claims(db, Filters()).rows}
    assert rows
    for row in rows.values():
        of = listed[row.id]
        assert (row.articles, row.outlets, row.origins, row.reports, row.denials) == (
            of.articles, of.outlets, of.origins, of.reports, of.denials,
        )  # fmt: skip
        assert row.who == of.who


def test_what_asserts_a_claim_that_is_found_is_not_shown_again_as_a_statement(db: sqlite3.Connection) -> None:
    both = found(db, "asked AND China", "claims", "statements")
    alone = found(db, "asked AND China", "statements")
    left_out = {row.id for row in alone} - {row.id for row in both}
    assert left_out
    for statement in left_out:
        (claim,) = db.execute("select claim from statements where id = ?", (statement,)).fetchone()
        assert claim in {row.id for row in both}


def test_phrases_beginnings_near_and_columns_are_those_of_fts5(db: sqlite3.Connection) -> None:
    assert found(db, '"military equipment"', "articles")
    assert not found(db, '"equipment military"', "articles")
    assert {"denied", "deny"} <= {word.lower() for row in found(db, "deni*", "articles") for word in marked(row)}
    assert found(db, "NEAR(asked equipment, 5)", "articles")
    assert not found(db, "NEAR(asked equipment, 1)", "articles")
    titles = found(db, "title:Beijing")
    assert titles and {row.kind for row in titles} == {"article"}
    assert all("Beijing" in (row.title or "") and row.title_marks for row in titles)


def test_the_best_come_first_and_the_order_is_the_same_each_time(db: sqlite3.Connection) -> None:
    rows = found(db, ASKED, "statements")
    ranks = [
        db.execute(
            "select bm25(statements_fts) from statements_fts where statements_fts match ? "
            "and rowid = (select n from statements where id = ?)",
            (ASKED, row.id),
        ).fetchone()[0]
        for row in rows
    ]
    assert ranks == sorted(ranks)
    assert rows == found(db, ASKED, "statements")


def test_filters_narrow_what_is_found_and_the_limit_says_how_many_more_there_are(db: sqlite3.Connection) -> None:
    every = found(db, ASKED, "statements")
    outlet = Filters(outlet="Harbour Post", limit=500)
    assert 0 < len(found(db, ASKED, "statements", filters=outlet)) < len(every)
    day = PartialDate.parse("2022-03-14")
    dated = found(db, ASKED, "statements", filters=Filters(since=day, until=day, limit=500))
    assert dated and {row.date for row in dated} <= {"2022-03-14", "2022-03", "2022"}
    few = queries.search(db, ASKED, Filters(limit=2), kinds=["statements"])["statements"]
    assert (list(few.rows), few.left_out) == (every[:2], len(every) - 2)


def test_the_words_of_an_article_stand_at_their_place_in_it(db: sqlite3.Connection) -> None:
    for row in found(db, ASKED, "articles"):
        (text,) = db.execute("select text from articles where id = ?", (row.id,)).fetchone()
        assert text[slice(*row.span)] == row.words
        assert all(re.match("request|sanction", word, re.IGNORECASE) for word in marked(row))
        assert len(row.marks) + len(row.title_marks) <= row.hits


def test_the_index_of_statements_holds_what_the_statements_say(sample_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(sample_store.read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        db.execute("insert into statements_fts (statements_fts, rank) values ('integrity-check', 1)")
        db.execute("update statements set words = 'zeppelin' where n = 1")
        db.execute("delete from statements where n = 2")
        db.execute("insert into statements_fts (statements_fts, rank) values ('integrity-check', 1)")
        assert db.execute("select rowid from statements_fts where statements_fts match 'zeppelin'").fetchall() == [(1,)]


# ------------------------------------------------------------------ what is typed


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("drones request", '("drones" AND "request")'),
        ("Taiwan's anti-tank", '("Taiwan\'s" AND "anti-tank")'),
        ("U.S. $5bn 13:30 http://x.example/a", '("U.S." AND "$5bn" AND "13:30" AND "http://x.example/a")'),
        ("drones – request & arms", '("drones" AND "request" AND "arms")'),
        ("“no request” OR dron*", '("no request" OR "dron" *)'),
        ("a OR b c NOT d AND e", '("a" OR ((("b" AND "c") NOT "d") AND "e"))'),
        ('NEAR("a b" c*, 3)', 'NEAR("a b" "c" *, 3)'),
        ("Title:(a OR b)", 'title : (("a" OR "b"))'),
        ("a + b ^c", '("a" + "b" AND ^ "c")'),
        ('say "x ""y"""', '("say" AND "x ""y""")'),
    ],
)
def test_a_query_is_read_as_fts5_reads_it_and_marks_within_words_are_part_of_them(typed: str, match: str) -> None:
    assert read_search(typed).match == match


@pytest.mark.parametrize(
    ("typed", "where", "instead"),
    [
        ('arms "no request', "character 6", 'put " where the phrase ends'),
        ("AND drones", "character 1", "no word stands before AND"),
        ("drones OR", "at its end", "no word stands after OR"),
        ("drones AND OR x", "character 12", "leave AND or OR out"),
        ("NOT drones", "character 1", "write what to find before it"),
        ("(drones OR arms", "at its end", "put “)”"),
        ("drones)", "character 7", "leave it out"),
        ("drones ()", "character 9", "put a word there"),
        ("*tank", "character 1", "dron*"),
        ("ta*nk", "character 4", "put nothing behind it"),
        ("NEAR(a b", "character 1", "put “)” where it ends"),
        ("NEAR()", "character 1", "NEAR(drones request, 5)"),
        ("NEAR(a AND b)", "character 8", "leave AND out"),
        ("outlet:Post", "character 1", "--outlet"),
        ("author:Lind", "character 1", "title: or text:"),
        ("drones -request", "character 8", "write NOT request"),
        ('drones -"no request"', "character 8", "write NOT"),
        ('"--"', "character 1", "put a word between"),
        ("?!", "", "type one"),
        ("", "", "type one"),
        ("x" * 3000, "", "leave some of it out"),
        ("(" * 60 + "x" + ")" * 60, "character 42", "leave some out"),
    ],
)
def test_a_query_that_cannot_be_read_is_explained(typed: str, where: str, instead: str) -> None:
    with pytest.raises(UsageError) as error:
        read_search(typed)
    assert where in str(error.value) and instead in str(error.value)


PIECES = [
    "drones",
    "request",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    ")",
    "(",
    '"',
    "*",
    "^",
    "+",
    "-",
    ":",
    "title:",
    ",",
    "5",
    "'",
]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("".join) | st.text(max_size=40))
@example("whale\0canal \udc80")
@example('a"b" * ^ + title:NEAR("x" y,3) NOT text:(z)')
def test_whatever_is_typed_is_searched_or_explained(db: sqlite3.Connection, typed: str) -> None:
    try:
        rows = found(db, typed)
    except UsageError:
        return
    for row in rows:
        assert all(0 <= start < end <= len(row.words) for start, end in row.marks)


# ------------------------------------------------------------------ what is shown

HOSTILE = SearchRow(
    "article", "ahosti1e001", None, None, "=cmd|' /C calc'!A0", "\x1b[2J drones [b]x[/] **a** | `b`\u202e 外務 drones",
    ((5, 11), (36, 42)), "x-1", (0, 42), 3, title="<b>drones</b>", title_marks=((3, 9),),
)  # fmt: skip


def shown(found: dict[str, Results], form: FormatName, width: int = 80, *, colour: bool = False) -> str:
    stream = io.StringIO(newline="")
    show_searched(found, Output(stream, form, width, colour))
    return stream.getvalue()


def searched(db: sqlite3.Connection) -> dict[str, Results]:
    by_kind = queries.search(db, ASKED, Filters(limit=3))
    return {kind: Results(one.rows, one.left_out, one.at_most) for kind, one in by_kind.items()}


CASES: dict[str, tuple[FormatName, int, bool]] = {
    f"search.table.{width}{'.colour' * colour}.txt": ("table", width, colour)
    for width in (60, 80, 120, 200)
    for colour in (False, True)
}
CASES |= {f"search.{form}.txt": (form, 100, False) for form in get_args(FormatName) if form != "table"}


@pytest.mark.parametrize("file", CASES)
def test_output_is_what_a_person_approved(db: sqlite3.Connection, file: str) -> None:
    form, width, colour = CASES[file]
    text = shown(searched(db) | {"hostile": Results([HOSTILE], 0, False)}, form, width, colour=colour)
    if os.environ.get("TRACKER_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / file).write_bytes(text.encode())
    assert text == (GOLDEN / file).read_bytes().decode()
    if form == "table":
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(cell_len(line) for line in plain.splitlines()) <= width
        assert "\x1b" not in plain and "\u202e" not in plain


def test_carets_stand_under_what_was_found(db: sqlite3.Connection) -> None:
    lines = shown({"articles": Results([replace(HOSTILE, title=None)], 0, False)}, "table", 100).splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("^"))
    above = [lines[at - 1][found.start() : found.end()] for found in re.finditer(r"\^+", lines[at])]
    assert above[0] == "drones"


def test_markdown_shows_what_was_found_in_bold_and_nothing_that_the_text_asks_for(db: sqlite3.Connection) -> None:
    html = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(shown({"articles": Results([HOSTILE], 0, False)}, "md"))
    )
    assert re.findall("<strong>(.*?)</strong>", html) == ["drones", "drones", "drones"]
    assert "**a**" in html and "<b>" not in html and "<code>" not in html


def test_the_command_says_what_it_left_out_and_explains_a_query_in_a_line(run_tracker: Run, sample_store: Path) -> None:
    store = ("--db", sample_store)
    done = run_tracker("search", "request", "--limit", "1", "--format", "json", *store)
    assert done.status == 0
    assert [row["kind"] for row in json.loads(done.out)] == ["claim", "statement", "article"]
    assert re.fullmatch(
        r"tracker: \d+ more claims?, \d+ more statements, \d+ more articles left out: .*--limit\n", done.err
    )
    wrong = run_tracker("search", "request AND", *store)
    assert (wrong.status, wrong.out, len(wrong.said)) == (2, "", 1)
    unknown = run_tracker("search", "request", "--in", "meetings", *store)
    assert (unknown.status, unknown.said) == (
        2,
        ["tracker: nothing is searched with --in meetings: choose from claims, statements, articles"],
    )
    assert run_tracker("search", "title:request", "--in", "claims", *store).status == 2
    nothing = run_tracker("search", "zeppelin", "--format", "table", *store)
    assert nothing.out.count("nothing found") == len(KINDS)
