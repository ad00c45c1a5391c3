"""What the person said about the inputs, and what reading says back beside the articles.

`name` is the input as a person finds it: a path ("news/a.txt"), a line ("news.jsonl, line 3"), "standard input".
`why` and `message` are whole sentences that begin with that name. They quote what was read, so they are not yet
safe to print: `render` makes them so.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from tracker.dates import normalise_published
from tracker.errors import UsageError
from tracker.reading.decoding import flaw


@dataclass(frozen=True, slots=True)
class Options:
    """What the person gave for every article of the command; it wins over what an article says of itself.

    `max_bytes` bounds a text file in bytes, and the text of a row of JSONL in bytes of UTF-8.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    max_bytes: int = 10_000_000

    def checked(self) -> Options:
        """Return the options with an ISO publication date; UsageError where one of them makes no sense."""
        if self.max_bytes < 1:
            raise UsageError(f"--max-bytes {self.max_bytes} leaves nothing to read: give a number above 0")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and (why := flaw(value)):
                raise UsageError(f"--{field.name} {why}: type it again")
        if self.published is None:
            return self
        published = normalise_published(self.published)
        if published is None:
            raise UsageError(f"--published {self.published!r} is not a date: write it as 2022-03-14 or 2022-03")
        return replace(self, published=published)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One input that gave no article. `given_id` is the id of its row of JSONL, where that could be read."""

    name: str
    given_id: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about an input; it comes before the article that it is about."""

    name: str
    message: str
