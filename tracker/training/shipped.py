"""Reads the weights of shipped graphs back, so that training goes on from what was learned before.

What a layer's 8-bit numbers stand for is exact: a number times the scale of its output, divided by what its input was
evened out by; the inputs that are far larger than the rest have their weights in a product beside it (`graph.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, numpy_helper

from tracker.training.graph import MINILM, TURNED, Array

_EACH = 4  # 8-bit products of a layer
_AFTER = (MINILM.out, "intermediate.dense", "output.dense")
_NORMS = (MINILM.norm, "output.LayerNorm")
_SECOND = ("mixed", "out", "up", "down")
Weights = dict[str, Array]


def weights_of_shipped(folder: Path) -> Weights:
    """Return the weights of the graphs in a folder, by the names that torch gives them.

    The embeddings of the vocabulary, which no training changes, are not among them; to those of forms that of the first
    kind of token is added, as the graph has them.
    """
    names = "encoder", "second", "chooser", "answerer"
    encoder, second, chooser, answerer = (_Graph(folder / f"{name}.onnx") for name in names)
    found = encoder.named() | second.named() | chooser.named() | answerer.named()
    return found | _encoder_weights(encoder, "encoder.encoder.") | _second_weights(second, "second.")


def _encoder_weights(read: _Graph, named: str) -> Weights:
    small, norms = read.small(), list(read.norms())
    found = _both(f"{named}embeddings.LayerNorm", *norms[0])
    for n in range(len(small) // _EACH):
        three, *after = small[_EACH * n : _EACH * (n + 1)]
        layer = f"{named}encoder.layer.{n}."
        for name, weight, bias in zip(MINILM.three, *(np.split(part, 3) for part in read.layer(three)), strict=True):
            found |= _both(layer + name, weight, bias)
        for name, node in zip(_AFTER, after, strict=True):
            found |= _both(layer + name, *read.layer(node))
        for name, norm in zip(_NORMS, norms[2 * n + 1 : 2 * n + 3], strict=True):
            found |= _both(layer + name, *norm)
    (places,) = (n for n in read.nodes if n.op_type == "Slice" and n.input[0] in read.values)
    return found | {f"{named}embeddings.position_embeddings.weight": read.values[places.input[0]]}


def _second_weights(read: _Graph, named: str) -> Weights:
    small, norms = read.small(), list(read.norms())
    found = _both(f"{named}enter", *norms[0]) | _both(f"{named}leave", *norms[-1])
    for n in range(len(small) // _EACH):
        for name, node in zip(_SECOND, small[_EACH * n : _EACH * (n + 1)], strict=True):
            found |= _both(f"{named}layers.{n}.{name}", *read.layer(node))
        for name, norm in zip(("first", "second"), norms[2 * n + 1 : 2 * n + 3], strict=True):
            found |= _both(f"{named}layers.{n}.{name}", *norm)
    return found


def _both(name: str, weight: Array, bias: Array) -> Weights:
    return {f"{name}.weight": weight, f"{name}.bias": bias}


class _Graph:
    """The operations of a graph, its constants by name, and which operation made what."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.nodes: list[NodeProto] = list(graph.node)
        self.values: dict[str, Array] = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.made: dict[str, NodeProto] = {name: node for node in graph.node for name in node.output}

    def named(self) -> Weights:
        """The weights that have a name of their own."""
        own = {name: value for name, value in self.values.items() if "." in name}
        return {name.removesuffix(TURNED): value.T if name.endswith(TURNED) else value for name, value in own.items()}

    def small(self) -> list[NodeProto]:
        """The 8-bit products, in order."""
        return [node for node in self.nodes if node.op_type == "DynamicQuantizeMatMul"]

    def norms(self) -> Iterator[tuple[Array, Array]]:
        """The weights and biases of the normalisations, in order."""
        for node in self.nodes:
            if node.op_type == "Mul" and any(
                self.made[n].op_type == "Reciprocal" for n in node.input if n in self.made
            ):
                (times,) = (one for one in self.nodes if node.output[0] in one.input)
                (plus,) = (one for one in self.nodes if times.output[0] in one.input)
                yield self.values[times.input[1]], self.values[plus.input[1]]

    def layer(self, node: NodeProto) -> tuple[Array, Array]:
        """The weights (outputs, inputs) and biases of an 8-bit product."""
        weight = (self.values[node.input[1]].astype(np.float32) * self.values[node.input[2]]).T
        bias, before = self.values[node.input[4]], self.made.get(node.input[0])
        if before is None or before.op_type != "Mul" or before.input[1] not in self.values:
            return weight, bias
        evened = self.values[before.input[1]]  # 0 for what is far larger than the rest
        if evened.ndim != 1:
            return weight, bias
        weight = weight * evened
        for beside in self._beside(node):
            far = self.values[self.made[beside.input[0]].input[1]]
            weight[:, far] = self.values[beside.input[1]].T
        return weight, bias

    def _beside(self, node: NodeProto) -> Iterable[NodeProto]:
        """The products that are added to that of a node."""
        sums = (one for one in self.nodes if one.op_type == "Add" and node.output[0] in one.input)
        added = (self.made.get(name) for one in sums for name in one.input if name != node.output[0])
        return (one for one in added if one is not None and one.op_type == "MatMul" and one.input[1] in self.values)
