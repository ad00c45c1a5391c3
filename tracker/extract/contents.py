"""What the words of a saying do: deny, know of nothing, tell nothing, confirm or ask.

"The embassy said" asserts, unless what it said is "that is false", "we have never heard of it" or "no comment". Only
the main clauses count ("he asks whether it is false" denies nothing), and only what is said of a claim: the passport
too can be false, and the board unaware of the risk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from tracker.extract.attributions import Attribution
from tracker.extract.borne_out import is_not_borne_out
from tracker.extract.clauses import (
    NOT,
    is_marked,
    is_plainly_negated,
    main_clauses,
    stands_with_no,
    subject_of,
)
from tracker.extract.credence import gives_no_credence
from tracker.extract.doubts import doubts
from tracker.extract.objections import did_not, does_not_accept, objects_to_claim
from tracker.extract.polarity import is_negated
from tracker.extract.roles import is_human
from tracker.extract.text_places import Place, merged
from tracker.extract.told_wrongly import says_others_lie
from tracker.extract.untrue import (
    asked_and_negated,
    called_false_at_the_end,
    clears,
    finds_no_evidence,
    is_not_as_told,
    is_not_so,
    is_opposite,
    is_so,
    thinks_not,
)
from tracker.extract.words import CLAIM_NOUNS, SPEAKING_FOR
from tracker.records import Stance

_TOLD = r"say|says|said|claims?|claimed|alleges?|alleged|suggests?|suggested|reports?|reported|asserts?|asserted"
_CLAIMS = (
    r"claim|account|version|story|impression|report|allegation|assertion|accusation|suggestion|rumou?r|statement|"
    r"insinuation"
)
_HEARD = (
    r"\s+(?:\w+\s+)?(?:reports?|rumou?rs?|talk|words?|claims?|complaints?|news|discussions?|mention|such"
    r"|of|plans?|proposals?|suggestions?|allegations?|accusations?)\b"
    r"|\W*$|\W*[.,;]"
)
_BUT_I = r"\s+(?:you|anyone\s+else|the\s+rest\s+of\s+you)\W+but\b"  # "I don't know about you, but I am tired"
_KNOWS_NOTHING = re.compile(
    rf"{NOT}\s+(?:\w+\s+)?(?:heard|hear)\s+(?:(?:of|about)(?!\s+(?:any|some)(?:one|body)\s+(?:who|that)\b)|that|anything|any(?={_HEARD}))\b"
    rf"|{NOT}\s+(?:been\s+|previously\s+|personally\s+)?(?:aware|familiar)\b|\bunaware\b"
    rf"|(?:\bno|{NOT}\s+(?:have|had|got)(?:\s+any|\s+the\s+slightest)?)\s+(?:(?:such|further|prior|direct|personal|advance|"
    r"specific|independent|all)\s+)?(?:knowledge|information|awareness|recollection|idea(?!\s+(?:how|what|where)\s+to\b)|memory)\b"
    r"|\bno\s+(?:\w+\s+)?records?\s+of\b|\bignorance\s+of\b"
    r"|\b(?:know|knows|knew)\s+of\s+no\s+(?:such\s+)?(?:plan|proposal|talk|deal|agreement|request|order|offer|threat|"
    r"attempt|move|inquiry|investigation|decision|intention|meeting|letter|complaint|charge|link)s?\b"
    rf"|\b(?:know|knows|knew|hear|hears|heard)\s+nothing\s+(?:of|about)\b|{NOT}\s+(?:to\s+)?(?:know|recall|remember)\s+(?:of|about(?!{_BUT_I})|anything|any)\b"
    r"|\bfirst\s+(?:time\s+)?(?:that\s+)?(?:I|we|he|she|they)(?:['’]ve|['’]d|\s+have|\s+had)?\s+(?:ever\s+)?heard\b"
    r"|\bnews\s+to\s+(?:me|us|him|her|them)\b",
    re.IGNORECASE,
)
_TELLS_NOTHING = re.compile(
    r"^\W*no\s+comment\b|\b(?:no|without)\s+(?:further\s+|immediate\s+)?comment\b"
    r"|\bnothing\s+(?:more\s+|further\s+|else\s+)?to\s+(?:say|add)\b(?!\s+to)"
    rf"|(?:{NOT}|\b(?:unable|unwilling|declin\w+|refus\w+)\s+to|\bwithout)\s+(?:\w+\s+){{0,4}}?(?:in\s+a\s+position\s+to\s+)?"
    r"(?:comment|discuss|speculate|elaborate|be\s+drawn|disclose|divulge|detail|characteri[sz]e|talk\s+about|commenting|discussing|speculating|"
    r"(?:get|getting|go|going)\s+into\s+(?:that|this|it|any|details?|the\s+details?|specifics|the\s+specifics)|"
    r"(?:answer|answering|address|respond\s+to)\s+(?:(?:\w+\s+){0,3}questions?|that|this|it)|"
    r"say\s+(?:what|when|where|who|how|why|whether|if|anything|any\s+more|more)|"
    r"confirm\s+(?:n?or\s+deny|whether|if))\b|\bneither\s+confirm\w*\s+nor\s+den\w+",
    re.IGNORECASE,
)
_DID_NOT_TALK = re.compile(  # "we did not discuss money" tells of talks
    r"\b(?:did|had)(?:\s+not|n['’]t)\s+(?:\w+\s+){0,2}?(?:discuss(?:ed)?|talk(?:ed)?\s+about|(?:go|gone)\s+into|comment(?:ed)?\s+on)\b",
    re.IGNORECASE,
)
_NOTHING_IN_IT = re.compile(
    rf"(?:\bno\s+|{NOT}\s+(?:a|one)\s+)(?:(?:grain|shred|word|iota|ounce|element|bit)\s+of\s+)?(?:\w+\s+)?"
    r"truth\s+(?:in|to|whatsoever)\b(?!\s+tell)|\bno\s+such\s+\w+"
    rf"|\b(?:could|can)(?:not|\s+not|n['’]t)\s+be\s+(?:further|farther)\s+from\s+the\s+truth\b"
    rf"|\b(?:{_CLAIMS}|it|this|that)s?\W+(?:\w+\W+)?{NOT}\s+(?:even|anywhere)\s+(?:close\s+to|near)\s+(?:being\s+)?"
    r"(?:true|the\s+truth|accurate)\b"
    rf"|\b(?:{_CLAIMS}|thing|it|this|that)s?\s+(?:(?:is|was|are|were|had|has|have|been|being|\w+ly)\s+)+"
    r"blown\s+(?:way\s+)?out\s+of\s+(?:all\s+)?proportion\b(?!\s+by\b)"
    rf"|\b(?:{_CLAIMS})s?\s+(?:\w+ly\s+)?(?:makes?|made|making)\s+no\s+sense(?=\W*$|[.!?;])"
    rf"|\b(?:{_CLAIMS})s?\s+(?:\w+ly\s+)?(?:def(?:y|ies|ied)|strain(?:s|ed)?|stretch(?:es|ed)?|beggar(?:s|ed)?)\s+"
    r"(?:belief|credulity|credibility)\b"
    r"|\bnothing\s+(?:to|in)\s+(?:it|this|that|them|(?:the|these|those)\s+\w+)\W*$"
    r"|\bno\s+(?:relation|resemblance)\s+to\s+(?:the\s+)?(?:reality|truth|facts)\b"
    r"|\b(?:nothing\s+(?:could|can)\s+be\s+further|far)\s+from\s+(?:the\s+truth|true)\b"
    rf"|{NOT}\s+(?:\w+ly\s+)?the\s+case\b|\bfake\s+news\b"
    r"|(?:\b(?:d(?:o|id|oes|one|oing)|sa(?:ys?|id)|(?<!there\s)(?:was|is)|meant|wrote|made)\s+|^\W*)nothing\s+of\s+the\s+(?:sort|kind)\b"
    rf"|\bnothing\s+of\s+the\s+(?:sort|kind)\s+(?:(?:has|had|ever)\s+)*(?:happened|occurred)\b"
    rf"|\b(?:that|this|it)(?:['’]s|\s+is|\s+was)?\s*(?:(?:\w+ly|just)\s+)?{NOT}\s+(?:at\s+all\s+)?"
    r"(?:(?:how|the\s+way)\s+(?:it|things|I|we)\s+(?:\w+ly\s+)?(?:happened|occurred|went|(?:remember|recall)(?:ed)?(?:\s+it)?)"
    r"|what\s+(?:(?:actually|really)\s+)?(?:happened|occurred|took\s+place|(?:I|we|he|she|they"
    r"|(?:the|his|her|our|my|its|their)\s+(?!law|rule|constitution|bible)\w+)\s+(?:had\s+)?(?:said|says?|shows?)))(?=\W*$|[.!?;])"
    r"|\b(?:it|that|this)(?:['’]s)?\s+(?:(?:simply|just|really)\s+)?(?:is|was|ai)?\s*(?:(?:simply|just)\s+)?"
    rf"{NOT}\s+so(?=\W*$|[.!?;])"
    rf"|\b(?:that|this|it)(?:['’]s|\s+is|\s+was)?\s*{NOT}\s+(?:at\s+all\s+)?(?:my|our|his|her|their)\s+"
    r"(?:recollection|memory|understanding)\b(?!\s+of\b)"
    rf"|{NOT}\s+(?:remember|recall)\s+(?:it|that|this)\s+(?:that\s+way|like\s+that)\b"
    rf"|{NOT}\s+(?:do|done|say|said)\s+anything\s+of\s+the\s+(?:sort|kind)\b"
    rf"|\b(?:{_CLAIMS}|charge|quote|figure|number|it|this|that|they|these|those)s?\s+"
    r"(?:(?:is|was|are|were|had|has|have|been|\w+ly)\s+)+"
    r"(?:plucked|pulled|conjured|invented|manufactured|made(?:\s+up)?)\s+out\s+of\s+(?:thin\s+air|whole\s+cloth)\b(?!\s+by\b)"
    r"|(?<!my )(?<!our )(?<!its )(?<!own )(?<!if the )"
    r"\b(?:claim|account|story|report|allegation|accusation|article|dossier|complaint)\s+(?:(?:is|was|had|has|been|\w+ly)\s+)+(?:riddled\s+with|full\s+of|replete\s+with)\s+(?:\w+\s+)?"
    r"(?:errors|inaccuracies|falsehoods|lies|mistakes|untruths|distortions)\b"
    rf"|\bcontrary\s+to\s+(?:what\s+(?:\w+\W+){{1,5}}?(?:{_TOLD})|(?:[\w'’]+\s+){{0,4}}?(?:{_CLAIMS})s?)\b",
    re.IGNORECASE,
)
_IN_A_WORD = re.compile(
    r"^\W*(?:(?:absolute|complete|total|utter|pure|all|just|absolutely|completely|totally|simply)\s+)*"
    r"(?:nonsense|rubbish|false|untrue|lies|fake\s+news|not\s+(?:true|so|correct)|absolutely\s+not|not\s+at\s+all|baseless|"
    r"ridiculous|bogus|hogwash|incorrect|inaccurate|(?:(?:show|say|suggest|indicate)\w*\s+)?otherwise)\W*$",
    re.IGNORECASE,
)
_I_NEVER = re.compile(
    rf"^\W*(?:I|we)\s+(?:\w+\s+)?(?:{NOT}|did\s*n['’]t|have\s+never)\s+(?:ever\s+)?"
    r"(?:sa(?:y|id)|d(?:o|id|one)|wr(?:ite|ote|itten)|made?|make|sen[dt]|sign(?:ed)?)\s+(?:that|this|it|any\s+such)\b",
    re.IGNORECASE,
)
_PLAIN_NO = re.compile(r"^\W*no\b\W*(?:$|[,.]|it\b|there\b|we\b|he\b|she\b|they\b)", re.IGNORECASE)
_PLAIN_YES = re.compile(r"^\W*(?:yes\b|(?:that|this)(?:['’]s|\s+is)\s+(?:right|correct|true)\b)(?!-)", re.IGNORECASE)
_ASKS = re.compile(r"^[^.!?]*\?\W*$")  # all that is said is one question
_PROVING = {"show", "prove", "demonstrate"}
_SAYING_SO = {"say", "tell", "repeat", "maintain"}
_BODIES = set("company firm campaign government ministry bank party family office administration agency".split())
_BELIEFS, _BELIEVING = {"believe", "think", "feel", "conclude", "determine"}, {"i", "we", "he", "she", "they", "it"}
_SELVES = set("i we he she they it there this that one you none nobody".split())
_OTHERS = {"he", "she", "they"}  # "They won't talk about it," of whoever speaks for nobody else
_TOKENS_BACK = 60  # two or three sentences of a quotation
_NOBODY = {"none", "nobody", "one", "you"}  # "you do not hear of it": people in general
_ON = {"regarding", "concerning", "about"}
_SPEAKING_OF = {"comment", "respond", "react", "reply"}
_QUESTIONS = {"question", "query"}


_SHOWING = set("express voice show display convey betray vent offer extend send".split())
_SIGNS = {"sign", "hint", "trace", "flash"}
_FEELINGS = set(
    "admiration affection alarm amazement anger annoyance anxiety appreciation apprehension astonishment concern "
    "condolence congratulation contempt delight disappointment disapproval discontent disgust dismay displeasure "
    "dissatisfaction fear frustration fury gratitude grief horror impatience indignation irritation joy outrage "
    "pleasure pride regret relief remorse resentment respect sadness satisfaction shock sorrow support surprise "
    "sympathy thank thanks unease worry".split()
)


def stance_by_content(attribution: Attribution, text: str) -> Stance:
    """Return the stance that the content of a plain saying takes; `text` is the content, its pieces joined."""
    if _IN_A_WORD.search(text) or _I_NEVER.search(text) or _PLAIN_NO.search(text):
        return "deny"
    places = said_places(attribution)
    if _of_the_speaker(_KNOWS_NOTHING, attribution, places):
        return "deny_knowledge"
    said = tokens_in(attribution.head.doc, places)
    clauses = list(main_clauses(said))
    clauses += [told for clause in clauses for told in (*_believed(clause), *_shown(clause))]
    if _says_nothing_in_it(attribution, places) or any(map(_denies, clauses)):
        return "deny"
    if asked_and_negated(said) is not None or called_false_at_the_end(said):
        return "deny"
    if any(_denies_itself(clause, attribution, places) for clause in clauses):
        return "deny"
    if any(finds_no_evidence(clause) for clause in clauses if clause.dep_ != "prep"):
        return "deny"  # who "claimed without offering any evidence that" he had claims just that
    tells_nothing = _of_the_speaker(_TELLS_NOTHING, attribution, places) or _TELLS_NOTHING.match(text)
    if tells_nothing and (not _DID_NOT_TALK.search(text) or _TELLS_NOTHING.search(_DID_NOT_TALK.sub("", text))):
        return "no_comment"
    if _PLAIN_YES.search(text) or any(is_so(c) and not _says_not(c, clauses[:n]) for n, c in enumerate(clauses)):
        return "confirm"
    return "assert"


def _says_not(clause: Token, before: Sequence[Token]) -> bool:
    """Whether the same is denied something before: "It's not racist. It's true."."""
    subject = subject_of(clause)
    subjects = [subject_of(c) for c in before if is_plainly_negated(c)]
    below = (k for word in (clause, *clause.children) for k in word.children if k.i > clause.i)
    more = clause.dep_ == "conj" or any(k.dep_ in ("ccomp", "csubj") for k in below)  # "it is true that he is ill"
    one = subject is not None and subject.lower_ == "it" and not more
    return one and any(s is not None and (s.lower_ == "it" or s.pos_ == "NOUN") for s in subjects)


def _believed(clause: Token) -> list[Token]:
    """What the speaker says to believe, or to have said: of "we believe the lawsuit lacks merit" that it lacks it."""
    subject = subject_of(clause)
    if subject is None or is_plainly_negated(clause) or any(k.tag_ == "MD" for k in clause.children):
        return []
    believes = subject.lower_ in _BELIEVING or subject.lemma_.lower() in _BODIES
    says = subject.lower_ in ("i", "we") and clause.lemma_ in _SAYING_SO
    himself = says or (believes and clause.lemma_ in _BELIEFS)
    return [k for k in clause.children if himself and k.dep_ == "ccomp" and k.i > clause.i]


def _shown(clause: Token) -> list[Token]:
    """What something is said to show: of "he had records showing that the claims were false" that they were."""
    if is_plainly_negated(clause):
        return []
    showing = (t for t in clause.subtree if t.lemma_ in _PROVING and t.dep_ in ("acl", "relcl"))
    return [k for t in showing for k in t.children if k.dep_ == "ccomp" and k.i > t.i and not is_negated(t)]


_WAYS_TO_DENY = (
    is_not_so, thinks_not, is_opposite, is_not_as_told, is_not_borne_out, doubts, clears, does_not_accept, did_not,
    says_others_lie, gives_no_credence,
)  # fmt: skip


def _denies(clause: Token) -> bool:
    return any(way(clause) for way in _WAYS_TO_DENY)


def where_told_nothing(words: str) -> int | None:
    """Return where in the words it begins to be said that nothing is told ("not prepared to comment"), or None."""
    match = _TELLS_NOTHING.search(words)
    return match.start() if match is not None else None


def asks(attribution: Attribution, text: str) -> bool:
    """Whether all that is said is one question; ""It is childish," she wrote. "Banned?"" says something first."""
    return _ASKS.match(text) is not None and not _goes_on_in_another_sentence(attribution)


def _goes_on_in_another_sentence(attribution: Attribution) -> bool:
    """Whether a sentence ends between two pieces of what is said."""
    doc = attribution.head.doc
    for (_, end), (start, _) in pairwise(sorted(attribution.content)):
        between = doc.char_span(end, start, alignment_mode="contract")
        if between is not None and any(t.text in (".", "!") for t in between):
            return True
    return False


def names_a_topic(attribution: Attribution) -> bool:
    """Whether the content only says what is spoken of: "whether he would go", "to what extent", "about the plan"."""
    head = attribution.content_head
    if head is None or attribution.quotations or attribution.head.lower_ == "according":
        return False
    if head.lower_ in _ON or _speaks_of_what_is_claimed(attribution):
        return True
    opening = next((kid for kid in head.lefts if kid.dep_ != "punct" and kid.lower_ != "that"), None)
    if opening is None or opening.dep_ in ("csubj", "csubjpass", "advcl"):  # "what he did was wrong" tells
        return False
    # Of "to what extent" and "in which house" what stands after the preposition, not a clause further on.
    words = opening.doc[opening.i : opening.i + 2] if opening.dep_ == "prep" else (opening.left_edge,)
    if attribution.head.dep_ == "relcl" and any(w.tag_ in ("WP", "WDT") and w.i < attribution.head.i for w in words):
        return False  # "the bridge, which engineers say is unsafe"
    # Of "said this year that cutbacks could follow" the parser may take the "that" for a relative.
    asking = (word for word in words if word.lower_ != "that")
    return any(word.lower_ == "whether" or word.tag_ in ("WP", "WRB", "WDT") for word in asking)


def _speaks_of_what_is_claimed(attribution: Attribution) -> bool:
    """ "Commenting on a report that it was sold", "responded to claims that", "took questions on claims that"."""
    told = attribution.content_head
    held = CLAIM_NOUNS | {"complaint"}
    of_claim = told is not None and told.dep_ == "pobj" and told.lemma_.lower() in held
    if told is not None and of_claim and told.head.head.lemma_.lower() in _QUESTIONS:
        return True
    at = [(to, o) for to in attribution.head.children if to.dep_ == "prep" for o in to.children if o.dep_ == "pobj"]
    claims = [(to, o) for to, o in at if o.lemma_.lower() in held | {"warning"}]
    if any(to.lower_ == "at" and any(k.lower_ in ("by", "from") for k in o.children) for to, o in claims):
        return True  # "snapped at claims by the bakers that"
    return attribution.head.lemma_ in _SPEAKING_OF and any(o.lemma_.lower() in CLAIM_NOUNS for _, o in claims)


def tells_a_feeling(attribution: Attribution) -> bool:
    """Whether somebody only shows what he feels: "voiced anger at the plan", "showed signs of irritation"."""
    if attribution.head.lemma_.lower() not in _SHOWING or attribution.quotations:
        return False
    objects = [k for k in attribution.head.children if k.dep_ == "dobj"]
    signs = [k for o in objects if o.lemma_ in _SIGNS for of in o.children if of.lower_ == "of" for k in of.children]
    felt = signs or objects
    told = any(k.dep_ in ("acl", "ccomp") for noun in felt for k in noun.children)  # "fear that it would fall"
    return bool(felt) and not told and all(noun.lemma_.lower() in _FEELINGS for noun in felt)


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


def _of_the_speaker(pattern: re.Pattern[str], attribution: Attribution, places: list[Place]) -> bool:
    """Whether the words are there in a clause about the speaker: "said he was not aware", not "the board was not"."""
    found = _found(pattern, attribution.head.doc, places)
    return any(_is_of_self(words.root, attribution, place) for words, place in found)


def _says_nothing_in_it(attribution: Attribution, places: list[Place]) -> bool:
    """Whether there is nothing in what is claimed, whoever claims it; not "if no such steps are taken, prices fall"."""
    return any(
        not _is_of_condition(words, place) for words, place in _found(_NOTHING_IN_IT, attribution.head.doc, places)
    )


def _found(pattern: re.Pattern[str], doc: Doc, places: Iterable[Place]) -> Iterator[tuple[Words, Place]]:
    """Yield where the places match a pattern, each with the place."""
    for start, end in places:
        said = doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None
        if said is None:
            continue
        for match in pattern.finditer(said.text):
            first, last = said.start_char + match.start(), said.start_char + match.end()
            words = doc.char_span(first, last, alignment_mode="expand")
            if words is not None:
                yield words, (start, end)


def _is_of_condition(words: Words, place: Place) -> bool:
    """Whether words stand in a clause with "if", "unless" or "whether" before them, within the place."""
    above = [t for t in (words.root, *words.root.ancestors) if place[0] <= t.idx < place[1]]
    marks = (k for t in above for k in t.children if k.dep_ == "mark" and k.lower_ in ("if", "unless", "whether"))
    return any(place[0] <= mark.idx < words.end_char for mark in marks)


def _is_of_self(token: Token, attribution: Attribution, place: Place) -> bool:
    if token.dep_ == "relcl" and is_human(token.head) and token.head.dep_ != "attr":  # "a senator I never heard of"
        return False
    subject = _subject_over(token, place)
    if subject is None:
        return True
    source = list(attribution.speaker.subtree) if attribution.speaker is not None else []
    speaks_for = any(t.lemma_.lower() in SPEAKING_FOR for t in source)
    of_others = any((t.dep_ == "poss" and t.pos_ == "PRON") or t.lemma_ == subject.lemma_ for t in source)
    quoted = any(one.start < subject.idx < one.end for one in attribution.quotations)
    if subject.lower_ in _OTHERS and quoted and source and not (speaks_for or of_others):
        named = attribution.speaker is not None and attribution.speaker.pos_ == "PROPN"
        if (named and subject.lower_ == "they") or _stands_for_another(subject, attribution):
            return False
    if subject.lower_ in _SELVES:
        own = subject.lower_ in ("i", "we") or not _is_of_noun(token, place)
        return own and not (subject.lower_ in _NOBODY or stands_with_no(subject))
    return of_others or (speaks_for and not _is_plural(subject))


def _stands_for_another(pronoun: Token, attribution: Attribution) -> bool:
    """Whether somebody is spoken of in the quotation before "she": "My neighbour saw it. She won't talk of it"."""
    start = next(one.start for one in attribution.quotations if one.start < pronoun.idx < one.end)
    before = pronoun.doc[max(0, pronoun.sent.start - _TOKENS_BACK) : pronoun.i]
    return any(t.idx > start and t.dep_ == "nsubj" and t.pos_ in ("NOUN", "PROPN") for t in before)


def _is_of_noun(token: Token, place: Place) -> bool:
    """ "The president's claim he was unaware": it is the president who was, or was not."""
    within = (t for t in (token, *token.ancestors) if place[0] <= t.idx < place[1])
    return any(t.dep_ == "acl" and t.head.lemma_.lower() in CLAIM_NOUNS and t.head.idx >= place[0] for t in within)


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _subject_over(token: Token, place: Place) -> Token | None:
    """The subject of the clause that a word stands in, if that is within the place."""
    for above in (token, *token.ancestors):
        if not place[0] <= above.idx < place[1]:
            return None
        subject = subject_of(above)
        if subject is not None and subject != token:
            return subject
    return None


def _denies_itself(clause: Token, attribution: Attribution, places: list[Place]) -> bool:
    """ "We deny these charges", "my client denies that he fled": the saying only reports what denies."""
    subject = subject_of(clause)
    if subject is None or is_marked(clause) or not objects_to_claim(clause):
        return False
    client = any(k.dep_ == "poss" and k.lower_ in ("my", "our") for k in subject.children)
    within = [place for place in places if place[0] <= clause.idx < place[1]]
    return client or (bool(within) and _is_of_self(clause, attribution, within[0]))
