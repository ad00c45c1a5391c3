"""The JSON form of what was read from one article, for `tracker extract`: see the design's forms for other programs.

Spans are lists of [start, end] in code points of the text exactly as given; a content that its source
interrupts has several.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.records import Certainty, Extraction, Meeting, Span, Statement, Time

Form = dict[str, Any]


def extraction_form(extraction: Extraction) -> Form:
    """Return the article's id (as it came, else our own), its date, statements, meetings and dates."""
    article, statements = extraction.article, extraction.statements
    return {
        "id": article.given_id or article.id,
        "published": article.published,
        "statements": [statement_form(s) for s in statements if not s.own_voice],
        "own_voice": [statement_form(s) for s in statements if s.own_voice],
        "meetings": [meeting_form(meeting) for meeting in extraction.meetings],
        "dates": [date_form(time) for time in extraction.times],
    }


def statement_form(statement: Statement) -> Form:
    """Return a statement with its spans and words, stance, certainty, sources, dates, and how likely it is right."""
    return {
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "words": _words((*statement.source, *statement.cue, *statement.content)),
        "claim": statement.proposition.words if statement.proposition else None,
        "stance": statement.stance,
        "force": statement.force,
        "certainty": [certainty_form(certainty) for certainty in statement.certainty],
        "speaker": statement.speaker.name if statement.speaker else None,
        "speaker_kind": statement.speaker.kind if statement.speaker else None,
        "actor": statement.acts_for or (statement.speaker.actor if statement.speaker else None),
        "anonymity": statement.anonymity,
        "number": statement.number,
        "why_unnamed": statement.why_unnamed.words if statement.why_unnamed else None,
        "via": [source.name for source, _ in statement.via],
        "said": statement.said.value if statement.said else None,
        "happened": statement.happened.value if statement.happened else None,
        "probability": round(statement.probability, 3),
        "least_sure": statement.least_sure,
        "possible": statement.possible,
    }


def certainty_form(certainty: Certainty) -> Form:
    """Return the words, their place, and the band of ICD 203 that they name or None."""
    return {"words": certainty.words, "span": [certainty.start, certainty.end], "band": certainty.band}


def meeting_form(meeting: Meeting) -> Form:
    """Return one report of a meeting; its date is a value no finer than the words."""
    start, _, end = (meeting.when.value if meeting.when else "").partition("/")
    return {
        "span": [meeting.words.start, meeting.words.end],
        "words": _words([meeting.words]),
        "status": meeting.status,
        "mode": meeting.mode,
        "place": meeting.place.words if meeting.place else None,
        "start": start or None,
        "end": end or start or None,
        "participants": [
            {"name": p.name, "span": [p.span.start, p.span.end], "actor": p.acts_for or p.actor, "role": p.role}
            for p in meeting.participants
        ],
        "country": meeting.place_country,
        "old": meeting.old.value if meeting.old else None,
        "topics": [topic.words for topic in meeting.topics],
        "count": meeting.count,
        "probability": round(meeting.probability, 3),
        "least_sure": meeting.least_sure,
        "possible": meeting.possible,
    }


def date_form(time: Time) -> Form:
    """Return a temporal expression with its TIMEX3 type and value; where it counts from an event, that and the date."""
    form: Form = {"span": [time.span.start, time.span.end], "type": time.type, "value": time.value}
    if time.anchor is not None:
        form |= {"anchor": [time.anchor.start, time.anchor.end], "relation": time.relation, "date": time.counted}
    return form


def _words(spans: Iterable[Span]) -> str:
    """The words of some spans, in the order of the text."""
    return " … ".join(" ".join(span.words.split()) for span in sorted(spans, key=lambda span: span.start))


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
