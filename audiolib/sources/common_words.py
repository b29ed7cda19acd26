"""The commonest words of languages that share a script, without those that two of them share."""

_WORDS = {
    "en": """the and of to a in that he she it was is i you his her with as for not be had at but
on have by him they so this all from were my or are an which me would them their we will said
do your if what there when more been than who could very one into then some up out time about
over only its our such must should am did has can how now made down""",
    "uk": """і й та що щоб це цей ця але його її їх він вона воно вони був була було були від із зі
під як-от тільки дуже ще вже або чи якщо коли тут де який яка яке які ти ми ви я їй йому
після перед між бо мене нема є буде має мав також лише навіть""",
    "ru": """и что чтобы это этот эта но его ее её их он она оно они был была было были от из со
под только очень еще ещё или ли если когда здесь где который которая которое которые ты мы
вы я ей ему себя после перед между потому меня тебя нет есть будет имеет бы к с также лишь
даже об во ни как""",
    "fa": """از را به در که كه این اين آن است بود شد برای براي هم تا یا يا ها های هاي می مي نه چه
با بر اگر هر یک يك خود ما شما من تو او""",
    "ar": """في من على إلى عن مع هذا هذه التي الذي كان لا ما قد لم إن أن هو هي كل ثم عند بعد قبل
بين حتى ذلك تلك الله""",
}
_RIVALS = (("uk", "ru"), ("fa", "ar"))


def _own(language: str) -> frozenset[str]:
    words = set(_WORDS[language].split())
    for pair in _RIVALS:
        if language in pair:
            other = pair[1 - pair.index(language)]
            words -= set(_WORDS[other].split())
    return frozenset(words)


COMMON = {language: _own(language) for language in _WORDS}
"""Words by language."""
