"""How the clauses of a German sentence hang together: by the kind of their segment, by where their verbs stand, and by mood."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.reading.parts import Phrase, Predicate
from lagebild.reading.segments_v2 import Segment, is_finite

_REPORTED = ("k", "hypothetical")
_SUBORDINATE = ("comp", "content", "rel", "adv")
_INDEPENDENT = ("root", "content", "coord")
_GOVERNING = (*_INDEPENDENT, "comp")


@lru_cache(maxsize=4)
def _speech(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of saying and denying; and besides them those that a clause of what is said may stand before."""
    language = load_language(code)
    speech = frozenset(language.speech["verbs"]) | frozenset(language.speech["denial"])
    return speech, speech | frozenset(language.grammar["light_verbs"]["closing"])


@dataclass(slots=True)
class Linker:
    """Hangs the predicates of a sentence under each other, one after the other."""

    language: Language
    question: bool
    segments: list[Segment]
    out: list[Predicate] = field(default_factory=list)
    speech: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    previous: Predicate | None = None
    main: Predicate | None = None
    waiting: list[Predicate] = field(default_factory=list)
    condition: Predicate | None = None

    def __post_init__(self) -> None:
        self.speech, self.closing = _speech(self.language.code)

    def add(self, number: int, predicate: Predicate) -> None:
        """Hang the predicate of a segment where it belongs."""
        segment = self.segments[number]
        self.out.append(predicate)
        if segment.kind == "rel":
            self._relative(predicate)
        elif segment.kind == "sub":
            self._subordinate(segment, predicate)
        elif segment.kind in ("inf", "part"):
            self._infinitive(segment, predicate)
        else:
            self._main(number, predicate)
        if predicate.head is None:
            return
        if self._governs_what_waits(segment, predicate):
            self.main = predicate
            for child in self.waiting:
                predicate.adopt(child, child.relation)
            self.waiting = []
        self.previous = predicate

    def _governs_what_waits(self, segment: Segment, predicate: Predicate) -> bool:
        if segment.kind == "main" and self.main is None:
            return True
        return segment.kind in ("main", "frag", "part") and predicate.relation in _GOVERNING

    # relative, subordinate and infinitive clauses

    def _relative(self, predicate: Predicate) -> None:
        about = next((p for p in self.out if predicate.antecedent is not None and predicate.antecedent in _phrases(p)), self.previous)
        if about is not None and about is not predicate:
            about.adopt(predicate, "rel")
        else:
            predicate.relation = "rel"

    def _subordinate(self, segment: Segment, predicate: Predicate) -> None:
        lead = next((i for i in segment.items[:2] if i.kind == "s"), None)
        word = lead.token.low if lead is not None else ""
        relation = self._relation_of(word, predicate)
        predicate.sub = predicate.sub or word
        if word in self.language.grammar["conjunctions"]["quoting"] and predicate.lemma in self.closing:
            relation = "as"
        self._below(predicate, relation, segment, self.previous)
        if relation == "comp" and predicate.subject is not None and predicate.subject.pronoun in ("thing", "any", "person", "plural"):
            predicate.subject = self._accused(predicate) or predicate.subject
        if relation == "as":
            _turn_over(predicate)

    def _accused(self, predicate: Predicate) -> Phrase | None:
        """ "warf X vor, dass es …": the one who is accused or asked, not the one who speaks."""
        above = predicate.parent
        if above is None or not self._puts_to_somebody(above):
            return None
        return next((p for p in above.args if p.slot in ("iobject", "bare") and p.sided and not p.pronoun), None)

    def _puts_to_somebody(self, above: Predicate) -> bool:
        rows = self.language.rules.verbs.get(above.lemma, ())
        return any(t.rule.type in ("ACCUSE", "REQUEST") and not t.needs for t in rows)

    def _relation_of(self, word: str, predicate: Predicate) -> str:
        """Tell by its conjunction how a clause hangs under another, and note what that says of it."""
        words = self.language.grammar["conjunctions"]
        if word in words["complement"]:
            above = self.previous
            predicate.antecedent = (self._accusation(above) or self._evidence(above)) if above is not None else None
            return "comp"
        if word in words["reporting"] and self.previous is not None and (claimed := self._claimed(self.previous)) is not None:
            # "dementierte Berichte, wonach …"
            predicate.antecedent = claimed
            return "comp"
        if word in words["question"]:
            predicate.question = True
            return "comp"
        if word in words["condition"]:
            predicate.sub = "if"
            return "adv"
        return "comp" if word in words["question_words"] and word not in words["quoting"] else "adv"

    def _infinitive(self, segment: Segment, predicate: Predicate) -> None:
        lead = next((i for i in segment.items[:1] if i.kind == "s"), None)
        if lead is not None:
            predicate.sub = lead.token.low
            predicate.negative = predicate.negative or predicate.sub in self.language.grammar["auxiliaries"]["negation_prepositions"]
        governor = self.previous
        if segment.joiner and governor is not None and governor.form == "inf" and governor.parent is not None:
            governor = governor.parent
        predicate.form = "inf"
        self._below(predicate, "inf-adv" if predicate.sub else "inf", segment, governor)
        if predicate.parent is not None and predicate.subject is None:
            predicate.subject = self._controller(predicate, predicate.parent)
            self._of_accusation(predicate, predicate.parent)

    def _of_accusation(self, predicate: Predicate, above: Predicate) -> None:
        """ "wies den Vorwurf zurück, X beschossen zu haben": what is said of the one who denies it, or of the one it is raised against."""
        noun = self._accusation(above)
        if noun is None or not predicate.perfect:
            return
        against = [p for p in (*above.args, *noun.after) if p.slot == "against" and p.sided]
        predicate.antecedent, predicate.subject = noun, against[0] if against else above.subject

    def _below(self, predicate: Predicate, relation: str, segment: Segment, governor: Predicate | None) -> None:
        """Hang a clause under its governor, or let it wait for the main clause where none came yet."""
        predicate.relation = relation
        if governor is not None and segment.joiner:
            same = governor.relation == relation and governor.parent is not None
            governor = governor.parent if same else governor
        elif governor is not None and self.main is not None and relation == "comp" and self._cannot_say(governor):
            governor = self.main
        if governor is None:
            self.waiting.append(predicate)
        else:
            governor.adopt(predicate, relation)

    def _cannot_say(self, clause: Predicate) -> bool:
        """Whether a clause is a relative clause without a verb of saying (what is said hangs above it)."""
        return clause.relation == "rel" and clause.lemma not in self.language.speech["verbs"]

    def _controller(self, predicate: Predicate, above: Predicate) -> Phrase | None:
        """The subject of an infinitive: the object of a verb of asking, else the subject of the verb above."""
        words = self.language.grammar["auxiliaries"]
        if predicate.sub or above.lemma in words["control_subject"] or above.lemma in self.language.grammar["aspect"]["want"]:
            return above.subject
        slots = ["iobject", "bare"]
        if above.lemma in words["control_prepositional"]:
            slots += ["on", "at"]
        objects = [p for p in above.args if p.slot in slots and p is not above.subject and p.pronoun != "reflexive"]
        found = next((p for p in objects if p.sided), None)
        if found is not None and any(t.rule.type == "REQUEST" for t in self.language.rules.nouns.get(found.lemma, ())):
            # "wies die Forderung As zurück, auf X zu verzichten": what is asked is asked of the one who refuses
            return above.subject
        if found is None and self._puts_to_somebody(above):
            # "warf den Richtern vor, bestochen worden zu sein": people without a side are accused and asked all the same
            found = next((p for p in objects if p.slot == "iobject" or not p.prep), None)
        return found or above.subject

    # main clauses

    def _main(self, number: int, predicate: Predicate) -> None:
        segment = self.segments[number]
        if self._closes_speech(number, predicate):
            first = self._since_semicolon(number)
            contents = [p for p in self.out if p.relation in _INDEPENDENT and p.parent is None and p is not predicate and p.start >= first]
            predicate.relation = "root"
            for content in contents:
                predicate.adopt(content, "content")
        elif self._is_condition(number, predicate):
            predicate.sub, predicate.relation = "if", "adv"
            self.condition = predicate
        elif self.condition is not None and self.condition.parent is None:
            predicate.adopt(self.condition, "adv")
            self.condition = None
            predicate.relation = "root"
        elif self.previous is None or self._hangs_as_content(segment, predicate, self.previous):
            return
        elif self._condition_behind(segment, predicate):
            predicate.sub = "if"
            self.previous.adopt(predicate, "adv")
        elif segment.joiner or self._goes_on(segment):
            self._coordinate(segment, predicate, self.previous)
        else:
            predicate.relation = "root"

    def _closes_speech(self, number: int, predicate: Predicate) -> bool:
        """ "…, sagte der Minister", "…, so der Minister": a verb of saying behind what is said."""
        segment = self.segments[number]
        if number == 0 or self.previous is None:
            return False
        inserted = bool(segment.items) and segment.items[0].token.low in self.language.grammar["conjunctions"]["inserted"]
        if inserted and predicate.head is None and segment.bound in (",", "Q", "–", "-"):
            return self._elided(predicate)
        if segment.items[0].token.low in self.language.grammar["conjunctions"]["resuming"] and self._holds(predicate):
            return True
        if predicate.lemma not in self.closing or (segment.joiner and predicate.lemma not in self.speech):
            return False
        return (_verb_first(segment) or inserted) and segment.bound in (",", "Q", "–", "-")

    def _since_semicolon(self, number: int) -> int:
        """Where the part of a sentence begins whose words somebody is cited for: "A griff an; B habe gewarnt, sagte C"."""
        return next((s.start for s in reversed(self.segments[: number + 1]) if s.bound == ";"), 0)

    def _holds(self, predicate: Predicate) -> bool:
        """ "…, davon ist der Minister überzeugt": what is said or held stands before."""
        words = self.language.speech["believing"]
        state = predicate.adjective if predicate.adjective is not None else predicate.head
        return predicate.lemma in self.speech or (state is not None and state.low in words)

    def _elided(self, predicate: Predicate) -> bool:
        """ ", so der Minister": a speaker whose verb is left out; the plain one, first in the list, is put in its place."""
        speaker = next((p for p in predicate.args if p.slot in ("bare", "iobject") and "n" in p.case), None)
        if speaker is None:
            return False
        predicate.lemma, predicate.subject = next(iter(self.language.speech["verbs"])), speaker
        return True

    def _is_condition(self, number: int, predicate: Predicate) -> bool:
        """ "Greift X an, schlägt Y zurück": the verb leads both the first clause and the next one."""
        if number > 0 or self.question or len(self.segments) < 2 or predicate.head is None:
            return False
        later = self.segments[1]
        answers = later.kind == "main" and bool(later.items) and later.items[0].kind in ("v", "r")
        return answers and _verb_first(self.segments[0])

    def _condition_behind(self, segment: Segment, predicate: Predicate) -> bool:
        """ "…, sollte X nicht einlenken": a condition without conjunction behind what follows from it."""
        if not self._goes_on(segment) or predicate.head is None or self.previous is None:
            return False
        first = segment.items[0].token.low
        return predicate.mood in _REPORTED or first in self.language.grammar["conjunctions"]["condition"]

    def _goes_on(self, segment: Segment) -> bool:
        """ "A löste B auf, nahm C fest und …": a verb behind the comma, after a main clause that is complete."""
        return self.main is not None and segment.kind == "main" and segment.bound == "," and _verb_first(segment) and not self.question

    def _hangs_as_content(self, segment: Segment, predicate: Predicate, previous: Predicate) -> bool:
        """Hang a clause without conjunction under the verb or noun whose content it is; False where it is no content."""
        apposed = predicate.head is None and not segment.quoted and segment.bound == ","
        if segment.joiner or apposed or not (segment.quoted or segment.bound in (":", ",")):
            return False
        noun = self._accusation(previous) if predicate.mood in _REPORTED else None
        if noun is not None:
            # "wies den Vorwurf zurück, Agenten hätten …"
            predicate.antecedent = noun
            previous.adopt(predicate, "comp")
            return True
        governor = next((n for n in previous.chain() if n.lemma in self.speech), None)
        goes_on = segment.bound == ":" and predicate.mood == "k"
        if governor is not None and (goes_on or not any(c.relation in ("comp", "content", "inf") for c in governor.children)):
            governor.adopt(predicate, "comp")
            return True
        if segment.bound == "," and previous.relation == "comp" and previous.parent is not None and predicate.mood == "k":
            previous.parent.adopt(predicate, "comp")
            return True
        return False

    def _coordinate(self, segment: Segment, predicate: Predicate, previous: Predicate) -> None:
        """Give a clause after "und" the place of its partner, and its subject where it has none of its own."""
        same = _partner(segment, previous)
        predicate.relation = same.relation if same.relation in _SUBORDINATE else "root"
        if same.parent is not None and predicate.relation != "root":
            same.parent.adopt(predicate, same.relation)
        predicate.sub = same.sub
        if segment.shared and not predicate.args and predicate.subject is None:
            # "wurde von X angegriffen und besetzt"
            predicate.args = list(same.args)
        if predicate.relation == "rel":
            predicate.antecedent, predicate.antecedent_role = same.antecedent, same.antecedent_role
        if predicate.subject is None or predicate.link == "nosubject":
            predicate.subject = same.subject
        elif self._only_object(segment, predicate, same):
            # "… ist gefährlich, sondern betrifft auch die Sicherheit": the verb leads, the subject is that of the clause before
            predicate.args = [p for p in (predicate.subject, *predicate.args) if p is not None]
            predicate.subject = same.subject

    def _only_object(self, segment: Segment, predicate: Predicate, same: Predicate) -> bool:
        """Whether the only bare phrase of a joined clause is its object, the subject being that of its partner."""
        if segment.joiner in self.language.grammar["conjunctions"]["leading"] and _has_object(predicate):
            # "doch kontrolliert A die Miliz nicht": "doch" stands in front, so that the subject follows the verb
            return False
        joined = _verb_first(segment) or (segment.shared and not _has_object(predicate))
        own = predicate.subject
        return joined and same.subject is not None and own is not None and _can_be_object(own, predicate)

    def _evidence(self, previous: Predicate) -> Phrase | None:
        """ "Es gibt keine Belege dafür, dass …": the noun of knowing whose content a clause is."""
        known = self.language.speech["evidence"]
        return next((p for p in (*previous.args, previous.subject) if p is not None and p.lemma in known), None)

    def _claimed(self, previous: Predicate) -> Phrase | None:
        """The noun of claiming or reporting in a clause."""
        claimed = self.language.speech["claimed"]
        rows = [q for p in (*previous.args, previous.subject) if p is not None for q in (p, p.of) if q is not None]
        return next((p for p in reversed(rows) if p.lemma.endswith(tuple(claimed))), None)

    def _accusation(self, previous: Predicate) -> Phrase | None:
        """The object of a clause that is a noun of accusing or claiming."""
        for phrase in reversed(previous.args):
            rows = self.language.rules.nouns.get(phrase.lemma, ())
            if phrase.slot in ("bare", "iobject") and any(t.rule.type == "ACCUSE" for t in rows):
                return phrase
        return None


