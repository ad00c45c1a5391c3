"""Reads the weights of a shipped graph of later layers back, so that training goes on from what was learned before.

What a layer's 8-bit numbers stand for is exact: a number times the scale of its output, divided by what its input was
evened out by; the inputs that are far larger than the rest have their weights in a product beside it (`graph.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, numpy_helper

from tracker.models.graph import MPNET, Array

_EACH = 4  # 8-bit products of a layer: queries, keys and values at once, what they give, and the two that follow
_AFTER = ("attention.attn.o", "intermediate.dense", "output.dense")
_NORMS = ("attention.LayerNorm", "output.LayerNorm")


def weights_of_shipped(path: Path) -> dict[str, Array]:
    """Return the weights of the graph at `path`, by the names that torch gives those of the networks of `network.py`.

    Those of the sharpness of cosines, which no graph has, are not among them.
    """
    read = _Graph(path)
    small = [node for node in read.nodes if node.op_type == "DynamicQuantizeMatMul"]
    norms = [node for node in read.nodes if node.op_type == "Mul" and read.follows(node, "Reciprocal")]
    found: dict[str, Array] = {}
    for n in range(len(small) // _EACH):
        three, *after = small[_EACH * n : _EACH * (n + 1)]
        for name, weight, bias in zip(MPNET.three, *(np.split(part, 3) for part in read.layer(three)), strict=True):
            found |= _both(f"layers.{n}.{name}", weight, bias)
        for name, node in zip(_AFTER, after, strict=True):
            found |= _both(f"layers.{n}.{name}", *read.layer(node))
        for name, node in zip(_NORMS, norms[2 * n : 2 * n + 2], strict=True):
            found |= _both(f"layers.{n}.{name}", *read.norm(node))
    (gathered,) = (node for node in read.nodes if node.op_type == "Gather" and "kinds" in node.input)
    found["kinds.weight"] = read.values[gathered.input[0]]
    for node in (node for node in read.nodes if node.op_type == "Identity"):
        last = read.made[node.input[0]]
        if last.op_type == "Add":
            weight = read.values[read.made[last.input[0]].input[1]]
            found |= _both(node.output[0], weight.T, read.values[last.input[1]])
        else:
            found[f"{node.output[0]}.weight"] = read.values[last.input[1]].T
    return found


def _both(name: str, weight: Array, bias: Array) -> dict[str, Array]:
    return {f"{name}.weight": weight, f"{name}.bias": bias}


class _Graph:
    """The operations of a graph, its constants by name, and which operation made what."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.nodes: list[NodeProto] = list(graph.node)
        self.values: dict[str, Array] = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.made: dict[str, NodeProto] = {name: node for node in graph.node for name in node.output}

    def follows(self, node: NodeProto, operation: str) -> bool:
        """Whether something that goes into an operation comes from such another."""
        return any(name in self.made and self.made[name].op_type == operation for name in node.input)

    def layer(self, node: NodeProto) -> tuple[Array, Array]:
        """The weights (outputs, inputs) and biases of an 8-bit product."""
        weight = (self.values[node.input[1]].astype(np.float32) * self.values[node.input[2]]).T
        bias, before = self.values[node.input[4]], self.made.get(node.input[0])
        if before is None or before.op_type != "Mul" or before.input[1] not in self.values:
            return weight, bias
        evened = self.values[before.input[1]]  # 0 for what is far larger than the rest
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

    def norm(self, node: NodeProto) -> tuple[Array, Array]:
        """The weight and bias of a normalisation, of which `node` divides by the deviation."""
        (times,) = (one for one in self.nodes if node.output[0] in one.input)
        (plus,) = (one for one in self.nodes if times.output[0] in one.input)
        return self.values[times.input[1]], self.values[plus.input[1]]
