"""Noun phrases with their cases, for verb-second languages (German)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lagebild.packs.language import Language, Reading
from lagebild.packs.memo import Memo
from lagebild.reading.participle_v2 import about, attributive
from lagebild.reading.parts import Phrase, Predicate, Token
from lagebild.reading.tag_v2 import Closed, closed_classes, extended, finite_reading

_BEFORE_NOUN = frozenset(("D", "NUM", "A", "J"))
_ENDINGS = ("er", "es", "em", "en", "e")
_ADJECTIVE_ENDINGS = {"er": "mn fd fg pg", "e": "fn fa pn pa", "es": "nn na", "em": "md nd", "en": "ma pd mg ng"}


@dataclass(slots=True)
class PhraseReader:
    """Reads noun phrases with their cases."""

    language: Language
    closed: Closed

    def read(self, tokens: list[Token], i: int) -> tuple[int, Phrase | None]:
        """Read a phrase (with preposition, genitives and coordination) that starts at i."""
        prep = tokens[i] if tokens[i].pos == "P" else None
        start = i
        if prep is not None:
            i += 1
            while (
                i < len(tokens)
                and (tokens[i].pos == "R" or (tokens[i].pos == "P" and tokens[i].low in ("rund", "über", "unter", "zu")))
                and i - start < 3
            ):
                i += 1
        if i >= len(tokens):
            return start + 1, None
        token = tokens[i]
        if (
            token.pos == "REL"
            and i + 1 < len(tokens)
            and "g" in self.language.grammar["relative"][token.low]
            and token.low not in self.closed.determiners
        ):
            # "…, dessen Marine …": the noun is what belongs to the one that the clause is about
            end, owned = self._single(tokens, i + 1)
            phrase = owned or self._pronoun(tokens, i)
            if owned is not None:
                phrase.owner = self._pronoun(tokens, i)
        elif token.pos in ("PR", "REL"):
            phrase = self._pronoun(tokens, i)
            end = i + 1
        else:
            end, single = self._single(tokens, i)
            if single is None:
                return start + 1, None
            end, phrase = self._coordinate(tokens, end, single)
        phrase.slot, phrase.start = "bare", start
        if prep is not None:
            slot, cases = self.closed.prepositions[prep.low]
            phrase.prep, phrase.slot = prep.low, slot
            if prep.low == "nach" and phrase.head.mention is None and not phrase.names and not phrase.pronoun:
                # "nach dem Angriff": a time, no direction
                phrase.slot = "after"
            if prep.low == "in" and set(phrase.case) & {"a"} and "d" not in phrase.case:
                phrase.slot = "to"
            phrase.case = _governed(phrase.case, cases)
        if (
            end < len(tokens)
            and tokens[end].low in ("zufolge", "gegenüber", "entlang", "nahe")
            and tokens[end].pos == "P"
            and prep is None
            and self._behind(tokens, end, phrase)
        ):
            phrase.prep, phrase.slot = tokens[end].low, self.closed.prepositions[tokens[end].low][0]
            end += 1
        return end, phrase

    def _opens_phrase(self, low: str) -> bool:
        """ "nach Ansicht Israels eine Bedrohung": an article or pronoun begins a phrase of its own, a number does not."""
        table = self.language.grammar
        stems = (*table["determiners"]["mixed_stems"], "dies", "jed", "jen", "solch", "welch", "all")
        return low in table["determiner_forms"] or low.startswith(tuple(stems))

    def _behind(self, tokens: list[Token], i: int, phrase: Phrase) -> bool:
        """ "die Grenze entlang", but "entlang der Grenze": whether a preposition goes with what stands before it."""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if tokens[i].low == "zufolge" or after is None:
            return True
        if tokens[i].low != "entlang" and not set(phrase.case) & set(self.closed.prepositions[tokens[i].low][1]):
            # "erhebliche Druckmittel gegenüber Laos": no dative stands before it
            return False
        if after.pos == "M" and not phrase.names and not phrase.pronoun:
            # "Druckmittel gegenüber Laos", but "Kiew gegenüber"
            return False
        return not (after.pos == "D" and "d" in "".join(_ways(self.closed.determiners.get(after.low, ""))) and after.low != "die")

    def _pronoun(self, tokens: list[Token], i: int) -> Phrase:
        token = tokens[i]
        phrase = Phrase(i, i + 1, token, [token])
        if token.pos == "REL":
            readings = self.language.grammar["relative"][token.low].split()
            phrase.pronoun = "relative"
        else:
            words = self.closed.pronouns.get(token.low, self.closed.determiners.get(token.low, "mn fn nn pn ma fa na pa") + " none").split()
            readings = [w for w in words if len(w) == 2] or ["ma", "md"]
            kind = words[-1]
            phrase.pronoun = kind if kind in ("person", "thing", "plural", "any", "reflexive") else "none"
        phrase.case = "".join(dict.fromkeys(r[1] for r in readings))
        phrase.number = "p" if all(r[0] == "p" for r in readings) else "" if any(r[0] == "p" for r in readings) else "s"
        return phrase

    def _single(self, tokens: list[Token], i: int, genitive: bool = False) -> tuple[int, Phrase | None]:
        start = i
        run: list[Token] = []
        owner: Phrase | None = None
        clause: Predicate | None = None
        while i < len(tokens):
            token, pos = tokens[i], tokens[i].pos
            if pos == "M":
                if run and any(t.pos in ("M",) or (t.pos == "N" and t.form != "prop") for t in run) and not self._apposed(run, token):
                    break
                run.append(token)
                i += 1
                grammar = token.mention.grammar if token.mention else ""
                if (
                    "g" in grammar
                    and i < len(tokens)
                    and tokens[i].pos in ("N", "A", "J", "NUM", "D")
                    # "im Norden Nigerias 300 Schüler"
                    and not (genitive and (tokens[i].pos == "NUM" or tokens[i].text.isdigit()))
                    and len([t for t in run if t.pos != "R"]) == 1
                    and not (tokens[i].pos == "D" and self._opens_phrase(tokens[i].low))
                ):
                    owner = Phrase(start, i, token, [token], names=[token.mention] if token.mention else [], case="g")
                    run = []
                    continue
                if self._abbreviates(token, tokens, i):
                    continue
                if (
                    i < len(tokens)
                    and tokens[i].pos == "N"
                    and tokens[i].form == "prop"
                    and token.mention
                    and token.mention.via == "office"
                ):
                    continue
                break_after = not (i < len(tokens) and tokens[i].pos == "M" and self._apposed(run, tokens[i]))
                if break_after:
                    break
                continue
            if pos == "A" and token.form == "pred":
                if not (
                    run and run[-1].pos in ("D", "A", "J", "R") and i + 1 < len(tokens) and tokens[i + 1].pos in ("A", "J", "NUM", "V")
                ):
                    break
                run.append(token)
            elif pos in _BEFORE_NOUN:
                if run and run[-1].pos in ("N", "M"):
                    break
                if pos == "D" and run and run[-1].pos != "R" and not self._counts_behind(run[-1], token):
                    break
                run.append(token)
                last = extended(tokens, i) if pos == "D" else i
                if last > i:
                    clause = attributive(tokens, i + 1, last + 1, self.language, self.read)
                    i = last
            elif pos == "R" and (not run or run[-1].pos in ("D", "R", "A", "J")) and self._adverb_inside(tokens, i):
                run.append(token)
            elif pos == "N":
                if run and run[-1].pos == "N" and not self._noun_goes_on(run[-1], token):
                    break
                run.append(token)
            elif (pos == "C" and token.low in ("und", "oder") and self._adjectives_joined(tokens, i, run)) or (
                pos == "V" and run and run[-1].pos in ("D", "A", "J") and i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A", "J", "M")
            ):
                run.append(token)
            elif (
                pos == "Q" and run and run[-1].pos in ("D", "A", "J") and i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A", "M")
            ) or (token.text == "," and run and run[-1].pos == "J" and _demonyms_listed(tokens, i)):
                pass
            else:
                break
            i += 1
        heads = [t for t in run if t.pos in ("N", "M")]
        if not heads:
            nominal = [t for t in run if t.pos in ("J", "NUM", "D", "A")]
            if (
                not nominal
                or owner is not None
                or (all(t.pos in ("A", "R") for t in run) and not any(t.capital and t.index > 0 for t in run))
            ):
                if owner is not None:
                    return i, owner
                return max(i, start + 1), None
            heads = nominal[-1:]
        phrase = self._build(run, heads, start, i)
        phrase.owner = owner
        if clause is not None:
            phrase.clause = clause
            about(clause, phrase)
        if owner is not None:
            phrase.case = "nad"
        i = self._genitive(tokens, i, phrase)
        return i, phrase

    def _counts_behind(self, before: Token, token: Token) -> bool:
        """ "mindestens sechzehn Menschen", "kein anderes Land": a determiner that stands behind another one."""
        words = self.language.grammar["determiners"]
        if before.low in words["degree"] or before.low in ("all", "alle", "allen", "keine", "beide"):
            return True
        return token.low in words["numbers"] or token.low.startswith(tuple(words["inner_stems"]))

    def _abbreviates(self, token: Token, tokens: list[Token], i: int) -> bool:
        """ "US Präsident": an abbreviation in front of a noun."""
        return (
            token.text.isupper()
            and len(token.text) <= 4
            and i < len(tokens)
            and tokens[i].pos == "N"
            and bool(self.language.noun_classes.get(tokens[i].lemma or tokens[i].low, set()) & {"agent"})
        )

    def _apposed(self, run: list[Token], token: Token) -> bool:
        """Whether a name belongs to the noun before it: "Außenminister Sergej Lawrow", "die Stadt Goma"."""
        if token.mention is None:
            return False
        last = run[-1]
        if (
            last.pos == "N"
            and last.form != "prop"
            and token.mention.grammar.endswith("g")
            and token.mention.via not in ("holder", "former")
        ):
            # "der Verbündete Pakistans": a genitive
            return False
        if last.pos == "N":
            lemma = last.lemma or last.low
            if token.mention.via in ("holder", "former", "elect"):
                return True
            single = any(t.low in ("ein", "einem", "einen", "eines", "dem", "des") for t in run)
            if last.form.startswith("p") and last.form != "prop" and not single:
                return False
            if last.form == "madg" and token.mention.via == "name" and not any(t.pos == "D" for t in run):
                # "laut Diplomaten Chile …": a weak noun without article is a plural
                return False
            classes = self.language.noun_classes.get(lemma, set())
            if token.mention.via == "name" and run[0].low.startswith(self.closed.possessives) and run[0].pos == "D":
                # "seine Armee Somalia angegriffen hatte"
                classes = set()
            return bool(classes & {"agent", "patient"}) or any(
                lemma.endswith(w)
                for w in (
                    "verband",
                    "vereinigung",
                    "front",
                    "koalition",
                    "einheit",
                    "brigade",
                    "netzwerk",
                    "gruppierung",
                    "sender",
                    "zeitung",
                    "portal",
                    "magazin",
                    "dienst",
                    "behörde",
                    "nachbar",
                    "nachbarin",
                    "rivale",
                    "denkfabrik",
                    "thinktank",
                    "institut",
                    "stiftung",
                    "beobachtungsstelle",
                    "gruppe",
                    "miliz",
                    "stadt",
                    "provinz",
                    "bündnis",
                    "staat",
                    "land",
                    "region",
                    "republik",
                    "organisation",
                    "bewegung",
                    "partei",
                    "agentur",
                    "insel",
                    "allianz",
                    "gebiet",
                    "hafen",
                )
            )
        if last.pos == "M" and last.mention is not None:
            named = token.mention.via in ("holder", "former", "elect") and last.mention.via not in ("holder", "former")
            # "das UN-Flüchtlingshilfswerk UNHCR"
            return named or (token.mention.code == last.mention.code and token.mention.role == last.mention.role == "name")
        return last.pos in ("D", "A", "J", "NUM", "R")

    def _noun_goes_on(self, last: Token, token: Token) -> bool:
        if token.form == "prop" or last.form == "prop":
            return (
                last.form == "prop"
                or (last.low.endswith("er") and last.capital)
                or bool(self.language.noun_classes.get(last.lemma or last.low, set()) & {"agent", "patient"})
                or last.low in self.language.offices["offices"]
                or (last.form[:1] in ("m", "f", "n") and last.form != "p")
            )
        return False

    def _adverb_inside(self, tokens: list[Token], i: int) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        return nxt is not None and nxt.pos in ("A", "NUM", "J") and i > 0 and tokens[i - 1].pos in ("D", "A", "J", "P")

    def _adjectives_joined(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        nxt2 = tokens[i + 2] if i + 2 < len(tokens) else None
        return (
            bool(run)
            and nxt is not None
            and run[-1].pos in ("A", "J", "NUM")
            and nxt.pos in ("A", "J")
            and nxt2 is not None
            and nxt2.pos in ("N", "A", "J", "M")
        )

    def _build(self, run: list[Token], heads: list[Token], start: int, end: int) -> Phrase:
        common = [t for t in heads if t.pos == "N" and t.form != "prop"]
        head = common[-1] if common else heads[-1]
        phrase = Phrase(start, end, head, run)
        for token in run:
            if token.mods:
                phrase.mods = [*phrase.mods, *token.mods]
            if token.mention is None:
                continue
            if token.pos == "J" or (token.pos == "M" and head.pos == "N" and token.index < head.index):
                phrase.mods = [*phrase.mods, token.mention]
            else:
                phrase.names = [*phrase.names, token.mention]
        phrase.case, phrase.number = self._case(run, head)
        marks = _marks(self.language.code).each([t.low for t in run])
        for token, mark in zip(run, marks, strict=True) if any(marks) else ():
            if token.pos == "D":
                phrase.negative = phrase.negative or "negative" in mark
                phrase.possessive = phrase.possessive or (token.low if "possessive" in mark else "")
            if "former" in mark:
                phrase.former = phrase.former or token.low
        return phrase

    def _case(self, run: list[Token], head: Token) -> tuple[str, str]:
        """Intersect what determiner, adjective ending and noun allow."""
        ways = ""
        for token in run:
            if token.pos == "D" and token.low in self.closed.determiners:
                ways = self.closed.determiners[token.low]
                break
            if token.text.isdigit() and token.text != "1" and token.index < head.index:
                ways = "pn pa pd pg"
                break
        if not ways:
            for token in run:
                if token.pos in ("A", "J") and token.text[0].islower() and token.low.endswith(_ENDINGS):
                    ways = _ADJECTIVE_ENDINGS[next(e for e in _ENDINGS if token.low.endswith(e))]
                    break
        if head.mention is not None and head.mention.grammar.endswith("g") and head.mention.role == "name" and not ways:
            return "g", "s"
        forms = _noun_forms(head.reads) if head.mention is None else frozenset[str]()
        if head.mention is not None:
            if head.mention.grammar.startswith("people"):
                forms = frozenset()
            elif head.low in self.language.grammar["determiners"]["masculine"]:
                forms = frozenset("m")
            elif "-" in head.low:
                # "die FARC-Rebellen": what a name ends with tells its number
                forms = _noun_forms(self.language.words.get(head.low.rsplit("-", 1)[-1], ()))
            elif head.mention.grammar in ("m", "f", "n", "p"):
                forms = frozenset((head.mention.grammar,))
        if forms == {"mn"} and head.low.endswith("e") and not any(t.pos == "D" for t in run):
            # "Vertriebene": an adjective as noun, of either number
            return "nad", ""
        case, number = _told(ways, forms)
        if "g" in case and not any(t.pos in ("D", "A", "J") for t in run):
            case = case.replace("g", "") or case
        return case, number

    def _genitive(self, tokens: list[Token], i: int, phrase: Phrase) -> int:
        """Attach "der Ukraine", "des Landes", "nordkoreanischer Raketen" after a noun as its genitive."""
        if i >= len(tokens) or not (phrase.head.pos == "N" or self._one_of(phrase)):
            return i
        if phrase.names and phrase.head.pos == "M":
            return i
        token = tokens[i]
        opens = token.pos == "D" and token.low in (
            "der",
            "des",
            "dieser",
            "dieses",
            "einer",
            "eines",
            "seiner",
            "ihrer",
            "seines",
            "ihres",
            "mehrerer",
            "zweier",
            "aller",
            "beider",
            "dreier",
        )
        strong = token.pos in ("J", "A") and token.low.endswith("er") and i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A", "J")
        name = (
            token.pos == "M"
            and token.mention is not None
            and "g" in token.mention.grammar
            and not (i + 1 < len(tokens) and tokens[i + 1].pos in ("N",))
            # "seit Jahrzehnten Bhutans engster Verbündeter"
            and not (phrase.head.lemma in self.language.times["units"] or phrase.head.low in self.language.times["units"])
        )
        if self._counts(phrase) and token.pos in ("N", "M", "A", "J") and token.form != "prop":
            opens = True
        if not (opens or strong or name):
            return i
        end, inner = self._single(tokens, i, True)
        if inner is None or not ("g" in inner.case or name or self._counts(phrase)):
            return i
        if strong and not any(t.pos in ("J",) for t in inner.tokens) and inner.number != "p" and "g" not in inner.case:
            return i
        if name:
            inner.case = "g"
        end, inner = self._coordinate(tokens, end, inner) if opens or name else (end, inner)
        inner.slot = "of"
        phrase.of = inner
        if phrase.head.pos == "D" and phrase.head.low == "eines":
            # "eines ihrer Boote": no genitive itself
            phrase.case = "na"
        return end

    def _one_of(self, phrase: Phrase) -> bool:
        """ "eines ihrer Boote", "zwei seiner Minister": how many of those that follow in the genitive."""
        words, low = self.language.grammar["determiners"], phrase.head.low
        return phrase.head.pos in ("D", "NUM") and (
            low in words["numbers"] or low in ("einer", "eine", "einen", "einem", "eines", "mehrere")
        )

    def _counts(self, phrase: Phrase) -> bool:
        """ "eine Million Afghanen", "drei Dutzend Soldaten": a noun of counting before what is counted."""
        return phrase.lemma in self.language.grammar["quantities"]["counting"] and phrase.of is None

    def _coordinate(self, tokens: list[Token], i: int, phrase: Phrase) -> tuple[int, Phrase]:
        parts = [phrase]
        while i + 1 < len(tokens):
            joint = tokens[i]
            if (
                joint.low in ("und", "oder", "sowie", "&")
                or (joint.low == "noch" and any(t.low == "weder" for t in tokens[max(0, phrase.start - 2) : i]))
                or (joint.low == "als" and tokens[i + 1].low == "auch")
                or (joint.text == "," and _list_goes_on(tokens, i) and not _is_inserted(tokens, phrase.start))
            ):
                k = i + 1
            elif joint.text == "," and i + 2 < len(tokens) and tokens[i + 1].low == "sondern":
                k = i + 2
            else:
                break
            while k < len(tokens) and tokens[k].low in ("auch", "nicht", "sogar", "jetzt") and k < i + 4:
                k += 1
            if k < len(tokens) and tokens[k].pos == "P" and joint.text == "," and tokens[i + 1].low == "sondern":
                k += 1
            if k >= len(tokens) or tokens[k].pos not in ("D", "A", "J", "NUM", "N", "M"):
                break
            end, nxt = self._single(tokens, k)
            if nxt is None or (
                _finite_follows(tokens, end) and _finite_before(tokens, phrase.start) and not _verb_awaited(tokens, phrase, end)
            ):
                break
            if not (set(nxt.case) & set(phrase.case)):
                break
            parts.append(nxt)
            i = end
        if len(parts) == 1:
            return i, phrase
        case = "".join(c for c in phrase.case if all(c in p.case for p in parts)) or phrase.case
        whole = Phrase(phrase.start, i, parts[-1].head, [t for p in parts for t in p.tokens], coords=parts, number="p", case=case)
        return i, whole


@lru_cache(maxsize=4)
def _marks(code: str) -> Memo[frozenset[str]]:
    """What a word by its beginning may make of its phrase: negative, possessive (both as a determiner), former."""
    closed = closed_classes(code)

    def marks(low: str) -> frozenset[str]:
        found = {"negative"} if low.startswith(closed.negatives) else set()
        found |= {"possessive"} if low.startswith(closed.possessives) and not low.startswith("ein") else set()
        return frozenset(found | ({"former"} if low.startswith(closed.former) else set()))

    return Memo(marks)


@lru_cache(maxsize=1024)
def _governed(case: str, cases: str) -> str:
    """The cases of a phrase that a preposition leaves it."""
    return "".join([c for c in case if c in cases]) or cases


@lru_cache(maxsize=256)
def _ways(row: str) -> frozenset[str]:
    """The pairs of gender or number and case that a determiner or ending can stand for."""
    return frozenset(row.split())


@lru_cache(maxsize=20000)
def _noun_forms(reads: tuple[Reading, ...]) -> frozenset[str]:
    return frozenset([r.form for r in reads if r.pos == "N"])


@lru_cache(maxsize=1024)
def _told(ways: str, forms: frozenset[str]) -> tuple[str, str]:
    """The cases and the number (p, s, or nothing where both can be) of what determiner or ending and the noun's forms have in common."""
    before, allowed = _ways(ways), _allowed(forms)
    readings = (before & allowed) or before or allowed
    if not readings:
        return "nad", ""
    cases, numbers = {r[1] for r in readings}, {r[0] for r in readings}
    return "".join([c for c in "nadg" if c in cases]), "p" if numbers == {"p"} else "s" if "p" not in numbers else ""


