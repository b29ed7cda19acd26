"""The few words that DAISY asks for and no publication holds, in the publication's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Names of structures that a listener skips or leaves, and of what isn't known."""

    page: str
    note: str
    reference: str
    sidebar: str
    prodnote: str
    table: str
    list: str
    figure: str
    anonymous: str
    unknown_publisher: str


_WORDINGS = {
    "en": Wording("page", "note", "note reference", "sidebar", "producer's note", "table", "list",
                  "picture", "Anonymous", "Publisher unknown"),
    "vi": Wording("trang", "chú thích", "dấu chú thích", "khung bên lề",
                  "ghi chú của người thực hiện", "bảng", "danh sách", "hình", "Khuyết danh",
                  "Không rõ đơn vị thực hiện"),
    "uk": Wording("сторінка", "примітка", "знак примітки", "врізка", "примітка видавця", "таблиця",
                  "список", "малюнок", "Невідомий автор", "Видавець невідомий"),
    "ru": Wording("страница", "примечание", "знак примечания", "врезка", "примечание издателя",
                  "таблица", "список", "рисунок", "Неизвестный автор", "Издатель неизвестен"),
    "fa": Wording("صفحه", "یادداشت", "نشانهٔ یادداشت", "کادر کناری", "یادداشت تهیه‌کننده", "جدول",
                  "فهرست", "تصویر", "نویسندهٔ ناشناس", "ناشر نامعلوم"),
}  # fmt: skip


def wording(lang: str) -> tuple[str, Wording]:
    """The words in a language, or in English; with the language they are in."""
    base = lang.split("-")[0].lower()
    return (lang, _WORDINGS[base]) if base in _WORDINGS else ("en", _WORDINGS["en"])
