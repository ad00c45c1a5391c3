"""Clauses that say of a claim that it is not so, or that it is; and words that say no and nothing else.

"The report is false", "they are lying about it", "there is no evidence that", "he had nothing to do with it": each is
asked of the verb of one main clause. Only what is said of a claim counts: a passport too can be false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from tracker.extract.clauses import (
    NOT,
    SEEMING,
    is_false_of_anything,
    is_false_word,
    is_marked,
    is_partly_negated,
    is_plainly_negated,
    own_words_of,
    predicates_of,
    speaks_of_claim,
    speaks_of_remark,
    stands_with_no,
    subject_of,
)
from tracker.extract.misreports import words_from
from tracker.extract.polarity import is_negated, is_of_nobody
from tracker.extract.saying import entries_of
from tracker.extract.words import (
    CLAIM_NOUNS,
    CLAIM_PRONOUNS,
    FALSE_OF_A_REMARK,
    FIGURES,
    GROUND,
    TRUE,
    UNTRUE,
    WRONGS,
)

_BUILT = "rail|road|radio|fixed|air|phone|video|ferry|data|bus|train"  # links that are no finding
_NO_EVIDENCE = re.compile(
    rf"(?:\b(?:nobody|no\s+one|none\s+of\s+\w+)\s+(?:\w+\s+){{0,4}}?|{NOT}\s+(?:\w+\s+)?)"
    r"(?:show[ns]?|ha[sd]|have|seen?|saw|found|find|produced?|present(?:ed)?|offer(?:ed)?|provided?|gave|given?)\s+"
    r"(?:(?:us|me|a|any|one|single|shred|scrap|piece|bit|ounce|iota|credible|real|actual|hard|solid|of)\s+)*"
    r"(?:evidence|proof)(?=\W*$|[,.;]|\s+(?:that|of|for|whatsoever|at\s+all|to\s+(?:support|suggest|show|back))\b)"
    r"|\b(?:no|zero|without(?:\s+any)?|lacks?(?:\s+any)?|not\s+(?:a\s+shred|a\s+scrap|one\s+shred|any))\s+(?:of\s+)?"
    r"(?:\w+\s+){0,2}(?:evidence|proof)\b(?!\s+(?:was|were|is|are|has|had)?\s*(?:presented|heard|admitted|taken)\s+in)"
    rf"|(?:\bno|{NOT}\s+(?:see|find|found|seen)\s+(?:a|any))\s+(?:(?!(?:{_BUILT})\b)\w+\s+){{0,2}}"
    r"(?:links?|connections?|ties?)\s+(?:to|between|with)\b"
    r"|\b(?:little|scant)\s+(?:\w+\s+)?(?:evidence|proof)\s+(?:that|of|for|to\s+(?:support|suggest|show|back))\b"
    r"|\b(?:offer|provide|give|present|produce|cite)\w*\s+no\s+(?:\w+\s+)?(?:evidence|proof)\b"
    r"|\bnothing\s+(?:\w+\s+)?(?:to|that|which)\s+(?:suggest|show|indicate|prove|support)\w*\b(?!\s+(?:in|on|about|but|for|to)\b)"
    r"|\bno\s+(?:\w+\s+)?(?:links?|connections?)\s+(?:has|have|had|was|were)\s+(?:been\s+)?(?:found|established|shown|proved|proven)\b",
    re.IGNORECASE,
)
_NOT_AS_TOLD = re.compile(
    rf"{NOT}\s+(?:nearly\s+|quite\s+|half\s+|anywhere\s+near\s+)?as\s+\w+\s+as\s+(?:[\w'’]+\s+){{1,3}}?"
    r"(?:says?|said|claims?|claimed|pretends?|alleges?|alleged|insists?|makes?\s+out)\b"
    rf"|{NOT}\s+(?:\w+\s+)?(?:a|an|the|some)\s+(?:[\w'’-]+\s+){{1,6}}?(?:(?:make|makes|made|making)\s+(?:it|him|her|them|us|me)"
    r"\s+out\s+to\s+be|(?:is|are|was|were)\s+(?:made\s+out|portrayed|said|alleged|claimed)\s+to\s+be)\b",
    re.IGNORECASE,
)
_CLEARED = re.compile(  # read from the verb of a clause
    r"^(?:(?:had|has|have|having)\s+(?:\w+ly\s+)?nothing|(?:have|had|has)\s+anything)\s+(?:whatsoever\s+|at\s+all\s+)?to\s+do\s+with\b"
    rf"|^(?:do|does|did|done)\s+(?:nothing|anything)\s+(?:{'|'.join(sorted(WRONGS))})\b"
    r"|^(?:am|is|are|was|were|be|been|['’](?:m|s|re))\s+(?:\w+ly\s+)?(?:an?\s+)?innocent\b(?!\s+(?:bystander|civilian|people|victim))"
    r"|^(?:is|are|was|were|be|been|['’](?:s|re))\s+(?:\w+ly\s+)?un(?:related|connected)\s+(?:to|with)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:inquiry|investigation|probe|allegations?|accusations?|charges?|reports?|scandal|criticism|case|lawsuit|controversy|dispute)\b",
    re.IGNORECASE,
)
_BARE_NOT = (
    r"(?:[\w'’]+\s+){1,3}?(?:had|has|have|did|do|does|was|were|is|are)(?:\s+(?:not|never)|n['’]t)"
    r"(?:\s+(?:done|said|been)(?:\s+so)?)?"
)
_HAD_NOT = re.compile(rf"^\W*(?:that\s+)?{_BARE_NOT}\W*$", re.IGNORECASE)  # all that is said is "he had not"
_FLAT_NO = r"(?:(?:absolutely|certainly|definitely|probably|of\s+course)\s+)?(?:no|not|nope|never)"
_NO_AT_ALL = re.compile(rf"^\W*{_FLAT_NO}(?:\W+{_FLAT_NO})*\W*$", re.IGNORECASE)
_PEOPLE = {"i", "we", "he", "she", "you"}
_EXCUSES = set(
    "excuse ploy stunt pretext rumour rumor speculation gossip hunt attempt distraction politics innuendo".split()
)
_CREDIBLE = {"credible", "plausible", "believable"}
_DOUBTFUL = {"dubious", "doubtful", "questionable", "suspect"}
_NEVER_WAS = {"happen", "occur"}
_OFF_THE_MARK = re.compile(r"^\w+\s+(?:\w+\s+)?(?:wide\s+of\s+the\s+mark|off\s+(?:the\s+mark|base))\b", re.IGNORECASE)
_JUDGING_POS = ("ADV", "ADJ", "NOUN", "ADP", "DET", "VERB")
_MOST_JUDGING = 5  # words of a judgement at the end: "were wide of the mark"
_NO_AFTER = re.compile(
    rf"\W*{_FLAT_NO}\s*[.!?,;\"'”’—]"
    rf"|\W*{_BARE_NOT}\s*[.!,;\"'”’—]",
    re.IGNORECASE,
)
_DOES_NOT_HOLD = re.compile(
    r"^\w+\s+(?:water|weight|(?:\w+\s+)?(?:up|together)(?:\s+to\s+(?:\w+\s+)?(?:scrutiny|examination))?)(?=\W|$)",
    re.IGNORECASE,
)
_BELOW = ("ccomp", "acl", "relcl", "xcomp", "csubj")
_OF_NOBODY = re.compile(r"\W*(?:nobody|no\s+one|none\s+of)\b", re.IGNORECASE)
_FINDING = {"find", "show", "conclude", "say", "confirm", "determine", "establish"}
_HOLDING = {"hold", "stand", "add", "stack", "hang"}
_OVERSTATED = {"exaggerated", "overstated", "overblown", "exaggeration", "overstatement"}
_FEARS = {"fear", "concern", "worry"}
ALLEGED = {"claim", "allegation", "accusation", "assertion", "charge", "account", "suggestion"}
_EXPLAINED = {"contention", "premise", "theory", "argument", "explanation", "version", "report", "rumour", "rumor"}
_OPPOSITES = {"opposite", "reverse", "contrary", "converse"}
_OF_OPPOSITES = set("just quite exactly precisely actually rather in fact".split())
_AT_ALL = set("ever all here there then today yesterday anywhere once way".split())
_THAT, _OF_DEEDS = {"it", "that", "this"}, {"wrong"}  # what may be said of deeds too
_THINKING = {"think", "believe"}
TELLING = set("claim say state suggest assert imply accuse allege report describe portray tell argue".split())
# "It is wrong to put it down to the weather".
ASCRIBING = set("attribute ascribe blame credit".split())
_MADE_OF_CLAIMS = set("make give hear publish print carry run spread raise bring level file read see issue".split())
_BEFORE_CLAIM = ("DET", "ADJ", "NOUN")  # "the press reports"
_SUPPOSING = set("conclude assume presume suppose believe think infer".split())
JUDGING = TELLING | ASCRIBING | _SUPPOSING


def is_not_so(clause: Token) -> bool:
    """Return whether a clause says so: "the report is false", "the claims were made up", "it has no basis"."""
    if is_marked(clause) or is_partly_negated(clause):
        return False
    subject, said = subject_of(clause), list(predicates_of(clause))
    negated = is_plainly_negated(clause) or _are_negated(said) or (subject is not None and subject.lower_ == "none")
    if not negated and any(p.lemma_.lower() in UNTRUE for p in said):
        return subject is None or subject.lower_ not in _PEOPLE
    if subject is not None and _is_overstated(clause, subject):
        return not negated
    if subject is not None and not speaks_of_claim(subject):
        return speaks_of_remark(subject) and _is_contested(clause, said, negated)
    named = subject is not None and subject.lemma_.lower() in ALLEGED | _EXPLAINED
    if negated and (any(map(_is_true_word, said)) or _does_not_hold(clause)):
        return True
    if (named and _is_doubtful(clause, said, negated)) or (not negated and _is_nothing_but(clause)):
        return True
    if clause.lemma_ in _NEVER_WAS and negated and _tells_how(clause):
        return False
    if clause.lemma_ in _NEVER_WAS and negated:  # not "it would not happen if they stayed at home"
        return subject is not None and not any(k.tag_ == "MD" and k.lower_ == "would" for k in clause.children)
    if _is_without_ground(clause) and not negated:
        return True
    modal = any(k.tag_ == "MD" for k in clause.children)
    if not negated and not modal and any(is_stretch(p, k) for p in said for k in p.children):
        return True
    false = [p for p in said if is_false_word(p) and (is_false_of_anything(p) or _tells_what(p, clause))]
    false = [p for p in false if not stands_with_no(p)]  # "it is no lie"
    if subject is not None and subject.lower_ in _THAT and not _follows_a_claim(clause):
        false = [p for p in false if p.lower_ not in _OF_DEEDS]
    if any(k.tag_ == "MD" for k in clause.children):  # "that would be absurd" judges an act
        false = [p for p in false if is_false_of_anything(p)]
    return not negated and (_is_made_up(clause) or bool(false) or _is_off_the_mark(clause, subject))


def _tells_how(clause: Token) -> bool:
    """ "It did not happen overnight", "by accident", "every day": that it happened is not denied."""
    after = [k for k in clause.children if k.i > clause.i]
    adverbs = (k for k in after if k.dep_ in ("advmod", "npadvmod") and not k.nbor(-1).is_punct)
    manner = any(k.lower_ not in _AT_ALL for k in adverbs)
    return manner or any(k.dep_ == "prep" and k.lower_ in ("by", "until", "till", "without") for k in after)


def _follows_a_claim(clause: Token) -> bool:
    """Whether a claim may stand in the sentence before: "They closed the school. "It was wrong," he said" has none."""
    start = clause.sent.start
    if start == 0:
        return True  # what stood before is not known
    return any(map(_tells_a_claim, (*clause.doc[start - 1].sent, *clause.doc[start : clause.i])))


def _tells_a_claim(word: Token) -> bool:
    tells = any(cue.force == "assertive" for cue in entries_of(word).values())
    return tells or word.lower_ == "according" or word.lemma_.lower() in CLAIM_NOUNS or word.text == "?"


def _is_doubtful(clause: Token, said: Sequence[Token], negated: bool) -> bool:
    """ "The claim is dubious", "not credible", "hard to believe", of what is named as a claim."""
    said = [*said, *(k for k in clause.children if k.dep_ == "acomp")]  # "looked dubious"
    if negated:
        return any(p.lower_ in _CREDIBLE for p in said)
    hard = (k for p in said if p.lower_ == "hard" for k in p.children if k.dep_ == "xcomp")
    return any(p.lower_ in _DOUBTFUL for p in said) or any(k.lemma_ in ("believe", "credit") for k in hard)


def _is_nothing_but(clause: Token) -> bool:
    """ "The charge is nothing but an excuse", "nothing more than a ploy"; not "nothing but the truth"."""
    nothing = (k for k in clause.children if k.dep_ in ("attr", "acomp") and k.lower_ == "nothing")
    told = [t for k in nothing for t in k.subtree if t.i > k.i]
    only = {t.lower_ for t in told} & {"but", "more"}
    return bool(only) and any(t.lemma_.lower() in _EXCUSES or is_false_word(t) for t in told)


def is_stretch(noun: Token, judging: Token) -> bool:
    """Return whether "a stretch to say that", "a mistake to assume that" says that it is not so."""
    if judging.dep_ not in ("acl", "relcl", "xcomp") or not any(k.dep_ == "ccomp" for k in judging.children):
        return False
    far = noun.lemma_ in ("stretch", "leap") and judging.lemma_ in JUDGING
    return far or (noun.lemma_ in ("mistake", "error") and judging.lemma_ in _SUPPOSING)


def _tells_what(word: Token, clause: Token) -> bool:
    """ "It is a myth that we only use a tenth", "it is wrong to say that we fled"; not "it was wrong to strike"."""
    if not _is_judged(word, clause):
        return True
    below = [k for p in (word, clause) for k in p.children if k.i > word.i and (k.dep_ in _BELOW or _is_for(k))]
    that = word.pos_ == "NOUN" and any(m.dep_ == "mark" and m.lower_ == "that" for k in below for m in k.children)
    told = (k for k in (*below, *clause.children) if k.dep_ in ("xcomp", "csubj") or _is_for(k))
    return that or any(k.lemma_ in JUDGING for k in told)


def _does_not_hold(clause: Token) -> bool:
    """ "The accusations don't add up", "the theory does not hold water"."""
    subject = subject_of(clause)
    named = subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.lower_ not in CLAIM_PRONOUNS
    return named and clause.lemma_ in _HOLDING and _DOES_NOT_HOLD.match(words_from(clause)) is not None


def _are_negated(predicates: list[Token]) -> bool:
    """ "It was "not true"", where the parser hangs the quoted "not" on what it negates."""
    return any(k.dep_ == "neg" for p in predicates for k in p.children)


def _is_off_the_mark(clause: Token, subject: Token | None) -> bool:
    """ "The claims were wide of the mark"; an arrow is that too, so that "it" tells too little."""
    named = subject is not None and subject.lower_ != "it"
    return named and _OFF_THE_MARK.match(words_from(clause)) is not None


def _is_contested(clause: Token, said: list[Token], negated: bool) -> bool:
    """ "The tweet is a lie", "the figures are made up", "the ad was not true"."""
    if negated:
        return any(map(_is_true_word, said))
    false = (p for p in said if is_false_word(p, FALSE_OF_A_REMARK) and not stands_with_no(p))
    by = (any(k.dep_ == "agent" for k in p.children) for p in false)  # figures are "distorted by" the weather too
    return _is_made_up(clause) or not all(by)


def _is_made_up(clause: Token) -> bool:
    """ "Was made up", "seems to be made up"; a panel is made up of judges."""
    if clause.lemma_ in SEEMING:
        return any(_is_made_up(k) for k in clause.children if k.dep_ == "xcomp")
    passive = any(k.dep_ == "auxpass" for k in clause.children)
    of = any(k.lower_ == "of" for k in clause.children)
    return clause.lemma_ == "make" and passive and not of and _has_particle(clause)


def _is_true_word(word: Token) -> bool:
    return word.lemma_.lower() in TRUE or word.lower_ in TRUE


def _is_overstated(clause: Token, subject: Token) -> bool:
    """ "The figures were inflated", "reports of a rift are exaggerated"; prices are inflated too.

    "Rumours the figure was inflated" only tells what the rumours are.
    """
    if any(k.i < subject.i and k.lemma_.lower() in CLAIM_NOUNS for k in clause.children):
        return False
    counts = subject.lemma_.lower() in FIGURES and subject.lower_ != "number"
    words = _OVERSTATED | ({"inflated"} if counts or subject.lemma_.lower() in CLAIM_NOUNS else set())
    said = [p for p in predicates_of(clause) if not stands_with_no(p) and not _is_judged(p, clause)]
    wrong = counts and any(p.lower_ in ("wrong", "invented") for p in said)
    feared = subject.lemma_.lower() in _FEARS and not any(k.dep_ == "poss" for k in subject.children)
    return (counts or feared or speaks_of_claim(subject)) and (wrong or any(p.lower_ in words for p in said))


def thinks_not(clause: Token) -> bool:
    """Return whether the speaker does: "I don't think that's true"; what others do not think is told, not denied."""
    subject = subject_of(clause)
    if clause.lemma_ not in _THINKING or subject is None or subject.lower_ not in _PEOPLE | {"it"}:
        return False
    below = [k for k in clause.children if k.dep_ == "ccomp" and k.i > clause.i]
    return is_plainly_negated(clause) and any(_is_said_true(k) for k in below)


def _is_said_true(clause: Token) -> bool:
    """ "That is true", "this is the case": a claim before it is, and no more is said."""
    subject = subject_of(clause)
    if subject is None or not (speaks_of_claim(subject) or speaks_of_remark(subject)) or is_plainly_negated(clause):
        return False
    return any((_is_true_word(p) or _is_the_case(p)) and not _is_judged(p, clause) for p in predicates_of(clause))


def _is_the_case(word: Token) -> bool:
    """That of "that is the case", not of "that is the right case"."""
    return word.lower_ == "case" and [k.lower_ for k in word.children] == ["the"]


def is_opposite(clause: Token) -> bool:
    """Return whether a clause says "the opposite is true"; "in the south the opposite was true" only compares."""
    subject = subject_of(clause)
    if subject is None or subject.lemma_.lower() not in _OPPOSITES or clause.dep_ == "conj":
        return False
    said = [p for p in predicates_of(clause) if _is_true_word(p) or _is_the_case(p)]
    if any(t.dep_ == "pobj" for t in clause.doc[max(0, subject.left_edge.i - 1) : subject.left_edge.i]):
        return False
    beside = [k for p in (clause, *said) for k in p.children if k not in said and k != subject and k.dep_ != "det"]
    return bool(said) and all(k.is_punct or k.dep_ in ("mark", "aux") or k.lower_ in _OF_OPPOSITES for k in beside)


def _is_judged(predicate: Token, clause: Token) -> bool:
    """ "It was wrong to strike": an act is wrong there, not a claim."""
    after = (k for p in (predicate, clause) for k in p.children if k.i > predicate.i)
    return any(k.dep_ in ("xcomp", "ccomp", "csubj") or _is_for(k) for k in after)


def _is_for(clause: Token) -> bool:
    """That of "it was wrong for the bank to sell"."""
    return clause.dep_ == "advcl" and any(k.dep_ == "mark" and k.lower_ == "for" for k in clause.children)


def is_so(clause: Token) -> bool:
    """Return whether a clause says so: "the report is accurate", "it is true that we met"."""
    subject = subject_of(clause)
    if subject is None or is_marked(clause) or is_plainly_negated(clause) or not speaks_of_claim(subject):
        return False
    if clause.lemma_ in ("seem", "appear"):
        return False
    said = list(predicates_of(clause))
    if _are_negated(said) or subject.lower_ == "none":
        return False
    return any(p.lower_ in TRUE and p.pos_ == "ADJ" for p in said)


def _has_particle(verb: Token) -> bool:
    return any(k.dep_ == "prt" and k.lower_ == "up" for k in verb.children)


def is_groundless(preposition: Token) -> bool:
    """Return whether a preposition says so: "without merit", "without foundation"."""
    return preposition.lower_ == "without" and any(k.lemma_.lower() in GROUND for k in preposition.children)


def says_no(text: str) -> bool:
    """Return whether all that is said is "no", "absolutely not" or "he had not"."""
    return _NO_AT_ALL.match(text) is not None or _HAD_NOT.match(text) is not None


def asked_and_negated(tokens: Sequence[Token]) -> Token | None:
    """Return the head of a question that is answered by itself: "Did I take it? No."; None where there is none."""
    for n, token in enumerate(tokens):
        after = next((t for t in tokens[n + 1 : n + 3] if t.is_alpha), None) if token.text == "?" else None
        if after is not None and _NO_AFTER.match(str(token.doc[after.i : after.i + 7].text)):
            asked = token.sent.root
            if asked in tokens and _is_yes_or_no(asked):
                return asked
    return None


def _is_yes_or_no(verb: Token) -> bool:
    """ "Did I take it?", "do I think it was?"; not "did you not?", and not asked of whoever is spoken to."""
    subject = subject_of(verb)
    first = next((t for t in verb.sent if t.is_alpha), verb)
    asks = first.pos_ == "AUX" and first.tag_ != "MD" and subject is not None and subject.lower_ != "you"
    return asks and not is_plainly_negated(verb) and verb.lemma_ != "know"


def called_false_at_the_end(tokens: Sequence[Token]) -> list[Token]:
    """Return of "claims that it had fled were fake" what is claimed, where the parser loses its way; else nothing."""
    words = [t for t in tokens if not t.is_punct and not t.is_space]
    before = next((n for n, t in enumerate(words[:3]) if t.lemma_.lower() in CLAIM_NOUNS), None)
    first = before if before is not None and all(t.pos_ in _BEFORE_CLAIM for t in words[:before]) else len(words)
    if len(words) < first + 6:
        return []
    if words[first].sent != words[-1].sent:
        return []
    that = words[first + 1].lower_ == "that"
    if not that and (
        words[first].tag_ not in ("NNS", "VBZ") or words[first + 1].pos_ in ("ADP", "VERB", "AUX", "CCONJ")
    ):
        return []
    last = next((n for n in range(len(words) - 2, first + 3, -1) if words[n].lemma_ == "be"), None)
    if last is None or words[last].tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    judged = words[last + 1 :]
    only_judges = len(judged) <= _MOST_JUDGING and all(t.pos_ in _JUDGING_POS for t in judged)
    is_false = is_false_word(judged[-1]) or judged[-1].lower_ in _OVERSTATED
    is_false = is_false or _OFF_THE_MARK.match(words_from(words[last])) is not None
    claimed = words[first + 1 + that : last]
    if not only_judges or not is_false or (not that and any(map(_lacks_what_was_made, claimed))):
        return []
    return claimed


def _lacks_what_was_made(verb: Token) -> bool:
    """ "The claims it made in court": whose they are, not what they say."""
    return verb.lemma_ in _MADE_OF_CLAIMS and not any(k.dep_ in ("dobj", "nsubjpass", "ccomp") for k in verb.children)


def is_not_as_told(clause: Token) -> bool:
    """Return whether a clause says what others make of it: "he is not as rich as he says he is"."""
    return _NOT_AS_TOLD.search(own_words_of(clause)) is not None


def finds_no_evidence(clause: Token) -> bool:
    """Return whether a clause says so: "there is no evidence that", "the review shows that there is no proof"."""
    below = [k for k in clause.children if k.dep_ == "ccomp" and k.i > clause.i]
    whole = str(clause.doc[clause.left_edge.i : clause.right_edge.i + 1].text)
    if _OF_NOBODY.match(whole):
        found = _NO_EVIDENCE.search(whole)
        return found is not None and found.start() <= 1
    if clause.lemma_ in _FINDING and not is_negated(clause) and any(map(finds_no_evidence, below)):
        return True
    return _NO_EVIDENCE.search(own_words_of(clause)) is not None


def clears(clause: Token) -> bool:
    """Return whether a clause says what nobody says unasked: "had nothing to do with it", "did nothing wrong"."""
    subject = subject_of(clause)
    if subject is None or is_marked(clause) or any(k.tag_ == "MD" for k in clause.children):
        return False
    somebody = subject.pos_ in ("PRON", "PROPN") or any(k.dep_ == "poss" or k.lower_ == "the" for k in subject.children)
    if not somebody or (subject.lower_ in ("it", "this", "that", "there", "nobody", "you") and not _is_of_it(clause)):
        return False
    match = _CLEARED.match(words_from(clause))
    anything = match is not None and "anything" in match.group().lower()
    until = any(t.lower_ in ("until", "till") for t in clause.subtree)
    return match is not None and not until and anything == (is_plainly_negated(clause) or is_of_nobody(clause))


def _is_of_it(clause: Token) -> bool:
    """ "It had nothing to do with the attack": a company, or a state."""
    return clause.lemma_ == "have" and clause.tag_ == "VBD"


def _is_without_ground(clause: Token) -> bool:
    for kid in clause.children:
        if is_groundless(kid):
            return True
        if kid.dep_ in ("dobj", "attr", "nsubj") and kid.lemma_.lower() in GROUND and (stands_with_no(kid)):
            return True
    return False
