"""`lagebild registry`: what a name resolves to, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.packs.registry import Form, Registry, Tenure, load_registry
from lagebild.tell.names import actor_name, language_name, say_date
from lagebild.tell.reading import check_date
from lagebild.tell.report import complain
from lagebild.tell.view import Fact, flat
from lagebild.tell.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class Resolved:
    """One actor that a name may stand for, with the forms and the offices by which it does."""

    code: str
    forms: tuple[Form, ...]
    tenures: tuple[Tenure, ...]


def registry_command(arguments: argparse.Namespace, words: Words) -> int:
    """Print what a name stands for; returns 1 where the registry does not know it."""
    check_date(arguments.date, words)
    name = flat(arguments.name)
    registry, found = _find(name, arguments.text_lang, words)
    if not found:
        spoken = language_name(registry.lang, words.lang)
        complain(words("registry", "unknown", name=name, language=spoken, state=registry.state), words)
        return 1
    _print(name, registry, found, arguments.date, words)
    return 0


def _find(name: str, lang: str, words: Words) -> tuple[Registry, list[Resolved]]:
    """Look in the names of the language given, else of the interface's language and then of the others."""
    languages = [lang] if lang else [words.lang, *(one for one in LANGUAGES if one != words.lang)]
    for language in languages:
        registry = load_registry(language)
        found = resolve(name, registry)
        if found:
            return registry, found
    return load_registry(languages[0]), []


def resolve(name: str, registry: Registry) -> list[Resolved]:
    """Return the actors that a name stands for, or the one whose code it is."""
    forms: dict[str, list[Form]] = {}
    for form in registry.lookup(name):
        for code in dict.fromkeys(tenure.code for tenure in form.tenures) or {form.code: None}:
            forms.setdefault(code, []).append(form)
    if not forms and name.upper() in registry.entities:
        return [Resolved(name.upper(), (), ())]
    return [Resolved(code, tuple(row), _tenures(code, row)) for code, row in forms.items()]


def _tenures(code: str, forms: Sequence[Form]) -> tuple[Tenure, ...]:
    return tuple(dict.fromkeys(tenure for form in forms for tenure in form.tenures if tenure.code == code))


def _print(name: str, registry: Registry, found: Sequence[Resolved], date: str, words: Words) -> None:
    from lagebild.tell.table import print_facts, terminal

    console = terminal(sys.stdout)
    state = words("registry", "state", state=registry.state, language=language_name(registry.lang, words.lang))
    asked = [words("registry", "at", date=say_date(date, words.lang))] if date else []
    several = [words("registry", "several", count=len(found))] if len(found) > 1 else []
    print_facts(name, [state, *asked, *several], [], console)
    for one in found:
        print_facts(f"{actor_name(one.code, words.lang)} ({one.code})", [], list(_facts(one, registry, date, words)), console)


def _facts(one: Resolved, registry: Registry, date: str, words: Words) -> Iterator[Fact]:
    def fact(key: str, value: str) -> Fact:
        return Fact(key, words("registry", key), value)

    entity = registry.entities.get(one.code)
    if entity:
        yield fact("kind", words("kinds", entity.kind))
        for key, code in (("part_of", entity.part_of), ("of_state", entity.state)):
            if code:
                yield fact(key, f"{actor_name(code, words.lang)} ({code})")
    if one.forms:
        surname = [words("registry", "surname")] if any(form.surname for form in one.forms) else []
        yield fact("via", "; ".join([words.some("via", list(dict.fromkeys(form.via for form in one.forms))), *surname]))
    if any(form.ambiguous for form in one.forms):
        yield fact("ambiguous", words("registry", "ambiguous_why"))
    if one.tenures:
        yield fact("offices", "\n".join(_tenure(tenure, date, words) for tenure in one.tenures))
    members = registry.members_at(one.code, date)
    if members:
        yield fact("members", _members(members, date, words))


def _tenure(tenure: Tenure, date: str, words: Words) -> str:
    end = say_date(tenure.end, words.lang) if tenure.end else "…"
    standing = words("registry", tenure.at(date) or "not_yet")
    sources = words("registry", "checked", sources=", ".join(tenure.checked))
    return f"{words('offices', tenure.office)}: {tenure.holder}, {say_date(tenure.start, words.lang)} – {end}: {standing} ({sources})"


def _members(codes: Sequence[str], date: str, words: Words) -> str:
    count = words("registry", "members_at", count=len(codes), date=say_date(date, words.lang)) if date else ""
    count = count or words("registry", "members_now", count=len(codes))
    return f"{count}: {', '.join(sorted(actor_name(code, words.lang) for code in codes))}"
