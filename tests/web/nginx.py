"""A real nginx before the service, with the configuration that we ship."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audiolib.database import Database
from audiolib.service import Service
from tests.conftest import ROOT
from tests.web.serving import serving

SHIPPED = ROOT / "packaging" / "nginx.conf"
WORD = "sixteen-or-more-signs-of-chance"
_MAIN = """\
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    default_type application/octet-stream;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    sendfile on;
{shipped}
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def changed(text: str, old: str, new: str) -> str:
    """A text with one line of it, and exactly one, as somebody sets nginx up would change it."""
    changed, count = re.subn(old, new, text)
    assert count == 1, old
    return changed


def configuration(port: int, behind: int, store: Path) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    text = changed(text, r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{behind};")
    text = changed(text, r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = changed(text, r"ssl_certificate /\S+;", "")
    text = changed(text, r"ssl_certificate_key /\S+;", "")
    text = changed(text, r'X-Audiolib-Proxy "[^"]+"', f'X-Audiolib-Proxy "{WORD}"')
    return changed(text, r"alias /var/lib/audiolib/store/;", f"alias {store}/;")


@contextmanager
def nginx(folder: Path, port: int, text: str) -> Iterator[None]:
    """A process of nginx in a folder of its own, as whoever runs the tests."""
    folder.mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(_MAIN.format(shipped=text), encoding="utf-8")
    log = folder / "error.log"
    argv = ["nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with log.open("wb") as out:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def behind_nginx(database: Database, folder: Path, accel: str = "/_store") -> Iterator[Service]:
    """A service whose `url` is that of the nginx before it."""
    port = free_port()
    told = {"url": f"http://127.0.0.1:{port}", "accel": accel, "accel_word": WORD}
    with serving(database, folder, **told) as service:
        store = Path(os.fspath(service.store.folder or ""))
        text = configuration(port, service.settings.service.port, store)
        with nginx(folder / "nginx", port, text):
            yield service
