import pytest

from lagebild.model.errors import SourceError
from lagebild.sources.address import checked_url, forbidden, shown

PORTS = frozenset({80, 443, 8080, 8443})


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("0.0.0.0", "unspecified"), ("10.1.2.3", "private"),
        ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.168.1.1", "private"), ("169.254.169.254", "link-local"),
        ("100.64.0.1", "shared"), ("100.100.100.200", "shared"), ("100.127.255.255", "shared"), ("192.0.0.192", "reserved"),
        ("198.18.0.1", "reserved"), ("203.0.113.7", "reserved"), ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"),
        ("240.0.0.1", "reserved"), ("255.255.255.255", "reserved"), ("168.63.129.16", "cloud"), ("192.88.99.1", "6to4"),
        ("::1", "loopback"), ("::", "unspecified"), ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"), ("fc00::1", "private"),
        ("fd00:ec2::254", "private"), ("fec0::1", "private"), ("ff02::1", "multicast"), ("::ffff:127.0.0.1", "IPv4-mapped"),
        ("::ffff:8.8.8.8", "IPv4-mapped"), ("::127.0.0.1", "reserved"), ("2002:7f00:1::", "6to4"), ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b:1::1", "NAT64"), ("2001::1", "Teredo"), ("2001:db8::1", "reserved"), ("::ffff:0:127.0.0.1", "reserved"),
        ("4000::1", "reserved"), ("not an address", "not an IP"),
    ],
)  # fmt: skip
def test_addresses_inside_are_forbidden(address: str, reason: str) -> None:
    assert reason in forbidden(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_not(address: str) -> None:
    assert forbidden(address) == ""


def test_the_allowance_is_for_the_address_alone() -> None:
    assert forbidden("127.0.0.1", {"127.0.0.1"}) == ""
    assert forbidden("127.0.0.2", {"127.0.0.1"}) == "loopback"
    assert forbidden("::1", {"0:0:0:0:0:0:0:1"}) == ""


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("ftp://example.org/a", "only http and https"), ("file:///etc/passwd", "only http and https"), ("example.org", "without a scheme"),
        ("gopher://example.org", "only http and https"), ("http://anna:geheim@example.org/", "user name or password"),
        ("http://anna@example.org/", "user name or password"), ("http:///a", "names no host"), ("http://example.org:22/", "port 22"),
        ("http://example.org:25/", "port 25"), ("http://2130706433/", "not a plain IP"), ("http://0x7f000001/", "not a plain IP"),
        ("http://0x7f.0.0.1/", "not a plain IP"), ("http://0177.0.0.1/", "Invalid IPv4 address"), ("http://127.1/", "not a plain IP"),
        ("http://127.0.0.1./", "not a plain IP"), ("http://example.org:99999/", "port 99999"), ("http://[::1/", "not a web address"),
        ("http://a\nb/", "not a web address"), ("https://example.org/" + "a" * 70_000, "not a web address"),
        ("http://good.example\\@127.0.0.1/", ""), ("http://" + "a." * 200 + "\u00e4/", ""),
    ],
)  # fmt: skip
def test_what_is_no_address_to_fetch_is_refused(url: str, cause: str) -> None:
    with pytest.raises(SourceError) as caught:
        checked_url(url, PORTS)
    assert cause in caught.value.cause
    assert caught.value.way_out


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://example.org:8080/", "http://8.8.8.8/", "https://münchen.example/"])
def test_plain_addresses_pass(url: str) -> None:
    assert checked_url(url, PORTS).host


def test_the_fragment_is_dropped() -> None:
    assert str(checked_url("https://example.org/a#b", PORTS)) == "https://example.org/a"


def test_errors_never_show_a_password() -> None:
    for url in ("http://anna:geheim@example.org:22/", "http://a:geheim@b@example.org/", "ftp://anna:geheim@example.org/"):
        with pytest.raises(SourceError) as caught:
            checked_url(url, PORTS)
        assert "geheim" not in str(caught.value)
    assert "geheim" not in shown("//anna:geheim@example.org")
    assert "\n" not in shown("http://a\nb")
