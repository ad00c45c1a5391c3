"""Puts ONNX graphs of 8-bit weights together, operation by operation, with the fused operations of ONNX Runtime.

So nothing in a graph depends on a tracing tool. Weights are symmetric 8-bit numbers, one scale for each output of a
layer; what goes in is made 8-bit as it comes, by the run. Where inputs of a layer are larger than the rest, these are
divided and their weights multiplied first (SmoothQuant; Xiao et al., ICML 2023), and the few that are far larger are
not made 8-bit at all (LLM.int8(); Dettmers et al., NeurIPS 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tracker.models.words import WINDOW
from tracker.training import mpnet

Array = NDArray[np.float32]
Weights = Mapping[str, Array]  # by the names that torch gives them
Input = tuple[int, Sequence[str | int]]  # its type, and names or numbers of its axes
EVENED = ("mixed", "up", "down")  # the parts of an encoder's layer whose inputs are evened out
Largest = Mapping[str, Array]  # the largest value of each input of these

_BLOCK = 32  # numbers of a table that share a scale
_FAR = 3.0  # times the median of an input's largest values
FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard


class Graph:
    """Collects operations and weights; each method adds one operation and returns the name of its result."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add an operation; an input that is left out is an empty name."""
        name = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def const(self, value: NDArray[np.generic], name: str = "") -> str:
        """Add a weight or another fixed value, by a name of its own, if any."""
        name = name or f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def exact(self, x: str, weights: Weights, name: str) -> str:
        """Add the layer of that name, `x · weightᵀ + bias`, with weight (outputs, inputs)."""
        weight = self.const(weights[f"{name}.weight"].T)
        return self.op("Add", self.op("MatMul", x, weight), self.const(weights[f"{name}.bias"], f"{name}.bias"))

    def linear(self, x: str, weight: Array, bias: Array, largest: Array | None = None) -> str:
        """Add such a layer in 8-bit numbers; where the largest value of each input is known, evened out by it.

        Inputs that become far larger than the rest are left as they are, and added to it.
        """
        exact = ""
        if largest is not None:
            far = np.flatnonzero(largest > _FAR * np.median(largest))
            if len(far):
                exact = self.op("MatMul", self.op("Gather", x, self.const(far), axis=2), self.const(weight[:, far].T))
            even = np.sqrt(largest / np.abs(weight).max(0)).clip(1e-3).astype(np.float32)
            weight = weight * even
            weight[:, far], even[far] = 0, np.inf
            x = self.op("Mul", x, self.const(1 / even))
        scale = np.abs(weight).max(1) / 127
        small = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        fixed = (small.T, scale.astype(np.float32), np.zeros(len(scale), np.int8), bias)
        made = self.op("DynamicQuantizeMatMul", x, *map(self.const, fixed), domain=FUSED)
        return self.op("Add", made, exact) if exact else made

    def small_rows(self, table: Array, which: str) -> str:
        """Add rows of a table (rows, size), kept as 4-bit numbers with a scale for each 32 of them."""
        cut = table.reshape(len(table), -1, _BLOCK)
        scale = (np.abs(cut).max(2) / 7).clip(1e-12).astype(np.float32)
        small = np.clip(np.rint(cut / scale[:, :, None]), -7, 7).astype(np.int8).reshape(table.shape)
        name = f"w{len(self._weights)}"
        two = (small[:, 0::2] & 15) | ((small[:, 1::2] & 15) << 4)
        packed = helper.make_tensor(name, TensorProto.INT4, small.shape, two.astype(np.uint8).tobytes(), raw=True)
        self._weights.append(packed)
        given = (name, which, self.const(scale))
        return self.op("GatherBlockQuantized", *given, domain=FUSED, gather_axis=0, quantize_axis=1, block_size=_BLOCK)

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float = 1e-5) -> str:
        """Add a layer normalisation over the last axis; means by multiplication take half the time of its operation."""
        share = self.const(np.full((len(weight), 1), 1 / len(weight), np.float32))
        centred = self.op("Sub", x, self.op("MatMul", x, share))
        variance = self.op("MatMul", self.op("Mul", centred, centred), share)
        spread = self.op("Sqrt", self.op("Add", variance, self.const(np.array([epsilon], np.float32))))
        even = self.op("Mul", centred, self.op("Reciprocal", spread))
        return self.op("Add", self.op("Mul", even, self.const(weight)), self.const(bias))

    def attention(self, mixed: str, size: int, heads: int, mask: str = "", near: str = "") -> str:
        """Add attention over queries, keys and values that lie side by side in `mixed` (rows, words, 3 * size).

        `near` (1, heads, words, words) is added to the scores.
        """
        cuts = [np.array([n * size]) for n in range(4)]
        parts = [self.op("Slice", mixed, *map(self.const, (cuts[n], cuts[n + 1], np.array([2])))) for n in range(3)]
        return self.op("MultiHeadAttention", *parts, "", mask, near, domain=FUSED, num_heads=heads)

    def save(
        self, path: Path, inputs: Mapping[str, tuple[int, Sequence[str | int]]], outputs: Mapping[str, str]
    ) -> None:
        """Write the graph: inputs by name with type and axes, outputs by name with the operation they come from."""
        ends = [helper.make_node("Identity", [made], [name]) for name, made in outputs.items()]
        values = [helper.make_tensor_value_info(name, *form) for name, form in inputs.items()]
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph([*self._nodes, *ends], path.stem, values, results, self._weights)
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(FUSED, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), str(path))


