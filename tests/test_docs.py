"""What is documented is what there is: commands, options, settings, formats, codes, links."""

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from pydantic import BaseModel

from audiolib import exits
from audiolib.commands.parser import Parser
from audiolib.formats import DEFAULT, installed
from audiolib.messages import Messages, catalogue
from audiolib.settings import Settings
from tests.conftest import ROOT

AREAS = ("audiolib", "tts", "media", "api", "web")
DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md")))
CODE = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
COMMANDS = sorted(entry_points(group="audiolib.commands"), key=lambda e: e.name)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def trees() -> tuple[ast.Module, ...]:
    """The syntax trees of our libraries."""
    files = [f for area in AREAS for f in (ROOT / area).rglob("*.py")]
    return tuple(ast.parse(f.read_text(encoding="utf-8")) for f in sorted(files))


@cache
def literals() -> frozenset[str]:
    """Every string in the code, f-strings with `{}` for what is filled in."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [v.value if isinstance(v, ast.Constant) else "{}" for v in node.values]
                found.add("".join(str(part) for part in parts))
    return frozenset(found)


def raised() -> Iterator[str]:
    """The codes that stand in the code: of error classes, and given to `Finding`."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                for line in node.body:
                    target = getattr(line, "target", None) or (getattr(line, "targets", [None])[0])
                    value = getattr(line, "value", None)
                    if isinstance(target, ast.Name) and target.id == "code":
                        assert isinstance(value, ast.Constant)
                        yield str(value.value)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def codes() -> set[str]:
    """Every code that a person may be told: in the code, or in the English catalogue."""
    numbered = {text for text in literals() if re.fullmatch(r"[a-z0-9]+-\d{3}", text)}
    told = {code for code in catalogue("en") if not code.startswith("cli-")}
    return {*raised(), *numbered, *told}


def documented() -> set[str]:
    """The codes in the first column of the tables of findings and errors."""
    found = set()
    for path in (*(DOCS / "findings").glob("*.md"), DOCS / "engines.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(rf"\| `?({CODE})`? \| ", line):
                found.add(match[1])
    others = {"code", "engine", "vi", "en", "uk", "ru", "fa", "espeak", "tone", "piper", "coqui"}
    return found - others


def test_every_code_has_a_message_in_english_and_vietnamese() -> None:
    for language in ("en", "vi"):
        assert sorted(codes() - set(catalogue(language))) == []


def test_every_code_is_documented() -> None:
    assert sorted(codes() - documented()) == []


def test_every_documented_code_exists() -> None:
    assert sorted(documented() - codes()) == []


def test_every_message_is_used() -> None:
    """By its code as it is, or made of a prefix and an ending, `docx-` and `math`."""
    texts = literals()
    prefixes = [t[: t.index("{")] for t in texts if "{" in t and t.startswith(tuple("abcdefgh"))]
    prefixes += [t[: t.index("{")] for t in texts if re.match(rf"{CODE}-\{{", t)]

    def used(code: str) -> bool:
        area, _, number = code.rpartition("-")
        if code in texts or (number.isdigit() and (area in texts or "{}-{}" in texts)):
            return True
        return any(p and code.startswith(p) for p in prefixes)

    assert [code for code in catalogue("en") if not used(code)] == []


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for entry in COMMANDS:
        parser = Parser(prog=entry.name, messages=Messages("en"))
        entry.load().arguments(parser, Messages("en"))
        yield entry.name, parser


def options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """The options of a command and of what is below it, each with its choices."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield name, []
                yield from options(below)
        for name in action.option_strings:
            if name not in ("-h", "--help"):
                yield name, [str(choice) for choice in action.choices or ()]


@pytest.mark.parametrize(("name", "parser"), list(parsers()))
def test_every_option_of_a_command_is_documented(name: str, parser: Parser) -> None:
    _, _, rest = page("docs/commands.md").partition(f"\n## {name}\n")
    assert rest, f"no section on {name}"
    section = rest.partition("\n## ")[0]
    for option, choices in options(parser):
        assert f"`{option}" in section, f"{name} {option}"
        for choice in choices:
            assert f"`{choice}`" in section, f"{name} {option} {choice}"
    known = {option for option, _choices in options(parser)}
    told = set(re.findall(r"^\| `(--?[a-z][a-z-]*)", section, re.MULTILINE))
    assert told <= known


def test_every_documented_command_exists() -> None:
    told = re.findall(r"^## ([a-z]+)$", page("docs/commands.md"), re.MULTILINE)
    assert sorted(told) == [entry.name for entry in COMMANDS]


def statuses() -> dict[str, int]:
    return {name: value for name, value in vars(exits).items() if name.isupper()}


@pytest.mark.parametrize("name", ["docs/commands.md", "README.md"])
def test_every_exit_status_is_documented(name: str) -> None:
    told = re.findall(r"^\| (\d+) \|", page(name), re.MULTILINE)
    assert [int(number) for number in told] == list(statuses().values())


def variables(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, object]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from variables(kind, f"{prefix}{name}__".upper())
        else:
            yield f"{prefix}{name}".upper(), field.default


def test_every_setting_is_documented_with_its_default_and_no_other_is() -> None:
    rows = re.findall(r"^\| `(AUDIOLIB_\w+)` \| (.*?) \|", page("docs/settings.md"), re.MULTILINE)
    told = {name: default.strip("`") for name, default in rows}
    known = {n: str(default) or "empty" for n, default in variables(Settings, "AUDIOLIB_")}
    assert told == known


@pytest.mark.parametrize("name", ["docs/formats.md", "README.md"])
def test_every_format_is_documented(name: str) -> None:
    told = re.findall(rf"^\| `({CODE})` \|", page(name), re.MULTILINE)
    assert sorted(told) == sorted(installed().formats)


def test_the_default_formats_are_told() -> None:
    rows = re.findall(rf"^\| `({CODE})` \|.*\| yes \|$", page("docs/formats.md"), re.MULTILINE)
    assert sorted(rows) == sorted(DEFAULT)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (path.parent / file) if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file() or path.suffix != ".md":
            continue
        seen.add(path)
        links = re.findall(r"\]\(([^)#\s:]+)", path.read_text(encoding="utf-8"))
        waiting += [(path.parent / link).resolve() for link in links]
    assert [str(p.relative_to(ROOT)) for p in DOCS.rglob("*.md") if p not in seen] == []


def test_the_readme_names_targets_of_the_makefile() -> None:
    named = set(re.findall(r"\bmake ([a-z-]+)", page("README.md")))
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_the_examples_of_the_readme_are_understood() -> None:
    """Every `audiolib …` line of the README parses, with files that are there."""
    blocks = re.findall(r"^    (?:.*\| *)?audiolib (.*)$", page("README.md"), re.MULTILINE)
    assert len(blocks) >= 5
    named = dict(parsers())
    for line in blocks:
        words = [w for w in re.findall(r'"[^"]*"|\S+', line.partition(" # ")[0]) if w != "\\"]
        parsed = named[words[0]].parse_args(words[1:])
        for file in [*getattr(parsed, "files", []), getattr(parsed, "meta", None)]:
            assert file is None or (ROOT / file).is_file(), file


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (DOCS / "decisions").glob("*.md"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name in names:
        text = page(f"docs/decisions/{name}")
        for part in ("Context", "Decision", "Consequences", "Alternatives"):
            assert f"## {part}" in text, name
