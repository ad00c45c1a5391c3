"""Hoaxes, fakes and satire that a sentence names in passing: "a fake story claiming that …", "on a satirical site".

Here what judges a claim is part of how the outlet tells of it, not what the sentence is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.clauses import is_that
from tracker.extract.own_judgement import (
    SUBJECTS,
    Judgement,
    clause_of,
    is_definite_or_headline,
    is_particular,
    phrase_of,
)
from tracker.extract.own_standing import is_copula, subject_of
from tracker.extract.own_words import (
    ASIDE,
    CLAIMS,
    COMING_FROM,
    CONTESTED,
    CRIMES,
    FALSE,
    FALSELY,
    PEDDLING,
    POINTING,
    SATIRE,
    SAYING,
    SHOWING,
    SITES,
    SPREADING,
    STATUS,
    THINGS,
)

_SPREAD_BY = {"death", "internet", "online", "web", "facebook", "twitter"}  # kinds of hoax that tell something
_FINITE = {"VBZ", "VBP", "VBD", "MD"}


def named_false(sentence: Sentence) -> Iterator[Judgement]:
    """Yield what a sentence calls a hoax or a fake, or lets come from satire, while it says something of it."""
    yield from _fake_stories(sentence)
    yield from _the_hoax(sentence)
    yield from _satire(sentence)
    yield from _report_is_false(sentence)
    yield from _status(sentence)
    yield from _mere_rumour(sentence)


def _fake_stories(sentence: Sentence) -> Iterator[Judgement]:
    """ "A fake story claiming that …", "false report claims …", "the victim of a death hoax"."""
    for token in sentence:
        if token.lower_ == "hoax" and token.dep_ not in ("compound", "amod"):
            told = [k for k in token.children if k.dep_ == "compound" and k.lower_ in _SPREAD_BY]
            saying = next((k for k in token.children if k.dep_ in ("acl", "relcl") and k.lemma_ in SAYING), None)
            clause = next((k for k in saying.children if k.dep_ == "ccomp"), None) if saying is not None else None
            if told and token.tag_ == "NN":
                yield Judgement("deny", [token], told, None, clause_of(token))
            elif saying is not None and clause is not None:
                yield Judgement("deny", [token], [saying], clause, clause_of(token), list(clause.subtree))
        elif token.lower_ in FALSELY and token.dep_ in ("amod", "compound", "nmod") and token.i < token.head.i:
            noun = token.head
            hedged = any(k.lower_ in ASIDE for k in token.children)
            if noun.lemma_.lower() in CONTESTED and not hedged and _is_spread(noun):
                head, told = _told_beside(noun)
                yield Judgement("deny", [token], _noun_phrase(noun, token), head, clause_of(noun), told)


def _told_beside(noun: Token) -> tuple[Token | None, list[Token]]:
    """Of "citing a debunked theory, he accused the judge of taking bribes" what he accused the judge of."""
    citing = noun.head
    says = citing.head
    if citing.dep_ != "advcl" or noun.dep_ != "dobj" or any(k.dep_ == "neg" for k in says.children):
        return None, []
    if says.lemma_ == "accuse":
        parts = [k for k in says.children if k.i > says.i and (k.dep_ == "dobj" or k.lower_ == "of")]
        deed = next((t for k in parts for t in k.subtree if t.dep_ == "pcomp" and t.head.lower_ == "of"), None)
        return deed, [t for k in parts for t in k.subtree] if deed is not None else []
    clause = next((k for k in says.children if k.dep_ == "ccomp"), None) if says.lemma_ in SAYING else None
    return clause, list(clause.subtree) if clause is not None else []


def _is_spread(noun: Token) -> bool:
    """Whether the noun is a claim that goes round, not a thing made for a crime or spoken of in general."""
    verb = noun.head
    peddled = noun.dep_ == "dobj" and verb.lemma_ in PEDDLING and not any(k.dep_ == "neg" for k in verb.children)
    beside = peddled and verb.dep_ == "advcl"  # "citing a debunked theory, he accused the judge": no crime of his
    if not beside and any(t.lemma_.lower() in CRIMES for t in noun.ancestors):
        return False
    told = [k for k in noun.children if k.dep_ in ("acl", "relcl", "ccomp", "prep") and k.i > noun.i]
    if any(is_that(k) or k.lemma_ in SAYING or k.lower_ == "about" for k in told):
        return True
    if any(k.dep_ == "prep" and k.lower_ in ("on", "for", "to", "against") for k in told):
        return False  # "the false claim on his tax form" goes to an office
    if any(k.dep_ == "det" and k.lower_ in ("the", "this", "that") for k in noun.children):
        return True
    spread = peddled or (noun.dep_ in SUBJECTS and verb.lemma_ in SAYING | SHOWING | SPREADING)
    return spread and is_particular(noun)


def _noun_phrase(noun: Token, word: Token) -> list[Token]:
    """The noun with its compounds, after the word that judges it: a clause beside it is somebody's."""
    return [t for t in noun.subtree if word.i < t.i <= noun.i]


def _the_hoax(sentence: Sentence) -> Iterator[Judgement]:
    """ "The hoax began in May", "thousands fell for this latest hoax": what was told before it."""
    for token in sentence:
        if token.lower_ != "hoax" or token.dep_ in ("compound", "amod", "attr", "acomp"):
            continue
        kids = list(token.children)
        known = any(k.dep_ == "det" and k.lower_ in ("the", "this", "that") for k in kids)
        crime = any(k.lemma_.lower() in CRIMES | {"bomb", "call"} for k in (*kids, *token.ancestors))
        if known and not crime:
            noun = list(token.doc[token.left_edge.i : token.i + 1])
            yield Judgement("deny", [token], noun, None, clause_of(token), names=True)


