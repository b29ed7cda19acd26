"""The suspicious words of a text, looked for once in a while and carried along between."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlmodel import Session

from audiolib.keys import action_key
from audiolib.proofing.carry import carried
from audiolib.proofing.doubtful import Suspect, doubtful
from audiolib.proofing.repository import Known, changes
from audiolib.publication import texts
from audiolib.store import Store

STEP = "suspects"
VERSION = "2"
EVERY = 20
"""Versions of a text that one look serves: it takes seconds for a long book."""


def suspects(
    session: Session, store: Store, production_id: int, known: Known
) -> tuple[Suspect, ...]:
    """What somebody should look at in the newest version, the most doubtful first.

    What an edit touched since the last look, or somebody confirmed, is left out; a new slip is
    seen at the next look.
    """
    about = known.publication.metadata.identifier
    key = action_key(STEP, VERSION, [about, production_id, known.version // EVERY])
    kept = store.result(STEP, key)
    if not kept or kept["version"] > known.version:
        found = doubtful(known.publication, known.doubts, known.confirmed)
        if not kept:
            rows = [asdict(suspect) for suspect in found]
            store.record(STEP, key, {"version": known.version, "suspects": rows})
        return found
    older = (Suspect(**{**row, "suggestions": tuple(row["suggestions"])})
             for row in kept["suspects"])  # fmt: skip
    edits = changes(session, store, production_id, kept["version"], known.version)
    return _still(carried(older, edits), known)


def _still(found: Iterable[Suspect], known: Known) -> tuple[Suspect, ...]:
    """Those whose words still stand there, and that nobody confirmed."""
    there = {text.id: (n, text.text) for n, text in enumerate(texts(known.publication))}
    right = {(c.block, at) for c in known.confirmed for at in range(c.begin, c.end)}
    kept = [
        suspect
        for suspect in found
        if suspect.block in there
        and there[suspect.block][1][suspect.begin : suspect.end] == suspect.words
        and (suspect.block, suspect.begin) not in right
    ]
    return tuple(sorted(kept, key=lambda s: (-s.score, there[s.block][0], s.begin)))