@dataclass(frozen=True)
class Encoder:
    """Puts the encoder into a graph; `of` is what the names of its weights begin with."""

    graph: Graph
    weights: Weights
    of: str

    def embedded(self) -> str:
        """Return of each piece the sum of its embeddings."""
        g, w = self.graph, self.weights
        x = g.small_rows(w[f"{self.of}words.weight"], "ids")
        places = g.const(w[f"{self.of}places.weight"])
        here = g.op("Slice", places, g.const(np.array([0])), g.op("Shape", "ids"), g.const(np.array([0])))
        return g.norm(g.op("Add", x, here), *both(w, f"{self.of}enter"))

    def layers(self, x: str, largest: Sequence[Largest], further: Mapping[int, tuple[str, Array]]) -> str:
        """Return its layers over the vectors of each piece of a text; `largest` has what is known of their inputs.

        `further` has tables that are added before a layer, each with the input that says which row a piece takes.
        """
        g, w = self.graph, self.weights
        x, near = g.op("Unsqueeze", x, g.const(np.array([0]))), self._near()
        for n, known in enumerate(largest):
            if n in further:
                name, table = further[n]
                x = g.op("Add", x, g.op("Gather", g.const(table), name))
            layer = f"{self.of}layers.{n}."
            mixed = g.linear(x, *both(w, layer + "mixed"), known["mixed"])
            out = g.linear(g.attention(mixed, mpnet.SIZE, mpnet.HEADS, near=near), *both(w, layer + "out"))
            x = g.norm(g.op("Add", x, out), *both(w, layer + "seen_norm"))
            up = g.op("Gelu", g.linear(x, *both(w, layer + "up"), known["up"]), domain=FUSED)
            out = g.linear(up, *both(w, layer + "down"), known["down"])
            x = g.norm(g.op("Add", x, out), *both(w, layer + "norm"))
        return g.op("Squeeze", x, g.const(np.array([0])))

    def _near(self) -> str:
        """Return what is added to the scores of two pieces (1, heads, pieces, pieces), by their distance."""
        g, longest = self.graph, WINDOW
        first, last = mpnet.buckets(longest)[[0, -1]].numpy()  # of distances 0 to -319, and 319 to 0
        of_distance = np.concatenate([first[::-1], last[::-1][1:]])  # -319 to 319
        table = g.const(self.weights[f"{self.of}near.weight"][of_distance].T)
        at = g.op("Range", g.const(np.array(0)), g.op("Squeeze", g.op("Shape", "ids")), g.const(np.array(1)))
        here, there = (g.op("Unsqueeze", at, g.const(np.array([axis]))) for axis in (1, 0))
        distance = g.op("Add", g.op("Sub", here, there), g.const(np.array(longest - 1)))
        return g.op("Unsqueeze", g.op("Gather", table, distance, axis=1), g.const(np.array([0])))


def both(w: Weights, name: str) -> tuple[Array, Array]:
    """Return weight and bias of a layer."""
    return w[f"{name}.weight"], w[f"{name}.bias"]
