"""The commands that ask: lists, the timeline, stories, search, figures, and what is said of a typed sentence.

Each imports its own question and the columns of its own list when it is asked, so that none waits for the others.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Annotated

import typer

from tracker.commands import completing
from tracker.commands.help import ASK, App
from tracker.commands.options import Db, Format, NoPager, date_of, listing, output_in, say, say_undated, show_found
from tracker.errors import UsageError
from tracker.queries import listings
from tracker.queries.filters import Filters
from tracker.render.cells import counted
from tracker.render.output import Output
from tracker.store.opening import default_path, open_to_read

app = App(heading=ASK)


@app.command()
@listing(listings.TIMELINE)
def timeline(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    all_: Annotated[bool, typer.Option("--all", help="Each further report too, questions and attitudes.")] = False,
    by: Annotated[
        str,
        typer.Option(metavar="TIME", help="happened: put claims at the date of what they say, not when it was said."),
    ] = "said",
    group: Annotated[
        str, typer.Option(metavar="UNIT", help="What stands together in a table: day, week, month, story.")
    ] = "day",
    between: Annotated[bool, typer.Option("--between", help="Only what passed between the two --actor named.")] = False,
    graph: Annotated[
        bool,
        typer.Option(
            "--graph",
            help="A lane over time for each of the 12 most active actors, or of --limit; without meetings called off.",
        ),
    ] = False,
) -> None:
    """What was said, denied, confirmed and who met, in order; undated rows stand in a block of their own."""
    from tracker.queries import timeline as query
    from tracker.render.lists.timeline import timeline_by

    if by not in ("said", "happened"):
        raise UsageError(f"--by {by!r} is not known: say or happened")
    if graph:
        _show_lanes(filters, db, out, group, happened=by == "happened", between=between)
        return
    view, by_story = timeline_by(group), group == "story"
    found = query.timeline(db, filters, happened=by == "happened", between=between, by_story=by_story)
    show_found(found, view, out)


_LANES = 12  # actors of a drawing, unless --limit says how many


def _show_lanes(
    filters: Filters, db: sqlite3.Connection, out: Output, unit: str, *, happened: bool, between: bool
) -> None:
    """Show the lanes: a drawing is given rows by day and makes its own columns, a program gets a row for each unit."""
    from tracker.queries import lanes as query
    from tracker.render.lists.timeline import lanes_by

    if filters.sort is not None:
        raise UsageError("--graph runs from left to right, the most active actor first: leave out --sort")
    view, drawn = lanes_by(unit), out.format == "table"
    if drawn:
        filters = replace(filters, limit=filters.limit or _LANES)
    found = query.lanes(db, filters, happened=happened, between=between, unit="day" if drawn else unit)
    show_found(found, view, out)


@app.command()
@listing(listings.DISPUTED, wide=True)
def disputed(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="As it stood at the end of that day: nothing said or published later."
        ),
    ] = None,
) -> None:
    """Claims that somebody denies: both sides beside each other, refusals to comment beside them."""
    from tracker.queries import disputed as query
    from tracker.queries.as_of import stand_at
    from tracker.render.lists.disputed import DISPUTED

    day = date_of("as-of", as_of)
    if day is not None and (undated := stand_at(db, day)):
        say(f"{counted(undated, 'report')} without a date left out by --as-of")
    show_found(query.disputed(db, filters, possible=filters.possible), DISPUTED, out)


@app.command()
@listing(listings.CLAIMS, wide=True)
def claims(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The claims, with who asserts each and how many deny it."""
    from tracker.queries import claims as query
    from tracker.render.lists.claims import CLAIMS

    show_found(query.claims(db, filters), CLAIMS, out)


@app.command()
@listing(listings.DENIALS, wide=True)
def denials(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    unlinked: Annotated[
        bool, typer.Option("--unlinked", help="Only those whose claim was not found: for a person to look at.")
    ] = False,
) -> None:
    """The denials, each with the claim that it answers."""
    from tracker.queries import denials as query
    from tracker.render.lists.denials import DENIALS

    show_found(query.denials(db, filters, unlinked=unlinked, possible=filters.possible), DENIALS, out)


@app.command()
@listing(listings.REFUSALS, wide=True)
def refusals(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """Who declined to speak of what: refusals of information, which deny nothing."""
    from tracker.queries import denials as query
    from tracker.render.lists.denials import REFUSALS

    show_found(query.refusals(db, filters), REFUSALS, out)


@app.command()
@listing(listings.MEETINGS, wide=True)
def meetings(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those in this town, building or country.")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS", help="held, planned, cancelled, refused, proposed or habitual; repeat for any of several."
        ),
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(metavar="MODE", help="in_person, phone, video, written or unknown; repeat for any of several."),
    ] = None,
) -> None:
    """The meetings: who, where, when, how, and whether they took place."""
    from tracker.queries import meetings as query
    from tracker.render.lists.meetings import MEETINGS

    found = query.meetings(db, filters, place=place, statuses=status or (), modes=mode or ())
    show_found(found, MEETINGS, out)


