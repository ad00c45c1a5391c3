"""What the words of a saying do: deny, know of nothing, tell nothing, confirm or ask.

"The embassy said" asserts, unless what it said is "that is false", "we have never heard of it" or "no comment". Only
the main clauses count ("he asks whether it is false" denies nothing), and only what is said of a claim: the passport
too can be false, and the board unaware of the risk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from spacy.tokens import Doc, Token

from tracker.extract.attributions import Attribution, Place, merged
from tracker.extract.misreports import DISTORTING, gets_it_wrong, is_untruth, tells_wrongly, words_from
from tracker.extract.polarity import is_negated, is_of_nobody
from tracker.extract.words import (
    CLAIM_NOUNS,
    CLAIM_PRONOUNS,
    DOUBTS,
    EVIDENCE,
    FALSE,
    FALSE_OF_A_CLAIM,
    FALSE_OF_A_REMARK,
    FIGURES,
    GROUND,
    HELD,
    LAWSUIT_NOUNS,
    REMARKS,
    SPEAKING_FOR,
    TRUE,
    UNTRUE,
    WRONGLY,
)
from tracker.records import Stance

_NOT = r"(?:\bnot|n['’]t|\bnever|\bcannot)"
_TOLD = r"say|says|said|claims?|claimed|alleges?|alleged|suggests?|suggested|reports?|reported|asserts?|asserted"
_CLAIMS = (
    r"claim|account|version|story|impression|report|allegation|assertion|accusation|suggestion|rumou?r|statement|"
    r"insinuation"
)
_KNOWS_NOTHING = re.compile(
    rf"{_NOT}\s+(?:\w+\s+)?(?:heard|hear)\s+(?:of|about|that|anything|any)\b"
    rf"|{_NOT}\s+(?:been\s+|previously\s+|personally\s+)?(?:aware|familiar)\b|\bunaware\b"
    rf"|(?:\bno|{_NOT}\s+(?:have|had|got)(?:\s+any|\s+the\s+slightest)?)\s+(?:(?:such|further|prior|direct|personal|advance|"
    r"specific|independent|all)\s+)?(?:knowledge|information|awareness|recollection|idea|memory)\b"
    r"|\bno\s+(?:\w+\s+)?records?\s+of\b|\bignorance\s+of\b"
    rf"|\b(?:know|knows|knew)\s+nothing\s+(?:of|about)\b|{_NOT}\s+(?:to\s+)?(?:know|recall|remember)\s+(?:of|about|anything|any)\b"
    r"|\bfirst\s+(?:time\s+)?(?:that\s+)?(?:I|we|he|she|they)(?:['’]ve|['’]d|\s+have|\s+had)?\s+(?:ever\s+)?heard\b"
    r"|\bnews\s+to\s+(?:me|us|him|her|them)\b",
    re.IGNORECASE,
)
_TELLS_NOTHING = re.compile(
    r"^\W*no\s+comment\b|\b(?:no|without)\s+(?:further\s+|immediate\s+)?comment\b"
    r"|\bnothing\s+(?:more\s+|further\s+|else\s+)?to\s+(?:say|add)\b(?!\s+to)"
    rf"|(?:{_NOT}|\b(?:unable|unwilling|declin\w+|refus\w+)\s+to|\bwithout)\s+(?:\w+\s+){{0,4}}?"
    r"(?:comment|discuss|speculate|elaborate|be\s+drawn|disclose|divulge|detail|characteri[sz]e|talk\s+about|commenting|discussing|speculating|"
    r"(?:get|getting|go|going)\s+into\s+(?:that|this|it|any|details?|the\s+details?|specifics|the\s+specifics)|"
    r"(?:answer|answering|address|respond\s+to)\s+(?:(?:\w+\s+){0,3}questions?|that|this|it)|"
    r"say\s+(?:what|when|where|who|how|why|whether|if|anything|any\s+more|more)|"
    r"confirm\s+(?:n?or\s+deny|whether|if))\b|\bneither\s+confirm\w*\s+nor\s+den\w+",
    re.IGNORECASE,
)
_NOTHING_IN_IT = re.compile(
    rf"(?:\bno\s+|{_NOT}\s+(?:a|one)\s+)(?:(?:grain|shred|word|iota|ounce|element|bit)\s+of\s+)?(?:\w+\s+)?"
    r"truth\s+(?:in|to|whatsoever)\b(?!\s+tell)|\bno\s+such\s+\w+"
    r"|\bnothing\s+(?:to|in)\s+(?:it|this|that|them|(?:the|these|those)\s+\w+)\W*$"
    r"|\bno\s+(?:relation|resemblance)\s+to\s+(?:the\s+)?(?:reality|truth|facts)\b"
    r"|\b(?:nothing\s+(?:could|can)\s+be\s+further|far)\s+from\s+(?:the\s+truth|true)\b"
    rf"|{_NOT}\s+(?:\w+ly\s+)?the\s+case\b|\bfake\s+news\b"
    r"|(?:\b(?:d(?:o|id|oes|one|oing)|sa(?:y|id)|(?<!there\s)(?:was|is)|meant|wrote|made)\s+|^\W*)nothing\s+of\s+the\s+(?:sort|kind)\b"
    rf"|\bnothing\s+of\s+the\s+(?:sort|kind)\s+(?:(?:has|had|ever)\s+)*(?:happened|occurred)\b"
    rf"|\b(?:that|this|it)(?:['’]s|\s+is|\s+was)?\s*(?:(?:\w+ly|just)\s+)?{_NOT}\s+(?:at\s+all\s+)?what\s+"
    r"(?:(?:actually|really)\s+)?(?:happened|occurred|took\s+place|(?:I|we|he|she|they)\s+(?:had\s+)?said)(?=\W*$|[.!?;])"
    r"|\b(?:it|that|this)(?:['’]s)?\s+(?:(?:simply|just|really)\s+)?(?:is|was|ai)?\s*(?:(?:simply|just)\s+)?"
    rf"{_NOT}\s+so(?=\W*$|[.!?;])"
    rf"|{_NOT}\s+(?:do|done|say|said)\s+anything\s+of\s+the\s+(?:sort|kind)\b"
    rf"|\bcontrary\s+to\s+(?:what\s+(?:\w+\W+){{1,5}}?(?:{_TOLD})|(?:[\w'’]+\s+){{0,4}}?(?:{_CLAIMS})s?)\b",
    re.IGNORECASE,
)
_NO_EVIDENCE = re.compile(
    rf"(?:\b(?:nobody|no\s+one|none\s+of\s+\w+)\s+(?:\w+\s+){{0,4}}?|{_NOT}\s+(?:\w+\s+)?)"
    r"(?:show[ns]?|ha[sd]|have|seen?|saw|found|find|produced?|present(?:ed)?|offer(?:ed)?|provided?|gave|given?)\s+"
    r"(?:(?:us|me|a|any|one|single|shred|scrap|piece|bit|ounce|iota|credible|real|actual|hard|solid|of)\s+)*"
    r"(?:evidence|proof)(?=\W*$|[,.;]|\s+(?:that|of|for|whatsoever|at\s+all|to\s+(?:support|suggest|show|back))\b)"
    r"|\b(?:no|zero|little|scant|without(?:\s+any)?|lacks?(?:\s+any)?|not\s+(?:a\s+shred|a\s+scrap|one\s+shred|any))\s+(?:of\s+)?"
    r"(?:\w+\s+){0,2}(?:evidence|proof)\b(?!\s+(?:was|were|is|are|has|had)?\s*(?:presented|heard|admitted|taken)\s+in)"
    rf"|(?:\bno|{_NOT}\s+(?:see|find|found|seen)\s+(?:a|any))\s+(?:(?!rail|road|radio|fixed|air|phone|video|ferry|data|bus|train)\w+\s+){{0,2}}"
    r"(?:links?|connections?|ties?)\s+(?:to|between|with)\b"
    r"|\b(?:offer|provide|give|present|produce|cite)\w*\s+no\s+(?:\w+\s+)?(?:evidence|proof)\b"
    r"|\bnothing\s+(?:\w+\s+)?(?:to|that|which)\s+(?:suggest|show|indicate|prove|support)\w*\b(?!\s+(?:in|but|for|to)\b)"
    r"|\bno\s+(?:\w+\s+)?(?:links?|connections?)\s+(?:has|have|had|was|were)\s+(?:been\s+)?(?:found|established|shown|proved|proven)\b",
    re.IGNORECASE,
)
_NOT_AS_TOLD = re.compile(
    rf"{_NOT}\s+(?:nearly\s+|quite\s+|half\s+|anywhere\s+near\s+)?as\s+\w+\s+as\s+(?:[\w'’]+\s+){{1,3}}?"
    r"(?:says?|said|claims?|claimed|pretends?|alleges?|alleged|insists?|makes?\s+out)\b"
    rf"|{_NOT}\s+(?:\w+\s+)?(?:a|an|the|some)\s+(?:[\w'’-]+\s+){{1,6}}?(?:(?:make|makes|made|making)\s+(?:it|him|her|them|us|me)"
    r"\s+out\s+to\s+be|(?:is|are|was|were)\s+(?:made\s+out|portrayed|said|alleged|claimed)\s+to\s+be)\b",
    re.IGNORECASE,
)
_IN_A_WORD = re.compile(
    r"^\W*(?:(?:absolute|complete|total|utter|pure|all|just|absolutely|completely|totally|simply)\s+)*"
    r"(?:nonsense|rubbish|false|untrue|lies|fake\s+news|not\s+true|absolutely\s+not|not\s+at\s+all|baseless|ridiculous)\W*$",
    re.IGNORECASE,
)
_CLEARED = re.compile(  # read from the verb of a clause
    r"^(?:(?:had|has|have|having)\s+(?:\w+ly\s+)?nothing|(?:have|had|has)\s+anything)\s+(?:whatsoever\s+|at\s+all\s+)?to\s+do\s+with\b"
    r"|^(?:do|does|did|done)\s+(?:nothing|anything)\s+(?:wrong|illegal|improper|unlawful|untoward)\b"
    r"|^(?:am|is|are|was|were|be|been|['’](?:m|s|re))\s+(?:\w+ly\s+)?(?:an?\s+)?innocent\b(?!\s+(?:bystander|civilian|people|victim))",
    re.IGNORECASE,
)
_I_NEVER = re.compile(
    rf"^\W*(?:I|we)\s+(?:\w+\s+)?(?:{_NOT}|did\s*n['’]t|have\s+never)\s+(?:ever\s+)?"
    r"(?:sa(?:y|id)|d(?:o|id|one)|wr(?:ite|ote|itten)|made?|make|sen[dt]|sign(?:ed)?)\s+(?:that|this|it|any\s+such)\b",
    re.IGNORECASE,
)
_BARE_NOT = (
    r"(?:[\w'’]+\s+){1,3}?(?:had|has|have|did|do|does|was|were|is|are)(?:\s+(?:not|never)|n['’]t)"
    r"(?:\s+(?:done|said|been)(?:\s+so)?)?"
)
_HAD_NOT = re.compile(rf"^\W*(?:that\s+)?{_BARE_NOT}\W*$", re.IGNORECASE)  # all that is said is "he had not"
_NO_AT_ALL = re.compile(
    r"^\W*(?:(?:absolutely|certainly|definitely|probably|of\s+course)\s+)?(?:no|not|nope|never)\W*$", re.IGNORECASE
)
_PLAIN_NO = re.compile(r"^\W*no\b\W*(?:$|[,.]|it\b|there\b|we\b|he\b|she\b|they\b)", re.IGNORECASE)
_PLAIN_YES = re.compile(r"^\W*(?:yes\b|(?:that|this)(?:['’]s|\s+is)\s+(?:right|correct|true)\b)(?!-)", re.IGNORECASE)
_ASKS = re.compile(r"^[^.!?]*\?\W*$")  # all that is said is one question
_PEOPLE = {"i", "we", "he", "she", "you"}
_SAID_OR_DONE = {"say", "write", "do", "make", "claim", "promise", "order", "send", "sign", "threaten", "suggest"}
_NEVER_WAS = {"happen", "occur"}
_OFF_THE_MARK = re.compile(r"^\w+\s+(?:\w+\s+)?(?:wide\s+of\s+the\s+mark|off\s+(?:the\s+mark|base))\b", re.IGNORECASE)
_MOST_JUDGING = 5  # words of a judgement at the end: "were wide of the mark"
_NO_AFTER = re.compile(
    r"\W*(?:(?:absolutely|certainly|definitely|probably|of\s+course)\s+)?(?:no|not|nope|never)\s*[.!?,;\"'”’—-]"
    rf"|\W*{_BARE_NOT}\s*[.!,;\"'”’—-]",
    re.IGNORECASE,
)
_DOES_NOT_HOLD = re.compile(
    r"^\w+\s+(?:water|weight|(?:\w+\s+)?(?:up|together)(?:\s+to\s+(?:\w+\s+)?(?:scrutiny|examination))?)(?=\W|$)",
    re.IGNORECASE,
)
_FEW = {"no", "nobody", "none", "neither", "nor", "few", "fewer", "little", "any", "minority", "hardly", "half"}
_NO_LONGER = {"first", "initially", "once", "originally", "longer", "less", "nor", "never"}
_BELOW = ("ccomp", "acl", "relcl", "xcomp", "csubj")
_DENYING = {"deny", "refute", "reject", "dispute"}
_ACCEPTING = {"accept", "agree", "recognise", "recognize"}
_OF_NOBODY = re.compile(r"\W*(?:nobody|no\s+one|none\s+of)\b", re.IGNORECASE)
_FINDING = {"find", "show", "conclude", "say", "confirm", "determine", "establish"}
_BEING = {"be", "have", "see", "find"}  # what there is evidence of hangs on these
_VOICING = {"express", "voice", "raise", "cast", "have", "harbor", "harbour", "throw"}
_HOLDING = {"hold", "stand", "add", "stack", "hang"}
_OVERSTATED = {"exaggerated", "overstated", "overblown", "exaggeration", "overstatement"}
_OPPOSITES = {"opposite", "reverse", "contrary", "converse"}
_OF_OPPOSITES = set("just quite exactly precisely actually rather in fact".split())
_THINKING = {"think", "believe"}
_TELLING = set("claim say state suggest assert imply accuse allege report describe portray tell argue".split())
_SELVES = set("i we he she they it there this that one you none nobody".split())
_NOBODY = {"none", "nobody", "one"}
_PREDICATES = ("acomp", "attr", "oprd")


def stance_by_content(attribution: Attribution, text: str) -> Stance:
    """Return the stance that the content of a plain saying takes; `text` is the content, its pieces joined."""
    if _IN_A_WORD.search(text) or _HAD_NOT.match(text) or _I_NEVER.search(text) or _PLAIN_NO.search(text):
        return "deny"
    places = said_places(attribution)
    if _of_the_speaker(_KNOWS_NOTHING, attribution, places):
        return "deny_knowledge"
    clauses = list(main_clauses(tokens_in(attribution.head.doc, places)))
    if _of_the_speaker(_NOTHING_IN_IT, attribution, places, of_anybody=True) or any(map(is_not_so, clauses)):
        return "deny"
    if any(_thinks_not(clause) or _is_opposite(clause) for clause in clauses):
        return "deny"
    said = tokens_in(attribution.head.doc, places)
    if asked_and_negated(said) is not None or called_false_at_the_end(said):
        return "deny"
    if any(is_not_as_told(clause) or doubts(clause) or _clears(clause) for clause in clauses):
        return "deny"
    if any(_denies_itself(clause, attribution, places) or _does_not_accept(clause) for clause in clauses):
        return "deny"
    if any(_did_not(clause) or _says_others_lie(clause) for clause in clauses):
        return "deny"
    if any(map(_finds_no_evidence, clauses)):
        return "deny"
    if _of_the_speaker(_TELLS_NOTHING, attribution, places) or _TELLS_NOTHING.match(text):
        return "no_comment"
    if _PLAIN_YES.search(text) or any(map(_is_so, clauses)):
        return "confirm"
    return "assert"


def where_told_nothing(words: str) -> int | None:
    """Return where in the words it begins to be said that nothing is told ("not prepared to comment"), or None."""
    match = _TELLS_NOTHING.search(words)
    return match.start() if match is not None else None


def asks(text: str) -> bool:
    """Whether all that is said is one question."""
    return _ASKS.match(text) is not None


def names_a_topic(attribution: Attribution) -> bool:
    """Whether the content only says what is spoken of: "whether he would go", "to what extent", "about the plan"."""
    head = attribution.content_head
    if head is None or attribution.quotations:
        return False
    if head.lower_ in _ON:
        return True
    opening = next((kid for kid in head.lefts if kid.dep_ != "punct" and kid.lower_ != "that"), None)
    if opening is None or opening.dep_ in ("csubj", "csubjpass", "advcl"):  # "what he did was wrong" tells
        return False
    words = opening.subtree if opening.dep_ == "prep" else (opening.left_edge,)
    return any(word.lower_ == "whether" or word.tag_ in ("WP", "WRB", "WDT") for word in words)


_ON = {"regarding", "concerning", "about"}


def knows_nothing(words: str) -> bool:
    """Whether the words speak of not knowing ("no idea", "never heard of"), whoever does not know."""
    return _KNOWS_NOTHING.search(words) is not None


def said_places(attribution: Attribution) -> list[Place]:
    """Return the places of what is said: the content, and what of it a long cue holds ("said it was not aware")."""
    words = [(t.idx, t.idx + len(t)) for t in attribution.cue if t.i > attribution.head.i]
    return merged([*attribution.content, *words], _text_of(attribution.head.doc))


@lru_cache(maxsize=1)
def _text_of(doc: Doc) -> str:
    """The text of a page; spaCy puts it together from the tokens each time."""
    return str(doc.text)


def tokens_in(doc: Doc, places: Iterable[Place]) -> list[Token]:
    """Return the tokens within the places, in the order of the places; none for a place that is not in the text."""
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in places if 0 <= start < end)
    return [token for span in spans if span is not None for token in span]


# ------------------------------------------------------------------ who is spoken of


def _of_the_speaker(
    pattern: re.Pattern[str], attribution: Attribution, places: list[Place], *, of_anybody: bool = False
) -> bool:
    """Whether the words are there in a clause about the speaker: "said he was not aware", not "the board was not"."""
    doc = attribution.head.doc
    for start, end in places:
        said = doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None
        if said is None:
            continue
        for match in pattern.finditer(said.text):
            first, last = said.start_char + match.start(), said.start_char + match.end()
            found = doc.char_span(first, last, alignment_mode="expand")
            if found is not None and (of_anybody or _is_of_self(found.root, attribution, (start, end))):
                return True
    return False


def _is_of_self(token: Token, attribution: Attribution, place: Place) -> bool:
    subject = _subject_over(token, place)
    if subject is None:
        return True
    if subject.lower_ in _SELVES:
        own = subject.lower_ in ("i", "we") or not _is_of_noun(token, place)
        return own and not (subject.lower_ in _NOBODY or _has_no(subject))
    source = list(attribution.speaker.subtree) if attribution.speaker is not None else []
    if any((t.dep_ == "poss" and t.pos_ == "PRON") or t.lemma_ == subject.lemma_ for t in source):
        return True
    return any(t.lemma_.lower() in SPEAKING_FOR for t in source) and not _is_plural(subject)


def _is_of_noun(token: Token, place: Place) -> bool:
    """ "The president's claim he was unaware": it is the president who was, or was not."""
    within = (t for t in (token, *token.ancestors) if place[0] <= t.idx < place[1])
    return any(t.dep_ == "acl" and t.head.lemma_.lower() in CLAIM_NOUNS and t.head.idx >= place[0] for t in within)


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _has_no(token: Token) -> bool:
    return any(k.dep_ == "det" and k.lower_ in ("no", "neither") for k in token.children)


def _subject_over(token: Token, place: Place) -> Token | None:
    """The subject of the clause that a word stands in, if that is within the place."""
    for above in (token, *token.ancestors):
        if not place[0] <= above.idx < place[1]:
            return None
        subject = subject_of(above)
        if subject is not None and subject != token:
            return subject
    return None


def subject_of(clause: Token) -> Token | None:
    """Return the subject of a clause's verb, a word for nothing ("there") included."""
    return next((k for k in clause.children if k.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)


# ------------------------------------------------------------------ what is said of a claim


def main_clauses(tokens: list[Token]) -> Iterator[Token]:
    """Yield the verbs of the main clauses: the tops of the content, those joined to them, and those run together."""
    inside = {t.i for t in tokens}
    mains: set[int] = set()
    for token in sorted(tokens, key=lambda t: sum(1 for _ in t.ancestors)):
        above = token.head
        top = above == token or above.i not in inside
        joined = above.i in mains and (
            token.dep_ in ("conj", "parataxis")
            or (token.dep_ == "ccomp" and token.i < above.i and not _is_marked(token))
        )
        if top or joined:
            mains.add(token.i)
            yield token


def _is_marked(clause: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ != "that" for k in clause.children)


def is_not_so(clause: Token) -> bool:
    """Return whether a clause says so: "the report is false", "the claims were made up", "it has no basis"."""
    if _is_marked(clause):
        return False
    subject, said = subject_of(clause), list(predicates_of(clause))
    negated = is_plainly_negated(clause) or _are_negated(said) or (subject is not None and subject.lower_ == "none")
    if not negated and any(p.lemma_.lower() in UNTRUE for p in said):
        return subject is None or subject.lower_ not in _PEOPLE
    if subject is not None and _is_overstated(clause, subject):
        return not negated
    if subject is not None and not speaks_of_claim(subject):
        return speaks_of_remark(subject) and _is_contested(clause, said, negated)
    if negated and (any(map(_is_true_word, said)) or _does_not_hold(clause)):
        return True
    if clause.lemma_ in _NEVER_WAS and negated:
        return subject is not None
    if _is_without_ground(clause) and not negated:
        return True
    false = [p for p in said if is_false_word(p) and (is_false_of_anything(p) or _tells_what(p, clause))]
    false = [p for p in false if not _has_no(p)]  # "it is no lie"
    return not negated and (_is_made_up(clause) or bool(false) or _is_off_the_mark(clause, subject))


def _tells_what(word: Token, clause: Token) -> bool:
    """ "It is a myth that we only use a tenth", "it is wrong to say that we fled"; not "it was wrong to strike"."""
    if not _is_judged(word, clause):
        return True
    below = [k for p in (word, clause) for k in p.children if k.i > word.i and k.dep_ in _BELOW]
    that = word.pos_ == "NOUN" and any(m.dep_ == "mark" and m.lower_ == "that" for k in below for m in k.children)
    return that or any(
        k.lemma_ in _TELLING | {"say"} and k.dep_ in ("xcomp", "csubj") for k in (*below, *clause.children)
    )


def _does_not_hold(clause: Token) -> bool:
    """ "The accusations don't add up", "the theory does not hold water"."""
    subject = subject_of(clause)
    named = subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.lemma_ != "thing"
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
    false = (p for p in said if is_false_word(p, FALSE_OF_A_REMARK) and not _has_no(p))
    by = (any(k.dep_ == "agent" for k in p.children) for p in false)  # figures are "distorted by" the weather too
    return _is_made_up(clause) or not all(by)


def _is_made_up(clause: Token) -> bool:
    """ "Was made up"; a panel is made up of judges."""
    passive = any(k.dep_ == "auxpass" for k in clause.children)
    of = any(k.lower_ == "of" for k in clause.children)
    return clause.lemma_ == "make" and passive and not of and _has_particle(clause)


def _is_true_word(word: Token) -> bool:
    return word.lemma_.lower() in TRUE or word.lower_ in TRUE


def _is_overstated(clause: Token, subject: Token) -> bool:
    """ "The figures were inflated", "reports of a rift are exaggerated"; prices are inflated too."""
    counts = subject.lemma_.lower() in FIGURES and subject.lower_ != "number"
    words = _OVERSTATED | ({"inflated"} if counts or subject.lemma_.lower() in CLAIM_NOUNS else set())
    said = [p for p in predicates_of(clause) if not _has_no(p) and not _is_judged(p, clause)]
    wrong = counts and any(p.lower_ in ("wrong", "invented") for p in said)
    return (counts or speaks_of_claim(subject)) and (wrong or any(p.lower_ in words for p in said))


def _thinks_not(clause: Token) -> bool:
    """ "I don't think that's true"; what others do not think is told, not denied."""
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


def _is_opposite(clause: Token) -> bool:
    """ "The opposite is true"; not "in the south the opposite was true", which only compares."""
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
    return any(
        k.dep_ in ("xcomp", "ccomp", "csubj") for p in (predicate, clause) for k in p.children if k.i > predicate.i
    )


def _is_so(clause: Token) -> bool:
    """ "The report is accurate", "it is true that we met"."""
    subject = subject_of(clause)
    if subject is None or _is_marked(clause) or is_plainly_negated(clause) or not speaks_of_claim(subject):
        return False
    said = list(predicates_of(clause))
    if _are_negated(said) or subject.lower_ == "none":
        return False
    return any(p.lower_ in TRUE and p.pos_ == "ADJ" for p in said)


def _did_not(clause: Token) -> bool:
    """ "I never said that", "we did not do it"."""
    subject, objects = subject_of(clause), {k.lower_ for k in clause.children if k.dep_ == "dobj"}
    past = clause.tag_ in ("VBD", "VBN") or any(
        k.lower_ in ("did", "have", "has", "had", "’ve", "'ve") for k in clause.children
    )
    own = subject is not None and subject.lower_ in _PEOPLE | {"they"}
    return (
        own
        and past
        and clause.lemma_ in _SAID_OR_DONE
        and is_plainly_negated(clause)
        and bool(objects & {"that", "this", "it"})
    )


def _denies_itself(clause: Token, attribution: Attribution, places: list[Place]) -> bool:
    """ "We deny these charges", "my client denies that he fled": the saying only reports what denies."""
    subject = subject_of(clause)
    open_ = any(k.dep_ == "auxpass" or k.tag_ == "MD" for k in clause.children)  # "was denied a trial", "would deny it"
    if clause.lemma_ not in _DENYING or subject is None or open_ or is_negated(clause) or _is_marked(clause):
        return False
    client = any(k.dep_ == "poss" and k.lower_ in ("my", "our") for k in subject.children)
    within = [place for place in places if place[0] <= clause.idx < place[1]]
    if not client and not (within and _is_of_self(clause, attribution, within[0])):
        return False
    objects = [k for k in clause.children if k.dep_ in ("dobj", "ccomp", "xcomp")]
    of_claim = any(k.dep_ == "ccomp" or speaks_of_claim(k) for k in objects)
    return bool(objects) if clause.lemma_ in ("deny", "refute") else of_claim


def _does_not_accept(clause: Token) -> bool:
    """ "He did not accept that he had lied", "we do not recognise these claims"; not "did not accept the offer"."""
    subject = subject_of(clause)
    if clause.lemma_ not in _ACCEPTING or subject is None or subject.lower_ not in _PEOPLE | {"they", "it"}:
        return False
    told = [k for k in clause.children if k.dep_ in ("ccomp", "dobj") and k.i > clause.i]
    modal = any(k.tag_ == "MD" for k in clause.children)
    said = any(not is_ahead(k) if k.dep_ == "ccomp" else speaks_of_claim(k) and k.pos_ == "NOUN" for k in told)
    return is_plainly_negated(clause) and not modal and said


def _says_others_lie(clause: Token) -> bool:
    """ "The states were exaggerating its reach", "she is lying about it", "the advertisement wrongly suggests that"."""
    subject = subject_of(clause)
    passive = any(k.dep_ == "auxpass" for k in clause.children)
    if subject is None or is_plainly_negated(clause) or _is_marked(clause) or is_of_nobody(clause):
        return False
    modal = any(k.tag_ == "MD" for k in clause.children)  # "his words could be twisted"
    if passive and not modal and (tells_wrongly(clause) or (clause.lemma_ == "accuse" and is_wrongly(clause))):
        return True
    if subject.lower_ in ("i", "we") or modal:
        return False
    if tells_wrongly(clause) or gets_it_wrong(clause, subject) or _is_mistaken(clause, subject):
        return True
    if clause.lemma_ in DISTORTING - {"distort"} and not passive and subject.lemma_ != "market":
        return is_untruth(clause) if clause.lemma_ == "lie" else _can_tell(subject)
    tells = clause.lemma_ in _TELLING and any(k.dep_ in ("ccomp", "dobj", "xcomp", "prep") for k in clause.children)
    return tells and is_wrongly(clause)


def _can_tell(subject: Token) -> bool:
    """ "The states", "he", "Upjohn statistics": dust exaggerates too, but tells nothing."""
    return subject.pos_ in ("PROPN", "PRON") or subject.tag_ == "NNS" or subject.lemma_.lower() in FIGURES


def _is_mistaken(clause: Token, subject: Token) -> bool:
    """ "The senator was mistaken", "is mistaken about the colour"; "mistaken to sell" is wrong to act."""
    if subject.lower_ in ("it", "this", "that") or speaks_of_claim(subject) or subject.lemma_ in ("anyone", "anybody"):
        return False
    said = [p for p in predicates_of(clause) if p.lower_ in ("mistaken", "misinformed")]
    acts = any(k.dep_ == "xcomp" or k.lower_ == "for" for p in (clause, *said) for k in p.children)
    conditional = any(k.dep_ == "advcl" and any(m.lower_ == "if" for m in k.children) for k in clause.children)
    known = subject.pos_ in ("PROPN", "PRON") or (
        subject.pos_ == "NOUN" and any(k.dep_ == "det" for k in subject.children)
    )
    return bool(said) and known and not acts and not conditional


def is_wrongly(verb: Token) -> bool:
    """Return whether a verb of telling stands with "falsely"; the parser hangs what is quoted anywhere."""
    before = verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]
    return any(t.lower_ in WRONGLY for t in (*verb.children, *(t for t in before if t.dep_ in ("advmod", "conj"))))


