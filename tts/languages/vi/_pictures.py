"""Pictures among the letters: ratings by stars, faces, flags."""

import re

from tts._rules import Language, Numbers, Reading, Rule

_FACES = (
    "[\u2600-\u26ff\u2700-\u27bf\u2b50\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)


def pictures(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of pictures; one that no table names is called a picture."""

    def stars(m: re.Match[str]) -> Reading:
        if len(m[0]) < 2:
            counted = m.start() and m.string[m.start() - 1].isdigit()
            return (" sao", 0.8) if counted else None
        full = numbers.integer(len(m["n"]))
        return (f"{full} trên {numbers.integer(len(m[0]))} sao" if m["o"] else f"{full} sao"), 0.8

    def picture(m: re.Match[str]) -> Reading:
        if m[0][0] in language.symbols:
            return None if len(m[0]) == 1 else (language.symbols[m[0][0]], 0.7)
        return "hình", 0.5

    return (
        Rule("symbol.stars", "(?P<n>[★⭐]{1,5})(?P<o>☆{0,4})", stars, "any"),
        Rule("symbol.flag", "\U0001f1fb\U0001f1f3", lambda _: "cờ Việt Nam", "any"),
        Rule("symbol.picture", _FACES, picture, "any"),
    )
