"""Inputs of every kind: recognised by what they hold, read into text without marks; and hostile ones."""

from __future__ import annotations

import builtins
import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made_kinds
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import peak_memory

from tracker.errors import UsageError
from tracker.outcomes import Remark, Unreadable
from tracker.reading import Options, columns_of, only_english, read_inputs
from tracker.reading.fragments import paragraphs_of
from tracker.reading.inputs import READERS
from tracker.reading.languages import language_of
from tracker.records import Article

KINDS = made_kinds.KINDS
COLUMNS = {"text": "body", "published": "date", "title": "headline", "outlet": "paper", "id": "nr"}
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
LONG = "The ministry denied on Monday that it had sold the cranes of the port, as the union of the dockers had claimed."


def found(*inputs: str | Path, **options: Any) -> list[Article | Unreadable | Remark]:
    return list(read_inputs([str(each) for each in inputs], Options(**options)))


def articles(*inputs: str | Path, **options: Any) -> list[Article]:
    return [each for each in found(*inputs, **options) if isinstance(each, Article)]


def the_article(*inputs: str | Path, **options: Any) -> Article:
    (article,) = articles(*inputs, **options)
    return article


def refusals(*inputs: str | Path, **options: Any) -> list[str]:
    return [each.why for each in found(*inputs, **options) if isinstance(each, Unreadable)]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "input") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


# -- recognised by what it holds --------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", sorted(KINDS.iterdir()), ids=lambda path: path.name)
def test_a_sample_gives_the_same_by_any_name_and_on_standard_input(
    file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    named = articles(sample, columns=COLUMNS)
    raw = sample.read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert named
    assert articles(file(raw, "without-suffix"), columns=COLUMNS) == named
    assert articles(file(raw, "wrong.txt"), columns=COLUMNS) == named
    assert articles("-", columns=COLUMNS) == named
    assert [each.intake and each.intake.kind for each in articles("-", columns=COLUMNS)] == []  # it is read to its end


def test_a_page_saved_as_one_file_is_a_page_whichever_browser_saved_it_and_a_mail_with_pictures_is_none(
    file: Callable[..., Path],
) -> None:
    saved = (KINDS / "page.mhtml").read_bytes()
    without = b"".join(line for line in saved.splitlines(keepends=True) if not line.startswith(b"Snapshot"))
    sent = without.replace(b"Subject:", b"To: somebody@example.org\nSubject:")
    assert [each.intake and each.intake.kind for each in articles(file(without), file(sent, "b"))] == [
        "web page",
        "mail",
    ]


def test_every_kind_has_a_sample(file: Callable[..., Path]) -> None:
    read = {each.intake.kind for each in articles(KINDS, columns=COLUMNS) if each.intake}
    assert read == {"web page", "feed entry", "mail", "Markdown", "PDF", "Word document", "CSV", "JSONL"}
    assert len(READERS) == 16


def test_no_sample_gives_marks_of_its_format_as_text() -> None:
    for article in articles(KINDS, columns=COLUMNS):
        assert not set("<>{}*|") & set(article.text), article
        assert "=E2" not in article.text


def test_what_is_known_of_each_kind_is_read_with_where_its_date_comes_from() -> None:
    known = {
        each.intake.kind: (each.title, each.outlet, each.author, each.published, each.intake.dated_by)
        for each in articles(*(KINDS / name for name in ("page.html", "feed.atom", "mail.eml", "notes.md")))
        if each.intake
    }
    assert known == {
        "web page": (
            "Ministry denies selling Port Almar cranes", "The Almar Courier", "Ines Calder",
            "2023-05-09", "JSON-LD",
        ),
        "feed entry": (
            "The price was never 40 million", "Notes from the North Quay", "Peer Aske", "2023-05-11", "feed",
        ),
        "mail": (
            "Statement on the cranes of Port Almar – no sale", None, "Ministry of Transport, press office",
            "2023-05-09", "mail header",
        ),
        "Markdown": (
            "Who owns the cranes?", "Notes from the North Quay", "Peer Aske; Ines Calder",
            "2023-05-12", "front matter",
        ),
    }  # fmt: skip


def test_an_article_knows_the_sum_of_the_bytes_it_came_as() -> None:
    import hashlib

    intake = the_article(KINDS / "page.mhtml").intake
    assert intake is not None
    assert intake.raw_sha256 == hashlib.sha256((KINDS / "page.mhtml").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("From: a sea\nDate: none\n\nIt rained.", "It rained."),
        ("<3 is a heart, said Zoë.", "<3 is a heart, said Zoë."),
        ("He wrote <b>no</b> on it, she said.", "He wrote <b>no</b> on it, she said."),
        ("text, he said, is all\nthere is", "text, he said, is all\nthere is"),
        ("---\nIt rained.\n", "---\nIt rained.\n"),
        ("From here on, it rained in 2022\nand after: more.\n", "From here on, it rained in 2022\nand after: more.\n"),
    ],
)
def test_text_that_looks_a_little_like_another_kind(file: Callable[..., Path], content: str, text: str) -> None:
    assert the_article(file(content)).text.strip() == text.strip()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_what_is_in_it(file: Callable[..., Path], pack: Callable[[bytes], bytes]) -> None:
    assert the_article(file(pack(b"outlet: AP\n\nIt rained."))).outlet == "AP"


