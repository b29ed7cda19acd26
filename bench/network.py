"""Hosts on one machine: network namespaces, each with an address and a cable to be pulled."""

import os
import subprocess
from types import TracebackType

_NET = "10.213.{net}"


class Network:
    """A bridge with hosts on it; needs root and the program `ip`. All of it goes at the end."""

    def __init__(self, hosts: int) -> None:
        self._net = _NET.format(net=os.getpid() % 250 + 1)
        self._bridge = f"alb{os.getpid() % 100_000}"
        self._hosts = hosts

    @property
    def address(self) -> str:
        """Where the hosts reach what runs outside of them."""
        return f"{self._net}.1"

    def within(self, host: int) -> list[str]:
        """The command that runs another one on a host."""
        return ["ip", "netns", "exec", self._name(host)]

    def cut(self, host: int) -> None:
        """Pull a host's cable: what it sends is lost, and nobody is told."""
        _ip("link", "set", self._cable(host), "down")

    def mend(self, host: int) -> None:
        """Put a host's cable back."""
        _ip("link", "set", self._cable(host), "up")

    def __enter__(self) -> "Network":
        try:
            self._lay()
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def _lay(self) -> None:
        _ip("link", "add", self._bridge, "type", "bridge")
        _ip("addr", "add", f"{self.address}/24", "dev", self._bridge)
        _ip("link", "set", self._bridge, "up")
        for host in range(1, self._hosts + 1):
            name, cable = self._name(host), self._cable(host)
            _ip("netns", "add", name)
            _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("link", "set", cable, "master", self._bridge)
            _ip("link", "set", cable, "up")
            for told in (
                ("addr", "add", f"{self._net}.{host + 1}/24", "dev", "eth0"),
                ("link", "set", "lo", "up"),
                ("link", "set", "eth0", "up"),
            ):
                _ip("-n", name, *told)

    def _clear(self) -> None:
        for host in range(1, self._hosts + 1):
            _ip("netns", "delete", self._name(host), check=False)
        _ip("link", "delete", self._bridge, check=False)

    def _name(self, host: int) -> str:
        return f"{self._bridge}-{host}"

    def _cable(self, host: int) -> str:
        return f"{self._bridge}v{host}"


def why_not() -> str:
    """Why there can be no networks here; empty where there can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    try:
        with Network(1):
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        told = getattr(error, "stderr", b"") or str(error).encode()
        return f"no network namespaces: {told.decode(errors='replace').strip()}"


def _ip(*told: str, check: bool = True) -> None:
    subprocess.run(["ip", *told], check=check, capture_output=True)
