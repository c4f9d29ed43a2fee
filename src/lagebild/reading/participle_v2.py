"""Participles before a noun with what belongs to them (German): "die von Prag an Kiew gelieferten Panzer" as a clause about the noun."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.packs.language import Language
from lagebild.reading.parts import Phrase, Predicate, Token

Reader = Callable[[list[Token], int], tuple[int, Phrase | None]]
_AGENT = ("von", "vom", "durch")


def participle(token: Token, language: Language) -> tuple[str, str]:
    """Return the verb that an inflected participle is made from and its form: n participle II, g participle I; empty where it is none."""
    rows = [r for r in token.reads if r.pos == "V" and r.form in ("n", "g")]
    rows += [q for r in token.reads if r.pos == "A" for q in language.words.get(r.lemma, ()) if q.pos == "V" and q.form in ("n", "g")]
    known = next((r for r in rows if r.lemma in language.rules.verbs), rows[0] if rows else None)
    return (known.lemma, known.form) if known is not None else ("", "")


def attributive(tokens: list[Token], first: int, last: int, language: Language, read: Reader) -> Predicate | None:
    """The clause of the participle at `last`, whose phrases stand from `first` on; None where no verb is behind it."""
    lemma, form = participle(tokens[last], language)
    if not lemma:
        return None
    clause = Predicate(tokens[last], lemma, tokens=[tokens[last]], form="pp", start=first, end=last, relation="reduced")
    clause.perfect = form == "n"
    clause.passive = clause.perfect and lemma not in language.grammar["sein_verbs"]["verbs"]
    clause.words = {t.low for t in tokens[first : last + 1]}
    clause.negative = any(t.pos == "NEG" for t in tokens[first:last])
    clause.args = _phrases(tokens[:last], first, read)
    for before, after in zip(clause.args, clause.args[1:], strict=False):
        if after.prep and before.end == after.start:
            before.hang(after)
    if clause.passive:
        for phrase in clause.args:
            phrase.slot = "by" if phrase.prep in _AGENT else phrase.slot
    return clause


def _phrases(tokens: list[Token], i: int, read: Reader) -> list[Phrase]:
    found: list[Phrase] = []
    while i < len(tokens):
        phrase = None
        if tokens[i].pos in ("P", "D", "A", "J", "NUM", "N", "M", "PR"):
            end, phrase = read(tokens, i)
            i = max(end, i + 1)
        else:
            i += 1
        if phrase is not None:
            if phrase.slot == "bare" and "d" in phrase.case and phrase.case != "nad":
                phrase.slot = "iobject"
            found.append(phrase)
    return found


def about(clause: Predicate, phrase: Phrase) -> None:
    """Make a phrase the subject of its participle's clause: who does it, or in a passive what it is done to."""
    clause.subject = clause.antecedent = phrase
    clause.antecedent_role = "subject"
