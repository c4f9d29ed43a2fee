"""Segments of a German sentence: the words between two bounds, put together where others interrupt them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lagebild.packs.language import Language, Reading
from lagebild.reading.chunk_v2 import PhraseReader
from lagebild.reading.parts import Phrase, Predicate, Token
from lagebild.reading.tag_v2 import closed_classes, verb_readings


@dataclass(slots=True, eq=False)
class Item:
    """A phrase, a verb form or another word of a segment."""

    kind: str  # np v zu ptk neg c s rel r a sign
    token: Token
    phrase: Phrase | None = None


@dataclass(slots=True, eq=False)
class Segment:
    """The words between two bounds; `kind`: main, sub, rel, inf, frag."""

    items: list[Item]
    bound: str = ""
    kind: str = ""
    quoted: bool = False
    joiner: str = ""
    shared: bool = False
    predicate: Predicate | None = None
    start: int = 0

    def verbs(self) -> list[Item]:
        """The verb forms in order."""
        return [i for i in self.items if i.kind == "v"]

    def finite(self) -> list[Item]:
        """The finite verbs."""
        return [i for i in self.items if i.kind == "v" and is_finite(i.token)]


_FINITE = ("f", "k", "h")
_OPENING = frozenset(("P", "D", "A", "J", "NUM", "N", "M", "PR"))
_KINDS = {"V": "v", "ZU": "zu", "PTK": "ptk", "NEG": "neg", "C": "c", "S": "s", "R": "r"}


def read_items(tokens: list[Token], language: Language) -> list[Item]:
    """Cut tagged tokens into phrases, verb forms and other words."""
    reader = PhraseReader(language, closed_classes(language.code))
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        pos = token.pos
        if pos == "REL":
            end, phrase = reader.read(tokens, i)
            items.append(Item("rel", token, phrase))
            i = end
        elif pos == "P" and i + 1 < len(tokens) and tokens[i + 1].pos == "REL":
            end, phrase = reader.read(tokens, i)
            items.append(Item("rel", tokens[i + 1], phrase))
            i = end
        elif pos in _OPENING:
            end, phrase = reader.read(tokens, i)
            if phrase is not None:
                items.append(Item("np", token, phrase))
            elif pos == "A":
                items.append(Item("a", token))
            elif pos == "P":
                items.append(Item("prep", token))
            i = max(end, i + 1)
        else:
            items.append(Item(_KINDS.get(pos, "sign"), token))
            i += 1
    _behind_what_hangs(items)
    return items


def _behind_what_hangs(items: list[Item]) -> None:
    """ "dem Ministerium in Beirut zufolge": the preposition behind its noun and what hangs on that."""
    for at in range(len(items) - 1, 1, -1):
        inner, noun = items[at - 1].phrase, items[at - 2].phrase
        alone = items[at].kind == "prep" and items[at].token.low == "zufolge"
        if alone and inner is not None and inner.prep and noun is not None and not noun.prep:
            noun.prep, noun.slot = "zufolge", "according"
            noun.hang(inner)
            del items[at]


def verb_forms(token: Token) -> Sequence[Reading]:
    """Return the readings of a token as a verb."""
    return verb_readings(token.reads) or ((Reading("V", token.lemma, token.form),) if token.pos == "V" else ())


def form_set(token: Token) -> frozenset[str]:
    """Return the forms that a token can be as a verb."""
    return _forms(token.reads) or (frozenset((token.form,)) if token.pos == "V" else frozenset())


@lru_cache(maxsize=20000)
def _forms(reads: tuple[Reading, ...]) -> frozenset[str]:
    return frozenset([r.form for r in reads if r.pos == "V"])


def is_finite(token: Token) -> bool:
    """Whether a token can be a finite verb."""
    return _has_finite(token.reads) or (token.pos == "V" and token.form[:1] in _FINITE and not verb_readings(token.reads))


@lru_cache(maxsize=20000)
def _has_finite(reads: tuple[Reading, ...]) -> bool:
    return any(r.form[:1] in _FINITE for r in reads if r.pos == "V")


def nonfinite_only(token: Token) -> bool:
    """Whether a token can only be an infinitive or a participle."""
    return not is_finite(token)


def finite_lemma(token: Token) -> str:
    """The lemma of a verb form, as a finite one where it can be that."""
    forms = [r for r in verb_forms(token) if r.form[:1] in "fkh"] or verb_forms(token)
    return forms[0].lemma if forms else token.low


def is_gapped(first: Segment, second: Segment) -> bool:
    """ "A lieferte Munition, B Panzer": a clause whose verb is that of the one before; both begin with a name."""
    names = [s.items[0].phrase if s.items and s.items[0].kind == "np" else None for s in (first, second)]
    if first.kind != "main" or not first.verbs() or second.bound not in (",", ";") or any(not _leads(p) for p in names):
        return False
    objects = [i for i in second.items[1:] if i.phrase is not None]
    return bool(objects) and first.items[1:2] == first.finite()[:1] and not second.quoted


def _leads(phrase: Phrase | None) -> bool:
    """Whether a phrase is a plain name that can be a subject ("Estland", no "ein Nachbar Estlands")."""
    return phrase is not None and not phrase.prep and phrase.head.mention is not None and "n" in phrase.case


def _goes_on_with(segment: Segment) -> bool:
    """Whether a fragment is an object or what stands with a preposition, no other name of the one who speaks."""
    phrase = segment.items[0].phrase if segment.items else None
    return phrase is not None and (bool(phrase.prep) or (phrase.head.form != "prop" and bool(set(phrase.case) & {"a", "d"})))


@dataclass(slots=True)
class Segmenter:
    """Cuts the items of a sentence into segments and joins what belongs together."""

    language: Language
    question: bool

    def run(self, items: list[Item]) -> list[Segment]:
        """Return the segments of a sentence."""
        return self._merge(self._classify(self._cut(items)))

    def _cut(self, items: list[Item]) -> list[Segment]:
        segments: list[Segment] = []
        current = Segment([], "")
        quoted = False
        for item in items:
            if item.kind == "sign":
                mark = item.token.text
                if current.items:
                    segments.append(current)
                if item.token.pos == "Q":
                    quoted = not quoted if mark in '"' else mark in "„«‚‹" or (mark == "»" and not quoted) or (mark == "“" and not quoted)
                bound = "Q" if item.token.pos == "Q" else mark
                if not current.items and current.bound and bound in (",", "Q", "–"):
                    bound = current.bound if current.bound in (":", ";") else bound
                current = Segment([], bound, quoted=quoted)
            elif item.kind == "c" and self._splits(items, item, current):
                segments.append(current)
                current = Segment([], "und", quoted=quoted, joiner=item.token.low)
            else:
                current.items.append(item)
        if current.items:
            segments.append(current)
        return segments

    def _splits(self, items: list[Item], item: Item, current: Segment) -> bool:
        """A coordinator parts segments where verbs stand on both sides of it."""
        at = items.index(item)
        if not any(i.kind in ("v",) for i in current.items):
            return item.token.low in ("aber", "doch", "denn", "jedoch") and not current.items
        for follower in items[at + 1 :]:
            if (follower.kind == "sign" and follower.token.text in (",", ";", ":", ".")) or follower.token.pos == "Q":
                return False
            if follower.kind == "v":
                return True
            if follower.kind == "c" and follower.token.low in ("und", "oder") and follower is not items[at + 1]:
                continue
        return False

    def _classify(self, segments: list[Segment]) -> list[Segment]:
        for number, segment in enumerate(segments):
            items = segment.items
            while items and items[0].kind == "c":
                segment.joiner = items[0].token.low
                items.pop(0)
            if not items:
                segment.kind = "frag"
                continue
            first = items[0]
            kinds, verbs = [i.kind for i in items], segment.verbs()
            lead = items[kinds.index("s")] if "s" in kinds[:2] else None
            has_zu = "zu" in kinds or any("z" in form_set(v.token) for v in verbs)
            if first.kind == "rel":
                segment.kind = "rel"
            elif (
                lead is not None
                and (lead is first or first.kind in ("r", "prep"))
                and not (lead.token.low in ("wie", "als", "was", "wer") and self.question and number == 0)
            ):
                segment.kind = "inf" if lead.token.low in ("um", "ohne", "statt", "anstatt") else "sub"
            elif any(is_finite(v.token) for v in verbs) and not (has_zu and not self._real_finite(segment)):
                segment.kind = "main"
            elif has_zu or (verbs and all(nonfinite_only(v.token) for v in verbs) and (len(items) > 1 or segment.joiner)):
                segment.kind = "inf" if has_zu else "part"
            else:
                segment.kind = "frag"
            segment.start = items[0].phrase.start if items[0].phrase is not None else items[0].token.index
        return segments

    def _real_finite(self, segment: Segment) -> bool:
        """Whether a finite verb stands there besides the infinitive with "zu" (whose form may look finite)."""
        items = segment.items
        for k, item in enumerate(items):
            if item.kind != "v" or not is_finite(item.token):
                continue
            after_zu = k > 0 and items[k - 1].kind == "zu"
            own = [r for r in verb_forms(item.token) if r.form[:1] in ("f", "k", "h")]
            if not after_zu and not any(r.form in ("z",) for r in verb_forms(item.token)) and own:
                if any(r.form == "n" for r in verb_forms(item.token)) and k + 1 < len(items) and items[k + 1].kind == "zu":
                    continue
                return True
        return False

    def _merge(self, segments: list[Segment]) -> list[Segment]:
        """Join the parts of clauses that others interrupt; hang fragments on to what they belong to."""
        done: list[Segment] = []
        waiting: list[Segment] = []
        for segment in segments:
            target = self._target(segment, done, waiting)
            if target is not None:
                target.items += segment.items
                if target.kind in ("frag", "part") and segment.kind in ("main", "sub"):
                    target.kind = segment.kind
                if not self._open(target) and target in waiting:
                    waiting.remove(target)
                continue
            done.append(segment)
            if self._open(segment):
                waiting.append(segment)
        return done

    def _interrupted(self, segment: Segment, done: list[Segment]) -> Segment | None:
        """ "China hat, wie A sagt, das Ziel …": the clause around an inserted one, where it still lacks what its verb needs."""
        if len(done) < 2 or segment.bound not in (",", "–") or not self._says(done[-1]):
            return None
        around, verbs = done[-2], done[-2].verbs()
        needy = [
            v
            for v in verbs
            if finite_lemma(v.token) in ("haben", "sein", "bleiben", "werden", *self.language.grammar["auxiliaries"]["modals"])
        ]
        bare = [i for i in around.items if i.phrase is not None and not i.phrase.prep]
        open_ = around.kind == "main" and bool(verbs) and needy == verbs and len(bare) < 2 and not any(i.kind == "a" for i in around.items)
        open_ = open_ or (around.kind == "main" and self._tells_speaker(done[-1]) and _goes_on_with(segment))
        return around if open_ and around.quoted == segment.quoted else None

    def _says(self, segment: Segment) -> bool:
        """Whether a clause only tells who speaks: ", meint A,", ", wie A sagt,"."""
        if self._tells_speaker(segment):
            return True
        verbs, speech = segment.verbs(), self.language.speech["verbs"]
        first = segment.items[0] if segment.items else None
        leads = first is not None and (first.kind == "v" or first.token.low in self.language.grammar["conjunctions"]["inserted"])
        return leads and bool(verbs) and segment.bound in (",", "–") and any(finite_lemma(v.token) in speech for v in verbs)

    def _tells_speaker(self, segment: Segment) -> bool:
        """ ", so der Minister,": a speaker whose verb is left out, inserted in what he says."""
        # not ", wie der Iran,": with whom somebody is compared
        inserted = bool(segment.items) and segment.items[0].kind == "r" and segment.items[0].token.low == "so"
        # nor ", so auch der Iran,"
        phrase = segment.items[1].phrase if inserted and len(segment.items) > 1 else None
        return phrase is not None and not phrase.prep and segment.bound in (",", "–", "-")

    def _open(self, segment: Segment) -> bool:
        if segment.kind in ("sub", "rel"):
            return not segment.finite()
        if segment.kind == "frag":
            return not self._tells_speaker(segment)
        if segment.kind == "main":
            return self._wants_more(segment)
        return False

    def _wants_more(self, segment: Segment) -> bool:
        """An auxiliary or modal without its verb, or a verb whose particle may still come."""
        verbs = segment.verbs()
        if len(verbs) != 1 or any(i.kind == "ptk" for i in segment.items):
            return False
        lemma = finite_lemma(verbs[0].token)
        modal = lemma in self.language.grammar["auxiliaries"]["modals"] or lemma in ("haben", "werden", "sein")
        return modal or lemma in closed_classes(self.language.code).bases

    def _target(self, segment: Segment, done: list[Segment], waiting: list[Segment]) -> Segment | None:
        if segment.bound in (";", ":", ".") or not done:
            return None
        last = done[-1]
        if segment.kind == "frag" and is_gapped(last, segment):
            return None
        if segment.kind == "frag":
            if self._tells_speaker(segment):
                return None
            last = next((s for s in reversed(done) if not self._tells_speaker(s)), last)
            if (around := self._interrupted(segment, done)) is not None:
                return around
            only_particle = all(i.kind in ("ptk", "r", "neg") for i in segment.items)
            if only_particle:
                return next((w for w in reversed(waiting) if w.kind in ("main",)), None)
            if last.kind in ("main", "sub", "rel", "part", "inf") and last in waiting and last.quoted == segment.quoted:
                return last
            return next((w for w in reversed(waiting) if w.kind in ("sub",)), None) if last.kind in ("rel",) else None
        if segment.kind == "part" and not segment.joiner:
            for w in reversed(waiting):
                if w.kind == "main" and self._takes_participle(w) and w.quoted == segment.quoted:
                    return w
            return None
        if segment.kind == "main" and segment.items and segment.bound in (",", "–", "-", ")", "Q"):
            first_finite = segment.items[0].kind == "v" and is_finite(segment.items[0].token)
            last_finite = segment.items[-1].kind == "v" and is_finite(segment.items[-1].token)
            single = len(segment.verbs()) == 1 and last_finite and not first_finite
            participle = single and any(r.form == "n" for r in verb_forms(segment.items[-1].token))
            infinitive = single and any(r.form == "i" for r in verb_forms(segment.items[-1].token))
            if infinitive and len(done) > 1 and self._says(last) and self._wants_infinitive(done[-2]):
                # "A könne, meint B, C erreichen": an infinitive that looks finite
                return done[-2]
            for w in reversed(waiting):
                parted = last.kind == "rel" or (w is not last and self._says(last) and not segment.joiner)
                if w.kind == "main" and participle and parted and self._takes_participle(w) and w.quoted == segment.quoted:
                    # "hat zwei Briten, die …, des Landes verwiesen": a participle that looks finite
                    return w
                if w.kind == "frag" and first_finite and w is not last and done.index(w) < len(done) - 1:
                    return w
                if w.kind in ("sub", "rel") and last_finite and w is not last:
                    return w
                if w.kind == "sub" and last_finite and w is last:
                    return w
        return None

    def _wants_infinitive(self, segment: Segment) -> bool:
        modals = ("werden", *self.language.grammar["auxiliaries"]["modals"])
        verbs = segment.verbs()
        return segment.kind == "main" and len(verbs) == 1 and finite_lemma(verbs[0].token) in modals

    def _takes_participle(self, segment: Segment) -> bool:
        verbs = segment.verbs()
        return len(verbs) == 1 and finite_lemma(verbs[0].token) in (
            "haben",
            "sein",
            "werden",
            *self.language.grammar["auxiliaries"]["modals"],
        )
