"""Fit the weights of the words that tell what a sentence is about: `python benchmarks/fit_topics.py [--try]`.

Writes `src/lagebild/packs/<language>/topics.toml` from sentences that tell of acts between states and sentences that do not
(`tests/gold/topics/`, the development half of the gold, the examples of the rules): a logistic regression with an L2 penalty
(scikit-learn, a development dependency) over the words of a sentence and the sum of their vectors. As both are sums over words, every
word of the vocabulary gets a weight of its own, also one that no sentence holds. The bounds are those beyond which, each fifth of the
sentences left out in turn, a certain share of the sentences lies. `--try` only prints what it finds.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from lagebild.packs.language import load_language
from lagebild.packs.registry import load_registry
from lagebild.packs.rules import load_rules
from lagebild.reading.mentions import Finder
from lagebild.reading.reader import PARSERS
from lagebild.reading.tokens import read_words, tokenize
from lagebild.reading.topic import topic_words, weigh
from lagebild.tracing.vectors import load_encoder

ROOT = Path(__file__).resolve().parent.parent
STRENGTH, LEAST = 3.0, 0.15
# the share of sentences about states that counts as doubtful and as another topic, and that of the others that counts as about states
DOUBTFUL, OTHER, STATES = 0.025, 0.004, 0.07
# the newest sample is for figures alone
NEWEST = "-6"
Matrix = Any


def sentences(lang: str) -> tuple[list[str], list[bool]]:
    """Return the sentences, and of each whether it tells of no act between states."""
    rows = [json.loads(line) for line in (ROOT / f"tests/gold/topics/{lang}.jsonl").read_text("utf-8").splitlines()]
    told = [(row["text"], row["topic"] == "quiet") for row in rows]
    for file in sorted(f for f in (ROOT / "tests" / "gold").glob(f"{lang}*.jsonl") if not f.stem.endswith(NEWEST)):
        gold = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        told += [(g["text"], not g["events"] and not g["judgements"]) for g in gold if g.get("split", "dev") == "dev"]
    for rule in load_rules(lang).rules:
        told += [(text, False) for text, _ in rule.hits] + [(text, True) for text in rule.misses]
    return [text for text, _ in told], [quiet for _, quiet in told]


def words(text: str, lang: str) -> list[str]:
    """Return the words of a sentence that tell its topic."""
    language = load_language(lang)
    tokens = tokenize(text, 0, len(text), Finder(language, load_registry(lang), "", any_date=True))
    read_words(tokens, language)
    return topic_words(PARSERS[language.grammar["word_order"]](tokens, 0, len(text), language), language)


def vocabulary(lang: str, rows: list[list[str]]) -> list[str]:
    """Return all words that may get a weight: those of the sentences and the lemmas of the language."""
    lemmas = {r.lemma for reads in load_language(lang).words.values() for r in reads if len(r.lemma) > 2 and " " not in r.lemma}
    return sorted(lemmas | {word for row in rows for word in row})


def vectors(known: list[str]) -> Matrix:
    """Return one row a word."""
    encoder = load_encoder()
    return numpy.vstack([encoder.encode(known[i : i + 512]) for i in range(0, len(known), 512)])


def matrix(rows: list[list[str]], known: list[str], table: Matrix) -> Matrix:
    """Return one row a sentence: its words, and the sum of their vectors, as much as they count."""
    place = {word: i for i, word in enumerate(known)}
    own = [(r, place[w], weigh(len(row))) for r, row in enumerate(rows) for w in row]
    at, column, value = zip(*own, strict=True)
    bag = csr_matrix((value, (at, column)), shape=(len(rows), len(known)))
    return hstack([csr_matrix(bag @ table), bag]).tocsr()


def write(lang: str, bounds: dict[str, float], weights: dict[str, float]) -> int:
    """Write the file of a language's weights; returns how many words have one."""
    lines = defaultdict(list)
    for word, weight in sorted(weights.items()):
        if abs(weight) >= LEAST:
            lines[round(10 * weight)].append(word)
    head = "# Written by benchmarks/fit_topics.py: what a word says of the topic of its sentence, in tenths; above 0: none about states.\n"
    head += "".join(f"{name} = {value:.3f}\n" for name, value in bounds.items()) + "\n[weights]\n"
    body = "".join(f'"{tenths}" = "{" ".join(row)}"\n' for tenths, row in sorted(lines.items()))
    (ROOT / f"src/lagebild/packs/{lang}/topics.toml").write_text(head + body, "utf-8")
    return sum(map(len, lines.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", default="en")
    parser.add_argument("--try", action="store_true", dest="only")
    a = parser.parse_args()
    texts, quiet = sentences(a.lang)
    rows, y = [words(text, a.lang) for text in texts], numpy.array(quiet)
    kept = numpy.array([bool(row) for row in rows])
    rows, y = [row for row in rows if row], y[kept]
    known = vocabulary(a.lang, rows)
    table = vectors(known)
    x = matrix(rows, known, table)
    model = LogisticRegression(C=STRENGTH, max_iter=4000)
    p = cross_val_predict(model, x, y, cv=StratifiedKFold(5, shuffle=True, random_state=0), method="decision_function")
    bounds = {
        "states": float(numpy.quantile(p[y], STATES)),
        "doubtful": float(numpy.quantile(p[~y], 1 - DOUBTFUL)),
        "other": float(numpy.quantile(p[~y], 1 - OTHER)),
    }
    print(f"{len(y)} sentences, {y.sum()} of them of other topics; area under the curve {roc_auc_score(y, p):.3f}; {bounds}")
    for lost in (0.002, 0.005, 0.01, 0.02, 0.04):
        print(f"{lost:.1%} of the others lost: {(p[y] > numpy.quantile(p[~y], 1 - lost)).mean():.1%} found")
    if not a.only:
        model.fit(x, y)
        w = model.coef_[0]
        weights = dict(zip(known, table @ w[: table.shape[1]] + w[table.shape[1] :], strict=True))
        print(write(a.lang, {"intercept": float(model.intercept_[0])} | bounds, weights), "words")


if __name__ == "__main__":
    main()
