"""Clerks and readers who go on while processes are killed: what failed is asked again."""

import base64
import hashlib
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import httpx
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from api.links import STRANGER, address
from audiolib.bucket import StoreAwayError
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import add_work
from audiolib.errors import AudiolibError
from audiolib.making import orders
from audiolib.people.accounts import account_of_login
from audiolib.people.reader import Granted, Reader
from audiolib.rights.record import decide_status, review
from audiolib.service import Service
from audiolib.tables import Track, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role

T = TypeVar("T")
_NAP_S = 0.3
_TUS = {"tus-resumable": "1.0.0"}
_WORDS = [
    "heron",
    "river",
    "miller",
    "wheel",
    "evening",
    "stone",
    "bird",
    "water",
    "house",
    "road",
    "morning",
    "winter",
]


@dataclass
class Seen:
    """What clerks and readers met; every number is a count."""

    published: int = 0
    refused: int = 0
    given_up: int = 0
    reads: int = 0
    wrong_reads: int = 0
    asked: int = 0
    again: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    sent: dict[int, str] = field(default_factory=dict)

    def met(self, what: str) -> None:
        self.errors[what] = self.errors.get(what, 0) + 1


class Load:
    """So many clerks, each with one talking book after the other, and readers beside them.

    Raises:
        TimeoutError: a talking book is not published within `patience_s`.
    """

    def __init__(
        self,
        service: Service,
        url: str,
        token: str,
        *,
        seed: int,
        patience_s: float = 240,
        sections: int = 2,
    ) -> None:
        self.seen = Seen()
        self.over = threading.Event()
        self._service = service
        self._url = url
        self._token = token
        self._seed = seed
        self._patience_s = patience_s
        self._sections = sections
        self._threads: list[threading.Thread] = []
        self._failed: list[BaseException] = []
        self._count = 0
        self._lock = threading.Lock()

    def start(self, clerks: int = 2, readers: int = 1) -> None:
        self.over.clear()
        calls = [self._clerk] * clerks + [self._reader] * readers
        self._threads = [threading.Thread(target=self._guarded, args=(call,)) for call in calls]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Begin nothing more, wait for what is in hand; it may be started anew.

        Raises whatever a clerk failed for.
        """
        self.over.set()
        for thread in self._threads:
            thread.join()
        if self._failed:
            raise self._failed[0]

    @property
    def has_failed(self) -> bool:
        return bool(self._failed)

    def _guarded(self, call: Callable[[], None]) -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 — raised again where the load is ended
            self._failed.append(error)

    def _clerk(self) -> None:
        with self._client() as client:
            while not self.over.is_set():
                self.one(client)

    def one(self, client: httpx.Client) -> None:
        """One talking book, from its record to its release."""
        with self._lock:
            self._count += 1
            tag = f"Tale {self._seed}-{self._count}"
        until = time.monotonic() + self._patience_s
        work_id = self._again(lambda: self._work(tag), until)
        key = {"idempotency-key": tag}
        begun = self._http(
            until,
            lambda: client.post(
                "/api/v1/productions", json={"work_id": work_id, "voice": "tone:sine"}, headers=key
            ),
        )
        number = int(begun.json()["id"])
        self._again(lambda: self._one_format(number), until)
        text = _text(tag, self._sections)
        self.seen.sent[number] = hashlib.sha256(text).hexdigest()
        self._send(client, number, text, until)
        while True:
            if time.monotonic() > until:
                raise TimeoutError(f"production {number}: {self._state(client, number, until)}")
            told = self._state(client, number, until)
            self._order(client, number, told)
            if told["state"] == "in_use":
                self.seen.published += 1
                return
            time.sleep(_NAP_S)

    def _order(self, client: httpx.Client, number: int, told: dict[str, str]) -> None:
        order = ""
        if told["blocked"]:
            self.seen.met(f"blocked: {told['blocked']}")
            order = "again"
        elif told["mode"] == "wait":
            order = {"text": "narrate", "listening": "approve"}.get(told["state"], "")
        if not order:
            return
        try:
            done = client.post(f"/api/v1/productions/{number}/{order}")
        except httpx.TransportError:
            self.seen.again += 1
            return
        if done.status_code not in (202, 409):
            self.seen.met(f"{order}: {done.status_code}")
        elif order == "again" and done.status_code == 202:
            self.seen.given_up += 1

    def _state(self, client: httpx.Client, number: int, until: float) -> dict[str, str]:
        at = f"/api/v1/productions/{number}"
        self._http(until, lambda: client.get(f"{at}/progress"))
        told: dict[str, str] = self._http(until, lambda: client.get(at)).json()
        return told

    def _send(self, client: httpx.Client, number: int, text: bytes, until: float) -> None:
        """A file by tus, in two parts, gone on with wherever it was broken off."""
        pairs = {"filename": f"{number}.md", "production": str(number)}
        told = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())
        headers = {"upload-length": str(len(text)), "upload-metadata": told}
        made = self._http(until, lambda: client.post("/uploads", headers=headers))
        where = made.headers["location"]
        part = {"content-type": "application/offset+octet-stream"}
        while True:
            head = self._http(until, lambda: client.head(where))
            offset = int(head.headers["upload-offset"])
            if offset >= len(text):
                return
            end = len(text) // 2 if offset < len(text) // 2 else len(text)
            try:
                client.patch(
                    where,
                    headers={**part, "upload-offset": str(offset)},
                    content=text[offset:end],
                )
            except httpx.TransportError:
                self.seen.again += 1
                time.sleep(_NAP_S)

    def _reader(self) -> None:
        chance = random.Random(self._seed)
        with httpx.Client(base_url=self._url, timeout=30) as client:
            while not self.over.is_set():
                time.sleep(_NAP_S)
                try:
                    with self._service.database.transaction() as session:
                        tracks = session.exec(select(Track.digest, Track.size, Track.release_id))
                        known = tracks.all()
                except DBAPIError:
                    continue
                if known:
                    self._read(client, *chance.choice(known), chance)

    def _read(
        self, client: httpx.Client, digest: str, size: int, release: int, chance: random.Random
    ) -> None:
        begin = chance.randrange(size)
        end = min(size, begin + chance.randrange(1, 65536))
        link = address(self._service, digest, "1.mp3", STRANGER, datetime.now(UTC), release)
        try:
            got = client.get(link, headers={"range": f"bytes={begin}-{end - 1}"})
        except httpx.TransportError:
            self.seen.refused += 1
            return
        if got.status_code in (500, 503):
            self.seen.met(f"read: {got.status_code}")
            return
        try:
            content = self._service.store.get(digest)
        except StoreAwayError:
            return
        right = content is not None and got.content == content[begin:end]
        self.seen.reads += 1
        self.seen.wrong_reads += got.status_code != 206 or not right

    def _client(self) -> httpx.Client:
        told = {"authorization": f"Bearer {self._token}", **_TUS}
        return httpx.Client(base_url=self._url, headers=told, timeout=60)

    def alone(self) -> None:
        """One talking book while nothing is killed: what all share is then in the store."""
        with self._client() as client:
            self.one(client)

    def _http(self, until: float, call: Callable[[], httpx.Response]) -> httpx.Response:
        """An answer below 400, however often it must be asked for."""
        while True:
            self.seen.asked += 1
            try:
                got = call()
            except httpx.TransportError as error:
                told = type(error).__name__
                self.seen.again += 1
            else:
                if got.status_code < 400:
                    return got
                told = f"{got.request.url.path}: {got.status_code} {got.text[:200]}"
                self.seen.met(f"{got.request.method}: {got.status_code}")
            if time.monotonic() > until:
                raise TimeoutError(told)
            time.sleep(_NAP_S)

    def _again(self, call: Callable[[], T], until: float) -> T:
        while True:
            try:
                return call()
            except (DBAPIError, AudiolibError) as error:
                if time.monotonic() > until:
                    raise
                self.seen.met(type(error).__name__)
                time.sleep(_NAP_S)

    def _one_format(self, number: int) -> None:
        with self._service.database.transaction() as session:
            lan = _librarian(session, "lan")
            orders.change(session, number, lan, options={"formats": ["epub3"]})

    def _work(self, tag: str) -> int:
        """A work of this title that anybody may have; the one that is there already."""
        now = datetime.now(UTC)
        with self._service.database.transaction() as session:
            there = session.exec(select(Work.id).where(Work.title == tag)).first()
            if there is not None:
                return there
            made = add_work(session, WorkDraft(title=tag, language="en"), 1, now)
            decided = decide_status(
                session,
                _librarian(session, "lan"),
                made.id or 0,
                RightsStatus.PUBLIC_DOMAIN,
                now,
                basis="the author died long ago",
                author_died=1800,
            )
            review(session, _librarian(session, "mai"), decided.id or 0, now)
            return made.id or 0


def _librarian(session: Session, login: str) -> Reader:
    found = account_of_login(session, login)
    granted = (Granted(Role.LIBRARIAN, frozenset({1})), Granted(Role.MANAGER, frozenset({1})))
    return Reader(account_id=found.id, name=login, granted=granted)


def _text(tag: str, sections: int) -> bytes:
    """So many sections of sentences that no other text has."""
    chance = random.Random(tag)
    number = chance.randrange(100_000)
    lines = [f"# {tag}", ""]
    for section in range(1, sections + 1):
        lines += [f"## Part {section}", ""]
        for count in range(12):
            words = " ".join(chance.choice(_WORDS) for _ in range(12))
            lines += [f"The {words} {number} and {count}.", ""]
    return "\n".join(lines).encode()
