"""Texts with a narration whose every word is 300 ms long."""

from audiolib.identify import identify
from audiolib.narration import Clip, Narration, WordTime, flat
from audiolib.order import SoundOptions, sounding
from audiolib.publication import Metadata, Paragraph, Publication, Section
from media import Milliseconds
from tests.audiolib.sentences import split
from tts.normalise import spans

LINE = "Một con cò đứng bên bờ sông rất lâu."


def story(*lines: str, lang: str = "vi") -> Publication:
    about = Metadata(identifier="urn:test", title="t", language=lang)
    section = Section(content=tuple(Paragraph(text=line) for line in lines))
    return identify(Publication(metadata=about, sections=(section,)), split=split).publication


def narrated(publication: Publication, slow: int = -1, gap: int = -1) -> Narration:
    """Every word 300 ms long; one phrase five times slower, one with a long silence.

    What the rules of its language say of numbers and the like is in its spans.
    """
    clips, words, read, at = {}, {}, {}, 0
    told: list[WordTime]
    for number, cue in enumerate(sounding(publication, SoundOptions())):
        begin, told, place = at, [], cue.phrase.begin
        for word in cue.text[cue.phrase.begin : cue.phrase.end].split():
            long = 1500 if number == slow else 300
            pause = 2000 if number == gap and told else 0
            start, stop = Milliseconds(at + pause), Milliseconds(at + pause + long)
            told.append(WordTime(place, place + len(word), start, stop))
            place, at = place + len(word) + 1, at + pause + long
        begins, ends = cue.phrase.begin, cue.phrase.end
        own = [s for s in spans(cue.text, cue.lang) if begins <= s.begin and s.end <= ends]
        if own:
            read[cue.id] = tuple(own)
        clips[cue.id] = Clip(1, Milliseconds(begin), Milliseconds(at))
        words[cue.id] = flat(told)
    return Narration(SoundOptions(), clips, words, read, (), ())
