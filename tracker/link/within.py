"""What an answer means of the claims of its own article.

A denial that spells out what it denies ("denied that it had asked for weapons") brings that proposition along, which is
a claim even if nobody asserts it; it answers what it most likely means (`meant`), where that is likely enough, and what
only points ("That is a lie") else the last claim before it that it may mean. What points nowhere stays unlinked, for a
person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.link.answerable import REPLYING, may_answer, says_word_for_word, spells_out
from tracker.link.apart import hold_other_figures, of_one_side, tell_apart
from tracker.link.contests import CONTESTS, contesting_of
from tracker.link.fits import (
    AGREES,
    ALONE,
    PLAINLY,
    SURELY_CONTESTS,
    Link,
    agree,
    contested,
    denies_alone,
    linked,
    names_shared,
    read_as_same,
    says_it_beside,
    shared_by,
)
from tracker.link.likeness import sameness
from tracker.link.meant import MANY, Meant, meant
from tracker.link.odds import share_of
from tracker.link.told import Told, answering
from tracker.models.relations import relation_of
from tracker.records import DENYING

# The probability that a denial means a claim of its article from which both are linked: of one that spells out what it
# denies, of one that only points, and of one that only points, but names whose claim it means ("she lies about it").
_MEANT, _MEANT_POINTING, _MEANT_OF_NAMED = 0.75, 0.55, 0.3
_MEANT_NARRATED, _MEANT_NARRATED_POINTING = 0.75, 0.65  # the same of what the outlet only tells
_MEANT_TOO = 0.8  # the same for a second claim
_MEANT_BEFORE = 0.38  # from which one that only points means the last claim before it
# The same of what is plainly its denial by the words of both alone.
_MEANT_PLAINLY = 0.65
SAYS_IT = 0.8  # how likely a claim says just what a denial spells out, from which it does
# The cosine from which what only points may mean a claim, and how likely it must be read as its denial: little, since
# "denied the report" says little by itself.
_NEAR_POINTING, _READ_POINTING = 0.35, 0.2
# The same of an assertion with a "not", and how near the claim must lie, and be read as denied by the words alone.
_MEANT_BY_A_NOT, _NEAR_BY_A_NOT, _ALONE_BY_A_NOT = 0.69, 0.4, 0.75
_NEAR_SURELY, _READ_SURELY = 0.6, 0.85  # the same from which it means it, wherever it stands
_POINTS_BACK = 300  # code points: how far back "that" reaches
_BETWEEN, _SAID_OF_IT = 4, 0.9  # code points between both, and the score of "which he denies"
_OF_WHAT_STANDS_BEFORE = re.compile(
    r"(?:which|something|an? (?:\w+ ){0,2}(?:claim|charge|allegation|assertion|accusation|suggestion|contention|report"
    r"|rumou?r|notion|idea|characteri[sz]ation|description))\b",
    re.IGNORECASE,
)
_ENOUGH = 0.5  # the share of an answer's terms that a claim holds
# The terms that both must hold: in an article where who does what to whom is not known, and their share; in another.
FEWEST, _ENOUGH_OF_FEWEST = 3, 0.6
_POINTING = 0.5  # the score of a link that rests on pointing alone
# "Denied one premise of the article", "disputed parts of the report": which of it is not told.
_IN_PART = re.compile(
    r"\b(?:(?:one|some|several|many|most|certain) (?:\w+ )?|(?:parts?|aspects?|elements?|portions?|details?|points?) )"
    r"(?:of|in) (?:the|his|her|its|their|that|this)\b",
    re.IGNORECASE,
)
# "His account was untrue": all that he tells.
_ACCOUNT = re.compile(
    r"(?:\b(?:his|her|their|its)|['’]s) (?:\w+ )?(?:account|version|testimony)\b|\beverything (?:he|she|they) said\b",
    re.IGNORECASE,
)


def link_within(answers: Sequence[Told], told: Sequence[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """Yield what the answers of an article mean of all that it tells; `names` are those of actors, by key."""
    claims = [claim for claim in told if not claim.narrated]
    meant_of = _without_telling_of_rumours(claims)
    for answer in answers:
        others = [claim for claim in meant_of if may_answer(answer, claim)]
        if answer.stance in DENYING:
            links = _denied(answer, others, names)
        elif answer.stance == "confirm" and answer.own_voice:
            links = list(_last_before(answer, others))
        else:
            links = list(_spoken_of(answer, others, names))
            if not links and answer.stance not in REPLYING and not answer.contested:
                links = list(contested(answer, others, names))
                links = links if linked(links) else list(_meant_by_a_not(answer, others, names)) or links
        if answer.stance in DENYING and not linked(links):
            fitting = contested(answer, others, names) if answer.spelled_out or len(others) > MANY else ()
            links = linked(fitting) or list(_denied_narration(answer, told, names)) or links
        within = list(_told_within(answer, claims))
        if within:  # whose claim it denies is said: another's is not meant, unless it is the same
            links = [link for link in links if any(_is_theirs(link.claim, one.claim) for one in within)]
        yield from (*links, *within, *_spelled_out(answer))


def _without_telling_of_rumours(claims: Sequence[Told]) -> list[Told]:
    """The claims without "there were rumours that it was for sale": who denies these means that it was."""
    rumours = [one for one in claims if one.source is None and one.stance == "assert" and not one.own_voice]

    def tells_of_one(claim: Told) -> bool:
        return claim.source is not None and any(
            claim.start <= rumour.start and rumour.end <= claim.end and claim.statement != rumour.statement
            for rumour in rumours
        )

    return [claim for claim in claims if not tells_of_one(claim)]


def _denied(answer: Told, claims: Sequence[Told], names: Mapping[str, str]) -> list[Link]:
    """What a denial means of the claims of its article; of what it spells out no less likely than that both say it."""
    about = [claim for claim in claims if not hold_other_figures(answer, claim)]
    if not answer.spelled_out:
        if right_before := _right_before(answer, about):
            return right_before
        found = meant(answer, [claim for claim in about if _may_point_at(answer, claim)])
        links = _pointed_at(answer, found, names)
        if _ACCOUNT.search(answer.words):
            links += _rest_of_account(answer, links, found)
        links += [] if linked(links) else _read_surely(answer, about)
        contests = contesting_of(answer) >= CONTESTS  # "rejected suggestions for talks" contests nothing
        return links if contests else [replace(link, state="possible") for link in links]
    found = meant(answer, [claim for claim in about if not tell_apart(answer, claim)])
    said = ((one, sameness(answer, one.claim, anyhow=True)) for one in found)
    likely = [replace(one, score=max(one.score, same)) if same >= SAYS_IT else one for one, same in said]
    return _most_likely(answer, sorted(likely, key=lambda one: -one.score), _MEANT, names)


def _right_before(answer: Told, claims: Iterable[Told]) -> list[Link]:
    """The claim that ends where "…, which he denies" begins, or "…, a charge the firm has rejected"."""
    if _OF_WHAT_STANDS_BEFORE.match(answer.words) is None:
        return []
    before = [claim for claim in claims if 0 <= answer.start - claim.end <= _BETWEEN]
    last = max(before, key=lambda claim: (claim.end, claim.start, claim.proposition), default=None)
    why = "is said of what stands right before it"
    return [Link(answer, last, answer.stance, _SAID_OF_IT, why)] if last is not None else []


def _denied_narration(answer: Told, told: Sequence[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """What a denial that means nothing which its article cites somebody for means of all that the article tells."""
    about = [claim for claim in told if may_answer(answer, claim) and not hold_other_figures(answer, claim)]
    if answer.spelled_out:
        about = [claim for claim in about if not tell_apart(answer, claim)]
    enough = _MEANT_NARRATED if answer.spelled_out else _MEANT_NARRATED_POINTING
    for one in meant(answer, about)[:1]:
        if one.claim.narrated and one.score >= enough:
            how = "as read from both" if answer.spelled_out else "points at what was told"
            link = Link(answer, one.claim, answer.stance, one.score, f"{how}{shared_by(answer, one.claim, names)}")
            if answer.spelled_out or _may_point_so_far(link):
                yield link


def _meant_by_a_not(answer: Told, claims: Sequence[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """The claim that an assertion with a "not" denies by what it means, however little it sounds like an answer.

    "He did not support Hale", of "he has seemed supportive of Hale".
    """
    if answer.stance != "assert" or not answer.negated or answer.narrated or contesting_of(answer) < SURELY_CONTESTS:
        return
    about = [claim for claim in claims if not tell_apart(answer, claim)]
    for one in meant(answer, about)[:1]:
        alone, near = denies_alone(answer, one.claim), answering(answer, [one.claim])[0]
        surely = one.score >= _MEANT_BY_A_NOT and alone >= _ALONE_BY_A_NOT and near >= _NEAR_BY_A_NOT
        if surely and not agree(answer, one.claim):
            reason = f"says the opposite, as read from both{shared_by(answer, one.claim, names)}"
            yield Link(answer, one.claim, "deny", one.score, reason)


def _may_point_at(answer: Told, claim: Told) -> bool:
    """Whether what only points, but tells much itself, speaks of something that the claim tells, or of who tells it.

    "He was not aware of any extraordinary charge that would result" answers nothing else said of the company.
    """
    terms = answer.speaks_of
    return len(terms) < FEWEST or bool(terms & {*claim.terms, claim.side})


def _may_point_so_far(link: Link) -> bool:
    """Whether what only points lies near the claim, and is not read as something else than its denial."""
    answer, claim = link.answer, link.claim
    near = answering(answer, [claim])[0] >= _NEAR_POINTING
    return near and relation_of(claim.claimed, answer.told).denies >= _READ_POINTING


def _pointed_at(answer: Told, found: Sequence[Meant], names: Mapping[str, str]) -> list[Link]:
    """What a denial means that only points: the likeliest claim, else one of whoever it names, else the last before."""
    is_likely = any(one.score >= _MEANT_POINTING for one in found)
    # "Otto Lind's claim was nonsense"; not "told Siemens that it knew of nothing"
    named = [one for one in found if one.score >= _MEANT_OF_NAMED and _whose(answer, one.claim)]
    theirs = named if answer.stance == "deny" else []
    if theirs and (not is_likely or answer.speaks_of <= _whose(answer, theirs[0].claim)):
        return _most_likely(answer, theirs, _MEANT_OF_NAMED, names)
    before = []
    if not is_likely:
        before = list(_last_before(answer, [one.claim for one in found if one.score >= _MEANT_BEFORE]))
    links = before or _most_likely(answer, found, _MEANT_POINTING, names)
    in_part = _IN_PART.search(answer.words) is not None
    return [link if _may_point_so_far(link) and not in_part else replace(link, state="possible") for link in links]


def _read_surely(answer: Told, claims: Iterable[Told]) -> list[Link]:
    """What a denial that only points denies by all that is read of both, wherever it stands: "of such an arrest"."""
    about = [claim for claim in claims if _may_point_at(answer, claim)]
    near = zip(about, answering(answer, about), strict=True) if about else ()
    read = [(relation_of(one.claimed, answer.told).denies, one) for one, cosine in near if cosine >= _NEAR_SURELY]
    score, claim = max(read, key=lambda one: one[0], default=(0.0, answer))
    how = "points at what it is read to deny"
    return [Link(answer, claim, answer.stance, score, how)] if score >= _READ_SURELY else []


def _whose(answer: Told, claim: Told) -> set[str]:
    """The terms of an answer that name who claims something."""
    return {term for term in answer.terms if _bare(term) == _bare(claim.side or "")}


def _bare(name: str) -> str:
    return name.replace(".", "").casefold()


def _rest_of_account(answer: Told, links: Sequence[Link], found: Sequence[Meant]) -> Iterator[Link]:
    """What else whoever is denied tells, where all of it is: "his account was untrue"."""
    linked = {link.claim.proposition for link in links if link.state == "linked"}
    whose = {link.claim.source for link in links if link.claim.proposition in linked} - {None}
    for one in found:
        if one.claim.source in whose and one.claim.proposition not in linked:
            yield Link(answer, one.claim, answer.stance, one.score, "points at all that was told")


def _most_likely(answer: Told, found: Sequence[Meant], enough: float, names: Mapping[str, str]) -> list[Link]:
    """The links with the first claim, possible where it is not likely enough, and with a second that is very likely."""
    how = "as read from both" if answer.spelled_out else "points at what was claimed"
    links = []
    for one in (*found[:1], *(one for one in found[1:2] if one.score >= _MEANT_TOO)):
        likely = _is_meant(answer, one, enough)
        reason, state = f"{how}{shared_by(answer, one.claim, names)}", "linked" if likely else "possible"
        links.append(Link(answer, one.claim, answer.stance, one.score, reason, state))
    return links


def _is_meant(answer: Told, one: Meant, enough: float) -> bool:
    """Whether a denial likely enough means a claim; what it spells out must deny it by the words of both alone too."""
    if not answer.spelled_out or one.score < min(enough, _MEANT_PLAINLY):
        return one.score >= enough
    if says_it_beside(answer, one.claim):
        return False
    return denies_alone(answer, one.claim) >= (ALONE if one.score >= enough else PLAINLY)


def _spelled_out(answer: Told) -> list[Link]:
    why = "the denial itself says what it denies"
    return [Link(answer, answer, answer.stance, 1.0, why)] if spells_out(answer) else []


def _told_within(answer: Told, claims: Iterable[Told]) -> Iterator[Link]:
    """The claim that a denial says is somebody else's, by the words of both."""
    for claim in claims:
        if spells_out(answer) and claim.source != answer.source and says_word_for_word(answer, claim):
            why = "the denial itself says whose claim it denies"
            yield Link(answer, claim, answer.stance, 1.0, why)


