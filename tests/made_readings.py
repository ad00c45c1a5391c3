"""Articles with readings made by hand: what the network would find is marked by its words; no weights are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.extract.meetings import MeetingFinder
from tracker.extract.people import Party, People
from tracker.extract.statements import StatementFinder
from tracker.extract.times import find_times
from tracker.models.decoding import KINDS, Referent
from tracker.models.mentions import SPECIAL, TYPES
from tracker.models.reader import MODES, STATUSES, FoundMeeting, FoundStatement, Mention, Reading
from tracker.parsing import Page, parse
from tracker.records import Article, Meeting, Statement

PUBLISHED = "2022-03-14"  # a Monday
OUTLET = "Harbour Post"
Place = tuple[int, int]


def one_hot(names: Sequence[str], name: str, probability: float = 1.0) -> dict[str, float]:
    """The name with that probability, and all others with what is left."""
    assert name in names
    return {one: probability if one == name else (1 - probability) / (len(names) - 1) for one in names}


def mentions_of(page: Page, types: Mapping[str, str]) -> tuple[Mention, ...]:
    """The noun phrases of a page; `types` has what some of them name, by their words or by the root word."""
    return tuple(
        Mention(
            chunk.start_char,
            chunk.end_char,
            chunk.root.pos_ == "PRON",
            tuple(one_hot(TYPES, types.get(chunk.text, types.get(chunk.root.text, "other"))).values()),
        )
        for chunk in page.doc.noun_chunks
    )


class Made:
    """An article in which a test says by the words what the reader finds."""

    def __init__(self, text: str, types: Mapping[str, str] | None = None, published: str | None = PUBLISHED) -> None:
        self.text = text
        self.page = parse(Article(text, outlet=OUTLET, published=published))
        self.mentions = mentions_of(self.page, types or {})
        self.people = People(self.page, self.mentions)
        self.times = find_times(self.page)

    def place(self, words: str) -> Place:
        """Where the words stand for the first time."""
        start = self.text.index(words)
        return start, start + len(words)

    def places(self, words: str) -> tuple[Place, ...]:
        """Where the pieces of some words stand, which have " … " between them; none of no words."""
        return tuple(self.place(piece) for piece in words.split(" … ") if piece)

    def number(self, words: str) -> int:
        """The number of the mention that has the words."""
        return next(n for n, one in enumerate(self.mentions) if self.text[one.start : one.end] == words)

    def party(self, words: str) -> Party | None:
        """Whom the mention with the words stands for."""
        return self.people.party(self.number(words))

    def who(self, words: str, probability: float = 1.0) -> Referent:
        """Whom mentions with these words name, " = " between them, or one of SPECIAL."""
        if words in SPECIAL:
            return Referent((), words, probability)
        return Referent(tuple(self.number(one) for one in words.split(" = ")), None, probability)

    def said(
        self, cue: str, source: str, content: str, who: str | Sequence[str] | Sequence[Referent] = "nobody",
        kind: str = "claim", kinds: Mapping[str, float] | None = None, sureness: float = 1.0,
    ) -> FoundStatement:  # fmt: skip
        """A statement as the reader finds it: " … " parts pieces; without a cue its content is the anchor."""
        pieces = self.places(content)
        referents = [self.who(one) if isinstance(one, str) else one for one in ([who] if isinstance(who, str) else who)]
        return FoundStatement(
            anchor=self.place(cue) if cue else (pieces[0][0], pieces[0][0] + 1),
            has_cue=bool(cue),
            source=self.places(source),
            content=pieces,
            sureness=sureness,
            kinds=kinds or one_hot(KINDS, kind),
            who=tuple(referents),
        )

    def met(
        self,
        word: str,
        clause: str,
        *sides: str | Referent,
        status: str = "held",
        mode: str = "in_person",
        sureness: float = 1.0,
    ) -> FoundMeeting:
        """A meeting as the reader finds it: its word, the clause, and each side."""
        referents = tuple(self.who(one) if isinstance(one, str) else one for one in sides)
        statuses, modes = one_hot(STATUSES, status), one_hot(MODES, mode)
        return FoundMeeting(self.place(word), self.places(clause), sureness, statuses, modes, referents)

    def statements(self, *said: FoundStatement) -> list[Statement]:
        """The statements made of those that the reader finds."""
        return StatementFinder(self.people, Reading(self.mentions, said), self.times).find()

    def meetings(self, *met: FoundMeeting, said: Sequence[FoundStatement] = ()) -> list[Meeting]:
        """The meetings made of those that the reader finds, beside the statements."""
        reading = Reading(self.mentions, tuple(said), met)
        return MeetingFinder(self.people, reading, self.times, self.statements(*said)).find()
