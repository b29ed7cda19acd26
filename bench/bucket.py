"""A bucket on this machine: moto's S3 server, made to check every request's signature.

It lies in an environment of its own (`make .tools/s3/.ready`), keeps everything in memory, and
knows one user with one pair of keys: whoever signs with others is refused.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

SERVER = Path(__file__).parents[1] / ".tools" / "s3" / "bin" / "moto_server"
NAME = "books"
_READY_S = 30
_SCOPE = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/iam/aws4_request, SignedHeaders=host"
_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket that answers at a port, and the keys that it takes."""

    port: int
    key: str
    secret: str
    url: str = f"s3://{NAME}/library"

    def environment(self, endpoint: str = "") -> dict[str, str]:
        """What a process is told of it; `endpoint` where it goes by another way."""
        return {
            "AWS_ENDPOINT": endpoint or f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_REGION": "us-east-1",
        }


@contextmanager
def bucket(port: int, host: str = "127.0.0.1") -> Iterator[Bucket]:
    """A new, empty bucket while the context lasts."""
    told = [str(SERVER), "-p", str(port), "-H", host]
    process = subprocess.Popen(told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            _wait(client, process)
            _iam(client, Action="CreateUser", UserName="audiolib")
            keys = _iam(client, Action="CreateAccessKey", UserName="audiolib")
            _iam(
                client,
                Action="PutUserPolicy",
                UserName="audiolib",
                PolicyName="all",
                PolicyDocument=_ALL,
            )
            client.put(f"/{NAME}").raise_for_status()
            # From now on nothing is done for whoever can't sign.
            client.post("/moto-api/reset-auth", content=b"0").raise_for_status()
        yield Bucket(port, _of("AccessKeyId", keys), _of("SecretAccessKey", keys))
    finally:
        process.kill()
        process.wait()


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _READY_S
    while True:
        try:
            client.get("/moto-api/")
        except httpx.TransportError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _iam(client: httpx.Client, **told: str) -> str:
    asked = {"Version": "2010-05-08", **told}
    head = {"authorization": f"{_SCOPE}, Signature=0"}
    return client.post("/", data=asked, headers=head).raise_for_status().text


def _of(name: str, answer: str) -> str:
    found = re.search(f"<{name}>(.*?)</{name}>", answer)
    assert found is not None, answer
    return found[1]
