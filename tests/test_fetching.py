"""Web addresses: what is fetched of a server of our own, and what is refused before or while it is."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import made_kinds
import pytest

from tracker.errors import InputError
from tracker.outcomes import Unreadable
from tracker.reading import Options, fetching, read_inputs
from tracker.reading.fetching import Fetched, Fetcher
from tracker.records import Article

PAGE = (made_kinds.KINDS / "page.html").read_bytes()
FEED = (made_kinds.KINDS / "feed.rss").read_text(encoding="utf-8")


class Site(ThreadingHTTPServer):
    """A server on this machine: `pages` holds status, headers and body by path, `asked` what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        self.drip = False

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while self.server.drip and self.path != "/robots.txt":
            try:
                self.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.02)
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "PAUSE", 0.0)


def found(*urls: str, **options: Any) -> list[Any]:
    return list(read_inputs(urls, Options(**{"allow_private": True, **options})))


def refusal(url: str, **options: Any) -> str:
    (unreadable,) = found(url, **options)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.why.startswith(f"{url}: ")
    return unreadable.why


def test_a_page_is_fetched_by_an_honest_name_after_robots_txt_was_asked_for(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)
    (article,) = found(site.address("/a"))
    assert (article.title, article.published) == ("Ministry denies selling Port Almar cranes", "2023-05-09")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert all(agent.startswith("tracker/") for _, agent in site.asked)


def test_an_address_is_the_articles_own_where_the_page_names_none(site: Site) -> None:
    page = b"<html><body><article><p>" + b"The ministry denied on Monday that it had sold the cranes. " * 5
    site.pages["/2023/05/09/a?b=1"] = (200, {"Content-Type": "text/html"}, page)
    (article,) = found(site.address("/2023/05/09/a?b=1"))
    assert article.url == site.address("/2023/05/09/a?b=1")
    assert (article.published, article.published_from) == ("2023-05-09", "url")


def test_robots_txt_is_obeyed_with_its_wildcards(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /*?print\nDisallow: /not/\n")
    site.pages["/a"] = (200, {"Content-Type": "text/plain"}, b"It rained.")
    assert isinstance(found(site.address("/a"))[0], Article)
    for path in ("/not/a", "/a?print=1"):
        assert "robots.txt asks programs not to read it" in refusal(site.address(path))
    assert {path for path, _ in site.asked} == {"/robots.txt", "/a"}


def test_a_site_whose_robots_txt_is_broken_is_not_read(site: Site) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    assert "its robots.txt cannot be read (503" in refusal(site.address("/a"))


def test_redirects_are_followed_to_the_address_that_counts_and_end(site: Site) -> None:
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, {"Content-Type": "text/plain"}, b"It rained.")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    assert isinstance(found(site.address("/old"))[0], Article)
    assert "is redirected more than 5 times" in refusal(site.address("/loop"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://x.org/"])
def test_a_redirect_to_anything_but_http_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = (302, {"Location": target}, b"")
    assert "only http and https are read" in refusal(site.address("/a"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
    ],
)
def test_no_address_of_this_machine_or_its_network_is_asked(site: Site, host: str) -> None:
    port = site.server_address[1]
    assert "--allow-private" in refusal(f"http://{host}:{port}/a", allow_private=False)
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    leads = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: leads)
    assert "--allow-private" in refusal("http://rebinding.example/a", allow_private=False)


@pytest.mark.parametrize(
    "url", ["http://", "http://a:b@x.org/", "http://x.org:99999/", "http://[x/", "https://x.org/a b"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_asked(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    ("status", "headers", "body", "why"),
    [
        (404, {}, b"gone", "the server answers 404 Not Found"),
        (500, {}, b"", "the server answers 500 Internal Server Error"),
        (200, {}, b"", "the server answers nothing"),
        (200, {"Content-Length": "10"}, b"It", "broke off on its way"),
        (200, {}, b"x" * 1_000, "is longer than 900 bytes"),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 3_000_000), "is longer than 900 bytes"),
        (200, {"Content-Encoding": "gzip"}, b"It rained.", "is damaged on its way"),
        (200, {"Content-Encoding": "br"}, b"It rained.", "is sent as br"),
        (200, {"X-A": "b" * 100_000}, b"It rained.", "cannot be fetched"),
    ],
)
def test_an_answer_that_cannot_be_read_is_one_sentence(
    site: Site, status: int, headers: dict[str, str], body: bytes, why: str
) -> None:
    site.pages["/a"] = (status, headers, body)
    assert why in refusal(site.address("/a"), max_bytes=4)


def test_an_answer_that_comes_drop_by_drop_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE", 0.3)
    site.pages["/a"] = (200, {}, b"")
    site.drip = True
    began = time.monotonic()
    assert "the server took longer than" in refusal(site.address("/a"))
    assert time.monotonic() - began < 5


def test_a_dead_address_is_one_sentence() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "cannot be fetched" in refusal(f"http://127.0.0.1:{port}/a")


def test_a_host_is_asked_once_a_second_and_others_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(fetching, "PAUSE", 1.0)
    monkeypatch.setattr(fetching, "_requested", lambda parts, *_: Fetched(parts.geturl(), 200, "OK", b"Crawl-delay: 0"))
    monkeypatch.setattr(Fetcher, "_address", lambda *_: "")
    fetcher = Fetcher(clock=lambda: now[0], sleep=sleep)
    for url in ("http://a.example/1", "http://b.example/1", "http://a.example/2"):
        fetcher.fetch(url, 100)
    assert slept == [1.0, 1.0]  # after each robots.txt; a second has gone by when a is asked again
    fetcher.fetch("http://a.example/3", 100)
    assert slept == [1.0, 1.0, 1.0]


def test_follow_reads_the_page_of_an_entry_that_has_only_a_summary(site: Site) -> None:
    feed = FEED.replace("https://wire.example.org/2023/minister-and-union", site.address("/meet"))
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    page = b"<html><body><article><p>" + b"The minister said that she would meet the union. " * 5 + b"</p></article>"
    site.pages["/meet"] = (200, {"Content-Type": "text/html"}, page)
    whole, met = found(site.address("/feed"), follow=True)
    assert whole.text.startswith("The court of auditors")
    assert met.text.startswith("The minister said")
    assert (met.title, met.outlet, met.published) == ("Minister & union to meet", "Harbour Wire", "2023-05-10")


def test_a_fetcher_says_why_where_it_is_used_by_itself() -> None:
    with pytest.raises(InputError, match="allow-private"):
        Fetcher().fetch("http://127.0.0.1/", 100)
