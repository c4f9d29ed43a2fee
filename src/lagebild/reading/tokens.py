"""Tokens of a sentence: names of the registry become one token each, compounds are parted, other words get their readings."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import NamedTuple

from lagebild.packs.language import Language, Reading, load_language
from lagebild.packs.memo import Memo
from lagebild.packs.registry import Registry
from lagebild.packs.words import parts
from lagebild.reading.mentions import Finder, may_hold_name
from lagebild.reading.parts import Mention, Token

QUOTES = frozenset('"“”„»«‘’‚‹›')
_QUOTE = re.compile(f"[{''.join(sorted(QUOTES))}]")
_NUMBER = Reading("NUM", "", "")


class Alone(NamedTuple):
    """What a word inside a sentence is by itself: its readings, and part of speech, lemma and form where these tell them."""

    reads: tuple[Reading, ...]
    pos: str
    lemma: str
    form: str


def alone(tokens: list[Token], table: Memo[Alone]) -> list[Alone | None]:
    """Return what each of some tokens is by itself; nothing for names, compounds, joined words, and where a capital may mislead."""
    return [
        word if t.index and not (t.pos or t.mention or t.mods or t.loud) and (word := table[t.text]).reads is t.reads else None
        for t in tokens
    ]


def tokenize(text: str, start: int, end: int, finder: Finder) -> list[Token]:
    """Return the tokens of text[start:end] with the names among them; `read_words` gives them their readings."""
    german = finder.language.code == "de"
    pieces = parts(text, start, end, finder.language.code == "en", Token)
    quoted = _QUOTE.search(text, start, end) is not None
    if german and quoted:
        pieces = _join_quoted_compounds(pieces)
    shout = _is_shouted(pieces)
    for piece in pieces if shout else ():
        piece.loud = True
    tokens = _join_names(text, pieces, finder, shout)
    for index, token in enumerate(tokens):
        token.index = index
    if not quoted:
        return tokens
    return _drop_short_quotes(_join_quoted_names(tokens, text) if german else tokens)


def _join_names(text: str, pieces: list[Token], finder: Finder, shout: bool) -> list[Token]:
    """Make one token of each name, part compounds with names; ordinary words stay as they are."""
    lows = [p.low for p in pieces]
    marks = _special_before(finder.language.code, finder.registry).each(lows)
    following = [*lows[1:], ""]
    tokens: list[Token] = []
    i = 0
    for at in [at for at, mark in enumerate(marks) if mark and (mark is _ALWAYS or following[at] in mark)]:
        if at >= i:
            tokens += pieces[i:at]
            i = _take(text, pieces, at, tokens, finder, shout)
    return tokens + pieces[i:]


def _take(text: str, pieces: list[Token], i: int, tokens: list[Token], finder: Finder, shout: bool) -> int:
    """Make a token of what stands at a place and may be a name, hold one or have a dot behind it; return where it ends."""
    piece, german = pieces[i], finder.language.code == "de"
    found = finder.match(pieces, i, shout)
    if found is not None:
        size, mention = found
        tokens.append(_name(text, piece, pieces[i + size - 1], mention))
        return _skip_abbreviation(pieces, i + size, tokens[-1], finder)
    at_seat = german and piece.low[-2:] == "er"
    adjective = _capital_adjective(pieces, i, finder) if at_seat and piece.text[0].isupper() else None
    if adjective is not None:
        tokens.append(_name(text, piece, piece, adjective))
        return i + 1
    if at_seat and _of_town(pieces, i, finder):
        piece.reads = (Reading("A", piece.low, "er"),)
        tokens.append(piece)
        return i + 1
    ordinal = german and piece.text.isdigit() and _is_ordinal(pieces, i)
    token = _token(text, piece, pieces[i + 1]) if ordinal else piece
    token.loud = shout
    i += 2 if ordinal else 1
    if token.low not in finder.language.words or "-" in token.low:
        _compound(token, piece, finder)
    tokens.append(token)
    # "Maj. Gen. X": the point ends no clause
    dotted = i + 1 < len(pieces) and pieces[i].text == "." and pieces[i].start == piece.end
    return i + 1 if dotted and f"{piece.low}." in finder.language.grammar["abbreviations"] else i


_ALWAYS = frozenset(("",))


@lru_cache(maxsize=4)
def _special_before(code: str, registry: Registry) -> Memo[frozenset[str]]:
    """The words that must follow for a word to begin a name, hold one or have a dot behind it: for most there are none."""
    language, forms, german = load_language(code), registry.forms, code == "de"
    abbreviations = language.grammar["abbreviations"]

    def special(low: str) -> frozenset[str]:
        # "Moskauer"
        seat = german and low[-2:] == "er" and (low[:-2] in forms or low[:-1] in forms)
        if seat or f"{low}." in abbreviations or (german and low.isdigit()):
            return _ALWAYS
        if (low not in language.words or "-" in low) and may_hold_name(low, language, registry):
            return _ALWAYS
        if low not in forms:
            return frozenset()
        _, single, seconds = registry.opened_by(low)
        return _ALWAYS if single else seconds

    return Memo(special)


def _join_quoted_compounds(pieces: list[Token]) -> list[Token]:
    """Make one word of a quoted name with a hyphen behind it ("die „Bild“-Zeitung")."""
    joined: list[Token] = []
    i = 0
    while i < len(pieces):
        part = pieces[i : i + 5]
        whole = len(part) == 5 and part[0].text in QUOTES and part[2].text in QUOTES and part[3].text == "-"
        if whole and part[2].end == part[3].start and part[3].end == part[4].start and part[1].text[:1].isupper():
            word = f"{part[1].text}-{part[4].text}"
            joined.append(Token(word, word.lower(), part[1].start, part[4].end))
            i += 5
        else:
            joined.append(pieces[i])
            i += 1
    return joined


def _is_shouted(pieces: list[Token]) -> bool:
    """Whether a line is written in capitals."""
    loud = [p.text for p in pieces if len(p.text) > 3 and p.text.isupper() and p.text.isalpha()]
    if len(loud) < 3:
        # at least three of four words: looked at before all words are counted
        return False
    letters = [p.text for p in pieces if len(p.text) > 3 and p.text.isalpha()]
    return len(letters) > 3 and len(loud) > 0.7 * len(letters)


def read_words(tokens: list[Token], language: Language) -> None:
    """Give every token that is no name the readings of its word."""
    inside = inside_readings(language.code)
    for token in tokens:
        if token.mention is None and not token.reads:
            if token.index and not (token.loud and token.text[0].isupper()):
                token.reads = inside[token.text]
            else:
                token.reads = _readings(token.text, token.capital, token.index == 0, language.code)


def _is_ordinal(pieces: list[Token], i: int) -> bool:
    """Whether a German ordinal stands here ("am 5. Mai"): its dot ends no clause."""
    if len(pieces[i].text) > 2 or i + 2 >= len(pieces):
        return False
    return pieces[i + 1].text == "." and pieces[i + 1].start == pieces[i].end and pieces[i + 2].text[0].isalpha()


def _capital_adjective(pieces: list[Token], i: int, finder: Finder) -> Mention | None:
    """ "die Moskauer Führung", "Brüsseler Diplomaten": a seat of power with -er before who or what it speaks with."""
    word = pieces[i].text
    forms = [f for base in (word[:-2], word[:-1]) for f in finder.registry.forms.get(base.lower(), ())]
    seat = next((f for f in forms if f.via == "metonym" and len(f.words) == 1 and not f.tenures), None)
    if seat is None or not word[:1].isupper() or i + 1 >= len(pieces):
        return None
    nouns = [p.text for p in pieces[i + 1 : i + 3]]
    noun = nouns[0] if nouns[0][:1].isupper() else nouns[-1]
    readings = finder.language.words.get(noun.lower(), ()) or german_noun(noun, finder.language)
    if not any(r.lemma.endswith(tuple(finder.language.grammar["political"]["seats"])) for r in readings):
        return None
    return Mention(seat.code, word, pieces[i].start, pieces[i].end, "metonym", "adj", "a")


def _of_town(pieces: list[Token], i: int, finder: Finder) -> bool:
    """ "das Wiener Institut": a town with -er before a noun only tells where it is."""
    word, after = pieces[i].text, pieces[i + 1].text if i + 1 < len(pieces) else ""
    if not word[:1].isupper() or not after[:1].isupper() or any(len(f.words) == 1 for f in finder.registry.forms.get(after.lower(), ())):
        return False
    forms = [f for base in (word[:-2], word[:-1]) for f in finder.registry.forms.get(base.lower(), ())]
    return any(f.via in ("city", "metonym") and len(f.words) == 1 and not f.tenures for f in forms)


def _drop_short_quotes(tokens: list[Token]) -> list[Token]:
    """Take the marks off quoted names and words ("der »Financial Times«"), so that they part no clause."""
    marks = [t.index for t in tokens if t.text in QUOTES]
    if len(marks) < 2:
        return tokens
    dropped: set[int] = set()
    for first, second in itertools.pairwise(marks):
        inside = tokens[first + 1 : second]
        if first not in dropped and 0 < len(inside) <= 4 and not any(t.text in ",.!?;:" for t in inside):
            dropped |= {first, second}
    kept = [t for t in tokens if t.index not in dropped]
    for index, token in enumerate(kept):
        token.index = index
    return kept


def _join_quoted_names(tokens: list[Token], text: str) -> list[Token]:
    """Make one name of words in marks that all begin with a capital ("der „Kronen Zeitung“")."""
    marks = [t.index for t in tokens if t.text in QUOTES]
    for first, second in reversed(list(itertools.pairwise(marks))):
        inside = tokens[first + 1 : second]
        if 2 <= len(inside) <= 3 and all(t.capital and not t.mention and not t.mods for t in inside):
            word = text[inside[0].start : inside[-1].end]
            joined = Token(word, word.lower(), inside[0].start, inside[-1].end)
            joined.reads = (Reading("N", joined.low, "prop"),)
            tokens[first + 1 : second] = [joined]
    for index, token in enumerate(tokens):
        token.index = index
    return tokens


def _token(text: str, first: Token, last: Token) -> Token:
    if first is last:
        return first
    word = text[first.start : last.end]
    return Token(word, word.lower(), first.start, last.end)


def _name(text: str, first: Token, last: Token, mention: Mention) -> Token:
    token = _token(text, first, last)
    token.mention, token.loud = mention, False
    return token


def _skip_abbreviation(pieces: list[Token], i: int, token: Token, finder: Finder) -> int:
    """Take "(ISW)" after "Institute for the Study of War" into the same name."""
    if i + 2 < len(pieces) and pieces[i].text == "(" and pieces[i + 2].text == ")":
        word = pieces[i + 1].text
        inside = finder.match(pieces, i + 1, False)
        if word.isupper() and (inside is None or (token.mention and inside[1].code == token.mention.code)):
            token.end = pieces[i + 2].end
            return i + 3
    return i


def _compound(token: Token, piece: Token, finder: Finder) -> None:
    token.mention = finder.part_of_state(piece)
    if token.mention is not None:
        return
    found = finder.compound(piece)
    if found is None:
        return
    names, rest = found
    token.mods, token.head = names, rest.lower()
    if rest:
        token.reads = _rest_readings(rest, finder.language)
    else:
        token.reads = (Reading("A" if token.text[0].islower() or finder.language.code == "en" else "N", token.low, ""),)


def _rest_readings(rest: str, language: Language) -> tuple[Reading, ...]:
    low = rest.lower()
    if language.code == "en":
        # "Russian-backed", "US-led": an adjective that says who stands behind
        return (Reading("A", low, "compound"),)
    if rest[0].islower():
        return language.words.get(low, (Reading("A", low, ""),))
    found = tuple(r for r in language.words.get(low, ()) if r.pos == "N")
    return found or german_noun(rest, language)


@lru_cache(maxsize=4)
def inside_readings(code: str) -> Memo[tuple[Reading, ...]]:
    """The readings of a word inside a sentence, where a capital means what it says."""
    return Memo(lambda text: _readings(text, text[0].isupper(), False, code))


@lru_cache(maxsize=50000)
def _readings(text: str, capital: bool, first: bool, code: str) -> tuple[Reading, ...]:
    language = load_language(code)
    low = text.lower()
    known = language.words.get(low, ())
    if text[0].isdigit():
        return (_NUMBER,)
    if code == "de":
        return _german(text, capital, first, known, language)
    return known or _english_guess(low, capital, language)


def _english_guess(low: str, capital: bool, language: Language) -> tuple[Reading, ...]:
    if not low[0].isalpha():
        return ()
    if capital or low.split("-", 1)[0] in language.grammar["determiners"]["of_names"]:
        return (Reading("N", low, "prop"),)
    if low.endswith("ly"):
        return (Reading("R", low, ""),)
    if low.startswith("un") and low.endswith("ed"):
        return (Reading("A", low, ""),)
    if low.endswith("ed") and len(low) > 4 and "-" not in low:
        return (Reading("V", low, "d"), Reading("V", low, "n"))
    if low.endswith("ing") and len(low) > 5:
        return (Reading("V", low, "g"), Reading("N", low, "s"))
    if "-" in low:
        tail = [r for r in language.words.get(low.rsplit("-", 1)[-1], ()) if r.pos == "N"]
        return (Reading("N", low, tail[0].form),) if tail and not low.endswith("ed") else (Reading("A", low, ""),)
    if low.endswith(("ous", "ful", "ive", "able", "ible", "al", "ic", "less", "ish", "ary")):
        return (Reading("A", low, ""),)
    return (Reading("N", low, "p" if low.endswith("s") and not low.endswith("ss") else "s"),)


def _german(text: str, capital: bool, first: bool, known: tuple[Reading, ...], language: Language) -> tuple[Reading, ...]:
    if capital:
        nouns = tuple(r for r in known if r.pos == "N")
        if nouns:
            # at a sentence's start a capital tells nothing: keep the other readings too
            return nouns + tuple(r for r in known if r.pos != "N")
        if known and (first or any(r.pos == "A" for r in known)):
            return known
        return german_noun(text, language)
    rest = tuple(r for r in known if r.pos != "N")
    if rest:
        return rest
    return _german_guess(text.lower(), language)


# endings of men's nouns that take -in; "Karin" and "Martin" are names
_OF_MEN = ("er", "ist", "ent", "ant", "or", "eur", "är", "at", "et", "ot", "log", "nom", "ier", "ling")


def german_noun(word: str, language: Language) -> tuple[Reading, ...]:
    """Read an unknown capitalised word: by the longest known noun that it ends with, else as a name or noun unknown."""
    low = word.lower().rsplit("-", 1)[-1]
    for cut in range(2, len(low) - 2):
        found = tuple(r for r in language.words.get(low[cut:], ()) if r.pos == "N")
        if found and len(low) - cut > 3:
            return tuple(Reading("N", word.lower()[: len(word) - len(low) + cut] + r.lemma, r.form) for r in found)
    for suffix, form in (
        ("ungen", "p"),
        ("ung", "f"),
        ("heit", "f"),
        ("keit", "f"),
        ("schaft", "f"),
        ("tion", "f"),
        ("innen", "p"),
        ("in", "f"),
    ):
        if low.endswith(suffix) and len(low) > len(suffix) + 2 and (suffix != "in" or low[:-2].endswith(_OF_MEN)):
            return (Reading("N", low, form),)
    return (Reading("N", low, "prop"),)


def _german_guess(low: str, language: Language) -> tuple[Reading, ...]:
    if not low[0].isalpha():
        return ()
    for suffix in ("e", "en", "er", "es", "em"):
        base = low.removesuffix(suffix)
        if base != low and (
            base.endswith(
                ("lich", "ig", "isch", "bar", "sam", "haft", "los", "ell", "iv", "al", "är", "ent", "ant", "end", "iert", "voll", "ös")
            )
        ):
            return (Reading("A", base, ""),)
        for reading in language.words.get(base, ()) if base != low else ():
            if reading.pos == "V" and reading.form in ("n", "g"):
                return (Reading("A", reading.lemma, "part-" + reading.form),)
            if reading.pos == "A":
                return (Reading("A", reading.lemma, ""),)
    if low.endswith(("lich", "ig", "isch", "bar", "sam", "haft", "los", "ell", "iv")):
        return (Reading("A", low, ""),)
    if low.endswith(("erweise", "wärts", "mals")):
        return (Reading("R", low, ""),)
    if low.endswith(("ierte", "ierten", "iert")):
        stem = low.removesuffix("e").removesuffix("en").removesuffix("iert") + "ieren"
        return (Reading("V", stem, "fp" if low.endswith("en") else "fs"), Reading("V", stem, "n"))
    if low.startswith("ge") and low.endswith(("t", "en")) and len(low) > 5:
        return (Reading("V", low, "n"),)
    if low.endswith("ten") and len(low) > 5:
        return (Reading("V", low, "fp"), Reading("A", low, ""))
    if low.endswith("te") and len(low) > 5:
        return (Reading("V", low, "fs"), Reading("A", low, ""))
    if low.endswith("t") and len(low) > 4:
        return (Reading("V", low, "fs"), Reading("A", low, ""))
    if low.endswith("en"):
        return (Reading("V", low, "i"), Reading("A", low, ""))
    if low.endswith(("er", "es", "em", "e")):
        return (Reading("A", low, ""),)
    return (Reading("R", low, ""),)