def _phrases(predicate: Predicate) -> list[Phrase]:
    rows = [*predicate.args, *([predicate.subject] if predicate.subject is not None else [])]
    return [q for p in rows for q in p.nested()]


def _turn_over(predicate: Predicate) -> None:
    """ "…, wie der Minister sagte": the clause above is what is said."""
    above = predicate.parent
    if above is not None:
        above.children.remove(predicate)
        predicate.parent, predicate.relation = None, "root"
        predicate.adopt(above, "content")


def _partner(segment: Segment, previous: Predicate) -> Predicate:
    """The clause that a coordinated one goes with: the one before where its verb stands last too, else one that is not below it."""
    if _verb_last(segment):
        return previous
    same = previous
    while segment.kind == "main" and same.relation in ("inf", "rel", "inf-adv") and same.parent is not None:
        same = same.parent
    return same.parent if same.relation in ("comp", "adv") and same.sub and same.parent is not None else same


def _has_object(predicate: Predicate) -> bool:
    return any(p.slot in ("bare", "iobject") and p.pronoun != "reflexive" for p in predicate.args)


def _can_be_object(subject: Phrase, predicate: Predicate) -> bool:
    return subject.case != "n" and not predicate.passive and not subject.pronoun


def _verb_first(segment: Segment) -> bool:
    return bool(segment.items) and segment.items[0].kind == "v"


def _verb_last(segment: Segment) -> bool:
    last = segment.items[-1] if segment.items else None
    if last is None or last.kind != "v" or not is_finite(last.token):
        return False
    return len(segment.items) == 1 or not _verb_first(segment)
