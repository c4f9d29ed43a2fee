"""Who is cited for what: the offices, institutes and documents behind the reports, not the outlets between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lagebild.model.nouns import Attribution, Sheet, Source
from lagebild.model.tracing import PrimarySource
from lagebild.packs.language import available
from lagebild.packs.registry import load_registry
from lagebild.tracing.text import fold

_MEDIA = "agency"


def primary_sources(sheets: Sequence[Sheet]) -> tuple[PrimarySource, ...]:
    """Return the named sources of a story's claims and statements, those cited by most documents first."""
    found: dict[str, tuple[str, str, dict[str, None]]] = {}
    for sheet in sheets:
        for source in _cited(sheet):
            found.setdefault(voice(source), (source.name, source.code, {}))[2][sheet.document.id] = None
    rows = [PrimarySource(_label(name, code), code, tuple(documents)) for name, code, documents in found.values()]
    return tuple(sorted(rows, key=lambda row: (-len(row.documents), row.code or row.name)))


def _cited(sheet: Sheet) -> Iterable[Source]:
    for item in (*sheet.claims, *sheet.statements):
        yield from voices(item.attribution)


def voices(attribution: Attribution) -> list[Source]:
    """Return whose words are told: the innermost of the sources named, no news outlet."""
    if attribution.kind != "named":
        return []
    return [source for source in attribution.sources[:1] if not _is_media(source.code)]


def voice(source: Source) -> str:
    """Return what tells one source from another: its code, or its name where the registry does not know it."""
    return source.code or fold(source.name)


def _is_media(code: str) -> bool:
    entity = load_registry(available()[-1]).entities.get(code) if code else None
    return entity is not None and entity.kind == _MEDIA


def _label(name: str, code: str) -> str:
    return load_registry("en").labels.get(code, name) if code else name
