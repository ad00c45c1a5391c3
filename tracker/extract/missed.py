"""Denials, refusals to tell and the like that the statement model passes over, by the cue list and the parse.

News says that somebody denies or will not say in many rare words, and a denial missed is the costliest miss; so they
are looked for also by rule, outside quotations, and added where no statement has their cue yet. What somebody turns
down contests no fact, and is left to the model. Added is also whoever speaks within what another reports: "Orr said
the bridge was safe, according to the Herald", of which the model reads the Herald's statement alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tracker.extract.attributions import WITHHOLDING, Attribution
from tracker.extract.callings import CALLING, RATING, called_so
from tracker.extract.clauses import is_false_word, speaks_of_claim, speaks_of_remark
from tracker.extract.contents import tokens_in
from tracker.extract.credence import given_no_credence
from tracker.extract.polarity import is_tried
from tracker.extract.quotations import Quotation, find_quotations
from tracker.extract.saying import complements, cue_tokens, entries_of, find_speaker, source_tokens
from tracker.extract.sources import can_speak
from tracker.extract.stance import stance_of
from tracker.extract.text_places import Place, places_of
from tracker.extract.withholding import is_not_reached, withholds
from tracker.lexicon.cues import Cue
from tracker.parsing import Page
from tracker.records import Stance

_CONTESTING = {"deny", "deny_knowledge", "no_comment", "retract"}
_REPORTING = {"accord", "according", "report"}
_WHAT = ("dobj", "ccomp", "prep", "dative", "advcl")


def with_missed(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions and those that take a stance and have no cue among them, in text order."""
    quotations = find_quotations(page.article.text)
    ruled = [a for a in _by_rule(page.doc) if not _is_quoted(a.head, quotations)]
    # Of "Lind put no stock in reports that it was sold" the reports, which are not Lind's.
    disbelieved = [(noun, a.speaker) for a in ruled if (noun := given_no_credence(a.head)) is not None]
    attributions = [a for a in attributions if (a.head, a.speaker) not in disbelieved]
    known = {t.i for a in attributions for t in a.cue}
    said = [place for a in attributions for place in a.content]
    found = [a for a in ruled if a.head.i not in known and not (_is_of_self(a) and _lies_in(a.head, said))]
    refusing = {a.head.i for a in (*attributions, *found) if a.entry.stance in ("no_comment", "reject")}
    trying = {t.i for a in attributions for t in a.cue}  # "sought to dispel it" is one denial
    found = [a for a in found if not (is_tried(a.head) and a.head.head.i in trying)]
    missed = [a for a in found if not _is_part_of_cue(a, refusing) and _stance(page, a) in _CONTESTING]
    known |= {t.i for a in missed for t in a.cue}
    cited = [a for outer in attributions if (a := _reported(outer, known, quotations)) is not None]
    told = ("assert", "deny", "question")
    cited = [a for a in cited if not _is_quoted(a.head, quotations) and _stance(page, a) in told]
    return sorted([*attributions, *missed, *cited], key=lambda a: (a.cue[0].i, a.content))


def _reported(outer: Attribution, known: set[int], quotations: list[Quotation]) -> Attribution | None:
    """Who says it of "Orr said the bridge was safe, according to the Herald", or "the Herald reported".

    Where what Orr says is quoted, he says all that is: the Herald's "”I left,” Orr said … “It was late.”".
    """
    verb, after = outer.content_head, outer.cue[0].i
    if verb is None or verb.i in known or verb.pos_ != "VERB" or outer.head.lemma_ not in _REPORTING:
        return None
    entries = {kind: cue for kind, cue in entries_of(verb).items() if kind == "clause" and cue.stance == "assert"}
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    if not entries or subject is None or subject.pos_ == "PRON" or outer.speaker == subject or subject.i == after:
        return None
    found = _by_verb(verb, entries) if can_speak(subject) else None
    if found is not None and after > verb.i:
        first = min([after, *(t.left_edge.i for t in (outer.speaker,) if t is not None and t.i > verb.i)])
        tokens = [t for t in tokens_in(verb.doc, found.content) if t.i < first]
        while tokens and tokens[-1].is_punct and not tokens[-1].is_quote:
            tokens.pop()
        found.content = places_of(tokens)
        around = ((max(q.start, start), min(q.end, end)) for start, end in outer.content for q in quotations)
        quoted = [(start, end) for start, end in around if start < end]
        more = any(not t.is_punct and t not in tokens for t in tokens_in(verb.doc, quoted))
        if tokens and more and all(_is_quoted(t, quotations) for t in tokens):
            found.content = quoted
            found.quotations = [q for q in quotations if any(start < q.end and q.start < end for start, end in quoted)]
    return found if found is not None and found.content else None


