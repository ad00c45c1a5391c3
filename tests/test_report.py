"""A report is what the lists say, every row leads to its words, and nothing in a text is more than text."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, run_in
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from test_queries import EMBASSY, OFFICIALS, Met, Said, filled, story
from test_render import ESCAPES, LONG, MARKDOWN, MARKUP, TURNED

from tracker.dates import PartialDate
from tracker.errors import TrackerError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.render.safe import one_line
from tracker.report.chart import chart_of
from tracker.report.contents import Note, ReportRequest, gather
from tracker.report.document import as_document
from tracker.report.markdown import as_markdown
from tracker.report.page import as_page
from tracker.report.text import laid_out
from tracker.report.words import date_words
from tracker.store.opening import open_to_read
from tracker.views.citations import Citation, CitedArticle
from tracker.views.timeline import TimelineRow

MARK_UP = "<script>window.owned = 1</script><img src=x onerror=window.owned=2> </script> <!-- {{ 7 * 7 }}"
SPEAKER = '<b onclick="window.owned = 3">Mallory</b>'
STORIES = (
    story(
        "harbour-1", OFFICIALS, Met(("Jake Sullivan", "Yang Jiechi"), "rome", "2022-03-14", place="Rome"),
        Said("Yang Jiechi", "the charge was groundless", "deny", "answered", actor="yang", answers="asked"),
        published="2022-03-13", outlet="Harbour Post",
    ),
    story(
        "lantern-1", Said("An aide", OFFICIALS.words, actor="USA", about=("RUS", "CHN"), claim="asked"), EMBASSY,
        Said("The White House", "to describe the request", "no_comment", "declined", actor="USA", answers="asked"),
        outlet="Lantern Daily",
    ),
    story(
        "hostile-1", Said(SPEAKER, MARK_UP, actor="RUS", claim="owned"), Said("Eve", MARKUP, "deny", answers="owned"),
        Said("Eve", ESCAPES + TURNED + "\ufffe" + LONG, claim="odd"), Said("Eve", MARKDOWN, claim="mark"),
        outlet=MARK_UP,
    ),
    story(
        "undated-1", Said("Vladimir Putin", "there is no plan", actor="putin", claim="plan"),
        Met(("Vladimir Putin", "Yang Jiechi"), "later", "2022-04", status="planned"), published=None,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of four articles, one of them full of tricks. Only for reading."""
    path = tmp_path_factory.mktemp("report") / "tracker.db"
    filled(path, *STORIES).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update articles set title = 'A plea, ' || given_id, url = 'https://example.org/' || given_id")
        trick = (f"</style>{MARK_UP}", "javascript:window.owned=4")
        db.execute("update articles set title = ?, url = ? where given_id = 'hostile-1'", trick)
    return path


@pytest.fixture(scope="module")
def db(made: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(made)) as connection:
        yield connection


@pytest.fixture(scope="module")
def tree(db: sqlite3.Connection) -> Any:
    """The page of the whole store, as a browser reads it."""
    return lxml_html.document_fromstring(as_page(gather(db, ReportRequest(Filters()))))


