"""Versions of an article: the same address read again with other text.

Each version is a row of `articles` with what was read from it. Only the newest is linked with other articles and stands
in lists. When a newer one supersedes it, the links of the older are moved to `outdated_links`, so that the store can be
asked as it stood on a day, and rows that say the same in the same words are paired in `carried_on`, so that a decision
on the older row holds for the newer one.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.store import decisions

# Making the records takes 13 ms of processor time, which a question would pay for the names of types alone.
if TYPE_CHECKING:
    from tracker.records import Article

# Shares of the words of the shorter text, 0 to 1:
_SAME_ARTICLE = 0.5  # for two texts with one given id and no address to be versions of one article
_SAME_ROW = 0.5  # for a row of one version to be a row of the other, changed
_ROOT = re.compile(r"https?://[^/]*/?")  # the front page of an outlet is the address of no article
_WORD = re.compile(r"\w{3,}")

_AT_ADDRESS = """
select id from articles
where newer is null and sha256 <> :sha256 and (url = :url or as_read <> '{}' and as_read ->> 'url' = :url)
order by n desc"""
_WITH_ID = """
select id, outlet, text from articles
where newer is null and sha256 <> :sha256 and given_id = :given_id
    and (url is null or :url is null) and (outlet is null or :outlet is null or outlet = :outlet)
order by n desc"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, the first is 1: `newer` is the id of the one that took its place."""

    id: str
    number: int
    newer: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A statement or a report of a meeting, as far as two versions of an article need it to be compared."""

    id: str
    kind: str  # "meeting", else the stance
    who: str
    words: str
    shown: bool  # in lists, as far as that follows from the row itself

    @property
    def said(self) -> tuple[str, str, str]:
        """All that it says, wherever in the text."""
        return self.kind, self.who, " ".join(self.words.split())


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of two versions: pairs that say the same, pairs that were changed, and those only in one of them."""

    kept: tuple[tuple[Row, Row], ...]
    changed: tuple[tuple[Row, Row], ...]
    came: tuple[Row, ...]  # only in the later version
    went: tuple[Row, ...]  # only in the earlier one


def version_before(db: sqlite3.Connection, article: Article) -> str | None:
    """Return the id of the article that this one is a new version of: the newest at its address, with another text.

    Where no address is known, the newest with its given id, if the texts share half of their words: inputs of different
    people may number their articles alike.
    """
    values = {"sha256": article.sha256, "url": article.url, "given_id": article.given_id, "outlet": article.outlet}
    if article.url and not _ROOT.fullmatch(article.url):
        for (id_,) in db.execute(_AT_ADDRESS, values):
            return str(id_)
    if article.given_id:
        for id_, _, text in db.execute(_WITH_ID, values):
            if _shared_words(text, article.text) >= _SAME_ARTICLE:
                return str(id_)
    return None


def newest(db: sqlite3.Connection, article_id: str) -> str:
    """Return the id of the newest version of an article, given that of any; an unknown id as it is."""
    return next((one.id for one in versions(db, article_id) if one.newer is None), article_id)


def versions(db: sqlite3.Connection, article_id: str) -> list[Version]:
    """Return all versions of an article, given the id of any, the first one first."""
    sql = (
        "select id, version, newer from articles "
        "where first_version = (select first_version from articles where id = ?) order by version"
    )
    return [Version(*row) for row in db.execute(sql, (article_id,))]


# -- one version supersedes another -------------------------------------------------------------------------------

_OWN = "(select id from statements where article = :older)"
_PUT_ASIDE = f"""
insert or replace into outdated_links (article, kind, one, other, claim, score, reason)
select :older, 'member', id, coalesce((
        select min(mates.id) from statements as mates
        where mates.claim = own.claim and mates.article <> :older), ''), claim, claim_score, claim_reason
from statements as own where article = :older and claim is not null;
insert or replace into outdated_links (
    article, kind, one, other, stance, score, reason, state, found_by, decision)
select :older, 'answer', statement, answered, stance, score, reason, state, found_by, decision
from answers where statement in {_OWN} or answered in {_OWN};
insert or replace into outdated_links (article, kind, one, other, joins)
select :older, 'alike', one, other, joins from same_claim where one in {_OWN} or other in {_OWN};
delete from answers where statement in {_OWN} or answered in {_OWN};
delete from same_claim where one in {_OWN} or other in {_OWN};
delete from claims where id in (select claim from statements where article = :older);
update statements set claim_score = null, claim_reason = null where article = :older;
delete from meetings where id in (select meeting from meeting_reports where article = :older);
update statements set outdated = 1 where article = :older;
update meeting_reports set outdated = 1, meeting = null, joined = '' where article = :older;
update mentions set shown = 0 where span in (select n from spans where article = :older);
delete from article_terms where article = :older;
update articles set newer = :newer where id = :older;
update articles set (first_version, version) = (
    select first_version, version + 1 from articles where id = :older) where id = :newer
"""


