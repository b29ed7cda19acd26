"""A Piper model as we run it: its noise is given to it, and it tells how long each symbol sounds.

As published, the graph draws its noise from a generator of the session, so that an utterance
depends on what was spoken before; and the lengths of the symbols stay inside. Both are changed
once, in a file beside the model.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

REVISION = 1
"""Of what is changed in a graph."""

LENGTHS = "audiolib_lengths"
"""Output: frames of each symbol; absent where the graph does not tell."""

EXACT_LENGTHS = "audiolib_exact_lengths"
"""Output: the same before they were rounded up."""

NOISE = "audiolib_noise_"
"""Inputs, numbered: normal noise, flat, at least as much as is used."""


def prepared(model: Path) -> Path | bytes:
    """The changed graph: a file beside the model, or its bytes where none can be written there."""
    place = model.with_name(f".{model.name}.prepared-{REVISION}")
    if place.is_file():
        return place
    content = _changed(model)
    try:
        handle, scratch = tempfile.mkstemp(dir=model.parent, prefix=f".{model.name}.")
    except OSError:
        return content
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(scratch).replace(place)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        return content
    return place


def _changed(model: Path) -> bytes:
    import onnx

    proto = onnx.load(str(model))
    graph = proto.graph
    _tell_lengths(graph)
    _take_noise(graph)
    content: bytes = proto.SerializeToString()
    return content


def _tell_lengths(graph: Any) -> None:
    """Give the frames of each symbol out: in a VITS graph, the one rounding up."""
    from onnx import TensorProto, helper

    found = [node for node in graph.node if node.op_type == "Ceil"]
    if len(found) != 1:
        return
    for source, name in ((found[0].output[0], LENGTHS), (found[0].input[0], EXACT_LENGTHS)):
        graph.node.append(helper.make_node("Identity", [source], [name]))
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))


def _take_noise(graph: Any) -> None:
    """Put the head of an input, in the shape that is wanted, in place of each random node."""
    from onnx import TensorProto, helper

    nodes = list(graph.node)
    kept = []
    count = 0
    for node in nodes:
        if node.op_type != "RandomNormalLike":
            kept.append(node)
            continue
        name = f"{NOISE}{count}"
        shape, total, begin, head = (
            f"{name}_{part}" for part in ("shape", "total", "zero", "head")
        )
        graph.initializer.append(helper.make_tensor(begin, TensorProto.INT64, [1], [0]))
        kept += [
            helper.make_node("Shape", [node.input[0]], [shape]),
            helper.make_node("ReduceProd", [shape], [total], axes=[0], keepdims=1),
            helper.make_node("Slice", [name, begin, total], [head]),
            helper.make_node("Reshape", [head, shape], [node.output[0]]),
        ]
        graph.input.append(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}_length"])
        )
        count += 1
    del graph.node[:]
    graph.node.extend(kept)
