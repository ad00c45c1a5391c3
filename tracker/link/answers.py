"""What a denial, a confirmation, a retraction or a refusal to comment answers; of denials in related articles too.

Of its own article it is told in `within.py`, of others in `across.py`, and what of them it may mean at all in
`answerable.py`. Assertions answer too, where they contest something by another account of it (`fits.py`). Of a claim of
several clauses, or that names several actors, a link keeps which alone the answer contests (`parts.py`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.link.across import link_across
from tracker.link.answerable import overlap, says_word_for_word, spells_out
from tracker.link.apart import tell_apart
from tracker.link.claims import TOLD_BY_SOMEBODY
from tracker.link.fits import LEAST_POSSIBLE, Link, linked
from tracker.link.likeness import sameness
from tracker.link.parts import contested_part
from tracker.link.related import CLOSELY
from tracker.link.told import TOLD, Told, told_from
from tracker.link.within import FEWEST, SAYS_IT, link_within
from tracker.records import DENYING
from tracker.store.store import Store

_LEAST_READ = 0.05  # what the model must read of an assertion for it to be possible
FOUND_BY = "answers 31"
_ANSWERING = f"""
{TOLD}
where propositions.article in (select value from json_each(?1)) and propositions.tells is not null and (
    statements.stance in ('deny', 'deny_knowledge', 'no_comment', 'confirm', 'retract')
    or statements.stance = 'assert' and propositions.contests >= {_LEAST_READ} and propositions.terms <> ''
    and {TOLD_BY_SOMEBODY})
order by statements.article, statements.start, statements.id
"""


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
    across = [*link_across(answers, others, names, shared), *link_across(elsewhere, mine, names, shared)]
    links = [*link_within(answers, mine, names), *across]
    links = [link for link in links if link.state == "linked" or link.score >= LEAST_POSSIBLE]
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
            "clause": contested_part(link, names),
        })  # fmt: skip
        if _says_what_it_denies(link):
            pair = link.answer.proposition, link.claim.proposition
            store.relate(*pair, round(link.score, 3), "what one denies the other says")
            joined += pair
    return joined


def _without_telling(links: Sequence[Link]) -> list[Link]:
    """The links without what only tells of a denial that is linked with the same: "issued a statement denying it"."""
    denied: defaultdict[str, list[Told]] = defaultdict(list)
    for link in linked(links):
        if link.answer.stance in DENYING:
            denied[link.claim.proposition].append(link.answer)

    def only_tells(link: Link) -> bool:
        denials = denied[link.claim.proposition] if link.answer.stance == "assert" else ()
        return any(overlap(link.answer, denial) for denial in denials)

    return [link for link in links if not only_tells(link)]


def _says_what_it_denies(link: Link) -> bool:
    """Whether a denial brings along the very claim that it answers: in the same words, or in few of them."""
    answer, claim = link.answer, link.claim
    if not spells_out(answer) or answer.proposition == claim.proposition or link.state != "linked":
        return False
    if says_word_for_word(answer, claim):
        return True
    tells_no_more = len(answer.terms) >= FEWEST and answer.terms <= claim.terms
    return not tell_apart(answer, claim) and (tells_no_more or sameness(answer, claim) >= SAYS_IT)


def _answers(store: Store, articles: Iterable[str]) -> list[Told]:
    return [told_from(row) for row in store.rows(_ANSWERING, json.dumps(sorted(articles)))]
