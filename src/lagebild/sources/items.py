"""An item: what a feed, a sitemap or a list says of one document before its page is opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lagebild.model.nouns import Document


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `key` is the canonical address, else the item's own id, else a hash of its content.

    `text` is what the feed has of it, `full` whether that is the whole article. All fields are plain text without signs that steer.
    """

    key: str
    url: str = ""
    title: str = ""
    text: str = ""
    full: bool = False
    date: str = ""
    publisher: str = ""
    author: str = ""
    lang: str = ""

    @property
    def document(self) -> Document | None:
        """The document that the item alone gives; None where it has no text."""
        if not self.text:
            return None
        return Document(
            id=self.key, text=self.text, title=self.title, date=self.date, lang=self.lang, url=self.url, publisher=self.publisher,
            author=self.author,
        )  # fmt: skip


def key_of(url: str, own: str, title: str, text: str) -> str:
    """Return the key of an item: two mentions of one article have the same, be it in two feeds.

    >>> key_of("https://example.org/a", "17", "T", ""), key_of("", "17", "T", "")
    ('https://example.org/a', '17')
    """
    return url or own or "sha256:" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:32]