# -- what each kind leaves out ----------------------------------------------------------------------------------


def test_a_pdf_loses_running_heads_and_page_numbers_and_its_broken_words_are_whole() -> None:
    text = the_article(KINDS / "report.pdf").text
    assert "HARBOUR PAPERS" not in text
    assert "- 1 -" not in text
    assert "its cranes, according to a report" in text
    assert "the very people who had made the contract" in text
    assert len(text.split("\n\n")) == 4


def test_the_largest_line_above_the_text_of_a_pdf_is_its_title_unless_the_file_tells_one(
    file: Callable[..., Path],
) -> None:
    assert the_article(KINDS / "report.pdf").title == "Port authority: the cranes were never sold"
    pages = [["# Rain", "", "It rained in Almar on Monday.", "It was wet for the rest of the day."]]
    for written, title in (("Rain in Almar", "Rain in Almar"), ("report final.docx", "Rain"), ("(anonymous)", "Rain")):
        assert the_article(file(made_kinds.pdf(pages, f"/Title ({written}) /Author ((anonymous))"))).title == title


def test_a_pdf_of_pictures_or_with_a_password_is_refused_with_the_way_out(file: Callable[..., Path]) -> None:
    from pypdf import PdfWriter

    assert "OCR" in refusals(file(made_kinds.pdf([[], []])))[0]
    locked, made = PdfWriter(clone_from=io.BytesIO(made_kinds.pdf([["It rained."]]))), io.BytesIO()
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(made)
    assert "is locked with a password" in refusals(file(made.getvalue()))[0]


def test_a_mail_gives_its_plain_part_with_flowed_lines_joined_and_no_signature() -> None:
    text = the_article(KINDS / "mail.eml").text
    assert "belong to the port, and they were not sold." in text
    assert "Quay Street" not in text


def test_a_word_document_keeps_its_order_with_tables_and_leaves_captions_out() -> None:
    paragraphs = the_article(KINDS / "report.docx").text.split("\n\n")
    assert paragraphs[2:] == ["First offer", "40 million crowns, the broker said", "Norvik Lines denied it."]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>It <b>rain</b>ed.</p>It<br>snowed.<br><br>It hailed.", "It rained.\n\nIt snowed.\n\nIt hailed."),
        ("<ul><li>One<li>Two</ul>After", "One\n\nTwo\n\nAfter"),
        ("A<figure><img><figcaption>Picture</figcaption></figure>B<script>no</script>C<!-- D -->", "ABC"),
        ("AT&amp;T &eacute; &#8212; 1 &lt; 2", "AT&T é — 1 < 2"),
        ("<p>" * 50_000 + "It rained.", "It rained."),
        ("<!--" * 200_000, ""),
        ("<a " * 200_000, ""),
        ("", ""),
    ],
)
def test_a_piece_of_html_is_its_paragraphs_however_it_is_written(html: str, text: str) -> None:
    assert paragraphs_of(html, "mail") == text


def test_an_entry_with_only_a_summary_is_read_and_it_is_said_once() -> None:
    remark = found(KINDS / "feed.rss")[-1]
    assert isinstance(remark, Remark)
    assert "1 of 2 entries have only a summary" in remark.message


def test_a_web_archive_gives_pages_and_counts_the_rest(file: Callable[..., Path]) -> None:
    page = (KINDS / "page.html").read_bytes()
    answers = [
        ("200 OK", "text/html", page),
        ("200 OK", "image/png", b"\x89PNG"),
        ("404 Not Found", "text/html", b"no"),
    ]
    article, remark = found(file(made_kinds.warc(answers, packed=False)))
    assert isinstance(article, Article)
    assert isinstance(remark, Remark)
    assert "answers that are no page: 1, files that are no page: 1" in remark.message
    assert "without pages" in refusals(file(made_kinds.warc(answers[1:])))[0]


