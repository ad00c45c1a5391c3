"""What a statement does: its stance and its force, from cue and content.

A denial contests a fact, a refusal withholds one, a rejection turns down an offer or a person; the same verbs serve
for all three ("refused to say", "refused to go"; "rejected the claim", "rejected the offer"), so what stands
beside the verb decides. "Did not deny" and "neither confirmed nor denied" deny nothing.

The cue may be one word or many ("has refused to confirm or deny", "was unavailable for comment"), a verb, a noun
("denial of"), or a mark ("MR. HALE:"). One word of it decides what it does by itself; then the words it governs; and
where it only says, what is said (`contents`).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.callings import CALLING, calls_false
from tracker.extract.clauses import (
    is_own,
    is_told_in_clause,
    speaks_of_claim,
    subject_of,
)
from tracker.extract.contents import (
    asks,
    knows_nothing,
    names_a_topic,
    stance_by_content,
    tells_a_feeling,
    tokens_in,
)
from tracker.extract.credence import given_no_credence
from tracker.extract.doubts import calls_into_question, doubted_by, is_ahead, leaves_no_doubt
from tracker.extract.governed import (
    OBJECTING,
    SET_NOUNS,
    STOPPING,
    agents_of,
    has_clause,
    is_claim,
    is_passive_of_person,
    laid_to_rest,
    lemmas_of,
    objects_of,
)
from tracker.extract.misreports import tells_wrongly
from tracker.extract.polarity import (
    goes_on,
    holds_not,
    is_awaited,
    is_beside_nor,
    is_done_all_the_same,
    is_left_open,
    is_negated,
    is_of_nobody,
    is_only_meant,
    is_supposed,
    is_tried,
)
from tracker.extract.refusals import EVADING, is_not_told, is_silent, refuses, stance_of_refusal, worded
from tracker.extract.rejections import stance_of_rejection
from tracker.extract.saying import entries_of
from tracker.extract.untrue import says_no
from tracker.extract.words import (
    ADMITTED,
    APPOINTED,
    APPOINTING,
    CLAIM_NOUNS,
    CONTESTED,
    DOUBTS,
    GRANTED,
    GRANTING,
    HELD,
    INTERROGATING,
    PRESS,
    PROPOSAL_NOUNS,
    SPOKEN,
    WILLED,
)
from tracker.records import Force, Stance

_ANSWERS = {"deny", "deny_knowledge", "confirm", "no_comment", "reject", "retract"}
_NOUNS: dict[str, Stance] = {
    "denial": "deny",
    "rebuttal": "deny",
    "refutation": "deny",
    "repudiation": "deny",
    "confirmation": "confirm",
    "refusal": "no_comment",
    "rejection": "reject",
    "dismissal": "reject",
    "retraction": "retract",
}
_POOH = {"pooh", "poohs", "poohe"}  # of "pooh-poohs", "pooh-poohed", as the lemmatiser leaves them
# Verbs that the list of cues does not have with every complement; what stands beside them decides.
_VERBS: dict[str, Stance] = {
    **dict.fromkeys(("refuse", "decline"), "no_comment"),
    **dict.fromkeys(EVADING, "no_comment"),
    **dict.fromkeys(("contest", "challenge", "gainsay", "belie", "ridicule", "deride", "counter", *_POOH), "deny"),
    **dict.fromkeys(STOPPING, "deny"),
    **dict.fromkeys(("dismiss", "spurn", "rebuff", "veto"), "reject"),
    **dict.fromkeys(("verify", "corroborate"), "confirm"),
    **dict.fromkeys(("backtrack", "backpedal", "correct"), "retract"),
}
_PARTICLES: dict[str, Stance] = {
    **dict.fromkeys(("hit back", "fire back", "push back", "hit out", "lash out", "laugh off", "shrug off"), "deny"),
    **dict.fromkeys(("defend against", "protest against", "take issue", "take exception"), "deny"),
    "bristle at": "deny",
    **dict.fromkeys(("pour water", "throw water", "pour scorn", "heap scorn"), "deny"),  # "poured cold water on it"
    **dict.fromkeys(("scoff at", "sneer at", "laugh at", "knock down", "bat down", "bat away", "swat down"), "deny"),
    **dict.fromkeys(("walk back", "take back", "row back"), "retract"),
    **dict.fromkeys(("own up", "bear out"), "confirm"),
    **dict.fromkeys(
        ("vote down", "turn down", "brush off", "brush aside", "wave aside", "shoot down", "wave away", "wave off"),
        "reject",
    ),
}
_IMAGES = {"myth", "image", "impression", "perception", "notion", "misconception"}
# What these are said of that is else no claim: "dispelled the image of it as", "took issue with the prediction".
_NAMED_WITH = {("dispel", noun) for noun in _IMAGES} | {
    ("take", noun) for noun in ("prediction", "assessment", "analysis", "view", "forecast", "label")
}
_REFUTING = {"refute", "rebut", "debunk", "disprove", "contradict", "dispute"}
_WEAK = {"disavow", "repudiate", "disclaim", "rebut"}  # one disavows a friend too, and repudiates a policy
_FIFTH = re.compile(
    r"\bright\s+(?:to\s+(?:remain\s+)?silen(?:t|ce)|not\s+to\s+(?:speak|testify))\b|\bthe\s+fifth\b", re.IGNORECASE
)
_GUILT = re.compile(r"\bnot\s+guilty\b|\b(?:his|her|its|their|my|our)\s+(?:\w+\s+)?innocence\b", re.IGNORECASE)
_NO_TO = re.compile(r"\bsa(?:id|ys?|ying)\s+no\s+to\s+\w", re.IGNORECASE)
_OWNING_UP = re.compile(r"\bplead(?:s|ed|ing)?\s+(?:\w+ly\s+)?guilty\b", re.IGNORECASE)
_KNOWING = re.compile(
    r"^\W*(?:(?:that|having|being|any|all|prior|advance|previous|personal|direct|he|she|they|it|I|we|had|was|were|ever)\s+)*"
    r"(?:knowledge|knowing|knew|known|aware|awareness|heard|hearing"
    r"|(?:been|being|was|were)\s+(?:ever\s+)?(?:told|informed|notified)(?!\s+(?:to|not)\b))\b",
    re.IGNORECASE,
)
_OF_COMPARING = {  # by the preposition that they take
    "as": {"same"},
    "from": {"different", "far", "way"},
    "to": {"tantamount", "equivalent"},
}
_COUNTER_TO_FACT = {"wish", "pretend"}  # what one wishes or pretends to be so is not (Karttunen, 1973)
# Helpers of what is yet to be said: "the president should declare"; "I must say" says it.
_OWED, _SELF = {"should", "must", "ought"}, {"i", "we"}
_NOT_HELD = re.compile(
    r"\bno longer\b|\bno (?:\w+ )?(?:sign|indication|hint)s?\b"
    r"|(?:\bnot|n['’]t) (?:\w+ )?(?:convinced|persuaded|sure|certain)\b",
    re.IGNORECASE,
)
_LAUGHABLE = PROPOSAL_NOUNS - {"criticism"} | set("claim allegation accusation charge rumour rumor speculation".split())
_PASSING_ON = set(
    "cite repeat reiterate spread circulate share recount recite peddle push promote perpetuate propagate parrot echo "
    "believe".split()
)
_INVOLVED = set("role part involvement responsibility link connection tie association complicity wrongdoing".split())
_UNSURE = {"unconvinced", "unsure", "uncertain"}
_LIGHT = {"issue", "give", "make", "offer", "publish", "release", "send", "put"}
_DEMANDING = {"demand", "want", "ask"}
_ASKING = {"ask", "inquire", "enquire", "wonder"}
_ASKED = re.compile(r"\W*(?:whether|if|who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_PLEADING = {"plead", "maintain", "protest", "proclaim", "profess", "insist", "assert"}
_INVOKING = {"invoke", "plead", "exercise", "assert", "cite", "use"}
_ACCEPTING = {"accept", "share", "buy", "concede", "believe"}


def stance_of(attribution: Attribution, text: str) -> Stance:
    """Return the stance of an attribution; `text` is its content, pieces joined by spaces."""
    word = _deciding(attribution)
    base = _base(attribution, word)
    if _does_not_accept(attribution) or any(given_no_credence(t) is not None for t in attribution.cue):
        return "deny"
    awaited = is_awaited(word) and not (_refutes(word) and is_tried(word))
    if base in _ANSWERS and (word.dep_ == "amod" or is_left_open(word) or awaited or is_supposed(word)):
        return "assert"
    if base == "deny":
        return _denial(word, attribution, text)
    if base == "confirm":
        return _confirmation(word, attribution)
    if base == "retract":
        return _retraction(word, attribution)
    if base == "no_comment":
        return stance_of_refusal(word, attribution)
    if base == "reject":
        return stance_of_rejection(word, attribution)
    if base == "question":
        return _question(word, attribution)
    if not is_left_open(word) and _knows_nothing(attribution):
        return "deny_knowledge"
    return _saying(word, attribution, text)


def force_of(attribution: Attribution, stance: Stance) -> Force:
    """Return the force; a negated saying ("did not deny") or one only meant ("wants to say") asserts nothing."""
    if stance != "assert" or attribution.contested:
        return "assertive"
    head = attribution.head
    if is_done_all_the_same(head) or holds_not(head):
        return "assertive"
    if is_not_said(attribution) or is_only_meant(head) or is_left_open(head) or _is_unsure(attribution):
        return "expressive"
    deciding, entry = _deciding(attribution), attribution.entry
    says = deciding == head and (entry.complement, entry.stance) == ("clause", "assert")  # "countered that"
    if _base(attribution, deciding) in _ANSWERS and not says:
        return "expressive"  # it would answer and does not: "was expected to deny", "confirmed her as ambassador"
    if tells_a_feeling(attribution) or (entry.force == "assertive" and names_a_topic(attribution)):
        return "expressive"
    return entry.force


def is_not_said(attribution: Attribution) -> bool:
    """Whether the saying is negated, or was not done; a "not" within what is said negates no saying.

    "Stopped short of saying", "no longer believes", "is not convinced", "saw no sign", "would have said", "wished";
    "should declare", "must say", but for "I must say".
    """
    head, cue = attribution.head, "".join(t.text_with_ws for t in attribution.cue)
    said = {t.i for t in tokens_in(head.doc, attribution.content)}
    helped = [head, head.head] if goes_on(head) else [head]
    helping = {k.lower_ for verb in helped for k in verb.children if k.dep_ == "aux"}
    return (
        is_negated(head, said)
        or is_awaited(head)
        or helping >= {"would", "have"}
        or (bool(helping & _OWED) and _is_somebody_else(attribution.speaker))
        or head.lemma_ in _COUNTER_TO_FACT
        or _is_only_likened(head)
        or _NOT_HELD.search(cue) is not None
    )


def _is_somebody_else(speaker: Token | None) -> bool:
    """Whether who should say it is neither who says so ("I must say") nor nobody ("it must be said")."""
    return speaker is not None and speaker.lower_ not in _SELF and speaker.dep_ != "nsubjpass"


def _is_only_likened(saying: Token) -> bool:
    """ "That is not the same as saying that it is unsafe", "is a long way from claiming it"."""
    if saying.tag_ != "VBG" or saying.dep_ != "pcomp":
        return False
    around = {t.lower_ for t in (saying.head.head, *saying.head.head.children)}
    return bool(around & _OF_COMPARING.get(saying.head.lower_, set()))


# ------------------------------------------------------------------ the cue by itself


def _deciding(attribution: Attribution) -> Token:
    """The word of the cue that decides: of "has refused to confirm or deny" the one that governs the others."""
    is_verb_of_list = attribution.head.pos_ != "NOUN" or attribution.entry.complement in ("noun", "refusal")
    if attribution.entry.stance != "assert" and is_verb_of_list:
        above = [t for t in attribution.cue if refuses(t) and t in set(attribution.head.ancestors)]
        return above[0] if above else attribution.head
    meaning = [t for t in attribution.cue if t.dep_ not in ("aux", "auxpass") and _by_itself(t) != "assert"]
    if attribution.head.lemma_ in _LIGHT:  # of "issued a denial" the noun
        meaning += [k for k in attribution.head.children if k.dep_ == "dobj" and _by_itself(k) != "assert"]
    meaning += [k for k in attribution.head.children if k.dep_ == "xcomp" and _refutes(k) and is_tried(k)]
    if not meaning and attribution.head.pos_ != "VERB":
        meaning = [t for t in attribution.cue if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
    return min(meaning, key=lambda t: (sum(1 for _ in t.ancestors), t.i), default=attribution.head)


def _begs_to_differ(verb: Token) -> bool:
    differs = any(k.lemma_ == "differ" for k in verb.children)
    return verb.lemma_ == "beg" and differs and not any(k.dep_ == "dobj" for k in verb.children)


def _base(attribution: Attribution, word: Token) -> Stance:
    entry = attribution.entry
    told = attribution.content_head is not None and attribution.content_head.pos_ in ("VERB", "AUX")
    says = told and (entry.complement, entry.stance) == ("clause", "assert")
    if (
        word == attribution.head
        and word.lemma_ in OBJECTING
        and says
        and not any(map(is_claim, objects_of(word, attribution)))
    ):
        return "assert"  # "countered that it was": what is said decides
    listed = word == attribution.head and (word.pos_ != "NOUN" or entry.complement in ("noun", "refusal"))
    return entry.stance if listed and entry.stance != "assert" else _by_itself(word)


def _by_itself(token: Token) -> Stance:
    """What a word does whatever stands beside it, as far as one can tell: the cue list, and the words above."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN") and lemma not in _POOH:
        return _NOUNS.get(lemma, "assert")
    if token.pos_ not in ("VERB", "AUX", "ADJ") and lemma not in _POOH:
        return "assert"
    beside = [
        k for k in token.children if k.i > token.i and (k.dep_ in ("prt", "advmod", "prep") or k.lower_ in SET_NOUNS)
    ]
    for particle in beside:
        if (found := _PARTICLES.get(f"{lemma} {particle.lower_}")) is not None:
            return found
    if lemma in _VERBS:
        return _VERBS[lemma]
    if laid_to_rest(token) or _begs_to_differ(token):
        return "deny"
    stances = [cue.stance for cue in entries_of(token).values()]
    # Of a verb with one stance only ("deny"), that one; "ask" and "comment" have others with other complements.
    return stances[0] if stances and len(set(stances)) == 1 else "assert"


