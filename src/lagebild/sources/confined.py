"""Running a reader in a process of its own, with a limit on time, memory and open files: what it does there, it does to itself."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from lagebild.model.errors import SourceError

SECONDS, MEMORY = 60, 1_500_000_000
_WAY_OUT = "save its text as .txt"


def confined(module: str, data: bytes, where: str, seconds: float = SECONDS) -> Any:
    """Return the JSON that `python -m module` writes of the data on its standard input; raises SourceError where it fails.

    On POSIX the process may hold MEMORY bytes and write no file (`confine`, which the module calls first); elsewhere the time alone is
    limited.
    """
    # -P: no module beside the files that are being read is ever imported
    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(where, f"took longer than {seconds:g} seconds to read", _WAY_OUT) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise SourceError(where, "its reader broke off: too large in memory, or made to do harm", _WAY_OUT) from None
    if "error" in answer:
        raise SourceError(where, str(answer["error"])[:200], _WAY_OUT)
    return answer


def confine() -> None:
    """Limit this process: memory, processor time, and no file written; where the system knows no such limits, nothing."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS takes no limit on addresses
            continue
