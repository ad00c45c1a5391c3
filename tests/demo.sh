#!/bin/sh
# The main job on the sample articles: every command is printed, then run. Called by `make demo`.
set -eu
run() {
    printf '\n$ tracker %s\n' "$*"
    "$TRACKER" "$@"
}
run ingest --dry-run data/kinds --map text=body,published=date,title=headline,outlet=paper,id=nr --format table
run ingest data/articles
run timeline --actor Russia --since 2022-03-13 --until 2022-03-15 --format table
run disputed --about request --format table
run denials --unlinked --format table
run meetings --actor China --format table
run sources --limit 8 --format table
run verify
