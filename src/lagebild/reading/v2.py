"""Clauses for verb-second languages with cases (German): segments between commas, put together by where their verbs stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.packs.language import Language
from lagebild.reading.parts import Parse, Phrase, Predicate, Token
from lagebild.reading.roles_v2 import RoleReader
from lagebild.reading.segments_v2 import Item, Segment, Segmenter, is_finite, read_items
from lagebild.reading.tag_v2 import tag
from lagebild.reading.verbs_v2 import VerbReader


def parse(tokens: list[Token], start: int, end: int, language: Language) -> Parse:
    """Parse a sentence's tokens."""
    tokens = tag(tokens, language)
    items = read_items(tokens, language)
    question = any(t.text == "?" for t in tokens[-3:])
    builder = Builder(language, question)
    predicates = builder.run(items)
    phrases = [i.phrase for i in items if i.phrase is not None]
    return Parse(tokens, predicates, phrases, start, end, question)


@dataclass(slots=True)
class Builder:
    """Puts segments together into predicates."""

    language: Language
    question: bool
    out: list[Predicate] = field(default_factory=list)
    v1: Predicate | None = None

    def run(self, items: list[Item]) -> list[Predicate]:
        """Return the predicates of a sentence."""
        self._link(Segmenter(self.language, self.question).run(items))
        return self.out

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
            if (segment.kind in ("main", "frag", "part") and predicate.relation in ("root", "comp", "content", "coord")) or (
                main is None and segment.kind == "main"
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
                    and phrase.sided
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
            self.v1 = predicate
            return
        v1 = self.v1
        if v1 is not None and v1.parent is None:
            predicate.adopt(v1, "adv")
            self.v1 = None
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

    def _so(self, segment: Segment) -> bool:
        return bool(segment.items) and segment.items[0].token.low in ("so", "wie", "hieß")

    def _verb_last(self, segment: Segment) -> bool:
        return (
            bool(segment.items)
            and segment.items[-1].kind == "v"
            and is_finite(segment.items[-1].token)
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
            VerbReader(self.language).read(segment, predicate, verbs)
            adjectives = [i.token for i in segment.items if i.kind == "a"]
            adjectives += [
                i.token
                for i in segment.items
                if i.kind == "v" and any(r.pos == "A" for r in i.token.reads) and i.token is not predicate.head
            ]
            predicate.adjective = adjectives[-1] if adjectives else None
            predicate.end = max(t.index for t in predicate.tokens) + 1
        RoleReader(self.language).read(segment, predicate)
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
