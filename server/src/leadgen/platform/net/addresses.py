"""Which IP addresses a request of ours may go to: a pure decision.

Source: the IANA special-purpose address registries for IPv4 and IPv6, and the clouds' own pages on metadata
(2026-11). Written out, because `ipaddress.is_global` differs between releases of Python.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_CLOSED_V4 = {
    IPv4Network(network): what
    for network, what in {
        "0.0.0.0/8": "means this machine",
        "10.0.0.0/8": "is private",
        "100.64.0.0/10": "belongs to a provider's inner network",
        "127.0.0.0/8": "is this machine",
        "168.63.129.16/32": "is a cloud's inner service",
        "169.254.0.0/16": "is link-local, where clouds keep their metadata",
        "172.16.0.0/12": "is private",
        "192.0.0.0/24": "is reserved",
        "192.0.2.0/24": "is for documentation",
        "192.31.196.0/24": "is reserved",
        "192.52.193.0/24": "is reserved",
        "192.88.99.0/24": "is a relay to other addresses",
        "192.168.0.0/16": "is private",
        "192.175.48.0/24": "is reserved",
        "198.18.0.0/15": "is for tests of networks",
        "198.51.100.0/24": "is for documentation",
        "203.0.113.0/24": "is for documentation",
        "224.0.0.0/4": "is for many receivers",
        "240.0.0.0/4": "is reserved",
    }.items()
}

# Only this block is handed out to the public internet; loopback, private, link-local, multicast, mapped
# (::ffff:0:0/96) and translated (64:ff9b::/96) addresses all lie outside it.
_PUBLIC_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = {
    IPv6Network(network): what
    for network, what in {
        "2001::/23": "is a tunnel or reserved",
        "2001:db8::/32": "is for documentation",
        "2002::/16": "is a tunnel to another address",
        "2620:4f:8000::/48": "is reserved",
        "3fff::/20": "is for documentation",
    }.items()
}


def parse(text: str) -> Address:
    """An address as the resolver writes it. Raises ValueError."""
    return ip_address(text)


def why_closed(address: Address) -> str | None:
    """Why nothing of ours may go there, as the rest of a sentence; None for a public address."""
    if isinstance(address, IPv4Address):
        return next((what for network, what in _CLOSED_V4.items() if address in network), None)
    if address.scope_id is not None or address not in _PUBLIC_V6:
        return "is not public"
    return next((what for network, what in _CLOSED_V6.items() if address in network), None)
