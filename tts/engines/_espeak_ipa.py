"""IPA in the phoneme mnemonics of espeak-ng, for the languages Audiolib speaks.

espeak-ng takes phonemes only in its own notation (`[[h@l'oU]]`), which differs by language. The
tables hold the phonemes that each voice has (read off what it makes of its own language's words),
and the usual other spellings of the same sounds. What a table lacks has no mnemonic: a wrong sound
would be worse than the spelling.
"""

from functools import cache

_COMMON = (
    "b b d d f f h h j j k k l l m m n n p p s s t t v v w w x x z z ɡ g g g ŋ N ʃ S ʒ Z "
    "tʃ tS ʧ tS dʒ dZ ʤ dZ ɲ n^ ɣ Q ʔ ? ɛ E ɔ O i i u u ɪ I ə @"
)

_ENGLISH = (
    "θ T ð D ɹ r r r ɾ t# ɫ l n̩ n- l̩ @L iː i: uː u: u u: ʊ U e E æ a a a ʌ V ɐ a# ɑ A: "
    "ɑː A: ɒ 0 ɔ O: ɔː O: ɜ 3: ɜː 3: ɝ 3: ɚ 3 ᵻ I# eɪ eI aɪ aI ɔɪ OI aʊ aU oʊ oU əʊ oU ɪə i@ "
    "iə i@ eə e@ ɛə e@ ɛɹ e@ ʊə U@ ʊɹ U@ ɪɹ i@3 ɑːɹ A@ ɑɹ A@ ɔːɹ O@ ɔɹ O@ aɪɚ aI3 aɪə aI@ "
    "əl @L"
)

_VIETNAMESE = (
    "ɓ b ɗ d t t[ t̪ t[ tʰ t ʈ tS ʈʂ tS tʂ tS c c ʂ s ʐ z kʷ kw r z a a: aː a: ă a ɐ a e e "
    "ɛ E ɔ O o o əː @: ɤ @: ɤː @: ə @ ɤ̆ @ ə̆ @ əɪ @I ɯ y ɨ y y y iə i@ iɛ iE ie iE uə u@ "
    "uo u@ ɯə y@ ɯɤ y@ ɨə y@ yə y@ əʊ oU ʷ w"
)
_VIETNAMESE_VOWELS = frozenset(
    ("a:", "a", "e", "E", "O", "o", "@:", "@", "@I", "y", "i", "i@", "iE", "u", "u@", "y@", "oU")
)
_TONES = {
    "˧": "", "˧˧": "", "": "", "˨˩": "2", "˧˨": "2", "˩": "2", "˧˥": "3", "˦˥": "3", "˥": "3",
    "˧˩˧": "4", "˧˩": "4", "˨˩˥": "4", "˧˩˨": "4", "˧ˀ˥": "5", "˧˥ˀ": "5", "˦ˀ˥": "5", "˧˨ʔ": "6",
    "˨˩ˀ": "6", "˧˨ˀ": "6", "˨ˀ": "6", "˩ˀ": "6", "˨˩ʔ": "6", "˨˩˨": "6",
}  # fmt: skip

_UKRAINIAN = (
    "ɦ h β B ʋ B w B v B r R ɾ R ɐ a a a e E ɛ E ɪ I i i: iː i: o o ɔ o ʊ u ts ts t͡s ts "
    "dz dz t̪ t[ d̪ d[ ɫ l# ɬ l# ʎ l^ lʲ l^ nʲ n^ tʲ t; dʲ d; sʲ s; zʲ z; rʲ R; tsʲ ts; "
    "tʃʲ tS; ʃʲ S; ʒʲ Z; pʲ p; bʲ b; mʲ m; fʲ f; kʲ k; ɡʲ g; xʲ x; ʲ ;"
)

_RUSSIAN = (
    "r r ɫ l ɭ l ɭʲ l; lʲ l; ʎ l; nʲ n; ɲ n; tʲ t; dʲ d; sʲ s; zʲ z; rʲ r; pʲ p; bʲ b; mʲ m; "
    "fʲ f; vʲ v; kʲ k; ɡʲ g; xʲ x; ts ts tɕ tS; tʃʲ tS; tʃ tS; ɕ S; ɕː S; ʑ z; ʂ S ʐ Z ɨ y y y "
    "ɑ A a a æ a ɐ V ʌ V e e ɛ E o o ɔ o ɵ 8 ʊ u ʉ u# ɒ 0 ɣ g ʲ ;"
)

