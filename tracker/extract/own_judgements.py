"""Sentences that judge a claim, by rules over the parse, whoever says them: each road is a function.

What makes a judgement the outlet's own is asked in `own_standing`; the statement is made in `own_voice`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.own_standing import is_copula, is_open, subject_of
from tracker.extract.own_words import (
    ASIDE,
    AT_RISK,
    CLAIMS,
    COMING_FROM,
    CONTESTED,
    CORRECTS,
    CRIMES,
    EVIDENCE,
    FALSE,
    FALSELY,
    HEARSAY,
    IDIOMS,
    LABEL,
    MADE_FALSE,
    NEGATIONS,
    OWN_WORKS,
    PICTURES,
    PROVING,
    RULES,
    SATIRE,
    SAYING,
    SHOWING,
    SPREADING,
    SURELY_FALSE,
    THINGS,
    TRUE,
    TRUTH,
    VERSION,
    WRONGLY,
)
from tracker.records import Stance

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLAUSES = ("acl", "ccomp", "relcl", "advcl")
_POINTING = {"it", "this", "that"}
_YES_NO = re.compile(r"(?:No|Nope|Yes)\b", re.IGNORECASE)
_SHORT = 8  # words: a longer "No, …" after a question is part of a conversation


@dataclass(slots=True)
class Judgement:
    """What the outlet judges: the words that judge, the words judged, and the clause or noun that they tell of."""

    stance: Stance
    cue: list[Token]
    judged: list[Token]
    head: Token | None = None  # of a clause that is judged: it spells out the claim
    clause: Token | None = None  # the verb of the judging, whose certainty counts
    told: list[Token] = field(default_factory=list)  # what the claim says, where that is more than the words judged


def judged_in(sentence: Sentence, text: str) -> list[Judgement]:
    """Return what one sentence of `text` judges; one that takes something back, or opens with "Fake: …", only that."""
    whole = next(_taken_back(sentence), None) or next(_under_label(sentence, text), None) or _corrects(sentence, text)
    if whole is not None:
        return [whole]
    found = [
        *_not_so(sentence),
        *_nothing_such(sentence),
        *_no_evidence(sentence),
        *_not_there(sentence),
        *_not_shown(sentence),
        *_named_false(sentence),
        *_falsely_said(sentence),
        *_satire(sentence),
    ]
    return found or [*_against_reports(sentence), *_no_first(sentence)]


# ------------------------------------------------------------------ words of falsehood and of truth


def _not_so(sentence: Sentence) -> Iterator[Judgement]:
    """ "The photo is a fake", "the rumour turned out to be true", "it is not true that the island was sold"."""
    for token in sentence:
        word = token.lower_
        if word not in FALSE and word not in TRUE and token.lemma_.lower() not in FALSE:
            continue
        verb = _verb_of(token)
        if verb is None or token.tag_ in ("JJR", "JJS", "RBR") or _is_compared(token):
            continue
        yield from _said_of_subject(token, verb)


def _verb_of(word: Token) -> Token | None:
    """The outermost verb that says a word of falsehood of a subject: "turned out" of "turned out to be a fake"."""
    verb = word
    if word.dep_ in ("amod", "compound") and word.head.lemma_.lower() in CLAIMS | THINGS:
        verb = word.head  # "was a doctored photo"
    if verb.dep_ in ("acomp", "attr", "oprd", "xcomp") or (verb.dep_ in ("advcl", "dobj") and is_copula(verb.head)):
        verb = verb.head
    elif verb.dep_ == "pobj" and verb.head.lower_ == "as":
        verb = verb.head.head
    elif not (_is_passive(verb) and word.lower_ in MADE_FALSE):
        return None
    if verb.dep_ == "xcomp" and verb.head.lemma_ in PROVING:
        verb = verb.head
    return verb if is_copula(verb) or verb.lemma_ in PROVING or _is_passive(verb) else None


def _is_passive(verb: Token) -> bool:
    return any(k.dep_ == "auxpass" for k in verb.children)


def _is_compared(word: Token) -> bool:
    return any(k.lower_ in ("more", "less", "as", "so", "too", "how", "very", "only") for k in word.children)


def _said_of_subject(word: Token, verb: Token) -> Iterator[Judgement]:
    denies = _is_denied(verb, word)
    if word.lower_ in TRUE:
        stance: Stance = "deny" if denies else "confirm"
    elif denies:
        return  # "the report is not false" says little
    else:
        stance = "deny"
    subject = subject_of(verb)
    if subject is None:
        return
    cue = _cue(verb, word)
    clause = _extraposed(subject, verb, word)
    if clause is not None:
        if word.lower_ in TRUE | SURELY_FALSE | {"untrue"}:
            yield _spelled(stance, cue, clause, verb)
    elif _can_be_judged(subject, word, stance):
        tokens = _phrase(subject, verb)
        told = _told_in(subject)
        yield Judgement(stance, cue, tokens, told, verb, _subtree(told))


def _subtree(head: Token | None) -> list[Token]:
    return [] if head is None else list(head.subtree)


def _is_denied(verb: Token, word: Token) -> bool:
    near = (*verb.children, *word.children, *(word.head.children if word.head.dep_ == "xcomp" else ()))
    subject = subject_of(verb)
    none = subject is not None and subject.lower_ in ("none", "nothing", "neither")
    between = verb.doc[min(verb.i, word.i) : max(verb.i, word.i)]  # a negation that the parser hangs elsewhere: "isn’t"
    return none or any(k.dep_ == "neg" or k.lower_ in NEGATIONS for k in (*near, *between)) or _has_no(word)


def _has_no(noun: Token) -> bool:
    return any(k.dep_ == "det" and k.lower_ == "no" for k in noun.children)


def _extraposed(subject: Token, verb: Token, word: Token) -> Token | None:
    """The clause of "it is not true that …"."""
    if subject.lower_ != "it":
        return None
    kids = (*verb.children, *word.children)
    return next((k for k in kids if k.dep_ in _CLAUSES and k.i > word.i and _is_that(k)), None)


def _is_that(clause: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ == "that" for k in clause.children)


def _can_be_judged(subject: Token, word: Token, stance: Stance) -> bool:
    """Whether a subject is a claim or a thing of which falsehood is said, and not just anything that is wrong."""
    lemma, judging = subject.lemma_.lower(), word.lower_
    if judging in ("staged", "altered", "manipulated", "edited", "faked"):
        return lemma in PICTURES | {"letter", "document", "quote", "account"} and _is_particular(subject)
    if subject.lower_ in ("they", "these", "those"):
        return stance == "deny" and judging in SURELY_FALSE and not _is_widened(word)
    if subject.lower_ in _POINTING or subject.lower_ in ("none", "nothing"):
        return stance == "deny" and (judging in SURELY_FALSE | TRUTH) and not _is_widened(word)
    if any(k.lower_ in AT_RISK for k in word.children if k.dep_ == "prep"):
        return False  # "true of most towns", "wrong about the wind"
    if lemma in CLAIMS:
        return _is_particular(subject)
    if lemma in THINGS:
        return judging not in ("wrong", "right", "myth", "lie") and _is_particular(subject)
    return judging in ("hoax", "hoaxes") and subject.pos_ in ("NOUN", "PROPN") and _is_particular(subject)


def _is_widened(word: Token) -> bool:
    """ "That is not true of all", "this is not a fake war": more is said than that it is not so."""
    return any(k.dep_ == "prep" and k.lower_ in AT_RISK for k in word.children)


def _is_particular(noun: Token) -> bool:
    kids = list(noun.children)
    if any(k.dep_ == "det" and k.lower_ in ("any", "every", "no", "each", "most", "many", "which") for k in kids):
        return False
    if noun.tag_ not in ("NNS", "NNPS"):
        return True
    return any(k.dep_ in ("det", "poss", "acl", "relcl", "nummod", "compound") for k in kids) or any(
        k.dep_ == "prep" and k.lower_ in ("of", "about", "that", "on", "from", "in") for k in kids
    )


def _cue(verb: Token, word: Token) -> list[Token]:
    """The run from the verb, its helpers and negation to the word of judging."""
    parts = [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg") and k.i < word.i]
    first = min(t.i for t in (verb, word, *parts))
    last = max(t.i for t in (verb, word, *(k for k in word.children if k.dep_ == "prt")))
    if word.dep_ in ("amod", "compound"):
        last = max(last, word.head.i)
    return list(verb.doc[first : last + 1])


def _phrase(subject: Token, verb: Token) -> list[Token]:
    """The subject with what describes it, without a relative clause that the verb itself heads."""
    own = {t.i for t in verb.subtree} if verb.dep_ == "relcl" and verb.head == subject else set()
    return [t for t in subject.subtree if t.i not in own]


def _told_in(noun: Token) -> Token | None:
    """Of "the claim that he fled" the clause that tells what is claimed."""
    return next((k for k in noun.children if k.dep_ in ("acl", "ccomp") and _is_that(k)), None)


def _spelled(stance: Stance, cue: list[Token], clause: Token, verb: Token) -> Judgement:
    tokens = [t for t in clause.subtree if not (t.dep_ == "mark" and t.head == clause)]
    return Judgement(stance, cue, tokens, clause, verb)


# ------------------------------------------------------------------ what is not there


def _nothing_such(sentence: Sentence) -> Iterator[Judgement]:
    """ "There is no such order", "no such law exists", "no such decree was signed"."""
    for token in sentence:
        noun = token.head
        if token.lower_ != "such" or noun.pos_ != "NOUN" or not _has_no(noun) or noun.lemma_ in IDIOMS:
            continue
        if any(k.dep_ == "prep" and k.lower_ == "for" for k in noun.children):
            continue  # "no such limit for lorries" compares
        no = next(k for k in noun.children if k.lower_ == "no")
        verb = noun.head
        there = noun.dep_ in ("attr", "nsubj") and _is_there(verb)
        is_not = noun.dep_ in _SUBJECTS and (verb.lemma_ in ("exist", "happen", "occur") or _is_passive(verb))
        if there or is_not:
            cue = [no, *_helpers(verb), verb]
            yield Judgement("deny", cue, [t for t in noun.subtree if t.i != no.i], None, verb)


def _is_there(verb: Token) -> bool:
    return any(k.dep_ == "expl" and k.lower_ == "there" for k in verb.children)


def _helpers(verb: Token) -> list[Token]:
    return [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg", "expl") or k.lower_ in ("never", "ever")]


def _no_evidence(sentence: Sentence) -> Iterator[Judgement]:
    """ "There is no evidence that …", "no truth to the rumour", "no proof has been found that …"."""
    for noun in sentence:
        if noun.lower_ not in EVIDENCE or not _has_no(noun):
            continue
        verb = noun.head
        there = _is_there(verb)
        found = noun.dep_ in _SUBJECTS and (_is_passive(verb) or verb.lemma_ in ("exist", "emerge", "surface"))
        if not there and not found:
            continue
        cue = [*_helpers(verb), verb, *noun.doc[noun.left_edge.i : noun.i + 1]]
        kids = [k for k in (*noun.children, *verb.children) if k.i > noun.i]
        clause = next((k for k in kids if k.dep_ in _CLAUSES and _is_that(k)), None) or _supported(kids)
        if clause is not None:
            yield _spelled("deny", cue, clause, verb)
        elif (claim := _evidence_for(noun, kids)) is not None:
            told = _told_in(claim)
            yield Judgement("deny", cue, list(claim.subtree), told, verb, _subtree(told))


def _supported(kids: list[Token]) -> Token | None:
    """Of "no evidence to suggest that he fled" the clause of what is not shown."""
    for kid in kids:
        if kid.dep_ in ("acl", "relcl", "advcl") and kid.lemma_ in ("suggest", "show", "prove", "indicate"):
            return next((k for k in kid.children if k.dep_ == "ccomp"), None)
    return None


def _evidence_for(noun: Token, kids: list[Token]) -> Token | None:
    for kid in kids:
        objects = [o for o in kid.children if o.dep_ == "pobj"] if kid.dep_ == "prep" else []
        if kid.dep_ in ("acl", "relcl") and kid.lemma_ in ("support", "back", "substantiate"):
            objects = [o for o in kid.children if o.dep_ == "dobj"]
        if kid.dep_ == "acl" and kid.lemma_ == "back":
            objects += [o for k in kid.children if k.dep_ == "prep" for o in k.children if o.dep_ == "pobj"]
        for claim in objects:
            if claim.lemma_.lower() in CLAIMS or (noun.lower_ == "truth" and claim.lower_ in _POINTING):
                return claim
    return None


def _not_there(sentence: Sentence) -> Iterator[Judgement]:
    """ "The letter never existed", "the document does not exist", "none of this happened"."""
    for verb in sentence:
        if verb.lemma_ not in ("exist", "happen", "occur") or verb.pos_ != "VERB":
            continue
        subject = subject_of(verb)
        if subject is None:
            continue
        no = [k for k in verb.children if k.dep_ == "neg" or k.lower_ == "never"]
        words = subject.lemma_.lower()
        if verb.lemma_ == "exist" and no and words in CLAIMS | THINGS | RULES and _is_definite(subject):
            yield Judgement("deny", [*_helpers(verb), verb], _phrase(subject, verb), None, verb)
        elif words in _POINTING and any(k.lower_ == "never" for k in no):
            yield Judgement("deny", [*_helpers(verb), verb], [subject], None, verb)
        elif words == "none" and any(o.lower_ in _POINTING for k in subject.children for o in k.children):
            of = [t for t in subject.subtree if t != subject and t.dep_ != "prep"]
            yield Judgement("deny", [subject, *_helpers(verb), verb], of, None, verb)


def _is_definite(noun: Token) -> bool:
    return any(k.dep_ in ("det", "poss") and k.lower_ not in ("a", "an", "no", "any") for k in noun.children)


def _not_shown(sentence: Sentence) -> Iterator[Judgement]:
    """ "The image does not show the flood in Porto": what is judged is what it was said to show."""
    for verb in sentence:
        no = [k for k in verb.children if k.dep_ == "neg"]
        subject = subject_of(verb) if no and verb.lemma_ in SHOWING else None
        if subject is None or subject.lemma_.lower() not in PICTURES or not _is_definite_or_headline(subject):
            continue
        shown = next((k for k in verb.children if k.dep_ in ("dobj", "ccomp") and k.i > verb.i), None)
        if shown is not None and shown.tag_ not in ("WP", "WRB") and shown.left_edge.tag_ not in ("WP", "WRB"):
            head = shown if shown.dep_ == "ccomp" else None
            yield Judgement("deny", [*_helpers(verb), verb], list(shown.subtree), head, verb)


def _is_definite_or_headline(noun: Token) -> bool:
    return _is_definite(noun) or not noun.sent.text.rstrip().endswith((".", "!", "?"))


# ------------------------------------------------------------------ named false in passing


def _named_false(sentence: Sentence) -> Iterator[Judgement]:
    """ "A fake story claiming that …", "false report claims …", "the victim of a death hoax"."""
    for token in sentence:
        if token.lower_ == "hoax" and token.dep_ not in ("compound", "amod"):
            told = [k for k in token.children if k.dep_ == "compound" and k.lower_ == "death"]
            saying = next((k for k in token.children if k.dep_ in ("acl", "relcl") and k.lemma_ in SAYING), None)
            clause = next((k for k in saying.children if k.dep_ == "ccomp"), None) if saying is not None else None
            if told and token.tag_ == "NN":
                yield Judgement("deny", [token], told, None, _clause_of(token))
            elif saying is not None and clause is not None:
                yield Judgement("deny", [token], [saying], clause, _clause_of(token), list(clause.subtree))
        elif token.lower_ in FALSELY and token.dep_ in ("amod", "compound", "nmod") and token.i < token.head.i:
            noun = token.head
            hedged = any(k.lower_ in ASIDE for k in token.children)
            if noun.lemma_.lower() in CONTESTED and not hedged and _is_spread(noun):
                yield Judgement("deny", [token], _noun_phrase(noun, token), None, _clause_of(noun))


def _clause_of(token: Token) -> Token:
    """The verb that a noun phrase belongs to, else the head of its sentence."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), token.sent.root)


