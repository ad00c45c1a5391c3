"""Whether a meeting took place, is planned, proposed, refused or cancelled, by the words around it.

The verb alone does not tell: "met" was held, "will meet" is planned, "refused to meet" is neither. "Did not meet" and
"denied that they met" say that a meeting was not: they stand as refused. "If they meet" and "could not confirm that
they met" tell of no meeting at all.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.meeting_words import ENDING, HOLDING, TAKING_PLACE
from tracker.extract.polarity import is_left_open, is_negated
from tracker.records import MeetingStatus

Told = tuple[MeetingStatus, str]

_PLANNING = set(
    "plan schedule expect due set arrange agree intend prepare slate promise pledge confirm announce "
    "likely decide fix book commit resolve return vow aim pencil anticipate await organise organize reschedule "
    "supposed suppose poise".split()
)
_PROPOSING = set(
    "urge call propose offer ask want hope seek invite suggest demand request wish push press ready willing open "
    "like consider prepared try appeal need willingness eager keen encourage recommend mull weigh discuss explore "
    "float advocate welcome favour favor able unable readiness free happy glad interested aspire insist beg plead "
    "please challenge threaten love attempt order tell persuade convince".split()
)
_REFUSING = set("refuse decline boycott reject snub skip shun rebuff spurn fail oppose exclude dismiss veto".split())
_CANCELLING = set("cancel scrap suspend abandon halt axe drop ditch".split())
_POSTPONING = set("postpone delay defer reschedule adjourn".split())
_DENYING = {"deny", "dispute", "refute", "rebut"}
_DOUBTING = {
    "confirm",
    "verify",
    "know",
    "prove",
    "establish",
    "clear",
    "unclear",
    "sure",
}  # negated, they leave it open
_PARTICLES: dict[tuple[str, str], MeetingStatus] = {
    ("rule", "out"): "refused",
    ("turn", "down"): "refused",
    ("brush", "off"): "refused",
    ("brush", "aside"): "refused",
    ("call", "off"): "cancelled",
    ("pull", "out"): "cancelled",
    ("back", "out"): "cancelled",
    ("break", "off"): "cancelled",
    ("put", "off"): "planned",
    ("put", "back"): "planned",
    ("push", "back"): "planned",
    ("set", "up"): "planned",
    ("lie", "ahead"): "planned",
}
_PLANNED_WORDS = set("planned upcoming next forthcoming scheduled future coming expected impending looming".split())
_PROPOSED_WORDS = {"proposed", "possible", "potential", "suggested", "mooted", "hypothetical", "hoped", "wished"}
_CANCELLED_WORDS = {"cancelled", "canceled", "aborted", "scrapped"}
_AHEAD = {"before", "until", "ahead", "prior", "pending"}
_PROPOSING_NOUNS = set(
    "suggestion call proposal demand request offer hope need appeal wish bid push plea possibility prospect idea "
    "invitation chance desire readiness willingness openness condition precondition precursor opportunity way "
    "attempt effort urge option insistence".split()
)
_PLANNING_NOUNS = {"plan", "arrangement", "preparation", "date", "agreement", "decision", "intention", "schedule"}
_ENABLING = {"allow", "enable", "permit"}
# After a meeting they do not tell whether it was held: "talks aimed at ending the strike", "a session open to all".
_MEANT_OR_DONE = {"open", "discuss", "like", "aim", "intend"}
_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
_TRAVELLING = {"travel", "fly", "head", "arrive", "go", "come", "return", "gather", "leave", "depart"}
_PAST_TRIPS = {"visit"}  # who visited Tokyo to see somebody saw him
# What one does after, in or before a meeting, which tells that it took place.
_BESIDE_TALKS = {"mediate", "stay", "remain", "help", "assist"}  # what one does to talks of others
_BEFORE_NOUN = {"after", "following", "during", "in", "at", "over", "through", "throughout", "from", "amid", "since"}


def status_of(cue: Token, top: Token, verb: Token) -> Told | None:
    """Return the status of a meeting that a verb or noun tells of, and the words that tell it; None: it tells of none.

    `top` is the head of what measures a noun ("hours of talks"), else the cue; `verb` the verb of its clause.
    """
    if cue.pos_ in ("VERB", "AUX") and cue.dep_ not in ("pobj", "dobj", "nsubj", "nsubjpass"):
        return _of_invitation(cue) if cue.lemma_ == "invite" else _of_clause(cue)
    own = _of_own_words(cue, top)
    done = _of_deed(cue, top, verb)
    if done is None or own is None or done[0] in ("cancelled", "refused"):
        return done
    return own if own[0] != "held" else done


def is_postponed(word: Token) -> bool:
    """Return whether a verb puts a meeting off to another day: "postponed", "moved from Monday to Friday"."""
    particles = {k.lower_ for k in word.children if k.dep_ in ("prt", "advmod", "prep")}
    lemma = word.lemma_.lower()
    moved = lemma in ("move", "shift", "push", "bring", "reschedule", "change") and bool(
        particles & {"from", "to", "forward", "back"}
    )
    return lemma in _POSTPONING or moved or (lemma in ("put", "push") and bool(particles & {"off", "back"}))


# ------------------------------------------------------------------ verbs


def _of_clause(verb: Token) -> Told | None:
    """ "Met", "will meet", "refused to meet": the nearest word above that tells, else the verb's own form."""
    if _is_untold(verb):
        return None
    negated = is_negated(verb)
    word, governor = verb, _governor(verb)
    while governor is not None:  # "would like to go to Oslo to meet": the nearest word that tells
        told = _by_governor(governor, word)
        if told is not None:
            return told if not negated or told[0] != "planned" else ("refused", f"“not {verb.text}”")
        if _is_untold(governor):
            return None
        negated = negated or is_negated(governor)
        word, governor = governor, _governor(governor)
    if (denied := _denied(word)) is not None:
        return denied
    return _by_form(verb, word, negated)


