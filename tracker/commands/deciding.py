"""Decisions of a person on articles and actors, and what is said while they take effect.

A decision is checked, stored under the person's name with the reason given, and applied in the same transaction: one on
an article by reading it again, one on actors by deciding anew which of them are one.
"""

from __future__ import annotations

import getpass
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.commands.ingesting import called, changed
from tracker.dates import normalise_published
from tracker.errors import DecisionError, StoreError, UnknownName, UsageError
from tracker.outcomes import Unreadable
from tracker.pipeline import Reread, decide, decide_on_actors, decide_on_claims
from tracker.queries.decided import actors_in, dates_in, decision_in_words
from tracker.queries.names import (
    actor_name,
    actors_called,
    folded,
    one_with,
    resolve_article,
    resolve_decision,
    resolve_member,
    resolve_one_actor,
)
from tracker.reading import is_web_address
from tracker.reading.decoding import flaw
from tracker.records import Decision
from tracker.render.date_words import codes_in_words, in_words
from tracker.store.decisions import decisions, in_force, now
from tracker.store.opening import open_to_read
from tracker.store.store import Store

KEYS = ("published", "outlet", "title", "author", "url")
_NAMED = 20  # changed dates that get a line of their own
_LONGEST = 1_000  # characters of a name, a title or a reason

Say = Callable[[str], None]


def metadata(words: Sequence[str]) -> dict[str, str | None]:
    """Return the fields that "key=value" words set, None for an empty value; UsageError for words that set none."""
    values: dict[str, str | None] = {}
    for word in words:
        key, sign, value = word.partition("=")
        key = key.strip().casefold()
        if not sign:
            raise UsageError(
                f"{word!r} sets nothing: write KEY=VALUE, as in published=2022-03-14 or outlet='World Desk'"
            )
        if key not in KEYS:
            raise UsageError(f"an article has no {key!r} to set: it has {', '.join(KEYS)}")
        if key in values:
            raise UsageError(f"{key} is set twice: set it once")
        values[key] = _value(key, value)
    return values


def _value(key: str, value: str) -> str | None:
    words = flat(key, value)
    if key != "published" or not words:
        return words
    published = normalise_published(words)
    if published is None:
        raise UsageError(f"published={words!r} is no date, or may be several: write it as 2022-03-14 or 2022-03")
    return published


def flat(name: str, value: str) -> str | None:
    """Return what was typed as one line, None if empty; UsageError where it cannot be shown or is too long."""
    words = " ".join(value.split())
    why = flaw(value) or ("holds a control character" if any(unicodedata.category(c) == "Cc" for c in words) else None)
    if why or len(words) > _LONGEST:
        raise UsageError(f"{name} {why or f'is longer than {_LONGEST} characters'}: type it again")
    return words or None


def person() -> str:
    """Return who decides: TRACKER_USER, else the name that the system knows the user by."""
    if given := flat("TRACKER_USER", os.environ.get("TRACKER_USER", "")):
        return given
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a user id without a name, as in some containers
        return "unknown"


def report_set(name: str, words: Sequence[str], why: str | None, path: Path, say: Say) -> int:
    """Set what is known of one article of the store at `path`, saying what changes; return the exit status.

    UsageError where the words say nothing, StoreError without a store, UnknownName for an article it has not.
    """
    values, reason = metadata(words), flat("--why", why or "")
    with open_to_decide(path) as store:
        article_id = resolve_article(store.db, name)
        if (url := values.get("url")) and not is_web_address(url):
            say(f"the url {url!r} is not a web address; it is kept as it is")
        decision = Decision("set", article_id, values, {}, person(), now(), reason)
        return _report(decision, article_id, store, say)


def report_undo(name: str | None, why: str | None, path: Path, say: Say) -> int:
    """Take back a decision, by default the last one that stands, saying what changes; return the exit status."""
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        history = decisions(store.db)
        by_id = {decision.id: decision for decision in history}
        undone = by_id[resolve_decision(store.db, name)] if name is not None else _last(history)
        if undone not in in_force(history):
            raise UnknownName(f"{undone.id} is taken back already: `tracker show {undone.id}` says by which decision")
        if undone.kind == "forget":
            raise DecisionError(f"what is forgotten is gone for good: `tracker ingest` reads {undone.subject} anew")
        root = undone  # what is undone, where that is itself an undo: the decision at its end
        while root.kind == "undo":
            root = by_id[root.subject]
        if root.kind != "set":
            decision = Decision("undo", undone.id, {}, {}, person(), now(), reason)
            if root.kind not in ("alias", "merge", "split"):
                return report_on_claims(decision, root, store, say)
            return _report_on_actors(decision, [root.subject, root.value.get("known_as")], store, say)
        decision = Decision("undo", undone.id, root.value, {}, person(), now(), reason)
        return _report(decision, root.subject, store, say)


