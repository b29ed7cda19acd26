"""A scan from upload to published by a scripted clerk: decisions, keys, minutes, errors left.

The clerk has what a clerk has: the pages, by their forms. The script compares each doubtful word
that a sheet shows with what was printed, types where they differ, and sends the sheet. What a
person's time costs is the model of `bench.effort`. `--work` keeps all, and a run that was cut off
goes on where it was; nothing of the corpus leaves that folder.
"""

import argparse
import io
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
from lxml import html
from PIL import Image
from sqlmodel import Session, col, func, select

from audiolib.making import repository
from audiolib.publication import texts
from audiolib.stored import read
from audiolib.tables import Release, Track
from bench import options
from bench.effort import Effort
from bench.intake import distance
from bench.meant import even, meant
from bench.pages import CORPUS, paragraphs
from bench.paper import LEVELS, PERSIAN, Drawn, Layout, draw, worn
from bench.site import Site
from bench.told import Told

DECISIONS, MINUTES = 12, 20.0
HEARD = 20
"""Places of the listening check that the clerk hears: its first page."""
_NAP_S = 1.0
_JPEG = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", default="vi")
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--level", default="mid", choices=tuple(LEVELS))
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")
    parser.add_argument("--sheets", type=int, default=1000, help="sheets of words, at most")


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("desk")
    if not CORPUS.is_dir():
        told.row("texts", "no ../shared/corpus beside the project")
        return [told]
    with options.workplace(given) as work:
        desk = Desk(work, given.lang, given.pages, given.level)
        site = Site(work / "site")
        site.begin()
        site.start("service")
        site.start("worker")
        try:
            site.wait()
            desk.make(site, given.sheets)
            desk.judge(site, told)
        finally:
            site.end()
    return [told]


@dataclass
class Seen:
    """A page in a browser without script."""

    address: str
    status: int
    tree: html.HtmlElement

    def fields(self, action: str) -> dict[str, str]:
        """A form as it stands in the page."""
        form = next(f for f in self.tree.forms if f.get("action") == action)
        return {name: value or "" for name, value in form.form_values()}


class Browser:
    """Follows links and sends forms, in the name of whoever came in."""

    def __init__(self, url: str, login: str, password: str) -> None:
        wanted = {"accept": "text/html", "accept-language": "vi", "origin": url}
        self._client = httpx.Client(
            base_url=url, follow_redirects=True, headers=wanted, timeout=300
        )
        self.send(self.open("/login"), "/login", {"name": login, "password": password})

    def open(self, address: str) -> Seen:
        return self._seen(self._client.get(address))

    def send(self, page: Seen, action: str, filled: Mapping[str, str], files: Any = None) -> Seen:
        form = {**page.fields(action), **filled}
        told = self._client.post(urljoin(page.address, action), data=form, files=files)
        return self._seen(told)

    def _seen(self, told: httpx.Response) -> Seen:
        tree = html.document_fromstring(told.text)
        if told.status_code >= 400:
            raise RuntimeError(f"{told.url}: {told.status_code}: {tree.text_content()[:300]}")
        return Seen(str(told.url), told.status_code, tree)


