"""Which narrated statements (told by the outlet, cited to nobody) are shown: those of a claim that somebody makes."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tracker.store.store import Store

# The narrated ones of the statements ?1 and of all others of their claims, and whether each carries its claim: somebody
# is cited for it or answers it.
_NARRATED = """
with touched (statement, claim) as (
    select mates.id, mates.claim from statements as asked cross join statements as mates on mates.claim = asked.claim
    where asked.id in (select value from json_each(?1))
    union
    select id, null from statements where claim is null and id in (select value from json_each(?1))
)
select statements.id, exists (
        select 1 from statements as reports
        where reports.claim = touched.claim and reports.narrated is null and reports.discarded is null
    ) or exists (
        select 1 from statements as members cross join answers on answers.answered = members.id
        where members.claim = touched.claim and answers.state = 'linked'
    ) as carries
from touched cross join statements on statements.id = touched.statement
where statements.narrated is not null
"""


def show_or_hide_narrated(store: Store, statements: Iterable[str]) -> None:
    """Show those narrated statements of the claims of these that carry a claim that somebody makes; hide the others."""
    rows = store.rows(_NARRATED, json.dumps(sorted(statements)))
    store.put_narrated({row["id"]: bool(row["carries"]) for row in rows})
