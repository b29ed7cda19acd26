"""The first administrator of an empty service."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from audiolib.database import Database
from audiolib.people import accounts
from audiolib.people.errors import NotFirstError
from audiolib.tables.catalogue import BranchKind
from tests.audiolib.people.conftest import NOW, PASSWORD, branch


def test_of_two_who_set_up_at_the_same_moment_one_is_refused(database: Database) -> None:
    with database.transaction() as session:
        assert accounts.is_empty(session)
        province = branch(session, "tinh", None, BranchKind.PROVINCE)
    together = Barrier(2)

    def set_up(login: str) -> bool:
        together.wait()
        try:
            with database.transaction() as session:
                accounts.first_admin(session, login, "Hoa", PASSWORD, province, now=NOW)
        except NotFirstError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(set_up, ("mot", "hai"))) == [False, True]
