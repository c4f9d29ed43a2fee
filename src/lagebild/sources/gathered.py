"""From an item to its document: the text of its page where the feed has only a summary, under what the feed says of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.failure import passing
from lagebild.sources.fields import link
from lagebild.sources.items import Item
from lagebild.sources.opening import fetched_document
from lagebild.sources.polite import Web


@dataclass(frozen=True, slots=True)
class Gathered:
    """One item of a source: its key (the id of its document), its document where there is one, the bytes it was read from, what went wrong.

    With both a document and an error, the document is what the feed alone has of it: the page could not be had. `again`: another visit
    may do better.
    """

    key: str
    document: Document | None
    raw: bytes
    raw_type: str
    source: str
    error: SourceError | None = None

    @property
    def again(self) -> bool:
        """Whether the error is one that may be gone another time."""
        return passing(self.error)


def open_item(item: Item, source: NewsSource, web: Web) -> Gathered:
    """Return the document of one item; whatever goes wrong is in its `error`, nothing is raised."""
    alone = _alone(item, source)
    if not item.url or item.full or (item.text and not source.full_text):
        error = None if alone else SourceError(item.key, "an item with neither text nor address", "none; the feed has no more of it")
        return _of_feed(item, alone, source, error)
    try:
        page = web.get(item.url)
        document = joined(item, fetched_document(page), source)
    except SourceError as error:
        return _of_feed(item, alone, source, error)
    except Exception as error:  # a page can break the libraries below in ways that none of them declares
        cause = f"the page cannot be read: {type(error).__name__}"
        return _of_feed(item, alone, source, SourceError(item.url, cause, "please report it with this address"))
    return Gathered(item.key, document, page.content, page.content_type, source.id)


def joined(item: Item, page: Document, source: NewsSource) -> Document:
    """Return what a page has, under what the feed says: an outlet knows its own headline, day and origin best from its feed."""
    # a page behind a wall can have less than the feed
    text, repaired = (item.text, False) if len(item.text) > len(page.text) else (page.text, page.repaired)
    # a list of others' pages is not their publisher
    outlet = page.publisher if source.form == "gdelt" else source.outlet
    return Document(
        id=item.key, text=text, title=item.title or page.title, date=item.date or page.date,
        lang=source.lang or page.lang or item.lang, url=link(page.url) or item.url, publisher=item.publisher or outlet,
        author=item.author or page.author, repaired=repaired,
    )  # fmt: skip


def _of_feed(item: Item, document: Document | None, source: NewsSource, error: SourceError | None) -> Gathered:
    return Gathered(item.key, document, json.dumps(asdict(item), ensure_ascii=False).encode(), "application/json", source.id, error)


def _alone(item: Item, source: NewsSource) -> Document | None:
    document = item.document
    if document is None:
        return None
    return replace(document, publisher=document.publisher or source.outlet, lang=source.lang or document.lang)
