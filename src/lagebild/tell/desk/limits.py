"""How often something may be done: a rate for each key, with room for a burst, in memory that does not grow."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock

_KEYS = 20_000


class Limit:
    """At most `most` in `seconds`, for each key (the generic cell rate algorithm: one number a key).

    >>> limit = Limit(2, 60.0)
    >>> limit.take("a", 0.0), limit.take("a", 0.0), limit.take("a", 0.0), limit.take("b", 0.0), limit.take("a", 30.0)
    (0.0, 0.0, 30.0, 0.0, 0.0)
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.period, self.room = seconds / most, seconds - seconds / most
        self._due: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, now: float) -> float:
        """Count one and return 0.0, or count none and return the seconds to wait."""
        with self._lock:
            due = max(self._due.get(key, now), now)
            if due - now > self.room + 1e-6:
                return due - now - self.room
            self._due[key] = due + self.period
            self._due.move_to_end(key)
            if len(self._due) > _KEYS:
                # the one that was longest not counted; of strangers' keys there are any number
                self._due.popitem(last=False)
            return 0.0

    def forget(self, key: str) -> None:
        """Let a key begin anew."""
        with self._lock:
            self._due.pop(key, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a desk that others can reach bounds: logins by address, by account from an address, by account; calls; wrong tokens."""

    place: Limit = field(default_factory=lambda: Limit(20, 15 * 60.0))
    pair: Limit = field(default_factory=lambda: Limit(5, 15 * 60.0))
    account: Limit = field(default_factory=lambda: Limit(50, 3600.0))
    calls: Limit = field(default_factory=lambda: Limit(600, 60.0))
    strangers: Limit = field(default_factory=lambda: Limit(60, 60.0))

    def login(self, name: str, address: str, now: float) -> float:
        """Count an attempt to log in; return 0.0, or the seconds to wait before its password is looked at."""
        near = neighbourhood(address)
        return self.place.take(near, now) or self.pair.take(f"{near} {name}", now) or self.account.take(name, now)

    def logged_in(self, name: str, address: str) -> None:
        """Forget the failures of who had the password in the end."""
        self.pair.forget(f"{neighbourhood(address)} {name}")


def neighbourhood(address: str) -> str:
    """Return an address, of IPv6 the network of 64 bits, all of which one machine may call its own.

    >>> neighbourhood("10.0.0.7"), neighbourhood("2001:db8::1:2"), neighbourhood("?")
    ('10.0.0.7', '2001:db8::', '?')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) else str(found)
