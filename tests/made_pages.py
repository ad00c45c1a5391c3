"""The sample articles as pages, the way news sites of five makes would show them, with all that stands around.

Each make tells the date in another place, with others beside it that are not the date of publication.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from tracker.dates import PartialDate
from tracker.reading.published import read_dateline
from tracker.reading.texts import split_header

NAVIGATION = (
    "Home",
    "World news",
    "Business and markets",
    "Sport",
    "Opinion pages",
    "Subscribe now",
    "Sign in to your account",
)
AROUND = (
    "We and our partners store and access information on your device to show personalised advertising.",
    "Share this story on all your networks and tell your friends about it.",
    "A harbour crane lifts a container in the evening light. Picture agency / Sam Ample",
    "Five things that you should know about the price of bread this winter",
    "The reader who won our quiz tells how she found the answer to every question",
    "Our morning letter brings you the day’s stories before breakfast. Enter your mail address here.",
    "I do not believe a word of what they say and never did, writes a reader below the line.",
    "This mattress changed my sleep for ever, and today it costs only half of what it is worth.",
    "All rights reserved. Terms of use, privacy policy, imprint and contact.",
)
COOKIES, SHARE, CAPTION, MORE, RELATED, LETTER, COMMENT, ADVERT, RIGHTS = AROUND


@dataclass(frozen=True)
class MadePage:
    """A page with what it should be read as."""

    make: str
    html: str
    paragraphs: tuple[str, ...]
    title: str
    outlet: str | None
    author: str | None
    published: str | None


@dataclass(frozen=True)
class _Story:
    title: str
    outlet: str
    author: str
    published: str
    url: str
    paragraphs: tuple[str, ...]


def made_pages(texts: Iterator[str]) -> Iterator[MadePage]:
    """Yield each text as a page of every make."""
    for text in texts:
        known, body = split_header(text)
        paragraphs = tuple(" ".join(each.split()) for each in body.split("\n\n") if each.strip())
        values = [known.get(name) or "" for name in ("title", "outlet", "author", "published", "url")]
        story = _Story(values[0], values[1], values[2], values[3], values[4], paragraphs)
        for make in MAKES:
            yield make(story)


def _nav() -> str:
    return "".join(f'<li><a href="/{n}">{each}</a></li>' for n, each in enumerate(NAVIGATION))


def _p(paragraphs: tuple[str, ...]) -> list[str]:
    return [f"<p>{escape(each)}</p>" for each in paragraphs]


def _with(blocks: list[str], *extras: str) -> str:
    """The blocks with one of the extras after each second one."""
    out = list(blocks)
    for n, extra in enumerate(extras):
        out.insert(min(len(out), 2 + 3 * n), extra)
    return "\n".join(out)


def semantic(story: _Story) -> MadePage:
    """Elements by their meaning, JSON-LD in a graph, a byline in the head of the article."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": story.outlet},
            {"@type": "BreadcrumbList", "itemListElement": []},
            {
                "@type": ["ReportageNewsArticle"],
                "headline": story.title,
                "dateModified": "2024-01-01T10:00:00Z",
                "author": {"@type": "Person", "name": story.author},
                "publisher": {"@type": "Organization", "name": story.outlet},
            }
            | ({"datePublished": f"{story.published}T06:30:00+00:00"} if story.published else {}),
        ],
    }
    body = _with(
        _p(story.paragraphs),
        f'<figure><img src="a.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>',
        f'<p><strong>Read more:</strong> <a href="/bread">{MORE}</a></p>',
        f'<aside class="related"><h3>Related</h3><a href="/quiz">{RELATED}</a></aside>',
    )
    html = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{escape(story.title)} | {story.outlet}</title>