class Desk:
    """One scan on its way; `state` is kept in the folder after every step."""

    def __init__(self, work: Path, lang: str, count: int, level: str) -> None:
        self.work, self.lang, self.level = work, lang, level
        self.pages = _book(lang, count)
        self.truth = [[t for line in p.lines for t in line.split()] for p in self.pages]
        self._file = work / "desk.json"
        kept = json.loads(self._file.read_text()) if self._file.exists() else {}
        self.effort = Effort(**kept.pop("effort", {}))
        self.state: dict[str, Any] = kept

    def keep(self, **more: Any) -> None:
        self.state.update(more)
        told = {**self.state, "effort": asdict(self.effort)}
        self._file.write_text(json.dumps(told, ensure_ascii=False))

    def make(self, site: Site, sheets: int) -> None:
        """Do every step that is not done yet."""
        lan = Browser(site.url, "lan", "a long word")
        if "home" not in self.state:
            self._begin(lan, Browser(site.url, "mai", "another word"))
        home = str(self.state["home"])
        while (state := self._waited(lan, home)) != "in_use":
            match state:
                case "rights" | "scan":
                    self._send(lan, home)
                case "images":
                    self._decide(lan, home, "images", "recognise", "the pages are good")
                case "text" | "structure" | "lexicon":
                    self._read(lan, home, sheets)
                    self._decide(lan, home, "narration", "narrate", "narrate it")
                case "listening":
                    self._listen(lan, home)
                    self._decide(lan, home, "listening", "approve", "it is right: publish")
                case _:
                    raise RuntimeError(state)

    def _begin(self, lan: Browser, mai: Browser) -> None:
        """The work, its rights by two people, and the production."""
        effort, title = self.effort, "Truyện cổ"
        page = lan.send(
            lan.open("/staff/works/new"), "/staff/works/new",
            {"title": title, "language": self.lang},
        )  # fmt: skip
        effort.decide("catalogue", "title and language", len(title) + 8)
        rights = urlsplit(page.address).path
        basis = "Truyện dân gian"
        page = lan.open(rights)
        page = lan.send(
            page, rights,
            {"status": "public_domain", "basis": basis, "exemption": "folklore"},
        )  # fmt: skip
        effort.decide("rights", "the rights, and on what they rest", len(basis) + 10)
        theirs = mai.open(rights)
        review = next(
            str(f.get("action")) for f in theirs.tree.forms if "/rights/" in f.get("action", "")
        )
        mai.send(theirs, review, {})
        effort.decide("rights", "a colleague agrees", 3)
        page = lan.open(rights)
        begin = rights.removesuffix("/rights") + "/productions"
        page = lan.send(page, begin, {"source": "scan"})
        effort.decide("catalogue", "make it of a scan", 3)
        self.keep(home=urlsplit(page.address).path)

    def _send(self, lan: Browser, home: str) -> None:
        page = lan.open(home)
        content = self._scan()
        files = {"file": ("scan.pdf", content, "application/pdf")}
        lan.send(page, f"{home}/file", {}, files=files)
        self.effort.decide("scan", "the file of the scan", 12)
        self.keep()

    def _scan(self) -> bytes:
        """The worn pages as the PDF that an office scanner writes."""
        wear, drawn = LEVELS[self.level], self.pages
        images = [
            Image.fromarray(worn(p.pixels, wear, n, drawn[(n + 1) % len(drawn)].pixels))
            for n, p in enumerate(drawn)
        ]
        out = io.BytesIO()
        images[0].save(
            out, "PDF", save_all=True, append_images=images[1:], resolution=wear.dpi,
            quality=_JPEG,
        )  # fmt: skip
        return out.getvalue()

    def _decide(self, lan: Browser, home: str, step: str, act: str, what: str) -> None:
        page = lan.open(home)
        self.effort.page(step)
        lan.send(page, f"{home}/{act}", {})
        self.effort.decide(step, what, 2)
        self.keep()

    def _waited(self, lan: Browser, home: str) -> str:
        """The station at which a production waits for people."""
        while True:
            page = lan.open(home)
            if not page.tree.xpath("//audio-progress"):
                bad = page.tree.xpath("//section//div[contains(@class, 'notice bad')]")
                if bad:
                    raise RuntimeError(" ".join(bad[0].text_content().split()))
                return self._station(page)
            time.sleep(_NAP_S)

    def _station(self, page: Seen) -> str:
        """Where a production is, by what its page offers."""
        acts = {str(f.get("action")).rsplit("/", 1)[-1] for f in page.tree.forms}
        for act, state in (
            ("recognise", "images"), ("narrate", "text"), ("approve", "listening"),
            ("file", "scan"),
        ):  # fmt: skip
            if act in acts:
                return state
        if page.tree.xpath("//section//p[contains(@class, 'notice good')]"):
            return "in_use"
        return "pages" if "pages" in acts else "nothing"

    def _read(self, lan: Browser, home: str, most: int) -> None:
        """Sheets of doubtful words till none is left."""
        effort, address = self.effort, f"{home}/text/sheet"
        done = int(self.state.get("sheets", 0))
        while done < most:
            page = lan.open(address)
            lines = page.tree.xpath("//main//ol//div[@class='line']")
            if not lines:
                break
            effort.page("proof-reading")
            typed: dict[str, str] = {}
            last = ""
            for line in lines:
                (field,) = line.xpath("./input[not(@type='hidden')]")
                name, word = str(field.get("name")), str(field.get("value") or "")
                effort.look("proof-reading", again=word == last)
                last = word
                if (right := self._right(line, word)) != word:
                    effort.mend("proof-reading", right)
                    typed[name] = right
            lan.send(page, address, typed)
            effort.press("proof-reading", 1)
            done += 1
            self.keep(sheets=done)
        page = lan.open(f"{home}/text/structure")
        effort.page("structure")
        told = page.tree.xpath("//section[@aria-labelledby='findings']//li")
        self.keep(outline=[" ".join(li.text_content().split()) for li in told])

    def _right(self, line: html.HtmlElement, word: str) -> str:
        """What the picture of a line shows where its word was read."""
        (text,) = line.xpath("./p")
        (mark,) = text.xpath("./mark")
        before, behind = text.text or "", mark.tail or ""
        pictures = line.xpath("./img/@src")
        if not pictures:
            return word
        number = int(re.search(r"/pages/(\d+)", str(pictures[0]))[1]) - 1  # type: ignore[index]
        assert parse_qs(urlsplit(str(pictures[0])).query)["box"]
        around = [t for page in self.truth[max(0, number - 1) : number + 2] for t in page]
        return meant(before, word, behind, around)

    def _listen(self, lan: Browser, home: str) -> None:
        """The first places to be heard, each to its end, and found right."""
        effort, address = self.effort, f"{home}/listening"
        heard = int(self.state.get("heard", 0))
        while heard < HEARD:
            page = lan.open(address)
            places = page.tree.xpath("//li[starts-with(@id, 'place-')]")
            if not places:
                break
            if not heard:
                effort.page("listening")
                left = page.tree.xpath("//h2[@id='places']/text()")
                self.keep(to_hear=str(left[0]) if left else "")
            phrase = str(places[0].get("id")).removeprefix("place-")
            (sound,) = places[0].xpath(".//audio/@src") or ("#t=0,0",)
            begin, end = str(sound).rpartition("#t=")[2].split(",")
            effort.listen("listening", float(end) - float(begin))
            lan.send(page, address, {"act": "right", "phrase": phrase})
            heard += 1
            self.keep(heard=heard)

    def judge(self, site: Site, told: Told) -> None:
        """Compare the text that went out with what was printed; tell what it cost."""
        with site.service() as service, service.database.transaction() as session:
            number = int(str(self.state["home"]).rsplit("/", 1)[-1])
            hours = _hours(session, number)
            first, last = (_words(service.store.get(d) or b"") for d in _digests(session, number))
        printed = [token for page in self.truth for token in page]
        effort = self.effort
        rows = sum(1 for _ in effort.decisions)
        told.row("pages, words, hours of sound", f"{len(self.pages)}, {len(printed)}, {hours:.2f}")
        told.row("decisions", f"{rows}", f"≤ {DECISIONS}", rows <= DECISIONS)
        told.row("keystrokes", f"{effort.keys}")
        told.row("doubtful places looked at", f"{effort.places}, {effort.typed} typed in")
        for step, seconds in effort.seconds.items():
            told.row(f"  {step}", f"{seconds / 60 / hours:.1f} minutes an hour of sound")
        each = effort.minutes / hours
        told.row(
            "human minutes an hour of sound", f"{each:.1f}", f"≤ {MINUTES:.0f}", each <= MINUTES
        )
        for name, words in (("as recognised", first), ("as published", last)):
            signs, wrong = _wrong(words, printed)
            told.row(
                f"{name}: signs, words wrong",
                f"{signs} ({signs / max(1, len(' '.join(printed))):.2%}), "
                f"{wrong} ({wrong / max(1, len(printed)):.2%})",
            )
            told.figures[name] = [signs, wrong]
        told.row("of the outline, to look at", str(len(self.state.get("outline", ()))))
        told.row("places to hear, of which heard", f"{self.state.get('to_hear')}; {HEARD}")
        told.figures |= {"hours": hours, **asdict(effort)}


