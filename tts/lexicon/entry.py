"""An entry of a lexicon: one decision about a word."""

from dataclasses import dataclass
from typing import Literal, get_args

Match = Literal["word", "case", "any", "forms", "regex"]
MATCHES: tuple[Match, ...] = get_args(Match)


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: `alias` is spoken instead of `grapheme`, or `ipa` is how it sounds.

    `match` says where the grapheme is found:

    - `word`: as written; one without capitals in any case, as at the beginning of a sentence.
    - `case`: exactly as written.
    - `any`: in any case.
    - `forms`: like `word`, in the forms that its language has (`tts/languages/<tag>/forms.toml`),
      and all in capitals. A `*` in the grapheme stands where its ending begins; a `*` in alias or
      IPA, where the ending that was found is spoken.
    - `regex`: where this regular expression matches; `$1` in the alias is its first group.

    `followed` and the three others are regular expressions of what stands beside it. `lang` is
    BCP 47: its primary language limits the entry; where empty, any language has it.
    """

    grapheme: str
    alias: str = ""
    ipa: str = ""
    lang: str = ""
    match: Match = "word"
    followed: str = ""
    not_followed: str = ""
    preceded: str = ""
    not_preceded: str = ""
    note: str = ""
    author: str = ""
    scope: str = ""
    """Whose it is: `book`, `library`, `global`; not part of the decision."""

    @property
    def where(self) -> tuple[str, ...]:
        """What tells it from other entries; of two that are alike here only one can count."""
        beside = (self.followed, self.not_followed, self.preceded, self.not_preceded)
        return (self.grapheme, self.lang, self.match, *beside)

    @property
    def has_context(self) -> bool:
        return bool(self.followed or self.not_followed or self.preceded or self.not_preceded)

    @property
    def is_filled(self) -> bool:
        """Whether anything was decided."""
        return bool(self.alias or self.ipa)

    @property
    def reading(self) -> str:
        """What was decided, on one line: the alias, and IPA between slashes."""
        return " ".join(filter(None, (self.alias, f"/{self.ipa}/" if self.ipa else "")))
