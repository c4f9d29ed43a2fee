"""The packs of tracing: agencies, number words, page lines, cues and weights, strictly loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lagebild.model.errors import PackError
from lagebild.packs.strict import Table, check, read_toml

_LANGUAGE = {"words": dict, "joined": list, "scales": dict, "months": list, "days": list, "relative": dict}
_TEXT = {"boilerplate": list, "abbreviations": list, "ordinals": list}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one language writes numbers and days; `days` count from Monday as 0, `months` from January as 1.

    `words` hold the compounds too ("siebenundzwanzig", "veinte y dos"), made of tens and units as `joined` says.
    """

    words: dict[str, float]
    scales: dict[str, float]
    months: dict[str, int]
    days: dict[str, int]
    relative: dict[str, int]


@lru_cache(maxsize=1)
def load_number_words() -> dict[str, NumberWords]:
    """Load the number words of every language; raises PackError where the file is wrong."""
    found = {}
    for lang, row in read_toml("tracing/numbers.toml").items():
        table = check(row, _LANGUAGE, f"tracing/numbers.toml [{lang}]", tuple(_LANGUAGE))
        months = {name: number for number, name in enumerate(table["months"], 1)}
        days = {name: number for number, names in enumerate(table["days"]) for name in names.split("|")}
        words = _compounds(table["words"], table["joined"]) | table["words"]
        found[lang] = NumberWords(words, table["scales"], months, days, table["relative"])
    return found


def _compounds(words: dict[str, float], joined: list[str]) -> dict[str, float]:
    """Return the numbers of tens and units, as a language joins them."""
    tens = [(word, value) for word, value in words.items() if value in range(20, 100, 10)]
    units = [(word, value) for word, value in words.items() if value in range(1, 10)]
    return {form.format(tens=t, unit=u): tv + uv for form in joined for t, tv in tens for u, uv in units}


@dataclass(frozen=True, slots=True)
class PageWords:
    """The beginnings of lines that are no text, the abbreviations that end no sentence, the languages whose ordinals have a point."""

    boilerplate: tuple[str, ...]
    abbreviations: frozenset[str]
    ordinals: frozenset[str]


@lru_cache(maxsize=1)
def load_page_words() -> PageWords:
    """Load what tells where sentences end and which lines are no text; raises PackError where the file is wrong."""
    table = check(read_toml("tracing/text.toml"), _TEXT, "tracing/text.toml", tuple(_TEXT))
    return PageWords(tuple(table["boilerplate"]), frozenset(table["abbreviations"]), frozenset(table["ordinals"]))


