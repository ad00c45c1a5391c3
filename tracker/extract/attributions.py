"""Who says what: cue, source and content of each attribution, as the statement model reads them, tied to the parse.

The model says where they are (`tracker.models.statements`); the parse says what later stages ask of them: which word of
the cue is the verb and what the cue list knows of it with this complement, which word heads the content, who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Token

from tracker.extract.clauses import subject_of
from tracker.extract.quotations import Quotation, find_quotations
from tracker.extract.transcripts import formal_attributions
from tracker.extract.withholding import withholds
from tracker.extract.words import CALENDAR, CLAIM_NOUNS
from tracker.lexicon.cues import Cue, cue_verbs
from tracker.models.statements import Tagged, read_attributions
from tracker.parsing import Page, with_brackets
from tracker.records import Force

Place = tuple[int, int]  # code points, start and end

_OUTER_PUNCTUATION = set(",;:.–—-…") | {"--", "..."}
_JUDGED = {"for", "of", "as", "with", "to"}  # "accused of", "criticised for", "described as"
_WHEN = {"on", "in", "during", "after", "before", "since", "until"}  # "condemned the claim on Monday" says no more
_SAID_OF_OBJECT = ("prep", "xcomp", "oprd", "dative", "acl", "pcomp", "ccomp")
# The preposition after which a verb that is no verb of saying says something of its object.
_SAYING_OF_OBJECT = {"put": "at", "link": "to", "tie": "to", "trace": "to"}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_SUFFERING = set("battle fight fend beat ward weather endure survive face confront combat suffer withstand".split())
_BENT = {"commit", "commitment", "bent", "intent", "intention", "set", "vow", "plan"}
_BELIEVED = {"favor", "favour", "tip", "poise", "fancy"}
_BLAMING = {"accuse", "blame", "criticize", "criticise"}
_BY_WIRE = {"phone", "telephone", "conference", "video"}
_JOINING = {"and", "but", "or"}
_JUST_BEFORE = 8  # readings whose words another may hold too
_NEAR = 2_000  # code points from the start of a content to a quotation that it covers
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_QUOTED = re.compile('["“”]')
_SENTENCE_ENDS = re.compile('[.!?]["”’)]*\\s')
_LETTER = re.compile(r"[^\W\d_]")
_MINDS = set("intention intent aim goal plan hope view position message word remark purpose objective".split())
_ACCORDING = Cue("according", "to", "assertive", "assert")
_DISPUTING = Cue("dispute", "noun", "assertive", "deny")
_TOLD_OF = {"said", "believed", "thought", "reported", "rumoured", "rumored", "alleged", "known"}
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
    read = (_outside(tagged, inside, text) for tagged in read_attributions(with_brackets(text)))
    told = [tagged for tagged in read if tagged is not None]
    found = [attribution_of(page, tagged) for tagged in (*_each_with_its_own(told, text), *formal)]
    _share_out(find_quotations(text), found)
    found = [a for a in found if not _is_compared(a.head)]
    return sorted(_said_once(found), key=lambda a: (a.cue[0].i, a.content))


def _is_compared(saying: Token) -> bool:
    """Whether what somebody says is but compared with: "not as harsh as its critics claim", "larger than they said"."""
    above = saying.head
    than = any(k.dep_ == "mark" and k.lower_ in ("as", "than") for k in saying.children)
    more = above.tag_ in ("JJR", "RBR") or any(k.lower_ in ("as", "less", "more") for k in above.children)
    if any(k.lower_ == "as" and k.dep_ == "mark" for k in saying.children):
        than = any(k.dep_ == "neg" for k in (*above.children, *above.head.children))  # "as bad as they said" agrees
    return than and above.pos_ in ("ADJ", "ADV") and above.lower_ != "far" and more and above.i < saying.i


def _each_with_its_own(told: Sequence[Tagged], text: str) -> Iterator[Tagged]:
    """The readings, each without what another before it says: ""They left," Ann said. "He was alone," she said."."""

    def apart(piece: Place, one: Tagged) -> bool:
        return _QUOTED.search(text, *piece) is not None or _SENTENCE_ENDS.search(text, piece[1], one.cue[0]) is not None

    for n, one in enumerate(told):
        before = told[max(0, n - _JUST_BEFORE) : n]
        others = [(piece, o.cue) for o in before if o.cue[1] <= one.cue[0] for piece in o.content]
        own = tuple(
            piece
            for piece in one.content
            if not (
                apart(piece, one) and any(piece[1] <= cue[0] and _touches([piece], [other]) for other, cue in others)
            )
        )
        yield one if own in ((), one.content) else replace(one, content=own)


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


def _outside(tagged: Tagged, inside: Sequence[Place], text: str) -> Tagged | None:
    """A reading without what lies in turns and signed quotations; None where its cue or all that it says does."""
    content = tuple(
        (start, end)
        for start, end in tagged.content
        if not _touches([(start, end)], inside) and _LETTER.search(text, start, end)
    )
    if _touches([tagged.cue], inside) or (tagged.content and not content):
        return None
    if content != tagged.content and not any(_QUOTED.search(text, start, end) for start, end in content):
        return None  # "What readers wrote", of what then follows
    return replace(tagged, content=content)


def _touches(places: Iterable[Place], others: Sequence[Place]) -> bool:
    return any(start < end and begin < stop for start, stop in places for begin, end in others)


def attribution_of(page: Page, tagged: Tagged) -> Attribution:
    """Return the attribution at the places that the model gave."""
    cue = tokens_of(page, [tagged.cue])
    head = _cue_head(cue)
    places = _within_its_clause(head, _without_its_verb(head, _ended(page, tagged.content)))
    told_by = () if _is_asked(head) else tagged.source
    if _is_told_of(head) or _is_accused(head):
        places, told_by = merged([*told_by, *places], page.article.text), ()
    told_by = tuple(_of_the_subject(head, told_by))
    if _is_suffered(head) or all(_YEAR.fullmatch(t.text) for t in tokens_of(page, told_by)):
        told_by = ()  # nobody of "the 1999 admission that", and of "Bell battled accusations that she lied"
    content = tokens_of(page, places)
    entry, content_head = _entry_and_content_head(head, content)
    source = [t for t in tokens_of(page, told_by) if not t.is_punct]
    speaker = _source_head(source, head) if source else None
    doer = _doer_of_deed(head)
    if doer is not None and speaker in (None, *_reproaching(_verb_over(head))):
        speaker, told_by = doer, tuple(places_of(t for t in source_tokens(doer) if not t.is_quote))
    return Attribution(head, entry, cue, places, content_head, list(told_by), speaker)


def _is_suffered(noun: Token) -> bool:
    """Whether a claim is made against the subject of its verb: "faced allegations that", "fought off accusations"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    whose = any(k.lower_ in ("by", "from") or k.dep_ == "poss" for k in noun.children)
    is_object = noun.dep_ in ("dobj", "pobj") and not whose
    return is_object and noun.lemma_.lower() in CLAIM_NOUNS and verb.lemma_ in _SUFFERING


