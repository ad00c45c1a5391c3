"""Applying what people decided of claims, answers and wrong rows over what the program found.

A decision names statements, whose ids are made from places in the text, and its effect is worked out anew after each
change of the store. So it holds whatever the order in which articles come, and a decision on a statement that a second
reading no longer finds waits until it is found again. Of decisions that contradict, the later holds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.link import meetings
from tracker.link.narrated import show_or_hide_narrated
from tracker.models.limits import limits
from tracker.records import Decision
from tracker.store.decided import put_as_found, put_discarded, put_link, put_removed
from tracker.store.decisions import standing
from tracker.store.store import Store

Member = tuple[str, float, str]  # statement, score, reason
_Edge = tuple[str, str, float, str]  # two statements that say the same, score, reason

_IN_CLAIMS = "select id from statements where claim is not null and id in (select value from json_each(?))"
_ALIKE = """
select one, other, score, reason, joins from same_claim
where one in (select value from json_each(?1)) and other in (select value from json_each(?1))
order by score desc, one, other
"""
_MATES = """
select mates.id from statements cross join statements as mates on mates.claim = statements.claim
where statements.id in (select value from json_each(?1))
order by 1
"""
_ANSWERED_IN_CLAIM = """
select answered from answers where statement = ?1 and (
    answered in (select value from json_each(?2))
    or answered in (
        select mates.id from statements cross join statements as mates on mates.claim = statements.claim
        where statements.id in (select value from json_each(?2))))
