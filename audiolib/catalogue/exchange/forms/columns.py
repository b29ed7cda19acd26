"""The columns of a spreadsheet of works, by every name that they may have."""

from audiolib.catalogue.fold import fold

NAMES = {
    "title": {"vi": "Nhan đề", "en": "Title"},
    "subtitle": {"vi": "Phụ đề", "en": "Subtitle"},
    "language": {"vi": "Ngôn ngữ", "en": "Language"},
    "authors": {"vi": "Tác giả", "en": "Authors"},
    "translators": {"vi": "Người dịch", "en": "Translators"},
    "isbn": {"vi": "ISBN", "en": "ISBN"},
    "year": {"vi": "Năm xuất bản", "en": "Year"},
    "summary": {"vi": "Tóm tắt", "en": "Summary"},
    "genre": {"vi": "Thể loại", "en": "Genre"},
    "audience": {"vi": "Đối tượng", "en": "Audience"},
    "age_from": {"vi": "Từ tuổi", "en": "Age from"},
    "age_to": {"vi": "Đến tuổi", "en": "Age to"},
    "subjects": {"vi": "Chủ đề", "en": "Subjects"},
    "series": {"vi": "Tùng thư", "en": "Series"},
    "series_number": {"vi": "Số trong tùng thư", "en": "Number in series"},
    "collections": {"vi": "Chuyên mục", "en": "Columns"},
    "extent": {"vi": "Số trang", "en": "Extent"},
}
"""Columns in their order, and their headings by language; several values go with `;` between."""
NEEDED = ("title", "language")

_OTHERS = {
    "ten sach": "title",
    "ten tac pham": "title",
    "nhan de sach": "title",
    "author": "authors",
    "nam": "year",
    "nam xb": "year",
    "tom tat noi dung": "summary",
    "do tuoi": "age_from",
    "tu khoa": "subjects",
    "keywords": "subjects",
    "bo sach": "series",
    "pages": "extent",
}


def column_of(heading: str) -> str:
    """The column that a heading means, however it is written; empty for one that is not ours."""
    folded = fold(heading)
    for column, names in NAMES.items():
        if folded in {fold(column), *map(fold, names.values())}:
            return column
    return _OTHERS.get(folded, "")


def heading(column: str, language: str) -> str:
    """What a column is called."""
    names = NAMES[column]
    return names.get(language) or names["en"]