# ------------------------------------------------------------------ denials and confirmations


def _denial(word: Token, attribution: Attribution, text: str) -> Stance:
    if word.lemma_ == "deny" and _is_not_granted(word, attribution):
        return "reject"
    if _is_refused(word):
        return "no_comment"  # of "declined to confirm or deny" the last word
    if is_negated(word):
        return "no_comment" if is_beside_nor(word) and not is_of_nobody(word) else "assert"
    if is_beside_nor(word) and word.lemma_ == "deny":
        return "no_comment"  # "neither confirmed nor denied"
    objects = objects_of(word, attribution)
    if _KNOWING.search(text) or (word.lemma_ == "disclaim" and knows_nothing(f"no {text}")):
        return "deny_knowledge"
    if word.pos_ == "NOUN" and not objects and not has_clause(word, attribution):
        return "deny" if attribution.content and not _is_compound(word) else "assert"
    contests = has_clause(word, attribution) or not objects or any(map(is_claim, objects))
    if word.lemma_ in OBJECTING or laid_to_rest(word):
        named = [o for o in objects if is_claim(o) and o.pos_ == "NOUN" and not _is_a_funny_story(o, word)]
        named += [o for o in objects if (word.lemma_, o.lemma_.lower()) in _NAMED_WITH]
        if word.lemma_ == "defend":
            named = [o for o in named if is_told_in_clause(o) or _tells_after(o)]
        if agents_of(word) & {"nothing", "nobody", "none"}:
            return "assert"
        stops = word.lemma_ in STOPPING or laid_to_rest(word)
        if stops and (agents_of(word) & GRANTING or not any(map(_is_going_round, named))):
            return "assert"  # a court quashes charges, rain all talk of a record
        return "deny" if named or (word.lemma_ == "contest" and contests) else "assert"
    if word.lemma_ in _WEAK and not contests and not lemmas_of(objects) & _INVOLVED:
        return "reject"
    disputed = {"dispute": CONTESTED, "contradict": WILLED}.get(word.lemma_, set())
    if not contests and lemmas_of(objects) & disputed:
        return "assert"
    return "assert" if _is_compound(word) else "deny"


