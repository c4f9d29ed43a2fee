"""Finding the registry's names among the words: forms, compounds, office holders at the date, ambiguous names by context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.packs.registry import Form, Registry, Tenure
from lagebild.packs.words import Word
from lagebild.reading.parts import Mention

# regions that are seas: they hold no sides
_WATERS = frozenset(
    [
        "RED_SEA",
        "PERSIAN_GULF",
        "BLACK_SEA",
        "BALTIC_SEA",
        "MEDITERRANEAN",
        "SOUTH_CHINA_SEA",
        "EAST_CHINA_SEA",
        "CASPIAN_SEA",
        "ARABIAN_SEA",
        "SEA_OF_JAPAN",
        "YELLOW_SEA",
        "GULF_OF_GUINEA",
        "GULF_OF_ADEN",
        "STRAIT_OF_HORMUZ",
        "TAIWAN_STRAIT",
        "NORTH_SEA",
        "SEA_OF_AZOV",
        "INDIAN_OCEAN",
        "PACIFIC",
        "ATLANTIC",
        "GULF_OF_OMAN",
        "CARIBBEAN_SEA",
        "BAB_EL_MANDEB",
        "BAB_AL_MANDAB",
    ]
)
_ARTICLES = frozenset(["the", "der", "die", "das", "dem", "den", "des", "im", "zum", "zur", "beim", "vom", "in", "of", "by", "von"])
# articles of Arabic names, small in many outlets
_SMALL = ("al-", "el-", "an-", "as-")
_TOP = frozenset(("head_of_state", "head_of_government", "head", "leader"))
_NOT_BY_COMPANY = frozenset(("north", "south", "norden", "süden"))
_JOINT = re.compile(r"[-‑–]")
_PARTS = re.compile(r"[^-‑–]+")
_STATE_WORDS = frozenset(
    [
        "president",
        "government",
        "minister",
        "army",
        "troops",
        "border",
        "capital",
        "parliament",
        "forces",
        "soldiers",
        "embassy",
        "ambassador",
        "foreign",
        "military",
        "police",
        "opposition",
        "prime",
        "state",
        "sanctions",
        "war",
        "country",
        "economy",
        "republic",
        "rebels",
        "regierung",
        "präsident",
        "minister",
        "armee",
        "truppen",
        "grenze",
        "hauptstadt",
        "parlament",
        "soldaten",
        "botschaft",
        "botschafter",
        "außenminister",
        "militär",
        "polizei",
        "opposition",
        "sanktionen",
        "krieg",
        "land",
        "staat",
        "rebellen",
        "ministerpräsident",
        "premierminister",
        "präsidentin",
        "streitkräfte",
        "putsch",
        "junta",
        "behörden",
        "authorities",
        "coup",
        "election",
        "elections",
        "referendum",
        "wahl",
        "wahlen",
        "parlamentswahl",
        "präsidentschaftswahl",
        "präsidentenwahl",
    ]
)


@lru_cache(maxsize=4)
def _directions(code: str) -> tuple[str, ...]:
    return tuple(load_language(code).grammar["political"].get("directions", ()))


@lru_cache(maxsize=4)
def _companies(code: str) -> frozenset[str]:
    return frozenset(load_language(code).noise["companies"])


@dataclass(slots=True)
class Finder:
    """Finds mentions in one document; keeps which codes and surnames the document has made plain."""

    language: Language
    registry: Registry
    date: str
    any_date: bool = False
    plain: set[str] = field(default_factory=set)
    full_names: set[str] = field(default_factory=set)
    companies: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.companies = _companies(self.language.code)

    def match(self, pieces: Sequence[Word], at: int, shout: bool) -> tuple[int, Mention] | None:
        """Return how many pieces the longest name at a place takes, and what it means; None if there is none."""
        low = pieces[at].low
        if low not in self.registry.forms:
            return None
        sizes, single, seconds = self.registry.opened_by(low)
        longer = at + 1 < len(pieces) and pieces[at + 1].low in seconds
        if not single and not longer:
            return None
        for size, forms in sizes if longer else sizes[-1:]:
            rows = forms.get((low,) if size == 1 else tuple([p.low for p in pieces[at : at + size]]))
            found = self._meant(rows, pieces, at, size, shout) if rows is not None else None
            if found is not None:
                return size, found
        return None

    def _meant(self, forms: list[Form], pieces: Sequence[Word], at: int, size: int, shout: bool) -> Mention | None:
        """What a name means, of all that are written with the same words; None where it is no name here."""
        found: Mention | None = None
        plain_before = frozenset(self.plain) if len(forms) > 1 else frozenset[str]()
        for form in forms:
            if form.own and not self._stands(form):
                continue
            if form.capital and not _proper(pieces[at : at + size], shout, form.capitals):
                continue
            if form.via in ("demonym", "name", "city", "metonym") and self._company(pieces, at + size):
                continue
            mention = self._mention(form, pieces, at, size, shout)
            clearer = found is not None and mention is not None and found.code not in plain_before and mention.code in plain_before
            if mention and (found is None or clearer or (found.via == "former" and mention.via != "former")):
                found = mention
        return found

    def _stands(self, form: Form) -> bool:
        return not form.own or self.any_date or form.stands(self.date)

    def _company(self, pieces: Sequence[Word], k: int) -> bool:
        """Whether the name goes on as that of a firm, club or product ("Deutsche Bank", "Turkish Airlines")."""
        return k < len(pieces) and pieces[k].text[:1].isupper() and pieces[k].low in self.companies

    def _mention(self, form: Form, pieces: Sequence[Word], at: int, size: int, shout: bool) -> Mention | None:
        start, end = pieces[at].start, pieces[at + size - 1].end
        name = pieces[at].text if size == 1 else " ".join([p.text for p in pieces[at : at + size]])
        if form.tenures:
            return self._holder(form, name, start, end, pieces, at, size)
        if form.ambiguous and not self._clear(form, pieces, at, size):
            return None
        if size == 1 and form.via == "city" and _beside_name(pieces, at, size, self):
            return None
        if form.code in _WATERS:
            return Mention("", name, start, end, form.via, "name", form.grammar)
        role = "name" if form.via != "demonym" else ("adj" if form.grammar == "a" else "people")
        if not form.ambiguous:
            self.plain.add(form.code)
        return Mention(form.code, name, start, end, form.via, role, form.grammar)

    def _holder(self, form: Form, name: str, start: int, end: int, pieces: Sequence[Word], at: int, size: int) -> Mention | None:
        tenure, state = self._tenure(form.tenures)
        if tenure is None:
            # a person who holds no office yet speaks for nobody, and is not somebody else of that surname
            return None if form.surname else Mention("", name, start, end, "former", "name", form.grammar, "", form.tenures[0].holder)
        if form.surname:
            top = tenure.office in _TOP or form.words[-1] in self.full_names or self._titled(tenure, pieces, at)
            if form.ambiguous or not top or (len(form.words[-1]) < 3 and form.words[-1] not in self.full_names):
                return None
            common = form.words[0] in self.language.words or form.words[0] in self.language.grammar.get("pronouns", ())
            if common and form.words[-1] not in self.full_names and not self._titled(tenure, pieces, at):
                return None
            if form.words[-1] not in self.full_names and _beside_name(pieces, at, size, self):
                return None
            beside = [pieces[k] for k in (at - 1, at + size) if 0 <= k < len(pieces)]
            if state in ("former", "elect") and any(self._first_name(piece) for piece in beside):
                return None
        else:
            self.full_names.update(form.words)
        code = tenure.code if state == "holder" else ""
        entity = self.registry.entities.get(code)
        return Mention(entity.claim_code if entity else code, name, start, end, state, "name", form.grammar, tenure.office, tenure.holder)

    def _first_name(self, piece: Word) -> bool:
        """ "Anna Berger": behind a first name that is not his a surname is somebody else's."""
        words, low = self.language.words, piece.low
        named = any(len(form.words) == 1 for form in self.registry.forms.get(low, ()))
        known = named or low in self.full_names or any(low[cut:] in words for cut in range(max(1, len(low) - 3)))
        return self.language.code == "de" and piece.text[:1].isupper() and not known

    def _titled(self, tenure: Tenure, pieces: Sequence[Word], at: int) -> bool:
        """ "Außenministerin Baerbock": the word for the office stands before the surname."""
        title = _PARTS.findall(pieces[at - 1].low)[-1:] if at else []
        return bool(title) and self.language.offices["offices"].get(title[0].removeprefix("bundes")) == tenure.office

    def _tenure(self, tenures: tuple[Tenure, ...]) -> tuple[Tenure | None, str]:
        if self.any_date:
            return max(tenures, key=lambda t: (t.office in _TOP, t.start)), "holder"
        found: tuple[Tenure | None, str] = (None, "")
        # of several holders with one name the one in the highest office is meant
        for tenure in sorted(tenures, key=lambda t: t.office not in _TOP):
            state = tenure.at(self.date)
            if state == "holder":
                return tenure, state
            if state and (found[0] is None or state == "elect"):
                found = (tenure, state)
        return found

    def _clear(self, form: Form, pieces: Sequence[Word], at: int, size: int) -> bool:
        """An ambiguous name counts where the document names the side plainly, or words of statehood stand in the sentence."""
        if _beside_name(pieces, at, size, self):
            return False
        before = pieces[at - 1].low if at else ""
        entity = self.registry.entities.get(form.code)
        state = entity is not None and entity.kind == "state" and form.via == "name"
        if not state and form.words[-1] in self.language.words and before.isalpha() and before not in _ARTICLES:
            # "this alliance", "a new union": the common noun, not the name
            return False
        if form.code in self.plain or self._before_agent(pieces, at + size):
            return True
        near = {p.low for p in pieces[max(0, at - 12) : at + size + 12]}
        if near & set(self.language.noise["contra"].get(form.code, ())):
            return False
        if form.via == "name" and len(form.words[0]) > 3 and near & _STATE_WORDS:
            return True
        if self._seat(form, before) and (near & _STATE_WORDS or self._company_of_states(pieces, at, size)):
            return True
        # a state among other states: "asked Turkey to release two Norwegians"
        entity = self.registry.entities.get(form.code)
        return (
            form.via == "name"
            and entity is not None
            and entity.kind == "state"
            and form.words[-1] not in _NOT_BY_COMPANY
            and self._company_of_states(pieces, at, size)
        )

    def _seat(self, form: Form, before: str) -> bool:
        """ "in Sofia": behind a preposition of place a capital is no first name."""
        return form.via == "metonym" and before in self.language.grammar["political"].get("places", ())

    def _before_agent(self, pieces: Sequence[Word], k: int) -> bool:
        """ "Wagner fighters": a noun for people who act follows, in small letters."""
        if k >= len(pieces) or not pieces[k].text[0].islower():
            return False
        readings = self.language.words.get(pieces[k].low, ())
        return any(r.pos == "N" and r.form == "p" and "agent" in self.language.noun_classes.get(r.lemma, ()) for r in readings)

    def _company_of_states(self, pieces: Sequence[Word], at: int, size: int) -> bool:
        """Whether a name of another state, or of its people, stands in the same sentence."""
        for k, piece in enumerate(pieces):
            if at <= k < at + size:
                continue
            for form in self.registry.forms.get(piece.low, ()):
                entity = self.registry.entities.get(form.code)
                state = not form.ambiguous or (form.via == "name" and entity is not None and entity.kind == "state")
                if state and not form.tenures and len(form.words) == 1 and (piece.text[0].isupper() or not form.capital):
                    return True
        return False

    def part_of_state(self, piece: Word) -> Mention | None:
        """ "Westukraine", "nordsyrisch": a direction before the name of a state or its adjective."""
        directions = _directions(self.language.code)
        if not piece.low.startswith(directions):
            return None
        for base in [piece.low[len(d) :].lstrip("-") for d in directions if piece.low.startswith(d)]:
            for form in self.registry.forms.get(base, ()):
                state = len(form.words) == 1 and not form.tenures and self.registry.entities[form.code].kind == "state"
                named = form.via == "name" and piece.text[0].isupper()
                if state and (named or (form.grammar == "a" and piece.text[0].islower())):
                    role = "name" if named else "adj"
                    return Mention(form.code, piece.text, piece.start, piece.end, "city" if named else "demonym", role, form.grammar)
        return None

    def compound(self, piece: Word) -> tuple[list[Mention], str] | None:
        """Part a compound ("US-Städte", "Putin-Kim-Bündnis", "Kremlsprecher") into its names and the rest.

        A compound all of whose parts are names ("Israel-Hamas") has an empty rest.
        """
        text = piece.text
        if len(text) < 4:
            return None
        if _JOINT.search(text):
            parts = [(m.group(), m.start()) for m in _PARTS.finditer(text)]
            if len(parts) > 1:
                return self._hyphenated(piece, parts)
        if self.language.code == "de" and text[0].isupper() and len(text) > 8:
            return self._closed(piece)
        return None

    def _hyphenated(self, piece: Word, parts: list[tuple[str, int]]) -> tuple[list[Mention], str] | None:
        names: list[Mention] = []
        i = 0
        while i < len(parts):
            step = next((k for k in (3, 2, 1) if self._part(piece, parts[i : i + k], names)), 0)
            if not step:
                break
            i += step
        if not names:
            return None
        rest = "-".join(word for word, _ in parts[i:])
        return names, rest

    def _part(self, piece: Word, parts: list[tuple[str, int]], names: list[Mention]) -> bool:
        joined = piece.text[parts[0][1] : parts[-1][1] + len(parts[-1][0])]
        start = piece.start + parts[0][1]
        for form in self.registry.forms.get(joined.lower(), ()):
            if (
                not self._stands(form)
                or len(form.words) != 1
                or (form.capital and not joined[0].isupper())
                or (form.ambiguous and not form.tenures)
            ):
                continue
            code = form.code
            if form.tenures:
                tenure, state = self._tenure(form.tenures)
                if tenure is None or state != "holder" or tenure.office not in _TOP:
                    continue
                code = tenure.code
            mention = Mention(code, joined, start, start + len(joined), "compound", "adj", form.grammar)
            if not form.ambiguous:
                self.plain.add(code)
            names.append(mention)
            return True
        # linking forms: "russisch-nordkoreanische", "Nordkoreas-"
        if joined.lower().endswith(("o", "isch")) and len(joined) > 3:
            for form in self.registry.forms.get(joined.lower() + ("e" if joined.lower().endswith("isch") else ""), ()):
                if form.grammar == "a":
                    names.append(Mention(form.code, joined, start, start + len(joined), "compound", "adj", "a"))
                    return True
        return False

    def _closed(self, piece: Word) -> tuple[list[Mention], str] | None:
        low = piece.low
        for cut in range(len(low) - 4, 3, -1):
            rest = low[cut:]
            if rest not in self.language.words:
                continue
            for form in self.registry.forms.get(low[:cut], ()):
                plain = len(form.words) == 1 and form.via in ("name", "metonym") and not form.ambiguous and "g" not in form.grammar
                plain = plain and form.code not in _WATERS and self._stands(form)
                if plain and any(r.pos == "N" for r in self.language.words[rest]):
                    mention = Mention(form.code, piece.text[:cut], piece.start, piece.start + cut, "compound", "adj")
                    return [mention], rest
        return None


