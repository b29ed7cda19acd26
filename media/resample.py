"""Another sample rate for a short stretch of sound."""

import av
import numpy as np

from media.pcm import Pcm


def resample(pcm: Pcm, rate: int) -> Pcm:
    """The sound at another rate, its length scaled and rounded to the nearest sample.

    The filter's own delay is taken out, so that times only need scaling.
    """
    if pcm.rate == rate or not len(pcm):
        return Pcm(pcm.samples, rate)
    frame = av.AudioFrame.from_ndarray(pcm.samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = pcm.rate
    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    parts = [
        f.to_ndarray().reshape(-1) for f in (*resampler.resample(frame), *resampler.resample(None))
    ]
    sound = np.concatenate(parts)
    length = (len(pcm) * rate + pcm.rate // 2) // pcm.rate
    if len(sound) < length:
        sound = np.concatenate([sound, np.zeros(length - len(sound), dtype=np.int16)])
    return Pcm(np.ascontiguousarray(sound[:length], dtype=np.int16), rate)
