"""Checking sources: whether each can be had and read, how much it offers, and of when the newest is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from lagebild.model.errors import SourceError
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.files import open_folder
from lagebild.sources.listing import list_items
from lagebild.sources.opening import fetched_document
from lagebild.sources.polite import Web


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many items, the latest of their dates ("" where none has one), or the error."""

    source: NewsSource
    items: int = 0
    newest: str = ""
    error: SourceError | None = None


def check_source(source: NewsSource, web: Web) -> Checked:
    """Return what one visit to a source finds; stores nothing and opens no item's page."""
    try:
        dates = _dates(source, web)
        error = None if dates else SourceError(source.place, "nothing in it", "look at it; it may have moved")
        return Checked(source, len(dates), max(dates, default=""), error)
    except SourceError as error:
        return Checked(source, error=error)
    except Exception as error:  # what strangers send can break the libraries below in ways that none of them declares
        cause = f"the source cannot be read: {type(error).__name__}"
        return Checked(source, error=SourceError(source.place, cause, "please report it with this address"))


def check_sources(sources: Iterable[NewsSource], web: Web, jobs: int = 8) -> Iterator[Checked]:
    """Yield what the checks of sources find, in the order in which they end; `jobs` are under way at once."""
    with ThreadPoolExecutor(jobs) as pool:
        under_way = [pool.submit(check_source, source, web) for source in sources]
        try:
            for one in as_completed(under_way):
                yield one.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _dates(source: NewsSource, web: Web) -> list[str]:
    if source.form == "folder":
        return [found.document.date for found in open_folder(source.path) if found.document is not None]
    if source.form == "page":
        return [fetched_document(web.get(source.url)).date]
    return [item.date for item in list_items(source, web).items]
