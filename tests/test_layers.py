"""A module imports only from lower layers or its own folder, and nothing in a circle: each can be read alone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "tracker"
# From the bottom up; what stands on one line knows nothing of its neighbours.
LAYERS = (
    "errors terms",
    "word_lists",
    "dates",
    "records views",
    "outcomes lexicon models",
    "reading",
    "parsing store",
    "extract render",
    "link queries",
    "export report pipeline",
    "api",
    "commands",
    "cli",
    "__main__",
    "training",
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names.split()}


def module_of(path: Path, package: Path = PACKAGE) -> str:
    """The name of a module: `tracker.queries.claims`, or `tracker.queries` for a folder's own file."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def place(module: str) -> str:
    """The module or folder directly under tracker/ that a module belongs to."""
    return [*module.split("."), "__init__"][1]


def imported(path: Path, modules: Iterable[str]) -> set[str]:
    """Those of the modules that a file imports: at its top, inside a function, or for the types alone."""
    known, found = set(modules), set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = list[str]()
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} has an import from “{'.' * node.level}”: write the whole name"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else str(node.module) for name in whole]
        found |= known & set(names)
    return found


@cache
def imported_by() -> dict[str, set[str]]:
    """What each module of the program imports of it, found by the first test that asks."""
    return {name: imported(path, MODULES) for name, path in MODULES.items()}


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first of them once more at the end; none where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def too_high(module: str, imports: Iterable[str]) -> Iterator[str]:
    """What a module imports that is in its own layer or a higher one, and not in its own folder."""
    for other in sorted(imports):
        if place(other) != place(module) and LAYER[place(other)] >= LAYER[place(module)]:
            yield f"{module} imports {other}, and is no higher: move what both need below them"


def test_a_module_imports_only_from_lower_layers() -> None:
    modules = [name for name in MODULES if name != "tracker"]
    assert [wrong for module in modules for wrong in too_high(module, imported_by()[module])] == []


def test_the_package_itself_imports_nothing() -> None:
    assert imported_by()["tracker"] == set(), "it is loaded before any of its modules: `__init__.pyi` has the types"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(imported_by()) == [], "each imports the next: move what they share to a module below them"


def test_a_folder_that_has_names_of_its_own_is_not_asked_for_them_within() -> None:
    """What `queries/__init__.py` gathers from its modules these import from each other, or it would be a circle."""
    asked = {name: {node for node in imports if name.startswith(f"{node}.")} for name, imports in imported_by().items()}
    assert {name: folders for name, folders in asked.items() if folders} == {}


def test_only_parsing_and_extract_know_the_parser() -> None:
    others = {name: path for name, path in MODULES.items() if place(name) not in ("parsing", "extract")}
    named = {name for name, path in others.items() if "spacy" in path.read_text(encoding="utf-8").replace("spaCy", "")}
    assert named == set()


def test_nothing_that_is_shipped_imports_the_training() -> None:
    shipped = {name: imports for name, imports in imported_by().items() if place(name) != "training"}
    assert [name for name, imports in shipped.items() if any(place(one) == "training" for one in imports)] == []


def test_a_break_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "low.py"
    path.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tracker.queries import claims, Filters\n"
        "def late():\n    from tracker import cli\n    import tracker.dates\n",
        encoding="utf-8",
    )
    found = imported(path, MODULES)
    assert found == {"tracker.queries", "tracker.queries.claims", "tracker.cli", "tracker.dates"}
    assert [words.split()[2] for words in too_high("tracker.dates", found)] == [
        "tracker.cli,", "tracker.queries,", "tracker.queries.claims,"
    ]  # fmt: skip
    assert list(too_high("tracker.queries.denials", found)) == [
        "tracker.queries.denials imports tracker.cli, and is no higher: move what both need below them"
    ]
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert sorted(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == ["b", "b", "c"]