def _satire(sentence: Sentence) -> Iterator[Judgement]:
    """ "The story comes from a satirical website", "it was posted on the Kettle, a fake news site"."""
    for site in sentence:
        words = _of_satire(site)
        if not words:
            continue
        verb = _verb_beside(site)
        if verb is None or any(k.dep_ == "neg" for k in verb.children):
            continue
        cue = [*words, site] if site not in words else words
        judged = _from_site(site, verb)
        if judged is not None:
            yield Judgement("deny", cue, judged, None, verb)


def _of_satire(site: Token) -> list[Token]:
    """The words that make a noun a site for satire or fakes; none where it is no such site."""
    near = list(site.doc[site.left_edge.i : site.i])
    if site.lemma_.lower() in SITES:
        words = [t for t in near if t.lower_ in SATIRE or (t.lower_ == "fake" and site.nbor(-1).lower_ == "news")]
        return list(site.doc[words[0].i : site.i + 1]) if words else []
    if site.dep_ == "pobj" and any(k.lower_ in SATIRE for k in site.children):
        return [next(k for k in site.children if k.lower_ in SATIRE), site]
    return []


def _verb_beside(site: Token) -> Token | None:
    """The verb that something comes from the site by, or that the site does it by."""
    noun = site.head if site.dep_ == "appos" else site
    if noun.dep_ == "pobj":
        return noun.head.head
    return noun.head if noun.dep_ in SUBJECTS else None


def _from_site(site: Token, verb: Token) -> list[Token] | None:
    noun = site.head if site.dep_ == "appos" else site
    if noun.dep_ == "nsubj":  # "a satirical site published an article"
        stories = (k for k in verb.children if k.dep_ == "dobj" and k.lemma_.lower() in CLAIMS)
        story = next(stories, None) if verb.lemma_ in COMING_FROM | SPREADING else None
        return list(story.doc[story.left_edge.i : story.i + 1]) if story is not None else None
    subject = subject_of(verb) if verb.lemma_ in COMING_FROM or is_copula(verb) else None
    if subject is None:
        return None
    if subject.lower_ in POINTING and not is_copula(verb):
        return [subject]
    is_story = subject.lemma_.lower() in CLAIMS | THINGS and is_definite_or_headline(subject)
    return phrase_of(subject, verb) if is_story else None


def _report_is_false(sentence: Sentence) -> Iterator[Judgement]:
    """ "An article saying that a comet will fall is fake": the parser takes the end for what the article says."""
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    if len(words) < 6 or not sentence.text.rstrip().endswith((".", "!")) or words[-1].lower_ not in FALSE | {"true"}:
        return
    saying = next((i for i, t in enumerate(words) if t.lemma_ in SAYING and i and _tells_of_report(words[:i], t)), None)
    last = next((i for i in range(len(words) - 2, 0, -1) if words[i].lemma_ == "be" and words[i].tag_ in _FINITE), None)
    if saying is None or last is None or last < len(words) - 5 or last <= saying:
        return
    told, cue = words[saying + 1 : last], words[last:]
    denied = any(t.dep_ == "neg" for t in cue)
    finite = [t for t in told if t.tag_ in _FINITE]
    if finite and denied == (words[-1].lower_ == "true"):
        yield Judgement("deny", cue, words[:last], finite[0], None, told)


def _tells_of_report(before: list[Token], saying: Token) -> bool:
    """Whether "saying", or "that says", stands right after a noun for a report with which the sentence begins."""
    if before[-1].tag_ in ("WDT", "WP") or before[-1].lower_ in ("that", "which"):
        before = before[:-1]
    elif saying.tag_ != "VBG":
        return False
    opens = before and before[0].pos_ in ("DET", "ADJ", "NOUN", "PROPN")
    return bool(opens) and len(before) <= 5 and before[-1].lemma_.lower() in CLAIMS | THINGS


def _status(sentence: Sentence) -> Iterator[Judgement]:
    """ "Status: False", as fact-checkers head what they found."""
    match = STATUS.match(sentence.text)
    if match is None:
        return
    start = sentence.start_char
    label = [t for t in sentence if t.is_alpha and t.idx < start + match.end(1)]
    cue = [t for t in sentence if start + match.start(2) <= t.idx < start + match.end(2)]
    if label and cue:
        yield Judgement("deny", cue, label)


def _mere_rumour(sentence: Sentence) -> Iterator[Judgement]:
    """ "That is just a rumour", "the report is nothing but hearsay"."""
    for word in sentence:
        if word.lower_ not in ("rumour", "rumor", "hearsay"):
            continue
        mere = [k for k in word.children if k.lower_ in ("just", "only", "merely", "mere")]
        noun = word.head.head if word.dep_ == "pobj" and word.head.lower_ == "but" else word
        if noun is not word:
            mere = [noun, word.head] if noun.lower_ == "nothing" else []
        verb = noun.head
        subject = subject_of(verb) if mere and noun.dep_ == "attr" and is_copula(verb) else None
        if subject is not None and subject.lemma_.lower() in CLAIMS | THINGS | POINTING:
            cue = list(word.doc[min(t.i for t in mere) : word.i + 1])
            yield Judgement("deny", cue, phrase_of(subject, verb), None, verb)