def _is_quoted(head: Token, quotations: list[Quotation]) -> bool:
    at = bisect_right(quotations, head.idx, key=lambda quotation: quotation.start)
    return at > 0 and head.idx < quotations[at - 1].end


def _stance(page: Page, attribution: Attribution) -> Stance:
    return stance_of(attribution, " ".join(page.cut(*place).words for place in attribution.content))


def _by_rule(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        entries = {kind: cue for kind, cue in entries_of(token).items() if cue.stance not in ("assert", "question")}
        found = None
        if token.pos_ == "VERB" and entries:
            found = _by_verb(token, entries)
        elif token.pos_ == "NOUN" and "noun" in entries:
            found = _by_noun(token, entries["noun"])
        if found is None and token.lemma_ in CALLING | RATING:
            found = _called(token)
        if found is None and (noun := given_no_credence(token)) is not None:
            found = _given_none(token, noun)
        if found is None and withholds(token):
            found = _withheld(token)
        if found is not None and (found.content or found.entry.stance == "no_comment"):
            yield found


def _is_part_of_cue(attribution: Attribution, refusing: set[int]) -> bool:
    """Of "refused to discuss it" the second verb, of "turned down the request to describe it" the noun.

    Nor do "the reports that it had asked" assert anything under "declined to comment on".
    """
    if attribution.entry.complement == "noun" and attribution.speaker is None:
        return any(t.i in refusing for t in attribution.head.ancestors)
    return attribution.head.dep_ in ("xcomp", "dobj") and attribution.head.head.i in refusing


def _by_verb(verb: Token, entries: dict[str, Cue]) -> Attribution | None:
    speaker = find_speaker(verb)
    for complement, heads in complements(verb):
        entry = entries.get(complement)
        if entry is None:
            continue
        preposition = [heads[0].head] if complement.startswith("prep:") else []
        cue = cue_tokens(verb) + preposition
        apart = {t.i for t in cue} | {t.i for t in source_tokens(speaker)}
        tokens = [t for head in heads for t in head.subtree if t.i not in apart and (t.i > verb.i or head != verb.head)]
        passive = any(k.dep_ in ("nsubjpass", "auxpass") for k in verb.children)
        if speaker is None and not passive and complement != "clause":
            return None  # an act or wish of nobody
        return Attribution(verb, entry, cue, places_of(tokens), heads[-1], _source(speaker), speaker)
    return None


def _by_noun(noun: Token, entry: Cue) -> Attribution | None:
    clauses = [
        k
        for k in noun.children
        if k.dep_ in ("acl", "ccomp") and k.i > noun.i and any(m.lower_ in ("that", "to") for m in k.children)
    ]
    if not clauses:
        return None
    by = [k for k in noun.children if k.dep_ == "prep" and k.lower_ in ("by", "from") and k.i < clauses[0].i]
    owners = (*noun.children, *(o for k in by for o in k.children))
    owner = next((k for k in owners if k.dep_ in ("poss", "pobj")), None)
    told = [*clauses[0].subtree, *_lost_end(noun, clauses[0])]
    return Attribution(noun, entry, [noun], places_of(told), clauses[0], _source(owner), owner)


def _lost_end(noun: Token, clause: Token) -> list[Token]:
    """Of "his denial that he knew arms were sold might hurt him" the "were sold", which the parser says of the denial.

    Two verbs without an "and" cannot both be said of it.
    """
    verb = noun.head
    second = next((k for k in verb.children if k.dep_ == "conj" and k.i > verb.i), None)
    if second is None or noun.dep_ not in ("nsubj", "nsubjpass") or verb.i < clause.i:
        return []
    if any(k.dep_ in ("cc", "punct") and verb.i < k.i < second.i for k in verb.children):
        return []
    return list(noun.doc[clause.right_edge.i + 1 : second.left_edge.i])


def _called(verb: Token) -> Attribution | None:
    """ "The report, dismissed by the minister as nonsense", "a claim that fact-checkers rated false"."""
    noun = called_so(verb)
    if noun is None or not (speaks_of_claim(noun) or speaks_of_remark(noun)):
        return None
    by = [k for k in verb.subtree if k.lower_ == "by" and k.i > verb.i and (k.head == verb or is_false_word(k.head))]
    speaker = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    speaker = speaker or next((o for k in by for o in k.children if o.dep_ == "pobj"), None)
    apart = {t.i for t in (*cue_tokens(verb), *by[:1], *source_tokens(speaker))}
    last = max((t.i for t in verb.subtree if is_false_word(t)), default=verb.i)
    called = [t for t in verb.subtree if verb.i < t.i <= last and t.i not in apart]
    told = set(verb.subtree)
    named = [t for t in noun.subtree if t.i < verb.left_edge.i and t not in told]
    while named and named[-1].is_punct:
        named.pop()
    entry = Cue(verb.lemma_, "object", "expressive", "assert")
    return Attribution(verb, entry, cue_tokens(verb), places_of([*named, *called]), noun, _source(speaker), speaker)


def _given_none(verb: Token, noun: Token) -> Attribution | None:
    """ "Put no stock in reports that it was sold"."""
    speaker = find_speaker(verb)
    said = list(noun.subtree)
    cue = sorted({*cue_tokens(verb), *(t for t in verb.subtree if verb.i < t.i < said[0].i)})
    entry = Cue(verb.lemma_, "object", "expressive", "assert")
    return Attribution(verb, entry, cue, places_of(said), noun, _source(speaker), speaker) if speaker else None


def _is_of_self(attribution: Attribution) -> bool:
    """Whether it is "he put no stock in it", or "claims that they called frivolous": who says so denies it himself."""
    pronoun = attribution.speaker is not None and attribution.speaker.pos_ == "PRON"
    judges = given_no_credence(attribution.head) is not None or attribution.head.lemma_ in CALLING | RATING
    return pronoun and judges


def _lies_in(token: Token, places: list[Place]) -> bool:
    return any(start <= token.idx < end for start, end in places)


def _withheld(verb: Token) -> Attribution:
    cue = cue_tokens(verb)
    if verb.dep_ == "pcomp":  # "were persistent in not sharing"
        above = verb.head.head.head if verb.head.dep_ == "acomp" else verb.head.head
        firm = [k for k in above.children if k.dep_ == "acomp"]
        cue = sorted([*cue, verb.head, above, *firm], key=lambda t: t.i)
    asked = next((k for k in verb.children if k.dep_ == "nsubjpass"), None)
    speaker = asked if is_not_reached(verb) else find_speaker(verb)
    what = [k for k in verb.children if k.i > verb.i and k.dep_ in _WHAT]
    tokens = [t for head in what for t in head.subtree if t not in cue]
    head = what[0] if what else None
    return Attribution(verb, WITHHOLDING, cue, places_of(tokens), head, _source(speaker), speaker)


def _source(speaker: Token | None) -> list[Place]:
    return places_of(t for t in source_tokens(speaker) if not t.is_quote)
