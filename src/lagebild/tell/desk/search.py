"""Search: texts and claims by words and filters, page by page, and the whole list as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from starlette.responses import Response

from lagebild.model import values
from lagebild.model.errors import InputError
from lagebild.packs.rules import load_ontology
from lagebild.store.exporting import each_claim
from lagebild.store.own import saved_search, searches
from lagebild.store.questions import Filters, Page, claims, search, sentences
from lagebild.tell.desk.lists import FORMS, Row, as_file, every
from lagebild.tell.desk.rendering import Ask, fields, show
from lagebild.tell.exporting import claim_line
from lagebild.tell.registry import resolve
from lagebild.tell.words import LANGUAGES, Words

_PART = 25
_PLAIN = ("type", "context", "certainty", "attribution", "polarity", "status", "outlet", "source", "start", "end", "reliability")
QUESTION = ("q", "actor", "other", "text_lang", "credibility", *_PLAIN)
_HEAD = ("document", "published", "publisher", "lang", "title", "story", "key")


def search_page(ask: Ask) -> Response:
    """Answer `/search`; what is wrong with the question is said beside the form."""
    filters, error, found = Filters(), None, Page([])
    try:
        filters = filters_of(ask, ask.words)
        if ask("form") in FORMS:
            return as_file(ask("form"), ask("what") or "texts", _whole(ask, filters))
        found = _asked(ask, filters, ask("cursor"))
    except InputError as wrong:
        error = wrong
    used = {name for name in ask.request.query_params if name in QUESTION[1:] and ask(name)}
    said = sentences(ask.store, [row["claim"] for row in found.rows if "claim" in row])
    return show(
        ask, "search.html", 400 if error else 200, page=found, error=error, what=ask("what") or "texts", choices=choices(ask.words),
        narrowed=bool(used), said=said, empty=filters == Filters() and not error, question=question_of(ask) if not error else {},
        saved=searches(ask.store, ask.who), kept=saved_search(ask.store, int(ask("kept"))) if ask("kept").isdecimal() else None,
    )  # fmt: skip


def filters_of(said: Callable[[str], str], words: Words) -> Filters:
    """Return the filters that the fields of an address tell. Raises InputError for an actor that the registry does not know."""
    one, other = (code_of(said(name), words) for name in ("actor", "other"))
    pair = (one, other) if one and other else None
    worst, arrived = said("credibility"), said("arrived")
    if worst and worst not in "123456":
        raise InputError("credibility", f"{worst[:20]!r} is no grade", "take 1 to 6")
    if arrived and not (arrived.isascii() and arrived.isdigit() and len(arrived) < 19):
        raise InputError("arrived", f"{arrived[:20]!r} is no number", "take the one that the first page gives")
    plain: dict[str, Any] = {name: said(name) for name in _PLAIN}
    return Filters(
        said("q"), actor="" if pair else one or other, pair=pair, lang=said("text_lang"), credibility=int(worst or 0),
        arrived=int(arrived or 0), **plain,
    )  # fmt: skip


def question_of(said: Callable[[str], str]) -> dict[str, str]:
    """Return the fields of an address that make a search, without its page and what came when."""
    return {name: value for name in ("what", *QUESTION) if (value := said(name))}


def code_of(name: str, words: Words) -> str:
    """Return the code of an actor that is named, "" for none. Raises InputError where nobody or several are called so."""
    from lagebild.packs.registry import load_registry

    if not name or name in load_registry("en").entities:
        return name
    for lang in (words.lang, *LANGUAGES):
        if found := resolve(name, load_registry(lang)):
            if len(found) == 1:
                return found[0].code
            raise InputError(name, words("web", "several_actors"), ", ".join(one.code for one in found))
    raise InputError(name[:80], words("web", "no_actor"), words("web", "no_actor_way_out"))


def _asked(ask: Ask, filters: Filters, cursor: str) -> Page:
    return (claims if ask("what") == "claims" else search)(ask.store, filters, cursor, _PART)


def _whole(ask: Ask, filters: Filters) -> Iterator[Row]:
    if ask("what") == "claims":
        yield from (claim_line(row) for row in each_claim(ask.store, filters))
    else:
        yield from (fields(row, *_HEAD) for row in every(lambda cursor: search(ask.store, filters, cursor, 200)))


def choices(words: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what the lists of the form offer: value and word, sorted by word where the values have no order of their own."""
    kinds = [(value, words("events", value)) for value in get_args(values.EventType)]
    judged = [(value, words("judgements", value)) for value in get_args(values.JudgementType)]
    contexts = [(value, words("contexts", value)) for value in load_ontology()["contexts"]["names"]]
    return {
        "type": [(value, f"{value} · {word}" if value.isupper() else word) for value, word in kinds + judged],
        "context": sorted(contexts, key=lambda one: one[1].lower()),
        "certainty": [(value, words("bands", value)) for value in get_args(values.Band)],
        "attribution": [(value, words("attributions", value)) for value in get_args(values.AttributionKind)],
        "polarity": [(value, words("polarities", value)) for value in get_args(values.Polarity)],
        "status": [(value, words("statuses", value)) for value in get_args(values.Status)],
        "reliability": [(letter, words("web", "or_better", grade=letter)) for letter in "ABCDE"],
        "credibility": [(grade, words("web", "or_better", grade=grade)) for grade in "12345"],
    }  # fmt: skip