def _is_spread(noun: Token) -> bool:
    """Whether the noun is a claim that goes round, not a thing made for a crime or spoken of in general."""
    if any(t.lemma_.lower() in CRIMES for t in noun.ancestors):
        return False
    told = [k for k in noun.children if k.dep_ in ("acl", "relcl", "ccomp", "prep") and k.i > noun.i]
    if any(_is_that(k) or k.lemma_ in SAYING or k.lower_ == "about" for k in told):
        return True
    if any(k.dep_ == "prep" and k.lower_ in ("on", "for", "to", "against") for k in told):
        return False  # "the false claim on his tax form" goes to an office
    if any(k.dep_ == "det" and k.lower_ in ("the", "this", "that") for k in noun.children):
        return True
    verb = noun.head
    return noun.dep_ in _SUBJECTS and verb.lemma_ in SAYING | SHOWING | SPREADING and _is_particular(noun)


def _noun_phrase(noun: Token, word: Token) -> list[Token]:
    """The noun with its compounds, after the word that judges it: a clause beside it is somebody's."""
    return [t for t in noun.subtree if word.i < t.i <= noun.i]


def _falsely_said(sentence: Sentence) -> Iterator[Judgement]:
    """ "A website falsely claimed that the minister had fled": the clause stands in another's statement."""
    for token in sentence:
        verb = token.head
        if token.lower_ not in WRONGLY or token.dep_ != "advmod" or verb.lemma_ not in SAYING or verb.pos_ != "VERB":
            continue
        clause = next((k for k in verb.children if k.dep_ == "ccomp" and k.i > verb.i), None)
        denied = any(k.dep_ == "neg" for k in verb.children)
        if clause is not None and not denied and not any(t.lemma_.lower() in CRIMES for t in verb.ancestors):
            yield Judgement("deny", [token], [verb], clause, verb, list(clause.subtree))


