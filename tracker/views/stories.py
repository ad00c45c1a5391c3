"""The topics of a store, and one of them on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.row import row
from tracker.views.sources import SourceRow, UnnamedShare


@row
class OpenQuestion:
    """A question that rows of a story leave open, in the words of the first of them; `ids` are those of the others.

    Kinds: denied, figures, refused, planned, unnamed, told_differently, asked.
    """

    kind: str
    id: str
    date: str | None
    who: str
    words: str
    why: str
    ids: tuple[str, ...] = ()


@row
class StoryScope:
    """The period of the statements of a story, and how many articles, outlets and origins they are from."""

    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None


@row
class Story:
    """All that the lists say of one topic, and what that leaves open.

    `claim` is the one that the topic begins with, if any; `near` the words taken for those typed. `totals` has how many
    rows each list has (claims, contested, denials, refusals, meetings, sources), also where fewer stand here. Claims
    that are contested come first; `denials` are those whose claim nobody in the store asserts.
    """

    topic: str
    claim: str | None
    near: tuple[str, ...]
    scope: StoryScope
    totals: Mapping[str, int]
    claims: tuple[ClaimRow, ...]
    contested: tuple[Disputed, ...]
    denials: tuple[DenialRow, ...]
    meetings: tuple[MeetingRow, ...]
    sources: tuple[SourceRow, ...]
    unnamed: UnnamedShare
    questions: tuple[OpenQuestion, ...]
    undated: int = 0  # claims without a date, that dates asked for left out
    # Where far too many claims fit the topic, the story is of those answered or reported last: how many were kept
    # (0: all), and about how many statements fit.
    kept: int = 0
    fitting: int = 0


@row
class TopicRow:
    """A topic that the store proposes: the claim that it begins with, a name of its own words, and the command."""

    id: str
    name: str
    claims: int
    contested: int
    denials: int
    meetings: int
    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None
    command: str
