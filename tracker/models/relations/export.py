"""Writes the trained weights as ONNX graphs, `readings.onnx` of one text and `relations.onnx` of two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.graph import Array, Graph, Weights, both, embedded, encoded

_ENCODER = "encoder."
_INPUTS = {name: (TensorProto.INT64, ["pieces"]) for name in ("ids", "segments")}


def write_readings(weights: Weights, largest: Sequence[Array], folder: Path) -> None:
    """Write the graph of one text, without padding: what it is about, the scores of contesting nothing and something.

    `largest` has of each encoder layer the largest value of each input.
    """
    g = Graph()
    seen = _seen(g, weights, largest)
    about = g.op("MatMul", seen, g.const(weights["about.weight"].T))
    outputs = {"about": about, "contests": g.exact(seen, *both(weights, "contests"))}
    g.save(folder / "readings.onnx", _INPUTS, outputs)


def write_relations(weights: Weights, largest: Sequence[Array], folder: Path) -> None:
    """Write the graph of two texts: the scores of the relations."""
    g = Graph()
    seen = _seen(g, weights, largest)
    g.save(folder / "relations.onnx", _INPUTS, {"relation": g.exact(seen, *both(weights, "relation"))})


def _seen(g: Graph, weights: Weights, largest: Sequence[Array]) -> str:
    """The mean of what is seen of the pieces that are marked 1."""
    tables = {"segments": weights[f"{_ENCODER}embeddings.token_type_embeddings.weight"]}
    seen = encoded(g, weights, _ENCODER, embedded(g, weights, _ENCODER, tables), largest)
    marked = g.op("Cast", g.op("Unsqueeze", "segments", g.const(np.array([0]))), to=TensorProto.FLOAT)
    total = g.op("Max", g.op("ReduceSum", marked, keepdims=1), g.const(np.array([1], np.float32)))
    return g.op("Div", g.op("MatMul", marked, seen), total)
