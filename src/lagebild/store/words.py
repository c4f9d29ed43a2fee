"""Full-text search over the program's own lemmas: FTS5 in SQLite, tsvector in PostgreSQL, the same words in both.

The engines neither cut nor fold: they are handed lemmas, and questions are made of lemmas too. A question is words that must all be
there; `word*` stands for all that begin so, `-word` must not be there.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Connection

from lagebild.packs.language import available
from lagebild.packs.lemmas import lemmas

_MOST = 16_000
lemma_table = sa.table("lemmas", sa.column("place", sa.BigInteger), sa.column("words", sa.Text))
_ROWID = sa.literal_column("lemmas.rowid", sa.BigInteger)


def put_words(connection: Connection, place: int, title: str, text: str, lang: str) -> None:
    """Keep the lemmas of a document; those it had go."""
    drop_words(connection, [place])
    found = lemmas(f"{title}\n{text}", lang.split("-")[0].lower())[:_MOST]
    if connection.dialect.name == "postgresql":
        # given as lexemes: the engine's own parser would cut "3.5" and "a/b" its own way
        lexemes = " ".join(f"'{word}'" for word in dict.fromkeys(found))
        connection.execute(sa.text("INSERT INTO lemmas (place, words) VALUES (:p, CAST(:w AS tsvector))"), {"p": place, "w": lexemes})
    else:
        connection.execute(sa.text("INSERT INTO lemmas (rowid, words) VALUES (:p, :w)"), {"p": place, "w": " ".join(dict.fromkeys(found))})


def drop_words(connection: Connection, places: Sequence[int]) -> None:
    """Forget the lemmas of documents."""
    column = place_column(connection)
    for place in places:
        connection.execute(sa.delete(lemma_table).where(column == place))


def place_column(connection: Connection) -> sa.ColumnElement[int]:
    """Return the column of the lemmas that holds the document's place."""
    return lemma_table.c.place if connection.dialect.name == "postgresql" else _ROWID


def matches(connection: Connection, question: str, lang: str = "") -> sa.ColumnElement[bool] | None:
    """Return the condition that the lemmas answer a question; None where the question has no word that must be there."""
    wanted, barred = _parsed(question, (lang,) if lang else available())
    if not wanted:
        return None
    if connection.dialect.name == "postgresql":
        parts = [_either(word, "'{}'", "'{}':*", " | ") for word in (*wanted, *barred)]
        asked = " & ".join(parts[: len(wanted)] + [f"!{part}" for part in parts[len(wanted) :]])
        return lemma_table.c.words.op("@@")(sa.cast(asked, TSQUERY))
    asked = " AND ".join(_either(w, '"{}"', '"{}"*', " OR ") for w in wanted)
    asked = " NOT ".join([f"({asked})", *(_either(w, '"{}"', '"{}"*', " OR ") for w in barred)])
    return sa.literal_column("lemmas").op("MATCH")(asked)


Word = tuple[str, ...]


def _parsed(question: str, langs: Sequence[str]) -> tuple[list[Word], list[Word]]:
    """Return the words that must and must not be there, each with its forms; a form that ends in * is a beginning.

    >>> _parsed("ships -Peru mine*", ["en"])
    ([('ship', 'ships'), ('mine*',)], [('peru',)])
    """
    wanted: list[Word] = []
    barred: list[Word] = []
    for part in question.split():
        (barred if part.startswith("-") else wanted).extend(_forms(part, langs))
    return wanted, barred


def _forms(part: str, langs: Sequence[str]) -> list[Word]:
    if part.endswith("*"):
        plain = lemmas(part, "")
        return [(word if place < len(plain) else f"{word}*",) for place, word in enumerate(plain, 1)]
    # whoever asks does not say in which language: a word may be a form of different lemmas, or stand in a language without a pack
    rows = [lemmas(part, lang) for lang in (*langs, "")]
    return [tuple(dict.fromkeys(forms)) for forms in zip(*rows, strict=True)]


def _either(word: Word, whole: str, beginning: str, join: str) -> str:
    forms = [beginning.format(form[:-1]) if form.endswith("*") else whole.format(form) for form in word]
    return f"({join.join(forms)})"
