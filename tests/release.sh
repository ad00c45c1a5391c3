#!/bin/sh
# Tries the wheel in dist/ as a user would: an empty environment, no checkout in reach, the main job on one article, and
# a wheel of at most 80 MB with every file but the training code. Called by `make release` with the Python to use.
set -eu
python=$1
wheel=$(ls "$PWD"/dist/tracker-*.whl)
article=$PWD/data/articles/$(ls data/articles | head -1)
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT

[ "$(wc -c <"$wheel")" -le 80000000 ] || { echo "$wheel has more than 80 MB" >&2; exit 1; }
"$python" -m zipfile -l "$wheel" >"$empty/files"
if grep '^tracker/training/' "$empty/files"; then
    echo "the training code above is in $wheel; it belongs to the checkout only" >&2
    exit 1
fi
git ls-files tracker | grep -v '^tracker/training/' | while read -r file; do
    grep -q "^$file " "$empty/files" || { echo "$file is not in $wheel" >&2; exit 1; }
done
"$python" -m venv "$empty/venv"
"$empty/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel"
cd "$empty"
export TRACKER_DB="$empty/store.db"
for asked in --version "ingest $article" timeline disputed verify; do
    printf '\n$ tracker %s\n' "$asked"
    # shellcheck disable=SC2086  # the words of a command
    "$empty/venv/bin/tracker" $asked
done
printf '\n%s: %s bytes, environment %s MB\n' "$(basename "$wheel")" "$(wc -c <"$wheel")" "$(du -sm "$empty/venv" | cut -f1)"
