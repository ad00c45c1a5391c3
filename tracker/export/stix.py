"""A STIX 2.1 bundle of claims and meetings: who asserts each, in which article, who denies it, how people rate it.

| in the store                          | in the bundle                                                       |
| article                               | report                                                              |
| who speaks, and outlets               | identity                                                            |
| claim, at its first report            | note about the report and its speakers                              |
| further report of it                  | sighting of the note, by the outlet                                 |
| denial, refusal, retraction           | note, with a relationship to the claim's note                       |
| meeting, at its first report          | note about the reports and those who took part                      |
| further report of it                  | sighting of the note, by the outlet                                 |
| credibility (Admiralty), by a person  | opinion, and the note's confidence (STIX 2.1, appendix A)           |
| a case                                | grouping                                                            |

STIX has no place for the words of a report and where they stand, nor for dates that are coarser than a moment: both
are in an extension, whose definition is in the bundle. Nor has it an object for meetings: observed-data holds traces
in networks, incident what harms, and a type of one's own would be passed over by readers that do not know it. So a
meeting is a note too, labelled so; its status, mode, place and dates are in the extension.
Ids are made of the store's ids, and `created` and `modified` of the times at which articles came and people decided.
So an object is the same whatever else is exported with it; but a report refers only to what is in the same bundle.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tracker.dates import PartialDate
from tracker.export.form_parts import Form, batches, json_list, made_id, outlet_of, target
from tracker.queries.decided import CREDIBILITY, NOT_JUDGED
from tracker.queries.filters import Filters
from tracker.queries.listings import CLAIMS
from tracker.queries.quoted import known_since, outlet, quotations, speakers, stood_at, taking_part
from tracker.queries.sides import Sides, sides_of
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.meetings import MeetingRow
from tracker.views.quotations import Publication, Quotation, Speaker
from tracker.views.reports import AnswerReport, Report, Word

CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}  # STIX 2.1, appendix A; 6 is absent
OPINIONS = {"1": "strongly-agree", "2": "agree", "3": "neutral", "4": "disagree", "5": "strongly-disagree"}
_CLASSES = {
    "person": "individual", "office": "organization", "organisation": "organization", "outlet": "organization",
    "unnamed": "class", "country": "organization",
}  # fmt: skip
_RELATIONS = {
    "deny": "denies",
    "deny_knowledge": "denies-knowledge-of",
    "other_figure": "gives-other-figure-than",
    "no_comment": "declines-to-comment-on",
    "retract": "retracts",
}
_LABELS = {"deny": "denial", "deny_knowledge": "denial", "no_comment": "refusal-to-comment", "retract": "retraction"}
_DEFINED = "2022-03-14T00:00:00.000Z"  # `created` of the objects in every bundle: chosen once, never to be changed
_EXTENDED = "2022-04-14T00:00:00.000Z"  # `modified` of the extension, since it has properties of meetings
_TRACKER = f"identity--{made_id('identity', 'tracker')}"
_EXTENSION = f"extension-definition--{made_id('extension-definition', 'provenance')}"
_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "extension_type": {"const": "property-extension"},
        "record": {"type": "string", "description": "the id of the claim, statement, meeting or article"},
        "statement": {"type": "string", "description": "the id of the statement whose words these are"},
        "target": {"type": "object", "description": "W3C Web Annotation: source, and two selectors of the words"},
        "source": {"type": "string", "description": "who speaks, and through whom it came"},
        "speaker_refs": {"type": "array", "description": "the identities of those who speak in a sighting"},
        "actor": {"type": "string", "description": "whom the speaker acts for: ISO 3166 alpha-3 code or a key"},
        "stance": {"type": "string"},
        "said": {"type": "string", "description": "TIMEX3 value: when it was said"},
        "published": {"type": "string", "description": "TIMEX3 value: when the article was published"},
        "happened": {"type": "string", "description": "TIMEX3 value: when what is claimed happens"},
        "certainty": {"type": "string", "description": "words of likelihood, with their band of ICD 203"},
        "status": {"enum": ["held", "planned", "proposed", "cancelled", "refused", "habitual"]},
        "mode": {"enum": ["in_person", "phone", "video", "written", "unknown"]},
        "place": {"type": "string", "description": "of a meeting, as an article names it"},
        "country": {"type": "string", "description": "of the place: ISO 3166 alpha-3 code"},
        "start": {"type": "string", "description": "TIMEX3 value: when a meeting begins"},
        "end": {"type": "string", "description": "TIMEX3 value: when it ends"},
        "participants": {"type": "array", "description": "the names of those who meet, described ones too"},
        "score": {"type": "number", "description": "of a link, as the program has it, 0 to 1"},
    },
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a bundle has beside claims: denials whose claim was not found, and meetings."""

    unlinked: Sequence[DenialRow] = ()
    meetings: Sequence[MeetingRow] = ()


