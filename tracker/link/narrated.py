"""Which of what outlets tell in their own voice is shown: what carries a claim that somebody reports or denies."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tracker.store.store import Store

# Of the propositions and of all in their claims what outlets only tell, and whether its claim is one that somebody is
# cited for, or that a statement contests.
_NARRATED = """
with touched (proposition, claim) as (
    select mates.proposition, mates.claim
    from claim_members cross join claim_members as mates on mates.claim = claim_members.claim
    where claim_members.proposition in (select value from json_each(?1))
    union
    select value, null from json_each(?1)
    where not exists (select 1 from claim_members where proposition = value)
)
select statements.id, exists (
        select 1 from claim_members as members
        cross join statements as telling on telling.id = 's' || substr(members.proposition, 2)
        where members.claim = touched.claim and telling.narrated is null and telling.discarded is null
    ) or exists (
        select 1 from claim_members as members cross join answers on answers.proposition = members.proposition
        where members.claim = touched.claim and answers.state = 'linked'
    ) as carries
from touched cross join statements on statements.id = 's' || substr(touched.proposition, 2)
where statements.narrated is not null
"""


def show_narrated(store: Store, propositions: Iterable[str]) -> None:
    """Let what outlets tell be shown where it carries one of the claims of these propositions, else be hidden."""
    rows = store.rows(_NARRATED, json.dumps(sorted(propositions)))
    store.put_narrated({row["id"]: bool(row["carries"]) for row in rows})
