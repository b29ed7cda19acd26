"""What the reading of one DTBook file knows."""

from dataclasses import dataclass, field

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.sources.html_document import same_language
from audiolib.sources.html_tree import get, language
from audiolib.sources.pictures import Pictures
from audiolib.xml import Element


@dataclass(slots=True)
class Context:
    """The file, its pictures and its doubts; `lang` is the language of the whole."""

    file: str
    place: str
    picture: Pictures
    lang: str
    title: str = ""
    line_numbers: int = 0
    """Numbers of lines that were left out."""
    findings: list[Finding] = field(default_factory=list)

    def find(self, code: str, severity: Severity, element: Element, **facts: Fact) -> None:
        """Doubt something about an element."""
        line = element.sourceline or 0
        place = Place(self.place, line if line < 65535 else 0, get(element, "id"))
        self.findings.append(Finding(f"dtbook-{code}", severity, place, facts))

    def language(self, element: Element, current: str) -> str:
        """The language inside an element, empty where it is that of the whole."""
        declared = language(element)
        if not declared:
            return current
        return "" if same_language(declared, self.lang) else declared