def is_plainly_negated(clause: Token) -> bool:
    """Whether "not", "never" or the like stands by the verb of the clause."""
    return any(k.dep_ == "neg" or k.lower_ in ("never", "neither", "nor") for k in clause.children)


def _has_particle(verb: Token) -> bool:
    return any(k.dep_ == "prt" and k.lower_ == "up" for k in verb.children)


def is_groundless(preposition: Token) -> bool:
    """ "Without merit", "without foundation"."""
    return preposition.lower_ == "without" and any(k.lemma_.lower() in GROUND for k in preposition.children)


def says_no(text: str) -> bool:
    """Return whether all that is said is "no" or "absolutely not"."""
    return _NO_AT_ALL.match(text) is not None


def asked_and_negated(tokens: Sequence[Token]) -> Token | None:
    """Return the head of a question that is answered by itself: "Did I take it? No."; None where there is none."""
    for token in tokens:
        if token.text == "?" and token.i + 1 < len(token.doc):
            after = token.doc[token.i + 1 : token.i + 8].text
            if _NO_AFTER.match(after) and token.sent.root.head in tokens and _is_yes_or_no(token.sent.root):
                return token.sent.root
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
    first = 1 if words and words[0].lower_ in ("the", "any", "all", "such") else 0
    if len(words) < first + 6 or words[first].lemma_.lower() not in CLAIM_NOUNS:
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
    false = bool(judged) and all(t.pos_ in ("ADV", "ADJ", "NOUN", "ADP", "DET", "VERB") for t in judged)
    said = " ".join(t.lower_ for t in judged)
    is_false = is_false_word(judged[-1]) or _OFF_THE_MARK.match(f"be {said}") is not None if judged else False
    return words[first + 1 + that : last] if false and is_false and len(judged) <= _MOST_JUDGING else []


