"""The end of `make demo`: the desk over a store, and where it is.

    python examples/demo.py demo/desk.db

On a terminal it stays until Ctrl-C. Elsewhere, where nobody could end it, it is started, asked for its first page and ended again.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path

PORT = 8080
PROGRAM = Path(sysconfig.get_path("scripts")) / "lagebild"


def main() -> int:
    """Show the desk, or try it."""
    store = sys.argv[1]
    command = [str(PROGRAM), "desk", "--db", store]
    if sys.stdin.isatty() and sys.stdout.isatty():
        return stay([*command, "--port", str(PORT if free(PORT) else 0)])
    where = tried([*command, "--port", "0", "--lang", "en"])
    print(f"The desk over the example dossier answered at {where}; it was ended again, as this is no terminal. To look at it:")
    print(f"    {command[0]} desk --db {store}")
    return 0


def free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0


def stay(command: list[str]) -> int:
    """Run the desk until it is interrupted, which is no failure; it says itself where it is."""
    desk = subprocess.Popen(command)
    try:
        return desk.wait()
    except KeyboardInterrupt:
        # the terminal told the desk too
        desk.wait()
        return 0


def tried(command: list[str]) -> str:
    """Start the desk, ask for its first page, end it; returns where it was. Raises where it does not answer."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        try:
            assert desk.stderr is not None
            said = desk.stderr.readline()
            found = re.search(r"http://\S+", said)
            if not found:
                raise SystemExit(f"the desk did not start: {said}{desk.stderr.read()}")
            with urllib.request.urlopen(found.group(), timeout=60) as answer:
                page = answer.read().decode()
            if "Lagebild</title>" not in page:
                raise SystemExit(f"the desk answered at {found.group()}, but not with its first page")
            return found.group()
        finally:
            desk.terminate()


if __name__ == "__main__":
    sys.exit(main())
