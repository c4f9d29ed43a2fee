"""The verbs of a German segment as one: auxiliaries, modals, participle, infinitive and separable particle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lagebild.packs.language import Language, Reading, load_language
from lagebild.reading.parts import Predicate, Token
from lagebild.reading.segments_v2 import Item, Segment, finite_lemma, form_set, is_finite, verb_forms

_INFINITIVE = frozenset(("i", "z"))
_NONFINITE = frozenset(("i", "z", "n"))


@lru_cache(maxsize=4)
def _meanings(code: str) -> tuple[tuple[str, str, str], ...]:
    """The verbs that mean something else with another word: verb, word, what both mean."""
    rows = (row.split() for row in load_language(code).grammar["light_verbs"]["meaning"])
    return tuple((verb, word, meant) for verb, word, meant in rows)


@lru_cache(maxsize=4)
def _meaning_more(code: str) -> frozenset[str]:
    return frozenset([lemma for verb, word, _ in _meanings(code) for lemma in (verb, word)])


@dataclass(slots=True)
class VerbReader:
    """Reads verb complexes into predicates."""

    language: Language

    def read(self, segment: Segment, predicate: Predicate, verbs: list[Item]) -> None:
        """Set head, lemma, voice, mood and tense of a predicate from the verbs of its segment."""
        aux = self.language.grammar["auxiliaries"]
        finite = self._pick_finite(segment, verbs)
        others = [v for v in verbs if v is not finite]
        particles = [i.token for i in segment.items if i.kind == "ptk"]
        particle = particles[-1].low if particles else ""
        predicate.tokens = [v.token for v in verbs] + particles
        predicate.tokens.sort(key=lambda t: t.index)
        if finite is None:
            head = next((v for v in reversed(others) if not _INFINITIVE.isdisjoint(form_set(v.token))), others[-1])
            participle = next((v for v in others if v is not head and "n" in form_set(v.token)), None)
            lemma = self._nonfinite(head.token, ("z", "i", "n"))
            if lemma in ("haben", "sein", "werden") and participle is not None:
                done = self._nonfinite(participle.token, ("n",))
                # "von X gesteuert zu sein", but "abgezogen zu sein"
                transitive = lemma == "sein" and done not in self.language.grammar["sein_verbs"]["verbs"]
                predicate.passive = lemma == "werden" or transitive
                predicate.perfect = lemma != "werden"
                head, lemma = participle, done
            predicate.head, predicate.lemma, predicate.form = head.token, lemma, "inf"
            if lemma == self._nonfinite(head.token, ("n",)) and not any(r.form in ("i", "z") for v in verbs for r in verb_forms(v.token)):
                predicate.form, predicate.passive = "pp", True
            return
        reading = self._finite_reading(finite.token)
        lemma, low = reading.lemma, finite.token.low
        predicate.mood = self._mood(low, lemma, reading, others, aux)
        predicate.past = self._past(low, reading)
        if not others:
            # most clauses
            self._alone(predicate, finite.token, lemma, particle)
            predicate.words.add(lemma)
            self._meaning(predicate)
            return
        modal = lemma in aux["modals"]
        participle = next((v for v in others if "n" in form_set(v.token)), None)
        infinitive = next(
            (
                v
                for v in reversed(others)
                if not _INFINITIVE.isdisjoint(form_set(v.token)) and self._nonfinite(v.token, ("i", "z")) not in ("haben", "sein", "werden")
            ),
            None,
        )
        infinitive = self._let(infinitive, others)
        auxiliaries = {self._nonfinite(v.token, ("i", "n", "z")) for v in others if v is not participle} | (
            {lemma} if lemma in ("haben", "sein", "werden") else set()
        )
        worden = any(v.token.low == "worden" for v in others)
        if participle is not None and participle.token.low == "worden":
            participle = next((v for v in others if v is not participle and "n" in form_set(v.token)), None)
        if (
            participle is not None
            and (lemma in ("haben", "sein", "werden") or modal)
            and not (infinitive is not None and not auxiliaries & {"haben", "sein", "werden"})
        ):
            predicate.head = participle.token
            predicate.lemma = self._nonfinite(participle.token, ("n",))
            predicate.perfect = "haben" in auxiliaries or ("sein" in auxiliaries)
            intransitive = predicate.lemma in self.language.grammar.get("sein_verbs", {}).get("verbs", ())
            predicate.passive = worden or "werden" in auxiliaries or ("sein" in auxiliaries and not intransitive)
        elif infinitive is not None and (
            modal or low in aux["able"] or lemma in ("werden", "lassen", "sein", "haben", "brauchen", "scheinen")
        ):
            predicate.head = infinitive.token
            predicate.lemma = self._nonfinite(infinitive.token, ("i", "z"))
            if lemma in ("scheinen",):
                predicate.words.add("scheinen")
        else:
            self._alone(predicate, finite.token, lemma, particle)
        if lemma == "lassen" and infinitive is not None and predicate.head is infinitive.token:
            # "lässt sich von Drohungen nicht einschüchtern": a passive
            predicate.passive = any(p.pronoun == "reflexive" for p in predicate.args) and any(
                p.prep in ("von", "vom") for p in predicate.args
            )
        predicate.words.add(lemma)
        self._negated(predicate)
        self._meaning(predicate)

    def _alone(self, predicate: Predicate, finite: Token, lemma: str, particle: str) -> None:
        """A finite verb that stands for itself, but for its particle."""
        predicate.head, predicate.lemma = finite, self.language.separable.get((particle, lemma), lemma)

    def _let(self, infinitive: Item | None, others: list[Item]) -> Item | None:
        """ "hat Kampfjets aufsteigen lassen": what somebody lets happen is what counts."""
        if infinitive is None or self._nonfinite(infinitive.token, ("i", "z")) != "lassen":
            return infinitive
        rest = (v for v in others if v is not infinitive and "i" in form_set(v.token))
        return next(rest, infinitive)

    def _negated(self, predicate: Predicate) -> None:
        """ "schließt Lieferungen nicht aus" is to consider them, "bestritt nicht" to admit."""
        if not predicate.negative:
            return
        rows = (row.split() for row in self.language.grammar["light_verbs"]["negated"])
        meant = next((word for verb, word in rows if verb == predicate.lemma), "")
        if meant:
            predicate.lemma, predicate.negative = meant, False

    def _meaning(self, predicate: Predicate) -> None:
        """ "geht davon aus, dass …" is to suppose, "ließ ausrichten" to tell."""
        if predicate.lemma not in _meaning_more(self.language.code):
            return
        around: set[str] = set()
        for verb, word, meant in _meanings(self.language.code):
            if predicate.lemma not in (verb, word):
                continue
            around = around or predicate.words | {t.lemma for t in predicate.tokens} | {r.lemma for t in predicate.tokens for r in t.reads}
            if word in around and (verb in around or verb == predicate.lemma):
                predicate.lemma = meant

    def _pick_finite(self, segment: Segment, verbs: list[Item]) -> Item | None:
        finite = [v for v in verbs if is_finite(v.token)]
        if not finite:
            return None
        if segment.kind in ("inf", "part"):
            sure = [v for v in finite if _NONFINITE.isdisjoint(form_set(v.token))]
            return sure[0] if sure and segment.kind != "inf" else None
        if segment.kind in ("sub", "rel"):
            aux = [
                v for v in finite if finite_lemma(v.token) in ("haben", "sein", "werden", *self.language.grammar["auxiliaries"]["modals"])
            ]
            return aux[-1] if aux and finite[-1] in aux else finite[-1]
        # main clause: the first; a form that may be a participle gives way to an auxiliary ("Begnadigt wurden …")
        aux = [
            v
            for v in finite
            if finite_lemma(v.token) in ("haben", "sein", "werden")
            and not any(r.form == "i" for r in verb_forms(v.token) if v is not finite[0])
        ]
        if aux and aux[0] is not finite[0] and "n" in form_set(finite[0].token):
            return aux[0]
        for v in finite:
            if not all(r.form in ("n", "i") or r.form[:1] in "fkh" for r in verb_forms(v.token)):
                continue
            return v
        return finite[0]

    def _finite_reading(self, token: Token) -> Reading:
        rows = [r for r in verb_forms(token) if r.form[:1] in ("f", "k", "h")]
        for row in rows:
            if row.form[0] == "f":
                return row
        return rows[0]

    def _nonfinite(self, token: Token, forms: tuple[str, ...]) -> str:
        rows = verb_forms(token)
        for form in forms:
            for row in rows:
                if row.form == form:
                    return row.lemma
        return rows[0].lemma if rows else token.low

    def _mood(self, low: str, lemma: str, reading: Reading, others: list[Item], aux: dict[str, list[str]]) -> str:
        if low in ("möchte", "möchten") and others:
            return "want"
        if low in aux["possible"]:
            return "possible"
        if low in aux["able"]:
            return "able"
        if lemma in aux["hearsay"] and low in aux["hearsay"]:
            return "shall"
        if lemma in aux["want"] and low != "wollten":
            return "want"
        if low in aux["hypothetical"] and (low.startswith("würd") or others):
            return "hypothetical"
        if low in aux["must"]:
            return "must"
        infinitives = [v for v in others if "i" in form_set(v.token)]
        if lemma == "werden" and infinitives and low in ("wird", "werden", "werde"):
            return "future"
        if reading.form[0] == "k":
            return "k"
        if reading.form[0] == "h":
            return "hypothetical" if low not in ("ließe",) else ""
        return ""

    def _past(self, low: str, reading: Reading) -> bool:
        return low.endswith(("te", "ten")) or low in self.language.preterites or low in ("hatte", "hatten", "wurde", "wurden")
