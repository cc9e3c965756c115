"""Where the server listens, and the base URL that follows from it."""

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass

from django.conf import settings

from .refusal import Refusal

BASE_URL = "POSTS_BASE_URL"


@dataclass(frozen=True, slots=True)
class Address:
    """A host as it was typed, the IP address that it stands for, and a port."""

    host: str
    ip: str
    port: int

    @property
    def is_everywhere(self) -> bool:
        """Whether the server listens on every address that this machine has."""
        return ipaddress.ip_address(self.ip.partition("%")[0]).is_unspecified

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the server."""
        host = self.host
        if self.is_everywhere:
            host = "::1" if ":" in self.ip else "127.0.0.1"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def choose_address(host: str, port: int) -> Address:
    """Return an address that is free now; port 0 takes any. Raises Refusal."""
    if not 0 <= port <= 65535:
        raise Refusal(
            f"{port} is not a port. Choose one from 1 to 65535, or 0 for any free one."
        )
    family, ip = _resolve(host)
    return Address(host, ip, _bind(family, ip, port))


def require_free(address: Address) -> None:
    """Raise Refusal if somebody else has taken the address in the meantime."""
    choose_address(address.ip, address.port)


def follow_address(address: Address) -> None:
    """Unless the base URL is set, make it this address, here and in the workers."""
    if os.environ.get(BASE_URL):
        return
    os.environ[BASE_URL] = settings.BASE_URL = address.url
    settings.CSRF_TRUSTED_ORIGINS = [address.url]
    host = address.url.removeprefix("http://").rpartition(":")[0]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, host]


def _resolve(host: str) -> tuple[socket.AddressFamily, str]:
    """Return the first IP address of a host, IPv4 before IPv6."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refusal(
            f"This machine does not know the host “{host}”. Use 127.0.0.1 for this"
            " machine only, or 0.0.0.0 for all of its addresses."
        ) from error
    family, _, _, _, place = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(place[0])


def _bind(family: socket.AddressFamily, ip: str, port: int) -> int:
    """Return the port, having tried it. The server shares its port among its workers,
    so it would share it with a stranger, too, and not find out.
    """
    with socket.socket(family) as trial:
        if os.name == "posix":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ip, port))
        except OSError as error:
            raise Refusal(_explain(error, ip, port)) from error
        return int(trial.getsockname()[1])


def _explain(error: OSError, ip: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {port} on {ip} is in use, perhaps by this site itself. Stop"
                f" what uses it, or choose another: --port {port % 65535 + 1}"
            )
        case errno.EACCES:
            return (
                f"Port {port} is for system services. Choose one above 1023 and put"
                " a reverse proxy in front of it."
            )
        case errno.EADDRNOTAVAIL:
            return f"{ip} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0."
    return f"The server cannot listen on {ip}, port {port}: {error.strerror}."