def _tells_after(noun: Token) -> bool:
    """Whether somebody is named right after it: "claims he lied", which the parser may misread in a headline."""
    return any(t.pos_ in ("PRON", "PROPN", "DET") for t in noun.doc[noun.i + 1 : noun.i + 2])


def _refutes(word: Token) -> bool:
    """Whether a verb says that one argues against a claim, which one can try to: not "tried to deny it"."""
    return word.lemma_ in OBJECTING | _REFUTING or bool(laid_to_rest(word))


def _is_unsure(attribution: Attribution) -> bool:
    """Whether a cue tells of doubts, or of not being convinced."""
    return doubted(attribution) is not None or any(t.lower_ in _UNSURE for t in attribution.cue)


def _is_going_round(noun: Token) -> bool:
    """ "Rumours", "her claims", "the report that he had left": not "talk of a car park", "a report on the prisons"."""
    cut = any(k.dep_ == "prep" and k.lower_ in ("by", "to") for k in noun.head.children)  # "discounted claims by half"
    if noun.lemma_.lower() in _IMAGES:
        return True
    theirs = noun.lemma_ in ("claim", "allegation") and not cut and any(k.dep_ == "poss" for k in noun.children)
    return theirs or is_told_in_clause(noun) or noun.lemma_ in ("rumour", "rumor", "speculation")


