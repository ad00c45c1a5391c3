"""The meetings: who met whom, where, when and how, each with all its reports."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tracker.errors import UsageError
from tracker.queries.actors import actor_names
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import MEETINGS, MODES, STATUSES
from tracker.queries.question import Question
from tracker.queries.salience import meeting_points
from tracker.queries.search_words import phrases
from tracker.queries.sql_parts import OUTLET_NOT_KNOWN, every, fill, known_as, listed, rows
from tracker.views.meetings import Attendee, MeetingRow
from tracker.views.reports import AnswerReport, Report

_MATCHING = """
    select meetings.id, meetings.start_first as first, meetings.start_last as last,
        {report_count} as reports, {salience} as salience
    from meetings
    where {kind} and {asked}"""

_SELECT = """
select {counts}, meetings.id, status, mode, place, place_country as country, start as date, old, conflicts, count
from picked join meetings on meetings.id = picked.id"""

_REPORTS = """
select {meeting_of} as meeting, {article} as article, meeting_reports.start, meeting_reports.end, meeting_reports.id,
    meeting_reports.words, articles.published as reported, articles.outlet, articles.origin,
    iif(statements.id is null, coalesce(articles.outlet, '{unknown}'), {who}) as source,
    iif(statements.id is null, null, {actor}) as actor, iif(statements.id is null, null, {actor_name}) as actor_name,
    statements.said
from meeting_reports
join articles on articles.id = meeting_reports.article
left join statements on statements.id = meeting_reports.statement
left join sources on sources.id = statements.source
where {of_meetings}
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
    meeting_reports.id"""

_PARTICIPANTS = """
select {meeting_of} as meeting,
    coalesce((select actors.name from same_actor join actors on actors.id = known_as
        where same_actor.actor = participants.actor), participants.name) as name,
    {participant} as actor, {side} as acts_for, participants.role,
    (select kind = 'person' from actors where actors.id = participants.actor) as is_person
from meeting_reports
join articles on articles.id = meeting_reports.article
join participants on participants.report = meeting_reports.id
where {of_meetings}
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
    meeting_reports.id, participants.position"""

# Whom somebody acts for by all other reports of meetings, where they agree.
_ACTS_FOR = """(select min(other.acts_for) from participants as other
    where other.actor = participants.actor having count(distinct other.acts_for) = 1)"""

_TOPICS = """
select {meeting_of} as meeting, spans.words
from meeting_reports
join articles on articles.id = meeting_reports.article
join spans on spans.report = meeting_reports.id and spans.role = 'topic'
where {of_meetings}
order by articles.published_first is null, articles.published_first, articles.id, spans.start"""

# Who denies what a source said of the meeting.
_DENIALS = """
select {meeting_of} as meeting, {article} as article, statements.start, statements.end, statements.id,
    {who} as source, {actor} as actor, {actor_name} as actor_name, statements.said, statements.words,
    articles.published as reported, articles.outlet, answers.stance, max(answers.score) as score, answers.reason
from meeting_reports
cross join answers on answers.answered = meeting_reports.statement and answers.state = 'linked'
cross join statements on statements.id = answers.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where {of_meetings}
    and answers.stance in ('deny', 'deny_knowledge') and meeting_reports.status <> 'refused'
    and not statements.hidden
