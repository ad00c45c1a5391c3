"""The sides of meetings that verbs tell of: "A met B", "A and B met", "A received B", "they spoke by phone"."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.meeting_sides import Sides, antecedent, is_taken_up, objects_after
from tracker.extract.meeting_words import (
    BODY_NOUNS,
    FACE_TO_FACE,
    LETTERS,
    MEET,
    NOUNS,
    PHONE,
    RECEIVE,
    TALK,
)
from tracker.extract.people import People
from tracker.extract.saying import find_speaker
from tracker.extract.words import CALENDAR

_NOBODY_RECEIVES = {
    "state",
    "nation",
    "country",
    "community",
    "power",
    "family",
    "team",
    "bank",
    "company",
    "soldier",
    "troop",
    "force",
    "refugee",
    "army",
    "fighter",
    "guest",
    "worker",
    "student",
    "victim",
}
_RECEIVED_BODIES = {"delegation", "mission"}
_WIRE = {"phone", "telephone", "video", "videoconference", "zoom", "skype", "conferencing", "videolink"}
_WHO = ("WP", "WDT")
_SPANS_OF_TIME = {"day", "week", "month", "year", "time", "hour", "evening", "morning", "afternoon", "night", "weekend"}


class MeetingVerbs:
    """The sides of meetings that verbs tell of: "met", "received", "spoke by phone"."""

    def __init__(self, people: People, sides: Sides) -> None:
        """Take the people of the page, and what tells who acts."""
        self._people, self._sides = people, sides

    def of_verb(self, verb: Token) -> list[Token]:
        """Return the heads of those who meet by a verb ("met", "received", "spoke by phone"); empty where none do."""
        lemma = verb.lemma_.lower()
        passive = any(k.dep_ in ("nsubjpass", "auxpass") for k in verb.children)
        if passive and lemma not in RECEIVE | PHONE | {"invite", "call", "meet", "summon"}:
            return []
        ours, theirs = self._passive(verb) if passive else (self._sides.subjects(verb), self._others(verb, lemma))
        if not theirs and not passive and self._is_among_themselves(verb, lemma):
            sides = self._sides.several(ours)
            # A committee meets, but a firm negotiates with somebody: in "Gull Air will negotiate" with nobody told.
            alone = lemma == "negotiate" and len(sides) == 1 and self._sides.is_organisation(sides[0])
            return sides if not alone else []
        left, right = self._sides.each(ours), self._sides.each(theirs)
        return [*left, *right] if left and right and any(map(self._sides.is_known, (*left, *right))) else []

    def _passive(self, verb: Token) -> tuple[list[Token], list[Token]]:
        agent = find_speaker(verb)
        patients = [antecedent(k) for k in verb.children if k.dep_ == "nsubjpass"]
        if not patients and verb.dep_ in ("xcomp", "conj", "ccomp"):
            above = find_speaker(verb.head)
            patients = [antecedent(above)] if above is not None else []
        if verb.lemma_ == "call" or (
            agent is not None and not self._sides.is_person_or_team(agent) and not self._sides.is_named(agent)
        ):
            return patients, []
        return patients, [agent] if agent is not None else []

    def _others(self, verb: Token, lemma: str) -> list[Token]:
        kids = list(verb.children)
        objects = [antecedent(k) for k in kids if k.dep_ in ("dobj", "dative") and k.pos_ != "ADP"]
        with_ = objects_after(verb, "with")
        if not objects and verb.dep_ == "relcl" and any(k.dep_ == "nsubj" and k.tag_ not in _WHO for k in kids):
            somewhere = any(k.tag_ == "WRB" for k in kids)  # "Norway, where she met with executives"
            objects = [] if somewhere or with_ else [verb.head]  # "the general he met"
        objects = [o for o in objects if not any(t.lower_ == "times" for t in o.subtree)]
        if not objects and not with_ and lemma in MEET and (joined := _joined_directly(verb)) is not None:
            with_ = objects_after(joined, "with")
            objects = [k for k in joined.children if k.dep_ == "dobj"] if not with_ else []
        if lemma in ("dine", "lunch") or (lemma == "shake" and any(o.lemma_ == "hand" for o in objects)):
            return with_
        if lemma in MEET:
            return [*(o for o in objects if o.lower_ not in ("each", "other")), *with_]
        if lemma in RECEIVE:
            fitting = [
                o for o in objects if self._sides.is_person_or_team(o) and o.lemma_.lower() not in _NOBODY_RECEIVES
            ]
            fitting = [o for o in fitting if o.lemma_.lower() not in BODY_NOUNS - _RECEIVED_BODIES]
            return fitting if lemma != "visit" else [o for o in fitting if o.lemma_.lower() not in BODY_NOUNS]
        if lemma in FACE_TO_FACE | {"exchange", "discuss"}:
            fits = {"sit": "down", "exchange": ""}.get(lemma, "")
            told = _has_words(verb, fits) if lemma == "sit" else lemma in ("exchange", "discuss") or _is_facing(verb)
            letters = lemma != "exchange" or any(k.lemma_.lower() in LETTERS for k in objects)
            return with_ if told and letters else []
        if lemma in PHONE:
            return objects
        if lemma == "call":
            return self._called(verb)
        if lemma in TALK:
            return self._talked_to(verb, lemma, with_)
        if lemma == "see":
            return objects if self._is_seen_in_person(verb, objects) else []
        if lemma in ("invite", "summon"):
            return objects if self._is_bidden(verb, lemma, objects) else []
        return []

    def _called(self, verb: Token) -> list[Token]:
        """Whom one calls on the phone, or calls on to discuss: not whom one calls a liar, calls for or calls out."""
        kids = list(verb.children)
        if any(t.lemma_ == "discuss" for k in kids if k.dep_ in ("xcomp", "advcl") for t in (k,)):
            called_on = [o for o in objects_after(verb, "on") if self._sides.is_person_or_team(o)]
            if called_on:
                return called_on
        if any(k.dep_ == "prt" and k.lower_ != "up" for k in kids):
            return []
        said = [k for k in kids if k.dep_ in ("oprd", "ccomp", "acomp", "attr") and k.i > verb.i]
        said += [k for k in kids if k.dep_ == "xcomp" and k.pos_ != "VERB"]
        people = [k for k in kids if k.dep_ in ("dobj", "oprd", "dative") and self._people.person_of(k) is not None]
        named = [k for k in kids if k.dep_ == "dobj" and k.pos_ == "PROPN"]
        if any(_is_called_something(k) for k in kids if k.dep_ in ("dobj", "oprd") and k.pos_ == "PROPN"):
            return []
        rest = [k for k in said if k not in people and k.text not in CALENDAR and not self._holds_person(k)]
        return (people or [p for k in named for p in self._persons_in(k)]) if not rest else []

    def _persons_in(self, head: Token) -> list[Token]:
        return [t for t in head.children if t.dep_ in ("appos", "nmod", "compound") and self._people.person_at(t)][:1]

    def _holds_person(self, clause: Token) -> bool:
        """Whether what stands as a predicate is only the name that the parser parted from its title."""
        return clause.dep_ in ("ccomp", "oprd") and any(
            k.dep_ == "nsubj" and self._people.person_of(k) is not None and k.i > clause.head.i for k in clause.children
        )

    def _talked_to(self, verb: Token, lemma: str, with_: list[Token]) -> list[Token]:
        """ "Spoke with him", "spoke to him": a country or a body only by phone or in negotiations."""
        to = objects_after(verb, "to") if lemma in ("speak", "talk") and verb.dep_ != "advcl" else []
        if by_wire(verb) or lemma in ("negotiate", "consult"):
            return [*with_, *to]
        persons = [o for o in (*with_, *to) if self._people.person_of(o) is not None or is_taken_up(o)]
        return persons or [o for o in with_ if self._sides.is_person_or_team(o) or self._sides.is_named(o)]

    def _is_seen_in_person(self, verb: Token, objects: list[Token]) -> bool:
        """ "Saw him in Lusaka", "visited Tokyo to see him"; not "saw him as a rival", "saw him leave"."""
        if not objects or self._people.person_of(objects[0]) is None or objects[0].lower_ in ("him", "her"):
            return False
        kids = [k for k in verb.children if k.i > verb.i]
        other = any(k.dep_ in ("ccomp", "xcomp", "oprd", "acl") or k.lower_ == "as" for k in kids)
        purpose = any(k.lower_ == "to" and k.dep_ == "aux" for k in verb.children)
        where = any(k.dep_ == "prep" and k.lower_ in ("in", "at") for k in (*kids, *objects[0].children))
        return not other and (purpose or where)

    def _is_bidden(self, verb: Token, lemma: str, objects: list[Token]) -> bool:
        """ "Invited him to Shanghai", "summoned the ambassador"."""
        if not any(self._sides.is_person_or_team(o) for o in objects):
            return False
        to = objects_after(verb, "to")
        if lemma == "summon":  # a ministry summons an ambassador to protest, not to meet
            return bool(to) and all(o.lemma_ not in ("ambassador", "envoy", "diplomat") for o in objects)
        return any(o.pos_ == "PROPN" or o.lemma_.lower() in NOUNS for o in to)

    def _is_among_themselves(self, verb: Token, lemma: str) -> bool:
        kids = list(verb.children)
        if lemma in MEET | {"negotiate"}:
            objects = [
                k for k in kids if k.dep_ == "dobj" and k.lower_ != "other" and "times" not in map(str, k.subtree)
            ]
            around = lemma == "gather" and any(k.lower_ in ("around", "near", "outside") for k in kids)
            return not around and not any(k.text not in CALENDAR and k.lemma_ not in _SPANS_OF_TIME for k in objects)
        if lemma in ("speak", "talk"):
            return by_wire(verb) or _is_to_each_other(verb)
        if lemma == "exchange":
            return any(k.dep_ == "dobj" and k.lemma_.lower() in LETTERS for k in kids)
        if lemma == "sit":
            return _has_words(verb, "down") and _has_words(verb, "together", "talk", "talks", "negotiate")
        return lemma in FACE_TO_FACE and _is_facing(verb)


# ------------------------------------------------------------------ words and places


def by_wire(verb: Token) -> bool:
    """Return whether a verb of speaking has its means beside it: "by phone", "on video", "on Zoom", "virtually"."""
    means = (k for k in verb.children if k.dep_ in ("prep", "agent", "advmod", "npadvmod"))
    words = [t for k in means for t in k.subtree]
    by_call = any(t.lower_ == "conference" and t.head.lower_ == "call" for t in words)
    return by_call or any(t.lower_ in _WIRE | {"virtually", "online", "remotely", "line", "hotline"} for t in words)


def _is_called_something(name: Token) -> bool:
    """Whether what stands after an apposition is what somebody is called: "Kim, the leader, "very smart"", a fool."""
    beside = [k for k in name.children if k.dep_ == "appos" and k.i > name.i]
    quoted = any(t.is_quote for k in beside for t in name.doc[k.i : min(name.right_edge.i + 3, name.sent.end)])
    return quoted or len(beside) > 1 or any(k.dep_ == "appos" for one in beside for k in one.children)


def _joined_directly(verb: Token) -> Token | None:
    """Of "met and prayed with the president" the second verb, whose "with" is that of the first too."""
    second = next((k for k in verb.children if k.dep_ == "conj"), None)
    between = verb.doc[verb.i + 1 : second.i] if second is not None else ()
    return second if all(t.dep_ in ("cc", "punct", "advmod") for t in between) else None


def _has_words(verb: Token, *words: str) -> bool:
    return any(t.lower_ in words for k in verb.children for t in (k, *k.children))


def _is_facing(verb: Token) -> bool:
    after = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 7]]
    return any(after[n : n + 3] == ["face", "to", "face"] or after[n] == "face-to-face" for n in range(len(after)))


def _is_of_time(preposition: Token) -> bool:
    """ "For three hours"."""
    return any(o.lemma_ in _SPANS_OF_TIME | {"minute"} for o in preposition.children if o.dep_ == "pobj")


def _is_to_each_other(verb: Token) -> bool:
    """ "Biden and Xi spoke on Friday": nobody else is spoken to, and nothing is said to be spoken at or for."""
    beside = {
        k.lower_ for k in verb.children if k.dep_ in ("prep", "dobj", "ccomp", "acomp", "prt") and not _is_of_time(k)
    }
    joined = any(c.dep_ == "conj" for k in verb.children if k.dep_ == "nsubj" for c in k.children)
    taken = any(is_taken_up(k) for k in verb.children if k.dep_ == "nsubj")
    return beside <= {"on", "about", "during", "after", "before"} and (joined or taken or verb.dep_ == "xcomp")
