"""Archives and compressed files → what is in them, read in its place and never written to disk.

Archives come from strangers: a member that names a path outside, a link or a device is refused, and so is what is far
larger decompressed than any text. Only members with a suffix of a kind that is read are read; the rest is counted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, cast

from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.documents import read_document
from tracker.reading.folders import counted, has_known_suffix, shown
from tracker.reading.sources import Parts, Source

_DEEPEST = 3  # archives within each other; a .tar.gz is two
_MOST_MEMBERS = 100_000
_MOST_IN_ARCHIVE = 10  # times `Options.most_bytes`: all members together
_MOST_COMPRESSED = 100  # times `Options.most_bytes`: one compressed file, which is read piece by piece
_HIGHEST_RATIO = 200  # of decompressed to compressed bytes; text reaches 10, and a zip bomb 1,000
_ANY_RATIO = 10_000_000  # bytes that may be decompressed whatever the ratio
_PIECE = 1 << 16  # bytes
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


def read_zip(source: Source) -> Parts:
    """Yield what is in a zip archive, or the article of a Word document, which is one too."""
    try:
        archive = zipfile.ZipFile(source.stream)
    except _DAMAGED as error:
        raise InputError(f"is a damaged zip archive ({error}): fetch or pack it again") from error
    with archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            source.stream.seek(0)
            yield from read_document(source)
        elif names & {"mimetype", "[Content_Types].xml"}:
            raise InputError("is a document of a kind that is not read: save it as .docx, PDF or text")
        else:
            yield from _members(_one_deeper(source), _of_zip(archive))


def read_tar(source: Source) -> Parts:
    """Yield what is in a tar archive."""
    bounded = _BoundedStream(source.stream, _MOST_IN_ARCHIVE * source.options.most_bytes)
    try:
        with tarfile.open(fileobj=bounded, mode="r:") as archive:
            yield from _members(_one_deeper(source), _of_tar(archive))
    except _DAMAGED as error:
        raise InputError(f"is a damaged tar archive ({error}): fetch or pack it again") from error


def read_compressed(source: Source) -> Parts:
    """Yield the decompressed file as a source of its own, to be read piece by piece."""
    inner = _one_deeper(source)
    head = source.stream.read(6)
    source.stream.seek(0)
    decompressed: IO[bytes] = _decompressor(head, source.stream)
    bounded = _BoundedStream(decompressed, _MOST_COMPRESSED * source.options.most_bytes, source.stream)
    yield replace(inner, stream=cast(IO[bytes], bounded))


def _decompressor(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    if head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    return bz2.BZ2File(stream) if head.startswith(b"BZh") else lzma.LZMAFile(stream)


def _one_deeper(source: Source) -> Source:
    if source.depth >= _DEEPEST:
        raise InputError(f"lies in more than {_DEEPEST} archives within each other: unpack them first")
    return replace(source, depth=source.depth + 1)


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive: `flaw` says why it is refused, `open` gives its bytes."""

    name: str
    flaw: str | None
    open: Callable[[], IO[bytes] | None]