def is_not_as_told(clause: Token) -> bool:
    """Return whether a clause says what others make of it: "he is not as rich as he says he is"."""
    return _NOT_AS_TOLD.search(_own_words_of(clause)) is not None


def _finds_no_evidence(clause: Token) -> bool:
    """ "There is no evidence that", "we found no link", "the review shows that there is no proof"."""
    below = [k for k in clause.children if k.dep_ == "ccomp" and k.i > clause.i]
    whole = str(clause.doc[clause.left_edge.i : clause.right_edge.i + 1].text)
    if _OF_NOBODY.match(whole):
        found = _NO_EVIDENCE.search(whole)
        return found is not None and found.start() <= 1
    if clause.lemma_ in _FINDING and not is_negated(clause) and any(map(_finds_no_evidence, below)):
        return True
    return _NO_EVIDENCE.search(_own_words_of(clause)) is not None


def _own_words_of(clause: Token) -> str:
    """The words of a clause without those of clauses that it only tells: "argued that there was no link"."""
    told = [k for k in clause.children if k.dep_ == "ccomp" and k.i > clause.i and subject_of(k) is not None]
    last = min((k.left_edge.i for k in told), default=clause.right_edge.i + 1)
    first = min([clause.left_edge.i, *(k.i for k in clause.children if k.dep_ == "expl")])
    words = clause.doc[first : clause.right_edge.i + 1] if clause.lemma_ in _BEING else clause.doc[first:last]
    return str(words.text)


