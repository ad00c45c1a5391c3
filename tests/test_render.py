"""What a person and a program get to see of the rows, whatever the articles wrote into them.

`TRACKER_GOLDEN=write pytest tests/test_render.py` writes the expected files; read the difference before keeping it.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tracker.render.answers.sheet import show_sheet
from tracker.render.cells import named
from tracker.render.column import View
from tracker.render.date_words import in_short
from tracker.render.formats import FORMATS, show_rows
from tracker.render.lists.actors import ACTORS
from tracker.render.lists.articles import ARTICLES
from tracker.render.lists.claims import CLAIMS
from tracker.render.lists.denials import DENIALS
from tracker.render.lists.disputed import DISPUTED
from tracker.render.lists.meetings import MEETINGS
from tracker.render.lists.misquotes import MISQUOTES
from tracker.render.lists.sheet import field_in_words, title_in_words
from tracker.render.lists.sources import SOURCES
from tracker.render.lists.timeline import TIMELINE
from tracker.render.output import FormatName, Output
from tracker.render.safe import csv_cell, markdown_cell, one_line, safe, tsv_cell
from tracker.views.actors import ActorRow, Merged
from tracker.views.articles import ArticleRow
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import Attendee, MeetingRow
from tracker.views.quotations import Misquote
from tracker.views.reports import AnswerReport, Report
from tracker.views.sheets import Field, Passage, Sheet
from tracker.views.sources import SourceRow
from tracker.views.timeline import TimelineRow

GOLDEN = Path(__file__).parent / "golden" / "render"
WIDTHS = (60, 80, 120, 200)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 6  # 210 letters
ESCAPES = "\x1b[2J\x1b]0;owned\x07 red \x1b[31mtext\x9b31m"
TURNED = "invoice\u202efdp.exe \u2066isolated\u2069 \u200fmark"
CJK = "外務省報道官は「そのような要請は聞いたことがない」と述べた。"
COMBINING = "Z\u0351a\u0364l\u0367g\u0301o e\u0301tat nai\u0308ve"
MARKUP = "she met [the envoy], twice [/b] [bold red]now[/] :smile: [link=http://x.example]here[/link]"
MARKDOWN = "![pixel](http://x.example/p.png) <script>alert(1)</script> a|b `code` *stars* www.x.example"
FORMULA = "=cmd|' /C calc'!A0,\"quoted\""
LINES = "first line\nsecond\tafter a tab\r\nthird\\n line"

_officials = Report(
    "nor-1",
    (120, 214),
    "sfficia1s01",
    "two senior Norland officials",
    "NOR",
    "2031-05-11",
    "Sudria has asked its neighbour for artillery shells and a loan of two billion crowns",
    "2031-05-12",
    "Norland Gazette",
    actor_name="Norland",
)
_embassy = AnswerReport(
    "sud-7",
    (40, 96),
    "sembassy001",
    "a spokesperson for the embassy of Sudria",
    "SUD",
    "2031-05-12",
    "we have never heard of any such request, and we would ask who profits from the story",
    "2031-05-12",
    "The Harbour Times",
    "deny_knowledge",
    0.82,
    'the denial takes up "such a request" in the paragraph after the claim',
    actor_name="Sudria",
)
_minister = replace(
    _embassy,
    id="sminister01",
    source="Anna Lind",
    said=None,
    stance="deny",
    words="there was no request of that kind",
    score=0.9,
    reason="the denial repeats: request, Sudria",
)
_silent = AnswerReport(
    "nor-1",
    (300, 366),
    "ssilent0001",
    "the White Hall",
    "NOR",
    None,
    "turned down an invitation to describe what the request was based on",
    "2031-05-12",
    "Norland Gazette",
    "no_comment",
    0.7,
    "stands in the article of the claim and names the request",
    actor_name="Norland",
)
_hostile_report = Report("x-1", (0, 9), "shosti1e001", ESCAPES, None, None, MARKUP + " " + LONG, None, None)
_hostile_answer = AnswerReport(
    "x-2",
    (3, 5),
    "shosti1e002",
    TURNED,
    FORMULA,
    "2031-W20",
    CJK,
    None,
    MARKDOWN,
    "reject",
    0.5,
    LINES,
    actor_name=FORMULA,
)

ROWS: dict[str, Sequence[Any]] = {
    "claims": [
        ClaimRow(
            "c0fficia1s1", _officials.words, "two senior Norland officials", "2031-05-11", "2031-05-12", "2031-05",
            "could", 5, 4, 2, 1, 2,
        ),
        ClaimRow("c0weather01", "It rained.", "the Harbour Times", None, "2031-05-14", None, None, 1, 1, 1, 1, 0),
    ],
    "sources": [
        SourceRow("w0fficia1s1", "senior Norland officials", "unnamed", "NOR", 12, 0, 1, 3, 4, "2031-05-11", "2031-06",
                  actor_name="Norland"),
        SourceRow("w1ind000001", "Anna Lind", "person", "SUD", 3, 2, 0, 0, 2, "2031-05-12", "2031-05-12",
                  actor_name="Sudria"),
        SourceRow("w5udria0001", "Sudria", "organisation", "SUD", 1, 0, 0, 0, 1, "2031-05-12", "2031-05-12",
                  actor_name="Sudria"),
    ],
    "denials": [
        DenialRow(
            "sembassy001", "2031-05-12", "said", _embassy.source, "SUD", "deny_knowledge", _embassy.words,
            "c0fficia1s1", _officials.words, _officials.source, _embassy.reason, "sud-7",
            actor_name="Sudria",
        ),
        DenialRow(
            "sa1one00001", "2031-05-13", "reported", "Anna Lind", "SUD", "deny", "nothing was ever signed",
            None, None, None, None, "sud-8", actor_name="Sudria",
        ),
    ],
    "meetings": [
        MeetingRow(
            "mrome000001", "held", "in_person", "Port Anselm", "2031-05-13", "2031-05-14",
            (
                Attendee("Jonas Berg", "NOR", None, "Norland"), Attendee("Anna Lind", "SUD", None, "Sudria"),
                Attendee("the mayor", None),
            ),
            (
                replace(_officials, words="Jonas Berg met Anna Lind for seven hours in Port Anselm"),
                replace(_officials, words="the talks in Port Anselm", article="sud-7", outlet="The Harbour Times"),
            ),
        ),
        MeetingRow(
            "mp1anned001", "planned", "phone", None, None, None,
            (Attendee("Norland", "NOR", None, "Norland"), Attendee("Sudria", "SUD", None, "Sudria")),
            (replace(_officials, words="will speak by telephone"),), 38,
        ),
    ],
    "articles": [
        ArticleRow(
            "a0123456789", "nor-1", "2031-05-12", "dateline", "Norland Gazette", "Sudria asked for shells",
            "https://gazette.example/2031/05/12/officials-say-sudria-asked-for-shells.html", 812, 24, 2, 1,
            "2031-06-01T08:30:00+00:00",
        ),
        ArticleRow("abcdefghjkm", None, None, "unknown", None, None, None, 3, 0, 0, 0, "2031-06-01T08:30:01+00:00"),
        ArticleRow(
            "a9876543210", None, "2031-05", "person", "Norland Weekly", "What Sudria said", None, 90, 4, 1, 0,
            "2031-06-01T08:30:03+00:00", ("outlet", "published"),
        ),
        ArticleRow(
            "a5555555555", None, None, "person", None, None, None, 7, 1, 0, 0, "2031-06-01T08:30:04+00:00",
            ("published",),
        ),
    ],
    "actors": [
        ActorRow("NOR", "Norland", "country", None, ("White Hall", "the Norlanders", "Anselm City"), 40, 12, 3),
        ActorRow(
            "anna-lind", "Anna Lind", "person", "SUD", (), 3, 0, 1,
            (Merged("ana-lynd", "Ana Lynd", "tracker", "“Ana Lynd” and “Anna Lind” are one, and both act for SUD"),),
            "Sudria",
        ),
    ],
    "timeline": [
        TimelineRow(
            "c0fficia1s1", "claim", "2031-05-11", "said", "two senior Norland officials", None, _officials.words,
            "assert", None, "nor-1", 4,
        ),
        TimelineRow(
            "sembassy001", "denial", "2031-05-12", "said", _embassy.source, _officials.source, _embassy.words,
            "deny_knowledge", None, "sud-7", 1,
        ),
        TimelineRow(
            "ssilent0001", "refusal", "2031-05-12", "reported", "the White Hall", _officials.source, _silent.words,
            "no_comment", None, "nor-1", 1,
        ),
        TimelineRow(
            "mrome000001", "meeting", "2031-05-13", "meeting", "Jonas Berg · Anna Lind", None,
            "Jonas Berg met Anna Lind for seven hours in Port Anselm", None, "held", "nor-1", 2,
        ),
        TimelineRow(
            "mp1anned001", "meeting", None, None, "Norland · Sudria", None, "will speak by telephone", None, "planned",
            "nor-1", 1,
        ),
    ],
    "disputed": [
        Disputed(
            "c0fficia1s1", _officials.words, "knowledge_denied", (_officials, replace(_officials, id="sagain00001")),
            (_embassy, _minister), (_silent,), 4, 2, 1, "2031-05-11", "2031-05-12",
        ),
        Disputed(
            "c0n1ydenied", "a treaty was signed", "denied", (), (_minister,), (), 1, 1, 1, None,
            None,
        ),
    ],
    "misquotes": [
        Misquote("sembassy001", "content", "sud-7", (40, 96), _embassy.words, "an edit took its place"),
    ],
}  # fmt: skip

HOSTILE: dict[str, Sequence[Any]] = {
    "claims": [
        ClaimRow("chosti1e001", MARKUP, ESCAPES, None, None, FORMULA, LINES, 1, 1, 0, 1, 1),
        ClaimRow("chosti1e002", CJK, TURNED, "2031-05-20", None, None, COMBINING, 2, 2, 1, 1, 0),
        ClaimRow("chosti1e003", MARKDOWN, LONG, "2031", None, None, None, 1, 1, 1, 1, 0),
    ],
    "sources": [
        SourceRow("whosti1e001", FORMULA, "person", ESCAPES, 1, 0, 0, 0, 1, None, None, actor_name=ESCAPES),
        SourceRow("whosti1e002", MARKDOWN, "office", TURNED, 1, 0, 0, 0, 1, None, None, actor_name=TURNED),
    ],
    "denials": [
        DenialRow(
            "shosti1e001", None, "said", TURNED, None, "deny", MARKUP, "chosti1e001", LINES, FORMULA, ESCAPES, CJK
        ),
    ],
    "meetings": [
        MeetingRow(
            "mhosti1e001", "cancelled", "unknown", ESCAPES, "2031-05", None,
            (Attendee(MARKUP, FORMULA, None, FORMULA), Attendee(CJK, None), Attendee(TURNED, None)), (_hostile_report,),
        ),
    ],
    "articles": [
        ArticleRow(
            "ahosti1e001", FORMULA, "2031", "given", ESCAPES, MARKDOWN, LONG, 1, 1, 1, 1, "2031-06-01T08:30:02+00:00"
        ),
    ],
    "actors": [
        ActorRow(
            "hostile", MARKUP, "organisation", TURNED, (FORMULA, CJK, LINES), 0, 1, 0,
            (Merged(ESCAPES, LONG, CJK, TURNED),), TURNED,
        ),
    ],
    "timeline": [
        TimelineRow("chosti1e001", "claim", "2031-W21", "happened", ESCAPES, None, CJK, "assert", None, LINES, 1),
        TimelineRow("shosti1e001", "denial", "2031-W21", "said", MARKUP, LONG, FORMULA, "deny", None, TURNED, 2),
        TimelineRow("chosti1e002", "promise", None, None, COMBINING, None, MARKDOWN, None, None, "x-3", 1),
    ],
    "disputed": [
        Disputed(
            "chosti1e001", ESCAPES + COMBINING, "denied", (_hostile_report,), (_hostile_answer,), (_hostile_answer,),
            2, 1, 2, "2031-W20", "2031-W20",
        ),
    ],
    "misquotes": [
        Misquote("shosti1e001", "cue", LONG, (0, 3), ESCAPES, LINES),
    ],
}  # fmt: skip

SHEETS = (
    Sheet(
        "c0fficia1s1",
        "claim",
        _officials.words,
        (
            Field("said", "2031-05-11", 'the sentence says "on Sunday"; published 2031-05-12'),
            Field("certainty", "could"),
            Field("coverage", "4 articles / 2 outlets / 1 origin", "three articles carry one agency story"),
        ),
        (
            Passage(
                "Two senior Norland officials said on Sunday that Sudria has asked its neighbour for shells.",
                ((0, 28, "source"), (29, 33, "cue"), (34, 43, "said"), (44, 90, "content"), (49, 55, "mention")),
                "nor-1",
                (120, 211),
                "Norland Post",
                "sofficia1s1",
            ),
            Passage("We deny it, said Sudria.", ((0, 10, "content"),), "nor-2", (0, 24), None, "sembassy001"),
        ),
        (Field("denied by", f"sembassy001 {_embassy.words}", f"{_embassy.reason} (score 0.82)"),),
    ),
    Sheet(
        "shosti1e001",
        "statement",
        MARKUP,
        (Field(LONG, FORMULA, LINES), Field("outlet", TURNED, MARKDOWN)),
        (
            Passage(
                f"「{CJK}」 {COMBINING}\x1b[31m \u202eok\nend",
                ((1, 7, "source"), (33, 50, "content")),
                ESCAPES,
                (0, 64),
            ),
        ),
        (),
    ),
)

VIEWS: dict[str, View[Any]] = {
    "claims": CLAIMS,
    "sources": SOURCES,
    "denials": DENIALS,
    "meetings": MEETINGS,
    "articles": ARTICLES,
    "actors": ACTORS,
    "timeline": TIMELINE,
    "disputed": DISPUTED,
    "misquotes": MISQUOTES,
}


def shown(rows: Sequence[Any], view: View[Any], format_name: FormatName, width: int = 100, **how: bool) -> str:
    stream = io.StringIO(newline="")
    show_rows(rows, view, Output(stream, format_name, width, **how))
    return stream.getvalue()


def sheet_shown(sheet: Sheet, format_name: FormatName, width: int = 100, **how: bool) -> str:
    stream = io.StringIO(newline="")
    show_sheet(sheet, Output(stream, format_name, width, **how))
    return stream.getvalue()


# -- golden files -----------------------------------------------------------------------------------------------


def list_text(name: str, format_name: FormatName, width: int, **how: bool) -> str:
    if format_name != "table":
        return shown([*ROWS[name], *HOSTILE[name]], VIEWS[name], format_name)
    return "\n".join(shown(rows[name], VIEWS[name], format_name, width, **how) for rows in (ROWS, HOSTILE))


def sheet_text(_: str, format_name: FormatName, width: int, **how: bool) -> str:
    return "\n".join(sheet_shown(sheet, format_name, width, **how) for sheet in SHEETS)


# What makes the text, of which list, in which format, how wide, and how else.
Case = tuple[Callable[..., str], str, FormatName, int, dict[str, bool]]


def golden_cases() -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for name in (*VIEWS, "sheet"):
        text = sheet_text if name == "sheet" else list_text
        for format_name in FORMATS:
            if format_name != "table":
                cases[f"{name}.{format_name}.txt"] = (text, name, format_name, 100, {})
                continue
            for width in WIDTHS:
                cases[f"{name}.table.{width}.txt"] = (text, name, "table", width, {})
                cases[f"{name}.table.{width}.colour.txt"] = (text, name, "table", width, {"colour": True})
            if name not in ("sheet", "timeline", "misquotes"):
                cases[f"{name}.table.120.wide.txt"] = (text, name, "table", 120, {"wide": True})
    return cases


CASES = golden_cases()


@pytest.mark.parametrize("file", CASES)
def test_output_is_what_a_person_approved(file: str) -> None:
    make, name, format_name, width, how = CASES[file]
    text = make(name, format_name, width, **how)
    if os.environ.get("TRACKER_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / file).write_bytes(text.encode())
    assert text == (GOLDEN / file).read_bytes().decode()


def test_every_golden_file_belongs_to_a_case() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


def test_every_format_name_has_a_function() -> None:
    assert tuple(FORMATS) == get_args(FormatName)


# -- what a program reads ---------------------------------------------------------------------------------------


def test_a_disputed_claim_has_the_promised_json_form() -> None:
    (form,) = json.loads(shown([ROWS["disputed"][0]], DISPUTED, "json"))
    assert list(form) == [
        "id", "claim", "kind", "asserted", "denied", "declined", "articles", "outlets", "origins", "first", "last",
        "state", "retracted", "link", "credibility", "decided_by", "salience", "salient_for",
    ]  # fmt: skip
    report = {
        "article": "nor-1",
        "span": [120, 214],
        "id": "sfficia1s01",
        "source": "two senior Norland officials",
        "actor": "NOR",
        "said": "2031-05-11",
        "words": _officials.words,
    }
    assert form["asserted"][0] == report
    assert list(form["asserted"][0]) == list(report)
    assert list(form["denied"][0]) == [*report, "stance", "score", "reason", "state", "decided_by"]
    assert form["denied"][0]["stance"] == "deny_knowledge"
    assert form["denied"][1]["said"] is None
    assert list(form["declined"][0]) == list(form["denied"][0])


def test_a_meeting_has_the_promised_json_form() -> None:
    form = json.loads(shown(ROWS["meetings"], MEETINGS, "json"))[0]
    promised = ["id", "status", "mode", "place", "start", "end", "participants", "reports"]
    assert list(form) == [*promised, "country", "old", "topics", "count", "conflicts", "denied"]
    assert form["participants"][2] == {"name": "the mayor", "actor": None, "role": None}
    assert [report["article"] for report in form["reports"]] == ["nor-1", "sud-7"]


def test_a_timeline_event_has_the_promised_json_form() -> None:
    form = json.loads(shown(ROWS["timeline"], TIMELINE, "jsonl").splitlines()[0])
    assert form == {
        "id": "c0fficia1s1",
        "kind": "claim",
        "date": "2031-05-11",
        "date_of": "said",
        "who": "two senior Norland officials",
        "whom": None,
        "words": _officials.words,
        "stance": "assert",
        "status": None,
        "article": "nor-1",
        "outlet": None,
        "decided_by": [],
        "salience": 0,
        "salient_for": [],
    }
    assert list(form) == [
        "id", "kind", "date", "date_of", "who", "whom", "words", "stance", "status", "article", "outlet",
        "decided_by", "salience", "salient_for",
    ]  # fmt: skip


def test_a_sheet_is_one_json_object_with_marks_within_its_words() -> None:
    form = json.loads(sheet_shown(SHEETS[0], "json"))
    assert list(form) == ["id", "kind", "title", "fields", "passages", "links", "history"]
    assert form["passages"][0]["marks"][1] == {"role": "cue", "start": 29, "end": 33}
    assert form["passages"][0]["words"][29:33] == "said"


@pytest.mark.parametrize("name", VIEWS)
def test_no_rows_give_an_empty_list_nothing_or_the_header(name: str) -> None:
    view = VIEWS[name]
    header = [column.header for column in view.columns]
    assert shown([], view, "json") == "[]\n"
    assert shown([], view, "jsonl") == ""
    assert shown([], view, "tsv") == "\t".join(header) + "\n"
    assert shown([], view, "csv") == ",".join(header) + "\n"
    assert shown([], view, "md").count("\n") == 2
    assert shown([], view, "table") == "nothing found\n"


def test_only_a_table_imports_rich() -> None:
    program = (
        "import sys; from tracker.render.formats import FORMATS, show_rows\n"
        "from tracker.render.lists.claims import CLAIMS; from tracker.render.output import Output\n"
        "for name in FORMATS:\n"
        "    if name != 'table': show_rows([], CLAIMS, Output(sys.stdout, name))\n"
        "assert not {'rich', 'numpy', 'spacy', 'typer', 'sqlite_utils'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\ufeff=1", "\uff1d1", "\uff0b1"],
)
def test_a_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["a=1", "Sudria", "2031-05-11 said", "\u2013 dash", "(=1)", ""])
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


def test_a_stream_without_unicode_gets_escapes_instead_of_an_error() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Output(stream).write("na\u00efve")
    stream.seek(0)
    assert stream.read() == "na\\xefve"


def test_json_stays_json_on_a_stream_without_unicode() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    show_rows([replace(ROWS["claims"][1], words="\u00ef \U0001f600")], CLAIMS, Output(stream, "json"))
    stream.seek(0)
    assert json.loads(stream.read())[0]["words"] == "\u00ef \U0001f600"


# -- what a person reads ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_shows_its_id(name: str, width: int) -> None:
    text = list_text(name, "table", width)
    for row in (*ROWS[name], *HOSTILE[name]):
        assert (row.owner if isinstance(row, Misquote) else row.id) in text


def test_coverage_says_articles_outlets_and_origins() -> None:
    assert "4 articles / 2 outlets / 1 origin" in shown(ROWS["disputed"], DISPUTED, "table", 60)
    assert "\t4 articles / 2 outlets / 1 origin\t" in shown(ROWS["claims"], CLAIMS, "tsv")


def test_both_sides_stand_beside_each_other_from_80_columns_on() -> None:
    both = re.compile(r"^asserted +│ denied$", re.MULTILINE)
    assert both.search(shown(ROWS["disputed"], DISPUTED, "table", 80))
    beneath = shown(ROWS["disputed"], DISPUTED, "table", 79)
    assert not both.search(beneath)
    assert beneath.index("\nasserted\n") < beneath.index("\ndenied\n") < beneath.index("\ndeclined to say\n")


def test_a_claim_known_only_from_its_denial_says_so() -> None:
    text = shown(ROWS["disputed"][1:], DISPUTED, "table", 140)
    assert "nobody in this store asserts it; known from its denial" in text


def test_each_answer_gives_its_reason_and_its_stance_in_words() -> None:
    text = " ".join(shown(ROWS["disputed"], DISPUTED, "table", 60).split())
    assert f"denies knowledge of it: {_embassy.reason}, score 0.82" in text
    assert f"why: {_silent.reason}, score 0.70" in text


def test_what_is_undated_stands_last_whatever_the_order_of_the_rows() -> None:
    text = shown(ROWS["timeline"][::-1], TIMELINE, "table")
    assert text.index("11 May 2031") < text.index("Planned") < text.index("planned meeting") < text.index("mp1anned001")
    assert "2031" not in text[text.index("Planned") :]
    assert "undated" in text[text.index("Planned") :]
    rows = [replace(row, status="held") if row.status else row for row in ROWS["timeline"][::-1]]
    text = shown(rows, TIMELINE, "table")
    assert text.index("11 May 2031") < text.index("Undated") < text.index("mp1anned001")
    assert "2031" not in text[text.index("Undated") :]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_date_that_is_no_single_day_is_shown_as_what_it_is_and_written_out(width: int) -> None:
    values = ["2031-05", "2031-W21", "2031-SU", "2031", "2031-05-11"]
    rows = [replace(ROWS["timeline"][0], id=f"c0{i}", date=value) for i, value in enumerate(values)]
    text = shown(rows, TIMELINE, "table", width)
    assert re.findall(r"^── (.+?) ─+$", text, re.MULTILINE) == [
        "May 2031 (day not known)", "week of 19 May 2031 (day not known)", "summer 2031 (day not known)",
        "2031 (day not known)", "Sunday 11 May 2031",
    ]  # fmt: skip
    assert all(in_short(value) in " ".join(text.split()) for value in values)


@pytest.mark.parametrize("rows", [ROWS["timeline"], ROWS["timeline"][:-1], ROWS["timeline"][-1:], []], ids=len)
def test_markdown_puts_undated_rows_in_a_table_of_their_own_headed_so(rows: Sequence[Any]) -> None:
    dated, heading, undated = shown(rows, TIMELINE, "md").partition("### Undated\n\n")
    assert bool(heading) == any(row.date is None for row in rows)
    assert dated.count("\n| ---") == (not heading or any(row.date for row in rows))
    assert all((row.id in undated) == (row.date is None) for row in rows)
    assert undated.count("\n| ---") == bool(heading)


def test_a_date_says_what_it_is_the_date_of() -> None:
    tsv = shown(ROWS["timeline"], TIMELINE, "tsv")
    assert [line.split("\t")[0] for line in tsv.splitlines()[1:]] == [
        "2031-05-11 said", "2031-05-12 said", "2031-05-12 reported", "2031-05-13 meeting", "undated",
    ]  # fmt: skip


def test_square_brackets_of_an_article_are_text() -> None:
    assert MARKUP in " ".join(shown(HOSTILE["claims"][:1], CLAIMS, "table", 60, wide=True).split())


def test_columns_become_blocks_where_words_would_have_to_break() -> None:
    rows = [replace(ROWS["claims"][1], words="antidisestablishmentarianism", who="antidisestablishmentarianism")]
    assert shown(rows, CLAIMS, "table", 50).startswith("id:           c0weather01\n")
    assert shown(rows, CLAIMS, "table", 100).startswith("id ")


def test_carets_stand_under_the_marked_words_also_beside_wide_and_combining_characters() -> None:
    passage = Passage(
        "外務 e\u0301a said no\x1b", ((3, 6, "source"), (7, 11, "cue"), (14, 15, "mention")), "a-1", (0, 15)
    )
    text = sheet_shown(Sheet("s1", "statement", "", (), (passage,), ()), "table")
    assert "  外務 e\u0301a said no\\x1b\n       ^^ ^^^^   ^^^^\n" in text


def test_marked_words_are_named_with_their_place_in_the_article() -> None:
    text = sheet_shown(SHEETS[0], "table")
    assert re.search(r"^  cue 149-153: +said$", text, re.MULTILINE)


def test_the_width_is_that_of_the_terminal_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert Output(io.StringIO()).columns == 72
    assert Output(io.StringIO(), width=90).columns == 90


# -- hostile text -----------------------------------------------------------------------------------------------

SGR = re.compile(r"\x1b\[[0-9;]*m")
TURNING = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def hidden_codes(text: str) -> set[str]:
    """The characters of a text that steer a terminal, but for the line feed."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs") or c in TURNING} - {"\n"}


