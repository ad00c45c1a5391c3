"""Every change of a store, in a straight line: articles read into it, read again or forgotten, and decisions made.

    reading → parsing → extract → store → link

`ingest` adds articles, and `reread` reads those again that another version of the extractor read. `decide…` keep what
a person decided, `forget` takes an article out, and `add_imported`, `replace_with_imported` and `merge_decisions` take
in what another store has. Each article or decision is one transaction. `queries` and `render` answer later from the
store alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from tracker.extract import FOUND_BY, extract
from tracker.link import claims, meetings, origins
from tracker.link.actors import actors_possibly_same, link_actors
from tracker.link.answers import link_answers
from tracker.link.decided import apply_decisions, reports_to_regroup, statements_decided_on
from tracker.link.narrated import show_or_hide_narrated
from tracker.link.origins import link_older_origins, link_origins
from tracker.link.related import file_article, related_to
from tracker.link.stored import claims_of
from tracker.outcomes import Ingested, Outcome, Remark, Unreadable
from tracker.parsing import parse
from tracker.records import Article, Decision, Extraction
from tracker.store.article_rows import Known
from tracker.store.decisions import append_decision, corrections_of, decisions, in_force, moved_to_newest
from tracker.store.extractions import StoredExtraction
from tracker.store.forgetting import BeforeForgetting, forget_decisions
from tracker.store.merging import ids_named, merged_in_order, put_in_order
from tracker.store.origins import copies_of
from tracker.store.recorded import Recorded
from tracker.store.store import Store
from tracker.store.versions import carry_decisions_over, newest, supersede, versions
from tracker.terms import DENYING


@dataclass(frozen=True, slots=True)
class Change:
    """How many records of an article a second reading changed.

    `new` were added and `gone` are no longer found; `changed` stand in the same place and say something else, and
    `kept` say the same.
    """

    new: int = 0
    gone: int = 0
    changed: int = 0
    kept: int = 0

    def __add__(self, other: Change) -> Change:
        """Return the change of both together."""
        return Change(
            self.new + other.new, self.gone + other.gone, self.changed + other.changed, self.kept + other.kept
        )


@dataclass(frozen=True, slots=True)
class Redated:
    """A record in the same place that now has another date (TIMEX3): `date_of` is said, happened or held."""

    id: str
    date_of: str
    was: str | None
    is_now: str | None


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a stored article again changed. Denials are counted among the statements too."""

    article: Article
    statements: Change
    denials: Change
    meetings: Change
    redated: tuple[Redated, ...] = ()
    decision: Decision | None = None  # the decision that it was read again for, if any


def ingest(inputs: Iterable[Article | Unreadable | Remark], store: Store) -> Iterator[Ingested | Unreadable | Remark]:
    """Add each article with all that it says; one article, one transaction. Remarks and failures are handed through."""
    for item in inputs:
        yield _ingest_article(item, store) if isinstance(item, Article) else item


def reread(ids: Iterable[str], store: Store) -> Iterator[Reread | Unreadable]:
    """Read stored articles again with the present extractor; one article, one transaction.

    Metadata, ids of what stands in the same place and the time of ingest stay. An article that is forgotten meanwhile
    is passed over; one that cannot be read keeps what was read before.
    """
    for id_ in ids:
        result = _reread_article(id_, store)
        if result is not None:
            yield result


def link_older(store: Store) -> None:
    """Link what a version of the program that had no such links stored: actors that are one, origins of articles."""
    with store.transaction():
        link_actors(store, ())
        link_older_origins(store)


def decide(decision: Decision, article_id: str, store: Store) -> Reread | Unreadable | None:
    """Keep what a person decided of an article, and read its newest version again with it; all in one transaction.

    The decision of what is returned has `was` filled in, that of an undo `value` too. None where the store does not
    hold the article.
    """
    return _reread_article(newest(store.db, article_id), store, decision)


def decide_on_actors(decision: Decision, actors: Iterable[str], store: Store) -> Decision:
    """Keep what a person decided of `actors` (keys) and apply it, all in one transaction; return it with its id."""
    with store.transaction():
        kept = append_decision(store.db, decision)
        link_actors(store, actors)
    return kept


