"""How a row of an RTF table is made (RTF 1.9.1, Table Definitions)."""

from dataclasses import dataclass, field

_MOST = 500


@dataclass(slots=True)
class Row:
    """The definition that holds: right edges of cells, how they merge, whether it is a header."""

    edges: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    header: bool = False
    merge: str = ""

    def word(self, word: str, number: int) -> None:
        """A word of the definition."""
        match word:
            case "trowd":
                self.edges, self.merges, self.merge, self.header = [], [], "", False
            case "cellx" if len(self.edges) < _MOST:
                self.edges.append(number)
                self.merges.append(self.merge)
                self.merge = ""
            case "clvmgf":
                self.merge = "first"
            case "clvmrg":
                self.merge = "next"
            case "clmrg":
                self.merge = "left"
            case "trhdr":
                self.header = True

    @property
    def sound(self) -> list[int]:
        """The edges, none where two of them are one."""
        return sorted(self.edges) if len(set(self.edges)) == len(self.edges) else []
