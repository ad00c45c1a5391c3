"""Forgetting an article: what a person is asked and told while it is taken out of the store for good."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from tracker.commands.deciding import Say, flat, open_to_decide, person
from tracker.commands.ingesting import called, counts
from tracker.errors import UnknownName, UsageError
from tracker.pipeline import forget
from tracker.queries.names import resolve_article
from tracker.records import Decision
from tracker.render.cells import counted
from tracker.render.date_words import in_words
from tracker.store.decisions import decisions, now
from tracker.store.forgetting import wipe
from tracker.store.store import Store

Ask = Callable[[str], bool]


def report_forget(name: str, why: str | None, path: Path, say: Say, ask: Ask | None) -> int:
    """Take an article out of the store at `path` with all that came from it, saying so; return the exit status.

    `ask` asks the person whether to; None where --yes was said. UnknownName for an article the store has not,
    UsageError where nobody can be asked. One that is forgotten already has its words wiped from the file again.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        if (past := _forgotten(store, name)) is not None:
            say(f"{past.subject} was forgotten already, by {past.who} at {in_words(past.at)}: decision {past.id}")
            return _wiped(store, past.subject, path, say)
        id_ = resolve_article(store.db, name)
        contents = counts(store.db, [id_])
        if ask is not None and not _agreed(ask, store, id_, contents):
            say("nothing was forgotten")
            return 1
        done = forget(Decision("forget", id_, {}, {}, person(), now(), reason), store)
        if done is None:
            raise UnknownName(f"no article “{name}” any more: another program forgot it")
        decision, dropped = done
        with_it = f"; {counted(dropped, 'decision')} on it went too" if dropped else ""
        say(f"forgot {id_}: {contents}{with_it}; decision {decision.id}")
        return _wiped(store, id_, path, say)


def _forgotten(store: Store, name: str) -> Decision | None:
    """Return the last decision that forgot the article of this full id; None where the store holds the article."""
    if store.article_by_id(name) is not None:
        return None
    forgot = (
        decision for decision in reversed(decisions(store.db)) if (decision.kind, decision.subject) == ("forget", name)
    )
    return next(forgot, None)


def _agreed(ask: Ask, store: Store, id_: str, contents: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(f"{id_} would be gone for good, and nobody is there to ask: say --yes too")
    article = store.article_by_id(id_)
    return article is not None and ask(f"Forget {called(article.stored)} with {contents}? It cannot be taken back.")


def _wiped(store: Store, id_: str, path: Path, say: Say) -> int:
    try:
        done, why = wipe(store.db), "another program reads it"
    except sqlite3.OperationalError as error:
        done, why = False, str(error)
    if done:
        return 0
    say(f"its words may still stand in free places of {path} ({why}): run `tracker article forget {id_}` once more")
    return 1
