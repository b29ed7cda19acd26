"""Clips and the words they say, where one of them says several texts, or several say one."""

from collections.abc import Sequence
from dataclasses import dataclass

from audiolib.publication import Text, Verse
from audiolib.recording import RecordedClip
from media import Milliseconds


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text."""

    text: Text
    begin: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.begin


def lines(place: Place) -> list[Place]:
    """A place cut at the lines of a verse, each without white space at its edges."""
    cut = [place]
    if isinstance(place.text, Verse):
        cut, at = [], place.begin
        for line in place.text.text[place.begin : place.end].split("\n"):
            cut.append(Place(place.text, at, at + len(line)))
            at += len(line) + 1
    trimmed = []
    for one in cut:
        words = one.text.text[one.begin : one.end]
        begin = one.begin + len(words) - len(words.lstrip())
        end = one.begin + len(words.rstrip())
        if begin < end:
            trimmed.append(Place(one.text, begin, end))
    return trimmed


def divide(
    clips: Sequence[RecordedClip], places: Sequence[Place]
) -> tuple[list[tuple[Place, RecordedClip]], list[RecordedClip]]:
    """Each place with its clip, and the clips for which no words are left.

    Where the source does not tell which words a clip says, it is taken that speech goes on evenly:
    the edges of clips stay, words fall to them by their number of letters.
    """
    pairs: list[tuple[Place, RecordedClip]] = []
    left: list[RecordedClip] = []
    shares = _shares(clips, places)
    for clip, mine in zip(clips, shares, strict=True):
        if mine:
            pairs += _cut_clip(clip, mine)
        else:
            left.append(clip)
    return pairs, left


def _shares(clips: Sequence[RecordedClip], places: Sequence[Place]) -> list[list[Place]]:
    """The words of each clip: of all letters as large a share as it has of the time."""
    if len(clips) == 1:
        return [list(places)]
    letters = sum(p.length for p in places)
    whole = sum(c.end - c.begin for c in clips)
    shares: list[list[Place]] = []
    waiting = list(places)
    spent = done = 0
    for number, clip in enumerate(clips):
        spent += clip.end - clip.begin
        wanted = letters * spent // max(1, whole) - done
        mine: list[Place] = []
        while waiting and (wanted > 0 or number == len(clips) - 1):
            place = waiting.pop(0)
            cut = place.end
            if number < len(clips) - 1 and place.length > wanted:
                cut = _word_edge(place, place.begin + wanted)
            if cut <= place.begin:
                waiting.insert(0, place)
                break
            mine += lines(Place(place.text, place.begin, cut))
            done += cut - place.begin
            wanted -= cut - place.begin
            if cut < place.end:
                waiting = lines(Place(place.text, cut, place.end)) + waiting
                break
        shares.append(mine)
    return shares


def _word_edge(place: Place, at: int) -> int:
    """The edge of a word that is nearest to an offset, the edges of the place among them."""
    words = place.text.text
    before = words.rfind(" ", place.begin, at + 1)
    after = words.find(" ", at, place.end)
    before = place.begin if before < 0 else before
    after = place.end if after < 0 else after
    return before if at - before < after - at else after


def _cut_clip(clip: RecordedClip, places: Sequence[Place]) -> list[tuple[Place, RecordedClip]]:
    letters = sum(p.length for p in places)
    length = clip.end - clip.begin
    if length < len(places):
        return [(places[0], clip)]
    found: list[tuple[Place, RecordedClip]] = []
    begin, done = clip.begin, 0
    for number, place in enumerate(places, 1):
        done += place.length
        left = len(places) - number
        end = max(begin + 1, min(clip.begin + length * done // letters, clip.end - left))
        found.append((place, RecordedClip(clip.track, Milliseconds(begin), Milliseconds(end))))
        begin = Milliseconds(end)
    return found