def _of_zip(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for info in archive.infolist():
        if info.is_dir():
            continue
        locked = "is locked with a password: unpack it yourself" if info.flag_bits & 1 else None
        link = "is a link: name the file it leads to" if (info.external_attr >> 16) & 0o170000 == 0o120000 else None
        flaw = locked or link or _why_outside(info.filename)
        yield _Member(info.filename, flaw, partial(archive.open, info))


def _of_tar(archive: tarfile.TarFile) -> Iterator[_Member]:
    for info in archive:
        if info.isdir():
            continue
        odd = None if info.isreg() else "is a link or a device, no file: name the file itself"
        yield _Member(info.name, odd or _why_outside(info.name), partial(archive.extractfile, info))
        archive.members = []  # type: ignore[attr-defined]  # which tarfile would fill with all members seen


def _why_outside(name: str) -> str | None:
    """Return why the path of a member may not be taken for one inside the archive."""
    path = _path(name)
    outside = path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True
    return "names a path outside the archive: do not trust it, or pack it anew" if outside else None


def _members(source: Source, members: Iterator[_Member]) -> Parts:
    others: dict[str, list[str]] = {}
    left = _MOST_IN_ARCHIVE * source.options.most_bytes
    read = 0
    for number, member in enumerate(members):
        if number >= _MOST_MEMBERS:
            raise InputError(f"holds more than {_MOST_MEMBERS:,} files: unpack it and name the folder")
        if not has_known_suffix(member.name) or _is_hidden(member.name):
            others.setdefault(PurePosixPath(member.name).suffix.lower(), []).append(member.name)
            continue
        read += 1
        part = _bytes_of(source, member)
        if isinstance(part, Unreadable):
            yield part
            continue
        left -= len(part)
        if left < 0:
            raise _too_long(_MOST_IN_ARCHIVE * source.options.most_bytes)
        yield replace(source, name=f"{source.name}, {shown(member.name)}", stream=io.BytesIO(part))
    unread = f"; left unread: {counted(others)}" if others else ""
    if not read:
        raise InputError(f"holds no file of a kind that is read{unread}: name another archive")
    if others:
        yield Remark(source.name, f"{source.name}{unread}")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in _path(name).parts)


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))  # as Windows would read it


def _bytes_of(source: Source, member: _Member) -> bytes | Unreadable:
    """Return the bytes of a member, or why it is refused; no more than the limit are ever decompressed."""
    name = f"{source.name}, {shown(member.name)}"
    limit = source.options.most_bytes
    if member.flaw:
        return Unreadable(name, None, f"{name}: {member.flaw}")
    try:
        stream = member.open()
        raw = stream.read(limit + 1) if stream is not None else b""
    except (*_DAMAGED, RuntimeError) as error:
        return Unreadable(name, None, f"{name}: is damaged ({error}): fetch or pack it again")
    if len(raw) > limit:
        return Unreadable(name, None, f"{name}: is longer than {limit:,} bytes: --max-bytes raises the limit")
    return raw


def _too_long(most_bytes: int) -> InputError:
    return InputError(
        f"holds more than {most_bytes:,} bytes: --max-bytes raises the limit, or unpack it and name the folder"
    )


class _BoundedStream(io.RawIOBase):
    """A stream that can be rewound, and raises InputError where too much comes out of it."""

    def __init__(self, stream: IO[bytes], most_bytes: int, compressed: IO[bytes] | None = None) -> None:
        """Read at most `most_bytes` from `stream`, which decompresses `compressed`, if given."""
        self._stream, self._most_bytes, self._compressed = stream, most_bytes, compressed

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def seekable(self) -> bool:
        """Whether it can be rewound: it can."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; going forward, what lies before it is read piece by piece, so that the bounds hold."""
        while whence == io.SEEK_SET and self.tell() < offset and self.read(min(_PIECE, offset - self.tell())):
            pass
        return self.tell() if whence == io.SEEK_SET and self.tell() <= offset else self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes."""
        left = self._most_bytes + 1 if size is None or size < 0 else size
        pieces = []
        with self._naming_damage():
            while left and (piece := self._stream.read(min(left, _PIECE))):
                pieces.append(piece)
                left -= len(piece)
                self._refuse_overlong()
        return b"".join(pieces)

    def readline(self, size: int | None = -1) -> bytes:
        """Return a line of at most `size` bytes."""
        with self._naming_damage():
            line = self._stream.readline(-1 if size is None else size)
            self._refuse_overlong()
        return line

    @contextmanager
    def _naming_damage(self) -> Iterator[None]:
        """Raise InputError, with the reason, where the stream turns out to be damaged while it is read."""
        try:
            yield
        except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError) as error:
            raise InputError(f"is damaged ({error}): fetch or compress it again") from error

    def _refuse_overlong(self) -> None:
        """Raise InputError where too much was read, or far more than the compressed bytes would hold of text."""
        size = self._stream.tell()
        compressed = self._compressed.tell() if self._compressed is not None else size
        if size > self._most_bytes:
            raise _too_long(self._most_bytes)
        if size > max(_ANY_RATIO, _HIGHEST_RATIO * compressed):
            raise InputError("unfolds to far more than any text would: do not trust it, or unpack it yourself")
