"""What a sentence is about, by all its words: a learned complement to the lists of `noise.py`, for words that no list has.

A logistic regression over the words of a sentence (Jurafsky and Martin, Speech and Language Processing, chapter 5), fitted by
`benchmarks/fit_topics.py` on sentences of the project. A word that those do not hold has the weight that its vector gives it.
"""

from __future__ import annotations

from typing import Literal

from lagebild.packs.language import Language
from lagebild.reading.parts import Parse

Topic = Literal["states", "open", "doubtful", "other"]
_FEW = 4
_OPEN = frozenset(("N", "V", "A", "R", "J?", "?"))


def topic_words(parse: Parse, language: Language) -> list[str]:
    """Return the words that tell the topic: open-class words once each, as lemmas, without names, numbers and verbs that call up rules.

    Those verbs are what is in question: a striker attacks as an army does.
    """
    calls = language.rules.verbs
    tokens = [t for t in parse.tokens if t.pos in _OPEN and t.mention is None and not (t.form == "prop" and t.capital)]
    words = [t.lemma or t.low for t in tokens if t.pos != "V" or t.lemma not in calls]
    return list(dict.fromkeys([w for w in words if len(w) > 2 and w[0].isalpha()]))


def weigh(number: int) -> float:
    """Return what each of some words counts: less than the root says where they are few, for a single word proves little.

    >>> weigh(0), weigh(12)
    (0.5, 0.25)
    """
    return float((number + 4) ** -0.5)


def topic(parse: Parse, language: Language) -> Topic:
    """Return what a sentence is about: states, another topic, doubtful, or open where the words do not tell.

    >>> from lagebild.packs.language import load_language
    >>> topic(Parse([], [], [], 0, 0), load_language("en"))
    'open'
    """
    topics = language.topics
    words = topic_words(parse, language) if topics.weights else []
    if not words:
        return "open"
    odds = topics.intercept + weigh(len(words)) * sum([topics.weights.get(word, 0.0) for word in words])
    if odds < topics.states:
        # few words tell little: without any, a sentence would pass for one about states
        return "states" if len(words) >= _FEW or odds < topics.intercept else "open"
    return "other" if odds >= topics.other else "doubtful" if odds >= topics.doubtful else "open"
