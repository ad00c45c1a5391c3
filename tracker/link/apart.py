"""What keeps two statements apart, whatever the model reads: others do it, elsewhere, at other times, or to others.

A model does not see well who did what to whom, and how many. Each function is symmetric: which of two statements was
read first does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import product

from tracker.lexicon.opposites import tell_opposites
from tracker.link.told import UNDATED, Told
from tracker.records import DENYING, Quantity

# Days after which what shares the words of an affair is mostly of another, so that what is denied must lie so near (a
# cosine) to what is claimed.
_LONG_APART, NEAR_LONG_APART = 60, 0.62
_ALIKE = 0.6  # the part of all terms but figures that two accounts of one thing share (Jaccard)
NEGATION = re.compile(r"\b(?:no|not|never|cannot|nobody|none|nothing|fail(?:s|ed)? to)\b|n['’]t\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# What tells in the name of a source which of a party speaks, and the words that tell which party.
_ROLE = re.compile(
    r"\b(?:spokes(?:man|men|woman|women|person|people)|officials?|senior|unnamed|the|an?|of|for|at|from|in|and|by"
    r"|statement|report|letter|memo|communique|issued|released|published|signed)\b|['’]s\b",
    re.IGNORECASE,
)
_OFFICIAL, _PARTY = re.compile(r"\bofficials?\b", re.IGNORECASE), re.compile(r"\w+")
# Verbs of who does what to whom that leave open whether it comes to pass, and of what then does. Lemmas, synonyms one.
_MEANT = frozenset("ask want hope consider urge demand".split())
_DONE = frozenset("receive get obtain buy sell send supply deliver give provide ship take accept".split())
# Who asks somebody to do something, or for it; and words of asking.
_ASKED = re.compile(
    r"\b(?:ask|press|beg)(?:s|ed|ging|ing)?\W+(?:[\w’'.-]+\W+){1,4}?for\b"
    r"|\b(?:ask|tell|told|urg|order|press|invit|instruct|beg|command)(?:s|ed|e|es|ging|ing)?\W+(?:[\w’'.-]+\W+){1,4}?to\b"
    r"|\b(?:request|plea)s?\W+(?:(?:by|from|to)\W+(?:[\w’'.-]+\W+){1,3}?)?for\b",
    re.IGNORECASE,
)
_OF_ASKING = re.compile(
    r"\b(?:ask|tell|told|urg|order|press|invit|instruct|beg|command|request|plea|appeal|demand|call|approach|turn|seek"
    r"|sought|want(?:s|ed|ing)?\b)",
    re.IGNORECASE,
)
# What holds on a condition only ("if it gives support") or is open ("will rule whether it did"), and what stands for
# words before it ("had been told so").
_CONDITIONAL = re.compile(
    r"(?<!\bas )(?<!\beven )(?<!\bwonder )(?<!\bask )(?<!\basked )(?<!\bknow )(?<!\bsee )"
    r"\b(?:if|unless|whether)\b(?! (?:only|any|or not|not|ever|at all|indeed)\b)",
    re.IGNORECASE,
)
_STANDING_IN = re.compile(r"\b(?:told|said|say|says|saying|thought|think|did|do|does|done|doing) so\b", re.IGNORECASE)
# "He is disappointed by a ruling that it hurt them" says how he takes it, not that it hurt them.
_REACTING = re.compile(
    r"\b(?:(?:disappoint|surpris|dismay|outrag|anger|shock|alarm|sadden|delight|pleas|encourag|disturb)ed|upset|happy|angry)"
    r"[\"”’']? (?:by|at|over|with|about)\b",
    re.IGNORECASE,
)
# "Lawsuits were filed alleging that it harmed them" tells who says so.
_OF_ALLEGING = re.compile(r"\b(?:alleging|charging that)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:largest|biggest|highest|smallest|lowest|record)\b", re.IGNORECASE)
_ONLY_ONE = (_CONDITIONAL, _STANDING_IN, _REACTING, _OF_ALLEGING)  # what but one of two may be keeps them apart
_TIE = re.compile(r"\bto do\W+with (.+)", re.IGNORECASE | re.DOTALL)
_LONG_WORD, _STEM = re.compile(r"[^\W\d_]{4,}"), 5  # "subversive" and "subversion" begin alike
_THIS = {"this", "that", "these", "those", "them", "such"}
_OF_COMPANIES = frozenset("co corp inc ltd plc llc sa ag nv company corporation group".split())
_ANY_COMPANY = (["company"], ["firm"])
_ITSELF = re.compile(r"\W*(?:its?|we|our)\b(?! (?:is|was|were) (?:[\w’'-]+ ){1,6}?(?:who|that|which)\b)", re.IGNORECASE)


def same_words(one: Told, other: Told) -> bool:
    """Return whether two propositions have the same words, whatever the marks between them."""
    return plain_words(one.words) == plain_words(other.words)


def plain_words(text: str) -> str:
    """Return the words of a text, without the marks between them and capitals."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def differ(one: Told, other: Told) -> bool:
    """Return whether two propositions cannot say the same: by place, who does what to whom, when, if, or which way."""
    return (
        _is_told_within(one, other)
        or _denies_himself(one, other)
        or _others_do_it(one, other)
        or _is_only_meant(one, other)
        or {one.is_of_knowing, other.is_of_knowing} == {True, False}
        or any((way.search(one.words) is None) != (way.search(other.words) is None) for way in _ONLY_ONE)
        or happen_apart(one, other)
        or tell_opposites(one.directions, other.directions)
        or are_of_other_ties(one, other)
    )