def texts(elements: Sequence[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


# ------------------------------------------------------------------ what it says


def test_rows_are_those_of_the_lists(db: sqlite3.Connection, tree: Any) -> None:
    rows = queries.timeline(db, Filters()).rows
    shown = texts(tree.xpath("//table[@id='rows']//tr[@data-kind]//a[@data-n]"))
    assert [re.sub(r" \[\d+\]$", "", words) for words in shown] == [
        " ".join(one_line(row.words).split()) for row in rows
    ]
    claims = [" ".join(one_line(row.claim).split()) for row in queries.disputed(db, Filters()).rows]
    assert texts(tree.xpath("//section[@id='disputed']//h3")) == claims
    assert len(tree.xpath("//section[@id='meetings']//tbody/tr")) == len(queries.meetings(db, Filters()).rows)
    counted = [int(words.split()[0]) for words in texts(tree.xpath("//section[@id='sources']//summary"))]
    assert counted == [row.statements for row in queries.sources(db, Filters()).rows]
    assert len(tree.xpath("//section[@id='articles']/article")) == len(queries.articles(db, Filters()).rows)


def test_every_row_leads_to_its_sentence_in_the_text_with_its_words_marked(db: sqlite3.Connection, tree: Any) -> None:
    contents = gather(db, ReportRequest(Filters()))
    by_number = {note.number: note for note in contents.notes.values()}
    links = tree.xpath("//a[@data-n]")
    assert {int(link.get("data-n")) for link in links} == set(by_number)
    for link in links:
        note = by_number[int(link.get("data-n"))]
        (sentence,) = tree.xpath("//*[@id=$id]", id=link.get("href")[1:])
        (text,) = sentence.xpath("ancestor::div[@class='text']")
        marked = [mark for mark in text.iter("mark") if str(note.number) in mark.get("data-n").split()]
        assert any(mark.getparent() is sentence for mark in marked)
        whole = note.article.text
        expected = "".join(whole[start:end] for start, end in note.citation.pieces)
        words = "".join(mark.text_content() for mark in marked)
        assert re.sub(r"\s", "", words) == re.sub(r"\s", "", one_line(expected))


def test_a_source_has_the_statements_that_its_row_counts(db: sqlite3.Connection, tree: Any) -> None:
    for details in tree.xpath("//section[@id='sources']//details"):
        assert len(details.xpath("ul/li")) == int(details.xpath("summary")[0].text.split()[0])


def test_both_sides_of_a_dispute_stand_beside_each_other_and_who_declined_apart(tree: Any) -> None:
    (dispute,) = (one for one in tree.xpath("//article[@class='dispute']") if OFFICIALS.words in one.text_content())
    sides = {side.xpath("h4")[0].text: " ".join(texts(side.xpath("ul"))) for side in dispute.xpath(".//div/section")}
    assert "US officials (United States)" in sides["Asserted"] and "An aide" in sides["Asserted"]
    assert "Liu Pengyu (China) denies knowledge of it" in sides["Denied"] and "Yang Jiechi" in sides["Denied"]
    assert "The White House" in sides["Declined to say"]
    assert "2 articles / 2 outlets / 2 origins" in dispute.text_content()


@pytest.mark.parametrize("which", ["actor", "outlet"])
def test_to_choose_an_actor_or_outlet_in_the_page_finds_what_the_option_finds(
    db: sqlite3.Connection, tree: Any, which: str
) -> None:
    rows = tree.xpath("//table[@id='rows']//tr[@data-kind]")
    keys = [(row.id, row.kind) for row in queries.timeline(db, Filters()).rows]
    options = tree.xpath(f"//select[@name='{which}']/option[@value!='']")
    assert len(options) > 2
    for option in options:
        chosen = [option.get("value") in row.get(f"data-{which}").split() for row in rows]
        found = {key for key, is_chosen in zip(keys, chosen, strict=True) if is_chosen}
        if which == "outlet":
            name = next(one.outlet for one in STORIES if one.outlet and one_line(one.outlet) == option.text_content())
            filters = Filters(outlet=name)
        else:
            filters = Filters(actors=(option.text_content(),))
        assert found == {(row.id, row.kind) for row in queries.timeline(db, filters).rows}


def test_filters_title_and_what_they_leave_out_are_shown(db: sqlite3.Connection) -> None:
    asked = ReportRequest(Filters(actors=("China",), since=PartialDate.parse("2022-03-01"), limit=2))
    for shown in (as_page(gather(db, asked)), as_markdown(gather(db, asked))):
        assert "China, since 1 March 2022" in shown
        assert "at most 2" in shown
        assert re.search(r"Left out by the limit: \d+ timeline rows", shown)
        assert "Left out for want of a date, by since and until" in shown


def test_dates_are_no_finer_than_the_article_and_undated_rows_stand_apart(tree: Any) -> None:
    blocks = [texts(body.xpath("tr")) for body in tree.xpath("//table[@id='rows']/tbody")]
    dated, undated = blocks
    assert any(row.startswith("April 2022") and "planned meeting" in row for row in dated)
    assert undated[0] == "Undated" and all("undated" in row for row in undated[1:])
    bars = tree.xpath("//a[@class='mark'][rect]")
    assert [bar.get("aria-label") for bar in bars] == ["Meetings not held, or not yet, April 2022: 1"]


def test_actors_go_by_their_names_and_dates_are_in_words_in_every_form(db: sqlite3.Connection, tree: Any) -> None:
    import docx

    contents = gather(db, ReportRequest(Filters()))
    document = docx.Document(io.BytesIO(as_document(contents)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    read = "\n".join([*(one.text for one in document.paragraphs), *cells])
    page = "\n".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)] | //@aria-label | //@title"))
    keys = [key for key, name in db.execute("select id, name from actors") if name not in (key, key.capitalize())]
    code = re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, keys))}|\d{{4}}-\d\d(-\d\d)?(T\w+)?|\d{{4}}-W\d\d)(?![\w-])"
    )
    for text in (page, as_markdown(contents), read):
        assert "United States" in text
        assert code.findall(text) == []


