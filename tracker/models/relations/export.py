"""Writes the trained weights as ONNX graphs.

`encoder.onnx` is the first half of the encoder, which the others go on from, each with later layers of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.graph import MPNET, Array, Encoder, Graph, Input, Largest, Weights, both

_ENCODER = "encoder."
_SHARED, _OWN = range(MPNET.layers // 2), range(MPNET.layers // 2, MPNET.layers)
_SIZE = 768


def write_encoder(weights: Weights, largest: Sequence[Largest], biases: Array, folder: Path) -> None:
    """Write the graph of the first half of the encoder, without padding: a vector of each piece.

    `biases` has what each head adds to what it sees of another place, by the distance (`Encoder.biases`).
    """
    g = Graph()
    encoder = Encoder(g, weights, _ENCODER, MPNET)
    bias = encoder.biases(biases, "ids")
    seen = encoder.layers(encoder.embedded({}), largest[: len(_SHARED)], bias, _SHARED)
    g.save(folder / "encoder.onnx", _pieces("ids"), {"seen": seen})


def write_relations(weights: Weights, largest: Sequence[Largest], biases: Array, folder: Path) -> None:
    """Write the graph of two texts: the scores of the relations, given what the first half sees of their pieces."""
    _write_texts("relation", weights, largest, biases, folder / "relations.onnx")


def write_contesting(weights: Weights, largest: Sequence[Largest], biases: Array, folder: Path) -> None:
    """Write the graph of one text: the scores of contesting nothing and something, given what the first half sees."""
    _write_texts("contests", weights, largest, biases, folder / "contesting.onnx")


def _write_texts(asked: str, weights: Weights, largest: Sequence[Largest], biases: Array, path: Path) -> None:
    g = Graph()
    seen = _mean(g, _later(g, weights, largest, biases), "kinds")
    g.save(path, _seen(), {asked: g.exact(seen, *both(weights, asked))})


def write_articles(weights: Weights, largest: Sequence[Largest], biases: Array, folder: Path) -> None:
    """Write the graph of a window of an article, given what the first half sees of its pieces.

    Of each piece it has the scores of contesting nothing and something, what it tells, and what it denies.
    """
    g = Graph()
    seen = _later(g, weights, largest, biases)
    vectors = {name: g.op("MatMul", seen, g.const(weights[f"{name}.weight"].T)) for name in ("tells", "denies")}
    g.save(folder / "articles.onnx", _seen(), {"contests": g.exact(seen, *both(weights, "contests")), **vectors})


def _later(g: Graph, weights: Weights, largest: Sequence[Largest], biases: Array) -> str:
    """The second half over what the first sees; before it the pieces are marked by which text they are of."""
    encoder = Encoder(g, {_named(key): value for key, value in weights.items()}, _ENCODER, MPNET)
    marked = g.op("Add", "seen", g.op("Gather", g.const(weights["kinds.weight"]), "kinds"))
    return encoder.layers(marked, largest[-len(_OWN) :], encoder.biases(biases, "kinds"), _OWN)


def _named(key: str) -> str:
    """The name that a weight of the later layers has in a whole encoder."""
    part, *rest = key.split(".")
    return f"{_ENCODER}encoder.layer.{_OWN[int(rest[0])]}.{'.'.join(rest[1:])}" if part == "layers" else key


def _pieces(*names: str) -> Mapping[str, Input]:
    return {name: (TensorProto.INT64, ["pieces"]) for name in names}


def _seen() -> Mapping[str, Input]:
    return {"seen": (TensorProto.FLOAT, ["pieces", _SIZE]), **_pieces("kinds")}


def _mean(g: Graph, seen: str, kinds: str) -> str:
    """The mean of what is seen of the pieces that are of a text."""
    is_of_text = g.op("Cast", g.op("Cast", kinds, to=TensorProto.BOOL), to=TensorProto.FLOAT)
    marked = g.op("Unsqueeze", is_of_text, g.const(np.array([0])))
    total = g.op("Max", g.op("ReduceSum", marked, keepdims=1), g.const(np.array([1], np.float32)))
    return g.op("Div", g.op("MatMul", marked, seen), total)
