"""The program, started once and kept ready: each command that a test types is a fork of it, a process of its own.

Starting Python takes most of a question's time, and loading the models most of an ingest's; a fork has both done. All
else is as when a person types: standard streams that are pipes or a terminal, a folder, an environment, an exit status.
What concerns the start itself (what is imported, what Python reads from the environment) needs a real one.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import tracker.cli
import tracker.commands
import tracker.queries
import tracker.render

# Commands that read articles or link them.
READERS = frozenset("actor article check discard extract import ingest link reread undo unlink watch".split())
_TEXT = "Russia asked China for weapons, US officials said on Monday. China denied that it had been asked for them.\n"
_LONGEST = 1 << 17  # bytes of a message; a datagram comes whole


@cache
def _server() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The one of this process; it ends when this process closes its end.

    Its own streams are pipes, as Python finds out once, when it starts, whether it may seek in them.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    root = str(Path(__file__).parent.parent)
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": root}
    env |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    command = [sys.executable, __file__, str(theirs.fileno())]
    piped = subprocess.PIPE
    process = subprocess.Popen(
        command, env=env, pass_fds=[theirs.fileno()], stdin=piped, stdout=piped, stderr=subprocess.STDOUT
    )
    theirs.close()
    atexit.register(_end, ours, process)
    return ours, process


def _end(server: socket.socket, process: subprocess.Popen[bytes]) -> None:
    server.close()
    process.communicate()


def status_of(args: list[str], folder: Path, env: dict[str, str], streams: tuple[int, int, int]) -> int:
    """Run `tracker` with `args` on three open files; return its exit status, negative for a signal."""
    return int(_answer({"args": args, "folder": str(folder), "env": env}, streams))


class Started:
    """`tracker` with `args` on three open files, which goes on meanwhile.

    With `controlled` the first of them is a terminal of which it is the session, so that Ctrl-C there reaches it.
    """

    def __init__(
        self, args: list[str], folder: Path, env: dict[str, str], streams: Sequence[int], *, controlled: bool = False
    ) -> None:
        job = {"args": args, "folder": str(folder), "env": env, "stays": True, "controlled": controlled}
        self.number = int(_answer(job, streams))
        self._status: int | None = None

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.number, number)

    def poll(self) -> int | None:
        """Its exit status, negative for a signal; None while it goes on."""
        if self._status is None and (answer := _answer({"started": self.number})) != "goes on":
            self._status = int(answer)
        return self._status

    def wait(self, timeout: float) -> int:
        """Its exit status, when it has ended; TimeoutError where it has not after so many seconds."""
        until = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)
        return status


def _answer(asked: dict[str, Any], streams: Sequence[int] = ()) -> str:
    server, process = _server()
    try:
        socket.send_fds(server, [json.dumps(asked).encode()], streams)
        answer = server.recv(_LONGEST)
    except OSError:
        answer = b""
    assert answer, process.communicate()[0].decode()
    return answer.decode()


def _serve(requests: socket.socket) -> None:
    for package in (tracker.commands, tracker.queries, tracker.render):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    asked = CliRunner().invoke(tracker.cli.app, ["claims", "--help"])  # loads what typer and rich load when used
    assert asked.exit_code == 0, asked.output
    while True:
        message, streams, _, _ = socket.recv_fds(requests, _LONGEST, 3)
        if not message:
            return
        job = json.loads(message)
        if "started" in job:
            ended, status = os.waitpid(job["started"], os.WNOHANG)
            requests.send(str(os.waitstatus_to_exitcode(status) if ended else "goes on").encode())
            continue
        if READERS & set(job["args"][:1]):
            _load()
        child = os.fork()
        if not child:
            requests.close()
            _become(job, streams)
        for stream in streams:
            os.close(stream)
        answer = child if job.get("stays") else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        requests.send(str(answer).encode())


@cache
def _load() -> None:
    """Load what reading and linking need, by an ingest."""
    from tracker.api import ingest, open_store

    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(_TEXT, encoding="utf-8")
        ingest(open_store(article.with_suffix(".db")), [article])


def _become(job: dict[str, Any], streams: list[int]) -> None:
    from tracker.__main__ import main

    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        if job.get("controlled"):
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        os.chdir(job["folder"])
        os.environ.clear()
        os.environ.update(job["env"])
        sys.argv = ["tracker", *job["args"]]
        sys.stdout.reconfigure(line_buffering=os.isatty(1))  # type: ignore[union-attr]
        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