def _satire(sentence: Sentence) -> Iterator[Judgement]:
    """ "The story comes from a satirical website"."""
    for token in sentence:
        site = token.head
        if token.lower_ not in SATIRE or site.dep_ != "pobj":
            continue
        verb = site.head.head
        subject = subject_of(verb) if verb.lemma_ in COMING_FROM or is_copula(verb) else None
        if subject is None or any(k.dep_ == "neg" for k in verb.children):
            continue
        if subject.lemma_.lower() in CLAIMS | THINGS and _is_definite_or_headline(subject):
            yield Judgement("deny", list(token.doc[token.i : site.i + 1]), _phrase(subject, verb), None, verb)


# ------------------------------------------------------------------ against what others say


def _against_reports(sentence: Sentence) -> Iterator[Judgement]:
    """ "Contrary to reports, the mayor has not resigned", "the actor did not die, despite claims on the internet"."""
    for token in sentence:
        if token.lower_ == "contrary":
            reports = [o for k in token.children if k.lower_ == "to" for o in k.children if o.dep_ in ("pobj", "pcomp")]
        elif token.lower_ == "despite":
            reports = [o for o in token.children if o.dep_ == "pobj" and _is_hearsay(o)]
        else:
            continue
        report = reports[0] if reports else None
        if report is None or not (report.lemma_.lower() in CLAIMS or report.lower_ == "belief"):
            continue
        judged = _contradicted(token, report)
        if judged is not None:
            yield judged


