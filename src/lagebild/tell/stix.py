"""Stories as a STIX 2.1 bundle: actors as identities, events as notes about them, stories as reports that hold both.

The identifiers are made of the addresses: the same story has the same one each time. `confidence` is the credibility of the Admiralty code
on the scale that STIX gives for it (2.1, appendix A).
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from lagebild.model.errors import InputError
from lagebild.packs.registry import load_registry

_SPACE = uuid.UUID("6f6d8a52-5b0e-5d53-9c3e-6d4e0f2b7a11")
_CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
_UNKNOWN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def bundle(stories: Iterable[dict[str, Any]]) -> str:
    """Return the bundle as JSON; a story without an event that names an actor has nothing to tell here and is left out.

    Raises InputError where the package is not installed.
    """
    try:
        import stix2
    except ModuleNotFoundError as error:
        raise InputError("--form stix", "stix2 is not installed", "pip install 'lagebild[stix]'") from error
    found: dict[str, Any] = {}
    for story in stories:
        moments = _moments(story)
        refs: list[str] = []
        for event in story["events"]:
            actors = [_identity(stix2, code, found) for code in dict.fromkeys((*event["actors"], *event["recipients"]))]
            if actors:
                note = _note(stix2, event, actors, moments)
                found[note.id] = note
                refs += [note.id, *actors]
        if refs:
            report = _report(stix2, story, list(dict.fromkeys(refs)), moments)
            found[report.id] = report
    name = f"bundle--{uuid.uuid5(_SPACE, ' '.join(found))}"
    return str(stix2.Bundle(objects=list(found.values()), id=name, allow_custom=False).serialize(pretty=True))


def _identity(stix2: Any, code: str, found: dict[str, Any]) -> str:
    name = f"identity--{uuid.uuid5(_SPACE, f'actor {code}')}"
    if name not in found:
        entity = load_registry("en").entities.get(code)
        kind = "group" if entity and entity.kind not in ("state", "organisation") else "organization"
        label = load_registry("en").labels.get(code, code)
        found[name] = stix2.Identity(
            id=name, name=label, identity_class=kind, created=_UNKNOWN, modified=_UNKNOWN,
            external_references=[{"source_name": "lagebild", "external_id": code}],
        )  # fmt: skip
    return name


def _note(stix2: Any, event: dict[str, Any], actors: list[str], moments: tuple[Any, Any]) -> Any:
    sides = f"{', '.join(event['actors']) or '-'} > {', '.join(event['recipients']) or '-'}"
    more = {"confidence": _CONFIDENCE[event["credibility"]]} if event["credibility"] in _CONFIDENCE else {}
    said = "" if event["polarity"] == "asserted" else " (denied)"
    return stix2.Note(
        id=f"note--{uuid.uuid5(_SPACE, 'event ' + event['event'])}", abstract=f"{event['type']} {sides}{said}",
        content=" ".join(event["why"]), object_refs=actors, created=moments[0], modified=moments[1],
        labels=[event["type"].lower(), f"reliability-{event['reliability'].lower()}"], **more,
    )  # fmt: skip


def _report(stix2: Any, story: dict[str, Any], refs: list[str], moments: tuple[Any, Any]) -> Any:
    links = [{"source_name": link["publisher"] or name, "url": link["url"]} for name, link in story["links"].items() if link["url"]]
    more = {"external_references": links} if links else {}
    return stix2.Report(
        id=f"report--{uuid.uuid5(_SPACE, 'story ' + story['story'])}", name=story["title"] or story["story"], object_refs=refs,
        published=moments[0], created=moments[0], modified=moments[1], report_types=["observed-data"], **more,
    )  # fmt: skip


def _moments(story: dict[str, Any]) -> tuple[Any, Any]:
    """Return when the first and the last document of a story were published."""
    times = sorted(filter(None, (_moment(link["published"]) for link in story["links"].values())))
    return (times[0], times[-1]) if times else (_UNKNOWN, _UNKNOWN)


def _moment(text: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
