"""Every question under its own name, for what asks many of them: reports and exports.

A command imports the module of the question that it asks, and no other.
"""

from __future__ import annotations

from tracker.queries.actors import actors
from tracker.queries.article import article_text, show_article
from tracker.queries.articles import articles
from tracker.queries.as_of import stand_at
from tracker.queries.cited import citations, cited_articles, names_of, played, stands_at
from tracker.queries.claims import claims
from tracker.queries.denials import denials, refusals
from tracker.queries.diff import article_diff
from tracker.queries.discarded import discarded
from tracker.queries.disputed import disputed
from tracker.queries.filters import Filters, Found, Listing
from tracker.queries.lanes import lanes
from tracker.queries.listings import (
    ACTORS,
    ARTICLES,
    CLAIMS,
    DENIALS,
    DISPUTED,
    MEETINGS,
    REFUSALS,
    SOURCES,
    TIMELINE,
)
from tracker.queries.meetings import meetings
from tracker.queries.misquotes import misquotes
from tracker.queries.names import resolve_actor
from tracker.queries.passages import paragraphs, sentences
from tracker.queries.search import search
from tracker.queries.sheets import show, show_actor
from tracker.queries.sources import counted_statements, sources, unnamed_share
from tracker.queries.stats import stats
from tracker.queries.stories import stories
from tracker.queries.story import story
from tracker.queries.timeline import timeline

__all__ = [
    "ACTORS",
    "ARTICLES",
    "CLAIMS",
    "DENIALS",
    "DISPUTED",
    "MEETINGS",
    "REFUSALS",
    "SOURCES",
    "TIMELINE",
    "Filters",
    "Found",
    "Listing",
    "actors",
    "article_diff",
    "article_text",
    "articles",
    "citations",
    "cited_articles",
    "claims",
    "counted_statements",
    "denials",
    "discarded",
    "disputed",
    "lanes",
    "meetings",
    "misquotes",
    "names_of",
    "paragraphs",
    "played",
    "refusals",
    "resolve_actor",
    "search",
    "sentences",
    "show",
    "show_actor",
    "show_article",
    "sources",
    "stand_at",
    "stands_at",
    "stats",
    "stories",
    "story",
    "timeline",
    "unnamed_share",
]
