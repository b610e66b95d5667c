"""Which addresses of the internet this machine may speak to: those of machines that anybody can reach."""

import ipaddress
from functools import cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's registries of special addresses. Written out, because what ``is_global`` says differs between
# releases of Python and it knows nothing of addresses that carry another one inside.
REFUSED = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers (CGNAT)",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "for documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "for benchmarks",
    "198.51.100.0/24": "for documentation",
    "203.0.113.0/24": "for documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "2001::/32": "Teredo",
    "2001::/23": "reserved",
    "2001:db8::/32": "for documentation",
    "2002::/16": "6to4",
    "3fff::/20": "for documentation",
    "64:ff9b::/96": "NAT64",
    "64:ff9b:1::/48": "NAT64",
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::ffff:0:0/96": "an IPv4 address in disguise",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "private",
    "ff00::/8": "multicast",
}
UNICAST = ipaddress.ip_network("2000::/3")  # all that has been given out of IPv6


def why_refused(address: Address) -> str:
    """What kind of address it is that nobody may be asked at; empty for a global unicast one."""
    for network, kind in _refused(address.version):
        if address in network:
            return kind
    if getattr(address, "scope_id", None) or (address.version == 6 and address not in UNICAST):
        return "not a global address"
    return ""


@cache
def _refused(version: int) -> list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str]]:
    networks = [(ipaddress.ip_network(network), kind) for network, kind in REFUSED.items()]
    return [(network, kind) for network, kind in networks if network.version == version]
