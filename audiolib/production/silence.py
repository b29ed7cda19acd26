"""How long the silence after a phrase is."""

from audiolib.order import Cue, Role
from audiolib.publication import Cell, Item, Verse
from media import Milliseconds
from tts.pauses import Pauses, pauses

_AT_THE_END = Milliseconds(1000)


def after(cue: Cue, following: Cue | None) -> Milliseconds:
    """Milliseconds between a phrase and the one that follows; the larger reason wins."""
    known = pauses(cue.lang)
    if following is None:
        return _AT_THE_END
    lengths = [_between(cue, following, known)]
    if following.after_break:
        lengths.append(known.scene)
    if following.role is Role.HEADING and following.first:
        lengths.append(known.heading_before)
    if cue.role is Role.HEADING and cue.last:
        lengths.append(known.heading_after)
    return Milliseconds(max(lengths))


def _between(cue: Cue, following: Cue, known: Pauses) -> int:
    if cue.role is Role.PAGE or following.role is Role.PAGE:
        return known.page
    if cue.role is Role.NOTEREF or following.role is Role.NOTEREF:
        return known.note
    if cue.holder is following.holder:
        if (
            isinstance(cue.holder, Verse)
            and "\n" in cue.text[cue.phrase.end : following.phrase.begin]
        ):
            return max(known.line, _at_stop(cue, known))
        return _at_stop(cue, known)
    if isinstance(cue.holder, Verse) and isinstance(following.holder, Verse):
        return known.stanza
    if any(isinstance(s, Cell) for s in cue.within):
        return known.cell
    if any(isinstance(s, Item) for s in cue.within):
        return known.item
    return known.paragraph


def _at_stop(cue: Cue, known: Pauses) -> int:
    """By the mark that ends the phrase."""
    return known.after(cue.text[cue.phrase.begin : cue.phrase.end]) or known.sentence
