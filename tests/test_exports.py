"""Exports are what the tools of each field take them for: each is read back by one that is not ours.

STIX by stix2 and the OASIS validator, iCalendar by icalendar, ClaimReview by a JSON-LD processor, Parquet by Arrow,
BibTeX by pybtex, CSV and JSON by the standard library.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import stix2
from conftest import ROOT, Ran, run_in
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pyld import jsonld
from test_cli import on_terminal
from test_queries import Met, Said, Story, filled

from tracker.export.bibtex import bibtex, entry
from tracker.export.cameo import cameo_code
from tracker.export.claimreview import Publisher, claimreview
from tracker.export.csv_file import csv_file
from tracker.export.ics import ics
from tracker.export.lists import LISTS
from tracker.export.parquet import parquet
from tracker.export.stix import Beside, stix
from tracker.export.timelinejs import timelinejs
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.render.safe import HIDDEN, one_line
from tracker.store.opening import open_to_read
from tracker.views.claims import ClaimRow
from tracker.views.meetings import Attendee, MeetingRow
from tracker.views.quotations import Publication
from tracker.views.reports import Word

Form = dict[str, Any]
FORMS = ("stix", "timelinejs", "ics", "claimreview", "csv", "parquet", "bibtex")
ASKED = "Russia has asked China for military equipment"


class Exports:
    """The sample articles with a claim rated 2 and another rated 6, as each command exports them."""

    def __init__(self, home: Path, sample: Path) -> None:
        self.home = home
        self.store = Path(shutil.copy(sample, home / "tracker.db"))
        first, second = self.claim(ASKED), self.claim("China was ready to help mediate")
        for claim, mark in ((first, "2"), (second, "6")):
            assert self.run("rate", claim, mark, "--why", "three <outlets>").status == 0

    def run(self, *args: str | Path, **env: Any) -> Ran:
        return run_in(self.home, *args, "--db", self.store, **env)

    def claim(self, words: str) -> str:
        return str(next(row["id"] for row in self.rows("claims") if row["words"].startswith(words)))

    def rows(self, command: str) -> list[Form]:
        rows: list[Form] = json.loads(self.run(command, "--format", "json").out)
        return rows

    def made(self, *args: str) -> bytes:
        """What `tracker export` writes into a file."""
        done = self.run("export", *args, "--output", "made")
        assert done.status == 0, done.err
        return (self.home / "made").read_bytes()

    def text(self, article: str) -> str:
        with closing(sqlite3.connect(self.store)) as db:
            return str(db.execute("select text from articles where id = ?", (article,)).fetchone()[0])


@pytest.fixture(scope="module")
def exports(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(tmp_path_factory.mktemp("exports"), sample_store)


@pytest.fixture(scope="module")
def bundle(exports: Exports) -> list[Form]:
    """The objects of the STIX bundle."""
    objects: list[Form] = json.loads(exports.made("stix", "--case", "Arms"))["objects"]
    return objects


def of_type(bundle: list[Form], *types: str) -> list[Form]:
    return [one for one in bundle if one["type"] in types]


def provenance(one: Form) -> Form:
    (values,) = one["extensions"].values()
    return dict(values)


# ------------------------------------------------------------------ STIX


def test_the_bundle_is_valid_stix_by_the_validator_of_oasis_and_read_by_stix2(exports: Exports) -> None:
    import stix2validator  # takes seconds, and each process that collects the tests would take them

    text = exports.made("stix", "--case", "Arms").decode()
    known = "103,202,302"  # ids of version 5; relations between notes; addresses without the hash of the page
    checked = stix2validator.validate_string(text, stix2validator.ValidationOptions(version="2.1", disabled=known))
    assert (checked.is_valid, checked.errors or [], checked.warnings or []) == (True, [], [])
    assert len(stix2.parse(text, allow_custom=False).objects) == len(json.loads(text)["objects"])


def test_every_reference_of_the_bundle_leads_to_an_object_of_it(bundle: list[Form]) -> None:
    ids = [one["id"] for one in bundle]
    named = {
        ref for one in bundle for name, value in one.items() if name.endswith(("_ref", "_refs"))
        for ref in ([value] if isinstance(value, str) else value)
    }  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert named <= set(ids)


def test_each_claim_is_a_note_each_repeat_a_sighting_and_each_article_a_report(
    exports: Exports, bundle: list[Form]
) -> None:
    claims = [one for one in of_type(bundle, "note") if "claim" in one["labels"]]
    rows = {row["id"]: row for row in exports.rows("claims")}
    sightings = Counter(one["sighting_of_ref"] for one in of_type(bundle, "sighting"))
    assert {provenance(one)["record"] for one in claims} == set(rows)
    for one in claims:
        row = rows[provenance(one)["record"]]
        assert one["abstract"] == row["words"]
        assert sightings[one["id"]] == max(0, row["reports"] - 1)
    with_statements = {row["id"] for row in exports.rows("articles") if row["statements"]}
    assert {provenance(one)["record"] for one in of_type(bundle, "report")} == with_statements


def test_each_meeting_is_a_note_about_those_who_took_part(exports: Exports, bundle: list[Form]) -> None:
    notes = {provenance(one)["record"]: one for one in of_type(bundle, "note") if "meeting" in one["labels"]}
    sightings = Counter(one["sighting_of_ref"] for one in of_type(bundle, "sighting"))
    identities = {one["id"]: one for one in of_type(bundle, "identity")}
    rows = exports.rows("meetings")
    assert {row["id"] for row in rows} == set(notes)
    for row in rows:
        one, fields = notes[row["id"]], provenance(notes[row["id"]])
        assert sightings[one["id"]] == len(row["reports"]) - 1
        assert (fields["status"], fields["mode"], fields.get("start")) == (row["status"], row["mode"], row["start"])
        assert fields["participants"] == [person["name"] for person in row["participants"]]
        known = {identities[ref]["name"] for ref in one["object_refs"] if ref in identities}
        assert known <= set(fields["participants"])
    (zurich,) = (row for row in rows if row["place"] == "Zurich")
    assert {"Jake Sullivan", "Yang Jiechi"} <= {
        identities[ref]["name"] for ref in notes[zurich["id"]]["object_refs"] if ref in identities
    }


def test_who_meets_and_speaks_is_one_identity_whatever_is_exported(exports: Exports, bundle: list[Form]) -> None:
    with closing(open_to_read(exports.store)) as db:
        met = queries.meetings(db, Filters())
        made = json.loads(b"".join(stix(db, Filters(), [], Beside(meetings=met.rows))))["objects"]
    every = {one["id"]: one for one in bundle}
    assert of_type(made, "identity")
    assert [one for one in of_type(made, "identity", "note") if every.get(one["id"]) != one] == []


def test_a_denial_is_a_note_of_its_own_that_denies_the_note_of_the_claim(exports: Exports, bundle: list[Form]) -> None:
    notes = {one["id"]: one for one in of_type(bundle, "note")}
    relations = {
        (provenance(notes[one["source_ref"]])["record"], provenance(notes[one["target_ref"]])["record"]): one
        for one in of_type(bundle, "relationship")
    }
    linked = [row for row in exports.rows("denials") if row["claim"]]
    assert linked
    for row in linked:
        one = relations[row["id"], row["claim"]]
        assert one["relationship_type"] == {"deny": "denies", "deny_knowledge": "denies-knowledge-of"}[row["stance"]]
        assert "confidence" not in one


def test_only_a_person_s_rating_makes_confidence_and_opinion(exports: Exports, bundle: list[Form]) -> None:
    rated = [one for one in bundle if "confidence" in one]
    (opinion,) = of_type(bundle, "opinion")
    assert [(provenance(one)["record"], one["confidence"]) for one in rated] == [(exports.claim(ASKED), 70)]
    assert (opinion["opinion"], opinion["object_refs"]) == ("agree", [rated[0]["id"]])
    assert opinion["explanation"] == "Probably true (Admiralty credibility 2): three <outlets>"


def test_unnamed_speakers_are_a_class_and_persons_individuals(bundle: list[Form]) -> None:
    classes = {one["name"]: one["identity_class"] for one in of_type(bundle, "identity")}
    assert (classes["US officials"], classes["Jake Sullivan"]) == ("class", "individual")
    assert classes["Harbour Post"] == "organization"


def test_words_in_the_bundle_are_found_again_at_their_place(exports: Exports, bundle: list[Form]) -> None:
    reports = {one["id"]: provenance(one)["record"] for one in of_type(bundle, "report")}
    notes = of_type(bundle, "note")
    for one in notes:
        place, quote = provenance(one)["target"]["selector"]
        text = exports.text(reports[one["object_refs"][0]])
        assert text[place["start"] : place["end"]] == quote["exact"] == one["content"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


def test_a_case_is_a_grouping_of_all_notes(bundle: list[Form]) -> None:
    (case,) = of_type(bundle, "grouping")
    assert (case["name"], set(case["object_refs"])) == ("Arms", {one["id"] for one in of_type(bundle, "note")})


# ------------------------------------------------------------------ the other forms


def test_the_calendar_has_an_event_for_each_meeting_with_a_date_and_no_mail_address(exports: Exports) -> None:
    done = exports.run("export", "ics")
    events = icalendar.Calendar.from_ical(done.out).walk("VEVENT")
    meetings = [row for row in exports.rows("meetings") if row["start"] and row["status"] != "habitual"]
    statuses = {"held": "CONFIRMED", "planned": "TENTATIVE", "proposed": "TENTATIVE"}
    assert [str(event["STATUS"]) for event in events] == [statuses.get(row["status"], "CANCELLED") for row in meetings]
    for event, row in zip(events, meetings, strict=True):
        assert event.decoded("DTSTART").isoformat() == row["start"][:10]
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert str(event.get("LOCATION", "")) == (row["place"] or "")
        assert row["id"] in str(event["DESCRIPTION"])
    assert "ATTENDEE" not in done.out
    assert "mailto" not in done.out
    assert any(line.endswith("left out: without a date, or a habit of meeting and no event") for line in done.said)


def test_claimreview_has_what_a_person_rated_as_linked_data(exports: Exports) -> None:
    done = exports.run("export", "claimreview", "--author", "Fact Desk", "--url", "https://example.org/checks/{id}")
    reviews = jsonld.expand(json.loads(done.out), {"documentLoader": schema_org})
    (review,) = reviews
    s = "http://schema.org/"
    claim = exports.claim(ASKED)
    assert review["@type"] == [s + "ClaimReview"]
    assert review[s + "url"][0]["@id"] == f"https://example.org/checks/{claim}"
    assert review[s + "reviewRating"][0][s + "alternateName"][0]["@value"] == "Probably true"
    reviewed = review[s + "itemReviewed"][0]
    places = [work["http://www.w3.org/ns/oa#hasSelector"] for work in reviewed[s + "appearance"]]
    assert len(places) == next(row["articles"] for row in exports.rows("claims") if row["id"] == claim)
    assert [kind["@type"] for kind in places[0]] == [
        ["http://www.w3.org/ns/oa#TextPositionSelector"], ["http://www.w3.org/ns/oa#TextQuoteSelector"],
    ]  # fmt: skip
    assert "ratingValue" not in done.out
    assert len(exports.rows("claims")) - 1 == int(done.said[0].split()[1])


def schema_org(url: str, _: object) -> Form:
    """The context of schema.org, without the network: all its names, and which of them are addresses."""
    assert url == "https://schema.org"
    context = {"@vocab": "http://schema.org/", "url": {"@id": "http://schema.org/url", "@type": "@id"}}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}


def test_the_timeline_has_an_event_for_each_row_with_a_date(exports: Exports) -> None:
    done = exports.run("export", "timelinejs", "--title", "Arms & aid")
    made = json.loads(done.out)
    rows = exports.rows("timeline")
    dated = [row for row in rows if row["date"]]
    assert made["title"]["text"]["headline"] == "Arms &amp; aid"
    assert [event["unique_id"] for event in made["events"]] == [row["id"] for row in dated]
    for event, row in zip(made["events"], dated, strict=True):
        assert event["start_date"].get("year") == int(row["date"][:4])
        assert ("day" in event["start_date"]) == (len(row["date"]) > 7)
    assert f"{len(rows) - len(dated)} events without a date left out" in done.err


@pytest.mark.parametrize("name", LISTS)
def test_csv_and_parquet_have_the_rows_of_the_list_with_their_words_and_place(exports: Exports, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(exports.made("csv", "--list", name).decode(), newline="")))
    table = pq.read_table(pa.BufferReader(exports.made("parquet", "--list", name)))
    typed = table.to_pylist()
    assert table.column_names == list(rows[0]) == [column.name for column in LISTS[name].columns]  # type: ignore[index]
    assert all(table.schema.field(one).metadata[b"about"] for one in table.column_names)
    if name != "statements":
        assert [row["id"] for row in rows] == [row["id"] for row in exports.rows(name)]
    assert [row["id"] for row in typed] == [row["id"] for row in rows]
    for row in typed:
        if "exact" in row:
            assert exports.text(row["article"])[row["span_start"] : row["span_end"]] == row["exact"]
            assert row["url"].startswith("https://example.org/")


def test_parquet_types_numbers_days_moments_and_lists(exports: Exports) -> None:
    meetings = pq.read_table(pa.BufferReader(exports.made("parquet", "--list", "meetings")))
    articles = pq.read_table(pa.BufferReader(exports.made("parquet", "--list", "articles")))
    types = {name: str(meetings.schema.field(name).type) for name in ("first_day", "participants", "reports")}
    assert types == {"first_day": "date32[day]", "participants": "list<element: string>", "reports": "int64"}
    assert str(articles.schema.field("ingested_at").type) == "timestamp[us, tz=UTC]"


def test_bibtex_has_an_entry_for_each_article_under_its_id(exports: Exports) -> None:
    entries = parse_string(exports.made("bibtex").decode(), "bibtex").entries
    rows = exports.rows("articles")
    assert list(entries) == [row["id"] for row in rows]
    for row in rows:
        fields = entries[row["id"]].fields
        assert (fields["url"], fields.get("date"), fields["organization"]) == (
            row["url"], row["published"], row["outlet"],
        )  # fmt: skip


# ------------------------------------------------------------------ every form


@pytest.mark.parametrize("form", FORMS)
def test_the_same_store_and_filters_give_the_same_bytes(exports: Exports, form: str) -> None:
    once = exports.run("export", form, "--output", "made 1", PYTHONHASHSEED="1")
    again = exports.run("export", form, "--output", "made 2")  # in a process that orders sets by chance
    assert (once.status, once.err) == (again.status, again.err) == (0, once.err)
    assert (exports.home / "made 1").read_bytes() == (exports.home / "made 2").read_bytes() != b""


@pytest.mark.parametrize("form", FORMS)
def test_filters_narrow_an_export_as_they_narrow_its_list(exports: Exports, form: str) -> None:
    everything, some = len(exports.made(form)), len(exports.made(form, "--outlet", "Eastward Courier"))
    assert some < everything


def test_what_a_limit_leaves_out_is_said(exports: Exports) -> None:
    done = exports.run("export", "csv", "--limit", "2")
    assert len(list(csv.DictReader(io.StringIO(done.out, newline="")))) == 2
    assert done.said == [f"tracker: {len(exports.rows('claims')) - 2} more left out by --limit"]


def test_an_export_never_takes_the_place_of_a_store_nor_leaves_half_a_file(exports: Exports) -> None:
    before = exports.store.read_bytes()
    refused = exports.run("export", "csv", "--output", exports.store)
    nowhere = exports.run("export", "csv", "--output", "nowhere/claims.csv")
    assert (refused.status, nowhere.status) == (2, 2)
    assert "perhaps a store: name another file" in refused.err
    assert "nowhere/claims.csv: No such file or directory: name a file" in nowhere.err
    assert exports.store.read_bytes() == before
    assert list(exports.home.glob(".*")) == []


def test_a_list_refuses_what_it_cannot_be_asked_for(exports: Exports) -> None:
    done = exports.run("export", "csv", "--list", "meetings", "--kind", "deny")
    assert (done.status, done.out) == (2, "")
    assert "no --kind deny in meetings: choose from held" in done.err


def test_parquet_is_not_written_to_a_terminal(exports: Exports) -> None:
    done = on_terminal(exports.home, "export", "parquet", "--db", exports.store, width=100)
    assert (done.status, "\0" in done.out) == (2, False)
    assert "Parquet is not for a terminal" in done.out


@pytest.mark.parametrize(("form", "module"), [("ics", "icalendar"), ("parquet", "pyarrow")])
def test_a_form_whose_library_is_missing_says_how_to_install_it(exports: Exports, form: str, module: str) -> None:
    missing = exports.home / "missing"
    missing.mkdir(exist_ok=True)
    (missing / f"{module}.py").write_text("raise ImportError")
    done = exports.run("export", form, "--output", "none", PYTHONPATH=f"{missing}:{ROOT}")
    install = f"pip install 'tracker[{form}]', then try again"
    assert (done.status, done.said) == (1, [f"tracker: this form cannot be written without {module}: {install}"])
    assert not (exports.home / "none").exists()


@pytest.mark.parametrize(
    ("status", "mode", "country", "code"),
    [
        ("held", "phone", None, "041"),
        ("held", "in_person", "ITA", "044"),
        ("held", "in_person", "CHN", "042"),
        ("held", "in_person", None, "040"),
        ("held", "video", None, "040"),
        ("planned", "in_person", "ITA", "036"),
        ("refused", "unknown", None, "125"),
        ("cancelled", "in_person", "ITA", None),
    ],
)
def test_a_meeting_has_the_code_of_what_is_known_of_it(
    status: str, mode: str, country: str | None, code: str | None
) -> None:
    sides = (Attendee("Jake Sullivan", "USA"), Attendee("Yang Jiechi", "CHN"))
    assert cameo_code(MeetingRow("m1", status, mode, None, None, None, sides, (), country=country)) == code


# ------------------------------------------------------------------ dates no finer than the article's


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Meetings and a claim whose dates are a month, a week, some days and unknown."""
    met = [
        Met(("Jake Sullivan", "Yang Jiechi"), when or "none", when) for when in ("2022-03", "2022-W10", "2022", None)
    ]
    days = Met(("Jake Sullivan", "Yang Jiechi"), "days", "2022-03-04/2022-03-06")
    said = Said("Jake Sullivan", "it rained", claim="rain", said="2022-03")
    with closing(filled(tmp_path / "t.db", Story("a", (said, *met, days), "2022-W10", "The Post"))) as db:
        yield db