PIECES = [
    ESCAPES,
    TURNED,
    "\udcff",
    CJK,
    COMBINING,
    MARKUP,
    MARKDOWN,
    FORMULA,
    LINES,
    LONG,
    " ",
    "\n",
    "\t",
    "\r",
    "|",
    "\\",
    "'",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=20), max_size=3).map("".join)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Hostile values of one of the few types that rows are made of."""
    simple = {str: texts, int: st.integers(0, 99_999), float: st.floats(0, 1), type(None): st.none()}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return st.builds(hint, **{name: values(kind) for name, kind in get_type_hints(hint).items()})
    if get_origin(hint) is Mapping:
        return st.dictionaries(*map(values, get_args(hint)), max_size=2)
    if get_origin(hint) is tuple and get_args(hint)[-1] is ...:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is tuple:
        return st.tuples(*map(values, get_args(hint)))
    return st.one_of(*map(values, get_args(hint)))


def named_rows() -> st.SearchStrategy[tuple[str, list[Any]]]:
    """The name of a view and rows of it."""
    kinds = {name: type(rows[0]) for name, rows in ROWS.items()}
    return st.one_of(
        *(st.tuples(st.just(name), st.lists(values(kind), min_size=1, max_size=2)) for name, kind in kinds.items())
    )


def words_shown(name: str, row: Any, *, wide: bool) -> list[str]:
    """Every word that the table of a view owes to its reader: what is usual only where it is wide.

    Of a list that is not wide these are the words that stand below others, and the ids: what may end in "…" is none.
    """
    if name == "timeline":
        cells = [row.id, row.who, row.whom or "", row.words, row.outlet or row.article]
    elif name == "disputed":
        reports = (*row.asserted, *row.denied, *row.declined)
        cells = [row.id, row.claim, *(word for r in reports for word in (r.id, named(r.source, r.actor_name), r.words))]
        cells += [answer.reason for answer in (*row.denied, *row.declined)]
    else:
        brief = VIEWS[name].brief
        columns = VIEWS[name].columns if wide or not brief else [c for c in brief if c.below or c.header == "id"]
        cells = [column.for_people(row) for column in columns if column.text(row) != column.usual or wide]
    return [word for cell in cells for word in one_line(cell).split()]


@given(named_rows(), st.sampled_from(["table", "csv", "tsv", "md", "json", "jsonl"]))
def test_no_code_of_an_article_reaches_the_terminal(rows: tuple[str, list[Any]], format_name: FormatName) -> None:
    assert hidden_codes(shown(rows[1], VIEWS[rows[0]], format_name)) <= (
        {"\t"} if format_name in ("tsv", "csv") else set()
    )


@given(named_rows())
def test_colour_adds_nothing_but_colour(rows: tuple[str, list[Any]]) -> None:
    stream = io.StringIO(newline="")
    show_rows(rows[1], VIEWS[rows[0]], Output(stream, "table", 100, colour=True))
    assert SGR.search(stream.getvalue())
    assert SGR.sub("", stream.getvalue()) == shown(rows[1], VIEWS[rows[0]], "table")


@settings(max_examples=300)
@given(named_rows(), st.integers(60, 160), st.booleans())
def test_a_table_holds_every_word_and_no_line_is_too_wide(rows: tuple[str, list[Any]], width: int, wide: bool) -> None:
    text = shown(rows[1], VIEWS[rows[0]], "table", width, wide=wide)
    owed = [word for row in rows[1] for word in words_shown(rows[0], row, wide=wide)]
    assert [word for word in owed if cell_len(word) <= 20 and word not in text] == []
    assert Counter("".join(owed)) - Counter(text) == Counter()
    assert max(map(cell_len, text.split("\n"))) <= width


@pytest.mark.parametrize("width", [60, 100])
def test_a_table_says_what_is_usual_only_where_it_is_wide(width: int) -> None:
    usual, rated = ROWS["claims"][1], replace(ROWS["claims"][1], credibility="2", denials=1)
    said = ("credibility", "1 article / 1 outlet / 1 origin", "1 report", "0 denials")
    wide, short, of_rated = (
        " ".join(shown([row], CLAIMS, "table", width, wide=wide).split())
        for row, wide in ((usual, True), (usual, False), (rated, False))
    )
    assert [words for words in said if re.search(rf"\b{words}\b", wide)] == list(said)
    assert [words for words in said if re.search(rf"\b{words}\b", short)] == []
    assert re.search("credibility:? 2", of_rated)
    assert "1 denial" in of_rated
    assert max(map(cell_len, shown([rated], CLAIMS, "table", width).split("\n"))) <= width


@pytest.mark.parametrize(
    ("name", "actor", "said"),
    [
        ("US officials", "United States", "US officials (United States)"),
        ("the United Nations", "United Nations", "the United Nations"),
        ("Nato", "NATO", "Nato"),
        ("the embassy of Sudria", "Sudria", "the embassy of Sudria"),
        ("Sudria's minister via the Post", "Sudria", "Sudria's minister via the Post"),
        ("Sudrians", "Sudria", "Sudrians (Sudria)"),
        ("Anna Lind", None, "Anna Lind"),
    ],
)
def test_the_actor_of_a_name_is_said_unless_the_name_says_it(name: str, actor: str | None, said: str) -> None:
    assert named(name, actor) == said


@given(named_rows())
def test_tsv_gives_back_the_exact_cells(rows: tuple[str, list[Any]]) -> None:
    lines = shown(rows[1], VIEWS[rows[0]], "tsv").split("\n")
    cells = [[unescaped(cell) for cell in line.split("\t")] for line in lines[1:-1]]
    assert cells == [[column.text(row) for column in VIEWS[rows[0]].columns] for row in rows[1]]


def unescaped(cell: str) -> str:
    plain = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
    return re.sub(r"\\(?:x(..)|u(....)|(.))", lambda m: plain[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), cell)


@given(named_rows())
def test_csv_gives_back_the_safe_cells_and_none_is_a_formula(rows: tuple[str, list[Any]]) -> None:
    text = shown(rows[1], VIEWS[rows[0]], "csv")
    cells = list(csv.reader(io.StringIO(text, newline="")))[1:]
    for row, record in zip(rows[1], cells, strict=True):
        for column, cell in zip(VIEWS[rows[0]].columns, record, strict=True):
            expected = safe(column.text(row).replace("\r\n", "\n"))
            assert cell in (expected, "'" + expected)
            assert not cell.strip().startswith(("=", "+", "-", "@"))


@given(named_rows())
def test_json_gives_back_the_exact_form(rows: tuple[str, list[Any]]) -> None:
    view = VIEWS[rows[0]]
    expected = json.loads(json.dumps([view.form(row) for row in rows[1]]))
    assert json.loads(shown(rows[1], view, "json")) == expected
    assert [json.loads(line) for line in shown(rows[1], view, "jsonl").split("\n")[:-1]] == expected


@given(texts)
def test_a_markdown_cell_shows_the_text_and_makes_no_element(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(f"| a | b |\n| --- | --- |\n| {markdown_cell(text)} | end |\n")
    first, last = [token for token in tokens if token.type == "inline"][2:]
    assert {child.type for child in first.children or ()} <= {"text"}
    assert "".join(child.content for child in first.children or ()).strip() == one_line(text).strip()
    assert last.content == "end"


@given(texts, texts)
def test_what_is_safe_is_safe_piece_by_piece(left: str, right: str) -> None:
    assert safe(left + right) == safe(left) + safe(right)
    assert hidden_codes(safe(left)) <= {"\t"}
    assert hidden_codes(one_line(left) + tsv_cell(left) + markdown_cell(left)) == set()


@given(values(Sheet), st.integers(60, 160), st.sampled_from(["table", "csv", "tsv", "md", "json", "jsonl"]))
def test_a_sheet_keeps_its_words_and_steers_no_terminal(sheet: Sheet, width: int, format_name: FormatName) -> None:
    text = sheet_shown(sheet, format_name, width)
    assert hidden_codes(text) <= ({"\t"} if format_name in ("tsv", "csv") else set())
    if format_name == "table":
        fields = map(field_in_words, (*sheet.fields, *sheet.links))
        owed = one_line(title_in_words(sheet) + "".join(itertools.chain.from_iterable(fields)))
        assert Counter("".join(owed.split())) - Counter(text) == Counter()
