"""What the stored articles say about a sentence that a person types: who asserts it, who denies it, who speaks of it.

The sentence is read as an article's statements are, and compared with the stored statements as linking compares these
with each other (`link.pairs`): from the limits on that link claims and denials in the store, a statement that says the
same asserts it, and one that answers it as a denial denies it. With a statement that says the same come all reports of
its claim and all that is linked to them. What an outlet tells in its own words over several sentences is no statement:
there the sentences that hold most of the sentence's terms are compared. Nothing is ever said to be true or false.
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

NEAREST = 3  # statements of an article that the sentence is compared with, as in linking
NEAR_CLAIMS = 5  # that the answer lists
_LONGEST = 2_000  # code points of a typed sentence that are read
# Shares of the sentence, by the weight of its terms, that an article's own words must hold to tell it: a passage
# of three sentences, and the best sentence alone.
_LEAST_SHARE, _LEAST_SHARE_ALONE = 0.4, 0.25
_LEAST_SHARE_PLAIN = 0.6  # the share that one sentence must hold to tell or deny a plain sentence
_READ = 4  # sentences of an article that the pair reader compares with it
# Probabilities of the pair reader, chosen by hand on rumours of the development set. A sentence of at least
# _LEAST_DENIAL denies the typed one where it reaches _DENIES by itself, or where the mean over all sentences read of
# denial less sameness reaches _DENY_TOGETHER.
_DENY_TOGETHER, _DENIES, _LEAST_DENIAL = 0.15, 0.75, 0.5
_ORDER = ("asserts", "denies", "mentions")


@dataclass(frozen=True, slots=True)
class _Stance:
    """What a statement does to the sentence: asserts, denies or mentions; how sure that is (0 to 1), and why."""

    stance: str
    score: float
    reason: str

    @property
    def rank(self) -> tuple[bool, float]:
        """The sort key of stances: those that assert or deny before those that only mention, the surest first."""
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
    found = _Stances.compared_with(Store(db), _as_stored(typed), texts.holding)
    reports = [*_of_statements(db, found.by_statement)]
    by_article = defaultdict[str, list[CheckedReport]](list)
    for report in reports:
        by_article[report.article].append(report)
    cited = stances.attributed_places(db, [article.row["id"] for article in texts.about] if query.is_plain else ())
    for article in texts.about:
        own = _own_words(query, typed, article, by_article[article.row["article"]], cited[article.row["id"]])
        reports += [own] if own is not None else []
    order = {name: n for n, name in enumerate(dict.fromkeys(report.article for report in reports))}
    reports.sort(key=lambda report: (_ORDER.index(report.stance), order[report.article], report.span))
    return Checked(sentence, tuple(reports), tuple(found.near(db)), texts.left_out)


def _as_stored(typed: TypedSentence) -> StoredStatement:
    """Return the typed sentence in the form of a stored statement: without source, date or article."""
    said = typed.proposition
    return StoredStatement(
        statement="", article="", source=None, stance="assert", words=said.words, whole=said.words,
        terms=frozenset(said.terms), core=said.core, negated=said.negated, spelled_out=True,
        quantities=said.quantities, text="", start=0, end=0, claim_start=0, first=None, last=None, said=UNDATED,
        said_until=UNDATED, side=None, tells=vector(said.tells), denies=vector(said.denies), probability=1.0,
        narrated=False,
    )  # fmt: skip


# -- statements ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stances:
    """What the statements of some articles do to the sentence, and how likely each says the same; by statement id."""

    by_statement: dict[str, _Stance] = field(default_factory=dict)
    similarity: dict[str, float] = field(default_factory=dict)  # the probability that it says the same, 0 to 1
    # Of statements that say the same or the opposite: the score, which of the two in words, and whether reports that
    # assert its claim deny the sentence.
    related: dict[str, tuple[float, str, bool]] = field(default_factory=dict)

    @classmethod
    def compared_with(cls, store: Store, typed: StoredStatement, articles: Iterable[str]) -> _Stances:
        """Compare the sentence with the statements and denials of the articles (ids)."""
        found = cls()
        ids = list(articles)
        claims, denials = claims_of(store, ids), [answer for answer in answers_of(store, ids) if answer.is_denial]
        names = store.actor_names(typed.terms)
        for claim in _nearest(typed, claims):
            found.weigh_claim(typed, claim, names)
        for denial in _nearest(typed, denials) if not typed.negated else ():
            reason = reason_of(typed, denial, names, "denies it, as the pair reader reads both")
            found.weigh(denial, "denies", answers(denial, typed), reason, holds_all=_holds_all(typed, denial))
        found.add_claims(store)
        return found

    def weigh_claim(self, typed: StoredStatement, claim: StoredStatement, names: dict[str, str]) -> None:
        """Keep the stance of a statement that may say the same, or the opposite where one of the two has a "not"."""
        negative = claim.is_denial and claim.negated  # "it had not asked" is how it is denied, not what is
        denied = claim.is_denial and not negative
        pair = same(typed, claim)
        self.similarity[claim.statement] = pair.probability() or 0.0
        opposite = typed.negated != claim.negated
        why = "says the opposite" if opposite else "says the same"
        reason = reason_of(
            typed, claim, names, f"{'denies what ' if denied else ''}{why}, as the pair reader reads both"
        )
        pair = _contradiction(typed, claim) if opposite else pair
        holds_all = not opposite and _holds_all(typed, claim)
        if self.weigh(claim, "denies" if opposite != denied else "asserts", pair, reason, holds_all=holds_all):
            score = self.by_statement[claim.statement].score
            self.related[claim.statement] = (score, why, opposite != negative)

    def weigh(
        self, statement: StoredStatement, stance: str, pair: StatementPair, reason: str, *, holds_all: bool = False
    ) -> bool:
        """Keep the stance of a statement, if it is likely enough to be possible; return whether it counts as linked.

        A possible one counts as linked where the statement `holds_all` terms of the sentence.
        """
        score, limit = pair.probability(), limits().pairs[pair.kind]
        if score is None or score < limit.possible:
            return False
        linked = score >= limit.linked or holds_all
        self.put(statement.statement, _Stance(stance if linked else "mentions", round(score, 3), reason))
        return linked

    def put(self, statement: str, stance: _Stance) -> None:
        """Keep a stance of a statement, unless a surer one is kept already."""
        if statement not in self.by_statement or stance.rank < self.by_statement[statement].rank:
            self.by_statement[statement] = stance

    def add_claims(self, store: Store) -> None:
        """Add the stances of all other reports of the claims that were found, and of what is linked to these."""
        direct = {id_ for id_, stance in self.by_statement.items() if stance.stance != "mentions"}
        for row in stances.stances_on(store.db, self.related):
            score, why, turned = self.related[row["found"]]
            denies = (row["stance"] in (*DENYING, "retract")) != turned
            reason = f"{'answers' if row['is_answer'] else 'is'} a report of a claim that {why}"
            if row["statement"] not in direct:
                self.put(row["statement"], _Stance("denies" if denies else "asserts", score, reason))

    def near(self, db: sqlite3.Connection) -> list[NearClaim]:
        """Return the claims of the statements most likely to say the same, five at most."""
        least = limits().pairs["same"].possible
        near = {id_: score for id_, score in self.similarity.items() if score >= least}
        return stances.nearest_claims(db, near)[:NEAR_CLAIMS]


def _holds_all(typed: StoredStatement, other: StoredStatement) -> bool:
    """Whether a statement holds every term of the sentence, and the two do not tell of different things."""
    return typed.terms <= other.terms and not tell_of_two_things(typed, other)


def _contradiction(typed: StoredStatement, other: StoredStatement) -> StatementPair:
    """Return the pair in which the one with a "not", sentence or statement, is read as a denial of the other."""
    if typed.negated:
        return answers(replace(typed, stance="deny"), replace(other, stance="assert", tells=other.content_vector))
    return answers(replace(other, stance="deny"), typed)


def _nearest(typed: StoredStatement, statements: Sequence[StoredStatement]) -> Iterator[StoredStatement]:
    """Yield for each article the statements nearest to the sentence, by the cosine of their content vectors."""
    by_article = defaultdict[str, list[StoredStatement]](list)
    for statement in statements:
        by_article[statement.article].append(statement)
    for candidates in by_article.values():
        similarity = cosines([typed.tells], [statement.content_vector for statement in candidates])
        yield from (candidates[n] for n in greatest(similarity, NEAREST)[0])


def _of_statements(db: sqlite3.Connection, by_statement: dict[str, _Stance]) -> Iterator[CheckedReport]:
    for row in stances.reports(db, by_statement):
        stance = by_statement[row["id"]]
        names = ("article", "source", "actor", "actor_name", "said", "words", "reported", "outlet")
        fields = {name: row[name] for name in names}
        yield CheckedReport(
            id="" if row["hidden"] else row["id"], span=(row["start"], row["end"]), stance=stance.stance,
            score=stance.score, reason=stance.reason, **fields,
        )  # fmt: skip


# -- the outlet's own words ---------------------------------------------------------------------------------------


def _own_words(
    query: WeightedTerms,
    typed: TypedSentence,
    article: RetrievedArticle,
    spoken: Sequence[CheckedReport],
    cited: Sequence[Spot],
) -> CheckedReport | None:
    """Return what an article's own words do to the sentence: those that are in none of its reports found (`spoken`).

    Sentences in which somebody is `cited` are no words of the outlet. None where they add nothing: the reports deny the
    sentence already, or they assert it and the outlet does not deny it, or too little of it is told.
    """
    stances = {report.stance for report in spoken}
    places = [*cited, *(report.span for report in spoken)]
    ranked = article.best_sentences(query, len(article.sentences))
    own = [sentence for sentence in ranked if not _overlaps(sentence, places)][:_READ]
    if not own or "denies" in stances:
        return None
    relations = _relations(typed, article, own)
    if denied := _denied(query, article, own, relations):
        sentence, score = denied
        return _of_article(article, sentence, "denies", score, "the pair reader reads it as a denial")
    best = own[0]
    share = query.share(best.held)
    if "asserts" in stances or share < _LEAST_SHARE_ALONE:
        return None
    if _tells_it(query, article, best):
        return _of_article(article, best, "asserts", share, "tells it, and the pair reader reads no denial in it")
    return _of_article(article, best, "mentions", share, "speaks of it")


def _denied(
    query: WeightedTerms, article: RetrievedArticle, sentences: Sequence[TermSpan], relations: Sequence[Relation]
) -> tuple[TermSpan, float] | None:
    """Return the sentence of an article most likely to deny the typed one, and how likely; None where none does."""
    least = _LEAST_SHARE_PLAIN if query.is_plain else _LEAST_SHARE_ALONE
    both = zip(sentences, relations, strict=True)
    candidates = [(sentence, relation.denies) for sentence, relation in both if query.share(sentence.held) >= least]
    best = max(candidates, key=lambda candidate: candidate[1], default=None)
    if best is None or best[1] < _LEAST_DENIAL or not _names_all(query, article):
        return None
    together = sum(relation.denies - relation.same for relation in relations) / len(relations)
    return best if best[1] >= _DENIES or together >= _DENY_TOGETHER else None


def _tells_it(query: WeightedTerms, article: RetrievedArticle, best: TermSpan) -> bool:
    """Whether the best sentence of an article, with its passage, tells the typed one, and is no question."""
    if article.row["text"][best.start : best.end].rstrip("\"'”’) ").endswith("?"):
        return False
    if not query.is_plain:
        return query.share(article.passage.held) >= _LEAST_SHARE
    all_seen = not query.unseen and bool(best.held & ~query.actors)
    return all_seen and query.share(best.held) >= _LEAST_SHARE_PLAIN and _names_all(query, article)


def _names_all(query: WeightedTerms, article: RetrievedArticle) -> bool:
    return not query.actors & ~article.passage.held


def _overlaps(sentence: TermSpan, places: Iterable[Spot]) -> bool:
    return any(sentence.start < end and start < sentence.end for start, end in places)


def _relations(typed: TypedSentence, article: RetrievedArticle, spans: Sequence[TermSpan]) -> list[Relation]:
    """Return the pair reader's probabilities for the typed sentence with each of these; a "not" makes it the answer."""
    claim: Text = ("", typed.proposition.words)
    text = article.row["text"]
    texts = [
        (in_one_line(text[max(0, span.start - CONTEXT_REACH) : span.start]), in_one_line(text[span.start : span.end]))
        for span in spans
    ]
    return [relation_of(told, claim) if typed.proposition.negated else relation_of(claim, told) for told in texts]


def _of_article(article: RetrievedArticle, sentence: TermSpan, stance: str, score: float, reason: str) -> CheckedReport:
    row = article.row
    return CheckedReport(
        article=row["article"], span=sentence.place, id="", source=row["outlet"] or OUTLET_NOT_KNOWN, actor=None,
        said=None, words=row["text"][sentence.start : sentence.end], reported=row["reported"],
        outlet=row["outlet"], stance=stance, score=round(min(score, 1.0), 3), reason=reason,
    )  # fmt: skip
