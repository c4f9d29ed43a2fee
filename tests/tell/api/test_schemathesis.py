"""What the description allows, and what it does not, is thrown at the API: never a fault, and every answer is as described."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from lagebild.store.opening import Store, open_store
from lagebild.tell.api.description import described
from lagebild.tell.api.endpoints import router
from lagebild.tell.api.writing import writing
from lagebild.tell.desk.application import application

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance,
    negative_data_rejection, unsupported_method,
]  # fmt: skip
PATHS = described([*router.routes, *writing.routes])["paths"]
ASKED = [
    (path, method, mode) for path, methods in PATHS.items() for method in methods for mode in GenerationMode
    # where nothing can be said, nothing can be said wrong
    if mode.is_positive or {"parameters", "requestBody"} & set(PATHS[path][method])
]  # fmt: skip
HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def whole(full: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A desk of its own: some of what is asked changes it."""
    copy = str(tmp_path_factory.mktemp("asked") / "desk.db")
    with sqlite3.connect(str(full.engine.url.database)) as before, sqlite3.connect(copy) as after:
        before.backup(after)
    store = open_store(copy)
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(store), headers={"host": "127.0.0.1"})
    store.close()


@pytest.mark.parametrize(("path", "method", "mode"), ASKED)
def test_the_api_answers_whatever_is_asked_as_it_is_described(whole: Any, path: str, method: str, mode: GenerationMode) -> None:
    @settings(
        max_examples=20, derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=whole[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(f"{HERE}/api/v1", checks=CHECKS)

    ask()