def _of_the_subject(head: Token, told_by: Sequence[Place]) -> Sequence[Place]:
    """Of several places of a source those of the verb's own subject: the model may take that of another verb too.

    "People would enroll, and then local leaders could call on their help".
    """
    subjects = [k for k in head.children if k.dep_ == "nsubj" and k.tag_ not in ("WDT", "WP")]
    if not subjects or len(told_by) < 2:
        return told_by
    text = str(head.doc.text)
    if not any(_LETTER.search(text, end, start) for (_, end), (start, _) in pairwise(told_by)):
        return told_by  # "Obama, others vow"
    phrase = [t.idx for t in source_tokens(subjects[0])]
    return [(start, end) for start, end in told_by if any(start <= at < end for at in phrase)] or told_by


def _is_asked(head: Token) -> bool:
    """Of "Asked if it was so, she said" the asked: who asks is not named, and she is not the one."""
    if head.lower_ not in ("asked", "questioned", "pressed"):
        return False
    aside = head.i > 0 and head.nbor(-1).text == "," and not any(k.dep_ in ("nsubj", "cc") for k in head.children)
    return (head.tag_ == "VBN" and head.dep_ in ("advcl", "prep", "acl")) or (aside and head.dep_ != "conj")


def _is_accused(head: Token) -> bool:
    """ "Mayor accused of stealing", "with the Senate expected to reject it": who says so is not named."""
    if (
        head.tag_ not in ("VBN", "VBD")
        or head.dep_ == "relcl"
        or any(k.dep_ in ("dobj", "aux", "auxpass", "agent") for k in head.children)
    ):
        return False
    following = head.nbor().lower_ if head.i + 1 < len(head.doc) else ""
    awaited = head.lower_ == "expected" and following == "to" and head.dep_ in ("acl", "pcomp", "ccomp")
    return awaited or (head.lemma_.lower() in _BLAMING and following in ("of", "for"))


