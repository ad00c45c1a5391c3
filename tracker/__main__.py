"""The program's entry: `tracker`, and `python -m tracker`."""

import gc


def main() -> None:
    """Run the command line."""
    # A question is answered and the process gone before memory matters; collecting it while the command line is
    # built takes a sixth of the time. `ingest` and `extract`, which go on for long, turn it on again.
    gc.disable()
    from tracker.cli import main as run

    run()


if __name__ == "__main__":
    main()
