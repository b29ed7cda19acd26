"""The International Phonetic Alphabet (IPA chart of 2020, with the usual extensions)."""

import unicodedata

_LETTERS = frozenset(
    "abcdefhijklmnopqrstuvwxyzgɡæçðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɝɞɟɠɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕ"
    "ʘʙʛʜʝʟʡʢǀǁǂǃβθχⱱᵻᵿʣʤʥʦʧʨɷƞᴀᴇꞎᶑʼˀˤˠˡʰʱʲʷⁿᵊᶿˣˈˌːˑ˞ʴʵʶᵝᶹ"
    "˥˦˧˨˩ꜛꜜ↗↘‖|.‿˳ˬ˔˕˖˗'ᵐᵑ"
)
"""Letters, modifiers, stress, length, tones and boundaries; `'` stands for the stress mark."""
_AROUND = frozenset("/[]()- ")


def strangers(written: str) -> tuple[str, ...]:
    """The characters that IPA has not, each once, in order; combining marks may stand anywhere."""
    return tuple(
        dict.fromkeys(
            c
            for c in unicodedata.normalize("NFD", written)
            if c not in _LETTERS and c not in _AROUND and unicodedata.category(c) != "Mn"
        )
    )