group by {meeting_of}, statements.id
order by {first} is null, {first}, {last}, statements.article, statements.start, statements.id"""

_WITH_REPORT = "meetings.id in (select {meeting_of} from meeting_reports where {condition})"
# The two conditions on kinds: a status and a mode narrow each other, two statuses widen.
_KIND = "{column} in (select value from json_each(:{column}))"
_PLACE = "(place like :place escape '\\' or place_country in (select value from json_each(:country)))"
_WORDS = "(words || ' ' || coalesce(place, '')) like :word{i} escape '\\'"


def meetings(
    db: sqlite3.Connection,
    filters: Filters,
    *,
    place: str | None = None,
    statuses: Collection[str] = (),
    modes: Collection[str] = (),
) -> Found[MeetingRow]:
    """Return the meetings that fit; undated ones last.

    `about` looks for each word typed in the words and the place of a report; `place` for a town, building or country
    that any report names as the place. Any of the `statuses` or `modes` is enough, and so is one among the kinds of
    `filters`. Orders: date, latest, reports, salience (see salience.py).
    """
    question = Question.of(db, filters, MEETINGS)
    matching = _matching(question, place, statuses, modes)
    return _whole(db, question.pick(matching, fill(_SELECT)))


def ids_of_meetings(db: sqlite3.Connection, filters: Filters) -> Found[str]:
    """Return the ids of the meetings that `meetings` returns, in its order."""
    question = Question.of(db, filters, MEETINGS)
    return question.ids(_matching(question, None, (), ()))


def _matching(question: Question, place: str | None, statuses: Collection[str], modes: Collection[str]) -> str:
    filters = question.filters
    asked = {
        "status": _choices("status", statuses, STATUSES, filters),
        "mode": _choices("mode", modes, MODES, filters),
    }
    question.values.update({column: listed(chosen) for column, chosen in asked.items()})
    conditions = [meetings_asked(question), *([_in_place(question, place)] if place is not None else [])]
    return fill(
        _MATCHING,
        kind=every(_KIND.format(column=column) for column in asked if asked[column]),
        asked=every(conditions),
        salience=meeting_points("meetings.id", joined=question.can_use_derived) if question.needs_salience else "0",
    )


def number_of_meetings(db: sqlite3.Connection, filters: Filters) -> int:
    """Return how many meetings their list has for the same filters."""
    question = Question.of(db, replace(filters, sort="date", top=None), MEETINGS)
    return question.number(fill(_MATCHING, kind="true", asked=meetings_asked(question), salience="0"))


def meetings_asked(question: Question) -> str:
    """Return the condition that a row of `meetings` fits all filters but kinds and dates."""
    return every(fill(_WITH_REPORT, condition=condition) for condition in _conditions(question))


def attendees(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, tuple[Attendee, ...]]:
    """Return who took part in each meeting, each once; not a country or a group where a report names its people."""
    return {meeting: tuple(came.values()) for meeting, came in attendees_by_key(db, meetings).items()}


def attendees_by_key(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, dict[str, Attendee]]:
    """Return the same by the key of who they are."""
    found: dict[str, dict[str, Attendee]] = defaultdict(dict)
    people: dict[str, set[str]] = defaultdict(set)
    sql = fill(
        _PARTICIPANTS,
        participant=known_as("participants.actor"),
        side=known_as(f"coalesce(participants.acts_for, {_ACTS_FOR})"),
    )
    taking_part = rows(db, sql, {"meetings": listed(meetings)})
    names = actor_names(db, {row["acts_for"] or row["actor"] for row in taking_part} - {None})
    for row in taking_part:
        side = row["acts_for"] or row["actor"]
        attendee = Attendee(row["name"], side, row["role"], names.get(side))
        came, key = found[row["meeting"]], row["actor"] or row["name"].casefold().replace(" ", "-")
        if row["is_person"]:
            people[row["meeting"]].add(key)
        if key not in came or not came[key].role:
            came[key] = attendee
    for meeting, came in found.items():
        sides = {came[key].actor for key in people[meeting]}
        found[meeting] = {key: one for key, one in came.items() if key in people[meeting] or one.actor not in sides}
    return found


def meeting_reports(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, list[Report]]:
    """Return the reports of each meeting, the earliest published first, with who says it, else the article's outlet."""
    found: dict[str, list[Report]] = defaultdict(list)
    for row in rows(db, fill(_REPORTS, unknown=OUTLET_NOT_KNOWN), {"meetings": listed(meetings)}):
        span = (row.pop("start"), row.pop("end"))
        found[row.pop("meeting")].append(Report(**row, span=span))
    return found