def lie_long_apart(one: Told, other: Told) -> bool:
    """Return whether so many days lie between both that the one is hardly said of the other; where both are dated."""
    if UNDATED in (one.said, other.said):
        return False
    first, last = max(one.said, other.said), min(one.said_until, other.said_until)
    return first > last and (date.fromisoformat(first) - date.fromisoformat(last)).days > _LONG_APART


def tell_apart(one: Told, other: Told) -> bool:
    """Return whether one neither says what the other does nor denies it: they differ, or are of what others do."""
    return differ(one, other) or is_only_asked(one, other) or _speak_of_themselves(one, other)


def is_only_asked(one: Told, other: Told) -> bool:
    """Return whether one only tells that what the other tells was asked for: "he was told to go", "he went"."""
    pairs = ((one.words, other.words), (other.words, one.words))
    return any(_ASKED.search(words) and not _OF_ASKING.search(others) for words, others in pairs)


def _speak_of_themselves(one: Told, other: Told) -> bool:
    """Whether two named bodies each speak of themselves: "Ford said it would close its plant", and Chrysler."""
    named = all(told.speaker and not told.speaker.islower() and _ITSELF.match(told.words) for told in (one, other))
    if not named or one.side == other.side or any((told.side or "").isupper() for told in (one, other)):
        return False  # whether a ministry is of a state that is named is not known
    said_by = (_PARTY.findall(_ROLE.sub(" ", f"{told.speaker} {told.side}").casefold()) for told in (one, other))
    left, right = (set(words) - _OF_COMPANIES for words in said_by)
    return not any(a.startswith(b) or b.startswith(a) for a in left for b in right)


def of_one_side(one: Told, other: Told) -> bool:
    """Return whether both are said by one source, or for one side; who is not named may differ from his side."""
    same_side = one.side is not None and one.side == other.side
    return one.source == other.source or same_side or _are_one_party(one, other)


def _are_one_party(one: Told, other: Told) -> bool:
    """ "Company spokesman" and "company" of one article, or "Gull Air Inc"; "UAW spokesman" and "United Auto Workers".

    So are "Daiwa officer" and "officer on Daiwa's syndicate desk".

    Where for whom each acts is known, that decides; "US officials" may contradict each other.
    """
    if one.article != other.article or not (one.side == one.speaker or other.side == other.speaker):
        return False
    names = [(told.speaker or "").replace(".", "") for told in (one, other)]
    left, right = parties = [_PARTY.findall(_ROLE.sub(" ", name)) for name in names]
    of_many = (len(party) == 1 and _OFFICIAL.search(name) for party, name in zip(parties, names, strict=True))
    if not left or not right or any(of_many):
        return False
    first, other_first = ("".join(word[0] for word in words) for words in (left, right))
    initials = left == [other_first] or right == [first]
    lower, other_lower = sorted(map(str.lower, left)), sorted(map(str.lower, right))
    company = (lower in _ANY_COMPANY and right[-1].lower() in _OF_COMPANIES) or (
        other_lower in _ANY_COMPANY and left[-1].lower() in _OF_COMPANIES
    )
    fewer, more = sorted((set(left), set(right)), key=len)
    within = fewer <= more and len(fewer) > 1 and any(word[0].isupper() for word in fewer)
    return lower == other_lower or initials or company or within


def are_of_other_ties(one: Told, other: Told) -> bool:
    """Return whether one tells of a tie to what the other does not speak of.

    "The strike had nothing to do with the sale" is not about what else is told of the strike.
    """
    pairs = ((_TIE.search(one.words), other.words), (_TIE.search(other.words), one.words))
    ties = ((_stems(tie[1]), _stems(words)) for tie, words in pairs if tie is not None)
    return any(to and not to & told for to, told in ties)  # "nothing to do with it" is a tie to anything


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _LONG_WORD.findall(words.casefold())} - _THIS


def _is_only_meant(one: Told, other: Told) -> bool:
    """ "Russia asked China for drones" and "Russia received drones from China"."""
    if not one.core or not other.core:
        return False
    verb, other_verb = one.core.split()[1], other.core.split()[1]
    return (verb in _MEANT and other_verb in _DONE) or (verb in _DONE and other_verb in _MEANT)


