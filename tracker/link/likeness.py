"""Whether two propositions say the same: decided of the two alone, by model and by rule.

The relation model reads both texts together, where what is known without it leaves that open: sooner for two of which
each is the other's nearest in its article, later for two of one article. Beside it stands what a model does not see
well: who did what to whom, and how many. Each decision is a function of two statements and their articles, and
symmetric where sameness is, so it does not matter which article came first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from sqlite3 import Row

import numpy as np
from numpy.typing import NDArray

from tracker.lexicon.opposites import directions_of, tell_opposites
from tracker.models.relations import REACH, Text, plain, relation_of, whole
from tracker.records import DENYING, Quantity

# Likeness from which two propositions are one claim, of two articles, and of one, which seldom says a thing twice, or
# where an outlet only tells one of them, which seldom is what others claim.
SAME, SAME_WITHIN = 0.54, 0.72
UNDATED = "9999"  # what is undated comes last
FEWEST_TERMS = 1  # a proposition of fewer terms says too little to be recognised in another article
SURE = 0.8  # from which they would be but for a figure
# Cosine of what two statements claim, below which they are not compared; and of those of two articles without a term
# in common.
NEAR, _NEAR_WITHOUT_TERMS = 0.2, 0.58
# The logarithm of odds, before the model reads two, below which it does not; of two that name others or share no term;
# and where an outlet only tells one.
_TOO_FAR, _TOO_FAR_OF_OTHERS, _TOO_FAR_NARRATED = -2.5, -2.0, -0.8
# Two are read alone first, which takes a quarter of the time, and again only if they may come to be alike so much then.
_MAY_COME_TO = 0.65
_ALIKE = 0.6  # the part of all terms but figures that two accounts of one thing share (Jaccard)
_NAMED = 8  # shared terms that a reason names
_ESTIMATING = re.compile(
    r"\b(?:estimat|forecast|expect|project|predict|target|poll|survey|average|rumou?r)\w*", re.IGNORECASE
)
_MOST = 4.0  # that the logit of what the model reads of two texts counts for, either way
NEGATION = re.compile(r"\b(?:no|not|never|cannot|nobody|none|nothing|fail(?:s|ed)? to)\b|n['’]t\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_UNIT = 127.0**2  # what a product of two vectors is multiplied by
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)

# What tells in the name of a source which of a party speaks, and the words that tell which party.
_ROLE = re.compile(
    r"\b(?:spokes(?:man|men|woman|women|person|people)|officials?|senior|unnamed|the|an?|of|for|at|from|in|and|by"
    r"|statement|report|letter|memo|communique|issued|released|published|signed)\b|['’]s\b",
    re.IGNORECASE,
)
KNOWING = (
    r"(?:kn[eo]ws?|knowing|known(?! to\b| as\b)|(?:is|are|be|been|being|was|were) (?:aware|told|informed)"
    r"|(?:has|have|had) (?:\w+ )?knowledge)\b"
)
_OF_KNOWING = re.compile(rf"(?:(?!(?:who|which|that)\b)[\w'’.-]+\s+){{0,5}}?{KNOWING}", re.IGNORECASE)
_DENYING = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.IGNORECASE)
_OFFICIAL, _PARTY = re.compile(r"\bofficials?\b", re.IGNORECASE), re.compile(r"\w+")

# What an answer says of itself: never what the claim must hold. Lemmas, with synonyms made one.
_OF_ANSWERING = frozenset(
    "hear know claim report accuse suggestion idea notion assertion account story rumour rumor speculation reply "
    "comment "
    "detail question false untrue fake baseless lie truth true nonsense wrong ask-not describe discuss confirm deny "
    "information source intelligence collective evidence statement characterization criticism insinuation make "
    "type".split()
)

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

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Told:
    """A statement with its proposition, as far as likeness needs it."""

    statement: str
    proposition: str
    article: str
    source: str | None
    stance: str
    words: str  # of the proposition
    whole: str  # of the statement, with who says it and how
    terms: frozenset[str]
    core: str | None  # "agent verb counterpart"
    negated: bool
    spelled_out: bool
    own_voice: bool
    quantities: tuple[Quantity, ...]
    clauses: tuple[str, ...]  # what its main clauses say, where it has several
    before: str  # what stands before the statement
    start: int
    end: int
    first: str | None  # the days between which it happens, where it says so
    last: str | None
    said: str  # the day on which it was said or reported, or the first of some; UNDATED where that is not known
    said_until: str  # the last of them
    speaker: str | None  # the name of the source
    side: str | None  # whom the speaker acts for, else who it is, or of those who are not named what they are called
    tells: Vector  # of whole numbers, so that a product is exact whatever it is computed with
    denies: Vector
    contests: float  # how likely it contests something, as the relation model reads it
    certainty: str | None  # the words that say how sure it is
    narrated: bool  # the outlet only tells it
    contested: bool  # a denial or a refusal says whose claim it is

    @property
    def claimed_vector(self) -> Vector:
        """What its proposition says: of a denial what it denies, else what it tells."""
        return self.denies if self.stance in DENYING else self.tells

    @cached_property
    def directions(self) -> frozenset[int]:
        """Which sides its words tell, of those that have an opposite."""
        return directions_of(self.words)

    @cached_property
    def speaks_of(self) -> frozenset[str]:
        """The terms of what it answers, without those that only say that it does."""
        return self.terms - _OF_ANSWERING

    @cached_property
    def is_of_knowing(self) -> bool | None:
        """Whether it tells what somebody knew or was told: "he knew that arms were sold" is not "arms were sold".

        None for who "knew nothing of a sale" or "denied knowing of it": he speaks of the sale, and of what he knew.
        """
        found = _OF_KNOWING.match(self.words) is not None
        only_disclaimed = self.stance == "deny_knowledge" and not (found and _DENYING.search(self.whole))
        return None if only_disclaimed else found

    @property
    def claimed(self) -> Text:
        """The words of the proposition, with what stands before the statement."""
        return self.before, self.words

    @property
    def told(self) -> Text:
        """The words of the statement, with what stands before it; of "It was not, he said" with what was asked."""
        answer = f"{self.words}? {self.whole}" if self._is_short_answer else self.whole
        return self.before, whole(answer, self.words)

    @property
    def _is_short_answer(self) -> bool:
        """Whether it denies in few words what stands elsewhere: what was asked, "he said of reports that it was"."""
        denied, told = (set(_PARTY.findall(words.casefold())) for words in (self.words, self.whole))
        return self.stance in DENYING and self.spelled_out and len(denied & told) < len(denied) / 2

    @property
    def is_hedged(self) -> bool:
        """Whether it is an estimate, or holds a figure that is a range: another one is no contradiction then."""
        return (
            self.certainty is not None
            or any(q.low != q.high for q in self.quantities)
            or _ESTIMATING.search(self.whole) is not None
        )


def told_from(row: Row) -> Told:
    """Return a statement from a row of the columns that `TOLD` selects."""
    quantities = tuple(Quantity.parse(one) for one in (row["quantities"] or "").split("|") if one)
    return Told(
        statement=row["statement"],
        proposition=row["proposition"],
        article=row["article"],
        source=row["source"],
        stance=row["stance"],
        words=row["words"],
        whole=row["whole"],
        terms=frozenset(row["terms"].split()),
        core=row["core"],
        negated=bool(row["negated"]),
        spelled_out=bool(row["spelled_out"]),
        own_voice=bool(row["own_voice"]),
        quantities=quantities,
        clauses=tuple(row["clauses"].splitlines()),
        before=plain(row["before"]),
        start=row["start"],
        end=row["end"],
        first=row["happened_first"],
        last=row["happened_last"],
        said=row["said"],
        said_until=row["said_until"],
        tells=vector_from(row["tells"]),
        denies=vector_from(row["denies"]),
        contests=row["contests"],
        speaker=row["speaker"],
        side=row["side"],
        certainty=row["certainty"],
        narrated=bool(row["narrated"]),
        contested=bool(row["contested"]),
    )


TOLD = f"""
select statements.id as statement, propositions.id as proposition, propositions.article, statements.source,
    statements.stance, propositions.words, statements.words as whole, propositions.terms, propositions.core,
    propositions.negated, propositions.spelled_out, statements.own_voice, propositions.quantities,
    propositions.clauses, statements.start, statements.end, propositions.happened_first, propositions.happened_last,
    coalesce(statements.said_first, articles.published_first, '{UNDATED}') as said,
    coalesce(statements.said_last, articles.published_last, '{UNDATED}') as said_until, propositions.tells,
    propositions.denies, propositions.contests,
    iif(typeof(articles.text) = 'text',
        substr(articles.text, max(1, statements.start + 1 - {REACH}), min({REACH}, statements.start)), '') as before,
    statements.certainty, statements.narrated is not null as narrated, statements.contested,
    sources.name as speaker, iif(
        statements.anonymity = 'unnamed', sources.name, coalesce(statements.acts_for, sources.actor, sources.name)
    ) as side
