"""`lagebild desk`: the pages on this machine alone, or for others who have an account."""

from __future__ import annotations

import argparse
import ipaddress
import re
import socket
import sys
from pathlib import Path
from typing import Any

from lagebild.model.errors import InputError
from lagebild.store.accounts import accounts
from lagebild.tell.ownactors import Follower
from lagebild.tell.progress import lines_from_libraries
from lagebild.tell.storing import opened
from lagebild.tell.words import Words

_BACKLOG = 128
_NAME = re.compile(r"(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}|\[[0-9a-f:.]+\]", re.IGNORECASE | re.ASCII)


def desk_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild desk` until it is interrupted; others are let in only with accounts, and over TLS alone."""
    a, host = arguments, address_of(arguments.host)
    alone = ipaddress.ip_address(host).is_loopback and not (a.names or a.proxies)
    with opened(a) as store:
        names = () if alone else _for_others(a, host, bool(accounts(store)))
        with listening(host, a.port) as bound:
            import uvicorn

            from lagebild.tell.desk.application import application
            from lagebild.tell.desk.door import Entrance

            shown = f"{'https' if a.cert else 'http'}://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"
            print(words("web", "serving", where=shown, store=store.name), file=sys.stderr, flush=True)
            lines_from_libraries()
            entrance = None if alone else Entrance(store)
            made = application(store, words.lang, entrance=entrance, names=names, proxied=bool(a.proxies), follower=Follower())
            uvicorn.Server(uvicorn.Config(made, **_options(a))).run(sockets=[bound])
    return 0


def _options(a: argparse.Namespace) -> dict[str, Any]:
    """Return how uvicorn serves: whose word on who asks it takes, and with which certificate."""
    proxies = [address_of(one, "--proxy") for one in a.proxies]
    found: dict[str, Any] = {
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": bool(proxies),
        "forwarded_allow_ips": proxies,
    }
    if not sys.stderr.isatty():
        # uvicorn's own way of logging is for terminals; what is asked of the desk is nobody's business and logged nowhere
        found["log_config"] = None
    return found | ({"ssl_certfile": a.cert, "ssl_keyfile": a.key} if a.cert else {})


def address_of(host: str, where: str = "--host") -> str:
    """Return the address of a host. Raises InputError for a name other than localhost: it may lead anywhere.

    >>> address_of("localhost"), address_of("::1")
    ('127.0.0.1', '::1')
    """
    try:
        return str(ipaddress.ip_address("127.0.0.1" if host == "localhost" else host))
    except ValueError:
        raise InputError(where, f"{host!r} is not an address", "give one such as 127.0.0.1 or ::1") from None


def _for_others(a: argparse.Namespace, host: str, known: bool) -> tuple[str, ...]:
    """Return the names under which others ask. Raises InputError without accounts, without TLS, and where no name can be known."""
    if not known:
        cause = f"{a.names[0] if a.names else host} can be reached by others, and there are no accounts"
        raise InputError("--host", cause, "lagebild account add NAME --role admin; or give 127.0.0.1 alone and use a tunnel such as ssh -L")
    if bool(a.cert) != bool(a.key):
        raise InputError("--cert", "a certificate needs its key, and a key its certificate", "give both --cert and --key")
    if not a.cert and not a.proxies:
        raise InputError(
            "--host", "passwords would cross the network in clear", "give --cert and --key, or --proxy ADDRESS of one with TLS"
        )
    if missing := next((name for name in (a.cert, a.key) if name and not Path(name).is_file()), ""):
        raise InputError(missing, "no such file", "give a PEM file")
    if not a.names and ipaddress.ip_address(host).is_unspecified:
        raise InputError("--host", f"{host} is every address, and none that can be asked for", "give --name with the name that others use")
    if wrong := next((name for name in a.names if not _NAME.fullmatch(name)), ""):
        raise InputError("--name", f"{wrong[:60]!r} is no host name", "give it without a scheme and a port, such as desk.example.org")
    return (*a.names, f"[{host}]" if ":" in host else host)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises InputError where the port is taken or none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        bound.close()
        cause = getattr(error, "strerror", None) or str(error)
        raise InputError("--port", f"cannot listen on {host}, port {port}: {cause}", "give another --port, or 0 for any") from error
    return bound
