"""What a denial denies, in its own words: the claim that it brings along, even where nobody else makes it.

"Denied that it had asked", "called the report that it had asked false", "there is no evidence that it had asked",
"doubted that it had asked", "unaware that it had asked": each tells what is contested. Nothing is put in, and what is
taken out is shown by an ellipsis. A plain "it had not asked" is kept for the relation model (`affirmed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from tracker.extract.affirmed import held_clauses, negating, tops, without_not
from tracker.extract.attributions import Attribution
from tracker.extract.callings import CALLING, RATING
from tracker.extract.clauses import asks, is_false_word, is_that, predicates_of, subject_of
from tracker.extract.doubts import doubted_by
from tracker.extract.polarity import has_no, is_left_open, is_negated
from tracker.extract.roles import is_human
from tracker.extract.stance import doubted
from tracker.extract.told_wrongly import is_wrongly
from tracker.extract.untrue import (
    ASCRIBING,
    JUDGING,
    asked_and_negated,
    called_false_at_the_end,
    is_not_as_told,
    is_not_so,
    is_stretch,
)
from tracker.extract.untruths import untruth_in
from tracker.extract.wording import CARRYING, SUBJECTS, only_points, points, says_enough, words_under
from tracker.extract.words import CLAIM_NOUNS, EVIDENCE, FALSE_OF_A_CLAIM, HELD, PROOF, REMARKS, TRUE
from tracker.records import Stance

_TELLING = {"say", "claim", "allege", "suggest", "assert", "state", "charge", "show", "indicate", "argue"}
_ARGUING = _TELLING | {"think", "believe", "insist", "tell", "maintain", "contend"}
_AT_ALL = {"whatsoever", "at", "all", "whatever", "yet"}
_FIGURES = {"figure", "statistic", "statistics", "datum", "data", "number", "poll", "survey", "document", "letter"}
# "Charges of bribery" say of what; "the report of the committee" and "his account of it" say whose or what about.
_OF_WHAT = set(
    "claim allegation accusation charge rumour rumor speculation suggestion talk hint evidence proof".split()
)
_LINKS = {"link", "connection", "tie", "relationship", "association", "correlation"}
_KNOWING = {"know", "hear", "learn", "aware", "unaware", "ignorant", "knowledge"}
_DENYING = {"deny", "refute", "dispute", "accept", "agree"}  # the last two with a "not"
_HELPING = {"be", "have", "do"}
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "my": "i", "our": "we"}
_AGREEING = {"agree", "mind", "care"}
_SPEAKING_OF = {"refer", "allude", "comment", "respond", "react", "reply", "ask", "question", "press"}
_TO_WHAT = {"of", "about", "on", "to"}
_ASKED = {"asked", "questioned", "pressed"}
_WONDERING = {"wonder", "ask", "question", "speculate", "inquire"}
_SAYING_NO = {("no", mark) for mark in ",.!;"}  # "No. We have not decided": the answer, whatever else is told
_CLAIMANTS = {"employee", "policyholder", "troop", "company", "state"}  # who makes claims, and is not what they are of
_BEFORE_JUDGEMENT = ("PUNCT", "ADV", "ADJ", "DET", "AUX", "PART")


class Denied(NamedTuple):
    """What is denied: its tokens and their head, and whether it has a "not" of its own."""

    head: Token
    tokens: list[Token]
    negated: bool


def denied_in(attribution: Attribution, stance: Stance, tokens: Sequence[Token]) -> Denied | None:
    """Return what a denial says is not so, or not known; None where it only points there.

    `tokens` are those of the content.
    """
    if stance == "deny_knowledge":
        not_known = next((t for t in tokens if _is_not_known(t, tokens) or _is_charged(t, tokens)), None)
        return _found(not_known, tokens) or _spoken_of(attribution, tokens)
    found = next(filter(None, (way(attribution, tokens) for way in _WAYS)), None)
    if found is not None and only_points(found.tokens):
        return None
    if found is not None or attribution.content_head is None or attribution.entry.stance in ("deny", "reject"):
        return found
    asked = _asked_before(attribution, tokens) or _opposite(attribution.content_head, tokens)
    return asked or _spoken_of(attribution, tokens)


def has_not(head: Token) -> bool:
    """Return whether a clause is negated, by its verb or by "no" ("there was no request").

    What holds two is not: "there is no way that he did not know", "we are not sure that it isn't real".
    """
    once = is_negated(head) or any(negating(head))
    return once and not any(is_negated(below) for below in held_clauses(head))


def _pleaded(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "pleaded not guilty to fraud", "to charges of bribery" the fraud, the bribery."""
    if attribution.head.lemma_ != "plead":
        return None
    guilty = next((t.i for t in attribution.head.subtree if t.lower_ == "guilty"), -1)
    to = (k for t in tokens if t.lower_ == "to" and t.i == guilty + 1 for k in t.children)
    what = next((k for k in to if k.dep_ in ("pobj", "pcomp")), None)
    if (
        what is None
        or what.pos_ not in ("NOUN", "VERB")
        or is_human(what)
        or any(k.dep_ == "poss" for k in what.children)
    ):
        return None  # "to the judge's surprise"
    if what.lemma_ in ("charge", "count"):
        what = next((o for k in what.children if k.lower_ == "of" for o in k.children), None)
    return _found(what, tokens)