def report_alias(actor: str, name: str, why: str | None, path: Path, say: Say) -> int:
    """Give an actor of the store at `path` a further name, saying so; return the exit status.

    UsageError for no name, UnknownName for an actor the store has not, DecisionError for a name that would not find it.
    """
    alias, reason = flat("the name", name), flat("--why", why or "")
    if alias is None:
        raise UsageError("an empty name finds nothing: write the name to find the actor by")
    with open_to_decide(path) as store:
        key = resolve_member(store.db, actor)
        called = actors_called(store.db, alias)
        if called & set(one_with(store.db, resolve_one_actor(store.db, key))):
            raise DecisionError(f"{_called(store, key)} is called “{alias}” already")
        if taken := [other for other in sorted(called) if folded(alias) in (folded(other), _first_name(store, other))]:
            owner = _called(store, taken[0])
            raise DecisionError(
                f"“{alias}” is the name of {owner}: if the two are one, say so by `tracker actor merge`"
            )
        if called:
            say(f"“{alias}” also finds {', '.join(_called(store, other) for other in sorted(called))}")
        decision = Decision("alias", key, {"alias": alias}, {"alias": None}, person(), now(), reason)
        return _report_on_actors(decision, [key], store, say)


def report_merge(actor: str, other: str, why: str | None, path: Path, say: Say) -> int:
    """Let two actors of the store at `path` be one, known by the first; return the exit status.

    UnknownName for an actor the store has not, DecisionError where they are one already.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        key, merged = (resolve_member(store.db, name) for name in (actor, other))
        known_as = resolve_one_actor(store.db, key)
        if known_as == resolve_one_actor(store.db, merged):
            raise DecisionError(f"“{actor}” and “{other}” are one already: {_called(store, known_as)}")
        decision = Decision("merge", merged, {"known_as": key}, {"known_as": None}, person(), now(), reason)
        return _report_on_actors(decision, [merged, key], store, say)


def report_split(actor: str, why: str | None, path: Path, say: Say) -> int:
    """Set an actor of the store at `path` apart from those that it is one with; return the exit status.

    UnknownName for an actor the store has not, DecisionError where it is one with no other.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        key = resolve_member(store.db, actor)
        known_as = resolve_one_actor(store.db, key)
        group = one_with(store.db, known_as)
        if group == [key]:
            raise DecisionError(f"{_called(store, key)} is merged with no other: `tracker actors --merged` lists those")
        decision = Decision("split", key, {"known_as": None}, {"known_as": known_as}, person(), now(), reason)
        status = _report_on_actors(decision, [key], store, say)
        others = [member for member in group if member != key]
        alone = [other for other in others if one_with(store.db, resolve_one_actor(store.db, other)) == [other]]
        if len(others) > 1 and alone:
            say(f"what was one only through {key} is apart too: {', '.join(_called(store, other) for other in alone)}")
        return status


@contextmanager
def open_to_decide(path: Path) -> Iterator[Store]:
    """Open a store to decide something in it; StoreError for an older one, all of which is to be read again first."""
    open_to_read(path).close()
    with closing(Store.open_existing(path)) as store:
        yield store


def _last(history: Sequence[Decision]) -> Decision:
    standing = [decision for decision in in_force(history) if decision.kind not in ("undo", "forget")]
    if not standing:
        raise UnknownName(
            "no decision stands that could be taken back: `tracker article set` or `tracker link` makes one"
        )
    return standing[-1]


def _report_on_actors(decision: Decision, actors: Sequence[str | None], store: Store, say: Say) -> int:
    stored = decide_on_actors(decision, [key for key in actors if key], store)
    _say_decision(stored, store, say)
    return 0


def report_on_claims(decision: Decision, root: Decision, store: Store, say: Say) -> int:
    """Store a decision on claims, answers, wrong rows or ratings, saying so; `root` is it, or what it undoes."""
    stored = decide_on_claims(decision, root, store)
    _say_decision(stored, store, say)
    return 0


def _say_decision(stored: Decision, store: Store, say: Say) -> None:
    history = decisions(store.db)
    words = codes_in_words(decision_in_words(stored, history), dates_in(stored), actors_in(store.db, stored, history))
    say(f"{words}; decision {stored.id}")


def _called(store: Store, key: str) -> str:
    return f"{key} “{actor_name(store.db, key)}”"


def _first_name(store: Store, key: str) -> str:
    return folded(actor_name(store.db, key))


def _report(decision: Decision, article_id: str, store: Store, say: Say) -> int:
    outcome = decide(decision, article_id, store)
    if outcome is None:
        raise StoreError(f"the article {article_id} is no longer in the store: `tracker articles` lists those that are")
    if isinstance(outcome, Unreadable):
        say(f"{outcome.why}; nothing was decided")
        return 1
    for line in _lines(outcome):
        say(line)
    return 0


def _lines(reread: Reread) -> Iterator[str]:
    decision = reread.decision
    if decision is None:
        return
    values_now = {name: getattr(reread.article, name) for name in decision.was}
    changes = (
        f"{name} is {_shown(name, values_now)}, was {_shown(name, decision.was)}"
        for name in decision.was
        if name in KEYS
    )
    what = "set" if decision.kind == "set" else f"took back {decision.subject} on"
    yield f"{what} {called(reread.article)}: {'; '.join(changes)}; decision {decision.id}"
    for row in reread.redated[:_NAMED]:
        yield f"{row.id} {row.date_of} {in_words(row.is_now or 'undated')}, was {in_words(row.was or 'undated')}"
    if len(reread.redated) > _NAMED:
        yield f"{len(reread.redated) - _NAMED} more dates changed"
    yield f"reread {reread.article.id}: {changed((reread.statements, reread.denials, reread.meetings))}"


def _shown(name: str, values: Mapping[str, str | None]) -> str:
    if name != "published":
        return values[name] or "unknown"
    source = values.get("published_from")
    return in_words(values[name] or "unknown") + (f" ({source})" if source and source != "unknown" else "")
