"""What an imported line must keep to, since another program may have written it, or a person.

Spans are the words of the text, ids are made of what they name, references lead to what the line holds itself, numbers
and names have bounds, and a decision says what its kind says. FormError tells where something else stands.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import get_args

from tracker.errors import UnknownName
from tracker.export.forms import FormError
from tracker.lexicon import actors as lexicon
from tracker.models.reader import VECTOR_SIZE
from tracker.reading.decoding import flaw
from tracker.records import (
    Actor,
    Article,
    Decision,
    DecisionKind,
    Extraction,
    Meeting,
    PublishedFrom,
    Span,
    Statement,
    make_id,
)
from tracker.store.extractions import StoredExtraction
from tracker.store.outdated import OutdatedLinks
from tracker.terms import OF_RECORDS, folded

_MOST = 10**9  # of those who speak, or of times that they met
_LONGEST_NAME = 1_000  # characters of what a person types as a name or a reason, as in `deciding`
_ID = re.compile(r"[a-z][0-9abcdefghjkmnpqrstvwxyz]{10}")
_KEY = re.compile(r"\S{1,200}")
_SET = ("published", "outlet", "title", "author", "url", "published_from")
_RATES = {"reliability": "ABCDEF", "credibility": "123456"}
# What the value of each kind of decision has, and what else it may have.
_VALUES: dict[DecisionKind, tuple[set[str], set[str]]] = {
    "set": (set(), set(_SET)),
    "alias": ({"alias"}, set()),
    "merge": ({"known_as"}, set()),
    "split": ({"known_as"}, set()),
    "link": ({"claim", "stance"}, set()),
    "unlink": ({"claim"}, {"named", "rest"}),
    "claim_merge": ({"other", "members"}, set()),
    "claim_split": ({"named", "rest"}, set()),
    "discard": (set(), {"statement", "claim", "reports"}),
    "rate": (set(), set(_RATES)),
    "undo": (set(), set(_SET)),
    "forget": (set(), set()),
}
_NEED_OF_BEFORE: dict[DecisionKind, str] = {"split": "known_as", "unlink": "of", "claim_split": "of"}


# -- articles -----------------------------------------------------------------------------------------------------


def check_came(article: Article) -> None:
    """Raise FormError where an article has not the id that it was given when it came, or people said what none say."""
    _check_words(article, "article")
    if not article.text.strip():
        raise FormError("article.text", "is empty")
    read = dict(article.as_read)
    if not read.keys() <= set(_SET) or read.get("published_from", "given") not in get_args(PublishedFrom):
        raise FormError("article.as_read", "is not what was read of an article")
    if article.id not in set(_ids_of(article)):
        raise FormError("id", f"{article.id} is not made of the text and the id, url or outlet that it came with")


def check_article(held: StoredExtraction) -> None:
    """Raise FormError where an article or what was read from it cannot be as the line says."""
    extraction = held.extraction
    _check_words(held, "")
    _check_version(held)
    _check_actors(extraction.actors)
    for where, record in _each(extraction):
        _check_record(record, where)
    _check_references(extraction)
    _check_aside(held.aside, {one.body for one in (*extraction.statements, *extraction.narrated)})


def _each(extraction: Extraction) -> Iterator[tuple[str, Statement | Meeting]]:
    for name in ("statements", "narrated", "meetings"):
        for at, record in enumerate(getattr(extraction, name)):
            yield f"{name}[{at}]", record


def _ids_of(article: Article) -> Iterator[str]:
    """The ids that it can have been given as it came: what was unknown then may have been filled in later."""
    read = article.without_corrections()
    for came_with in (read.given_id, read.url, read.outlet, ""):
        yield make_id("a", article.sha256, came_with or "")


def _check_version(held: StoredExtraction) -> None:
    if held.first is not None and not _ID.fullmatch(held.first):
        raise FormError("first", "is no id of an article")
    if (held.first is None) != (held.came is None):
        raise FormError("came", "is told of each later version, and of no other article")
    if held.came is not None:
        _check_time(held.came, "came")


def _check_words(value: object, where: str) -> None:
    """No text may hold what no store or terminal can hold."""
    if isinstance(value, str):
        if why := flaw(value):
            raise FormError(where, why)
    elif is_dataclass(value):
        for one in fields(value):
            _check_words(getattr(value, one.name), f"{where}.{one.name}" if where else one.name)
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            _check_words(one, f"{where}[{at}]")


def check_spans(value: object, where: str, text: str) -> None:
    """Raise FormError where a span of a record is not the words of the text."""
    if isinstance(value, Span):
        inside = 0 <= value.start < value.end <= len(text)
        if not inside or text[value.start : value.end] != value.words:
            raise FormError(where, f"is not what the text says at {value.start} to {value.end}")
    elif is_dataclass(value):
        for one in fields(value):
            check_spans(getattr(value, one.name), f"{where}.{one.name}", text)
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            check_spans(one, f"{where}[{at}]", text)


def _check_actors(actors: Iterable[Actor]) -> None:
    for at, actor in enumerate(actors):
        where = f"actors[{at}]"
        if not _KEY.fullmatch(actor.key) or not actor.name.strip():
            raise FormError(where, "has no key or no name")
        try:
            listed = lexicon.actor(actor.key)
        except UnknownName:
            continue
        known = {folded(name) for name in (listed.name, *listed.aliases)}
        if actor.kind != listed.kind or folded(actor.name) not in known:
            raise FormError(where, f"calls {actor.key} {actor.name!r}: it is {listed.name}")


def _check_record(record: Statement | Meeting, where: str) -> None:
    likely = (record.probability, *(how for _, how in (*record.decisions, *getattr(record, "answers", ()))))
    if not all(0 <= one <= 1 for one in likely):
        raise FormError(where, "has a probability that is not between 0 and 1")
    number = record.number if isinstance(record, Statement) else record.count
    if number is not None and not 0 <= number <= _MOST:
        raise FormError(where, f"counts {number}")
    if isinstance(record, Statement):
        _check_proposition(record, where)


def _check_proposition(statement: Statement, where: str) -> None:
    proposition = statement.proposition
    if proposition is None:
        return
    if " ".join(proposition.terms).split() != list(proposition.terms):
        raise FormError(f"{where}.proposition.terms", "are not words without spaces")
    if proposition.core is not None and len(proposition.core.split()) != 3:
        raise FormError(f"{where}.proposition.core", "is not an agent, a verb and a counterpart")
    if any("|" in one.of for one in proposition.quantities):
        raise FormError(f"{where}.proposition.quantities", "count something with a | in it")
    tells, denies = len(proposition.tells), len(proposition.denies)
    if {tells, denies} - {0, VECTOR_SIZE} or bool(tells) != bool(denies):
        raise FormError(f"{where}.proposition", f"tells or denies what is not {VECTOR_SIZE} numbers")


def _check_references(extraction: Extraction) -> None:
    """What a record names must be in the line: actors by key, statements and reports by id; no record twice."""
    every = list(_each(extraction))
    ids, keys = {record.id for _, record in every}, {one.key for one in extraction.actors}
    if len(ids) < len(every):
        raise FormError("", "has a record twice")
    named = [(f"actors[{at}]", key) for at, one in enumerate(extraction.actors) for key in [one.acts_for] if key]
    named += [(where, key) for where, record in every for key in _actors_of(record) if key]
    for where, key in named:
        if key not in keys:
            raise FormError(where, f"names the actor {key!r}, which the line does not have")
    for where, record in every:
        for id_ in _records_of(record):
            if id_ not in ids:
                raise FormError(where, f"refers to {id_!r}, which the line does not have")


def _actors_of(record: Statement | Meeting) -> Iterator[str | None]:
    yield from (one.actor for one in record.mentions)
    if isinstance(record, Meeting):
        yield from (key for one in record.participants for key in (one.actor, one.acts_for))
        return
    yield record.acts_for
    speakers = (record.speaker, *record.beside, *(source for source, _ in record.via))
    yield from (one.actor for one in speakers if one)


def _records_of(record: Statement | Meeting) -> Iterator[str]:
    if isinstance(record, Statement):
        yield from (id_ for id_, _ in record.answers)
    else:
        yield from (id_ for id_ in (record.again, record.statement) if id_)


def _check_aside(aside: OutdatedLinks, own: set[str]) -> None:
    pairs = [("members", [one.statement]) for one in aside.members]
    pairs += [("answers", [one.statement, one.answered]) for one in aside.answers]
    pairs += [("alike", [one.one, one.other]) for one in aside.alike]
    for name, ids in pairs:
        if not any(id_[1:] in own for id_ in ids) or not all(map(_ID.fullmatch, ids)):
            raise FormError(f"aside.{name}", "are not of this article")
    scores = [*(one.score for one in aside.members), *(one.score for one in aside.answers)]
    if not all(0 <= score <= 1 for score in scores) or any(
        one.state not in ("linked", "possible", "removed") for one in aside.answers
    ):
        raise FormError("aside", "has a state or a score that no link has")


# -- decisions ----------------------------------------------------------------------------------------------------


def check_decision(one: Decision) -> None:
    """Raise FormError where a decision does not say what its kind says."""
    if not (_ID.fullmatch(one.id) and one.id.startswith("d")):
        raise FormError("id", "is no id of a decision")
    if not _KEY.fullmatch(one.subject):
        raise FormError("subject", "is no id of a record")
    _check_time(one.at, "at")
    typed = {"who": one.who, "why": one.why or "-", "alias": one.value.get("alias", "-")}
    typed |= {name: one.value[name] or "-" for name in _SET if one.kind == "set" and name in one.value}
    for name, words in typed.items():
        _check_typed(name, words)
    for words in (*one.value.values(), *one.was.values(), *one.value, *one.was):
        _check_words(words, "value")
    _check_value(one)


def _check_typed(name: str, words: str | None) -> None:
    if words is None or not words.strip() or len(words) > _LONGEST_NAME:
        raise FormError(name, f"is empty, or longer than {_LONGEST_NAME} characters")
    if flaw(words) or any(unicodedata.category(letter) == "Cc" for letter in words):
        raise FormError(name, "holds what no terminal can show")


def _check_value(one: Decision) -> None:
    needed, others = _VALUES[one.kind]
    names = set(one.value)
    if not needed <= names <= needed | others or (one.kind in ("set", "discard", "rate") and not names):
        raise FormError("value", f"is not what a {one.kind} says")
    if one.kind in ("discard", "rate") and len(names) != 1:
        raise FormError("value", f"is not one thing that a {one.kind} says")
    before = {_NEED_OF_BEFORE[one.kind]} if one.kind in _NEED_OF_BEFORE else set()
    before |= names if one.kind in ("set", "undo", "rate") else set()
    if not before <= set(one.was) or (one.kind in _NEED_OF_BEFORE and None in [one.was[name] for name in before]):
        raise FormError("was", "does not say what held before")
    _check_ids(one)
    if one.kind == "link" and one.value["stance"] not in ("deny", "deny_knowledge"):
        raise FormError("value.stance", "is not that of a denial")
    for name, scale in _RATES.items():
        if name in names and not (one.value[name] and str(one.value[name]) in scale and len(str(one.value[name])) == 1):
            raise FormError(f"value.{name}", f"is none of {', '.join(scale)}")


def _check_ids(one: Decision) -> None:
    for name in (*OF_RECORDS, "members"):
        if name not in one.value or (one.kind == "split" and name == "known_as"):
            continue
        ids, wanted = one.ids(name), _KEY if name == "known_as" else _ID
        if not ids or not all(map(wanted.fullmatch, ids)):
            raise FormError(f"value.{name}", "holds no ids of records")


def _check_time(at: str, where: str) -> None:
    try:
        moment = dt.datetime.fromisoformat(at)
        is_plain = moment.astimezone(dt.UTC).isoformat(timespec="seconds") == at
    except (ValueError, OverflowError) as error:
        raise FormError(where, "is no time") from error
    if not is_plain:
        raise FormError(where, "is no time in UTC to the second, as 2022-04-01T09:00:00+00:00 is")
