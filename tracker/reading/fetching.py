"""A web address → what the server answers, asked for politely and with care.

Only http and https, and no address of the own machine or network unless the person allows it: a name is resolved
once, and the connection goes to the very address that was checked. Few redirects, each checked anew; size and time are
bounded; robots.txt is obeyed; a host is asked once a second at most, by a user agent that says who asks.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tracker.errors import InputError
from tracker.reading.libraries import needed

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
PAUSE = 1.0  # seconds between two requests to a host
WHOLE, _SILENCE = 30.0, 10.0  # seconds for a whole answer, and without a byte within it
_ROBOTS_BYTES = 500_000  # RFC 9309 asks for as many at least
_LONGEST_DELAY = 30.0  # seconds between two requests that a robots.txt can ask for; longer delays are cut to it
_SAFE_IN_ADDRESSES = "/?%:@!$&'()*+,;=~[]"
_CHUNK = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: `url` is where redirects led, `charset` what the server says of its text."""

    url: str
    status: int
    reason: str
    body: bytes
    charset: str | None = None
    location: str | None = None


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses one after the other; remembers when it asked each host, and each host's robots.txt."""

    allow_private: bool = False
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last_request: dict[str, float] = field(default_factory=dict)  # by host, on `clock`
    _rules: dict[str, Any] = field(default_factory=dict)  # of robots.txt by host, None where it has none

    def fetch(self, url: str, most_bytes: int) -> Fetched:
        """Return what stands at an address; InputError with the reason where it may not or cannot be read."""
        answer = self._followed(url, most_bytes, obeying=True)
        if answer.status >= 400 or not answer.body:
            response = f"{answer.status} {answer.reason}" if answer.status >= 400 else "nothing"
            raise InputError(f"the server answers {response}: check the address in a browser, or save the page there")
        return answer

    def _followed(self, url: str, most_bytes: int, *, obeying: bool) -> Fetched:
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _checked(url)
            if obeying:
                self._refuse_forbidden(parts)
            self._wait(parts)
            answer = _requested(parts, self._address(parts), most_bytes)
            if answer.location is None:
                return answer
            url = urljoin(url, answer.location)
        raise InputError(f"is redirected more than {_MOST_REDIRECTS} times: give the address where it ends")

    def _wait(self, parts: SplitResult) -> None:
        host = parts.netloc
        delay = self._rules[host].crawl_delay(_agent()) if self._rules.get(host) else None
        pause = max(PAUSE, min(float(delay or 0), _LONGEST_DELAY))
        if host in self._last_request and (left := self._last_request[host] + pause - self.clock()) > 0:
            self.sleep(left)
        self._last_request[host] = self.clock()

    def _refuse_forbidden(self, parts: SplitResult) -> None:
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = self._robots(parts)
        rules = self._rules[parts.netloc]
        if rules is not None and not rules.can_fetch(parts.geturl(), _agent()):
            raise InputError("the site's robots.txt asks programs not to read it: save the page in a browser")

    def _robots(self, parts: SplitResult) -> Any:  # noqa: ANN401 - a library that is imported late
        """Return the rules of a site, None where it has none; a site that cannot say is not read (RFC 9309)."""
        reader = needed("protego", "web").Protego
        answer = self._followed(f"{parts.scheme}://{parts.netloc}/robots.txt", _ROBOTS_BYTES, obeying=False)
        if answer.status >= 500:
            raise InputError(f"its robots.txt cannot be read ({answer.status} {answer.reason}): try again later")
        return reader.parse(answer.body.decode("utf-8", "replace")) if answer.status < 400 else None

    def _address(self, parts: SplitResult) -> str:
        """Return the IP address of a host; InputError where one of its addresses is not of the public network."""
        try:
            resolved = socket.getaddrinfo(parts.hostname, parts.port or parts.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError(f"the host {parts.hostname} is not found ({error}): check the address") from error
        addresses = [str(sockaddr[0]) for *_, sockaddr in resolved]
        if not self.allow_private and not all(map(_is_public, addresses)):
            raise InputError("is an address of this machine or its network: --allow-private reads it all the same")
        return addresses[0]


def _agent() -> str:
    return f"tracker/{version('tracker')}"


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise InputError(f"is no address that can be read ({error}): check it") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"leads to {url[:100]!r}, and only http and https are read: save the page in a file")
    if parts.username is not None or any(character <= " " for character in url):
        raise InputError("holds a name, a password or a space: give the address without it")
    return parts


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _ipv4_within(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    return (inner or ip).is_global and not ip.is_multicast


def _ipv4_within(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of IPv4 that one of IPv6 leads to: mapped, by 6to4 (RFC 3056), or through NAT64 (RFC 6052)."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _requested(parts: SplitResult, address: str, most_bytes: int) -> Fetched:
    try:
        with _connection(parts, address) as connection:
            connection.request("GET", _path(parts), headers=_headers(parts))
            return _answer(parts, connection.getresponse(), most_bytes)
    except (TimeoutError, _TooLate) as error:
        raise InputError(f"the server took longer than {WHOLE:.0f} seconds: try again later") from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise InputError(f"cannot be fetched ({error}): check the address, or save the page in a file") from error


def _path(parts: SplitResult) -> str:
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE_IN_ADDRESSES)


def _headers(parts: SplitResult) -> dict[str, str]:
    host = (parts.hostname or "").encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    agent = f"{_agent()} (reads single articles for a person)"
    return {"Host": host, "User-Agent": agent, "Accept-Encoding": "gzip", "Connection": "close"}


class _TooLate(Exception):  # noqa: N818 - says what happened
    """The whole answer took longer than WHOLE, however steadily it came."""


@contextmanager
def _connection(parts: SplitResult, address: str) -> Iterator[http.client.HTTPConnection]:
    """Yield a connection to that very IP address, which is cut when WHOLE seconds are over."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(parts.hostname or "", port)
    is_over = threading.Event()
    with closing(socket.create_connection((address, port), _SILENCE)) as bare:
        secured = _secured(bare, parts.hostname or "") if parts.scheme == "https" else bare
        connection.sock = secured

        def cut() -> None:
            is_over.set()
            secured.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(WHOLE, cut)
        timer.start()
        try:
            yield connection
            if is_over.is_set():
                raise _TooLate
        except (OSError, http.client.HTTPException) as error:
            raise _TooLate if is_over.is_set() else error from error
        finally:
            timer.cancel()
            connection.close()


def _secured(bare: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(bare, server_hostname=host)


def _answer(parts: SplitResult, answer: http.client.HTTPResponse, most_bytes: int) -> Fetched:
    location = answer.headers.get("Location") if answer.status in _REDIRECTS else None
    if location:
        return Fetched(parts.geturl(), answer.status, answer.reason, b"", location=location)
    packed = answer.headers.get("Content-Encoding", "identity").lower()
    if packed not in ("identity", "gzip"):
        raise InputError(f"is sent as {packed}, which nobody asked for: save the page in a file")
    body = _bounded(answer, most_bytes, unpack=packed == "gzip")
    return Fetched(parts.geturl(), answer.status, answer.reason, body, answer.headers.get_content_charset())


def _bounded(answer: http.client.HTTPResponse, most_bytes: int, *, unpack: bool) -> bytes:
    """Return the body, decompressed; InputError as soon as it is too long, so that a zip bomb never is."""
    unpacker = zlib.decompressobj(wbits=31) if unpack else None
    body = bytearray()
    while piece := answer.read(_CHUNK):
        while piece:
            try:
                body += unpacker.decompress(piece, _CHUNK) if unpacker else piece
            except zlib.error as error:
                raise InputError(f"is damaged on its way ({error}): try again") from error
            if len(body) > most_bytes:
                raise InputError(f"is longer than {most_bytes:,} bytes: --max-bytes raises the limit")
            piece = unpacker.unconsumed_tail if unpacker else b""
    if answer.length:
        raise InputError("broke off on its way: try again")
    return bytes(body)