def _is_told_of(head: Token) -> bool:
    """ "A man said to be the leader", "millions said to have been diverted": who is told of says nothing."""
    after = head.doc[head.i + 1 : head.i + 3].text.lower().split()
    said = head.lower_ in _TOLD_OF and not any(k.dep_ in ("aux", "auxpass") for k in head.children)
    return said and after in (["to", "be"], ["to", "have"])


def _ended(page: Page, places: Iterable[Place]) -> list[Place]:
    """The places without the preposition of what comes after: of "called it a lie on" Monday the "on"."""
    ended = []
    for start, end in places:
        tokens = tokens_of(page, [(start, end)])
        kept = list(tokens)
        while len(kept) > 1 and (_is_stranded(kept[-1]) or kept[-1].lower_ in _JOINING):
            kept.pop()
            while len(kept) > 1 and kept[-1].text in (",", ";"):
                kept.pop()
        ended.append((start, end if len(kept) == len(tokens) else kept[-1].idx + len(kept[-1])))
    return ended


def _within_its_clause(saying: Token, places: list[Place]) -> list[Place]:
    """The places without what the noun does of which somebody says it: "which he called a hoax, was played"."""
    verb, last = saying.head.head, saying.right_edge
    told = any(k.dep_ in ("ccomp", "xcomp", "oprd", "dobj") and k.i > saying.i for k in saying.children)
    if saying.dep_ != "relcl" or verb.i <= last.i or verb.pos_ not in ("VERB", "AUX") or not told:
        return places
    end = last.nbor(-1) if last.is_punct and not last.is_quote else last
    stop = end.idx + len(end)
    within = [(start, min(end, stop)) for start, end in places if start < stop]
    return within if saying.head.dep_ in ("nsubj", "nsubjpass") and within else places


def _without_its_verb(noun: Token, places: Iterable[Place]) -> list[Place]:
    """The places without what is said of the noun: of "Reports that he had died were denied" only "he had died"."""
    told = [
        k
        for k in noun.children
        if k.dep_ in ("acl", "ccomp") and k.i > noun.i and any(m.lower_ == "that" for m in k.children)
    ]
    if noun.pos_ != "NOUN" or not told or noun.head.i < told[0].i or noun.dep_ not in ("nsubj", "nsubjpass"):
        return list(places)
    last = told[0].right_edge
    end = last.idx + len(last)
    return [(start, min(stop, end)) for start, stop in places if start < end]


def _is_stranded(token: Token) -> bool:
    """Whether a preposition stands without its object, which comes after it: not that of "what he asked for"."""
    return token.dep_ == "prep" and any(k.dep_ == "pobj" and k.i > token.i for k in token.children)


