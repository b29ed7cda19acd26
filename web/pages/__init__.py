"""The pages: each module holds the routes of one part, each route returns a rendered template."""

from fastapi import APIRouter

from web.pages import (
    audit,
    board,
    branches,
    cards,
    carers,
    catalogue,
    columns,
    copies,
    demand,
    desk,
    devices,
    errands,
    exchange,
    lexicon,
    listening,
    login,
    media,
    new_card,
    news,
    own,
    partners,
    patron_lists,
    people,
    preferences,
    productions,
    programs,
    proof,
    proof_media,
    proof_sheet,
    proof_structure,
    proof_versions,
    rights,
    search,
    setup,
    staff,
    volunteers,
    withdrawals,
    words,
    works,
    wrong,
)

router = APIRouter(include_in_schema=False)
PARTS = (
    *(works, login, devices, preferences, setup, cards, own, news),
    *(wrong, demand, lexicon, listening, words),
    *(proof, proof_sheet, proof_structure, proof_versions, proof_media),
    *(search, exchange, errands, branches, columns),
    *(
        staff,
        volunteers,
        catalogue,
        rights,
        withdrawals,
        productions,
        media,
        copies,
        board,
        new_card,
        patron_lists,
        desk,
        people,
        audit,
    ),
    *(programs, partners, carers),
)
for part in PARTS:
    router.include_router(part.router)

__all__ = ["router"]
