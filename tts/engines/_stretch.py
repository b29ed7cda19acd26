"""Sound made longer or shorter without another pitch, for what a model can't do itself."""

from fractions import Fraction
from itertools import pairwise

import av
import av.filter
import numpy as np
import numpy.typing as npt


def stretch(samples: npt.NDArray[np.float32], rate: int, factor: float) -> npt.NDArray[np.float32]:
    """Mono sound, longer by a factor, by ffmpeg's `atempo`; 0.01 to 2, and 4 by two steps."""
    if not len(samples):
        return samples
    graph = av.filter.Graph()
    nodes = [
        graph.add_abuffer(
            format="flt", sample_rate=rate, layout="mono", time_base=Fraction(1, rate)
        )
    ]
    steps = 1 if factor <= 2 else 2  # atempo goes down to 0.5 at a time
    tempo = (1 / factor) ** (1 / steps)
    nodes += [graph.add("atempo", f"{tempo:.6f}") for _ in range(steps)]
    nodes.append(graph.add("abuffersink"))
    for source, sink in pairwise(nodes):
        source.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout="mono"
    )
    frame.sample_rate = rate
    nodes[0].push(frame)
    nodes[0].push(None)
    parts = [np.zeros(0, np.float32)]
    while True:
        try:
            piece = nodes[-1].pull()
        except (av.BlockingIOError, av.EOFError):
            return np.concatenate(parts)
        assert isinstance(piece, av.AudioFrame)  # noqa: S101 — of a graph of sound
        parts.append(piece.to_ndarray().reshape(-1).astype(np.float32))