def _is_a_funny_story(noun: Token, verb: Token) -> bool:
    """That of "laughed at the story": only what is supposed, or told in a clause, is denied by laughing at it."""
    told = any(k.dep_ in ("acl", "ccomp") for k in noun.children)
    off = any(k.lower_ == "off" for k in verb.children)
    return verb.lemma_ == "laugh" and not off and not told and noun.lemma_.lower() not in _LAUGHABLE


def _is_refused(verb: Token) -> bool:
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "xcomp" and refuses(verb.head)


def _is_compound(noun: Token) -> bool:
    """ "Climate denial", "a denial-of-service attack"."""
    return noun.pos_ == "NOUN" and (
        noun.dep_ in ("compound", "nmod")
        or any(k.dep_ in ("compound", "amod") and k.pos_ == "NOUN" for k in noun.children)
    )


def _is_not_granted(word: Token, attribution: Attribution) -> bool:
    """ "Was denied entry", "denied them visas", "denied the request": something is withheld from somebody."""
    kids = list(word.children)
    objects = [k for k in kids if k.dep_ in ("dobj", "nsubjpass", "oprd")]
    passive = any(k.dep_ == "auxpass" for k in kids)
    given = (
        any(k.dep_ == "dative" for k in kids)
        or len(objects) > 1
        or (passive and bool(objects) and objects[0].dep_ == "dobj")
        or is_passive_of_person(word)
        or _is_given_to(word)
    )
    nouns = [noun for noun in objects_of(word, attribution) if noun.dep_ != "dative"]
    nouns += [k for noun in nouns for k in noun.subtree if k.dep_ == "appos"]  # "denied Hale, the nominee, a hearing"
    if any(map(is_claim, nouns)) or any(k.dep_ in ("ccomp", "xcomp") for k in kids if k.tag_ != "NN"):
        return given and len(objects) > 1
    granting = bool(agents_of(word) & GRANTING) and bool(nouns)
    return given or granting or bool(lemmas_of(nouns) & GRANTED)


