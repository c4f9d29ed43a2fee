"""Clauses for verb-second languages with cases (German): segments between commas, put together by where their verbs stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.packs.language import Language, Reading
from lagebild.reading.parts import Parse, Phrase, Predicate, Token
from lagebild.reading.tag_v2 import PhraseReader, closed_classes, tag


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
    predicate: Predicate | None = None
    start: int = 0

    def verbs(self) -> list[Item]:
        """The verb forms in order."""
        return [i for i in self.items if i.kind == "v"]

    def finite(self) -> list[Item]:
        """The finite verbs."""
        return [i for i in self.items if i.kind == "v" and _finite(i.token)]


def parse(tokens: list[Token], start: int, end: int, language: Language) -> Parse:
    """Parse a sentence's tokens."""
    tokens = tag(tokens, language)
    items = _items(tokens, language)
    question = any(t.text == "?" for t in tokens[-3:])
    builder = Builder(language, question)
    predicates = builder.run(items)
    phrases = [i.phrase for i in items if i.phrase is not None]
    return Parse(tokens, predicates, phrases, start, end, question)


def _items(tokens: list[Token], language: Language) -> list[Item]:
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
        elif pos in ("P", "D", "A", "J", "NUM", "N", "M", "PR"):
            end, phrase = reader.read(tokens, i)
            if phrase is not None:
                items.append(Item("np", token, phrase))
            elif pos == "A":
                items.append(Item("a", token))
            elif pos == "P":
                items.append(Item("prep", token))
            i = max(end, i + 1)
        else:
            kind = {"V": "v", "ZU": "zu", "PTK": "ptk", "NEG": "neg", "C": "c", "S": "s", "R": "r"}.get(pos, "sign")
            items.append(Item(kind, token))
            i += 1
    return items


def _forms(token: Token) -> list[Reading]:
    return [r for r in token.reads if r.pos == "V"] or ([Reading("V", token.lemma, token.form)] if token.pos == "V" else [])


def _finite(token: Token) -> bool:
    return any(r.form[:1] in ("f", "k", "h") for r in _forms(token))


def _nonfinite_only(token: Token) -> bool:
    return not _finite(token)


