"""The whole program in a straight line: read inputs, parse, extract, store, link.

    reading → parsing → extract → store → link

`queries` and `render` answer later from the store alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from tracker.extract import FOUND_BY, extract
from tracker.link import claims, meetings, origins
from tracker.link.actors import kin, link_actors
from tracker.link.answers import link_answers
from tracker.link.decided import concerned, take_effect, to_regroup
from tracker.link.narrated import show_narrated
from tracker.link.origins import link_older_origins, link_origins
from tracker.link.related import file_article, related_to
from tracker.link.stored import claims_of
from tracker.outcomes import Ingested, Outcome, Remark, Unreadable
from tracker.parsing import parse
from tracker.records import Article, Decision, Extraction
from tracker.store.article_rows import Known
from tracker.store.decisions import decisions, in_force, keep, on_newest, words_on
from tracker.store.extractions import StoredExtraction
from tracker.store.forgetting import OnArticle, forget_decisions
from tracker.store.merging import grounds, joined, put_in_order
from tracker.store.origins import copies_of
from tracker.store.recorded import Recorded
from tracker.store.store import Store
from tracker.store.versions import carry_on, newest, take_place, versions
from tracker.terms import DENYING


@dataclass(frozen=True, slots=True)
class Change:
    """How many records a second reading added, no longer found, found in the same place but other, and left alone."""

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
    """A record in the same place that now has another date: `date_of` is said, happened or held."""

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
    decision: Decision | None = None  # for which it was read again


def ingest(inputs: Iterable[Article | Unreadable | Remark], store: Store) -> Iterator[Ingested | Unreadable | Remark]:
    """Add each article with all that it says; one article, one transaction. What cannot be read passes through."""
    for found in inputs:
        yield _ingest_article(found, store) if isinstance(found, Article) else found


def reread(ids: Iterable[str], store: Store) -> Iterator[Reread | Unreadable]:
    """Read stored articles again with the present extractor; one article, one transaction.

    Metadata, ids of what stands in the same place and the time of ingest stay. An article that is forgotten meanwhile
    is passed over; one that cannot be read keeps what was read before.
    """
    for id_ in ids:
        done = _reread_article(id_, store)
        if done is not None:
            yield done


def link_older(store: Store) -> None:
    """Decide which of the actors that an older version stored are one, and whose word its articles are."""
    with store.transaction():
        link_actors(store, ())
        link_older_origins(store)


def decide(decision: Decision, article_id: str, store: Store) -> Reread | Unreadable | None:
    """Keep what a person decided of an article, and read its newest version again with it; all in one transaction.

    `was` is filled in, and for an undo `value`. None where the store does not hold the article.
    """
    return _reread_article(newest(store.db, article_id), store, decision)


def decide_on_actors(decision: Decision, actors: Iterable[str], store: Store) -> Decision:
    """Keep what a person decided of `actors` (keys), and let it take effect; all in one transaction. Return it kept."""
    with store.transaction():
        kept = keep(store.db, decision)
        link_actors(store, actors)
    return kept


def decide_on_claims(decision: Decision, about: Decision, store: Store) -> Decision:
    """Keep what a person decided of claims, answers or wrong rows, and let it take effect; all in one transaction.

    `about` is the decision itself, or for an undo the one that in the end stands or falls with it. Return it kept.
    """
    with store.transaction():
        about = on_newest(store.db, about)
        reports = to_regroup(store, about)
        kept = keep(store.db, decision)
        claims.regroup(store, reports)
        take_effect(store)
        show_narrated(store, concerned([about]))
    return kept


def forget(decision: Decision, store: Store) -> tuple[Decision, int] | None:
    """Take the article that is the subject of a decision out, every version, with all that came from it.

    All in one transaction. Return the decision as kept, and how many earlier ones went with the article; None where the
    store does not hold it. Its words may stand in free places of the file until it is wiped (`store.forgetting`).
    """
    store.db.execute("pragma secure_delete = on")
    with store.transaction():
        if store.held(decision.subject) is None:
            return None
        gone = sum(_forget_version(one.id, store) for one in versions(store.db, decision.subject))
        kept = keep(store.db, decision)
    return kept, gone


def _forget_version(id_: str, store: Store) -> int:
    """Take one version of an article out; return how many decisions went with it."""
    copies, beside = copies_of(store.db, [id_]), meetings.beside(store, id_)
    before = OnArticle.of(store.db, id_)
    decided = [report for one in before.on_it for report in to_regroup(store, one)]
    forgotten = store.forget_records(id_)
    alike = kin(store, forgotten.actors)
    store.forget_article(id_, forgotten)
    gone = forget_decisions(store.db, before)
    link_actors(store, alike)
    _group_without(store, {*forgotten.statements, *decided, *concerned(before.on_it)})
    meetings.regroup(store, [*forgotten.reports, *beside])
    origins.regroup(store, [copy for copy in copies if copy != id_])
    return gone


def add_as_read(held: StoredExtraction, before: str | None, store: Store) -> None:
    """Add an article as another store has read it, and link it with those of this one; all in one transaction.

    It is a version that takes the place of the article `before` (an id), if any.
    """
    with store.transaction():
        store.add(held.extraction, held.found_by, held.came)
        if before is not None:
            _take_place(store, before, held.extraction.article.id)
        _link_anew(store, held.extraction)


def read_as(held: StoredExtraction, store: Store) -> None:
    """Put what another store has read from an article in the place of what this one has; all in one transaction."""
    with store.transaction():
        _link_anew(store, held.extraction, _read_again(store, held.extraction, held.found_by))


def join_decisions(theirs: Sequence[Sequence[Decision]], store: Store) -> None:
    """Put the decisions of other stores, each in its order, among those of this one, and let them take effect.

    All in one transaction. What they say of articles takes effect when those are read again (`as_decided`).
    """
    with store.transaction():
        own = decisions(store.db)
        order, known = reduce(joined, theirs, own), {one.id for one in own}
        about = {one.id: one for one in order}
        new = [one for one in order if one.id not in known]
        roots = [on_newest(store.db, root(one, about)) for one in new]
        regrouped = {report for one in roots for report in to_regroup(store, one)}
        put_in_order(store.db, order)
        link_actors(store, {key for one in roots if one.kind in ("alias", "merge", "split") for key in grounds([one])})
        claims.regroup(store, regrouped | _claimed(store, grounds(roots)))
        take_effect(store)
        show_narrated(store, concerned(roots))


def as_decided(article_id: str, store: Store) -> Article | None:
    """Return a stored article with what people say of it, where it was read with other words of theirs; else None."""
    known = store.held(article_id)
    if known is None or known.newer is not None:
        return None
    said = known.stored.with_words(_words(known.stored, article_id, store, decisions(store.db)))
    return said if said != known.stored else None


def root(one: Decision, about: Mapping[str, Decision]) -> Decision:
    """Return the decision that in the end stands or falls with one, itself if it takes none back; `about` is by id."""
    while one.kind == "undo":
        one = about[one.subject]
    return one


def _claimed(store: Store, ids: Iterable[str]) -> set[str]:
    """Those of the ids that are statements which can report claims."""
    asked = json.dumps(sorted(ids))
    sql = (
        "select distinct article from statements join articles on articles.id = article "
        "where newer is null and statements.id in (select value from json_each(?))"
    )
    articles = [row["article"] for row in store.rows(sql, asked)]
    return {claim.statement for claim in claims_of(store, articles)} & set(ids)


def read(article: Article) -> Extraction | Unreadable:
    """Return all that an article says; where a defect of the program stops the reading, a sentence that says so.

    One article that no one foresaw must not keep the rest of a batch from being read. Of one in another language than
    English nothing is read: its words would be misread.
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
    known, before = _stored(article, store)
    while known is None or known.is_news:
        extraction = read(known.filled if known is not None else _as_said(article, before, store))
        if isinstance(extraction, Unreadable):
            return extraction
        with store.transaction():
            now = _stored(article, store)
            if now == (known, before):
                _put(extraction, known, store, before)
                outcome: Outcome = "filled" if known is not None else "updated" if before is not None else "added"
                return Ingested(outcome, extraction.article, extraction)
        known, before = now  # another ingest was faster while this one parsed
    differs = tuple(_differing(article, known.stored.without_words()))
    return Ingested("known", known.stored, outdated=known.found_by != FOUND_BY, differs=differs)