def test_a_date_with_a_time_of_day_or_none_that_is_known_is_said_in_words() -> None:
    words = [date_words(value) for value in ("2022-03-14", "2022-03-14TEV", "PAST_REF", None)]
    assert words == ["Monday 14 March 2022", "14 March 2022, evening", "some time ago", "undated"]


def test_the_same_store_gives_the_same_report(db: sqlite3.Connection) -> None:
    for form in (as_page, as_markdown):
        assert form(gather(db, ReportRequest(Filters()))) == form(gather(db, ReportRequest(Filters())))


def test_nothing_found_is_said_in_every_form(db: sqlite3.Connection) -> None:
    contents = gather(db, ReportRequest(Filters(about="nothing of the kind")))
    assert "Nothing was found." in as_page(contents) and "Nothing was found." in as_markdown(contents)
    assert as_document(contents)


# ------------------------------------------------------------------ text of articles is text


def test_the_page_allows_its_own_style_and_script_by_hash_and_nothing_else(tree: Any) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for name in ("style", "script"):
        (element,) = tree.xpath(f"//{name}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy


def test_no_element_loads_anything_or_has_a_style_or_handler_of_its_own(tree: Any) -> None:
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "action")}
    assert not [link for link in tree.xpath("//@href") if not re.match(r"#|https://example\.org/", link)]
    assert not tree.xpath("//iframe | //object | //embed | //link | //base | //img")


def test_hostile_text_is_shown_as_the_text_it_is(db: sqlite3.Connection, tree: Any) -> None:
    for hostile in (MARK_UP, SPEAKER, MARKUP, MARKDOWN, "javascript:window.owned=4"):
        assert one_line(hostile) in " ".join(tree.text_content().split())
    assert "\\x1b[2J" in tree.text_content() and "\\u202e" in tree.text_content()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\u2066]", as_page(gather(db, ReportRequest(Filters()))))


def test_markdown_has_a_footnote_for_every_number_and_no_markup_of_an_article(db: sqlite3.Connection) -> None:
    from markdown_it import MarkdownIt

    text = as_markdown(gather(db, ReportRequest(Filters())))
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert len(notes) == len(set(notes)) and set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(notes)
    line = next(line for line in text.splitlines() if line.startswith("[^1]:"))
    assert re.fullmatch(
        r"\[\^1\]: Harbour Post, Sunday 13 March 2022, “A plea, harbour-1”, https\\://example\.org/harbour-1: “.+”",
        line,
    )
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert not re.search(r"<(?!/?(h[1-3]|p|ul|li|table|thead|tbody|tr|th|td|strong)\b)", shown)


def test_a_word_document_has_headings_tables_and_references_that_numbers_lead_to(db: sqlite3.Connection) -> None:
    import docx

    contents = gather(db, ReportRequest(Filters(), "For the desk"))
    read = docx.Document(io.BytesIO(as_document(contents)))
    headings = [one.text for one in read.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == [
        "Timeline", "Disputed claims", "Meetings", "Sources and their records", "Articles", "References"
    ]  # fmt: skip
    assert read.core_properties.title == "For the desk" and read.core_properties.author == "tracker"
    assert len(read.tables[0].rows) == 1 + sum(row.date is not None for row in contents.timeline.rows)
    xml = read.element.xml
    anchors = set(re.findall(r'w:anchor="(\w+)"', xml))
    assert anchors == set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))
    assert len(anchors) == len(contents.notes)
    assert one_line(MARK_UP) in "\n".join(one.text for one in read.paragraphs)


