"""From a phrase to the sides it names: its own names, demonyms, possessors, genitives, places, or what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lagebild.packs.language import Language, ObjectClass, load_language
from lagebild.reading.choose_svo import TIED
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Phrase, Predicate, Token

_WAYS = (
    "border",
    "frontier",
    "crossing",
    "road",
    "route",
    "grenze",
    "grenzübergang",
    "grenzübergänge",
    "straße",
    "zufahrt",
    "highway",
    "bridge",
)
# those named after what they deal with ("der Jemen-Beauftragte der UN")
_ENVOYS = (
    "beauftragter",
    "beauftragte",
    "gesandter",
    "gesandte",
    "koordinator",
    "koordinatorin",
    "berichterstatter",
    "berichterstatterin",
    "vermittler",
)
_LIVING = frozenset((
    "operate", "base", "hide", "shelter", "live", "locate", "station", "headquarter", "ansässig", "operieren", "leben", "verstecken",
))  # fmt: skip
_SERVING = frozenset(("work", "act", "fight", "spy", "speak", "serve", "kämpfen", "arbeiten", "spionieren", "sprechen"))
# "ethnic", "ethnisch", "Ethnie"
ETHNIC = "ethni"
# the registry's kinds that a kind of anaphor may stand for
_KINDS = {"state": ("state",), "organisation": ("organisation", "bloc", "alliance"), "group": ("armed_group",)}
_PLACE_SLOTS = ("in", "from", "of", "at", "near")


def compared(predicate: Predicate, tokens: Sequence[Token]) -> Phrase | None:
    """ "Kein Land hat so viel Einfluss wie A": the one with whom nobody is level; None where nothing is compared."""
    subject = predicate.subject
    if subject is None or not subject.negative or subject.names or subject.mods:
        return None
    return next(
        (p for p in predicate.args if not p.prep and 0 < p.start <= len(tokens) and tokens[p.start - 1].low in ("wie", "außer")), None
    )


@dataclass(slots=True)
class Sides:
    """Resolves phrases to mentions in one sentence."""

    language: Language
    memory: Memory
    around: list[Mention] = field(default_factory=list)
    joined: frozenset[int] = frozenset()
    # whether a word of the sentence begins so: most phrases need not be searched for it
    ethnic: bool = True
    known: dict[tuple[Phrase, Predicate | None, bool, int], list[Mention]] | None = None
    anaphors: dict[str, str] = field(default_factory=dict)
    quantities: Container[str] = ()

    def __post_init__(self) -> None:
        self.anaphors = _anaphors(self.language.code)
        self.quantities = self.language.grammar["quantities"]["words"]

    def of(self, phrase: Phrase | None, predicate: Predicate | None = None, place: bool = True, depth: int = 0) -> list[Mention]:
        """Return the mentions of the sides that act or are meant in a phrase; empty where it names none."""
        if phrase is None or depth > 6:
            return []
        if len(phrase.names) == 1 and not (phrase.mods or phrase.of or phrase.coords or phrase.pronoun or phrase.former or self.ethnic):
            # the commonest by far: one name that nothing goes with
            return _living(phrase)
        if self.known is None:
            return self._of(phrase, predicate, place, depth)
        # every act of a sentence asks anew
        key = (phrase, predicate, place, depth)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._of(phrase, predicate, place, depth)
        return found[:]

    def keep(self, settled: bool) -> None:
        """Keep what phrases name from now on, or no more: only while neither phrases nor memory change."""
        self.known = {} if settled else None

    def _of(self, phrase: Phrase, predicate: Predicate | None, place: bool, depth: int) -> list[Mention]:
        if phrase.coords:
            return unique([m for p in phrase.coords for m in self.of(p, predicate, place, depth + 1)])
        if phrase.pronoun:
            return self._pronoun(phrase, predicate, depth)
        if phrase.former:
            return []
        ethnic = self.ethnic and any(t.low[:5] == ETHNIC for t in phrase.tokens)
        if phrase.names and not ethnic:
            return self._named(phrase, predicate, place, depth)
        return (
            (self._home_of(phrase, predicate, depth) if ethnic else [])
            or self._described(phrase, predicate, place, depth)
            or self._belonging(phrase, predicate, place, depth)
        )

    def _named(self, phrase: Phrase, predicate: Predicate | None, place: bool, depth: int) -> list[Mention]:
        """The sides that a phrase names; of a holder of an office, whom he speaks for."""
        names = _living(phrase)
        states = [m for m in names if self.memory.kind(m.code) != "agency"] or names
        if states and all(m.via == "holder" for m in states):
            # "Palestinian leader X": the words of the text say whom the holder speaks for
            said = unique(phrase.mods)
            if not said and not phrase.mods and phrase.of is not None and len(states) == 1:
                said = self.of(phrase.of, predicate, place, depth + 1)
            if said or phrase.mods:
                return said or unique(states)
        if states and phrase.mods and phrase.head.pos == "N" and all(m.via == "city" for m in names):
            return unique(phrase.mods)
        if phrase.mods and all(m.via == "metonym" for m in names) and all(m.via == "demonym" for m in phrase.mods):
            # "die belgische Bundesanwaltschaft": not that of the country whose body it mostly is
            return unique(phrase.mods)
        if phrase.mods and all(m.role == "people" for m in names) and all(self.memory.kind(m.code) == "state" for m in phrase.mods):
            # "Iraqi Kurds", "Bosnian Serbs": citizens of the state that the adjective names
            return unique(phrase.mods)
        if phrase.of is not None and names and all(self.memory.kind(m.code) == "region" for m in names):
            # "die Ostflanke der NATO", "the north of Y": whose region it is
            return self.of(phrase.of, predicate, place, depth + 1) or unique(states)
        return unique(states)

    def _home_of(self, phrase: Phrase, predicate: Predicate | None, depth: int) -> list[Mention]:
        """ "ethnic Albanians in Serbia": the state they live in."""
        homes = [a for a in phrase.after if a.slot in ("in", "of", "from")]
        return next((found for a in homes if (found := self.of(a, predicate, False, depth + 1))), [])

    def _described(self, phrase: Phrase, predicate: Predicate | None, place: bool, depth: int) -> list[Mention]:
        """The sides in the demonyms and compounds of a phrase."""
        if not phrase.mods and not phrase.names:
            # most of the phrases that come here
            return []
        mods = [m for m in (*phrase.mods, *_living(phrase)) if m.code]
        if not mods:
            return []
        envoy = phrase.lemma.endswith(_ENVOYS)
        if all(m.via == "compound" for m in mods) and (envoy or not is_class(self.language.code, phrase.lemma, "agent")):
            # "Schwedens NATO-Beitritt", "der Jemen-Beauftragte der UN": the possessor, not what the compound adds
            found = self._inner(phrase, predicate, place, depth)
            if found:
                return found
        regions = [m for m in mods if self.memory.kind(m.code) == "region"]
        if phrase.owner is not None and len(regions) == len(mods) and (whose := self.of(phrase.owner, predicate, place, depth + 1)):
            # "Syriens kurdische Kämpfer": citizens of the state
            return whose
        # "the European NATO states": the region narrows the alliance down
        narrows = regions and len(regions) < len(mods) and phrase.head.text and phrase.number == "p"
        return unique(regions if narrows else mods)

    def _inner(self, phrase: Phrase, predicate: Predicate | None, place: bool, depth: int) -> list[Mention]:
        found = self.of(phrase.owner, predicate, place, depth + 1) if phrase.owner is not None else []
        return found or (self.of(phrase.of, predicate, place, depth + 1) if phrase.of is not None else [])

    def _belonging(self, phrase: Phrase, predicate: Predicate | None, place: bool, depth: int) -> list[Mention]:
        """The sides that a phrase without names belongs to: two it stands between, its possessor, its place, who does it."""
        agent = is_class(self.language.code, phrase.lemma, "agent")
        # "the violations by the army": a thing is whose doing it is
        # "deployed to the border with A by B": what B does stands farther back
        end = 1 + (phrase.of.end if phrase.of is not None else phrase.end)
        for near in phrase.after:
            if near.slot == "between" or (near.slot == "by" and not agent and near.start <= end):
                return self.of(near, predicate, place, depth + 1)
        return (
            self._inner(phrase, predicate, place, depth)
            or (self._possessor(phrase, predicate, depth) if phrase.possessive else [])
            or (self._place(phrase, predicate, depth) if place else [])
            or self._by_clause(phrase, depth)
            or self._anaphor(phrase, predicate)
        )

    def _place(self, phrase: Phrase, predicate: Predicate | None, depth: int) -> list[Mention]:
        """ "the army in Mali", "the border with Mali"."""
        if not phrase.after and not phrase.farther:
            return []
        way = phrase.lemma.endswith(_WAYS)
        near = [*phrase.after, *phrase.farther] if is_class(self.language.code, phrase.lemma, "agent") else phrase.after
        # "a spokesman for the Thai army"
        speaks = phrase.lemma in self.language.speech["speaking"]
        places = [
            a
            for a in near
            if (a.slot in _PLACE_SLOTS and not self._meanwhile(a))
            or a.prep == "von"
            or (way and a.slot in ("to", "for", "with"))
            or (speaks and a.slot == "for")
        ]
        return next((found for a in places if (found := self.of(a, predicate, False, depth + 1))), [])

    def _meanwhile(self, phrase: Phrase) -> bool:
        """ "der Minister am Rande eines Besuchs in Mali": what he does there tells nobody whom he speaks for."""
        return phrase.lemma in ("rand", "rande") or any(t.rule.type == "CONSULT" for t in self.language.rules.nouns.get(phrase.lemma, ()))

    def _by_clause(self, phrase: Phrase, depth: int) -> list[Mention]:
        """ "a bomb laid by X", "hackers working for X": the side stands in the participle clause."""
        clause = phrase.clause
        if clause is None:
            return []
        flags = [p for p in clause.args if p.lemma.endswith(("flagge", "flag"))]
        if flags:
            # "ein unter griechischer Flagge fahrender Tanker"
            return self.of(flags[0], None, True, depth + 1)
        tied = ("to", "with") if clause.lemma in TIED else ()
        slots: tuple[str, ...] = ("by", *tied) if clause.passive else ("for",) if clause.lemma in _SERVING else ()
        if clause.lemma in _LIVING and is_class(self.language.code, phrase.lemma, "agent"):
            # "militias operating out of Sudan", "rebels based in Chad"
            slots = ("from", "in")
        elif not slots or any(t.rule.type == "AID" for t in self.language.rules.verbs.get(clause.lemma, ())):
            # what was given is no longer its giver's
            return []
        for slot in slots:
            for arg in clause.slot(slot):
                found = self.of(arg, None, True, depth + 1)
                if found:
                    return found
        return []

    def _pronoun(self, phrase: Phrase, predicate: Predicate | None, depth: int) -> list[Mention]:
        kind = phrase.pronoun
        if kind == "relative":
            antecedent = predicate.antecedent if predicate is not None else None
            return self.of(antecedent, None, True, depth + 1) if antecedent is not None and antecedent is not phrase else []
        if phrase.head.low in self.language.grammar["pronouns_first"]["speaking"]:
            return [_as_pronoun(m, phrase) for m in self._speaker(predicate, depth)]
        if kind in ("none", "reflexive"):
            return []
        local = self._other_than_subject(phrase, predicate, self._local(phrase, predicate, depth), depth)
        if local:
            return [_as_pronoun(m, phrase) for m in local]
        found = self.memory.recall("person") if kind == "person" else self.memory.recall(kind)
        if not found and kind == "person":
            found = self.memory.subject
        return [_as_pronoun(m, phrase) for m in found]

    def _speaker(self, predicate: Predicate | None, depth: int) -> list[Mention]:
        """ "Man habe …, teilte X mit": who says it speaks of himself."""
        for node in predicate.chain() if predicate is not None else ():
            above = node.parent
            if above is not None and node.relation in ("content", "comp") and above.lemma in self.language.speech["verbs"]:
                told = above.lemma in self.language.speech["impersonal"]
                places = [above.subject, *(p for p in above.args if told and p.slot in ("from", "in"))]
                return next((found for p in places if (found := self.of(p, above, True, depth + 2))), [])
        return []

    def _local(self, phrase: Phrase, predicate: Predicate | None, depth: int) -> list[Mention]:
        """The subject of a clause above or before in the same sentence."""
        node = predicate.parent if predicate is not None else None
        while node is not None:
            if self._speaks_of_antecedent(node):
                # "die Miliz, von der X sagt, sie habe …"
                return self.of(node.antecedent, None, True, depth + 1)
            subject = node.subject
            fits = subject is not None and subject.end <= phrase.start and not subject.pronoun and not self._misfits(phrase, subject)
            if subject is not None and subject is not phrase and fits:
                found = self.of(subject, node, True, depth + 1)
                if found and (phrase.pronoun != "plural" or len(found) > 1 or subject.number == "p"):
                    return found
            node = node.parent
        return []

    def _misfits(self, phrase: Phrase, subject: Phrase) -> bool:
        """ "Der Sudan verklagte die Emirate, weil sie …": a pronoun of the plural or feminine does not stand for "der Sudan"."""
        mention = subject.head.mention
        plain = mention is not None and mention.role == "name" and mention.via == "name" and subject.number != "p" and not subject.coords
        return plain and mention is not None and phrase.head.low == "sie" and mention.grammar[:1] == "m" and self.language.code == "de"

    def _last_named(self, phrase: Phrase, own: set[str]) -> list[Mention]:
        """The side that the sentence names last before a phrase, with the one it is joined to by "und"."""
        first = phrase.tokens[0].start if phrase.tokens else phrase.head.start
        before = [m for m in self.around if m.end <= first and m.code not in own and self.memory.kind(m.code) not in ("agency", "region")]
        if not before:
            return []
        joined = len(before) > 1 and before[-2].end in self.joined
        return unique(before[-2:] if joined else before[-1:])

    def _other_than_subject(self, phrase: Phrase, predicate: Predicate | None, found: list[Mention], depth: int) -> list[Mention]:
        """ "X rief Y auf und bot ihm an": an object pronoun does not stand for the subject of its own clause."""
        object_only = self.language.code == "de" and "n" not in phrase.case and phrase.pronoun in ("person", "plural")
        if not object_only or predicate is None or predicate.subject is None or predicate.subject is phrase or depth > 3:
            return found
        own = {m.code for m in self.of(predicate.subject, predicate, True, depth + 2)}
        return self._last_named(phrase, own) if own and {m.code for m in found} <= own else found

    def _speaks_of_antecedent(self, node: Predicate) -> bool:
        told = [p for p in node.args if p.pronoun == "relative" and p.prep in ("von", "über")]
        return node.relation == "rel" and bool(told) and node.lemma in self.language.speech["verbs"]

    def _of_other_gender(self, phrase: Phrase, owner: Phrase) -> bool:
        """ "Die Küstenwache warf China vor, eines ihrer Schiffe gerammt zu haben": "ihr" is no neuter's."""
        mention = owner.head.mention
        gender = mention.grammar[:1] if mention is not None and mention.role == "name" and mention.via not in ("holder", "office") else ""
        wanted = self.language.grammar["determiners"].get("owner_genders", {})
        stem = next((s for s in wanted if phrase.possessive.startswith(s)), "")
        plain = mention is not None and mention.role == "name" and mention.via in ("name", "metonym") and owner.number != "p"
        return bool(stem) and plain and (gender if gender in ("m", "f", "p") else "n") not in wanted[stem]

    @property
    def _single_owner(self) -> tuple[str, ...]:
        return tuple(self.language.grammar["determiners"].get("single_owner", ("\0",)))

    def _possessor(self, phrase: Phrase, predicate: Predicate | None, depth: int) -> list[Mention]:
        # depth 4 and more: a subject that is itself described by its own possessor; stop before it asks for itself
        if phrase.possessive in self.language.grammar["pronouns_first"]["words"]:
            return [_as_pronoun(m, phrase) for m in self._speaker(predicate, depth)]
        if phrase.possessive in self.language.grammar["determiners"].get("last_named", ()):
            # "die Gespräche mit der ELN, deren Kämpfer …": not the subject, but who was named last
            return [_as_pronoun(m, phrase) for m in self._last_named(phrase, set())]
        node = predicate if depth < 4 else None
        calls = node is not None and node.lemma in self.language.grammar["light_verbs"]["calling"] and not node.passive
        if node is not None and phrase.slot in ("over", "for", "after") and not calls:
            # "sanctions on X over its support": the nearest side before the reason
            for arg in reversed(node.args):
                if (
                    arg is not phrase
                    and arg.end <= phrase.start
                    and not arg.possessive
                    and arg.slot in ("on", "bare", "against", "iobject", "to")
                ):
                    found = self.of(arg, node, False, depth + 4)
                    if found:
                        return [_as_pronoun(m, phrase) for m in found]
        if node is not None and node.relation == "prep-ing" and node.parent is not None and node.parent.subject is not node.subject:
            # "X accused Y of ramming its ships": whose the ships are is X
            node = node.parent
        while node is not None:
            subject = node.subject
            thing = (
                subject is not None and phrase_object(self.language, subject) is not None and not subject.sided and node.parent is not None
            )
            if (
                subject is not None
                and not thing
                and subject is not phrase
                and not subject.possessive
                and not (subject.number == "p" and phrase.possessive.startswith(self._single_owner))
                and not (node.relation == "inf" and self._of_other_gender(phrase, subject))
                and phrase not in list(subject.nested())
            ):
                found = self.of(subject, node, True, depth + 4)
                if found:
                    return [_as_pronoun(m, phrase) for m in found]
            node = node.parent
        for child in predicate.children if predicate is not None and depth < 4 else ():
            # "…, its envoy said": the side spoken of in what is said
            if child.relation in ("content", "comp") and child.subject is not None and child.subject.end <= phrase.start:
                found = self.of(child.subject, child, True, depth + 4)
                if found:
                    return [_as_pronoun(m, phrase) for m in found]
        return [_as_pronoun(m, phrase) for m in self.memory.subject]

    def _anaphor(self, phrase: Phrase, predicate: Predicate | None = None) -> list[Mention]:
        """ "the country", "das Bündnis": a definite noun without names of its own."""
        lemma, low = phrase.lemma, phrase.head.low
        kind = self.anaphors.get(low) or self.anaphors.get(lemma)
        if kind is None:
            return []
        definite = any(t.low in self.language.grammar["determiners"]["definite"] for t in phrase.tokens)
        if not definite:
            return []
        may_be_pair = lemma in self.language.grammar["anaphors"]["pair"]
        if kind == "pair" and (both := self._two_before(phrase)):
            return [_as_anaphor(m, phrase) for m in both]
        if kind == "organisation" and may_be_pair and self.memory.pair:
            # "the alliance" of the two named before, rather than an organisation that somebody speaks for
            kind = "pair"
        here = self._pair_here(phrase) if kind == "pair" else self._named_here(kind, phrase, predicate)
        if here:
            return [_as_anaphor(m, phrase) for m in here]
        if kind == "organisation" and self.memory.organisation is None:
            kind = "pair"
        return [_as_anaphor(m, phrase) for m in self.memory.recall(kind)]

    def _pair_here(self, phrase: Phrase) -> list[Mention]:
        """ "A und B …, teilten die Ministerien beider Länder mit": the only two states that the sentence names before."""
        before = unique([m for m in self.around if m.end <= phrase.head.start and self.memory.kind(m.code) == "state"])
        return before if len(before) == 2 and self.language.code == "de" else []

    def _two_before(self, phrase: Phrase) -> list[Mention]:
        """ "A struck B; both neighbours then agreed …": the two sides that the sentence names before."""
        before = [m for m in self.around if m.end <= phrase.head.start and self.memory.kind(m.code) not in ("agency", "region")]
        two = unique([m for m in before if m.via != "city"])
        if len(two) > 2:
            two = unique([m for m in before if m.via in ("name", "demonym")])
        return two if len(two) == 2 else []

    def _named_here(self, kind: str, phrase: Phrase, predicate: Predicate | None) -> list[Mention]:
        """The one side of a kind that the sentence names before ("Chad said the country …"); of a group or body also behind."""
        if kind not in _KINDS or (kind == "state" and phrase.head.low not in self.language.grammar["political"]["land"]):
            return []
        fitting = [m for m in self.around if self.memory.kind(m.code) in _KINDS[kind]]
        before = unique([m for m in fitting if m.end <= phrase.head.start])
        found = before or (unique([m for m in fitting if m.start > phrase.head.end]) if kind != "state" else [])
        if len(found) > 1 and predicate is not None and predicate.subject is not None and predicate.subject is not phrase:
            # "after accusing the kingdom of …": not the one who accuses
            calls = predicate.lemma in self.language.grammar["light_verbs"]["calling"] and not predicate.passive
            # "Estland stuft Russland als Gefahr für das Land ein": not the one who is called so
            spoken_of = [p for p in predicate.args if p.slot in ("bare", "iobject")] if calls else [predicate.subject]
            own = {m.code for q in spoken_of for p in q.nested() for m in (*p.names, *p.mods)}
            found = [m for m in found if m.code not in own]
        return found if len(found) == 1 else []


