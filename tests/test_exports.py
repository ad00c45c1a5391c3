"""Exports are what the tools of each field take them for: each is read back by one that is not ours.

STIX by stix2 and the OASIS validator, iCalendar by icalendar, ClaimReview by a JSON-LD processor, Parquet by Arrow,
BibTeX by pybtex, CSV and JSON by the standard library.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import icalendar
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import stix2
import stix2validator
from conftest import Ran, run_in
from pybtex.database import parse_string
from pyld import jsonld
from test_cli import on_terminal

from tracker.export.lists import LISTS

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
    told = {row["id"] for row in exports.rows("articles") if row["statements"]}
    assert {provenance(one)["record"] for one in of_type(bundle, "report")} == told


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
        assert event["DTSTART"].dt.isoformat() == row["start"][:10]
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert str(event.get("LOCATION", "")) == (row["place"] or "")
        assert row["id"] in event["DESCRIPTION"]
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
    once, again = (exports.run("export", form, "--output", f"made {seed}", PYTHONHASHSEED=seed) for seed in "12")
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
