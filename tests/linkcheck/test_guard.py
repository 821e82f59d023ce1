from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.linkcheck.guard import (
    BadAllowance,
    Guard,
    find_embedded,
    is_public,
    parse_allowance,
)

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:db8::1 2002:7f00:1::
2002:a00:1::1 2002:c0a8:101:: 3fff::1 5f00::1 fc00::1 fd00::1 fe80::1 febf::1
fec0::1 ff02::1 2a00::5efe:7f00:1 2a00::200:5efe:a00:1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.169.0.1
198.17.0.1 223.255.255.255 2606:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 64:ff9b::808:808
2002:808:808::1
""".split()


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_off_the_open_internet_are_refused(address):
    assert not is_public(ip_address(address))
    assert Guard().refuse_address(address, port=80)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address):
    assert is_public(ip_address(address))
    assert Guard().refuse_address(address, port=443) == ""


@given(st.ip_addresses(v=4))
def test_a_private_address_stays_refused_inside_every_transition_form(address):
    number = int(address)
    shapes = [
        f"::ffff:{address}",
        f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1",
        f"2a00::5efe:{number >> 16:x}:{number & 0xFFFF:x}",
    ]
    for shape in shapes:
        assert find_embedded(IPv6Address(shape)) == address
        assert is_public(ip_address(shape)) == is_public(address)


def test_a_scope_does_not_hide_an_address():
    assert Guard().refuse_address("fe80::1%eth0", port=80)


@pytest.mark.parametrize("junk", ["", "localhost", "/var/run/x.sock", "127.1"])
def test_what_is_no_address_is_refused(junk):
    assert Guard().refuse_address(junk, port=80)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 11211])
def test_ports_of_other_services_are_refused_on_public_hosts(port):
    assert Guard().refuse_address("8.8.8.8", port=port)
    assert Guard().refuse_name("example.org", port=port)


def test_an_allowance_is_exact_in_address_and_port():
    guard = Guard([parse_allowance("127.0.0.1:8099")])
    assert guard.refuse_address("127.0.0.1", port=8099) == ""
    assert guard.refuse_address("127.0.0.1", port=8100)
    assert guard.refuse_address("127.0.0.2", port=8099)
    assert guard.refuse_address("::ffff:127.0.0.1", port=8099)
    assert guard.refuse_name("localhost", port=8099)


def test_an_allowance_for_a_net_covers_its_addresses_only():
    guard = Guard([parse_allowance("127.0.1.0/24:8409")])
    assert guard.refuse_address("127.0.1.255", port=8409) == ""
    assert guard.refuse_address("127.0.2.1", port=8409)


def test_an_allowance_for_a_name_covers_that_name_only():
    guard = Guard([parse_allowance("localhost:8099")])
    assert guard.refuse_name("localhost", port=8099) == ""
    assert guard.refuse_name("a.localhost", port=8099)


@pytest.mark.parametrize(
    "host", ["localhost", "a.localhost", "printer.local", "db.internal", "x.home.arpa"]
)
def test_local_names_are_not_even_looked_up(host):
    assert Guard().refuse_name(host, port=80)


@pytest.mark.parametrize(
    "text",
    ["", "8099", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "10.0.0.1/8:80", "1.2:80"],
)
def test_a_vague_allowance_is_refused(text):
    with pytest.raises(BadAllowance):
        parse_allowance(text)


def test_an_ipv6_allowance_takes_brackets():
    guard = Guard([parse_allowance("[::1]:8099")])
    assert guard.refuse_address("::1", port=8099) == ""
