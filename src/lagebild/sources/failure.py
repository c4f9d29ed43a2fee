"""What a fetch fails with: an error that knows whether to try again is worth while."""

from __future__ import annotations

from lagebild.model.errors import SourceError


class FetchError(SourceError):
    """A fetch failed: `status` is that of HTTP (0 without an answer); `passing`, whether it may go well another time.

    `wait` is how many seconds the server asks to be left alone (Retry-After), None where it does not say.
    """

    def __init__(
        self, where: str, cause: str, way_out: str = "", *, status: int = 0, passing: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(where, cause, way_out)
        self.status, self.passing, self.wait = status, passing, wait


def passing(error: BaseException | None) -> bool:
    """Whether an error is one that may be gone another time.

    >>> passing(FetchError("a", "HTTP 503", passing=True)), passing(SourceError("a", "no text"))
    (True, False)
    """
    return isinstance(error, FetchError) and error.passing
