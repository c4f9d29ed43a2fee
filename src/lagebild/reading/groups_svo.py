"""Verb groups for languages with fixed word order (English): auxiliaries, negation, adverbs and verb that stand together."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.packs.language import Language
from lagebild.reading.parts import Token

_MOODS = ("possible", "future", "hypothetical", "must", "able")


@dataclass(slots=True, eq=False)
class VerbGroup:
    """Auxiliaries and verb that stand together ("has not been attacked")."""

    tokens: list[Token]
    head: Token
    form: str = "fin"
    passive: bool = False
    negative: bool = False
    mood: str = ""
    past: bool = False
    perfect: bool = False
    progressive: bool = False
    copula: bool = False
    adjective: Token | None = None
    prep: str = ""
    aux_only: bool = False
    particle: str = ""


@dataclass(slots=True)
class GroupReader:
    """Reads verb groups."""

    language: Language

    def read(self, tokens: list[Token], i: int) -> tuple[int, VerbGroup | None]:
        """Read auxiliaries, negation, adverbs and verb."""
        run: list[Token] = []
        verb: Token | None = None
        start = i
        while i < len(tokens):
            token = tokens[i]
            if token.pos in ("X", "MD", "NEG", "TO"):
                if token.pos == "TO" and any(t.pos != "NEG" for t in run) and not self._is_to(tokens, i, run):
                    break
                run.append(token)
            elif token.pos == "R" and verb is None and run:
                run.append(token)
            elif token.pos == "V" and verb is None:
                verb = token
                run.append(token)
                i += 1
                break
            else:
                break
            i += 1
        while run and run[-1].pos == "R" and verb is None:
            run.pop()
            i -= 1
        if verb is None and not any(t.pos in ("X", "MD") for t in run):
            if any(t.pos == "NEG" for t in run) and i < len(tokens):
                return start + 1, None
            return i, None
        group = self._judge(run, verb)
        phrasal = f"{group.head.lemma} {tokens[i].low}" if i < len(tokens) else ""
        if phrasal in self.language.speech["verbs"] and (phrasal != "go on" or i + 1 >= len(tokens) or tokens[i + 1].pos != "N"):
            # "pointed out"; not "went on strike"
            group.head.lemma = phrasal
        elif phrasal in self.language.phrasal and tokens[i].pos == "R":
            group.particle = tokens[i].low
        return i, group

    def _is_to(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        """ "is to send 200 officers": a form of "be" right before an infinitive says what will be."""
        finite = all(t.low in ("is", "are", "was") or t.pos in ("NEG", "R") for t in run)
        first = tokens.index(run[0])
        if first > 0 and tokens[first - 1].lemma in self.language.grammar["auxiliaries"]["aims"]:
            # "its goal is to isolate B"
            return False
        return finite and run[-1].pos == "X" and i + 1 < len(tokens) and tokens[i + 1].pos in ("V", "X")

    def _judge(self, run: list[Token], verb: Token | None) -> VerbGroup:
        aux = self.language.grammar["auxiliaries"]
        lows = [t.low for t in run if t is not verb]
        parts = {t.pos for t in run}
        be, have, modal = False, False, False
        head = verb or next(t for t in reversed(run) if t.pos in ("X", "MD"))
        group = VerbGroup(run, head)
        group.negative = "NEG" in parts
        if lows:
            be, have = not aux["be"].keys().isdisjoint(lows), not aux["have"].keys().isdisjoint(lows)
            group.mood = next((m for m in _MOODS if not aux[m].keys().isdisjoint(lows)), "")
            modal = bool(group.mood) or not aux["do"].keys().isdisjoint(lows)
        group.aux_only = verb is None
        forms = {r.form for r in verb.reads if r.pos == "V"} if verb is not None else set()
        if verb is None:
            group.copula = be
            head.lemma = "be" if be else "have" if have else "do"
            group.past = any(w in ("was", "were", "had", "did") for w in lows)
            if "TO" in parts:
                group.form = "inf"
            elif lows[0] in ("being", "having"):
                group.form = "ing"
            return group
        if run[0].low in ("is", "are", "was") and "TO" in parts:
            group.mood = "future"
            group.passive = any(t.low == "be" for t in run) and "n" in forms
            verb.form = "b"
        elif "TO" in parts:
            group.form = "inf"
            group.passive = be and "n" in forms
            group.perfect = have
        elif modal:
            group.passive = be and "n" in forms and verb.low not in ("become",)
            group.perfect = have
            group.past = "did" in lows
            verb.form = "b"
        elif be and "g" in forms and "n" not in forms:
            group.progressive = True
        elif be and "n" in forms:
            group.passive = True
            group.perfect = have
            group.progressive = "being" in lows
        elif have and "n" in forms:
            group.perfect = True
        elif "g" in forms and not lows:
            group.form = "ing"
        elif forms == {"n"}:
            group.form = "pp"
        elif "n" in forms and "d" in forms:
            group.form = "ed"
            group.past = True
        elif "d" in forms:
            group.past = True
        if "having" in lows or (lows and lows[0] == "being"):
            group.form = "ing"
            group.perfect = "having" in lows
        reading = verb.read("V")
        verb.lemma = reading.lemma if reading else verb.low
        return group
