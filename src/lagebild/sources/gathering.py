"""Gathering from one source: its new documents one by one, and what to remember of the visit.

Pure of any store: what was seen and what is remembered comes in, what is new goes out. A bad item never loses the others.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Generator, Iterator
from dataclasses import dataclass, replace

from lagebild.model.errors import SourceError
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.fields import link
from lagebild.sources.files import Opened, open_folder
from lagebild.sources.gathered import Gathered, joined, open_item
from lagebild.sources.items import Item
from lagebild.sources.listing import list_items
from lagebild.sources.opening import fetched_document
from lagebild.sources.polite import Web

__all__ = ["Gathered", "Gathering", "SourceState", "open_item"]


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source between visits: times are ISO 8601 in UTC, `failures` counts those since the last success.

    `cause` is that of the last failure, "" after a success; `wait` the seconds that the server asked to be left alone.
    """

    etag: str = ""
    modified: str = ""
    tried: str = ""
    succeeded: str = ""
    cause: str = ""
    failures: int = 0
    wait: float = 0.0


# yields what is new; returns the etag and the modification time to remember
Visit = Generator[Gathered, None, tuple[str, str]]


class Gathering:
    """One visit to a source: iterate over it, then take its `state`.

    `seen` says which keys are stored already (or were given up); they are passed over without a request. The etag of the visit is
    remembered only if every item came through or failed for good, and none was left over: then alone may the next visit hear "unchanged".
    """

    def __init__(
        self,
        source: NewsSource,
        state: SourceState | None = None,
        seen: Container[str] = frozenset(),
        web: Web | None = None,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        self.source, self.state, self.web = source, state or SourceState(), web or Web()
        self._seen, self._now = seen, now

    def __iter__(self) -> Iterator[Gathered]:
        """Yield the new items one by one, none twice; a source that fails as a whole yields nothing, and `state` says why."""
        self.state = replace(self.state, tried=self._time(), wait=0.0)
        try:
            etag, modified = yield from {"folder": self._folder, "page": self._single}.get(self.source.form, self._listed)()
        except SourceError as error:
            wait = getattr(error, "wait", None) or 0.0
            self.state = replace(self.state, cause=str(error), failures=self.state.failures + 1, wait=wait)
            return
        self.state = replace(self.state, etag=etag, modified=modified, succeeded=self._time(), cause="", failures=0)

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _listed(self) -> Visit:
        listed = list_items(self.source, self.web, self.state.etag, self.state.modified)
        new = [item for item in listed.items if item.key not in self._seen]
        whole = len(new) <= self.source.most
        for item in new[: self.source.most]:
            found = open_item(item, self.source, self.web)
            whole = whole and not found.again
            yield found
        return (listed.etag, listed.modified) if whole else ("", "")

    def _single(self) -> Visit:
        page = self.web.get(self.source.url, "article", self.state.etag, self.state.modified)
        if not page.unchanged:
            document = joined(Item(link(self.source.url), link(self.source.url)), fetched_document(page), self.source)
            # the page is a new document whenever its text is another
            key = f"{document.id}#{document.content_id}"
            if key not in self._seen:
                yield Gathered(key, replace(document, id=key), page.content, page.content_type, self.source.id)
        return page.etag, page.modified

    def _folder(self) -> Visit:
        count = 0
        for found in open_folder(self.source.path):
            count += 1
            one = self._opened(found)
            if one.key not in self._seen:
                yield one
        if not count:
            raise SourceError(self.source.path, "no file in the folder that can be read", "check the path in sources.toml")
        return "", ""

    def _opened(self, found: Opened) -> Gathered:
        document = found.document
        if document is None:
            return Gathered(found.name, None, found.raw, found.raw_type, self.source.id, found.error)
        # a file whose text has changed is a new document
        key = f"{found.name}#{document.content_id}"
        publisher, lang = document.publisher or self.source.outlet, document.lang or self.source.lang
        return Gathered(key, replace(document, id=key, publisher=publisher, lang=lang), found.raw, found.raw_type, self.source.id)