def _of_invitation(verb: Token) -> Told | None:
    told = _of_clause(verb)
    return ("proposed", f"“{verb.text}”") if told is not None and told[0] == "held" else told


def _by_form(verb: Token, outer: Token, negated: bool) -> Told | None:
    auxiliaries = {k.lower_ for k in (*verb.children, *outer.children) if k.dep_ in ("aux", "neg", "auxpass")}
    own = {k.lower_ for k in verb.children if k.dep_ in ("aux", "auxpass")}
    if negated:
        if any(k.lower_ == "never" for k in verb.children) and own & {"have", "has", "had"} and verb.dep_ != "conj":
            return None  # "have never met": no meeting is spoken of
        return "refused", f"“not {verb.text}”"
    is_to = "to" in own and outer.lemma_ == "be"
    if is_to and own & {"have"}:
        return "cancelled", f"“was to have {verb.text}”"
    if auxiliaries & (_FUTURE | {"would"}):
        if own & {"have"}:
            return "cancelled", f"“would have {verb.text}”"
        return "planned", f"“will {verb.lemma_}”"
    if auxiliaries & {"may", "might", "could", "should", "must", "can"}:
        return "proposed", f"“{verb.text}” as possible"
    if "to" in own and (verb.dep_ == "ROOT" or is_to or outer.lemma_ == "be"):
        return "planned", f"“to {verb.lemma_}”"
    if verb.dep_ == "pcomp" and verb.head.lower_ in _AHEAD:
        return "planned", f"“{verb.head.text} {verb.text}”"
    if verb.tag_ == "VB" and verb.dep_ == "ROOT" and not own and not any(k.dep_ == "nsubj" for k in verb.children):
        return None  # "visit our website"
    return "held", f"“{verb.text}”"