@lru_cache(maxsize=4)
def _anaphors(code: str) -> dict[str, str]:
    """The kind of side that each noun may stand for; where a word has two, the first."""
    found: dict[str, str] = {}
    for kind, words in load_language(code).grammar["anaphors"].items():
        for word in words:
            found.setdefault(word, kind)
    return found


def _living(phrase: Phrase) -> list[Mention]:
    """The names in a phrase that name a side today."""
    return [m for m in phrase.names if m.code and m.via != "former"]


def unique(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep the first mention of each code."""
    if len(mentions) < 2:
        return [m for m in mentions if m.code]
    seen: dict[str, Mention] = {}
    for mention in mentions:
        if mention.code and mention.code not in seen:
            seen[mention.code] = mention
    return list(seen.values())


def _as_pronoun(mention: Mention, phrase: Phrase) -> Mention:
    return replace(mention, name=phrase.head.text, start=phrase.head.start, end=phrase.head.end, via="pronoun")


def _as_anaphor(mention: Mention, phrase: Phrase) -> Mention:
    return replace(mention, name=phrase.head.text, start=phrase.head.start, end=phrase.head.end, via="anaphor")


@lru_cache(maxsize=20000)
def object_class(code: str, lemma: str) -> ObjectClass | None:
    """Return the object class of a noun; of a compound, that of its longest known ending."""
    language = load_language(code)
    found = language.objects.get(lemma) or language.object_names.get(lemma)
    if found is not None or code != "de":
        return found
    for cut in range(1, len(lemma) - 3):
        found = language.objects.get(lemma[cut:])
        if found is not None:
            return found
    return None


def phrase_object(language: Language, phrase: Phrase) -> ObjectClass | None:
    """Return the object class of a phrase's head, or of a proper name or compound in it."""
    if phrase.thing == "":
        phrase.thing = _phrase_object(language, phrase)
    return phrase.thing


def _phrase_object(language: Language, phrase: Phrase) -> ObjectClass | None:
    for part in phrase.parts():
        found = _joint_object(language, [t.low for t in part.tokens]) if len(part.tokens) > 1 else None
        if found is not None:
            return found
        for word in (part.lemma, part.head.low):
            found = object_class(language.code, word)
            if found is not None:
                return found
        named = [t.low for t in part.tokens if t.low in language.object_names]
        if named:
            return language.object_names[named[0]]
        if part.of is not None:
            found = phrase_object(language, part.of)
            if found is not None:
                return found
    return None


def _joint_object(language: Language, words: list[str]) -> ObjectClass | None:
    """Return the object class of three or two words that stand together ("air defence system")."""
    if _openers(language.code).isdisjoint(" ".join(words).split(" ")):
        return None
    for size in (3, 2):
        for k in range(len(words) - size + 1):
            joint = " ".join(words[k : k + size])
            found = (
                language.objects.get(joint)
                or language.object_names.get(joint)
                or (language.objects.get(joint[:-1]) if joint.endswith("s") else None)
            )
            if found is not None:
                return found
    return None


@lru_cache(maxsize=4)
def _openers(code: str) -> frozenset[str]:
    """The first words of the objects whose names have several: most phrases hold none of them."""
    language = load_language(code)
    return frozenset(name.split(" ")[0] for table in (language.objects, language.object_names) for name in table if " " in name)


@lru_cache(maxsize=20000)
def is_class(code: str, lemma: str, name: str) -> bool:
    """Whether a noun belongs to a class (agent, patient), a compound by its ending."""
    language = load_language(code)
    if name in language.noun_classes.get(lemma, ()):
        return True
    if code != "de":
        return False
    return any(name in language.noun_classes.get(lemma[cut:], ()) for cut in range(1, len(lemma) - 3))


def private(language: Language, lemma: str) -> bool:
    """Whether a noun names somebody who acts for himself ("a Danish brewer", "eine peruanische Supermarktkette")."""
    words = language.grammar["civil"]["private"]
    return lemma in words or (language.code == "de" and any(lemma[cut:] in words for cut in range(3, len(lemma) - 4)))


def political(language: Language, lemma: str) -> bool:
    """Whether a noun names a body or people that can act for a place ("police in Senegal"), not a school, firm or patient."""
    grammar = language.grammar
    civil = lemma in grammar["civil"]["words"] or (language.code == "de" and lemma.endswith(tuple(grammar["civil"]["words"])))
    if civil or private(language, lemma):
        return False
    return lemma in grammar["political"]["words"] or lemma in grammar["domestic"]["words"] or is_class(language.code, lemma, "agent")
