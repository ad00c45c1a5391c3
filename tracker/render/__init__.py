"""From rows to what a person or a program reads. Styled text starts here and nowhere else.

show_rows(queries.claims(...), CLAIMS, Output(sys.stdout, "tsv"))
"""

from tracker.render.columns import (
    ACTORS,
    ARTICLES,
    CLAIMS,
    DENIALS,
    DISCARDED,
    DISPUTED,
    MEETINGS,
    MISQUOTES,
    SOURCES,
    TIMELINE,
    Column,
    View,
)
from tracker.render.formats import FORMATS, show_rows, show_sheet
from tracker.render.forms import report_form
from tracker.render.output import FormatName, Output
from tracker.render.safe import safe

__all__ = [
    "ACTORS",
    "ARTICLES",
    "CLAIMS",
    "DENIALS",
    "DISCARDED",
    "DISPUTED",
    "FORMATS",
    "MEETINGS",
    "MISQUOTES",
    "SOURCES",
    "TIMELINE",
    "Column",
    "FormatName",
    "Output",
    "View",
    "report_form",
    "safe",
    "show_rows",
    "show_sheet",
]