def _governor(word: Token) -> Token | None:
    """The word on which "to meet" hangs: a verb, an adjective or a noun ("plans to meet"), and so on upwards."""
    to = any(k.lower_ == "to" for k in word.children if k.dep_ == "aux")
    if word.dep_ in ("xcomp", "acl", "ccomp", "advcl", "acomp") and to:
        return word.head
    if word.dep_ in ("xcomp", "acomp"):
        return word.head
    if word.dep_ == "pcomp":  # "ruled out meeting", "was against meeting", "plan for meeting"
        return (
            word.head.head
            if word.head.dep_ in ("prep", "agent") and word.head.lower_ not in _BEFORE_NOUN
            else word.head
        )
    if word.dep_ == "relcl" and word.head.lemma_.lower() in ("trip", "visit", "meeting", "tour", "journey"):
        above = word.head.head
        return above if above.lemma_.lower() in _CANCELLING or _by_particle(above) == "cancelled" else None
    if word.dep_ in ("dobj", "nsubjpass") and word.lemma_.lower() in ("trip", "visit", "journey", "tour"):
        return word.head
    if word.dep_ == "conj" and word.head.pos_ == "VERB":
        own = any(k.dep_ in ("nsubj", "aux") for k in word.children)
        return _governor(word.head) if not own else None
    if word.dep_ in ("dobj", "nsubjpass", "attr", "pobj") and word.lemma_.lower() in _PROPOSING_NOUNS | _PLANNING_NOUNS:
        return word.head
    return None


def _by_governor(word: Token, below: Token) -> Told | None:
    """What the word above an infinitive or a meeting tells of it; None where it tells nothing."""
    lemma, reason = _lemma(word), f"“{word.text}”"
    negated = is_negated(word) or any(k.lower_ == "no" and k.dep_ == "det" for k in word.children)
    status = _by_particle(word)
    if status is None:
        status = _by_lemma(word, lemma, below)
    if lemma in _PROPOSING_NOUNS | _PLANNING_NOUNS and word.pos_ == "NOUN":
        above = word.head if word.dep_ in ("dobj", "nsubjpass", "pobj") else None
        outer = _by_particle(above) or _by_lemma(above, above.lemma_.lower(), word) if above is not None else None
        if outer in ("refused", "cancelled") and above is not None:
            return outer, f"“{above.text} … {word.text}”"
        status = "planned" if lemma in _PLANNING_NOUNS else "proposed"
    if status is None:
        return None
    if status in ("cancelled", "refused") and word.dep_ == "xcomp" and word.head.lemma_ in ("threaten", "consider"):
        return "held", f"“{word.head.text} to {word.text}”"
    if negated and lemma in ("announce", "confirm", "expect", "decide", "fix"):
        return None  # "the meeting was not announced"
    if negated and status in ("planned", "proposed"):
        return "refused", f"“not {word.text}”"
    if negated and status == "refused":
        return ("held" if lemma == "fail" else "proposed"), f"“not {word.text}”"
    if is_left_open(word):
        return "proposed", f"“if … {word.text}”"
    return status, reason


def _lemma(word: Token) -> str:
    """The lemma; the tagger's table makes "hopes" one of "hop"."""
    return "hope" if word.lower_ in ("hopes", "hoped", "hoping") else word.lemma_.lower()


def _by_particle(word: Token) -> MeetingStatus | None:
    lemma = word.lemma_.lower()
    beside = [k.lower_ for k in word.children if k.dep_ in ("prt", "advmod", "prep", "npadvmod")]
    return next((_PARTICLES[lemma, k] for k in beside if (lemma, k) in _PARTICLES), None)


def _by_lemma(word: Token, lemma: str, below: Token) -> MeetingStatus | None:
    if lemma in _REFUSING:
        return "refused"
    if lemma in _CANCELLING:
        return "cancelled"
    if is_postponed(word):
        return "planned"
    if lemma in _PAST_TRIPS and word.tag_ in ("VBD", "VBN"):
        return None
    if lemma in _PROPOSING - ({"open"} if word.pos_ == "VERB" else set()) and not (
        lemma in ("call", "tell", "ask") and below.pos_ != "VERB" and below.dep_ == "dobj"
    ):
        return "proposed"
    wished = any(k.lower_ == "to" for k in word.children if k.dep_ == "aux")  # "would like to go to Oslo to meet"
    if lemma in _TRAVELLING:
        return "planned" if below.pos_ == "VERB" and not wished else None
    if lemma in _PLANNING:
        return "planned"
    if any(k.lower_ in _FUTURE | {"would"} for k in word.children if k.dep_ == "aux"):
        return "planned"
    return None


