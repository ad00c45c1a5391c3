"""What a denial, a confirmation, a retraction or a refusal to comment answers; of denials in related articles too.

A denial that spells out what it denies ("denied that it had asked for weapons") brings that proposition along, which is
a claim even if nobody asserts it; in its own article it answers what it most likely means (`meant`), where that is
likely enough, and what only points ("That is a lie") else the last claim before it that it may mean. An assertion can
contest too, by another account of the same: the relation model says how likely a statement contests anything, and of
what it may contest, the claims nearest to it, how likely each is what it denies. Denials are held against claims in
that way too: in a long article where they mean none so; and in others, where they share more than who they are about,
or lie very near. What is linked, but for what only points, must be read as a denial by the words of both alone too. Of
each article the claim that an answer fits best is the one that it answers, if it fits well enough: so a link depends on
the answer and one article, and is found whichever was read first. Of a claim of several clauses, or that names several
actors, a link keeps which alone the answer contests. What points nowhere stays unlinked, for a person.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.link.claims import TOLD_BY_SOMEBODY
from tracker.link.contests import CONTESTS, CONTESTS_ASSERTING, contesting_of
from tracker.link.likeness import (
    KNOWING,
    NEGATION,
    TOLD,
    UNDATED,
    Told,
    answering,
    are_of_other_ties,
    differ,
    happen_apart,
    hold_other_figures,
    is_only_asked,
    logistic,
    logit,
    may_name_the_same,
    name_other_states,
    of_one_side,
    same_words,
    sameness,
    share_of,
    speaks_of_itself,
    tell_apart,
    told_from,
)
from tracker.link.meant import MANY, Meant, meant
from tracker.link.related import CLOSELY, is_key
from tracker.models.relations import relation_of, without_before
from tracker.records import DENYING
from tracker.store.store import Store

POSSIBLE = 0.2  # probability of contesting something from which an answer may contest something
# The probability that a denial means a claim of its article from which both are linked: of one that spells out what it
# denies, of one that only points, and of one that only points, but names whose claim it means ("she lies about it").
MEANT, MEANT_POINTING, MEANT_OF_NAMED = 0.75, 0.55, 0.3
MEANT_NARRATED, MEANT_NARRATED_POINTING = 0.75, 0.65  # the same of what the outlet only tells
MEANT_TOO = 0.8  # the same for a second claim
MEANT_BEFORE = 0.38  # from which one that only points means the last claim before it
FITS = 0.62  # the probability that a denial contests a claim of another article from which both are linked
SAYS_IT = 0.8  # how likely a claim says just what a denial spells out, from which it does
FITS_ASSERTING, FITS_ASSERTING_ELSEWHERE = 0.7, 0.86  # of another account, in its article and in another
# How surely the words by themselves, without what stands before them, must be read as a denial of the claim's words: of
# a denial, and of another account. What stands before often speaks of both, and so makes much sound like a denial.
ALONE, ALONE_ASSERTING = 0.82, 0.72
# What is plainly a denial by its words alone is linked in its article where it means so likely what it denies; else
# where it fits so well and lies so near, though it sounds little like an answer.
PLAINLY, _FITS_PLAINLY, _MEANT_PLAINLY, _NEAR_PLAINLY, _CONTESTS_PLAINLY = 0.93, 0.7, 0.65, 0.59, 0.14
FITS_SURELY = 0.77  # of what has a "not" and sounds a little like an answer by itself
_SURELY_CONTESTS = 0.07  # the probability that it contests anything from which it does
FITS_TOO = 0.65  # the same for a second claim
MAY_FIT = 0.1  # from which a link is possible
AGREES = 0.65  # how likely, as the model reads it, an assertion is another report of a claim, and no other account
_NEAREST, _NEAREST_ELSEWHERE = 6, 1  # claims of its article, and of any other, that an answer is held against
# Cosine of what an answer denies and a claim tells, from which both are read; and from which those that share no term
# are, of a denial; those that share no more than who they are about, of whom much is told; and those of an assertion.
_NEAR, _NEAR_ANYHOW, _NEAR_OF_ONE, _NEAR_ANYHOW_ASSERTING = 0.3, 0.45, 0.55, 0.6
# The same of an assertion with a "not" that sounds less like an answer than so, from which it is linked.
_PLAIN_ANSWER, _NEAR_THOUGH_NO_ANSWER = 0.6, 0.6
# The cosine from which what only points may mean a claim, and how likely it must be read as its denial: little, since
# "denied the report" says little by itself.
_NEAR_POINTING, _READ_POINTING = 0.35, 0.2
_NEAR_SURELY, _READ_SURELY = 0.6, 0.85  # the same from which it means it, wherever it stands
# Where two articles share less (`related.py`), an assertion is linked only where it lies so near, and a denial where it
# does as it must where both share no term: among thousands of articles much sounds like a denial of another affair.
_SHARE_LITTLE, _NEAR_WHERE_LITTLE = 20.0, 0.62
# Days after which what shares the words of an affair is mostly of another, and must lie so near too.
_LONG_APART = 60
# How surely one clause of a claim must be read as denied, and how little another, for only a part to be contested; and
# how surely what is that part.
_CLAUSE_DENIED, _CLAUSE_LEFT, _CLAUSE_CONTESTED = 0.8, 0.4, 0.6
_LEAST_READ = 0.05  # what the model must read of an assertion for it to be possible
# That a claim is what an answer contests is a logistic function, fitted to pairs of news that an earlier model took for
# likely and that were judged, and to denials and claims in tests/gold/claim_stories.toml, none of them learned from. By
# what the model reads of both together, how near what the answer denies is to what the claim tells, as their articles
# have it, and the share of the answer's terms in the claim; what each counts for was set anew by the stories there.
_BY_BOTH, _BY_NEAR, _BY_TERMS, _LEAST_FIT = 0.63, 2.35, 1.48, -1.98
_MOST = 5.0  # that the logit of what the model reads of two texts counts for, either way
_POINTS_BACK = 300  # code points: how far back "that" reaches
ENOUGH, ENOUGH_ELSEWHERE = 0.5, 2 / 3  # the share of an answer's terms that a claim of its article, or another, holds
# The terms that both must hold: in an article where who does what to whom is not known, and their share; in another.
FEWEST, ENOUGH_OF_FEWEST = 3, 0.6
POINTING = 0.5  # the score of a link that rests on pointing alone
_REPLYING = ("no_comment", "confirm", "retract")  # what contests nothing
FOUND_BY = "answers 27"

# What should be is no fact, and what tells of a denial or a hoax denies the same: neither is what a denial contests.
_NO_CLAIM = re.compile(
    r"\b(?:should|ought to|must|den(?:y|ies|ied|ying|ials?)|hoax(?:es)?|untrue|inaccurate|debunk\w*|no evidence)\b"
    r"|\b(?:is|are|was|were)\W+(?:\w+ly )?false\b",
    re.IGNORECASE,
)
# What is said of a thing, not of what others say of it: "baseless" would be said of the claim that it is a fake.
_CALLED_FALSE = re.compile(
    r"\b(?:hoax(?:es)?|fake[ds]?|bogus|doctored|photoshopped|scam|prank|set-?up|staged(?!\s+(?:an?|the|its|their|his|her)\b))\b",
    re.IGNORECASE,
)
# "No idea who paid" asks who did, "no recollection" tells what one remembers: neither says that nobody did.
_ASKS_ITSELF = re.compile(
    r"\bno idea (?:who|whom|whose|what|which|when|where|why|how|if|whether)\b|\bno (?:\w+ )?(?:recollection|memory)\b",
    re.IGNORECASE,
)
# What is not decided may come all the same; it contests only that it was decided.
_NOT_DECIDED = re.compile(
    r"\b(?:not|n['’]t|never) (?:yet )?(?:decided|reached a decision|made (?:a|any|its|his|her|their) decision)\b"
    r"|\bno (?:\w+ )?decisions?\b",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"\bnothing (?:else|but|more)\b|\bno(?:ne)? other\b", re.IGNORECASE)
# What says of "it" or "them" what is not so says of nobody to whom another affair belongs.
_OF_IT = re.compile(r"\W*(?:its?|his|her|their|they|he|she|we|our|this|these|those)\b", re.IGNORECASE)
# "Seized on his claim that it was sold" tells what he claims, and is no other account of it.
_OF_A_CLAIM = re.compile(
    r"\b(?:fact-?check\w*(?: on)?|seiz\w+ on|cit(?:es|ed|ing)|repeat(?:s|ed|ing)|referr?(?:s|ed|ing) to"
    r"|point(?:s|ed|ing) to|echo(?:es|ed|ing)|took offen[cs]e at)\W+(?:[\w’'-]+\W+){0,4}?"
    r"(?:claims?|allegations?|assertions?|accusations?|contentions?|suggestions?) that\b",
    re.IGNORECASE,
)
_OF_DECIDING = re.compile(r"\bdeci(?:de|di|sion)", re.IGNORECASE)
# "His account was untrue": all that he tells.
_ACCOUNT = re.compile(
    r"(?:\b(?:his|her|their|its)|['’]s) (?:\w+ )?(?:account|version|testimony)\b|\beverything (?:he|she|they) said\b",
    re.IGNORECASE,
)
_KNOWING = re.compile(rf"\b{KNOWING}|\btold\b", re.IGNORECASE)
_ANSWERING = f"""
{TOLD}
where propositions.article in (select value from json_each(?1)) and propositions.tells is not null and (
    statements.stance in ('deny', 'deny_knowledge', 'no_comment', 'confirm', 'retract')
    or statements.stance = 'assert' and propositions.contests >= {_LEAST_READ} and propositions.terms <> ''
    and {TOLD_BY_SOMEBODY})
