"""Which web addresses may be fetched: pure checks of URLs and IP addresses; nothing here touches the network."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from lagebild.model.errors import SourceError

if TYPE_CHECKING:
    import httpx

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# after the IANA special-purpose registries; written out because Python's `is_global` differs between patch versions
_REFUSED = {
    "0.0.0.0/8": "unspecified", "10.0.0.0/8": "private", "100.64.0.0/10": "shared (carrier-grade NAT)", "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "a cloud's own service", "169.254.0.0/16": "link-local", "172.16.0.0/12": "private", "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "reserved", "192.88.99.0/24": "6to4", "192.168.0.0/16": "private", "198.18.0.0/15": "reserved",
    "198.51.100.0/24": "reserved", "203.0.113.0/24": "reserved", "224.0.0.0/4": "multicast", "240.0.0.0/4": "reserved",
    "::/128": "unspecified", "::1/128": "loopback", "::ffff:0:0/96": "IPv4-mapped", "64:ff9b::/96": "NAT64", "64:ff9b:1::/48": "NAT64",
    "2001::/32": "Teredo", "2001::/23": "reserved", "2001:db8::/32": "reserved", "2002::/16": "6to4", "3fff::/20": "reserved",
    "fc00::/7": "private", "fe80::/10": "link-local", "fec0::/10": "private", "ff00::/8": "multicast",
}  # fmt: skip
_NETWORKS = tuple((ipaddress.ip_network(network), reason) for network, reason in _REFUSED.items())
_UNICAST = ipaddress.IPv6Network("2000::/3")
_NUMBER = re.compile(r"(?:[0-9]+|0[xX][0-9a-fA-F]*)")


def checked_url(url: str, ports: Collection[int]) -> httpx.URL:
    """Return the parsed address, without its fragment; raises SourceError where it is none that may be fetched."""
    import httpx

    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise SourceError(shown(url), f"not a web address: {error}", "give one such as https://example.org/article") from None
    cause = _scheme_or_port(parsed, host, ports) or _odd_host(host)
    if cause:
        raise SourceError(shown(url), cause, "give the article's public address")
    return parsed


def forbidden(address: str, allow: Collection[str] = ()) -> str:
    """Return why an IP address may not be reached, "" where it may; `allow` lists addresses that may in any case.

    >>> forbidden("169.254.169.254"), forbidden("::ffff:8.8.8.8"), forbidden("8.8.8.8"), forbidden("127.0.0.1", {"127.0.0.1"})
    ('link-local', 'IPv4-mapped', '', '')
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    if ip in {ipaddress.ip_address(allowed) for allowed in allow}:
        return ""
    reason = next((reason for network, reason in _NETWORKS if ip.version == network.version and ip in network), "")
    return reason or _not_public(ip)


def shown(url: str) -> str:
    """Return an address as errors may show it: in one line, short, and without a password.

    >>> shown("https://anna:geheim@example.org/a")
    'https://example.org/a'
    """
    bare = re.sub(r"^([a-zA-Z][\w+.-]*:)?//[^/?#]*@", r"\1//", url[:2000])
    line = "".join(c if c.isprintable() else "\ufffd" for c in bare)
    return line if len(line) <= 200 else f"{line[:199]}…"


def _scheme_or_port(url: httpx.URL, host: str, ports: Collection[int]) -> str:
    if url.scheme not in ("http", "https"):
        return f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}"
    if b"@" in url.netloc or url.userinfo:
        return "an address with a user name or password is not fetched"
    if not host:
        return "the address names no host"
    port = url.port or (443 if url.scheme == "https" else 80)
    return "" if port in ports else f"port {port} is not one that is fetched from"


def _odd_host(host: str) -> str:
    # 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1 to some resolvers; no outlet is named so
    last = host.rstrip(".").rsplit(".", 1)[-1]
    if ":" in host or not _NUMBER.fullmatch(last):
        return ""
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return "the host is a number that is not a plain IP address"
    return ""


def _not_public(ip: IPAddress) -> str:
    if ip.version == 6 and ip not in _UNICAST:
        return "reserved"
    return "" if ip.is_global and not ip.is_multicast else "not public"