_PERSIAN = (
    "q q ɢ q ɣ q χ x ɾ R r R ɹ R ɒ A ɒː A: ɑ A ɑː A: a a æ a e e ɛ E o o iː i: uː u: eɪ eI "
    "ej eI ow o: oʊ o: eː e: oː o: aː a: tʰ t kʰ k pʰ p ʕ ? ʊ u"
)

_TABLES = {
    "en": _ENGLISH,
    "vi": _VIETNAMESE,
    "uk": _UKRAINIAN,
    "ru": _RUSSIAN,
    "fa": _PERSIAN,
}

_MARKS = {"ˈ": "'", "'": "'", "ˌ": ",", ".": "", "‿": "", "-": "", "͡": "", "͜": "", "|": "", "/": "",
          "[": "", "]": "", "(": "", ")": ""}  # fmt: skip
_VOWELS = frozenset("aAeEiIoOuUyV03478@")
_TONE_LETTERS = frozenset("˥˦˧˨˩")


@cache
def _table(language: str) -> dict[str, str]:
    words = f"{_COMMON} {_TABLES[language]}".split()
    return dict(zip(words[::2], words[1::2], strict=True))


def mnemonics(ipa: str, voice: str) -> str | None:
    """A pronunciation in espeak-ng's notation, or None where it can't say it.

    Args:
        ipa: One word or several, with or without slashes; Vietnamese with tone letters.
        voice: Its name, which begins with its language; that chooses the table.
    """
    language = voice.split("-")[0].lower()
    if language not in _TABLES:
        return None
    said = [_word(word, language) for word in ipa.split()]
    if not said or None in said:
        return None
    return " ".join(filter(None, said)) or None


def _word(ipa: str, language: str) -> str | None:
    if language != "vi":
        parts = _parts(ipa, language)
        return None if parts is None else "".join(parts)
    syllables = []
    for syllable, tone in _syllables(ipa):
        parts = _parts(syllable, language)
        if parts is None or tone not in _TONES:
            return None
        # espeak-ng wants the tone right behind the vowel, IPA writes it behind the syllable.
        for index, part in enumerate(parts):
            if part in _VIETNAMESE_VOWELS:
                parts[index] = part + _TONES[tone]
                break
        else:
            return None
        syllables.append("".join(parts))
    return "".join(syllables) or None


def _syllables(ipa: str) -> list[tuple[str, str]]:
    """A Vietnamese word's syllables with the tone letters (and glottal stop) behind each."""
    found = []
    at = start = 0
    while at < len(ipa):
        if ipa[at] not in _TONE_LETTERS:
            at += 1
            continue
        end = at
        while end < len(ipa) and (ipa[end] in _TONE_LETTERS or ipa[end] in "ˀʔ"):
            end += 1
        found.append((ipa[start:at], ipa[at:end]))
        at = start = end
    if ipa[start:].strip("./[]"):
        found.append((ipa[start:], ""))
    return found


def _parts(ipa: str, language: str) -> list[str] | None:
    """Mnemonics by longest match, or None where a symbol has none."""
    table = _table(language)
    bare = ipa.replace("͡", "").replace("͜", "")
    parts: list[str] = []
    at = 0
    while at < len(bare):
        for length in (3, 2, 1):
            found = table.get(bare[at : at + length])
            if found is not None:
                break
        else:
            length = 1
            found = _MARKS.get(bare[at])
            if found is None and bare[at] == "ː" and parts:
                found = "" if parts[-1][-1:] == ":" else ":"
            if found is None:
                return None
        parts.append(found)
        at += length
    return _stressed(parts)


def _stressed(parts: list[str]) -> list[str]:
    """Mnemonics with each stress mark moved from before its syllable to before its vowel."""
    moved: list[str] = []
    stress = ""
    for part in parts:
        if part in ("'", ","):
            stress = part
        elif stress and part[:1] in _VOWELS:
            moved += (stress, part)
            stress = ""
        else:
            moved.append(part)
    return moved