@lru_cache(maxsize=1)
def load_agencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """Load the news agencies: a pattern that finds their forms, and the agency by form (folded unless all capitals)."""
    table: Table = check(read_toml("tracing/agencies.toml"), {"agency": dict}, "tracing/agencies.toml", ("agency",))
    forms: dict[str, str] = {}
    for name, row in table["agency"].items():
        if not isinstance(row, list) or not row:
            raise PackError(f"tracing/agencies.toml {name}", "no list of forms", 'write name = ["form", …]')
        forms.update(dict.fromkeys(row, name))
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"), forms


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted multinomial logistic model: for every class its bias and the weight of each evidence; `typical` values for the reasons."""

    bias: dict[str, float]
    weights: dict[str, dict[str, float]]
    typical: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> tuple[Weights, Weights]:
    """Load the weights of the kind of relation and of the kind of descent; raises PackError where they do not fit each other."""
    where = "tracing/weights.toml"
    table = check(read_toml(where), {"kinship": dict, "descent": dict}, where, ("kinship", "descent"))
    return _weights(table["kinship"], f"{where} [kinship]"), _weights(table["descent"], f"{where} [descent]")


def _weights(table: Table, where: str) -> Weights:
    check(table, {"bias": dict, "typical": dict, "weights": dict}, where, ("bias", "typical", "weights"))
    for name, row in table["weights"].items():
        if set(row) != set(table["bias"]):
            raise PackError(f"{where} {name}", f"classes {sorted(row)}", f"give {sorted(table['bias'])}")
    if set(table["typical"]) != set(table["weights"]):
        raise PackError(where, "typical values and weights name different evidence", "fit again with benchmarks/fit_tracing.py")
    return Weights(table["bias"], table["weights"], table["typical"])


@lru_cache(maxsize=1)
def load_evidence_words() -> dict[str, dict[str, str]]:
    """Load the words for each piece of evidence."""
    where = "tracing/evidence.toml"
    return {name: check(row, {"yes": str, "no": str, "said": str}, f"{where} [{name}]") for name, row in read_toml(where).items()}


_CUES = (
    "doubt", "verify", "hedge", "possible", "seeming", "hearsay", "says", "weak", "denial", "negation", "styled", "someone",
    "reported", "alleges", "nameless", "platform", "places", "joins", "content", "asks", "also",
)  # fmt: skip


@lru_cache(maxsize=1)
def load_cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """Load the cues of every language as one pattern a kind; raises PackError where the file is wrong."""
    where = "tracing/cues.toml"
    found = {}
    for lang, row in read_toml(where).items():
        table = check(row, dict.fromkeys(_CUES, list), f"{where} [{lang}]", _CUES)
        found[lang] = {kind: _any_of(table[kind]) for kind in _CUES}
    return found


_GAPS = {"_": r"(?:\S+\s+){0,4}?", "…": r"(?:\S+\s+){0,10}?"}


def _cue(words: str) -> str:
    """Turn "not _ clear" into a pattern: `_` is up to four words, `…` up to ten, `*` the rest of a word."""
    parts = []
    for word in words.split():
        parts.append(_GAPS[word] if word in _GAPS else re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") + r"\s+")
    return "".join(parts).removesuffix(r"\s+")


@lru_cache(maxsize=1)
def load_institutions() -> dict[str, dict[str, re.Pattern[str]]]:
    """Load the institutions of every language, a pattern each; raises PackError where the file is wrong."""
    where, found = "tracing/institutions.toml", dict[str, dict[str, re.Pattern[str]]]()
    for name, row in read_toml(where).items():
        for lang, forms in check(row, dict.fromkeys(load_cues(), list), f"{where} [{name}]", tuple(load_cues())).items():
            found.setdefault(lang, {})[name] = _any_of(forms)
    return found


Opposite = tuple[re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=1)
def load_opposites() -> dict[str, dict[str, Opposite]]:
    """Load the words that turn a clause round, by language and by what they are opposite in; raises PackError where the file is wrong."""
    where, found = "tracing/opposites.toml", dict[str, dict[str, Opposite]]()
    for name, row in read_toml(where).items():
        for lang, forms in check(row, dict.fromkeys(load_cues(), list), f"{where} [{name}]", tuple(load_cues())).items():
            if len(forms) != 2 or not all(isinstance(side, list) and side for side in forms):
                raise PackError(f"{where} [{name}] {lang}", "not two lists of words", 'write [["one", …], ["other", …]]')
            found.setdefault(lang, {})[name] = (_any_of(forms[0]), _any_of(forms[1]))
    return found


def _any_of(cues: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_cue, cues)) + r")(?!\w)", re.I)


@lru_cache(maxsize=1)
def load_examples() -> dict[str, tuple[str, ...]]:
    """Load the example sentences of every kind; raises PackError where the file is wrong."""
    where = "tracing/examples.toml"
    rows = {kind: check(row, {"sentences": list}, f"{where} [{kind}]", ("sentences",)) for kind, row in read_toml(where).items()}
    return {kind: tuple(row["sentences"]) for kind, row in rows.items()}


@dataclass(frozen=True, slots=True)
class ChangeWeights:
    """A fitted logistic regression for one kind of change: bias, and the weight of each sign."""

    bias: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class DriftWeights:
    """The weights of every kind of change, those of what else a pair has changed, and how likely a change must be to be told."""

    least: float
    context: ChangeWeights
    kinds: dict[str, ChangeWeights]


@lru_cache(maxsize=1)
def load_drift_weights() -> DriftWeights:
    """Load the weights of every kind of change; raises PackError where the file is wrong."""
    where = "tracing/drift.toml"
    table = check(read_toml(where), {"least": float, "context": dict, "kinds": dict}, where, ("least", "context", "kinds"))
    shape = {"bias": float, "weights": dict}
    tables = {**table["kinds"], "context": table["context"]}
    rows = {kind: check(row, shape, f"{where} [{kind}]", tuple(shape)) for kind, row in tables.items()}
    found = {kind: ChangeWeights(row["bias"], row["weights"]) for kind, row in rows.items()}
    return DriftWeights(table["least"], found.pop("context"), found)
