"""A real nginx before the service, with the configuration that we ship."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "packaging" / "nginx.conf"
WORD = "sixteen-or-more-signs-of-chance"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or shutil.which("nginx")
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
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def changed(text: str, old: str, new: str) -> str:
    """A text with one place of it, and exactly one, as whoever sets nginx up changes it."""
    changed, count = re.subn(old, new, text)
    assert count == 1, old
    return changed


def configuration(port: int, behind: int, store: Path, more: str = "") -> str:
    """What we ship, for nginx at a port, the service behind it and its store; `more` locations."""
    text = SHIPPED.read_text(encoding="utf-8")
    text = changed(text, r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{behind};")
    text = changed(text, r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = changed(text, r"ssl_certificate /\S+;", "")
    text = changed(text, r"ssl_certificate_key /\S+;", "")
    text = changed(text, r'X-Audiolib-Proxy "[^"]+"', f'X-Audiolib-Proxy "{WORD}"')
    text = changed(text, r"alias /var/lib/audiolib/store/;", f"alias {store}/;")
    return text.rstrip().removesuffix("}") + more + "}\n"


@contextmanager
def nginx(folder: Path, port: int, text: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of nginx in a folder of its own, as whoever started us."""
    folder.mkdir(exist_ok=True)
    plain = _MAIN.format(shipped=text)
    (folder / "nginx.conf").write_text(plain, encoding="utf-8")
    log = folder / "error.log"
    argv = [NGINX or "nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with log.open("wb") as out:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(log.read_text(errors="replace")[-500:]) from None
                time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        process.wait(20)