@dataclass(slots=True)
class Builder:
    """Puts segments together into predicates."""

    language: Language
    question: bool
    out: list[Predicate] = field(default_factory=list)

    def run(self, items: list[Item]) -> list[Predicate]:
        """Return the predicates of a sentence."""
        segments = self._merge(self._classify(self._cut(items)))
        self._link(segments)
        return self.out

    # segments

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
                current = Segment([], current.bound if False else "und", quoted=quoted, joiner=item.token.low)
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
                nxt = items[at + 1]
                # "töteten und verletzten": two verbs side by side share all their phrases
                return not (nxt.kind == "v" and items[at - 1].kind == "v" and not current.items[:-1]) or True
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
            lead = next((i for i in items[:2] if i.kind == "s"), None)
            has_zu = any(i.kind == "zu" for i in items) or any(r.form == "z" for i in segment.verbs() for r in _forms(i.token))
            if first.kind == "rel":
                segment.kind = "rel"
            elif (
                lead is not None
                and (lead is first or first.kind in ("r", "prep"))
                and not (lead.token.low in ("wie", "als", "was", "wer") and self.question and number == 0)
            ):
                segment.kind = "inf" if lead.token.low in ("um", "ohne", "statt", "anstatt") else "sub"
            elif segment.finite() and not (has_zu and not self._real_finite(segment)):
                segment.kind = "main"
            elif has_zu or (segment.verbs() and all(_nonfinite_only(i.token) for i in segment.verbs()) and len(segment.items) > 1):
                segment.kind = "inf" if has_zu else "part"
            else:
                segment.kind = "frag"
            segment.start = items[0].phrase.start if items[0].phrase is not None else items[0].token.index
        return segments

    def _real_finite(self, segment: Segment) -> bool:
        """Whether a finite verb stands there besides the infinitive with "zu" (whose form may look finite)."""
        items = segment.items
        for k, item in enumerate(items):
            if item.kind != "v" or not _finite(item.token):
                continue
            after_zu = k > 0 and items[k - 1].kind == "zu"
            own = [r for r in _forms(item.token) if r.form[:1] in ("f", "k", "h")]
            if not after_zu and not any(r.form in ("z",) for r in _forms(item.token)) and own:
                if any(r.form == "n" for r in _forms(item.token)) and k + 1 < len(items) and items[k + 1].kind == "zu":
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

    def _open(self, segment: Segment) -> bool:
        if segment.kind in ("sub", "rel"):
            return not segment.finite()
        if segment.kind == "frag":
            return True
        if segment.kind == "main":
            return self._wants_more(segment)
        return False

    def _wants_more(self, segment: Segment) -> bool:
        """An auxiliary or modal without its verb, or a verb whose particle may still come."""
        verbs = segment.verbs()
        if len(verbs) != 1 or any(i.kind == "ptk" for i in segment.items):
            return False
        lemma = self._lemma(verbs[0].token)
        modal = lemma in self.language.grammar["auxiliaries"]["modals"] or lemma in ("haben", "werden", "sein")
        return modal or lemma in closed_classes(self.language.code).bases

    def _lemma(self, token: Token) -> str:
        forms = [r for r in _forms(token) if r.form[:1] in "fkh"] or _forms(token)
        return forms[0].lemma if forms else token.low

    def _target(self, segment: Segment, done: list[Segment], waiting: list[Segment]) -> Segment | None:
        if segment.bound in (";", ":", ".") or not done:
            return None
        last = done[-1]
        if segment.kind == "frag":
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
            first_finite = segment.items[0].kind == "v" and _finite(segment.items[0].token)
            last_finite = segment.items[-1].kind == "v" and _finite(segment.items[-1].token)
            for w in reversed(waiting):
                if w.kind == "frag" and first_finite and w is not last and done.index(w) < len(done) - 1:
                    return w
                if w.kind == "frag" and first_finite and w is last and self._is_apposition(done, w):
                    return None
                if w.kind in ("sub", "rel") and last_finite and w is not last:
                    return w
                if w.kind == "sub" and last_finite and w is last:
                    return w
        return None

    def _is_apposition(self, done: list[Segment], w: Segment) -> bool:
        return False

    def _takes_participle(self, segment: Segment) -> bool:
        verbs = segment.verbs()
        return len(verbs) == 1 and self._lemma(verbs[0].token) in (
            "haben",
            "sein",
            "werden",
            *self.language.grammar["auxiliaries"]["modals"],
        )

    # predicates

    def _link(self, segments: list[Segment]) -> None:
        speech = frozenset(self.language.speech["verbs"]) | frozenset(self.language.speech["denial"])
        previous: Predicate | None = None
        main: Predicate | None = None
        waiting: list[Predicate] = []
        last_phrase: Phrase | None = None
        for number, segment in enumerate(segments):
            predicate = self._predicate(segment, last_phrase)
            segment.predicate = predicate
            own = [i.phrase for i in segment.items if i.phrase is not None and i.kind == "np"]
            if own:
                last_phrase = own[-1]
            if predicate is None:
                continue
            self.out.append(predicate)
            self._hang(segment, predicate, previous, main, waiting, speech, segments, number)
            if (
                (segment.kind in ("main", "frag", "part")
                and predicate.relation in ("root", "comp", "content", "coord"))
                or (main is None
                and segment.kind == "main")
            ):
                if predicate.head is not None:
                    main = predicate
                    for child in waiting:
                        self._adopt_waiting(predicate, child, speech)
                    waiting = []
            if predicate.head is not None:
                previous = predicate

    def _adopt_waiting(self, predicate: Predicate, child: Predicate, speech: frozenset[str]) -> None:
        child.parent = None
        predicate.adopt(child, child.relation)

    def _hang(
        self, segment: Segment, predicate: Predicate, previous: Predicate | None, main: Predicate | None,
        waiting: list[Predicate], speech: frozenset[str], segments: list[Segment], number: int,
    ) -> None:  # fmt: skip
        g = self.language.grammar["conjunctions"]
        if segment.kind == "rel":
            if previous is not None:
                previous.adopt(predicate, "rel")
            else:
                predicate.relation = "rel"
            return
        if segment.kind == "sub":
            lead = next(i for i in segment.items[:2] if i.kind == "s") if any(i.kind == "s" for i in segment.items[:2]) else None
            word = lead.token.low if lead is not None else ""
            if word in g["complement"]:
                relation = "comp"
                predicate.antecedent = self._accusation(previous) if previous is not None else None
            elif word in g["question"]:
                relation, predicate.question = "comp", True
            elif word in g["condition"]:
                relation, predicate.sub = "adv", "if"
            elif word in g["question_words"] and word not in ("wie", "als"):
                relation, predicate.question = "comp", False
            else:
                relation = "adv"
            predicate.sub = predicate.sub or word
            if word == "wie" and predicate.lemma in speech:
                relation = "as"
            self._below(predicate, relation, segment, previous, main, waiting)
            if relation == "as" and predicate.parent is not None:
                # "…, wie der Minister sagte": the clause above is what is said
                above = predicate.parent
                above.children.remove(predicate)
                predicate.parent, predicate.relation = None, "root"
                predicate.adopt(above, "content")
            return
        if segment.kind in ("inf", "part"):
            lead = next((i for i in segment.items[:1] if i.kind == "s"), None)
            if lead is not None:
                predicate.sub = lead.token.low
                if lead.token.low == "ohne":
                    predicate.negative = True
            governor = previous
            if segment.joiner and previous is not None and previous.form == "inf" and previous.parent is not None:
                governor = previous.parent
            predicate.form = "inf"
            self._below(predicate, "inf-adv" if predicate.sub else "inf", segment, governor, main, waiting)
            self._control(predicate)
            return
        self._main(segment, predicate, previous, main, speech, segments, number)

    def _below(
        self,
        predicate: Predicate,
        relation: str,
        segment: Segment,
        previous: Predicate | None,
        main: Predicate | None,
        waiting: list[Predicate],
    ) -> None:
        predicate.relation = relation
        governor = previous
        if segment.joiner and previous is not None and previous.relation == relation and previous.parent is not None:
            governor = previous.parent
        elif (
            previous is not None
            and previous.relation == "rel"
            and relation == "comp"
            and main is not None
            and not segment.joiner
            and previous.lemma not in self.language.speech["verbs"]
        ):
            governor = main
        if governor is None:
            waiting.append(predicate)
        else:
            governor.adopt(predicate, relation)

    def _control(self, predicate: Predicate) -> None:
        """The subject of an infinitive: the object of a verb of asking, else the subject of the verb above."""
        above = predicate.parent
        if above is None or predicate.subject is not None:
            return
        if not predicate.sub:
            for phrase in above.args:
                if (
                    phrase.slot in ("iobject", "bare", "on", "at")
                    and phrase is not above.subject
                    and _sided(phrase)
                    and above.lemma not in self.language.grammar["aspect"]["want"]
                ):
                    if phrase.slot in ("on", "at") and above.lemma not in ("appellieren", "einwirken"):
                        continue
                    if above.lemma in (
                        "drohen",
                        "versprechen",
                        "zusagen",
                        "anbieten",
                        "zusichern",
                        "vorwerfen",
                        "androhen",
                        "versichern",
                        "geloben",
                        "garantieren",
                    ):
                        if above.lemma == "vorwerfen":
                            predicate.subject = phrase
                        break
                    predicate.subject = phrase
                    return
        if predicate.subject is None:
            predicate.subject = above.subject

    def _main(
        self,
        segment: Segment,
        predicate: Predicate,
        previous: Predicate | None,
        main: Predicate | None,
        speech: frozenset[str],
        segments: list[Segment],
        number: int,
    ) -> None:
        first = segment.items[0] if segment.items else None
        verb_first = first is not None and first.kind == "v"
        if (
            predicate.lemma in speech
            and previous is not None
            and (verb_first or self._so(segment))
            and number > 0
            and segment.bound in (",", "Q", "–", "-")
        ):
            contents = [p for p in self.out if p.relation in ("root", "content", "coord") and p.parent is None and p is not predicate]
            predicate.relation = "root"
            for content in contents:
                predicate.adopt(content, "content")
            return
        if (
            number == 0
            and verb_first
            and not self.question
            and len(segments) > 1
            and segments[1].kind == "main"
            and segments[1].items
            and segments[1].items[0].kind in ("v", "r")
            and predicate.head is not None
        ):
            predicate.sub, predicate.relation = "if", "adv"
            later = segments[1]
            later.joiner = later.joiner or ""
            predicate.link = "v1"
            self._v1 = predicate
            return
        v1 = self._v1
        if v1 is not None and v1.parent is None:
            predicate.adopt(v1, "adv")
            self._v1 = None
            predicate.relation = "root"
            return
        if previous is not None and not segment.joiner and (segment.bound in (":",) or segment.quoted or segment.bound == ","):
            governor = self._speaker(previous, speech)
            noun = self._accusation(previous) if governor is None or predicate.mood in ("k", "hypothetical") else None
            if noun is not None and predicate.mood in ("k", "hypothetical"):
                # "wies den Vorwurf zurück, Agenten hätten …"
                predicate.antecedent = noun
                previous.adopt(predicate, "comp")
                return
            if governor is not None and not self._has_content(governor):
                governor.adopt(predicate, "comp")
                return
            if segment.bound == "," and previous.relation == "comp" and previous.parent is not None and predicate.mood in ("k",):
                previous.parent.adopt(predicate, "comp")
                return
        if segment.joiner and previous is not None:
            same = previous
            while (
                same.relation in ("inf", "rel", "inf-adv")
                and same.parent is not None
                and segment.kind == "main"
                and not self._verb_last(segment)
            ):
                same = same.parent
            if self._verb_last(segment) and previous.relation in ("comp", "rel", "adv"):
                same = previous
            elif same.relation in ("comp", "adv") and same.sub and same.parent is not None and not self._verb_last(segment):
                same = same.parent
            predicate.relation = same.relation if same.relation in ("comp", "content", "rel", "adv") else "root"
            if same.parent is not None and predicate.relation != "root":
                same.parent.adopt(predicate, same.relation)
            predicate.sub = same.sub
            if predicate.relation == "rel":
                predicate.antecedent, predicate.antecedent_role = same.antecedent, same.antecedent_role
            verb_leads = bool(segment.items) and segment.items[0].kind == "v"
            if predicate.subject is None or predicate.link == "nosubject":
                predicate.subject = same.subject
            elif (
                verb_leads
                and same.subject is not None
                and predicate.subject.case != "n"
                and not predicate.passive
                and predicate.subject.pronoun == ""
            ):
                # "… ist gefährlich, sondern betrifft auch die Sicherheit": the verb leads, the subject is that of the clause before
                predicate.args.insert(0, predicate.subject)
                predicate.subject = same.subject
            return
        predicate.relation = "root"

    _v1: Predicate | None = None

    def _so(self, segment: Segment) -> bool:
        return bool(segment.items) and segment.items[0].token.low in ("so", "wie", "hieß")

    def _verb_last(self, segment: Segment) -> bool:
        return (
            bool(segment.items)
            and segment.items[-1].kind == "v"
            and _finite(segment.items[-1].token)
            and not (len(segment.items) > 1 and segment.items[0].kind == "v")
        )

    def _speaker(self, previous: Predicate, speech: frozenset[str]) -> Predicate | None:
        for node in previous.chain():
            if node.lemma in speech:
                return node
        return None

    def _accusation(self, previous: Predicate) -> Phrase | None:
        """The object of a clause that is a noun of accusing or claiming."""
        for phrase in reversed(previous.args):
            rows = self.language.rules.nouns.get(phrase.lemma, ())
            if phrase.slot in ("bare", "iobject") and any(t.rule.type == "ACCUSE" for t in rows):
                return phrase
        return None

    def _has_content(self, governor: Predicate) -> bool:
        return any(c.relation in ("comp", "content", "inf") for c in governor.children)

    def _predicate(self, segment: Segment, last_phrase: Phrase | None) -> Predicate | None:
        verbs = segment.verbs()
        phrases = [i.phrase for i in segment.items if i.phrase is not None]
        if not verbs and not phrases:
            return None
        predicate = Predicate(quoted=segment.quoted, start=segment.start)
        predicate.args = list(phrases)
        for item in segment.items:
            if item.kind == "np" and item.phrase is not None:
                continue
            if item.token.low not in predicate.words:
                predicate.words.add(item.token.low)
        predicate.negative = any(i.kind == "neg" for i in segment.items)
        for item in segment.items:
            if item.kind == "rel" and item.phrase is not None:
                predicate.antecedent = last_phrase
                item.phrase.coords = []
        self._after(segment)
        if verbs:
            self._verb_complex(segment, predicate, verbs)
            adjectives = [i.token for i in segment.items if i.kind == "a"]
            adjectives += [
                i.token
                for i in segment.items
                if i.kind == "v" and any(r.pos == "A" for r in i.token.reads) and i.token is not predicate.head
            ]
            predicate.adjective = adjectives[-1] if adjectives else None
            predicate.end = max(t.index for t in predicate.tokens) + 1
        self._roles(segment, predicate)
        return predicate

    def _after(self, segment: Segment) -> None:
        """Hang prepositional phrases on the noun phrase right before them."""
        for first, second in zip(segment.items, segment.items[1:], strict=False):
            if first.phrase is not None and second.phrase is not None and second.phrase.prep and second.kind == "np":
                first.phrase.after.append(second.phrase)
                if first.phrase.of is not None:
                    # "die Entwicklung von Raketen" inside "in Richtung der Entwicklung von Raketen"
                    first.phrase.of.after.append(second.phrase)
                for part in first.phrase.coords:
                    part.after.append(second.phrase)

    def _verb_complex(self, segment: Segment, predicate: Predicate, verbs: list[Item]) -> None:
        aux = self.language.grammar["auxiliaries"]
        finite = self._pick_finite(segment, verbs)
        others = [v for v in verbs if v is not finite]
        particle = next((i.token.low for i in reversed(segment.items) if i.kind == "ptk"), "")
        predicate.tokens = [v.token for v in verbs] + [i.token for i in segment.items if i.kind == "ptk"]
        predicate.tokens.sort(key=lambda t: t.index)
        if finite is None:
            head = next((v for v in reversed(others) if any(r.form in ("i", "z") for r in _forms(v.token))), others[-1])
            participle = next((v for v in others if v is not head and any(r.form == "n" for r in _forms(v.token))), None)
            lemma = self._nonfinite(head.token, ("z", "i", "n"))
            if lemma in ("haben", "sein", "werden") and participle is not None:
                predicate.passive = lemma == "werden"
                predicate.perfect = lemma != "werden"
                head, lemma = participle, self._nonfinite(participle.token, ("n",))
            predicate.head, predicate.lemma, predicate.form = head.token, lemma, "inf"
            if lemma == self._nonfinite(head.token, ("n",)) and not any(r.form in ("i", "z") for v in verbs for r in _forms(v.token)):
                predicate.form, predicate.passive = "pp", True
            return
        reading = self._finite_reading(finite.token)
        lemma, low = reading.lemma, finite.token.low
        predicate.mood = self._mood(low, lemma, reading, others, aux)
        predicate.past = self._past(low, reading)
        modal = lemma in aux["modals"]
        participle = next((v for v in others if any(r.form == "n" for r in _forms(v.token))), None)
        infinitive = next(
            (
                v
                for v in reversed(others)
                if any(r.form in ("i", "z") for r in _forms(v.token))
                and self._nonfinite(v.token, ("i", "z")) not in ("haben", "sein", "werden")
            ),
            None,
        )
        auxiliaries = {self._nonfinite(v.token, ("i", "n", "z")) for v in others if v is not participle} | (
            {lemma} if lemma in ("haben", "sein", "werden") else set()
        )
        worden = any(v.token.low == "worden" for v in others)
        if participle is not None and participle.token.low == "worden":
            participle = next((v for v in others if v is not participle and any(r.form == "n" for r in _forms(v.token))), None)
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
        elif infinitive is not None and (modal or lemma in ("werden", "lassen", "sein", "haben", "brauchen", "scheinen")):
            predicate.head = infinitive.token
            predicate.lemma = self._nonfinite(infinitive.token, ("i", "z"))
            if lemma in ("scheinen",):
                predicate.words.add("scheinen")
        else:
            predicate.head, predicate.lemma = finite.token, lemma
            if particle and (particle, lemma) in self.language.separable:
                predicate.lemma = self.language.separable[(particle, lemma)]
        predicate.words.add(lemma)

    def _pick_finite(self, segment: Segment, verbs: list[Item]) -> Item | None:
        finite = [v for v in verbs if _finite(v.token)]
        if not finite:
            return None
        if segment.kind in ("inf", "part"):
            sure = [v for v in finite if not any(r.form in ("i", "z", "n") for r in _forms(v.token))]
            return sure[0] if sure and segment.kind != "inf" else None
        if segment.kind in ("sub", "rel"):
            aux = [
                v for v in finite if self._lemma(v.token) in ("haben", "sein", "werden", *self.language.grammar["auxiliaries"]["modals"])
            ]
            return aux[-1] if aux and finite[-1] in aux else finite[-1]
        # main clause: the first; a form that may be a participle gives way to an auxiliary ("Begnadigt wurden …")
        aux = [
            v
            for v in finite
            if self._lemma(v.token) in ("haben", "sein", "werden") and not any(r.form == "i" for r in _forms(v.token) if v is not finite[0])
        ]
        if aux and aux[0] is not finite[0] and any(r.form == "n" for r in _forms(finite[0].token)):
            return aux[0]
        for v in finite:
            if not all(r.form in ("n", "i") or r.form[:1] in "fkh" for r in _forms(v.token)):
                continue
            return v
        return finite[0]

    def _finite_reading(self, token: Token) -> Reading:
        rows = [r for r in _forms(token) if r.form[:1] in ("f", "k", "h")]
        for row in rows:
            if row.form[0] == "f":
                return row
        return rows[0]

    def _nonfinite(self, token: Token, forms: tuple[str, ...]) -> str:
        rows = _forms(token)
        for form in forms:
            for row in rows:
                if row.form == form:
                    return row.lemma
        return rows[0].lemma if rows else token.low

    def _mood(self, low: str, lemma: str, reading: Reading, others: list[Item], aux: dict[str, list[str]]) -> str:
        if low in aux["possible"]:
            return "possible"
        if low in aux["able"]:
            return "able"
        if lemma in aux["hearsay"] and low in aux["hearsay"]:
            return "shall"
        if lemma in aux["want"] and low not in ("wolle", "wollten"):
            return "want"
        if low in aux["hypothetical"] and (low.startswith("würd") or others):
            return "hypothetical"
        if low in aux["must"]:
            return "must"
        infinitives = [v for v in others if any(r.form == "i" for r in _forms(v.token))]
        if lemma == "werden" and infinitives and low in ("wird", "werden", "werde"):
            return "future"
        if reading.form[0] == "k":
            return "k"
        if reading.form[0] == "h":
            return "hypothetical" if low not in ("ließe",) else ""
        return ""

    def _past(self, low: str, reading: Reading) -> bool:
        return low.endswith(("te", "ten")) or low in ("war", "waren", "hatte", "hatten", "wurde", "wurden")

    # roles

    def _roles(self, segment: Segment, predicate: Predicate) -> None:
        """Choose the subject by case, number and order; the other bare phrases become object and indirect object."""
        bare = [p for p in predicate.args if p.slot == "bare" and not _temporal(p, self.language)]
        for phrase in bare:
            if phrase.pronoun == "relative" and predicate.antecedent is not None:
                phrase.coords = []
        if predicate.head is None:
            return
        if predicate.antecedent is not None and predicate.antecedent.number:
            for phrase in bare:
                if phrase.pronoun == "relative":
                    phrase.number = predicate.antecedent.number
        candidates = [p for p in bare if "n" in p.case and self._agrees(p, segment, predicate) and p.pronoun != "reflexive"]
        if predicate.form == "inf" or segment.kind in ("inf", "part"):
            candidates = []
        sure = [p for p in candidates if p.case == "n"]
        subject = (sure or candidates or [None])[0]
        if subject is not None and len(candidates) > 1 and not sure:
            subject = self._order(candidates, predicate)
        predicate.subject = subject
        rest = [p for p in bare if p is not subject]
        datives = [p for p in rest if p.case in ("d", "dg", "gd")]
        for phrase in datives:
            phrase.slot = "iobject"
        open_rest = [p for p in rest if p.slot == "bare" and p.pronoun != "reflexive"]
        if not datives and len(open_rest) > 1 and "d" in open_rest[0].case and (_sided(open_rest[0]) or open_rest[1].case == "a"):
            open_rest[0].slot = "iobject"
        elif not datives and len(open_rest) > 1 and _sided(open_rest[1]) and "d" in open_rest[1].case and not _sided(open_rest[0]):
            open_rest[1].slot = "iobject"
        predicate.args = [p for p in predicate.args if p is not subject]
        for phrase in bare:
            if phrase.pronoun == "relative":
                predicate.antecedent_role = "subject" if phrase is subject else "object"
        if subject is None and predicate.form == "fin":
            predicate.link = "nosubject"

    def _order(self, candidates: list[Phrase], predicate: Predicate) -> Phrase:
        first = candidates[0]
        for phrase in candidates:
            if phrase.pronoun in ("person", "any", "none") and phrase.head.low in ("er", "sie", "man", "wir"):
                return phrase
        if first.head.low == "es" and any(_sided(p) for p in candidates[1:]):
            return next(p for p in candidates[1:] if _sided(p))
        prefers = {t.rule.type for t in self.language.rules.verbs.get(predicate.lemma, ())} & _AGENT_FIRST
        if (
            prefers
            and predicate.head is not None
            and first.end <= predicate.head.index
            and not self._agent(first)
            and not first.names
            and not first.pronoun
        ):
            # "Das Angebot der Schweiz hat Russland ausgeschlagen": a thing in front of a verb that wants somebody who acts
            named = next((p for p in candidates[1:] if p.names or self._agent(p)), None)
            if named is not None and "a" in first.case:
                return named
        if "a" not in first.case or len(candidates) < 2:
            return first
        # "Waffen liefert Russland": a thing without side before a name gives way to it when the verb wants somebody who acts
        second = candidates[1]
        acts = bool(first.names or first.mods or first.owner or first.of) or self._agent(first)
        if (
            not acts
            and (second.names and second.head.mention is not None)
            and predicate.head is not None
            and first.end <= predicate.head.index
            and not first.pronoun
        ):
            return second
        return first

    def _agent(self, phrase: Phrase) -> bool:
        lemma = phrase.lemma
        classes = self.language.noun_classes.get(lemma, set())
        return "agent" in classes or any("agent" in self.language.noun_classes.get(lemma[c:], set()) for c in range(2, len(lemma) - 3))

    def _agrees(self, phrase: Phrase, segment: Segment, predicate: Predicate) -> bool:
        finite = [v.token for v in segment.finite() if v.token in predicate.tokens]
        if not finite or not phrase.number:
            return True
        numbers = {r.form[1:2] for t in finite for r in _forms(t) if r.form[:1] in "fkh"}
        if phrase.coords:
            return True
        return phrase.number in numbers or not numbers


_AGENT_FIRST = frozenset(
    ("REJECT", "SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "CONSULT", "AID", "SANCTION", "MOBILIZE", "RETREAT")
)


def _temporal(phrase: Phrase, language: Language) -> bool:
    times = language.times
    low = phrase.head.low
    if phrase.names or phrase.mods:
        return False
    return (
        low in times["weekdays"]
        or low in times["units"]
        or low in times["months"]
        or low in times["relative"]
        or low in times["seasons"]
        or low in ("mal", "morgen", "abend", "nacht", "wochenende", "uhr")
    )


def _sided(phrase: Phrase) -> bool:
    if phrase.pronoun in ("person", "thing", "plural", "any", "relative"):
        return True
    return any(p.names or p.mods or p.possessive for p in phrase.nested())
