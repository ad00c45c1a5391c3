"""Where an answer goes, and in what shape: the one record that commands hand to `render`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TextIO

FormatName = Literal["table", "json", "jsonl", "csv", "tsv", "md"]

_NO_TERMINAL = 100  # columns, where the stream is a file or a pipe and COLUMNS is not set
_NARROWEST = 20  # columns; below that no layout is worth keeping


@dataclass(frozen=True, slots=True)
class Output:
    """A stream, a format, the width of tables in columns (None: as wide as the terminal), and whether to use colour.

    A `wide` table also shows what is usual. `uses_pager`: what is longer than the screen goes through a pager.
    """

    stream: TextIO
    format: FormatName = "table"
    width: int | None = None
    colour: bool = False
    wide: bool = False
    uses_pager: bool = False

    @property
    def columns(self) -> int:
        """The width to draw tables in: as asked, else COLUMNS or the terminal's, else 100."""
        return max(_NARROWEST, self.width or shutil.get_terminal_size((_NO_TERMINAL, 24)).columns)

    @property
    def is_json(self) -> bool:
        """Whether the format is one of JSON, in which an answer that is no list is one object."""
        return self.format in ("json", "jsonl")

    @property
    def unicode(self) -> bool:
        """Whether the stream can carry every character."""
        return self._encoding.lower().startswith("utf")

    def write(self, text: str) -> None:
        """Write `text`; what the stream's encoding lacks is shown as an escape rather than ending in an error."""
        self.stream.write(text.encode(self._encoding, "backslashreplace").decode(self._encoding))

    def show(self, pieces: Iterable[str]) -> None:
        """Write all pieces, through a pager where they are longer than the screen and one is wanted."""
        if self.uses_pager:
            from tracker.render.pager import paged, pager_command

            if command := pager_command():
                self.stream.flush()
                paged(pieces, command, self.write, self._encoding)
                return
        for piece in pieces:
            self.write(piece)

    @property
    def _encoding(self) -> str:
        return self.stream.encoding or "utf-8"
