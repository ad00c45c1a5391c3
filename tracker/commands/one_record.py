"""The commands on one record: any shown whole, and what a person does to an article or an actor."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.commands import completing
from tracker.commands.help import ONE_RECORD, App
from tracker.commands.options import Db, Format, NoPager, Why, output_in, say
from tracker.render.safe import one_line
from tracker.store.opening import default_path, open_to_read

app = App(heading=ONE_RECORD)


@app.command()
def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completing.ids("acsmwd"),
            help="An id as any list prints it, the beginning of one, or an actor's name.",
        ),
    ],
    no_pager: NoPager = False,
    format: Format = None,
    db: Db = None,
) -> None:
    """One record whole: its words in their sentence, its place, dates, source and links, with the reason of each."""
    from tracker.queries.sheets import show as sheet_of
    from tracker.render.answers.sheet import show_sheet

    show_sheet(sheet_of(open_to_read(db or default_path()), id), output_in(format))


article_app = App(
    help="Acts on one article: shows it, its text and versions, corrects it, forgets it.", no_args_is_help=True
)
app.add_typer(article_app, name="article", rich_help_panel=ONE_RECORD)


AnArticle = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        autocompletion=completing.ids("a"),
        help="The article: its id, the beginning of it, or the id it came with.",
    ),
]


@article_app.command("show")
def article_show(article: AnArticle, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """What is known of one article: how it came, what it was understood as, when and by what it was read."""
    from tracker.queries.article import show_article
    from tracker.render.answers.sheet import show_sheet

    show_sheet(show_article(open_to_read(db or default_path()), article), output_in(format))


@article_app.command("text")
def article_text(
    article: AnArticle,
    plain: Annotated[bool, typer.Option("--plain", help="Without the lines under its statements.")] = False,
    no_pager: NoPager = False,
    db: Db = None,
) -> None:
    """The text of one article as it is stored; on a terminal its statements are underlined."""
    from tracker.queries import article as query
    from tracker.render.article import show_text

    show_text(query.article_text(open_to_read(db or default_path()), article), output_in(None), plain=plain)


@article_app.command("diff")
def article_diff(article: AnArticle, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """What differs from the version before (of the first: from the second): words, and rows read from it."""
    from tracker.queries import diff as query
    from tracker.render.cells import counted
    from tracker.render.formats import show_rows
    from tracker.render.lists.articles import DIFF

    before, after, rows = query.article_diff(open_to_read(db or default_path()), article)
    show_rows(rows, DIFF, output_in(format))
    say(f"from {before} to {after}: {counted(len(rows), 'difference')}")


@article_app.command("set")
def article_set(
    id: AnArticle,
    settings: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help="published=, outlet=, title=, author= or url= with a value; without one it is unknown.",
        ),
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Correct what was read about an article. Your word wins from then on, and its dates are read anew with it."""
    from tracker.commands.deciding import report_set

    raise typer.Exit(report_set(id, settings, why, db or default_path(), say))


@article_app.command("forget")
def article_forget(
    id: AnArticle,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take an article out of the store for good, with all that came from it. A decision says so, without its words."""
    from tracker.commands.forgetting import report_forget

    ask = None if yes else lambda question: typer.confirm(one_line(question), err=True)
    raise typer.Exit(report_forget(id, why, db or default_path(), say, ask))


actor_app = App(
    help="Acts on one actor: shows it, gives it names, makes two one, sets them apart.", no_args_is_help=True
)
app.add_typer(actor_app, name="actor", rich_help_panel=ONE_RECORD)

AnActor = Annotated[
    str,
    typer.Argument(metavar="ACTOR", autocompletion=completing.actor, help="The actor, by any of its names or its key."),
]


@actor_app.command("show")
def actor_show(actor: AnActor, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """One actor whole: its names, whom it acts for and when, what was merged into it and why, how often it is named."""
    from tracker.queries.sheets import show_actor
    from tracker.render.answers.sheet import show_sheet

    show_sheet(show_actor(open_to_read(db or default_path()), actor), output_in(format))


@actor_app.command("alias")
def actor_alias(
    actor: AnActor,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The further name.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Give an actor a further name that finds it."""
    from tracker.commands.deciding import report_alias

    raise typer.Exit(report_alias(actor, name, why, db or default_path(), say))


@actor_app.command("merge")
def actor_merge(
    actor: AnActor,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The one that is the same, and is known by the first one's name.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Say that two actors are one: every list and filter takes OTHER for ACTOR from then on."""
    from tracker.commands.deciding import report_merge

    raise typer.Exit(report_merge(actor, other, why, db or default_path(), say))


@actor_app.command("split")
def actor_split(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", autocompletion=completing.actor, help="The actor, by its own name or key.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Set an actor apart from all that it was merged with, by a person or by the program."""
    from tracker.commands.deciding import report_split

    raise typer.Exit(report_split(actor, why, db or default_path(), say))
