"""Which addresses may be asked: every kind at both edges of its range, and what lies just outside."""

import ipaddress

import pytest

from community.core.addresses import why_refused

REFUSED = [
    ("0.0.0.0", "this network"),  # noqa: S104 - compared, nothing listens there
    ("0.255.255.255", "this network"),
    ("10.0.0.0", "private"), ("10.255.255.255", "private"),
    ("100.64.0.0", "shared by a provider's customers (CGNAT)"),
    ("100.127.255.255", "shared by a provider's customers (CGNAT)"),
    ("127.0.0.1", "loopback"), ("127.255.255.255", "loopback"),
    ("169.254.0.0", "link-local"), ("169.254.169.254", "link-local"), ("169.254.255.255", "link-local"),
    ("172.16.0.0", "private"), ("172.31.255.255", "private"),
    ("192.0.0.0", "reserved"), ("192.0.0.255", "reserved"), ("192.0.2.1", "for documentation"),
    ("192.88.99.1", "6to4 relay"), ("192.168.0.0", "private"), ("192.168.255.255", "private"),
    ("198.18.0.0", "for benchmarks"), ("198.19.255.255", "for benchmarks"), ("198.51.100.7", "for documentation"),
    ("203.0.113.255", "for documentation"),
    ("224.0.0.0", "multicast"), ("239.255.255.255", "multicast"), ("240.0.0.0", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "unspecified"), ("::1", "loopback"), ("::7f00:1", "not a global address"),
    ("::ffff:8.8.8.8", "an IPv4 address in disguise"), ("::ffff:127.0.0.1", "an IPv4 address in disguise"),
    ("64:ff9b::808:808", "NAT64"), ("64:ff9b:1::1", "NAT64"), ("64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "NAT64"),
    ("100::1", "not a global address"), ("1fff:ffff::1", "not a global address"),
    ("2001::", "Teredo"), ("2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "Teredo"), ("2001:1ff:ffff::1", "reserved"),
    ("2001:db8::1", "for documentation"), ("2001:db8:ffff:ffff::1", "for documentation"),
    ("2002::", "6to4"), ("2002:7f00:1::", "6to4"), ("2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "6to4"),
    ("3fff::1", "for documentation"), ("3fff:fff:ffff::1", "for documentation"), ("4000::1", "not a global address"),
    ("5f00::1", "not a global address"),
    ("fc00::1", "private"), ("fdff:ffff::1", "private"), ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"),
    ("febf:ffff::1", "link-local"), ("fec0::1", "private"), ("feff::1", "private"), ("ff02::1", "multicast"),
    ("2606:4700::1%eth0", "not a global address"),
]  # fmt: skip
ALLOWED = [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
    "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "198.51.99.255", "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8",
    "2000::1", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700::1111", "3ffe:ffff::1",
    "3fff:1000::1",
]  # fmt: skip


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_special_address_is_refused_with_its_kind(address, kind):
    assert why_refused(ipaddress.ip_address(address)) == kind


@pytest.mark.parametrize("address", ALLOWED)
def test_address_beside_a_special_range_is_allowed(address):
    assert why_refused(ipaddress.ip_address(address)) == ""


def test_nothing_is_allowed_that_python_does_not_know_as_global():
    assert [one for one in ALLOWED if not ipaddress.ip_address(one).is_global] == []