def _is_hearsay(noun: Token) -> bool:
    """Claims and rumours, and reports that say nothing more: "despite the report" may mean a company's figures."""
    to_the_contrary = any(t.lower_ == "contrary" for t in noun.subtree)
    return not to_the_contrary and (noun.lemma_.lower() in HEARSAY or (noun.lower_ == "reports" and noun.n_lefts == 0))


def _contradicted(token: Token, report: Token) -> Judgement | None:
    verb = token.sent.root
    aside = {t.i for t in token.subtree}
    no = [k for k in verb.children if k.dep_ == "neg"]
    cue = list(token.doc[token.i : report.i + 1])
    told = _told_in(report)
    if verb.i in aside:
        return None
    if told is not None:
        against = list(token.doc[token.i : report.i])
        return Judgement("deny", against, list(report.subtree), told, verb, list(told.subtree))
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


def answered_question(question: Sentence, answer: Sentence) -> Iterator[Judgement]:
    """Yield what a short answer says of the question before it: "Did the goalkeeper sell his medal? No."."""
    match = _YES_NO.match(answer.text)
    asked = question.text.rstrip()
    if match is None or not asked.endswith("?") or "you" in asked.lower().split() or question[0].pos_ != "AUX":
        return
    words = [t for t in answer if not t.is_punct and not t.is_space]
    if len(words) > _SHORT or (len(words) > 1 and words[0].nbor().text not in (",", ".", "!")):
        return
    subject = subject_of(question.root)
    if subject is None or subject.lower_ in ("you", "i", "we"):
        return
    stance: Stance = "confirm" if match.group().lower() == "yes" else "deny"
    yield Judgement(stance, [words[0]], [t for t in question if t.text != "?"], question.root, answer.root)


