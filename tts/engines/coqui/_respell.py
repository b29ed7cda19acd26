"""A pronunciation in a language's own letters, for models that were taught letters alone.

It is the nearest that a reader of the language would write: stress and length go, sounds that the
language lacks give way to their neighbours. A sound without a neighbour makes it impossible.
"""

import unicodedata
from collections.abc import Mapping

_UNWRITTEN = frozenset("ˈˌːˑ.‿͜͡'ʰʲʷ̩̯̃̊̚")


def _table(pairs: str) -> Mapping[str, str]:
    """Sounds with their letters, as `sound=letters`, white space between."""
    table: dict[str, str] = {}
    for pair in pairs.split():
        sound, _, letters = pair.partition("=")
        table[sound] = letters
    return table


_SLAVIC = """
    p=п b=б t=т d=д k=к f=ф v=в w=в m=м n=н ŋ=нг ɲ=нь s=с z=з ʃ=ш ʂ=ш ʒ=ж ʐ=ж x=х χ=х ts=ц
    tʃ=ч tɕ=ч dʒ=дж ɕ=щ r=р ɹ=р ɾ=р ʁ=р l=л ɫ=л θ=т ð=д j=й a=а ɑ=а æ=е ʌ=а ɐ=а o=о ɔ=о ɒ=о
    u=у ʊ=у y=ю ø=е œ=е ə=е ɜ=е ɚ=ер ɝ=ер ja=я eɪ=ей aɪ=ай ɔɪ=ой oʊ=оу əʊ=оу aʊ=ау jɑ=я
"""
_UK = """
    h=г ɦ=г ɡ=ґ i=і ɪ=и ɨ=и e=е ɛ=е je=є jɛ=є ji=ї ju=ю jo=йо
"""
_RU = """
    ə=э ɜ=э h=х ɦ=г ɡ=г i=и ɪ=и ɨ=ы e=э ɛ=э je=е jɛ=е ju=ю jo=ё
"""
_VI = """
    p=p b=b t=t d=đ k=k ɡ=g m=m n=n ŋ=ng ɲ=nh f=ph v=v w=u s=x z=d ʃ=s ʂ=s ʒ=gi ʐ=r x=kh h=h
    ɣ=g l=l r=r ɹ=r j=i tʃ=ch tɕ=ch dʒ=gi ts=x θ=th ð=đ a=a ɑ=a ʌ=ă æ=e e=ê ɛ=e i=i ɪ=i o=ô
    ɔ=o ɒ=o u=u ʊ=u ɯ=ư ɤ=ơ ə=ơ ɜ=ơ ɚ=ơ ɝ=ơ y=uy ɨ=i
"""
_EN = """
    p=p b=b t=t d=d k=k ɡ=g m=m n=n ŋ=ng ɲ=ny f=f v=v s=s z=z ʃ=sh ʂ=sh ʒ=zh ʐ=zh x=kh χ=kh
    h=h ɦ=h l=l ɫ=l r=r ɹ=r ɾ=t ʁ=r j=y w=w tʃ=ch tɕ=ch dʒ=j ts=ts θ=th ð=th iː=ee i=ee ɪ=i
    ɨ=i e=eh eɪ=ay ɛ=e æ=a a=ah ɑ=ah ʌ=u aɪ=igh aʊ=ow ɔ=aw ɒ=o o=oh oʊ=oh əʊ=oh ɔɪ=oy u=oo
    ʊ=oo ə=uh ɐ=uh ɜ=er ɚ=er ɝ=er
"""
_FA = """
    p=پ b=ب t=ت d=د k=ک ɡ=گ m=م n=ن ŋ=نگ f=ف v=و w=و s=س z=ز ʃ=ش ʒ=ژ x=خ χ=خ h=ه ɣ=غ q=ق ʔ=ع
    l=ل r=ر ɹ=ر ɾ=ر j=ی tʃ=چ dʒ=ج ts=تس θ=ث ð=ذ ɒ=ا ɑ=ا i=ی iː=ی u=و uː=و oʊ=و eɪ=ی a= æ= e=
    ɛ= o=و ɔ=و ə= ɪ=ی ʊ=و
"""
_TABLES = {
    "uk": _table(_SLAVIC + _UK),
    "ru": _table(_SLAVIC + _RU),
    "vi": _table(_VI),
    "en": _table(_EN),
    "fa": _table(_FA),
}
_LONGEST = 2


def respell(ipa: str, lang: str) -> str | None:
    """A pronunciation in letters; None where the language has no table, or the sound no letter."""
    table = _TABLES.get(lang.partition("-")[0].lower())
    if table is None:
        return None
    words = [_word(word, table) for word in unicodedata.normalize("NFD", ipa).split()]
    if not words or not all(words):
        return None
    return " ".join(word for word in words if word)


def _word(ipa: str, table: Mapping[str, str]) -> str | None:
    sounds = "".join(c for c in ipa.replace("g", "ɡ") if c not in _UNWRITTEN or c == "ː")
    letters = ""
    at = 0
    while at < len(sounds):
        found = next((n for n in (_LONGEST, 1) if sounds[at : at + n] in table), 0)
        if not found and sounds[at] != "ː":
            return None
        letters += table[sounds[at : at + found]] if found else ""
        at += found or 1
    return letters or None
