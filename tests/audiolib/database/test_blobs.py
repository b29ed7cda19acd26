"""Every blob that a row refers to is known to refer to it."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from audiolib.database import Database
from audiolib.database.blobs import missing, referred
from audiolib.store import Store
from audiolib.tables import Account, Branch, Exchange, Page, Partner, Production, Work


def test_pages_refer_to_what_they_were_cut_out_of(database: Database, tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    own = {name: store.put(name.encode()) for name in ("image", "clean", "words", "alto")}
    half: dict[str, Any] = {name: store.put(f"half {name}".encode()) for name in (*own, "preview")}
    own["preview"] = store.put(b"preview")
    whole = {**own, "number": 1, "width": 2, "height": 1}
    with database.transaction() as session:
        production = _production(session)
        session.add(
            Page(production_id=production, number=1, width=1, height=1, whole=whole, **half)
        )
        session.flush()
        found = {digest for _table, digest in referred(session, store)}
    assert found == {*own.values(), *half.values()}


def test_a_bag_of_ours_is_referred_to_and_one_that_was_only_noted_is_not(
    database: Database, tmp_path: Path
) -> None:
    store = Store(str(tmp_path))
    digest = store.put(b"a bag")
    with database.transaction() as session:
        production = session.get_one(Production, _production(session))
        partner = Partner(
            name="Thư viện Bến Tre",
            country="VN",
            agreement="12/TT",
            agreed_on=date(2026, 1, 1),
            contact="lan@example.org",
        )
        session.add(partner)
        session.flush()
        session.add_all(
            Exchange(
                partner_id=partner.id or 0,
                work_id=production.work_id,
                direction=direction,
                bag_digest=bag,
                by=production.created_by,
            )
            for direction, bag in (("sent", digest), ("sent", "0" * 64), ("received", "1" * 64))
        )
        session.flush()
        assert {told for _table, told in referred(session, store)} == {digest}
        assert not [*missing(session, store)]


def _production(session: Session) -> int:
    branch = Branch(code="bt")
    account = Account(login="lan", name="Lan", password_hash="-")
    session.add_all([branch, account])
    session.flush()
    work = Work(title="Dế Mèn", language="vi", branch_id=branch.id or 0)
    session.add(work)
    session.flush()
    made = Production(
        work_id=work.id or 0, branch_id=branch.id or 0, slug="de-men", created_by=account.id or 0
    )
    session.add(made)
    session.flush()
    return made.id or 0