@dataclass(slots=True)
class _Bundle:
    """A bundle in the making: the ids made so far, and the objects of each article, whose report is made at the end."""

    db: sqlite3.Connection
    made: set[str] = field(default_factory=set)  # ids of objects
    articles: dict[str, Publication] = field(default_factory=dict)  # by id
    objects_in: dict[str, dict[str, None]] = field(default_factory=dict)  # by article: ids of objects, in order

    def new(self, objects: Iterable[Form]) -> Iterator[Form]:
        """Yield those of the objects that were not made before."""
        for form in objects:
            if form["id"] not in self.made:
                self.made.add(form["id"])
                yield form

    def refer(self, article: Publication, refs: Iterable[str]) -> None:
        """Let the report of an article refer to these objects."""
        self.articles[article.id] = article
        self.objects_in.setdefault(article.id, {}).update(dict.fromkeys(refs))


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a bundle cites: the words of statements and reports of meetings, and who speaks in them, by id."""

    quoted: Mapping[str, Quotation]
    spoken: Mapping[str, list[Speaker]]

    @classmethod
    def of(cls, db: sqlite3.Connection, statements: Sequence[str]) -> _Cited:
        return cls(quotations(db, statements), speakers(db, statements))

    @property
    def speakers(self) -> Iterator[Speaker]:
        """All speakers, and the outlets of all articles, each as often as it occurs."""
        for id_, quoted in self.quoted.items():
            yield from self.spoken[id_]
            if quoted.article.outlet:
                yield outlet(quoted.article.outlet)


def stix(
    db: sqlite3.Connection,
    filters: Filters,
    claims: Sequence[ClaimRow],
    beside: Beside | None = None,
    case: str | None = None,
) -> Iterator[bytes]:
    """Yield a bundle of these claims, with all reports of them and answers to them, and of what is `beside` them.

    `case` puts all of them under a grouping of that name.
    """
    unlinked, meetings = (beside.unlinked, beside.meetings) if beside else ((), ())
    ids = (*(row.id for row in claims), *(row.id for row in unlinked), *(row.id for row in meetings))
    id_, bundle = made_id("bundle", case or "", *ids), _Bundle(db)
    forms = chain(_of_claims(bundle, filters, claims), _of_denials(bundle, unlinked), _of_meetings(bundle, meetings))
    objects = _objects(bundle, forms, case)
    return json_list(f'{{"type": "bundle", "id": "bundle--{id_}", "objects": [', objects, "]}\n")


def _objects(bundle: _Bundle, forms: Iterable[Form], case: str | None) -> Iterator[Form]:
    yield from _CONSTANT
    notes: list[Form] = []
    for form in forms:
        if form["type"] == "note":
            notes.append({name: form[name] for name in ("id", "created", "modified")})
        yield form
    yield from (_report(article, bundle.objects_in[id_]) for id_, article in bundle.articles.items())
    if case and notes:
        yield _grouping(case, notes)


def _of_claims(bundle: _Bundle, filters: Filters, claims: Sequence[ClaimRow]) -> Iterator[Form]:
    for batch in batches(claims):
        ids = [row.id for row in batch]
        by_claim = sides_of(bundle.db, ids, possible=filters.possible)
        shown_ids = stood_at(bundle.db, filters, CLAIMS, ids)
        reports = [report.id for sides in by_claim.values() for report in (*sides.asserted, *_answers(sides))]
        cited = _Cited.of(bundle.db, list(dict.fromkeys([*shown_ids.values(), *map(_own_statement, ids), *reports])))
        yield from bundle.new(_identities(bundle, cited.speakers))
        for row in batch:
            yield from _claim(bundle, row, by_claim[row.id], shown_ids[row.id], cited)


def _of_denials(bundle: _Bundle, denials: Sequence[DenialRow]) -> Iterator[Form]:
    for batch in batches(denials):
        cited = _Cited.of(bundle.db, [row.id for row in batch])
        yield from bundle.new(_identities(bundle, cited.speakers))
        for row in batch:
            known = {"source": row.who, "actor": row.actor, "stance": row.stance}
            yield from bundle.new([_statement_note(bundle, row.id, cited, known)])


def _of_meetings(bundle: _Bundle, meetings: Sequence[MeetingRow]) -> Iterator[Form]:
    for batch in batches(meetings):
        attendees = taking_part(bundle.db, [row.id for row in batch])
        cited = _Cited.of(bundle.db, [report.id for row in batch for report in (*row.reports, *row.denied)])
        yield from bundle.new(_identities(bundle, [*cited.speakers, *chain.from_iterable(attendees.values())]))
        for row in batch:
            yield from _meeting(bundle, row, attendees.get(row.id, []), cited)


def _meeting(bundle: _Bundle, row: MeetingRow, attendees: Sequence[Speaker], cited: _Cited) -> Iterator[Form]:
    note = _meeting_note(bundle, row, attendees, cited)
    yield from bundle.new([note])
    yield from bundle.new(_sighting(bundle, report, note["id"], cited) for report in row.reports[1:])
    for denial in row.denied:
        known = {"source": denial.source, "actor": denial.actor, "stance": denial.stance, "said": denial.said}
        answering = _statement_note(bundle, denial.id, cited, known)
        yield from bundle.new([answering, _relationship(denial, answering, note)])


def _claim(bundle: _Bundle, row: ClaimRow, sides: Sides, shown_id: str, cited: _Cited) -> Iterator[Form]:
    note = _claim_note(bundle, row, sides, shown_id, cited)
    yield from bundle.new([note])
    for report in sides.asserted:
        if report.id != shown_id:
            yield from bundle.new([_sighting(bundle, report, note["id"], cited)])
    for answer in _answers(sides):
        known = {"source": answer.source, "actor": answer.actor, "stance": answer.stance, "said": answer.said}
        answering = _statement_note(bundle, answer.id, cited, known)
        yield from bundle.new([answering, _relationship(answer, answering, note)])
    yield from (_opinion(row, word, note["id"]) for word in row.decided_by if _is_judgement(row, word))


def _answers(sides: Sides) -> tuple[AnswerReport, ...]:
    return (*sides.denied, *sides.declined, *sides.retracted)


def _own_statement(claim: str) -> str:
    """Return the id of the statement from which a claim has its id."""
    return "s" + claim[1:]


# -- objects ----------------------------------------------------------------------------------------------------------


def _object(type_: str, key: Sequence[str], created: str, modified: Iterable[str] = (), **properties: object) -> Form:
    """Return an object of a type, with an id made of `key` and its times as in STIX; empty fields are left out."""
    first = _moment(created)
    common = {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{made_id(type_, *key)}",
        "created_by_ref": _TRACKER,
        "created": first,
        "modified": max([first, *map(_moment, modified)]),
    }
    return common | {name: value for name, value in properties.items() if value not in (None, [], "")}


def _identity_id(speaker: Speaker) -> str:
    return f"identity--{made_id('identity', speaker.id)}"


def _identities(bundle: _Bundle, who: Iterable[Speaker]) -> Iterator[Form]:
    new = {speaker.id: speaker for speaker in who if _identity_id(speaker) not in bundle.made}
    since = known_since(bundle.db, new.values())
    for speaker in new.values():
        tag = [f'admiralty-scale:source-reliability="{speaker.reliability.lower()}"'] if speaker.decided_by else []
        yield _object(
            "identity",
            [speaker.id],
            since.get(speaker.id, _DEFINED),
            [word.at for word in speaker.decided_by],
            name=speaker.name,
            identity_class=_CLASSES.get(speaker.kind, "unknown"),
            labels=tag,
            extensions=_extension(record=_record(speaker), actor=speaker.actor),
        )


def _record(speaker: Speaker) -> str | None:
    """Return the id of a speaker that is a source; None for outlets, and for actors that only meet."""
    return speaker.id if " " not in speaker.id else None


def _claim_note(bundle: _Bundle, row: ClaimRow, sides: Sides, shown_id: str, cited: _Cited) -> Form:
    quoted, own = cited.quoted[shown_id], cited.quoted.get(_own_statement(row.id))
    shown = next((report for report in sides.asserted if report.id == shown_id), None)  # None: known from its denial
    refs = _about(bundle, quoted, cited.spoken[shown_id] if shown else [])
    tag = [f'admiralty-scale:information-credibility="{row.credibility}"'] if row.credibility != NOT_JUDGED else []
    times = [cited.quoted[report.id].article.ingested_at for report in sides.asserted]
    note = _object(
        "note",
        [row.id],
        (own or quoted).article.ingested_at,
        [quoted.article.ingested_at, *times, *(word.at for word in row.decided_by)],
        abstract=row.words,
        content=quoted.exact,
        object_refs=refs,
        confidence=CONFIDENCE.get(row.credibility),
        labels=["claim", *([] if shown else ["known-only-from-denial"]), *tag],
        external_references=_references(quoted),
        extensions=_extension(
            record=row.id, statement=shown_id, target=target(quoted), source=shown.source if shown else None,
            actor=shown.actor if shown else None, said=row.said, published=quoted.article.published,
            happened=row.happened, certainty=row.certainty,
        ),
    )  # fmt: skip
    bundle.refer(quoted.article, [note["id"], *refs[1:]])
    return note


def _meeting_note(bundle: _Bundle, row: MeetingRow, attendees: Iterable[Speaker], cited: _Cited) -> Form:
    quoted = cited.quoted[row.reports[0].id]
    refs = _about(bundle, quoted, attendees)
    times = [cited.quoted[report.id].article.ingested_at for report in row.reports]
    names = [attendee.name for attendee in row.participants]
    note = _object(
        "note",
        [row.id],
        min(times),
        times,
        abstract=f"{row.status.capitalize()} meeting: {', '.join(names)}",
        content=quoted.exact,
        object_refs=refs,
        labels=["meeting", row.status],
        external_references=_references(quoted),
        extensions=_extension(
            record=row.id, statement=row.reports[0].id, target=target(quoted), published=quoted.article.published,
            status=row.status, mode=row.mode, place=row.place, country=row.country, start=row.start, end=row.end,
            participants=names,
        ),
    )  # fmt: skip
    bundle.refer(quoted.article, [note["id"], *refs[1:]])
    return note


def _statement_note(bundle: _Bundle, statement: str, cited: _Cited, known: Mapping[str, str | None]) -> Form:
    """Return the note of a statement that answers a claim or a meeting."""
    quoted = cited.quoted[statement]
    refs = _about(bundle, quoted, cited.spoken[statement])
    note = _object(
        "note",
        [statement],
        quoted.article.ingested_at,
        content=quoted.exact,
        object_refs=refs,
        labels=[_LABELS.get(known["stance"] or "", "answer")],
        external_references=_references(quoted),
        extensions=_extension(
            record=statement, target=target(quoted), published=quoted.article.published, **known,
        ),
    )  # fmt: skip
    bundle.refer(quoted.article, [note["id"], *refs[1:]])
    return note


def _about(bundle: _Bundle, quoted: Quotation, who: Iterable[Speaker]) -> list[str]:
    """Return the ids of what a note is about: the report of its article, and who speaks or meets."""
    return list(dict.fromkeys([_report_id(quoted.article), *map(_identity_id, who)]))


def _sighting(bundle: _Bundle, report: Report, note: str, cited: _Cited) -> Form:
    quoted = cited.quoted[report.id]
    published = PartialDate.parse(quoted.article.published or "")
    where = [_identity_id(outlet(quoted.article.outlet))] if quoted.article.outlet else []
    who = [_identity_id(speaker) for speaker in cited.spoken[report.id]]
    sighting = _object(
        "sighting",
        [note, report.id],
        quoted.article.ingested_at,
        description=quoted.exact,
        first_seen=f"{published.first}T00:00:00.000Z" if published else None,
        last_seen=f"{published.last}T23:59:59.999Z" if published else None,
        count=1,
        sighting_of_ref=note,
        where_sighted_refs=where,
        external_references=_references(quoted),
        extensions=_extension(
            record=report.id, target=target(quoted), source=report.source, speaker_refs=who or None,
            actor=report.actor, said=report.said, published=quoted.article.published,
        ),
    )  # fmt: skip
    bundle.refer(quoted.article, [note, sighting["id"], *who])
    return sighting


def _relationship(answer: AnswerReport, answering: Form, note: Form) -> Form:
    """Return the relationship of an answer to its claim; the type says where it is only possible, for all to see."""
    relation = _RELATIONS.get(answer.stance, "answers")
    return _object(
        "relationship",
        [answering["id"], note["id"]],
        max(answering["created"], note["created"]),
        [word.at for word in answer.decided_by],
        relationship_type=relation if answer.state == "linked" else f"possibly-{relation}",
        description="; ".join([answer.reason, *(_decision(word) for word in answer.decided_by)]),
        source_ref=answering["id"],
        target_ref=note["id"],
        extensions=_extension(stance=answer.stance, score=round(answer.score, 4)),
    )


def _is_judgement(row: ClaimRow, word: Word) -> bool:
    return word.what == "rated" and row.credibility in OPINIONS


def _opinion(row: ClaimRow, word: Word, note: str) -> Form:
    judged = f"{CREDIBILITY[row.credibility].capitalize()} (Admiralty credibility {row.credibility})"
    return _object(
        "opinion",
        [word.id, note],
        word.at,
        authors=[word.who],
        opinion=OPINIONS[row.credibility],
        explanation=f"{judged}: {word.why}" if word.why else judged,
        object_refs=[note],
    )


def _decision(word: Word) -> str:
    return f"{word.what} by {word.who}" + (f": {word.why}" if word.why else "")


def _report_id(article: Publication) -> str:
    return f"report--{made_id('report', article.id)}"


def _report(article: Publication, refs: Iterable[str]) -> Form:
    """Return the report of an article. STIX demands the moment of publication: the beginning of the day, if known.

    Where the day is not known it is the time of ingest; `published` of the extension has the date as it is known.
    """
    published = PartialDate.parse(article.published or "")
    to_the_day = published is not None and published.first == published.last
    return _object(
        "report",
        [article.id],
        article.ingested_at,
        name=article.title or f"Untitled article {article.id}",
        published=f"{published.first}T00:00:00.000Z" if published and to_the_day else _moment(article.ingested_at),
        object_refs=list(refs),
        external_references=[_reference(article)],
        extensions=_extension(record=article.id, published=article.published),
    )


def _grouping(case: str, notes: Sequence[Form]) -> Form:
    return _object(
        "grouping",
        [case],
        min(note["created"] for note in notes),
        [note["modified"] for note in notes],
        name=case,
        context="unspecified",
        object_refs=[note["id"] for note in notes],
    )


def _references(quoted: Quotation) -> list[Form]:
    return [_reference(quoted.article)]


def _reference(article: Publication) -> Form:
    known = {"description": article.title, "url": article.url, "external_id": article.given_id or article.id}
    return {"source_name": outlet_of(article), **{name: value for name, value in known.items() if value}}


def _extension(**values: object) -> Form:
    known = {name: value for name, value in values.items() if value is not None}
    return {_EXTENSION: {"extension_type": "property-extension", **known}}


def _moment(iso: str) -> str:
    """Return a time of the store as STIX has it: UTC, in milliseconds."""
    time = dt.datetime.fromisoformat(iso).astimezone(dt.UTC)
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03}Z"


_CONSTANT = (
    {
        "type": "identity",
        "spec_version": "2.1",
        "id": _TRACKER,
        "created": _DEFINED,
        "modified": _DEFINED,
        "name": "tracker",
        "identity_class": "system",
        "description": "A program that reads news articles into claims. It judges none of them.",
    },
    {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": _EXTENSION,
        "created_by_ref": _TRACKER,
        "created": _DEFINED,
        "modified": _EXTENDED,
        "name": "Where the words of a claim stand",
        "description": "The words of a claim and their place in the article, who speaks, and dates as fine as known.",
        "schema": json.dumps(_SCHEMA),
        "version": "1.1.0",
        "extension_types": ["property-extension"],
    },
)