# -- columns ----------------------------------------------------------------------------------------------------


def test_a_mapping_says_which_column_holds_what_in_tables_and_rows(file: Callable[..., Path]) -> None:
    columns = columns_of("text=body, published=date")
    row = file('{"body": "It rained.", "date": "2022-03-14"}')
    table = file("body\tdate\nIt rained.\t14.03.2022\n", "b")
    for path in (row, table):
        article = the_article(path, columns=columns)
        assert (article.text, article.published) == ("It rained.", "2022-03-14")


def test_a_table_whose_texts_cannot_be_found_is_refused_with_its_columns(file: Callable[..., Path]) -> None:
    path = file("nr,body\n1,It rained.\n", "a.csv")
    assert "--map text=…; it has nr, body" in refusals(path)[0]
    assert "has no column 'words': its columns are nr, body" in refusals(path, columns={"text": "words"})[0]


def test_a_row_without_a_text_is_named_by_its_line_and_the_next_is_read(file: Callable[..., Path]) -> None:
    path = file('id,text\na,"It\nrained."\nb,\nc,It hailed.\n')
    assert [each.text for each in articles(path)] == ["It\nrained.", "It hailed."]
    assert f"{path}, line 4 (b): has no text" in refusals(path)[0]


@pytest.mark.parametrize("mapping", ["body", "text=", "=body", "", "text=body,"])
def test_a_mapping_that_is_none_is_wrong_usage(mapping: str) -> None:
    with pytest.raises(UsageError, match="write it as"):
        columns_of(mapping)


def test_a_mapping_to_no_field_of_ours_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="names no field"):
        read_inputs(["-"], Options(columns={"words": "body"}))


