"""From names on the command line to articles: what is read, what is refused, and what is said about it."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from memory import peak_memory

from tracker.errors import UsageError
from tracker.outcomes import Remark, Unreadable
from tracker.reading import Options, read_inputs
from tracker.reading.languages import language_of
from tracker.records import Article

Feed = Callable[[bytes], io.BytesIO]
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the model that tells languages, so that no test of time or memory has to."""
    language_of("It rained for most of the day in Rome, where the ministers of both countries met on Monday.")


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Feed:
    def feed(raw: bytes) -> io.BytesIO:
        stream = io.BytesIO(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        return stream

    return feed


def a_file(folder: Path, content: str | bytes, name: str = "a.txt") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def rows(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def found(*inputs: str, **options: Any) -> list[Article | Unreadable | Remark]:
    return list(read_inputs(inputs, Options(**options)))


def the_article(*inputs: str, **options: Any) -> Article:
    (article,) = found(*inputs, **options)
    assert isinstance(article, Article)
    return article


def texts(*inputs: str, **options: Any) -> list[str]:
    return [each.text for each in found(*inputs, **options) if isinstance(each, Article)]


def refusal(*inputs: str, **options: Any) -> str:
    (unreadable,) = found(*inputs, **options)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.why.startswith(unreadable.name)
    return unreadable.why


def remarked(*inputs: str, **options: Any) -> tuple[str, Article]:
    remark, article = found(*inputs, **options)
    assert isinstance(remark, Remark)
    assert isinstance(article, Article)
    assert remark.message.startswith(remark.name)
    return remark.message, article


# A text file


def test_a_text_file_is_an_article_of_which_nothing_else_is_known(tmp_path: Path) -> None:
    assert the_article(a_file(tmp_path, "It rained.\n")) == Article("It rained.\n")


_PRINTED = st.characters(exclude_categories=["Cs", "Cc"])


@in_one_folder
@given(
    st.sampled_from(["", "\n", " \n\n", "\r\n", "\t"]),
    st.text(_PRINTED | st.sampled_from("\n\r\t\v\f\x85")),
)
def test_any_text_comes_back_from_a_file_with_only_its_windows_line_ends_changed(
    tmp_path: Path, opening: str, rest: str
) -> None:
    text = f"{opening}It rained. {rest}"
    assert texts(a_file(tmp_path, text)) == [text.replace("\r\n", "\n")]


@in_one_folder
@given(st.text(_PRINTED | st.just("\n")), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(
    tmp_path: Path, rest: str, encoding: str
) -> None:
    text = "It rained. " + rest
    assert texts(a_file(tmp_path, text.encode(encoding))) == [text]


@pytest.mark.parametrize("mark, encoding", [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf_16_of_either_byte_order_is_read(tmp_path: Path, mark: bytes, encoding: str) -> None:
    assert texts(a_file(tmp_path, mark + "Zoë left.\r\n".encode(encoding))) == ["Zoë left.\n"]


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_and_it_is_said(tmp_path: Path) -> None:
    message, article = remarked(a_file(tmp_path, "“Non,” said Zoë.".encode("cp1252")))
    assert article.text == "“Non,” said Zoë."
    assert "a.txt: 3 bytes are not UTF-8 and were read as Windows-1252" in message


def test_one_stray_byte_does_not_spoil_the_rest_of_a_utf_8_file(tmp_path: Path) -> None:
    message, article = remarked(a_file(tmp_path, "“Non,” ".encode() + b"said Zo\xeb.\x81"))
    assert article.text == "“Non,” said Zoë.\x81"
    assert "2 bytes are" in message


def test_a_file_named_itself_is_text_whatever_its_suffix(tmp_path: Path) -> None:
    assert texts(a_file(tmp_path, "It rained.", "notes.md")) == ["It rained."]


def test_json_that_is_one_document_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for content in ('{"id": "a",\n "text": "It rained."}', '[{"text": "It rained."}]'):
        assert "put each article on a line" in refusal(a_file(tmp_path, content))


# The header


def test_a_header_gives_what_is_known_and_offsets_count_after_it(tmp_path: Path) -> None:
    header = (
        "Title: Rain\nOUTLET: The Post\npublished: 2022-03-14\nauthor : A. Nother\nurl: https://x.org/a\nsource: AP\n"
    )
    assert the_article(a_file(tmp_path, header + "\nIt rained.\n")) == Article(
        "It rained.\n",
        title="Rain",
        outlet="The Post",
        author="A. Nother",
        url="https://x.org/a",
        credit="AP",
        published="2022-03-14",
        published_from="header",
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n \t"])
def test_one_blank_line_ends_the_header_and_further_ones_are_text(tmp_path: Path, line_end: str) -> None:
    article = the_article(a_file(tmp_path, f"\n\noutlet: AP{line_end}\n\n It rained."))
    assert (article.outlet, article.text) == ("AP", "\n It rained.")


def test_a_header_line_without_a_value_says_that_it_is_not_known(tmp_path: Path) -> None:
    article = the_article(a_file(tmp_path, "author:\noutlet: AP\n\nIt rained."))
    assert (article.author, article.outlet) == (None, "AP")


def test_a_key_that_comes_twice_gives_both_values(tmp_path: Path) -> None:
    assert the_article(a_file(tmp_path, "author: A\nauthor: B\n\nIt rained.")).author == "A; B"


@pytest.mark.parametrize(
    "text",
    [
        "Analysis: rain.\n\nIt rained.",
        "Analysis: rain: again.\nUpdate: more rain\n\nIt rained.",
        "outlet: AP\nIt rained.",
        "outlet: AP\nIt rained: a lot.\n\nIt did.",
        "The source: a minister.\n\nIt rained.",
        "outlet\n: AP\n\nIt rained.",
        "outlet: AP\rIt rained.",
    ],
)
def test_a_first_paragraph_with_another_line_is_text(tmp_path: Path, text: str) -> None:
    assert the_article(a_file(tmp_path, text)) == Article(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rain is coming, says minister\n\nIt rained.", "Rain is coming, says minister"),
        ("\n  Rain  is coming\nIt rained.\nIt was wet.", "Rain is coming"),
        ("It rained in May.\n\nIt was wet.", None),
        ("Rain again\n\nIt rained.", None),  # two words may be a label, a name or a place
        ("It rained in May", None),
    ],
)
def test_a_headline_that_stands_alone_on_the_first_line_is_the_title(
    tmp_path: Path, text: str, title: str | None
) -> None:
    article = the_article(a_file(tmp_path, text))
    assert (article.title, article.text) == (title, text)


def test_a_title_that_is_given_wins_over_the_first_line(tmp_path: Path) -> None:
    assert the_article(a_file(tmp_path, "title: Floods\n\nRain is coming soon\n\nIt rained.")).title == "Floods"


def test_what_was_nearly_a_header_is_text_and_the_key_at_fault_is_named(tmp_path: Path) -> None:
    message, article = remarked(a_file(tmp_path, "outlet: AP\nDate: 2022-03-14\n\nIt rained."))
    assert article == Article("outlet: AP\nDate: 2022-03-14\n\nIt rained.")
    assert "'Date'" in message
    assert "published" in message


@pytest.mark.parametrize("content", ["outlet: AP", "outlet: AP\n\n", "outlet: AP\n\n \n\t\n"])
def test_a_header_without_a_text_is_refused(tmp_path: Path, content: str) -> None:
    assert "header without a text" in refusal(a_file(tmp_path, content))


@pytest.mark.parametrize("url", ["x.org/a", "https://[x", "ftp://x.org/a", "https://", "https://x.org/a b"])
def test_an_odd_url_is_kept_and_remarked_on(tmp_path: Path, url: str) -> None:
    message, article = remarked(a_file(tmp_path, f"url: {url}\n\nIt rained."))
    assert article.url == url
    assert "not a web address" in message


# What the person gave, and the publication date


def test_what_the_person_gave_wins_over_header_and_row(tmp_path: Path) -> None:
    own = {"title": "own", "outlet": "own", "published": "2001-01-01", "url": "https://own.org"}
    header = "".join(f"{key}: {value}\n" for key, value in own.items())
    text = a_file(tmp_path, f"{header}\nIt rained.")
    row = a_file(tmp_path, rows({"id": "7", "text": "It rained.", **own}), "a.jsonl")
    given = {"title": "given", "outlet": "given", "published": "2022-03-14", "url": "https://given.org"}
    for article in found(text, row, **{**given, "published": "14 March 2022"}):
        assert isinstance(article, Article)
        assert {key: getattr(article, key) for key in given} == given
        assert article.published_from == "given"


def test_each_option_left_out_leaves_the_articles_own(tmp_path: Path) -> None:
    path = a_file(tmp_path, "title: own\noutlet: own\npublished: 2001-01-01\n\nIt rained.")
    article = the_article(path, outlet="given")
    assert (article.title, article.outlet, article.published_from) == ("own", "given", "header")


@pytest.mark.parametrize(
    "options",
    [{"published": "someday"}, {"published": ""}, {"max_bytes": 0}, {"title": "\udcff"}],
)
def test_an_option_that_makes_no_sense_is_wrong_usage_before_anything_is_read(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=f"--{next(iter(options)).replace('_', '-')}"):
        read_inputs(["-"], Options(**options))


def test_the_date_of_a_row_is_metadata(tmp_path: Path) -> None:
    article = the_article(a_file(tmp_path, rows({"text": "It rained.", "published": "2022-03-14"}), "a.jsonl"))
    assert (article.published, article.published_from) == ("2022-03-14", "metadata")


_DATED = "WASHINGTON, March 14, 2022 (Reuters) - It rained."


def test_a_dateline_with_a_year_dates_an_article_that_says_nothing_else(tmp_path: Path) -> None:
    article = the_article(a_file(tmp_path, "\n" + _DATED))
    assert (article.published, article.published_from) == ("2022-03-14", "dateline")


def test_a_header_wins_over_a_dateline(tmp_path: Path) -> None:
    article = the_article(a_file(tmp_path, "published: 2022-03-15\n\n" + _DATED))
    assert (article.published, article.published_from) == ("2022-03-15", "header")


def test_a_date_that_cannot_be_read_is_remarked_on_and_counts_as_unknown(tmp_path: Path) -> None:
    header = a_file(tmp_path, "published: someday\n\nIt rained.")
    row = a_file(tmp_path, rows({"text": "It rained.", "published": "someday"}), "a.jsonl")
    for path in (header, row):
        message, article = remarked(path)
        assert "'someday'" in message
        assert (article.published, article.published_from) == (None, "unknown")


def test_a_dateline_dates_an_article_whose_own_date_cannot_be_read(tmp_path: Path) -> None:
    _, article = remarked(a_file(tmp_path, "published: someday\n\n" + _DATED))
    assert article.published_from == "dateline"


# JSONL


@in_one_folder
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(str.strip), st.booleans())
@example("\x7f\x7f", False)
def test_any_text_of_a_row_comes_back_exactly(tmp_path: Path, text: str, escaped: bool) -> None:
    row = json.dumps({"id": "a", "text": text}, ensure_ascii=escaped)
    assert texts(a_file(tmp_path, row, "a.jsonl")) == [text]


def test_a_row_gives_all_that_it_says_and_other_keys_are_ignored(tmp_path: Path) -> None:
    row = {
        "id": "a7",
        "text": "outlet: AP\r\n\nIt rained.",
        "title": " Rain\nagain ",
        "published": "2022-03-14",
        "outlet": "The Post",
        "url": "https://x.org/a",
        "author": "A. Nother",
        "source": "AP",
        "labels": [1, 2],
    }
    assert the_article(a_file(tmp_path, rows(row), "a.jsonl")) == Article(
        "outlet: AP\r\n\nIt rained.",
        given_id="a7",
        title="Rain again",
        outlet="The Post",
        author="A. Nother",
        url="https://x.org/a",
        credit="AP",
        published="2022-03-14",
        published_from="metadata",
    )


def test_null_means_the_same_as_absent(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("id", "title", "published", "outlet", "url", "author", "source"))
    assert the_article(a_file(tmp_path, rows({"text": "It rained.", **nothing}), "a.jsonl")) == Article("It rained.")


def test_a_whole_number_as_an_id_is_read_as_its_digits(tmp_path: Path) -> None:
    assert the_article(a_file(tmp_path, rows({"id": 17, "text": "It rained."}), "a.jsonl")).given_id == "17"


def test_blank_lines_windows_line_ends_and_a_byte_order_mark_between_rows_do_not_matter(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"text": "It rained."}\r\n\r\n  \n{"text": "It snowed."}'
    assert texts(a_file(tmp_path, content, "A.JSONL")) == ["It rained.", "It snowed."]


def test_a_line_separator_within_a_text_does_not_end_the_row(tmp_path: Path) -> None:
    row = json.dumps({"text": "It\u2028rained\x85."}, ensure_ascii=False)
    assert texts(a_file(tmp_path, row, "a.jsonl")) == ["It\u2028rained\x85."]


def test_a_gzip_of_rows_is_read(tmp_path: Path) -> None:
    raw = gzip.compress(rows({"text": "It rained."}).encode())
    assert texts(a_file(tmp_path, raw, "a.jsonl.gz")) == ["It rained."]


def test_a_row_in_windows_1252_is_read_and_it_is_said(tmp_path: Path) -> None:
    message, article = remarked(a_file(tmp_path, '{"id": "a7", "text": "Zoë left."}'.encode("cp1252"), "a.jsonl"))
    assert article.text == "Zoë left."
    assert "a.jsonl, line 1 (a7): 1 byte is not UTF-8" in message


def test_an_author_or_source_of_another_type_is_left_out_and_it_is_said_once(tmp_path: Path) -> None:
    row = {"text": "It rained.", "source": ["AP"]}
    author, source, *articles = found(a_file(tmp_path, rows({**row, "author": {}}, row), "a.jsonl"))
    assert articles == [Article("It rained.")] * 2
    assert isinstance(author, Remark)
    assert isinstance(source, Remark)
    assert "line 1: author is not a string" in author.message
    assert "line 1: source is not a string" in source.message


@pytest.mark.parametrize(
    "line, given_id, why",
    [
        ('{"id": "a7", "text": "It ra', "a7", "is not JSON (column 22: Unterminated string"),
        ("It rained.", None, "is not JSON"),
        ("[" * 100_000, None, "is JSON too deep"),
        ('{"id": %s, "text": "It rained."}' % ("9" * 5000), None, "is JSON too deep, or with a number too long"),
        ('["It rained."]', None, "is not a JSON object"),
        ('{"id": "a7"}', "a7", "has no text"),
        ('{"text": null, "id": "a7"}', "a7", "has no text"),
        ('{"id": "a7", "text": " \\n"}', "a7", "has no text"),
        ('{"id": "a7", "text": ["It rained."]}', "a7", "its text is not a string"),
        ('{"id": "a7", "text": "It rained.", "title": 5}', "a7", "its title is not a string"),
        ('{"id": "a7", "text": "It rained.", "published": 2022}', "a7", "its published is not a string"),
        ('{"id": 1.5, "text": "It rained."}', None, "its id is neither"),
        ('{"id": true, "text": "It rained."}', None, "its id is neither"),
        ('{"id": "a7", "text": "It \\ud800 rained."}', "a7", "its text holds half a character"),
        ('{"id": "a7", "text": "It \\u0000 rained."}', "a7", "its text holds a NUL"),
        ('{"id": "a7", "text": "It \0 rained."}', "a7", "holds NUL bytes"),
        ('{"id": "a7", "text": "It rained.", "outlet": "\\udfff"}', "a7", "its outlet holds half"),
        ('{"id": "a7", "text": "It rained.", "author": "\\udfff"}', "a7", "its author holds half"),
        ('{"id": "\\ud800", "text": "It rained."}', None, "its id holds half a character"),
    ],
)
def test_a_bad_row_is_refused_by_line_number_and_the_next_is_read(
    tmp_path: Path, line: str, given_id: str | None, why: str
) -> None:
    path = a_file(tmp_path, f'{{"text": "It snowed."}}\n{line}\n{{"text": "It hailed."}}\n', "a.jsonl")
    before, refused, after = found(path)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(refused, Unreadable)
    assert refused.given_id == given_id
    assert refused.why.startswith(f"{path}, line 2" + (f" ({given_id}): " if given_id else ": ") + why)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_of_no_rows_is_refused(tmp_path: Path, content: str) -> None:
    assert "holds no articles" in refusal(a_file(tmp_path, content, "a.jsonl"))


def test_rows_in_utf_16_are_refused(tmp_path: Path) -> None:
    assert "is UTF-16" in refusal(a_file(tmp_path, rows({"text": "It rained."}).encode("utf-16"), "a.jsonl"))


def test_what_was_read_before_a_gzip_breaks_off_is_kept(tmp_path: Path) -> None:
    many = rows(*({"text": f"It rained {n * 7919 % 10007} mm."} for n in range(2000))).encode()
    path = a_file(tmp_path, gzip.compress(many)[:-2000], "a.jsonl.gz")
    *articles, refused = found(path)
    assert len(articles) > 100
    assert all(isinstance(each, Article) for each in articles)
    assert isinstance(refused, Unreadable)
    assert f"is damaged at line {len(articles) + 1}" in refused.why


@pytest.mark.parametrize("raw", [b'{"text": "It rained."}', b"\x1f\x8b\x08\x00" + b"\xff" * 40])
def test_a_gzip_that_is_none_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert "is damaged" in refusal(a_file(tmp_path, raw, "a.jsonl.gz"))


# Standard input


def test_standard_input_is_a_text_with_its_header(stdin: Feed) -> None:
    stdin(b"outlet: AP\r\n\r\nIt rained.\r\n")
    assert the_article("-") == Article("It rained.\n", outlet="AP")


def test_standard_input_of_utf_16_is_read(stdin: Feed) -> None:
    stdin("It rained.\nIt did.".encode("utf-16"))
    assert texts("-") == ["It rained.\nIt did."]


def test_standard_input_that_begins_with_an_object_is_jsonl(stdin: Feed) -> None:
    stdin(b'\n \n{"id": "a", "text": "It rained."}\n\nIt snowed.\n{"id": "b", "text": "It hailed."}')
    rained, refused, hailed = found("-")
    assert isinstance(rained, Article)
    assert isinstance(hailed, Article)
    assert (rained.given_id, hailed.given_id) == ("a", "b")
    assert isinstance(refused, Unreadable)
    assert refused.name == "standard input, line 5"


@pytest.mark.parametrize("opening", [b"\xef\xbb\xbf", b'\xef\xbb\xbf {"text": "Zo\xeb left."}\n'])
def test_jsonl_on_standard_input_may_have_a_byte_order_mark_or_stray_bytes(stdin: Feed, opening: bytes) -> None:
    stdin(opening + b'{"text": "It rained."}')
    assert texts("-")[-1] == "It rained."


def test_standard_input_with_a_brace_that_is_no_json_is_text_and_it_is_said(stdin: Feed) -> None:
    stdin(b"{Editors: hold}\nIt rained.")
    message, article = remarked("-")
    assert article.text == "{Editors: hold}\nIt rained."
    assert ".jsonl" in message


@pytest.mark.parametrize("raw", [b"", b"\n \n"])
def test_an_empty_standard_input_is_refused(stdin: Feed, raw: bytes) -> None:
    stdin(raw)
    assert refusal("-").startswith("standard input: is empty")


def test_a_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "is closed" in refusal("-")


def test_rows_on_standard_input_are_read_one_by_one(stdin: Feed) -> None:
    line = rows({"text": "It rained."}).encode()
    stream = stdin(line * 1000)
    found_rows = read_inputs(["-"], Options())
    next(found_rows)
    assert stream.tell() == len(line)
    assert len(list(found_rows)) == 999


# Folders


def test_a_folder_is_read_with_all_folders_in_it_sorted_by_name(tmp_path: Path) -> None:
    a_file(tmp_path, "second", "b/z.txt")
    a_file(tmp_path, "fourth", "d.TXT")
    a_file(tmp_path, gzip.compress(rows({"text": "third"}).encode()), "c.jsonl.gz")
    a_file(tmp_path, rows({"text": "first"}), "a.jsonl")
    assert texts(str(tmp_path)) == ["first", "second", "third", "fourth"]


def test_other_files_of_a_folder_are_counted_and_named_and_hidden_ones_ignored(tmp_path: Path) -> None:
    for name in ("a.txt", "1.png", "2.png", "3.png", "sub/4.PNG", "notes", ".hidden.txt", ".git/b.txt"):
        a_file(tmp_path, "It rained.", name)
    article, remark = found(str(tmp_path))
    assert isinstance(article, Article)
    assert isinstance(remark, Remark)
    assert f"{tmp_path}; left unread: 1 without a suffix (notes), 4 .png (1.png, 2.png, 3.png, …)" in remark.message


def test_a_folder_without_articles_is_refused_and_what_it_holds_is_named(tmp_path: Path) -> None:
    a_file(tmp_path, "It rained.", "a.png")
    why = refusal(str(tmp_path))
    assert "there is no file in the folder whose suffix is that of a kind that is read" in why
    assert "left unread: 1 .png" in why


def test_links_are_followed_and_a_loop_of_links_ends(tmp_path: Path) -> None:
    a_file(tmp_path / "elsewhere", "It rained.")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news")
    (tmp_path / "news" / "other").symlink_to(tmp_path / "elsewhere")
    assert texts(str(tmp_path / "news")) == ["It rained."]


def test_a_link_that_leads_nowhere_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    a_file(tmp_path, "It rained.", "c.txt")
    gone, loop, article = found(str(tmp_path))
    assert isinstance(gone, Unreadable)
    assert isinstance(loop, Unreadable)
    assert "no such file" in gone.why
    assert "cannot be read" in loop.why
    assert isinstance(article, Article)


def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "left unread: 1 .txt (pipe.txt)" in refusal(str(tmp_path))


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    a_file(tmp_path, "It rained.", "a.txt")
    later = a_file(tmp_path, "It snowed.", "b.txt")
    found_files = read_inputs([str(tmp_path)], Options())
    next(found_files)
    Path(later).write_text("It hailed.")
    assert [each.text for each in found_files if isinstance(each, Article)] == ["It hailed."]


# What is refused


def test_inputs_are_read_in_their_order_and_one_that_fails_does_not_stop_the_next(tmp_path: Path) -> None:
    one, two = a_file(tmp_path, "It rained.", "2.txt"), a_file(tmp_path, "It snowed.", "1.txt")
    kinds = [type(each) for each in found(one, str(tmp_path / "gone"), two)]
    assert kinds == [Article, Unreadable, Article]
    assert texts(one, str(tmp_path / "gone"), two) == ["It rained.", "It snowed."]


@pytest.mark.parametrize(
    "content, why",
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"It \0 rained.", "holds NUL bytes"),
        ("It rained.".encode("utf-16-le"), "UTF-16 without its mark"),
        ("It \0 rained.".encode("utf-16"), "holds NUL characters"),
        ("It rained.".encode("utf-16")[:-1], "is not whole UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "is not whole UTF-16"),
        (bytes(range(1, 256)), "is a binary file"),
        (b"%PDF-1.7\n1 0 obj", "is a damaged PDF"),
        (b"PK\x03\x04\x14", "is a damaged zip archive"),
        (gzip.compress(b"It rained.", mtime=0)[:-9], "is damaged"),
        (b"{\\rtf1 It rained.}", "is an RTF document, which is not read: save it as"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"<?xml version='1.0'?><kml><p>It rained.</p></kml>", "is XML of a kind that is not read (<kml>)"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    path = a_file(tmp_path, content)
    message = refusal(path)
    assert message.startswith(f"{path}: ")
    assert why in message


def test_a_few_stray_control_codes_do_not_make_a_text_binary(tmp_path: Path) -> None:
    text = "\x1b[1mIt rained\x01 for most of the day.\x0c"
    assert texts(a_file(tmp_path, text)) == [text]


@pytest.mark.parametrize(
    "name, why",
    [
        ("gone.txt", "gone.txt: there is no such file or folder: check the path"),
        ("gone.jsonl", "gone.jsonl: there is no such file or folder: check the path"),
        ("gone/", "gone/: there is no such file or folder: check the path"),
        ("a\0b", "a file name is empty or holds a NUL"),
        ("", "a file name is empty or holds a NUL"),
        ("x" * 5000, "File name too long"),
    ],
)
def test_an_input_that_cannot_be_found_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert why in refusal(name)


@contextmanager
def nobody() -> Iterator[None]:
    """Act as a user without rights, since the superuser may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may read, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_file_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    file = Path(a_file(open_folder, "It rained."))
    file.chmod(0)
    with nobody():
        assert refusal(str(file)) == f"{file}: may not be read: change its permissions"


def test_a_folder_that_may_not_be_read_is_refused_and_what_stands_beside_it_is_read(open_folder: Path) -> None:
    a_file(open_folder, "It rained.", "z.txt")
    (open_folder / "shut").mkdir(mode=0)
    with nobody():
        assert "the folder may not be read" in refusal(str(open_folder / "shut"))
        assert [type(each) for each in found(str(open_folder))] == [Unreadable, Article]


def test_a_text_of_just_the_limit_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    assert texts(a_file(tmp_path, "Zoë left."), max_bytes=10) == ["Zoë left."]
    assert "longer than 10 bytes: --max-bytes raises" in refusal(a_file(tmp_path, "Zoë left.."), max_bytes=10)


@pytest.mark.parametrize("text", ["\x01" * 10, "Zoë left.", "😀" * 2 + "é"])
def test_the_limit_of_a_row_counts_the_bytes_of_its_text_not_of_its_json(tmp_path: Path, text: str) -> None:
    at_the_limit = a_file(tmp_path, rows({"id": "a", "text": text, "page": "x" * 999_000}), "a.jsonl")
    assert texts(at_the_limit, max_bytes=10) == [text]
    over = a_file(tmp_path, rows({"id": "a", "text": text + "."}), "b.jsonl")
    assert "line 1 (a): its text is longer than 10 bytes: --max-bytes raises" in refusal(over, max_bytes=10)


def test_any_text_within_the_limit_fits_however_much_longer_its_json_is(tmp_path: Path) -> None:
    text = "\x01" * 400_000
    assert texts(a_file(tmp_path, rows({"text": text}), "a.jsonl"), max_bytes=400_000) == [text]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_the_limit_of_a_row_on_standard_input_is_that_of_its_text(stdin: Feed, mark: bytes) -> None:
    stdin(mark + b'{"id": "a", "text": "It rained."}')
    assert texts("-", max_bytes=10) == ["It rained."]


def test_a_line_too_long_to_be_held_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    long_line = json.dumps({"id": "a7", "text": "x" * 2_000_000})
    refused, article = found(a_file(tmp_path, f'{long_line}\n{{"text": "It rained."}}', "a.jsonl"), max_bytes=10)
    assert isinstance(refused, Unreadable)
    assert refused.given_id == "a7"
    assert "line 1 (a7): is longer than" in refused.why
    assert isinstance(article, Article)


@pytest.mark.parametrize("raw", [b"x" * 5000, b"x\n" * 2500, b"\n" * 5000, b" \n" * 2500])
def test_no_more_is_read_of_standard_input_than_one_byte_beyond_the_limit(stdin: Feed, raw: bytes) -> None:
    stream = stdin(raw)
    assert "--max-bytes raises the limit" in refusal("-", max_bytes=100)
    assert stream.tell() == 101


def test_a_big_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as big:
        big.truncate(50_000_000)
    assert peak_memory(lambda: refusal(str(path), max_bytes=1000)) < 100_000


def test_a_file_of_many_rows_needs_the_memory_of_few(tmp_path: Path) -> None:
    path = a_file(tmp_path, rows({"text": "It rained. " * 500}) * 300, "a.jsonl")
    assert peak_memory(lambda: sum(1 for _ in read_inputs([path], Options()))) < 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_name_that_is_no_text_is_named_in_a_way_that_can_be_stored(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/Zo\xeb.txt")
    Path(path).write_bytes(b"")
    refusal(path).encode("utf-8")
    refusal(str(tmp_path)).encode("utf-8")
