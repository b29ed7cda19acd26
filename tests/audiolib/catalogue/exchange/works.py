"""Works as the tests of exchange tell them."""

from datetime import UTC, datetime

from audiolib.catalogue import Person, WorkDraft
from audiolib.catalogue.exchange import Told
from audiolib.tables.catalogue import Audience

DRAFT = WorkDraft(
    title="Dế Mèn phiêu lưu ký",
    subtitle="truyện đồng thoại",
    language="vi",
    people=(
        Person("Tô Hoài", "aut", 1920, 2014),
        Person("Ngô Mạnh Lân", "ill"),
        Person("Lan Anh", "nrt"),
    ),
    summary="Dế Mèn đi khắp nơi, kết bạn và học cách sống.",
    genre="Truyện đồng thoại",
    audience=Audience.CHILDREN,
    age_from=6,
    age_to=10,
    first_published=1941,
    print_extent="148 tr.",
    series="Văn học thiếu nhi",
    series_number="3",
    identifiers=(("isbn", "9786042088640"), ("nlv", "VN-12345")),
    subjects=(("", "Côn trùng"), ("lcsh", "Crickets")),
)
TOLD = Told(
    number=7,
    agency="VN-BT",
    changed=datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
    address="https://sachnoi.example/works/7",
    duration_ms=22_320_000,
    narrators=("vi",),
    voice_kind="synthetic",
    media_types=("application/epub+zip", "application/zip"),
    accessibility={
        "modes": ["textual", "auditory"],
        "sufficient": [["textual"], ["auditory"], ["textual", "auditory"]],
        "features": ["tableOfContents", "readingOrder", "synchronizedAudioText"],
        "hazards": ["none"],
        "summary": "Toàn bộ văn bản có âm thanh.",
    },
    access="Dành cho người có thẻ thư viện.",
    rights="Theo hợp đồng với người giữ quyền.",
)