def _is_given_to(word: Token) -> bool:
    """ "Denied boarding to two passengers", but not "denied wrongdoing to the committee"."""
    to = [o for k in word.children if k.dep_ in ("prep", "dative") and k.lower_ == "to" for o in k.children]
    return any(o.pos_ == "NOUN" and o.lemma_.lower() not in PRESS for o in to)


def _confirmation(word: Token, attribution: Attribution) -> Stance:
    objects = objects_of(word, attribution)
    if not has_clause(word, attribution) and not any(map(is_claim, objects)) and _is_act(word, objects):
        return "assert"
    if not is_negated(word) and not (is_beside_nor(word) and word.lemma_ == "confirm"):
        return "confirm"
    unable = word.lemma_ in ("verify", "corroborate") or any(k.lower_ == "independently" for k in word.children)
    passive = any(k.dep_ in ("auxpass", "nsubjpass") for k in word.children)
    return "assert" if unable or (passive and not agents_of(word)) else "no_comment"


def _is_act(word: Token, objects: list[Token]) -> bool:
    """ "Confirmed her as ambassador", "was confirmed by the Senate", "admitted sixty patients": nothing is said."""
    if word.lemma_ in ("admit", "concede", "acknowledge"):
        if _confesses(word):
            return False
        said = any(t.tag_ == "VBG" or t.lemma_.lower() in ADMITTED for t in objects)
        return word.lemma_ != "acknowledge" and bool(objects) and not said
    if word.lemma_ != "confirm":
        return False
    as_office = any(k.dep_ == "prep" and k.lower_ == "as" for t in (word, *objects) for k in t.children)
    return as_office or bool(agents_of(word) & APPOINTING) or bool(lemmas_of(objects) & APPOINTED)