order by statements.article, statements.start, statements.id
"""


@dataclass(frozen=True, slots=True)
class _Link:
    answer: Told
    claim: Told
    stance: str
    score: float
    reason: str
    state: str = "linked"


def link_answers(
    store: Store, article_id: str, mine: Sequence[Told], others: Sequence[Told], shared: Mapping[str, float]
) -> list[str]:
    """Link the article's answers with claims, its own (`mine`) and `others` of related articles, and theirs with its.

    `shared` is the weight of what the article and each related one share: only of those closely related are answers
    sought. Return the propositions that a denial made one claim with others.
    """
    related = [id_ for id_, weight in shared.items() if weight >= CLOSELY]
    others = [told for told in others if shared[told.article] >= CLOSELY]
    answers, elsewhere = _answers(store, [article_id]), _answers(store, related)
    names = store.actor_names(term for told in (*answers, *elsewhere, *mine, *others) for term in told.terms)
    across = [*_across(answers, others, names, shared), *_across(elsewhere, mine, names, shared)]
    links = [*_within(answers, mine, names), *across]
    joined: list[str] = []
    for link in _without_telling(links):
        store.put_answer({
            "statement": link.answer.statement,
            "proposition": link.claim.proposition,
            "stance": link.stance,
            "score": round(link.score, 3),
            "reason": link.reason,
            "state": link.state,
            "found_by": FOUND_BY,
            "clause": _clause_contested(link) or _named_alone(link, names),
        })  # fmt: skip
        if _says_what_it_denies(link):
            pair = link.answer.proposition, link.claim.proposition
            store.relate(*pair, round(link.score, 3), "what one denies the other says")
            joined += pair
    return joined


def _without_telling(links: Sequence[_Link]) -> list[_Link]:
    """The links without what only tells of a denial that is linked with the same: "issued a statement denying it"."""
    denied: defaultdict[str, list[Told]] = defaultdict(list)
    for link in _linked(links):
        if link.answer.stance in DENYING:
            denied[link.claim.proposition].append(link.answer)

    def only_tells(link: _Link) -> bool:
        denials = denied[link.claim.proposition] if link.answer.stance == "assert" else ()
        return any(_overlap(link.answer, denial) for denial in denials)

    return [link for link in links if not only_tells(link)]


def _overlap(one: Told, other: Told) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _says_what_it_denies(link: _Link) -> bool:
    """Whether a denial brings along the very claim that it answers: in the same words, or in few of them."""
    answer, claim = link.answer, link.claim
    if not spells_out(answer) or answer.proposition == claim.proposition or link.state != "linked":
        return False
    if _says_word_for_word(answer, claim):
        return True
    tells_no_more = len(answer.terms) >= FEWEST and answer.terms <= claim.terms
    return not tell_apart(answer, claim) and (tells_no_more or sameness(answer, claim) >= SAYS_IT)


def _clause_contested(link: _Link) -> str | None:
    """The words of the claim that are contested, where the model reads that of some of its clauses, and not of others.

    "The crew are not short of food", of "the port was shut, and the crew are short of food". What only points ("That is
    a lie") means all of it.
    """
    answer, claim = link.answer, link.claim
    if len(claim.clauses) < 2 or answer.stance in _REPLYING or (answer.stance in DENYING and not answer.spelled_out):
        return None
    read = [_reads_denied(answer, clause) for clause in claim.clauses]
    if max(read) < _CLAUSE_DENIED or min(read) >= _CLAUSE_LEFT:
        return None
    return " … ".join(clause for clause, likely in zip(claim.clauses, read, strict=True) if likely >= _CLAUSE_CONTESTED)


def _named_alone(link: _Link, names: Mapping[str, str]) -> str | None:
    """Of whom alone it is denied, of those whom the claim names beside each other: "Kuwait and Ecuador did it"."""
    answer, claim = link.answer, link.claim
    named = (names[key] for key in sorted(answer.terms & names.keys()))
    alone = next((name for name in named if re.match(rf"{re.escape(name)}(?!\w|['’]s)", answer.words)), None)
    others = [re.escape(names[key]) for key in claim.terms - answer.terms if key in names]
    if alone is None or not others or link.stance not in DENYING or not answer.spelled_out:
        return None
    one, other = rf"(?:the )?{re.escape(alone)}\b", rf"(?:the )?(?:{'|'.join(others)})\b"
    beside = rf"(?<!between )(?:{one},? (?:and |or |along with )?{other}|{other},? (?:and |or |along with )?{one})"
    return alone if re.search(beside, claim.words) else None


def _answers(store: Store, articles: Iterable[str]) -> list[Told]:
    return [told_from(row) for row in store.rows(_ANSWERING, json.dumps(sorted(articles)))]


# -- within an article -------------------------------------------------------------------------------------------


def _within(answers: Sequence[Told], told: Sequence[Told], names: Mapping[str, str]) -> Iterator[_Link]:
    claims = [claim for claim in told if not claim.narrated]
    for answer in answers:
        others = [claim for claim in claims if _may_answer(answer, claim)]
        if answer.stance in DENYING:
            links = _denied(answer, others, names)
        elif answer.stance == "confirm" and answer.own_voice:
            links = list(_last_before(answer, others))
        else:
            links = list(_spoken_of(answer, others, names))
            if not links and answer.stance not in _REPLYING and not answer.contested:
                links = list(_contested(answer, others, names))
        if answer.stance in DENYING and not _linked(links):
            far = _linked(_contested(answer, others, names)) if len(others) > MANY else []
            links = far or list(_denied_narration(answer, told, names)) or links
        within = list(_told_within(answer, claims))
        if within:  # whose claim it denies is said: another's is not meant, unless it is the same
            links = [link for link in links if any(_is_theirs(link.claim, one.claim) for one in within)]
        yield from (*links, *within, *_spelled_out(answer))


def _linked(links: Iterable[_Link]) -> list[_Link]:
    return [link for link in links if link.state == "linked"]


def _denied(answer: Told, claims: Sequence[Told], names: Mapping[str, str]) -> list[_Link]:
    """What a denial means of the claims of its article; of what it spells out no less likely than that both say it."""
    about = [claim for claim in claims if not hold_other_figures(answer, claim)]
    if not answer.spelled_out:
        found = meant(answer, [claim for claim in about if _may_point_at(answer, claim)])
        links = _pointed_at(answer, found, names)
        if _ACCOUNT.search(answer.words):
            links += _rest_of_account(answer, links, found)
        links += [] if _linked(links) else _read_surely(answer, about)
        contests = contesting_of(answer) >= CONTESTS  # "rejected suggestions for talks" contests nothing
        return links if contests else [replace(link, state="possible") for link in links]
    found = meant(answer, [claim for claim in about if not tell_apart(answer, claim)])
    said = ((one, sameness(answer, one.claim, anyhow=True)) for one in found)
    likely = [replace(one, score=max(one.score, same)) if same >= SAYS_IT else one for one, same in said]
    return _most_likely(answer, sorted(likely, key=lambda one: -one.score), MEANT, names)


def _denied_narration(answer: Told, told: Sequence[Told], names: Mapping[str, str]) -> Iterator[_Link]:
    """What a denial that means nothing which its article cites somebody for means of all that the article tells."""
    about = [claim for claim in told if _may_answer(answer, claim) and not hold_other_figures(answer, claim)]
    if answer.spelled_out:
        about = [claim for claim in about if not tell_apart(answer, claim)]
    enough = MEANT_NARRATED if answer.spelled_out else MEANT_NARRATED_POINTING
    for one in meant(answer, about)[:1]:
        if one.claim.narrated and one.score >= enough:
            how = "as read from both" if answer.spelled_out else "points at what was told"
            link = _Link(answer, one.claim, answer.stance, one.score, f"{how}{_shared(answer, one.claim, names)}")
            if answer.spelled_out or _may_point_so_far(link):
                yield link


def _may_point_at(answer: Told, claim: Told) -> bool:
    """Whether what only points, but tells much itself, speaks of something that the claim tells, or of who tells it.

    "He was not aware of any extraordinary charge that would result" answers nothing else said of the company.
    """
    terms = answer.speaks_of
    return len(terms) < FEWEST or bool(terms & {*claim.terms, claim.side})


def _may_point_so_far(link: _Link) -> bool:
    """Whether what only points lies near the claim, and is not read as something else than its denial."""
    answer, claim = link.answer, link.claim
    near = answering(answer, [claim])[0] >= _NEAR_POINTING
    return near and relation_of(claim.claimed, answer.told).denies >= _READ_POINTING


def _pointed_at(answer: Told, found: Sequence[Meant], names: Mapping[str, str]) -> list[_Link]:
    """What a denial means that only points: the likeliest claim, else one of whoever it names, else the last before."""
    is_likely = any(one.score >= MEANT_POINTING for one in found)
    # "Otto Lind's claim was nonsense"; not "told Siemens that it knew of nothing"
    named = [one for one in found if one.score >= MEANT_OF_NAMED and _whose(answer, one.claim)]
    theirs = named if answer.stance == "deny" else []
    if theirs and (not is_likely or answer.speaks_of <= _whose(answer, theirs[0].claim)):
        return _most_likely(answer, theirs, MEANT_OF_NAMED, names)
    before = []
    if not is_likely:
        before = list(_last_before(answer, [one.claim for one in found if one.score >= MEANT_BEFORE]))
    links = before or _most_likely(answer, found, MEANT_POINTING, names)
    return [link if _may_point_so_far(link) else replace(link, state="possible") for link in links]


def _read_surely(answer: Told, claims: Iterable[Told]) -> list[_Link]:
    """What a denial that only points denies by all that is read of both, wherever it stands: "of such an arrest"."""
    about = [claim for claim in claims if _may_point_at(answer, claim)]
    near = zip(about, answering(answer, about), strict=True) if about else ()
    read = [(relation_of(one.claimed, answer.told).denies, one) for one, cosine in near if cosine >= _NEAR_SURELY]
    score, claim = max(read, key=lambda one: one[0], default=(0.0, answer))
    how = "points at what it is read to deny"
    return [_Link(answer, claim, answer.stance, score, how)] if score >= _READ_SURELY else []


def _whose(answer: Told, claim: Told) -> set[str]:
    """The terms of an answer that name who claims something."""
    return {term for term in answer.terms if _bare(term) == _bare(claim.side or "")}


def _bare(name: str) -> str:
    return name.replace(".", "").casefold()


def _rest_of_account(answer: Told, links: Sequence[_Link], found: Sequence[Meant]) -> Iterator[_Link]:
    """What else whoever is denied tells, where all of it is: "his account was untrue"."""
    linked = {link.claim.proposition for link in links if link.state == "linked"}
    whose = {link.claim.source for link in links if link.claim.proposition in linked} - {None}
    for one in found:
        if one.claim.source in whose and one.claim.proposition not in linked:
            yield _Link(answer, one.claim, answer.stance, one.score, "points at all that was told")


def _most_likely(answer: Told, found: Sequence[Meant], enough: float, names: Mapping[str, str]) -> list[_Link]:
    """The links with the first claim, possible where it is not likely enough, and with a second that is very likely."""
    how = "as read from both" if answer.spelled_out else "points at what was claimed"
    links = []
    for one in (*found[:1], *(one for one in found[1:2] if one.score >= MEANT_TOO)):
        likely = _is_meant(answer, one, enough)
        reason, state = f"{how}{_shared(answer, one.claim, names)}", "linked" if likely else "possible"
        links.append(_Link(answer, one.claim, answer.stance, one.score, reason, state))
    return links


def _is_meant(answer: Told, one: Meant, enough: float) -> bool:
    """Whether a denial likely enough means a claim; what it spells out must deny it by the words of both alone too."""
    if not answer.spelled_out or one.score < min(enough, _MEANT_PLAINLY):
        return one.score >= enough
    return _denies_alone(answer, one.claim) >= (ALONE if one.score >= enough else PLAINLY)


def _spelled_out(answer: Told) -> list[_Link]:
    why = "the denial itself says what it denies"
    return [_Link(answer, answer, answer.stance, 1.0, why)] if spells_out(answer) else []


def _told_within(answer: Told, claims: Iterable[Told]) -> Iterator[_Link]:
    """The claim that a denial says is somebody else's, by the words of both."""
    for claim in claims:
        if spells_out(answer) and claim.source != answer.source and _says_word_for_word(answer, claim):
            why = "the denial itself says whose claim it denies"
            yield _Link(answer, claim, answer.stance, 1.0, why)


def _is_theirs(claim: Told, told: Told) -> bool:
    """Whether a claim is of whoever claims what is told within a denial, or says the same."""
    same = _read_as_same(claim, told) >= AGREES or sameness(claim, told, anyhow=True) >= SAYS_IT
    return same or of_one_side(claim, told)


def _says_word_for_word(answer: Told, claim: Told) -> bool:
    within = answer.start <= claim.start and claim.end <= answer.end and claim.article == answer.article
    return within and claim.stance == "assert" and claim.statement != answer.statement and same_words(answer, claim)


def spells_out(answer: Told) -> bool:
    """Return whether a statement is a denial that carries what it denies."""
    return answer.stance in DENYING and answer.spelled_out


def _may_answer(answer: Told, claim: Told) -> bool:
    """Nobody denies himself, his side, or words within his own; but one refuses to tell more, or takes back his own."""
    if _overlap(answer, claim):
        return False
    if claim.stance not in ("assert", "confirm") or _ASKS_ITSELF.search(answer.words):
        return False
    if answer.stance in ("no_comment", "retract"):
        return True
    if _NOT_DECIDED.search(answer.words) and not _OF_DECIDING.search(claim.words):
        return False
    if claim.negated or _NO_CLAIM.search(claim.words) or _both_call_it_false(answer, claim):
        return False
    if are_of_other_ties(answer, claim):
        return False
    if spells_out(answer) and NEGATION.search(claim.words) and not NEGATION.search(answer.words):
        return False  # "he is not dissatisfied" agrees with "Soros told us that he was not dissatisfied"
    return claim.source is None or not of_one_side(answer, claim)


def _both_call_it_false(answer: Told, claim: Told) -> bool:
    """ "A hoax", "it is staged", of a claim that it is a fake; not who denies faking it, or says it is no hoax."""
    if spells_out(answer) or NEGATION.search(answer.whole):
        return False
    return all(_CALLED_FALSE.search(words) is not None for words in (answer.whole, claim.words))


def _contested(answer: Told, claims: Sequence[Told], names: Mapping[str, str]) -> Iterator[_Link]:
    """The claims of one article that the answer fits best, where it contests something and they fit well enough."""
    contests = contesting_of(answer)
    denies = answer.stance in DENYING
    if not _may_contest(answer):
        return
    stance, how = "opposes", "tells it otherwise, "
    if denies or answer.negated:
        stance, how = (answer.stance, "") if denies else ("deny", "says the opposite, ")
    near = zip(claims, answering(answer, claims), strict=True) if claims else ()
    about = [one for one in near if one[1] >= _NEAR and (not denies or _may_be_denied(answer, *one))]
    found = [(fit(answer, claim, cosine), claim, cosine) for claim, cosine in _nearest(answer, about)]
    best, *others = sorted(found, key=lambda one: -one[0]) or [(0.0, answer, 0.0)]
    for score, claim, cosine in [best, *(one for one in others[:1] if one[0] >= FITS_TOO)]:
        if score < MAY_FIT:
            continue
        linked = _is_linked(answer, claim, score, cosine, contests)
        if linked or answer.negated or contests >= POSSIBLE:
            reason = f"{how}as read from both{_shared(answer, claim, names)}"
            yield _Link(answer, claim, stance, score, reason, "linked" if linked else "possible")


def _is_linked(answer: Told, claim: Told, score: float, cosine: float, contests: float) -> bool:
    """Whether an answer that contests anything so likely means a claim that fits so well and lies so near."""
    is_not = answer.negated and answer.stance not in DENYING
    if is_not and contests < _PLAIN_ANSWER and cosine < _NEAR_THOUGH_NO_ANSWER:
        return False  # "no rain fell in the south" beside "rains stopped the harvest"
    alone = _denies_alone(answer, claim)
    if alone < (ALONE if answer.stance in DENYING else ALONE_ASSERTING):
        return False
    likely = contests >= _enough(answer) and score >= _fits_enough(answer, claim)
    surely = answer.negated and score >= FITS_SURELY and contests >= _SURELY_CONTESTS
    plainly = alone >= PLAINLY and score >= _FITS_PLAINLY and contests >= _CONTESTS_PLAINLY
    return likely or surely or (plainly and cosine >= _NEAR_PLAINLY)


def _may_be_denied(answer: Told, claim: Told, cosine: float) -> bool:
    """Whether a denial speaks of something that the claim tells, or who tells it; or spells out what lies very near.

    It must speak of the claim's verb, where that is known. Who denies one figure denies no other.
    """
    terms = answer.speaks_of
    if hold_other_figures(answer, claim) or (claim.core is not None and claim.core.split()[1] not in terms):
        return False
    return bool(terms & {*claim.terms, claim.side}) or (answer.spelled_out and cosine >= _NEAR_ANYHOW)


def _may_contest(answer: Told) -> bool:
    """Whether it may be held to contest something: what has a "not" may, however little it sounds like it."""
    if answer.stance == "assert" and not answer.negated and _OF_A_CLAIM.search(answer.words):
        return False
    return answer.negated or contesting_of(answer) >= _CONTESTS_PLAINLY


def _enough(answer: Told) -> float:
    """How likely it must contest something to be held to."""
    says_not = answer.negated or _NOTHING_ELSE.search(answer.words) is not None
    return CONTESTS if answer.stance in DENYING or says_not else CONTESTS_ASSERTING


def _fits_enough(answer: Told, claim: Told) -> float:
    """How likely it must contest a claim to be linked with it."""
    if answer.stance not in DENYING:
        return FITS_ASSERTING if answer.article == claim.article else FITS_ASSERTING_ELSEWHERE
    return FITS


def fit(answer: Told, claim: Told, cosine: float) -> float:
    """Return how likely a claim is the one that an answer contests, if it does any; 0 where surely below MAY_FIT."""
    if (tell_apart if spells_out(answer) else is_only_asked)(answer, claim):
        return 0.0
    odds = _LEAST_FIT + _beside(answer, claim, cosine)
    if odds + _BY_BOTH * _MOST < logit(MAY_FIT):
        return 0.0  # whatever the model would read from both
    read = relation_of(claim.claimed, answer.told).denies
    likely = logistic(odds + _BY_BOTH * logit(read, _MOST))
    if likely >= MAY_FIT and answer.stance == "assert" and _agree(answer, claim):
        return 0.0
    return likely


def _denies_alone(answer: Told, claim: Told) -> float:
    """How likely the answer is read as a denial of the claim by the words of both alone."""
    return _reads_denied(answer, claim.words)


def _reads_denied(answer: Told, words: str) -> float:
    return relation_of(("", words), without_before(answer.told)).denies


def _agree(answer: Told, claim: Told) -> bool:
    """Whether what is asserted is another report of the claim, or tells of other days, and so is no other account."""
    if happen_apart(answer, claim):
        return True
    if answer.negated:
        return False
    same_way = bool(answer.directions & claim.directions)
    return same_way or (not differ(answer, claim) and _read_as_same(answer, claim) >= AGREES)


def _read_as_same(one: Told, other: Told) -> float:
    return relation_of(*sorted((one.claimed, other.claimed))).same


def _nearest(answer: Told, near: Iterable[tuple[Told, float]]) -> list[tuple[Told, float]]:
    """Of the claims of one article, each with its cosine, those that the answer is most likely about."""
    about = sorted(near, key=lambda one: (-_beside(answer, *one), one[0].start, one[0].proposition))
    elsewhere = bool(about) and about[0][0].article != answer.article
    return about[: _NEAREST_ELSEWHERE if elsewhere else _NEAREST]


def _beside(answer: Told, claim: Told, cosine: float) -> float:
    """What is known without reading both together."""
    return _BY_NEAR * cosine + _BY_TERMS * share_of(answer.speaks_of & claim.terms, answer.speaks_of)


def _shared(answer: Told, claim: Told, names: Mapping[str, str]) -> str:
    shared = _names(answer, claim, names)
    return f"; both speak of: {shared}" if shared else ""


def _names(answer: Told, claim: Told, names: Mapping[str, str]) -> str:
    """The terms that both share, actors first, by their names."""
    shared = sorted(answer.speaks_of & claim.terms, key=lambda term: (term not in names, term))
    return ", ".join(names.get(term, term) for term in shared)


def _last_before(answer: Told, claims: Iterable[Told]) -> Iterator[_Link]:
    """The last claim before the answer with all that it speaks of ("the mayor's charges")."""
    # "The allegations" reach further back than "that", or than the outlet's "the hoax".
    near = 0 if answer.terms and not answer.own_voice else answer.start - _POINTS_BACK
    terms = answer.speaks_of
    told = [(claim, {claim.side} if claim.side and not answer.own_voice else set()) for claim in claims]
    about = [claim for claim, side in told if terms <= claim.terms | side]
    before = [claim for claim in about if near <= claim.end and claim.start < answer.start]
    if before:
        shared = f"; both speak of: {', '.join(sorted(terms))}" if terms else " and says nothing else"
        last = max(before, key=lambda claim: (claim.end, claim.start, claim.proposition))
        yield _Link(answer, last, answer.stance, POINTING, f"points at what was claimed before it{shared}")


def _spoken_of(answer: Told, claims: Iterable[Told], names: Mapping[str, str]) -> Iterator[_Link]:
    """The claim that holds most of the answer's terms; of equals the last before it.

    An assertion answers so where it plainly says the opposite, and speaks of nothing but what the claim tells.
    """
    scored = [(_share(answer, c), c.start < answer.start, -abs(answer.start - c.start), c) for c in claims]
    score, _, _, claim = max(scored, key=lambda s: s[:3], default=(0.0, False, 0, None))
    asserts = answer.stance == "assert"
    if claim is not None and score >= ENOUGH and (not asserts or _contradicts(answer, claim)):
        stance, says = ("deny", "says the opposite; ") if asserts else (answer.stance, "")
        yield _Link(answer, claim, stance, score, f"{says}both speak of: {_names(answer, claim, names)}")


def _contradicts(answer: Told, claim: Told) -> bool:
    """ "There was no request", of a claim that tells of one: its main verb is among what the answer speaks of."""
    terms = answer.speaks_of
    return answer.negated and claim.core is not None and claim.core.split()[1] in terms and terms <= claim.terms


def _share(answer: Told, claim: Told) -> float:
    """The share of the answer's terms that the claim holds: its main verb among them, else three and more."""
    terms = answer.speaks_of
    shared = terms & claim.terms
    share = share_of(shared, terms)
    speaks_of_it = (
        claim.core.split()[1] in shared if claim.core else len(shared) >= FEWEST and share >= ENOUGH_OF_FEWEST
    )
    return share if speaks_of_it else 0.0


# -- across articles ---------------------------------------------------------------------------------------------


def _across(
    answers: Sequence[Told], claims: Sequence[Told], names: Mapping[str, str], shared: Mapping[str, float]
) -> Iterator[_Link]:
    """Of each other article the claim that an answer fits best, of those that share more with it than who it is about.

    That is a term, or that both lie very near. `shared` is what the other article shares.
    """
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        for term in claim.terms:
            by_term[term].append(n)
    for answer in answers:
        contests = answer.stance not in _REPLYING and _may_contest(answer)
        if not claims or not (contests or _points(answer)):
            continue
        cosines = answering(answer, claims) if contests else [0.0] * len(claims)
        near = {n for n, cosine in enumerate(cosines) if cosine >= _NEAR_ANYHOW}
        by_article: defaultdict[str, list[Told]] = defaultdict(list)
        for n in sorted(near.union(*(by_term[term] for term in answer.terms))):
            claim = claims[n]
            enough = _shares_more(answer, claim, cosines[n], names)
            may = _may_answer(answer, claim) and _may_answer_elsewhere(answer, claim)
            same = may_name_the_same(answer, claim, names) and not name_other_states(answer, claim, names)
            if contests and cosines[n] < _NEAR_WHERE_LITTLE and _lie_long_apart(answer, claim):
                continue
            if enough and may and same:
                by_article[claim.article].append(claim)
        for every in by_article.values():
            others = [claim for claim in every if not claim.narrated]
            links = list(_elsewhere(answer, others, names)) if _points(answer) else []
            if contests and not links:
                links = [link for link in _contested(answer, others, names) if _is_likely(link, shared)]
            if contests and not links and answer.stance in DENYING:
                told = [claim for claim in every if claim.narrated]
                links = [link for link in _contested(answer, told, names) if _is_likely(link, shared)]
            yield from (replace(link, reason=f"in another article: {link.reason}") for link in links)


def _is_likely(link: _Link, shared: Mapping[str, float]) -> bool:
    """Whether what is said of two articles is linked: where these share little, only what lies near enough."""
    answer, claim = link.answer, link.claim
    share_much = shared.get(claim.article, shared.get(answer.article, 0.0)) >= _SHARE_LITTLE
    if link.state != "linked" or share_much:
        return link.state == "linked"
    near = _NEAR_ANYHOW if answer.stance in DENYING else _NEAR_WHERE_LITTLE
    return _OF_IT.match(answer.words) is None and answering(answer, [claim])[0] >= near


def _shares_more(answer: Told, claim: Told, cosine: float, names: Mapping[str, str]) -> bool:
    """Whether both share more than who they are about, or lie very near."""
    shared = answer.speaks_of & claim.terms
    if not all(is_key(term) or term in names for term in shared):
        return True
    if answer.stance not in DENYING:
        return cosine >= _NEAR_ANYHOW_ASSERTING
    return cosine >= (_NEAR_OF_ONE if shared else _NEAR_ANYHOW)


def _lie_long_apart(answer: Told, claim: Told) -> bool:
    """Whether so many days lie between both that the one is hardly said of the other, where their days are known."""
    if UNDATED in (answer.said, claim.said):
        return False
    first, last = max(answer.said, claim.said), min(answer.said_until, claim.said_until)
    return first > last and (date.fromisoformat(first) - date.fromisoformat(last)).days > _LONG_APART


def _may_answer_elsewhere(answer: Told, claim: Told) -> bool:
    """Whether an answer may mean a claim of another article.

    Who "denied that he knew of it" answers who says that he knew, not who tells of it; who denies that Kuwait sold more
    answers who speaks of Kuwait. Of whom "press reports that it would" tell is not known there.
    """
    if claim.contested and _OF_IT.match(claim.words):
        return False
    of_whom = {term for term in answer.terms if is_key(term)} | speaks_of_itself(answer)
    if spells_out(answer) and of_whom and of_whom.isdisjoint({*claim.terms, claim.side}):
        return False
    return not answer.is_of_knowing or answer.stance not in DENYING or _KNOWING.search(claim.words) is not None


def _points(answer: Told) -> bool:
    """Whether a denial or refusal points at what it answers instead of spelling it out."""
    return answer.stance in (*DENYING, "no_comment") and not spells_out(answer)


def _elsewhere(answer: Told, claims: Iterable[Told], names: Mapping[str, str]) -> Iterator[_Link]:
    """The claims that hold most of what a denial or refusal points at; a pointing word alone reaches no further."""
    for claim in claims:
        shared = answer.speaks_of & claim.terms
        score = share_of(shared, answer.speaks_of)
        if len(shared) >= FEWEST and score >= ENOUGH_ELSEWHERE and not claim.negated and claim.core is not None:
            yield _Link(answer, claim, answer.stance, score, f"both speak of: {_names(answer, claim, names)}")
