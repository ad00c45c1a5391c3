"""Who each side of a meeting is: the name, the role, whom it acts for; and whom "the two leaders" stands for.

A phrase that means people named before is resolved to the sides of the last meeting told, else to the two that the
sentences before it name. "His Turkish counterpart" is the person whom the article names in that role for Turkey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tracker.extract.firms import firm_partner
from tracker.extract.meeting_sides import is_taken_up
from tracker.extract.meeting_words import PEOPLE
from tracker.extract.people import People, Person
from tracker.extract.roles import ROLES, is_human
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page
from tracker.records import Meeting, Participant, Span, Statement

_REACH = 3  # sentences that "the two leaders" looks back where no meeting was told
_REACH_OF_MEETINGS = 8  # sentences
_NUMBERS = {"two": 2, "both": 2, "three": 3, "pair": 2, "duo": 2, "trio": 3}
_PERSONAL = {"i", "we", "me", "us", "my", "our"}
_FELLOWS = {"counterpart", "colleague"}
_SAME_OFFICE = {"secretary": "minister", "premier": "prime", "chancellor": "prime", "prime": "prime"}


class Attendance:
    """Who stands on each side of the meetings of one article."""

    def __init__(self, page: Page, people: People, statements: Sequence[Statement]) -> None:
        """Take the page, its people, and who says what in it."""
        self._page, self._people = page, people
        self._statements = [s for s in statements if not s.own_voice]

    def of(self, heads: Iterable[Token], told: Sequence[Meeting]) -> list[Participant]:
        """Return the participants that these heads stand for, each once; `told` are the meetings told before."""
        found: dict[str, Participant] = {}
        for head in heads:
            for participant in self._standing_for(head, told):
                found.setdefault(participant.actor or participant.name.casefold(), participant)
        return list(found.values())

    def statement_around(self, place: int) -> Statement | None:
        """Return the statement that says what stands at a place of the text (code points), the innermost of several."""
        around = [
            (content.end - content.start, statement)
            for statement in self._statements
            for content in statement.content
            if content.start <= place < content.end
        ]
        return min(around, key=lambda one: one[0])[1] if around else None

    def _standing_for(self, head: Token, told: Sequence[Meeting]) -> list[Participant]:
        if head.lower_ in _PERSONAL:
            return self._speaking(head)
        if is_taken_up(head) and self._people.person_of(head) is None:
            return self._named_before(head, told)
        return [self._participant(head)]

    # ---------------------------------------------------------- one side

    def _participant(self, head: Token) -> Participant:
        person = self._people.person_of(head) or self._counterpart(head)
        acting = self._people.acts_for(head)
        partner = firm_partner(head, self._people)
        of_firm = range(head.i, partner.i + 1 if partner is not None else head.i)
        tokens = [t for t in head.subtree if t.i in of_firm or not _is_apart(t, head)]
        if head.dep_ == "conj" and head.head.dep_ == "pobj" and head.pos_ == "PROPN":
            tokens = [t for t in tokens if t.i <= head.i]  # "Menon of India and Frost of Britain", hung on India
        first, last = tokens[0], tokens[-1]
        if person is not None:
            last = head if head.pos_ == "PRON" else _end_of(self._people, person.key, first, last)
        span = self._page.cut(first.idx, last.idx + len(last))
        name = self._people.name_at(head)
        if person is not None:
            acts_for = person.acts_for or (acting[0] if acting is not None else None)
            return Participant(person.name, span, person.key, acts_for, self._role(head, person))
        group = _group_of(head) if name is not None or _is_after_of(head) else None
        if group is not None:
            words = self._page.doc[name.first : max(name.last, head.i) + 1].text if name is not None else head.text
            acts_for = name.naming.actor if name is not None else None
            return Participant(_shared_name(words, head, group), span, None, acts_for, _plain_group(group, head))
        actor = name.naming.actor if name is not None else None
        if head.dep_ == "conj" and head.head.dep_ == "pobj" and head.pos_ == "PROPN":
            return Participant(span.words, span, actor, None, None)
        role = head.text.lower() if is_human(head) or head.tag_ in ("NNS", "NNPS") else None
        return Participant(_plain_name(_undescribed(tokens, head)), span, actor, acting[0] if acting else None, role)

    def _role(self, head: Token, person: Person) -> str | None:
        """The words that tell somebody's role: "foreign minister", else the office that the lexicon knows."""
        if head.pos_ != "PRON":
            beside = [head, *(k for k in head.children if k.dep_ in ("appos", "compound", "nmod"))]
            for word in (w for w in beside if w.lemma_.lower() in ROLES or w.lemma_.lower() in _FELLOWS):
                if word.lemma_.lower() not in _FELLOWS:
                    return self._role_phrase(word, head)
        office = lexicon.office_on(person.key, self._page.article.published)
        return office.title if office is not None else None

    def _role_phrase(self, word: Token, head: Token) -> str:
        first = min(word.left_edge.i, head.left_edge.i)
        described = ("compound", "amod", "nmod")
        inside = {t.i for t in (*word.lefts, *head.lefts) for t in t.subtree}
        before = [t for t in word.doc[first : word.i] if t.dep_ in described and t.i in inside]
        before = [t for t in before if self._people.name_at(t) is None and self._people.person_at(t) is None]
        run = [t for t in before if all(u in before for u in word.doc[t.i : word.i])]
        return " ".join(t.text for t in (*run, word)).lower()

    def _counterpart(self, head: Token) -> Person | None:
        """ "His Turkish counterpart": whom the article names in a like role for that country."""
        if head.lemma_.lower() not in _FELLOWS or head.tag_ != "NN":
            return None
        side = self._people.acts_for(head)
        owner = next((k for k in head.children if k.dep_ == "poss"), None)
        whose = self._people.person_of(owner) if owner is not None else None
        if side is None or whose is None:
            return None
        roles = _offices(whose.roles)
        fitting = [p for p in self._people.people.values() if p.acts_for == side[0] and _offices(p.roles) & roles]
        return fitting[0] if len(fitting) == 1 else None

    # ---------------------------------------------------------- people named before

    def _speaking(self, head: Token) -> list[Participant]:
        """Whom "we" and "I" stand for: the speaker of the statement that they stand in."""
        statement = self.statement_around(head.idx)
        if statement is None or statement.speaker is None or not statement.source:
            return []
        speaker, span = statement.speaker, statement.source[0]
        return [Participant(speaker.name, span, speaker.actor, statement.acts_for)]

    def _named_before(self, head: Token, told: Sequence[Meeting]) -> list[Participant]:
        number = next((_NUMBERS[w.lower_] for w in (head, *head.children) if w.lower_ in _NUMBERS), None)
        span = self._phrase(head)
        named = self._named_in_sentences(head, number)
        last = self._last_meeting(head, told, number)
        if named and not last:
            return [Participant(p.name, span, p.key, p.acts_for, None) for p in named]
        if last and not (named and self._is_nearer(named, last[1], head)):
            return [Participant(p.name, span, p.actor, p.acts_for, p.role) for p in last[0]]
        return [Participant(p.name, span, p.key, p.acts_for, None) for p in named]

    def _is_nearer(self, named: list[Person], meeting: Meeting, head: Token) -> bool:
        """Whether others than those who met were named after the meeting was told."""
        sides = {p.actor for p in meeting.participants}
        later = [p for p in named if any(self._page.doc[f].idx > meeting.words.end and f < head.i for f, _ in p.places)]
        return bool(later) and not {p.key for p in named} & sides

    def _last_meeting(
        self, head: Token, told: Sequence[Meeting], number: int | None
    ) -> tuple[list[Participant], Meeting] | None:
        for meeting in reversed(told):
            if meeting.words.start >= head.idx:
                continue
            first = self._page.doc.char_span(meeting.cue[0].start, meeting.cue[0].end, alignment_mode="expand")
            if first is None or self._people.sentences_between(first[0], head) > _REACH_OF_MEETINGS:
                return None
            sides = list(meeting.participants)
            if len(sides) >= 2 and (number is None or len(sides) == number):
                return sides, meeting
        return None

    def _named_in_sentences(self, head: Token, number: int | None) -> list[Person]:
        """The people that the sentence up to a token names, or the one before, where they are as many as it says."""
        here = self._people.sentence_of[head.i]
        seen: dict[str, Person] = {}
        for token in reversed(self._page.doc[: head.i]):
            if here - self._people.sentence_of[token.i] >= _REACH:
                break
            person = self._people.person_at(token)
            if person is not None and token.pos_ != "PRON":
                seen.setdefault(person.key, person)
        people = list(reversed(seen.values()))
        wanted = number or 2
        return people if len(people) == wanted else []

    def _phrase(self, head: Token) -> Span:
        tokens = [t for t in head.subtree if t.i <= head.i]
        return self._page.cut(tokens[0].idx, head.idx + len(head))