def _under_label(sentence: Sentence, text: str) -> Iterator[Judgement]:
    """ "Fake: Army to search every house", at the beginning of a line."""
    match = LABEL.match(sentence.text)
    if match is None or not _begins_line(sentence, text):
        return
    label = [t for t in sentence if t.idx < sentence.start_char + match.end(1)]
    rest = [t for t in sentence if t.idx >= sentence.start_char + match.end()]
    if not rest and sentence.end < len(sentence.doc) and not sentence[-1].is_space:
        rest = list(sentence.doc[sentence.end].sent)  # the parser may end a sentence at the colon
    if len([t for t in rest if t.is_alpha]) >= 3:
        stance: Stance = "retract" if match.group(1).lower().startswith(("correct", "retract")) else "deny"
        yield Judgement(stance, label, rest, rest[0].sent.root if rest[0].sent.root in rest else rest[0])


def _begins_line(sentence: Sentence, text: str) -> bool:
    before = text[: sentence.start_char].rstrip(" \t")
    return not before or before.endswith("\n")


def verdict_on(claimed: Sentence, verdict: Sentence, is_true: bool) -> Judgement:
    """Return what "FALSE" on a line of its own says of the line "Claim: …" before it."""
    said = [t for t in claimed if t.i > claimed.start + 1]
    cue = [t for t in verdict if t.is_alpha]
    return Judgement("confirm" if is_true else "deny", cue, said, claimed.root if claimed.root in said else None)


