"""What each list can be asked for: its kinds, its roles, and its orders.

They stand in one place, apart from the questions, so that the help of all commands is made without these.
"""

from __future__ import annotations

from typing import get_args

from tracker.queries.filters import BY_SALIENCE, Listing
from tracker.store.derived import STATEMENT_KINDS
from tracker.terms import Stance

DATED_FIRST = "first is null, "
_BY_DAY = {
    "date": "first is null, first, last, article, start, id",
    "latest": "first is null, first desc, last desc, article, start, id",
}

TIMELINE = Listing(
    "timeline",
    orders={
        "date": f"{DATED_FIRST}first, last, date, article, start, id",
        "latest": f"{DATED_FIRST}first desc, last desc, date desc, article, start, id",
        "salience": BY_SALIENCE,
    },
    kinds=("claim", *STATEMENT_KINDS, "meeting"),
    roles=("says", "spoken_of", "meets"),
)

DISPUTED = Listing(
    "disputed claims",
    orders={
        "salience": BY_SALIENCE,
        "latest": "last is null, last desc, first desc, id",
        "origins": "origins desc, last is null, last desc, id",
        "denials": "denials desc, last is null, last desc, id",
        "actor": "asserting is null, asserting, denying is null, denying, last is null, last desc, id",
    },
    kinds=("denied", "knowledge_denied", "figures"),
    roles=("says", "spoken_of", "asserts", "denies"),
)

CLAIMS = Listing(
    "claims",
    orders={
        "salience": BY_SALIENCE,
        **_BY_DAY,
        "reports": "reports desc, first is null, first, id",
    },
    roles=("says", "spoken_of"),
)

_ANSWER_ORDERS = {**_BY_DAY, "salience": BY_SALIENCE}

DENIALS = Listing("denials", _ANSWER_ORDERS, kinds=("deny", "deny_knowledge"), roles=("says", "spoken_of"))

REFUSALS = Listing("refusals", _ANSWER_ORDERS, roles=("says", "spoken_of"))

STATUSES = ("held", "planned", "cancelled", "refused", "proposed", "habitual")

MODES = ("in_person", "phone", "video", "written", "unknown")

MEETINGS = Listing(
    "meetings",
    orders={
        "date": "first is null, first, last, id",
        "latest": "first is null, first desc, last desc, id",
        "reports": "reports desc, first is null, first, id",
        "salience": BY_SALIENCE,
    },
    kinds=(*STATUSES, *MODES),
    roles=("meets",),
)

SOURCES = Listing(
    "sources",
    orders={
        "statements": "statements desc, name, id",
        "name": "name, id",
        "date": "first is null, first, last, id",
        "latest": "last is null, last desc, first desc, id",
    },
    kinds=("person", "office", "organisation", "document", "unnamed", "outlet"),
)

ACTORS = Listing(
    "actors",
    orders={"mentions": "says + spoken_of + meets desc, id", "name": "name, id", "says": "says desc, id"},
    kinds=("country", "organisation", "person"),
    dated=False,
)

ARTICLES = Listing(
    "articles",
    orders={
        "published": "first is null, first, last, id",
        "latest": "first is null, first desc, last desc, id",
        "outlet": "outlet is null, outlet, first is null, first, id",
        "ingested": "ingested_at, id",
    },
    roles=("says", "spoken_of", "meets"),
)

STATEMENTS = Listing(
    "statements",
    orders=_BY_DAY,
    kinds=get_args(Stance),
    roles=("says", "spoken_of"),
)

SEARCH = Listing(
    "search",
    orders={
        "rank": "rank, first is null, first, last, id",
        "date": "first is null, first, last, rank, id",
        "latest": "first is null, first desc, last desc, rank, id",
    },
    roles=("says", "spoken_of"),
)

DISCARDED = Listing(
    "discarded records",
    orders={
        "decided": "decided, article, start, id",
        **_BY_DAY,
    },
    kinds=("statement", "meeting_report"),
    roles=("says", "spoken_of", "meets"),
)

STATS = Listing("stats", orders={})

STORY = Listing("stories", orders={"date": "first is null, first, last, id"})

STORIES = Listing("stories", orders={"claims": "id"})