def _stored(article: Article, store: Store) -> tuple[Known | None, Known | None]:
    """Return the article as the store knows it, else the version before it; None for what there is not."""
    known = store.known(article)
    return known, store.version_before(article) if known is None else None


def _as_said(article: Article, before: Known | None, store: Store) -> Article:
    """Return an article with what people said of the version before it."""
    if before is None:
        return article
    return replace(article, kept_id=article.id).with_words(
        _words(article, before.stored.id, store, decisions(store.db))
    )


def _words(article: Article, id_: str, store: Store, every: Sequence[Decision]) -> dict[str, str | None]:
    """Return what people say of an article that is a version of the stored one `id_`, or that itself.

    What they say of an older version holds where this one was read the same.
    """
    words, read, standing = dict[str, str | None](), article.without_words(), in_force(every)
    for one in versions(store.db, id_):
        said = words_on(one.id, standing)
        before = held.stored.without_words() if one.id != article.id and (held := store.held(one.id)) else read
        words |= {name: value for name, value in said.items() if getattr(before, name) == getattr(read, name)}
    return words


def _differing(article: Article, stored: Article) -> Iterator[str]:
    for name in ("published", "outlet", "title", "author", "url"):
        now, then = getattr(article, name), getattr(stored, name)
        is_stated = name != "published" or article.published_from in ("given", "header", "metadata")
        if now and then and now != then and is_stated:
            yield name