def test_without_the_library_for_word_one_line_says_how_to_install_it(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(TrackerError, match=r"pip install 'tracker\[docx\]'"):
        as_document(gather(db, ReportRequest(Filters())))


# ------------------------------------------------------------------ cutting texts, drawing dates


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[str, list[Note]]:
    """A text, and notes that cite pieces of it, which may overlap in any way."""
    text = draw(st.text(st.sampled_from("ab. \nA\r\u00e9\U0001f600"), min_size=1, max_size=80))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(
        lambda place: (place[0], min(len(text), place[0] + place[1]))
    )
    article = CitedArticle("a", None, None, None, None, None, None, "unknown", None, 1, text)
    several = draw(st.lists(st.lists(places, min_size=1, max_size=3), max_size=4))
    return text, [
        Note(n, Citation(f"s{n}", "a", "", tuple(sorted(pieces)), pieces[0], "assert", None, None), article)
        for n, pieces in enumerate(several, start=1)
    ]


@given(cited_texts())
def test_a_text_is_cut_without_losing_a_letter_and_marks_are_what_is_cited(cited: tuple[str, list[Note]]) -> None:
    text, notes = cited
    laid = laid_out(text, "a0", notes)
    pieces = [one for paragraph in laid.paragraphs for sentence in paragraph.sentences for one in sentence.pieces]
    assert "".join("".join(one.text for one in pieces).split()) == "".join(text.split())
    assert set(laid.anchors) == {note.number for note in notes}
    for note in notes:
        cited_letters = {i for start, end in note.citation.pieces for i in range(start, end)}
        expected = "".join(text[i] for i in sorted(cited_letters)).split()
        assert "".join("".join(one.text for one in pieces if note.number in one.notes).split()) == "".join(expected)


def test_excerpts_keep_the_paragraphs_that_are_cited_and_show_the_gaps() -> None:
    text = "First.\n\nSecond says so.\n\nThird.\n\nFourth."
    article = CitedArticle("a", None, None, None, None, None, None, "unknown", None, 1, text)
    place = (text.index("Second"), text.index("Second") + 6)
    note = Note(1, Citation("s", "a", "Second", (place,), place, "assert", None, None), article)
    laid = laid_out(text, "a0", [note], excerpts=True)
    (paragraph,) = laid.paragraphs
    assert "".join(piece.text for one in paragraph.sentences for piece in one.pieces) == "Second says so."
    assert paragraph.after_gap and laid.gap_at_end
    assert len(laid_out(text, "a0", [note]).paragraphs) == 4


VALUES = ("2022-03-14", "2022-03", "2022", "2022-W10", "1961-08", "0001-01-01", "9999-12-31", None)


@given(st.lists(st.sampled_from(VALUES), max_size=8))
def test_every_date_is_drawn_once_and_within_the_chart(values: list[str | None]) -> None:
    rows = [
        TimelineRow(str(i), "claim", value, "said", "", None, "", None, None, "", 1) for i, value in enumerate(values)
    ]
    chart = chart_of(rows, None, None)
    if chart is None:
        assert not any(values)
        return
    marks = [mark for lane in chart.lanes for mark in lane.marks]
    assert sorted(i for mark in marks for i in mark.rows) == [i for i, value in enumerate(values) if value]
    for mark in marks:
        assert mark.x - mark.width / 2 >= 0 and mark.x + mark.width / 2 <= 100
        assert mark.is_day or mark.width > 0
    for zoom, ticks in chart.ticks.items():
        assert len(ticks) <= 6 * zoom + 1


# ------------------------------------------------------------------ the command


def test_the_form_is_that_of_the_suffix_and_any_other_is_refused(made: Path, run_tracker: Run, tmp_path: Path) -> None:
    for name, begins in (("r.html", b"<!doctype html>"), ("r.MD", b"# "), ("r.docx", b"PK"), ("r.htm", b"")):
        ran = run_tracker("report", "--db", made, "-o", name, *(["--format", "md"] if name == "r.htm" else []))
        assert ran.status == 0, ran.err
        assert ran.out == "" and "4 articles" in ran.err
        assert (tmp_path / name).read_bytes().startswith(begins)
    for name in ("r.txt", "r", "-"):
        ran = run_tracker("report", "--db", made, "-o", name)
        assert ran.status == 2 and ".html, .md or .docx" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.MD", "r.docx", "r.htm", "r.html"]


def test_a_file_that_is_there_is_kept_unless_force_is_said(made: Path, run_tracker: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("mine")
    ran = run_tracker("report", "--db", made, "-o", "r.md")
    assert ran.status == 2 and "--force" in ran.err and (tmp_path / "r.md").read_text() == "mine"
    ran = run_tracker("report", "--db", made, "-o", "r.md", "--force", "--actor", "nobody of the name")
    assert ran.status == 1 and (tmp_path / "r.md").read_text() == "mine"
    ran = run_tracker("report", "--db", made, "-o", "r.md", "--force", "--title", "For the desk")
    assert ran.status == 0 and (tmp_path / "r.md").read_text().startswith("# For the desk\n")


def test_a_report_never_takes_the_place_of_a_store(made: Path, run_tracker: Run, tmp_path: Path) -> None:
    store = Path(shutil.copy(made, tmp_path / "story.db"))
    before = store.read_bytes()
    done = run_tracker("report", "--output", store, "--format", "md", "--force", "--db", store)
    assert (done.status, "perhaps a store" in done.err, store.read_bytes() == before) == (2, True, True)


def test_a_pipe_is_written_to_and_a_link_leads_to_its_file(made: Path, run_tracker: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    ran = run_tracker("report", "--db", made, "-o", "pipe", "--format", "md", "--kind", "refusal", "--limit", "1")
    assert ran.status == 0, ran.err
    assert (tmp_path / "pipe").is_fifo() and os.read(reader, 2) == b"# "
    os.close(reader)
    (tmp_path / "r.md").touch()
    (tmp_path / "link.md").symlink_to("r.md")
    assert run_tracker("report", "--db", made, "-o", "link.md", "--force").status == 0
    assert (tmp_path / "link.md").is_symlink() and (tmp_path / "r.md").read_text().startswith("# ")


def test_a_report_goes_to_standard_output_but_a_word_document_does_not(made: Path, run_tracker: Run) -> None:
    ran = run_tracker("report", "--db", made, "-o", "-", "--format", "md", "--kind", "meeting")
    assert ran.status == 0 and ran.out.startswith("# ") and "planned meeting" in ran.out
    assert "| claim |" not in ran.out
    assert run_tracker("report", "--db", made, "-o", "-", "--format", "docx").status == 2
    assert run_tracker("report", "--db", made, "-o", "no-folder/r.md").status == 2
    assert run_tracker("report", "--db", made, "-o", ".", "--format", "md").status == 2


# ------------------------------------------------------------------ in a browser

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
Page = Any  # playwright's
Shown = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium; where there is none the test is skipped, or fails where CI is set."""
    if BROWSER is None or find_spec("playwright") is None:
        reason = "needs chromium and playwright: apt-get install chromium, pip install -e '.[dev]'"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(made: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    home = tmp_path_factory.mktemp("page")
    assert run_in(home, "report", "--db", made, "-o", "r.html").status == 0
    return (home / "r.html").as_uri()


@pytest.fixture(scope="module")
def opened(browser: Any, address: str) -> Iterator[Page]:
    """The page in a browser, with all that its console, its errors and its requests were."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)  # of a busy machine
    page.noted = []
    page.on("console", lambda message: page.noted.append(message.text))
    page.on("pageerror", lambda error: page.noted.append(str(error)))
    page.on("dialog", lambda dialog: page.noted.append(dialog.message))
    page.on("request", lambda request: page.noted.append(request.url) if request.url != address else None)
    page.goto(address)
    yield page
    assert page.noted == []  # whatever the tests did on it
    page.close()


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as it is when it is opened."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.emulate_media(color_scheme="light", media="screen")
    opened.reload()
    return opened


def visible_rows(page: Page) -> int:
    return int(page.locator("#rows tr[data-kind]:visible").count())


def test_rows_are_filtered_by_kind_actor_and_outlet_and_the_count_is_announced(page: Page) -> None:
    whole = visible_rows(page)
    page.select_option("select[name=kind]", "denial")
    denials = visible_rows(page)
    assert 0 < denials < whole
    assert page.inner_text("#shown[aria-live=polite]") == f"{denials} of {whole} rows"
    assert page.locator("a.mark:visible").count() == page.locator(".k-denial a.mark:visible").count() > 0
    page.select_option("select[name=outlet]", label="Harbour Post")
    assert visible_rows(page) == 1
    page.click("text=Show all")
    page.select_option("select[name=actor]", label="China")
    assert 0 < visible_rows(page) < whole
    page.click("text=Show all")
    assert visible_rows(page) == whole and page.inner_text("#shown") == f"{whole} rows"


def test_a_row_opens_its_sentence_by_the_keyboard_and_the_focus_comes_back(page: Page) -> None:
    link = page.locator("#rows a[data-n]", has_text=OFFICIALS.words)
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert dialog.is_visible() and dialog.locator("h2").inner_text() == "A plea, harbour-1"
    assert "".join(dialog.locator("mark.on").all_inner_texts()) == f"US officials said {OFFICIALS.words}"
    assert dialog.locator("mark.on").first.is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert link.evaluate("link => link === document.activeElement")
    link.click()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # the button that closes
    assert not dialog.is_visible()


def test_the_chart_is_zoomed_and_walked_by_keys_and_a_mark_leads_to_its_rows(page: Page) -> None:
    lines, first = page.locator("#lines"), page.locator("a.mark").first
    page.click("button[data-zoom=in]")
    assert lines.get_attribute("width") == "200%" and page.inner_text("#zoomed") == "2 times as wide"
    first.focus()
    page.keyboard.press("+")
    assert lines.get_attribute("width") == "400%"
    window, drawn_at = page.locator(".scroll").bounding_box(), page.locator("a.mark svg").all()
    assert any(window["x"] < mark.bounding_box()["x"] < window["x"] + window["width"] for mark in drawn_at)
    page.keyboard.press("0")
    assert lines.get_attribute("width") == "100%"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.mark") == "claim1"
    page.keyboard.press("Enter")
    picked = page.locator("#rows tr.picked")
    assert picked.count() > 0
    assert page.evaluate("location.hash") == "#" + str(picked.first.get_attribute("id"))


def test_hostile_text_runs_nothing_and_is_read_as_text(page: Page) -> None:
    page.click(f"#rows a[data-n]:has-text({MARK_UP[:30]!r})")
    assert MARK_UP in page.inner_text("dialog .text")
    assert page.evaluate("window.owned") is None


@pytest.mark.parametrize(
    ("width", "scheme", "opens"), [(1280, "light", False), (1280, "dark", False), (390, "light", True)]
)
def test_axe_finds_nothing_serious(page: Page, width: int, scheme: str, opens: bool) -> None:
    import axe_playwright_python

    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    if opens:
        page.locator("#rows a[data-n]").first.click()
    (source,) = Path(next(iter(axe_playwright_python.__path__))).rglob("axe.min.js")
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")
    assert found["passes"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_on_a_phone_nothing_is_cut_off_and_on_paper_references_stand_for_the_texts(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    assert not page.locator("#articles .text").first.is_visible() and not page.locator("#filter").is_visible()
    assert page.locator("#references li").first.is_visible()


def test_without_a_script_all_rows_are_there_and_a_link_highlights_its_sentence(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert not page.locator("#filter").is_visible()
    page.locator("#rows a[data-n]", has_text=OFFICIALS.words).click()
    sentence = page.locator(".text span:target")
    sentence.scroll_into_view_if_needed()  # what is not near the window is not laid out
    assert OFFICIALS.words in sentence.inner_text() and sentence.is_visible()
    page.close()
