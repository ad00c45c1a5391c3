"""Writes the relation model's trained weights as one ONNX graph, `relations.onnx`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.graph import Array, Graph, Weights, both, embedded, encoded

_ENCODER = "encoder."


def write(weights: Weights, largest: Sequence[Array], folder: Path) -> None:
    """Write the graph into the folder; `largest` has of each encoder layer the largest value of each input.

    Of one text with what stands before it, or of a pair, without padding, the graph gives what the second is about,
    the scores of its contesting nothing and something, and the scores of the relations.
    """
    g = Graph()
    tables = {"segments": weights[f"{_ENCODER}embeddings.token_type_embeddings.weight"]}
    seen = encoded(g, weights, _ENCODER, embedded(g, weights, _ENCODER, tables), largest)
    mean = g.op("ReduceMean", seen, axes=[0], keepdims=1)
    second = g.op("Cast", g.op("Unsqueeze", "segments", g.const(np.array([0]))), to=TensorProto.FLOAT)
    total = g.op("ReduceSum", second, keepdims=1)
    own = g.op("Div", g.op("MatMul", second, seen), total)
    inputs = {name: (TensorProto.INT64, ["pieces"]) for name in ("ids", "segments")}
    outputs = {
        "about": g.op("MatMul", own, g.const(weights["about.weight"].T)),
        "contests": g.exact(own, *both(weights, "contests")),
        "relation": g.exact(mean, *both(weights, "relation")),
    }
    g.save(folder / "relations.onnx", inputs, outputs)