# ------------------------------------------------------------------ words


def _offices(roles: Iterable[str]) -> set[str]:
    return {_SAME_OFFICE.get(role, role) for role in roles}


def _is_after_of(head: Token) -> bool:
    """Whether a name that no list has is whose a group is: the "Shell" of "the chief executives of Shell and BP"."""
    return head.pos_ == "PROPN" and head.dep_ == "pobj" and head.head.lower_ in ("of", "from")


def _group_of(name: Token) -> Token | None:
    """The people that a nationality tells whose they are: the "negotiators" of "Russian and Ukrainian negotiators"."""
    for token in (name, *name.ancestors):
        if token != name and token.tag_ in ("NNS", "NNPS") and (is_human(token) or token.lemma_.lower() in PEOPLE):
            return token
        of = token.dep_ == "prep" and token.lower_ in ("of", "from", "for")
        if not of and token.dep_ not in ("amod", "compound", "nmod", "poss", "conj", "pobj"):
            return None
    return None


def _shared_name(words: str, name: Token, group: Token) -> str:
    """ "Russian negotiators", "foreign ministers of Burkina Faso"."""
    if name.i < group.i:
        return f"{words} {_plain_group(group, name)}"
    preposition = next((t for t in name.ancestors if t.dep_ == "prep" and group.is_ancestor(t)), None)
    return f"{_plain_group(group, name)} {preposition.text if preposition is not None else 'of'} {words}"