@lru_cache(maxsize=256)
def _allowed(forms: frozenset[str]) -> frozenset[str]:
    allowed: set[str] = set()
    for form in forms:
        if form == "prop" or not form:
            return frozenset()
        if form == "madg":
            allowed |= {"ma", "md", "mg", "pn", "pa", "pd", "pg"}
        elif form == "mn":
            allowed.add("mn")
        elif len(form) == 2:
            allowed.add(form)
        elif form in ("m", "n"):
            allowed |= {form + c for c in "nad"}
        elif form == "f":
            allowed |= {form + c for c in "nadg"}
        elif form == "p":
            allowed |= {"pn", "pa", "pg", "pd"}
    return frozenset(allowed)


def _demonyms_listed(tokens: list[Token], i: int) -> bool:
    """ "chinesische, russische und iranische Schiffe": after a comma demonyms up to a noun, the last behind "und"."""
    end = next((k for k in range(i, len(tokens)) if tokens[k].pos not in ("J", "C") and tokens[k].text != ","), len(tokens))
    closed = end - 2 > i and tokens[end - 2].low in ("und", "oder", "sowie") and tokens[end - 1].pos == "J"
    return closed and end < len(tokens) and tokens[end].pos == "N"


def _list_goes_on(tokens: list[Token], i: int) -> bool:
    for k in range(i + 1, min(len(tokens), i + 14)):
        t = tokens[k]
        if t.low in ("und", "oder", "sowie"):
            return tokens[k - 1].pos in ("N", "M") and k > i + 1
        if t.pos in ("V", "ZU", "S", "REL", "Q", ".", ";", ":", "PR", "P", "(", "NEG", "PTK"):
            return False
    return False