def _clears(clause: Token) -> bool:
    """ "He had nothing to do with it", "she did nothing wrong", "my son is innocent": nobody says so unasked."""
    subject = subject_of(clause)
    if subject is None or _is_marked(clause) or any(k.tag_ == "MD" for k in clause.children):
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


def doubts(clause: Token) -> bool:
    """Return whether a clause tells of doubts of what is said to be or to have been: "he was sceptical that it had"."""
    if is_plainly_negated(clause) or subject_of(clause) is None or _is_marked(clause):
        return False
    told = [doubted_by(w) for w in (clause, *predicates_of(clause), *clause.children) if not leaves_no_doubt(w)]
    return any(what is not None and not is_ahead(what) for what in told)


def leaves_no_doubt(word: Token) -> bool:
    """Return whether a word of doubt tells of none: "no doubt", "few doubted", "at first doubted", "dispelled it"."""
    verb = word if word.pos_ == "VERB" else word.head
    subject = subject_of(verb)
    whose = [subject, *subject.lefts] if subject is not None else []
    few = any(k.lower_ in _FEW for k in (*word.children, *whose)) or is_of_nobody(verb) or word.head.lower_ == "without"
    before = verb.doc[max(verb.sent.start, verb.i - 3) : verb.i]
    past = any(k.lower_ in _NO_LONGER for k in (*before, *word.children))
    dispelled = word.pos_ == "NOUN" and word.dep_ == "dobj" and word.head.lemma_ not in _VOICING
    return few or past or dispelled or any(k.tag_ == "MD" for k in verb.children if word.pos_ != "VERB")


