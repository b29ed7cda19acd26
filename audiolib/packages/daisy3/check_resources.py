"""The resource file of a DAISY 3 package, read and checked (Z39.86-2005 §10)."""

from collections.abc import Sequence

from audiolib.packages._daisy.audio import ClipFound, read_clip
from audiolib.packages._daisy.folder import Folder, named, words
from audiolib.packages.daisy3.check_smil import SmilFound
from audiolib.packages.daisy3.structures import KINDS

_PUBLIC = "-//NISO//DTD resource 2005-1//EN"
_NAMESPACE = "http://www.daisy.org/z3986/2005/resource/"


def check_resources(folder: Folder, name: str, smils: Sequence[SmilFound]) -> list[ClipFound]:
    """Every structure that can be skipped or left has a name (044, 045); gives the clips."""
    structs = {kind.name: kind.book_struct for kind in KINDS}
    tests = {test for smil in smils for test in smil.tests}
    classes = {kind for smil in smils for kind in smil.classes if kind}
    if not name:
        if tests or classes:
            folder.say(44)
        return []
    root = folder.tree(name)
    if root is None:
        return []
    folder.ids(name)
    folder.check_doctype(name, root, _PUBLIC, xmlns=_NAMESPACE, version="2005-1")
    named_ = {
        nodes.get("select", "").replace('"', "'")
        for nodes in named(root, "nodeSet")
        if all(words(resource) for resource in named(nodes, "resource"))
    }
    for test in sorted(tests):
        wanted = f"//smilCustomTest[@bookStruct='{structs.get(test, '')}']"
        if wanted not in named_ and f"//smilCustomTest[@id='{test}']" not in named_:
            folder.say(45, name, id_=test, structure=test)
    for kind in sorted(classes):
        if f"//seq[@class='{kind}']" not in named_:
            folder.say(45, name, id_=kind, structure=kind)
    clips = [read_clip(folder, name, a, "clipBegin", "clipEnd") for a in named(root, "audio")]
    return [clip for clip in clips if clip]
