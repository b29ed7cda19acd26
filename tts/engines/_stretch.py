"""Sound made longer or shorter without another pitch, for models that know one speed."""

from fractions import Fraction

import av
import av.filter
import numpy as np

from tts.engines._neural import Spoken


def stretched(spoken: Spoken, factor: float) -> Spoken:
    """The sound longer by a factor, its times with it, by ffmpeg's `atempo`; 0.25 to 4."""
    if not len(spoken.samples):
        return spoken
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="flt", sample_rate=spoken.rate, layout="mono", time_base=Fraction(1, spoken.rate)
    )
    tempo = graph.add("atempo", f"{1 / factor:.6f}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(spoken.samples.reshape(1, -1)), format="flt", layout="mono"
    )
    frame.sample_rate = spoken.rate
    source.push(frame)
    source.push(None)
    parts = []
    while True:
        try:
            piece = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            break
        assert isinstance(piece, av.AudioFrame)  # noqa: S101 — of a graph of sound
        parts.append(piece.to_ndarray().reshape(-1))
    samples = np.concatenate([np.zeros(0, np.float32), *parts])
    ends = spoken.ends
    if ends is not None:
        ends = ends * len(samples) // max(1, len(spoken.samples))
    return Spoken(samples, spoken.rate, ends)
