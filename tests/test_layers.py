"""A module imports only from a lower layer or its own folder, so a stage can be replaced without reading the others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tracker"
LAYERS = {
    "errors": 0, "headlines": 0, "openings": 0, "terms": 0, "dates": 1,
    "date_words": 2, "records": 2, "views": 2,
    "lexicon": 3, "models": 2, "reading": 3, "parsing": 3, "store": 3,
    "extract": 4, "render": 4,
    "link": 5, "queries": 5, "export": 6, "report": 6,
    "progress": 6, "pipeline": 6,
    "api": 7, "checking": 7, "ingesting": 7, "watching": 8, "importing": 8, "deciding": 8, "forgetting": 9,
    "deciding_claims": 9, "commands": 9, "cli": 10, "__main__": 11, "training": 12,
}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    """The module or folder directly under tracker/ that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The places under tracker/ that a file imports from, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("tracker.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    here = place(path)
    if here == "__init__":
        return
    wrong = {there for there in imported(path) - {here} if LAYERS[there] >= LAYERS[here]}
    assert not wrong, f"{here} is in layer {LAYERS[here]} and imports {sorted(wrong)}"


@pytest.mark.parametrize("path", [p for p in MODULES if place(p) not in ("parsing", "extract")], ids=str)
def test_only_parsing_and_extract_know_the_parser(path: Path) -> None:
    assert "spacy" not in path.read_text(encoding="utf-8").replace("spaCy", "")


def test_nothing_that_is_shipped_imports_the_training() -> None:
    assert [path for path in MODULES if place(path) != "training" and "training" in imported(path)] == []


def test_a_layer_break_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "low.py"
    path.write_text("from tracker.queries import claims\nfrom tracker import cli\n", encoding="utf-8")
    assert imported(path) == {"queries", "cli"}