def test_a_meeting_of_some_day_of_a_month_is_all_of_the_month_in_a_calendar_and_says_so(
    dated: sqlite3.Connection,
) -> None:
    rows = queries.meetings(dated, Filters()).rows
    events = icalendar.Calendar.from_ical(b"".join(ics(dated, rows))).walk("VEVENT")
    shown = {str(one["SUMMARY"]): (str(one.decoded("DTSTART")), str(one.decoded("DTEND"))) for one in events}
    who = "Jake Sullivan, Yang Jiechi"
    assert shown == {
        f"Within 2022: {who}": ("2022-01-01", "2023-01-01"),
        f"Within March 2022: {who}": ("2022-03-01", "2022-04-01"),
        who: ("2022-03-04", "2022-03-07"),
        f"Within 7 to 13 March 2022: {who}": ("2022-03-07", "2022-03-14"),
    }


def test_a_timeline_leaves_out_months_and_days_that_are_not_known(dated: sqlite3.Connection) -> None:
    filters = Filters()
    made = json.loads(b"".join(timelinejs(dated, filters, queries.timeline(dated, filters).rows, None)))
    shown = {one["display_date"]: (one["start_date"], one.get("end_date")) for one in made["events"]}
    assert shown["2022"] == ({"year": 2022}, None)
    assert shown["March 2022"] == shown["March 2022 (said)"] == ({"year": 2022, "month": 3}, None)
    week = shown["7 to 13 March 2022"]
    assert week == ({"year": 2022, "month": 3, "day": 7}, {"year": 2022, "month": 3, "day": 13})
    assert len(shown) == 5