def dates_of(value: str | None) -> tuple[str | None, str | None]:
    """Return the start and the end of a date value: both ends of a range, else the value twice."""
    start, _, end = (value or "").partition("/")
    return start or None, end or start or None


def _whole(db: sqlite3.Connection, found: Found[dict[str, Any]]) -> Found[MeetingRow]:
    ids = [row["id"] for row in found.rows]
    came, reports, denied, topics = (
        attendees_by_key(db, ids),
        meeting_reports(db, ids),
        denials_of(db, ids),
        topics_of(db, ids),
    )

    def whole(row: dict[str, Any]) -> MeetingRow:
        id_ = row["id"]
        start, end = dates_of(row.pop("date"))
        conflicts = conflicts_of(row.pop("conflicts"), came[id_])
        return MeetingRow(
            **row,
            start=start,
            end=end,
            participants=tuple(came[id_].values()),
            reports=tuple(reports[id_]),
            topics=tuple(topics[id_]),
            conflicts=conflicts,
            denied=tuple(denied[id_]),
        )

    return found.map(whole)


def conflicts_of(stored: str, came: Mapping[str, Attendee]) -> dict[str, tuple[str | tuple[str, ...], ...]]:
    """Return what reports of a meeting tell differently, by name of field, from the store's JSON; people by name."""
    conflicts: dict[str, list[Any]] = json.loads(stored)
    several = conflicts.get("participants", [])
    named = [tuple(came[key].name if key in came else key for key in keys) for keys in several]
    return {name: tuple(named if name == "participants" else values) for name, values in conflicts.items()}


def denials_of(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, list[AnswerReport]]:
    """Return for each meeting who denies what a source told of it."""
    found: dict[str, list[AnswerReport]] = defaultdict(list)
    for row in rows(db, fill(_DENIALS), {"meetings": listed(meetings)}):
        span = (row.pop("start"), row.pop("end"))
        found[row.pop("meeting")].append(AnswerReport(**row, span=span))
    return found


def topics_of(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, list[str]]:
    """Return what each meeting was about, as the texts name it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(db, fill(_TOPICS), {"meetings": listed(meetings)}):
        found[row["meeting"]].setdefault(row["words"].casefold(), row["words"])
    return defaultdict(list, {meeting: list(words.values()) for meeting, words in found.items()})


def _conditions(question: Question) -> Iterator[str]:
    for mentioned in question.reports_of_actors:
        yield f"meeting_reports.id in ({mentioned})"
    if question.filters.article is not None:
        yield "article in (select value from json_each(:articles))"
    if question.filters.outlet is not None:
        yield "article in (select id from articles where outlet in (select value from json_each(:outlets)))"
    for i, phrase in enumerate(phrases(question.filters.about or "")):
        question.values[f"word{i}"] = "%" + _escaped(phrase) + "%"
        yield _WORDS.format(i=i)
    if question.filters.about is not None and not phrases(question.filters.about):
        yield "false"


def _in_place(question: Question, place: str) -> str:
    """The condition that a report names the place, or a place in the country, whatever the name of that."""
    from tracker.lexicon.actors import longest_name

    question.values["place"] = "%" + _escaped(place.strip()) + "%"
    words = place.split()
    count, namings = longest_name(words, 0)
    named = {naming.actor for naming in namings if naming.how == "name"} if count == len(words) else set()
    question.values["country"] = listed(sorted(named))
    return fill(_WITH_REPORT, condition=_PLACE)


def _escaped(typed: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", typed)


def _choices(option: str, typed: Collection[str], known: tuple[str, ...], filters: Filters) -> list[str]:
    """What is asked for of one column; UsageError for what it never holds."""
    chosen = [one.strip().lower().replace(" ", "_").replace("-", "_") for one in typed]
    wrong = next((one for one, value in zip(typed, chosen, strict=True) if value not in known), None)
    if wrong is not None:
        raise UsageError(f"no --{option} {wrong} in meetings: choose from {', '.join(known)}")
    return [*chosen, *(kind for kind in filters.kinds if kind in known)]
