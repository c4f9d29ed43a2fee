"""Clauses for languages with fixed word order (English): one pass over phrases and verb groups, with a stack of open clauses."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.packs.language import Language
from lagebild.reading.chunk_svo import Chunker, Item
from lagebild.reading.clauses_svo import Clauses
from lagebild.reading.groups_svo import VerbGroup
from lagebild.reading.inserted_svo import joined_groups, take_inserted, without_ages
from lagebild.reading.parts import Parse, Phrase, Predicate, Token
from lagebild.reading.stack_svo import report_verbs
from lagebild.reading.tag_svo import tag


def parse(tokens: list[Token], start: int, end: int, language: Language) -> Parse:
    """Parse a sentence's tokens."""
    tokens = tag(tokens, language)
    items = Chunker(language).run(tokens)
    question = "?" in [t.text for t in tokens[-3:]]
    said, inserted = take_inserted(joined_groups(without_ages(items)), report_verbs(language.code)[0])
    builder = Builder(language, question)
    builder.run(said)
    if inserted:
        speaking = Builder(language, False)
        speaking.run(inserted)
        builder.said_by(speaking)
    phrases = [item.phrase for item in items if item.phrase is not None]
    predicates = [p for p in builder.predicates if p.head is not None or p.args or p.subject]
    return Parse(tokens, predicates, phrases, start, end, question)


_SPEECH_ACTS = frozenset(("ACCUSE", "REQUEST", "THREATEN", "REJECT"))
# "conferred by video link": means, not who does it
_MEANS = frozenset({
    "phone", "telephone", "video", "link", "sea", "air", "train", "land", "rail", "road", "plane", "letter", "night", "day", "percent",
})  # fmt: skip


