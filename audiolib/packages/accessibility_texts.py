"""The words that a package itself needs, in the language of its text; English for any other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """Labels of navigation, and the sentences an accessibility summary is made of."""

    contents: str
    pages: str
    landmarks: str
    beginning: str
    cover: str
    page: str
    """With the page's label as `{page}`."""
    synthetic: str
    """A voice that no person spoke with, as `{voice}`."""
    text_and_sound: str
    text_some_sound: str
    text_only: str
    sound_only: str
    voice: str
    """With the voices as `{voice}`."""
    headings: str
    page_numbers: str
    pictures: str
    some_pictures: str


_TEXTS = {
    "en": Texts(
        contents="Contents",
        pages="Pages",
        landmarks="Places in this publication",
        beginning="Beginning of the text",
        cover="Cover",
        page="Page {page}",
        synthetic="{voice} (synthetic voice)",
        text_and_sound="The whole text, with sound for every sentence.",
        text_some_sound="The whole text; not all of it has sound.",
        text_only="The whole text, without sound.",
        sound_only="Sound without text.",
        voice="Read by: {voice}.",
        headings="Headings lead to every section.",
        page_numbers="The page numbers of the printed edition are marked.",
        pictures="Every picture is described.",
        some_pictures="Some pictures are not described.",
    ),
    "vi": Texts(
        contents="Mục lục",
        pages="Danh sách trang",
        landmarks="Các vị trí trong sách",
        beginning="Bắt đầu nội dung",
        cover="Bìa",
        page="Trang {page}",
        synthetic="{voice} (giọng đọc tổng hợp)",
        text_and_sound="Có toàn bộ văn bản, mỗi câu đều có âm thanh.",
        text_some_sound="Có toàn bộ văn bản; một phần chưa có âm thanh.",
        text_only="Có toàn bộ văn bản, không có âm thanh.",
        sound_only="Chỉ có âm thanh, không có văn bản.",
        voice="Giọng đọc: {voice}.",
        headings="Có thể đi tới từng mục theo đề mục.",
        page_numbers="Số trang của bản in được đánh dấu.",
        pictures="Mọi hình ảnh đều có lời mô tả.",
        some_pictures="Một số hình ảnh chưa có lời mô tả.",
    ),
    "uk": Texts(
        contents="Зміст",
        pages="Сторінки",
        landmarks="Місця у виданні",
        beginning="Початок тексту",
        cover="Обкладинка",
        page="Сторінка {page}",
        synthetic="{voice} (синтезований голос)",
        text_and_sound="Повний текст, кожне речення озвучено.",
        text_some_sound="Повний текст; озвучено не все.",
        text_only="Повний текст без звуку.",
        sound_only="Звук без тексту.",
        voice="Читає: {voice}.",
        headings="За заголовками можна перейти до кожного розділу.",
        page_numbers="Позначено номери сторінок друкованого видання.",
        pictures="Усі зображення описано.",
        some_pictures="Деякі зображення не описано.",
    ),
    "ru": Texts(
        contents="Содержание",
        pages="Страницы",
        landmarks="Места в издании",
        beginning="Начало текста",
        cover="Обложка",
        page="Страница {page}",
        synthetic="{voice} (синтезированный голос)",
        text_and_sound="Полный текст, каждое предложение озвучено.",
        text_some_sound="Полный текст; озвучено не всё.",
        text_only="Полный текст без звука.",
        sound_only="Звук без текста.",
        voice="Читает: {voice}.",
        headings="По заголовкам можно перейти к каждому разделу.",
        page_numbers="Отмечены номера страниц печатного издания.",
        pictures="Все изображения описаны.",
        some_pictures="Некоторые изображения не описаны.",
    ),
    "fa": Texts(
        contents="فهرست",
        pages="صفحه‌ها",
        landmarks="جاهای این کتاب",
        beginning="آغاز متن",
        cover="جلد",
        page="صفحهٔ {page}",
        synthetic="{voice} (صدای مصنوعی)",
        text_and_sound="متن کامل است و هر جمله صدا دارد.",
        text_some_sound="متن کامل است؛ بخشی از آن صدا ندارد.",
        text_only="متن کامل است و صدا ندارد.",
        sound_only="تنها صداست و متن ندارد.",
        voice="خواننده: {voice}.",
        headings="با عنوان‌ها می‌توان به هر بخش رفت.",
        page_numbers="شماره‌های صفحهٔ نسخهٔ چاپی مشخص است.",
        pictures="همهٔ تصویرها توصیف دارند.",
        some_pictures="برخی تصویرها توصیف ندارند.",
    ),
}

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def texts(lang: str) -> Texts:
    """The words for a language, by its BCP 47 tag."""
    return _TEXTS.get(_primary(lang), _TEXTS["en"])


def texts_lang(lang: str) -> str:
    """The language that `texts` answers in."""
    return lang if _primary(lang) in _TEXTS else "en"


def direction(lang: str) -> str:
    """`rtl` or `ltr`: how the script that a language is usually written in runs."""
    subtags = lang.lower().split("-")
    if "latn" in subtags or "cyrl" in subtags:
        return "ltr"
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT or "arab" in subtags else "ltr"


def _primary(lang: str) -> str:
    return lang.lower().split("-")[0]