def decide_on_claims(decision: Decision, about: Decision, store: Store) -> Decision:
    """Keep what a person decided of claims, answers or wrong rows and apply it, all in one transaction.

    `about` is the decision itself, or for an undo the `root_decision` that it takes back or restores. Return the
    decision with its id.
    """
    with store.transaction():
        about = moved_to_newest(store.db, about)
        reports = reports_to_regroup(store, about)
        kept = append_decision(store.db, decision)
        claims.regroup(store, reports)
        apply_decisions(store)
        show_or_hide_narrated(store, statements_decided_on([about]))
    return kept


def forget(decision: Decision, store: Store) -> tuple[Decision, int] | None:
    """Delete the article that is the subject of a decision, every version, with all that was read from it.

    All in one transaction. Return the decision with its id, and how many earlier ones went with the article; None where
    the store does not hold it. Its words may remain in unused pages of the file until `store.forgetting.wipe`.
    """
    store.db.execute("pragma secure_delete = on")
    with store.transaction():
        if store.article_by_id(decision.subject) is None:
            return None
        lost = sum(_forget_version(version.id, store) for version in versions(store.db, decision.subject))
        kept = append_decision(store.db, decision)
    return kept, lost


def _forget_version(id_: str, store: Store) -> int:
    """Delete one version of an article; return how many decisions went with it."""
    copies, nearby_reports = copies_of(store.db, [id_]), meetings.nearby_reports(store, id_)
    before = BeforeForgetting.of(store.db, id_)
    joined_or_split = [report for decision in before.on_article for report in reports_to_regroup(store, decision)]
    forgotten = store.forget_records(id_)
    actors = actors_possibly_same(store, forgotten.actors)
    store.forget_article(id_, forgotten)
    decisions_lost = forget_decisions(store.db, before)
    link_actors(store, actors)
    decided_on = statements_decided_on(before.on_article)
    _regroup_those_left(store, {*forgotten.statements, *joined_or_split, *decided_on})
    meetings.regroup(store, [*forgotten.reports, *nearby_reports])
    origins.regroup(store, [copy for copy in copies if copy != id_])
    return decisions_lost


def add_imported(imported: StoredExtraction, before: str | None, store: Store) -> None:
    """Add an article as another store has read it, and link it with those of this one; all in one transaction.

    It is a new version of the article `before` (an id), if any.
    """
    with store.transaction():
        store.add(imported.extraction, imported.found_by, imported.came)
        if before is not None:
            _supersede(store, before, imported.extraction.article.id)
        _link_anew(store, imported.extraction)


def replace_with_imported(imported: StoredExtraction, store: Store) -> None:
    """Put what another store has read from an article in the place of what this one has; all in one transaction."""
    with store.transaction():
        named_before = _replace_records(store, imported.extraction, imported.found_by)
        _link_anew(store, imported.extraction, named_before)


def merge_decisions(theirs: Sequence[Sequence[Decision]], store: Store) -> None:
    """Put the decisions of other stores, each list in its order, among those of this one, and apply them.

    All in one transaction. What they say of articles applies when those are read again (`with_new_corrections`).
    """
    with store.transaction():
        own = decisions(store.db)
        merged, known_ids = reduce(merged_in_order, theirs, own), {decision.id for decision in own}
        by_id = {decision.id: decision for decision in merged}
        new = [decision for decision in merged if decision.id not in known_ids]
        roots = [moved_to_newest(store.db, root_decision(decision, by_id)) for decision in new]
        reports = {report for root in roots for report in reports_to_regroup(store, root)}
        put_in_order(store.db, merged)
        link_actors(store, ids_named(root for root in roots if root.kind in ("alias", "merge", "split")))
        claims.regroup(store, reports | _claim_reports_among(store, ids_named(roots)))
        apply_decisions(store)
        show_or_hide_narrated(store, statements_decided_on(roots))


def with_new_corrections(article_id: str, store: Store) -> Article | None:
    """Return a stored article with people's corrections where it was last read with other ones; else None.

    None too where the store does not hold it, or has a newer version of it.
    """
    known = store.article_by_id(article_id)
    if known is None or known.newer is not None:
        return None
    corrected = known.stored.with_corrections(_corrections(known.stored, article_id, store, decisions(store.db)))
    return corrected if corrected != known.stored else None


def root_decision(decision: Decision, by_id: Mapping[str, Decision]) -> Decision:
    """Return the decision at the end of a chain of undos: what an undo takes back or restores; any other is its own."""
    while decision.kind == "undo":
        decision = by_id[decision.subject]
    return decision


