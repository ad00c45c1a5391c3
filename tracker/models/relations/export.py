"""Writes the trained weights as ONNX graphs, the small `readings.onnx` and the large `relations.onnx`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.graph import MPNET, Array, Encoder, Graph, Largest, Weights, both

_ENCODER = "encoder."


def write_readings(weights: Weights, largest: Sequence[Largest], folder: Path) -> None:
    """Write the graph of one text, without padding: what it is about, the scores of contesting nothing and something.

    `largest` has of each encoder layer what is known of its inputs.
    """
    g = Graph()
    tables = {"segments": weights[f"{_ENCODER}embeddings.token_type_embeddings.weight"]}
    encoder = Encoder(g, weights, _ENCODER)
    seen = _mean(g, encoder.layers(encoder.embedded(tables), largest), "segments")
    about = g.op("MatMul", seen, g.const(weights["about.weight"].T))
    outputs = {"about": about, "contests": g.exact(seen, *both(weights, "contests"))}
    _save(g, folder / "readings.onnx", "segments", outputs)


def write_relations(weights: Weights, largest: Sequence[Largest], biases: Array, folder: Path) -> None:
    """Write the graph of two texts, or of one that stands alone: the scores of the relations, and of contesting.

    `biases` has what each head adds to what it sees of each place from each, for the longest pair.
    """
    g = Graph()
    pieces = g.op("Shape", "ids")
    ends = g.op("Concat", pieces, pieces, axis=0)
    bias = g.op("Slice", g.const(biases), g.const(np.array([0, 0])), ends, g.const(np.array([2, 3])))
    at = MPNET.layers // 2
    later = {at: g.op("Gather", g.const(weights["kinds.weight"]), "kinds")}
    encoder = Encoder(g, weights, _ENCODER, MPNET)
    seen = _mean(g, encoder.layers(encoder.embedded({}), largest, bias, later), "kinds")
    outputs = {name: g.exact(seen, *both(weights, name)) for name in ("relation", "contests")}
    _save(g, folder / "relations.onnx", "kinds", outputs)


def _save(g: Graph, path: Path, kinds: str, outputs: dict[str, str]) -> None:
    g.save(path, {name: (TensorProto.INT64, ["pieces"]) for name in ("ids", kinds)}, outputs)


def _mean(g: Graph, seen: str, kinds: str) -> str:
    """The mean of what is seen of the pieces that are of a text."""
    is_of_text = g.op("Cast", g.op("Cast", kinds, to=TensorProto.BOOL), to=TensorProto.FLOAT)
    marked = g.op("Unsqueeze", is_of_text, g.const(np.array([0])))
    total = g.op("Max", g.op("ReduceSum", marked, keepdims=1), g.const(np.array([1], np.float32)))
    return g.op("Div", g.op("MatMul", marked, seen), total)