def _book(lang: str, count: int) -> list[Drawn]:
    """Pages of the corpus's prose; a line that begins with a number sign is a heading."""
    told = paragraphs(lang, 2600 * (count + 1))
    # Some texts say each name twice.
    parts = [p for n, p in enumerate(told) if not n or told[n - 1] != f"# {p}"]
    heads = frozenset(p.lstrip("# ") for p in parts if p.startswith("#"))
    plain = [p.lstrip("# ") for p in parts]
    layout = PERSIAN if lang == "fa" else Layout()
    return draw([p for p in plain if p], layout, first=7, headings=heads, most=count)


def _words(content: bytes) -> list[str]:
    """The words that came from the pages: not the opening, nor what is generated elsewhere."""
    publication = read(content, "text")
    own = replace(
        publication, sections=tuple(s for s in publication.sections if s.origin == "source")
    )
    return [
        token
        for text in texts(own)
        if not any(phrase.origin == "generated" for phrase in text.phrases)
        for token in text.text.split()
    ]


def _wrong(words: Sequence[str], printed: Sequence[str]) -> tuple[int, int]:
    """Signs and words that differ from what was printed."""
    one, other = [even(w) for w in words], [even(w) for w in printed]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    signs = wrong = 0
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            wrong += max(i2 - i1, j2 - j1)
            signs += distance(" ".join(one[i1:i2]), " ".join(other[j1:j2]))
    return signs, wrong


def _hours(session: Session, number: int) -> float:
    newest = repository.newest_release(session, number)
    if newest is None:
        return 0.0
    length = select(func.sum(col(Track.duration_ms))).where(col(Track.release_id) == newest.id)
    return float(session.exec(length).one() or 0) / 3_600_000


def _digests(session: Session, number: int) -> tuple[str, str]:
    """The text as it was recognised, and as it went out."""
    from audiolib.tables import TextVersion

    first = session.exec(
        select(TextVersion.digest)
        .where(col(TextVersion.production_id) == number)
        .order_by(col(TextVersion.number))
    ).first()
    out = session.exec(select(Release.text).where(col(Release.production_id) == number)).first()
    return str(first), str(out)
