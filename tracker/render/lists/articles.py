"""The columns of the list of articles, of what `ingest --dry-run` understood, and of differences between versions."""

from __future__ import annotations

from tracker.lexicon.languages import language_name
from tracker.render.cells import UNDATED, SayDate, as_value, counted, dated, joined
from tracker.render.column import Column, View, number_column, with_dates
from tracker.terms import ENGLISH
from tracker.views.articles import ArticleRow, DiffRow, UnderstoodRow


def _published(row: ArticleRow, say: SayDate) -> str:
    """Return the date with where it came from; also "undated person", where a person set it to unknown."""
    source = row.published_from if row.published or row.published_from == "person" else ""
    if say is not as_value and source:
        source = f"({source})"
    return f"{say(row.published) if row.published else UNDATED} {source}".rstrip()


def _not_read(row: ArticleRow) -> str:
    """Return why an article was not read, "in Russian: not read"; "" for one that was."""
    return "" if row.language in (None, ENGLISH) else f"in {language_name(row.language or '')}: not read"


ARTICLES: View[ArticleRow] = View(
    "articles",
    (
        Column("id", lambda r: r.id, style="dim"),
        Column("given id", lambda r: r.given_id or "", below="{}"),
        with_dates("published", _published, least=10),
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("by person", lambda r: joined(r.set_by_person), below="by a person: {}"),
        Column("title", lambda r: r.title or "", least=22, style="bold"),
        Column("url", lambda r: r.url or "", below="{}"),
        with_dates("ingested", lambda r, say: say(r.ingested_at), below="ingested {}"),
        Column("version", lambda r: str(r.version) if r.version > 1 else "", below="version {}"),
        Column("not read", _not_read, below="{}"),
        Column("words", lambda r: str(r.words), right=True),
        Column("statements", lambda r: counted(r.statements, "statement"), least=13),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}"),
    ),
    brief=(
        Column("id", lambda r: r.id, style="dim"),
        Column("given id", lambda r: r.given_id or "", below="{}"),
        with_dates("published", _published, least=22),  # "13 Mar 2022 (metadata)" on one line
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("title", lambda r: r.title or "", least=23, most=80, style="bold"),
        Column("version", lambda r: str(r.version) if r.version > 1 else "", below="version {}"),
        Column("not read", _not_read, below="{}"),
        Column("by person", lambda r: joined(r.set_by_person), below="by a person: {}"),
        number_column("words", lambda r: r.words, "{}", folds=2),
        Column("statements", lambda r: counted(r.statements, "statement"), least=22, folds=1),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}", usual="0 meetings"),
    ),
)


UNDERSTOOD: View[UnderstoodRow] = View(
    "understood",
    (
        Column("input", lambda r: r.input, least=12),
        Column("kind", lambda r: r.kind, least=8),
        with_dates("published", lambda r, say: dated(r.published, r.published_from, say), least=10),
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("title", lambda r: r.title or "", least=22, style="bold"),
        Column("byline", lambda r: r.author or "", below="by {}"),
        Column("url", lambda r: r.url or "", below="{}"),
        Column("words", lambda r: str(r.words), right=True),
        Column("language", lambda r: r.language or "unknown", least=7),
        Column("sha-256", lambda r: r.raw_sha256, below="SHA-256 {}"),
    ),
)


DIFF: View[DiffRow] = View(
    "differences",
    (
        Column("change", lambda r: r.change, least=7),
        Column("what", lambda r: r.what, least=9),
        Column("before", lambda r: r.before, least=20),
        Column("after", lambda r: r.after, least=20),
        Column("near", lambda r: r.near, below="after “{}”"),
        Column("id", lambda r: r.id, style="dim"),
    ),
)
