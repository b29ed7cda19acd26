"""From a rendition to packages on the disk: written aside, checked, moved into place."""

import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from audiolib import files
from audiolib.findings import Finding
from audiolib.formats import named
from audiolib.packages import Rendition
from audiolib.production.pool import Pool


@dataclass(frozen=True, slots=True)
class Bound:
    """A package that was written: where it lies, what its check found, how long it took."""

    format: str
    path: Path
    bytes: int
    findings: tuple[Finding, ...]
    cpu_s: float


def bind(name: str, rendition: Rendition, folder: Path) -> Bound:
    """Write one package into a production's folder and check it there."""
    began = time.process_time()
    format_ = named(name)
    product = format_.product.format(slug=rendition.slug)
    target = folder / product.rstrip("/")
    with files.replacing(target, folder=product.endswith("/")) as fresh:
        format_.write(rendition, fresh)
    findings = tuple(format_.check(target))
    return Bound(name, target, _size(target), findings, time.process_time() - began)


def bind_all(
    names: Iterable[str], rendition: Rendition, folder: Path, pool: Pool
) -> Iterable[Future[Bound]]:
    """Every package, side by side in the pool."""
    return [pool.submit(bind, name, rendition, folder) for name in names]


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(_size(child) for child in path.iterdir())
    return path.stat().st_size
