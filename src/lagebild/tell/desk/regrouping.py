"""Corrections of a story: which other one it is, and which of its documents tell another."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.corrections import merge_stories, split_story
from lagebild.store.views import story
from lagebild.tell.desk.correcting import by, kept
from lagebild.tell.desk.rendering import Ask, url
from lagebild.tell.desk.story import story_with


def merge(ask: Ask) -> Response:
    """Take the form that puts a story together with another: one of those offered, or one whose address was pasted."""
    name = _name(ask)
    try:
        given = ask.said("address") or ask.said("other")
        if not given:
            raise InputError(ask.words("web", "merge"), ask.words("web", "no_story_named"), ask.words("web", "no_story_named_way_out"))
        other = story(ask.store, name_in(given))
        if other is None:
            raise InputError(given[:80], ask.words("web", "no_such_story"), ask.words("web", "no_such_story_way_out"))
        if other["story"] == name:
            raise InputError(ask.words("web", "merge"), ask.words("web", "same_story"), ask.words("web", "no_story_named_way_out"))
        made = merge_stories(ask.store, name, other["story"], by(ask))
    except InputError as wrong:
        return story_with(ask, name, wrong)
    return kept(ask, made, url("story", name))


def split(ask: Ask) -> Response:
    """Take the form that splits documents off a story."""
    name = _name(ask)
    found = story(ask.store, name)
    try:
        if found and len(set(ask.all("documents"))) in (0, len(found["members"])):
            raise InputError(ask.words("web", "split"), ask.words("web", "nothing_split"), ask.words("web", "nothing_split_way_out"))
        made = split_story(ask.store, name, ask.all("documents"), by(ask))
    except InputError as wrong:
        return story_with(ask, name, wrong)
    return kept(ask, made, url("story", name))


def _name(ask: Ask) -> str:
    found = story(ask.store, ask.path("story"))
    if found is None:
        raise HTTPException(404)
    return str(found["story"])


def name_in(given: str) -> str:
    """Return the name of a story that was given by its name or its address.

    >>> name_in("http://127.0.0.1:8080/story/0a1b%232?done=1#e2"), name_in("0a1b#2")
    ('0a1b#2', '0a1b#2')
    """
    if "/" not in given:
        return given
    return unquote(given.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2])