from propositions
cross join statements on statements.id = propositions.statement
cross join articles on articles.id = propositions.article
left join sources on sources.id = statements.source
"""


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each thing that is known of two propositions counts for, as logarithm of odds."""

    least: float
    tells: float
    terms: float
    all_terms: float
    core: float
    figures: float
    other_names: float
    nearest: float
    within: float

    def of(self, one: Told, other: Told, *, figures: bool, other_names: bool, nearest: bool) -> float:
        """Return the odds of two propositions."""
        shared = one.terms & other.terms
        return (
            self.least
            + self.tells * float(one.claimed_vector @ other.claimed_vector) / _UNIT
            + self.terms * share_of(shared, min(one.terms, other.terms, key=len))
            + self.all_terms * share_of(shared, one.terms | other.terms)
            + self.core * (one.core is not None and one.core == other.core)
            + self.figures * figures
            + self.other_names * other_names
            + self.nearest * nearest
            + self.within * (one.article == other.article)
        )


# Whether two may say the same, before the model reads them; and how likely they do, when it has. Both are logistic
# functions: of how near what both claim is, as their articles have it, the share of terms in common (of the shorter,
# and of all), that who does what to whom agrees, that they hold no figure in common though both hold some, that they
# name others, that no others of their articles are nearer, or that they are of one; the second also of what the model
# reads of the two alone and with what stands before each. The first is fitted to the pairs of
# tests/gold/claim_stories.toml, of half of every tenth invented story, and to 188 judged pairs of news that were held
# back, with an earlier network of articles; both were then chosen anew by what they join of the stories, and rounded.
_MAY_BE = _Weights(
    least=-6.2, tells=4.5, terms=2.2, all_terms=1.6, core=0.5, figures=-0.6, other_names=-0.5, nearest=2.2, within=-0.8
)
_IS = _Weights(
    least=-4.25, tells=1.15, terms=2.13, all_terms=1.41, core=0.3, figures=-2.7, other_names=-0.26, nearest=0.76,
    within=0.25,
)  # fmt: skip
_BY_SAME, _BY_SAME_ALONE = 0.79, 0.89


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two propositions are (score 0 to 1), or would be but for a figure or a "not"."""

    score: float
    reason: str
    joins: bool = True  # whether they are alike enough to be one claim
    opposite: bool = False
    differs_in: Mapping[str, str] | None = None  # the figures, by proposition


def likeness_of(one: Told, other: Told, names: Mapping[str, str], *, nearest: bool) -> Likeness | None:
    """Return how alike two propositions are; None where they were not read together. It is symmetric.

    `names` are those of the actors, by key, for the reason; `nearest` says that of their articles no others are nearer.
    """
    if tell_apart(one, other) or _name_others(one, other, names) or _lie_apart(one, other):
        return None
    apart = _figures_apart(one, other)
    texts = [_NUMBER.sub("some", told.words) for told in (one, other)] if apart else []
    score = sameness(one, other, *texts, nearest=nearest, other_names=not _share_names(one, other, names))
    if not score:
        return None
    surely = one.article == other.article or one.narrated or other.narrated
    joins = score >= (SAME_WITHIN if surely else SAME)
    figures = {one.proposition: apart[0].figure, other.proposition: apart[1].figure} if apart else None
    opposite = one.negated != other.negated
    if opposite and not _contradict(one, other):
        return None
    return Likeness(round(score, 3), _reason(one, other, names), joins, opposite, figures)


def _lie_apart(one: Told, other: Told) -> bool:
    """Whether two of two articles share no term, and do not lie near either, so that all that is left is the model."""
    if one.article == other.article or one.terms & other.terms:
        return False
    return float(one.claimed_vector @ other.claimed_vector) / _UNIT < _NEAR_WITHOUT_TERMS


def _contradict(one: Told, other: Told) -> bool:
    """Whether the "not" of one makes it the opposite of the other: of two with the same parts, or all words the same.

    Else it is none ("would not, until"); nor where both hold a "not", since it is not known well whose verb's it is.
    """
    alike = one.terms == other.terms or (one.core is not None and one.core == other.core)
    return alike and not any(NEGATION.search(told.words) for told in (one, other) if not told.negated)


def sameness(
    one: Told, other: Told, *texts: str, nearest: bool = False, other_names: bool = False, anyhow: bool = False
) -> float:
    """Return how likely two propositions say the same, leaving out any "not" (0 to 1); 0 where they are far apart.

    `texts` stand for their words where these are not to be compared as they are; `anyhow`, they are read however far
    apart they are.
    """
    figures = not texts and hold_other_figures(one, other)
    texts = texts or (one.words, other.words)
    if _plain(texts[0]) == _plain(texts[1]) and not other_names:
        return 1.0
    if min(len(one.terms), len(other.terms)) < FEWEST_TERMS:
        return 0.0
    may_be, odds = (
        weights.of(one, other, figures=figures, other_names=other_names, nearest=nearest) for weights in (_MAY_BE, _IS)
    )
    if not anyhow and may_be < _too_far(one, other, other_names=other_names):
        return 0.0  # hardly whatever the model would read from both
    odds += _BY_SAME_ALONE * _read_same(("", texts[0]), ("", texts[1]))
    if odds + _BY_SAME * _MOST < logit(_MAY_COME_TO):
        return 0.0
    return logistic(odds + _BY_SAME * _read_same((one.before, texts[0]), (other.before, texts[1])))


def _too_far(one: Told, other: Told, *, other_names: bool) -> float:
    if one.narrated or other.narrated:
        return _TOO_FAR_NARRATED
    return _TOO_FAR_OF_OTHERS if other_names else _TOO_FAR


def _read_same(one: Text, other: Text) -> float:
    """The logit of how likely the model reads that both say the same."""
    return logit(relation_of(*sorted((one, other))).same, _MOST)


def logit(probability: float, most: float = 4.6) -> float:
    """Return the logarithm of the odds, at most `most` either way; 4.6 is a hundredth from none and from certainty."""
    bound = min(max(probability, 1e-3), 1 - 1e-3)
    return min(most, max(-most, math.log(bound / (1 - bound))))


def logistic(odds: float) -> float:
    """Return the probability of which `odds` is the logit."""
    return 1 / (1 + math.exp(-odds))


def share_of(shared: Collection[str], terms: Collection[str]) -> float:
    """Return which part of the terms is shared; 0 where there are none."""
    return len(shared) / len(terms) if terms else 0.0


def hold_other_figures(one: Told, other: Told) -> bool:
    """Return whether both hold figures, and none in common: "eleven dead is false", of a claim that tells of six.

    Years are none: "the Act of 1985" may be what is said of "imports as of 1986".
    """
    figures, others = ({term for term in told.terms if _is_figure(term)} for told in (one, other))
    return bool(figures and others) and figures.isdisjoint(others)


def nearness(some: Iterable[Told], others: Iterable[Told]) -> Vector:
    """Return the cosines of what each of some claims with what each of the others does, as their articles have it."""
    return cosines([told.claimed_vector for told in some], [told.claimed_vector for told in others])


def answering(answer: Told, claims: Iterable[Told]) -> list[float]:
    """Return the cosines of what an answer denies with what each of the claims tells."""
    return list(map(float, cosines([answer.denies], [claim.tells for claim in claims])[0]))


def vector_from(numbers: bytes) -> Vector:
    """Return a vector from its numbers of 8 bits, as the relation models give and the store keeps it."""
    return np.frombuffer(numbers, np.int8).astype(np.float32)


def cosines(some: Sequence[Vector], others: Sequence[Vector]) -> Vector:
    """Return the cosine of each of `some` vectors (rows) with each of the `others` (columns)."""
    found: Vector = np.array(some) @ np.array(others).T / _UNIT
    return found


def same_words(one: Told, other: Told) -> bool:
    """Return whether two propositions have the same words, whatever the marks between them."""
    return _plain(one.words) == _plain(other.words)


def _plain(text: str) -> str:
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


def _share_names(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Whether the actors of both can be the same; across articles both must have some term in common."""
    shares = one.article == other.article or not one.terms.isdisjoint(other.terms)
    return shares and may_name_the_same(one, other, names)


def name_other_states(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Return whether both name states, and none in common: "Kuwait had", of Ecuador's saying that it had."""
    mine, theirs = (_by_kind(_named(told, names))[0] for told in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _name_others(one: Told, other: Told, names: Mapping[str, str]) -> bool:
    """Whether both name states, or people and bodies, and none in common; "the bank" may be who is named."""
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


def _figures_apart(one: Told, other: Told) -> tuple[Quantity, Quantity] | None:
    """The first figures of each for the same thing, where none of them can hold beside any of the other; else None."""
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


def _reason(one: Told, other: Told, names: Mapping[str, str]) -> str:
    shared = sorted(one.terms & other.terms, key=lambda term: (term not in names, term))[:_NAMED]
    said = (
        f"both say: {', '.join(names.get(term, term) for term in shared)}"
        if shared
        else "both say the same in other words"
    )
    return (
        f"both say “{' '.join(names.get(part, part) for part in one.core.split())}”, and: {said[10:]}"
        if one.core and one.core == other.core and shared
        else said
    )
