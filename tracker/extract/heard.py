"""The speakers of all attributions of an article, and through whom each statement comes."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator

from tracker.extract.attributions import Attribution
from tracker.extract.people import People
from tracker.extract.sources import SPEAKING, Speaker, Speakers

_LONGEST_CONTENT = 20_000  # code points; no statement is sought within a longer one
_GOING_ON = 400  # code points between a quotation and the speaker before it whose words it goes on with


class Heard:
    """The speakers of all attributions of an article, and which attribution stands within which."""

    def __init__(self, attributions: Iterable[Attribution], people: People) -> None:
        """Find each speaker in text order; "I" within a quotation is whoever is quoted, though named only after it."""
        speakers = Speakers(people)
        self._speakers: dict[int, Speaker] = {}
        self._through: dict[int, Speaker] = {}
        self._contents: list[tuple[int, int, Attribution]] = []  # of statements that assert, in text order
        self._assertive: list[Attribution] = []
        waiting: list[Attribution] = []
        for attribution in attributions:
            if attribution.through is not None and (citing := speakers.citing(attribution.through[0])) is not None:
                self._through[id(attribution)] = citing
            if attribution.speaker is not None and attribution.speaker.lower_ in SPEAKING:
                waiting.append(attribution)
            else:
                self._hear(attribution, speakers.of(attribution, None))
        for attribution in waiting:
            around = next((speaker for speaker, outer in self.around(attribution) if outer.quotations), None)
            self._hear(attribution, speakers.of(attribution, around or self._going_on(attribution, people)))

    def _hear(self, attribution: Attribution, speaker: Speaker | None) -> None:
        if speaker is None:
            return
        self._speakers[id(attribution)] = speaker
        if (attribution.entry.stance, attribution.entry.force) == ("assert", "assertive"):
            insort(self._assertive, attribution, key=lambda a: a.head.i)
            for start, end in attribution.content:
                insort(self._contents, (start, end, attribution), key=lambda content: (content[0], -content[1]))

    def _going_on(self, attribution: Attribution, people: People) -> Speaker | None:
        """Of a quotation without words of saying the speaker before it, where nothing but it stands between."""
        at = attribution.head.idx
        before = bisect_right(self._assertive, attribution.head.i, key=lambda a: a.head.i) - 1
        if before < 0 or not people.is_quoted(at):
            return None
        last = self._assertive[before]
        end = max(last.head.idx, *(end for _, end in last.content)) if last.content else last.head.idx
        is_near = last.quotations and at - end < _GOING_ON and "\n" not in people.page.article.text[last.head.idx : at]
        return self._speakers[id(last)] if is_near else None

    def speaker(self, attribution: Attribution) -> Speaker | None:
        """Return who makes the statement; None where nobody is named or the words leave it open."""
        return self._speakers.get(id(attribution))

    def through(self, attribution: Attribution) -> Speaker | None:
        """Return who cites the speaker of the statement, if anybody does."""
        return self._through.get(id(attribution))

    def around(self, attribution: Attribution) -> Iterator[tuple[Speaker, Attribution]]:
        """Yield the speakers in whose contents the cue stands, through whom it comes: the nearest first."""
        at = attribution.head.idx
        for place in range(bisect_right(self._contents, at, key=lambda content: content[0]) - 1, -1, -1):
            start, end, other = self._contents[place]
            if start < at - _LONGEST_CONTENT:
                return
            if at < end and other is not attribution:
                yield self._speakers[id(other)], other