# ------------------------------------------------------------------ what the outlet takes back


def _taken_back(sentence: Sentence) -> Iterator[Judgement]:
    """ "An earlier version of this article misstated the date", "this article has been corrected"."""
    match = VERSION.search(sentence.text)
    if match is None:
        yield from _withdrawn(sentence)
        return
    start = sentence.start_char + match.start()
    end = sentence.start_char + match.end()
    named = [t for t in sentence if start <= t.idx < end]
    verb = next((t for t in named[0].ancestors if t.pos_ == "VERB"), None) if named else None
    if verb is None or is_open(verb):
        return
    if match.group("earlier"):
        cue = [*_helpers(verb), *(k for k in verb.children if k.dep_ == "advmod" and k.lower_ in WRONGLY), verb]
        wrong = [k for k in verb.children if k.dep_ in ("dobj", "ccomp") and k.i > verb.i]
        spelled = wrong[0] if wrong and wrong[0].dep_ == "ccomp" else None
        judged = list(wrong[0].subtree) if wrong and spelled is None else named
        told = list(spelled.subtree) if spelled is not None else []
        yield Judgement("retract", cue, judged, spelled, None, told)
    elif verb.lemma_ in ("correct", "retract", "amend", "withdraw") and _is_passive(verb):
        yield Judgement("retract", [*_helpers(verb), verb], named, None, None)


def _corrects(sentence: Sentence, text: str) -> Judgement | None:
    """ "(Corrects the year of the loss)", as agencies write it at the head or the foot of a story."""
    match = CORRECTS.match(sentence.text)
    if match is None or not _begins_line(sentence, text):
        return None
    end = sentence.start_char + match.end()
    cue = [t for t in sentence if t.idx < end and t.is_alpha]
    return Judgement("retract", cue, [t for t in sentence if t.idx >= end and t.text != ")"])


def _withdrawn(sentence: Sentence) -> Iterator[Judgement]:
    """ "The story headlined … is withdrawn": only an agency speaks of its own story so, in the present."""
    for verb in sentence:
        if verb.lower_ not in ("withdrawn", "retracted") or not any(k.lower_ in ("is", "are") for k in verb.children):
            continue
        subject = subject_of(verb)
        if subject is None or is_open(verb):
            continue
        if any(t.lemma_.lower() in OWN_WORKS for t in (subject, *subject.conjuncts)):
            yield Judgement("retract", [*_helpers(verb), verb], _phrase(subject, verb), None, verb)