def _is_untold(verb: Token) -> bool:
    """Whether a clause tells of no meeting at all: "if", "without", a question, what nobody could confirm.

    Nor does "the line allows the generals to talk by phone".
    """
    if is_left_open(verb) or (verb.lemma_ in _ENABLING and verb.tag_ in ("VBZ", "VBP")):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "of") and verb.head.lower_ == "without":
        return True
    if verb.dep_ not in ("ccomp", "csubj"):
        return False
    above = verb.head
    if above.lemma_.lower() in _DOUBTING:
        return is_negated(above) or above.lemma_.lower() == "unclear"
    return above.lemma_.lower() in _DENYING and is_negated(above)


def _denied(verb: Token) -> Told | None:
    """ "Denied that they had met", "denied meeting him": the meeting is said not to be."""
    above = verb.head
    if verb.dep_ in ("ccomp", "xcomp", "pcomp") and above.lemma_.lower() in _DENYING and not is_negated(above):
        return "refused", f"“{above.text}”"
    return None


# ------------------------------------------------------------------ nouns


def _of_own_words(noun: Token, top: Token) -> Told | None:
    """What stands before a noun, or is told of it by a participle: "planned talks", "talks due to open in June"."""
    for word in dict.fromkeys((noun, top)):
        described = {t.lower_ for k in word.children if k.i < word.i for t in (k, *k.children)}
        for words, status in (
            (_CANCELLED_WORDS, "cancelled"),
            (_PLANNED_WORDS, "planned"),
            (_PROPOSED_WORDS, "proposed"),
        ):
            if described & words and not (described & {"next"} and word.lemma_ == "day"):
                return status, f"“{min(described & words)} {noun.text}”"  # type: ignore[return-value]
        for clause in (k for k in word.children if k.dep_ in ("acl", "relcl", "amod") and k.i > word.i):
            to = any(k.lower_ == "to" and k.dep_ == "aux" for k in clause.children)
            if (
                not to
                and clause.lemma_.lower() in _PLANNING | _PROPOSING
                and clause.lemma_.lower() not in _MEANT_OR_DONE
            ):
                planned = clause.lemma_.lower() in _PLANNING
                return ("planned" if planned else "proposed"), f"“{noun.text} … {clause.text}”"
            ahead = any(k.lower_ in _FUTURE or k.lower_ == "to" for k in clause.children if k.dep_ == "aux")
            if ahead and clause.lemma_ in HOLDING | TAKING_PLACE and clause.dep_ == "relcl":
                return "planned", f"“{noun.text} … {clause.text}”"
    return "held", f"“{noun.text}”"


def _of_deed(noun: Token, top: Token, verb: Token) -> Told | None:
    """What is done to a meeting, or what it does: "cancelled a meeting", "talks began", "after a meeting"."""
    nobody = any(k.dep_ == "det" and k.lower_ == "no" for k in (*noun.children, *top.children))
    if top.dep_ == "appos" and top.head.i == top.left_edge.i - 1:
        top = top.head  # "an emergency OPEC meeting", of which the parser makes an emergency
    if top.dep_ == "pobj":
        return _of_preposition(noun, top) if not nobody else None
    if (
        top.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr", "conj", "appos")
        or verb is noun
        or top.head.pos_ not in ("VERB", "AUX")
    ):
        return "held", f"“{noun.text}”"
    if nobody:
        if verb.lemma_ in HOLDING | TAKING_PLACE and top.dep_ in ("nsubj", "nsubjpass") and _is_past(verb):
            return "refused", f"“no {noun.text}”"
        return None
    lemma = verb.lemma_.lower()
    if top.dep_ == "nsubj":
        if lemma in HOLDING | TAKING_PLACE | ENDING:
            told = _by_predicate(verb) or _of_clause(verb)
            if told is not None and told[0] == "refused" and any(k.lower_ == "never" for k in verb.children):
                return "cancelled", f"“never {verb.text}”"
            return told
        return ("planned", f"“will {lemma}”") if _is_future(verb) else ("held", f"“{noun.text}”")
    if lemma == "call" and not any(k.dep_ == "prt" for k in verb.children):  # "called an emergency meeting"
        return "planned", f"“{verb.text}”"
    own = _by_governor(verb, top)
    if own is not None and lemma not in HOLDING:
        return own if not _is_untold(verb) else None
    if lemma in HOLDING | {"agree", "discuss", "see", "host"}:
        return _of_clause(verb) if own is None or own[0] == "planned" else own
    return _of_clause(verb) if lemma in ("have", "hold", "host") else ("held", f"“{noun.text}”")


