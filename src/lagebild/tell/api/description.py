"""The OpenAPI description: paths and parameters as they are checked, answers by the project's own JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from lagebild.model.jsonform import Json, schema
from lagebild.tell.api.answers import JSON
from lagebild.tell.api.problems import MEDIA_TYPE

BASE = "/api/v1"
_ETAG = {"ETag": {"required": True, "schema": {"type": "string"}, "description": "Strong; give it back as If-None-Match"}}
_LINK = {"Link": {"schema": {"type": "string"}, "description": "The next page (rel=next) or the page of the desk (rel=alternate)"}}
_PROBLEMS = {
    400: "The question cannot be answered: a cursor that is none, an actor that nobody knows",
    401: "A desk that others can reach answers accounts alone",
    403: "The role of the account may not do this, or the request came without TLS",
    404: "There is nothing at this address",
    405: "This is not done here",
    406: "JSON alone is answered",
    422: "A parameter is not as described",
    429: "Too many calls; Retry-After says how long to wait",
    503: "The store is busy or gone; try again",
}
_DONE = {200: "What was asked for", 201: "It was made"}
_SENT = {413: "The body is longer than 200 kB", 415: "JSON alone is taken"}
_PLACE = {"Location": {"required": True, "schema": {"type": "string"}, "description": "The address of what was made"}}
_ABOUT = """What the desk of *Lagebild* shows: who did or said what to whom, how surely, and which reports are copies of one another.
Lists give `items` and `next`, which is the `cursor` of the next page and null at the end."""


def told(noun: str, summary: str, many: bool = False, status: int = 200, change: bool = False) -> Json:
    """Return what describes a path that answers with a noun, or with a page of many; 201 where something is made."""
    one: Json = {"$ref": f"#/components/schemas/{noun}"}
    page = {"items": {"type": "array", "items": one}, "next": {"type": ["string", "null"]}}
    body = {"type": "object", "additionalProperties": False, "required": ["items", "next"], "properties": page} if many else one
    problems = _PROBLEMS | (_SENT if status == 201 else {}) | ({409: "It was done already"} if change else {})
    found: dict[int, Json] = {code: _problem(said) for code, said in problems.items()}
    headers = _PLACE if status == 201 else {} if change else _ETAG | _LINK
    found[status] = {"description": _DONE[status], "headers": headers, "content": {JSON: {"schema": body}}}
    if status == 200 and not change:
        found[304] = {"description": "The asker has it already", "headers": _ETAG}
    return {"summary": summary, "status_code": status, "responses": dict(sorted(found.items()))}


def _problem(said: str) -> Json:
    return {"description": said, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}}


def described(routes: Sequence[BaseRoute]) -> Json:
    """Return the description of an application's routes."""
    found = get_openapi(
        title="Lagebild", version="1", openapi_version="3.1.0", description=_ABOUT, routes=routes, servers=[{"url": BASE}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )  # fmt: skip
    for path in found["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _plain(parameter["schema"])
    said = "A token of an account, made by `lagebild account token`; at a desk that answers its own machine alone none is needed"
    found["components"] = {
        "schemas": _bodies(found) | nouns(),
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": said}},
    }
    found["security"] = [{}, {"token": []}]
    return found


def _bodies(found: Json) -> Json:
    """Return the schemas of what may be sent."""
    given: Json = found.get("components", {}).get("schemas", {})
    return {name: body for name, body in given.items() if name not in ("HTTPValidationError", "ValidationError")}


def _plain(parameter: Json) -> Json:
    """Return a parameter's schema without null, which no address can say, and without titles that only repeat the name."""
    kinds = [kind for kind in parameter.get("anyOf", ()) if kind != {"type": "null"}]
    kept = {key: value for key, value in parameter.items() if key not in ("anyOf", "title")}
    if not kinds:
        return kept
    # two closed lists are one
    joined = {"type": "string", "enum": [value for kind in kinds for value in kind["enum"]]} if len(kinds) > 1 else kinds[0]
    return {**kept, **joined}


@cache
def nouns() -> Json:
    """Return the schemas of all nouns, with their references as OpenAPI writes them."""
    found: Json = {}
    for noun in ("sheet", "story", "kept_story"):
        found |= schema(noun)["$defs"]
    text = json.dumps(found)
    for home in ("urn:lagebild:schema:1", "urn:lagebild:schema:story:1", ""):
        text = text.replace(f'"{home}#/$defs/', '"#/components/schemas/')
    loaded: Json = json.loads(text)
    return loaded
