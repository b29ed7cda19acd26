"""Our MARC records pass checkers that nobody here wrote; one alone overlooks too much."""

import subprocess
from pathlib import Path

import pytest

from audiolib.catalogue import Person, WorkDraft
from audiolib.catalogue.exchange import as_iso2709, as_marcxml, record
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD

PLAIN = WorkDraft(title="The Tyger", language="en", people=(Person("William Blake"),))
PERSIAN = WorkDraft(title="کتاب‌های علی", language="fa", summary="خلاصه")
LINT = """
my $batch = MARC::Batch->new("USMARC", $ARGV[0]);
my $lint = MARC::Lint->new;
while (my $record = $batch->next) {
    $lint->check_record($record);
    print "$_\\n" for $lint->warnings;
}
print "$_\\n" for $batch->warnings;
"""
MARC_LINT = Path(__file__).parents[5] / ".tools/readers/bin/marc-lint"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.mrc"
    path.write_bytes(as_iso2709([record(draft, TOLD) for draft in (DRAFT, PLAIN, PERSIAN)]))
    return path


def _told(*argv: str) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (done.stdout + done.stderr).strip()


@pytest.mark.external
def test_yaz_finds_no_fault_in_iso2709(file: Path) -> None:
    assert _told("yaz-marcdump", "-n", str(file)) == ""


@pytest.mark.external
def test_yaz_finds_no_fault_in_marcxml(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_bytes(as_marcxml([record(DRAFT, TOLD), record(PERSIAN, TOLD)]))
    assert _told("yaz-marcdump", "-n", "-i", "marcxml", str(path)) == ""


@pytest.mark.external
def test_perl_lint_has_no_warning(file: Path) -> None:
    assert _told("perl", "-MMARC::Batch", "-MMARC::Lint", "-e", LINT, str(file)) == ""


@pytest.mark.external
@pytest.mark.extras
def test_marc_lint_has_no_warning(file: Path) -> None:
    assert _told(str(MARC_LINT), "--quiet", str(file)) == ""


@pytest.mark.external
@pytest.mark.extras
def test_marc_lint_would_have_told(tmp_path: Path) -> None:
    made = record(DRAFT, TOLD)
    made["008"].data = (made["008"].data or "") + "  "
    path = tmp_path / "wrong.mrc"
    path.write_bytes(as_iso2709([made]))
    done = subprocess.run([MARC_LINT, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
