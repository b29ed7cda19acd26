"""The published JSON Schemas of the kit beside the project."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

_TOP = {
    "w3c": ("audiobooks.schema.json", "pub-manifest/publication.schema.json"),
    "readium": ("readium-webpub/publication.schema.json",),
}


def schema_faults(shared: Path, kind: str, told: object) -> list[str]:
    """What the schemas of a kind have against a manifest."""
    folder = shared / "validators" / "daisy" / "json"
    schemas = {file: _read(file) for file in sorted(folder.rglob("*.json"))}
    registry: Registry[Any] = Registry()
    for schema in schemas.values():
        if isinstance(schema, dict) and "$id" in schema:
            resource = Resource.from_contents(schema, default_specification=DRAFT7)
            registry = registry.with_resource(schema["$id"], resource)
    faults = []
    for name in _TOP[kind]:
        schema = schemas[folder / name]
        newer = "2020-12" in schema.get("$schema", "")
        validator = (Draft202012Validator if newer else Draft7Validator)(
            schema, registry=registry, format_checker=FormatChecker()
        )
        faults += [f"{name}: {list(e.path)}: {e.message}" for e in validator.iter_errors(told)]
    return faults


def _read(file: Path) -> Any:
    # The patterns are ECMAScript's, where a named group is written otherwise than in Python.
    return json.loads(file.read_text(encoding="utf-8").replace("(?<", "(?P<"))
