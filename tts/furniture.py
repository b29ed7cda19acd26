"""Spoken furniture: what a talking book says that its text does not, in the book's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError

from tts._rules import Language
from tts.language import language

Fact = str | int

_LONG_TITLE = 150
_LONG_RIGHTS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The facts of the section "About this talking book"; what is empty or 0 is not said.

    `synthetic` names voices as they are disclosed (`espeak-ng, vi`), `narrators` people. Dates are
    `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `levels` counts the levels of headings. `credits` are what
    the licences of voices want to be told.
    """

    title: str
    authors: Sequence[str] = ()
    synthetic: Sequence[str] = ()
    narrators: Sequence[str] = ()
    producer: str = ""
    date: str = ""
    source_publisher: str = ""
    source_date: str = ""
    rights: str = ""
    credits: Sequence[str] = ()
    minutes: int = 0
    levels: int = 0
    pages: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Furniture:
    """The phrases of one language, as they are written: numbers stay digits, for the normaliser.

    `lang` is the language they are in: English for a language without a folder.
    """

    lang: str
    templates: Mapping[str, Any]
    locale: Locale

    def say(self, name: str, /, **facts: Fact) -> str:
        """A phrase by its name in `furniture.toml`, filled with facts.

        A whole number given as `count_<thing>` comes with the thing's name in the right plural.

        Raises:
            KeyError: no such phrase, or a fact is missing.
        """
        told: dict[str, str] = {}
        for key, fact in facts.items():
            if key.startswith("count_") and isinstance(fact, int):
                told[key] = self.count(key.removeprefix("count_"), fact)
            else:
                told[key] = self.digits(fact) if isinstance(fact, int) else fact
        template: str = self.templates["phrases"][name]
        return template.format_map(told)

    def names(self) -> tuple[str, ...]:
        """The phrases there are."""
        return tuple(self.templates["phrases"])

    def digits(self, number: int) -> str:
        """A number in the digits of the language's script."""
        own: str = self.templates.get("digits", "0123456789")
        return str(number).translate(str.maketrans("0123456789", own))

    def count(self, thing: str, number: int) -> str:
        """A number with the name of what it counts, in the plural form CLDR asks for."""
        forms: Mapping[str, str] = self.templates["count"][thing]
        form = self.locale.plural_form(number)
        return f"{self.digits(number)} {forms.get(form, forms['other'])}"

    def duration(self, minutes: int) -> str:
        """Hours and minutes; one of them alone where the other is 0."""
        hours, rest = divmod(max(1, minutes), 60)
        parts = ([self.count("hour", hours)] if hours else []) + (
            [self.count("minute", rest)] if rest else []
        )
        joint: str = self.templates.get("between_units", " ")
        return joint.join(parts)

    def date(self, date: str) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` as a reader writes it; anything else as it is."""
        parts = date.split("-")
        if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
            return date
        numbers = [int(part) for part in parts]
        forms = self.templates["date"]
        if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
            return date
        told = {"year": self.digits(numbers[0])}
        if len(numbers) > 1:
            names = forms["months" if len(numbers) == 3 else "months_alone"]
            told["month"] = names.split("|")[numbers[1] - 1]
        if len(numbers) == 3:
            told["day"] = self.digits(numbers[2])
        template: str = forms[("year", "month", "day")[len(numbers) - 1]]
        return template.format_map(told)

    def opening(self, facts: Opening) -> tuple[str, ...]:
        """The sentences of "About this talking book", in the order in which they sound.

        Title and authors, then who speaks: so a synthetic voice is disclosed within the first 15
        seconds, and before a title that is itself too long for that. About a minute in all.
        """
        head = [self.say("title", title=_bare(facts.title))]
        if facts.authors:
            head.append(self.say("authors", authors=self.listed(facts.authors)))
        voice = [self.say("synthetic", voice=self.listed(facts.synthetic))] * bool(facts.synthetic)
        if facts.narrators:
            voice.append(self.say("narrator", name=self.listed(facts.narrators)))
        long = sum(map(len, head)) > _LONG_TITLE
        said = [*voice, *head] if long else [*head, *voice]
        said += self._origin(facts)
        if facts.minutes:
            said.append(self.say("duration", duration=self.duration(facts.minutes)))
        if facts.levels:
            said.append(self.say("levels", count_level=facts.levels))
        if facts.pages:
            said.append(self.say("pages", count_page=facts.pages))
        if facts.notes:
            said.append(self.say("notes", count_note=facts.notes))
        if facts.pages or facts.notes:
            said.append(self.say("skip"))
        return tuple(said)

    def _origin(self, facts: Opening) -> list[str]:
        said: list[str] = []
        if facts.source_publisher or facts.source_date:
            parts = (
                _bare(facts.source_publisher),
                facts.source_date and self.date(facts.source_date),
            )
            said.append(
                self.say("source", source=self.templates["comma"].join(p for p in parts if p))
            )
        if facts.producer or facts.date:
            parts = (_bare(facts.producer), facts.date and self.date(facts.date))
            said.append(
                self.say("producer", producer=self.templates["comma"].join(p for p in parts if p))
            )
        if facts.rights:
            said.append(self.say("rights", rights=_bare(_cut(facts.rights))))
        said += [self.say("credit", text=_bare(_cut(text))) for text in facts.credits]
        return said

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row, the last joined by the language's "and"."""
        clean = [_bare(name) for name in names]
        if len(clean) < 2:
            return "".join(clean)
        return f"{self.templates['comma'].join(clean[:-1])} {self.templates['and']} {clean[-1]}"


def furniture(lang: str | Language) -> Furniture:
    """The spoken furniture of a language; English where it has no folder."""
    known = language(lang, fallback=True) if isinstance(lang, str) else lang
    return _furniture(known if known.folder else language("en"))


@lru_cache(maxsize=64)
def _furniture(lang: Language) -> Furniture:
    try:
        locale = Locale.parse(lang.folder)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return Furniture(lang=lang.tag, templates=lang.furniture, locale=locale)


def _bare(text: str) -> str:
    """Without the full stop at its end, because the phrase brings its own."""
    bare = " ".join(text.split())
    return bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare


def _cut(text: str) -> str:
    if len(text) <= _LONG_RIGHTS:
        return text
    return text[:_LONG_RIGHTS].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
