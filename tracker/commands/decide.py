"""The commands by which a person decides on claims, denials, wrong rows and ratings, and takes decisions back."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.commands import completing
from tracker.commands.help import DECIDE, App
from tracker.commands.options import Db, Why, say
from tracker.store.opening import default_path

app = App(heading=DECIDE)

claim_app = App(help="Acts on one claim: makes two one, keeps reports apart.", no_args_is_help=True)
app.add_typer(claim_app, name="claim", rich_help_panel=DECIDE)

AClaim = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM", autocompletion=completing.ids("c"), help="The claim, by its id or that of a report of it."
    ),
]
ADenial = Annotated[
    str,
    typer.Argument(
        metavar="DENIAL", autocompletion=completing.ids("s"), help="The denial, by the id of its statement."
    ),
]


@claim_app.command("merge")
def claim_merge(
    claim: AClaim,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The claim that says the same.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Say that two claims are one, with the reports of both."""
    from tracker.commands.deciding_claims import report_claim_merge

    raise typer.Exit(report_claim_merge(claim, other, why, db or default_path(), say))


@claim_app.command("split")
def claim_split(
    claim: AClaim,
    reports: Annotated[
        list[str], typer.Argument(metavar="STATEMENT", help="The reports of it that are another claim.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Keep reports of a claim apart from its others for good: they are one claim of their own."""
    from tracker.commands.deciding_claims import report_claim_split

    raise typer.Exit(report_claim_split(claim, reports, why, db or default_path(), say))


@app.command()
def link(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial denies a claim, though the program did not find it."""
    from tracker.commands.deciding_claims import report_link

    raise typer.Exit(report_link(denial, claim, why, db or default_path(), say))


@app.command()
def unlink(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial does not answer a claim, so that it is never linked to it again."""
    from tracker.commands.deciding_claims import report_unlink

    raise typer.Exit(report_unlink(denial, claim, why, db or default_path(), say))


@app.command()
def discard(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completing.ids("scm"),
            help="A statement, a claim with all its reports, or a report of a meeting.",
        ),
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Hide a wrong row from every list; `tracker discarded` and `tracker show` still have it."""
    from tracker.commands.deciding_claims import report_discard

    raise typer.Exit(report_discard(id, why, db or default_path(), say))


@app.command()
def rate(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=completing.ids("wc"), help="A source (a person also by name), or a claim."
        ),
    ],
    mark: Annotated[
        str, typer.Argument(metavar="MARK", help="Reliability of a source, A to F; credibility of a claim, 1 to 6.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Rate a source or a claim on the Admiralty scales. Nobody else's judgement is put in; F and 6 judge nothing."""
    from tracker.commands.deciding_claims import report_rate

    raise typer.Exit(report_rate(id, mark, why, db or default_path(), say))


@app.command()
def undo(
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="DECISION",
            autocompletion=completing.ids("d"),
            help="The decision to take back; else the last one that stands.",
        ),
    ] = None,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take back what a person decided. That is kept as a decision too, and can be undone by its id."""
    from tracker.commands.deciding import report_undo

    raise typer.Exit(report_undo(id, why, db or default_path(), say))
