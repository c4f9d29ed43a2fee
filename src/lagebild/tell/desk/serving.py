"""`lagebild desk`: the pages on this machine alone."""

from __future__ import annotations

import argparse
import ipaddress
import socket
import sys
from typing import Any

from lagebild.model.errors import InputError
from lagebild.tell.progress import lines_from_libraries
from lagebild.tell.storing import opened
from lagebild.tell.words import Words

_BACKLOG = 128


def desk_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild desk` until it is interrupted."""
    host = loopback(arguments.host)
    with opened(arguments) as store, listening(host, arguments.port) as bound:
        import uvicorn

        from lagebild.tell.desk.application import application

        where = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"
        print(words("web", "serving", where=where, store=store.name), file=sys.stderr, flush=True)
        made = application(store, words.lang)
        lines_from_libraries()
        # uvicorn's own way of logging is for terminals; what is asked of the desk is nobody's business and logged nowhere
        logs: dict[str, Any] = {} if sys.stderr.isatty() else {"log_config": None}
        uvicorn.Server(uvicorn.Config(made, log_level="warning", access_log=False, server_header=False, **logs)).run(sockets=[bound])
    return 0


def loopback(host: str) -> str:
    """Return the address of a host of this machine alone. Raises InputError for any other.

    >>> loopback("localhost"), loopback("::1")
    ('127.0.0.1', '::1')
    """
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise InputError("--host", f"{host!r} is not an address", "give 127.0.0.1 or ::1") from None
    if not address.is_loopback:
        cause = f"{host} can be reached by others, and the desk has no accounts yet"
        raise InputError("--host", cause, "give 127.0.0.1; from elsewhere, use a tunnel such as ssh -L")
    return str(address)


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