def test_a_week_is_a_month_in_bibtex_no_date_in_claimreview_and_no_moment_in_stix(dated: sqlite3.Connection) -> None:
    filters = Filters()
    (claim,) = queries.claims(dated, filters).rows
    (article,) = queries.articles(dated, filters).rows
    assert "date = {2022-03}," in b"".join(bibtex(dated, [article])).decode()
    (review,) = json.loads(b"".join(claimreview(dated, [rated(claim)], Publisher())))["@graph"]
    assert review["itemReviewed"]["datePublished"] == "2022-03"
    assert "datePublished" not in review["itemReviewed"]["firstAppearance"]
    (report,) = of_type(json.loads(b"".join(stix(dated, filters, [claim])))["objects"], "report")
    came = dt.datetime.fromisoformat(article.ingested_at)
    assert dt.datetime.fromisoformat(report["published"]) == came
    assert provenance(report)["published"] == "2022-W10"


def rated(claim: ClaimRow, why: str = "why") -> ClaimRow:
    return replace(claim, credibility="2", decided_by=(Word("rated", "alice", "2022-04-01T09:00:00+00:00", why, "d1"),))


def test_what_may_be_a_denial_is_never_exported_as_one(tmp_path: Path) -> None:
    story = Story("a", (
        Said("A mayor", "it rained", claim="rain", kind="unnamed"),
        Said("An aide", "it is not so", "deny", answers="rain", state="possible"),
    ))  # fmt: skip
    with closing(filled(tmp_path / "t.db", story)) as db:
        for possible, types in ((False, []), (True, ["possibly-denies"])):
            filters = Filters(possible=possible)
            made = json.loads(b"".join(stix(db, filters, queries.claims(db, filters).rows)))["objects"]
            assert [one["relationship_type"] for one in of_type(made, "relationship")] == types