# -- languages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LONG, "en"),
        ("Министр заявил, что войска отведены.", "ru"),
        ("部长说部队已撤离。", "zh"),
        (
            "Der Minister sagte am Montag in Rom, dass die Truppen schon in der vorigen Woche abgezogen worden seien.",
            "de",
        ),
        ("Zoë left.", None),
        ("1, 2, 3 …", None),
    ],
)
def test_the_language_is_known_where_there_is_enough_text_to_judge_it(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_what_is_not_english_is_marked_and_never_given_to_the_reader(file: Callable[..., Path]) -> None:
    path = file("Министр заявил, что войска отведены.")
    assert the_article(path).language == "ru"
    (refused,) = only_english(found(path))
    assert isinstance(refused, Unreadable)
    assert refused.why.startswith(f"{path}: is in another language than English (ru)")
    assert list(only_english(found(path, language="en"))) == articles(path)


# -- hostile input ----------------------------------------------------------------------------------------------


@in_one_folder
@given(st.sampled_from(sorted(KINDS.iterdir())), st.data())
def test_a_damaged_sample_gives_articles_or_a_sentence_and_never_a_crash(
    tmp_path: Path, sample: Path, data: Any
) -> None:
    raw = bytearray(sample.read_bytes())
    cut = data.draw(st.integers(0, len(raw)))
    for _ in range(data.draw(st.integers(0, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(raw[:cut])
    for each in found(path, columns=COLUMNS):
        if isinstance(each, Unreadable):
            assert each.why.startswith(f"{path}")
            assert "\n" not in each.why.strip()
        elif isinstance(each, Article):
            each.text.encode("utf-8")
            assert "\0" not in each.text


_BEGUN = {
    "page": b"<html><body><p>",
    "feed": b"<rss><channel><item>",
    "mail": b"From: a\nDate: b\n",
    "saved page": b"From: a\nDate: snapshot\nContent-Type: multipart/related\n\n",
    "notes": b"---\na: b\n---\n",
    "table": b"text,id\n",
    "pdf": b"%PDF-1.4\n",
    "warc": b"WARC/1.0\r\n",
    "zip": b"PK\x03\x04",
    "tar": b"a" * 257 + b"ustar",
    "gzip": b"\x1f\x8b",
}


@in_one_folder
@given(st.sampled_from(sorted(_BEGUN)), st.binary())
def test_any_bytes_are_no_crash_for_any_reader(tmp_path: Path, kind: str, raw: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(_BEGUN[kind] + raw)
    assert len(found(path)) < 100


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_member_that_names_a_path_outside_is_refused_and_the_others_are_read(
    file: Callable[..., Path], name: str
) -> None:
    members = {name: b"It snowed.", "ok.txt": b"It rained."}
    for packed in (made_kinds.zipped(members), made_kinds.tarred(members)):
        path = file(packed)
        assert [each.text for each in articles(path)] == ["It rained."]
        assert "names a path outside the archive" in refusals(path)[0]


def test_links_in_an_archive_are_refused(file: Callable[..., Path]) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert "is a link or a device" in refusals(file(made.getvalue()))[0]


def test_a_member_that_is_passed_over_unfolds_no_further_than_others(file: Callable[..., Path]) -> None:
    much = made_kinds.tarred({"a.bin": b" " * 60_000_000, "b.txt": b"It rained."})
    assert "unfolds to far more than any text would" in refusals(file(much), max_bytes=15_000)[0]


_BOMBS: dict[str, Callable[[bytes], bytes]] = {
    "zip": lambda much: made_kinds.zipped({"a.txt": much}),
    "gzip": gzip.compress,
    "tar": lambda much: made_kinds.tarred({"a.txt": much}),
    "docx": lambda much: made_kinds.zipped({"word/document.xml": much, "[Content_Types].xml": b"<a/>"}),
    "nested": lambda much: made_kinds.zipped({"a.zip": made_kinds.zipped({"a.txt": much})}),
}


@pytest.mark.parametrize("bomb", _BOMBS)
def test_a_bomb_is_refused_before_it_unfolds(file: Callable[..., Path], bomb: str) -> None:
    path = file(_BOMBS[bomb](b" " * 60_000_000))
    assert peak_memory(lambda: refusals(path, max_bytes=15_000)) < 40_000_000
    assert refusals(path, max_bytes=15_000)


def test_archives_within_archives_end(file: Callable[..., Path]) -> None:
    inner = b"It rained."
    name = "a.txt"
    for _ in range(5):
        inner, name = made_kinds.zipped({name: inner}), "a.zip"
    assert "archives within each other" in refusals(file(inner))[0]


_BILLION = (
    '<!DOCTYPE {root} [<!ENTITY a "It rained. "><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_refused_whether_it_is_well_formed_or_not(
    file: Callable[..., Path], encoding: str
) -> None:
    doctype = _BILLION.format(root="rss")
    feed = (
        f"<?xml version='1.0' encoding='{encoding}'?>{doctype}<rss><channel><item><title>&b;</title></item></channel>"
    )
    for content in (feed + "</rss>", feed):
        (why,) = refusals(file(content.encode(encoding)))
        assert "entities" in why


def test_entities_of_a_word_document_are_refused(file: Callable[..., Path]) -> None:
    parts = {}
    with zipfile.ZipFile(KINDS / "report.docx") as document:
        for name in document.namelist():
            parts[name] = document.read(name)
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = xml.replace("?>", "?>" + _BILLION.format(root="w:document"), 1).encode()
    assert "entities" in refusals(file(made_kinds.zipped(parts)))[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("From: a\nDate: b\n" + "X-A: b\n" * 100_000 + "\nIt rained.", "has headers of"),
        ("From: a\nDate: b\nX-A: " + "b" * 900_000 + "\n\nIt rained.", "has headers of"),
        ("<html><body>" + "<div>" * 200_000, "without an article's text"),
        ("<html><!--" + "<!-- -->" * 1_000, "is a web page"),
        ("<?xml version='1.0'?><rss></rss>", "is a feed without entries"),
        ("<html><body><script>var a = 1</script></body></html>", "without an article's text"),
        ("From: a\nDate: b\nSubject: c\n\n", "holds no text"),
        ("---\ntitle: Rain\n---\n", "holds no text"),
        ("text,id\n", "holds no articles"),
        (b"PK\x05\x06" + b"\0" * 18, "holds no file of a kind that is read"),
    ],
)
def test_hostile_and_empty_inputs_are_one_sentence(file: Callable[..., Path], content: str | bytes, why: str) -> None:
    path = file(content)
    messages = refusals(path)
    assert [each.startswith(f"{path}: ") and why in each for each in messages] == [True]


def test_a_library_that_is_missing_is_one_line_with_the_command_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch, file: Callable[..., Path]
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return real(name, *args, **more)

    for module in [name for name in sys.modules if name.partition(".")[0] == "pypdf"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setattr(builtins, "__import__", without)
    refused, article = found(KINDS / "report.pdf", file("It rained."))
    assert isinstance(refused, Unreadable)
    assert refused.why.endswith("cannot be read without pypdf: pip install 'tracker[pdf]', then try again")
    assert isinstance(article, Article)
