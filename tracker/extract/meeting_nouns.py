"""The sides of meetings that nouns tell of: "talks between A and B", "A's call with B", "at lunch with B"."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.meeting_sides import OFFERS, Sides, antecedent, is_plural, is_taken_up, objects_after
from tracker.extract.meeting_verbs import MeetingVerbs
from tracker.extract.meeting_words import (
    ABOUT_A_MEETING,
    BODIES_OF_MANY,
    ENDING,
    HOLDING,
    MEALS,
    MEASURES,
    PEOPLE,
    TALKS,
)
from tracker.extract.people import People
from tracker.extract.saying import find_speaker
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon

_JOINING = {"join", "attend", "enter", "crash", "address"}
_AT = set("in during at after following before ahead on over through throughout upon by via amid for to into from "
          "out of despite until".split())  # fmt: skip
_SAID_TO = {"tell", "assure", "warn", "ask", "urge", "remind", "inform", "promise", "thank", "congratulate", "brief"}


class MeetingNouns:
    """The sides of meetings that nouns tell of: "talks", "the summit", "lunch"."""

    def __init__(self, people: People, sides: Sides, verbs: MeetingVerbs) -> None:
        """Take the people of the page, what tells who acts, and the verbs of meeting, which stand beside nouns."""
        self._people, self._sides, self._verbs = people, sides, verbs

    def of_noun(self, noun: Token) -> list[Token]:
        """Return the heads of those who meet by a noun ("talks", "the summit", "lunch"); empty where none do."""
        top = outermost(noun)
        verb = verb_over(top)
        if not self._may_be_met_in(noun, verb):
            return []
        preps = self._prepositions(noun, top, verb)
        if of_two := [*preps.get("between", []), *preps.get("among", [])]:
            joining = self._joining(top, verb)
            between = self._sides.each(of_two)
            if len(between) == 1 and not is_plural(between[0]):
                between += self._partner(between[0], verb)
            firm = noun.lemma_ not in ("discussion", "dialogue", "conversation")
            enough = len(between) > 1 or joining or (between and is_plural(between[0]) and firm)
            return [*joining, *between] if enough else []
        with_ = self._sides.each(preps.get("with", []))
        if noun.lemma_ in MEALS and verb.lemma_ in ("host", "hold", "give", "throw"):
            with_ += [
                o for o in self._sides.acting(preps.get("for", [])) if o.pos_ == "PROPN" or self._people.person_of(o)
            ]
        if noun.lemma_ == "call":
            other = [*preps.get("to", []), *preps.get("from", [])]
            with_ += [o for o in self._sides.acting(other) if self._people.person_of(o) is not None]
        if top.dep_ == "pobj" and top.head.head.lemma_.lower() in OFFERS:  # "an offer of talks from the United States"
            with_ += self._sides.each(preps.get("from", []))
        of = self._sides.several(preps.get("of", []))
        if noun.lemma_ in ("visit", "trip"):
            return self._visited(noun, verb, preps)
        ours = self._owners(noun, verb) or of or self._before(noun)
        if not ours or (len(ours) == 1 and not with_ and not _means_many(ours[0])) or _is_hosted(top, verb, with_):
            around = self._around(noun, top, verb, with_, ours)
            ours = [*around, *(side for side in ours if side not in around)]
        if not ours and not with_ and verb.lemma_ == "bring" and noun.dep_ == "nsubj":
            return self._sides.several([k for k in verb.children if k.dep_ == "dobj"])
        sides = [*ours, *with_]
        if len(sides) == 1 and not self._is_enough(sides[0], noun, top, verb, bool(with_)):
            return []
        return sides

    def _may_be_met_in(self, noun: Token, verb: Token) -> bool:
        lemma, kids = noun.lemma_.lower(), {k.lower_ for k in noun.children}
        if noun.dep_ in ("compound", "nmod", "amod") or noun.text in CALENDAR:
            return False
        if lemma == "conference":
            return bool(kids & {"video", "telephone", "phone", "peace"})
        if lemma == "call" and not kids & {"phone", "telephone", "video", "conference"}:
            preps = {k.lower_ for k in (*noun.children, *verb.children) if k.dep_ == "prep" and k.i > noun.i}
            return bool(preps & {"with", "between", "from", "to"}) and "for" not in {
                k.lower_ for k in noun.children if k.dep_ == "prep"
            }
        if lemma == "round" and any(k.lower_ == "of" for k in noun.children):
            return False
        if lemma == "round":
            return bool(kids & {"next", "first", "second", "third", "another", "new", "further", "final", "last"}) and (
                verb.lemma_ in ("hold", "begin", "start")
            )
        if lemma in ("session", "briefing", "encounter", "audience"):
            return any(k.lower_ in ("with", "between") for k in noun.children)
        if lemma == "talk" and noun.tag_ == "NN" and any(k.dep_ == "poss" for k in noun.children):
            return any(k.lower_ in ("with", "between") for k in noun.children)  # not "resented his tough talk"
        minds = any(o.lemma_ == "mind" for k in noun.children if k.lower_ == "of" for o in k.children)
        return not minds and not (lemma == "talk" and verb.lemma_ in ("give", "deliver"))

    def _prepositions(self, noun: Token, top: Token, verb: Token) -> dict[str, list[Token]]:
        """What stands after each preposition of the noun; "with" and "between" may hang on its verb too."""
        found: dict[str, list[Token]] = {}
        for word in dict.fromkeys((noun, top)):
            for kid in word.children:
                if kid.dep_ == "prep" and kid.i > noun.i:
                    found.setdefault(kid.lower_, []).extend(o for o in kid.children if o.dep_ == "pobj")
        shared = {"with", "between", "among"} | ({"from", "to"} if noun.lemma_ == "call" else set())
        for kid in verb.children:
            if kid.dep_ == "prep" and kid.i > noun.i and kid.lower_ in shared:
                found.setdefault(kid.lower_, []).extend(o for o in kid.children if o.dep_ == "pobj")
        for lost in ("with", "between"):  # "with Putin on Friday in Moscow": hung on the date or the place between
            if lost not in found:
                deep = (t for t in noun.subtree if t.lower_ == lost and t.dep_ == "prep" and _is_under_prep(t, noun))
                found[lost] = [o for t in deep for o in t.children if o.dep_ == "pobj"]
        return found

    def _owners(self, noun: Token, verb: Token) -> list[Token]:
        owners = [k for k in noun.children if k.dep_ == "poss" and k.text not in CALENDAR]
        plural = next((o for o in owners if o.lower_ == "their"), None)
        if plural is not None:
            subject = find_speaker(verb) if verb.pos_ in ("VERB", "AUX") else None
            joined = self._sides.several([antecedent(subject)]) if subject is not None else []
            return joined if len(joined) > 1 else [plural]
        return self._sides.each(owners)

    def _before(self, noun: Token) -> list[Token]:
        """ "The US-China talks", "the Biden-Putin summit": names joined before the noun, or a body of many."""
        before = [
            t for t in noun.subtree if t.i < noun.i and t.dep_ in ("compound", "amod", "nmod", "conj", "npadvmod")
        ]
        named = [t for t in before if self._people.person_at(t) is not None or self._sides.is_named(t)]
        linked = [t for t in named if _is_linked(t)]
        keys = {self._sides.key(t) for t in linked}
        if len(keys) > 1:
            return list({self._sides.key(t): t for t in linked}.values())
        if noun.lemma_.lower() not in ("meeting", "summit", "session"):
            return []
        bodies = [t for t in before if t.lemma_.lower() in BODIES_OF_MANY or self._sides.is_organisation(t)]
        return [t for t in bodies if not self._is_house(t)][-1:]

    def _around(self, noun: Token, top: Token, verb: Token, with_: list[Token], ours: list[Token]) -> list[Token]:
        """Who meets by the noun's clause: the subject of its verb, and whom that one tells something in the meeting."""
        lemma = verb.lemma_.lower()
        if verb.pos_ not in ("VERB", "AUX"):
            return []
        doing = top.dep_ in ("dobj", "attr") and top.head == verb
        at = top.dep_ == "pobj" and top.head.lower_ in _AT
        if top.dep_ == "nsubjpass" or not (doing or at) or (doing and lemma in ("see", "describe", "discuss")):
            return []
        subjects = self._sides.subjects(verb)
        if doing and not with_ and not ours and lemma not in ABOUT_A_MEETING:
            return []
        told = self._objects_told(verb) or self._beside_call(noun, verb) if at else []
        if doing and not with_ and not ours and subjects and subjects[0].head == verb.head != verb:
            above = find_speaker(verb.head)  # "urged North Korea to resume talks": with those who urge it
            told = [antecedent(above)] if above is not None and above != subjects[0] else []
        if doing and lemma in ("offer", "grant", "propose", "give"):
            told = [k for k in verb.children if k.dep_ == "dative" and k.pos_ != "ADP"]
        if at and lemma == "join":  # "joined Zarif for a meeting"
            told = [k for k in verb.children if k.dep_ == "dobj"]
        if with_ or told or ours:
            return self._sides.acting([*subjects, *told])
        if at and not is_indefinite(noun) and top.head.lower_ in ("ahead", "before", "of"):
            return []
        if at and not is_indefinite(noun) and len(self._sides.several(subjects)) < 2:
            return []
        return self._sides.several(subjects)

    def _objects_told(self, verb: Token) -> list[Token]:
        if verb.lemma_ not in _SAID_TO:
            return []
        return [k for k in verb.children if k.dep_ in ("dobj", "dative") and k.pos_ != "ADP"] + [
            k for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i for k in c.children
            if k.dep_ == "nsubj" and verb.lemma_ in ("ask", "urge") and not _is_marked(c)
        ]  # fmt: skip

    def _beside_call(self, noun: Token, verb: Token) -> list[Token]:
        """Who else is in the clause of "voiced support for him in a phone call", "made peace with them at talks"."""
        by_wire_ = noun.lemma_ in ("call", "conversation")
        words = {"with", "for", "to"} if by_wire_ else {"with"}
        found = []
        for token in verb.subtree:
            if token.dep_ == "prep" and token.lower_ in words and verb.i < token.i < noun.i and _is_near(token, verb):
                found += [o for o in token.children if o.dep_ == "pobj" and self._sides.is_known(o)]
        if by_wire_ and not all(self._people.person_of(o) for o in found):
            return []
        return found

    def _joining(self, top: Token, verb: Token) -> list[Token]:
        """ "King Hamza joined Sunday's meeting between …": one more."""
        if verb.lemma_ not in _JOINING or top.dep_ not in ("dobj", "pobj"):
            return []
        return self._sides.acting(self._sides.subjects(verb))

    def _partner(self, side: Token, verb: Token) -> list[Token]:
        """Who follows "and" after "between A", where the parser hangs "and B" elsewhere."""
        doc, at = side.doc, side.right_edge.i + (side.right_edge.dep_ != "cc")
        while at < len(doc) and doc[at].is_punct:
            at += 1
        if at >= len(doc) or doc[at].lower_ != "and":
            return []
        for token in doc[at + 1 : at + 12]:
            if token == verb or token.is_punct:
                return []
            person = self._people.person_at(token)
            if person is not None and self._people.person_by_number(token.i + 1) is not person:
                return [token]
        return []

    def _visited(self, noun: Token, verb: Token, preps: dict[str, list[Token]]) -> list[Token]:
        """ "Paid a visit to the Cuban leader"; of a state where the visit is official or was called off."""
        to = preps.get("to", [])
        if not to and verb.lemma_ in ("pay", "make"):
            to = objects_after(verb, "to")
        ours = self._sides.acting([k for k in noun.children if k.dep_ == "poss"]) or self._sides.acting(
            self._sides.subjects(verb)
        )
        hosts = [o for o in to if self._people.person_of(o) is not None]
        if not hosts and any(t.lemma_ in ("see", "meet") and t.i > noun.i for t in verb.subtree):
            if any(self._verbs.of_verb(t) for t in verb.subtree if t.lemma_ in ("see", "meet")):
                return []  # "a trip to Abuja in which he was to see": it is to see that tells
            seen = [t for t in verb.subtree if t.i > noun.i and self._people.person_at(t) and t.head.pos_ != "PROPN"]
            return [*ours, *seen[-1:]] if ours else []
        described = {k.lower_ for k in noun.children}
        if not hosts and (described & {"official", "state"} or verb.lemma_ in ("cancel", "postpone", "scrap", "delay")):
            guests = {self._acts_for(o) for o in ours}
            hosts = [o for o in to if (state := self._acts_for(o)) is not None and state not in guests]
        return [*ours, *hosts] if ours and hosts else []

    def _acts_for(self, head: Token) -> str | None:
        name = self._people.name_at(head)
        if self._people.person_of(head) is None and name is not None:
            return name.naming.actor
        _, namings = lexicon.longest_name([head.text], 0)
        if any(naming.how == "seat" for naming in namings):
            return namings[0].actor
        acting = self._people.acts_for(head)
        return acting[0] if acting is not None else None

    def _is_enough(self, side: Token, noun: Token, top: Token, verb: Token, is_with: bool) -> bool:
        """Whether one side is enough: many people, or a body of many that itself holds the meeting."""
        if is_plural(side) and not is_taken_up(side):
            if not is_with and side.lemma_.lower() not in PEOPLE | BODIES_OF_MANY:
                return False
            return is_with or top.dep_ != "pobj" or is_indefinite(noun) or side.i < noun.i or _depends(side, noun)
        if is_taken_up(side):
            return True
        if is_with and self._sides.is_named(side) and top.dep_ in ("nsubj", "nsubjpass"):
            return verb.lemma_ in HOLDING | ENDING
        many = side.lemma_.lower() in BODIES_OF_MANY or self._sides.is_organisation(side)
        held = verb.lemma_.lower() in HOLDING or top.dep_ in ("nsubj", "nsubjpass") or is_indefinite(noun)
        return many and held and not is_with and noun.lemma_.lower() in TALKS | {"session"}

    def _is_house(self, token: Token) -> bool:
        name = self._people.name_at(token)
        is_seat = name is not None and name.naming.how in ("seat", "institution")
        return is_seat and token.lemma_.lower() not in BODIES_OF_MANY


