"""The words of a text that nobody decided on, as the listening check asks about them."""

from sqlmodel import Session

from audiolib.healing import before
from audiolib.proofing.chances import UnknownWord
from audiolib.service import Service
from audiolib.tables import Production


def unknown(session: Session, service: Service, found: Production) -> tuple[UnknownWord, ...]:
    """Names, foreign and odd words that neither a lexicon nor a person has spoken about.

    Raises:
        NoTextError: there is no text yet.
        BlobLostError: the store lacks it.
    """
    return tuple(
        UnknownWord(one.word, one.phrase, one.count, one.doubt, one.reasons)
        for one in before.asked(session, service, found).open
    )