def _called_false(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "said claims that it had fled were fake" the clause between, which the parser misreads."""
    claimed = called_false_at_the_end(tokens) if attribution.entry.stance == "assert" else []
    return Denied(min(claimed, key=_depth), claimed, negated=False) if claimed else None


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _asked_by_himself(_: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "Did I take it? No", "Do I think it was cocaine? No" the question, or what is thought."""
    question = asked_and_negated(tokens)
    if question is None:
        return None
    held = (k for k in question.children if k.dep_ == "ccomp" and question.lemma_ in ("think", "believe"))
    return _found(next(held, question), tokens)


def _told_and_untrue(_: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "they say that we are weak, but that is not true", "some say it is closing. It is a lie" what they say."""
    pointing = (k for k in tokens if k.lower_ in ("that", "this", "it") and k.dep_ in SUBJECTS and is_not_so(k.head))
    for that in pointing:
        near = (that.sent, that.doc[max(that.sent.start - 1, 0)].sent)
        said = [v for v in tokens if v.i < that.i and v.sent in near and v.lemma_ in _ARGUING and _is_of_others(v)]
        clauses = [k for v in said for k in v.children if k.dep_ == "ccomp" and v.i < k.i < that.i and k in tokens]
        found = _found(clauses[-1], [t for t in tokens if t.i < that.i]) if clauses else None
        if found is not None and any(map(_tells, found.tokens)):
            return found
    return None


def _tells(token: Token) -> bool:
    """Whether a word tells something: not those of "that is so", "it is true"."""
    return token.pos_ in CARRYING and token.lemma_.lower() not in TRUE | FALSE_OF_A_CLAIM


def _is_of_others(verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.lower_ not in ("i", "we", "you") and not is_negated(verb)


def _told_in_clause(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "called the report that it had asked false", "doubted that it had asked" the clause."""
    head = attribution.content_head
    altered = attribution.entry.stance == "deny" and head is not None and is_that(head)  # "that his report had been"
    clause = (None if altered else _denied_clause(tokens, head)) or _doubted_clause(attribution)
    if clause is None:
        return None
    # Of "claims that it was sold have been denied" the parser may hang the denying on the clause.
    misread = clause in attribution.head.ancestors
    told = [t for t in _without_judgement(clause, attribution) if not misread or t in tokens]
    return Denied(clause, told, has_not(clause))


def _told_somewhere(_: Attribution, tokens: Sequence[Token]) -> Denied | None:
    return _found(next((t for t in tokens if _is_denied(t, tokens)), None), tokens)


def _told_by_cue(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "hit back at suggestions that it had", "denied to the paper that it had" the clause that hangs on the verb.

    Of "denied there that it was not so" too, and of that just the clause.
    """
    head, denies = attribution.content_head, attribution.entry.stance == "deny"
    nouns = [t for t in tokens if t.dep_ in ("dobj", "pobj")]
    before = [t for t in nouns if t.lemma_.lower() in CLAIM_NOUNS or (denies and t.dep_ == "pobj")]
    clauses = (k for k in attribution.head.children if k.dep_ == "ccomp" and k in tokens and is_that(k))
    beside = next((k for k in clauses if any(t.i < k.left_edge.i for t in before)), None)
    if beside is not None and attribution.head.lemma_ in CALLING:
        return Denied(beside, _without_judgement(beside, attribution), has_not(beside))
    contests = denies or attribution.entry.stance == "reject"
    by_cue = contests and head is not None and is_that(head) and not tells_of_own_claim(head.head)
    return _found(beside or (head if by_cue else None), tokens)


def _asked_before(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "Asked whether he had taken it, he said no", "he, when asked if he had, said he had not" what he was asked.

    And of "Many wondered whether he had. He had not, he said" what was wondered in the sentence before.
    """
    telling = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and t.lemma_ not in _HELPING]
    first = next((n for n, t in enumerate(tokens) if t.is_alpha), 0)
    says_no = tuple(t.lower_ for t in tokens[first : first + 2]) in _SAYING_NO
    tells_more = any(t.lemma_.lower() not in TRUE | FALSE_OF_A_CLAIM for t in telling)
    if tells_more and not says_no:
        return None
    sentence = attribution.head.sent
    asked = [t for t in sentence if t.lower_ in _ASKED and t not in tokens and t != attribution.head]
    if sentence.start > 0:
        asked += [t for t in sentence[0].nbor(-1).sent if t.lemma_ in _WONDERING]
    clauses = (c for t in asked for c in t.subtree if c.dep_ in ("ccomp", "advcl", "pcomp") and _asks_whether(c))
    clause = next(clauses, None)
    if clause is None or (tells_more and _is_of_will(clause)):  # "No, I would not do it again"
        return None
    told = list(clause.subtree)
    return _found(clause, told) if says_enough(told) or _tells_little(clause) else None


def _tells_little(clause: Token) -> bool:
    """ "If he was ever bullied": little, but all that "no" denies; not "if he agreed", "if she would elaborate"."""
    told = clause.pos_ == "VERB" and clause.lemma_ not in _HELPING | _AGREEING and not points(clause.subtree)
    return told and subject_of(clause) is not None and not any(k.tag_ == "MD" for k in clause.children)


def _is_of_will(clause: Token) -> bool:
    """ "Asked whether he would do it again": not "whether he would have done it"."""
    helpers = {k.lower_ for k in clause.children if k.dep_ == "aux"}
    return bool(helpers & {"would", "will", "should", "must"}) and "have" not in helpers


def _spoken_of(attribution: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "he said of reports that it was sold it was nonsense", "no, he said, asked about talk of a sale" the sale."""
    for noun in (t for t in attribution.head.sent if t.lemma_.lower() in CLAIM_NOUNS and t.dep_ == "pobj"):
        if noun in tokens or noun.head.lower_ not in _TO_WHAT or not _speaks_of(attribution.head, noun.head):
            continue
        within = list(noun.subtree)
        told = (t for t in noun.sent if _is_charged(t, within) or _is_told_after(t, noun))
        clause = next(told, None)
        found = _found(clause, sorted({*within, *clause.subtree})) if clause is not None else None
        if found is not None and says_enough(found.tokens):
            return found
    return None


def _speaks_of(said: Token, to: Token) -> bool:
    """Whether "of", "about", "on" or "to" stands by the saying, its hearer, or "asked", "commenting" beside it."""
    speaking = to.head
    hearer = speaking.dep_ in ("dobj", "dative") and speaking.head == said
    return speaking == said or hearer or (speaking.lemma_ in _SPEAKING_OF and said in speaking.ancestors)


def _is_told_after(clause: Token, noun: Token) -> bool:
    """ "Reports that it was sold", "reports the firm was selling it", whatever the parser hangs the clause on."""
    told = clause.dep_ in ("acl", "relcl", "ccomp") and clause.left_edge.i == noun.i + 1
    return told and (is_that(clause) or _is_whole(clause))


def _asks_whether(clause: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ in ("whether", "if") for k in clause.children)


def _opposite(head: Token, tokens: Sequence[Token]) -> Denied | None:
    """Of "we never sold arms", "he is not as rich as he says he is" the words without the "not"."""
    told = next((clause for clause, _ in tops(tokens, head) if is_not_as_told(clause)), head)
    opposite = without_not(told, tokens)
    return Denied(*opposite, negated=False) if opposite is not None and says_enough(opposite[1]) else None


def _found(head: Token | None, within: Sequence[Token]) -> Denied | None:
    if head is None:
        return None
    tokens = words_under(head, within)
    if head.lemma_ in ASCRIBING:  # "to attribute it to the weather"
        tokens = [t for t in tokens if t.head != head or t.tag_ != "TO"]
    if head.dep_ == "dobj" and head.head.dep_ in ("acl", "relcl"):  # "figures showing a loss in May"
        beside = {t for k in head.head.children if k.dep_ == "prep" and k.i > head.i for t in k.subtree}
        tokens = [t for t in within if t in beside or t in tokens]
    if head.pos_ == "NOUN" and has_no(head):  # "no link between the two"
        return Denied(head, [t for t in tokens if not (t.head == head and t.lower_ == "no")], negated=False)
    return Denied(head, tokens, has_not(head))


def _denied_clause(tokens: Sequence[Token], head: Token | None) -> Token | None:
    """Of "called the report that Russia had asked China false" the clause that tells what is false."""
    for token in tokens:
        of = token.head.head if token.dep_ == "ccomp" and token.head.dep_ == "acl" else token.head  # "claims made that"
        of = _claim_over(of) if is_that(token) or _is_whole(token) else of
        subject = subject_of(of)  # "said that rumours it had asked were untrue" misleads the parser
        misread = of.tag_ == "VBZ" and (subject is None or subject.lower_ == "that")
        claim = of.lemma_.lower() in CLAIM_NOUNS | HELD and (of.pos_ != "VERB" or misread)
        if token.dep_ not in ("acl", "relcl", "ccomp") or not claim or _hangs_on_source(token, tokens):
            continue
        if tells_of_own_claim(token.head):
            continue
        if of.head == head and "VBG" in (head.tag_, *(k.tag_ for k in head.children if k.dep_ == "aux")):
            continue  # "denied spreading the rumour that it had": what he denies is the spreading
        if is_that(token) or _is_whole(token) or _is_claimed_of_himself(token):
            return token
        if token.lemma_ in _TELLING and of == head:  # "rejected reports which said that it had"
            return next((k for k in token.children if k.dep_ == "ccomp"), None)
    return None


def _is_claimed_of_himself(clause: Token) -> bool:
    """ "His claim to understand the market"; not "his claim to the island"."""
    whose = any(k.dep_ == "poss" for k in clause.head.children)
    return clause.head.lemma_ == "claim" and whose and any(k.tag_ == "TO" and k.dep_ == "aux" for k in clause.children)


def _hangs_on_source(clause: Token, tokens: Sequence[Token]) -> bool:
    """That of "Audit report: the mill was inaccurate", which the parser hangs on who says it."""
    noun = clause.head
    return noun not in tokens and any(t.text == ":" for t in clause.doc[noun.i + 1 : clause.left_edge.i])


def tells_of_own_claim(noun: Token) -> bool:
    """Return whether a noun is the claim of "a story about his claim that he won": who refutes the story made it.

    Not that of "a report on her claim that he had struck her".
    """
    about = noun.head
    story = (about.head, *about.doc[max(about.i - 1, 0) : about.i])  # the parser may hang "about" on the verb
    told_of = noun.dep_ == "pobj" and about.lower_ in ("about", "on")
    told_of = told_of and any(t.lemma_.lower() in CLAIM_NOUNS for t in story)
    whose = next((_OWNERS.get(k.lower_) for k in noun.children if k.dep_ == "poss"), None)
    clauses = (k for k in noun.children if k.dep_ in ("acl", "relcl", "ccomp"))
    return told_of and whose is not None and any(s.lower_ == whose for k in clauses if (s := subject_of(k)) is not None)


def _claim_over(noun: Token) -> Token:
    """Of "an accusation by the captain of a boat that it had fired" the accusation, whatever the clause hangs on."""
    above = noun
    while above.dep_ == "pobj" and above.head.dep_ in ("prep", "agent"):
        above = above.head.head
        above = above.head if above.dep_ == "acl" else above  # "claims made by the clerks that it had"
        if above.lemma_.lower() in CLAIM_NOUNS and above.pos_ == "NOUN":
            return above
    return noun


def _doubted_clause(attribution: Attribution) -> Token | None:
    """ "Doubted that it had asked", "expressed doubt it had": what the cue itself doubts, told in a clause."""
    told = doubted(attribution)
    return told if told is not None and any(k.dep_ in SUBJECTS for k in told.children) else None


def _is_denied(token: Token, within: Sequence[Token]) -> bool:
    """Whether a clause or phrase is what a denial says is not so, by any of the ways below."""
    return any(way(token, within) for way in _WAYS_OF_A_TOKEN)


def _is_charged(token: Token, within: Sequence[Token]) -> bool:
    """ "Charges of secret sales were false"."""
    preposition = token.head
    of = preposition.dep_ == "prep" and preposition.lower_ in ("of", "about") and token.dep_ in ("pobj", "pcomp")
    noun = preposition.head
    if noun.head.lower_ == "to" and noun.head.head.lower_ == "contrary":  # "contrary to the claims of some, it has not"
        return False
    charged = of and (noun.lemma_.lower() in _OF_WHAT or _are_reports_of(noun, token)) and token.pos_ != "PROPN"
    told = words_under(token, within)
    return charged and (says_enough(told) or _names_a_deed(token, told))


def _names_a_deed(noun: Token, told: Sequence[Token]) -> bool:
    """ "Plagiarism", of "claims of plagiarism": little, but all that is claimed; "the committee" is who claims it."""
    bare = noun.pos_ == "NOUN" and not any(
        k.dep_ in ("det", "poss") and k.lower_ not in ("a", "an", "any") for k in told
    )
    further = any(k.dep_ == "prep" for k in (*noun.children, *noun.head.head.children) if k.i > noun.i)
    if is_human(noun) or noun.lemma_ in _CLAIMANTS or further:  # "denied claims of veterans", "of drivers to sick pay"
        return False
    return bare and len([t for t in told if t.pos_ in CARRYING]) == 1 and not points(told)


def _are_reports_of(noun: Token, token: Token) -> bool:
    """ "Reports of a split", "reports of fighting"; not "reports of the committee", "of his committee"."""
    whose = any(k.dep_ == "poss" or k.lower_ in ("the", "this", "that", "these", "those") for k in token.children)
    some = any(k.lower_ in ("a", "an") for k in token.children)  # "the report of a split"
    return (noun.lower_ == "reports" and not whose) or (noun.lower_ == "report" and some)


def _is_called_untrue(token: Token, _: Sequence[Token]) -> bool:
    """ "He lied when he said that it was safe", "he repeats the lie that it was"."""
    return untruth_in(token) is not None


def _is_doubted(token: Token, _: Sequence[Token]) -> bool:
    """ "Said he doubted that it was"."""
    return token.pos_ in ("VERB", "AUX") and token == doubted_by(token.head)


def _is_denied_within(token: Token, within: Sequence[Token]) -> bool:
    """ "We deny that it was", "I do not accept that it was", within what is said."""
    below = token.head.lemma_ in _DENYING and token.dep_ in ("ccomp", "xcomp", "dobj")
    return below and (token.dep_ != "dobj" or says_enough(words_under(token, within)))


def _is_no_case(token: Token, _: Sequence[Token]) -> bool:
    """ "It is a myth that it was", "it is not the case that it was"."""
    noun = token.head
    hung = token.dep_ in ("acl", "relcl", "ccomp") and noun.pos_ == "NOUN"
    return hung and (is_false_word(noun) or noun.lemma_ == "case") and is_that(token)


def _is_no_link(token: Token, within: Sequence[Token]) -> bool:
    """ "There is no link between the two"."""
    linked = token.lemma_.lower() in _LINKS and has_no(token) and any(k.dep_ == "prep" for k in token.children)
    return linked and _is_found(token) and says_enough(words_under(token, within))


def _is_not_proved(token: Token, _: Sequence[Token]) -> bool:
    """ "There is no evidence that it was", "nothing to suggest that it was"."""
    above = token.head
    if token.dep_ == "ccomp" and above.lemma_ in _TELLING and above.head.lower_ == "nothing":
        return True
    if token.dep_ in ("acl", "ccomp", "relcl") and above.lemma_.lower() in PROOF:
        return is_that(token) or _is_whole(token)
    return token.dep_ in ("conj", "ccomp", "advcl", "relcl") and _stands_by_proof(token) and _is_whole(token)


def _is_judged(token: Token, within: Sequence[Token]) -> bool:
    """ "It is false that it was", "it is wrong to say that it was", "wrong to attribute it to the weather"."""
    above = token.head
    if token.dep_ in ("ccomp", "csubj", "advcl") and is_that(token) and _is_judgement(above):
        return True
    said = token.dep_ == "ccomp" and above.lemma_ in JUDGING | _TELLING
    judged = above if said else token if token.lemma_ in ASCRIBING else None
    if said and is_stretch(above.head, above):
        return says_enough(words_under(token, within))
    if judged is None or judged.dep_ not in ("xcomp", "csubj", "acl", "advcl"):
        return False
    above = judged.head  # "it is wrong, he said, to say that": the parser may hang "say" on "said"
    of = (above, *(k for k in above.children if k.dep_ == "ccomp" and k.i < judged.i))
    judges = any(map(_is_judgement, of)) or (above.dep_ == "parataxis" and _is_judgement(above.head))
    return judges and says_enough(words_under(token, within))


def _is_told_wrongly(token: Token, within: Sequence[Token]) -> bool:
    """ "The poster wrongly suggests that it was", "figures showing a loss are inaccurate"."""
    above = token.head
    if token.dep_ not in ("ccomp", "dobj") or above.lemma_ not in _TELLING:
        return False
    if token.dep_ == "ccomp" and is_wrongly(above):
        return True
    shown = above.dep_ in ("acl", "relcl") and above.head.lemma_.lower() in _FIGURES | EVIDENCE
    return shown and says_enough(words_under(token, within))


def _is_told_by_a_false_report(token: Token, _: Sequence[Token]) -> bool:
    """ "A message saying that schools would close is a hoax"."""
    telling = token.head
    return token.dep_ == "ccomp" and telling.lemma_ in _TELLING and _is_of_a_false_report(telling)


def _is_of_a_false_report(telling: Token) -> bool:
    report = telling.head
    if telling.dep_ not in ("acl", "relcl"):
        return False
    judged = report.dep_ in SUBJECTS and report.lemma_.lower() in CLAIM_NOUNS | REMARKS | EVIDENCE
    return judged and any(map(is_false_word, predicates_of(report.head)))


def _is_found(noun: Token) -> bool:
    """ "There is no link", "found no link": not "the firm had no ties to them", which says whose."""
    verb = noun.head
    subject = subject_of(verb)
    return subject in (None, noun) or subject.lower_ == "there" or verb.lemma_ in ("find", "see", "show")


def _blamed_for(_: Attribution, tokens: Sequence[Token]) -> Denied | None:
    """Of "Ali was falsely accused of stealing the car", "tweets accusing Ali of it are lies" Ali and the stealing."""
    blaming = (t for t in tokens if t.lemma_ in ("accuse", "suspect"))
    verb = next((t for t in blaming if is_wrongly(t) or _is_of_a_false_report(t)), None)
    if verb is None:
        return None
    below = (k for k in verb.subtree if k.dep_ in ("pcomp", "pobj") and k.head.lower_ == "of" and k.i > verb.i)
    deed = next(below, None)
    if deed is None:
        return None
    who = [t for k in verb.children if k.dep_ in ("nsubjpass", "dobj") for t in k.subtree]
    apart = {t for k in deed.children if k.dep_ == "agent" for t in k.subtree}
    return Denied(deed, sorted({*who, *words_under(deed, tokens)} - apart), negated=False)


def _stands_by_proof(clause: Token) -> bool:
    """ "No evidence whatsoever this would have any effect", whatever the parser hangs the clause on."""
    first = min((k.i for k in clause.children if k.dep_ in (*SUBJECTS, "mark")), default=clause.i)
    subject = next((k for k in clause.children if k.dep_ in SUBJECTS), clause)
    before = [t for t in clause.doc[clause.sent.start : min(first, subject.left_edge.i)] if t.lower_ not in _AT_ALL]
    before = [t for t in before if not t.is_quote]
    return bool(before) and before[-1].lemma_.lower() in PROOF and not any(t.dep_ == "cc" for t in clause.children)


def _is_judgement(word: Token) -> bool:
    """ "False", "true", or the "is" before it."""
    words = (word, *(k for k in word.children if k.dep_ in ("acomp", "attr", "oprd")))
    return any(w.lemma_.lower() in FALSE_OF_A_CLAIM | TRUE for w in words)


def _is_not_known(token: Token, within: Sequence[Token]) -> bool:
    """ "Unaware that it had asked", "knew nothing of its plans to ask for drones"."""
    if token.dep_ in ("ccomp", "acl") and (token.head.lemma_.lower() in _KNOWING or _is_told(token.head)):
        known = is_left_open(token.head) or _does_know(token.head)
        return not asks(token) and not known and (is_that(token) or _is_whole(token))
    if (
        token.dep_ not in ("pobj", "pcomp")
        or token.head.lower_ not in ("of", "about")
        or token.pos_ not in ("NOUN", "VERB")
    ):
        return False
    above = token.head.head
    known = (
        above.lemma_.lower() in _KNOWING
        or _is_told(above)
        or (above.dep_ in ("dobj", "attr") and above.head.lemma_.lower() in _KNOWING)
    )
    return known and not asks(token) and says_enough(words_under(token, within))


def _does_know(verb: Token) -> bool:
    """ "I have no idea how they voted, but I do know that they did"."""
    return any(k.dep_ == "aux" and k.lemma_ == "do" for k in verb.children) and not is_negated(verb)


def _is_told(verb: Token) -> bool:
    """ "Denied that he had been told of it"."""
    return verb.lemma_ in ("tell", "inform", "notify") and any(k.dep_ == "auxpass" for k in verb.children)


def _is_whole(clause: Token) -> bool:
    """ "Reports the firm is pressing for a loan"; not "the reports the firm gave to the press", lacking an object."""
    if clause.left_edge.lower_ == "which":  # "its claims, which Beijing has vowed to ignore"
        return False
    auxiliaries = [k for k in clause.children if k.dep_ in ("aux", "auxpass")]
    kids = {k.dep_: k for token in (*auxiliaries, clause) for k in token.children}
    subject = kids.get("nsubj") or kids.get("nsubjpass")
    if subject is None or subject.tag_ in ("WDT", "WP"):
        return False
    return bool(kids.keys() & {"dobj", "acomp", "attr", "auxpass", "ccomp", "xcomp"}) or kids.keys() >= {"aux", "prep"}


def _without_judgement(clause: Token, attribution: Attribution) -> list[Token]:
    """Of "called charges that he paid for hostages utterly false" the clause without what it is called."""
    tokens = words_under(clause, sorted(clause.subtree))
    false = [n for n, token in enumerate(tokens) if token.i > clause.i and is_false_word(token)]
    if attribution.head.lemma_ not in CALLING | RATING or not false:
        return tokens
    told = tokens[: false[-1]]
    while told[-1] != clause and (told[-1].pos_ in _BEFORE_JUDGEMENT or told[-1].lower_ == "as"):
        told.pop()
    return told


_WAYS = (
    _pleaded,
    _called_false,
    _asked_by_himself,
    _told_and_untrue,
    _told_in_clause,
    _blamed_for,
    _told_somewhere,
    _told_by_cue,
)
_WAYS_OF_A_TOKEN = (
    _is_charged, _is_called_untrue, _is_doubted, _is_denied_within, _is_no_case, _is_no_link, _is_not_proved,
    _is_judged, _is_told_wrongly, _is_told_by_a_false_report,
)  # fmt: skip
