"""The program's entry: `tracker`, and `python -m tracker`.

A question is answered in milliseconds; most of its time goes into starting and ending Python. Two habits of Python that
serve long-lived programs are left out here, and together save a quarter of it (`make bench`).
"""

import gc
import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit status."""
    gc.disable()  # `ingest` and `extract`, which go on for long, turn it on again
    from tracker.cli import main as run

    try:
        run()
    except SystemExit as done:
        _end(done.code)


def _end(status: str | int | None) -> None:
    """End at once: stores are closed and streams flushed, so there is nothing that taking modules down would do."""
    if not isinstance(status, int):
        sys.exit(status)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
