"""One record whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tracker.views.reports import Event
from tracker.views.row import Spot, row


@row
class Passage:
    """Words to highlight within the sentence (or paragraph) they stand in: `marks` are places within `words`."""

    words: str
    marks: tuple[tuple[int, int, str], ...]  # start, end, role: code points of `words`
    article: str
    span: Spot
    outlet: str | None = None  # of the article
    record: str | None = None  # whose words they are: a statement or a report of a meeting


@row
class Field:
    """One line of a record's sheet: its name, its value, and the reason for that value ("" where it needs none).

    `codes` are the date values and tokens of the store within these texts, to be put in words for people; `names` has
    the names of the actors whose keys stand there. `unsaid` is the end of the reason that is for programs alone.
    """

    name: str
    value: str
    reason: str = ""
    codes: tuple[str, ...] = ()
    unsaid: str = ""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@row
class Sheet:
    """One record whole, as `tracker show` prints it: fields, passages with their words, then linked records."""

    id: str
    kind: str
    title: str
    fields: tuple[Field, ...]
    passages: tuple[Passage, ...]
    links: tuple[Field, ...]  # name: the relation, value: id and words of the other record, reason: why
    history: tuple[Event, ...] = ()  # of a claim
