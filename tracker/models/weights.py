"""Opens the trained weights, each once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import onnxruntime

FOLDER = Path(__file__).parent


@cache
def session(name: str) -> onnxruntime.InferenceSession:
    """Return the network of `name`.onnx. It runs in one thread, so that its numbers are the same on every machine.

    Memory goes back after each run, and none is planned ahead for its shapes: texts differ in length, and what is kept
    for each length came to half of the memory of an ingest, and made it no faster.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(FOLDER / f"{name}.onnx", options, providers=["CPUExecutionProvider"])
