"""Checks of imported lines, which another program may have written, or a person.

Spans are the words of the text, ids are made of what they name, references lead to records of the same line, numbers
and names have bounds, and a decision has the fields of its kind. FormError says where something else stands.
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
from tracker.terms import DENYING, OF_RECORDS, folded

_MOST_COUNTED = 10**9  # speakers of a statement, or times of a habitual meeting
_LONGEST_NAME = 1_000  # characters of what a person types as a name or a reason, as in `deciding`
RECORD_ID = re.compile(r"[a-z][0-9abcdefghjkmnpqrstvwxyz]{10}")
_KEY = re.compile(r"\S{1,200}")
_SET_FIELDS = ("published", "outlet", "title", "author", "url", "published_from")
_SCALES = {"reliability": "ABCDEF", "credibility": "123456"}
# The fields that the value of each kind of decision must have, and those that it may have.
_VALUES: dict[DecisionKind, tuple[set[str], set[str]]] = {
    "set": (set(), set(_SET_FIELDS)),
    "alias": ({"alias"}, set()),
    "merge": ({"known_as"}, set()),
    "split": ({"known_as"}, set()),
    "link": ({"claim", "stance"}, set()),
    "unlink": ({"claim"}, {"named", "rest"}),
    "claim_merge": ({"other", "members"}, set()),
    "claim_split": ({"named", "rest"}, set()),
    "discard": (set(), {"statement", "claim", "reports"}),
    "rate": (set(), set(_SCALES)),
    "undo": (set(), set(_SET_FIELDS)),
    "forget": (set(), set()),
}
# The field that `was`, what held before, must have.
_NEEDED_BEFORE: dict[DecisionKind, str] = {"split": "known_as", "unlink": "of", "claim_split": "of"}


# -- articles -----------------------------------------------------------------------------------------------------


def check_article(article: Article) -> None:
    """Raise FormError where an article is empty, has `as_read` of unknown fields, or has an id not made of it."""
    _check_words(article, "article")
    if not article.text.strip():
        raise FormError("article.text", "is empty")
    read = dict(article.as_read)
    if not read.keys() <= set(_SET_FIELDS) or read.get("published_from", "given") not in get_args(PublishedFrom):
        raise FormError("article.as_read", "is not what was read of an article")
    if article.id not in set(_ids_of(article)):
        raise FormError("id", f"{article.id} is not made of the text and the id, url or outlet that it came with")


def check_extraction(imported: StoredExtraction) -> None:
    """Raise FormError where what was read from an article, or its place among versions, contradicts itself."""
    extraction = imported.extraction
    _check_words(imported, "")
    _check_version(imported)
    _check_actors(extraction.actors)
    for where, record in _records_of_line(extraction):
        _check_record(record, where)
    _check_references(extraction)
    _check_aside(imported.aside, {statement.body for statement in (*extraction.statements, *extraction.narrated)})


def _records_of_line(extraction: Extraction) -> Iterator[tuple[str, Statement | Meeting]]:
    for name in ("statements", "narrated", "meetings"):
        for n, record in enumerate(getattr(extraction, name)):
            yield f"{name}[{n}]", record


def _ids_of(article: Article) -> Iterator[str]:
    """Yield the ids that it can have been given when it was ingested: what was unknown then may be filled in now."""
    as_read = article.without_corrections()
    for came_with in (as_read.given_id, as_read.url, as_read.outlet, ""):
        yield make_id("a", article.sha256, came_with or "")


def _check_version(imported: StoredExtraction) -> None:
    if imported.first is not None and not RECORD_ID.fullmatch(imported.first):
        raise FormError("first", "is no id of an article")
    if (imported.first is None) != (imported.came is None):
        raise FormError("came", "is told of each later version, and of no other article")
    if imported.came is not None:
        _check_time(imported.came, "came")


def _check_words(value: object, where: str) -> None:
    """Raise FormError where a text within the value holds what no store or terminal can hold."""
    if isinstance(value, str):
        if why := flaw(value):
            raise FormError(where, why)
    elif is_dataclass(value):
        for field in fields(value):
            _check_words(getattr(value, field.name), f"{where}.{field.name}" if where else field.name)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            _check_words(item, f"{where}[{n}]")


def check_spans(value: object, where: str, text: str) -> None:
    """Raise FormError where a span of a record is not the words of the text."""
    if isinstance(value, Span):
        inside = 0 <= value.start < value.end <= len(text)
        if not inside or text[value.start : value.end] != value.words:
            raise FormError(where, f"is not what the text says at {value.start} to {value.end}")
    elif is_dataclass(value):
        for field in fields(value):
            check_spans(getattr(value, field.name), f"{where}.{field.name}", text)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            check_spans(item, f"{where}[{n}]", text)


def _check_actors(actors: Iterable[Actor]) -> None:
    for n, actor in enumerate(actors):
        where = f"actors[{n}]"
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
    probabilities = (
        record.probability,
        *(probability for _, probability in (*record.decisions, *getattr(record, "answers", ()))),
    )
    if not all(0 <= probability <= 1 for probability in probabilities):
        raise FormError(where, "has a probability that is not between 0 and 1")
    number = record.number if isinstance(record, Statement) else record.count
    if number is not None and not 0 <= number <= _MOST_COUNTED:
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
    if any("|" in quantity.of for quantity in proposition.quantities):
        raise FormError(f"{where}.proposition.quantities", "count something with a | in it")
    tells, denies = len(proposition.tells), len(proposition.denies)
    if {tells, denies} - {0, VECTOR_SIZE} or bool(tells) != bool(denies):
        raise FormError(f"{where}.proposition", f"tells or denies what is not {VECTOR_SIZE} numbers")


def _check_references(extraction: Extraction) -> None:
    """Raise FormError where a record names an actor, statement or report that the line lacks, or comes twice."""
    records = list(_records_of_line(extraction))
    ids, keys = {record.id for _, record in records}, {actor.key for actor in extraction.actors}
    if len(ids) < len(records):
        raise FormError("", "has a record twice")
    named = [(f"actors[{n}]", actor.acts_for) for n, actor in enumerate(extraction.actors) if actor.acts_for]
    named += [(where, key) for where, record in records for key in _actors_of(record) if key]
    for where, key in named:
        if key not in keys:
            raise FormError(where, f"names the actor {key!r}, which the line does not have")
    for where, record in records:
        for id_ in _references_of(record):
            if id_ not in ids:
                raise FormError(where, f"refers to {id_!r}, which the line does not have")


def _actors_of(record: Statement | Meeting) -> Iterator[str | None]:
    yield from (mention.actor for mention in record.mentions)
    if isinstance(record, Meeting):
        yield from (key for participant in record.participants for key in (participant.actor, participant.acts_for))
        return
    yield record.acts_for
    speakers = (record.speaker, *record.beside, *(source for source, _ in record.via))
    yield from (source.actor for source in speakers if source)


def _references_of(record: Statement | Meeting) -> Iterator[str]:
    if isinstance(record, Statement):
        yield from (id_ for id_, _ in record.answers)
    else:
        yield from (id_ for id_ in (record.again, record.statement) if id_)


def _check_aside(aside: OutdatedLinks, own: set[str]) -> None:
    """Raise FormError where a link of an outdated version is with none of the `own` statements (ids without letter)."""
    pairs = [("members", [member.statement]) for member in aside.members]
    pairs += [("answers", [answer.statement, answer.answered]) for answer in aside.answers]
    pairs += [("alike", [pair.one, pair.other]) for pair in aside.alike]
    for name, ids in pairs:
        if not any(id_[1:] in own for id_ in ids) or not all(map(RECORD_ID.fullmatch, ids)):
            raise FormError(f"aside.{name}", "are not of this article")
    scores = [*(member.score for member in aside.members), *(answer.score for answer in aside.answers)]
    if not all(0 <= score <= 1 for score in scores) or any(
        answer.state not in ("linked", "possible", "removed") for answer in aside.answers
    ):
        raise FormError("aside", "has a state or a score that no link has")


# -- decisions ----------------------------------------------------------------------------------------------------


def check_decision(decision: Decision) -> None:
    """Raise FormError where a decision does not say what its kind says."""
    if not (RECORD_ID.fullmatch(decision.id) and decision.id.startswith("d")):
        raise FormError("id", "is no id of a decision")
    if not _KEY.fullmatch(decision.subject):
        raise FormError("subject", "is no id of a record")
    _check_time(decision.at, "at")
    typed = {"who": decision.who, "why": decision.why or "-", "alias": decision.value.get("alias", "-")}
    typed |= {
        name: decision.value[name] or "-" for name in _SET_FIELDS if decision.kind == "set" and name in decision.value
    }
    for name, words in typed.items():
        _check_typed(name, words)
    for words in (*decision.value.values(), *decision.was.values(), *decision.value, *decision.was):
        _check_words(words, "value")
    _check_value(decision)


def _check_typed(name: str, words: str | None) -> None:
    if words is None or not words.strip() or len(words) > _LONGEST_NAME:
        raise FormError(name, f"is empty, or longer than {_LONGEST_NAME} characters")
    if flaw(words) or any(unicodedata.category(letter) == "Cc" for letter in words):
        raise FormError(name, "holds what no terminal can show")


def _check_value(decision: Decision) -> None:
    needed, others = _VALUES[decision.kind]
    names = set(decision.value)
    if not needed <= names <= needed | others or (decision.kind in ("set", "discard", "rate") and not names):
        raise FormError("value", f"is not what a {decision.kind} says")
    if decision.kind in ("discard", "rate") and len(names) != 1:
        raise FormError("value", f"is not one thing that a {decision.kind} says")
    before = {_NEEDED_BEFORE[decision.kind]} if decision.kind in _NEEDED_BEFORE else set()
    before |= names if decision.kind in ("set", "undo", "rate") else set()
    if not before <= set(decision.was) or (
        decision.kind in _NEEDED_BEFORE and None in [decision.was[name] for name in before]
    ):
        raise FormError("was", "does not say what held before")
    _check_ids(decision)
    if decision.kind == "link" and decision.value["stance"] not in DENYING:
        raise FormError("value.stance", "is not that of a denial")
    for name, scale in _SCALES.items():
        if name in names and not (
            decision.value[name] and str(decision.value[name]) in scale and len(str(decision.value[name])) == 1
        ):
            raise FormError(f"value.{name}", f"is none of {', '.join(scale)}")


def _check_ids(decision: Decision) -> None:
    for name in (*OF_RECORDS, "members"):
        if name not in decision.value or (decision.kind == "split" and name == "known_as"):
            continue
        ids, wanted = decision.ids(name), _KEY if name == "known_as" else RECORD_ID
        if not ids or not all(map(wanted.fullmatch, ids)):
            raise FormError(f"value.{name}", "holds no ids of records")


def _check_time(time: str, where: str) -> None:
    try:
        moment = dt.datetime.fromisoformat(time)
        is_plain = moment.astimezone(dt.UTC).isoformat(timespec="seconds") == time
    except (ValueError, OverflowError) as error:
        raise FormError(where, "is no time") from error
    if not is_plain:
        raise FormError(where, "is no time in UTC to the second, as 2022-04-01T09:00:00+00:00 is")
