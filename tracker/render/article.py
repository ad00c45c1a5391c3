"""The text of an article, with its statements underlined where a terminal can underline."""

from __future__ import annotations

from tracker.render.output import Output
from tracker.render.safe import safe
from tracker.views.articles import ArticleText

_UNDERLINED, _PLAIN = "\x1b[4m", "\x1b[24m"


def show_text(article: ArticleText, output: Output, *, plain: bool) -> None:
    """Write the text as stored, hidden codes shown as escapes; statements underlined in colour, unless `plain`."""
    underlines = output.colour and not plain
    text = _underlined_statements(article) if underlines else _harmless(article.text)
    output.show((text, "" if article.text.endswith("\n") else "\n"))


def _underlined_statements(article: ArticleText) -> str:
    pieces, last_end = list[str](), 0
    for start, end in article.statements:
        pieces += [_harmless(article.text[last_end:start]), _underlined(article.text[start:end])]
        last_end = end
    return "".join((*pieces, _harmless(article.text[last_end:])))


def _underlined(words: str) -> str:
    """Return the words underlined; each line by itself, so that a line end or a pager never carries it on."""
    lines = (_harmless(line) for line in words.split("\n"))
    return "\n".join(f"{_UNDERLINED}{line}{_PLAIN}" if line else "" for line in lines)


def _harmless(text: str) -> str:
    return safe(text.replace("\r\n", "\n"))
