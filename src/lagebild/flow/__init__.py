"""The only place that wires the stages together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lagebild.model.nouns import Document, Sheet
from lagebild.reading.reader import read_document

if TYPE_CHECKING:
    from lagebild.model.tracing import Comparison, Story


def read(text: str | Document, *, title: str = "", date: str = "", lang: str = "", any_date: bool = False) -> Sheet:
    """Read one text or document and return its claim sheet.

    `date` is the day of publication (ISO 8601), `lang` a BCP 47 tag (guessed where empty). `any_date` lets office holders stand
    whatever the date. A language without a pack gives an empty sheet whose warnings say so; no text makes it raise.

    >>> [c.event for c in read("Kenya accused Sudan of shelling a border post.", lang="en").claims]
    ['ACCUSE', 'ASSAULT']
    """
    document = text if isinstance(text, Document) else Document(id="", text=text, title=title, date=date, lang=lang)
    return read_document(document, any_date)


def compare(a: str | Document, b: str | Document) -> Comparison:
    """Compare two texts or documents: how they are related, how surely and why, which is earlier, and what changed.

    Spans count in the repaired texts, as those of `read` do. No text makes it raise.

    >>> compare("Kenya closed its border with Sudan on Monday, the ministry said.", "Peru and Chile opened talks on fishing.").relation
    'unrelated'
    """
    return compare_sheets(read(a), read(b))


def compare_sheets(a: Sheet, b: Sheet) -> Comparison:
    """Compare two documents that have been read; see `compare`."""
    # the vectors bring numpy: imported where they are needed, so that `import lagebild` stays quick
    from lagebild.tracing.compare import compare_sheets as compared
    from lagebild.tracing.vectors import load_encoder

    return compared(a, b, load_encoder())


def trace(documents: Iterable[Document], reliability: Mapping[str, str] | None = None) -> list[Story]:
    """Trace documents back to their origins: stories in the order of their first documents, each with its origins and events.

    Documents whose id is empty or stands twice are told apart by a number. The order of the input does not matter. `reliability` maps
    publishers to a letter of the Admiralty code; without one it is F, "cannot be judged".

    >>> [len(story.origins) for story in trace([Document("a", "Peru seized two boats."), Document("b", "Peru seized two boats.")])]
    [1]
    """
    return trace_sheets((read(document) for document in documents), reliability)


def trace_sheets(sheets: Iterable[Sheet], reliability: Mapping[str, str] | None = None) -> list[Story]:
    """Trace documents that have been read; see `trace`."""
    from lagebild.tracing.trace import trace_sheets as traced
    from lagebild.tracing.vectors import load_encoder

    return traced(sheets, load_encoder(), reliability)
