"""Persian numbers as people say them, one code point for one: *bist-o-se*, not *bist va se*."""

import re

_LEFT = (
    "بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|صد|یکصد|دویست|سیصد|چهارصد|پانصد|ششصد|هفتصد|هشتصد|نهصد|"
    "هزار|میلیون|میلیارد|تریلیون"
)
_RIGHT = (
    "یک|دو|سه(?!م)|سو|چهار|پنج|شش|هفت|هشت|نه|نُه|ده|یازده|دوازده|سیزده|چهارده|پانزده|شانزده|"
    "هفده|هجده|نوزده"
)
_AND = re.compile(rf"(?<!\w)({_LEFT}) و (?=(?:{_LEFT}|{_RIGHT})(?:\u200c?اُ?م|م)?(?:ین)?(?!\w))")


def joined(text: str) -> str:
    """`text` with و between the words of a number as the vowel it is; of the same length."""
    return _AND.sub("\\1\u064f  ", text)