def _reread_article(id_: str, store: Store, decision: Decision | None = None) -> Reread | Unreadable | None:
    known, decided = store.held(id_), decisions(store.db)
    while known is not None:
        words = _words(known.stored, id_, store, [*decided, decision] if decision else decided)
        extraction = read(known.stored.with_words(words))
        if isinstance(extraction, Unreadable):
            return extraction
        with store.transaction():
            now = store.held(id_), decisions(store.db)
            if now == (known, decided):
                before = store.recorded(id_)
                kept = keep(store.db, _filled_in(decision, known.stored, extraction.article)) if decision else None
                _put(extraction, known, store)
                return replace(_reread(extraction.article, before, store.recorded(id_)), decision=kept)
        known, decided = now  # filled, read again, decided upon or forgotten while this one parsed
    return None


def _filled_in(decision: Decision, before: Article, after: Article) -> Decision:
    names = ("published_from", *decision.value) if "published" in decision.value else decision.value
    was, value = ({name: getattr(article, name) for name in names} for article in (before, after))
    return replace(decision, was=was, value=decision.value if decision.kind == "set" else value)


def _reread(article: Article, before: list[Recorded], after: list[Recorded]) -> Reread:
    def change(is_counted: Callable[[Recorded], bool]) -> Change:
        old, new = ({one.id: one.said for one in records if is_counted(one)} for records in (before, after))
        same = sum(old[id_] == new[id_] for id_ in old.keys() & new.keys())
        return Change(len(new.keys() - old), len(old.keys() - new), len(old.keys() & new.keys()) - same, same)

    return Reread(
        article,
        change(lambda one: one.kind != "meeting"),
        change(lambda one: one.kind in DENYING),
        change(lambda one: one.kind == "meeting"),
        tuple(_redated(before, after)),
    )


def _redated(before: list[Recorded], after: list[Recorded]) -> Iterator[Redated]:
    dates = {one.id: one.dates for one in before}
    for one in after:
        for date_of, was in dates.get(one.id, {}).items():
            if was != one.dates[date_of]:
                yield Redated(one.id, date_of, was, one.dates[date_of])


def _put(extraction: Extraction, known: Known | None, store: Store, before: Known | None = None) -> None:
    if known is not None:
        _link_anew(store, extraction, _read_again(store, extraction, FOUND_BY))
        return
    store.add(extraction, FOUND_BY)
    if before is not None:
        _take_place(store, before.stored.id, extraction.article.id)
    _link_anew(store, extraction)


def _link_anew(store: Store, extraction: Extraction, named_before: Iterable[str] = ()) -> None:
    """Link an article whose records are new; `named_before` are the actors that it named as it was read before."""
    carry_on(store.db, extraction.article.id)
    link_actors(store, {*(actor.key for actor in extraction.actors), *named_before})
    link_article(store, extraction.article.id)


def _take_place(store: Store, older: str, newer: str) -> None:
    """Let a version take the place of the one before; what was grouped with that is grouped without it."""
    statements, reports = store.grouped_with(older)
    take_place(store.db, older, newer)
    claims.regroup(store, statements)
    meetings.regroup(store, reports)


def _read_again(store: Store, extraction: Extraction, found_by: str) -> set[str]:
    """With more metadata, or a better extractor, all that was read from an article before gives way.

    Return the actors that it named before, and those that were or may be one with them.
    """
    forgotten = store.forget_records(extraction.article.id)
    named_before = kin(store, forgotten.actors)
    claims.regroup(store, forgotten.statements)
    meetings.regroup(store, forgotten.reports)
    store.read_again(extraction, found_by, forgotten)
    return named_before


def _group_without(store: Store, statements: Iterable[str]) -> None:
    """Make the claims anew that were held against those of an article that is gone, or decided of with them."""
    asked = json.dumps(sorted(statements))
    rows = store.rows("select id from statements where id in (select value from json_each(?))", asked)
    left = [row["id"] for row in rows]
    claims.regroup(store, left)
    take_effect(store)
    show_narrated(store, left)


def link_article(store: Store, article_id: str) -> None:
    """Link what one article says: whose word it is, its claims with those of others, what it answers, its meetings.

    What people decided takes effect in between, on other articles too, whose claims and answers may have changed.
    """
    link_origins(store, article_id)
    file_article(store, article_id)
    related = related_to(store, article_id)
    mine, others = claims_of(store, [article_id]), claims_of(store, related)
    claims.relate_claims(store, mine, others)
    joined = link_answers(store, article_id, mine, others, related)
    claims.regroup(store, [*(claim.statement for claim in mine), *joined])
    take_effect(store)
    meetings.link_meetings(store, article_id)