def tokens_of(page: Page, places: Iterable[Place]) -> list[Token]:
    """Return the tokens of the page that lie within the places, also in part, in text order."""
    spans = (page.doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return [token for span in spans if span is not None for token in span]


def _cue_head(cue: Sequence[Token]) -> Token:
    """Of "has repeatedly denied" the verb: what the cue list knows, else the verb, else what the others hang on."""
    known = [t for t in cue if t.lower_ == "according" or (entries_of(t) and t.pos_ in ("VERB", "NOUN", "ADV", "AUX"))]
    verbs = [t for t in cue if t.pos_ == "VERB"]
    return _top(known or verbs or cue)


def _source_head(source: Sequence[Token], cue: Token) -> Token:
    """The subject of the cue, else one of a verb outside the source, else the noun that the others hang on."""
    numbers = {t.i for t in source}
    subjects = [t for t in source if t.dep_ in ("nsubj", "nsubjpass") and t.head.i not in numbers]
    subjects = [t for t in subjects if not _hangs_on_before(t)] or subjects
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


def _hangs_on_before(subject: Token) -> bool:
    """Of "sources close to the minister said" the minister, which the parser may take for the subject."""
    before = subject.doc[subject.left_edge.i - 1] if subject.left_edge.i > 0 else None
    return before is not None and before.dep_ == "prep" and before.n_rights == 0 and before.head.dep_ == "amod"


def _top(tokens: Sequence[Token]) -> Token:
    """The first of the tokens that hangs on none of the others."""
    numbers = {t.i for t in tokens}
    return next((t for t in tokens if not any(a.i in numbers for a in t.ancestors)), tokens[0])


def _doer_of_deed(saying: Token) -> Token | None:
    """Of "scolded Hale for saying that" Hale, who said it."""
    verb = _verb_over(saying)
    for_it = any(t.lower_ == "for" for t in (saying.head, saying.head.head))
    if saying.tag_ != "VBG" or saying.dep_ != "pcomp" or verb.pos_ != "VERB" or not for_it:
        return None
    return next((k for k in verb.children if k.dep_ in ("dobj", "nsubjpass")), None)


def _reproaching(verb: Token) -> list[Token]:
    """Who scolded: the subject of the verb, or who "by" names."""
    by = [o for k in verb.children if k.dep_ == "agent" for o in k.children]
    subject = subject_of(verb)
    return [*by, *([subject] if subject is not None else [])]


def _verb_over(saying: Token) -> Token:
    """The verb that "for saying", "by his role and for saying" hang on."""
    above = saying.head
    while above.pos_ == "ADP" and above.head != above:
        above = above.head
    return above


def _entry_and_content_head(head: Token, content: Sequence[Token]) -> tuple[Cue, Token | None]:
    """What the cue list says of the cue with the complement that the content covers, and the word that heads it."""
    entries = entries_of(head)
    inside = {t.i for t in content}
    top = _content_head(head, content)
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


def entries_of(token: Token) -> dict[str, Cue]:
    """Return what the cue list says of a word, with its particle where it has one ("point out", "go on"), else {}."""
    cues = cue_verbs()
    lemma = token.lemma_.lower()
    beside = (k for k in token.children if k.i == token.i + 1 and k.dep_ in ("prt", "advmod", "prep"))
    particle = next((k.lower_ for k in beside if k.n_rights == 0), None)
    return cues.get(f"{lemma} {particle}") or cues.get(lemma, {})


def complements(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """Yield the verb's complements, the fullest first, each with the heads of what it covers."""
    kids = list(verb.children)
    first = {kid.dep_: kid for kid in reversed(kids)}
    if "nsubjpass" in first:
        rest = [k for k in kids if k.i > verb.i and k.dep_ in ("xcomp", "oprd", "prep") and _says_something(k)]
        if rest and rest[0].dep_ == "xcomp" and first["nsubjpass"].tag_ not in ("WDT", "WP"):
            yield "infinitive", [first["nsubjpass"], rest[0]]
        if rest:
            yield "object+", [first["nsubjpass"], *rest]
        yield "passive", [first["nsubjpass"]]
    clauses = [k for k in kids if k.dep_ == "ccomp"] or _misplaced_clauses(kids)
    if clauses:  # of "Quoting papers, the Times said prices rose" the clause after the verb
        yield "clause", [next((k for k in clauses if k.i > verb.i and _has_subject(k)), clauses[0])]
    if _is_aside(verb):
        yield "clause", [verb.head]
    if "xcomp" in first and first["xcomp"].tag_ == "VBG" and "dobj" not in first:
        yield "object", [first["xcomp"]]  # "denied sending drones": the act is the object
    if "dobj" in first:
        after = [k for k in kids if k.i > first["dobj"].i and k.dep_ in _SAID_OF_OBJECT and k.lower_ not in _WHEN]
        if after:
            yield "object+", [first["dobj"], *after]
        yield "object", [first["dobj"]]
    if "oprd" in first:
        yield "predicate", [first["oprd"]]
    if "xcomp" in first:
        yield "infinitive", [first["xcomp"]]
    for kid in kids:
        objects = [k for k in kid.children if k.dep_ in ("pobj", "pcomp")]
        if kid.dep_ == "prep" and kid.i > verb.i and objects:
            yield f"prep:{kid.lower_}", objects


def _misplaced_clauses(kids: list[Token]) -> list[Token]:
    """Of "replied in the debate that charges were unfounded" the clause, where the parser hangs it on the debate.

    In a true relative clause "that" is the subject or an object; in these it has no such part.
    """
    objects = [o for k in kids if k.dep_ in ("prep", "dative") for o in (k, *k.children)]
    hung = (c for o in objects for c in o.children if c.dep_ in ("relcl", "acl") and _has_subject(c))
    return [c for c in hung if any(k.lower_ == "that" and k.dep_ in ("mark", "pobj", "dep") for k in c.children)]


def _has_subject(clause: Token) -> bool:
    return any(k.dep_ in ("nsubj", "nsubjpass", "expl") for k in clause.children)


def _says_something(kid: Token) -> bool:
    """Not the "as" of "is quoted as saying": there "saying" is the cue."""
    if kid.dep_ != "prep":
        return True
    return kid.lower_ in _JUDGED and not any(k.lower_ == "saying" for k in kid.children)


def _is_aside(verb: Token) -> bool:
    """Whether the verb of saying stands as a parenthesis in its own content or after it: "It, he said, failed"."""
    if verb.head.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("parataxis", "advcl"):
        return False
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    if verb.dep_ == "parataxis":
        return True
    marked = any(k.dep_ in ("mark", "advmod") and k.i < verb.i for k in verb.children)
    return subject is not None and not marked and subject.left_edge.i > 0 and subject.left_edge.nbor(-1).text == ","


# ------------------------------------------------------------------ the parts


def find_speaker(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what the verb says, if the sentence names it.

    The subject, or "by …" of a passive; a participle or a joined verb has the subject of the verb it hangs on.
    """
    kids = list(verb.children)
    if any(k.dep_ in ("nsubjpass", "auxpass") for k in kids):
        agent = next((k for k in kids if k.dep_ == "agent"), None)
        return next((k for k in agent.children if k.dep_ == "pobj"), None) if agent is not None else None
    of_auxiliary = [o for k in kids if k.dep_ == "aux" for o in k.children if o.dep_ == "nsubj"]  # a slip of the parser
    before = [k for k in (*of_auxiliary, *kids) if k.dep_ == "nsubj" and k.i < verb.i]
    subject = before[-1] if before else next((k for k in kids if k.dep_ == "nsubj"), None)
    if subject is not None:
        return _whose(subject)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head if verb.tag_ in ("VBG", "TO", "VB") else None
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of", "from", "against"):
        judged = [k for k in verb.head.head.children if k.dep_ in ("dobj", "nsubjpass")]
        if judged:  # "criticised China for supporting": China supports
            return judged[0]
    if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp") and verb.head != verb:
        above = verb.head
        passive = next((k for k in above.children if k.dep_ == "nsubjpass"), None)
        if verb.dep_ == "xcomp" and passive is not None:  # "is scheduled to hold talks": of the infinitive the subject
            return passive
        while above.dep_ in ("prep", "aux", "acomp") and above.head != above:
            above = above.head
        return find_speaker(above) if above.pos_ in ("VERB", "AUX") else None
    return None


def _whose(subject: Token) -> Token:
    """Of "Sullivan's intention is to warn" Sullivan."""
    owner = next((k for k in subject.children if k.dep_ == "poss"), None)
    return owner if owner is not None and subject.lemma_.lower() in _MINDS else subject


def cue_tokens(verb: Token) -> list[Token]:
    """Return the verb with its auxiliaries, negation, particle, and the adverbs between them."""
    parts = [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg", "prt")]
    first, last = min([verb, *parts], key=lambda t: t.i), max([verb, *parts], key=lambda t: t.i)
    between = [k for k in verb.children if k.dep_ == "advmod" and first.i < k.i < last.i]
    return sorted([verb, *parts, *between], key=lambda t: t.i)


def source_tokens(head: Token | None) -> list[Token]:
    """Return the tokens of a source: its phrase, without a date before it or a clause of saying that hangs on it."""
    if head is None:
        return []
    if head.tag_ in ("WP", "WDT"):
        return [head]
    tokens = [*_other_subject(head), *head.subtree]
    after = tokens[-1].i + 1
    follows = [k for k in head.head.children if k.dep_ == "nsubj" and k.left_edge.i == after and _hangs_on_before(k)]
    tokens += [t for k in follows for t in k.subtree]
    for kid in head.children:
        if kid.dep_ in ("acl", "parataxis") and kid.tag_ in ("VBG", "VBD", "VBZ"):
            tokens = [t for t in tokens if t.i < kid.left_edge.i]
    dated = [n for n, t in enumerate(tokens) if t.text in CALENDAR and t != head]
    if dated and all(t.text in CALENDAR or t.like_num or t.is_punct for t in tokens[: dated[0]]):
        tokens = tokens[dated[0] + 1 :]
        if tokens and tokens[0].dep_ == "case":  # "July's poll"
            tokens = tokens[1:]
        while (
            len(tokens) > 1
            and (tokens[0].like_num or tokens[0].is_punct)
            and tokens[0].shape_ in ("d", "dd", "dddd", ",")
        ):
            tokens = tokens[1:]
    return tokens or [head]


def _other_subject(head: Token) -> list[Token]:
    """Of "A spokesman, Liu Pengyu, said" the parser makes two subjects; both are the source, with what is between."""
    other = next((k for k in head.head.children if k.dep_ == head.dep_ == "nsubj" and k.i < head.i), None)
    between = [] if other is None else list(head.doc[other.left_edge.i : head.left_edge.i])
    return [] if any("\n" in token.text_with_ws or token.text in ".!?" for token in between) else between


def places_of(tokens: Iterable[Token]) -> list[Place]:
    """Return the unbroken runs of the tokens, without punctuation at their ends (marks of quotation stay)."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    places = [_trimmed(run) for run in runs]
    return [place for place in places if place is not None]


def _trimmed(run: list[Token]) -> Place | None:
    while run and (run[0].is_space or run[0].text in _OUTER_PUNCTUATION):
        run = run[1:]
    while run and (run[-1].is_space or run[-1].text in _OUTER_PUNCTUATION or run[-1].tag_ == "POS"):
        run = run[:-1]
    return (run[0].idx, run[-1].idx + len(run[-1])) if run else None


def merged(places: Iterable[Place], text: str) -> list[Place]:
    """Return the places in order, those made one that overlap or have only white space between them."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