@dataclass(slots=True)
class Builder(Clauses):
    """Builds predicates from items: what each verb group opens, completes or closes."""

    def run(self, items: list[Item]) -> None:
        """Go through the items."""
        self._open("root", None)
        self.reports, self.plain_reports = report_verbs(self.language.code)
        for index, item in enumerate(items):
            nxt = items[index + 1] if index + 1 < len(items) else None
            if item.kind == "np":
                self._phrase(item, nxt)
            elif item.kind == "vg":
                self._verb(item, nxt, items, index)
            else:
                self._sign(item, nxt)
            if item.kind not in ("R",):
                self.last = item
        self._headline_future()
        if items and items[-1].kind != ".":
            self._headline_passive()

    def _headline_passive(self) -> None:
        """ "Former minister jailed for seven years": a headline leaves the auxiliary out."""
        root = next((p for p in self.predicates if p.relation == "root" and p.head is not None), None)
        if root is None or root.head is None or root.passive or root.perfect or len(root.tokens) != 1 or root.slot("bare"):
            return
        acts = self.language.rules.verbs.get(root.lemma, ())
        done = any(t.rule.type in ("COERCE", "SANCTION", "ASSAULT") and not t.needs for t in acts)
        forms = {r.form for r in root.head.reads if r.pos == "V"}
        people = root.subject is not None and root.subject.head.pos == "N"
        root.passive = done and people and forms >= {"n", "d"} and not any(c.relation in ("comp", "content", "inf") for c in root.children)

    def said_by(self, speaking: Builder) -> None:
        """Hang the clauses of a sentence under the verb of saying that was inserted into them."""
        said = next((p for p in speaking.predicates if p.head is not None), None)
        if said is None:
            return
        if said.subject is None:
            said.subject = next((p for p in said.args if p.slot == "bare"), None)
            said.args = [p for p in said.args if p is not said.subject]
        for root in [p for p in self.predicates if p.relation == "root" and p.parent is None]:
            said.adopt(root, "content")
        self.predicates += speaking.predicates

    def _headline_future(self) -> None:
        """ "Uganda to send medics": an infinitive without finite verb above it announces what will be."""
        root = self.predicates[0]
        child = next((c for c in root.children if c.relation == "inf" and c.form == "inf"), None)
        named = [p for p in root.before if p.slot == "bare" and p.sided]
        if (
            root.head is None
            and child is not None
            and named
            and all(p.head is None or p is child or p.parent is child for p in self.predicates if p.relation in ("root", "inf"))
        ):
            child.mood, child.form, child.relation, child.parent = "future", "fin", "root", None
            child.subject = child.subject or named[-1]
            root.children.remove(child)

    def _verb(self, item: Item, nxt: Item | None, items: list[Item], index: int) -> None:
        group = item.group
        assert group is not None
        if self._inverted_question(group, items, index):
            return
        if self.pending_aux is not None and group.form in ("fin", "ed", "ing", "pp"):
            self._merge_aux(group)
        form = group.form
        if form == "ed" and self._only_reports(group, nxt) and self._closes_speech(items, index):
            form = "fin"
        if form == "ed":
            form = self._past_or_participle(group, items, index)
        if form == "inf":
            self._infinitive(group)
        elif form == "ing":
            self._gerund(group)
        elif form == "pp":
            self._participle(group)
        else:
            self._finite(group, items, index)
        self.comma, self.joiner, self.prep = False, "", ""

    def _only_reports(self, group: VerbGroup, nxt: Item | None) -> bool:
        """Whether a verb can only report: it is no act besides, or stands without object behind a name ("X, the ISW concluded in May")."""
        if group.head.lemma in self.plain_reports:
            return True
        if group.head.lemma not in self.reports:
            return False
        told = nxt is not None and nxt.phrase is not None and nxt.phrase.slot == "bare" and self._is_somebody(nxt.phrase)
        reduced = nxt is not None and (
            nxt.kind == "vg" or (nxt.phrase is not None and nxt.phrase.slot in ("bare", "of", "by", "as") and not told)
        )
        return not reduced

    def _is_somebody(self, phrase: Phrase) -> bool:
        """ "assured reporters", "warned the envoys": people can be told something."""
        classes = self.language.noun_classes
        return all("agent" in classes.get(part.lemma, ()) or part.pronoun in ("person", "plural") for part in phrase.parts())

    def _inverted_question(self, group: VerbGroup, items: list[Item], index: int) -> bool:
        """ "Did Russia attack", "Is X a threat": the auxiliary stands before the subject."""
        if not self.question and not self._fronted(group, items, index):
            return False
        if not (group.aux_only and self.top.head is None and not [p for p in self.top.before if p.slot == "bare"]):
            return False
        nxt = items[index + 1] if index + 1 < len(items) else None
        if nxt is None or nxt.kind != "np":
            return False
        follower = next((it for it in items[index + 2 :] if it.kind in ("vg", ",", "S", "W")), None)
        if follower is not None and follower.kind == "vg" and follower.group is not None and follower.group.form != "inf":
            self.pending_aux = group
            return True
        # copula: the first phrase is the subject
        self._set(self.top, group)
        self.top.inverted = True
        return True

    def _fronted(self, group: VerbGroup, items: list[Item], index: int) -> bool:
        """ "Had X fired, …", "At no point has X …", "…, nor did X …": an auxiliary before its subject that asks nothing."""
        if not group.aux_only or index + 1 >= len(items) or items[index + 1].phrase is None:
            return False
        if index == 0 and group.tokens[0].low in ("had", "should", "were"):
            self._open("adv", self.top, "if")
            return True
        if group.tokens[0].pos == "NEG" and index > 0:
            self.stack = self.stack[:1]
            self._open("root", None)
            return True
        first = items[0].phrase
        if first is not None and first.slot != "bare" and first.negative and self.top.head is None:
            group.negative = True
            return True
        return False

    def _merge_aux(self, group: VerbGroup) -> None:
        aux = self.pending_aux
        self.pending_aux = None
        if aux is None:
            return
        group.mood = aux.mood or group.mood
        group.past = aux.past
        group.negative = group.negative or aux.negative
        forms = {r.form for r in group.head.reads if r.pos == "V"}
        group.passive = aux.copula and "n" in forms
        group.progressive = aux.copula and "g" in forms
        group.perfect = aux.head.lemma == "have"
        group.form = "fin"

    def _past_or_participle(self, group: VerbGroup, items: list[Item], index: int) -> str:
        """ "troops deployed to Mali left": a form in -ed is a participle where another finite verb needs its noun."""
        nxt = next((it for it in items[index + 1 :] if it.kind != "R"), None)
        top = self.top
        if nxt is not None and nxt.group is not None and nxt.group.form == "inf" and top.head is None and not self.comma:
            return "fin"
        if top.head is None and top.relation == "rel" and top.before and top.antecedent_role == "object":
            # "the drones that A supplied to B have …"
            return "fin"
        if top.head is None and not self.comma and group.head.lemma in self.reports and _clause_follows(items[index + 1 :]):
            return "fin"
        by = nxt is not None and nxt.phrase is not None and nxt.phrase.slot == "by" and nxt.phrase.lemma not in _MEANS
        object_next = nxt is not None and nxt.phrase is not None and nxt.phrase.slot == "bare"
        if self.last is not None and self.last.kind == "np":
            phrase = self.last.phrase
            if phrase is not None and top.head is None and not object_next and not top.sub and top.relation == "root":
                if not any(p.slot == "bare" for p in top.before) and phrase.slot != "bare":
                    # "In a statement issued after the meeting, …": a noun behind a preposition is no subject
                    return "pp"
                if phrase.apposition and _verb_behind_comma(items[index + 1 :]):
                    # ", a group allied with B, attacked …"
                    return "pp"
            if by:
                return "pp"
            if self.comma or self.joiner:
                return "fin"
            if top.head is not None:
                if group.head.lemma in self.language.speech["clausal"] and (nxt is None or nxt.group is None or not nxt.group.prep):
                    return "fin"
                return "fin" if self._noun_needs_verb(top) else "pp"
            return "pp" if not object_next and _finite_follows(items[index + 1 :]) else "fin"
        opens = nxt is not None and self.comma and top.head is None and (by or not object_next)
        if (
            opens
            and not by
            and top.relation == "root"
            and top.before
            and not any(i.group is not None and i.group.form in ("fin", "ed") for i in items[index + 1 :])
        ):
            # "a vessel, donated by A, fired on B": the last verb that the subject can have
            return "fin"
        return "pp" if opens or (self.last is None and nxt is not None) else "fin"

    def _noun_needs_verb(self, top: Predicate) -> bool:
        """Whether the noun before a form in -ed is a subject: of what is said, or of a clause above that has no verb yet."""
        phrase = self.last.phrase if self.last is not None else None
        if self._says(top) and phrase is not None and phrase in top.args and phrase.slot == "bare":
            return True
        below = ("rel", "adv", "comp", "reduced", "prep-ing")
        return top.relation in below and top.parent is not None and top.parent.head is None and bool(top.parent.before)

    def _finite(self, group: VerbGroup, items: list[Item], index: int) -> None:
        """Give a finite verb to the clause that waits for it, or open one: what is said, coordinated, relative or a parenthesis."""
        top = self.top
        waits = top.head is None and (top.before or top.relation == "rel" or len(self.stack) == 1 or top.sub)
        if waits and top.relation in ("rel", "adv", "comp", "root", "content"):
            self._set(top, group)
            return
        own = self._own_subject(top)
        if self._complete_above(group, own):
            return
        nxt = items[index + 1] if index + 1 < len(items) else None
        if not self.joiner and self._only_reports(group, nxt) and self._closes_speech(items, index):
            self._parenthesis(group, self._speaker_phrase(items, index, own))
        elif self.joiner or (self.comma and own is None):
            passive = self._passive_goes_on(group, nxt) and own is None
            self._coordinate(group, own)
            self.top.passive = self.top.passive or passive
        elif own is not None and top.head is not None:
            clause = self._with_subject(top, own)
            clause.subject = own
            self._set(clause, group)
        else:
            clause = self._open("coord", top)
            self._set(clause, group)
            clause.subject = clause.subject or top.subject

    def _own_subject(self, top: Predicate) -> Phrase | None:
        """The object before a finite verb that can be its subject: it stands right before it, or only words between do."""
        bare = top.slot("bare")
        if not bare:
            return None
        phrase = self.last.phrase if self.last is not None and self.last.kind == "np" else None
        right_before = phrase is not None and phrase.slot == "bare"
        if self.last is not None and self.last.kind == "," and top.head is not None and top.subject is not None:
            # "summoned the envoy, called off a meeting and …": one more thing that the subject did
            return None
        return bare[-1] if right_before or bare[-1] in self.between[-2:] else None

    def _complete_above(self, group: VerbGroup, own: Phrase | None) -> bool:
        """Give the verb to a clause above that still waits for one; whether there is such a clause."""
        if own is not None and self.joiner:
            return False
        for depth in range(len(self.stack) - 1, 0, -1):
            upper = self.stack[depth - 1]
            if upper.head is None and upper.before and self.stack[depth].head is not None:
                self.stack = self.stack[:depth]
                self._set(upper, group)
                return True
        return False

    def _says(self, clause: Predicate) -> bool:
        """Whether a clause has a verb of saying; "called off" is none."""
        return clause.lemma in self.reports and not clause.particle

    def _with_subject(self, top: Predicate, own: Phrase) -> Predicate:
        """Open the clause whose subject stood as the object of the clause before."""
        if own in top.args:
            top.args.remove(own)
        before = [p for p in self.between if p.end <= own.start and p is not own]
        if before and self._sums_up(before[-1]):
            # ", an allegation B denied": hangs on the main clause
            clause = self._open("rel", self.stack[0], "", before[-1])
            clause.antecedent_role = "object"
            return clause
        if self._says(top) or top.lemma in self.language.grammar["auxiliaries"]["with_clause"]:
            return self._open("comp", top, "")
        if self.comma or (own in self.after_comma and own.names and top.relation == "root" and top.slot("bare")):
            return self._open("coord", top.parent or top)
        # reduced relative clause without pronoun: "the drones Iran supplied"
        previous = [p for p in top.args if p.end <= own.start]
        clause = self._open("rel", top, "", previous[-1] if previous else None)
        clause.antecedent_role = "object"
        return clause

    def _passive_goes_on(self, group: VerbGroup, nxt: Item | None) -> bool:
        """ "was welcomed by A, then blocked by B": a participle without auxiliary and object behind a passive."""
        participle = len(group.tokens) == 1 and any(r.pos == "V" and r.form == "n" for r in group.head.reads)
        goes_on = nxt is None or (nxt.phrase.slot != "bare" if nxt.phrase is not None else nxt.group is None or nxt.group.form != "ing")
        return self.top.passive and participle and goes_on

    def _coordinate(self, group: VerbGroup, own: Phrase | None) -> None:
        """A further verb after "and" or a comma: with a subject of its own or that of the verb before."""
        if own is not None and own in self.top.args and own in self.since_joint:
            self.top.args.remove(own)
        else:
            own = None
        self._close_below(group, own)
        if own is None and self.joiner == "but" and self.top.relation == "comp" and self.top.parent is not None and len(self.stack) > 1:
            # "confirmed that talks had been held, but gave no details"
            self.stack.pop()
        elif own is None and self._speaks_on(group):
            self.stack.pop()
        top = self.top
        group.negative = group.negative or (self.joiner == "nor" and top.negative)
        if own is None and self._bare_infinitive(group, top):
            group.form = "inf"
            clause = self._open(top.relation, top.parent, top.sub)
            clause.link, clause.subject = "coord", top.subject
            self._set(clause, group)
            return
        clause = self._open("coord", top.parent or top, top.sub if top.relation == "comp" else "")
        clause.relation = top.relation if top.relation in ("comp", "adv", "rel", "content") else "coord"
        if clause.relation == "rel":
            clause.antecedent, clause.antecedent_role = top.antecedent, top.antecedent_role
        clause.quoted = top.quoted
        if top.relation == "root":
            clause.parent, clause.relation = None, "root"
        clause.subject = own or top.subject
        self._set(clause, group)
        if own is None and group.mood == "" and group.form == "fin" and _is_base(group):
            clause.mood = top.mood

    def _speaks_on(self, group: VerbGroup) -> bool:
        """ "said it had killed two men, and accused B of …": a further speech act of who speaks, no part of what he says."""
        top = self.top
        if top.relation != "comp" or top.parent is None or top.parent.head is None or len(self.stack) < 2 or not self._says(top.parent):
            return False
        pronoun = top.subject is not None and top.subject.pronoun in ("thing", "plural", "person")
        rows = self.language.rules.verbs.get(group.head.lemma, ())
        return (self.comma or pronoun) and group.form in ("fin", "ed") and any(t.rule.type in _SPEECH_ACTS for t in rows)

    def _close_below(self, group: VerbGroup, own: Phrase | None) -> None:
        """Close the clauses that a coordinated verb cannot go with: infinitives, and asides where it has its own subject."""
        infinite = own is None and self._bare_infinitive(group, self.top)
        while len(self.stack) > 1 and self.top.form in ("inf", "ing", "pp") and group.form in ("fin", "ed") and not infinite:
            self.stack.pop()
            infinite = own is None and self._bare_infinitive(group, self.top)
        top = self.top
        aside = top.relation in ("adv", "rel") and top.parent is not None and top.parent.head is not None
        if own is not None and len(self.stack) > 1 and aside:
            self.stack.pop()

    def _bare_infinitive(self, group: VerbGroup, top: Predicate) -> bool:
        return top.form == "inf" and _is_base(group) and len(group.tokens) == 1

    def _infinitive(self, group: VerbGroup) -> None:
        if self.comma and self.top.relation == "rel" and self.top.head is not None and len(self.stack) > 1:
            # "on strike for a month that …, to demand": what the main clause is for
            self.stack.pop()
        top = self.top
        if top.inverted and top.sub == "if" and top.lemma == "be" and top.args:
            # "Were A to attack B, …"
            top.subject, top.inverted = top.args.pop(), False
            group.form = "fin"
            self._set(top, group)
            return
        if self.joiner and top.form == "inf" and top.parent is not None:
            parent, relation = top.parent, top.relation
            self.stack.pop()
        else:
            parent, relation = top, "inf"
        if parent.head is None and parent.before:
            relation = "inf"
        clause = self._open(relation, parent, "to")
        noun = self.last.phrase if self.last is not None and self.last.kind == "np" else None
        clause.antecedent = noun
        clause.subject = self._controller(parent)
        self._set(clause, group)

    def _controller(self, parent: Predicate) -> Phrase | None:
        """Who does what the infinitive says: the object where there is one with a side, else the subject."""
        if parent.lemma in self.language.grammar["auxiliaries"]["copulas"]:
            # "became the first member to recognise B"
            return parent.subject
        for phrase in reversed(parent.args):
            if phrase.slot in ("bare", "on", "to", "for") and phrase.sided and not phrase.apposition and self._may_act(phrase):
                return phrase
        if parent.passive:
            return parent.subject
        return parent.subject or (parent.before[-1] if parent.before else None)

    def _may_act(self, phrase: Phrase) -> bool:
        """ "took to the streets of Nairobi to protest": a place that somebody goes to does nothing there."""
        if phrase.slot not in ("to", "for") or phrase.names or phrase.pronoun:
            return True
        return any("agent" in self.language.noun_classes.get(part.lemma, ()) for part in phrase.parts())

    def _gerund(self, group: VerbGroup) -> None:
        top = self.top
        prep = self.prep or group.prep
        if self.joiner and top.form == "ing" and top.parent is not None:
            self.stack.pop()
            clause = self._open(top.relation, top.parent, top.sub)
            clause.link, clause.subject = top.link, top.subject
            self._set(clause, group)
            return
        if prep:
            clause = self._open("prep-ing", top, prep)
            clause.link = prep
            clause.subject = (
                self._controller(top)
                if prep in ("of", "for", "from", "against", "into", "with") and top.lemma not in self.language.speech["atoning"]
                else top.subject or (top.before[-1] if top.before else None)
            )
        elif self.comma or self.last is None or self.last.kind in (",", "Q"):
            clause = self._open("adv-ing", top)
            clause.subject = top.subject or (top.before[-1] if top.before else None)
        elif self.last.kind == "vg":
            clause = self._open("inf", top, "ing")
            clause.subject = top.subject
        else:
            noun = self._last_phrase()
            seen = top.head is not None and top.head.lemma in self.language.grammar["auxiliaries"]["witnessing"] and noun in top.args
            clause = self._open("comp" if seen else "reduced", top, "", noun)
            clause.subject = noun
            clause.antecedent_role = "subject"
            if noun is not None and noun.clause is None:
                noun.clause = clause
        self._set(clause, group)
        if clause.subject is None and top.head is None:
            self.orphans.append(clause)

    def _participle(self, group: VerbGroup) -> None:
        top = self.top
        noun = self._last_phrase() if self.last is not None and self.last.kind == "np" else None
        clause = self._open("reduced", top, "", noun)
        clause.passive = True
        clause.subject = noun or (top.subject if top.head is not None else None)
        self._set(clause, group)
        clause.passive, clause.form = True, "pp"
        if noun is None and clause.subject is None:
            self.orphans.append(clause)
        if noun is not None and noun.clause is None:
            noun.clause = clause


