"""Places and sides that are no longer the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.packs.tracingwords import load_cues, load_number_words
from lagebild.tracing.drift.sides import Change, Met, Sides, passage
from lagebild.tracing.names import key
from lagebild.tracing.profile import Profile
from lagebild.tracing.states import states
from lagebild.tracing.text import fold

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ARTICLES = frozenset({"the", "den", "dem", "der", "die", "das", "la", "le", "el", "il"})
_LEAST = 4
# nouns of German have capitals too: these endings are no names of places
_GERMAN_NOUNS = ("ung", "ungen", "en", "heit", "keit", "schaft", "ium", "tion", "er", "mer", "ern", "is", "ahr")


def places(sides: Sides) -> Iterator[Change]:
    """Yield names after words of place in matched sentences, each unknown to the other text; of two states, the side changed."""
    for met in sides.met:
        gone = _unknown(met.before.text, sides.before.lang, sides.after)
        new = _unknown(met.after.text, sides.after.lang, sides.before)
        alike = [(one, other) for one in gone for other in new if _beside(met.before.text, one) == _beside(met.after.text, other) != ""]
        if alike or (len(gone) == 1 and len(new) == 1):
            yield _change(met, *(alike[0] if alike else (gone[0], new[0])), sides)


def _beside(text: str, found: re.Match[str]) -> str:
    """The name's next word, where it is a part of the name: Sabina *Shoal*."""
    after = text[found.end() :].split()
    return after[0].rstrip(".,;:") if after and after[0][0].isupper() and text[found.end() : found.end() + 1] == " " else ""


def _change(met: Met, one: re.Match[str], other: re.Match[str], sides: Sides) -> Change:
    both = states(one.group(), sides.before.lang) and states(other.group(), sides.after.lang)
    why = f"{one.group()} became {other.group()}"
    return Change("actor_changed" if both else "place_changed", passage(met.before, *one.span()), passage(met.after, *other.span()), why)


def _unknown(text: str, lang: str, other: Profile) -> list[re.Match[str]]:
    """The capitalised words that stand where a place stands and that the other text has in no form."""
    cues, calendar = load_cues().get(lang), load_number_words().get(lang)
    if cues is None or calendar is None:
        return []
    found, words = [], list(_WORD.finditer(text))
    for at, match in enumerate(words[1:], 1):
        word, before = match.group(), words[at - 1].group()
        if before.lower() in _ARTICLES and at > 1 and lang != "de":
            before = words[at - 2].group()
        placed = cues["places"].fullmatch(before) or before.endswith(("'s", "’s"))
        if not word[0].isupper() or len(word) < _LEAST or not placed or (lang == "de" and word.endswith(_GERMAN_NOUNS)):
            continue
        if not any(word.lower().startswith(name[:5]) for name in (*calendar.days, *calendar.months)) and not _known(word, lang, other):
            found.append(match)
    return found


def _known(word: str, lang: str, other: Profile) -> bool:
    named = states(word, lang)
    if named:
        return bool(named & other.all_states)
    if lang == other.lang:
        return any(known.startswith(fold(word)[:5]) for known in other.vocabulary)
    beginning = fold(word)[:4]
    return (len(key(word)) >= 3 and key(word) in other.names) or any(known.startswith(beginning) for known in other.vocabulary)
