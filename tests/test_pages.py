"""Web pages: the article and nothing that stands around it, with what the page says of it and where."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import SAMPLES
from made_kinds import KINDS
from made_pages import AROUND, MAKES, NAVIGATION, MadePage, made_pages

from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading import Options
from tracker.reading.fetching import Fetcher
from tracker.reading.pages import read_page
from tracker.reading.sources import Found, Source
from tracker.records import Article

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
PAGES = [page for text in TEXTS for page in made_pages(iter([text]))]
SENTENCE = "The ministry denied on Monday that it had sold the cranes of the port, as the union had claimed. "
LONG = f"<p>{SENTENCE * 3}</p>"


def found(html: str | bytes, charset: str | None = None) -> list[Found | Source]:
    raw = html.encode() if isinstance(html, str) else html
    return list(read_page(Source("page", io.BytesIO(raw), Options(), Fetcher(), charset=charset)))


def the_article(html: str | bytes, charset: str | None = None) -> Article:
    (article,) = (each for each in found(html, charset) if isinstance(each, Article))
    return article


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def f1(read: str, gold: str) -> float:
    shared = sum((words(read) & words(gold)).values())
    return 2 * shared / (sum(words(read).values()) + sum(words(gold).values()))


@pytest.mark.parametrize("make", [make.__name__.replace("_", " ") for make in MAKES])
def test_pages_of_every_make_give_their_article_and_nothing_around_it(make: str) -> None:
    pages = [page for page in PAGES if page.make == make]
    assert len(pages) >= 12
    for page in pages:
        article = the_article(page.html)
        assert f1(article.text, " ".join(page.paragraphs)) > 0.95
        assert [each for each in page.paragraphs if each not in article.text.split("\n\n")] == []
        assert [each for each in (*AROUND, *NAVIGATION) if each in article.text] == []
        assert metadata(article, page) == (page.title, page.published)


def metadata(article: Article, page: MadePage) -> tuple[str | None, str | None]:
    assert page.outlet in (None, "", article.outlet)
    assert page.author in (None, "", article.author)
    return article.title, article.published


def test_entries_of_a_live_blog_are_paragraphs_each_below_its_time() -> None:
    paragraphs = the_article((KINDS / "live.html").read_bytes()).text.split("\n\n")
    assert paragraphs[:5] == [
        "11.20",
        "Company denies threat",
        "Norvik Lines has denied that it threatened to call at another port.",
        "09.45",
        "Marta Lind says that four hundred dockers have stopped work since dawn.",
    ]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Zoë Müller – “so”"), ("utf-16", "Zoë Müller – “so”"), ("windows-1252", "Zoë Müller – “so”"),
        ("iso-8859-1", "Zoë Müller"), ("iso-8859-2", "Łódź, Tomáš"), ("windows-1250", "Łódź, Tomáš"),
        ("windows-1251", "Пётр Иванов"), ("koi8-r", "Пётр Иванов"), ("gb2312", "王毅"), ("shift_jis", "林芳正"),
        ("euc-kr", "박진"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by_server", [False, True])
def test_a_page_is_read_in_the_encoding_that_it_or_its_server_names(encoding: str, words: str, by_server: bool) -> None:
    meta = "" if by_server else f'<meta charset="{encoding}">'
    html = f"<html><head>{meta}</head><body><article><p>{words} said so.</p>{LONG}</article></body></html>"
    assert f"{words} said so." in the_article(html.encode(encoding), encoding if by_server else None).text


def test_a_page_whose_encoding_has_to_be_guessed_says_so() -> None:
    html = f'<html><head><meta charset="utf-8"></head><body><article><p>Zoë left. {SENTENCE * 3}</p></article>'
    remark, article = found(html.encode("cp1252"))
    assert isinstance(remark, Remark)
    assert "its encoding is not what it says" in remark.message
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("head", "body", "published", "dated_by"),
    [
        ('<meta name="date" content="2022-03-14">', "", "2022-03-14", "meta"),
        ('<meta property="article:modified_time" content="2022-03-14">', "", None, None),
        ('<meta property="og:url" content="https://x.org/2022/03/14/a">', "", "2022-03-14", None),
        ("", '<time datetime="2022-03-14T10:00">14 March 2022</time>', "2022-03-14", "text of the page"),
        ("", '<aside><time datetime="2022-03-14">14 March 2022</time></aside>', None, None),
        ("", "<footer>© 2022 The Courier, since 14 March 1998</footer>", None, None),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2022-03-14"}</script>',
            "",
            None,
            None,
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished"</script>', "", None, None),
    ],
)
def test_a_date_is_that_of_publication_or_unknown(
    head: str, body: str, published: str | None, dated_by: str | None
) -> None:
    article = the_article(f"<html><head>{head}</head><body><article>{body}{LONG}</article></body></html>")
    assert article.intake is not None
    assert (article.published, article.intake.dated_by) == (published, dated_by)


def test_a_container_that_is_called_like_what_is_left_out_is_read() -> None:
    body = "".join(f"<p>{SENTENCE}{n}.</p>" for n in range(5))
    html = f'<html><body><div class="story paywall has-caption related-on"><h1>Cranes</h1>{body}</div></body></html>'
    assert the_article(html).text.count("denied") == 5


def test_a_page_of_one_sentence_is_read() -> None:
    html = (
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Cranes</h1><p>{SENTENCE}</p></article></body></html>"
    )
    assert the_article(html).text == SENTENCE.strip()


def test_a_page_that_must_be_paid_for_is_read_and_it_is_said() -> None:
    data = '{"@type": "NewsArticle", "isAccessibleForFree": "False"}'
    html = f'<html><head><script type="application/ld+json">{data}</script></head><body><article>{LONG}</article>'
    assert [isinstance(each, Remark) and "not free to read" in each.message for each in found(html)] == [True, False]


def test_a_page_that_is_drawn_by_a_script_gives_the_text_that_its_data_hold() -> None:
    data = '{"@type": "NewsArticle", "articleBody": "The ministry denied it.\\n\\nThe union did not."}'
    html = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>'
    )
    assert the_article(html).text == "The ministry denied it.\n\nThe union did not."


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(InputError, match="without an article's text"):
        found("<html><body><nav><a href='/'>Home</a></nav></body></html>")


def test_a_saved_page_does_not_bring_its_folder_along(tmp_path: Path) -> None:
    from tracker.reading import read_inputs

    (tmp_path / "a.html").write_bytes((KINDS / "page.html").read_bytes())
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text(f"<html><body>{LONG}</body></html>")
    assert len(list(read_inputs([str(tmp_path)], Options()))) == 1
