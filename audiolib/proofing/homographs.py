"""Words that are read in two ways, by their sense alone: an engine takes one of them."""

_WORDS = {
    "en": """
        bass bow bowed bows desert deserts invalid lead leads live lives minute
        moped read resume row rows sewer sow sows tear tears wind winds wound wounds
    """,
    "ru": """
        атлас белки берегу вести духи замка замки замок замком ирис кружки мука муки муку орган
        органы пары плачу полы пропасть село стоит стрелки трусить угольный хлопок характерный
    """,
    "uk": """
        атлас білки варта дорога духи замка замки замок замком мука муки муку насип образи орган
        органи плачу сапа типовий
    """,
    "fa": """
        برد پر جو حکم خلق سر سم شکر علم قدر کرم کشت کشتی کند گرد گل محرم مرد ملک منت مهر نرم
    """,
}
"""Endings that only grammar tells apart are not here: they would be half of all words."""
KNOWN = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}


def of(lang: str) -> frozenset[str]:
    """The words of a language that are read in two ways; empty where none are known."""
    return KNOWN.get(lang.partition("-")[0].lower(), frozenset())