def may_hold_name(low: str, language: Language, registry: Registry) -> bool:
    """Whether a word, as long as it is no name itself, can be a compound with one or a part of a state, whatever the document says."""
    if _JOINT.search(low) or low.startswith(_directions(language.code)):
        return True
    cuts = range(4, len(low) - 3) if language.code == "de" and len(low) > 8 else ()
    return any(low[:cut] in registry.forms and low[cut:] in language.words for cut in cuts)


def _proper(pieces: Sequence[Word], shout: bool, capitals: int) -> bool:
    """Whether the words are written as a name: "Russia today" is no outlet, "the kremlin" no seat of power."""
    if len(pieces) > 1 and not shout and sum(p.text[0].isupper() for p in pieces) < min(capitals, len(pieces)):
        return False
    if pieces[0].text.lower().startswith(_SMALL) and pieces[0].text[3:4].isupper():
        # "al-Shabaab" inside a sentence
        return True
    return pieces[0].text[0].isupper() or pieces[0].text[0].isdigit() or (len(pieces) > 1 and pieces[-1].text[0].isupper()) or shout


def _beside_name(pieces: Sequence[Word], at: int, size: int, finder: Finder) -> bool:
    """Whether an unknown capitalised word stands right beside: then it is likely part of a person's or firm's name."""
    words, forms = finder.language.words, finder.registry.forms
    german = finder.language.code == "de"
    for k in (at - 1, at + size):
        if not 0 <= k < len(pieces) or (k == at - 1 and k == 0):
            continue
        text, low = pieces[k].text, pieces[k].low
        if text[:1].isupper() and text[1:2].islower() and low not in words and low not in forms and not low.endswith("s"):
            if german and k == at - 1:
                continue
            return True
    return False
