"""The file of the user's own actors: found and read here, at the edge, and laid beside the world's before and while a command works."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from lagebild.model.errors import PackError
from lagebild.packs.own import OwnActors, laid, lay
from lagebild.tell.progress import log, warn
from lagebild.tell.words import Words

VARIABLE, _LARGEST = "LAGEBILD_ACTORS", 2_000_000
_UNSEEN = object()


def actors_file() -> Path:
    """Return where the user's `actors.toml` lies: `LAGEBILD_ACTORS`, else the user's configuration folder."""
    from platformdirs import user_config_path

    given = os.environ.get(VARIABLE, "")
    return Path(given) if given else user_config_path("lagebild", appauthor=False) / "actors.toml"


def lay_own_actors() -> None:
    """Lay the user's own actors beside the world's, if there are any. Raises PackError naming file, line and way out."""
    lay(read_own_actors())


def read_own_actors() -> OwnActors:
    """Return the user's own actors as their file says now; without a file there are none. Raises PackError."""
    path = actors_file()
    if not path.exists() and not os.environ.get(VARIABLE):
        return OwnActors()
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise PackError(str(path), f"{len(data)} bytes", f"give {_LARGEST} at most")
        return OwnActors(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise PackError(str(path), f"not UTF-8: {error.reason}", "save it as UTF-8") from error
    except OSError as error:
        raise PackError(str(path), error.strerror or str(error), f"check {VARIABLE}") from error


class Follower:
    """Follows the file while a program stays on: where it has changed, its actors are laid on; a fault in it leaves those before.

    `fault` is what is wrong with the file as it stands, None where nothing is.
    """

    def __init__(self) -> None:
        self.fault: PackError | None = None
        self._seen: object = _UNSEEN
        self._missed = False
        self._lock = threading.Lock()

    def is_due(self) -> bool:
        """Whether the file is another than when it was read last: one call of the system, nothing is read."""
        return _state() != self._seen

    def look(self) -> bool:
        """Read the file where it has changed; returns whether there is something to tell: other actors hold, or a fault came or went."""
        if not self.is_due():
            self._missed = False
            return False
        # who comes while another reads goes on with what holds
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._take(_state())
        finally:
            self._lock.release()

    def _take(self, state: object) -> bool:
        # editors may put a new file in the place of an old one: that it is gone counts only when it is still gone at the next look
        self._missed, again = state is None, self._missed
        if state is None and not again:
            return False
        self._seen, before = state, self.fault
        try:
            found = read_own_actors()
            if found.text != laid().text:
                # imported here: every command comes by, and help must come at once
                from lagebild.packs.registry import try_on

                try_on(found)
        except PackError as error:
            self.fault = error
            return str(error) != str(before)
        self.fault = None
        return lay(found).text != found.text or before is not None


def _state() -> object:
    try:
        found = actors_file().stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def tell_of(follower: Follower, words: Words) -> None:
    """Tell on standard error what a look has brought."""
    if follower.fault:
        warn("actors_refused", f"{follower.fault}; {words('desk', 'actors_stay')}", words, file=str(actors_file()))
    elif sys.stderr.isatty():
        print(words("desk", "actors_changed"), file=sys.stderr, flush=True)
    else:
        log("actors_changed", file=str(actors_file()))