@app.command()
@listing(listings.SOURCES, wide=True)
def sources(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help='Only those that are described and not named ("US officials").')
    ] = False,
) -> None:
    """Who speaks, for whom, how often, and how much of it others deny; how large a part is unnamed."""
    from tracker.queries import sources as query
    from tracker.render.lists.sources import SOURCES, unnamed_words

    show_found(query.sources(db, filters, unnamed=unnamed), SOURCES, out)
    share = query.unnamed_share(db, filters)
    if share.sources:
        say(unnamed_words(share))


@app.command()
@listing(listings.ACTORS, wide=True)
def actors(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    merged: Annotated[
        bool, typer.Option("--merged", help="Only those that others were merged into, by whom and why.")
    ] = False,
) -> None:
    """The countries, organisations and people of the store, with the names to ask for them by."""
    from tracker.queries import actors as query
    from tracker.render.lists.actors import ACTORS

    show_found(query.actors(db, filters, merged=merged), ACTORS, out)


@app.command()
@listing(listings.ARTICLES, wide=True)
def articles(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The articles, with where each publication date came from."""
    from tracker.queries import articles as query
    from tracker.render.lists.articles import ARTICLES

    show_found(query.articles(db, filters), ARTICLES, out)


@app.command()
@listing(listings.SEARCH)
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help='Words, all of them; "phrases"; AND, OR, NOT; drone*; NEAR(drones request, 5); title:drones.',
        ),
    ],
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    in_: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="KIND",
            autocompletion=completing.one_of(("claims", "statements", "articles")),
            help="Only claims, statements or articles; repeat for two of them.",
        ),
    ] = None,
) -> None:
    """Claims, statements and articles that have the words, the best first: ten of each, or as --limit says."""
    from tracker.queries import search as query
    from tracker.render.answers.search import show_searched
    from tracker.render.lists.search import Results

    by_kind = query.search(db, " ".join(words), filters, kinds=in_ or ())
    show_searched({kind: Results(found.rows, found.left_out, found.at_most) for kind, found in by_kind.items()}, out)
    if left_out := [
        f"{'at most ' if found.at_most else ''}{found.left_out} more {kind}"
        for kind, found in by_kind.items()
        if found.left_out
    ]:
        say(f"{', '.join(left_out)} left out: ask for more with --limit")
    if undated := sum(found.undated for found in by_kind.values()):
        say(f"{undated} without a date left out by --since and --until")


@app.command()
@listing(listings.DISCARDED, wide=True)
def discarded(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """What a person discarded as wrong, by whom and why: no other list shows it."""
    from tracker.queries import discarded as query
    from tracker.render.lists.discarded import DISCARDED

    show_found(query.discarded(db, filters), DISCARDED, out)


@app.command()
@listing(listings.STATS)
def stats(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """How much there is, when it was said, who is quoted and denied most, and who denies whom."""
    from tracker.queries import stats as query
    from tracker.render.answers.stats import show_stats

    numbers = query.stats(db, filters)
    show_stats(numbers, out)
    say_undated(numbers.undated)


@app.command()
@listing(listings.STORY)
def story(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC",
            autocompletion=completing.ids("c"),
            help="Words that its claims hold, or a claim by its id or the beginning of one.",
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every row with all its words, on more than one screen.")] = False,
) -> None:
    """One topic on one screen: claims, sides, denials, meetings, sources, and what is still open."""
    from tracker.queries import story as query
    from tracker.render.answers.story import show_story
    from tracker.render.story import near_words

    found = query.story(db, topic, filters, whole=filters.all or out.format != "table")
    show_story(found, out, whole=filters.all)
    if found.near and out.format not in ("table", "md"):
        say(near_words(found))
    if not found.scope.articles and not found.meetings:
        say("nothing in this store fits all of that: leave out a filter, or see `tracker stories`")
    if filters.limit:
        say(f"--limit {filters.limit}: no part has more rows than that here")
    if found.undated:
        say(f"{counted(found.undated, 'claim')} without a date left out by --since and --until")


@app.command()
@listing(listings.STORIES, wide=True)
def stories(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The topics of the store, with the command that opens each; those that are most denied and reported first."""
    from tracker.queries import stories as query
    from tracker.render.story import TOPICS, opened_by_id

    found = query.stories(db, filters)
    show_found(found, TOPICS, out)
    if out.format == "table" and not out.wide and opened_by_id(found.rows):
        say("`tracker story ID` opens one of them")
    if len(found.rows) == (filters.limit or query.MOST_STORIES):
        say("there may be more topics: ask for them with --limit, or narrow with --actor, --about or --since")


@app.command()
def check(
    sentence: Annotated[
        str,
        typer.Argument(metavar="SENTENCE", help='What somebody says, in quotation marks: "Russia asked for drones".'),
    ],
    no_pager: NoPager = False,
    format: Format = None,
    db: Db = None,
) -> None:
    """What the stored articles say about a sentence you type: who asserts it, who denies it, and the nearest claims."""
    from tracker.commands import checking
    from tracker.render.answers.check import show_checked

    checked = checking.check(open_to_read(db or default_path()), sentence)
    show_checked(checked, output_in(format))
    if not checked.reports:
        say("no stored article says anything about it: try its main words with `tracker claims --about`")
    if checked.left_out:
        say(f"{checked.left_out} more articles hold much of it and were not read closely: type a longer sentence")
