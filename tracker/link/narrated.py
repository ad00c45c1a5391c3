"""Which of what outlets tell in their own voice is shown: what carries a claim that somebody reports or denies."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tracker.store.store import Store

# Of the statements and of all in their claims what outlets only tell, and whether its claim is one that somebody is
# cited for, or that a statement contests.
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
    """Let what outlets tell be shown where it carries one of the claims of these statements, else be hidden."""
    rows = store.rows(_NARRATED, json.dumps(sorted(statements)))
    store.put_narrated({row["id"]: bool(row["carries"]) for row in rows})
