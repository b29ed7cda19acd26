"""What is wrong with a DAISY 3 package: an independent reading of its finished files.

The list follows the tests of Z39.86-2005 conformance as ZedVal names them, and adds what that
leaves out: `dur`, `fill`, and structures that are off by default.
"""

from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding, Severity
from audiolib.packages._daisy.audio import ClipFound, check_audio, check_order
from audiolib.packages._daisy.folder import Folder
from audiolib.packages._daisy.meta import check_time
from audiolib.packages.daisy3.check_dtbook import check_dtbook
from audiolib.packages.daisy3.check_ncx import check_ncx
from audiolib.packages.daisy3.check_opf import PackageFound, check_opf
from audiolib.packages.daisy3.check_resources import check_resources
from audiolib.packages.daisy3.check_smil import SmilFound, check_smil
from audiolib.xml import Element


def check(target: Path, *, deep: bool = False) -> Iterator[Finding]:
    """Findings `d3-001` and on; nothing is raised, whatever the folder holds."""
    folder = Folder(target, "d3")
    packages = [name for name in folder.sizes if name.endswith(".opf") and "/" not in name]
    if not packages:
        folder.say(1, "book.opf")
    elif (root := folder.tree(packages[0])) is not None:
        folder.used.add(packages[0])
        _check_package(folder, packages[0], root, deep)
    yield from folder.findings


def _check_package(folder: Folder, name: str, root: Element, deep: bool) -> None:
    package = check_opf(folder, name, root)
    smils: list[SmilFound] = []
    elapsed = 0
    for file in package.spine:
        found = check_smil(folder, file, package.identifier, elapsed)
        elapsed += found.duration
        smils.append(found)
    check_time(folder, 15, name, package.total_time, elapsed, 0)
    clips: list[ClipFound] = [clip for smil in smils for clip in smil.clips]
    check_order(folder, clips)
    _check_states(folder, smils)
    _check_texts(folder, package, smils)
    if package.ncx:
        clips += check_ncx(folder, package.ncx, package.identifier, smils)
    clips += check_resources(folder, package.resource, smils)
    _check_links(folder, package)
    check_audio(folder, clips, deep=deep)
    folder.check_files(Severity.ERROR)


def _check_states(folder: Folder, smils: list[SmilFound]) -> None:
    """A custom test has the same state in every file (040), and is on, pages apart (039)."""
    first: dict[str, tuple[str, str]] = {}
    for smil in smils:
        for test, element in smil.tests.items():
            state = (element.get("defaultState", ""), element.get("override", ""))
            if first.setdefault(test, state) != state:
                folder.say(40, smil.name, element)
            if state[0] == "false" and test != "pagenum":
                folder.say(39, smil.name, element)


def _check_texts(folder: Folder, package: PackageFound, smils: list[SmilFound]) -> None:
    """Each SMIL text leads to an element that leads back to SMIL (053)."""
    for smil in smils:
        for element, _file, target in smil.texts:
            if not target.get("smilref"):
                folder.say(53, smil.name, element, id_=target.get("id", ""))
    for name in package.texts:
        check_dtbook(folder, name, package.identifier, smils)


def _check_links(folder: Folder, package: PackageFound) -> None:
    """What any document refers to is in the manifest (005)."""
    for name in sorted(folder.used & set(folder.sizes)):
        if name not in package.files:
            folder.say(5, name)
    folder.used = set(package.files) | folder.used
