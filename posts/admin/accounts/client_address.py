"""The address that a request comes from, as the proxy reports it and no client can."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest

# This machine and private networks (RFC 1918, 4193, 4291): where the proxy may be.
PRIVATE_NETWORKS = [
    ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    + ("::1/128", "fc00::/7", "fe80::/10")
]
# The IPv6 network that one household, or one attacker, is given.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Return the client's address, for IPv6 only its network; “::” if unknown.

    X-Forwarded-For is trusted only from this machine and from private networks, where
    the reverse proxy is, and only its last address: the proxy added that one itself,
    whereas a client may have made up the ones before it.
    """
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    if address is None or any(address in network for network in PRIVATE_NETWORKS):
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = _parse(forwarded.rpartition(",")[2]) or address
    if isinstance(address, IPv6Address):
        network = ip_network((address.packed, IPV6_PREFIX), strict=False)
        address = network.network_address
    return str(address or "::")


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
