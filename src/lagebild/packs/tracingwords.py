"""The packs of tracing: agencies, number words, page lines, cues and weights, strictly loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lagebild.model.errors import PackError
from lagebild.packs.strict import Table, check, read_toml

_LANGUAGE = {"words": dict, "scales": dict, "months": list, "days": list, "relative": dict}
_TEXT = {"boilerplate": list, "abbreviations": list}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one language writes numbers and days; `days` count from Monday as 0, `months` from January as 1."""

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
        days = {name: number for number, name in enumerate(table["days"])}
        found[lang] = NumberWords(table["words"], table["scales"], months, days, table["relative"])
    return found


@lru_cache(maxsize=1)
def load_page_words() -> tuple[tuple[str, ...], frozenset[str]]:
    """Load the beginnings of lines that are no text, and the abbreviations that end no sentence."""
    table = check(read_toml("tracing/text.toml"), _TEXT, "tracing/text.toml", tuple(_TEXT))
    return tuple(table["boilerplate"]), frozenset(table["abbreviations"])


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


_CUES = ("doubt", "verify", "hedge", "says", "weak", "denial", "negation", "styled", "places")


@lru_cache(maxsize=1)
def load_cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """Load the cues of every language as one pattern a kind; raises PackError where the file is wrong."""
    where = "tracing/cues.toml"
    found = {}
    for lang, row in read_toml(where).items():
        table = check(row, dict.fromkeys(_CUES, list), f"{where} [{lang}]", _CUES)
        found[lang] = {kind: re.compile(r"(?<!\w)(?:" + "|".join(map(_cue, table[kind])) + r")(?!\w)", re.I) for kind in _CUES}
    return found


def _cue(words: str) -> str:
    """Turn "not _ clear" into a pattern: `_` is up to four words, `*` the rest of a word."""
    parts = []
    for word in words.split():
        parts.append(r"(?:\S+\s+){0,4}?" if word == "_" else re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") + r"\s+")
    return "".join(parts).removesuffix(r"\s+")
