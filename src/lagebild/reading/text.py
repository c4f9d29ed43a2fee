"""From raw text to sentences: repair, lines that do not belong to the text, sentence boundaries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from lagebild.model.nouns import Span
from lagebild.packs.language import Language, load_language
from lagebild.reading.expressions import Expressions

# every branch opens with one of the same few characters, so that the search can pass over all others; the group is set where
# a sentence follows without space
_STOP = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)(?:[.!?…]*[\"»“”’'«)\]]*(?=\s|$)|(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöü]+ )()))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff\u00ad]")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,4}\.$")
_INITIAL = re.compile(r"(?:^|[\s(])[A-ZÄÖÜ]\.$")
_DATELINE = re.compile(
    r"^\s*(?:[A-ZÄÖÜ][\w.’' -]{2,30}(?:/[A-ZÄÖÜ][\w .-]{2,30})?(?:, \w+ \d{1,2})?\s*\([\w./-]{2,14}\)\s*[-–—:]+\s+"  # Kyiv (Reuters) -
    r"|[A-ZÄÖÜ][A-ZÄÖÜ .’'/-]{2,30}\s*\([\w./-]{2,14}\)[.,]?\s+"  # MOSKAU (dpa)
    r"|[A-ZÄÖÜ][\w.-]+(?:/[A-ZÄÖÜ][\w.-]+)?\s*\((?i:dpa|afp|ap|reuters|rtr|epd|kna|sda|apa|tass|upi|xinhua|anp|ansa|efe)\)\s+"  # Genf (AFP)
    r"|[A-ZÄÖÜ][A-ZÄÖÜ .'-]{3,30}(?:, \w+\.? \d{1,2})?\s*[-–—:]+\s+"  # WARSAW, March 16 -
    r"|[A-ZÄÖÜ][a-zäöü]+(?:/[A-ZÄÖÜ][a-zäöü]+)? [-–—] (?=[A-ZÄÖÜ]))"  # Genf –
)
_DATELINE_SIGN = re.compile(r"[(:–—-]")
_LONGEST = 2000


def repair(text: str) -> str:
    """Mend mojibake, odd spaces and control characters; NFC. The spans of claims count in the text that comes out.

    >>> repair("PjÃ¶ngjang")
    'Pjöngjang'
    """
    if any(mark in text for mark in ("Ã", "â€", "Â", "\ufffd")):
        import ftfy

        text = ftfy.fix_encoding(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").replace("``", '"').replace("''", '"')
    text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


class Boilerplate(NamedTuple):
    """Expressions that lines of a page open with or hold; those of several words apart."""

    all: tuple[str, ...]
    spaced: Expressions

    @classmethod
    def of(cls, language: Language) -> Boilerplate:
        """Return those of a language."""
        return _boilerplate(language.code)


@lru_cache(maxsize=4)
def _boilerplate(code: str) -> Boilerplate:
    expressions = tuple(load_language(code).noise["boilerplate"])
    return Boilerplate(expressions, Expressions(e for e in expressions if " " in e))


def sentences(text: str, language: Language) -> Iterator[Span]:
    """Yield the spans of the sentences; a line break ends one; boilerplate lines are passed over."""
    abbreviations = language.grammar["abbreviations"]
    boilerplate = Boilerplate.of(language)
    start = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if "\n" in match.group():
            yield from _bounded(text, start, match.start(), boilerplate)
            start = end
        elif match.lastindex or _ends(text, start, match, abbreviations):
            yield from _bounded(text, start, end, boilerplate)
            start = end
    yield from _bounded(text, start, len(text), boilerplate)


def _ends(text: str, start: int, match: re.Match[str], abbreviations: Container[str]) -> bool:
    if match.group()[0] != ".":
        rest = text[match.end() : match.end() + 3].lstrip()
        return not rest or not rest[0].islower()
    before = text[max(start, match.start() - 12) : match.start() + 1]
    word = before.rsplit(None, 1)[-1].lower().lstrip("(\"“„»«'") if before.strip() else ""
    rest = text[match.end() : match.end() + 3].lstrip()
    if rest and (rest[0].islower() or rest[0] in ",;"):
        return False
    last = before[-2:-1]
    if word in abbreviations or (last.isupper() and rest and _INITIAL.search(before)):
        # "in the U.S. The …" ends a sentence; "U.S. President" does not
        return bool(re.match(r"\s+(The|A|An|In|On|It|He|She|They|But|Der|Die|Das|Ein|Eine)\s", text[match.end() : match.end() + 8]))
    if not rest or not last.isdigit() or not _ORDINAL.search(before):
        return True
    return bool(re.match(r"\d{4}\.$", word)) or not re.search(r"\d{1,2}\.$", before)


def _bounded(text: str, start: int, end: int, boilerplate: Boilerplate) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end <= start:
        return
    if _is_boilerplate(text[start : min(end, start + 200)].lower(), end - start, boilerplate):
        return
    for at in range(start, end, _LONGEST):
        yield Span(at, min(end, at + _LONGEST))


def _is_boilerplate(line: str, length: int, boilerplate: Boilerplate) -> bool:
    """Whether a line belongs to the page: it opens with such words and is short, or holds several of them in little space."""
    if line.startswith(boilerplate.all):
        opening = next(b for b in boilerplate.all if line.startswith(b))
        if (length < 120 or opening.endswith(":")) and (" " in opening or opening.endswith(":") or length < 40):
            return True
    return length < 120 and bool(boilerplate.spaced.found(line))


def dateline(text: str, start: int) -> int:
    """Return how many characters a dateline ("MOSKAU (dpa) -") takes at the start of a sentence.

    >>> dateline("KYIV (Reuters) - The army said", 0)
    17
    """
    line = text[start : start + 80]
    # every dateline has a bracket, a dash or a colon; most sentences have none so early
    match = _DATELINE.match(line) if _DATELINE_SIGN.search(line) else None
    return match.end() if match else 0