def _is_told_within(one: Told, other: Told) -> bool:
    """Whether one stands within the other: a statement told by another is not a second report of it.

    But in "traders deny that, officials said" both deny one thing.
    """
    if one.article != other.article or one.start >= other.end or other.start >= one.end:
        return False
    return not (one.stance in DENYING and other.stance in DENYING and same_words(one, other))


def _denies_himself(one: Told, other: Told) -> bool:
    """Whether both are said by one source in one article, and it denies just one: nobody asserts what he denies."""
    by_one = one.article == other.article and one.source is not None and one.source == other.source
    return by_one and (one.stance in DENYING) != (other.stance in DENYING)


def _others_do_it(one: Told, other: Told) -> bool:
    """ "Russia asked China" and "China asked Russia", or "Iran asked China"."""
    if not one.core or not other.core:
        return False
    (agent, _, counterpart), (other_agent, _, other_counterpart) = one.core.split(), other.core.split()
    return (agent, counterpart) != (other_agent, other_counterpart)


def happen_apart(one: Told, other: Told) -> bool:
    """Return whether both say when it happens, and no day is in both."""
    return bool(one.first and one.last and other.first and other.last) and not (
        str(one.first) <= str(other.last) and str(other.first) <= str(one.last)
    )


def may_name_the_same(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Return whether the actors of both can be the same: either names none, or both name one."""
    mine, theirs = (_named(told, names) for told in (one, other))
    return not mine or not theirs or not mine.isdisjoint(theirs)


def share_names(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Return whether the actors of both can be the same; across articles both must have some term in common."""
    shares = one.article == other.article or not one.terms.isdisjoint(other.terms)
    return shares and may_name_the_same(one, other, names)


def name_other_states(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Return whether both name states, and none in common: "Kuwait had", of Ecuador's saying that it had."""
    mine, theirs = (_by_kind(_named(told, names))[0] for told in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def name_others(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Return whether both name states, or people and bodies, and none in common; "the bank" may be who is named."""
    mine, theirs = (_by_kind(_named(told, names)) for told in (one, other))
    return any(some and here and some.isdisjoint(here) for some, here in zip(mine, theirs, strict=True))


def _named(told: Told, names: Mapping[str, str]) -> frozenset[str]:
    """The keys of actors among its terms, and of a state that says that "it was over its quota".

    "Economists" are not The Economist, wherever else that is named.
    """
    keys = told.terms & names.keys()
    named = frozenset(key for key in keys if "-" in key or key.isupper() or key not in told.words)
    return named | speaks_of_itself(told)


def speaks_of_itself(told: Told) -> frozenset[str]:
    """Return the state that is meant by what it says of "it" or "us"."""
    side = told.side
    return frozenset([side]) if side and side.isupper() and _ITSELF.match(told.words) else frozenset()


def _by_kind(actors: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of states ("CHN"), and those of people and bodies."""
    states = frozenset(key for key in actors if len(key) == 3 and key.isupper())
    return states, actors - states


def hold_other_figures(one: Told, other: Told) -> bool:
    """Return whether both hold figures, and none in common: "eleven dead is false", of a claim that tells of six.

    Years are none: "the Act of 1985" may be what is said of "imports as of 1986".
    """
    figures, others = ({term for term in told.terms if _is_figure(term)} for told in (one, other))
    return bool(figures and others) and figures.isdisjoint(others)


def figures_apart(one: Told, other: Told) -> tuple[Quantity, Quantity] | None:
    """Return the first figures of each for one thing; None where any of them can hold beside one of the other's."""
    for of in sorted({quantity.of for quantity in one.quantities}):
        mine, theirs = ([quantity for quantity in told.quantities if quantity.of == of] for told in (one, other))
        if theirs and all(a.high < b.low or b.high < a.low for a, b in product(mine, theirs)):
            return mine[0], theirs[0]
    return None


def is_plain_figure(one: Told, other: Told) -> bool:
    """Return whether both give one figure and no estimate, and say hardly anything else that the other does not."""
    mine, theirs = ({term for term in told.terms if not term[0].isdigit()} for told in (one, other))
    single = all(len(told.quantities) == 1 and _figures_in(told) < 2 for told in (one, other))
    if (_OF_ALL.search(one.words) is None) != (_OF_ALL.search(other.words) is None):
        return False  # "the largest crop since 1975" is another one than "the crop"
    return single and not one.is_hedged and not other.is_hedged and len(mine & theirs) >= _ALIKE * len(mine | theirs)


def _figures_in(told: Told) -> int:
    """How many figures its words hold, but for years: "16.6 billion from 9.4" tells of more than one thing."""
    return sum(map(_is_figure, told.terms))


def _is_figure(term: str) -> bool:
    return term[0].isdigit() and _YEAR.fullmatch(term) is None
