"""The only place that wires the stages together."""

from __future__ import annotations

from lagebild.model.nouns import Document, Sheet
from lagebild.reading.reader import read_document


def read(text: str | Document, *, title: str = "", date: str = "", lang: str = "", any_date: bool = False) -> Sheet:
    """Read one text or document and return its claim sheet.

    `date` is the day of publication (ISO 8601), `lang` a BCP 47 tag (guessed where empty). `any_date` lets office holders stand
    whatever the date. A language without a pack gives an empty sheet whose warnings say so; no text makes it raise.

    >>> [c.event for c in read("Kenya accused Sudan of shelling a border post.", lang="en").claims]
    ['ACCUSE', 'ASSAULT']
    """
    document = text if isinstance(text, Document) else Document(id="", text=text, title=title, date=date, lang=lang)
    return read_document(document, any_date)