order by answered
"""
# The answers that a discard hides: of a discarded statement, or to a claim all of whose reports are discarded.
_ANSWERS_HIDDEN = """
with hidden (statement, decision) as (
    select id, discarded from statements as report
    where discarded is not null and not exists (
        select 1 from statements as other where other.claim = report.claim and other.discarded is null)
)
select answers.statement, answers.answered, statements.discarded as decision
from statements cross join answers on answers.statement = statements.id
where statements.discarded is not null
union all
select answers.statement, answers.answered, hidden.decision
from hidden cross join answers on answers.answered = hidden.statement
order by 1, 2
"""


# -- which statements report one claim ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimDecisions:
    """Which statements people said are one claim: pairs `joined`, the latest first, and pairs `separated`."""

    joined: tuple[_Edge, ...] = ()
    separated: frozenset[frozenset[str]] = frozenset()

    @property
    def pairs(self) -> str:
        """The pairs that are joined, as JSON."""
        return json.dumps([(one, other) for one, other, _, _ in self.joined])

    def groups(self, store: Store, alike: Sequence[Member]) -> list[list[Member]]:
        """Return statements that are `alike`, directly or through others, grouped into claims.

        Pairs joined by people come first, the latest before others, then pairs by likeness, the highest first; a pair
        that would put two that are kept apart into one claim is left out. So the groups depend on which statements are
        alike, never on the order in which they came.
        """
        order = {member: position for position, (member, _, _) in enumerate(alike)}
        here = [edge for edge in self.joined if edge[0] in order and edge[1] in order]
        separated = [pair for pair in self.separated if pair <= order.keys()]
        if len(alike) == 1:
            return [list(alike)]
        rows = list(store.rows(_ALIKE, json.dumps(sorted(order))))
        scores = {frozenset((row["one"], row["other"])): row["score"] for row in rows}
        found = [_edge(row) for row in rows if row["joins"]]
        edges = [*here, *found]
        groups = _groups(list(order), here, _Likenesses(found, scores), separated)
        return [[_member(id_, group, edges) for id_ in group] for group in groups]


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """The pairs that are `alike` enough to join, the likest first, and the scores of all pairs that were compared."""

    alike: Sequence[_Edge]
    scores: Mapping[frozenset[str], float]

    def mean(self, left: Iterable[str], right: Collection[str]) -> float:
        """Return the mean likeness of all pairs of two groups; a pair that was not compared has a fixed one."""
        unread = limits().groups["unread"]
        pairs = [self.scores.get(frozenset((one, other)), unread) for one in left for other in right]
        return sum(pairs) / len(pairs)


def claim_decisions(store: Store, grouped: Iterable[str]) -> ClaimDecisions:
    """Return the decisions on which statements are one claim, of those that report claims or are being `grouped`."""
    joined: list[_Edge] = []
    separated: set[frozenset[str]] = set()
    for decision in standing(store.db, "claim_merge", "claim_split", "unlink"):
        reason = decider_and_reason(decision)
        if decision.kind == "claim_merge":
            members = set(decision.ids("members"))
            separated = {pair for pair in separated if not pair <= members}
            joined.append((decision.subject, *decision.ids("other"), 1.0, reason))  # type: ignore[arg-type]
        else:
            named, rest = decision.ids("named"), decision.ids("rest")
            separated |= {frozenset((here, there)) for here in named for there in rest}
            joined += [(*pair, 1.0, f"kept together {reason}") for pair in pairwise(named)]
    if not joined and not separated:
        return ClaimDecisions()
    ends = {id_ for edge in joined for id_ in edge[:2]}
    reports = {*grouped, *(row[0] for row in store.rows(_IN_CLAIMS, json.dumps(sorted(ends))))}
    edges = tuple(edge for edge in reversed(joined) if reports.issuperset(edge[:2]))
    return ClaimDecisions(edges, frozenset(separated))


def reports_to_regroup(store: Store, decision: Decision) -> list[str]:
    """Return the reports of all claims that a decision joins or takes apart, or did before it was taken back."""
    return _reports_of_same_claims(
        store, [id_ for name in ("other", "members", "named", "rest") for id_ in decision.ids(name)]
    )


def _reports_of_same_claims(store: Store, statements: Iterable[str]) -> list[str]:
    return [row[0] for row in store.rows(_MATES, json.dumps(sorted(statements)))]


def decider_and_reason(decision: Decision) -> str:
    """Return who decided it and why: "by alice: they tell of one order"."""
    return f"by {decision.who}" + (f": {decision.why}" if decision.why else "")


def _groups(
    members: Sequence[str], joined: Iterable[_Edge], found: _Likenesses, separated: Iterable[frozenset[str]]
) -> list[list[str]]:
    """Join groups along pairs: those `joined` by people first, then those found alike, if the groups are on average.

    What people joined to a group does not count for that average.
    """
    kept_from: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in map(sorted, separated):
        kept_from[one].add(other)
        kept_from[other].add(one)
    group_of = {member: {member} for member in members}  # all that is one claim
    alike_in = {member: {member} for member in members}  # of these, all that the program holds alike

    def join(set_of: dict[str, set[str]], one: str, other: str) -> None:
        set_of[one] |= set_of[other]
        set_of.update(dict.fromkeys(set_of[other], set_of[one]))

    for by_people, (one, other, _, _) in (*((True, edge) for edge in joined), *((False, edge) for edge in found.alike)):
        left, right = group_of[one], group_of[other]
        if left is not right and any(kept_from[member] & right for member in left & kept_from.keys()):
            continue
        if not by_people and found.mean(alike_in[one], alike_in[other]) < limits().groups["joined"]:
            continue
        if left is not right:
            join(group_of, one, other)
        if not by_people and alike_in[one] is not alike_in[other]:
            join(alike_in, one, other)
    groups = {id(group_of[member]): group_of[member] for member in members}
    return [[member for member in members if member in group] for group in groups.values()]


def _member(id_: str, group: Sequence[str], edges: Iterable[_Edge]) -> Member:
    """Return a member with why it belongs: the first of the `edges` that joins it to another of the group."""
    ids = set(group)
    for one, other, score, reason in edges:
        if id_ in (one, other) and ids >= {one, other}:
            return id_, score, reason
    return id_, 1.0, ""


def _edge(row: Sequence[object]) -> _Edge:
    one, other, score, reason, *_ = row
    return str(one), str(other), float(str(score)), str(reason)


# -- answers, and what is discarded -----------------------------------------------------------------------------


def apply_decisions(store: Store) -> None:
    """Apply all decisions in force to answers, statements and reports of meetings; claims must be grouped already."""
    _discard(store)
    put_as_found(store.db)
    for decision in standing(store.db, "link", "unlink"):
        denial, reason = decision.subject, decider_and_reason(decision)
        if decision.kind == "link":
            for answered in decision.ids("claim"):
                put_link(store.db, decision, denial, answered, reason)
        else:
            for row in store.rows(_ANSWERED_IN_CLAIM, denial, json.dumps(decision.ids("claim"))):
                put_removed(store.db, decision.id, denial, row["answered"], f"removed {reason}")
    for statement, answered, discard_id in map(tuple, store.rows(_ANSWERS_HIDDEN)):
        put_removed(store.db, discard_id, statement, answered, "discarded")
    show_or_hide_narrated(store, statements_decided_on(standing(store.db, "link", "unlink", "discard")))


def statements_decided_on(decisions: Iterable[Decision]) -> list[str]:
    """Return the statements that decisions link, unlink or discard: single ones and the reports of claims."""
    return [id_ for decision in decisions for id_ in (*decision.ids("claim"), *decision.ids("statement"))]


def _discard(store: Store) -> None:
    discards = standing(store.db, "discard")
    # Reversed: of several decisions that discard one record, the first is the one that counts.
    put_discarded(store.db, "statements", dict(reversed(list(_statements_discarded(store, discards)))))
    reports = {report: discard.id for discard in reversed(discards) for report in discard.ids("reports")}
    changed = put_discarded(store.db, "meeting_reports", reports)
    if changed:
        meetings.regroup(store, changed)


def _statements_discarded(store: Store, discards: Iterable[Decision]) -> Iterator[tuple[str, str]]:
    """Yield each discarded statement with the decision: of a claim all its reports, also those that came later."""
    for discard in discards:
        yield from ((statement, discard.id) for statement in discard.ids("statement"))
        reports = {*discard.ids("claim"), *_reports_of_same_claims(store, discard.ids("claim"))}
        yield from ((statement, discard.id) for statement in sorted(reports))