def _is_base(group: VerbGroup) -> bool:
    return any(r.pos == "V" and r.form == "b" for r in group.head.reads) and len(group.tokens) == 1


def _verb_behind_comma(items: list[Item]) -> bool:
    """Whether the next comma closes an apposition that a finite verb follows."""
    at = next((k for k, item in enumerate(items) if item.kind in (",", ";", ".", "S", "W", "Q", ":")), len(items))
    follows = next((item for item in items[at + 1 :] if item.kind != "R"), None)
    closes = (
        at < len(items) and items[at].kind == "," and not any(item.group is not None and item.group.form == "fin" for item in items[:at])
    )
    return closes and follows is not None and follows.group is not None and follows.group.form in ("fin", "ed")


def _clause_follows(items: list[Item]) -> bool:
    """ "said on Saturday they had seized it": a time or place, then a noun with a finite verb of its own."""
    words = [item for item in items if item.kind != "R"]
    at = next((k for k, item in enumerate(words) if item.phrase is None or item.phrase.slot == "bare"), len(words))
    before = words[at - 1].phrase if 0 < at < len(words) else None
    if at == len(words) or words[at].phrase is None or (before is not None and before.slot in ("by", "of")):
        return False
    verb = next((item for item in words[at + 1 :] if item.phrase is None), None)
    return verb is not None and verb.group is not None and verb.group.form in ("fin", "ed")


def _finite_follows(items: list[Item]) -> bool:
    """Whether another finite verb stands before the next bound."""
    for index, item in enumerate(items):
        if item.kind in (",", ";", ".", "S", "W", "C", "Q", ":"):
            return False
        nxt = items[index + 1].phrase if index + 1 < len(items) else None
        # "waters claimed by B" has no finite verb
        participle = item.group is not None and item.group.form == "ed" and nxt is not None and nxt.slot == "by"
        if item.group is not None and item.group.form in ("fin", "ed") and not participle:
            return True
    return False