def _confesses(word: Token) -> bool:
    """ "Admitted to trading in urea"; not "was admitted to hospital", "admitted him to the ward"."""
    kinds = {k.dep_ for k in word.children}
    owns_up = any(k.dep_ == "prep" and k.lower_ == "to" for k in word.children)
    return word.lemma_ == "admit" and owns_up and not kinds & {"dobj", "nsubjpass", "auxpass"} and "nsubj" in kinds


def _retraction(word: Token, attribution: Attribution) -> Stance:
    if is_negated(word):
        return "assert"
    objects = objects_of(word, attribution)
    spoken = bool(lemmas_of(objects) & SPOKEN)
    clause = not objects and any(t.dep_ in ("ccomp", "xcomp") for t in word.children)
    if word.lemma_ in ("recant", "retraction"):
        return "retract"
    return "retract" if spoken or clause or (word.lemma_ == "retract" and not objects) else "assert"


# ------------------------------------------------------------------ what is not accepted


def _does_not_accept(attribution: Attribution) -> bool:
    """ "The union does not accept that it lied", "refuses to accept that": what is so; an offer is not accepted too.

    So with "does not share the view that it lied".
    """
    below = [k for k in attribution.head.children if k.dep_ == "xcomp" and refuses(attribution.head)]
    accepts = next((t for t in (*attribution.cue, *below) if t.lemma_ in _ACCEPTING), None)
    if accepts is None or is_of_nobody(accepts) or any(k.tag_ == "MD" for k in accepts.children):
        return False
    if accepts.lemma_ == "share" and any(k.lower_ in ("with", "to") for k in accepts.children):
        return False
    held = [k for k in accepts.children if k.dep_ == "dobj" and _is_held(k, accepts) and not is_own(k)]
    over = held if held or accepts.lemma_ in ("share", "buy") else [accepts]
    told = [k for word in over for k in word.children if k.dep_ in ("ccomp", "acl") and k.i > accepts.i]
    negated = is_negated(accepts) and accepts.lemma_ not in ("concede", "believe")  # else read as "does not think that"
    not_accepted = negated or (accepts.dep_ == "xcomp" and refuses(accepts.head))
    return not_accepted and bool(told) and (accepts.lemma_ == "buy" or not any(map(is_ahead, told)))


def _is_held(noun: Token, verb: Token) -> bool:
    """ "The view that", of "did not share it"; "the argument that", of "did not buy it"."""
    return noun.lemma_.lower() in (HELD | CLAIM_NOUNS if verb.lemma_ == "buy" else HELD)


# ------------------------------------------------------------------ questions and plain sayings


