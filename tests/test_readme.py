"""README shows the program's real output: each command in it is run on the sample articles and compared.

`make golden` writes the outputs anew. Ids, scores and words are the program's own; only paths of this machine are
replaced.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMANDS, ROOT, SAMPLES, run_in
from test_cli import on_terminal

README = ROOT / "README.md"
SCREEN = re.compile(r"^```console\n\$ tracker (?P<command>.+)\n(?P<output>(?:(?!```).*\n)*)```$", re.MULTILINE)
LISTS = ("timeline", "disputed", "claims", "sources", "denials", "refusals", "meetings", "articles", "actors", "show")
TABLES = (*LISTS, "check")  # what prints tables where nobody asks for another form
WIDTH = "100"


@pytest.fixture(scope="module")
def screen(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """What a person sees after a command of README, on a terminal of 100 columns without colour."""
    home = tmp_path_factory.mktemp("readme")
    (home / "data").mkdir()
    (home / "data" / "articles").symlink_to(SAMPLES)

    decided = Path(shutil.copy(sample_store, home / "decided.db"))

    def run(command: str) -> str:
        words = shlex.split(command)
        decides = words[0] in ("article", "actor", "undo") and words[1:2] != ["show"]
        store = home / "new.db" if words[0] == "ingest" else decided if decides else sample_store
        words += ["--format", "table"] if words[0] in TABLES or words[1:2] == ["show"] else []
        if words[0] == "ingest":  # a line for each article is for terminals; a dumb one has no bar
            done = on_terminal(home, *words, "--db", str(store), width=int(WIDTH), TERM="dumb")
        else:
            done = run_in(home, *words, "--db", str(store), COLUMNS=WIDTH, NO_COLOR="1")
        assert done.status == 0, done.err
        shown = (done.err + done.out).replace(str(store), "~/.local/share/tracker/tracker.db")
        return re.sub(r"ingested \S+", "ingested 2022-04-01T09:00:00+00:00", shown)  # the only words of the clock

    return run


def test_readme_shows_what_its_commands_print(screen: Callable[[str], str]) -> None:
    written = README.read_text(encoding="utf-8")
    real = SCREEN.sub(lambda m: f"```console\n$ tracker {m['command']}\n{screen(m['command'])}```", written)
    if os.environ.get("TRACKER_GOLDEN") == "write":
        README.write_text(real, encoding="utf-8")
    assert written == real or os.environ.get("TRACKER_GOLDEN") == "write"


def test_every_command_is_in_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(COMMANDS) > len(LISTS)
    assert [name for name in COMMANDS if not re.search(rf"tracker {name}\b", text)] == []


def test_readme_shows_every_list_and_the_main_acts() -> None:
    shown = {m["command"].split()[0] for m in SCREEN.finditer(README.read_text(encoding="utf-8"))}
    assert shown >= {*LISTS, "ingest", "verify", "article", "actor", "undo"}
