import pytest

from audiolib.publication import Mark, MarkKind, Metadata, Paragraph, Publication, Section, texts
from audiolib.sources.stretches import stretches
from audiolib.sources.tongues import with_languages

VI = "Thư viện tỉnh mở cửa từ sáng sớm và phục vụ mọi người."
EN = "The library opens early in the morning and serves everyone."
UK = "Бібліотека відчиняється вранці, і її двері раді всім."
RU = "Библиотека открывается утром, и она рада всем, кто был здесь."
FA = "کتابخانه از صبح زود باز است و به همه خدمت می‌کند."
AR = "في المكتبة كتب كثيرة عن تاريخ هذه المدينة."
SAID = {"vi": VI, "en": EN, "uk": UK, "ru": RU, "fa": FA}


def marked(text: str, language: str) -> tuple[str | None, list[tuple[str | None, str]]]:
    """The language of a block and of what is marked in it."""
    about = Metadata(identifier="", title="", language=language)
    section = Section(content=(Paragraph(text=text),))
    (found,) = texts(with_languages(Publication(metadata=about, sections=(section,))))
    marks = [(m.lang, found.text[m.begin : m.end]) for m in found.marks]
    return found.lang, [mark for mark in marks if mark[0]]


@pytest.mark.parametrize("own", SAID)
@pytest.mark.parametrize("other", SAID)
def test_a_paragraph_is_of_its_own_language(own: str, other: str) -> None:
    language, marks = marked(SAID[other] + " " + SAID[other], own)
    assert language == (None if own == other else other)
    assert marks == []


@pytest.mark.parametrize("own", SAID)
@pytest.mark.parametrize("other", [*SAID, "ar"])
def test_a_sentence_amid_others_gets_the_voice_of_its_language(own: str, other: str) -> None:
    said = AR if other == "ar" else SAID[other]
    if own == other:
        return
    language, marks = marked(f"{SAID[own]} {said} {SAID[own]}", own)
    assert language is None
    assert "".join(c for lang, t in marks for c in t if lang == other and c.isalpha()) == "".join(
        c for c in said if c.isalpha()
    )


@pytest.mark.parametrize(
    ("text", "own", "found"),
    [
        ("Anh ấy nói “to be or not to be” rồi cười.", "vi", ("en", "to be or not to be")),
        ("Він сказав: «Что это было такое?» і пішов.", "uk", ("ru", "Что это было такое?")),
        ("Он сказал: «Що це було?» и ушёл.", "ru", ("uk", "Що це було?")),
        ("She read Truyện Kiều của Nguyễn Du in one night.", "en",
         ("vi", "Truyện Kiều của Nguyễn Du")),
        ("He said «không ai đến cả» and left.", "en", ("vi", "không ai đến cả")),
    ],
)  # fmt: skip
def test_a_quoted_phrase_gets_it_too(text: str, own: str, found: tuple[str, str]) -> None:
    assert [(s.lang, text[s.begin : s.end]) for s in stretches(text, own)] == [found]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Ông Michael Jordan và bà Angela Merkel đến Washington hôm qua.", "vi"),
        ("Xem www.example.org/thu-vien và gửi về an@example.org trước 5 giờ.", "vi"),
        ("Hội nghị APEC, khối ASEAN và quỹ UNICEF cùng dự.", "vi"),
        ("Mua 3 kg cam, 2 hộp sữa Vinamilk Gold.", "vi"),
        ("День уже гас, і він блукав полянками.", "uk"),
        ("Тебе одна ночь теперь осталась, и всё.", "ru"),
        ("The café served naïve guests à la carte.", "en"),
        ("He went to Paris, Roma and Ba Vi.", "en"),
    ],
)
def test_names_codes_and_shared_words_stay_in_the_texts_language(text: str, own: str) -> None:
    assert stretches(text, own) == []


def test_what_the_source_declares_is_left_alone() -> None:
    text = f"{VI} {EN}"
    begin = len(VI) + 1
    mark = Mark(begin, len(text), MarkKind.LANGUAGE, lang="fr")
    about = Metadata(identifier="", title="", language="vi")
    section = Section(content=(Paragraph(text=text, marks=(mark,)),))
    (found,) = texts(with_languages(Publication(metadata=about, sections=(section,))))
    assert found.marks == (mark,)
