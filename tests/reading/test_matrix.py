"""Every act in every frame: who did what to whom must come out whatever the construction (`matrix_*.toml`)."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lagebild import read
from lagebild.evaluation import short
from lagebild.model.jsonform import claim_json

FILES = sorted(Path(__file__).parent.glob("matrix_*.toml"))


def verb(forms: str) -> dict[str, str]:
    """The forms of a verb by their names in the frames; of a German separable one ("griff_an") also parted and joined."""
    base, third, past, part, last = forms.split()
    words = {"base": base, "third": third, "past": past, "part": part, "ing": last, "zu": last.replace("_", " ")}
    for name, form in (("t", third), ("", past)):
        stem, _, prefix = form.partition("_")
        words |= {f"{name}front": stem, f"{name}end": f" {prefix}" if prefix else "", f"{name}joined": prefix + stem}
    return words


def sentence(frame: str, act: dict[str, Any], actor: dict[str, str], other: dict[str, str]) -> str:
    """Put an act between two states into a frame.

    >>> act = {"forms": "shell shells shelled shelled shelling", "thing": "a {Badj} post"}
    >>> sentence("{Thing} {was} {part} by {A}.", act, {"name": "Chad"}, {"name": "Mali", "adjective": "Malian"})
    'A Malian post was shelled by Chad.'
    """
    names = {"B": other["name"], "Badj": other.get("adjective", "")}
    thing, rest = act["thing"].format(**names), act.get("rest", "").format(**names)
    # German: "hat Mali Drohnen geliefert", but "Drohnen wurden an Mali geliefert"
    done = act["dative"].format(**names) + thing if "dative" in act else thing + rest
    plural = act.get("plural", False)
    words = verb(act["forms"]) | {"thing": thing, "rest": rest, "done": done, "Thing": thing[0].upper() + thing[1:]}
    words |= {"was": "were", "has": "have", "wurde": "wurden", "ist": "sind"} if plural else {w: w for w in ("was", "has", "wurde", "ist")}
    words |= {"A": actor["name"], "Aadj": actor.get("adjective", ""), "Capital": actor.get("capital", "")}
    return frame.format(**words)


def misses(path: Path, frame: dict[str, Any]) -> list[str]:
    """The sentences of a frame from which the act is not read, with what is read instead."""
    data, lang = tomllib.loads(path.read_text("utf-8")), path.stem[-2:]
    found = []
    for (actor, other), act in itertools.product(itertools.pairwise(data["state"]), data["act"]):
        text = sentence(frame["text"], act, actor, other)
        claims = [short(claim_json(c)) for c in read(text, lang=lang, date="2024-06-05").claims]
        wanted = f"{act['type']} {actor['code']} -> {other['code']}"
        if not any(c.startswith(wanted) for c in claims):
            found.append(f"{text} {wanted}: {claims}")
    return found


@pytest.mark.parametrize(
    ("path", "frame"),
    [(path, frame) for path in FILES for frame in tomllib.loads(path.read_text("utf-8"))["frame"]],
    ids=lambda value: value["text"] if isinstance(value, dict) else value.stem,
)
def test_every_act_is_read_in_every_frame(path: Path, frame: dict[str, Any]) -> None:
    assert misses(path, frame) == []