def _is_inserted(tokens: list[Token], start: int) -> bool:
    """ ", so das ISW, …": the comma behind a speaker ends what is inserted, and begins no list."""
    return start > 1 and tokens[start - 1].low == "so" and tokens[start - 2].text == ","


def _finite_follows(tokens: list[Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].pos == "R":
        i += 1
    return i < len(tokens) and tokens[i].pos == "V" and finite_reading(tokens[i])


def _verb_awaited(tokens: list[Token], phrase: Phrase, end: int) -> bool:
    """ "hat Soldaten und Panzer stationiert": only the auxiliary stands before, so that what follows completes it."""
    before = next((k for k in range(phrase.start - 1, -1, -1) if tokens[k].pos in ("V", "ZU", "S", "REL")), None)
    while end < len(tokens) and tokens[end].pos == "R":
        end += 1
    last = end + 1 >= len(tokens) or tokens[end + 1].text in (",", ".", ";", ":")
    if before is None or tokens[before].pos != "V" or not last or phrase.prep:
        return False
    helps = {r.lemma for r in tokens[before].reads if r.pos == "V" and r.form[:1] in "fk"}
    forms = {r.form for r in tokens[end].reads if r.pos == "V"}
    return ("haben" in helps and "n" in forms) or (bool(helps & _WITH_INFINITIVE) and "i" in forms)


_WITH_INFINITIVE = frozenset(("lassen", "wollen", "werden", "sollen", "können", "müssen", "dürfen", "mögen"))


def _finite_before(tokens: list[Token], i: int) -> bool:
    for k in range(i - 1, -1, -1):
        if tokens[k].text in (",", ";", ":") or tokens[k].pos in ("S", "REL"):
            return False
        if tokens[k].pos == "V" and finite_reading(tokens[k]):
            return True
    return False
