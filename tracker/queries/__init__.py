"""One function for each question that a person asks of the store, on a read-only connection, returning typed rows.

Each takes the connection (tracker.store.opening.open_to_read) and Filters, and returns Found: the rows, and how many
others were left out. Only sqlite3 is imported, so a question is answered in a moment.
"""

from tracker.queries.actors import ACTORS, actors
from tracker.queries.article import article_text, show_article
from tracker.queries.articles import ARTICLES, articles
from tracker.queries.as_of import stand_at
from tracker.queries.cited import citations, cited_articles, names_of, played, stands_at
from tracker.queries.claims import CLAIMS, claims
from tracker.queries.denials import DENIALS, REFUSALS, denials, refusals
from tracker.queries.diff import article_diff
from tracker.queries.discarded import DISCARDED, discarded
from tracker.queries.disputed import DISPUTED, disputed
from tracker.queries.filters import Filters, Found, Listing
from tracker.queries.lanes import lanes
from tracker.queries.meetings import MEETINGS, meetings
from tracker.queries.misquotes import misquotes
from tracker.queries.names import matching_actor, matching_outlet, resolve_actor
from tracker.queries.passages import paragraphs, sentences
from tracker.queries.search import SEARCH, search
from tracker.queries.sheets import show, show_actor
from tracker.queries.sources import SOURCES, counted_statements, sources, unnamed_share
from tracker.queries.stats import STATS, stats
from tracker.queries.stories import MOST_STORIES, STORIES, stories
from tracker.queries.story import STORY, story
from tracker.queries.timeline import TIMELINE, timeline

__all__ = [
    "ACTORS",
    "ARTICLES",
    "CLAIMS",
    "DENIALS",
    "DISCARDED",
    "DISPUTED",
    "MEETINGS",
    "MOST_STORIES",
    "REFUSALS",
    "SEARCH",
    "SOURCES",
    "STATS",
    "STORIES",
    "STORY",
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
    "matching_actor",
    "matching_outlet",
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