def is_ahead(told: Token) -> bool:
    """Return whether a clause tells of what will or may be: whoever doubts that contests no fact."""
    going = told.lemma_ == "go" and any(k.dep_ == "xcomp" for k in told.children)
    return going or any(k.tag_ == "MD" for k in told.children)


def doubted_by(word: Token) -> Token | None:
    """Return what a word of doubt is of: the head of a clause, or of what tells of a claim; None for other words."""
    if word.lemma_.lower() not in DOUBTS:
        return None
    clause = next((k for k in word.children if k.dep_ in ("ccomp", "acl") and k.i > word.i and subject_of(k)), None)
    if clause is not None:
        return clause
    objects = [k for k in word.children if k.dep_ == "dobj"] if word.pos_ == "VERB" else []
    of = (k for k in word.children if k.dep_ == "prep" and k.lower_ in ("of", "about", "on", "over"))
    objects += [o for k in of for o in k.children if o.dep_ in ("pobj", "pcomp")]
    return next((o for o in objects if speaks_of_claim(o) or (o.lemma_.lower() in HELD and _is_told(o))), None)


def _is_told(noun: Token) -> bool:
    return any(k.dep_ in ("acl", "ccomp", "relcl") and k.i > noun.i for k in noun.children)


def _is_without_ground(clause: Token) -> bool:
    for kid in clause.children:
        if is_groundless(kid):
            return True
        if kid.dep_ in ("dobj", "attr", "nsubj") and kid.lemma_.lower() in GROUND and (_has_no(kid)):
            return True
    return False