def _claim_reports_among(store: Store, ids: Iterable[str]) -> set[str]:
    """Those of the ids that are statements which can report claims."""
    sql = (
        "select distinct article from statements join articles on articles.id = article "
        "where newer is null and statements.id in (select value from json_each(?))"
    )
    articles = [row["article"] for row in store.rows(sql, json.dumps(sorted(ids)))]
    return {claim.statement for claim in claims_of(store, articles)} & set(ids)


def read(article: Article) -> Extraction | Unreadable:
    """Return all that an article says; Unreadable, with the error in a sentence, where the program itself fails on it.

    One article must not keep the rest of a batch from being read. From one in another language than English nothing is
    extracted: its words would be misread.
    """
    if article.is_foreign:
        return Extraction(article)
    try:
        return extract(parse(article))
    except Exception as error:
        name = article.given_id or article.title or article.id
        defect = f"{type(error).__name__}: {error}"
        why = f"{name}: not read, by a defect of tracker ({defect}): report it with the article; the others are read"
        return Unreadable(name, article.given_id, why)


def _ingest_article(article: Article, store: Store) -> Ingested | Unreadable:
    """Read and store an article that is new or has gained metadata.

    Reading takes seconds, so it is done outside the transaction; where the store has changed meanwhile, it is repeated.
    """
    known, before = _known_or_version_before(article, store)
    while known is None or known.needs_rereading:
        extraction = read(known.filled if known is not None else _with_corrections_of(before, article, store))
        if isinstance(extraction, Unreadable):
            return extraction
        with store.transaction():
            now = _known_or_version_before(article, store)
            if now == (known, before):
                _store_and_link(extraction, known, store, before)
                outcome: Outcome = "filled" if known is not None else "updated" if before is not None else "added"
                return Ingested(outcome, extraction.article, extraction)
        known, before = now  # another ingest was faster while this one parsed
    differs = tuple(_fields_that_differ(article, known.stored.without_corrections()))
    return Ingested("known", known.stored, outdated=known.found_by != FOUND_BY, differs=differs)


def _known_or_version_before(article: Article, store: Store) -> tuple[Known | None, Known | None]:
    """Return the article as the store has it, and where it has it not, the version before it; at most one of both."""
    known = store.find_article(article)
    return known, store.version_before(article) if known is None else None


def _with_corrections_of(before: Known | None, article: Article, store: Store) -> Article:
    """Return an article with what people corrected in the version before it, if there is one."""
    if before is None:
        return article
    corrections = _corrections(article, before.stored.id, store, decisions(store.db))
    return replace(article, kept_id=article.id).with_corrections(corrections)


def _corrections(article: Article, id_: str, store: Store, every: Sequence[Decision]) -> dict[str, str | None]:
    """Return people's corrections of an article, by name of field; `id_` is its own or that of any stored version.

    A correction of an older version holds where the field was read the same in this one. `every` decision is asked.
    """
    corrections, read_now, standing = dict[str, str | None](), article.without_corrections(), in_force(every)
    for version in versions(store.db, id_):
        stored = store.article_by_id(version.id) if version.id != article.id else None
        read_then = stored.stored.without_corrections() if stored else read_now
        corrections |= {
            name: value
            for name, value in corrections_of(version.id, standing).items()
            if getattr(read_then, name) == getattr(read_now, name)
        }
    return corrections


def _fields_that_differ(article: Article, stored: Article) -> Iterator[str]:
    """Yield the fields that an input states otherwise than the store has them: not a date that was only inferred."""
    for name in ("published", "outlet", "title", "author", "url"):
        now, then = getattr(article, name), getattr(stored, name)
        is_stated = name != "published" or article.published_from in ("given", "header", "metadata")
        if now and then and now != then and is_stated:
            yield name


def _reread_article(id_: str, store: Store, decision: Decision | None = None) -> Reread | Unreadable | None:
    """Read a stored article again, with a new decision on it if there is one; None where it is not there (any more).

    As in `_ingest_article`, it is repeated where the store has changed meanwhile.
    """
    known, decided = store.article_by_id(id_), decisions(store.db)
    while known is not None:
        corrections = _corrections(known.stored, id_, store, [*decided, decision] if decision else decided)
        extraction = read(known.stored.with_corrections(corrections))
        if isinstance(extraction, Unreadable):
            return extraction
        with store.transaction():
            now = store.article_by_id(id_), decisions(store.db)
            if now == (known, decided):
                before = store.recorded(id_)
                if decision is not None:
                    decision = append_decision(store.db, _with_values(decision, known.stored, extraction.article))
                _store_and_link(extraction, known, store)
                return replace(_changes(extraction.article, before, store.recorded(id_)), decision=decision)
        known, decided = now  # filled, read again, decided upon or forgotten while this one parsed
    return None