def _of_preposition(noun: Token, top: Token) -> Told | None:
    preposition = top.head
    word, above = preposition.lower_, preposition.head
    if word in _AHEAD or above.lower_ in _AHEAD or (above.dep_ == "prep" and above.lower_ in _AHEAD):
        return "planned", f"“{preposition.text} … {noun.text}”"
    lemma = above.lemma_.lower()
    if above.pos_ == "NOUN" and lemma in _PROPOSING_NOUNS | _PLANNING_NOUNS and word in ("for", "of", "to", "on"):
        return _by_governor(above, top)
    if word in ("for", "to", "out", "of", "from", "in", "against", "with", "on"):
        outer = (
            above.head if above.dep_ in ("prep", "prt", "advmod") and above.pos_ in ("ADP", "SCONJ", "ADV") else above
        )
        told = _by_governor(outer, top) if outer.pos_ in ("VERB", "ADJ", "AUX") else None
        proposed_from = told is not None and told[0] == "proposed" and word == "from"
        if told is not None and word in ("for", "to", "out", "of", "from", "against") and not proposed_from:
            return told
        if word == "for" and outer.lemma_.lower() in _TRAVELLING and (_is_future(outer) or outer.tag_ in ("VBG", "VB")):
            return "planned", f"“{outer.text} … for {noun.text}”"
    clause = next((t for t in top.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if clause is not None and word in _BEFORE_NOUN and _is_future(clause):
        return "planned", f"“will {clause.lemma_} {preposition.text} … {noun.text}”"
    if clause is not None and word in _BEFORE_NOUN and _is_only_meant(clause):
        return None
    return "held", f"“{preposition.text} … {noun.text}”"


def _is_only_meant(verb: Token) -> bool:
    """ "Promised to stay neutral in talks", "offered to mediate in negotiations": whether there are any is not told."""
    to = any(k.lower_ == "to" and k.dep_ == "aux" for k in verb.children) and verb.lemma_ in _BESIDE_TALKS
    return to and verb.dep_ in ("xcomp", "acl", "ccomp") and verb.head.lemma_.lower() in _PLANNING | _PROPOSING


def _by_predicate(verb: Token) -> Told | None:
    """ "Talks are under way", "are due on Monday", "is off", "is possible"."""
    if verb.lemma_ != "be":
        return None
    for kid in verb.children:
        lemma = kid.lemma_.lower()
        if kid.dep_ in ("acomp", "attr", "advmod", "prep", "oprd"):
            if lemma in ("due", "likely", "expected", "imminent", "planned", "set"):
                return "planned", f"“{verb.text} {kid.text}”"
            if lemma in ("possible", "necessary", "needed"):
                return "proposed", f"“{verb.text} {kid.text}”"
            if lemma == "off" and kid.dep_ != "prep":
                return "cancelled", f"“{verb.text} {kid.text}”"
    return None


def _is_future(verb: Token) -> bool:
    return any(k.lower_ in _FUTURE | {"would"} for k in verb.children if k.dep_ == "aux")


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") or any(k.lower_ in ("was", "were", "had", "did") for k in verb.children)
