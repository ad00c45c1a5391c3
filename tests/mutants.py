"""Break the program in many small ways, and see which of them the tests notice: `make mutants N=100`.

The ways are those of mutmut 3.8.1 (a comparison turned, a number one more, an argument left out, ...). mutmut's own run
does not suit this program: it changes neither decorated functions nor what stands outside functions (so no step of the
schema and no SQL there), and its changes do not reach the processes that the tests start. Here each is made in a copy
of the tree, and the test files that run the changed line are run, fast ones first, until one fails.

Which lines a test file runs is measured once (about three times as long as the tests take) and kept in .mutants/ until
a file of the program or of the tests changes.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import coverage
import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".mutants"
PARTS = ("tracker/store/*.py", "tracker/link/*.py", "tracker/dates.py")
SEED = 20220314
_TREE = ("data", "tests", "tracker", "pyproject.toml", "Makefile", "README.md")  # what a copy of the tree has
_COVERAGE = """
[run]
include = {tree}/tracker/store/*,{tree}/tracker/link/*,{tree}/tracker/dates.py
data_file = {data}
parallel = true
patch = subprocess, fork, _exit
disable_warnings = no-data-collected
"""


@dataclass(frozen=True)
class Mutant:
    """One change of one file: its line, the line where its statement begins, and the file's text with it."""

    path: str
    line: int
    begins: int
    code: str


@dataclass(frozen=True)
class TestFile:
    """A test file: how long it takes, and which lines of each file of the program it runs."""

    path: str
    seconds: float
    lines: dict[str, list[int]]

    def runs(self, mutant: Mutant) -> bool:
        return not {mutant.line, mutant.begins}.isdisjoint(self.lines.get(mutant.path, ()))


# -- the changes ------------------------------------------------------------------------------------------------


_SKIPPED = cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom


def _changes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Give each node under this one with a change of it, but for imports and what people or type checkers read."""
    is_words = isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)
    if is_words or isinstance(node, _SKIPPED):
        return
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from ((node, changed) for changed in operator(node) if _differs(node, changed))
    for child in node.children:
        yield from _changes(child)


def _differs(node: Any, changed: Any) -> bool:
    """Whether more than the case of a string is changed, which SQL does not heed."""
    is_string = isinstance(node, cst.SimpleString) and isinstance(changed, cst.SimpleString)
    return not is_string or node.value.lower() != changed.value.lower()


def mutants_of(path: Path) -> list[Callable[[], Mutant | None]]:
    """Return a call for each way to change a file; it makes the mutant, or None where that is no other program."""
    code = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(code))
    places = wrapper.resolve(PositionProvider)
    begins = _beginnings(ast.parse(code))
    name = str(path.relative_to(ROOT))
    return [
        partial(_made, name, places[node].start.line, begins, wrapper.module, node, changed)
        for node, changed in _changes(wrapper.module)
    ]


def _beginnings(tree: ast.Module) -> dict[int, int]:
    """Return the first line of the innermost statement that each line belongs to."""
    found: dict[int, int] = {}
    for node in ast.walk(tree):  # what is within comes after what it is within
        if isinstance(node, ast.stmt):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.lineno)
    return found


def _made(name: str, line: int, begins: dict[int, int], module: Any, node: Any, changed: Any) -> Mutant | None:
    code = module.deep_replace(node, changed).code
    try:
        is_same = ast.dump(ast.parse(code)) == ast.dump(ast.parse(module.code))
    except SyntaxError:
        return None
    return None if is_same else Mutant(name, line, begins.get(line, line), code)


def sample(number: int, seed: int) -> Iterator[Mutant]:
    """Give `number` mutants, spread evenly over the parts; the same ones for the same seed and program."""
    chance = random.Random(seed)
    for i, part in enumerate(PARTS):
        ways = [way for path in sorted(ROOT.glob(part)) for way in mutants_of(path)]
        chance.shuffle(ways)
        wanted = (number + len(PARTS) - 1 - i) // len(PARTS)
        made = (mutant for way in ways if (mutant := way()))
        yield from (mutant for _, mutant in zip(range(wanted), made, strict=False))


# -- the tests --------------------------------------------------------------------------------------------------


def copied(tree: Path) -> Path:
    """Make a tree of links to the files of this one; to change a file there, replace it."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in _TREE:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tree / name, copy_function=os.link, ignore=ignored)
        else:
            os.link(ROOT / name, tree / name)
    return tree


def tested(tree: Path, path: str, *before: str, timeout: float | None = None, **env: str) -> bool:
    """Run a test file in a tree; return whether it passes. One that takes longer than `timeout` seconds does not."""
    command = [sys.executable, *before, "-m", "pytest", path, "-x", "-p", "no:xdist", "-p", "no:warnings"]
    given = os.environ | {"PYTHONPATH": os.pathsep.join([str(tree), *_of_the_environment()])} | env
    process = subprocess.Popen(
        command, cwd=tree, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(timeout) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return False


def _of_the_environment() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and Path(path) != ROOT]


def measured(paths: Iterable[str]) -> list[TestFile]:
    """Return the test files with what each runs, fast ones first; those whose lines are not known are run."""
    kept = KEPT / f"{_digest()}.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for path in paths:
        if path not in known:
            print(f"measuring {path}", file=sys.stderr)
            known[path] = _measure(path)
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps(known), encoding="utf-8")
    return sorted((TestFile(path, *known[path]) for path in paths), key=lambda one: one.seconds)


def _measure(path: str) -> tuple[float, dict[str, list[int]]]:
    tree, data = copied(KEPT / "tree"), KEPT / "coverage"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    settings = data / "settings"
    settings.write_text(_COVERAGE.format(tree=tree, data=data / "lines"), encoding="utf-8")
    begun = time.monotonic()
    if not tested(tree, path, "-m", "coverage", "run", f"--rcfile={settings}"):
        sys.exit(f"{path} fails as it is: mend it first")
    seconds = time.monotonic() - begun
    found = coverage.Coverage(data_file=str(data / "lines"), config_file=str(settings))
    found.combine(keep=True)
    lines = found.get_data()
    return seconds, {str(Path(name).relative_to(tree)): lines.lines(name) or [] for name in lines.measured_files()}


def _digest() -> str:
    texts = (path.read_bytes() for folder in ("tracker", "tests") for path in sorted((ROOT / folder).rglob("*.py")))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def caught(mutant: Mutant, files: list[TestFile]) -> str | None:
    """Return the first test file that fails with the change; None where all pass."""
    tree = copied(KEPT / f"tree of {threading.current_thread().name}")
    (tree / mutant.path).unlink()
    (tree / mutant.path).write_text(mutant.code, encoding="utf-8")
    running = (one for one in files if one.runs(mutant))
    return next((one.path for one in running if not tested(tree, one.path, timeout=60 + 5 * one.seconds)), None)


# -- the report -------------------------------------------------------------------------------------------------


def difference(mutant: Mutant) -> str:
    before = (ROOT / mutant.path).read_text(encoding="utf-8")
    old, new = (text.splitlines(keepends=True) for text in (before, mutant.code))
    return "".join(difflib.unified_diff(old, new, mutant.path, mutant.path, n=2))


def _reported(mutant: Mutant, by: str | None) -> str | None:
    print(f"{mutant.path}:{mutant.line} {by or 'NOT CAUGHT'}", file=sys.stderr)
    return by


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=100, help="how many changes, spread evenly over the parts")
    parser.add_argument("--seed", type=int, default=SEED, help="which changes")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("tests", nargs="*", help="the test files to run; else all")
    given = parser.parse_args()
    every = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").glob("test_*.py"))
    files = measured(given.tests or every)
    mutants = list(sample(given.number, given.seed))
    with ThreadPoolExecutor(given.jobs, thread_name_prefix="job") as jobs:
        outcomes = list(
            zip(mutants, jobs.map(lambda mutant: _reported(mutant, caught(mutant, files)), mutants), strict=True)
        )
    for mutant, by in outcomes:
        if not by:
            print(difference(mutant))
    for part in PARTS:
        fates = [bool(by) for mutant, by in outcomes if Path(mutant.path).match(part)]
        print(f"{part}: {sum(fates)} of {len(fates)} caught")
    print(f"all: {sum(bool(by) for _, by in outcomes)} of {len(outcomes)} caught")


if __name__ == "__main__":
    main()