def supersede(db: sqlite3.Connection, older: str, newer: str) -> None:
    """Make a stored article the version after another, whose rows are in no list and no link from then on.

    The caller regroups what `Store.grouped_with` returned of the older one before.
    """
    for statement in _PUT_ASIDE.split(";"):
        db.execute(statement, {"older": older, "newer": newer})


def carry_decisions_over(db: sqlite3.Connection, article_id: str) -> None:
    """Let decisions on rows of the version before hold for the rows of this one that say the same."""
    version_before_each = {version.newer: version.id for version in versions(db, article_id)}
    if article_id not in version_before_each:
        return
    kept = compare(rows_of(db, version_before_each[article_id]), rows_of(db, article_id)).kept
    pairs = dict(pair for before, after in kept for pair in _records(db, before.id, after.id))
    db.execute("delete from carried_on where article = ?", (article_id,))
    db.executemany(
        "insert or replace into carried_on (record, newer, article) values (?, ?, ?)",
        [(before, after, article_id) for before, after in pairs.items() if before != after],
    )
    decisions.fill_decided(db)


def _records(db: sqlite3.Connection, before: str, after: str) -> Iterator[tuple[str, str]]:
    """The ids of a row in two versions, and those of the source of a statement."""
    yield before, after
    if before.startswith("s"):
        sql = "select one.source, other.source from statements one, statements other where (one.id, other.id) = (?, ?)"
        yield from ((one, other) for one, other in db.execute(sql, (before, after)) if one and other)


# -- what differs -------------------------------------------------------------------------------------------------

_ROWS = """
select statements.id, stance, coalesce(sources.name, ''), coalesce(claimed, words),
    discarded is null and narrated is null and not possible, start
from statements left join sources on sources.id = statements.source
where statements.article = :article
union all
select id, 'meeting', (
        select group_concat(name, ' · ') from (
            select name from participants where report = meeting_reports.id order by position)),
    words, discarded is null and not possible, start
from meeting_reports where article = :article
order by 6, 1
"""


def rows_of(db: sqlite3.Connection, article_id: str) -> list[Row]:
    """Return all that was read from one version of an article, in the order of its text."""
    found = db.execute(_ROWS, {"article": article_id})
    return [Row(id_, kind, who or "", words, bool(shown)) for id_, kind, who, words, shown, _ in found]


def compare(before: Sequence[Row], after: Sequence[Row]) -> Compared:
    """Return what became of the rows of one version in another.

    Rows that say the same are paired first, in order; then, as changed, those of one sort (statements or meetings) that
    share half of their words, the most alike first.
    """
    after_by_said = defaultdict[tuple[str, str, str], list[Row]](list)
    for row in reversed(after):
        after_by_said[row.said].append(row)
    kept = [(row, after_by_said[row.said].pop()) for row in before if after_by_said[row.said]]
    paired = {row.id for pair in kept for row in pair}
    went, came = ([row for row in rows if row.id not in paired] for rows in (before, after))
    changed = list(_changed(went, came))
    paired = {row.id for pair in changed for row in pair}
    came, went = ([row for row in rows if row.id not in paired] for rows in (came, went))
    return Compared(tuple(kept), tuple(changed), tuple(came), tuple(went))


def changed_from(db: sqlite3.Connection, article_id: str, record: str) -> Iterator[tuple[Version, Row]]:
    """Yield each older version of an article that has a row of this one (`record`) otherwise, and its row.

    The latest is first; a row is followed back as far as each version has it.
    """
    all_versions = versions(db, article_id)
    position = next(n for n, version in enumerate(all_versions) if version.id == article_id)
    for newer, older in pairwise(reversed(all_versions[: position + 1])):
        compared = compare(*([row for row in rows_of(db, version.id) if row.shown] for version in (older, newer)))
        row_before = {after.id: row for row, after in (*compared.kept, *compared.changed)}
        if record not in row_before:
            return
        if row_before[record] in {row for row, _ in compared.changed}:
            yield older, row_before[record]
        record = row_before[record].id


def _changed(went: Sequence[Row], came: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    pairs = [(_likeness(one, other), one, other) for one in went for other in came]
    taken = set[str]()
    for score, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1].id, pair[2].id)):
        if score >= _SAME_ROW and not taken & {one.id, other.id}:
            taken |= {one.id, other.id}
            yield one, other


def _likeness(one: Row, other: Row) -> float:
    """The share of the shorter row's words that both have, and a little more of one speaker; 0 of unlike sorts."""
    if (one.kind == "meeting") != (other.kind == "meeting"):
        return 0.0
    return _shared_words(one.words, other.words) + (0.01 if one.who == other.who else 0.0)


def _shared_words(one: str, other: str) -> float:
    """Return the share of the words of the shorter text that the other has too (0 to 1); 1 of texts without words."""
    words, others = (set(_WORD.findall(text.casefold())) for text in (one, other))
    least = min(len(words), len(others))
    return len(words & others) / least if least else float(not words and not others)
