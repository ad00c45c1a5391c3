"""Sentences that judge a claim, by rules over the parse, whoever says them: each road is a function.

What makes a judgement the outlet's own is asked in `own_standing`; the statement is made in `own_voice`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.clauses import is_partly_negated, is_that
from tracker.extract.own_contradictions import against_others, contradicted
from tracker.extract.own_hoaxes import named_false
from tracker.extract.own_judgement import (
    SUBJECTS,
    Judgement,
    helpers_of,
    is_definite,
    is_definite_or_headline,
    is_particular,
    is_passive,
    phrase_of,
    spelled,
    subtree,
    told_in,
)
from tracker.extract.own_standing import is_copula, is_open, subject_of
from tracker.extract.own_words import (
    AT_RISK,
    CLAIMS,
    CORRECTS,
    CRIMES,
    EVIDENCE,
    FALSE,
    GIVING,
    IDIOMS,
    LABEL,
    MADE_FALSE,
    NEGATIONS,
    OWN_WORKS,
    PICTURES,
    POINTING,
    PROOF,
    PROVING,
    RULES,
    SAYING,
    SEEMING,
    SHOWING,
    SURELY_FALSE,
    THINGS,
    TRUE,
    TRUTH,
    VERSION,
)
from tracker.extract.polarity import has_no
from tracker.extract.untruths import untruth_in
from tracker.extract.words import REMARKS, WRONGLY, WRONGS
from tracker.records import Stance

_CLAUSES = ("acl", "ccomp", "relcl", "advcl")
_YES_NO = re.compile(r"(?:No|Nope|Yes)\b", re.IGNORECASE)
_SHORT = 8  # words: a longer "No, …" after a question is part of a conversation


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
        *_called_untrue(sentence),
        *named_false(sentence),
        *_falsely_said(sentence),
        *_lied_that(sentence),
        *_nothing_wrong(sentence),
        *_said_without_proof(sentence),
        *contradicted(sentence),
    ]
    return found or list(against_others(sentence))


# ------------------------------------------------------------------ words of falsehood and of truth


def _not_so(sentence: Sentence) -> Iterator[Judgement]:
    """ "The photo is a fake", "the rumour turned out to be true", "it is not true that the island was sold"."""
    for token in sentence:
        word = token.lower_
        if word not in FALSE | TRUE and token.lemma_.lower() not in FALSE and not _is_made_up(token):
            continue
        verb = _verb_of(token)
        if verb is None or token.tag_ in ("JJR", "JJS", "RBR") or _is_compared(token):
            continue
        yield from _said_of_subject(token, verb)


def _is_made_up(word: Token) -> bool:
    """ "The story was made up"; a team is made up of players."""
    up = any(k.dep_ == "prt" and k.lower_ == "up" for k in word.children)
    return word.lower_ == "made" and up and not any(k.lower_ == "of" for k in word.children)


def _verb_of(word: Token) -> Token | None:
    """The outermost verb that says a word of falsehood of a subject: "turned out" of "turned out to be a fake"."""
    verb = word
    if word.dep_ in ("amod", "compound") and word.head.lemma_.lower() in CLAIMS | THINGS:
        verb = word.head  # "was a doctored photo"
    if verb.dep_ in ("acomp", "attr", "oprd", "xcomp") or (verb.dep_ in ("advcl", "dobj") and is_copula(verb.head)):
        verb = verb.head
    elif verb.dep_ == "pobj" and (verb.head.lower_ == "as" or _is_work_of(verb)):
        verb = verb.head.head if verb.head.lower_ == "as" else verb.head.head.head
    elif (nothing := _nothing_but(verb)) is not None:
        verb = nothing.head
    elif not (is_passive(verb) and (word.lower_ in MADE_FALSE or _is_made_up(word))):
        return None
    if verb.dep_ == "xcomp" and verb.head.lemma_ in PROVING | SEEMING:
        verb = verb.head
    return verb if is_copula(verb) or verb.lemma_ in PROVING | SEEMING or is_passive(verb) else None


def _is_work_of(word: Token) -> bool:
    """ "The article is a work of satire"."""
    work = word.head.head
    return word.head.lower_ == "of" and work.lemma_ in ("work", "piece", "product") and work.dep_ == "attr"


def _nothing_but(word: Token) -> Token | None:
    """The "nothing" of "is nothing but a prank", "is nothing more than a hoax"."""
    if word.dep_ != "pobj" or word.head.lower_ not in ("but", "than"):
        return None
    nothing = word.head.head.head if word.head.head.lower_ == "more" else word.head.head
    return nothing if nothing.lower_ == "nothing" and nothing.dep_ in ("attr", "acomp") else None


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
    if subject is None or is_partly_negated(verb):
        return
    cue = _cue(verb, word)
    clause = _extraposed(subject, verb, word)
    if clause is not None:
        if word.lower_ in TRUE | SURELY_FALSE | {"untrue"}:
            yield spelled(stance, cue, clause, verb)
    elif _can_be_judged(subject, word, stance):
        tokens = phrase_of(subject, verb)
        told = told_in(subject)
        yield Judgement(stance, cue, tokens, told, verb, subtree(told))


def _is_denied(verb: Token, word: Token) -> bool:
    near = (*verb.children, *word.children, *(word.head.children if word.head.dep_ == "xcomp" else ()))
    subject = subject_of(verb)
    none = subject is not None and subject.lower_ in ("none", "nothing", "neither")
    between = verb.doc[min(verb.i, word.i) : max(verb.i, word.i)]  # a negation that the parser hangs elsewhere: "isn’t"
    return none or any(k.dep_ == "neg" or k.lower_ in NEGATIONS for k in (*near, *between)) or has_no(word)


def _extraposed(subject: Token, verb: Token, word: Token) -> Token | None:
    """The clause of "it is not true that …"."""
    if subject.lower_ != "it":
        return None
    kids = (*verb.children, *word.children)
    return next((k for k in kids if k.dep_ in _CLAUSES and k.i > word.i and is_that(k)), None)


def _can_be_judged(subject: Token, word: Token, stance: Stance) -> bool:
    """Whether a subject is a claim or a thing of which falsehood is said, and not just anything that is wrong."""
    lemma, judging = subject.lemma_.lower(), word.lower_
    if judging in ("staged", "altered", "manipulated", "edited", "faked"):
        return lemma in PICTURES | {"letter", "document", "quote", "account"} and is_particular(subject)
    if subject.lower_ in ("they", "these", "those"):
        return stance == "deny" and judging in SURELY_FALSE and not _is_widened(word)
    if subject.lower_ in POINTING or subject.lower_ in ("none", "nothing"):
        return stance == "deny" and (judging in SURELY_FALSE | TRUTH) and not _is_widened(word)
    if lemma == "thing" and any(k.lower_ in ("whole", "entire") for k in subject.children):
        return stance == "deny" and judging in SURELY_FALSE | MADE_FALSE
    if any(k.lower_ in AT_RISK for k in word.children if k.dep_ == "prep"):
        return False  # "true of most towns", "wrong about the wind"
    if lemma in CLAIMS - {"comment", "remark"}:
        return is_particular(subject)
    if lemma in THINGS | CLAIMS:
        lies = judging in ("lie", "lies") and lemma not in REMARKS
        return not lies and judging not in ("wrong", "right", "myth") and is_particular(subject)
    return judging in ("hoax", "hoaxes") and subject.pos_ in ("NOUN", "PROPN") and is_particular(subject)


def _is_widened(word: Token) -> bool:
    """ "That is not true of all", "this is not a fake war": more is said than that it is not so."""
    near = (k for k in word.children if k.dep_ == "prep" and k.lower_ in AT_RISK)
    return any(not any(o.lemma_ == "reason" for o in k.children) for k in near)


def _cue(verb: Token, word: Token) -> list[Token]:
    """The run from the verb, its helpers and negation to the word of judging."""
    parts = [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg") and k.i < word.i]
    first = min(t.i for t in (verb, word, *parts))
    last = max(t.i for t in (verb, word, *(k for k in word.children if k.dep_ == "prt")))
    if word.dep_ in ("amod", "compound"):
        last = max(last, word.head.i)
    return list(verb.doc[first : last + 1])


# ------------------------------------------------------------------ what is not there


def _nothing_such(sentence: Sentence) -> Iterator[Judgement]:
    """ "There is no such order", "no such law exists", "no such decree was signed"."""
    for token in sentence:
        noun = token.head
        if token.lower_ != "such" or noun.pos_ != "NOUN" or not has_no(noun) or noun.lemma_ in IDIOMS:
            continue
        if any(k.dep_ == "prep" and k.lower_ == "for" for k in noun.children):
            continue  # "no such limit for lorries" compares
        no = next(k for k in noun.children if k.lower_ == "no")
        verb = noun.head
        there = noun.dep_ in ("attr", "nsubj") and _is_there(verb)
        is_not = noun.dep_ in SUBJECTS and (verb.lemma_ in ("exist", "happen", "occur") or is_passive(verb))
        if there or is_not:
            cue = [no, *helpers_of(verb), verb]
            yield Judgement("deny", cue, [t for t in noun.subtree if t.i != no.i], None, verb)


def _is_there(verb: Token) -> bool:
    return any(k.dep_ == "expl" and k.lower_ == "there" for k in verb.children)


def _no_evidence(sentence: Sentence) -> Iterator[Judgement]:
    """ "There is no evidence that …", "no truth to the rumour", "no proof has been found that …"."""
    for noun in sentence:
        if noun.lower_ not in EVIDENCE or not has_no(noun):
            continue
        verb = noun.head
        there = _is_there(verb)
        found = noun.dep_ in SUBJECTS and (is_passive(verb) or verb.lemma_ in ("exist", "emerge", "surface"))
        if not there and not found:
            continue
        cue = [*helpers_of(verb), verb, *noun.doc[noun.left_edge.i : noun.i + 1]]
        kids = [k for k in (*noun.children, *verb.children) if k.i > noun.i]
        clause = next((k for k in kids if k.dep_ in _CLAUSES and is_that(k)), None) or _supported(kids)
        if clause is not None:
            yield spelled("deny", cue, clause, verb)
        elif (claim := _evidence_for(noun, kids)) is not None:
            told = told_in(claim)
            yield Judgement("deny", cue, list(claim.subtree), told, verb, subtree(told))


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
            if claim.lemma_.lower() in CLAIMS or (noun.lower_ == "truth" and claim.lower_ in POINTING):
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
        if verb.lemma_ == "exist" and no and words in CLAIMS | THINGS | RULES and is_definite(subject):
            yield Judgement("deny", [*helpers_of(verb), verb], phrase_of(subject, verb), None, verb)
        elif words in POINTING and any(k.lower_ == "never" for k in no):
            yield Judgement("deny", [*helpers_of(verb), verb], [subject], None, verb)
        elif words == "none" and any(o.lower_ in POINTING for k in subject.children for o in k.children):
            of = [t for t in subject.subtree if t != subject and t.dep_ != "prep"]
            yield Judgement("deny", [subject, *helpers_of(verb), verb], of, None, verb)


def _not_shown(sentence: Sentence) -> Iterator[Judgement]:
    """ "The image does not show the flood in Porto": what is judged is what it was said to show."""
    for verb in sentence:
        no = [k for k in verb.children if k.dep_ == "neg"]
        subject = subject_of(verb) if no and verb.lemma_ in SHOWING else None
        if subject is None or subject.lemma_.lower() not in PICTURES or not is_definite_or_headline(subject):
            continue
        shown = next((k for k in verb.children if k.dep_ in ("dobj", "ccomp") and k.i > verb.i), None)
        if shown is not None and shown.tag_ not in ("WP", "WRB") and shown.left_edge.tag_ not in ("WP", "WRB"):
            head = shown if shown.dep_ == "ccomp" else None
            yield Judgement("deny", [*helpers_of(verb), verb], list(shown.subtree), head, verb)


# ------------------------------------------------------------------ named false in passing


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


def _called_untrue(sentence: Sentence) -> Iterator[Judgement]:
    """ "He repeated the lie that the vote was rigged", "she is wrong when she says the bridge was closed"."""
    for token in sentence:
        if (untruth := untruth_in(token)) is not None:
            clause, judging, telling, verb = untruth
            yield Judgement("deny", judging, [telling], clause, verb, list(clause.subtree))


def _lied_that(sentence: Sentence) -> Iterator[Judgement]:
    """ "Openly lied that he had served"; not "anyone who lied that", "jailed after he lied that"."""
    for verb in sentence:
        clause = next((k for k in verb.children if k.dep_ == "ccomp" and is_that(k)), None)
        if verb.lemma_ != "lie" or clause is None or verb.dep_ in ("relcl", "advcl", "acl"):
            continue
        if not any(k.dep_ == "neg" for k in verb.children) and not any(
            t.lemma_.lower() in CRIMES for t in verb.ancestors
        ):
            yield Judgement("deny", [verb], list(clause.subtree), clause, verb, list(clause.subtree))


def _nothing_wrong(sentence: Sentence) -> Iterator[Judgement]:
    """ "She has done nothing wrong": nobody writes so of whom nobody has accused."""
    for nothing in sentence:
        verb = nothing.head
        wrong = any(k.lower_ in WRONGS for k in nothing.children)
        if nothing.lower_ != "nothing" or nothing.dep_ != "dobj" or verb.lemma_ != "do" or not wrong:
            continue
        subject = subject_of(verb)
        known = subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in ("he", "she", "they"))
        if known and verb.dep_ not in ("relcl", "advcl", "acl") and not any(k.dep_ == "neg" for k in verb.children):
            beside = {t for k in verb.children if k.dep_ in ("conj", "cc") for t in k.subtree}
            clause = [t for t in verb.subtree if t != nothing and not t.is_punct and t not in beside]
            yield Judgement("deny", [nothing], clause, verb, verb)


def _said_without_proof(sentence: Sentence) -> Iterator[Judgement]:
    """ "Claimed without evidence that it was rigged", "said it was, but offered no proof", "gave no proof of it"."""
    for noun in sentence:
        if noun.lower_ not in PROOF:
            continue
        above = noun.head.head if noun.head.lemma_ in GIVING and noun.head.dep_ == "pcomp" else noun.head
        without = above.lower_ == "without"
        gives = noun.dep_ == "dobj" and noun.head.lemma_ in GIVING and has_no(noun)
        clause = next((k for k in (*noun.children, *noun.head.children) if k.dep_ in _CLAUSES and is_that(k)), None)
        verb = noun.head
        if clause is None or without:
            verb = above.head
            told = next((k for k in verb.children if k.dep_ == "ccomp"), clause)
            clause = told if verb.lemma_ in SAYING else None
        if clause is None and gives and _says_but_gives_not(noun.head):
            clause, verb = verb, verb.head  # the parser joins "but offered" to what is claimed
        if clause is None or not (without or gives) or any(k.dep_ == "neg" for k in verb.children):
            continue
        words = noun.doc[above.i if without else noun.left_edge.i : noun.i + 1]
        cue = list(words) if without else [noun.head, *words]
        joined = {t for k in clause.children if gives and k.dep_ == "cc" and k.i < cue[0].i for t in (k, *cue)}
        apart = {*cue, *(t for t in clause.subtree if joined and t.i >= min(joined).i)}
        tokens = [t for t in clause.subtree if not (t.dep_ == "mark" and t.head == clause) and t not in apart]
        yield Judgement("deny", cue, tokens, clause, verb)


def _says_but_gives_not(gives: Token) -> bool:
    """ "Claimed that the mayor had helped, but offered no proof": who claims it offers none."""
    claimed = gives.head
    but = any(k.dep_ == "cc" and k.lower_ in ("but", "yet") for k in claimed.children)
    own = any(k.dep_ in SUBJECTS for k in gives.children)
    return gives.dep_ == "conj" and but and not own and claimed.dep_ == "ccomp" and claimed.head.lemma_ in SAYING


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
        cue = [*helpers_of(verb), *(k for k in verb.children if k.dep_ == "advmod" and k.lower_ in WRONGLY), verb]
        wrong = [k for k in verb.children if k.dep_ in ("dobj", "ccomp") and k.i > verb.i]
        spelled = wrong[0] if wrong and wrong[0].dep_ == "ccomp" else None
        judged = list(wrong[0].subtree) if wrong and spelled is None else named
        told = list(spelled.subtree) if spelled is not None else []
        yield Judgement("retract", cue, judged, spelled, None, told)
    elif verb.lemma_ in ("correct", "retract", "amend", "withdraw") and is_passive(verb):
        yield Judgement("retract", [*helpers_of(verb), verb], named, None, None)


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
            yield Judgement("retract", [*helpers_of(verb), verb], phrase_of(subject, verb), None, verb)
