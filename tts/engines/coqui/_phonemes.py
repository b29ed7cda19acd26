"""A phonemizer for Coqui's models, by the espeak-ng library instead of its program."""

from typing import Any

from tts.engines._espeak_phonemes import ipa


def phonemizer(language: str) -> Any:
    """What Coqui's tokenizer takes as the phonemizer of a language."""
    from TTS.tts.utils.text.phonemizers.base import BasePhonemizer

    class EspeakNg(BasePhonemizer):  # type: ignore[misc]
        """espeak-ng, in this process; Coqui's own class keeps the punctuation."""

        def __init__(self, language: str) -> None:
            # The names that Coqui's own class translates as well.
            super().__init__({"en": "en-us", "zh-cn": "cmn"}.get(language, language))

        def _init_language(self, language: str) -> str:
            ipa("a", language)
            return language

        @staticmethod
        def name() -> str:
            return "espeak"

        def _phonemize(self, text: str, separator: str = "") -> str:
            return ipa(text, self._language)

        @classmethod
        def is_available(cls) -> bool:
            return True

        def version(self) -> str:
            return ""

        @staticmethod
        def supported_languages() -> dict[str, str]:
            return {}

    return EspeakNg(language)
