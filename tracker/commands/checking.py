"""What the stored articles say about a sentence that a person types: who asserts it, who denies it, who speaks of it.

The sentence is read as what articles say is read, and held against the stored statements as linking holds these against
each other (`link.pairs`): what says the same asserts it, what answers it as a denial denies it, from the limits on that
link claims and denials in the store. With a statement that says the same come all reports of its claim and what is
linked to them. What an outlet tells in its own words over a few sentences is no statement: there the sentences that
speak of most of it are read beside it. Nothing is ever said to be true or false.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.errors import UsageError
from tracker.extract.typed_sentence import TypedSentence, read_sentence
from tracker.link.pairs import StatementPair, answers, reason_of, same, tell_of_two_things
from tracker.link.stored import UNDATED, StoredStatement, answers_of, claims_of, cosines, greatest, vector
from tracker.models.limits import limits
from tracker.models.pairs import CONTEXT_REACH, Relation, Text, in_one_line, relation_of
from tracker.queries import stances
from tracker.queries.retrieval import RetrievedArticle, TermSpan, WeightedTerms, articles_about, weighted_terms
from tracker.queries.sql_parts import OUTLET_NOT_KNOWN
from tracker.store.store import Store
from tracker.terms import DENYING, encodable
from tracker.views.check import Checked, CheckedReport, NearClaim
from tracker.views.row import Spot

NEAREST = 3  # statements of an article that are held against the sentence, as linking does
NEAR_CLAIMS = 5
_LONGEST = 2_000  # code points of a typed sentence that are looked at
# The least share of the sentence, by weight, that three sentences hold which tell it, and that one of them holds.
_LEAST_SHARE, _LEAST_SHARE_ALONE = 0.4, 0.25
_PLAIN = 0.6  # the share that one sentence holds which tells or denies a plain sentence
_READ = 4  # sentences of an article that are read beside it
# From which mean of what the pair reader has for denial, less that for the same, the sentences of an article deny it,
# and from which probability one does by itself; chosen by hand on rumours of the development set.
_DENY_TOGETHER, _DENIES, _LEAST_DENIAL = 0.15, 0.75, 0.5
_ORDER = ("asserts", "denies", "mentions")
_OPPOSITES = {"asserts": "denies", "denies": "asserts"}


@dataclass(frozen=True, slots=True)
class _Stance:
    """What a statement does to the sentence: asserts, denies or mentions; how sure that is (0 to 1), and why."""

    stance: str
    score: float
    reason: str

    @property
    def rank(self) -> tuple[bool, float]:
        """What is linked goes before what may be, the surest first."""
        return self.stance == "mentions", -self.score


def check(db: sqlite3.Connection, sentence: str) -> Checked:
    """Return the reports that assert, deny or mention what a typed sentence says, and the claims nearest to it.

    Scores are probabilities (0 to 1). UsageError where no word of it says anything.
    """
    text = in_one_line(encodable(sentence[:_LONGEST].replace("\0", " ")))
    typed = read_sentence(text)
    if typed is None:
        raise UsageError(
            "no word of the sentence says what it is about: type who did what, as in `tracker check "
            '"Russia asked China for drones"`'
        )
    query = weighted_terms(db, typed.proposition.terms, typed.actors)
    texts = articles_about(db, query)
    found = _Stances.held_against(Store(db), _as_stored(typed), texts.holding)
    reports = [*_of_statements(db, found.by_statement)]
    spoken = defaultdict[str, list[CheckedReport]](list)
    for report in reports:
        spoken[report.article].append(report)
    cited = stances.attributed_places(db, [article.row["id"] for article in texts.about] if query.is_plain else ())
    for article in texts.about:
        own = _own_words(query, typed, article, spoken[article.row["article"]], cited[article.row["id"]])
        reports += [own] if own is not None else []
    order = {name: n for n, name in enumerate(dict.fromkeys(report.article for report in reports))}
    reports.sort(key=lambda report: (_ORDER.index(report.stance), order[report.article], report.span))
    return Checked(sentence, tuple(reports), tuple(found.near(db)), texts.left_out)


def _as_stored(typed: TypedSentence) -> StoredStatement:
    """The sentence as a statement that nobody made, on no day, in no article."""
    claimed = typed.proposition
    return StoredStatement(
        statement="", article="", source=None, stance="assert", words=claimed.words, whole=claimed.words,
        terms=frozenset(claimed.terms), core=claimed.core, negated=claimed.negated, spelled_out=True,
        quantities=claimed.quantities, text="", start=0, end=0, claim_start=0, first=None, last=None, said=UNDATED,
        said_until=UNDATED, side=None, tells=vector(claimed.tells), denies=vector(claimed.denies), probability=1.0,
        narrated=False,
    )  # fmt: skip


# -- statements ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stances:
    """What the statements of some articles do to the sentence, and how alike to it what they say is."""

    by_statement: dict[str, _Stance] = field(default_factory=dict)
    similarity: dict[str, float] = field(default_factory=dict)
    # By statement: the score of what says the same or the opposite, which it does, and whether its claim is turned.
    related: dict[str, tuple[float, str, bool]] = field(default_factory=dict)

    @classmethod
    def held_against(cls, store: Store, typed: StoredStatement, articles: Iterable[str]) -> _Stances:
        """Hold the sentence against what the articles tell and deny."""
        found = cls()
        ids = list(articles)
        claims, denials = claims_of(store, ids), [one for one in answers_of(store, ids) if one.is_denial]
        names = store.actor_names(typed.terms)
        for claim in _nearest(typed, claims):
            found.weigh_claim(typed, claim, names)
        for denial in _nearest(typed, denials) if not typed.negated else ():
            reason = reason_of(typed, denial, names, "denies it, as the pair reader reads both")
            found.weigh(denial, "denies", answers(denial, typed), reason, holds_all=_holds_all(typed, denial))
        found.add_claims(store)
        return found

    def weigh_claim(self, typed: StoredStatement, claim: StoredStatement, names: dict[str, str]) -> None:
        """Tell what a statement does that may say the same, or the opposite where one of both has a "not"."""
        negative = claim.is_denial and claim.negated  # "it had not asked" is how it is denied, not what is
        denied = claim.is_denial and not negative
        pair = same(typed, claim)
        self.similarity[claim.statement] = pair.probability() or 0.0
        opposite = typed.negated != claim.negated
        why = "says the opposite" if opposite else "says the same"
        reason = reason_of(
            typed, claim, names, f"{'denies what ' if denied else ''}{why}, as the pair reader reads both"
        )
        pair = _contrary(typed, claim) if opposite else pair
        holds_all = not opposite and _holds_all(typed, claim)
        if self.weigh(claim, "denies" if opposite != denied else "asserts", pair, reason, holds_all=holds_all):
            score = self.by_statement[claim.statement].score
            self.related[claim.statement] = (score, why, opposite != negative)

    def weigh(
        self, one: StoredStatement, stance: str, pair: StatementPair, reason: str, *, holds_all: bool = False
    ) -> bool:
        """Keep what a statement does, if that may be; return whether it is likely enough to be linked.

        What may do it is taken to where it `holds_all` that the sentence says.
        """
        score, limit = pair.probability(), limits().pairs[pair.kind]
        if score is None or score < limit.possible:
            return False
        linked = score >= limit.linked or holds_all
        self.put(one.statement, _Stance(stance if linked else "mentions", round(score, 3), reason))
        return linked

    def put(self, statement: str, stance: _Stance) -> None:
        """Keep the surest of what a statement does."""
        if statement not in self.by_statement or stance.rank < self.by_statement[statement].rank:
            self.by_statement[statement] = stance

    def add_claims(self, store: Store) -> None:
        """Let all reports of the claims that were found, and all that is linked to them, speak too."""
        direct = {id_ for id_, one in self.by_statement.items() if one.stance != "mentions"}
        for row in stances.stances_on(store.db, self.related):
            score, why, turned = self.related[row["found"]]
            denies = (row["stance"] in (*DENYING, "retract")) != turned
            reason = f"{'answers' if row['is_answer'] else 'is'} a report of a claim that {why}"
            if row["statement"] not in direct:
                self.put(row["statement"], _Stance("denies" if denies else "asserts", score, reason))

    def near(self, db: sqlite3.Connection) -> list[NearClaim]:
        """Return the claims nearest to the sentence, of those that were read."""
        least = limits().pairs["same"].possible
        near = {id_: score for id_, score in self.similarity.items() if score >= least}
        return stances.nearest_claims(db, near)[:NEAR_CLAIMS]


def _holds_all(typed: StoredStatement, other: StoredStatement) -> bool:
    """Whether a statement holds every term of the sentence, and tells of nobody else doing it."""
    return typed.terms <= other.terms and not tell_of_two_things(typed, other)


def _contrary(typed: StoredStatement, other: StoredStatement) -> StatementPair:
    """The pair of a sentence with a "not" and what it would deny, or the other way about."""
    if typed.negated:
        return answers(replace(typed, stance="deny"), replace(other, stance="assert", tells=other.content_vector))
    return answers(replace(other, stance="deny"), typed)


def _nearest(typed: StoredStatement, statements: Sequence[StoredStatement]) -> Iterator[StoredStatement]:
    """Yield of each article the statements that lie nearest to the sentence by what they claim."""
    by_article = defaultdict[str, list[StoredStatement]](list)
    for one in statements:
        by_article[one.article].append(one)
    for ones in by_article.values():
        near = cosines([typed.tells], [one.content_vector for one in ones])
        yield from (ones[n] for n in greatest(near, NEAREST)[0])


def _of_statements(db: sqlite3.Connection, found: dict[str, _Stance]) -> Iterator[CheckedReport]:
    for row in stances.reports(db, found):
        what = found[row["id"]]
        names = ("article", "source", "actor", "actor_name", "said", "words", "reported", "outlet")
        fields = {name: row[name] for name in names}
        yield CheckedReport(
            id="" if row["hidden"] else row["id"], span=(row["start"], row["end"]), stance=what.stance,
            score=what.score, reason=what.reason, **fields,
        )  # fmt: skip


# -- the outlet's own words ---------------------------------------------------------------------------------------


def _own_words(
    query: WeightedTerms,
    typed: TypedSentence,
    article: RetrievedArticle,
    spoken: Sequence[CheckedReport],
    cited: Sequence[Spot],
) -> CheckedReport | None:
    """Return what sentences beside the statements that were found do to the sentence; None where these tell that.

    Those in which somebody is `cited` are no words of the outlet.
    """
    stances = {report.stance for report in spoken}
    places = [*cited, *(report.span for report in spoken)]
    free = [one for one in article.best_sentences(query, len(article.sentences)) if not _overlaps(one, places)][:_READ]
    if not free or "denies" in stances:
        return None
    read = _read_beside(typed, article, free)
    if denied := _denied(query, article, free, read):
        one, score = denied
        return _of_article(article, one, "denies", score, "the pair reader reads it as a denial")
    best = free[0]
    share = query.share(best.held)
    if "asserts" in stances or share < _LEAST_SHARE_ALONE:
        return None
    if _tells_it(query, article, best):
        return _of_article(article, best, "asserts", share, "tells it, and the pair reader reads no denial in it")
    return _of_article(article, best, "mentions", share, "speaks of it")


def _denied(
    query: WeightedTerms, article: RetrievedArticle, ones: Sequence[TermSpan], read: Sequence[Relation]
) -> tuple[TermSpan, float] | None:
    """Return the sentence that denies it most, and how likely it does; None where none does."""
    least = _PLAIN if query.is_plain else _LEAST_SHARE_ALONE
    speaking = [(one, pair.denies) for one, pair in zip(ones, read, strict=True) if query.share(one.held) >= least]
    best = max(speaking, key=lambda pair: pair[1], default=None)
    if best is None or best[1] < _LEAST_DENIAL or not _names_all(query, article):
        return None
    together = sum(pair.denies - pair.same for pair in read) / len(read)
    return best if best[1] >= _DENIES or together >= _DENY_TOGETHER else None


def _tells_it(query: WeightedTerms, article: RetrievedArticle, best: TermSpan) -> bool:
    """Whether a passage tells the sentence, and does not only ask it."""
    if article.row["text"][best.start : best.end].rstrip("\"'”’) ").endswith("?"):
        return False
    if not query.is_plain:
        return query.share(article.passage.held) >= _LEAST_SHARE
    all_seen = not query.unseen and bool(best.held & ~query.actors)
    return all_seen and query.share(best.held) >= _PLAIN and _names_all(query, article)


def _names_all(query: WeightedTerms, article: RetrievedArticle) -> bool:
    return not query.actors & ~article.passage.held


def _overlaps(one: TermSpan, places: Iterable[Spot]) -> bool:
    return any(one.start < end and start < one.end for start, end in places)


def _read_beside(typed: TypedSentence, article: RetrievedArticle, ones: Sequence[TermSpan]) -> list[Relation]:
    """Return what the pair reader has for each sentence beside the one that is typed."""
    said: Text = ("", typed.proposition.words)
    text = article.row["text"]
    texts = [
        (in_one_line(text[max(0, one.start - CONTEXT_REACH) : one.start]), in_one_line(text[one.start : one.end]))
        for one in ones
    ]
    return [relation_of(one, said) if typed.proposition.negated else relation_of(said, one) for one in texts]


def _of_article(article: RetrievedArticle, one: TermSpan, stance: str, score: float, reason: str) -> CheckedReport:
    row = article.row
    return CheckedReport(
        article=row["article"], span=one.place, id="", source=row["outlet"] or OUTLET_NOT_KNOWN, actor=None, said=None,
        words=row["text"][one.start : one.end], reported=row["reported"], outlet=row["outlet"], stance=stance,
        score=round(min(score, 1.0), 3), reason=reason,
    )  # fmt: skip