def _plain_group(group: Token, name: Token) -> str:
    """The words of a group without its nationalities: "foreign ministers"."""
    kids = [
        k for k in group.children
        if k.dep_ in ("amod", "compound") and k.i < group.i and not k.text[0].isupper() and k != name
    ]  # fmt: skip
    return " ".join(t.text for t in (*kids, group))


def _is_apart(token: Token, head: Token) -> bool:
    """Of a participant's phrase: the others joined to it, and what only describes it at length."""
    chain = [token, *token.ancestors]
    return any(
        t.head == head and t.dep_ in ("conj", "cc", "relcl", "acl", "punct", "preconj", "prep") and not _belongs(t)
        for t in chain
        if head.is_ancestor(t)
    )


def _belongs(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in ("of", "for", "from")


def _end_of(people: People, key: str, first: Token, last: Token) -> Token:
    """The end of a person's name where the parser hangs a description behind it without a comma."""
    doc = first.doc
    named = [i for i in range(first.i, last.i + 1) if (p := people.person_at(doc[i])) is not None and p.key == key]
    return doc[named[-1]] if named else last


def _undescribed(tokens: Sequence[Token], head: Token) -> str:
    """The words of a side, of a name without what is said of it after a comma: "Seixas, director of the bank"."""
    described = (
        [k.left_edge.i for k in head.children if k.dep_ == "appos" and k.i > head.i] if head.pos_ == "PROPN" else []
    )
    end = min([*described, tokens[-1].i + 1])
    return str(head.doc[tokens[0].i : end].text)


def _plain_name(words: str) -> str:
    words = re.sub(r"['’]s?$", "", words.strip(" \t\n,;:–—-"))
    plain = re.sub(r"^(?:the|a|an|his|her|their|its|some|several)\s+", "", " ".join(words.split()), flags=re.I)
    return plain or words
