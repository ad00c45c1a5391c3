"""What an outlet sets against what others say: "contrary to reports …", "it turned out that he had not"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.misreports import things_made_up
from tracker.extract.own_judgement import (
    Judgement,
    helpers_of,
    is_definite,
    is_passive,
    phrase_of,
    subtree,
    told_in,
)
from tracker.extract.own_standing import is_copula, subject_of
from tracker.extract.own_words import CLAIMS, FOOLING, HEARSAY, PICTURES, POINTING, SAYING, SHOWING, THINGS


def against_others(sentence: Sentence) -> Iterator[Judgement]:
    """Yield what a sentence says against reports, or as an answer to what was believed."""
    yield from _against_reports(sentence)
    yield from _no_first(sentence)
    yield from _in_reality(sentence)


def contradicted(sentence: Sentence) -> Iterator[Judgement]:
    """Yield what a sentence tells that only contradicts what was told before."""
    yield from _turned_out_not(sentence)
    yield from _dead_or_alive(sentence)
    for verb in sentence:
        if verb.pos_ == "VERB":
            yield from _made_up(verb)
            yield from _fooled(verb)
            yield from _really_shows(verb)
            yield from _never_said(verb)
            yield from _not_as_reported(verb)
        if is_copula(verb):
            yield from _not_what(verb)


def _against_reports(sentence: Sentence) -> Iterator[Judgement]:
    """ "Contrary to reports, the mayor has not resigned", "the actor did not die, despite claims on the internet"."""
    for token in sentence:
        if token.lower_ == "contrary":
            reports = [o for o in _after(token, "to") if o.dep_ in ("pobj", "pcomp")]
        elif token.lower_ == "despite":
            reports = [o for o in token.children if o.dep_ == "pobj" and _is_hearsay(o)]
        else:
            continue
        report = reports[0] if reports else None
        if report is None or not _can_be_contradicted(report):
            continue
        judged = _contradicted(token, report)
        if judged is not None:
            yield judged


def _after(word: Token, preposition: str) -> list[Token]:
    """What hangs on the preposition right after a word, which the parser may hang on the verb."""
    after = word.doc[word.i + 1 : word.i + 2]
    return [o for k in after if k.lower_ == preposition for o in k.children]


def _can_be_contradicted(report: Token) -> bool:
    """The report of "contrary to the report", the verb of "contrary to what the mayor says"."""
    said = report.dep_ == "pcomp" and report.lemma_ in SAYING and report.left_edge.lower_ == "what"
    return said or report.lemma_.lower() in CLAIMS or report.lower_ == "belief"


def _is_hearsay(noun: Token) -> bool:
    """Claims and rumours, and reports that say nothing more: "despite the report" may mean a company's figures."""
    to_the_contrary = any(t.lower_ == "contrary" for t in noun.subtree)
    return not to_the_contrary and (noun.lemma_.lower() in HEARSAY or (noun.lower_ == "reports" and noun.n_lefts == 0))


def _contradicted(token: Token, report: Token) -> Judgement | None:
    verb = token.sent.root
    aside = {t.i for k in (token, report) for t in k.subtree} | {report.head.i}
    no = [k for k in verb.children if k.dep_ == "neg"]
    cue = list(token.doc[token.i : report.i + 1])
    told = told_in(report)
    if verb.i in aside:
        return None
    if told is not None:
        # The "may" of "contrary to his claim that it costs nothing, it may cost a lot" leaves nothing open.
        against = list(token.doc[token.i : report.i])
        stands = token if token.lower_ == "contrary" else verb
        return Judgement("deny", against, list(report.subtree), told, stands, list(told.subtree))
    if no and verb.pos_ in ("VERB", "AUX"):
        return Judgement("deny", [*no, *cue], _without(verb, aside, no), verb, verb)
    if token.lower_ == "contrary":
        return Judgement("deny", list(token.doc[token.i : report.left_edge.i]), list(report.subtree), None, verb)
    return None


def _without(verb: Token, aside: set[int], no: list[Token]) -> list[Token]:
    """The clause without its negation: what it contradicts."""
    apart = aside | {t.i for t in no} | {t.i for k in verb.children if k.dep_ == "intj" for t in k.subtree}
    joined = {t.i for k in verb.children if k.dep_ in ("conj", "cc", "parataxis") for t in k.subtree}
    return [t for t in verb.subtree if t.i not in apart | joined]


def _no_first(sentence: Sentence) -> Iterator[Judgement]:
    """ "No, the pope did not bless a motorcycle"."""
    first = sentence[0]
    if first.lower_ not in ("no", "nope") or len(sentence) < 4 or sentence[1].text != ",":
        return
    verb = sentence.root
    no = [k for k in verb.children if k.dep_ == "neg"]
    subject = subject_of(verb)
    if no and verb.i > first.i and subject is not None and subject.pos_ in ("NOUN", "PROPN"):
        yield Judgement("deny", [first, *no], _without(verb, {first.i, sentence[1].i}, no), verb, verb)


def _in_reality(sentence: Sentence) -> Iterator[Judgement]:
    """ "In reality, the ministry has not bought a piano"."""
    if sentence[0].lower_ != "in" or len(sentence) < 5 or sentence[1].lower_ not in ("reality", "truth"):
        return
    yield from _contradicting(sentence.root, list(sentence[:2]), {t.i for t in sentence[:3]})


