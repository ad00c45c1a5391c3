"""What a person sees: commands as they are typed, what they print, the one line when something fails, the status."""

from __future__ import annotations

import csv
import fcntl
import importlib
import inspect
import io
import json
import os
import pty
import re
import shlex
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import standby
import typer
from conftest import COMMANDS, ROOT, SAMPLES, Ran, Run, environment, run_in, tables
from made_kinds import KINDS

from tracker import cli
from tracker.commands.examples import EXAMPLES
from tracker.commands.help import HEADINGS
from tracker.queries import every as queries
from tracker.queries.filters import Listing
from tracker.render.date_words import in_short, in_words
from tracker.render.output import FormatName
from tracker.store.opening import SCHEMA_VERSION
from tracker.store.store import Store

ACTS = (
    "ingest", "watch", "extract", "reread", "link", "unlink", "discard", "rate", "undo", "show", "check", "verify",
    "search", "story", "import", "report", "docs",
)  # fmt: skip
LISTS = tuple(name for name in COMMANDS if name not in ACTS and " " not in name)
# With rows of the samples: nobody has discarded any of them, and stats are one record.
FILLED = tuple(name for name in LISTS if name not in ("discarded", "stats"))
FORMATS: tuple[str, ...] = get_args(FormatName)
WIDTHS = (60, 80, 120)
ARTICLE = "Russia asked China for weapons, US officials said on Monday. China's embassy denied that.\n"

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Control codes, and the characters that turn the direction of reading (UAX #9).
CODES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


# -- running the program ----------------------------------------------------------------------------------------


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program in this process, where the parser is loaded once: for the many ways in which reading fails."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "tracker.db"))

    def run(*args: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["tracker", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        return Ran(int(end.value.code or 0), printed.out, printed.err)

    return run


_READ_TO = b"\x00 read to here \x00"


def on_terminal(home: Path, *args: str | Path, width: int, **env: str) -> Ran:
    """Run the program with a terminal of `width` columns as its output; what it says on errors goes there too."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    given = environment(home, **{"PAGER": "cat", **env})  # nobody is there to turn a page
    with (
        closing(os.fdopen(ours, "rb", buffering=0)) as screen,
        closing(os.fdopen(theirs, "wb", buffering=0)) as end,
        ThreadPoolExecutor(1) as waiting,
    ):
        status = waiting.submit(standby.status_of, [str(arg) for arg in args], home, given, (theirs,) * 3)
        # What is written last may be lost with the last writer: the terminal stays open until all is read.
        status.add_done_callback(lambda _: end.write(_READ_TO))
        written = b""
        while not written.endswith(_READ_TO):
            written += screen.read(1 << 16)
    return Ran(status.result(), written.removesuffix(_READ_TO).decode().replace("\r\n", "\n"), "")


def listed(run: Run, command: str, *args: str | Path) -> list[dict[str, Any]]:
    """The rows of a list, as JSON."""
    done = run(command, *args, "--format", "json")
    assert (done.status, [line for line in done.said if "unnamed" not in line]) == (0, [])
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


@pytest.fixture
def ask(sample_store: Path, tmp_path: Path) -> Run:
    """Ask the store of the sample articles, as a process of its own."""
    return lambda *args, **more: run_in(tmp_path, *args, TRACKER_DB=str(sample_store), **more)


@pytest.fixture
def copied_store(sample_store: Path, tmp_path: Path) -> Path:
    """A store of the sample articles that may be spoilt."""
    return Path(shutil.copy(sample_store, tmp_path / "tracker.db"))


# -- help, version, completion ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_what_each_option_means(run_tracker: Run, name: str) -> None:
    done = run_tracker(*name.split(), "--help", COLUMNS="200")
    assert (done.status, done.err) == (0, "")
    first_line = (inspect.getdoc(COMMANDS[name]) or "").splitlines()[0]
    assert first_line in " ".join(done.out.split())
    command: Any = typer.main.get_command(cli.app)
    for part in name.split():
        command = command.commands[part]
    for option in command.params:
        assert option.help, option.name
        is_argument = option.param_type_name == "argument"
        shown = option.metavar if is_argument else option.name.rstrip("_").replace("_", "-")
        assert shown in (done.out if is_argument else done.out.lower())


def test_the_program_without_a_command_says_in_five_lines_how_to_start(run_tracker: Run) -> None:
    done = run_tracker()
    assert (done.status, done.err, len(done.out.splitlines())) == (0, "", 5)
    for name in re.findall(r"^  tracker ([a-z]+)", done.out, re.MULTILINE):
        assert name in COMMANDS


@pytest.mark.parametrize("width", WIDTHS)
def test_help_has_every_command_under_a_heading_with_its_first_sentence_whole(run_tracker: Run, width: int) -> None:
    shown = run_tracker("--help", COLUMNS=str(width)).out
    under = {name: part for part in shown.split("\n\n") for name in re.findall(r"^  ([a-z]+) ", part, re.MULTILINE)}
    for name, command in COMMANDS.items():
        assert under[name.split()[0]].split("\n")[0].removesuffix(":") in HEADINGS
        if " " not in name:
            sentence = " ".join((inspect.getdoc(command) or "").split()).partition(". ")[0].removesuffix(".") + "."
            assert f" {name} {sentence}" in " ".join(under[name].split())
    assert max(map(len, shown.splitlines())) <= width


def test_every_command_has_two_examples_of_itself() -> None:
    assert list(COMMANDS) == [name for name in COMMANDS if len(EXAMPLES.get(name, ())) >= 2]
    assert [
        typed for name, several in EXAMPLES.items() for typed, _ in several if f"tracker {name} " not in typed + " "
    ] == []


# What has to be done before an example makes sense.
_BEFORE = {
    "undo": ["rate cf1j1yk2n0j 2"],
    "actor split": ['actor merge "Liu Pengyu" "Jake Sullivan"'],
    "article diff": ["ingest newer.txt"],
    "import": ["export jsonl -o store.jsonl", "export jsonl --article a9xxqkgmknp -o other.jsonl"],
}


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "watch"])
def test_the_examples_of_help_run(copied_store: Path, call: Run, name: str) -> None:
    home = copied_store.parent
    (first, *_), before = sorted(SAMPLES.glob("*.txt")), copied_store.read_bytes()
    (home / "articles").symlink_to(SAMPLES)
    shutil.copy(first, home / "article.txt")
    (home / "newer.txt").write_text(first.read_text(encoding="utf-8") + "\nIt rained.\n", encoding="utf-8")
    for typed, _ in EXAMPLES[name]:
        copied_store.write_bytes(before)
        for command in (*_BEFORE.get(name, ()), typed.removeprefix("tracker ")):
            done = call(*shlex.split(command))
            assert (done.status, "Traceback" in done.err) == (0, False), (command, done.err)
        written = re.search(r" -o (\S+)", typed)
        assert done.out or done.err or (written and (home / written[1]).stat().st_size)


def test_the_version_is_that_of_the_package(run_tracker: Run) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run_tracker("--version").out == f"tracker {project['version']}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_installed_in_a_shell(run_tracker: Run, shell: str) -> None:
    shown = run_tracker("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert shown.status == 0
    assert "_TRACKER_COMPLETE" in shown.out


def test_the_shell_is_told_the_commands_that_begin_as_typed(run_tracker: Run) -> None:
    done = run_tracker(_TRACKER_COMPLETE="complete_bash", COMP_WORDS="tracker disp", COMP_CWORD="1")
    assert done.out.split() == ["disputed"]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("claims --actor Sulli", ["Sullivan"]),
        ("claims --actor Rus", ["Russia"]),
        ("timeline --outlet har", ["harbour\\ Post"]),
        ("timeline --kind den", ["denial"]),
        ("claims --sort da", ["date"]),
        ("show cf1j1", ["cf1j1yk2n0j"]),
        ("article show ac7n", ["ac7nfwx5hcs"]),
        ("link s6pj2sd9z5w cf1j1", ["cf1j1yk2n0j"]),
    ],
)
def test_the_shell_is_told_names_and_ids_of_the_store(ask: Run, typed: str, completed: list[str]) -> None:
    words = f"tracker {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    assert ask(_TRACKER_COMPLETE="complete_bash", **asked).out.splitlines() == completed


def test_without_a_store_a_shell_is_told_nothing_and_sees_no_error(run_tracker: Run) -> None:
    done = run_tracker(_TRACKER_COMPLETE="complete_bash", COMP_WORDS="tracker show c", COMP_CWORD="2")
    assert (done.out.strip(), done.err) == ("", "")


# -- lists and sheets -------------------------------------------------------------------------------------------


def _cells(text: str, delimiter: str) -> list[list[str]]:
    if delimiter == "\t":
        return [line.split("\t") for line in text.split("\n")[:-1]]
    return list(csv.reader(io.StringIO(text, newline="")))


def _rows_of(text: str, form: str) -> int:
    """How many rows a list has in any format but the table; every row must be as long as the header."""
    if form == "json":
        return len(json.loads(text))
    if form == "jsonl":
        return len([json.loads(line) for line in text.split("\n")[:-1]])
    if form == "md":
        lines = [line for line in text.split("\n") if line.startswith("|")]
        return len(lines) - 2 * sum(
            line.startswith("| ---") for line in lines
        )  # undated rows have a table of their own
    header, *rows = _cells(text, "\t" if form == "tsv" else ",")
    assert {len(row) for row in rows} == {len(header)}
    return len(rows)


@pytest.mark.parametrize("name", FILLED)
def test_a_list_has_the_same_rows_in_every_format(call: Run, copied_store: Path, name: str) -> None:
    done = {form: call(name, "--format", form, "--db", copied_store) for form in FORMATS}
    said = "tracker: N of N sources unnamed, N % of statements\n" if name == "sources" else ""
    assert {one.status for one in done.values()} == {0}
    how = "tracker: `tracker story ID` opens one of them\n" if name == "stories" else ""  # other forms say it of each
    messages = {form: re.sub(r"\d+", "N", one.err) for form, one in done.items()}
    assert messages == {form: said + how * (form == "table") for form in FORMATS}
    assert len({one.err.removesuffix(how) for one in done.values()}) == 1
    counts = {form: _rows_of(one.out, form) for form, one in done.items() if form != "table"}
    assert len(set(counts.values())) == 1, counts
    assert counts["json"] > 0
    assert not ANSI.search(done["table"].out)


@pytest.mark.parametrize("name", [*LISTS, "show"])
@pytest.mark.usefixtures("copied_store")
def test_output_that_goes_to_no_terminal_is_tab_separated(call: Run, name: str) -> None:
    args = (name, "Putin") if name == "show" else (name, "--limit", "2")
    assert call(*args).out == call(*args, "--format", "tsv").out


@pytest.mark.parametrize("name", ["claims", "sources", "denials", "meetings", "articles", "actors"])
def test_the_ids_of_a_list_can_be_shown_in_every_format(call: Run, copied_store: Path, name: str) -> None:
    for row in listed(call, name, "--db", copied_store)[:3]:
        for form in FORMATS:
            shown = call("show", row["id"], "--format", form, "--db", copied_store)
            assert (shown.status, shown.err) == (0, "")
            assert row["id"] in shown.out


def test_a_limit_says_what_it_left_out(ask: Run) -> None:
    every = len(listed(ask, "claims"))
    done = ask("claims", "--limit", "2", "--format", "jsonl")
    assert len(done.out.splitlines()) == 2
    assert done.err == f"tracker: {every - 2} more left out by --limit\n"


def test_a_date_in_words_is_said_back_as_it_was_read(ask: Run) -> None:
    done = ask("articles", "--since", "14 March 2022", "--until", "2022-03-15", "--format", "jsonl")
    assert {json.loads(line)["published"] for line in done.out.splitlines()} == {"2022-03-14", "2022-03-15"}
    assert done.said[0] == 'tracker: since "14 March 2022": Monday 14 March 2022'
    assert "until" not in done.said[0] + done.said[-1].replace("--until", "")
    assert "1 without a date left out by --since and --until" in done.err


@pytest.mark.usefixtures("copied_store")
def test_what_an_actor_takes_part_in_is_found_by_any_of_its_names(call: Run) -> None:
    by_name = [listed(call, "timeline", "--actor", name) for name in ("Russia", "russian federation", "RUS")]
    assert by_name[0]
    assert by_name[0] == by_name[1] == by_name[2]
    everything = listed(call, "timeline")
    assert len(by_name[0]) < len(everything)
    assert {row["id"] for row in by_name[0]} <= {row["id"] for row in everything}


def test_an_actor_is_found_by_its_name_with_the_article(ask: Run) -> None:
    assert listed(ask, "claims", "--actor", "the Russian Federation") == listed(ask, "claims", "--actor", "Russia")


def test_a_question_is_answered_while_articles_are_being_added(copied_store: Path, run_tracker: Run) -> None:
    with closing(sqlite3.connect(copied_store, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        writer.execute("delete from claims")
        done = run_tracker("claims", "--db", copied_store)
        writer.execute("rollback")
    assert (done.status, done.err) == (0, "")
    assert len(done.out.splitlines()) > 10


def test_the_store_may_be_named_before_the_command_or_after_it_where_it_wins(
    sample_store: Path, run_tracker: Run
) -> None:
    after = run_tracker("claims", "--db", sample_store)
    assert (after.status, run_tracker("--db", sample_store, "claims")) == (0, after)
    assert run_tracker("--db", "no-such.db", "claims", "--db", sample_store) == after


def test_asking_changes_nothing_in_the_store(call: Run, copied_store: Path) -> None:
    before = copied_store.read_bytes()
    for name in (*LISTS, "verify"):
        assert call(name).status == 0
    assert copied_store.read_bytes() == before


# -- what a command does not need, it does not import -----------------------------------------------------------

_SCRIPT = """
import sys
_LARGE = {"spacy", "thinc", "numpy", "sqlite_utils", "rich", "lxml", "trafilatura", "htmldate", "feedparser", "pypdf",
          "docx", "warcio", "defusedxml", "protego", "py3langid", "markdown_it", "http"}
from tracker.cli import main
for command in sys.argv[2].split(","):
    sys.argv = ["tracker", *command.split()]
    try:
        main()
    except SystemExit as end:
        assert not end.code, (command, end.code)
print(*sorted(set(sys.modules) & _LARGE), file=sys.stderr)
"""


def _imported(home: Path, store: Path, form: str) -> list[str]:
    """Which of the large libraries were imported when each question was asked once."""
    commands = [f"{name} --format {form}" for name in (*LISTS, "show Putin", "verify")]
    script = [sys.executable, "-c", _SCRIPT, "", ",".join(commands)]
    done = subprocess.run(script, env=environment(home, TRACKER_DB=str(store)), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode().splitlines()[-1].split()


def test_questions_import_neither_the_parser_nor_what_writes_the_store(sample_store: Path, tmp_path: Path) -> None:
    assert _imported(tmp_path, sample_store, "table") == ["rich"]


def test_answers_for_programs_do_not_even_import_what_draws_tables(sample_store: Path, tmp_path: Path) -> None:
    assert [_imported(tmp_path, sample_store, form) for form in ("tsv", "json", "csv")] == [[], [], []]


def test_a_command_imports_only_its_own_file_of_commands_its_question_and_its_list(
    sample_store: Path, tmp_path: Path
) -> None:
    script = "import sys; from tracker.cli import app; app(['claims'], standalone_mode=False);" + (
        "print(*(name for name in sys.modules if name.startswith('tracker.')), file=sys.stderr)"
    )
    asked = environment(tmp_path, TRACKER_DB=str(sample_store))
    done = subprocess.run([sys.executable, "-c", script], env=asked, capture_output=True, check=False)
    imported = set(done.stderr.decode().split())
    assert {name for name in cli.FILES if f"tracker.commands.{name}" in imported} == {"ask"}
    assert {name for name in imported if name.startswith("tracker.render.lists.")} == {"tracker.render.lists.claims"}
    assert not imported & {f"tracker.queries.{name}" for name in ("timeline", "meetings", "stories", "sheets", "every")}


@pytest.mark.parametrize("file", cli.FILES)
def test_each_file_of_commands_has_those_that_are_looked_for_in_it(file: str) -> None:
    group: Any = typer.main.get_command(importlib.import_module(f"tracker.commands.{file}").app)
    assert list(group.commands) == cli.FILES[file].split()


# -- when there is no store, or the file is none ----------------------------------------------------------------


@pytest.mark.parametrize("typed", [*LISTS, "show Putin", "verify", "reread", "undo", "article set a1 url=x"])
def test_a_question_without_a_store_names_the_command_that_makes_one(
    run_tracker: Run, tmp_path: Path, typed: str
) -> None:
    done = run_tracker(*typed.split())
    assert (done.status, done.out) == (1, "")
    assert len(done.said) == 1
    assert "tracker ingest" in done.err
    assert str(tmp_path / "data" / "tracker" / "tracker.db") in done.err
    assert not list(tmp_path.iterdir())


def _text_file(path: Path) -> None:
    path.write_text("Dear diary, this is no database, though it is long enough to be one.\n" * 50, encoding="utf-8")


def _foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table articles (id text, text text)")
        db.execute("insert into articles values ('a', 'mine')")


def _newer_store(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")


def _cut_store(path: Path) -> None:
    Store.open(path).close()
    path.write_bytes(path.read_bytes()[:20_000])


NO_STORES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a text file": (_text_file, "name another file with --db"),
    "a database of something else": (_foreign_database, "not a tracker store: name another file with --db"),
    "a store of a newer program": (_newer_store, "update tracker"),
    "half a store": (_cut_store, "--db"),
    "a folder": (Path.mkdir, "--db"),
}


@pytest.mark.parametrize("kind", NO_STORES)
@pytest.mark.parametrize(
    "args",
    [("claims",), ("verify",), ("ingest", "article.txt"), ("reread",), ("undo",), ("article", "set", "a1", "title=x")],
    ids=lambda args: args[0],
)
def test_a_file_that_is_no_store_is_named_and_left_as_it_was(call: Run, tmp_path: Path, kind: str, args: Any) -> None:
    make, next_step = NO_STORES[kind]
    path = tmp_path / "other.db"
    make(path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    before = path.read_bytes() if path.is_file() else None
    done = call(*args, "--db", path)
    assert (done.status, done.out) == (1, "")
    assert len(done.said) == 1, done.err
    assert done.err.startswith("tracker: ")
    assert str(path) in done.err
    assert next_step in done.err
    assert "Traceback" not in done.err
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_store_in_a_place_that_cannot_be_written_is_refused_in_one_line(call: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(ARTICLE, encoding="utf-8")
    done = call("ingest", "file", "--db", tmp_path / "file" / "tracker.db")
    assert (done.status, len(done.said)) == (1, 1)
    assert "name another file with --db" in done.err


# -- wrong usage ------------------------------------------------------------------------------------------------

WRONG_USAGE = {
    "claims --sort nonsense": "no --sort nonsense in claims: choose from ",
    "denials --kind nonsense": "no --kind nonsense in denials: choose from deny, deny_knowledge",
    "timeline --by nonsense": "--by 'nonsense' is not known: say or happened",
    "claims --actor Russia --role nonsense": "--role",
    "disputed --role asserts": "name an actor too",
    "timeline --since nonsense": "nonsense",
    "timeline --until 2022-13-45": "2022-13-45",
    "actors --since 2022": "No such option: --since",
    "articles --kind nonsense": "No such option: --kind",
    "claims --limit 0": "--limit",
    "claims --format nonsense": "nonsense",
    "claims --nonsense": "--nonsense",
    "nonsense": "nonsense",
    "show": "'ID'",
    "ingest": "'INPUT'",
    "ingest a.txt --published nonsense": "write it as 2022-03-14",
    "ingest a.txt --max-bytes 0": "give a number above 0",
    "ingest a.txt --max-bytes nonsense": "--max-bytes",
    "actor merge Russia": "'OTHER'",
    "actor alias Russia": "'NAME'",
    "claims --actor Russia --role about": "choose from says, spoken_of",
    "sources --actor Russia --role says": "No such option: --role",
    "article set ac7nfwx5hcs": "'FIELD=VALUE'",
    "article set ac7nfwx5hcs outlet": "'outlet' sets nothing: write KEY=VALUE",
    "article set ac7nfwx5hcs words=9": "an article has no 'words' to set: it has published, outlet",
    "article set ac7nfwx5hcs title=a Title=b": "title is set twice",
    "article set ac7nfwx5hcs published=soon": "published='soon' is no date, or may be several: write it as 2022-03-14",
    "article set ac7nfwx5hcs published=03/04/2022": "may be several",
    "article nonsense": "nonsense",
    "extract a.txt --format nonsense": "leave --format out",
    "extract a.txt --published nonsense": "write it as 2022-03-14",
}


@pytest.mark.parametrize("typed", WRONG_USAGE)
def test_wrong_usage_ends_with_status_2_and_names_what_is_wrong(copied_store: Path, call: Run, typed: str) -> None:
    before = copied_store.read_bytes()
    (copied_store.parent / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = call(*typed.split())
    assert (done.status, done.out) == (2, "")
    assert WRONG_USAGE[typed] in done.said[-1]
    assert "Traceback" not in done.err
    assert copied_store.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "listing"), [("timeline", queries.TIMELINE), ("actors", queries.ACTORS), ("articles", queries.ARTICLES)]
)
def test_help_of_a_list_has_what_it_can_be_asked_for_and_no_more(call: Run, command: str, listing: Listing) -> None:
    help_ = " ".join(call(command, "--help").out.split())
    assert ", ".join(listing.orders) in help_
    for option, values in (("--kind", listing.kinds), ("--role", listing.roles)):
        assert (option in help_) == bool(values)
        assert ", ".join(values) in help_
    assert ("--since" in help_) == listing.dated


def test_wrong_usage_does_not_make_a_store(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert call("ingest", "a.txt", "--published", "soon").status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


UNKNOWN = {
    ("claims", "--actor", "Rusia"): "no actor is called “Rusia” (near: russia",
    ("timeline", "--actor", "Russia", "--actor", "Narnia"): "no actor is called “Narnia”",
    ("claims", "--actor", "ministry"): "“ministry” may be China, ",
    ("claims", "--outlet", "harb"): "no article is from an outlet called “harb” (near: Harbour Post)",
    ("claims", "--article", "azzzzzzzzzz"): "no article “azzzzzzzzzz”: `tracker articles` lists their ids",
    ("article", "set", "azzzzzzzzzz", "outlet=x"): "no article “azzzzzzzzzz”: `tracker articles` lists their ids",
    ("undo", "dzzzzzzzzzz"): "no decision “dzzzzzzzzzz”: `tracker show ARTICLE` lists those on an article",
    ("undo",): "no decision stands that could be taken back",
    ("show", "czzzzzzzzzz"): "nothing is called “czzzzzzzzzz”: give an id from a list",
    ("show", "no such thing"): "nothing is called “no such thing”",
    ("show", "cf1"): "`tracker claims`, at least four characters of one, or an actor's name",
    ("show", "\x1b[2J\x1b]0;owned\x07"): "nothing is called “\\x1b[2J\\x1b]0;owned\\x07”",
}


@pytest.mark.parametrize("args", UNKNOWN)
def test_a_name_that_is_not_in_the_store_is_said_with_names_nearby(copied_store: Path, call: Run, args: Any) -> None:
    done = call(*args, "--db", copied_store)
    assert (done.status, done.out, len(done.said)) == (1, "", 1)
    assert UNKNOWN[args] in done.err


@pytest.mark.parametrize(
    ("option", "part", "whole"),
    [("--actor", "volodymyr", "Volodymyr Zelensky"), ("--outlet", "harbour", "Harbour Post")],
)
def test_part_of_a_name_that_only_one_has_stands_for_it_and_is_said(
    copied_store: Path, call: Run, option: str, part: str, whole: str
) -> None:
    in_full, in_part = (call("timeline", option, name, "--db", copied_store) for name in (whole, part))
    assert in_full.out
    assert in_part.out == in_full.out
    assert f"tracker: {option} “{part}”: {whole}" in in_part.said


# -- inputs that cannot be read ---------------------------------------------------------------------------------

UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty: give a file that holds an article's text"),
    "blank.txt": (b" \n\t\n", "is empty: give a file that holds an article's text"),
    "picture.png": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "is a picture, which is not read: make its text",
    ),
    "noise.txt": (bytes(range(1, 32)) * 20, "is a binary file"),
    "report.pdf": (b"%PDF-1.7 ...", "is a damaged PDF"),
    "zeros.txt": (ARTICLE.encode() + b"\0 and more", "NUL bytes"),
    "wide.txt": (ARTICLE.encode("utf-16-le"), "NUL bytes, so it is binary or UTF-16 without its mark"),
    "long.txt": (ARTICLE.encode() * 100, "is longer than 5,000 bytes: --max-bytes raises the limit"),
    "head.txt": (b"title: Only a title\noutlet: Nobody\n\n", "put the article's text after a blank line"),
    "none.jsonl": (b"\n\n", "holds no articles: each line is a JSON object"),
    "torn.jsonl": (b'{"id": "x1", "text": "It rai', "is not JSON"),
    "list.jsonl": (b'["It rained."]', "is not a JSON object: write the row as"),
    "void.jsonl": (b'{"id": "x1", "text": null}', 'give the article\'s text as "text"'),
    "zero.jsonl": (rb'{"id": "x1", "text": "It\u0000 rained."}', "holds a NUL character: remove that character"),
    "half.jsonl": (rb'{"id": "x1", "text": "It \ud83d rained."}', "lone surrogate"),
    "deep.jsonl": (b"[" * 100_000, "is JSON too deep"),
    "torn.jsonl.gz": (b"\x1f\x8b\x08\x00 no gzip", "fetch or compress it again"),
}


def _is_empty(store: Path) -> bool:
    """Whether a store holds no row but the record of its own making."""
    rows = tables(store)
    return not any(rows[name] for name in rows if not name.startswith(("_sqlite", "sqlite")) and "_fts" not in name)


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_input_that_cannot_be_read_is_named_with_the_next_step(call: Run, tmp_path: Path, name: str) -> None:
    content, why = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    done = call("ingest", name, "--max-bytes", "5000")
    assert (done.status, done.out) == (1, "")
    line, summary = done.said
    assert line.startswith(f"tracker: {name}")
    assert why in line
    assert summary.startswith("tracker: 0 added, 0 known already, 1 failed")
    assert _is_empty(tmp_path / "tracker.db")


def test_an_input_that_is_not_there_is_named_with_the_next_step(call: Run, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG")
    done = call("ingest", "nowhere.txt", "pictures", "ftp://example.org/a")
    assert done.status == 1
    assert done.said[0] == "tracker: nowhere.txt: there is no such file or folder: check the path"
    assert done.said[1].startswith("tracker: pictures: there is no file in the folder whose suffix is that of a kind")
    assert done.said[2].startswith("tracker: ftp://example.org/a: is an address, and only http and https are fetched")
    assert done.said[3].startswith("tracker: 0 added, 0 known already, 3 failed")
    assert _is_empty(tmp_path / "tracker.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_named_with_the_next_step(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    done = call("ingest", "a.txt")
    assert done.status == 1
    assert "a.txt: may not be read: change its permissions" in done.said[0]


def test_a_file_name_of_any_bytes_is_named_and_read(run_tracker: Run, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(" ", encoding="utf-8")
    done = run_tracker("ingest", b"caf\xe9.txt")
    assert done.status == 1
    assert done.said[0].startswith("tracker: caf\ufffd.txt: is empty")


def test_a_broken_line_of_jsonl_is_named_and_the_others_are_read(call: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"n{i}", "text": ARTICLE, "published": f"2022-03-1{i}"}) for i in range(3)]
    (tmp_path / "news.jsonl").write_text(f"{rows[0]}\n{{broken\n{rows[2]}\n", encoding="utf-8")
    done = call("ingest", "news.jsonl")
    assert done.status == 1
    assert [line for line in done.said if "news.jsonl, line 2: is not JSON" in line] == [done.said[0]]
    assert done.said[-1].startswith("tracker: 2 added, 0 known already, 1 failed")
    assert {row["given_id"] for row in listed(call, "articles")} == {"n0", "n2"}


def test_bytes_that_are_not_utf_8_are_read_and_said(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        b"US officials said on Monday that the caf\xe9 had been closed \x93for good\x94.\n"
    )
    done = call("ingest", "a.txt")
    assert done.status == 0
    assert "a.txt: 3 bytes are not UTF-8 and were read as Windows-1252" in done.said[0]
    assert [row["words"] for row in listed(call, "claims")] == ["the café had been closed “for good”"]


def test_standard_input_is_read_as_an_article(call: Run) -> None:
    done = call("ingest", "-", "--published", "2022-03-15", "--outlet", "The Gazette", stdin=ARTICLE.encode())
    assert done.status == 0
    assert [(row["outlet"], row["published"]) for row in listed(call, "articles")] == [("The Gazette", "2022-03-15")]


def test_standard_input_is_read_as_jsonl_where_it_is_that(call: Run) -> None:
    rows = "".join(json.dumps({"id": f"n{i}", "text": f"{i} people spoke. {ARTICLE}"}) + "\n" for i in range(2))
    assert call("ingest", "-", stdin=rows.encode()).status == 0
    assert {row["given_id"] for row in listed(call, "articles")} == {"n0", "n1"}


# -- articles that are known ------------------------------------------------------------------------------------


def test_articles_that_are_known_are_skipped_and_no_row_changes(call: Run, copied_store: Path) -> None:
    before = tables(copied_store)
    done = call("ingest", SAMPLES)
    assert done.status == 0
    assert [line.startswith("tracker: 0 added, 12 known already, 0 failed") for line in done.said] == [True]
    assert tables(copied_store) == before


def test_an_article_without_a_date_is_stored_and_the_line_says_so(call: Run) -> None:
    done = call("ingest", "-", stdin=ARTICLE.encode())
    assert done.status == 0
    assert "date unknown, so only dates written in full were read: give --published" in done.said[0]
    assert [(row["published"], row["published_from"]) for row in listed(call, "articles")] == [(None, "unknown")]
    assert {row["said"] for row in listed(call, "claims")} == {None}


def test_metadata_given_later_fill_what_was_unknown_and_dates_are_resolved_anew(call: Run, tmp_path: Path) -> None:
    metadata = ("--published", "2022-03-15", "--outlet", "The Gazette")
    assert call("ingest", "-", stdin=ARTICLE.encode()).status == 0
    first = listed(call, "articles")[0]["id"]
    done = call("ingest", "-", *metadata, stdin=ARTICLE.encode())
    assert (done.status, done.said[0].split()[1:3]) == (0, ["filled", first])
    assert "1 known, and filled with what was unknown" in done.said[-1]
    at_once = ("--db", tmp_path / "at-once.db")
    assert call("ingest", "-", *metadata, *at_once, stdin=ARTICLE.encode()).status == 0
    for name, columns in {
        "articles": ("published", "published_from", "outlet", "statements", "denials"),
        "timeline": ("date", "date_of", "who", "words", "stance"),
        "denials": ("date", "who", "claim_words", "asserted_by"),
    }.items():
        filled, fresh = listed(call, name), listed(call, name, *at_once)
        assert [[row[c] for c in columns] for row in filled] == [[row[c] for c in columns] for row in fresh]
    assert "2022-03-14" in {row["date"] for row in listed(call, "timeline")}


def test_what_is_known_of_an_article_is_never_overwritten(call: Run) -> None:
    given = ("ingest", "-", "--outlet", "The Gazette", "--published")
    assert call(*given, "2022-03-15", stdin=ARTICLE.encode()).status == 0
    done = call(*given, "2022-04-01", stdin=ARTICLE.encode())
    assert (done.status, done.said[0].split()[1]) == (0, "known")
    assert [row["published"] for row in listed(call, "articles")] == ["2022-03-15"]


def test_the_same_text_from_two_outlets_is_two_articles_of_one_origin(call: Run) -> None:
    for outlet in ("The Gazette", "The Courier"):
        assert call("ingest", "-", "--outlet", outlet, "--published", "2022-03-15", stdin=ARTICLE.encode()).status == 0
    assert len(listed(call, "articles")) == 2
    claim = listed(call, "claims", "--about", "weapons")[0]
    assert (claim["articles"], claim["outlets"], claim["origins"]) == (2, 2, 1)


# -- an ingest that is broken off -------------------------------------------------------------------------------


def test_an_ingest_that_is_interrupted_ends_quietly_and_can_be_taken_up(tmp_path: Path, sample_store: Path) -> None:
    command = [sys.executable, "-m", "tracker", "ingest", str(SAMPLES), "--db", str(tmp_path / "t.db")]
    # A job that a script puts into the background ignores SIGINT, and so would what it starts.
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, env=environment(tmp_path), stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, heeded)
    assert process.stderr is not None
    while _articles_in(tmp_path / "t.db") == 0:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130, rest
    assert "Traceback" not in rest
    assert run_in(tmp_path, "ingest", SAMPLES, "--db", tmp_path / "t.db").status == 0
    assert tables(tmp_path / "t.db") == tables(sample_store)


def _articles_in(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            found: tuple[int] = db.execute("select count(*) from articles").fetchone()
            return found[0]
    except sqlite3.OperationalError:
        return 0


# -- what an ingest says ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def screen_of_ingest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a store of five articles, made on a terminal, and what stood on the screen."""
    home = tmp_path_factory.mktemp("screen")
    some = sorted(SAMPLES.glob("*.txt"))[:5]
    done = on_terminal(home, "ingest", *some, "--db", home / "t.db", width=300)
    assert done.status == 0, done.out
    return home, done.out


def test_on_a_terminal_each_article_has_a_line_above_a_bar_with_the_rate_and_the_time_left(
    screen_of_ingest: tuple[Path, str],
) -> None:
    _, shown = screen_of_ingest
    assert len(re.findall("tracker: added a", shown)) == 5
    bars = re.findall(r"(\d+)/5 articles, ([\d,]+) a minute, (\d+:\d\d:\d\d|-:--:--) left", ANSI.sub("", shown))
    assert {"1", "4"} <= {done for done, _, _ in bars}
    assert any(left != "-:--:--" for _, _, left in bars)


def test_an_ingest_counts_what_the_lists_count(screen_of_ingest: tuple[Path, str]) -> None:
    home, shown = screen_of_ingest
    said = dict(re.findall(r"added (a\w{10}).*?: (\d+ statements?, \d+ denials?, \d+ meetings?)", shown))
    ask: Run = lambda *args: run_in(home, *args, "--db", home / "t.db")  # noqa: E731
    rows = listed(ask, "articles")
    assert said.keys() == {row["id"] for row in rows}
    by_line = [tuple(map(int, re.findall(r"\d+", said[row["id"]]))) for row in rows]
    # What one article tells in its own voice may come to carry a claim with a later one.
    by_list = [(row["statements"], row["denials"], row["meetings"]) for row in rows]
    assert sum(line != row for line, row in zip(by_line, by_list, strict=True)) <= 2
    statements, denials, meetings = map(int, re.findall(r"new are (\d+) \w+, (\d+) \w+, (\d+) ", shown)[0])
    assert statements == sum(row["statements"] for row in rows)
    assert denials == len(listed(ask, "denials"))
    assert meetings == len(listed(ask, "meetings"))


def test_actors_count_what_the_lists_show(ask: Run) -> None:
    (sullivan,) = [row for row in listed(ask, "actors") if row["name"] == "Jake Sullivan"]
    says = listed(ask, "timeline", "--all", "--role", "says", "--actor", sullivan["id"])
    assert sullivan["says"] == len(says) > 3


def test_elsewhere_an_ingest_says_what_needs_a_look_and_with_quiet_what_failed(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"published: 2022-03-15\n\n{ARTICLE}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE * 2, encoding="utf-8")
    done = call("ingest", "a.txt", "b.txt", "gone.txt")
    assert [line.split(" ")[1] for line in done.said] == ["added", "gone.txt:", "2"]
    assert "date unknown" in done.said[0]
    done = call("ingest", "a.txt", "b.txt", "gone.txt", "--quiet")
    assert (done.status, len(done.said)) == (1, 1)
    assert call("ingest", "a.txt", "--quiet").said == []


# -- verify -----------------------------------------------------------------------------------------------------


def test_a_sound_store_is_verified(ask: Run, sample_store: Path) -> None:
    done = ask("verify")
    assert (done.status, done.out) == (0, "")
    spans = len(tables(sample_store)["spans"])
    checked = re.search(r"all (\d+) spans are the words of their articles", done.err)
    assert checked is not None
    assert int(checked[1]) >= spans > 100
    assert ask("verify", "--format", "json").out == "[]\n"


@pytest.mark.parametrize(
    "change",
    [
        "update spans set words = words || '!' where n = 7",
        "update spans set start = start + 1, end = end + 1 where n = 7",
        "update statements set words = 'Nobody said so' where n = 3",
        "update articles set text = '' where n = 2",
    ],
)
def test_words_that_are_not_their_articles_are_listed_with_status_1(copied_store: Path, call: Run, change: str) -> None:
    with closing(sqlite3.connect(copied_store)) as db, db:
        db.execute(change)
    done = call("verify", "--format", "json")
    misquotes = json.loads(done.out)
    assert done.status == 1
    assert misquotes
    assert all(one["stored"] != one["found"] for one in misquotes)
    assert re.fullmatch(rf"tracker: {len(misquotes)} of \d+ spans are not what their article says: .*\n", done.err)


# -- extract ----------------------------------------------------------------------------------------------------

EXTRACTION_KEYS = ["id", "published", "statements", "own_voice", "meetings", "dates"]
STATEMENT_KEYS = (
    "source cue content words claim stance force certainty speaker speaker_kind actor anonymity number why_unnamed via "
    "said happened probability least_sure possible"
).split()
MEETING_KEYS = [
    "span", "words", "status", "mode", "place", "start", "end", "participants", "country", "old", "topics", "count",
    "probability", "least_sure", "possible",
]  # fmt: skip


def test_a_dry_run_shows_what_each_input_is_understood_as_and_stores_nothing(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Министр заявил, что войска отведены от границы.", encoding="utf-8")
    done = call("ingest", "--dry-run", KINDS / "page.html", "a.txt", "gone.pdf", "--format", "json")
    page, foreign = json.loads(done.out)
    assert (page["kind"], page["published"], page["published_from"]) == ("web page", "2023-05-09", "JSON-LD")
    assert (page["outlet"], page["author"], page["language"]) == ("The Almar Courier", "Ines Calder", "en")
    assert (foreign["input"], foreign["kind"], foreign["language"], foreign["words"]) == ("a.txt", "text", "ru", 7)
    assert done.status == 1
    assert done.said[0].startswith("tracker: gone.pdf: there is no such file")
    assert done.said[1].startswith("tracker: 2 articles understood, 1 failed; 1 in other languages than English")
    assert not (tmp_path / "tracker.db").exists()


def test_what_is_not_english_is_not_read_unless_a_person_says_that_it_is(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Министр заявил, что войска отведены от границы.", encoding="utf-8")
    refused = call("extract", "a.txt")
    assert refused.status == 1
    assert "is in another language than English (ru) and was not read" in refused.out
    for outcome in ("1 added, 0 known", "0 added, 1 known"):
        stored = call("ingest", "a.txt")
        assert (stored.status, len(stored.said)) == (0, 2)
        assert stored.said[0].endswith(": in Russian, so not read; --language en if it is English")
        assert f"{outcome} already, 0 failed; 1 in Russian: stored, not read; the store is" in stored.said[1]
    read = call("ingest", "a.txt", "--language", "en")
    assert (read.status, "Russian" in read.err) == (0, False)
    assert read.said[0].startswith("tracker: filled a")
    back = call("ingest", "a.txt", "--language", "ru")
    assert back.said[0].endswith(": in Russian, so not read; --language en if it is English")


def test_options_of_ingest_that_make_no_sense_are_wrong_usage(call: Run) -> None:
    for typed in (["--map", "body"], ["--map", "words=body"], ["--language", "English"], ["--format", "json"]):
        assert call("ingest", "a.txt", *typed).status == 2


def test_extract_prints_one_object_an_article_in_input_order_and_stores_nothing(call: Run, tmp_path: Path) -> None:
    text = f"Jake Sullivan and Yang Jiechi met in Rome on Monday. {ARTICLE}"
    rows = [{"id": f"n{i}", "text": text, "published": "2022-03-15", "title": None} for i in (3, 1, 2)]
    lines = [json.dumps(row) for row in rows]
    (tmp_path / "news.jsonl").write_text("\n".join([lines[0], '{"id": "bad"}', *lines[1:]]), encoding="utf-8")
    (tmp_path / "last.txt").write_text(ARTICLE, encoding="utf-8")
    done = call("extract", "news.jsonl", "nowhere.txt", "last.txt", "--format", "jsonl")
    assert done.status == 1
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [one["id"] for one in found[:4]] == ["n3", "bad", "n1", "n2"]
    assert [list(one) for one in (found[1], found[4])] == [["id", "error"]] * 2
    assert [list(found[i]) for i in (0, 2, 3, 5)] == [EXTRACTION_KEYS] * 4
    assert found[4]["id"] == "nowhere.txt"
    assert {path.name for path in tmp_path.iterdir()} == {"news.jsonl", "last.txt"}


def test_every_span_that_extract_prints_is_a_place_in_the_text_exactly_as_given(call: Run) -> None:
    text = f"  ЯR\u0301 \U0001f600\r\n\nJake Sullivan met Yang Jiechi in Rome on Monday.\r\n\r\n{ARTICLE.strip()}\n“”"
    row = {"id": "n1", "text": text, "published": "2022-03-15"}
    done = call("extract", "-", stdin=json.dumps(row).encode())
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    statements = found["statements"]
    assert {tuple(statement) for statement in statements} == {tuple(STATEMENT_KEYS)}
    said = next(one for one in statements if [text[slice(*span)] for span in one["cue"]] == ["said"])
    assert [text[slice(*span)] for span in said["source"]] == ["US officials"]
    assert [text[slice(*span)] for span in said["content"]] == ["Russia asked China for weapons"]
    assert set(said["words"].split(" … ")) == {"US officials", "said", "Russia asked China for weapons"}
    assert said["claim"] == "Russia asked China for weapons"
    assert list(found["meetings"][0]) == MEETING_KEYS
    participants = found["meetings"][0]["participants"]
    assert {text[slice(*one["span"])] for one in participants} == {"Jake Sullivan", "Yang Jiechi"}
    assert [list(one) for one in participants] == [["name", "span", "actor", "role"]] * 2
    assert {tuple(one) for one in found["dates"]} == {("span", "type", "value")}
    assert [(text[slice(*one["span"])], one["value"]) for one in found["dates"]] == [("Monday", "2022-03-14")] * 2


def test_extract_gives_the_samples_whatever_stands_beside_them(call: Run) -> None:
    paths = sorted(SAMPLES.glob("*.txt"))[:3]
    together = call("extract", *paths).out.splitlines()
    assert together == [call("extract", path).out.strip() for path in paths]
    assert call("extract", *reversed(paths)).out.splitlines() == together[::-1]


# -- on a terminal ----------------------------------------------------------------------------------------------


DATE = re.compile(r"\d{4}-(?:W\d\d(?:-WE)?|\d\d-\d\d(?:T[\d:+]+)?)")


def _words(text: str) -> Counter[str]:
    """The words short enough that no table may fold them, without the signs that stand beside them."""
    return Counter(word for word in re.findall(r"[\w’'-]+", text) if len(word) <= 20)


@cache
def _names(store: Path) -> dict[str, str]:
    with closing(sqlite3.connect(store)) as db:
        return dict(db.execute("select id, name from actors"))


def _names_said(text: str, store: Path) -> str:
    """The text with actors as people call them in place of their keys."""
    names = _names(store)
    return re.sub(r"(?<![\w-])[\w-]+(?![\w-])", lambda key: names.get(key[0], key[0]), text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", FILLED)
def test_on_a_terminal_a_list_is_a_table_with_colour_that_loses_no_word(
    sample_store: Path, tmp_path: Path, call: Run, name: str, width: int
) -> None:
    args = (name, "--actor", "Xi") if name == "actors" else (name,)
    wide = ("--wide",) if name != "timeline" else ()  # else what is usual goes unsaid, and long words end in "…"
    shown = on_terminal(tmp_path, *args, *wide, width=width, TRACKER_DB=str(sample_store))
    assert shown.status == 0
    assert ANSI.search(shown.out)
    plain = ANSI.sub("", shown.out)
    assert not CODES.search(plain)
    assert max(map(len, plain.splitlines())) <= width
    header, *rows = _cells(call(*args, "--format", "tsv", "--db", sample_store).out, "\t")
    # An address may be folded; the timeline has a kind for each stance, counts further reports alone and names the
    # outlet for the article; a dispute says no more than its kind where nothing came after.
    left = {"url", *(("stance", "reports", "article") if name == "timeline" else ())}
    every = [(column, cell) for row in rows for column, cell in zip(header, row, strict=True) if column not in left]
    every = [(column, cell) for column, cell in every if (column, cell) != ("state", "disputed")]
    cells = [cell if column == "id" else _names_said(cell, sample_store) for column, cell in every]
    cells = ["Undated" if cell == "undated" and name == "timeline" else cell for cell in cells]
    say = in_words if name == "timeline" else in_short
    cells = [DATE.sub(lambda date: say(date[0]), cell) for cell in cells]  # people read them in words
    assert set(_words(" ".join(cells))) <= set(_words(plain))


@pytest.mark.parametrize("width", WIDTHS)
def test_on_a_terminal_one_record_is_shown_whole(sample_store: Path, tmp_path: Path, ask: Run, width: int) -> None:
    id_ = listed(ask, "denials")[0]["id"]
    shown = on_terminal(tmp_path, "show", id_, width=width, TRACKER_DB=str(sample_store))
    assert ANSI.search(shown.out)
    plain = ANSI.sub("", shown.out)
    assert max(map(len, plain.splitlines())) <= width
    form = DATE.sub(lambda date: in_words(date[0]), ask("show", id_, "--format", "json").out)
    form = _names_said(form.replace("deny_knowledge", "denies knowledge"), sample_store)
    words = _words(re.sub(r" \(pairs \d\)", "", form))
    assert "(pairs" not in plain  # what found a link is for programs
    keys = _words(
        "id kind title fields name value reason passages words marks article span role start end links history null "
        "outlet record"
    )
    assert not {word for word in words if word not in _words(plain) and word not in keys and not word.isdigit()}


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "TERM=dumb"])
@pytest.mark.parametrize("typed", ["timeline", "claims", "disputed", "show Putin"])
def test_a_terminal_that_wants_no_colour_gets_a_table_without_any_code(
    sample_store: Path, tmp_path: Path, typed: str, env: dict[str, str]
) -> None:
    shown = on_terminal(tmp_path, *typed.split(), width=100, TRACKER_DB=str(sample_store), **env)
    assert shown.status == 0
    assert len(shown.out.splitlines()) > 3
    assert "\t" not in shown.out
    assert not CODES.search(shown.out)


HOSTILE = """\
Russia has asked China for [bold red]weapons[/b] and \x1b]0;owned\x07money, US officials said on Monday.

China's embassy denied that Russia had asked for \u202eweapons\u202c and \x1b[2J\x1b[5mmoney on Monday.

Jake Sullivan met Yang Jiechi, the senior \x9b31mChinese diplomat, in Rome [link=file:///x]on Monday[/link].

Joe Biden and Vladimir Putin held a meeting in Geneva on Monday to talk about \x9b31mtrade.

The White House declined to comment on \u2066Russia\u2069 and \x7f the request[/].

A Polish minister said on Tuesday that Poland had closed two \x1b[2J\x1b[5m harbours.
"""


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    title = "A \x1b]0;owned\x07 [bold]title[/] \u202efdp.exe"
    row = {"id": "x\x1b[5m1", "text": HOSTILE, "published": "2022-03-15", "title": title, "outlet": "[red]\x1b[2J Post"}
    done = run_in(home, "ingest", "-", "--db", home / "tracker.db", stdin=json.dumps(row).encode())
    assert done.status == 0
    assert not CODES.search(done.err)
    (row,) = json.loads(run_in(home, "claims", "--about", "harbours", "--db", home / "tracker.db", "-f", "json").out)
    assert run_in(home, "discard", row["id"], "--db", home / "tracker.db", TRACKER_USER="x").status == 0
    return home / "tracker.db"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_to_show_the_article_that_tries_to_write_codes(
    call: Run, hostile_store: Path, name: str
) -> None:
    found = listed(call, name, "--db", hostile_store)
    assert found
    assert name in ("actors", "sources", "stories") or any(map(CODES.search, _strings(found)))


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("args", [*((name,) for name in LISTS), ("show", "x\x1b[5m1")], ids=lambda args: args[0])
def test_article_text_never_reaches_the_terminal_as_codes(
    hostile_store: Path, tmp_path: Path, args: Any, width: int
) -> None:
    shown = on_terminal(tmp_path, *args, width=width, TRACKER_DB=str(hostile_store))
    assert shown.status == 0, shown.out
    assert "\x1b[5m" not in shown.out
    assert not CODES.search(ANSI.sub("", shown.out))


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "table"])
def test_article_text_reaches_a_terminal_as_codes_in_no_other_format_either(
    hostile_store: Path, tmp_path: Path, form: str
) -> None:
    for args in (("claims",), ("articles",), ("show", "x\x1b[5m1")):
        shown = on_terminal(tmp_path, *args, "--format", form, width=80, TRACKER_DB=str(hostile_store))
        assert shown.status == 0, shown.out
        assert not CODES.search(shown.out)


def test_square_brackets_of_an_article_are_text_not_markup(hostile_store: Path, tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, "claims", width=120, TRACKER_DB=str(hostile_store))
    assert {"[bold", "red]weapons[/b]"} <= set(ANSI.sub("", shown.out).split())


def test_what_is_said_while_reading_is_safe_on_a_terminal_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"title: A \x1b]0;owned\x07 [bold]title\n\n{HOSTILE}", encoding="utf-8")
    shown = on_terminal(tmp_path, "ingest", "a.txt", "\x1b]0;owned\x07.txt", width=80)
    assert shown.status == 1
    assert "1 added, 0 known already, 1 failed" in shown.out
    assert "[bold]title" in shown.out
    assert not re.search("\x1b\\]|\x1b\\[2J|\x1b\\[5m|\x07|\x9b|\u202e|\u2066", shown.out)


# -- when the reader of the output has gone ---------------------------------------------------------------------


def _piped_to_head(sample_store: Path, home: Path, command: str) -> tuple[str, str]:
    env = environment(home, TRACKER_DB=str(sample_store), PY=sys.executable)
    done = subprocess.run(
        f'"$PY" -m tracker {command} | head -n 1', shell=True, cwd=home, env=env, capture_output=True, check=False
    )
    return done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", ["actors", "timeline --all --format jsonl", "claims --format table"])
def test_a_reader_that_has_seen_enough_ends_it_quietly(sample_store: Path, tmp_path: Path, command: str) -> None:
    out, err = _piped_to_head(sample_store, tmp_path, command)
    assert len(out.splitlines()) == 1
    assert err == ""


def test_a_reader_that_is_gone_before_the_first_line_ends_it_quietly(sample_store: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "tracker", "articles", "--limit", "1"]
    env = environment(tmp_path, TRACKER_DB=str(sample_store))
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(command, env=env, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.stderr.decode().splitlines() == ["tracker: 11 more left out by --limit"]


@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0), (">&- --limit no", 2)])
def test_a_stream_that_is_closed_from_the_start_is_no_failure(
    sample_store: Path, tmp_path: Path, closed: str, status: int
) -> None:
    env = environment(tmp_path, TRACKER_DB=str(sample_store), PY=sys.executable)
    done = subprocess.run(f'"$PY" -m tracker articles {closed}', shell=True, env=env, capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