# ------------------------------------------------------------------ hostile text

_NASTY = (
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1+1", "\uff1dA1", "\t=1", "\r\nEND:VCALENDAR\r\n", "\\n\\,;:", "{", "}}",
    "\\", "\\}", '"', "a\nb", "</script><script>alert(1)</script>", "<img src=x onerror=a()>", "&amp;lt;",
    "100% #1 $x_y^~", "@article{x, a = {", "\0", "\x1b[31m", "\u202e", "\u2028", "\ufeff", "é" * 200, "한" * 60,
    "😀" * 50, "x" * 500, "javascript:a()", "http://[", "https://example.org/a b{c}%d",
)  # fmt: skip
_STORED = st.characters(exclude_categories=["Cs"])  # what SQLite can hold
TEXTS = st.sampled_from(_NASTY) | st.text(_STORED, min_size=1, max_size=80)
FORMULA = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


class Tags(HTMLParser):
    """The tags of some HTML, its text, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.links: list[str | None] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@contextmanager
def hostile_store(words: str, name: str, place: str, outlet: str) -> Iterator[sqlite3.Connection]:
    """A store of one article in which everything that an article can choose is hostile."""
    met = Met((name, "Yang Jiechi"), "m", "2022-03-14", place=place)
    said = Said(name, words, claim="it", kind="unnamed")
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "t.db"
        filled(path, Story("a", (said, met), outlet=outlet)).close()
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("update articles set title = ?, author = ?, url = ?, given_id = ?", (words, name, place, outlet))
        with closing(open_to_read(path)) as db:
            yield db


@pytest.mark.parametrize("text", _NASTY)
def test_a_text_made_to_break_a_form_breaks_none(text: str) -> None:
    check_forms(text, text, text, text)


@settings(max_examples=15)
@given(words=TEXTS, name=TEXTS, place=TEXTS, outlet=TEXTS)
def test_no_text_breaks_a_form(words: str, name: str, place: str, outlet: str) -> None:
    check_forms(words, name, place, outlet)


def check_forms(words: str, name: str, place: str, outlet: str) -> None:
    with hostile_store(words, name, place, outlet) as db:
        (claim,) = queries.claims(db, Filters()).rows
        assert claim.words == words
        check_stix(db, claim)
        check_pages(db, claim)
        check_calendar(db, name, place)
        check_lists(db, words)
        check_bibtex(db, words)


def check_stix(db: sqlite3.Connection, claim: ClaimRow) -> None:
    """The text is exactly that of the article, and shows a terminal no code."""
    made = b"".join(stix(db, Filters(), [rated(claim, claim.words)], case=claim.words)).decode()
    notes = [one for one in stix2.parse(made).objects if one.type == "note"]
    text = db.execute("select text from articles").fetchone()[0]
    (start, end) = db.execute("select start, end from statements").fetchone()
    assert [(one.abstract, one.content) for one in notes] == [(claim.words, text[start:end])]
    assert not HIDDEN.search(made)


def check_pages(db: sqlite3.Connection, claim: ClaimRow) -> None:
    """What is put into a page has no tag but ours, leads nowhere but to pages, and does not end a script element."""
    review = b"".join(claimreview(db, [rated(claim, claim.words)], Publisher())).decode()
    assert json.loads(review)["@graph"][0]["claimReviewed"] == claim.words
    line = b"".join(timelinejs(db, Filters(), queries.timeline(db, Filters()).rows, claim.words)).decode()
    assert "<" not in review + line
    for event in json.loads(line)["events"]:
        for part in (event["text"]["headline"], event["text"]["text"], event["display_date"], event["group"]):
            tags = Tags(part)
            assert tags.tags <= {"p", "a"}
            assert all(str(link).lower().startswith("http") for link in tags.links)
    assert one_line(claim.words) in Tags(json.loads(line)["title"]["text"]["headline"]).text


def check_calendar(db: sqlite3.Connection, name: str, place: str) -> None:
    """Lines are at most 75 octets long and end in CRLF (RFC 5545, 3.1), and the text is what it was."""
    made = b"".join(ics(db, queries.meetings(db, Filters()).rows))
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    mark = "\ufeff"  # in front of a text the library takes it for a mark of the encoding
    assert str(event.get("LOCATION", "")) == one_line(place).removeprefix(mark)
    assert str(event["SUMMARY"]) == one_line(f"{name}, Yang Jiechi").removeprefix(mark)
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [line for line in lines if line.startswith((b"BEGIN", b"END"))] == [
        b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"END:VCALENDAR",
    ]  # fmt: skip


def check_lists(db: sqlite3.Connection, words: str) -> None:
    """A spreadsheet finds no formula, and as many cells as there are columns; Parquet has the text exactly."""
    for which in LISTS.values():
        rows = which.ask(db, Filters()).rows
        made = b"".join(csv_file(db, Filters(), which, rows)).decode()
        lines = list(csv.reader(io.StringIO(made, newline="")))
        assert [len(line) for line in lines] == [len(which.columns)] * (len(rows) + 1)
        assert not any(FORMULA.match(cell) for line in lines for cell in line)
    which = LISTS["claims"]
    table = pq.read_table(pa.BufferReader(b"".join(parquet(db, Filters(), which, which.ask(db, Filters()).rows))))
    assert table.column("words").to_pylist() == [words]


def check_bibtex(db: sqlite3.Connection, words: str) -> None:
    """One entry under its id, with the braces of each field closed, and a title that LaTeX prints as it is."""
    (article,) = queries.articles(db, Filters()).rows
    entries = parse_string(b"".join(bibtex(db, [article])).decode(), "bibtex").entries
    assert list(entries) == [article.id]
    title = entries[article.id].fields["title"]
    assert re.sub(r"\s+", " ", printed(title)) == re.sub(r"\s+", " ", one_line(words) or title)


def printed(field: str) -> str:
    """What LaTeX prints of a field in braces: the ten special characters by their commands."""
    assert (field[0], field[-1]) == ("{", "}")
    commands = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    return re.sub(
        r"\\text([a-z]+)\{\}|\\([#$%&_])",
        lambda found: commands[found[1]] if found[1] else str(found[2]),
        field[1:-1],
    )


@given(title=TEXTS, author=TEXTS, url=TEXTS)
def test_no_title_byline_or_address_ends_a_bibtex_field(title: str, author: str, url: str) -> None:
    one = Publication("a1", None, title, author, "The Post", url, "2022-03-14", "given", "en", "0", "2022-03-14")
    made = parse_string(entry(one) + "@misc{last, title = {x}}", "bibtex").entries
    assert list(made) == ["a1", "last"]
    assert set(made["a1"].fields) >= {"title", "date", "organization"}
