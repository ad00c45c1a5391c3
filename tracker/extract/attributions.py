"""Who says what: cue, source and content of each attribution, as the statement model reads them, tied to the parse.

The model says where they are (`tracker.models.statements`); the parse says what later stages ask of them: which word of
the cue is the verb and what the cue list knows of it with this complement, which word heads the content, who speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from tracker.extract.naming import is_name_giving
from tracker.extract.not_sources import (
    asker,
    doer_of_deed,
    has_none,
    is_how_many,
    is_said_of,
    is_told_of,
    is_year,
    of_the_subject,
)
from tracker.extract.quotations import Quotation, find_quotations
from tracker.extract.roles import is_human
from tracker.extract.saying import complements, entries_of, hangs_on_before, source_tokens
from tracker.extract.text_places import Place, merged, places_of, tokens_of
from tracker.extract.transcripts import formal_attributions
from tracker.extract.trimming import completed, each_with_its_own, outside, trimmed
from tracker.extract.withholding import withholds
from tracker.lexicon.cues import Cue
from tracker.models.statements import Tagged, read_attributions
from tracker.parsing import Page, with_brackets
from tracker.records import Force

# The preposition after which a verb that is no verb of saying says something of its object.
_SAYING_OF_OBJECT = {"put": "at", "link": "to", "tie": "to", "trace": "to"}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_BENT = {"commit", "commitment", "bent", "intent", "intention", "set", "vow", "plan"}
_BELIEVED = {"favor", "favour", "tip", "poise", "fancy"}
_PRESSING = {"press", "push"}
_BY_WIRE = {"phone", "telephone", "conference", "video"}
_NEAR = 2_000  # code points from the start of a content to a quotation that it covers
_ACCORDING = Cue("according", "to", "assertive", "assert")
_DISPUTING = Cue("dispute", "noun", "assertive", "deny")
_TAKEN_FOR_NOUNS = {"disputes", "contests"}  # "Apple disputes that it did": by the parser
WITHHOLDING = Cue("withhold", "refusal", "assertive", "no_comment")


@dataclass(slots=True, eq=False)
class Attribution:
    """The places of one attribution, and what later stages need of the parse."""

    head: Token  # the cue's own word: verb, noun, adverb or "according"
    entry: Cue
    cue: list[Token]
    content: list[Place]
    content_head: Token | None
    source: list[Place] = field(default_factory=list)
    speaker: Token | None = None  # the head of the source
    through: tuple[Token, list[Place]] | None = None  # who cites the speaker, by head and place
    quotations: list[Quotation] = field(default_factory=list)
    contested: bool = False  # whether a denial tells of it: "denied Iraqi claims that"


def find_attributions(page: Page) -> list[Attribution]:
    """Return the attributions of the page in text order, each with the quotations that its content covers.

    Within the turns of a transcript and signed quotations, as within most quotations, nothing further is read.
    """
    text = page.article.text
    formal = formal_attributions(text)
    ends = [[place for part in (f.source, f.content) for place in part] for f in formal]
    inside = [(min(places)[0], max(places)[1]) for places in ends]
    read = (outside(tagged, inside, text) for tagged in read_attributions(with_brackets(text)))
    told = [tagged for tagged in read if tagged is not None]
    found = [attribution_of(page, tagged) for tagged in (*each_with_its_own(told, text), *formal)]
    _share_out(find_quotations(text), found)
    found = [a for a in found if not (_is_compared(a.head) or is_name_giving(a.head) or _tells_nothing(a))]
    return sorted(_said_once(found), key=lambda a: (a.cue[0].i, a.content))


def _is_compared(saying: Token) -> bool:
    """Whether what somebody says is but compared with: "not as harsh as its critics claim", "larger than they said"."""
    above = saying.head
    than = any(k.dep_ == "mark" and k.lower_ in ("as", "than") for k in saying.children)
    more = above.tag_ in ("JJR", "RBR") or any(k.lower_ in ("as", "less", "more") for k in above.children)
    if any(k.lower_ == "as" and k.dep_ == "mark" for k in saying.children):
        than = any(k.dep_ == "neg" for k in (*above.children, *above.head.children))  # "as bad as they said" agrees
    return than and above.pos_ in ("ADJ", "ADV") and above.lower_ != "far" and more and above.i < saying.i


def _tells_only_what(attribution: Attribution) -> bool:
    """Whether only that somebody says something is told, not what: "what others say about it", "what she believes"."""
    told, saying = attribution.content_head, attribution.head
    what = next((k for k in saying.children if k.tag_ == "WP" and k.lower_ == "what" and k.i < saying.i), None)
    if what is None or told is None or saying.pos_ != "VERB" or attribution.quotations:
        return False
    topics = [o for k in saying.children if k.dep_ == "prep" for o in k.children]
    if saying.dep_ == "csubj" and any(k.dep_ in ("attr", "ccomp") for k in saying.head.children):
        return False  # "what she demanded was a refund"
    more = any(k.dep_ in ("ccomp", "xcomp", "oprd") or k.lower_ == "as" for k in saying.children)
    return what.dep_ in ("dobj", "dative") and told in (what, *topics) and not more


def _is_only_known(attribution: Attribution) -> bool:
    """Whether a thing is known or not, by nobody told: "the cause was not known", "better known as the Tin Bridge"."""
    head, told = attribution.head, attribution.content_head
    tells = told is not None and told.pos_ in ("VERB", "AUX")
    return head.lower_ in ("known", "unknown") and attribution.speaker is None and not tells


def _tells_nothing(attribution: Attribution) -> bool:
    """Whether only that something is said or known is told."""
    return _tells_only_what(attribution) or _is_only_known(attribution)


def _said_once(attributions: list[Attribution]) -> list[Attribution]:
    """The attributions with one of "Lind said "I am ill," she said": she is Lind, who says what stands in quotes."""
    said_before = set()
    for second in attributions:
        first = _saying_before(second)
        subject = next((k for k in first.children if k.dep_ == "nsubj"), None) if first is not None else None
        if first is not None and subject is not None and subject.pos_ == "PROPN":
            said_before.add(first.i)
            quoted = first.nbor().idx
            second.content = [(max(start, quoted), end) for start, end in second.content if end > quoted]
            second.speaker, second.source = subject, places_of(t for t in source_tokens(subject) if not t.is_quote)
    return [a for a in attributions if a.head.i not in said_before]


def _saying_before(attribution: Attribution) -> Token | None:
    """The "said" before the first quotation of what "she said" says."""
    speaker, doc = attribution.speaker, attribution.head.doc
    if speaker is None or speaker.lower_ not in ("he", "she") or not attribution.quotations or not attribution.content:
        return None
    said = doc.char_span(*attribution.content[0], alignment_mode="expand")
    opening = next((t for t in said if t.is_quote), None) if said is not None else None
    before = opening.nbor(-1) if opening is not None and opening.i > 0 else None
    says = before is not None and before.lemma_ == "say" and attribution.content[0][0] <= before.idx < speaker.idx
    return before if says else None


def attribution_of(page: Page, tagged: Tagged) -> Attribution:
    """Return the attribution at the places that the model gave."""
    cue = tokens_of(page, [tagged.cue])
    head = _cue_head(cue)
    places = completed(page, head, trimmed(page, head, tagged.content), tagged.source)
    told_by = () if has_none(head) else tagged.source
    if is_told_of(head):
        places, told_by = merged([*told_by, *places], page.article.text), ()
    told_by = tuple(of_the_subject(head, told_by))
    if all(map(is_year, tokens_of(page, told_by))):
        told_by = ()
    content = tokens_of(page, places)
    entry, content_head = entry_and_content_head(head, content)
    source = [t for t in tokens_of(page, told_by) if not t.is_punct]
    speaker = _source_head(source, head) if source else None
    if speaker is not None and is_how_many(speaker, head):
        speaker, told_by = None, ()
    doer = asker(head) or doer_of_deed(head, speaker)
    if doer is not None:
        who = [t for t in source_tokens(doer) if not t.is_quote]
        apart = [t for t in who if t not in content]  # of "asked by police about the fire" the police
        speaker, told_by = doer, tuple(places_of(apart if doer in apart else who))
    return Attribution(head, entry, cue, places, content_head, list(told_by), speaker)


def _cue_head(cue: Sequence[Token]) -> Token:
    """Of "has repeatedly denied" the verb: what the cue list knows, else the verb, else what the others hang on."""
    known = [t for t in cue if t.lower_ == "according" or (entries_of(t) and t.pos_ in ("VERB", "NOUN", "ADV", "AUX"))]
    verbs = [t for t in cue if t.pos_ == "VERB"]
    return _top(known or verbs or cue)


def _source_head(source: Sequence[Token], cue: Token) -> Token:
    """The subject of the cue, else one of a verb outside the source, else the noun that the others hang on."""
    numbers = {t.i for t in source}
    subjects = [t for t in source if t.dep_ in ("nsubj", "nsubjpass") and t.head.i not in numbers]
    subjects = [t for t in subjects if not hangs_on_before(t)] or subjects
    own = next((t for t in reversed(subjects) if t.head == cue), None)
    tops = [t for t in source if t.head == t or t.head.i not in numbers]
    nouns = [t for t in tops if t.pos_ in _NOMINAL]
    parts = [
        t for t in nouns if t.dep_ == "compound" and t.head == nouns[0].head
    ]  # "The latest Institute" of "figures"
    # Of "Lind, a man beaten by Hale, said" the parser may make a clause: then its first subject.
    named = (t for t in source if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in _NOMINAL)
    top = next(named, None) or _top(source)
    return own or next(iter(subjects), None) or next(reversed(parts), None) or next(iter(nouns), None) or top


def _top(tokens: Sequence[Token]) -> Token:
    """The first of the tokens that hangs on none of the others."""
    numbers = {t.i for t in tokens}
    return next((t for t in tokens if not any(a.i in numbers for a in t.ancestors)), tokens[0])


def entry_and_content_head(head: Token, content: Sequence[Token]) -> tuple[Cue, Token | None]:
    """Return the entry of a cue with the complement that the content covers, and the word that heads the content."""
    entries = entries_of(head)
    inside = {t.i for t in content}
    top = _content_head(head, content)
    if head.lemma_ in _PRESSING and (force := _pressed(head)) is not None:
        says = force == "assertive" and top is not None and top.pos_ in ("VERB", "AUX")
        return Cue(head.lemma_, "clause" if says else "object", force, "assert"), top
    if head.lower_ == "according":
        return _ACCORDING, top
    if head.lower_ in _TAKEN_FOR_NOUNS and head.dep_ == "ROOT":
        return _DISPUTING, top
    if head.pos_ in ("VERB", "AUX"):
        for complement, heads in complements(head):
            covered = [h for h in heads if h.i in inside]
            if complement in entries and covered:
                return entries[complement], covered[-1]
    if withholds(head):
        return WITHHOLDING, top
    asks = any(k.lower_ == "for" or k.dep_ == "acl" for k in head.children)
    if head.lemma_ == "call" and not asks and any(k.lower_ in _BY_WIRE for k in head.children):
        return Cue("call", "noun", "expressive", "assert"), top  # "a conference call about the strike" asks for nothing
    kind = {"NOUN": "noun", "ADV": "adverb"}.get(head.pos_, "clause")
    return entries.get(kind) or _unlisted(head, top, entries if kind == "clause" else {}), top


def _pressed(verb: Token) -> Force | None:
    """What is no demand: "pressed his attack that it is unsafe" says so, "pushed back against the attack" does not."""
    kids = list(verb.children)
    pressed = next((k for k in kids if k.dep_ == "dobj"), None)
    if pressed is None:
        return "expressive" if any(k.lower_ == "back" for k in kids) else None
    clauses = (k for k in (*pressed.children, *kids) if k.dep_ in ("acl", "ccomp", "relcl") and k.i > pressed.i)
    told = next((c for c in clauses if any(k.lower_ == "that" and k.dep_ == "mark" for k in c.children)), None)
    if told is None or pressed.pos_ != "NOUN" or is_human(pressed):
        return None
    finite = any(t.tag_ in ("VBZ", "VBD", "VBP") for t in (told, *(k for k in told.children if k.dep_[:3] == "aux")))
    return "assertive" if finite else None


def _unlisted(head: Token, content: Token | None, entries: dict[str, Cue]) -> Cue:
    """A cue with a complement that the list does not know: it tells a clause, and means to do an act."""
    if entries:
        first = next(iter(entries.values()))
        return Cue(head.lemma_, "clause", first.force, first.stance)
    if content is None or content.pos_ not in ("VERB", "AUX"):
        force: Force = "assertive" if _says_of_object(head) else "expressive"
        return Cue(head.lemma_.lower(), "object", force, "assert")
    is_act = content.tag_ in ("VB", "VBG") and not any(
        k.dep_ in ("aux", "nsubj") and k.lower_ != "to" for k in content.children
    )
    kind: tuple[str, Force] = ("infinitive", "commissive") if is_act else ("clause", "assertive")
    if is_act and is_said_of(head):
        return Cue(head.lemma_.lower(), "infinitive", "assertive", "assert")
    to = any(k.lower_ == "to" for k in content.children)
    bent = head.lemma_.lower() in _BENT
    if is_act and not bent and (not to or content.tag_ == "VBG" or (head.tag_ == "VBN" and head.lemma_ in _BELIEVED)):
        kind = ("infinitive", "expressive")  # "gushes about being an aunt", "is favored to win"
    return Cue(head.lemma_.lower(), *kind, "assert")


def _says_of_object(verb: Token) -> bool:
    """ "Put the dead at forty", "linked the breach to Russia": what stands after the object is said of it."""
    prepositions = {t.lower_ for k in verb.children for t in (k, *k.children) if t.dep_ == "prep" and t.i > verb.i}
    return _SAYING_OF_OBJECT.get(verb.lemma_.lower()) in prepositions


def _content_head(cue: Token, content: Sequence[Token]) -> Token | None:
    """The word of the content that hangs on the cue, or on which the cue hangs; else its first verb on no other."""
    numbers = {t.i for t in content}
    tops = [t for t in content if t.head.i not in numbers or t.head == t]
    near = [t for t in tops if t.head == cue or t in cue.ancestors]
    verbs = [t for t in near or tops if t.pos_ in ("VERB", "AUX")]
    return next(iter(verbs or near or [t for t in tops if not t.is_punct]), None)


def _share_out(quotations: Iterable[Quotation], attributions: list[Attribution]) -> None:
    """Give each quotation to the statement outside it whose content covers most of it."""
    contents = sorted(((start, end, n) for n, a in enumerate(attributions) for start, end in a.content))
    starts = [start for start, _, _ in contents]
    for quotation in quotations:
        covered: Counter[int] = Counter()
        for start, end, n in contents[
            bisect_left(starts, quotation.start - _NEAR) : bisect_left(starts, quotation.end)
        ]:
            if not quotation.start <= attributions[n].head.idx < quotation.end:
                covered[n] += max(0, min(end, quotation.end) - max(start, quotation.start))
        owner, most = max(covered.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))
        if most:
            attributions[owner].quotations.append(quotation)