# ------------------------------------------------------------------ words and places


def outermost(noun: Token) -> Token:
    """Return what measures a meeting, if anything does: the "hours" of "hours of talks"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in MEASURES:
        noun = noun.head.head
    return noun


def verb_over(noun: Token) -> Token:
    """Return the verb of the clause that a noun stands in; the noun itself where there is none."""
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return noun.head
    return next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), noun)


def is_indefinite(noun: Token) -> bool:
    """Return whether a noun is new to the reader: "a meeting", "talks", "hours of talks"."""
    return not any(k.lower_ in ("the", "this", "that", "these", "those") and k.dep_ == "det" for k in noun.children)


def _means_many(token: Token) -> bool:
    return is_plural(token) or is_taken_up(token)


def _is_hosted(top: Token, verb: Token, with_: list[Token]) -> bool:
    """Of "will host the meeting of the group" the host takes part too."""
    return not with_ and verb.lemma_ in ("host", "attend", "join", "chair", "address") and top.dep_ == "dobj"


def _is_linked(token: Token) -> bool:
    """Whether a name is joined to the next by a hyphen, a dash or a slash."""
    doc = token.doc
    near = [doc[i].text for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
    return any(word in ("-", "–", "/", "and") for word in near)


def _is_under_prep(token: Token, noun: Token) -> bool:
    """Whether a preposition hangs on the noun by way of a date or a place alone: no clause between."""
    way = [t for t in token.ancestors if noun.is_ancestor(t)]
    return (
        len(way) <= 4
        and all(t.dep_ in ("prep", "pobj", "npadvmod", "nmod", "compound", "appos") for t in way)
        and not any(t.lemma_.lower() in PEOPLE for t in way)
    )


def _is_near(token: Token, verb: Token) -> bool:
    """Whether no clause stands between a word and its verb."""
    return not any(t.pos_ in ("VERB", "AUX") for t in token.ancestors if verb.is_ancestor(t))


def _depends(side: Token, noun: Token) -> bool:
    return noun.is_ancestor(side)


def _is_marked(clause: Token) -> bool:
    return any(k.dep_ == "mark" for k in clause.children)
