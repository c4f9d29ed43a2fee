"""The same input gives the same bytes: again, in another process, and whatever was read before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import lagebild
from lagebild import read
from lagebild.model.jsonform import sheet_json

TEXTS = [
    (
        "en",
        "Chad, Mali and Niger accused Libya of arming rebels. It denied this, an official told Reuters. They may expel its envoys.",
    ),
    ("en", 'Emmanuel Macron said: "Iran and North Korea are a threat to Japan, the EU and Europe." The claim is far-fetched.'),
    ("de", "Kenia, Uganda und Ruanda drohten dem Sudan am Montag mit Sanktionen. Das Land wies das zurück, teilte Reuters mit."),
    (
        "de",
        "Laut Experten könnte die US-Waffenlieferung an Taiwan das Putin-Kim-Bündnis wahrscheinlich stärken. Diese Behauptung wirkt hohl.",
    ),
]
PROGRAM = """
import json, sys
from lagebild import read
from lagebild.model.jsonform import sheet_json
for lang, text in json.load(sys.stdin):
    print(json.dumps(sheet_json(read(text, title=text[:40], date="2024-11-10", lang=lang)), ensure_ascii=True))
"""


def written(rows: list[tuple[str, str]]) -> list[str]:
    return [json.dumps(sheet_json(read(text, title=text[:40], date="2024-11-10", lang=lang))) for lang, text in rows]


def elsewhere(seed: str, rows: list[tuple[str, str]]) -> list[str]:
    paths = os.pathsep.join([str(Path(lagebild.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, "-c", PROGRAM], input=json.dumps(rows), capture_output=True, text=True, env=env, check=True)
    return run.stdout.splitlines()


def test_twice_and_in_other_processes_and_in_another_order() -> None:
    here = written(TEXTS)
    assert sum(line.count('"rule"') for line in here) > 5
    assert written(TEXTS) == here
    assert elsewhere("1", TEXTS) == here
    assert elsewhere("271828", TEXTS[::-1]) == here[::-1]