def _with_values(decision: Decision, before: Article, after: Article) -> Decision:
    """Return a decision with what the fields that it sets held before, and for an undo what they hold after."""
    names = ("published_from", *decision.value) if "published" in decision.value else decision.value
    was, value = ({name: getattr(article, name) for name in names} for article in (before, after))
    return replace(decision, was=was, value=decision.value if decision.kind == "set" else value)


def _changes(article: Article, before: list[Recorded], after: list[Recorded]) -> Reread:
    """Return what differs between the records of an article before and after it was read again."""

    def change(is_counted: Callable[[Recorded], bool]) -> Change:
        old, new = ({record.id: record.said for record in records if is_counted(record)} for records in (before, after))
        same = sum(old[id_] == new[id_] for id_ in old.keys() & new.keys())
        return Change(len(new.keys() - old), len(old.keys() - new), len(old.keys() & new.keys()) - same, same)

    return Reread(
        article,
        change(lambda record: record.kind != "meeting"),
        change(lambda record: record.kind in DENYING),
        change(lambda record: record.kind == "meeting"),
        tuple(_redated(before, after)),
    )


def _redated(before: list[Recorded], after: list[Recorded]) -> Iterator[Redated]:
    dates = {record.id: record.dates for record in before}
    for record in after:
        for date_of, was in dates.get(record.id, {}).items():
            if was != record.dates[date_of]:
                yield Redated(record.id, date_of, was, record.dates[date_of])


def _store_and_link(extraction: Extraction, known: Known | None, store: Store, before: Known | None = None) -> None:
    """Put what was read into the store: in place of the article that is `known`, else as the version after `before`."""
    if known is not None:
        _link_anew(store, extraction, _replace_records(store, extraction, FOUND_BY))
        return
    store.add(extraction, FOUND_BY)
    if before is not None:
        _supersede(store, before.stored.id, extraction.article.id)
    _link_anew(store, extraction)


def _link_anew(store: Store, extraction: Extraction, named_before: Iterable[str] = ()) -> None:
    """Link an article whose records were just stored; `named_before` are actors that its earlier records named."""
    carry_decisions_over(store.db, extraction.article.id)
    link_actors(store, {*(actor.key for actor in extraction.actors), *named_before})
    link_article(store, extraction.article.id)


def _supersede(store: Store, older: str, newer: str) -> None:
    """Let a version take the place of the one before, and regroup what was grouped with the records of that."""
    statements, reports = store.grouped_with(older)
    supersede(store.db, older, newer)
    claims.regroup(store, statements)
    meetings.regroup(store, reports)


def _replace_records(store: Store, extraction: Extraction, found_by: str) -> set[str]:
    """Replace all that was read from an article before, and regroup what was grouped with it.

    Return the actors that it named before, and those that were or may be one with them.
    """
    forgotten = store.forget_records(extraction.article.id)
    named_before = actors_possibly_same(store, forgotten.actors)
    claims.regroup(store, forgotten.statements)
    meetings.regroup(store, forgotten.reports)
    store.read_again(extraction, found_by, forgotten)
    return named_before


def _regroup_those_left(store: Store, statements: Iterable[str]) -> None:
    """Group those of the statements that are still in the store into claims anew."""
    sql = "select id from statements where id in (select value from json_each(?))"
    left = [row["id"] for row in store.rows(sql, json.dumps(sorted(statements)))]
    claims.regroup(store, left)
    apply_decisions(store)
    show_or_hide_narrated(store, left)


def link_article(store: Store, article_id: str) -> None:
    """Link what one article says: its origin, its claims with those of related articles, its answers, its meetings.

    People's decisions are applied before the meetings are linked: on other articles too, whose claims may have changed.
    """
    link_origins(store, article_id)
    file_article(store, article_id)
    related = related_to(store, article_id)
    mine, others = claims_of(store, [article_id]), claims_of(store, related)
    claims.relate_claims(store, mine, others)
    answered = link_answers(store, article_id, mine, others, related)
    claims.regroup(store, [*(claim.statement for claim in mine), *answered])
    apply_decisions(store)
    meetings.link_meetings(store, article_id)