def _is_theirs(claim: Told, told: Told) -> bool:
    """Whether a claim is of whoever claims what is told within a denial, or says the same."""
    same = read_as_same(claim, told) >= AGREES or sameness(claim, told, anyhow=True) >= SAYS_IT
    return same or of_one_side(claim, told)


def _last_before(answer: Told, claims: Iterable[Told]) -> Iterator[Link]:
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
        yield Link(answer, last, answer.stance, _POINTING, f"points at what was claimed before it{shared}")


def _spoken_of(answer: Told, claims: Iterable[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """The claim that holds most of the answer's terms; of equals the last before it.

    An assertion answers so where it plainly says the opposite, and speaks of nothing but what the claim tells.
    """
    scored = [(_share(answer, c), c.start < answer.start, -abs(answer.start - c.start), c) for c in claims]
    score, _, _, claim = max(scored, key=lambda s: s[:3], default=(0.0, False, 0, None))
    asserts = answer.stance == "assert"
    if claim is not None and score >= _ENOUGH and (not asserts or _contradicts(answer, claim)):
        stance, says = ("deny", "says the opposite; ") if asserts else (answer.stance, "")
        yield Link(answer, claim, stance, score, f"{says}both speak of: {names_shared(answer, claim, names)}")


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
        claim.core.split()[1] in shared if claim.core else len(shared) >= FEWEST and share >= _ENOUGH_OF_FEWEST
    )
    return share if speaks_of_it else 0.0