def predicates_of(clause: Token) -> Iterator[Token]:
    """Yield what a clause says of its subject, with what is joined to it; a passive says its own verb of it."""
    said = [k for k in clause.children if k.dep_ in _PREDICATES]
    if any(k.dep_ == "auxpass" for k in clause.children) or clause.pos_ in ("ADJ", "NOUN"):
        said.append(clause)
    for word in said:
        yield word
        yield from word.conjuncts


def speaks_of_claim(token: Token) -> bool:
    """Whether a noun phrase is about what somebody said: "the reports", "it", "the lawsuit"."""
    lemma = token.lemma_.lower()
    if lemma in EVIDENCE:
        return True
    if token.dep_ == "expl" or token.lower_ in CLAIM_PRONOUNS or lemma in CLAIM_NOUNS | LAWSUIT_NOUNS:
        return True
    parts = (o for k in token.children if k.dep_ == "prep" and k.lower_ == "of" for o in k.children)
    return lemma in ("all", "most", "none", "some", "any", "many", "much", "number", "part", "series") and any(
        speaks_of_claim(o) for o in parts
    )


def speaks_of_remark(token: Token) -> bool:
    """Whether a noun phrase is about words that can be a lie, or figures that can be bogus: "the tweet", "his ad"."""
    lemma = token.lemma_.lower()
    return lemma in REMARKS or (lemma in FIGURES and token.lower_ != "number")


def is_false_word(token: Token, words: Set[str] = FALSE_OF_A_CLAIM) -> bool:
    """Whether a word says that a claim is not so ("baseless", "lies", "fake news")."""
    lemma = token.lemma_.lower()
    before = (*token.children, *token.doc[token.i - 1 : token.i])
    return lemma in words or token.lower_ in words or any(f"{k.lower_} {lemma}" in words for k in before)


def is_false_of_anything(token: Token) -> bool:
    """Whether a word calls its object a false claim whatever the object is ("disinformation")."""
    return is_false_word(token, FALSE)
