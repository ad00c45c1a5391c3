"""What the parser is given of an article: its own words at their own places, headlines as sentences have them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.extract import extract
from tracker.parsing import parse
from tracker.reading.headlines import with_small_letters
from tracker.reading.openings import openings
from tracker.records import Article

BODY = "\n\nThe mayor denies that the ship was sunk by rebels. Critics of White say the bay in May is what he knows."


def small(headline: str, body: str = BODY) -> str:
    return with_small_letters(headline + body).removesuffix(body)


def test_a_headline_in_capitals_is_read_as_its_article_writes_the_words() -> None:
    assert small("Mayor Pence Denies That Ship Was Sunk") == "Mayor Pence denies that ship was sunk"
    assert small("Rebels Of White Say No") == "Rebels of White say no"
    assert small("“Bay Is Shut,” Says Hale: No Ship Came") == "“Bay is Shut,” says Hale: No ship Came"
    assert small("Theresa May Says Why I Know AT&T") == "Theresa May says why I Know AT&T"


def test_a_headline_is_parsed_so_and_no_statement_takes_it_in() -> None:
    headline = "Pence Denies That Ship Was Sunk by Rebels"
    page = parse(Article(text=headline + BODY))
    assert [token.text for token in page.doc if token.pos_ == "VERB"][:2] == ["denies", "sunk"]
    extraction = extract(page)
    spans = [span for one in (*extraction.statements, *extraction.narrated) for span in (*one.source, *one.content)]
    assert min(span.start for span in spans) > len(headline)


def test_what_is_no_headline_in_capitals_stays_as_it_is() -> None:
    for line in (
        "Mayor denies that Ship Was Sunk",
        "In May Mayor Pence met White in Rome.",
        "MAYOR DENIES THAT SHIP WAS SUNK",
        "Mayor Denies",
        "Navy Ship Sunk",
    ):
        assert small(line) == line


@given(st.text(st.sampled_from("ab AB.\n'’“”1é"), max_size=80))
def test_small_letters_move_nothing(text: str) -> None:
    assert with_small_letters(text).casefold() == text.casefold()
    assert len(with_small_letters(text)) == len(text)


def test_a_dateline_is_no_part_of_the_sentence_after_it_wherever_the_report_opens() -> None:
    for above in ("", "Rebels leave Sudria\n\n", "Rebels leave Sudria\nBy Otto Lind\n"):
        doc = parse(Article(text=f"{above}SUDRIA CITY, May 12 (AFP) – The rebels left the town.")).doc
        assert [sentence.text.strip() for sentence in doc.sents][-1] == "The rebels left the town."


def test_a_report_opens_at_the_start_or_below_three_short_lines() -> None:
    assert list(openings("\n one\n\ntwo\nthree\nfour\nfive")) == [2, 7, 11, 17]
    assert list(openings("x" * 251 + "\ntwo")) == [0]
    assert list(openings(" \n")) == []