def _turned_out_not(sentence: Sentence) -> Iterator[Judgement]:
    """ "It turned out that the bishop had not made the remark"."""
    for turn in sentence:
        if turn.lemma_ != "turn" or not any(k.dep_ == "prt" and k.lower_ == "out" for k in turn.children):
            continue
        clause = next((k for k in turn.children if k.dep_ == "ccomp" and k.i > turn.i), None)
        subject = subject_of(turn)
        if clause is not None and subject is not None and subject.lower_ == "it":
            out = [turn, *(k for k in turn.children if k.dep_ == "prt")]
            mark = {k.i for k in clause.children if k.dep_ == "mark"}
            lost = [
                k for k in turn.children if k.dep_ == "dobj" and k.i < clause.i
            ]  # the clause's subject, hung too high
            yield from _contradicting(clause, out, mark, [t for k in lost for t in k.subtree])


def _contradicting(verb: Token, cue: list[Token], aside: set[int], lost: Sequence[Token] = ()) -> Iterator[Judgement]:
    no = [k for k in verb.children if k.dep_ == "neg" or k.lower_ == "never"]
    if no and (lost or subject_of(verb) is not None) and verb.pos_ in ("VERB", "AUX"):
        told = [*lost, *_without(verb, aside, no)]
        yield Judgement("deny", [*cue, *no], told, verb, None if verb.dep_ == "ccomp" else verb)


def _dead_or_alive(sentence: Sentence) -> Iterator[Judgement]:
    """ "Anna Petrov is not dead", "… is alive and well": nobody says so of whom nobody has called dead."""
    for word in sentence:
        verb = word.head
        if word.lower_ not in ("dead", "alive") or word.dep_ != "acomp" or not is_copula(verb):
            continue
        no = [k for k in verb.children if k.dep_ == "neg"]
        well = [k for k in word.children if k.dep_ == "conj" and k.lower_ in ("well", "kicking")]
        subject = subject_of(verb)
        if subject is None or subject.pos_ != "PROPN":
            continue
        if word.lower_ == "dead" and no:
            yield Judgement("deny", no, _without(verb, set(), no), verb, verb)
        elif word.lower_ == "alive" and well and not no:
            yield Judgement("deny", list(verb.doc[word.i : well[0].i + 1]), phrase_of(subject, verb), None, verb)


def _made_up(verb: Token) -> Iterator[Judgement]:
    """ "He made the whole thing up"; a bed and one's mind are made up too."""
    for thing in () if is_passive(verb) else things_made_up(verb):
        up = next(t for t in verb.subtree if t.lower_ == "up" and t.i > verb.i)
        yield Judgement("deny", [verb, up], list(thing.subtree), None, verb)


def _fooled(verb: Token) -> Iterator[Judgement]:
    """ "Dozens of papers were fooled by the photo"."""
    taken_in = verb.lemma_ == "take" and any(k.dep_ == "prt" and k.lower_ == "in" for k in verb.children)
    if not is_passive(verb) or not (taken_in or verb.lemma_ in FOOLING):
        return
    for by in (k for k in verb.children if k.lower_ == "by"):
        for thing in (k for k in by.children if k.dep_ == "pobj" and k.lemma_.lower() in CLAIMS | THINGS):
            cue = [*helpers_of(verb), verb, *(k for k in verb.children if k.dep_ == "prt")]
            yield Judgement("deny", cue, subtree(thing), None, verb)


def _really_shows(verb: Token) -> Iterator[Judgement]:
    """ "The picture actually shows a parade in Lima": what it was said to show it does not."""
    really = [k for k in verb.children if k.lower_ in ("actually", "really") and k.i < verb.i]
    subject = subject_of(verb) if really and verb.lemma_ in SHOWING else None
    denied = any(k.dep_ == "neg" for k in verb.children)
    if subject is not None and not denied and subject.lemma_.lower() in PICTURES and is_definite(subject):
        yield Judgement("deny", [*really, verb], phrase_of(subject, verb), None, verb)


def _never_said(verb: Token) -> Iterator[Judgement]:
    """ "The bishop never said it"."""
    never = [k for k in verb.children if k.lower_ == "never"]
    said = next((k for k in verb.children if k.dep_ == "dobj" and k.lower_ in POINTING), None)
    if never and said is not None and verb.lemma_ in ("say", "write", "make", "do") and not subtree(said)[1:]:
        yield Judgement("deny", [*never, verb], [said], None, verb)


def _not_as_reported(verb: Token) -> Iterator[Judgement]:
    """ "The ferry was not sunk, as was widely claimed, by a whale"; whose own word it was is no rumour."""
    for told in verb.children:
        as_said = any(k.dep_ == "mark" and k.lower_ == "as" for k in told.children)
        if told.dep_ != "advcl" or not as_said or told.lemma_ not in SAYING:
            continue
        aside = {t.i for t in told.subtree}
        no = [t for t in verb.subtree if t.dep_ == "neg" and t.i < told.i and t.i not in aside]
        speaker = subject_of(told)
        if no and (is_passive(told) or (speaker is not None and speaker.pos_ == "NOUN")):
            rest = [t for t in _without(verb, aside, no) if not t.is_punct]
            yield Judgement("deny", [*no, *verb.doc[told.left_edge.i : told.i + 1]], rest, verb, verb)


def _not_what(verb: Token) -> Iterator[Judgement]:
    """ "That is not what happened"."""
    no = [k for k in verb.children if k.dep_ == "neg"]
    subject = subject_of(verb)
    if not no or subject is None or subject.lower_ not in POINTING:
        return
    for clause in (k for k in verb.children if k.dep_ in ("ccomp", "attr") and k.i > verb.i):
        if clause.left_edge.lower_ == "what" and clause.lemma_ in ("happen", "occur"):
            yield Judgement("deny", list(verb.doc[no[0].i : clause.i + 1]), [subject], None, verb)
