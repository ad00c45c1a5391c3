"""Whom "he" and "she" stand for.

The last sentence before the pronoun that speaks of people decides; in it who speaks, then the subject, then the first.
Who speaks is not whom he speaks of. Pronouns are taken in turn, so that one that is resolved helps the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracker.extract.clauses import subject_of
from tracker.extract.phrases import run_head
from tracker.extract.roles import GENDERS, is_human
from tracker.extract.saying import entries_of, find_speaker
from tracker.extract.words import SPEAKING_FOR

if TYPE_CHECKING:
    from tracker.extract.people import People, Person

_ASKING_ABOUT = {"ask", "press", "question", "challenge", "grill", "quiz"}
_FOR_OTHERS = SPEAKING_FOR | {"official"}  # who tell of others and go on
_GOING_ON = {"add", "continue"}
_TELLING = {"say", "tell", "add", "announce", "report", "state", "confirm", "explain"}
_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}


class Pronouns:
    """Gives each "he" and "she" of an article its bearer; who is who it asks of the people known by then."""

    def __init__(self, people: People) -> None:
        """Take the people of the article."""
        self._people = people

    def take_up(self) -> None:
        """Place everybody at the pronouns that stand for him or her."""
        for token in self._people.page.doc:
            if token.lower_ in _MALE | _FEMALE:
                person = self._antecedent(token) or self._shown_by(token)
                if person is not None:
                    if self._shows_gender(token, person):
                        person.called = "m" if token.lower_ in _MALE else "f"
                    self._people.place(person, token.i, token.i)

    def _antecedent(self, pronoun: Token) -> Person | None:
        """Whom it stands for: in "Putin, he went on, had lied" somebody before Putin, if there is anybody."""
        if (teller := self._teller(pronoun)) is not None:
            return teller
        doer = _doer(pronoun)
        other = "f" if pronoun.lower_ in _MALE else "m"
        speaks = pronoun.dep_ == "nsubj" and "clause" in entries_of(pronoun.head)
        told = _told_by(pronoun) if speaks else range(0)
        of_others = {person.key for person in self._people.named_within(told)}
        objects = {person.key for places in _done_to(pronoun) for person in self._people.named_within(places)}
        quoted = self._people.is_quoted(pronoun.idx) or not self._is_named_outside(pronoun, other)
        places = [
            (
                not self._is_spoken_of(first, pronoun) and person.key not in of_others,
                quoted or not self._people.is_quoted(self._people.page.doc[first].idx),
                self._people.sentence_of[first],
                5 if self._is_asked(first, last, pronoun, speaks=speaks) else self._rank(first, last),
                -first,
                person,
            )
            for first, last, person in self._people.named_before(pronoun)
            if person.gender != other
            and (doer is None or person is not self._people.person_of(doer))
            and person.key not in objects
        ]
        best = max(places, key=lambda place: place[:5]) if places else None
        if best is None or self._is_told_by_another(self._people.page.doc[-best[4]], pronoun):
            return None
        return best[5]

    def _is_told_by_another(self, named: Token, pronoun: Token) -> bool:
        """Of "A clerk said Lang had left. She also said" whether the clerk, who is not named, is meant: not Lang.

        Not where the clerk asked about Lang, or Lang may answer: "she denied it". Of a spokesman "he said" is enough.
        """
        clause = next((t for t in named.ancestors if t.dep_ == "ccomp"), None)
        says = entries_of(pronoun.head).get("clause") if pronoun.dep_ == "nsubj" else None
        if clause is None or says is None or says.stance != "assert" or named.pos_ == "PRON":
            return False
        if pronoun.sent == named.sent or self._people.is_quoted(pronoun.idx):
            return False
        verb = clause.head
        told = clause.i > verb.i and "clause" in entries_of(verb) and verb.lemma_ in _TELLING
        speaker = next((k for k in verb.children if k.dep_ == "nsubj"), None)
        if not told or speaker is None or speaker.tag_ != "NN" or not is_human(speaker):
            return False
        goes_on = pronoun.head.lemma_ in _GOING_ON or any(k.lower_ == "also" for k in pronoun.head.children)
        if not goes_on and speaker.lemma_.lower() not in _FOR_OTHERS:
            return False
        own = "m" if pronoun.lower_ in _MALE else "f"
        return GENDERS.get(speaker.lemma_.lower()) in (None, own) and self._people.person_of(speaker) is None

    def _teller(self, pronoun: Token) -> Person | None:
        """Of "the senator insisted she had not met him" the senator, if known: who speaks in words for a role."""
        clause = pronoun.head
        subject = subject_of(clause.head) if pronoun.dep_ == "nsubj" and clause.dep_ == "ccomp" else None
        if subject is None or subject.pos_ != "NOUN" or "clause" not in entries_of(clause.head):
            return None
        person = self._people.person_of(subject) if subject.lemma_.lower() not in SPEAKING_FOR else None
        other = "f" if pronoun.lower_ in _MALE else "m"
        return person if person is not None and person.gender != other else None

    def _shows_gender(self, pronoun: Token, person: Person) -> bool:
        """Whether a pronoun tells whether he or she is meant: "his" only of whom alone its sentence names."""
        if self._people.is_quoted(pronoun.idx):
            return False
        if pronoun.dep_ in ("nsubj", "nsubjpass"):
            return True
        sentence = pronoun.sent
        alone = all(one is person for one in self._people.named_within(range(sentence.start, sentence.end)))
        return pronoun.dep_ == "poss" and not person.called and alone

    def _shown_by(self, pronoun: Token) -> Person | None:
        """Whom "he" or "she" shows to be a person where nobody was known: the subject named last before it."""
        here = self._people.sentence_of[pronoun.i]
        for first, last in self._runs_before(pronoun):
            head = run_head(self._people.page.doc, first, last)
            near = here - self._people.sentence_of[first] <= 1 and head.dep_ == "nsubj"
            if not near or self._is_told_by_another(head, pronoun):
                continue
            if (person := self._people.shown_in(first, last)) is not None:
                return person
        return None

    def _runs_before(self, pronoun: Token) -> list[tuple[int, int]]:
        return [run for run in reversed(self._people.runs) if run[1] < pronoun.i]

    def _is_named_outside(self, pronoun: Token, other: str) -> bool:
        """Whether somebody who may be meant is named outside quotations in the pronoun's sentence or the one before."""
        here = self._people.sentence_of[pronoun.i]
        fitting = (first for first, _, person in self._people.named_before(pronoun) if person.gender != other)
        near = (first for first in fitting if here - self._people.sentence_of[first] <= 1)
        return any(not self._people.is_quoted(self._people.page.doc[first].idx) for first in near)

    def _is_spoken_of(self, place: int, pronoun: Token) -> bool:
        """Whether the pronoun says what the words at `place` stand in."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or "clause" not in entries_of(verb):
            return False
        if self._people.sentence_of[place] != self._people.sentence_of[pronoun.i]:
            return False
        return self._people.page.doc[pronoun.i - 1].text in (",", '"', "”", "''")

    def _is_asked(self, first: int, last: int, pronoun: Token, *, speaks: bool) -> bool:
        """ "A reporter asked Karmo whether it was late": Karmo, who speaks next; "pressed Karmo on what he said"."""
        head = run_head(self._people.page.doc, first, last)
        asking = head.head if head.dep_ in ("dobj", "dative", "nsubjpass") else head
        if asking != head and head.i < pronoun.i and asking.lemma_ in _ASKING_ABOUT and asking in pronoun.ancestors:
            below = next(t for t in (pronoun, *pronoun.ancestors) if t.head == asking)
            return below.dep_ in ("prep", "ccomp", "pcomp")  # not "asked Karmo for help and said he would"
        return speaks and asking.lemma_ == "ask" and any(k.dep_ == "ccomp" for k in asking.children)

    def _rank(self, first: int, last: int) -> int:
        """How much a mention is what its sentence is about: who speaks in it, its subject, whose it is, or less.

        Of "After Lang asked who would pay, Orr replied" Orr speaks.
        """
        head = run_head(self._people.page.doc, first, last)
        if head.dep_ == "appos" and is_human(head.head):
            head = head.head  # "a spokesman, Peter Lang, said"
        if head.dep_ in ("nsubj", "nsubjpass") and "clause" in entries_of(head.head):
            over = (head.head, *head.head.ancestors)
            return 3 if any(t.dep_ == "advcl" and t.i < t.head.i for t in over) else 4
        if head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("ROOT", "ccomp", "conj"):
            return 2
        return 1 if head.dep_ == "poss" and head.head.dep_ in ("nsubj", "nsubjpass") else 0


def _told_by(pronoun: Token) -> range:
    """The places of what "he said" says after it: "he said Lund was a coward" is not said by Lund."""
    clause = next((k for k in pronoun.head.children if k.dep_ == "ccomp" and k.i > pronoun.head.i), None)
    return range(clause.left_edge.i, clause.right_edge.i + 1) if clause is not None else range(0)


def _done_to(pronoun: Token) -> list[range]:
    """The places of those to whom "he" does something: "he praised Lund" is not said of Lund (principle C)."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.pos_ not in ("VERB", "AUX"):
        return []
    objects = (k for k in verb.children if k.dep_ in ("dobj", "dative") and k.i > verb.i)
    return [range(t.left_edge.i, t.i + 1) for k in objects for t in (k, *k.conjuncts)]


def _doer(pronoun: Token) -> Token | None:
    """Of "Scholz spoke with him" Scholz, whom "him" cannot mean (Chomsky's principle B); None for other pronouns."""
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or pronoun.lower_ not in ("him", "her"):
        return None
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    own = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    return find_speaker(verb) if own is None and verb.dep_ == "conj" else own
