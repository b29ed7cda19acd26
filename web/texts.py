"""The words of the pages: a message of `locale/<language>/*.po` by its id, numbers, days."""

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from importlib import resources

from audiolib.messages import Formatter

MB = 1_000_000
_COMMAS = {"fa": "،"}
_FIGURES = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}


class Texts:
    """The pages' words in one of the five languages."""

    def __init__(self, language: str, zone: tzinfo | None = None) -> None:
        self.language = language
        self._sentences = catalogue(language)
        self._zone = zone

    def __call__(self, message: str, /, **facts: object) -> str:
        """A message with its facts; the id itself where there is none."""
        return Formatter().vformat(self._sentences.get(message, message), (), facts)

    def knows(self, message: str) -> bool:
        """Whether there is such a message."""
        return message in self._sentences

    def number(self, value: int) -> str:
        """A number with the language's digits and separators."""
        from babel.numbers import format_decimal

        return self._figures(format_decimal(value, locale=self.language))

    def decimal(self, value: float) -> str:
        """A number with one figure behind the language's own point, where it is not whole."""
        from babel.numbers import format_decimal

        return self._figures(format_decimal(value, "0.#", locale=self.language))

    def day(self, value: date) -> str:
        """A day, or the day of a moment."""
        from babel.dates import format_date

        if isinstance(value, datetime):
            value = value.astimezone(self._zone).date()
        return self._figures(format_date(value, "long", locale=self.language))

    def moment(self, value: datetime) -> str:
        """A day with its hour."""
        from babel.dates import format_time

        local = value.astimezone(self._zone)
        clock = format_time(local, "HH:mm", locale=self.language)
        return f"{self.day(local.date())}{self.comma} {self._figures(clock)}"

    @property
    def comma(self) -> str:
        """What stands between the parts of a list, in the language's own script."""
        return _COMMAS.get(self.language, ",")

    def _figures(self, text: str) -> str:
        return text.translate(_FIGURES.get(self.language, {}))

    def length(self, milliseconds: int) -> str:
        """How long something lasts, in words that can be read aloud."""
        minutes = max(1, round(milliseconds / 60_000))
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self("length-minutes", minutes=self.number(rest))
        if not rest:
            return self("length-hours", hours=self.number(hours))
        return self("length-both", hours=self.number(hours), minutes=self.number(rest))

    def size(self, count: int) -> str:
        """How large a file is."""
        if count < MB:
            return self("size-kb", count=self.number(max(1, round(count / 1000))))
        return self("size-mb", count=self.number(round(count / MB)))

    def language_name(self, tag: str) -> str:
        """A language's name, in the language of the page; the tag where it has none."""
        from babel import Locale, UnknownLocaleError

        try:
            name = Locale.parse(tag, sep="-").get_display_name(self.language)
        except (ValueError, UnknownLocaleError):
            return tag
        return name or tag


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every message of a language."""
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    folder = resources.files("web") / "locale" / language
    for area in sorted(folder.iterdir(), key=lambda f: f.name):
        if re.fullmatch(r"[a-z]+\.po", area.name):
            with area.open("rb") as file:
                for message in read_po(file):
                    if isinstance(message.id, str) and message.id and message.string:
                        found[message.id] = str(message.string)
    return found