<link rel="canonical" href="{story.url}"><meta property="og:site_name" content="{story.outlet}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<div class="cookie-consent" role="dialog"><p>{COOKIES}</p><button>Accept</button></div>
<header><nav><ul>{_nav()}</ul></nav></header><main><article><header><h1>{escape(story.title)}</h1>
<p class="byline">By <a rel="author" href="/a">{story.author}</a></p><div class="share-tools">{SHARE}</div></header>
{body}</article><section class="newsletter"><p>{LETTER}</p></section><section id="comments">
<p>{COMMENT}</p></section></main>
<footer><p>© 2024 {story.outlet}. {RIGHTS}</p></footer></body></html>"""
    return _made("semantic", html, story, story.published)


def div_soup(story: _Story) -> MadePage:
    """Nothing but div, classes for everything, the date in a meta element."""
    body = _with(
        [f"<p>{escape(each)}</p>" for each in story.paragraphs],
        f'<div class="image-block"><img src="a.jpg"><div class="image-caption">{CAPTION}</div></div>',
        f'<div class="ad-slot advert"><p>{ADVERT}</p></div>',
        f'<div class="teaser-inline"><a href="/bread">{MORE}</a></div>',
    )
    date = f'<meta property="article:published_time" content="{story.published}T08:00:00Z">' if story.published else ""
    html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(story.title)} - {story.outlet}</title>{date}<meta name="author" content="{story.author}">
<meta property="article:modified_time" content="2024-02-02T08:00:00Z">
<meta property="og:title" content="{escape(story.title)}">
<meta property="og:site_name" content="{story.outlet}"></head><body><div id="page"><div class="topbar">
<ul>{_nav()}</ul></div>
<div class="content"><div class="story"><h1 class="headline">{escape(story.title)}</h1><div class="meta-line">
<span class="author">{story.author}</span></div><div class="social-share"><span>{SHARE}</span></div>
<div class="story-body">{body}</div></div><div class="sidebar"><h3>Most read</h3><ul><li>
<a href="/quiz">{RELATED}</a></li></ul></div>
</div><div class="comments-area"><div class="comment">{COMMENT}</div></div>
<div class="footer">© 2024 {RIGHTS}</div></div></body></html>"""
    return _made("div soup", html, story, story.published)


def table(story: _Story) -> MadePage:
    """Tables for columns, line breaks for paragraphs, the date in the address alone, if anywhere."""
    body = "<br><br>\n".join(escape(each) for each in story.paragraphs)
    day = story.published.replace("-", "/") or "story"
    html = f"""<HTML><HEAD><TITLE>{escape(story.title)}</TITLE><LINK REL=canonical HREF="https://old.example.org/{day}/story.html">
</HEAD><BODY BGCOLOR=white><TABLE><TR><TD WIDTH=120 CLASS=nav><UL>{_nav()}</UL></TD><TD CLASS=story>
<H1>{escape(story.title)}</H1>
<DIV CLASS=text>{body}</DIV></TD></TR></TABLE><HR><DIV CLASS=footer>
<FONT SIZE=1>© 1999 {RIGHTS}</FONT></DIV></BODY></HTML>"""
    near = PartialDate.parse(story.published)
    published = read_dateline("\n\n".join(story.paragraphs), near) or story.published
    return _made("table", html, story, published, outlet=None, author=None)


def broken(story: _Story) -> MadePage:
    """Elements that never end or end twice, a banner first, the date in a time element, the article behind a fade."""
    body = "\n".join(f"<p class=par>{escape(each)}" for each in story.paragraphs)
    date = f"<time class=date datetime={story.published} pubdate>{story.published}</time>" if story.published else ""
    html = f"""<!doctype html><html><head><title>{escape(story.title)} – {story.outlet}</title><body>
<div id=cookiebar><p>{COOKIES}</div></div><ul class=menu>{_nav()}
<div class=article><h1>{escape(story.title)}</h2>{date}<div class=article-text>{body}</b></div>
<div class=paywall-fade><p>{LETTER}</div><div class=related-articles><h4>More</h4><li><a href=/quiz>{RELATED}</a></div>
<div class=footer>© 2024 {RIGHTS}"""
    return _made("broken", html, story, story.published or None, outlet=None, author=None)


def live(story: _Story) -> MadePage:
    """A live blog: the newest entry first, each with its time."""
    entries = []
    gold = []
    for n, each in enumerate(story.paragraphs):
        time = f"{18 - n // 2:02}.{30 * (n % 2):02}"
        stamp = f'<div class="stamp"><time>{time}</time></div>'
        entries.append(f'<div class="live-entry">{stamp}<div class="txt"><p>{escape(each)}</p></div></div>')
        gold += [time, each]
    data = {"@type": "LiveBlogPosting", "headline": story.title, "datePublished": story.published or None}
    html = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(story.title)}</title>
<meta property="og:site_name" content="{story.outlet}">
<script type="application/ld+json">{json.dumps([data])}</script></head><body>
<header><ul>{_nav()}</ul></header><main><h1>{escape(story.title)}</h1><div class="share-bar">{SHARE}</div>
<div class="live-feed">{"".join(entries)}</div></main><footer>{RIGHTS}</footer></body></html>"""
    page = _made("live", html, story, story.published or None, author=None)
    return MadePage(page.make, page.html, tuple(gold), page.title, page.outlet, page.author, page.published)


def _made(make: str, html: str, story: _Story, published: str | None, **unknown: None) -> MadePage:
    known = {"outlet": story.outlet, "author": story.author, **unknown}
    return MadePage(make, html, story.paragraphs, story.title, known["outlet"], known["author"], published or None)


MAKES: tuple[Callable[[_Story], MadePage], ...] = (semantic, div_soup, table, broken, live)
