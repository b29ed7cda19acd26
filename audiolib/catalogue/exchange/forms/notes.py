"""What notes in records say, in the language that the library catalogues in."""

from collections.abc import Callable

_ENGLISH = {
    "length": "{hours} hr., {minutes} min.",
    "extent": "1 audiobook (online resource, {length})",
    "extent-unknown": "1 audiobook (online resource)",
    "narrated-synthetic": "Read by a synthetic voice: {voices}.",
    "narrated-human": "Read by {voices}.",
    "narrated-mixed": "Read by people and by synthetic voices: {voices}.",
    "audience-children": "For children.",
    "audience-young": "For young people.",
    "audience-study": "For study.",
    "source": "Description based on the catalogue of {agency}.",
    "print": "Print edition:",
    "access-open": "Open to everybody.",
    "access-restricted": "Only for readers whom the library’s rules allow.",
    "rights-public_domain": "In the public domain.",
    "rights-open_licence": "Under an open licence.",
    "rights-licensed": "By contract with the holder of the rights.",
    "rights-own_work": "A work of the library itself.",
    "rights-marrakesh": "Accessible copy under the exception for people who can’t read print"
    " (Marrakesh Treaty).",
    "rights-orphan_or_unknown": "The rights are not known yet.",
    "rights-staff_only": "For the library’s own work only.",
    "rights-withdrawn": "Withdrawn.",
}
_VIETNAMESE = {
    "length": "{hours} giờ {minutes} phút",
    "extent": "1 sách nói (tài nguyên trực tuyến, {length})",
    "extent-unknown": "1 sách nói (tài nguyên trực tuyến)",
    "narrated-synthetic": "Giọng đọc tổng hợp: {voices}.",
    "narrated-human": "Người đọc: {voices}.",
    "narrated-mixed": "Người đọc và giọng đọc tổng hợp: {voices}.",
    "audience-children": "Dành cho thiếu nhi.",
    "audience-young": "Dành cho thanh thiếu niên.",
    "audience-study": "Dành cho học tập.",
    "source": "Mô tả dựa trên mục lục của {agency}.",
    "print": "Bản in:",
    "access-open": "Mở cho mọi bạn đọc.",
    "access-restricted": "Chỉ dành cho bạn đọc đủ điều kiện theo quy định của thư viện.",
    "rights-public_domain": "Tác phẩm thuộc về công chúng.",
    "rights-open_licence": "Theo giấy phép mở.",
    "rights-licensed": "Theo hợp đồng với chủ sở hữu quyền tác giả.",
    "rights-own_work": "Tác phẩm của thư viện.",
    "rights-marrakesh": "Bản sao dễ tiếp cận theo ngoại lệ dành cho người không đọc được chữ in"
    " (Hiệp ước Marrakesh).",
    "rights-orphan_or_unknown": "Chưa xác định được chủ sở hữu quyền tác giả.",
    "rights-staff_only": "Chỉ dùng trong công việc của thư viện.",
    "rights-withdrawn": "Đã rút.",
}


def notes(language: str) -> Callable[..., str]:
    """The notes of a language by their names; English where we have no other."""
    told = _VIETNAMESE if language.split("-")[0] == "vi" else _ENGLISH

    def say(name: str, **facts: object) -> str:
        return told[name].format(**facts)

    return say
