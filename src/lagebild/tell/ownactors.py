"""The file of the user's own actors: found and read here, at the edge, and laid beside the world's before a command begins."""

from __future__ import annotations

import os
from pathlib import Path

from lagebild.model.errors import PackError
from lagebild.packs.own import OwnActors, lay

VARIABLE, _LARGEST = "LAGEBILD_ACTORS", 2_000_000


def actors_file() -> Path:
    """Return where the user's `actors.toml` lies: `LAGEBILD_ACTORS`, else the user's configuration folder."""
    from platformdirs import user_config_path

    given = os.environ.get(VARIABLE, "")
    return Path(given) if given else user_config_path("lagebild", appauthor=False) / "actors.toml"


def lay_own_actors() -> None:
    """Lay the user's own actors beside the world's, if there are any. Raises PackError naming file, line and way out."""
    path = actors_file()
    if not path.exists() and not os.environ.get(VARIABLE):
        lay(OwnActors())
        return
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise PackError(str(path), f"{len(data)} bytes", f"give {_LARGEST} at most")
        lay(OwnActors(data.decode("utf-8-sig"), str(path)))
    except UnicodeDecodeError as error:
        raise PackError(str(path), f"not UTF-8: {error.reason}", "save it as UTF-8") from error
    except OSError as error:
        raise PackError(str(path), error.strerror or str(error), f"check {VARIABLE}") from error