def _question(word: Token, attribution: Attribution) -> Stance:
    """ "Questioned the figures" asks; "questioned two men" and "asked that he leave" do not."""
    if is_negated(word) or is_left_open(word):
        return "assert"
    if word.lemma_ == "question":
        asked = any(k.dep_ == "ccomp" for k in word.children)
        people = bool(agents_of(word) & INTERROGATING) or is_passive_of_person(word)
        people = people and not any(k.lower_ == "of" for o in objects_of(word, attribution) for k in o.children)
        return "assert" if people and not asked else "question"
    clause = next((k for k in word.children if k.dep_ == "ccomp"), None)
    is_told = clause is not None and any(k.lower_ == "that" and k.dep_ == "mark" for k in clause.children)
    return "assert" if is_told else "question"


def _saying(word: Token, attribution: Attribution, text: str) -> Stance:
    if is_left_open(word):
        return "assert"
    if says_no(text):
        return "deny"
    if asks(attribution, text) or (word.lemma_ in _ASKING and _ASKED.match(text)):
        return "question"
    if is_not_told(word, attribution) or is_silent(attribution):
        return "no_comment"
    if word.lemma_ in _DEMANDING and any(k.dep_ == "xcomp" and k.lemma_ == "know" for k in word.children):
        return "question"
    if is_negated(word):
        return "assert"
    if calls_false(word, attribution) or calls_into_question(word) or _accuses_of_telling_wrongly(word):
        return "deny"
    if (told := doubted(attribution)) is not None:
        return "assert" if is_ahead(told) or is_supposed(attribution.head) else "deny"
    words = worded(attribution)
    if (plea := _plea(word, words)) is not None:
        return plea
    if word.lemma_ in _INVOKING and _FIFTH.search(words):
        return "no_comment"
    if word.lemma_ in ("profess", "claim", "plead") and knows_nothing(words):
        return "deny_knowledge"
    only_calls = word.lemma_ in CALLING and attribution.entry.complement not in ("clause", "adverb", "noun")
    if attribution.entry.force != "assertive" or _passes_on(word, attribution) or only_calls:
        return "assert"
    return stance_by_content(attribution, text)


def _plea(word: Token, words: str) -> Stance | None:
    """What "pleaded not guilty", "pleaded guilty" and "said no to a strike" are; None of anything else."""
    if _NO_TO.search(words):
        return "reject"
    if word.lemma_ in _PLEADING and _GUILT.search(words):
        return "deny"
    ahead = any(k.tag_ == "MD" for k in word.children) or (is_only_meant(word) and word.head.lemma_ != "force")
    return "confirm" if word.lemma_ == "plead" and not ahead and _OWNING_UP.search(words) else None


def _knows_nothing(attribution: Attribution) -> bool:
    """ "Knew nothing of it", "was not aware that it had"; not "would not hear of it", "heard nothing of it until"."""
    verb = attribution.head
    of_knowing = verb.lemma_ in ("know", "hear") or any(t.lower_ == "aware" for t in attribution.cue)
    later = any(k.lower_ == "until" or k.tag_ == "MD" for k in verb.children)
    return of_knowing and not later and knows_nothing(worded(attribution))


def doubted(attribution: Attribution) -> Token | None:
    """Return what a cue doubts: "doubted that it was", "was sceptical of claims", "cast doubt on the report".

    Who is merely not convinced doubts little, but asserts nothing either.
    """
    doubting = [t for t in attribution.cue if t.lemma_.lower() in DOUBTS or t.lemma_ == "disagree"]
    if not doubting or any(map(leaves_no_doubt, doubting)) or is_negated(attribution.head):
        return None
    head = attribution.content_head
    if head is not None and (subject_of(head) is not None or is_claim(head) or speaks_of_claim(head)):
        return head
    return next((found for t in doubting if (found := doubted_by(t)) is not None), None)


def _passes_on(word: Token, attribution: Attribution) -> bool:
    """ "Citing an unfounded theory": who tells of it does not call it so."""
    head = attribution.content_head
    return word.lemma_ in _PASSING_ON and head is not None and head.pos_ in ("NOUN", "PROPN")


def _accuses_of_telling_wrongly(verb: Token) -> bool:
    """ "Accused the paper of making up the quote"."""
    of = (d for k in verb.subtree if k.dep_ == "prep" and k.lower_ == "of" for d in k.children if d.dep_ == "pcomp")
    return verb.lemma_ == "accuse" and any(tells_wrongly(d) for deed in of for d in (deed, *deed.conjuncts))
