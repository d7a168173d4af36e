"""Which addresses a captured page may lead to: those out on the internet, and nothing that leads inwards."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Written out, not left to `is_global`: what that means changes between versions of Python.
INWARD_4 = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
OUTSIDE_6 = ip_network("2000::/3")
# Inside it: what carries an IPv4 address within (Teredo, 6to4), what is for documents, tests and routers.
INWARD_6 = tuple(ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


def outside(address: str) -> bool:
    """Whether an address is out on the internet. What is no address is not."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id is not None:
            return False
        if found.ipv4_mapped is None:
            return found in OUTSIDE_6 and not any(found in net for net in INWARD_6)
        found = found.ipv4_mapped
    return not any(found in net for net in INWARD_4)
